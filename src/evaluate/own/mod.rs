//! Questions that a base brings along: nobody has to write any to know roughly how good it is.
//!
//! Its own phrasings, each asked of the base without it; near misses and slips that are made of them; and everyday
//! questions that are foreign to every base.

use anyhow::Result;
use serde::Deserialize;

use super::run::{World, run_keeping};
use super::sets::FOREIGN;
use super::variants::{LIMITS, SEED};
use super::{AskedQuestion, Case, Question, Set, Wanted};
use crate::facts::Base;
use crate::left_out::{Owner, Phrasing, Round, as_written, of_facts, of_gaps, rounds, without};
use crate::matching::Prepared;
use crate::variants::{Variant, VariantKind, variants};

/// The name of the set of slips.
pub const SLIPS: &str = "slips";

/// The most questions of each sort; of more, evenly spread ones are taken.
const MOST: usize = 1000;

/// The questions that a base brings along, before they are asked.
#[derive(Debug)]
pub struct Own {
    rounds: Vec<Round>,
    near_misses: Vec<Case>,
    slips: Vec<Case>,
    foreign: Vec<Case>,
}

impl Own {
    /// The questions of `base`.
    pub fn of(base: &Base) -> Self {
        let (slips, near_misses): (Vec<Variant>, Vec<Variant>) = variants(base, SEED, LIMITS)
            .into_iter()
            .filter(|variant| variant.kind != VariantKind::AsWritten)
            .partition(|variant| variant.kind.must_answer());
        let cases = |variants: Vec<Variant>| evenly(variants, MOST).into_iter().map(of_variant).collect();
        let (near_misses, slips) = (cases(near_misses), cases(slips));
        Self { rounds: all_left_out(base, MOST), near_misses, slips, foreign: foreign() }
    }

    /// How many questions there are.
    pub fn count(&self) -> usize {
        let left_out: usize = self.rounds.iter().map(Vec::len).sum();
        left_out + self.near_misses.len() + self.slips.len() + self.foreign.len()
    }

    /// Asks them all; `prepare` makes a base without some of its phrasings ready.
    ///
    /// # Errors
    /// When `prepare` fails.
    pub fn ask(
        &self,
        prepared: &Prepared,
        prepare: &dyn Fn(Base) -> Result<Prepared>,
        world: World<'_>,
    ) -> Result<Vec<Set>> {
        let ask = |name: &str, cases: &[Case]| -> Result<Set> {
            let asked = run_keeping(prepared, cases, world, &|question, turn, judged| {
                AskedQuestion::of(prepared, question, turn, judged)
            })?;
            Ok(Set { name: name.to_string(), asked })
        };
        let mut sets = vec![
            Set { name: "own phrasings, left out".to_string(), asked: self.ask_left_out(prepared, prepare, world)? },
            ask(SLIPS, &self.slips)?,
            ask("near misses", &self.near_misses)?,
            ask("foreign questions", &self.foreign)?,
        ];
        sets.retain(|set| !set.asked.is_empty());
        Ok(sets)
    }

    /// The phrasings in the order of the base.
    fn ask_left_out(
        &self,
        prepared: &Prepared,
        prepare: &dyn Fn(Base) -> Result<Prepared>,
        world: World<'_>,
    ) -> Result<Vec<AskedQuestion>> {
        let mut asked = Vec::new();
        for round in &self.rounds {
            let base = prepared.base();
            let rest = prepare(without(as_written(base), round))?;
            // What is made ready at the first question is no part of that question's time.
            rest.matcher().warm();
            let cases: Vec<Case> = round.iter().map(|(_, phrasing)| of_left_out(base, *phrasing)).collect();
            let kept = run_keeping(&rest, &cases, world, &|question, turn, judged| {
                AskedQuestion::of(&rest, question, turn, judged)
            })?;
            asked.extend(round.iter().map(|(place, _)| *place).zip(kept));
        }
        asked.sort_by_key(|(place, _)| *place);
        Ok(asked.into_iter().map(|(_, asked)| asked).collect())
    }
}

/// At most `most` phrasings of facts and as many of gaps, to be left out.
fn all_left_out(base: &Base, most: usize) -> Vec<Round> {
    let (facts, gaps) = (of_facts(base).collect(), of_gaps(base).collect());
    rounds(evenly(facts, most).into_iter().chain(evenly(gaps, most)))
}

fn of_left_out(base: &Base, phrasing: Phrasing) -> Case {
    let (kind, wanted) = match phrasing.owner {
        Owner::Fact(id) => ("left-out", Wanted::Fact(id)),
        Owner::Gap(_) => ("left-out-gap", Wanted::Nothing),
    };
    case(phrasing.text(base).text.clone(), kind, wanted)
}

fn of_variant(variant: Variant) -> Case {
    let wanted = if variant.kind.must_answer() { Wanted::Fact(variant.fact) } else { Wanted::Other(variant.fact) };
    case(variant.text, variant.kind.name(), wanted)
}

/// What is asked in everyday life, and what no base of facts would answer.
fn foreign() -> Vec<Case> {
    // The file is part of the program, and a test reads it.
    let texts: Foreign = toml::from_str(include_str!("foreign.toml")).unwrap_or_default();
    texts.en.into_iter().chain(texts.zh).map(|text| case(text, FOREIGN, Wanted::Nothing)).collect()
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Foreign {
    en: Vec<String>,
    zh: Vec<String>,
}

fn case(text: String, kind: &str, wanted: Wanted) -> Case {
    Case { turns: vec![Question { id: None, text, kind: Some(kind.to_string()), wanted, line: 0 }] }
}

/// At most so many of `all`, evenly spread over them.
fn evenly<T>(all: Vec<T>, most: usize) -> Vec<T> {
    let count = all.len();
    // The first of each of `most` equal parts.
    let is_taken = |at: usize| at == 0 || at * most / count != (at - 1) * most / count;
    all.into_iter().enumerate().filter(|(at, _)| count <= most || is_taken(*at)).map(|(_, one)| one).collect()
}

#[cfg(test)]
mod tests {
    use super::{all_left_out, evenly, foreign};
    use crate::facts::{Files, load};
    use crate::text::Language;

    #[test]
    fn of_many_phrasings_some_are_asked_in_fewer_rounds() {
        let base = load(&Files::own().expect("our own base can be read")).expect("our own base is sound");
        let (all, some) = (all_left_out(&base, usize::MAX), all_left_out(&base, 200));
        assert!(some.len() < all.len(), "{} {}", some.len(), all.len());
        let mut places: Vec<usize> = some.iter().flatten().map(|(place, _)| *place).collect();
        places.sort_unstable();
        assert!(places.into_iter().eq(0..2 * 200));
    }

    #[test]
    fn questions_are_taken_evenly() {
        assert_eq!(evenly((0..10).collect(), 4), [0, 3, 5, 8]);
        assert_eq!(evenly(vec![1, 2, 3], 3), [1, 2, 3]);
        assert_eq!(evenly(vec![1, 2, 3], 1), [1]);
        assert_eq!(evenly(Vec::<u8>::new(), 1), Vec::<u8>::new());
        assert_eq!(evenly((0..12345).collect(), 1000).len(), 1000);
    }

    #[test]
    fn foreign_questions_are_many_and_all_different() {
        let texts: Vec<String> =
            foreign().into_iter().flat_map(|case| case.turns).map(|question| question.text).collect();
        let chinese = texts.iter().filter(|text| Language::of(text) == Language::Chinese).count();
        assert!(chinese >= 60 && texts.len() - chinese >= 60, "{} of {}", chinese, texts.len());
        let mut once = texts.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), texts.len());
    }
}
