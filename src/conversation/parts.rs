//! The questions that one message holds.

use crate::matching::{Class, Word};
use crate::text::Language;

/// Most questions that a message is taken apart into.
const MOST_PARTS: usize = 3;

/// The parts of a message with the places where they begin, if it may hold two or three questions.
pub(super) fn parts<'a>(text: &'a str, words: &[Word], language: Language) -> Option<Vec<(usize, &'a str)>> {
    let mut cuts: Vec<usize> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let (before, rest) = (&words[..at], &words[at + 1..]);
        // "Hey, how many films?" is one question: both sides must say something.
        let says = |words: &[Word]| words.iter().any(|word| word.class.is_telling());
        if says(before) && says(rest) && divides(word, rest, language) {
            cuts.push(if word.class == Class::Mark { word.span.end } else { word.span.start });
        }
    }
    cuts.dedup();
    let mut parts = Vec::new();
    let mut start = 0;
    for cut in cuts.into_iter().chain([text.len()]) {
        let part = text.get(start..cut)?;
        if part.chars().any(char::is_alphanumeric) {
            parts.push((start, part));
        }
        start = cut;
    }
    (2..=MOST_PARTS).contains(&parts.len()).then_some(parts)
}

/// Whether a new question begins after a mark, or with an "and" before a question word.
fn divides(word: &Word, rest: &[Word], language: Language) -> bool {
    match word.text.as_str() {
        "?" | ";" | "." | "!" | "还有" | "以及" | "另外" | "并且" | "同时" => true,
        "," => match language {
            Language::English => rest.first().is_some_and(|next| next.text == "and" || asks(&next.text)),
            Language::Chinese => true,
        },
        "and" | "plus" | "also" => rest.first().is_some_and(|next| asks(&next.text)),
        _ => false,
    }
}

fn asks(word: &str) -> bool {
    QUESTION_WORDS.contains(&word)
}

/// Words that begin an English question after "and" or a comma.
const QUESTION_WORDS: [&str; 11] =
    ["who", "what", "which", "when", "where", "why", "how", "whose", "whom", "is", "does"];
