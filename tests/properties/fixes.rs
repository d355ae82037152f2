//! Fixes: that they settle, that they do what they say, and the way back.

use proptest::prelude::*;
use scrublint::diagnostic::Edit;
use scrublint::document::{BlockKind, FrontMatter};
use scrublint::fix::{AuditRecord, Edits, restore};
use scrublint::{Span, Text};

use crate::texts::{texts, unicode};
use crate::{CERTAINTIES, LINTER, config, formats, parse};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn clause_10_a_fix_settles_and_a_second_one_changes_nothing(text in texts(), format in formats()) {
        let document = parse(text.as_str(), format);
        for applicability in CERTAINTIES {
            let once = LINTER.fix(&document, applicability).expect("it settles");
            let twice = LINTER.fix(&document.with_text(once.text().to_owned()), applicability).expect("it settles");
            prop_assert_eq!(twice.text(), once.text());
        }
    }

    #[test]
    fn what_a_fix_says_it_removed_is_all_that_it_did(text in texts(), format in formats()) {
        let document = parse(text.as_str(), format);
        for applicability in CERTAINTIES {
            let fixed = LINTER.fix(&document, applicability).expect("it settles");
            let mut edits = Vec::new();
            for removed in &fixed.removed {
                let lint = LINTER.lints().find(&removed.lint).expect("a lint of the set");
                let mends = ["encoding", "suppression"].contains(&LINTER.lints().get(lint).category());
                prop_assert!(mends || removed.replacement.is_empty(), "nothing is put in: {removed:?}");
                prop_assert_eq!(&text[removed.span.range()], removed.text.as_str());
                edits.push(Edit { span: removed.span, new_text: removed.replacement.clone() });
            }
            prop_assert_eq!(Edits::new(&text, edits).expect("they fit").apply(), fixed.text());
            let original = fixed.original();
            prop_assert_eq!(original.as_str(), &text);
        }
    }

    #[test]
    fn safe_fixes_are_safe_and_none_touches_code_or_front_matter(text in texts(), format in formats()) {
        let document = parse(text.as_str(), format);
        let code = document.blocks().iter().filter(|block| block.kind == BlockKind::Code).map(|block| block.span());
        let kept: Vec<Span> = document.front_matter().map(FrontMatter::span).into_iter().chain(code).collect();
        for applicability in CERTAINTIES {
            let fixed = LINTER.fix(&document, applicability).expect("it settles");
            for removed in fixed.removed {
                prop_assert!(removed.applicability >= applicability, "{removed:?}");
                // A later pass sees another text: what stands at its very start now may be front matter.
                prop_assert!(removed.pass > 1 || !kept.iter().any(|kept| kept.overlaps(removed.span)), "{removed:?}");
            }
        }
    }

    #[test]
    fn clause_10_the_records_of_a_fix_give_the_bytes_back(text in prop_oneof![texts(), unicode()], format in formats()) {
        for bytes in [
            text.clone().into_bytes(),
            format!("\u{feff}{text}").into_bytes(),
            [vec![0xFE, 0xFF], text.encode_utf16().flat_map(u16::to_be_bytes).collect()].concat(),
        ] {
            let document = parse(Text::decode(bytes.clone()).expect("text"), format);
            for applicability in CERTAINTIES {
                let fixed = LINTER.fix(&document, applicability).expect("it settles");
                let after = document.source().encode(fixed.text()).expect("Unicode has all characters");
                let records = AuditRecord::of_file("a.md", document.source().origin(), &bytes, &after, &fixed.removed);
                let restored = restore(&after, &Vec::from_iter(records));
                prop_assert_eq!((restored.bytes, restored.objection), (bytes.clone(), None));
            }
        }
    }
}
