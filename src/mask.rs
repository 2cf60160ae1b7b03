//! What is kept out of everything that is printed and logged? Tokens of bots, wherever they may have been typed.

use std::borrow::Cow;
use std::io::{self, Write};

/// What stands for a token.
pub const MASK: &str = "<token>";
/// The fewest characters of the secret half behind the number of the bot, as in `123456789:AAF7-g0gYncWnm5`.
const FEWEST: usize = 10;
/// The fewest of the secret half alone, which begins with `AA`.
const FEWEST_ALONE: usize = 30;

/// A text in which what looks like a token is masked, also where its colon stands as in an address.
pub fn masked(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    // Up to where the text is looked at, and up to where it is in `out`.
    let (mut at, mut copied) = (0, 0);
    while let Some(start) = text[at..].find(is_secret).map(|found| at + found) {
        let end = run(text, start);
        match token(text, start, end) {
            Some(end) => {
                out.push_str(&text[copied..start]);
                out.push_str(MASK);
                (at, copied) = (end, end);
            }
            None => at = end,
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// Where a token ends that begins at `start`, if one does; a run of its characters goes from there to `end`.
fn token(text: &str, start: usize, end: usize) -> Option<usize> {
    let word = &text[start..end];
    let colon = [":", "%3A", "%3a"].into_iter().find(|colon| text[end..].starts_with(colon));
    // An address has the word `bot` before the number, and a flag has hyphens.
    let number = word.trim_start_matches('-').trim_start_matches("bot");
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(colon) = colon.filter(|_| is_number) {
        let secret = end + colon.len();
        let secret_end = run(text, secret);
        if secret_end - secret >= FEWEST {
            return Some(secret_end);
        }
    }
    (word.starts_with("AA") && word.len() >= FEWEST_ALONE).then_some(end)
}

/// Where a run of characters of tokens ends that begins at `start`.
fn run(text: &str, start: usize) -> usize {
    text[start..].find(|character| !is_secret(character)).map_or(text.len(), |length| start + length)
}

fn is_secret(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '-' || character == '_'
}

/// Writes on to `inner` line by line, with tokens masked: a token may come in pieces, and never beyond its line.
pub struct Masked<W: Write> {
    inner: W,
    line: Vec<u8>,
}

impl<W: Write> Masked<W> {
    /// What is written to it comes out of `inner`.
    pub fn new(inner: W) -> Self {
        Self { inner, line: Vec::new() }
    }

    fn pass_on(&mut self) -> io::Result<()> {
        let line = std::mem::take(&mut self.line);
        self.inner.write_all(masked(&String::from_utf8_lossy(&line)).as_bytes())
    }
}

impl<W: Write> Write for Masked<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|byte| matches!(byte, b'\n' | b'\r')) {
            self.line.extend_from_slice(part);
            if part.ends_with(b"\n") || part.ends_with(b"\r") {
                self.pass_on()?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass_on()?;
        self.inner.flush()
    }
}

impl<W: Write> Drop for Masked<W> {
    fn drop(&mut self) {
        // Nobody is left to tell.
        let _ = self.flush();
    }
}

#[cfg(test)]
mod tests {
    use super::{Masked, masked};
    use std::io::Write;

    #[test]
    fn what_looks_like_a_token_is_masked_and_nothing_else() {
        for (text, expected) in [
            ("", ""),
            ("123456789:AAF7-g0gYncWnm5IyfZlpPRq", "<token>"),
            ("unexpected argument '--123:AAF7-g0gYn' found", "unexpected argument '<token>' found"),
            ("argument '123:AAF7-g0gYn' found", "argument '<token>' found"),
            ("http://h/bot123:AAF7-g0gYncW/getMe", "http://h/<token>/getMe"),
            ("bot123%3AAAF7-g0gYncW 猫", "<token> 猫"),
            ("--token=AAF7-g0gYncWnm5IyfZlpPRqAAF7-g0gYncWnm5", "--token=<token>"),
            ("AAF7-g0gYncW", "AAF7-g0gYncW"),
            ("127.0.0.1:8443 and src/main.rs:12:3456", "127.0.0.1:8443 and src/main.rs:12:3456"),
            ("2026-12-01T02:55:34.123456Z", "2026-12-01T02:55:34.123456Z"),
            ("1:AAF7-g0gYncW,2:AAF7-g0gYncW", "<token>,<token>"),
            ("{\"number\":12345678901,\"next\":\"a\"}", "{\"number\":12345678901,\"next\":\"a\"}"),
        ] {
            assert_eq!(masked(text), expected, "{text}");
        }
    }

    #[test]
    fn a_token_in_pieces_is_masked_too() {
        let mut out = Vec::new();
        let mut writer = Masked::new(&mut out);
        for piece in ["a 123:AAF7", "-g0gYncW b\nc 12", "3:AAF7-g0", "gYncW"] {
            writer.write_all(piece.as_bytes()).unwrap();
        }
        drop(writer);
        assert_eq!(String::from_utf8(out).unwrap(), "a <token> b\nc <token>");
    }
}
