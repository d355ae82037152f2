//! `wiki-residue`: what a wiki prints between its words for those who edit it.
//!
//! Edit marks behind a heading are certain, marks of doubt are likely. Numbers of notes are residue only where the notes
//! themselves are gone: at least as many different ones as the option says, from 1 on, each behind a sentence or a word, and
//! no line that begins with one.
//!
//! Options: `numbers` (fewest different ones in a document).

use crate::check::{Context, Finding};
use crate::diagnostic::Edit;
use crate::document::BlockKind;
use crate::lint::Applicability;
use crate::source::Span;

use super::inline_code::InlineCode;

/// Marks behind headings, in lower case.
const EDIT: &[&str] = &[
    "edit",
    "edit source",
    "edit | edit source",
    "bearbeiten",
    "bearbeiten | quelltext bearbeiten",
    "quelltext bearbeiten",
    "modifier",
    "modifier le code",
    "modifier | modifier le code",
    "editar",
    "editar código",
    "editar | editar código",
    "modifica",
    "modifica wikitesto",
    "modifica | modifica wikitesto",
    "bewerken",
    "brontekst bewerken",
    "edytuj",
    "edytuj kod",
    "redigera",
    "redigera wikitext",
    "rediger",
    "muokkaa",
    "muokkaa wikitekstiä",
    "править",
    "править код",
    "править | править код",
    "редагувати",
    "редагувати код",
    "değiştir",
    "kaynağı değiştir",
    "sửa",
    "sửa | sửa mã nguồn",
    "編集",
    "ソースを編集",
    "编辑",
    "編輯",
    "편집",
    "عدل",
    "ویرایش",
];

/// Marks of doubt, in lower case.
const DOUBT: &[&str] = &[
    "citation needed",
    "clarification needed",
    "better source needed",
    "page needed",
    "failed verification",
    "dubious – discuss",
    "original research?",
    "not verified in body",
    "réf. nécessaire",
    "réf. souhaitée",
    "cita requerida",
    "senza fonte",
    "bron?",
    "carece de fontes",
    "carece de fontes?",
    "источник не указан",
    "要出典",
    "来源请求",
    "來源請求",
    "출처 필요",
];

/// How many bytes of list marks may stand before a note's number.
const LEAD: usize = 8;
/// The longest mark, in bytes.
const LONGEST: usize = 64;

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let mut noted: Vec<(usize, Vec<Span>)> = Vec::new();
    // Which of the first 64 numbers stand somewhere.
    let mut numbers = 0_u64;
    let mut notes = false;
    for index in cx.blocks_with(b'[') {
        let block = &cx.blocks()[index];
        if block.kind != BlockKind::Text {
            continue;
        }
        let text = cx.text(index);
        let mut marks = Marks::default();
        let mut code = InlineCode::of(text);
        for at in memchr::memchr_iter(b'[', text.as_bytes()) {
            if !code.holds(at) {
                marks.add(text, at, block.is_short());
            }
        }
        notes |= marks.begins;
        numbers |= marks.numbers;
        for (fix, spans) in [(Applicability::Safe, marks.edit), (Applicability::Unsafe, marks.doubt)] {
            if let Some(first) = spans.first() {
                let words = format!("“{}” is a wiki's mark", &text[first.range()]);
                out.push(Finding::repair(cx.lint, index, fix, edits(spans, block.span().start), words));
            }
        }
        if !marks.noted.is_empty() {
            noted.push((index, marks.noted));
        }
    }
    if !notes && numbers & 1 == 1 && numbers.count_ones() as usize >= cx.count("numbers") {
        for (index, spans) in noted {
            let words = "numbers of notes, and the notes are not in the text";
            out.push(Finding::repair(cx.lint, index, Applicability::Unsafe, edits(spans, cx.blocks()[index].span().start), words));
        }
    }
}

fn edits(spans: Vec<Span>, start: usize) -> Vec<Edit> {
    spans.into_iter().map(|span| Edit { span: Span::new(start + span.start, start + span.end), new_text: String::new() }).collect()
}

/// The marks of one block.
#[derive(Default)]
struct Marks {
    edit: Vec<Span>,
    doubt: Vec<Span>,
    noted: Vec<Span>,
    /// The numbers of `noted`, a bit each.
    numbers: u64,
    /// The block begins with a number: it is a note.
    begins: bool,
}

impl Marks {
    fn add(&mut self, text: &str, at: usize, short: bool) {
        let window = &text.as_bytes()[at + 1..text.len().min(at + 1 + LONGEST)];
        let Some(len) = memchr::memchr2(b'[', b']', window).filter(|&len| window[len] == b']') else { return };
        let content = &text[at + 1..at + 1 + len];
        let end = at + len + 2;
        // A link of Markdown, or its target; numbers stand in rows.
        if matches!(text.as_bytes().get(end), Some(b'(' | b':')) {
            return;
        }
        let span = Span::new(at, end);
        if let Ok(number) = content.parse::<u32>() {
            let before = text[..at].chars().next_back();
            self.begins |= at <= LEAD && !text[..at].contains(char::is_alphanumeric);
            if before.is_some_and(is_cited) && (1..=999).contains(&number) {
                self.noted.push(span);
                self.numbers |= 1 << (number - 1).min(63);
            }
            return;
        }
        let folded = content.trim().to_lowercase();
        if DOUBT.contains(&&*folded) {
            self.doubt.push(span);
        } else if short && EDIT.contains(&&*folded) && end == text.trim_end_matches(['*', '_', '#', ' ']).len() {
            // Alone on its line it takes the line along; what stands before it is the heading.
            let heading = text[..at].trim_end_matches(' ');
            self.edit.push(Span::new(heading.len(), end));
        }
    }
}

/// Whether a number behind this character cites: it ends a sentence, a word or another number's bracket.
fn is_cited(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '"' | '”' | '’' | '»' | ')' | ']' | '。' | '、' | '，')
}
