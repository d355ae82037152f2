use super::*;
use crate::detect::code_page::WINDOWS_1252;

/// Sentences in which every character survives being read wrongly.
const SENTENCES: &[&str] = &[
    "The keeper’s daughter wrote “no boats” on the slate — and meant it…",
    "Tickets cost £5 or €6, 20 °C in the shade, ½ price after nine.",
    "L’été dernier, Hélène a peint la barque près du môle, où ça sent le goudron.",
    "Der Fährmann trägt Stiefel, grüßt mürrisch und überquert die Förde.",
    "La niña dibujó un pingüino; el año pasado soñó con él.",
    "O capitão não voltou à estação; amanhã há maçãs e café.",
    "På ön bor åtta människor och en gås som är äldre än bryggan.",
    "Á Ísafirði er báturinn málaður á hverju vori og þar býr Þóra.",
    "Starý převozník říká, že každé ráno slyší zvon.",
    "Łódź została pomalowana, więc przewoźnik śpi spokojnie.",
    "Feribotul pleacă la ora șase și ține până când bate clopotul.",
    "Người lái đò uống trà và đợi khách ở bến sông.",
    "Vapur sabah altıda kalkıyor, güneş ise yedide doğuyor.",
    "Паромщик пьёт чай и ждёт людей на берегу.",
    "Ο βαρκάρης περιμένει στην αποβάθρα και διαβάζει.",
    "הספן יושב על הרציף וקורא עיתון ישן.",
    "صاحب القارب ينتظر على الرصيف ويقرأ جريدة قديمة.",
    "नाविक घाट पर बैठा है और चाय पीता है।",
    "คนพายเรือนั่งรอที่ท่าเรือ",
    "船頭は岸で茶を飲みながら客を待っている。",
    "뱃사공은 부두에서 차를 마시며 손님을 기다린다.",
    "She waved 🚢 and the gulls ✓ rose → north.",
];

fn read_as(text: &str, page: CodePage) -> String {
    let read = |byte: u8| match byte {
        0..0x80 => char::from(byte),
        _ => ('\u{80}'..'\u{3000}')
            .find(|&c| page.byte(c) == Some(byte) && !(page == CodePage::Western && stands_for_other(c)))
            .expect("a character"),
    };
    text.bytes().map(read).collect()
}

/// Control characters that Windows-1252 has something else for.
fn stands_for_other(c: char) -> bool {
    ('\u{80}'..'\u{A0}').contains(&c) && WINDOWS_1252[u32::from(c) as usize - 0x80] != c
}

fn latin_1(text: &str) -> String {
    text.bytes().map(char::from).collect()
}

fn once(text: &str, page: CodePage) -> String {
    let mut repaired = String::new();
    let mut done = 0;
    for Edit { span, new_text } in repairs(text, page) {
        repaired.push_str(&text[done..span.start]);
        repaired.push_str(&new_text);
        done = span.end;
    }
    repaired + &text[done..]
}

fn repaired(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..4 {
        for (page, may_be) in [(CodePage::Western, may_be_western(&text)), (CodePage::Cyrillic, may_be_cyrillic(&text))] {
            if may_be {
                text = once(&text, page);
            }
        }
    }
    text
}

#[test]
fn there_and_back() {
    for sentence in SENTENCES {
        assert_eq!(repaired(sentence), *sentence, "untouched");
        let broken = read_as(sentence, CodePage::Western);
        assert_eq!(repaired(&broken), *sentence, "{broken}");
        let twice = read_as(&broken, CodePage::Western);
        assert_eq!(repaired(&twice), *sentence, "{twice}");
        assert_eq!(repaired(&latin_1(sentence)), *sentence, "by way of Latin-1");
        assert_eq!(repaired(&latin_1(&latin_1(sentence))), *sentence, "twice by way of Latin-1");
    }
    for sentence in ["Паромщик пьёт чай и ждёт людей на берегу — «Нина» опоздала.", "Поромник п’є каву і чекає на людей."]
    {
        let broken = read_as(sentence, CodePage::Cyrillic);
        assert_eq!(repaired(&broken), *sentence, "{broken}");
        assert_eq!(repaired(sentence), sentence);
    }
}

#[test]
fn what_was_written_stays() {
    for text in [
        "SÃO PAULO, MANHÃ”, IRMÃ’S, «AMANHÃ», MAÇÃ®, AMANHÃ… E DEPOIS, A Ã–A",
        "“IRMÃ” e “MAÇÃ”",
        "ÂNGULO, Â, la lettre «\u{A0}Â\u{A0}», l’Âge d’or, “Â”, «Â», NGÃ”, ĐÃ…",
        "il a dit «\u{A0}l’été\u{A0}» et «\u{A0}voilà\u{A0}»… «\u{A0}déjà\u{A0}»—là\u{A0}!",
        "«ya está»… dijo «mamá»… “allá…” «é»—",
        "ihmisiä»… merellä”… yhä—“ »sitä»–",
        "a manhã…” e a irmã»… a lã—“ «amanhã»’",
        "5 Å², 12 Å\u{A0}thick, PÅ”, ÖLÄ…, i Å–området, SMÅ’s, per Å³, Å·m",
        "Ø\u{A0}20 mm, 3×½, 2 ×¼ Zoll, Ñ°, È», ESPAÑ”, Ö–Ä",
        "CAFFÈ™, TÈ®, CAFÉ\u{A0}: É», É…",
        "Рёбра, Рік, Січень, Сёмка, РІСІ, «Рё», Р«С», В«Г»",
        "STRAß\u{AD}E und fä\u{AD}hig, naïve façade, Dvořák, Ærø, Þór, Việt Nam",
    ] {
        assert_eq!(repaired(text), text);
    }
}

#[test]
fn spaces_that_are_plain_again_and_lone_signs() {
    assert_eq!(repaired("9.\u{C2} \u{C2} \u{C2} Bread"), "9.   Bread");
    assert_eq!(repaired("a \u{C2} b"), "a \u{C2} b");
    let arrow = read_as("a → b", CodePage::Western);
    assert_eq!(repaired(&arrow), "a → b", "on its own");
}

#[test]
fn a_mixed_line_loses_only_what_is_certain() {
    assert_eq!(repaired("A ação “MANHÃ” itâ€™s"), "A ação “MANHÃ” it’s");
    assert_eq!(repaired("It’s at the café, it\u{92}s open."), "It’s at the café, it’s open.");
    assert_eq!(repaired("It ended there.Â Nobody minded.Â"), "It ended there. Nobody minded.");
    assert_eq!(repaired("Il va Ã\u{A0} Paris en Ã\u{A9}tÃ\u{A9}."), "Il va à Paris en été.", "the doubtful one beside a certain one");
}
