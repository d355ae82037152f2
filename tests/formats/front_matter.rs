//! Front matter: understood, no block, never touched.

use scrublint::{Applicability, Format, Linter};

use crate::{PROSE, blocks, parse};

const FRONTS: [&str; 4] = [
    "---\ntitle: The ferry sails again\nfooter: |\n\n  Leave a Reply\n\n---\n",
    "---\ntitle: 'The ferry sails again'\n...\n",
    "+++\ntitle = \"The ferry sails again\"\nfooter = '''\nLeave a Reply\n'''\n+++\n",
    "{\n  \"title\": \"The ferry sails again\",\n  \"footer\": \"Leave a Reply\"\n}\n",
];

#[test]
fn it_is_no_block_and_no_fix_touches_it() {
    for front in FRONTS {
        for text in [format!("{front}\n{PROSE}\n\n{PROSE} It came back at six.\n\nLeave a Reply\n"), front.to_owned()] {
            for text in [text.replace('\n', "\r\n"), text] {
                let document = parse(Format::Markdown, &text);
                let span = document.front_matter().expect("front matter").span();
                assert_eq!(document.slice(span).replace("\r\n", "\n"), front);
                assert!(document.blocks().iter().all(|block| block.span().start >= span.end), "{text}");
                let fixed = Linter::default().fix(&document, Applicability::Unsafe).expect("the fixes settle");
                assert_eq!(&fixed.text()[..span.end], document.slice(span));
            }
        }
    }
}

#[test]
fn it_gives_the_title() {
    for front in FRONTS {
        assert_eq!(parse(Format::Markdown, front).given_title(), Some("The ferry sails again"), "{front}");
    }
}

#[test]
fn it_stands_at_the_very_start_has_keys_and_is_closed() {
    for text in [
        "Home\n---\ntitle: The ferry sails again\n---\n",
        "---\nOnce there was a ferry.\n---\n",
        "---\ntitle: The ferry sails again\n\nOnce there was a ferry.\n",
        "{\n  \"title\": \"The ferry sails again\"\n",
    ] {
        let document = parse(Format::Markdown, text);
        assert_eq!((document.front_matter(), document.given_title()), (None, None), "{text}");
    }
}

#[test]
fn what_cannot_be_parsed_is_kept_from_harm_all_the_same() {
    for front in ["---\ntitle: [never closed\n---\n", "+++\ntitle = \n+++\n", "{\n  \"title\": ,\n}\n"] {
        let document = parse(Format::Markdown, &format!("{front}\n{PROSE}\n"));
        assert_eq!(blocks(&document), [PROSE], "{front}");
        assert_eq!(document.given_title(), None);
    }
}
