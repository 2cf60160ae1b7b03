//! Cuts a phrasing into words, each with its place, so that one can be put in place of another.

use std::ops::Range;

use crate::text::{is_chinese, stem};

/// A run of letters and digits, or one Chinese character.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// Bytes of the text.
    pub(super) span: Range<usize>,
    /// The stem of a word; a Chinese character itself.
    pub(super) key: String,
}

/// The words of a text, in order; marks and blanks stand between them.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        let mut end = start + first.len_utf8();
        if is_chinese(first) {
            pieces.push(Piece { span: start..end, key: first.to_string() });
            continue;
        }
        if !first.is_alphanumeric() {
            continue;
        }
        while let Some((at, character)) = rest.next_if(|(at, character)| belongs(text, *at, *character)) {
            end = at + character.len_utf8();
        }
        pieces.push(Piece { span: start..end, key: stem(&text[start..end].to_lowercase()).into() });
    }
    pieces
}

/// Whether the character at `at` goes on with the word before it; `11,000` and `1.5` are one.
fn belongs(text: &str, at: usize, character: char) -> bool {
    let digit = |character: Option<char>| character.is_some_and(|character| character.is_ascii_digit());
    let between_digits = || digit(text[..at].chars().next_back()) && digit(text[at + 1..].chars().next());
    (character.is_alphanumeric() && !is_chinese(character)) || (matches!(character, ',' | '.') && between_digits())
}

/// The text with other words in place of those at `span`.
pub(super) fn replaced(text: &str, span: &Range<usize>, with: &str) -> String {
    format!("{}{with}{}", &text[..span.start], &text[span.end..])
}

/// The text without the blanks that a word left behind.
pub(super) fn tidied(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace(" ?", "?").replace(" ,", ",").replace(" .", ".")
}

/// The text without the marks at its end, and those marks.
pub(super) fn without_end(text: &str) -> (&str, &str) {
    text.split_at(text.trim_end_matches([' ', '?', '!', '.', '？', '！', '。']).len())
}

#[cfg(test)]
mod tests {
    use super::{pieces, replaced, tidied, without_end};

    #[test]
    fn texts_are_cut_into_words_and_characters() {
        for (text, expected) in [
            ("How many film-projects?", "how|mani|film|project"),
            ("Beijing's 11,000, 1.5", "beij|s|11,000|1.5"),
            ("北京AI企业2024年", "北|京|ai|企|业|2024|年"),
            ("…", ""),
        ] {
            let keys: Vec<String> = pieces(text).into_iter().map(|piece| piece.key).collect();
            assert_eq!(keys.join("|"), expected, "{text}");
            assert!(pieces(text).iter().all(|piece| text.get(piece.span.clone()).is_some()));
        }
        assert_eq!(replaced("in Beijing?", &(3..10), "Lyon"), "in Lyon?");
        assert_eq!(tidied(" which  films ?"), "which films?");
        assert_eq!(without_end("真的吗？"), ("真的吗", "？"));
    }
}
