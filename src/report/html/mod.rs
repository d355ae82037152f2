//! The report as one page for people without a terminal: a summary, and every article with what was found in it.
//!
//! Holds always: the file asks nothing of the network and says so in its Content-Security-Policy, which lets nothing run but
//! the one script in it, by its hash; whatever an article, a path or a message holds is text. Without scripts the page still
//! shows everything; the script filters, and puts the reason beside the words. Browsers lay out only what is looked at.

mod article;
mod escape;

use std::io::{self, Write};
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

use super::closing::counted;
use super::{Message, Report, Style, Summary, Tally};
use crate::lint::LintSet;
use crate::source::PositionEncoding;
use article::Article;
use escape::{element, escaped};

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Articles that are open from the start.
const OPEN: usize = 10;
/// Bars that a chart shows before the others are asked for.
const BARS_SHOWN: usize = 12;

/// The report.
pub(super) struct HtmlReport<W> {
    out: W,
    encoding: PositionEncoding,
    bundled: LintSet,
    tally: Tally,
    /// The article whose findings are gathered.
    article: Option<Article>,
    /// The articles that are done.
    articles: String,
    /// The findings in them, each of which has a number.
    numbered: usize,
    /// Their names with how often something was found.
    files: Vec<(String, usize)>,
    errors: Vec<(Option<String>, String)>,
}

impl<W: Write> HtmlReport<W> {
    pub(super) fn new(out: W, style: Style) -> Self {
        Self {
            out,
            encoding: style.encoding,
            bundled: LintSet::bundled(),
            tally: Tally::default(),
            article: None,
            articles: String::new(),
            numbered: 0,
            files: Vec::new(),
            errors: Vec::new(),
        }
    }

    fn end_article(&mut self) {
        if let Some(article) = self.article.take() {
            let page = article.page(self.numbered, self.files.len() < OPEN, &self.bundled, self.encoding);
            self.numbered += article.count();
            self.articles.push_str(&page);
            self.files.push((article.name(), article.count()));
        }
    }

    fn lints_chart(&self) -> String {
        let lints = self.tally.by_lint();
        let most = lints.first().map_or(1, |count| count.findings);
        let bars = lints.iter().map(|count| {
            let hue = article::hue(&self.bundled, &count.category);
            bar("lint", &count.lint, &format!("{} ({})", count.lint, count.category), count.findings, most, &hue)
        });
        chart(&bars.collect::<Vec<_>>())
    }

    fn files_chart(&self) -> String {
        let mut files: Vec<_> = self.files.iter().collect();
        files.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let most = files.first().map_or(1, |(_, count)| *count);
        let bars = files.iter().map(|(file, count)| bar("file", file, file, *count, most, ""));
        chart(&bars.collect::<Vec<_>>())
    }

    fn errors(&self) -> String {
        if self.errors.is_empty() {
            return String::new();
        }
        let items = self.errors.iter().map(|(path, message)| {
            let path = path.as_ref().map_or_else(String::new, |path| element("code", path) + ": ");
            format!("<li>{path}{}</li>", escaped(message))
        });
        format!("<section class=\"errors\" aria-label=\"Errors\"><ul>{}</ul></section>", items.collect::<String>())
    }

    fn lede(&self, summary: &Summary) -> String {
        let checked = counted(summary.files, "article");
        match (summary.findings, summary.errors) {
            (0, 0) => format!("All clear: nothing was found in {checked}."),
            (0, errors) => format!("Nothing was found in {checked}; {} kept the job from being done.", counted(errors, "error")),
            (findings, _) => format!(
                "Text that belongs to the page and not to the article: {} in {} of {checked}. Point at a highlighted line, or tap it, to see why.",
                counted(findings, "finding"),
                self.files.len(),
            ),
        }
    }

    fn page(&self, summary: &Summary) -> String {
        let tiles = [
            ("Articles checked", summary.files, ""),
            ("With findings", self.files.len(), ""),
            ("Findings", summary.findings, ""),
            ("Safe to fix", summary.fixable, ""),
            ("Fix after a look", summary.fixable_unsafe, ""),
            ("Fixed already", summary.fixed, "rare"),
            ("Lines suppressed", summary.suppressed, "rare"),
            ("Lines in the baseline", summary.baselined, "rare"),
            ("Errors", summary.errors, "rare bad"),
        ];
        let tiles = tiles.iter().filter(|(_, count, class)| *count > 0 || !class.starts_with("rare"));
        let tiles = tiles.map(|(name, count, class)| format!("<div class=\"{class}\"><dt>{name}</dt><dd>{count}</dd></div>"));
        let options = {
            let mut lints: Vec<_> = self.tally.by_lint().iter().map(|count| count.lint.clone()).collect();
            lints.sort_unstable();
            lints.iter().map(|lint| element("option", lint)).collect::<String>()
        };
        fill(&[
            ("style-hash", &hash(STYLE)),
            ("script-hash", &hash(SCRIPT)),
            ("version", env!("CARGO_PKG_VERSION")),
            ("title", "What the scraper left"),
            ("home", env!("CARGO_PKG_HOMEPAGE")),
            ("style", STYLE),
            ("lede", &self.lede(summary)),
            ("tiles", &tiles.collect::<String>()),
            ("errors", &self.errors()),
            ("lints-chart", &self.lints_chart()),
            ("files-chart", &self.files_chart()),
            ("lint-options", &options),
            ("articles", &self.articles),
            ("script", SCRIPT),
        ])
    }
}

impl<W: Write> Report for HtmlReport<W> {
    fn message(&mut self, message: Message<'_>) -> io::Result<()> {
        self.tally.add(&message);
        match message {
            Message::Finding { path, document, diagnostic, .. } => {
                if self.article.as_ref().is_none_or(|article| !article.is_at(path)) {
                    self.end_article();
                    self.article = Some(Article::new(path, document));
                }
                if let Some(article) = &mut self.article {
                    article.add(diagnostic);
                }
            }
            Message::Error { path, message } => self.errors.push((path.map(Path::to_string_lossy).map(Into::into), message.to_owned())),
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.end_article();
        self.out.write_all(self.page(summary).as_bytes())?;
        self.out.flush()
    }
}

/// The template with its places filled: one pass, so that nothing that is filled in is a place itself.
fn fill(values: &[(&str, &str)]) -> String {
    let mut page = String::with_capacity(PAGE.len() + values.iter().map(|(_, value)| value.len()).sum::<usize>());
    let mut parts = PAGE.split("{{");
    page.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, rest) = part.split_once("}}").unwrap_or((part, ""));
        page.push_str(values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
        page.push_str(rest);
    }
    page
}

/// What a Content-Security-Policy calls an inline style or script.
fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text)))
}

/// Bars, the first ones in sight.
fn chart(bars: &[String]) -> String {
    let (shown, more) = bars.split_at(bars.len().min(BARS_SHOWN));
    let more = if more.is_empty() {
        String::new()
    } else {
        format!("<details><summary>{} more</summary><ol>{}</ol></details>", more.len(), more.concat())
    };
    format!("<ol>{}</ol>{more}", shown.concat())
}

/// A bar of a chart, which is a button that filters.
fn bar(kind: &str, value: &str, title: &str, count: usize, most: usize, hue: &str) -> String {
    let share = 100.0 * count as f64 / most.max(1) as f64;
    format!(
        "<li class=\"{hue}\"><button type=\"button\" data-{kind}=\"{value}\" title=\"{title}\" aria-pressed=\"false\"><span class=\"name\">{value}</span>\
         <svg aria-hidden=\"true\"><rect width=\"{share:.1}%\" height=\"100%\" rx=\"3\"/></svg><span class=\"count\">{count}</span></button></li>",
        value = escaped(value),
        title = escaped(title),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_of_the_template_is_filled_and_no_value_is_a_place() {
        for part in PAGE.split("{{").skip(1) {
            let name = part.split_once("}}").expect("it ends").0;
            assert!(fill(&[(name, "{{style}}")]).contains("{{style}}"), "{name}");
        }
        let report = HtmlReport::new(io::sink(), Style { color: false, width: 80, encoding: PositionEncoding::Utf16, unsafe_fixes: true });
        let page = report.page(&Summary::default());
        assert!(!page.contains("{{"), "a place without a value");
    }

    #[test]
    fn style_and_script_end_where_the_template_ends_them() {
        // A carriage return would be gone before a browser makes the hash.
        for text in [STYLE, SCRIPT] {
            assert!(!text.contains("</") && !text.contains("<!--") && !text.contains('\r'));
        }
    }
}
