//! Whether a line that says what the title says is part of the text: the first line of a poem or a song, the sentence that a
//! speech opens with, a line that returns.
//!
//! Many poems have no title but their first line, so that the title stands there twice by right.

use crate::check::Context;
use crate::document::{Block, BlockKind, has_shape};
use crate::lint::Shape;

/// Words from which a sentence is a paragraph's rather than a verse's.
const PARAGRAPH: u32 = 14;
/// Own lines of the text above a copy from which it is a line that returns.
const DEEP: usize = 3;
/// Lines around a copy that are looked at.
const NEAR: usize = 40;
/// Words of a line that more of its kind may make a stanza with.
const VERSE: u32 = 3;

/// Whether a text is one of paragraphs: in a poem or a list nothing says that a line is no part of it.
pub(super) fn has_paragraphs(cx: &Context<'_>) -> bool {
    let is_paragraph = |(at, block): (usize, &Block)| block.is_prose() && block.words >= PARAGRAPH && !cx.hits.named[at];
    cx.blocks().iter().enumerate().any(is_paragraph)
}

/// Whether the text goes on from a line that is, or nearly is, the title.
pub(super) fn goes_on(cx: &Context<'_>, line: usize) -> bool {
    if cx.blocks()[line].marks.heading.is_some() {
        return false;
    }
    let text = cx.folded(line).trim_end_matches(['"', '\'', '*', '_', ')', ' ']);
    text.ends_with([',', ';', '、', '，', '；']) || leads_to_next(cx, line, ends_sentence(text)) || returns(cx, line)
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।'])
}

/// Whether the next line, other copies aside, is of the same stanza or paragraph.
fn leads_to_next(cx: &Context<'_>, line: usize, sentence: bool) -> bool {
    let blocks = cx.blocks();
    let mut joined = true;
    for (at, below) in blocks.iter().enumerate().skip(line + 1).take(NEAR) {
        joined &= below.blank_before == 0;
        if cx.key(at) == cx.key(line) {
            continue;
        }
        if !is_own(cx, at) || below.marks.heading.is_some() {
            return false;
        }
        let text = cx.text(at);
        return sentence && below.sentence
            || text.starts_with(char::is_lowercase)
            || !below.is_prose() && (text.ends_with([',', ';']) || joined && is_verse(below) && blocks.get(at + 1).is_none_or(is_verse));
    }
    false
}

fn is_verse(block: &Block) -> bool {
    block.kind == BlockKind::Text && block.words >= VERSE && block.words < PARAGRAPH
}

/// Whether lines of the text stand above one, so that it says again what they began with.
fn returns(cx: &Context<'_>, line: usize) -> bool {
    let start = cx.layout.furniture.body().start.max(line.saturating_sub(NEAR));
    let own = |&at: &usize| is_own(cx, at) && cx.blocks()[at].words >= VERSE && cx.key(at) != cx.key(line);
    (start..line).filter(own).nth(DEEP - 1).is_some()
}

/// Whether a line is the author's by all that is known: no phrase names it, and it is no byline and no date.
fn is_own(cx: &Context<'_>, at: usize) -> bool {
    let block = &cx.blocks()[at];
    let metadata = || [Shape::Name, Shape::Date, Shape::Ago, Shape::Url].into_iter().any(|shape| has_shape(cx.document, block, shape));
    block.kind == BlockKind::Text && !cx.hits.named[at] && !metadata()
}

#[cfg(test)]
mod tests {
    use crate::{Applicability, Document, Format, Hints, Linter};

    /// How often `line` stands in a text after its safe fixes.
    fn left(line: &str, text: &str) -> usize {
        let document = Document::parse(text.into(), Format::Plain, &Hints::default());
        let fixed = Linter::default().fix(&document, Applicability::Safe).expect("the fixes settle");
        fixed.text().lines().filter(|other| other.trim_end_matches([',', '.', '?']) == line).count()
    }

    const PROSE: &str = "I asked the carter, and he looked at me as one looks at a child that wants to know where the snow goes. The stones \
        belong to the county, he said, and the ditches to those who own the hedges, and the holes to nobody.\n";

    #[test]
    fn the_first_line_of_a_poem_stays() {
        let chinese = "如果你在雪夜走过渡口\n听见一只旧铃\n请不要敲第二下\n它记得每一个人\n";
        let text = format!("跳至内容\n\n首页\n新闻\n体育\n文化\n登录\n注册\n\n如果你在雪夜走过渡口\n\n{chinese}\n{chinese}");
        assert_eq!(left("如果你在雪夜走过渡口", &text), 3);
        let german = "Die Fähre ist vorbei\n\nDie Fähre ist vorbei,\ndas Eis ist dünn, der Abend klar,\nund auf der Mauer\n\
            ein Licht, das gestern auch da war.\n";
        assert_eq!(left("Die Fähre ist vorbei", german), 2);
    }

    #[test]
    fn a_line_that_is_sung_twice_stays() {
        let song = "Bring the lamp before the ice\n\nBring the lamp before the ice,\nBring the lamp before the ice,\n\
            Ring the bell and ring it twice,\nAnd bring the lamp before the ice.\n\nWords: traditional\n";
        assert_eq!(left("Bring the lamp before the ice", song), 3);
    }

    #[test]
    fn the_title_of_a_text_that_opens_with_it_stays() {
        for end in [".", "?"] {
            let text = format!("Skip to content\n\nWho keeps the road{end}\n\nWho keeps the road{end}\n\n{PROSE}");
            assert_eq!(left("Who keeps the road", &text), 2, "{text}");
            let signed = format!("Skip to content\n\nWho keeps the road{end}\n\nWho keeps the road{end}\n\nBy Ines Marlow\n\n{PROSE}");
            assert_eq!(left("Who keeps the road", &signed), if end == "?" { 1 } else { 2 }, "{signed}");
        }
    }

    #[test]
    fn copies_above_prose_go() {
        for between in ["", "By Ines Marlow\n", "3 March 2031\n", "\nBy Ines Marlow\n\n"] {
            let text = format!("Home\nNews\nThe Holes in the Road\nThe Holes in the Road\n{between}{PROSE}");
            assert_eq!(left("The Holes in the Road", &text), 1, "{text}");
        }
    }
}
