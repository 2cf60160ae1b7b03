//! Facts as a list by topic.

use std::collections::HashMap;

use super::label;
use crate::facts::{Base, Fact, FactId};
use crate::text::Language;

/// The facts of one topic.
#[derive(Debug)]
pub struct Group<'a> {
    /// What the topic is called.
    pub topic: &'a str,
    /// Its facts, in the order in which they came.
    pub facts: Vec<&'a Fact>,
}

/// Facts by topic, the topics in the order of their first fact.
pub fn groups<'a>(base: &'a Base, facts: &[FactId], language: Language) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for fact in facts.iter().map(|fact| base.fact(*fact)) {
        let topic = fact.topic.get(language).as_str();
        match groups.iter_mut().find(|group| group.topic == topic) {
            Some(group) => group.facts.push(fact),
            None => groups.push(Group { topic, facts: vec![fact] }),
        }
    }
    groups
}

/// A line of a list.
#[derive(Debug, PartialEq, Eq)]
pub enum ListRow {
    /// A topic.
    Topic(String),
    /// A fact: its id, padded so that labels stand in a column, and its label.
    Fact(String, String),
}

/// The list's lines.
pub fn rows(base: &Base, facts: &[FactId], language: Language) -> Vec<ListRow> {
    let groups = groups(base, facts, language);
    let width = groups.iter().flat_map(|group| &group.facts).map(|fact| fact.id.text.len()).max().unwrap_or_default();
    let mut rows = Vec::new();
    for group in groups {
        rows.push(ListRow::Topic(group.topic.to_string()));
        let row = |fact: &&Fact| ListRow::Fact(format!("{:width$}", fact.id.text), label(fact, language).to_string());
        rows.extend(group.facts.iter().map(row));
    }
    rows
}

/// Three facts worth asking for: from topics spread over the base, the fact of each that
/// most others point to.
pub fn worth_asking(base: &Base, language: Language) -> Vec<FactId> {
    const HOW_MANY: usize = 3;
    let all: Vec<FactId> = base.fact_ids().collect();
    let groups = groups(base, &all, language);
    let mut pointed_at: HashMap<&str, usize> = HashMap::new();
    for id in base.facts.iter().flat_map(|fact| &fact.related) {
        *pointed_at.entry(&id.text).or_default() += 1;
    }
    let pointed_at = |fact: &Fact| pointed_at.get(fact.id.text.as_str()).copied().unwrap_or_default();
    // The first topics of equal stretches; of fewer topics some are asked twice.
    let chosen = (0..HOW_MANY).filter_map(|at| groups.get(at * groups.len() / HOW_MANY));
    let mut worth: Vec<FactId> = Vec::new();
    for group in chosen {
        let fresh = group.facts.iter().filter(|fact| !worth.iter().any(|other| base.fact(*other).id == fact.id));
        let best = fresh.rev().max_by_key(|fact| pointed_at(fact));
        worth.extend(best.and_then(|fact| base.fact_named(&fact.id.text)));
    }
    worth
}
