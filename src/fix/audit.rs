//! The audit trail: what `--removed` writes, one JSON object a line for every change that was made.
//!
//! Offsets are bytes of the file as it was, a byte-order mark included. The records of a file are disjoint and, as
//! edits of the file with the hash before, give the file with the hash after.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::Removed;
use crate::lint::Applicability;
use crate::source::Origin;

/// One change of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditRecord {
    /// The file.
    pub path: String,
    /// The record within the file; null where the file is the article.
    pub record: Option<String>,
    /// The file's encoding, which the text and its replacement were in.
    pub encoding: String,
    /// Hash of the file as it was.
    pub hash_before: String,
    /// Hash of the file as it is now.
    pub hash_after: String,
    /// Where it was in the file as it was.
    pub span: ByteSpan,
    /// The lint's id.
    pub lint: String,
    /// How certain the fix was.
    pub applicability: Applicability,
    /// The pass that made the change; after the first, a fix has followed from another.
    pub pass: usize,
    /// The text that was there.
    pub text: String,
    /// What stands there now.
    pub replacement: String,
}

/// A span in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ByteSpan {
    /// In bytes from the start of the file.
    pub byte: ByteRange,
}

/// From one offset to another, the end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ByteRange {
    /// The first byte.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

impl AuditRecord {
    /// The records of a file: `before` and `after` are its bytes, `origin` says where its text lay in them.
    pub fn of_file<'a>(
        path: &'a str,
        origin: &'a Origin,
        before: &[u8],
        after: &[u8],
        removed: &'a [Removed],
    ) -> impl Iterator<Item = Self> + use<'a> {
        let (hash_before, hash_after) = (source_hash(before), source_hash(after));
        removed.iter().map(move |one| Self {
            path: path.to_owned(),
            record: None,
            encoding: origin.encoding().name().to_owned(),
            hash_before: hash_before.clone(),
            hash_after: hash_after.clone(),
            span: ByteSpan { byte: ByteRange { start: origin.to_file(one.span.start), end: origin.to_file(one.span.end) } },
            lint: one.lint.to_string(),
            applicability: one.applicability,
            pass: one.pass,
            text: one.text.clone(),
            replacement: one.replacement.clone(),
        })
    }
}

/// Names a file's bytes.
#[must_use]
pub fn source_hash(bytes: &[u8]) -> String {
    format!("xxh3:{:016x}", xxh3_64(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Span, Text};

    #[test]
    fn clause_12_a_record_has_the_files_own_offsets_and_hashes() {
        let before = "\u{feff}Home\nThe ferry is back.\n".as_bytes();
        let after = "\u{feff}The ferry is back.\n".as_bytes();
        let text = Text::decode(before.to_vec()).expect("UTF-8");
        let removed = [Removed {
            pass: 1,
            lint: "site-navigation".into(),
            applicability: Applicability::Safe,
            span: Span::new(0, 5),
            text: "Home\n".to_owned(),
            replacement: String::new(),
        }];
        let records: Vec<AuditRecord> = AuditRecord::of_file("a.md", text.origin(), before, after, &removed).collect();
        let line = serde_json::to_string(&records[0]).expect("plain data");
        assert_eq!(
            line,
            format!(
                "{}{}{}",
                r#"{"path":"a.md","record":null,"encoding":"UTF-8","#,
                format_args!(r#""hash_before":"{}","hash_after":"{}","#, source_hash(before), source_hash(after)),
                concat!(
                    r#""span":{"byte":{"start":3,"end":8}},"lint":"site-navigation","applicability":"safe","#,
                    r#""pass":1,"text":"Home\n","replacement":""}"#
                )
            )
        );
        assert!(records[0].hash_before.starts_with("xxh3:") && records[0].hash_before.len() == 21);
        assert_ne!(records[0].hash_before, records[0].hash_after);
    }
}
