//! What an answer tells that a claim may be held against: its figures and its names.

mod bound;
mod figure;
mod measure;
mod parts;
mod polarity;
mod range;

pub(crate) use bound::{Bound, Sort, bound};
pub(crate) use figure::{DAY, Figure, figures, noun};
pub(crate) use measure::{Measure, YEAR, is_unit};
pub(crate) use polarity::Polarity;
pub(crate) use range::{Agreement, Range};

use compact_str::CompactString;

use crate::matching::set::Set;
use crate::matching::word::meanings;
use crate::matching::word::{Class, Term, Word};
use crate::text::{Language, is_chinese};

/// What the answer in one language tells.
#[derive(Debug)]
pub(crate) struct Told {
    /// The language of the answer.
    pub(crate) language: Language,
    /// Its figures, each as the answer words it.
    pub(crate) figures: Vec<(Figure, CompactString)>,
    /// Its names.
    pub(crate) names: Vec<Named>,
    /// What its words mean.
    pub(crate) said: Set<Term>,
    /// Which of two opposites it speaks of.
    pub(crate) polarity: Polarity,
    /// Whether it tells what one may do.
    pub(crate) permits: bool,
    /// Whether it tells what one must do.
    pub(crate) obliges: bool,
}

/// A name in an answer.
#[derive(Debug)]
pub(crate) struct Named {
    /// What it and its words mean.
    pub(crate) terms: Vec<Term>,
    /// As the answer writes it.
    pub(crate) text: CompactString,
}

/// Words by which a text permits.
const PERMITS: [&str; 10] = ["may", "can", "allowed", "permitted", "borrow", "可", "可以", "可借", "允许", "能"];

/// Words by which it obliges.
const OBLIGES: [&str; 12] =
    ["must", "need", "needs", "have to", "has to", "required", "obliged", "shall", "必须", "需要", "须", "应"];

fn says(words: &[Word], list: &[&str]) -> bool {
    words.iter().any(|word| list.contains(&word.text.as_str()))
}

impl Told {
    /// What `text`, read as `words`, tells.
    pub(crate) fn of(language: Language, text: &str, words: &[Word]) -> Self {
        let said = |figure: &Figure| {
            let first = words[figure.words.start].span.start;
            let last = words[figure.words.end.clamp(figure.at + 1, words.len()) - 1].span.end;
            // A sign of money stands before the word.
            let first = text[..first]
                .char_indices()
                .next_back()
                .filter(|(_, sign)| "£€$¥".contains(*sign))
                .map_or(first, |(at, _)| at);
            let said = &text[first..last.max(first)];
            CompactString::from(said.strip_prefix("but ").unwrap_or(said))
        };
        let figures = figures(words);
        let texts: Vec<CompactString> = figures.iter().map(said).collect();
        Self {
            language,
            figures: figures.into_iter().zip(texts).collect(),
            names: names(text, words),
            said: words.iter().flat_map(meanings).collect(),
            polarity: Polarity::of(words),
            permits: says(words, &PERMITS),
            obliges: says(words, &OBLIGES),
        }
    }
}

impl Told {
    /// The months, from 1, that its spans of time go through: "from November to March".
    pub(crate) fn months(&self) -> impl Iterator<Item = u64> {
        let spans = self.figures.iter().map(|(figure, _)| figure).filter(|figure| figure.is_range());
        spans
            .flat_map(|span| {
                let scale = match span.measure {
                    Measure::Month => 1000,
                    Measure::Date => 100_000,
                    _ => return 0..0,
                };
                (span.low / scale) as u64..(span.high / scale) as u64 + 1
            })
            // Behind December a span goes on in the next year.
            .map(|month| (month - 1) % 12 + 1)
    }
}

/// Names of the base and words with a capital, neighbouring ones as one.
fn names(text: &str, words: &[Word]) -> Vec<Named> {
    let is_upper = |word: &Word| text[word.span.clone()].starts_with(char::is_uppercase);
    let is_name =
        |word: &Word| word.class != Class::Mark && (matches!(word.class, Class::Name | Class::Place) || word.capital);
    let mut names: Vec<(std::ops::Range<usize>, Named)> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        // "Ada Moreno founded": the first word of a sentence tells nothing by its capital alone.
        let opens = word.weight > 0.0
            && is_upper(word)
            && words.get(at + 1).is_some_and(|next| next.capital && touches(word, next));
        if !(is_name(word) || opens) || word.text.chars().all(|letter| letter.is_ascii_digit()) {
            continue;
        }
        let terms = meanings(word);
        match names.last_mut() {
            Some((span, name)) if word.class != Class::Name && touching(span, word) => {
                span.end = word.span.end;
                name.terms.extend(terms);
                name.text = text[span.clone()].into();
            }
            _ => {
                names.push((word.span.clone(), Named { terms: terms.collect(), text: text[word.span.clone()].into() }));
            }
        }
    }
    names.into_iter().map(|(_, name)| name).filter(|name| !name.terms.is_empty()).collect()
}

fn touches(one: &Word, other: &Word) -> bool {
    touching(&one.span, other)
}

fn touching(span: &std::ops::Range<usize>, word: &Word) -> bool {
    word.span.start == span.end + 1 && !word.text.chars().all(is_chinese)
}
