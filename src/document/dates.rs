//! Dates and time stamps, in several languages: token by token through tables, without a pattern.
//!
//! A text is a date only if every one of its tokens can belong to one.

/// More tokens than any time stamp has.
pub(super) const LONGEST_DATE: usize = 16;

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
}
