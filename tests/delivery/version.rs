//! The version is written in `Cargo.toml`; wherever else it stands, it is the same.

use std::path::Path;
use std::{env, fs};

use regex::Regex;

const VERSION: &str = env!("CARGO_PKG_VERSION");

const REV: &str = r"(rev: v)(\S+)";
const RAW: &str = r"(scrublint/scrublint/v)(\d[^/]*)";

/// Files that name the version, each with patterns whose first group is what stands before it and whose second is the version.
const PLACES: &[(&str, &[&str])] = &[
    ("action.yml", &[r"(description: The version to install\.\n    default: )(\S+)"]),
    ("ci/gitlab.yml", &[r#"(version:\n      default: ")([^"]+)"#, RAW]),
    ("editors/vscode/package.json", &[r#"(?m)(^  "version": ")([^"]+)"#]),
    ("editors/vscode/package-lock.json", &[r#"("name": "scrublint",\n\s*"version": ")([^"]+)"#]),
    ("editors/vscode/README.md", &[r"(scrublint-)(\d+\.\d+\.\d+\S*)\.vsix"]),
    ("docs/ci.md", &[REV, r"(uses: scrublint/scrublint@v)(\S+)", RAW, r"(scrublint\.git#v)(\S+)"]),
    ("README.md", &[REV, r"(uses: scrublint/scrublint@v)(\S+)", RAW]),
];

#[test]
fn the_version_is_the_same_everywhere() {
    for (name, patterns) in PLACES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let mut text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        for pattern in *patterns {
            let pattern = Regex::new(pattern).expect("a pattern");
            if env::var_os("UPDATE_VERSION").is_some() {
                text = pattern.replace_all(&text, format!("${{1}}{VERSION}")).into_owned();
                fs::write(&path, &text).expect("it can be written");
            }
            let found: Vec<&str> = pattern.captures_iter(&text).map(|captures| captures.extract::<2>().1[1]).collect();
            assert!(!found.is_empty(), "{name} no longer says {pattern}");
            for version in found {
                assert_eq!(version, VERSION, "in {name}: run `UPDATE_VERSION=1 cargo test --test delivery`");
            }
        }
    }
}

/// Each release has its section, and the newest one stands above the others; before the first, its number stands under
/// "Unreleased".
#[test]
fn the_changelog_knows_the_version() {
    let changelog = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("CHANGELOG.md")).expect("it is there");
    let sections: Vec<&str> = changelog.lines().filter_map(|line| line.strip_prefix("## [")?.split(']').next()).collect();
    assert_eq!(sections.first(), Some(&"Unreleased"), "the changelog begins with what comes next");
    match sections.get(1) {
        Some(newest) => assert_eq!(*newest, VERSION, "the newest section is not that of the version"),
        None => assert!(changelog.contains(&format!("The first version, {VERSION}.")), "the first version is {VERSION}"),
    }
}
