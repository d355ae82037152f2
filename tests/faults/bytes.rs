//! Bytes that are no text.

use scrublint::Text;
use scrublint::source::DecodeError;

fn error(bytes: &[u8]) -> DecodeError {
    Text::decode(bytes.to_vec()).expect_err("no text")
}

#[test]
fn the_first_byte_that_is_not_utf_8_is_named() {
    for (bytes, at, byte) in
        [(&b"caf\xE9 noir"[..], 3, 0xE9), (b"caf\xC3", 3, 0xC3), (b"\xC0\xAFa", 0, 0xC0), (b"a\xED\xA0\x80b", 1, 0xED), (b"\xFE", 0, 0xFE)]
    {
        assert_eq!(error(bytes), DecodeError::InvalidUtf8 { at, byte });
    }
    assert_eq!(error(b"caf\xE9").to_string(), "byte 0xE9 at offset 3 is not valid UTF-8");
}

#[test]
fn encodings_that_look_like_utf_8_are_no_text() {
    assert_eq!(error(b"Tea: \x1B$BCc\x1B(B"), DecodeError::Stateful { at: 5, encoding: "ISO-2022-JP" });
    let coloured = "the \x1B[1mbold\x1B[0m one";
    assert_eq!(Text::decode(coloured.as_bytes().to_vec()).expect("text").as_str(), coloured);
}

#[test]
fn offsets_are_those_of_the_file_with_its_byte_order_mark() {
    assert_eq!(error(b"\xEF\xBB\xBFcaf\xE9"), DecodeError::InvalidUtf8 { at: 6, byte: 0xE9 });
    assert_eq!(error(b"\xEF\xBB\xBFa\0"), DecodeError::Nul { at: 4 });
}

#[test]
fn utf_16_without_its_mark_is_taken_for_a_binary_file() {
    assert_eq!(error(b"H\0o\0m\0e\0"), DecodeError::Nul { at: 1 });
    assert_eq!(error(b"\0H\0o\0m\0e"), DecodeError::Nul { at: 0 });
}

#[test]
fn utf_8_of_every_length_and_a_mark_alone_are_text() {
    for text in ["", "a", "é", "渡", "🦀", "\u{7f}\u{80}\u{7ff}\u{ffff}\u{10ffff}"] {
        let decoded = Text::decode(text.as_bytes().to_vec()).expect("text");
        assert_eq!((decoded.as_str(), decoded.encode(text).expect("UTF-8")), (text, text.as_bytes().into()));
    }
    assert_eq!(Text::decode(b"\xEF\xBB\xBF".to_vec()).expect("text").as_str(), "");
}
