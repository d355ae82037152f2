//! The way back: from a file as fixes left it, and the audit trail, to the file as it was.
//!
//! Pure: bytes and records in, bytes out. Holds always: what comes out has the hash that the trail names for the file
//! before a fix; where the records do not lead to such bytes, the bytes are left as they are and the objection says why.

use std::iter;

use super::audit::{AuditRecord, source_hash};
use crate::source::Encoding;

/// What the trail makes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The file's bytes, as far back as the trail leads.
    pub bytes: Vec<u8>,
    /// How many changes were taken back.
    pub changes: usize,
    /// Why not all of them were.
    pub objection: Option<RestoreError>,
}

/// Why changes cannot be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RestoreError {
    /// The file is none of those that the trail knows.
    #[error("it was changed after the fix; nothing was put back")]
    Changed,
    /// It was changed between two fixes: what the later took out is put back, what the earlier took out is not.
    #[error("it was changed between two fixes; what the earlier one took out was not put back")]
    ChangedBetween,
    /// The records are incomplete or were changed.
    #[error("the records of a fix are not complete; what it took out was not put back")]
    Unfit,
}

/// Takes back what `records`, all of one file and in the order in which they were written, say of it: the latest fix first.
///
/// A fix that is on record but not in the file is passed over: a run may have been killed before it replaced the file,
/// and an earlier restore may have taken it back.
#[must_use]
pub fn restore(current: &[u8], records: &[AuditRecord]) -> Restored {
    let mut bytes = current.to_vec();
    let mut hash = source_hash(current);
    let mut changes = 0;
    // Whether the file was found in a state of the trail at all, and whether a fix was passed since that leads elsewhere.
    let (mut found, mut astray) = (false, false);
    for fix in records.chunk_by(of_one_fix).rev() {
        let Some(AuditRecord { hash_before, hash_after, .. }) = fix.first() else { continue };
        if hash == *hash_after {
            let mut latest = beginnings(fix).map(|start| &fix[start..]);
            let undone = latest.find_map(|fix| Some((undo(&bytes, fix).filter(|before| source_hash(before) == *hash_before)?, fix.len())));
            let Some((before, count)) = undone else {
                return Restored { bytes, changes, objection: Some(RestoreError::Unfit) };
            };
            (bytes, hash) = (before, hash_before.clone());
            changes += count;
        } else if hash != *hash_before {
            astray = true;
            continue;
        }
        (found, astray) = (true, false);
    }
    let objection = match (found, astray) {
        (_, false) => None,
        (false, true) => Some(RestoreError::Changed),
        (true, true) => Some(RestoreError::ChangedBetween),
    };
    Restored { bytes, changes, objection }
}

/// Whether two records that follow each other are of the same fix, whose records are in order and disjoint.
fn of_one_fix(a: &AuditRecord, b: &AuditRecord) -> bool {
    let hashes = |record: &AuditRecord| (record.hash_before.clone(), record.hash_after.clone());
    a.span.byte.end <= b.span.byte.start && hashes(a) == hashes(b)
}

/// Where, in records that may all be of one fix, the latest fix may begin. Of two insertions at the same place the second may be
/// the first once more: a run that was killed put it on record and did not make it.
fn beginnings(fix: &[AuditRecord]) -> impl Iterator<Item = usize> {
    let anew = |pair: &[AuditRecord]| {
        let (a, b) = (pair[0].span.byte, pair[1].span.byte);
        a == b && a.start == a.end
    };
    let later = fix.windows(2).enumerate().filter(move |(_, pair)| anew(pair)).map(|(at, _)| at + 1);
    iter::once(0).chain(later)
}

/// The bytes before a fix, if the records are of these bytes.
fn undo(after: &[u8], fix: &[AuditRecord]) -> Option<Vec<u8>> {
    let mut before = Vec::with_capacity(after.len());
    let mut rest = after;
    for record in fix {
        let encoding = Encoding::named(&record.encoding).ok()?;
        let kept = record.span.byte.start.checked_sub(before.len())?;
        before.extend_from_slice(rest.get(..kept)?);
        rest = rest.get(kept..)?.strip_prefix(encoding.encode(&record.replacement).ok()?.as_slice())?;
        before.extend(encoding.encode(&record.text).ok()?);
        if before.len() != record.span.byte.end {
            return None;
        }
    }
    before.extend_from_slice(rest);
    Some(before)
}

#[cfg(test)]
mod tests;
