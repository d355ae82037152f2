//! `shortcode`: what a content management system should have replaced: `[caption …]`, `[/vc_row]`, `{{ … }}`.
//!
//! Only known names count, and a name that is also a word ("video", "gallery") only with attributes or beside its closing
//! tag. What stands between an opening and a closing tag stays, be it words or an address. A tag that itself holds an address or
//! words for readers may be the only place that has them: that one and its closing tag are not certain to go, nor are the
//! placeholders of a text that has one among the words of a sentence: a letter that is to be filled in.

use std::collections::BTreeSet;

use crate::check::{Context, Finding};
use crate::diagnostic::Edit;
use crate::document::BlockKind;
use crate::lint::Applicability;
use crate::source::Span;

use super::about::is_about;
use super::inline_code::InlineCode;

/// The longest shortcode and the longest placeholder that are read, in bytes.
const LONGEST: usize = 600;
const LONGEST_PLACEHOLDER: usize = 80;

/// Names of shortcodes; those that end with an underscore are how the names of a page builder begin.
const NAMES: &[&str] = &[
    "advanced_iframe",
    "audio",
    "av_",
    "button",
    "caption",
    "cmsms_",
    "column",
    "contact-form-7",
    "dropcap",
    "embed",
    "embedyt",
    "et_pb_",
    "flickr",
    "fusion_",
    "gallery",
    "googlemaps",
    "gravityform",
    "iframe",
    "instagram",
    "mailchimp_",
    "mc4wp_form",
    "ngg_",
    "nggallery",
    "one_half",
    "one_third",
    "playlist",
    "pullquote",
    "quote",
    "rev_slider",
    "sc_",
    "slideshare",
    "soundcloud",
    "spacer",
    "su_",
    "table",
    "tabs",
    "tweet",
    "twitter",
    "vc_",
    "video",
    "vimeo",
    "wpforms",
    "wpv-",
    "wp_ad_camp_1",
    "youtube",
];

/// What a text about templates says.
const SUBJECTS: &[&str] =
    &["hortcode", "emplate", "Jinja", "Liquid", "ustache", "Handlebars", "Angular", "Vue", "Django", "Twig", "Hugo", "LaTeX"];

pub(super) fn run(cx: &Context<'_>, out: &mut Vec<Finding>) {
    let bytes = cx.document.text().as_bytes();
    let braces = memchr::memchr_iter(b'{', bytes).any(|at| bytes.get(at + 1) == Some(&b'{'));
    if !braces && !memchr::memchr_iter(b'[', bytes).any(|at| tag(cx.document.text(), at).is_some()) {
        return;
    }
    let mut about_templates = None;
    // The names of opening tags so far that hold what readers may miss.
    let mut carriers = BTreeSet::new();
    let mut form = None;
    for (index, block) in cx.blocks().iter().enumerate() {
        if !matches!(block.kind, BlockKind::Text | BlockKind::TableRow) {
            continue;
        }
        let text = cx.text(index);
        let Found { mut certain, mut likely } = shortcodes(text, &mut carriers);
        let fields = if braces { placeholders(text) } else { Vec::new() };
        if !fields.is_empty() {
            let group = if *form.get_or_insert_with(|| is_form(cx)) { &mut likely } else { &mut certain };
            group.extend(fields);
            group.sort_unstable();
        }
        let nothing = certain.is_empty() && likely.is_empty();
        if nothing || *about_templates.get_or_insert_with(|| is_about(cx.document, SUBJECTS)) {
            continue;
        }
        let start = block.span().start;
        let edit = |span: Span| Edit { span: Span::new(start + span.start, start + span.end), new_text: String::new() };
        for (fix, spans) in [(Applicability::Safe, certain), (Applicability::Unsafe, likely)] {
            let Some(first) = spans.first() else { continue };
            let words = format!("“{}” was to be replaced by the site", &text[first.range()]);
            out.push(Finding::repair(cx.lint, index, fix, spans.into_iter().map(edit).collect(), words));
        }
    }
}

/// What goes of the shortcodes of a text, in order and disjoint.
#[derive(Debug, Default)]
struct Found {
    certain: Vec<Span>,
    likely: Vec<Span>,
}

/// A tag of a shortcode.
#[derive(Debug)]
struct Tag<'a> {
    span: Span,
    name: &'a str,
    closing: bool,
    /// It has attributes, or a name that is no word.
    sure: bool,
    /// Its attributes hold an address or words for readers.
    carries: bool,
}

/// The shortcodes of a text; `carriers` are the names of those above it that carry something, and become those below.
fn shortcodes<'a>(text: &'a str, carriers: &mut BTreeSet<&'a str>) -> Found {
    let mut code = InlineCode::of(text);
    let tags: Vec<Tag<'_>> =
        memchr::memchr_iter(b'[', text.as_bytes()).filter_map(|at| tag(text, at)).filter(|tag| !code.holds(tag.span.start)).collect();
    let mut found = Found::default();
    for (place, tag) in tags.iter().enumerate() {
        let closes = |next: &&Tag<'_>| next.closing && next.name.eq_ignore_ascii_case(tag.name);
        let closer = tags.get(place + 1).filter(closes).filter(|_| !tag.closing);
        if !tag.sure && !tag.closing && closer.is_none() {
            continue;
        }
        if tag.carries {
            carriers.insert(tag.name);
        }
        let likely = tag.carries || tag.closing && carriers.contains(tag.name);
        if likely { &mut found.likely } else { &mut found.certain }.push(tag.span);
    }
    found
}

fn tag(text: &str, start: usize) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    let closing = bytes.get(start + 1) == Some(&b'/');
    let from = start + 1 + usize::from(closing);
    let len = bytes[from..].iter().take(40).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
    let name = &text[from..from + len];
    let first = bytes.get(from)?.to_ascii_lowercase();
    let known = NAMES.iter().filter(|known| known.as_bytes()[0] == first).find(|known| match known.ends_with(['_', '-']) {
        true => name.len() > known.len() && name.is_char_boundary(known.len()) && name[..known.len()].eq_ignore_ascii_case(known),
        false => name.eq_ignore_ascii_case(known),
    })?;
    let window = &bytes[from + len..bytes.len().min(from + LONGEST)];
    let close = memchr::memchr2(b'[', b']', window).filter(|&close| window[close] == b']')?;
    let attributes = &text[from + len..from + len + close];
    let end = from + len + close + 1;
    let sure = known.contains(['_', '-']) || !attributes.is_empty();
    // A link or an image of Markdown, whose text happens to be the name.
    let reference = matches!(bytes.get(end), Some(b'[' | b':')) || start > 0 && matches!(bytes[start - 1], b'!' | b']' | b'\\');
    let link = bytes.get(end) == Some(&b'(') || !sure && !closing && reference;
    let well_formed = attributes.is_empty() || attributes.starts_with(' ') && (attributes.contains('=') || attributes.contains("://"));
    (well_formed && !link).then_some(Tag { span: Span::new(start, end), name, closing, sure, carries: carries(attributes) })
}

/// Whether attributes hold an address, the name of a file or words for readers.
fn carries(attributes: &str) -> bool {
    let is_file = |value: &str| {
        let ending = value.rsplit_once('.').map_or("", |(_, ending)| ending);
        (2..=4).contains(&ending.len())
            && ending.starts_with(|c: char| c.is_ascii_alphabetic())
            && ending.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let mut values = attributes.split(['=', ' ', '"', '\'', '“', '”', '″']);
    attributes.contains("://")
        || [" caption=", " text=", " heading=", " href=", " url=", " link=", " src="].iter().any(|name| attributes.contains(name))
        || values.any(|value| value.starts_with("www.") || value.starts_with('/') && value.len() > 1 || is_file(value))
}

/// Whether a sentence or a greeting has a placeholder among its words: the text may be one that is to be filled in, and shows where.
fn is_form(cx: &Context<'_>) -> bool {
    cx.blocks_with(b'{').any(|index| {
        let text = cx.text(index);
        let fields = placeholders(text);
        let Some(last) = fields.last() else { return false };
        let sentence = cx.blocks()[index].sentence || text[last.end..].starts_with([',', '!', ':', '，', '！']);
        sentence && fields.iter().map(|field| field.len()).sum::<usize>() < text.trim_end_matches(|c: char| c.is_ascii_punctuation()).len()
    })
}

/// The placeholders of a text: a path of names between double braces.
fn placeholders(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut code = InlineCode::of(text);
    let mut spans: Vec<Span> = Vec::new();
    for start in memchr::memmem::find_iter(bytes, b"{{") {
        let window = &bytes[start + 2..bytes.len().min(start + LONGEST_PLACEHOLDER)];
        let Some(close) = memchr::memchr(b'}', window).filter(|&close| window.get(close + 1) == Some(&b'}')) else { continue };
        let path = text[start + 2..start + 2 + close].trim();
        let plain = path.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'$' | b'-' | b'|' | b' '));
        // One word may be a field that an author fills in; a path, a filter or a name of code is the site's.
        let named = path.starts_with(|c: char| c.is_ascii_alphabetic() || c == '$') && path.contains(['.', '_', '$', '|']);
        if plain && named && !code.holds(start) {
            spans.push(Span::new(start, start + close + 4));
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let certain = shortcodes(text, &mut BTreeSet::new()).certain;
        certain.into_iter().chain(placeholders(text)).map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn tags_go_and_words_stay() {
        assert_eq!(
            found("[caption id=\"a_1\" width=\"300\"]The quay[/caption] in May"),
            ["[caption id=\"a_1\" width=\"300\"]", "[/caption]"]
        );
        assert_eq!(found("[embed]https://video.example/1[/embed]"), ["[embed]", "[/embed]"]);
        assert_eq!(found("[vc_row][vc_column width='1/2']Text[/vc_column][/vc_row]").len(), 4);
        assert_eq!(found("by {{ post.author }}, {{title}}"), ["{{ post.author }}"]);
    }

    #[test]
    fn what_holds_an_address_or_words_is_not_certain() {
        for text in [
            "[audio mp3=\"bell.mp3\"][/audio]",
            "[button url=\"https://boats.example/buy\"]Buy[/button]",
            "[vimeo https://video.example/12]",
            "[video src='/film.webm']",
            "[caption id=\"a_1\" caption=\"The quay in May\"]",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
            assert!(!shortcodes(text, &mut BTreeSet::new()).likely.is_empty(), "{text}");
        }
        assert_eq!(found("[gallery ids=\"1,2\" size=\"0.75\"] [/button]"), ["[gallery ids=\"1,2\" size=\"0.75\"]", "[/button]"]);
    }

    #[test]
    fn words_in_brackets_and_links_stay() {
        for text in [
            "[sic] [1] [Video] [gallery] [quote]",
            "[gallery](a) [video][1] ![table] [x] [embed](b)",
            "`[vc_row]` `{{ a.b }}`",
            "{{",
            "[/",
            "[vc_row",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
