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
    mistake: Option<Mistake>,
}

/// What is wrong under the key `scrublint`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mistake {
    /// The front matter as a whole could not be read.
    Unread,
    /// It holds no settings, or `disable` in them no names.
    NoNames,
    /// There is no setting of this name.
    Key(String),
}

/// A key `scrublint` that is not understood.
#[derive(Debug)]
pub(crate) struct Mistaken {
    pub mistake: Mistake,
    /// The place of the key.
    pub span: Span,
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

    /// What stands under `scrublint` and is not understood.
    pub(crate) fn mistaken(&self, text: &str) -> Option<Mistaken> {
        let mistake = self.mistake.clone()?;
        let front = &text[self.span.range()];
        let key = key_at(front, "scrublint", 0);
        let place = key.map(|at| Span::new(self.span.start + at, self.span.start + at + "scrublint".len()));
        Some(Mistaken { mistake, span: place.unwrap_or_else(|| Span::new(self.span.start, self.span.start + front.trim_end().len())) })
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
        let read = if inner.len() > LONGEST_PARSED {
            None
        } else {
            match syntax {
                Syntax::Yaml => Self::from_plain_yaml(inner).or_else(|| Self::from_yaml(inner)),
                Syntax::Toml => toml::from_str::<serde_json::Value>(inner).ok().map(|value| Self::from_json(&value)),
                Syntax::Json => serde_json::from_str(inner).ok().map(|value| Self::from_json(&value)),
            }
        };
        let mut found = read.unwrap_or_else(|| Self { mistake: key_at(inner, "scrublint", 0).map(|_| Mistake::Unread), ..Self::default() });
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

    /// None if it is no YAML, or nested too deep.
    fn from_yaml(source: &str) -> Option<Self> {
        // The YAML parser recurses into every nested sequence on a line.
        if source.lines().any(|line| line.matches("- ").count() + line.matches("? ").count() + line.matches(['[', '{']).count() > DEEPEST) {
            return None;
        }
        let documents = Yaml::load_from_str(source).ok()?;
        let Some(yaml) = documents.first() else { return Some(Self::default()) };
        let text = |key: &str| yaml.as_mapping_get(key).and_then(|value| value.as_str()).map(str::to_owned);
        let mut found = Self { title: text("title"), lang: text("lang").or_else(|| text("language")), ..Self::default() };
        found.set(yaml.as_mapping_get("scrublint").map(settings_of).as_ref());
        Some(found)
    }

    fn from_json(value: &serde_json::Value) -> Self {
        let text = |key: &str| value.get(key).and_then(|value| value.as_str()).map(str::to_owned);
        let mut found = Self { title: text("title"), lang: text("lang").or_else(|| text("language")), ..Self::default() };
        found.set(value.get("scrublint"));
        found
    }

    /// Takes what stands under `scrublint`.
    fn set(&mut self, settings: Option<&serde_json::Value>) {
        let settings = match settings {
            None | Some(serde_json::Value::Null) => return,
            Some(serde_json::Value::Object(settings)) => settings,
            Some(_) => return self.mistake = Some(Mistake::NoNames),
        };
        let names: Option<Vec<String>> = match settings.get("disable") {
            None | Some(serde_json::Value::Null) => Some(Vec::new()),
            Some(serde_json::Value::String(name)) => Some(vec![name.clone()]),
            Some(serde_json::Value::Array(names)) => names.iter().map(|name| name.as_str().map(str::to_owned)).collect(),
            Some(_) => None,
        };
        self.explained = settings.get("reason").and_then(|reason| reason.as_str()).is_some_and(|reason| !reason.trim().is_empty());
        let unknown = settings.keys().find(|key| !["disable", "reason"].contains(&key.as_str()));
        self.mistake = if names.is_none() { Some(Mistake::NoNames) } else { unknown.cloned().map(Mistake::Key) };
        self.disabled = names.unwrap_or_default();
    }
}

/// What of a value of YAML settings can be: texts, lists and maps of them, nothing, or something else.
fn settings_of(value: &Yaml<'_>) -> serde_json::Value {
    if let Some(text) = value.as_str() {
        return text.into();
    }
    if let Some(items) = value.as_vec() {
        return items.iter().map(settings_of).collect();
    }
    match value.as_mapping() {
        Some(map) => map.iter().map(|(key, value)| (key.as_str().unwrap_or_default().to_owned(), settings_of(value))).collect(),
        None if value.is_null() => serde_json::Value::Null,
        None => false.into(),
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
mod tests;
