//! `breadcrumb-trail`: the path from the site's home to the page, on one line.
//!
//! Options: `longest` (characters of a trail).

use crate::check::{Context, Finding};
use crate::diagnostic::EvidenceKind;
use crate::lint::{Applicability, Zone};

const SEPARATORS: [&str; 8] = [" / ", " > ", " » ", " › ", " | ", " → ", " :: ", " >> "];
/// A step of a trail, its last one aside, has at most this many words.
const LONGEST_STEP: usize = 6;

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let body = cx.layout.furniture.body();
    let top = cx.layout.kept_title().unwrap_or(body.start).max(body.start);
    for block in 0..cx.blocks().len().min(top + 2) {
        let facts = &cx.blocks()[block];
        // The first line over the article's text is its title, if no other line is.
        let may_be_title = block == 0 && cx.layout.title.is_none() && cx.prose_below(block);
        if !cx.is_open(block) || facts.sentence || may_be_title {
            continue;
        }
        let Some(trail) = Trail::read(cx, block) else { continue };
        let fix = if trail.from_home && (trail.steps >= 3 || trail.to_title) || trail.to_title && trail.steps >= 3 {
            Applicability::Safe
        } else if cx.zone(block) == Zone::Head && (trail.from_home || trail.to_title) {
            Applicability::Unsafe
        } else {
            continue;
        };
        out.push(Finding::delete(cx.lint, vec![block], fix, EvidenceKind::Structure, trail.words()));
    }
}

struct Trail {
    steps: usize,
    from_home: bool,
    to_title: bool,
}

impl Trail {
    fn read(cx: &Context<'_>, block: usize) -> Option<Self> {
        let folded = cx.folded(block);
        // Nearly no line has one of them. Without a branch, so that it is compiled for many bytes at once.
        let may_hold = |found: bool, byte: u8| found | matches!(byte, b'/' | b'>' | b'|' | b':' | 0x80..);
        if !folded.bytes().fold(false, may_hold) || folded.chars().count() > cx.count("longest") {
            return None;
        }
        let separator = SEPARATORS.into_iter().find(|separator| folded.contains(separator))?;
        let steps: Vec<&str> = folded.split(separator).map(str::trim).collect();
        let (last, way) = steps.split_last()?;
        // "More reviews: Boats | Bells" is a row of links.
        if way.is_empty() || way[0].contains(':') || way.iter().any(|step| step.is_empty() || step.split(' ').count() > LONGEST_STEP) {
            return None;
        }
        let to_title = cx.layout.title.as_ref().is_some_and(|title| {
            let last = last.trim_end_matches(|c: char| !c.is_alphanumeric());
            last == title.key
                || last.len() >= 12 && title.key.starts_with(last)
                || title.key.len() >= 12 && last.starts_with(title.key.as_str())
        });
        // The anchors of the lint file name the first steps of trails.
        let from_home = cx.is_own_hit(block) || cx.is_own_line(way[0]);
        Some(Self { steps: steps.len(), from_home, to_title })
    }

    fn words(&self) -> String {
        let mut words = format!("{} steps of a path", self.steps);
        if self.from_home {
            words.push_str(" from the site's home");
        }
        if self.to_title {
            words.push_str(" to the article's title");
        }
        words
    }
}
