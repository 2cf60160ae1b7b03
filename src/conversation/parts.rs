//! The questions that one message holds.

use std::ops::Range;

use crate::matching::{Class, Word};
use crate::text::Language;

/// Most questions that a message is taken apart into.
const MOST_PARTS: usize = 3;

/// The parts of a message, if it may hold two or three questions.
pub(super) fn parts(words: &[Word], language: Language) -> Option<Vec<Range<usize>>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    // "Hey, how many films?" is one question: both sides must say something.
    let says = |words: &[Word]| words.iter().any(|word| word.class.is_telling());
    for at in 0..words.len() {
        if says(&words[start..at]) && says(&words[at + 1..]) && divides(&words[at], &words[at + 1..], language) {
            let end = if words[at].class == Class::Mark { at + 1 } else { at };
            parts.push(start..end);
            start = end;
        }
    }
    parts.push(start..words.len());
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

#[cfg(test)]
mod tests {
    use super::parts;
    use crate::conversation::cafe;
    use crate::text::Language;

    #[test]
    fn a_message_is_taken_apart_where_two_questions_meet() {
        let prepared = cafe();
        for (text, expected) in [
            ("Who founded it? When did it open?", "Who founded it?|When did it open?"),
            ("who founded it and when did it open", "who founded it|and when did it open"),
            ("who founded it, and where are the beans from", "who founded it,|and where are the beans from"),
            ("When does it open; what do beans cost", "When does it open;|what do beans cost"),
            // One thing asked of two, and a greeting before a question.
            ("Who roasts the beans and the coffee?", ""),
            ("Hey, how many people work there?", ""),
            // More than anybody asks at once.
            ("Who? Which beans? Which cake? Which coffee? Which guests?", ""),
            ("谁创办了蓝壶？豆子从哪里来？", "谁创办了蓝壶？|豆子从哪里来？"),
            ("谁创办了蓝壶，豆子从哪里来", "谁创办了蓝壶，|豆子从哪里来"),
        ] {
            let words = prepared.matcher().read_words(text);
            let written = |range: std::ops::Range<usize>| {
                text[words[range.start].span.start..words[range.end - 1].span.end].trim()
            };
            let found = parts(&words, Language::of(text)).unwrap_or_default();
            assert_eq!(found.into_iter().map(written).collect::<Vec<_>>().join("|"), expected, "{text}");
        }
    }
}
