//! Where names of lints stand: in `scrublint.toml`, in lint files, in suppressions.
//!
//! TOML is followed from its start to the place that is asked about, and no further: while a person types, the text is hardly
//! ever whole.

use super::buffer::Kind;
use crate::document::Document;
use crate::source::Span;
use crate::suppress::Suppressions;

/// A place where a lint or a category is named, or can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mention {
    /// The name, as far as it is there.
    pub span: Span,
    /// Whether the name still needs its quotes.
    pub bare: bool,
}

/// The name at a place in a TOML file, if names belong there.
pub(super) fn in_toml(text: &str, kind: Kind, offset: usize) -> Option<Mention> {
    let span = word(text, offset);
    let spot = Spot::find(&text[..span.start]);
    let path: Vec<&str> = spot.path.iter().map(String::as_str).collect();
    let belongs = matches!(
        (kind, spot.at, path.as_slice()),
        (Kind::Settings, At::Name, ["lint"])
            | (Kind::Settings, At::Value, ["select" | "extend-select" | "ignore"] | ["per-file-ignores", _])
            | (Kind::Toml, At::Value, ["match", "beside" | "above" | "below"])
    );
    belongs.then_some(Mention { span, bare: spot.at == At::Value && !spot.quoted })
}

/// The name at a place in an article, if a suppression gives it.
pub(super) fn in_article(document: &Document, offset: usize) -> Option<Mention> {
    let text = document.text();
    let span = word(text, offset);
    let front = document.front_matter().filter(|front| front.span().contains(span));
    let in_front = front.is_some_and(|front| front.disabled().iter().any(|name| *name == text[span.range()]));
    let suppressions = Suppressions::find(document);
    let in_comment = suppressions.statements().iter().filter_map(|statement| statement.list).any(|list| list.contains(span));
    ((in_front || in_comment) && !span.is_empty()).then_some(Mention { span, bare: false })
}

/// The characters of a name around an offset.
fn word(text: &str, offset: usize) -> Span {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let (before, after) = text.split_at(offset);
    let start = before.trim_end_matches(part).len();
    Span::new(start, text.len() - after.trim_start_matches(part).len())
}

/// What stands at a place in TOML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// A part of a key or of a table's name.
    Name,
    Value,
    Comment,
}

/// A place in TOML.
#[derive(Debug)]
struct Spot {
    /// The names that lead there; for a name those before it.
    path: Vec<String>,
    at: At,
    /// Whether it is in a string.
    quoted: bool,
}

/// What is open around a value.
enum Frame {
    Array,
    /// An inline table, and the length of the path that leads to it.
    Table(usize),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// `[…]` on a line of its own.
    Header,
    Key,
    Value,
    /// What is left of a header's line.
    Rest,
}

impl Spot {
    /// Where a text ends.
    fn find(text: &str) -> Self {
        let mut scanner = Scanner { table: 0, path: Vec::new(), part: String::new(), mode: Mode::Key, frames: Vec::new() };
        let mut rest = text;
        let mut state = (At::Name, false);
        while let Some(first) = rest.chars().next() {
            state = (At::Name, false);
            match first {
                '#' => match rest.find('\n') {
                    Some(end) => rest = &rest[end..],
                    None => return scanner.spot(At::Comment, false),
                },
                '"' | '\'' => match string(rest) {
                    (content, Some(after)) => {
                        scanner.part.push_str(content);
                        rest = after;
                    }
                    (_, None) => {
                        state.1 = true;
                        break;
                    }
                },
                other => {
                    scanner.take(other);
                    rest = &rest[other.len_utf8()..];
                }
            }
        }
        let at = if matches!(scanner.mode, Mode::Value | Mode::Rest) { At::Value } else { At::Name };
        scanner.spot(at, state.1)
    }
}

/// The content of the string that `text` begins with, and what comes after it; `None` if it is not at its end yet.
fn string(text: &str) -> (&str, Option<&str>) {
    let quote = &text[..1];
    let triple = quote.repeat(3);
    let long = text.starts_with(&triple);
    let open = if long { &triple } else { quote };
    let content = &text[open.len()..];
    let mut from = 0;
    while let Some(at) = content[from..].find([quote.as_bytes()[0] as char, '\\', '\n']).map(|at| from + at) {
        let found = &content[at..];
        if found.starts_with('\n') && !long {
            // Left open by mistake, or not closed yet.
            return (&content[..at], Some(found));
        } else if found.starts_with('\\') && quote == "\"" {
            from = at + 1 + found[1..].chars().next().map_or(0, char::len_utf8);
        } else if let Some(after) = found.strip_prefix(open) {
            return (&content[..at], Some(after));
        } else {
            from = at + 1;
        }
    }
    (content, None)
}

struct Scanner {
    /// How much of the path is the table's name.
    table: usize,
    path: Vec<String>,
    /// The part of a name that is being read.
    part: String,
    mode: Mode,
    frames: Vec<Frame>,
}

impl Scanner {
    fn take(&mut self, character: char) {
        match (self.mode, character) {
            (_, '\n') if self.frames.is_empty() => self.begin(self.table, Mode::Key),
            (Mode::Key, '[') if self.frames.is_empty() && self.path.len() == self.table && self.part.is_empty() => {
                self.begin(0, Mode::Header);
            }
            // The second bracket of `[[…]]`, and what comes after a header.
            (Mode::Header, '[') | (Mode::Rest, _) => {}
            (Mode::Header | Mode::Key, '.') => self.end_part(),
            (Mode::Header, ']') => {
                if !self.part.is_empty() {
                    self.end_part();
                }
                self.table = self.path.len();
                self.mode = Mode::Rest;
            }
            (Mode::Key, '=') => {
                self.end_part();
                self.mode = Mode::Value;
            }
            (Mode::Value, '[') => self.frames.push(Frame::Array),
            (Mode::Value, '{') => {
                self.frames.push(Frame::Table(self.path.len()));
                self.mode = Mode::Key;
            }
            (_, ',') => {
                self.part.clear();
                if let Some(&Frame::Table(path)) = self.frames.last() {
                    self.begin(path, Mode::Key);
                }
            }
            (_, ']' | '}') => {
                self.part.clear();
                if let Some(Frame::Table(path)) = self.frames.pop() {
                    self.path.truncate(path);
                }
                self.mode = Mode::Value;
            }
            (_, space) if space.is_whitespace() => {}
            (Mode::Header | Mode::Key, other) => self.part.push(other),
            (Mode::Value, _) => {}
        }
    }

    fn begin(&mut self, path: usize, mode: Mode) {
        self.path.truncate(path);
        self.part.clear();
        self.mode = mode;
    }

    fn end_part(&mut self) {
        self.path.push(std::mem::take(&mut self.part));
    }

    fn spot(self, at: At, quoted: bool) -> Spot {
        Spot { path: self.path, at, quoted }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, Hints};

    /// The name at the bar, and whether it needs quotes.
    fn named(text: &str, kind: Kind) -> Option<(String, bool)> {
        let offset = text.find('|').expect("a bar");
        let text = text.replacen('|', "", 1);
        in_toml(&text, kind, offset).map(|mention| (text[mention.span.range()].to_owned(), mention.bare))
    }

    #[test]
    fn names_stand_in_lists_and_in_table_names() {
        let quoted = Some(("byline".to_owned(), false));
        for text in [
            "ignore = [\"by|line\"]",
            "select = [\n  'credit', # a comment with a \" in it\n  'byline|'\n]\n",
            "[lint.by|line]",
            "[lint]\nby|line.level = \"off\"",
            "lint = { credit = { level = \"off\" }, by|line = { level = \"off\" } }",
            "lint.by|line.level = \"off\"",
            "[per-file-ignores]\n\"a/**\" = [\"credit\", \"by|line\"]",
            "per-file-ignores = { \"a.b\" = [\"by|line\"] }",
        ] {
            assert_eq!(named(text, Kind::Settings), quoted, "{text}");
        }
        assert_eq!(named("extend-select = [by|", Kind::Settings), Some(("by".to_owned(), true)));
        assert_eq!(named("ignore = [\"|", Kind::Settings), Some((String::new(), false)));
        assert_eq!(named("[[match]]\nbeside = [\"by|line\"]", Kind::Toml), quoted);
    }

    #[test]
    fn names_do_not_stand_elsewhere() {
        for text in [
            "exclude = [\"by|line\"]",
            "# ignore = [\"by|line\"]",
            "[lint.byline]\nle|vel = \"off\"",
            "protect = ['''\nignore = [\"by|line\"]''']",
            "by|line = 1",
            "[lint.x]\nlevel = \"by|line\"",
        ] {
            assert_eq!(named(text, Kind::Settings), None, "{text}");
        }
        assert_eq!(named("summary = \"by|line\"", Kind::Toml), None);
    }

    #[test]
    fn suppressions_name_lints_in_comments_and_front_matter() {
        let text = "---\nscrublint:\n  disable: [credit]\n---\n<!-- scrublint-disable-next-line byline, skip-link: a credit -->\nBy Ada\n";
        let document = Document::parse(text.into(), Format::Markdown, &Hints::default());
        let name = |at: usize| in_article(&document, at).map(|mention| &text[mention.span.range()]);
        assert_eq!(name(text.find("credit").expect("there")), Some("credit"));
        assert_eq!(name(text.find("byline").expect("there") + 3), Some("byline"));
        assert_eq!(name(text.find("skip").expect("there")), Some("skip-link"));
        assert_eq!(name(text.rfind("credit").expect("there")), None, "the reason");
        assert_eq!(name(text.find("By Ada").expect("there")), None);
    }
}
