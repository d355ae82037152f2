//! Front matter: YAML between `---` lines, TOML between `+++` lines, or a JSON object, at the very start.
//!
//! It is understood where it says something about the article and never edited. Front matter that does not parse, or
//! that is never closed, is not understood; unclosed, it is no front matter.

use saphyr::{LoadableYamlNode as _, Yaml};

use crate::source::Span;

/// Longer front matter is kept from harm like any other but not parsed.
const LONGEST_PARSED: usize = 64 * 1024;

/// Front matter of more keys is left to the parser.
const MOST_PLAIN: usize = 32;

/// More marks of nesting than this on one line, and front matter is not parsed either.
const DEEPEST: usize = 100;

/// What front matter says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    span: Span,
    title: Option<String>,
    lang: Option<String>,
    disabled: Vec<String>,
    explained: bool,
}

impl FrontMatter {
    /// The whole of it with its fences.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The article's title.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The article's language code.
    #[must_use]
    pub fn lang(&self) -> Option<&str> {
        self.lang.as_deref()
    }

    /// Ids and categories under `scrublint: {disable: […]}`.
    #[must_use]
    pub fn disabled(&self) -> &[String] {
        &self.disabled
    }

    /// Whether `scrublint: {reason: …}` says why they are.
    pub(crate) fn is_explained(&self) -> bool {
        self.explained
    }

    /// Where in the text they stand: the first of the names, or all of the front matter where it is written in another way.
    pub(crate) fn disabled_at(&self, text: &str) -> Span {
        let front = &text[self.span.range()];
        let settings = key_at(front, "scrublint", 0).unwrap_or(0);
        let list = key_at(front, "disable", settings).unwrap_or(settings);
        let place = self.disabled.first().and_then(|name| Some((word_at(front, name, list)?, name.len())));
        let whole = Span::new(self.span.start, self.span.start + front.trim_end().len());
        place.map_or(whole, |(at, len)| Span::new(self.span.start + at, self.span.start + at + len))
    }

    /// The front matter of a text.
    pub(super) fn find(text: &str) -> Option<Self> {
        let (inner, span, syntax) =
            fenced(text, "---", Syntax::Yaml).or_else(|| fenced(text, "+++", Syntax::Toml)).or_else(|| json(text))?;
        let mut found = if inner.len() > LONGEST_PARSED {
            Self::default()
        } else {
            match syntax {
                Syntax::Yaml => Self::from_plain_yaml(inner).unwrap_or_else(|| Self::from_yaml(inner)),
                Syntax::Toml => toml::from_str::<serde_json::Value>(inner).map(|value| Self::from_json(&value)).unwrap_or_default(),
                Syntax::Json => serde_json::from_str(inner).map(|value| Self::from_json(&value)).unwrap_or_default(),
            }
        };
        found.span = span;
        Some(found)
    }

    /// What YAML says that is nothing but lines of a key and a plain or quoted text, as most front matter is: the parser costs more
    /// than all lints together. None if it is more than that.
    fn from_plain_yaml(source: &str) -> Option<Self> {
        let mut found = Self::default();
        let mut language = None;
        let mut keys = Vec::new();
        for line in source.lines() {
            let (key, value) = line.split_once(": ")?;
            let plain_key =
                key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
            // A key that is there twice is an error to the parser, and a lone carriage return ends a line.
            if !plain_key || key == "scrublint" || keys.contains(&key) || keys.len() >= MOST_PLAIN || value.contains('\r') {
                return None;
            }
            keys.push(key);
            let text = plain_scalar(value.trim_matches(' '))?;
            match key {
                "title" => found.title = Some(text?.to_owned()),
                "lang" => found.lang = Some(text?.to_owned()),
                "language" => language = Some(text?.to_owned()),
                _ => {}
            }
        }
        found.lang = found.lang.or(language);
        Some(found)
    }

    fn from_yaml(source: &str) -> Self {
        // The YAML parser recurses into every nested sequence on a line.
        if source.lines().any(|line| line.matches("- ").count() + line.matches("? ").count() + line.matches(['[', '{']).count() > DEEPEST) {
            return Self::default();
        }
        let documents = Yaml::load_from_str(source).unwrap_or_default();
        let Some(yaml) = documents.first() else { return Self::default() };
        let text = |key: &str| yaml.as_mapping_get(key).and_then(|value| value.as_str()).map(str::to_owned);
        let disabled = yaml.as_mapping_get("scrublint").and_then(|settings| settings.as_mapping_get("disable"));
        let disabled = match disabled {
            Some(value) if value.as_str().is_some() => value.as_str().map(str::to_owned).into_iter().collect(),
            Some(value) => value.as_vec().into_iter().flatten().filter_map(|id| id.as_str().map(str::to_owned)).collect(),
            None => Vec::new(),
        };
        let reason = yaml.as_mapping_get("scrublint").and_then(|settings| settings.as_mapping_get("reason"));
        let explained = reason.and_then(|reason| reason.as_str()).is_some_and(|reason| !reason.trim().is_empty());
        Self { span: Span::default(), title: text("title"), lang: text("lang").or_else(|| text("language")), disabled, explained }
    }

    fn from_json(value: &serde_json::Value) -> Self {
        let text = |key: &str| value.get(key).and_then(|value| value.as_str()).map(str::to_owned);
        let disabled = value.get("scrublint").and_then(|settings| settings.get("disable"));
        let disabled = match disabled {
            Some(serde_json::Value::String(id)) => vec![id.clone()],
            Some(serde_json::Value::Array(ids)) => ids.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect(),
            _ => Vec::new(),
        };
        let reason = value.get("scrublint").and_then(|settings| settings.get("reason"));
        let explained = reason.and_then(|reason| reason.as_str()).is_some_and(|reason| !reason.trim().is_empty());
        Self { span: Span::default(), title: text("title"), lang: text("lang").or_else(|| text("language")), disabled, explained }
    }
}

/// Where a key stands, at or after `from`: a word that a sign of a key follows, perhaps behind a quotation mark.
fn key_at(front: &str, key: &str, from: usize) -> Option<usize> {
    let mut next = from;
    loop {
        let at = word_at(front, key, next)?;
        next = at + key.len();
        let after = front[next..].trim_start_matches(['"', '\'', ' ', '\t']);
        let before = front[..at].trim_end_matches(['"', '\'']).trim_end_matches([' ', '\t']);
        if after.starts_with([':', '=', '.', ']']) && (before.is_empty() || before.ends_with(['\n', '{', ',', '[', '.'])) {
            return Some(at);
        }
    }
}

/// Where a word stands, at or after `from`, that is no part of a longer one.
fn word_at(front: &str, word: &str, from: usize) -> Option<usize> {
    let joins = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let whole = |at: usize| !front[..at].ends_with(joins) && !front[at + word.len()..].starts_with(joins);
    front[from..].match_indices(word).map(|(at, _)| from + at).find(|&at| whole(at))
}

/// A scalar of YAML on one line: its text if it is one beyond doubt, nothing if it may be a number, a date or another kind. None if it
/// may be no scalar, or go on below.
#[expect(clippy::option_option, reason = "two questions, asked of one value")]
fn plain_scalar(value: &str) -> Option<Option<&str>> {
    if let Some(quoted) = value.strip_prefix('"') {
        let text = quoted.strip_suffix('"')?;
        return (!text.contains(['"', '\\'])).then_some(Some(text));
    }
    let first = value.chars().next()?;
    if !first.is_alphanumeric() || value.contains(": ") || value.contains(" #") || value.ends_with(':') || value.contains('\t') {
        return None;
    }
    // Words of one letter to five may be yes, no, null and their like.
    Some((first.is_alphabetic() && value.len() > 5).then_some(value))
}

#[derive(Clone, Copy)]
enum Syntax {
    Yaml,
    Toml,
    Json,
}

/// The text between two fence lines, the first of them the text's first line, and the span of all of it.
fn fenced<'a>(text: &'a str, fence: &str, syntax: Syntax) -> Option<(&'a str, Span, Syntax)> {
    let mut at = 0;
    let mut inner = None;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        match inner {
            None if content == fence => inner = Some(at + line.len()),
            None => return None,
            // YAML may also end with dots.
            Some(start) if content == fence || (fence == "---" && content == "...") => {
                // A rule, a line, a rule: an ornament of the text. Front matter has a key on its first line.
                let body = &text[start..at];
                return looks_like_keys(body).then_some((body, Span::new(0, at + line.len()), syntax));
            }
            Some(_) => {}
        }
        at += line.len();
    }
    None
}

fn looks_like_keys(body: &str) -> bool {
    let first = body.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_none_or(|line| {
        let key = line.split([':', '=']).next().unwrap_or_default();
        key.len() < line.len() && !key.is_empty() && key.trim_end().chars().all(|c| c.is_alphanumeric() || "_-.\"'[]".contains(c))
    })
}

/// A JSON object that begins the text and ends a line.
fn json(text: &str) -> Option<(&str, Span, Syntax)> {
    if !text.starts_with("{\n") && !text.starts_with("{\r\n") {
        return None;
    }
    let close = text
        .match_indices("\n}")
        .map(|(at, _)| at + 2)
        .find(|&end| text[end..].lines().next().is_none_or(|rest| rest.trim().is_empty()))?;
    let line_end = text[close..].find('\n').map_or(text.len(), |n| close + n + 1);
    Some((&text[..close], Span::new(0, line_end), Syntax::Json))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_toml_and_json_say_the_same() {
        let yaml = "---\ntitle: \"Low tide\"\nlang: en\nscrublint:\n  disable: [byline]\n---\nText.\n";
        let toml = "+++\ntitle = \"Low tide\"\nlang = \"en\"\nscrublint = {disable = [\"byline\"]}\n+++\nText.\n";
        let json = "{\n\"title\": \"Low tide\", \"lang\": \"en\",\n\"scrublint\": {\"disable\": [\"byline\"]}\n}\nText.\n";
        for text in [yaml, toml, json] {
            let front = FrontMatter::find(text).expect("front matter");
            assert_eq!((front.title(), front.lang()), (Some("Low tide"), Some("en")), "{text}");
            assert_eq!(front.disabled(), ["byline"], "{text}");
            assert_eq!(&text[front.span().end..], "Text.\n");
        }
    }

    #[test]
    fn the_names_that_are_disabled_are_found_where_they_stand() {
        for (text, line) in [
            ("---\ntitle: How scrublint disables a byline\nscrublint:\n  disable: [byline]\n---\nText.\n", 4),
            ("---\ntags: [byline, scrublint]\nscrublint: {reason: no byline, disable: byline}\n---\nText.\n", 3),
            ("---\nscrublint:\n  disable:\n    - byline-block\n    - byline\n---\nText.\n", 4),
            ("---\nnote: no scrublint\nscrublint: {disable: [byline], reason: \"to disable a byline\"}\n---\nText.\n", 3),
            ("+++\ntitle = \"scrublint: byline\"\n[scrublint]\nreason = \"no byline\"\ndisable = [\"byline\"]\n+++\nText.\n", 5),
            ("+++\nscrublint.reason = \"byline\"\nscrublint.disable = [\"byline\"]\n+++\nText.\n", 3),
            ("{\n\"title\": \"scrublint\", \"x\": \"byline\",\n\"scrublint\": {\"disable\": [\"byline\"]}\n}\nText.\n", 3),
        ] {
            let front = FrontMatter::find(text).expect("front matter");
            let at = front.disabled_at(text);
            let name = &text[at.range()];
            assert!(name == front.disabled()[0], "{text}: {name}");
            assert_eq!(text[..at.start].lines().count(), line, "{text}");
        }
    }

    #[test]
    fn plain_yaml_says_what_the_parser_says() {
        let mut plain = 0;
        for title in [
            "Low tide at noon",
            "\"Low tide: a story\"",
            "\"\"",
            "\"A \\\"quoted\\\" word\"",
            "\"one\" and \"two\"",
            "'It''s low'",
            "true",
            "null",
            "Null and void",
            "2031",
            "2031 in numbers",
            "Low tide: a story",
            "Low tide # and high",
            "Low tide #1",
            "Low tide:",
            "C#: a story",
            "[Low, tide]",
            "| Low",
            "&low tide",
            "- low",
            "Größe und Gewicht",
            "低潮时分的港口故事",
            "Low tide\rand high",
            "\u{A0}Low tide at noon\u{3000}",
        ] {
            for rest in [
                "date: 2031-01-17\nurl: https://example.org/0\n",
                "language: de-DE-1996\n",
                "  more: text\n",
                "tags:\n- a\n",
                "title: twice\n",
                "date: one day\ndate: another day\n",
            ] {
                let source = format!("title: {title}\n{rest}");
                if let Some(found) = FrontMatter::from_plain_yaml(&source) {
                    plain += 1;
                    assert_eq!(found, FrontMatter::from_yaml(&source), "{source}");
                }
            }
        }
        assert!(plain >= 12, "{plain}");
    }

    #[test]
    fn a_rule_at_the_top_opens_no_front_matter() {
        assert_eq!(FrontMatter::find("---\nOnce there was a ferry.\n---\n"), None);
        assert_eq!(FrontMatter::find("---\ntitle: never closed\n"), None);
    }
}
