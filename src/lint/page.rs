//! A lint's page: what `scrublint explain` prints, and the documentation's site shows.
//!
//! Plain text that is also Markdown, made from the lint's file alone. Every page has the same headings in the same
//! order; those that have nothing to say are left out. The two differ in nothing but where their lines end.

use std::fmt::Write as _;

use super::format::{Applicability, Example, Level, OptionValue, Zone};
use super::registry::LintRef;
use crate::report::terminal::{printable, width, wrap};

/// Where the documentation is.
const SITE: &str = env!("CARGO_PKG_HOMEPAGE");

/// What makes a line code, in Markdown.
const CODE: &str = "    ";
/// Marks the lines of an example that are found.
const FOUND: &str = "    » ";
const NOT_FOUND: &str = "      ";
const EVERYWHERE: &str = "wherever it stands";

/// The address of a bundled lint's page.
#[must_use]
pub fn page_url(id: &str) -> String {
    format!("{SITE}lints/{id}.html")
}

/// The page of a lint as the documentation has it: a paragraph is one line.
#[must_use]
pub fn site_page(lint: LintRef<'_>) -> String {
    page(lint, usize::MAX)
}

/// The page of a lint, in so many columns.
#[must_use]
pub fn page(lint: LintRef<'_>, columns: usize) -> String {
    let mut page = format!("# {}\n\n{}.\n\n", lint.id(), wrap(lint.summary(), columns));
    facts(&mut page, lint, columns);
    page.push_str("\n## Why\n");
    paragraphs(&mut page, lint.why(), columns);
    fix_safety(&mut page, lint, columns);
    let (hits, near_misses): (Vec<_>, Vec<_>) = lint.examples().iter().partition(|example| !lint.hits(example).is_empty());
    if !hits.is_empty() {
        let _ = writeln!(page, "\n## Found\n\nWhat is found is marked with a `{}`.", FOUND.trim());
        hits.iter().for_each(|example| add_example(&mut page, lint, example, columns));
    }
    if !near_misses.is_empty() {
        page.push_str("\n## Left alone\n");
        near_misses.iter().for_each(|example| add_example(&mut page, lint, example, columns));
    }
    configure(&mut page, lint);
    accept(&mut page, lint);
    page
}

fn facts(page: &mut String, lint: LintRef<'_>, columns: usize) {
    let level = match lint.level() {
        Level::Off => "off: runs only where it is selected",
        Level::Info => "info",
        Level::Warn => "warn",
        Level::Error => "error",
    };
    let fix = match lint.fix() {
        Applicability::None => "none: it only reports",
        Applicability::Unsafe => "unsafe: applied with `--fix --unsafe-fixes`",
        Applicability::Safe => "safe where the evidence is strong, and then applied with `--fix`",
    };
    let languages = lint.languages().join(", ");
    let since = lint.since().unwrap_or_default();
    let facts = [("category", lint.category()), ("level", level), ("fix", fix), ("languages", &languages), ("since", since)];
    for (name, value) in facts.into_iter().filter(|(_, value)| !value.is_empty()) {
        let lead = format!("- {:<11}", format!("{name}:"));
        let value = wrap(value, columns.saturating_sub(lead.len())).replace('\n', &format!("\n{}", " ".repeat(lead.len())));
        let _ = writeln!(page, "{lead}{value}");
    }
}

/// Says where its fixes are how certain. A finding's own certainty is known only in its article: this is the most it may be.
fn fix_safety(page: &mut String, lint: LintRef<'_>, columns: usize) {
    if lint.fix() == Applicability::None {
        return;
    }
    page.push_str("\n## Fix safety\n\n");
    if lint.detector().is_some() {
        let text = match lint.fix() {
            Applicability::Safe => {
                "Each finding is judged by itself: its fix is safe where the evidence leaves no doubt, and unsafe otherwise."
            }
            _ => "Its fixes are unsafe: likely right, and a person should look.",
        };
        let _ = writeln!(page, "{}", wrap(text, columns));
        return;
    }
    let certainties = [("safe", Applicability::Safe), ("unsafe", Applicability::Unsafe), ("only reported", Applicability::None)];
    let mut above = "";
    for (name, fix) in certainties {
        let (mut everywhere, mut somewhere) = (false, [false; 3]);
        for clause in lint.clauses().iter().filter(|clause| !clause.anchor && clause.fix == fix) {
            match clause.zones {
                [true, true, true] => everywhere = true,
                zones => (0..3).for_each(|zone| somewhere[zone] |= zones[zone]),
            }
        }
        let place = match (everywhere, place(somewhere)) {
            (false, None) => continue,
            (false, Some(place)) => place.to_owned(),
            (true, None | Some(EVERYWHERE)) => EVERYWHERE.to_owned(),
            (true, Some(place)) => format!("{EVERYWHERE} or only {place}, as the wording is"),
        };
        let _ = writeln!(page, "- {name}: {place}{above}");
        above = ", on weaker evidence";
    }
    if lint.fix() == Applicability::Safe {
        let _ = writeln!(page, "\n{}", wrap("One weak piece of evidence alone makes a fix unsafe wherever it stands.", columns));
    }
}

/// Where a clause may hold, by its zones: head, body, tail.
fn place(zones: [bool; 3]) -> Option<&'static str> {
    Some(match zones {
        [true, true, true] => EVERYWHERE,
        [true, true, false] => "before the article and in it",
        [true, false, true] => "before and after the article",
        [false, true, true] => "in the article and after it",
        [true, false, false] => "before the article",
        [false, true, false] => "in the article",
        [false, false, true] => "after the article",
        [false, false, false] => return None,
    })
}

/// Adds Markdown; paragraphs are broken to fit, everything else stays as it is.
fn paragraphs(page: &mut String, text: &str, columns: usize) {
    for paragraph in text.trim().split("\n\n") {
        let is_prose = !paragraph.lines().any(|line| line.starts_with(['-', '*', '|', ' ', '#', '`', '>']));
        let paragraph = if is_prose { wrap(paragraph, columns) } else { paragraph.to_owned() };
        let _ = writeln!(page, "\n{paragraph}");
    }
}

fn add_example(page: &mut String, lint: LintRef<'_>, example: &Example, columns: usize) {
    let place = match example.place {
        Some(Zone::Head) => ", before the article",
        Some(Zone::Body) => ", in the article",
        Some(Zone::Tail) => ", after the article",
        None => "",
    };
    let _ = writeln!(page, "\n{}\n", wrap(&format!("{}{place}:", example.name), columns));
    // What an example names is the lines that it wants found, each as often as it stands there.
    let mut hits: Vec<&str> = lint.hits(example).iter().flat_map(|hit| hit.lines()).map(str::trim).collect();
    for line in example.text.trim_matches('\n').lines() {
        let found = hits.iter().position(|hit| *hit == line.trim()).map(|hit| hits.remove(hit)).is_some();
        add_code(page, line, if found { FOUND } else { NOT_FOUND }, columns);
    }
    // Where lines only went, the marks have said it all.
    let fixed = example.fixed.as_deref().unwrap_or_default().trim_matches('\n');
    if fixed.lines().any(|line| example.text.lines().all(|before| before.trim_end() != line.trim_end())) {
        page.push_str("\nbecomes:\n\n");
        fixed.lines().for_each(|line| add_code(page, line, NOT_FOUND, columns));
    }
}

/// Adds a line of an article behind a mark.
fn add_code(page: &mut String, line: &str, mark: &str, columns: usize) {
    let room = columns.saturating_sub(NOT_FOUND.len());
    let shown = if width(line) <= room { printable(line).into_owned() } else { wrap(line, room) };
    if shown.is_empty() {
        page.push('\n');
    }
    for line in shown.lines() {
        let _ = writeln!(page, "{mark}{line}");
    }
}

fn configure(page: &mut String, lint: LintRef<'_>) {
    let id = lint.id();
    let level = if lint.level() == Level::Off { "warn" } else { "off" };
    let _ = write!(page, "\n## Configuration\n\nIn `scrublint.toml`, each key on its own:\n\n{CODE}[lint.{id}]\n");
    let _ = writeln!(page, "{CODE}level = \"{level}\"  # off, info, warn, error");
    if lint.fix() != Applicability::None {
        let _ = writeln!(page, "{CODE}fix = \"none\"  # safe, unsafe, none: the most that its fixes may do");
    }
    for (name, value) in lint.options() {
        let value = match value {
            OptionValue::Integer(value) => value.to_string(),
            OptionValue::Float(value) => format!("{value:?}"),
            OptionValue::Bool(value) => value.to_string(),
            OptionValue::Text(value) => format!("{value:?}"),
        };
        let _ = writeln!(page, "{CODE}{name} = {value}  # as it is by default");
    }
}

fn accept(page: &mut String, lint: LintRef<'_>) {
    let id = lint.id();
    let _ = writeln!(page, "\nAbove a line that is to stay:\n\n{CODE}<!-- scrublint-disable-next-line {id}: the reason -->");
    let _ = writeln!(page, "\nIn the front matter of an article:\n\n{CODE}scrublint:\n{CODE}  disable: [{id}]");
}

#[cfg(test)]
mod tests {
    use super::super::format::Source;
    use super::super::registry::LintSet;
    use super::*;

    const LINT: &str = r##"
summary = "Invitation to a picnic"
level   = "warn"
fix     = "unsafe"
since   = "0.9.0"
why     = """
Every page of the site asks its readers to the same picnic, whatever the article is about, and the scraper takes it along.

- A list stays
  a list.
"""

[[match]]
line.de = ["komm zum picknick"]
line.en = ["come to the picnic"]

[[example]]
name  = "at the end"
place = "tail"
text  = """
Come to the picnic

It was the largest that the village had seen since the year of the flood, and nobody went home hungry.
"""
hits  = ["Come to the picnic"]

[[example]]
name  = "a heading"
text  = """
## Come to the picnic
"""
hits  = []
"##;

    fn shown(lint: &str, columns: usize) -> String {
        let source = Source { path: "lints/fairs/picnic.toml".into(), category: "fairs".into(), id: "picnic".into(), text: lint.into() };
        let set = LintSet::with_own(&[source]).expect("a lint");
        page(set.get(set.find("picnic").expect("is there")), columns)
    }

    #[test]
    fn a_page_says_what_the_file_says() {
        let wanted = "\
# picnic

Invitation to a picnic.

- category:  fairs
- level:     warn
- fix:       unsafe: applied with `--fix --unsafe-fixes`
- languages: de, en
- since:     0.9.0

## Why

Every page of the site asks its readers to the same picnic,
whatever the article is about, and the scraper takes it
along.

- A list stays
  a list.

## Fix safety

- unsafe: wherever it stands

## Found

What is found is marked with a `»`.

at the end, after the article:

    » Come to the picnic

      It was the largest that the village had seen since the
      year of the flood, and nobody went home hungry.

## Left alone

a heading:

      ## Come to the picnic

## Configuration

In `scrublint.toml`, each key on its own:

    [lint.picnic]
    level = \"off\"  # off, info, warn, error
    fix = \"none\"  # safe, unsafe, none: the most that its fixes may do

Above a line that is to stay:

    <!-- scrublint-disable-next-line picnic: the reason -->

In the front matter of an article:

    scrublint:
      disable: [picnic]
";
        assert_eq!(shown(LINT, 60), wanted);
    }

    #[test]
    fn what_there_is_nothing_of_is_left_out() {
        let bare = LINT
            .split("[[example]]")
            .next()
            .expect("the start")
            .replace("\"unsafe\"", "\"none\"")
            .replace("line.de", "line.any")
            .replace("line.en", "prefix.any");
        let page = shown(&bare, 60);
        for absent in ["languages:", "## Found", "## Left alone", "fix = "] {
            assert!(!page.contains(absent), "{page}");
        }
    }
}
