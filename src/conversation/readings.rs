//! Ways to read one message: as a whole, and as each part of it that asks something. People tell why
//! they ask before and after the question, and the question alone may lack its subject.

use std::ops::Range;

use crate::matching::{Class, Context, Matcher, Question, Word};
use crate::text::{Kind, Language};

/// Most parts of a message that are read by themselves; each is read with and without the rest.
const MOST_PARTS: usize = 4;

/// One way to read a message.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The question.
    pub question: Question,
    /// What it leans on.
    pub context: Context,
}

/// The parts of a message that ask, each alone and each beside the rest of it.
pub(super) fn parts_that_ask<'a>(
    matcher: &'a Matcher,
    words: &'a [Word],
    language: Language,
) -> impl Iterator<Item = Reading> + 'a {
    spans(matcher, words, language).into_iter().flat_map(move |span| {
        let question = matcher.question(words[span.clone()].to_vec(), language);
        let rest: Vec<Word> = words[..span.start].iter().chain(&words[span.end..]).cloned().collect();
        [Context::apart_from(rest.clone()), Context::beside(rest)]
            .map(|context| Reading { question: question.clone(), context })
    })
}

/// Where the parts stand that ask: for each sentence that asks, its last clause, its last two, and all
/// of it. The last sentence comes first: most people end with what they want to know.
fn spans(matcher: &Matcher, words: &[Word], language: Language) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for sentence in pieces(words, 0..words.len(), |word| word.text != ",").into_iter().rev() {
        let clauses = pieces(words, sentence.clone(), |_| true);
        for last in [1, 2, clauses.len()] {
            let Some(first) = clauses.len().checked_sub(last) else { continue };
            let span = clauses[first].start..sentence.end;
            let is_new = span != (0..words.len()) && !found.contains(&span);
            let part = &words[span.clone()];
            if is_new && says_something(part) && !only_dates(part) && asks(matcher, &words[span.clone()], language) {
                found.push(span);
            }
        }
    }
    found.truncate(MOST_PARTS);
    found
}

/// Whether a part tells nothing but a figure, as in "…, in 2024?": it belongs to what stands before it.
fn only_dates(words: &[Word]) -> bool {
    let mut telling = words.iter().filter(|word| word.weight > 0.0).peekable();
    telling.peek().is_some() && telling.all(|word| word.number.is_some())
}

fn says_something(words: &[Word]) -> bool {
    words.iter().any(|word| word.class != Class::Mark)
}

/// Whether words ask: by a mark, or by a word that asks.
fn asks(matcher: &Matcher, words: &[Word], language: Language) -> bool {
    let marked = words.iter().any(|word| word.class == Class::Mark && word.text == "?");
    let asked = matcher.question(words.to_vec(), language).asked;
    marked || asked.wanted().next().is_some() || asked.kinds.contains(&Kind::YesNo)
}

/// The stretches of `span` that end with a mark of some sort, the mark included.
fn pieces(words: &[Word], span: Range<usize>, ends: impl Fn(&Word) -> bool) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut start = span.start;
    for at in span.clone() {
        // Several marks end one piece.
        let more = words.get(at + 1).is_some_and(|next| at + 1 < span.end && next.class == Class::Mark);
        if words[at].class == Class::Mark && ends(&words[at]) && !more {
            pieces.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < span.end {
        pieces.push(start..span.end);
    }
    pieces.retain(|piece| says_something(&words[piece.clone()]));
    pieces
}

#[cfg(test)]
mod tests {
    use super::spans;
    use crate::conversation::cafe;
    use crate::text::Language;

    #[test]
    fn the_parts_that_ask_are_found_the_last_first() {
        let prepared = cafe();
        for (text, expected) in [
            ("Who founded it?", ""),
            ("We come on Sunday. Is it open?", "Is it open?"),
            ("I love cake, who bakes it?", "who bakes it?"),
            ("We met in May, in a cafe, who founded it?", "who founded it?|in a cafe, who founded it?"),
            ("Where is it? We come by train.", "Where is it?"),
            // A date after a comma belongs to what stands before it.
            ("How many guests came, in 2024?", ""),
            ("我周日来，几点开门？", "几点开门？"),
        ] {
            let words = prepared.matcher().read_words(text);
            let written = |range: std::ops::Range<usize>| {
                text[words[range.start].span.start..words[range.end - 1].span.end].trim()
            };
            let found = spans(prepared.matcher(), &words, Language::of(text));
            assert_eq!(found.into_iter().map(written).collect::<Vec<_>>().join("|"), expected, "{text}");
        }
    }
}
