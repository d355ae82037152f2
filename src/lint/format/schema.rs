//! A lint file as it is written: one TOML file per lint.
//!
//! `lints/README.md` is the reader's guide; this is what it describes. Unknown keys are errors.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Spanned;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Level {
    /// The lint does not run.
    Off,
    /// Worth knowing.
    Info,
    /// Most likely furniture.
    Warn,
    /// The document must not be published like this.
    Error,
}

/// How certain a fix is; ordered from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Applicability {
    /// There is no fix: the finding only reports.
    None,
    /// Likely right; a person should look.
    Unsafe,
    /// Certain enough to run unattended.
    Safe,
}

/// A part of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Zone {
    /// Before the article's body.
    Head,
    /// The article, from its first block to its last.
    Body,
    /// After the article's body.
    Tail,
}

/// How much goes with a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Extent {
    /// The block that was hit.
    #[default]
    Line,
    /// The run that it stands in.
    Run,
    /// It and the blocks below that belong to it.
    Section,
}

/// What a block looks like, whatever its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// A date or time stamp and nothing else.
    Date,
    /// Two to four capitalised words, like a person's name.
    Name,
    /// Digits alone.
    Number,
    /// "3 hours ago".
    Ago,
    /// Three to twenty words that read like a title and do not end a sentence.
    Headline,
    /// A bare address, handle or e-mail address.
    Url,
}

/// A light mark that a block carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// A heading mark.
    Heading,
    /// A list item's bullet or number.
    List,
    /// A quotation mark at the line's start.
    Quote,
    /// The block is an image.
    Image,
    /// The whole block is the text of links.
    Link,
}

/// Phrases by language code, or by `any`.
pub(super) type Phrases = BTreeMap<Spanned<String>, Vec<Spanned<String>>>;

/// A lint file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct LintFile {
    pub summary: Spanned<String>,
    pub level: Level,
    pub fix: Applicability,
    pub since: Option<String>,
    pub why: String,
    pub detector: Option<Spanned<String>>,
    pub options: Option<Spanned<toml::Table>>,
    #[serde(default, rename = "match")]
    pub clauses: Vec<Spanned<Clause>>,
    #[serde(default, rename = "example")]
    pub examples: Vec<Spanned<Example>>,
}

/// One `[[match]]`: matchers, conditions, and what a hit does.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Clause {
    #[serde(default)]
    pub line: Phrases,
    #[serde(default)]
    pub prefix: Phrases,
    #[serde(default)]
    pub suffix: Phrases,
    #[serde(default)]
    pub contains: Phrases,
    #[serde(default)]
    pub regex: BTreeMap<Spanned<String>, Vec<Regex>>,
    pub shape: Option<Shape>,

    #[serde(default)]
    pub zone: Zones,
    #[serde(default)]
    pub unless: Phrases,
    pub min_words: Option<u16>,
    pub max_words: Option<u16>,
    pub digits: Option<bool>,
    pub sentence: Option<bool>,
    pub marked: Option<Mark>,
    #[serde(default)]
    pub beside: Vec<Spanned<String>>,
    #[serde(default)]
    pub above: Vec<Spanned<String>>,
    #[serde(default)]
    pub below: Vec<Spanned<String>>,
    pub run: Option<u16>,
    pub anchors: Option<u16>,
    pub furniture: Option<Spanned<f32>>,
    #[serde(default)]
    pub title_lacks: Vec<String>,
    pub first: Option<u16>,
    pub last: Option<u16>,

    #[serde(default)]
    pub extent: Extent,
    pub fix: Option<Applicability>,
    #[serde(default)]
    pub anchor: bool,
    pub replace: Option<String>,
}

/// One zone, a list of them, or `any`.
#[derive(Debug, Default, Deserialize)]
#[serde(untagged, expecting = "any, head, body, tail, or a list of zones")]
pub(super) enum Zones {
    #[default]
    Unset,
    One(ZoneOrAny),
    Many(Vec<Zone>),
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ZoneOrAny {
    Any,
    Head,
    Body,
    Tail,
}

/// A pattern and the literal that every text it matches contains.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Regex {
    pub literal: Spanned<String>,
    pub pattern: Spanned<String>,
}

/// An example is a named test.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Example {
    pub name: String,
    pub place: Option<Zone>,
    pub title: Option<String>,
    pub text: String,
    pub hits: Vec<String>,
    pub fix: Option<Applicability>,
    pub fixed: Option<String>,
}
