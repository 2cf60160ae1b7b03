//! Latin words of a text, with what their capital letters tell.

use std::ops::Range;

use crate::text::is_chinese;

/// A word in Latin letters or digits.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) span: Range<usize>,
    pub(super) lower: String,
    pub(super) capital: bool,
    /// Whether a sentence begins here, so that a capital letter says nothing.
    pub(super) opens: bool,
    /// Whether nothing but a blank or a hyphen parts it from the word before.
    pub(super) joined: bool,
}

/// Cuts a text into its Latin words. A possessive ending is left out, and ends a name.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    let (mut opens, mut joined) = (true, false);
    while let Some(first) = text[at..].chars().next() {
        if !is_latin(first) {
            opens = (opens && !is_chinese(first)) || matches!(first, '.' | '!' | '?' | ':' | '。' | '！' | '？' | '：');
            joined = joined && matches!(first, ' ' | '-');
            at += first.len_utf8();
            continue;
        }
        let end = text[at..].find(|character| !is_latin(character)).map_or(text.len(), |length| at + length);
        let possessive = text[..at].ends_with(['\'', '’']) && &text[at..end] == "s";
        if !possessive {
            let lower = text[at..end].to_lowercase();
            pieces.push(Piece { span: at..end, lower, capital: first.is_uppercase(), opens, joined });
        }
        opens = false;
        joined = !possessive;
        at = end;
    }
    pieces
}

fn is_latin(character: char) -> bool {
    character.is_alphanumeric() && !is_chinese(character)
}

/// Neighbouring words that `belong`.
pub(super) fn runs(pieces: &[Piece], belongs: impl Fn(&Piece) -> bool) -> Vec<&[Piece]> {
    let mut runs = Vec::new();
    let mut start = 0;
    for (at, piece) in pieces.iter().enumerate() {
        if at > start && !(piece.joined && belongs(piece) && !piece.opens) {
            runs.push(&pieces[start..at]);
            start = at;
        }
        if !belongs(piece) {
            start = at + 1;
        }
    }
    runs.push(pieces.get(start..).unwrap_or(&[]));
    runs.retain(|run| !run.is_empty());
    runs
}
