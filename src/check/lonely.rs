//! Phrasings that only find their fact because they stand in it: each is asked of the base without it.

use std::num::NonZeroUsize;
use std::thread;

use super::phrasings::{Asked, all, id};
use crate::document::Located;
use crate::facts::Base;
use crate::findings::{Finding, Rule};
use crate::matching::{Context, Entry, Matcher};
use crate::text::{Language, WordTable};

/// A fact is found if it is among the first facts: those that would be said or offered.
const OFFERED: usize = 3;

/// The phrasings of facts that don't find their fact without themselves.
///
/// To ask one after the other would take a matcher for each of thousands. Instead the first phrasing
/// of every fact is taken out and asked, then the second of every fact, and so on; facts can spare one.
pub(super) fn lonely(base: &Base, table: WordTable) -> Vec<Finding> {
    let rounds = base.facts.iter().flat_map(|fact| fact.ask.iter()).map(|(_, ask)| ask.len()).max().unwrap_or(0);
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let rounds: Vec<usize> = (0..rounds).collect();
    let mut found: Vec<Vec<Finding>> = vec![Vec::new(); rounds.len()];
    let share = rounds.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        for (rounds, found) in rounds.chunks(share).zip(found.chunks_mut(share)) {
            scope.spawn(move || {
                for (round, found) in rounds.iter().zip(found) {
                    found.extend(lonely_in_round(base, *round, table));
                }
            });
        }
    });
    found.concat()
}

fn lonely_in_round(base: &Base, round: usize, table: WordTable) -> Vec<Finding> {
    let mut rest = base.clone();
    for fact in &mut rest.facts {
        take_out(&mut fact.ask.en, round);
        take_out(&mut fact.ask.zh, round);
    }
    let matcher = Matcher::with(&rest, table);
    let taken = |asked: &Asked<'_>| match asked.entry {
        Entry::Fact(fact) => {
            let ask = base.fact(fact).ask.get(asked.language);
            ask.len() > 1 && ask.get(round).is_some_and(|phrasing| phrasing.place == asked.phrasing.place)
        }
        Entry::Gap(_) | Entry::SmallTalk(_) => false,
    };
    all(base).filter(taken).filter(|asked| !finds(&matcher, *asked)).map(|asked| finding(base, asked)).collect()
}

/// Takes out the phrasing at `index`, unless it is the only one.
fn take_out(ask: &mut Vec<Located>, index: usize) {
    if ask.len() > 1 && index < ask.len() {
        ask.remove(index);
    }
}

fn finds(matcher: &Matcher, asked: Asked<'_>) -> bool {
    let text = asked.phrasing.text.as_str();
    let language: Language = asked.language;
    let question = matcher.read(text, language);
    let candidates = matcher.rank(&question, language, &Context::none());
    let facts = candidates.iter().map(|candidate| candidate.entry).filter(|entry| matches!(entry, Entry::Fact(_)));
    facts.take(OFFERED).any(|entry| entry == asked.entry)
}

fn finding(base: &Base, asked: Asked<'_>) -> Finding {
    let own = &id(base, asked.entry).text;
    Finding {
        rule: Rule::LonelyPhrasing,
        place: asked.phrasing.place.clone(),
        message: format!("without this phrasing, the question does not find `{own}`"),
        hint: Some("add another phrasing with its telling words, or a synonym of them to `words.toml`".to_string()),
    }
}
