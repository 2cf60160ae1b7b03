//! `citebot ask --json --batch`: one JSON object a line in, one out, for programs.

use std::borrow::Cow;
use std::io::{self, BufRead, Write};
use std::num::NonZeroUsize;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::Status;
use super::ask::{Asker, Detail};
use super::chats::Chats;
use crate::conversation::{Memory, turn};
use crate::lines::Lines;
use crate::reply::{in_language, json, reply, why};

/// Most bytes of a line: a question of 100,000 characters fits in any spelling that JSON has.
const LONGEST_LINE: usize = 4 * 1024 * 1024;
/// Most chats that are remembered at once.
const MOST_CHATS: NonZeroUsize = NonZeroUsize::new(10_000).expect("not zero");
/// Most bytes of a chat's name, since names are kept.
const LONGEST_CHAT: usize = 256;

/// A line as it comes.
#[derive(Deserialize)]
struct RawQuestion<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
    #[serde(borrow)]
    q: Cow<'a, str>,
    #[serde(borrow, default)]
    chat: Option<&'a RawValue>,
}

/// Answers each line of `input` by one line, in the same order, written at once. Always good: whoever
/// reads the lines sees which question has an answer.
///
/// # Errors
/// When `input` can't be read or `out` takes no more. A line that is no question is answered by an
/// error of its own.
pub fn answer(asker: &Asker<'_>, input: impl BufRead, out: &mut dyn Write) -> io::Result<Status> {
    let mut chats = Chats::new(MOST_CHATS);
    for line in Lines::new(input, LONGEST_LINE) {
        let line = line?;
        let answered = if line.cut {
            Err(format!("the line is longer than {LONGEST_LINE} bytes"))
        } else {
            answer_line(asker, &mut chats, &line.text)
        };
        writeln!(out, "{}", answered.unwrap_or_else(|message| json::error_line(&message)))?;
        out.flush()?;
    }
    Ok(Status::Good)
}

fn answer_line(asker: &Asker<'_>, chats: &mut Chats, line: &str) -> Result<String, String> {
    let mended = mend_surrogates(line);
    let RawQuestion { id, q, chat } =
        serde_json::from_str(&mended).map_err(|error| format!("not an object with `id` and `q`: {error}"))?;
    if !is_text_or_number(id) {
        return Err("`id` is neither a text nor a number".to_string());
    }
    let mut fresh = Memory::default();
    let memory = match chat {
        None => &mut fresh,
        Some(chat) if !is_text_or_number(chat) => {
            return Err("`chat` is neither a text nor a number".to_string());
        }
        Some(chat) if chat.get().len() > LONGEST_CHAT => {
            return Err(format!("`chat` is longer than {LONGEST_CHAT} bytes"));
        }
        Some(chat) => chats.memory(chat.get()),
    };
    let turn = in_language(turn(asker.prepared, memory, &q), asker.language);
    let base = asker.prepared.base();
    let reply = reply(base, &turn);
    Ok(match asker.detail {
        Detail::Plain => json::line(base, &turn, &reply, Some(id)),
        Detail::Why => json::explained_line(base, &turn, &reply, Some(id), &why::lines(asker.prepared, &turn)),
    })
}

fn is_text_or_number(value: &RawValue) -> bool {
    value.get().starts_with(|first: char| first == '"' || first == '-' || first.is_ascii_digit())
}

/// Half a surrogate pair is no character, yet some programs write one: it becomes U+FFFD.
fn mend_surrogates(line: &str) -> Cow<'_, str> {
    const HALF: std::ops::RangeInclusive<u32> = 0xD800..=0xDFFF;
    const SECOND: std::ops::RangeInclusive<u32> = 0xDC00..=0xDFFF;
    let escape = |at: usize| {
        let digits = line.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    let mut mended = String::new();
    let (mut start, mut at) = (0, 0);
    while let Some(found) = line[at..].find('\\') {
        at += found;
        match escape(at) {
            Some(code) if HALF.contains(&code) => {
                let whole = !SECOND.contains(&code) && escape(at + 6).is_some_and(|next| SECOND.contains(&next));
                if whole {
                    at += 12;
                } else {
                    mended.push_str(&line[start..at]);
                    mended.push_str("\\ufffd");
                    at += 6;
                    start = at;
                }
            }
            Some(_) => at += 6,
            // The escaped character may be a backslash itself, and of any width.
            None => at += 1 + line[at + 1..].chars().next().map_or(0, char::len_utf8),
        }
    }
    if start == 0 { Cow::Borrowed(line) } else { Cow::Owned(mended + &line[start..]) }
}

#[cfg(test)]
mod tests {
    use super::mend_surrogates;

    #[test]
    fn half_a_surrogate_pair_becomes_the_replacement_character() {
        for (line, expected) in [
            (r#"{"q":"plain"}"#, r#"{"q":"plain"}"#),
            (r#""\ud83d\ude00""#, r#""\ud83d\ude00""#),
            (r#""\ud83d""#, r#""\ufffd""#),
            (r#""\uDE00x""#, r#""\ufffdx""#),
            (r#""\ud83d\ud83d\ude00""#, r#""\ufffd\ud83d\ude00""#),
            (r#""\\ud83d""#, r#""\\ud83d""#),
            (r#""\ud83d\n""#, r#""\ufffd\n""#),
            (r#""\"#, r#""\"#),
            (r#""\ud8"#, r#""\ud8"#),
            ("\"\\é\\ud800\"", "\"\\é\\ufffd\""),
            ("\"\\u00\u{4E2D}\\ud800", "\"\\u00\u{4E2D}\\ufffd"),
        ] {
            assert_eq!(mend_surrogates(line), expected, "{line}");
        }
    }
}
