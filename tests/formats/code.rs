//! Fenced code: one block that nothing is found in.

use scrublint::document::BlockKind;
use scrublint::{Applicability, Format, Linter};

use crate::{BOTH, PROSE, blocks, kinds, lints, parse};

/// An article that ends with `end`.
fn article(end: &str) -> String {
    format!("# The ferry sails again\n\n{PROSE}\n\n{PROSE} It came back at six.\n\n{end}")
}

#[test]
fn fenced_code_is_one_block_in_which_nothing_is_found() {
    for (open, close) in [("```", "```"), ("~~~ text", "~~~~"), ("````md", "````")] {
        let text = article(&format!("{open}\nLeave a Reply\n\nSkip to content\n{close}\n"));
        for format in BOTH {
            let document = parse(format, &text);
            assert_eq!(kinds(&document)[3..], [BlockKind::Code], "{open}");
            assert_eq!(lints(&document), [""; 0], "{open}");
        }
    }
    assert_eq!(lints(&parse(Format::Markdown, &article("Leave a Reply\n"))), ["comment-form"], "without fences it is found");
}

#[test]
fn text_after_the_code_is_text_again() {
    for format in BOTH {
        let document = parse(format, &article("```\n# a comment\n```\nLeave a Reply\n"));
        assert_eq!(kinds(&document)[3..], [BlockKind::Code, BlockKind::Text]);
        assert_eq!(lints(&document), ["comment-form"]);
    }
}

#[test]
fn a_fence_is_closed_by_one_of_its_own_kind_and_length() {
    let document = parse(Format::Markdown, "````\n```\nnot closed\n~~~~\n````\nText\n");
    assert_eq!(kinds(&document), [BlockKind::Code, BlockKind::Text]);
}

#[test]
fn a_fence_that_is_never_closed_reaches_to_the_end_in_markdown_alone() {
    let text = article("```\nlet a = 1;\n\nLeave a Reply\n");
    assert_eq!(kinds(&parse(Format::Markdown, &text))[3..], [BlockKind::Code]);
    let plain = parse(Format::Plain, &text);
    assert_eq!(blocks(&plain)[3..], ["```", "let a = 1;", "Leave a Reply"]);
    assert_eq!(lints(&plain), ["comment-form"]);
}

#[test]
fn backticks_within_a_line_open_no_fence() {
    let document = parse(Format::Markdown, "```scrublint check``` is the command\n\nHome\n");
    assert_eq!(kinds(&document), [BlockKind::Text, BlockKind::Text]);
}

/// Whether the furniture in `end` is found.
fn is_found(format: Format, end: &str) -> bool {
    !lints(&parse(format, &article(end))).is_empty()
}

#[test]
fn clause_07_fences_in_quotations_and_list_items_hold_code() {
    for code in [
        "> ```\n> Leave a Reply\n>\n> Tom &amp;amp; Ana\n> ```\n",
        "> > ~~~ text\n> > Leave a Reply\n> > ~~~\n",
        "- ```\n  Leave a Reply\n  ```\n",
        "1. a boat\n2. ```html\n   Leave a Reply\n\n   Advertisement\n   ```\n",
        "- a boat\n- > ```\n  > Leave a Reply\n  > ```\n",
        "> - so:\n>   ```\n>   Leave a Reply\n>   ```\n",
    ] {
        for format in BOTH {
            assert!(!is_found(format, code), "{code}");
            assert!(is_found(format, &format!("{code}\nLeave a Reply\n")), "what stands below is text again: {code}");
        }
    }
}

#[test]
fn a_fence_that_its_container_closes_ends_there() {
    for open in ["> ```\n> Leave it\n\nLeave a Reply\n", "- ```\n  Leave it\n\nLeave a Reply\n"] {
        let markdown = parse(Format::Markdown, &article(open));
        assert_eq!(kinds(&markdown)[3..], [BlockKind::Code, BlockKind::Text], "{open}");
        assert_eq!(lints(&markdown), ["comment-form"], "{open}");
        let plain = parse(Format::Plain, &article(open));
        assert!(!kinds(&plain).contains(&BlockKind::Code), "nothing closes it: {open}");
    }
}

#[test]
fn clause_07_indentation_tells_whether_a_fence_opens_and_closes() {
    for code in [
        // A line of code that looks like the end of it.
        "```\na\n    ```\nLeave a Reply\n```\n",
        "> ~~~\n> a\n>     ~~~\n> Leave a Reply\n> ~~~\n",
        "- a boat\n\n  ```\n  a\n      ```\n  Leave a Reply\n  ```\n",
        // The second line of a paragraph.
        "A boat and\n    ```\n\n```\nLeave a Reply\n```\n",
        "1. a boat and\n       ```\n\n   ```\n   Leave a Reply\n   ```\n",
        // Up to three columns mean nothing.
        "   ```\nLeave a Reply\n  ```\n",
        "```\nLeave a Reply\n   ```\n",
        "- a boat\n\n  ```\n  Leave a Reply\n    ```\n",
        "-\t```\n\tLeave a Reply\n\t```\n",
    ] {
        assert!(!is_found(Format::Markdown, code), "{code}");
        assert!(is_found(Format::Markdown, &format!("{code}\nLeave a Reply\n")), "what stands below is text again: {code}");
    }
    // In plain text indentation may mean nothing: whatever may be code is.
    for code in ["```\na\n    ```\nLeave a Reply\n```\n", "```\nLeave a Reply\n    ```\n"] {
        assert!(!is_found(Format::Plain, code), "{code}");
    }
    assert!(is_found(Format::Markdown, "A boat and\n    ```\n\nLeave a Reply\n"), "it opened nothing");
}

#[test]
fn clause_07_a_fence_left_open_in_an_item_ends_with_the_item() {
    for code in [
        "- ```\n  a\n\nMore of it.\n\n```\nLeave a Reply\n```\n",
        "- a boat\n\n  ```\n  a\n\nMore of it.\n\n```\nLeave a Reply\n```\n",
        "- a boat\n  ```\n  a\n- ```\n  Leave a Reply\n  ```\n",
        "> - a boat\n>   ```\n>   a\n>\n> ```\n> Leave a Reply\n> ```\n",
        "> ```\n> a\n\n```\nLeave a Reply\n```\n",
        // An item without words ends with a blank line.
        "-\n\n  ```\nLeave a Reply\n  ```\n",
    ] {
        for format in BOTH {
            assert!(!is_found(format, code), "{code}");
        }
        assert!(is_found(Format::Markdown, &format!("{code}\nLeave a Reply\n")), "what stands below is text again: {code}");
    }
    assert!(is_found(Format::Markdown, "- a boat\n\n  ```\n  a\n\nLeave a Reply\n\n```\nb\n```\n"), "what stands between is text");
}

#[test]
fn clause_07_what_some_readers_take_for_code_is_code() {
    for code in [
        // A fence in a comment or in HTML is none for some readers, and all that follows is the other way round.
        "<div> <!-- a\n```\n--> </div>\n\n```\nLeave a Reply\n```\n",
        "- <!--\n  ```\n  -->\n\n```\nLeave a Reply\n```\n",
        "A boat <!-- a\n```\n--> and more.\n\n```\nLeave a Reply\n```\n",
        "A boat <!-- a\n```\n\nLeave a Reply\n\n```\n--> and more.\n",
        "<div>\n```\nLeave a Reply\n```\n</div>\n",
        "<custom-element a='b'>\n```\n</custom-element>\n\n```\nLeave a Reply\n```\n",
        "<details>\n```\na\n\nLeave a Reply\n```\n</details>\n\n```\nLeave a Reply\n```\n",
        // Footnotes, and bullets of print.
        "[^1]: a boat\n\n    ```\n    Leave a Reply\n    ```\n",
        "\u{2022} ```\n  Leave a Reply\n  ```\n",
        "\u{a0}```\nLeave a Reply\n\u{a0}```\n",
    ] {
        assert!(!is_found(Format::Markdown, code), "{code}");
    }
    for text in [
        "A boat <!-- a -->\n\n```\na\n```\n\nLeave a Reply\n",
        "<div>\n\n```\na\n```\n\n</div>\n\nLeave a Reply\n",
        "<!-- a\n```\n-->\n\nLeave a Reply\n",
    ] {
        assert!(is_found(Format::Markdown, text), "{text}");
    }
    let document = parse(Format::Markdown, &article("```\n<!-- a\n```\n\nA boat\n\n```\n-->\n```\n"));
    assert_eq!(kinds(&document)[3..], [BlockKind::Code, BlockKind::Text, BlockKind::Code], "a comment in code is none");
}

#[test]
fn clause_07_what_elements_keep_as_it_is_is_code() {
    for code in [
        "<pre>\nLeave a Reply\n\nAdvertisement\n</pre>\n",
        "<pre><code class=\"a\">Leave a Reply\n</code></pre>\n",
        "<code>\nLeave a Reply\n</code>\n",
        "<SCRIPT>\nLeave a Reply\n</SCRIPT>\n",
        "> <pre>Leave a &amp;amp; Reply</pre>\n",
        "It reads: <pre>\nLeave a Reply\n</pre>\n",
        "<style>\nLeave a Reply\n</style>\n",
        "<textarea rows=\"2\">\nLeave a Reply\n</textarea>\n",
    ] {
        for format in BOTH {
            assert!(!is_found(format, code), "{code}");
            assert!(is_found(format, &format!("{code}\nLeave a Reply\n")), "{code}");
        }
    }
    for text in
        ["<preface>\n\nLeave a Reply\n\n</preface>\n", "<pre>\n\nLeave a Reply\n", "Write `<pre>` and then\n\nLeave a Reply\n\n`</pre>`\n"]
    {
        assert!(is_found(Format::Markdown, text), "{text}");
    }
}

#[test]
fn clause_07_indentation_is_code_in_markdown_alone() {
    for code in [
        "    Leave a Reply\n",
        "\tLeave a Reply\n\n\n\tAdvertisement\n",
        "## Example\n    Leave a Reply\n",
        ">     Leave a Reply\n",
        "1. Paste:\n\n        Leave a Reply\n",
        "- a\n  - b\n\n          Leave a Reply\n",
        "* * *\n\n    Leave a Reply\n",
    ] {
        assert!(!is_found(Format::Markdown, code), "{code}");
    }
    assert_eq!(kinds(&parse(Format::Markdown, &article("    a\n\n\n    b\n\nText\n")))[3..], [BlockKind::Code, BlockKind::Text]);
    let mut quoted = parse(Format::Markdown, &article(">     a\n>\n>     b\n>\n> Text\n"));
    assert_eq!(kinds(&quoted)[3..], [BlockKind::Code, BlockKind::Rule, BlockKind::Text]);
    // Paragraphs of list items and footnotes, lines of a paragraph that goes on, three columns.
    for text in ["1. a boat\n\n    and more of it\n", "[^1]: a boat\n\n    and more of it\n", "A boat\n    and more of it\n", "   A boat\n"]
    {
        quoted = parse(Format::Markdown, &article(text));
        assert!(!kinds(&quoted).contains(&BlockKind::Code), "{text}");
    }
    assert!(is_found(Format::Plain, "    Leave a Reply\n"));
    // A scraper that indents everything.
    let indented: String = article("Leave a Reply\n").lines().map(|line| format!("    {line}\n")).collect();
    assert!(!kinds(&parse(Format::Markdown, &indented)).contains(&BlockKind::Code));
}

#[test]
fn clause_07_formulas_are_code() {
    for code in ["$$\nLeave a Reply\n$$\n", "$$ a &amp;amp; b $$\n", "$$ a\nLeave a Reply\nb $$\n"] {
        assert!(!is_found(Format::Markdown, code), "{code}");
    }
    // Prices of restaurants.
    let guide = parse(Format::Markdown, &article("$$\n\nThe Old Quay\n\n$$\n\n$$ – Italian\n"));
    assert!(!kinds(&guide).contains(&BlockKind::Code));
}

#[test]
fn clause_07_a_line_of_nothing_but_code_is_found_and_stays() {
    let fixed =
        |format, text: &str| Linter::default().fix(&parse(format, text), Applicability::Unsafe).expect("it settles").text().to_owned();
    for line in [
        "`Leave a Reply`",
        "> `Leave a Reply`",
        "- ``Leave a Reply``",
        "<code>Leave a Reply</code>",
        "> <code>Leave a Reply</code>",
        "**`Leave a Reply`**",
    ] {
        for format in BOTH {
            let text = article(&format!("{line}\n"));
            assert_eq!(fixed(format, &text), text);
            let offered = Linter::default().check(&parse(format, &text)).diagnostics;
            assert!(offered.iter().all(|one| one.fix.is_none()), "{line}: {offered:?}");
        }
    }
    for line in ["Leave a Reply", "Leave a `Reply`"] {
        let text = article(&format!("{line}\n"));
        assert_ne!(fixed(Format::Plain, &text), text, "{line}");
    }
}

#[test]
fn clause_07_a_code_span_goes_on_over_the_end_of_a_line() {
    for code in [
        "It is `a\nLeave a Reply\nb` there.\n",
        "`` a\nTom &amp;amp; Ana ` ``\n",
        "``\nTom caf&amp;eacute;\n``\n",
        "> `a\n> Tom caf&amp;eacute;`\n",
    ] {
        assert!(!is_found(Format::Markdown, code), "{code}");
    }
    for text in ["It is `a\n\nLeave a Reply\n\nb` there.\n", "It is `a` there,\nLeave a Reply\n`b` too.\n"] {
        assert!(is_found(Format::Markdown, text), "{text}");
    }
}

#[test]
fn a_comment_is_as_good_as_not_there_for_indented_code() {
    for above in ["## Getting there\n", "A sentence of the text.\n\n", "```\nx\n```\n"] {
        for comment in ["", "<!-- more -->\n", "<!-- more\nand more -->\n"] {
            let text = article(&format!("{above}{comment}\tLeave a Reply\n"));
            assert!(lints(&parse(Format::Markdown, &text)).is_empty(), "{above}{comment}");
        }
    }
    let text = article("A sentence of the text\n<!-- more -->\n\tthat goes on.\n");
    assert!(!kinds(&parse(Format::Markdown, &text)).contains(&BlockKind::Code), "what goes on with a paragraph is none");
}
