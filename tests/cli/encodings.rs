//! Files that are not UTF-8: read as they are said to be, and written back in the same encoding.

use std::process::Stdio;

use super::project::{ARTICLE, CLEAN, LINT, Project};
use scrublint::source::Encoding;

/// The article with a last sentence in another language, and Windows line endings.
fn dos(article: &str, sentence: &str) -> String {
    format!("{article}\n{sentence}\n").replace('\n', "\r\n")
}

fn encoded(encoding: &str, text: &str) -> Vec<u8> {
    Encoding::named(encoding).expect("it is known").encode(text).expect("it has all of this")
}

const LEGACY: [(&str, &str); 5] = [
    ("windows-1252", "Der Fährmann sagt, daß das Café am Kai – seit 1952 – nie „zu“ gewesen sei, nur müde."),
    ("iso-8859-2", "Przewoźnik mówi, że łódź pływa już od świtu i że nikt nie żałuje ani jednej złotówki."),
    ("Shift_JIS", "小さな渡し船は月曜日からふたたび二つの港のあいだを走っている。ソースは十五円だ。"),
    ("gb18030", "小渡轮周一在暴风雨后首次出航，船上有四十名乘客，还有一只𠀋和一条€的绳子。"),
    ("EUC-KR", "작은 나룻배는 월요일부터 다시 두 항구 사이를 오가고 있다고 선장이 말했다."),
];

#[test]
fn clause_01_legacy_text_is_fixed_in_its_own_encoding() {
    for (name, sentence) in LEGACY {
        let project = Project::new();
        let (before, after) = (encoded(name, &dos(ARTICLE, sentence)), encoded(name, &dos(CLEAN, sentence)));
        project.write("a.md", &before);
        project.check(&["--fix", "a.md"]).exits(2).complains("--encoding");
        assert!(project.bytes("a.md") == before, "{name}: without the flag nothing is touched");
        project.check(&["--encoding", name, "a.md"]).exits(1).says(LINT);
        project.check(&["--fix", "--encoding", name, "--removed", "gone.jsonl", "a.md"]).exits(0);
        assert!(project.bytes("a.md") == after, "{name}");
        project.check(&["--fix", "--encoding", name, "a.md"]).exits(0);
        assert!(project.bytes("a.md") == after, "{name}: a second run changes nothing");
        project.run(&["restore", "--removed", "gone.jsonl"]).exits(0);
        assert!(project.bytes("a.md") == before, "{name}: restored");
    }
}

#[test]
fn bytes_are_what_the_encoding_says() {
    assert_eq!(encoded("windows-1252", "é€"), b"\xE9\x80");
    assert_eq!(encoded("Shift_JIS", "渡ソ"), b"\x93\x6E\x83\x5C");
    assert_eq!(encoded("gb18030", "船𠀋"), b"\xB4\xAC\x95\x32\x83\x37");
}

fn utf_16(text: &str, big: bool) -> Vec<u8> {
    let units = "\u{FEFF}".encode_utf16().chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn clause_01_utf_16_is_known_by_its_mark_and_stays_utf_16() {
    for big in [false, true] {
        let project = Project::new();
        let sentence = "小渡轮 🦀 周一在暴风雨后首次出航，船上有四十名乘客。";
        project.write("a.md", utf_16(&dos(ARTICLE, sentence), big));
        project.check(&["a.md"]).exits(1).says(LINT);
        let diff = project.check(&["--diff", "a.md"]).exits(1).says("-Skip to content");
        assert!(diff.stdout.contains("The ferry is back"), "{diff:#?}");
        for _ in 0..2 {
            project.check(&["--fix", "--removed", "gone.jsonl", "a.md"]).exits(0);
            assert!(project.bytes("a.md") == utf_16(&dos(CLEAN, sentence), big), "big: {big}");
        }
        project.run(&["restore", "--removed", "gone.jsonl", "--diff"]).exits(1).says("+Skip to content");
        project.run(&["restore", "--removed", "gone.jsonl"]).exits(0);
        assert!(project.bytes("a.md") == utf_16(&dos(ARTICLE, sentence), big), "big: {big}");
    }
}

#[test]
fn clause_01_broken_utf_16_is_an_error_and_not_touched() {
    let project = Project::new();
    let mut bytes = utf_16(ARTICLE, false);
    bytes.push(b'x');
    project.write("odd.md", &bytes);
    bytes.splice(2..4, [0x00, 0xD8]);
    bytes.pop();
    project.write("lone.md", &bytes);
    let run = project.check(&["--fix", "."]).exits(2).complains("lone.md: byte 0x00 at offset 2 is not valid UTF-16LE");
    run.complains(&format!("odd.md: byte 0x78 at offset {}", bytes.len()));
    assert!(project.bytes("lone.md") == bytes);
}

#[test]
fn clause_01_what_cannot_be_written_back_as_it_was_is_not_touched() {
    let project = Project::new();
    let article = encoded("Shift_JIS", ARTICLE);
    // The one is no Shift_JIS at all, the other a second spelling of a sign that is written as 81 CA.
    project.write("broken.md", [&article[..], b"\x83\xFF\n"].concat());
    project.write("double.md", [&article[..], b"\xEE\xF9\n"].concat());
    let before = project.snapshot();
    let run = project.check(&["--fix", "--encoding", "shift_jis"]).exits(2);
    run.complains(&format!("broken.md: byte 0x83 at offset {} is not valid Shift_JIS", article.len()))
        .complains(&format!("double.md: the bytes at offset {} would change", article.len()));
    assert!(project.snapshot() == before);
}

#[test]
fn clause_01_a_replacement_that_the_encoding_does_not_have_is_not_made() {
    let project = Project::new();
    let text = format!("{ARTICLE}\nThe caf\u{e9} by the pier sells tea &amp; cakes with a small &hearts; of sugar on each of them.\n");
    project.write("a.txt", encoded("windows-1252", &text));
    project.write("b.txt", encoded("windows-1252", &text.replace("&hearts;", "&eacute;")));
    let flags = ["--unsafe-fixes", "--encoding", "windows-1252"];
    project.check(&[&["--diff"], &flags[..]].concat()).exits(1).says("-Skip to content").says("tea & cakes with a small &hearts; of sugar");
    let run = project.check(&[&["--fix"], &flags[..]].concat()).exits(1);
    run.says("a.txt:7:").says("not fixed: `♥` (U+2665) cannot be written in windows-1252").lacks("b.txt");
    let fixed = text.replace("&amp;", "&").replace(ARTICLE, CLEAN);
    assert!(project.bytes("a.txt") == encoded("windows-1252", &fixed), "all but that one was repaired");
    assert!(!project.bytes("b.txt").contains(&b';'), "the other file has all it needs");
    project.check(&[&["--fix"], &flags[..]].concat()).exits(1);
    assert!(project.bytes("a.txt") == encoded("windows-1252", &fixed), "a second run changes nothing");
}

#[test]
fn offsets_in_json_are_those_of_the_file() {
    let project = Project::new();
    let sentence = "„Müßig“, sagt der Fährmann, und läßt das Tau über die Böschung gleiten, ehe es dämmert.";
    let text = format!("Startseite für Müßige\r\n\r\n{}", dos(ARTICLE, sentence));
    let start = text[..text.find("Skip to").expect("it is there")].chars().count();
    project.write("a.md", encoded("windows-1252", &text));
    project.write("b.md", utf_16(&text, true));
    let run = project.check(&["--encoding", "windows-1252", "--select", LINT, "--output-format", "json"]).exits(1).json();
    let [a, b] = run["diagnostics"].as_array().expect("a list").as_slice() else { panic!("{run:#}") };
    let length = "Skip to content".len();
    assert_eq!(a["span"]["byte"], serde_json::json!({"start": start, "end": start + length}));
    assert_eq!(b["span"]["byte"], serde_json::json!({"start": 2 + 2 * start, "end": 2 + 2 * (start + length)}));
    assert_eq!((&a["encoding"], &b["encoding"]), (&"windows-1252".into(), &"UTF-16BE".into()));
    assert_eq!(a["span"]["start"], b["span"]["start"], "lines and columns are those of the text");
    // What an editor does with them.
    for (finding, file) in [(a, "a.md"), (b, "b.md")] {
        let mut bytes = project.bytes(file);
        let edit = &finding["fix"]["edits"][0]["byte"];
        let at = |key: &str| edit[key].as_u64().expect("an offset") as usize;
        bytes.drain(at("start")..at("end"));
        project.check(&["--fix", "--encoding", "windows-1252", "--select", LINT, file]).exits(0);
        assert!(project.bytes(file) == bytes, "{file}");
    }
}

#[test]
fn utf_8_stays_utf_8_whatever_the_flag_says() {
    let project = Project::new();
    project.write("a.md", format!("\u{FEFF}{ARTICLE}\nThe café is open.\n"));
    project.write("b.md", encoded("windows-1252", &format!("{ARTICLE}\nThe café is open.\n")));
    project.check(&["--fix", "--encoding", "latin1"]).exits(0);
    assert_eq!(project.read("a.md"), format!("\u{FEFF}{CLEAN}\nThe café is open.\n"));
    assert!(project.bytes("b.md") == encoded("windows-1252", &format!("{CLEAN}\nThe café is open.\n")));
    project.write("c.md", b"\xEF\xBB\xBFcaf\xE9\n");
    project.check(&["--fix", "--encoding", "latin1", "c.md"]).exits(2).complains("0xE9 at offset 6");
}

#[test]
fn utf_16_without_a_mark_needs_its_name() {
    let project = Project::new();
    let text = |article: &str| utf_16(article, false)[2..].to_vec();
    project.write("a.md", text(ARTICLE));
    project.check(&["a.md"]).exits(0).complains("NUL");
    project.check(&["--fix", "--encoding", "utf-16le", "a.md"]).exits(0);
    assert!(project.bytes("a.md") == text(CLEAN));
}

#[test]
fn a_pipe_keeps_the_encoding() {
    let project = Project::new();
    for (args, before, after) in [
        (&["--encoding", "gb18030"][..], encoded("gb18030", &dos(ARTICLE, "渡轮。")), encoded("gb18030", &dos(CLEAN, "渡轮。"))),
        (&[], utf_16(ARTICLE, true), utf_16(CLEAN, true)),
    ] {
        project.write("in", &before);
        let input = std::fs::File::open(project.path("in")).expect("it is there");
        let mut command = project.command(&[&["check", "--fix", "-"], args].concat());
        let output = command.stdin(input).stderr(Stdio::piped()).output().expect("it runs");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stdout == after);
    }
}

#[test]
fn clause_01_encodings_with_a_state_are_an_error_and_not_touched() {
    for (bytes, encoding) in [
        (&b"\x1B$B>.$5$JEO$7A%$O7nMKF|$+$i$U$?$?$SAv$C$F$$$k!#\x1B(B"[..], "ISO-2022-JP"),
        (b"\x1B$)C\x0E\x40\x5B\x40\x3A\x0F", "ISO-2022-KR"),
        (b"~{P!6ILVTWT4SSO;~}", "HZ-GB-2312"),
    ] {
        let project = Project::new();
        let text = [ARTICLE.as_bytes(), bytes, b"\n"].concat();
        project.write("a.md", &text);
        let offset = ARTICLE.len();
        let named = format!("the bytes at offset {offset} are {encoding}");
        project.check(&["--fix", "--unsafe-fixes", "a.md"]).exits(2).complains(&named).complains("convert the file to UTF-8 first");
        project.check(&["--fix", "--encoding", "shift_jis", "a.md"]).exits(2).complains(&named);
        assert!(project.bytes("a.md") == text, "{encoding}");
    }
    // Escapes of a terminal are no encoding.
    let project = Project::new();
    project.write("a.md", format!("{ARTICLE}\nThe \x1B[1mbold\x1B(B\x1B[m one.\n"));
    project.check(&["--fix", "a.md"]).exits(0);
}

#[test]
fn the_configuration_names_encodings_by_folder() {
    let project = Project::new();
    project.write("old/scrublint.toml", "encoding = 'windows-1252'\n");
    project.write("old/a.md", encoded("windows-1252", &dos(ARTICLE, "Müde.")));
    project.write("new/a.md", ARTICLE);
    project.check(&["--fix", "."]).exits(0);
    assert!(project.bytes("old/a.md") == encoded("windows-1252", &dos(CLEAN, "Müde.")));
    project.run(&["config", "old"]).exits(0).says("encoding = \"windows-1252\"").says("old/scrublint.toml:1");
    project.run(&["config"]).exits(0).says("# encoding: none but UTF-8");
}

#[test]
fn names_that_no_text_can_be_written_back_in_are_refused() {
    let project = Project::with_article();
    project.check(&["--encoding", "klingon", "a.md"]).exits(2).complains("--encoding").complains("`klingon`");
    project.check(&["--encoding", "iso-2022-jp", "a.md"]).exits(2).complains("ISO-2022-JP cannot be written back");
    project.check(&["--encoding", "iso-2022-kr", "a.md"]).exits(2).complains("cannot be written back");
    project.write("scrublint.toml", "encoding = 'klingon'\n");
    project.check(&["a.md"]).exits(2).complains("scrublint.toml:1");
}
