//! Lines into blocks: marks, code, tables, and which lines continue the one above.
//!
//! One pass, linear. A comment of the markup is no part of the article and makes no block, so that a text with suppressions is
//! judged like the same text without.

use crate::lint::format::{TokenHash, fold_onto, key_len, strip_leading_symbols};
use crate::source::{Span, Text};

use super::block::{Block, BlockKind, Heading, Marks};
use super::code::Code;
use super::lines::{self, Line, Lines};
use super::marks::strip_marks;
use super::tokens::{self, Token};
use super::{Format, facts};

/// Lines of a hard-wrapped text are at least this many bytes long, unless they end a paragraph.
const WRAPPED_LINE: usize = 45;
/// Widths that a text is usually wrapped at.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 50..=100;
/// Fewest lines that have to look wrapped before a document counts as hard-wrapped.
const FEWEST_WRAPPED: usize = 4;

/// What a text is read into.
#[derive(Debug, Clone)]
pub(super) struct Parsed {
    pub blocks: Vec<Block>,
    /// The folded text of all blocks, one after the other.
    pub folded: String,
    /// The tokens of the folded text, if they are kept.
    pub tokens: Option<Vec<Token>>,
}

/// Reads `text` from the offset `body` on.
pub(super) fn parse(text: &Text, body: usize, format: Format, keep_tokens: bool) -> Parsed {
    let folded = String::with_capacity(text.as_str().len());
    let tokens = Vec::with_capacity(if keep_tokens { text.as_str().len() / 5 } else { 0 });
    let places = lines::places(text, body);
    let lines = Lines::new(text.as_str(), &places);
    let wrapped = is_hard_wrapped(lines);
    let mut code = Code::of(lines, format);
    let blocks = Vec::with_capacity(places.len());
    let mut parser = Parser { format, wrapped, folded, tokens, keep_tokens, blocks, blank: 0, last_line: 0, open: false };
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        if line.text.is_empty() {
            parser.blank += 1;
            parser.open = false;
        } else if let Some(len) = comment_len(line.text, lines.from(at)) {
            code.pass(at - 1, at + len);
            at += len;
            parser.open = false;
        } else if let Some(len) = code.len(at - 1, line) {
            at += len - 1;
            parser.code(line, lines.get(at - 1).unwrap_or(line));
        } else {
            let mut below = || code.has_spans().then(|| lines.get(at))?.filter(|below| code.goes_on(*below)).inspect(|_| at += 1);
            match below() {
                None => parser.line(line),
                // A code span of several lines, whose first line has words of the text or nothing but backticks.
                Some(second) if kind_of(line.text) == BlockKind::Text => {
                    parser.line(line);
                    std::iter::once(second).chain(std::iter::from_fn(below)).for_each(|line| parser.go_on(line));
                }
                Some(second) => parser.code(line, std::iter::from_fn(below).last().unwrap_or(second)),
            }
        }
    }
    parser.end_block();
    let Parser { blocks, folded, tokens, .. } = parser;
    Parsed { blocks, folded, tokens: keep_tokens.then_some(tokens) }
}

/// Whether most lines that stand within groups end unfinished at a usual width and go on in lower case.
fn is_hard_wrapped(lines: Lines<'_>) -> bool {
    let (mut inside, mut wrapped) = (0_usize, 0_usize);
    let mut above = "";
    for line in lines.texts().filter(|line| line.is_empty() || !after_comments(line).is_empty()) {
        if !above.is_empty() && !line.is_empty() {
            inside += 1;
            let goes_on = line.chars().next().is_some_and(char::is_lowercase);
            let unfinished = !above.ends_with(['.', '!', '?', ':', '…']);
            if goes_on && unfinished && WRAP_WIDTHS.contains(&above.len()) {
                wrapped += 1;
            }
        }
        above = line;
    }
    wrapped >= FEWEST_WRAPPED && wrapped * 2 > inside
}

/// Where tokens end that were just read, and have been counted.
fn end_tokens(tokens: &mut Vec<Token>, keep: bool) -> u32 {
    if !keep {
        tokens.clear();
    }
    tokens.len() as u32
}

struct Parser {
    format: Format,
    wrapped: bool,
    folded: String,
    tokens: Vec<Token>,
    /// Whether they are kept after they were counted.
    keep_tokens: bool,
    blocks: Vec<Block>,
    blank: u32,
    /// Bytes of the last block's last line.
    last_line: usize,
    /// Whether the next line stands directly below the last block.
    open: bool,
}

impl Parser {
    fn line(&mut self, line: Line<'_>) {
        if self.open && self.is_underline(line) {
            if let Some(above) = self.blocks.last_mut() {
                above.marks.heading = Some(Heading { level: if line.text.starts_with('=') { 1 } else { 2 } });
                above.place.end = line.span.end as u32;
            }
            return;
        }
        let kind = kind_of(line.text);
        let (marks, content) = if kind == BlockKind::Text { strip_marks(line.text) } else { (Marks::default(), line.text) };
        if self.open && kind == BlockKind::Text && marks == Marks::default() && self.continues(line) {
            self.join(line);
            return;
        }
        self.push(kind, marks, line, content);
    }

    /// Ends the last block: no line goes on with it.
    fn end_block(&mut self) {
        if let Some(block) = self.blocks.last_mut() {
            let folded = &self.folded[block.folded.span().range()];
            let key = &folded[..key_len(folded)];
            (block.key_len, block.key_hash) = (key.len() as u32, TokenHash::of(key));
        }
    }

    fn push(&mut self, kind: BlockKind, marks: Marks, line: Line<'_>, content: &str) {
        self.end_block();
        let start = self.folded.len();
        let content = if kind == BlockKind::Text { strip_leading_symbols(content) } else { content };
        let met = fold_onto(content, &mut self.folded);
        let folded = Span::new(start, self.folded.len());
        let mut block = Block {
            place: line.span.into(),
            blank_before: self.blank,
            kind,
            marks: Marks { image: met.image, ..marks },
            folded: folded.into(),
            key_len: 0,
            key_hash: TokenHash::default(),
            tokens: (self.tokens.len() as u32, 0),
            words: 0,
            sentence: false,
            colon: false,
            digits: false,
            stop_share: 0.0,
            capital_share: 0.0,
            link_share: if folded.is_empty() { 0.0 } else { met.link_len as f32 / folded.len() as f32 },
        };
        let count = tokens::read(&self.folded[folded.range()], folded.start, 0, &mut self.tokens);
        block.tokens.1 = end_tokens(&mut self.tokens, self.keep_tokens);
        facts::compute(&mut block, content, &count);
        self.blocks.push(block);
        self.blank = 0;
        self.last_line = line.text.len();
        self.open = true;
    }

    fn code(&mut self, first: Line<'_>, last: Line<'_>) {
        self.end_block();
        let start = self.folded.len();
        self.blocks.push(Block {
            place: first.span.cover(last.span).into(),
            blank_before: self.blank,
            kind: BlockKind::Code,
            marks: Marks::default(),
            folded: Span::new(start, start).into(),
            key_len: 0,
            key_hash: TokenHash::default(),
            tokens: (0, 0),
            words: 0,
            sentence: false,
            colon: false,
            digits: false,
            stop_share: 0.0,
            capital_share: 0.0,
            link_share: 0.0,
        });
        self.blank = 0;
        self.open = true;
    }

    /// Whether the line, directly below a block, goes on with its sentence.
    fn continues(&self, line: Line<'_>) -> bool {
        let Some(above) = self.blocks.last() else { return false };
        if above.kind != BlockKind::Text || above.marks.heading.is_some() {
            return false;
        }
        let lower = line.text.chars().next().is_some_and(char::is_lowercase);
        if self.wrapped {
            return self.last_line >= WRAPPED_LINE && (lower || above.words >= 8);
        }
        // Markdown's lazy continuation, and only of a line long enough to have been wrapped: menus stand in groups too.
        self.format == Format::Markdown && lower && !above.sentence && self.last_line >= WRAPPED_LINE
    }

    /// A line that begins in a code span of the one above.
    fn go_on(&mut self, line: Line<'_>) {
        if self.blocks.last().is_some_and(|above| above.kind == BlockKind::Text) {
            self.join(line);
        } else {
            self.line(line);
        }
    }

    fn join(&mut self, line: Line<'_>) {
        let Some(block) = self.blocks.last_mut() else { return };
        block.place.end = line.span.end as u32;
        self.last_line = line.text.len();
        self.folded.push(' ');
        let link = block.link_share * block.folded.span().len() as f32;
        let start = self.folded.len();
        let met = fold_onto(line.text, &mut self.folded);
        block.folded.end = self.folded.len() as u32;
        block.link_share = (link + met.link_len as f32) / block.folded.span().len().max(1) as f32;
        let count = tokens::read(&self.folded[start..], start, block.words, &mut self.tokens);
        block.tokens.1 = end_tokens(&mut self.tokens, self.keep_tokens);
        facts::extend(block, line.text, count.words);
    }

    /// A line of `=` or `-` directly below a line of Markdown text: a heading's underline.
    fn is_underline(&self, line: Line<'_>) -> bool {
        let bytes = line.text.as_bytes();
        self.format == Format::Markdown
            && bytes.len() >= 3
            && matches!(bytes[0], b'=' | b'-')
            && bytes.iter().all(|&b| b == bytes[0])
            && self.blocks.last().is_some_and(|above| above.kind == BlockKind::Text && above.marks == Marks::default() && above.words <= 20)
    }
}

/// A line without the comments of the markup that it begins with.
fn after_comments(line: &str) -> &str {
    let mut rest = line;
    // Asked of every line: nearly none begins like one.
    while rest.as_bytes().first() == Some(&b'<')
        && let Some((_, after)) = rest.strip_prefix("<!--").and_then(|inner| inner.split_once("-->"))
    {
        rest = after.trim_start();
    }
    rest
}

/// How many of the lines below belong to the comments of `line`; `None` if it is none, or something else stands beside it.
fn comment_len(line: &str, below: Lines<'_>) -> Option<usize> {
    let rest = after_comments(line);
    if rest.is_empty() || !rest.starts_with("<!--") {
        return rest.is_empty().then_some(0);
    }
    // A comment that is still open where the next one begins was left open by mistake.
    let (last, text) = below.texts().enumerate().find(|(_, text)| text.contains("-->") || text.contains("<!--"))?;
    let (inside, after) = text.split_once("-->")?;
    (after.is_empty() && !inside.contains("<!--")).then_some(last + 1)
}

fn kind_of(line: &str) -> BlockKind {
    if line.starts_with('|') && line.bytes().filter(|&b| b == b'|').count() >= 2 && line.len() > 3 {
        BlockKind::TableRow
    } else if line
        .chars()
        .all(|c| c.is_ascii_punctuation() || c.is_whitespace() || matches!(c, '•' | '·' | '–' | '—' | '»' | '›' | '«' | '‹' | '→' | '…'))
    {
        BlockKind::Rule
    } else {
        BlockKind::Text
    }
}
