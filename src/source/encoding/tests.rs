use proptest::prelude::*;

use super::*;
use crate::source::Text;

const NAMES: [&str; 14] = [
    "utf-16le",
    "utf-16be",
    "windows-1252",
    "windows-1251",
    "windows-874",
    "iso-8859-7",
    "koi8-u",
    "macintosh",
    "ibm866",
    "gbk",
    "gb18030",
    "big5",
    "euc-jp",
    "shift_jis",
];

fn encodings() -> impl Strategy<Value = Encoding> {
    prop::sample::select(NAMES.map(|name| Encoding::named(name).expect("it is known")).to_vec())
}

/// Bytes that are likely to be text in some encoding.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => "[a-z\\r\\n ]{1,6}".prop_map(String::into_bytes),
        4 => prop::collection::vec(any::<u8>(), 1..4),
        2 => (0x81_u8..=0xFE, 0x40_u8..=0xFC).prop_map(|(a, b)| vec![a, b]),
        1 => (0x81_u8..=0x84, 0x30_u8..=0x39, 0x81_u8..=0xFE, 0x30_u8..=0x39).prop_map(|(a, b, c, d)| vec![a, b, c, d]),
        2 => ("[aé渡€🦀]{1,4}", encodings()).prop_map(|(text, encoding)| encoding.encode(&text).unwrap_or_default()),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn clause_09_what_is_decoded_is_written_back_byte_for_byte(bytes in bytes(), encoding in encodings()) {
        let Ok(text) = Text::decode_with(bytes.clone(), Some(encoding)) else { return Ok(()) };
        prop_assert_eq!(text.encode(text.as_str()).expect("it came from there"), bytes);
    }

    #[test]
    fn every_character_is_where_the_origin_says(bytes in bytes(), encoding in encodings()) {
        let Ok(text) = Text::decode_with(bytes.clone(), Some(encoding)) else { return Ok(()) };
        let place = |offset| text.origin().to_file(offset);
        for (at, c) in text.as_str().char_indices() {
            let written = text.origin().encoding().encode(c.encode_utf8(&mut [0; 4])).expect("it came from there");
            prop_assert_eq!(&bytes[place(at)..place(at + c.len_utf8())], written.as_slice());
        }
        prop_assert_eq!(place(text.as_str().len()), bytes.len());
    }

    #[test]
    fn errors_name_a_byte_of_the_file(bytes in bytes(), encoding in encodings()) {
        match encoding.decode(&bytes, 0) {
            Err(DecodeError::Malformed { at, byte, .. }) => prop_assert_eq!(bytes.get(at), Some(&byte)),
            Err(DecodeError::Lossy { at, .. } | DecodeError::Nul { at }) => prop_assert!(at < bytes.len()),
            Err(error) => prop_assert!(false, "{error}"),
            Ok(_) => {}
        }
    }
}

#[test]
fn names_are_those_of_the_web() {
    for (label, name) in [("latin1", "windows-1252"), (" SJIS ", "Shift_JIS"), ("GB2312", "GBK"), ("utf8", "UTF-8"), ("UTF-16", "UTF-16LE")]
    {
        assert_eq!(Encoding::named(label).map(Encoding::name), Ok(name));
    }
    assert_eq!(Encoding::named("utf-7"), Err(EncodingNameError::Unknown("utf-7".to_owned())));
    assert_eq!(Encoding::named("iso-2022-jp"), Err(EncodingNameError::Unsupported("ISO-2022-JP")));
    for name in NAMES {
        let encoding = Encoding::named(name).expect("it is known");
        assert_eq!(Encoding::named(encoding.name()), Ok(encoding), "a record can name it");
    }
}

#[test]
fn utf_32_is_no_text() {
    assert_eq!(Text::decode(b"\xFF\xFE\0\0a\0\0\0".to_vec()).expect_err("a NUL character"), DecodeError::Nul { at: 2 });
}
