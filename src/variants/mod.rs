//! Which questions should be answered, and which should not? Made from a base's own phrasings, without
//! anybody writing them: near misses and slips.
//!
//! A *near miss* is a phrasing with something in it that its fact tells nothing of; the fact must not
//! answer it, though another fact may. A *slip* is the same question as a hurried person types it; the
//! fact must answer it still. Both are made with care rather than in numbers: where it is doubtful
//! whether a near miss is one, or whether a person could read a slip, none is made.

mod characters;
mod chinese;
mod dice;
mod editions;
mod figures;
mod keyboard;
mod kind;
mod lexis;
mod near;
mod ordinal;
mod phrasing;
mod pieces;
mod property;
#[cfg(test)]
mod tests;
mod turned;
mod wording;

pub use kind::VariantKind;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::{Base, Fact, FactId};
use crate::text::{Language, PerLanguage, normal_form};
use characters::Characters;
use dice::Dice;
use editions::Editions;
use lexis::{Lexis, fingerprint};
use phrasing::{Known, Phrasing, Years};

/// A question made from a phrasing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The fact whose phrasing it was.
    pub fact: FactId,
    /// The phrasing, by its index among those of the fact in this language.
    pub phrasing: usize,
    /// The language of both.
    pub language: Language,
    /// What was changed.
    pub kind: VariantKind,
    /// The question.
    pub text: String,
}

/// How many variants are made at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Facts, evenly spread over the base.
    pub facts: usize,
    /// Variants of one kind for one fact in one language.
    pub each: usize,
}

/// Makes near misses and slips. The same base, seed and limits make the same variants on every machine,
/// and what a fact gets does not depend on which facts stand beside it, but where they tell the same.
pub fn variants(base: &Base, seed: u64, limits: Limits) -> Vec<Variant> {
    let workshop = Workshop::new(base);
    let step = base.facts.len().div_ceil(limits.facts.max(1)).max(1);
    let facts = base.fact_ids().step_by(step);
    facts.flat_map(|fact| workshop.variants(fact, seed, limits.each)).collect()
}

/// What is worked out once for a base.
struct Workshop<'a> {
    base: &'a Base,
    lexis: Lexis<'a>,
    characters: Characters,
    years: Years,
    editions: Editions,
    asked: KnownQuestions,
}

impl<'a> Workshop<'a> {
    fn new(base: &'a Base) -> Self {
        let lexis = Lexis::new(base);
        let editions = Editions::new(base, &lexis);
        let asked = KnownQuestions::new(base, &lexis);
        Self { base, lexis, characters: Characters::new(base), years: Years::new(base), editions, asked }
    }

    /// The variants of one fact, at most `each` of a kind in a language.
    fn variants(&self, id: FactId, seed: u64, each: usize) -> Vec<Variant> {
        let fact = self.base.fact(id);
        let known = Known::new(fact, &self.lexis);
        let mut variants = Vec::new();
        for language in Language::ALL {
            let phrasings = self.phrasings(fact, &known, language);
            for kind in VariantKind::ALL {
                let mut dice = Dice::new(seed, &[&fact.id.text, language.code(), kind.name()]);
                let made = self.of_kind(kind, &phrasings, id, each, &mut dice);
                let variant = |(phrasing, text)| Variant { fact: id, phrasing, language, kind, text };
                variants.extend(made.into_iter().map(variant));
            }
        }
        variants
    }

    fn phrasings<'p>(&'p self, fact: &'p Fact, known: &'p Known, language: Language) -> Vec<Phrasing<'p>> {
        let read = |text: &'p str| Phrasing {
            text,
            language,
            reading: self.lexis.read(text),
            fact,
            known,
            years: &self.years,
            editions: &self.editions,
            lexis: &self.lexis,
            characters: &self.characters,
        };
        fact.ask.get(language).iter().map(|ask| read(&ask.text)).collect()
    }

    /// Variants of one kind, at most `most`, each with the index of its phrasing.
    fn of_kind(
        &self,
        kind: VariantKind,
        phrasings: &[Phrasing<'_>],
        fact: FactId,
        most: usize,
        dice: &mut Dice,
    ) -> Vec<(usize, String)> {
        let first = dice.below(phrasings.len());
        let mut made: Vec<(usize, String)> = Vec::new();
        for at in (0..phrasings.len()).map(|at| (first + at) % phrasings.len()) {
            if made.len() == most {
                break;
            }
            let changed =
                change(kind, &phrasings[at], dice).filter(|text| self.is_fair(kind, &phrasings[at], text, fact));
            made.extend(changed.filter(|text| !made.iter().any(|(_, other)| other == text)).map(|text| (at, text)));
        }
        made
    }

    /// Whether the base asks for nothing else in these words.
    fn is_fair(&self, kind: VariantKind, phrasing: &Phrasing<'_>, text: &str, fact: FactId) -> bool {
        match kind {
            VariantKind::AsWritten => true,
            _ if text == phrasing.text => false,
            _ if kind.must_answer() => self.asked.is_open(text, fact),
            _ => !self.asked.has_sense(text, phrasing.language, &self.lexis),
        }
    }
}

/// The phrasing changed; none where it has nothing to change, or the change may not be what it should.
fn change(kind: VariantKind, phrasing: &Phrasing<'_>, dice: &mut Dice) -> Option<String> {
    let change = match kind {
        VariantKind::OtherPlace => near::other_place,
        VariantKind::OtherYear => near::other_year,
        VariantKind::OtherOrdinal => ordinal::other_ordinal,
        VariantKind::OtherName => near::other_name,
        VariantKind::OtherBranch => near::other_branch,
        VariantKind::OtherWhole => near::other_whole,
        VariantKind::OtherProperty => property::other_property,
        VariantKind::OtherTime => turned::other_time,
        VariantKind::Negated => turned::negated,
        VariantKind::AsWritten => return Some(phrasing.text.to_string()),
        VariantKind::WrongKey => keyboard::wrong_key,
        VariantKind::LostLetter => keyboard::lost_letter,
        VariantKind::DoubledLetter => keyboard::doubled_letter,
        VariantKind::SwappedLetters => keyboard::swapped_letters,
        VariantKind::MissingBlank => keyboard::missing_blank,
        VariantKind::LostFunctionWords => wording::lost_function_words,
        VariantKind::MovedClause => wording::moved_clause,
        VariantKind::KeywordOrder => wording::keyword_order,
        VariantKind::OtherFigures => figures::other_figures,
        VariantKind::LowerCase => wording::lower_case,
        VariantKind::UpperCase => wording::upper_case,
        VariantKind::NoMark => wording::no_mark,
        VariantKind::Frame => wording::frame,
        VariantKind::Homophone => chinese::homophone,
        VariantKind::Traditional => chinese::traditional,
        VariantKind::LostParticles => chinese::lost_particles,
        VariantKind::FullWidth => chinese::full_width,
    };
    change(phrasing, dice)
}

/// What the base's phrasings ask, as numbers: there may be a million.
struct KnownQuestions {
    /// The sense of each.
    senses: PerLanguage<FxHashSet<u64>>,
    /// The entry of each, by its text; the first one where several ask in the same words.
    entries: FxHashMap<u64, usize>,
}

impl KnownQuestions {
    fn new(base: &Base, lexis: &Lexis<'_>) -> Self {
        let mut asked = Self { senses: PerLanguage::default(), entries: FxHashMap::default() };
        let facts = base.facts.iter().map(|fact: &Fact| &fact.ask);
        let others = base.gaps.iter().map(|gap| &gap.ask).chain(base.small_talk.iter().map(|entry| &entry.ask));
        for (entry, ask) in facts.chain(others).enumerate() {
            for phrasing in &ask.en {
                asked.senses.en.insert(lexis.sense(&phrasing.text));
                asked.entries.entry(fingerprint(&normal_form(&phrasing.text))).or_insert(entry);
            }
            for phrasing in &ask.zh {
                asked.senses.zh.insert(lexis.sense(&phrasing.text));
                asked.entries.entry(fingerprint(&normal_form(&phrasing.text))).or_insert(entry);
            }
        }
        asked
    }

    /// Whether nothing but the fact is asked for in these very words.
    fn is_open(&self, text: &str, fact: FactId) -> bool {
        self.entries.get(&fingerprint(&normal_form(text))).is_none_or(|entry| *entry == fact.index())
    }

    /// Whether some phrasing says the same in whatever words.
    fn has_sense(&self, text: &str, language: Language, lexis: &Lexis<'_>) -> bool {
        self.senses.get(language).contains(&lexis.sense(text))
    }
}
