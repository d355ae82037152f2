use super::*;

#[test]
fn yaml_toml_and_json_say_the_same() {
    let yaml = "---\ntitle: \"Low tide\"\nlang: en\nscrublint:\n  disable: [byline]\n---\nText.\n";
    let toml = "+++\ntitle = \"Low tide\"\nlang = \"en\"\nscrublint = {disable = [\"byline\"]}\n+++\nText.\n";
    let json = "{\n\"title\": \"Low tide\", \"lang\": \"en\",\n\"scrublint\": {\"disable\": [\"byline\"]}\n}\nText.\n";
    for text in [yaml, toml, json] {
        let front = FrontMatter::find(text).expect("front matter");
        assert_eq!((front.title(), front.lang()), (Some("Low tide"), Some("en")), "{text}");
        assert_eq!(front.disabled(), ["byline"], "{text}");
        assert_eq!(&text[front.span().end..], "Text.\n");
    }
}

#[test]
fn the_names_that_are_disabled_are_found_where_they_stand() {
    for (text, line) in [
        ("---\ntitle: How scrublint disables a byline\nscrublint:\n  disable: [byline]\n---\nText.\n", 4),
        ("---\ntags: [byline, scrublint]\nscrublint: {reason: no byline, disable: byline}\n---\nText.\n", 3),
        ("---\nscrublint:\n  disable:\n    - byline-block\n    - byline\n---\nText.\n", 4),
        ("---\nnote: no scrublint\nscrublint: {disable: [byline], reason: \"to disable a byline\"}\n---\nText.\n", 3),
        ("+++\ntitle = \"scrublint: byline\"\n[scrublint]\nreason = \"no byline\"\ndisable = [\"byline\"]\n+++\nText.\n", 5),
        ("+++\nscrublint.reason = \"byline\"\nscrublint.disable = [\"byline\"]\n+++\nText.\n", 3),
        ("{\n\"title\": \"scrublint\", \"x\": \"byline\",\n\"scrublint\": {\"disable\": [\"byline\"]}\n}\nText.\n", 3),
    ] {
        let front = FrontMatter::find(text).expect("front matter");
        let at = front.disabled_at(text);
        let name = &text[at.range()];
        assert!(name == front.disabled()[0], "{text}: {name}");
        assert_eq!(text[..at.start].lines().count(), line, "{text}");
    }
}

#[test]
fn plain_yaml_says_what_the_parser_says() {
    let mut plain = 0;
    for title in [
        "Low tide at noon",
        "\"Low tide: a story\"",
        "\"\"",
        "\"A \\\"quoted\\\" word\"",
        "\"one\" and \"two\"",
        "'It''s low'",
        "true",
        "null",
        "Null and void",
        "2031",
        "2031 in numbers",
        "Low tide: a story",
        "Low tide # and high",
        "Low tide #1",
        "Low tide:",
        "C#: a story",
        "[Low, tide]",
        "| Low",
        "&low tide",
        "- low",
        "Größe und Gewicht",
        "低潮时分的港口故事",
        "Low tide\rand high",
        "\u{A0}Low tide at noon\u{3000}",
    ] {
        for rest in [
            "date: 2031-01-17\nurl: https://example.org/0\n",
            "language: de-DE-1996\n",
            "  more: text\n",
            "tags:\n- a\n",
            "title: twice\n",
            "date: one day\ndate: another day\n",
        ] {
            let source = format!("title: {title}\n{rest}");
            if let Some(found) = FrontMatter::from_plain_yaml(&source) {
                plain += 1;
                assert_eq!(Some(found), FrontMatter::from_yaml(&source), "{source}");
            }
        }
    }
    assert!(plain >= 12, "{plain}");
}

#[test]
fn a_rule_at_the_top_opens_no_front_matter() {
    assert_eq!(FrontMatter::find("---\nOnce there was a ferry.\n---\n"), None);
    assert_eq!(FrontMatter::find("---\ntitle: never closed\n"), None);
}

#[test]
fn what_is_not_understood_under_its_key_is_told_from_what_says_nothing() {
    let mistake = |text: &str| FrontMatter::find(text).expect("front matter").mistaken(text);
    for (front, expected) in [
        ("title: Low tide\nscrublint: {dsable: [byline]}", Mistake::Key("dsable".to_owned())),
        ("scrublint: [byline]", Mistake::NoNames),
        ("scrublint: disable", Mistake::NoNames),
        ("scrublint: {disable: [byline, 3]}", Mistake::NoNames),
        ("scrublint: {disable: [byline", Mistake::Unread),
    ] {
        let text = format!("---\n{front}\n---\nText.\n");
        let mistaken = mistake(&text).expect("a mistake");
        assert_eq!((mistaken.mistake, &text[mistaken.span.range()]), (expected, "scrublint"), "{front}");
    }
    for front in ["scrublint:", "scrublint: {}", "scrublint: {disable: all, reason: hers}", "note: {scrublint: disable}", "title: [a"] {
        assert!(mistake(&format!("---\n{front}\n---\nText.\n")).is_none(), "{front}");
    }
}
