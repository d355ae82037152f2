//! An article on the page: its text, cut where a finding, a fix or a related place begins or ends, and the findings beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::escape::{element, escaped};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::fix::{Change, Plan};
use crate::lint::{Applicability, Level, LintSet};
use crate::report::place::{level, range, url};
use crate::source::{PositionEncoding, Span};

/// Colours there are, by which categories are told apart.
const HUES: usize = 20;

/// An article in the making.
pub(super) struct Article {
    path: PathBuf,
    document: Document,
    diagnostics: Vec<Diagnostic>,
}

/// A stretch of the text that is the same all through.
#[derive(Default)]
struct Cut {
    /// The finding, by its number in the article.
    finding: Option<usize>,
    /// The related place, by the numbers of its finding and among that finding's.
    related: Option<(usize, usize)>,
    /// Whether safe fixes take it away, and all fixes.
    safe: bool,
    all: bool,
}

impl Article {
    pub(super) fn new(path: &Path, document: &Document) -> Self {
        Self { path: path.to_owned(), document: document.clone(), diagnostics: Vec::new() }
    }

    pub(super) fn is_at(&self, path: &Path) -> bool {
        self.path.as_os_str() == path.as_os_str()
    }

    pub(super) fn add(&mut self, diagnostic: &Diagnostic) {
        self.diagnostics.push(diagnostic.clone());
    }

    pub(super) fn count(&self) -> usize {
        self.diagnostics.len()
    }

    pub(super) fn name(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }

    /// The article as HTML; its findings are numbered from `first`.
    pub(super) fn page(&self, first: usize, open: bool, bundled: &LintSet, encoding: PositionEncoding) -> String {
        let name = escaped(&self.name());
        let mut chips = String::new();
        for (level, class) in [(Level::Error, "error"), (Level::Warn, "warn"), (Level::Info, "info")] {
            let count = self.diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count();
            if count > 0 {
                let _ = write!(chips, "<span class=\"chip {class}\">{count} {class}</span>");
            }
        }
        let open = if open { " open" } else { "" };
        let cards: String = (first..).zip(&self.diagnostics).map(|(number, found)| self.card(number, found, bundled, encoding)).collect();
        format!(
            "<details class=\"article\" data-path=\"{name}\"{open}><summary><h3>{name}</h3>{chips}</summary><div class=\"inside\">\
             <div class=\"text\" lang=\"{}\" dir=\"auto\">{}</div><ol class=\"cards\">{cards}</ol></div></details>\n",
            escaped(self.document.lang().unwrap_or_default()),
            self.text(first, bundled),
        )
    }

    /// The text, with what was found in it marked, and what fixes take away and put in its place told apart by view.
    fn text(&self, first: usize, bundled: &LintSet) -> String {
        let text = self.document.text();
        let plan = |least| Plan::new(&self.document, &self.diagnostics, least, &[]).into_changes();
        let (safe, all) = (plan(Applicability::Safe), plan(Applicability::Unsafe));
        let mut html = String::with_capacity(text.len() * 2);
        let mut begun = BTreeSet::new();
        let cuts = self.cuts(&safe, &all);
        let ends: Vec<usize> = cuts.keys().copied().skip(1).chain([text.len()]).collect();
        for ((&start, cut), end) in cuts.iter().zip(ends) {
            html += &insertions(start, &safe, &all);
            let shown = escaped(&text[start..end]);
            if shown.is_empty() {
                continue;
            }
            let removed = match (cut.safe, cut.all) {
                (true, true) => "cut-safe cut-all",
                (true, false) => "cut-safe",
                (false, true) => "cut-all",
                (false, false) => "",
            };
            match (cut.finding, cut.related) {
                (Some(found), _) => {
                    let number = first + found;
                    let diagnostic = &self.diagnostics[found];
                    // One stop for the keyboard; the rest of the finding is reached by it.
                    let anchor = if begun.insert(found) { format!(" id=\"f{number}\" tabindex=\"0\"") } else { String::new() };
                    let hue = hue(bundled, &diagnostic.category);
                    let _ = write!(html, "<mark class=\"{hue} {removed}\" data-f=\"{number}\"{anchor}>{shown}</mark>");
                }
                (None, Some((found, place))) => {
                    let _ = write!(html, "<span class=\"related {removed}\" id=\"r{}-{place}\">{shown}</span>", first + found);
                }
                (None, None) if removed.is_empty() => html += &shown,
                (None, None) => {
                    let _ = write!(html, "<span class=\"{removed}\">{shown}</span>");
                }
            }
        }
        html + &insertions(text.len(), &safe, &all)
    }

    /// Where the text is cut, and what each piece is.
    fn cuts(&self, safe: &[Change], all: &[Change]) -> BTreeMap<usize, Cut> {
        let mut spans: Vec<(Span, Mark)> = Vec::new();
        for (number, diagnostic) in self.diagnostics.iter().enumerate() {
            spans.extend(diagnostic.related.iter().enumerate().map(|(place, related)| (related.span, Mark::Related(number, place))));
            spans.extend(diagnostic.parts.iter().map(|part| (part.span, Mark::Finding(number))));
        }
        // The shortest is written last: it is within the others.
        spans.sort_by_key(|(span, _)| std::cmp::Reverse(span.len()));
        spans.extend(safe.iter().map(|change| (change.span, Mark::Safe)));
        spans.extend(all.iter().map(|change| (change.span, Mark::All)));
        let mut cuts: BTreeMap<usize, Cut> = BTreeMap::from([(0, Cut::default())]);
        for (span, _) in &spans {
            cuts.entry(span.start).or_default();
            cuts.entry(span.end).or_default();
        }
        for (span, mark) in spans {
            for (_, cut) in cuts.range_mut(span.range()) {
                match mark {
                    Mark::Finding(number) => cut.finding = Some(number),
                    Mark::Related(number, place) => cut.related = Some((number, place)),
                    Mark::Safe => cut.safe = true,
                    Mark::All => cut.all = true,
                }
            }
        }
        cuts
    }

    fn card(&self, number: usize, diagnostic: &Diagnostic, bundled: &LintSet, encoding: PositionEncoding) -> String {
        let (start, _) = range(&self.document, diagnostic.span(), encoding);
        let hue = hue(bundled, &diagnostic.category);
        let (lint, level) = (escaped(&diagnostic.lint), level(diagnostic.level));
        let name = match url(bundled, diagnostic) {
            Some(url) => format!("<a class=\"lint\" href=\"{}\" rel=\"noreferrer\">{lint}</a>", escaped(&url)),
            None => format!("<span class=\"lint\">{lint}</span>"),
        };
        let fixed = match diagnostic.applicability() {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
            Applicability::None => "none",
        };
        let mut card = format!(
            "<li class=\"card {hue} fix-{fixed}\" id=\"c{number}\" data-lint=\"{lint}\" data-level=\"{level}\"><p class=\"head\">{name}\
             <span class=\"level {level}\">{level}</span><a class=\"place\" href=\"#f{number}\">{}:{}</a></p>",
            start.line, start.column,
        );
        card += &element("p", &diagnostic.message);
        let _ = write!(card, "<p class=\"why\">Why: {}</p>", escaped(&diagnostic.evidence.text));
        for (place, related) in diagnostic.related.iter().enumerate() {
            let (start, _) = range(&self.document, related.span, encoding);
            let _ =
                write!(card, "<p class=\"why\"><a href=\"#r{number}-{place}\">Line {}</a>: {}</p>", start.line, escaped(&related.message));
        }
        if !diagnostic.also.is_empty() {
            let _ = write!(card, "<p class=\"why\">Also found by {}</p>", escaped(&diagnostic.also.join(", ")));
        }
        if let Some(help) = &diagnostic.help {
            let _ = write!(card, "<p>Help: {}</p>", escaped(help));
        }
        if let Some(fix) = &diagnostic.fix {
            let certainty = if fixed == "safe" { "Safe fix" } else { "Fix to look at" };
            let _ = write!(card, "<p class=\"fix\"><b class=\"{fixed}\">{certainty}:</b> {}</p>", escaped(&fix.title));
        }
        card + "</li>"
    }
}

/// Why the text is cut.
#[derive(Clone, Copy)]
enum Mark {
    Finding(usize),
    Related(usize, usize),
    Safe,
    All,
}

/// What fixes put in at this place.
fn insertions(at: usize, safe: &[Change], all: &[Change]) -> String {
    let put = |changes: &[Change], class: &str| -> String {
        let first = changes.partition_point(|change| change.span.start < at);
        let here = changes[first..].iter().take_while(|change| change.span.start == at && !change.new_text.is_empty());
        here.map(|change| format!("<ins class=\"{class}\">{}</ins>", escaped(&change.new_text))).collect()
    };
    put(safe, "put-safe") + &put(all, "put-all")
}

/// The class that gives a category its colour: the bundled ones have one each.
pub(super) fn hue(bundled: &LintSet, category: &str) -> String {
    let categories: BTreeSet<&str> = bundled.iter().map(|(_, lint)| lint.category()).collect();
    let place = categories.iter().position(|known| *known == category);
    let place = place.unwrap_or_else(|| categories.len() + category.bytes().map(usize::from).sum::<usize>());
    format!("h{}", place % HUES)
}
