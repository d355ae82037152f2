//! What a block looks like, whatever its words: dates, names, counters, headlines, addresses.
//!
//! Each test reads a short block once. They err towards "no": a shape is evidence only in company.

use super::Document;
use super::block::{Block, BlockKind};
use crate::lint::Shape;

/// More tokens than any time stamp has.
const LONGEST_DATE: usize = 16;

/// Whether a block has a shape.
pub(crate) fn has_shape(document: &Document, block: &Block, shape: Shape) -> bool {
    if block.kind != BlockKind::Text {
        return false;
    }
    match shape {
        Shape::Date => block.digits && block.words <= LONGEST_DATE as u32 && is_date(document.folded(block)),
        Shape::Ago => (2..=5).contains(&block.words) && is_ago(document.key(block)),
        Shape::Number => block.digits && block.words <= 2 && is_number(document.key(block)),
        Shape::Name => (2..=4).contains(&block.words) && !block.digits && is_name(document.slice(block.span)),
        Shape::Headline => is_headline(block),
        Shape::Url => block.words <= 2 && is_url(document.folded(block)),
    }
}

/// Whether a folded text is a date or a time stamp and nothing else.
pub(super) fn is_date(folded: &str) -> bool {
    let (mut numbers, mut months, mut days, mut clocks, mut full) = (0, 0, 0, 0, 0);
    let tokens = folded.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '@' | '·' | '•'));
    for (count, token) in tokens.filter(|token| !token.is_empty()).enumerate() {
        if count >= LONGEST_DATE {
            return false;
        }
        let token = token.trim_matches(|c: char| matches!(c, '.' | ':' | '-' | '/' | '"' | '\''));
        if token.is_empty() || is_date_filler(token) {
            continue;
        }
        if token.starts_with(|c: char| c.is_ascii_digit()) {
            match number_token(token) {
                Some(NumberToken::Plain) => numbers += 1,
                Some(NumberToken::Clock) => clocks += 1,
                Some(NumberToken::Full) => full += 1,
                None => return false,
            }
        } else if is_month(token) {
            months += 1;
        } else if is_weekday(token) {
            days += 1;
        } else {
            return false;
        }
    }
    let dated = full == 1 || months == 1 && (1..=3).contains(&numbers);
    let twice = full == 2 && numbers == 0 || months == 2 && (2..=5).contains(&numbers);
    dated || twice || clocks == 1 && numbers == 0 && days <= 1 && months == 0
}

enum NumberToken {
    /// A day or a year: "17", "17th", "2026".
    Plain,
    /// A time of day: "10:30", "10:30pm", "9am".
    Clock,
    /// A date of its own: "2026-01-17", "17.1.2026", "1/17/26", and with a time after "T".
    Full,
}

fn number_token(token: &str) -> Option<NumberToken> {
    let digits = token.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &token[digits..];
    if rest.is_empty() || matches!(rest, "st" | "nd" | "rd" | "th" | "er" | "º" | "ª" | "年" | "月" | "日") {
        return (digits <= 2 || digits == 4).then_some(NumberToken::Plain);
    }
    if matches!(rest, "am" | "pm" | "h" | "uhr") && digits <= 2 {
        return Some(NumberToken::Clock);
    }
    let separator = rest.chars().next()?;
    match separator {
        ':' | 'h' if digits <= 2 && rest.bytes().skip(1).take_while(u8::is_ascii_digit).count() == 2 => {
            let tail = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | 'h'));
            matches!(tail, "" | "am" | "pm" | "a.m" | "p.m" | "uhr" | "z" | "am-" | "et" | "est" | "gmt").then_some(NumberToken::Clock)
        }
        '-' | '/' | '.' => {
            let mut parts = token.split(separator);
            let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
            let third = third.split(['t', 'T']).next()?;
            let is = |part: &str, most: usize| !part.is_empty() && part.len() <= most && part.bytes().all(|b| b.is_ascii_digit());
            (parts.next().is_none() || token.contains('t')).then_some(())?;
            (is(first, 4) && is(second, 2) && is(third, 4) && (first.len() == 4 || third.len() == 4 || third.len() == 2))
                .then_some(NumberToken::Full)
        }
        _ => None,
    }
}

/// Words that stand around dates, in several languages.
fn is_date_filler(token: &str) -> bool {
    matches!(
        token,
        "am" | "pm"
            | "a.m"
            | "p.m"
            | "on"
            | "at"
            | "of"
            | "the"
            | "posted"
            | "published"
            | "updated"
            | "update"
            | "last"
            | "modified"
            | "created"
            | "date"
            | "first"
            | "est"
            | "edt"
            | "et"
            | "pst"
            | "pdt"
            | "pt"
            | "cst"
            | "cdt"
            | "ct"
            | "mst"
            | "mdt"
            | "gmt"
            | "utc"
            | "bst"
            | "ist"
            | "cet"
            | "cest"
            | "aest"
            | "stand"
            | "uhr"
            | "um"
            | "den"
            | "der"
            | "vom"
            | "veröffentlicht"
            | "aktualisiert"
            | "zuletzt"
            | "erstellt"
            | "geändert"
            | "le"
            | "à"
            | "publié"
            | "mis"
            | "jour"
            | "modifié"
            | "de"
            | "del"
            | "el"
            | "las"
            | "publicado"
            | "actualizado"
            | "a"
            | "às"
            | "em"
            | "atualizado"
            | "il"
            | "alle"
            | "ore"
            | "pubblicato"
            | "aggiornato"
            | "op"
            | "om"
            | "geplaatst"
            | "bijgewerkt"
            | "r"
            | "godz"
            | "opublikowano"
            | "aktualizacja"
            | "h"
    )
}

fn is_weekday(token: &str) -> bool {
    matches!(
        token,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "mon"
            | "tue"
            | "tues"
            | "wed"
            | "thu"
            | "thur"
            | "thurs"
            | "fri"
            | "sat"
            | "sun"
            | "montag"
            | "dienstag"
            | "mittwoch"
            | "donnerstag"
            | "freitag"
            | "samstag"
            | "sonnabend"
            | "sonntag"
            | "mo"
            | "di"
            | "mi"
            | "do"
            | "fr"
            | "sa"
            | "so"
            | "lundi"
            | "mardi"
            | "mercredi"
            | "jeudi"
            | "vendredi"
            | "samedi"
            | "dimanche"
            | "lunes"
            | "martes"
            | "miércoles"
            | "jueves"
            | "viernes"
            | "sábado"
            | "domingo"
            | "lunedì"
            | "martedì"
            | "mercoledì"
            | "giovedì"
            | "venerdì"
            | "sabato"
            | "domenica"
            | "segunda-feira"
            | "terça-feira"
            | "quarta-feira"
            | "quinta-feira"
            | "sexta-feira"
            | "maandag"
            | "dinsdag"
            | "woensdag"
            | "donderdag"
            | "vrijdag"
            | "zaterdag"
            | "zondag"
    )
}

/// A month's name or its short form, in several languages.
pub(super) fn is_month(token: &str) -> bool {
    matches!(
        token,
        "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "jan"
            | "feb"
            | "mar"
            | "apr"
            | "jun"
            | "jul"
            | "aug"
            | "sep"
            | "sept"
            | "oct"
            | "nov"
            | "dec"
            | "januar"
            | "jänner"
            | "februar"
            | "märz"
            | "mai"
            | "juni"
            | "juli"
            | "oktober"
            | "dezember"
            | "mär"
            | "mrz"
            | "okt"
            | "dez"
            | "janvier"
            | "février"
            | "mars"
            | "avril"
            | "juin"
            | "juillet"
            | "août"
            | "septembre"
            | "octobre"
            | "novembre"
            | "décembre"
            | "févr"
            | "déc"
            | "enero"
            | "febrero"
            | "marzo"
            | "abril"
            | "mayo"
            | "junio"
            | "julio"
            | "agosto"
            | "septiembre"
            | "octubre"
            | "noviembre"
            | "diciembre"
            | "ene"
            | "abr"
            | "ago"
            | "dic"
            | "janeiro"
            | "fevereiro"
            | "março"
            | "maio"
            | "junho"
            | "julho"
            | "setembro"
            | "outubro"
            | "novembro"
            | "dezembro"
            | "fev"
            | "out"
            | "set"
            | "gennaio"
            | "febbraio"
            | "aprile"
            | "maggio"
            | "giugno"
            | "luglio"
            | "settembre"
            | "ottobre"
            | "dicembre"
            | "gen"
            | "mag"
            | "giu"
            | "lug"
            | "ott"
            | "januari"
            | "februari"
            | "maart"
            | "mei"
            | "augustus"
            | "mrt"
            | "stycznia"
            | "lutego"
            | "marca"
            | "kwietnia"
            | "maja"
            | "czerwca"
            | "lipca"
            | "sierpnia"
            | "września"
            | "października"
            | "listopada"
            | "grudnia"
    )
}

/// "3 hours ago", "vor 3 Stunden", "il y a 3 jours", "hace 3 días".
fn is_ago(key: &str) -> bool {
    let unit = |word: &str| {
        matches!(
            word.trim_end_matches(['s', 'n', 'e']),
            "second"
                | "sec"
                | "minut"
                | "min"
                | "hour"
                | "hr"
                | "day"
                | "week"
                | "month"
                | "year"
                | "yr"
                | "stund"
                | "tag"
                | "woch"
                | "monat"
                | "jahr"
                | "heur"
                | "jour"
                | "hora"
                | "día"
                | "h"
                | "d"
                | "m"
                | "w"
                | "mo"
        )
    };
    let words: Vec<&str> = key.split(' ').collect();
    let number = |word: &str| {
        word.bytes().all(|b| b.is_ascii_digit()) || matches!(word, "a" | "an" | "one" | "einer" | "einem" | "une" | "un" | "una")
    };
    match words.as_slice() {
        [count, what, "ago"] => number(count) && unit(what),
        [count, "ago"] => count.ends_with(char::is_alphabetic) && count.starts_with(|c: char| c.is_ascii_digit()),
        ["updated" | "posted" | "published", count, what, "ago"] => number(count) && unit(what),
        ["vor" | "hace", count, what] | ["il", "y", "a", count, what] => number(count) && unit(what),
        _ => false,
    }
}

fn is_number(key: &str) -> bool {
    !key.is_empty()
        && key.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.' | b'+' | b' ' | b'k' | b'm'))
        && key.starts_with(|c: char| c.is_ascii_digit())
}

/// Two to four words that begin with capitals, or particles between them; letters only.
fn is_name(text: &str) -> bool {
    let text = text.trim_matches(|c: char| matches!(c, '*' | '_' | '#' | '-' | '•' | '|' | ',' | ':') || c.is_whitespace());
    let (mut words, mut capitals) = (0, 0);
    for word in text.split_whitespace() {
        words += 1;
        if matches!(
            word,
            "de" | "da" | "di" | "del" | "della" | "van" | "von" | "der" | "den" | "la" | "le" | "bin" | "al" | "dos" | "zu" | "y"
        ) {
            continue;
        }
        let mut chars = word.chars();
        if !chars.next().is_some_and(char::is_uppercase) {
            return false;
        }
        let rest_ok = chars.all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'));
        if !rest_ok || is_no_name(word) {
            return false;
        }
        capitals += 1;
    }
    (2..=4).contains(&words) && capitals >= 2 && !text.ends_with('.')
}

/// Capitalised words that stand in titles and labels rather than in names.
fn is_no_name(word: &str) -> bool {
    let lower = word.to_lowercase();
    matches!(
        lower.as_str(),
        "the"
            | "a"
            | "an"
            | "and"
            | "or"
            | "of"
            | "for"
            | "in"
            | "on"
            | "to"
            | "with"
            | "by"
            | "from"
            | "how"
            | "what"
            | "why"
            | "who"
            | "when"
            | "where"
            | "my"
            | "our"
            | "your"
            | "us"
            | "new"
            | "all"
            | "more"
            | "best"
            | "top"
            | "news"
            | "read"
            | "view"
            | "sign"
            | "log"
            | "home"
            | "about"
            | "contact"
            | "get"
            | "is"
            | "are"
            | "at"
            | "as"
            | "not"
            | "der"
            | "die"
            | "das"
            | "und"
            | "mit"
            | "für"
            | "ein"
            | "eine"
            | "im"
            | "zur"
            | "zum"
    )
}

fn is_headline(block: &Block) -> bool {
    (3..=20).contains(&block.words) && !block.sentence && !block.colon && (block.capital_share > 0.0 || block.stop_share < 0.6)
}

fn is_url(folded: &str) -> bool {
    let text = folded.trim();
    let handle = text.strip_prefix('@').is_some_and(|name| name.len() > 1 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'));
    let mail = text
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains(' ') && !name.contains(' '));
    let address = (text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.")) && !text.contains(' ');
    handle || mail || address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_many_dresses() {
        for date in [
            "2026-01-17 03:55:00",
            "january 17, 2026",
            "published 10:02 am est nov 19, 2019",
            "17. januar 2026, 10:30 uhr",
            "le 3 mars 2025 à 14h05",
            "03/11/2024",
            "2026-01-17t03:55:00z",
            "updated: may 5, 2024 at 9:15 pm",
            "10:30",
        ] {
            assert!(is_date(date), "{date}");
        }
    }

    #[test]
    fn what_only_begins_like_a_date_is_none() {
        for text in
            ["may the best team win", "january 17 at the town hall", "1,200 metres", "17", "march", "2026", "12.5 km", "1-0 (half-time)"]
        {
            assert!(!is_date(text), "{text}");
        }
    }

    #[test]
    fn names_are_capitalised_words_and_particles() {
        for name in ["Ines Marlow", "Jan van der Berg", "Amanda M. Castro", "**Léa O’Neill**"] {
            assert!(is_name(name), "{name}");
        }
        for text in ["The Long Road", "Read More", "ferry at dawn", "Ines Marlow.", "Chapter 3"] {
            assert!(!is_name(text), "{text}");
        }
    }

    #[test]
    fn times_gone_by() {
        assert!(is_ago("3 hours ago"));
        assert!(is_ago("vor 2 tagen"));
        assert!(!is_ago("years ago they sailed"));
    }
}
