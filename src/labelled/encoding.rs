//! From the bytes of a file to its text, whatever wrote it.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes the encoding is recognised by.
const LOOKED_AT: usize = 1 << 20;
/// Of so many units of UTF-16, one at least has a zero byte, as line ends and commas have.
const UNITS_TO_A_ZERO: usize = 50;
/// The same where the bytes are UTF-8 as well, which zero bytes are.
const UNITS_TO_A_ZERO_IN_ASCII: usize = 4;
/// A text with fewer bad bytes than that for each character beyond ASCII is UTF-8 that was damaged.
const GOOD_TO_A_BAD: usize = 4;

/// A text, and which encoding was assumed, where it is not UTF-8.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark; what could not be read is U+FFFD.
    pub text: String,
    /// The encoding's usual name.
    pub assumed: Option<&'static str>,
}

/// Reads bytes as the encoding that they look like.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    let encoding = encoding_of(&bytes);
    if encoding == UTF_8 {
        let text =
            String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        // Editors on Windows open a file with a byte order mark.
        let text = text.strip_prefix('\u{FEFF}').map(str::to_string).unwrap_or(text);
        return Decoded { text: with_line_feeds(text), assumed: None };
    }
    let (text, _) = encoding.decode_with_bom_removal(&bytes);
    Decoded { text: with_line_feeds(text.into_owned()), assumed: Some(encoding.name()) }
}

fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    if let Some(encoding) = utf16(&bytes[..bytes.len().min(LOOKED_AT)], is_utf8) {
        return encoding;
    }
    if is_utf8 || is_damaged_utf8(bytes) {
        return UTF_8;
    }
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let from = first.saturating_sub(LOOKED_AT / 2);
    let end = bytes.len().min(from + LOOKED_AT);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[from..end], end == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-16 without a byte order mark: what parts words and lines has a zero byte, before it or behind it. Letters don't
/// tell the two apart, as Chinese characters have zero bytes on either side.
fn utf16(bytes: &[u8], is_utf8: bool) -> Option<&'static Encoding> {
    let units = bytes.len() / 2;
    let is_sign = |byte: u8| matches!(byte, b'\n' | b'\r' | b'\t' | b' ' | b',' | b';' | b'"' | b'{' | b'<');
    let pairs = || bytes.chunks_exact(2).map(|pair| (pair[0], pair[1]));
    let little = pairs().filter(|(low, high)| *high == 0 && is_sign(*low)).count();
    let big = pairs().filter(|(high, low)| *high == 0 && is_sign(*low)).count();
    // A zero byte in a text of ASCII letters is one that got into it, unless there are many.
    let zeros = pairs().filter(|(one, other)| *one == 0 || *other == 0).count();
    let least = units.div_ceil(if is_utf8 { UNITS_TO_A_ZERO_IN_ASCII } else { UNITS_TO_A_ZERO }).max(1);
    match (little, big) {
        _ if zeros < least => None,
        (1.., 0) => Some(UTF_16LE),
        (0, 1..) => Some(UTF_16BE),
        _ => None,
    }
}

fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * GOOD_TO_A_BAD
}

/// The text with a line feed where a carriage return alone ends a line, as programs on old Macs write it.
fn with_line_feeds(text: String) -> String {
    let bytes = text.as_bytes();
    let stands_alone = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    if !(0..bytes.len()).any(stands_alone) {
        return text;
    }
    let mut characters = text.chars().peekable();
    let mut lines = String::with_capacity(text.len());
    while let Some(character) = characters.next() {
        let ends = character == '\r' && characters.peek() != Some(&'\n');
        lines.push(if ends { '\n' } else { character });
    }
    lines
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, GB18030, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};

    use super::{Decoded, decode};

    #[track_caller]
    fn check(bytes: &[u8], text: &str, assumed: Option<&'static str>) {
        assert_eq!(decode(bytes.to_vec()), Decoded { text: text.to_string(), assumed });
    }

    fn utf16(text: &str, bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn the_encoding_is_recognised() {
        const CHINESE: &str = "问题,答案\n图书馆几点开门？,图书馆每天早上九点开门，晚上八点关门。\n";
        const TAIWAN: &str = "問題,答案\n圖書館幾點開門？,圖書館每天早上九點開門，晚上八點關門。\n";
        const JAPANESE: &str = "質問,回答\n図書館はいつ開きますか？,毎日午前九時に開きます。\n";
        const RUSSIAN: &str = "вопрос,ответ\nКогда открыта библиотека?,Каждый день с девяти утра.\n";
        const GERMAN: &str = "Frage;Antwort\nWann öffnet die Bücherei?;Täglich außer Montag für alle geöffnet.\n";
        check(CHINESE.as_bytes(), CHINESE, None);
        check(format!("\u{FEFF}{CHINESE}").as_bytes(), CHINESE, None);
        check(b"", "", None);
        check(&GB18030.encode(CHINESE).0, CHINESE, Some("GBK"));
        check(&BIG5.encode(TAIWAN).0, TAIWAN, Some("Big5"));
        check(&SHIFT_JIS.encode(JAPANESE).0, JAPANESE, Some("Shift_JIS"));
        check(&WINDOWS_1251.encode(RUSSIAN).0, RUSSIAN, Some("windows-1251"));
        check(&WINDOWS_1252.encode(GERMAN).0, GERMAN, Some("windows-1252"));
        for text in [CHINESE, GERMAN, "text,intent\nhello,a\n"] {
            check(&utf16(text, u16::to_le_bytes), text, Some("UTF-16LE"));
            check(&utf16(text, u16::to_be_bytes), text, Some("UTF-16BE"));
            check(&utf16(&format!("\u{FEFF}{text}"), u16::to_le_bytes), text, Some("UTF-16LE"));
        }
    }

    #[test]
    fn one_bad_byte_leaves_the_rest_as_it_is() {
        check("café, müßig, größer\u{0}".as_bytes(), "café, müßig, größer\u{0}", None);
        let mut damaged = "können, müssen, größer, früher".as_bytes().to_vec();
        damaged.push(0xFF);
        check(&damaged, "können, müssen, größer, früher\u{FFFD}", None);
    }

    #[test]
    fn carriage_returns_end_lines() {
        check(b"a,b\rc,d\r", "a,b\nc,d\n", None);
        check(b"a,b\r\nc,\"d\re\"\r\n", "a,b\r\nc,\"d\ne\"\r\n", None);
    }
}
