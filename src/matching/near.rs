//! How near are words in meaning to what an entry tells?

use rustc_hash::FxHashMap;

use super::Matcher;
use super::knowledge::Knowledge;
use crate::text::{Vector, WordTable, meaning, nearness};

/// The most words of a question that are compared with all that an entry tells, each once: a question that means
/// anything has far fewer, and one of five hundred characters must not cost so much more.
const MOST_COMPARED: usize = 24;

/// Words of a question beside an entry.
pub(super) struct Near<'a> {
    matcher: &'a Matcher,
    knowledge: &'a Knowledge,
    /// How near each word is that was compared.
    compared: FxHashMap<&'a str, f32>,
}

impl<'a> Near<'a> {
    pub(super) fn new(matcher: &'a Matcher, knowledge: &'a Knowledge) -> Self {
        Self { matcher, knowledge, compared: FxHashMap::default() }
    }

    /// How near a word is to the nearest of the entry's telling words, from 0 to 1; 0 where too many were compared.
    pub(super) fn of(&mut self, word: &'a str) -> f32 {
        if self.matcher.table == WordTable::Unused {
            return 0.0;
        }
        if let Some(near) = self.compared.get(word) {
            return *near;
        }
        let near = if self.compared.len() < MOST_COMPARED { self.nearest(word) } else { return 0.0 };
        self.compared.insert(word, near);
        near
    }

    fn nearest(&self, word: &str) -> f32 {
        let Some(own) = meaning(word) else { return 0.0 };
        let near = |other: &Vector| nearness(&own, other);
        let others = self.knowledge.telling.iter().filter_map(|term| self.matcher.vocabulary.meaning_of(*term));
        others.map(near).fold(0.0, f32::max).min(1.0)
    }
}
