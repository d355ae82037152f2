//! The shape of the JSON reports: what a machine reads, and all that it may rely on.
//!
//! `schema/report.schema.json` is generated from these types. A field may be added; one that goes or changes its meaning
//! makes a new [`SCHEMA`] number.

use std::borrow::Cow;

use serde::Serialize;

use crate::lint::{Applicability, Level, Str};
use crate::report::{LintCount, Summary};
use crate::source::{Position, PositionEncoding};

/// The number of this shape.
pub(super) const SCHEMA: u32 = 1;

/// What every report says of itself.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Head {
    /// The number of the report's shape.
    #[cfg_attr(feature = "schema", schemars(extend("const" = SCHEMA)))]
    schema: u32,
    /// What wrote it.
    tool: Tool,
    /// The unit that columns count.
    position_encoding: PositionEncoding,
}

/// What wrote a report.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Tool {
    /// The program's name.
    name: &'static str,
    /// The program's version.
    version: &'static str,
}

impl Head {
    pub(super) fn new(position_encoding: PositionEncoding) -> Self {
        let tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
        Self { schema: SCHEMA, tool, position_encoding }
    }
}

/// The report as one object.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Object<'a> {
    #[serde(flatten)]
    pub head: Head,
    /// Findings and errors, file by file.
    pub diagnostics: Vec<Entry<'a>>,
    /// What the run came to.
    pub summary: Summary,
}

/// Something that was reported.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) enum Entry<'a> {
    /// A finding.
    Finding(Box<Finding<'a>>),
    /// Something that kept the job from being done.
    Error(Failure<'a>),
}

/// The last line of a report in lines.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) enum LastLine {
    /// What the run came to.
    Summary {
        #[serde(flatten)]
        head: Head,
        #[serde(flatten)]
        summary: Summary,
    },
}

/// How often each lint was reported, in place of the findings.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(in crate::report) struct Statistics<'a> {
    #[serde(flatten)]
    head: Head,
    /// The counts, the most frequent lint first.
    statistics: Vec<&'a LintCount>,
    /// What kept the job from being done.
    errors: Vec<Failure<'a>>,
    /// What the run came to.
    summary: Summary,
}

impl<'a> Statistics<'a> {
    pub(in crate::report) fn new(
        encoding: PositionEncoding,
        statistics: Vec<&'a LintCount>,
        errors: Vec<Failure<'a>>,
        summary: Summary,
    ) -> Self {
        Self { head: Head::new(encoding), statistics, errors, summary }
    }
}

/// One finding.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Finding<'a> {
    /// The path as it was given; what is not UTF-8 in it is replaced by U+FFFD.
    pub path: Cow<'a, str>,
    /// The number of the record that holds the document; null for a file of its own.
    pub record: Option<u64>,
    /// The file's encoding where it is not UTF-8, by its name in the Encoding Standard: new text goes into it in this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<&'static str>,
    /// `xxh3:` and 16 hexadecimal digits: XXH3 (64 bit) of the bytes that the spans are counted in.
    pub source_hash: &'a str,
    /// The lint's id.
    pub lint: &'a str,
    /// The lint's category.
    pub category: &'a str,
    /// How much it matters; never `off`.
    pub level: Level,
    /// Other lints that found the same on weaker evidence.
    pub also: &'a [Str],
    /// What was found.
    pub message: &'a str,
    /// What to do about it, beyond the fix.
    pub help: Option<&'a str>,
    /// The lint's documentation; null for a user's own lint.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "uri")))]
    pub url: Option<String>,
    /// `unnecessary` where the fix only deletes: an editor may grey the text out.
    pub tags: &'static [Tag],
    /// What the judgement rests on.
    pub evidence: &'a str,
    /// The number, from 1, of the `[[match]]` in the lint's file that found it; null for a detector.
    pub clause: Option<u16>,
    /// From the first part to the last.
    pub span: Span,
    /// The blocks; at least one.
    pub parts: Vec<Part>,
    /// Other places that matter.
    pub related: Vec<Related<'a>>,
    /// What can be done about it.
    pub fix: Option<Fix<'a>>,
}

/// What an editor may make of a finding.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) enum Tag {
    /// The text can go.
    Unnecessary,
}

/// A half-open range of bytes from the start of the file, a byte-order mark included.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Bytes {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A place in the file.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Span {
    /// In bytes.
    pub byte: Bytes,
    /// Its start, by line and column.
    pub start: Position,
    /// Its end, by line and column; not part of it.
    pub end: Position,
}

/// One block of a finding.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Part {
    /// Where it is.
    pub span: Span,
    /// Names it across edits elsewhere.
    pub fingerprint: String,
}

/// A place elsewhere.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Related<'a> {
    /// What it is.
    pub message: &'a str,
    /// The path; that of the finding, so far.
    pub path: Cow<'a, str>,
    /// Where it is.
    pub span: Span,
}

/// A fix: all edits are to be applied, or none.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Fix<'a> {
    /// What it does.
    pub title: &'a str,
    /// How far it can be trusted; never `none`.
    pub applicability: Applicability,
    /// The changes, sorted and disjoint.
    pub edits: Vec<Edit>,
}

/// A change: the span becomes the new text.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Edit {
    #[serde(flatten)]
    pub span: Span,
    /// Empty to delete.
    pub new_text: String,
}

/// Something that kept the job from being done.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Error"))]
pub(in crate::report) struct Failure<'a> {
    /// The path, if it is about one.
    pub path: Option<Cow<'a, str>>,
    /// What went wrong.
    pub message: Cow<'a, str>,
}

/// All that a JSON report may be: an object, a line of a report in lines, or statistics.
#[cfg(feature = "schema")]
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "scrublint report")]
#[expect(dead_code, reason = "only its schema is of use")]
pub(super) enum Output<'a> {
    Object(Object<'a>),
    Line(Entry<'a>),
    LastLine(LastLine),
    Statistics(Statistics<'a>),
}
