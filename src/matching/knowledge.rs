//! What each entry of the base can account for, worked out once.

use std::sync::Arc;

use super::asked::{Asked, asked};
use super::entry::{Role, Text};
use super::given::Given;
use super::ground::Ground;
use super::set::Set;
use super::told::Told;
use super::vocabulary::Vocabulary;
use super::word::{Class, Term, Word, meanings, negates};
use crate::text::{Kind, Language, Lexicon, Number, Properties, Unit, is_chinese, month_name, normal_form};

/// How many words after a figure may be what it counts: "36 of the unicorn companies".
const COUNTED_AFTER: usize = 4;

/// What an entry knows: words, figures and kinds of question that it can account for.
#[derive(Debug, Default)]
pub(crate) struct Knowledge {
    /// What its words mean, with the words that its names are made of.
    pub(crate) terms: Set<Term>,
    /// What it is about: the things that a question gives.
    pub(crate) about: Set<Term>,
    /// Pairs of neighbouring characters in its Chinese texts.
    pub(crate) chinese_pairs: Set<(char, char)>,
    /// Whether it is about nothing but the text itself: its title, its author, what it says.
    pub(crate) of_text: bool,
    /// Its figures.
    pub(crate) numbers: Set<Number>,
    /// Kinds of question that it answers.
    pub(crate) kinds: Set<Kind>,
    /// What its phrasings count, and what stands by a figure in its answer.
    pub(crate) counted: Set<Term>,
    /// The names in each phrasing that asks how many or how much, and behind each figure of its answer.
    pub(crate) counted_of: Vec<Vec<Term>>,
    /// Its phrasings.
    pub(crate) asks: Vec<Phrased>,
    /// The kinds of answer that it says it gives.
    pub(crate) expects: Vec<Kind>,
    /// What its telling words mean.
    pub(crate) telling: Set<Term>,
    /// Neighbouring telling words of its texts, the smaller term first.
    pub(crate) pairs: Set<(Term, Term)>,
    /// The properties that its phrasings ask for.
    pub(crate) asked_of: Properties,
    /// The properties that its answer names.
    pub(crate) told_of: Properties,
    /// Which sorts of thing its answer names.
    pub(crate) given: Given,
    /// The months that the spans of its answer go through, by name.
    pub(crate) months: Vec<&'static str>,
    /// What its answer in each language tells that a claim may be held against.
    pub(crate) told: Vec<Told>,
    /// What the paragraphs that it cites say.
    pub(crate) record: Arc<Ground>,
}

/// A phrasing as far as a question can agree with it.
#[derive(Debug)]
pub(crate) struct Phrased {
    /// What its telling words mean, with their weights.
    pub(crate) terms: Vec<(Term, f32)>,
    /// What these and their parts mean.
    all: Set<Term>,
    /// The sum of the weights.
    pub(crate) weight: f32,
    /// The kinds of answer that it asks for.
    pub(crate) kinds: Vec<Kind>,
}

impl Phrased {
    fn of(asked: &Asked, words: &[Word]) -> Self {
        let telling = || words.iter().filter(|word| word.weight > 0.0);
        let terms: Vec<(Term, f32)> = telling().filter_map(|word| Some((word.term?, word.weight))).collect();
        Self {
            weight: terms.iter().map(|(_, weight)| weight).sum(),
            all: telling().flat_map(meanings).collect(),
            kinds: asked.wanted().collect(),
            terms,
        }
    }

    /// The share of its weight that `words` say.
    pub(crate) fn said_by<'a>(&self, words: impl Iterator<Item = &'a Word>) -> f32 {
        let said: Set<Term> = words.flat_map(meanings).collect();
        let sum: f32 = self.terms.iter().filter(|(term, _)| said.contains(term)).map(|(_, weight)| weight).sum();
        if self.weight > 0.0 { sum / self.weight } else { 0.0 }
    }

    /// Whether it has a word, or all the words that this is made of.
    pub(crate) fn holds(&self, word: &Word) -> bool {
        let has = |term: &Term| self.all.contains(term);
        word.term.as_ref().is_some_and(has) || (!word.parts.is_empty() && word.parts.iter().all(has))
    }
}

impl Knowledge {
    /// What the `texts` of one entry tell, read as `words`; it answers questions of the kinds that it `expects`.
    pub(crate) fn learn(
        texts: &[Text<'_>],
        words: &[Vec<Word>],
        expects: &[Kind],
        record: Arc<Ground>,
        vocabulary: &Vocabulary,
    ) -> Self {
        let read = || texts.iter().zip(words);
        let asked: Vec<(Asked, &Vec<Word>)> = read()
            .filter(|(text, _)| text.role == Role::Phrasing)
            .map(|(text, words)| (asked(text.language, words), words))
            .collect();
        let counted_in_phrasings = asked.iter().flat_map(|(asked, words)| asked.counted.iter().map(|at| &words[*at]));
        let by_figures =
            || read().filter(|(text, _)| text.role == Role::Answer).flat_map(|(_, words)| by_figures(words));
        let counts_things = |number: Number| number.unit == Unit::Plain && !number.is_year();
        let names_by_figures =
            by_figures().filter(|(number, _)| counts_things(*number)).map(|(_, words)| names(clause(words)));
        let names_asked = asked.iter().filter(|(asked, _)| asked.counts()).map(|(_, words)| names(words.iter()));
        let about: Set<Term> = read()
            .filter(|(text, _)| text.role == Role::About)
            // "beijing" in `about` is the id of a name, and a word of it as well.
            .flat_map(|(text, words)| {
                vocabulary.name_term(text.content).into_iter().chain(words.iter().filter_map(|word| word.term))
            })
            .collect();
        let told: Vec<Told> = read()
            .filter(|(text, _)| text.role == Role::Answer)
            .map(|(text, words)| Told::of(text.language, text.content, words))
            .collect();
        let mut things = texts.iter().filter(|text| text.role == Role::About).peekable();
        Self {
            of_text: things.peek().is_some() && things.all(|thing| Lexicon::is_text(thing.content)),
            terms: read().flat_map(known).chain(about.iter().copied()).collect(),
            chinese_pairs: texts
                .iter()
                .filter(|text| text.language == Language::Chinese)
                .flat_map(chinese_pairs)
                .collect(),
            numbers: words.iter().flatten().filter_map(|word| word.number).collect(),
            kinds: asked.iter().flat_map(|(asked, _)| asked.wanted()).chain(expects.iter().copied()).collect(),
            counted: counted_in_phrasings.chain(by_figures().flat_map(|(_, words)| words)).flat_map(meanings).collect(),
            counted_of: names_asked.chain(names_by_figures).collect(),
            asks: asked.iter().map(|(asked, words)| Phrased::of(asked, words)).collect(),
            expects: expects.to_vec(),
            telling: words.iter().flatten().filter(|word| word.weight > 0.0).flat_map(meanings).collect(),
            pairs: words.iter().flat_map(|words| pairs(words)).collect(),
            asked_of: asked.iter().map(|(asked, words)| properties(asked, words)).collect(),
            told_of: read()
                .filter(|(text, _)| text.role == Role::Answer)
                .flat_map(|(_, words)| words.iter().map(|word| word.properties))
                .collect(),
            given: Given::of(read().filter(|(text, _)| text.role == Role::Answer).map(|(_, words)| words.as_slice())),
            months: told.iter().flat_map(Told::months).filter_map(month_name).collect(),
            told,
            record,
            about,
        }
    }

    /// The share of the phrasings asking for one of `kinds` that give a term, so that it is none of what is asked.
    pub(crate) fn given_by(&self, kinds: &[Kind], term: Term) -> f32 {
        let asks = self.asks.iter().filter(|phrased| phrased.kinds.iter().any(|kind| kinds.contains(kind)));
        let (all, give) =
            asks.fold((0, 0), |(all, give), phrased| (all + 1, give + usize::from(phrased.all.contains(&term))));
        if all == 0 { 0.0 } else { give as f32 / all as f32 }
    }

    /// The share of its phrasings that ask for one of `kinds`.
    pub(crate) fn asks_for(&self, kinds: &[Kind]) -> f32 {
        let asks = self.asks.iter().filter(|phrased| phrased.kinds.iter().any(|kind| kinds.contains(kind)));
        asks.count() as f32 / self.asks.len().max(1) as f32
    }

    /// Whether a phrasing asks for one of `kinds`.
    pub(crate) fn is_asked(&self, kinds: &[Kind]) -> bool {
        self.asks.iter().any(|phrased| phrased.kinds.iter().any(|kind| kinds.contains(kind)))
    }

    /// Whether every pair of neighbouring characters of a Chinese word stands in the entry's texts.
    pub(crate) fn holds_chinese(&self, word: &str) -> bool {
        let pairs = || word.chars().zip(word.chars().skip(1));
        word.starts_with(is_chinese)
            && pairs().next().is_some()
            && pairs().all(|pair| self.chinese_pairs.contains(&pair))
    }
}

/// The properties that a question asks for, by its kinds and by its words.
pub(crate) fn properties(asked: &Asked, words: &[Word]) -> Properties {
    let kinds = asked.wanted().map(Properties::of_kind);
    kinds.chain(words.iter().map(|word| word.properties)).collect()
}

/// What a text lets its entry know. The "not" of an answer is none of a question: "does not describe".
fn known<'a>((text, words): (&Text<'_>, &'a Vec<Word>)) -> impl Iterator<Item = Term> + 'a {
    let asks = text.role == Role::Phrasing;
    let counts = move |(at, word): &(usize, &Word)| word.class != Class::Negation || (asks && negates(words, *at));
    words.iter().enumerate().filter(counts).flat_map(|(_, word)| meanings(word))
}

fn names<'a>(words: impl Iterator<Item = &'a Word>) -> Vec<Term> {
    words.filter(|word| word.class == Class::Name).filter_map(|word| word.term).collect()
}

fn clause(words: &[Word]) -> impl Iterator<Item = &Word> {
    words.iter().take_while(|word| word.class != Class::Mark)
}

/// The figures, each with the words that may be what it counts.
fn by_figures(words: &[Word]) -> impl Iterator<Item = (Number, &[Word])> {
    words.iter().enumerate().filter_map(|(at, word)| {
        let rest = &words[at + 1..];
        let next = rest.iter().position(|word| word.number.is_some()).unwrap_or(rest.len());
        Some((word.number?, &rest[..next.min(COUNTED_AFTER)]))
    })
}

/// Neighbouring telling words, the smaller term first.
fn pairs(words: &[Word]) -> Vec<(Term, Term)> {
    let telling: Vec<Term> = words.iter().filter(|word| word.weight > 0.0).filter_map(|word| word.term).collect();
    telling.windows(2).map(|pair| (pair[0].min(pair[1]), pair[0].max(pair[1]))).collect()
}

fn chinese_pairs(text: &Text<'_>) -> Vec<(char, char)> {
    let chars: Vec<char> = normal_form(text.content).chars().collect();
    let pairs = chars.windows(2).filter(|pair| pair.iter().all(|character| is_chinese(*character)));
    pairs.map(|pair| (pair[0], pair[1])).collect()
}
