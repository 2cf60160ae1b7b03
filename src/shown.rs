//! What may a terminal be shown? No character that nobody sees: it could move the cursor, turn the order of others
//! round, or mean something to the program that shows it.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Whether a character is hidden: a control character of ASCII or beyond, a mark of direction, or one of the
/// characters for formatting that Unicode itself advises against. Line ends and tabs are none.
pub fn is_hidden(character: char) -> bool {
    (character.is_control() && !matches!(character, '\n' | '\t'))
        || matches!(character, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}')
}

/// The first hidden character of a text, and where it stands; the end of a line may be one of Windows.
pub fn first_hidden(text: &str) -> Option<(usize, char)> {
    let ends_line = |at: usize| text[at..].starts_with("\r\n");
    text.char_indices().find(|(at, character)| is_hidden(*character) && !ends_line(*at))
}

/// A text with its hidden characters named: `⟨U+202E⟩`.
pub fn shown(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    text.chars().for_each(|character| Escaping::Text.push(&mut shown, character));
    Cow::Owned(shown)
}

/// How a hidden character is spoken of: `U+202E`.
pub fn named(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

/// How what is written comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Escaping {
    /// Hidden characters are named.
    Text,
    /// As text, but colours stay.
    Styled,
    /// Hidden characters are escaped: in JSON they stand in texts alone, and the text stays what it is.
    Json,
}

impl Escaping {
    fn push(self, out: &mut String, character: char) {
        let code = u32::from(character);
        // A text takes any text.
        let _ = match self {
            _ if !is_hidden(character) => {
                out.push(character);
                Ok(())
            }
            Self::Json => write!(out, "\\u{code:04x}"),
            Self::Text | Self::Styled => write!(out, "⟨{}⟩", named(character)),
        };
    }
}

/// Writes on to `inner` what may be shown: all that the program prints goes through one of these.
pub struct Shown<W> {
    inner: W,
    form: Escaping,
    /// The beginning of a character or of a colour, whose rest has not come yet.
    begun: Vec<u8>,
}

impl<W: Write> Shown<W> {
    /// What is written to it comes out of `inner` in this form.
    pub fn new(inner: W, form: Escaping) -> Self {
        Self { inner, form, begun: Vec::new() }
    }
}

impl<W: Write> Write for Shown<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let all = [self.begun.as_slice(), bytes].concat();
        let mut out = String::with_capacity(all.len());
        let begun = write_shown(&all, self.form, &mut out);
        self.begun = all[all.len() - begun..].to_vec();
        self.inner.write_all(out.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Adds to `out` what `bytes` look like, and tells how many at their end are not whole yet.
fn write_shown(bytes: &[u8], form: Escaping, out: &mut String) -> usize {
    let mut rest = bytes;
    while !rest.is_empty() {
        match colour(rest).filter(|_| form == Escaping::Styled) {
            Some(Colour::Whole(length)) => {
                out.push_str(&String::from_utf8_lossy(&rest[..length]));
                rest = &rest[length..];
                continue;
            }
            Some(Colour::Begun) => return rest.len(),
            None => {}
        }
        match first_char(rest) {
            Ok(character) => {
                form.push(out, character);
                rest = &rest[character.len_utf8()..];
            }
            Err(None) => return rest.len(),
            Err(Some(broken)) => {
                out.push(char::REPLACEMENT_CHARACTER);
                rest = &rest[broken..];
            }
        }
    }
    0
}

enum Colour {
    /// Of so many bytes.
    Whole(usize),
    Begun,
}

/// The colour or style that bytes begin with: `ESC [ 1 ; 36 m`. Other sequences are none of ours.
fn colour(bytes: &[u8]) -> Option<Colour> {
    const LONGEST: usize = 24;
    let rest = bytes.strip_prefix(b"\x1b")?;
    let Some(rest) = rest.strip_prefix(b"[") else { return rest.is_empty().then_some(Colour::Begun) };
    let length = rest.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b';').count();
    match rest.get(length) {
        _ if length > LONGEST => None,
        Some(b'm') => Some(Colour::Whole(length + 3)),
        Some(_) => None,
        None => Some(Colour::Begun),
    }
}

/// The character that bytes begin with; else how many of them are none, or nothing where more must come.
fn first_char(bytes: &[u8]) -> Result<char, Option<usize>> {
    const LONGEST: usize = 4;
    let some = &bytes[..bytes.len().min(LONGEST)];
    let valid = match std::str::from_utf8(some) {
        Ok(text) => text,
        Err(error) if error.valid_up_to() > 0 => std::str::from_utf8(&some[..error.valid_up_to()]).unwrap_or_default(),
        Err(error) => return Err(error.error_len()),
    };
    valid.chars().next().ok_or(None)
}

#[cfg(test)]
mod tests {
    use super::{Escaping, Shown, first_hidden, shown};
    use std::io::Write;

    /// Texts with what is shown of them, with colours, and in JSON.
    const TEXTS: [(&str, &str, &str, &str); 9] = [
        ("plain, 中文 🙂\n\ttwo", "plain, 中文 🙂\n\ttwo", "plain, 中文 🙂\n\ttwo", "plain, 中文 🙂\n\ttwo"),
        ("a\u{0}b\u{7F}", "a⟨U+0000⟩b⟨U+007F⟩", "a⟨U+0000⟩b⟨U+007F⟩", "a\\u0000b\\u007f"),
        ("\x1b[1;36mred\x1b[0m", "⟨U+001B⟩[1;36mred⟨U+001B⟩[0m", "\x1b[1;36mred\x1b[0m", "\\u001b[1;36mred\\u001b[0m"),
        (
            "\x1b[2J\x1b]0;x\x07",
            "⟨U+001B⟩[2J⟨U+001B⟩]0;x⟨U+0007⟩",
            "⟨U+001B⟩[2J⟨U+001B⟩]0;x⟨U+0007⟩",
            "\\u001b[2J\\u001b]0;x\\u0007",
        ),
        ("\u{9B}31m\u{85}", "⟨U+009B⟩31m⟨U+0085⟩", "⟨U+009B⟩31m⟨U+0085⟩", "\\u009b31m\\u0085"),
        ("\u{202E}x\u{2066}", "⟨U+202E⟩x⟨U+2066⟩", "⟨U+202E⟩x⟨U+2066⟩", "\\u202ex\\u2066"),
        ("\u{61C}\u{200E}\u{200F}", "⟨U+061C⟩⟨U+200E⟩⟨U+200F⟩", "⟨U+061C⟩⟨U+200E⟩⟨U+200F⟩", "\\u061c\\u200e\\u200f"),
        ("\u{206A}\u{206F}", "⟨U+206A⟩⟨U+206F⟩", "⟨U+206A⟩⟨U+206F⟩", "\\u206a\\u206f"),
        ("over\rwritten", "over⟨U+000D⟩written", "over⟨U+000D⟩written", "over\\u000dwritten"),
    ];

    fn written(text: &[u8], form: Escaping, at_once: usize) -> String {
        let mut out = Vec::new();
        let mut writer = Shown::new(&mut out, form);
        text.chunks(at_once).for_each(|bytes| writer.write_all(bytes).unwrap());
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn nothing_hidden_is_shown_in_whatever_pieces_it_comes() {
        for (text, plain, styled, json) in TEXTS {
            assert_eq!(shown(text), plain, "{text:?}");
            for at_once in [1, 2, 3, 1000] {
                assert_eq!(written(text.as_bytes(), Escaping::Text, at_once), plain, "{text:?}");
                assert_eq!(written(text.as_bytes(), Escaping::Styled, at_once), styled, "{text:?}");
                assert_eq!(written(text.as_bytes(), Escaping::Json, at_once), json, "{text:?}");
            }
        }
        assert_eq!(written(b"a\xFFb\xE4\xB8c", Escaping::Text, 1), "a\u{FFFD}b\u{FFFD}c");
    }

    #[test]
    fn the_first_hidden_character_is_found() {
        for (text, expected) in
            [("plain\r\n\tline 👨‍👩‍👧 é", None), ("a\rb", Some((1, '\r'))), ("电\u{202E}", Some((3, '\u{202E}')))]
        {
            assert_eq!(first_hidden(text), expected, "{text:?}");
        }
    }
}
