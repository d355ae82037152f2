//! Bytes to text and text to blocks: what is read is written back byte for byte, blocks are in order and cut no character.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scrublint::Text;
use scrublint::source::Encoding;
use scrublint_fuzz::documents;

const LEGACY: [&str; 8] = ["windows-1252", "shift_jis", "gb18030", "euc-kr", "big5", "koi8-r", "x-mac-cyrillic", "utf-16le"];

fuzz_target!(|input: (u8, &[u8])| {
    let (choice, bytes) = input;
    let legacy = LEGACY.get(usize::from(choice)).and_then(|name| Encoding::named(name).ok());
    let Ok(text) = Text::decode_with(bytes.to_vec(), legacy) else { return };
    assert_eq!(text.encode(text.as_str()).expect("it was read in this encoding"), bytes);
    for document in documents(&text) {
        let mut at = document.front_matter().map_or(0, |front| front.span().end);
        for block in document.blocks() {
            let lines = document.lines(block);
            assert!(lines.start >= at && lines.contains(block.span()));
            assert!(!document.slice(block.span()).trim().is_empty());
            at = lines.end;
        }
        let mut file = 0;
        for (offset, _) in document.text().char_indices() {
            assert!(text.origin().to_file(offset) >= file);
            file = text.origin().to_file(offset);
        }
        assert!(file <= bytes.len());
    }
});
