//! What the engine costs: parsing, checking and fixing, and making it ready.
//!
//! Throughput is in bytes of text. Two megabytes of short lines stand beside one, since the work must stay in proportion
//! to the text.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use scrublint::{Applicability, Document, Format, Hints, Linter};

fn main() {
    divan::main();
}

/// The texts to work on.
#[derive(Debug, Clone, Copy)]
enum Page {
    /// Some 6 KB of a blog's page: more than half of its lines are furniture.
    Article,
    /// An article of 3 KB in which there is nothing to find.
    Clean,
    /// Short lines in groups, as in a menu or a table that was scraped one cell a line.
    OneMegabyte,
    /// The same, twice as long.
    TwoMegabytes,
}

const PAGES: [Page; 4] = [Page::Article, Page::Clean, Page::OneMegabyte, Page::TwoMegabytes];

impl Page {
    fn text(self) -> String {
        match self {
            Page::Article => include_str!("../fixtures/articles/wordpress-blog.md").to_owned(),
            Page::Clean => include_str!("../fixtures/clean/cookie-banners-feature.md").to_owned(),
            Page::OneMegabyte => short_lines(1 << 20),
            Page::TwoMegabytes => short_lines(2 << 20),
        }
    }

    fn document(self) -> Document {
        parse(self.text())
    }
}

fn parse(text: String) -> Document {
    Document::parse(text.into(), Format::Markdown, &Hints::default())
}

/// Lines of up to four words, no two alike.
fn short_lines(bytes: usize) -> String {
    const WORDS: [&str; 11] = ["harbour", "News", "the", "Comments", "of", "bread", "Share", "tide table", "more", "Sports", "and"];
    let mut text = String::with_capacity(bytes + 64);
    let mut line = 0_usize;
    while text.len() < bytes {
        for word in 0..=line % 4 {
            text.push_str(WORDS[(line / (word + 1) + word * 3) % WORDS.len()]);
            text.push(' ');
        }
        text.push_str(&line.to_string());
        text.push_str(if line % 9 == 8 { "\n\n" } else { "\n" });
        line += 1;
    }
    text
}

/// A linter that has compiled the patterns that the page asks for.
fn warm(page: Page) -> Linter {
    let linter = Linter::default();
    black_box(linter.check(&page.document()));
    linter
}

/// What a process pays once, before the first document.
#[divan::bench]
fn start() -> Linter {
    Linter::default()
}

/// Start-up and one article: what a single file costs, with the patterns that it makes the engine compile.
#[divan::bench]
fn start_and_check_one(bencher: Bencher<'_, '_>) {
    let document = Page::Article.document();
    bencher.bench(|| Linter::default().check(black_box(&document)));
}

#[divan::bench(args = PAGES)]
fn parsing(bencher: Bencher<'_, '_>, page: Page) {
    let text = page.text();
    bencher.counter(BytesCount::of_str(&text)).with_inputs(|| text.clone()).bench_values(parse);
}

#[divan::bench(args = PAGES)]
fn check(bencher: Bencher<'_, '_>, page: Page) {
    let (linter, document) = (warm(page), page.document());
    bencher.counter(BytesCount::of_str(document.text())).bench(|| linter.check(black_box(&document)));
}

#[divan::bench(args = PAGES)]
fn fix_safe(bencher: Bencher<'_, '_>, page: Page) {
    fix(bencher, page, Applicability::Safe);
}

#[divan::bench(args = PAGES)]
fn fix_unsafe(bencher: Bencher<'_, '_>, page: Page) {
    fix(bencher, page, Applicability::Unsafe);
}

fn fix(bencher: Bencher<'_, '_>, page: Page, applicability: Applicability) {
    let (linter, document) = (warm(page), page.document());
    bencher.counter(BytesCount::of_str(document.text())).bench(|| linter.fix(black_box(&document), applicability));
}
