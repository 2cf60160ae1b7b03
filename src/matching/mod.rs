//! Which facts does this question ask for? Index, score, decide, explain.

mod asked;
mod context;
mod decide;
mod entry;
mod gate;
mod index;
mod names;
mod reader;
mod repair;
mod tag;
mod vocabulary;
pub mod weights;
mod word;

pub use asked::Asked;
pub use context::Context;
pub use decide::{Candidate, Decision, Refusal, Stance};
pub use entry::Entry;
pub use gate::{Account, Missing, Question};
pub use index::Fit;
pub use word::{Class, Term, Word};

use asked::asked;
use entry::{Knowledge, entries, phrasings};
use gate::Contrasts;
use index::{Index, Phrasing};
use vocabulary::Vocabulary;
use weights::{COMMON_WEIGHT, PREAMBLE};

use crate::facts::{Base, Gap};
use crate::text::{Kind, Language, PerLanguage};

/// A base made ready to be asked.
#[derive(Debug)]
pub struct Matcher {
    vocabulary: Vocabulary,
    entries: Vec<Entry>,
    knowledge: Vec<Knowledge>,
    contrasts: Contrasts,
    indexes: PerLanguage<Index>,
    /// The facts that come nearest to each gap.
    nearest: Vec<Vec<usize>>,
}

impl Matcher {
    /// Makes `base` ready. The same base gives the same matcher on every machine.
    pub fn new(base: &Base) -> Self {
        let entries = entries(base);
        let vocabulary = Vocabulary::new(&base.words, entries.iter().map(|entry| texts(base, *entry)));
        let knowledge: Vec<Knowledge> = entries.iter().map(|entry| Knowledge::of(base, *entry, &vocabulary)).collect();
        let contrasts = Contrasts {
            sets: base.words.contrasts.iter().map(|set| vocabulary.heads(set)).collect(),
            scopes: vocabulary.heads(&base.words.scopes),
        };
        let index = |language| index(base, &entries, &vocabulary, language);
        let indexes = PerLanguage { en: index(Language::English), zh: index(Language::Chinese) };
        let facts_of = |gap: &Gap| gap.nearest.iter().filter_map(|id| base.fact_index(&id.text)).collect();
        let nearest = base.gaps.iter().map(facts_of).collect();
        Self { vocabulary, entries, knowledge, contrasts, indexes, nearest }
    }

    /// Reads a question in `language`.
    pub fn read(&self, text: &str, language: Language) -> Question {
        let mut words = self.vocabulary.read_typed(text);
        let is_tag = tag::quiet(&mut words);
        let mut asked = asked(language, &words);
        if is_tag && !asked.kinds.contains(&Kind::YesNo) {
            asked.kinds.push(Kind::YesNo);
        }
        quiet_phrases(&mut words, &asked);
        quiet_preamble(&mut words, &asked, language);
        Question { words, asked }
    }
}

impl Matcher {
    /// The words of a text of the base, which has no slips.
    pub fn read_written(&self, text: &str) -> Vec<Word> {
        self.vocabulary.read_written(text)
    }
}

/// The words of "what slice of" ask, and say nothing else.
fn quiet_phrases(words: &mut [Word], asked: &Asked) {
    for at in &asked.phrases {
        if matches!(words[*at].class, Class::Common | Class::Attribute) {
            words[*at].class = Class::Filler;
            words[*at].weight = 0.0;
        }
    }
}

/// What stands before the question word tells why somebody asks, rarely what. Chinese asks at the
/// end of a sentence, so there only what stands before the sentence is a preamble.
fn quiet_preamble(words: &mut [Word], asked: &Asked, language: Language) {
    let Some(at) = asked.at else { return };
    let end = match language {
        Language::English => at,
        Language::Chinese => words[..at].iter().rposition(|word| word.class == Class::Mark).unwrap_or(0),
    };
    for word in &mut words[..end] {
        if word.class == Class::Attribute {
            word.class = Class::Common;
            word.weight = COMMON_WEIGHT;
        }
        if matches!(word.class, Class::Known | Class::Common) {
            word.weight *= PREAMBLE;
        }
    }
}

/// All texts whose words an entry makes known to the base.
fn texts(base: &Base, entry: Entry) -> Vec<&str> {
    let mut texts: Vec<&str> =
        Language::ALL.into_iter().flat_map(|language| phrasings(base, entry, language)).collect();
    if let Entry::Fact(index) = entry {
        let fact = &base.facts[index];
        texts.extend(fact.answer.iter().map(|(_, answer)| answer.text.as_str()));
        texts.extend(fact.about.iter().map(|about| about.text.as_str()));
        texts.extend(fact.along.iter().map(String::as_str));
    }
    texts
}

fn index(base: &Base, entries: &[Entry], vocabulary: &Vocabulary, language: Language) -> Index {
    let mut texts: Vec<(usize, &str)> = Vec::new();
    for (number, entry) in entries.iter().enumerate() {
        texts.extend(phrasings(base, *entry, language).map(|text| (number, text)));
        // An answer is worded as its fact may be asked for.
        if let Entry::Fact(fact) = entry {
            texts.push((number, &base.facts[*fact].answer.get(language).text));
        }
    }
    let words: Vec<Vec<Word>> = texts.iter().map(|(_, text)| vocabulary.read_written(text)).collect();
    let phrasings: Vec<Phrasing<'_>> =
        texts.iter().zip(&words).map(|((entry, text), words)| Phrasing { entry: *entry, text, words }).collect();
    Index::new(entries.len(), &phrasings)
}
