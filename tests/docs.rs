//! The documentation: the pages of the lints are what `scrublint explain` prints, every page is in the table of contents,
//! what the pages name exists, and no link leads nowhere.
//!
//! `UPDATE_DOCS=1 cargo test --test docs` writes what is generated.
#![cfg(feature = "cli")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use scrublint::lint::{Level, LintSet, page, page_url, site_page};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const SITE: &str = env!("CARGO_PKG_HOMEPAGE");
/// Where links lead that leave the site for the sources.
const SOURCES: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/");
/// What stands before the generated part of the table of contents.
const CONTENTS: &str = "- [All lints](lints/README.md)\n";
/// Pages that are not in the table of contents.
const UNLISTED: [&str; 1] = ["SUMMARY.md"];

fn root(path: &str) -> PathBuf {
    Path::new(ROOT).join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(root(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What is generated, by path.
fn generated() -> BTreeMap<String, String> {
    let lints = LintSet::bundled();
    let mut categories: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for (_, lint) in lints.iter() {
        categories.entry(lint.category()).or_default().push(lint);
    }
    let mut files = BTreeMap::new();
    let mut index = String::from(
        "# Lints\n\nEach page has what `scrublint explain ID` prints: what the lint finds, why, what it leaves alone, and how far its \
         fixes can be trusted.\n",
    );
    let (before, _) = read("docs/SUMMARY.md").split_once(CONTENTS).map(|(a, b)| (a.to_owned(), b.to_owned())).expect("the lints' part");
    let mut contents = before + CONTENTS;
    for (category, members) in categories {
        let _ = writeln!(index, "\n## {category}\n\n| lint | level | fix | finds |\n| --- | --- | --- | --- |");
        for lint in members {
            let id = lint.id();
            let (level, fix) = (format!("{:?}", lint.level()).to_lowercase(), format!("{:?}", lint.fix()).to_lowercase());
            let _ = writeln!(index, "| [{id}]({id}.md) | {level} | {fix} | {} |", lint.summary());
            let _ = writeln!(contents, "  - [{id}](lints/{id}.md)");
            files.insert(format!("docs/lints/{id}.md"), site_page(lint));
        }
    }
    files.insert("docs/lints/README.md".to_owned(), index);
    files.insert("docs/SUMMARY.md".to_owned(), contents);
    files
}

fn pages() -> BTreeSet<String> {
    let mut pages = BTreeSet::new();
    for folder in ["docs", "docs/lints"] {
        for entry in fs::read_dir(root(folder)).expect("it is there") {
            let name = entry.expect("an entry").file_name().into_string().expect("UTF-8");
            if name.ends_with(".md") {
                pages.insert(format!("{folder}/{name}"));
            }
        }
    }
    pages
}

#[test]
fn what_is_generated_is_up_to_date() {
    let generated = generated();
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::create_dir_all(root("docs/lints")).expect("it can be made");
        for (path, text) in &generated {
            fs::write(root(path), text).expect("it can be written");
        }
    }
    let again = "run `UPDATE_DOCS=1 cargo test --test docs`";
    for (path, text) in &generated {
        assert!(fs::read_to_string(root(path)).ok().as_ref() == Some(text), "{path} is out of date: {again}");
    }
    let stale: Vec<_> = pages().into_iter().filter(|page| page.starts_with("docs/lints/") && !generated.contains_key(page)).collect();
    assert!(stale.is_empty(), "no lint has these pages: {stale:?}");
}

/// But for where lines end, and for the width that the text has in a terminal, it is the same text.
#[test]
fn the_site_has_the_words_that_explain_prints() {
    let words = |text: &str| text.split_whitespace().filter(|word| *word != "»").map(str::to_owned).collect::<Vec<_>>();
    let lints = LintSet::bundled();
    for (_, lint) in lints.iter() {
        let (here, there) = (page(lint, 80), read(&format!("docs/lints/{}.md", lint.id())));
        assert!(words(&here) == words(&there), "{}", lint.id());
        for fact in ["- category: ", "- level: ", "- fix: ", "- since: ", "## Why", "## Configuration"] {
            assert!(here.contains(fact), "the page of {} lacks `{fact}`", lint.id());
        }
        if lint.level() != Level::Off && !lint.is_about_suppressions() && lint.category() != "document" {
            assert!(here.contains("\n    » "), "the page of {} marks nothing", lint.id());
        }
    }
}

#[test]
fn findings_link_to_the_pages() {
    let book = read("docs/book.toml");
    assert!(book.contains(&format!("site-url = \"/{}\"", SITE.rsplit("github.io/").next().unwrap_or_default())), "{book}");
    for (_, lint) in LintSet::bundled().iter() {
        let url = page_url(lint.id());
        let page = url.strip_prefix(SITE).and_then(|path| path.strip_suffix(".html")).expect("a page of the site");
        assert!(root(&format!("docs/{page}.md")).is_file(), "{url} is no page");
    }
}

#[test]
fn every_page_is_in_the_table_of_contents_once() {
    let contents = read("docs/SUMMARY.md");
    let listed: Vec<String> = links(&contents).into_iter().map(|link| format!("docs/{link}")).collect();
    let mut once = BTreeSet::new();
    for page in &listed {
        assert!(once.insert(page.clone()), "{page} is listed twice");
    }
    let unlisted: Vec<_> =
        pages().into_iter().filter(|page| !once.contains(page) && !UNLISTED.iter().any(|name| page.ends_with(name))).collect();
    assert!(unlisted.is_empty(), "not in docs/SUMMARY.md: {unlisted:?}");
}

/// Each key of `scrublint.toml` has a row of a table, and no row has a key that is none.
#[test]
fn the_page_on_configuration_has_all_keys_and_no_others() {
    let schema: serde_json::Value = serde_json::from_str(&read("schema/config.schema.json")).expect("JSON");
    let keys: BTreeSet<&str> = schema["properties"].as_object().expect("keys").keys().map(String::as_str).collect();
    let page = read("docs/configuration.md");
    let rows: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    assert_eq!(rows.iter().copied().collect::<BTreeSet<_>>(), keys);
    assert_eq!(rows.len(), keys.len(), "a key has two rows");
}

#[test]
fn no_link_leads_nowhere() {
    let mut files: Vec<String> = pages().into_iter().collect();
    files.extend(["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "lints/README.md", "training/README.md"].map(str::to_owned));
    let mut broken = Vec::new();
    for file in &files {
        for link in links(&read(file)) {
            if let Err(why) = resolve(file, &link) {
                broken.push(format!("{file}: {link}: {why}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// The targets of the links of a Markdown text.
fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        fenced ^= line.trim_start().starts_with("```");
        if fenced || line.starts_with("    ") && !line.trim_start().starts_with("- [") {
            continue;
        }
        // What stands between backquotes is code.
        let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("code");
        for part in prose.split("](").skip(1) {
            links.push(part.split([')', ' ']).next().unwrap_or_default().to_owned());
        }
    }
    links
}

/// Follows a link to a file of the repository, and to its heading if it names one.
fn resolve(from: &str, link: &str) -> Result<(), String> {
    let (target, heading) = link.split_once('#').unwrap_or((link, ""));
    let path = if let Some(page) = target.strip_prefix(SITE) {
        match page.strip_suffix(".html") {
            Some("writing-lints") => root("lints/README.md"),
            Some(page) => root(&format!("docs/{page}.md")),
            None => root("docs").join(page),
        }
    } else if let Some(path) = target.strip_prefix(SOURCES) {
        root(path)
    } else if target.contains("://") || target.starts_with("mailto:") {
        return Ok(());
    } else if target.is_empty() {
        root(from)
    } else {
        // Pages of the site see nothing above docs/: they name the sources by their address.
        if from.starts_with("docs/") && depth(from, target) < 1 {
            return Err(format!("it leaves docs/, so the site lacks it: write {SOURCES}…"));
        }
        root(from).parent().expect("a folder").join(target)
    };
    if !path.exists() {
        return Err("there is no such file".to_owned());
    }
    if !heading.is_empty() && !headings(&fs::read_to_string(&path).map_err(|error| error.to_string())?).contains(heading) {
        return Err("there is no such heading".to_owned());
    }
    Ok(())
}

/// How many folders below the root of the repository a relative link stays, at the least.
fn depth(from: &str, target: &str) -> i32 {
    let mut depth = from.matches('/').count() as i32;
    let mut least = depth;
    for part in target.split('/') {
        depth += match part {
            ".." => -1,
            "." => 0,
            _ => 1,
        };
        least = least.min(depth);
    }
    least
}

/// The anchors of a page's headings, as GitHub and mdBook make them.
fn headings(text: &str) -> BTreeSet<String> {
    let anchor = |line: &str| {
        let kept: String = line.to_lowercase().chars().filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c)).collect();
        kept.trim().replace(' ', "-")
    };
    text.lines().filter(|line| line.starts_with('#')).map(|line| anchor(line.trim_start_matches('#'))).collect()
}
