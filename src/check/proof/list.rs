//! Lists of an answer: one that it denies to be, and one of things that are unlike.

use std::ops::Range;

use super::beside::{Beside, Doubt, DoubtKind};
use super::ground::Found;
use super::lack::LACKS;
use super::name::is_time;
use super::reading::{COLONS, Reading};
use crate::matching::Measure;

/// Words before a count that deny it.
const DENIES_COUNT: [&str; 5] = ["not", "no", "没有", "没", "不是"];
/// The least likeness of an item of a list and what is told of it.
const LISTED: f32 = 0.5;

impl Beside<'_> {
    /// A clause that denies what is listed behind it: "there are not three routes: ...", 音乐老师没有：…
    pub(super) fn denied_list(&self, clause: &Range<usize>) -> Option<Doubt> {
        let answer = self.answer;
        let last = clause.end.checked_sub(1).filter(|last| clause.contains(last))?;
        let denies_all = LACKS.contains(&answer.words[last].text.as_str()) && answer.is_before_colon(clause);
        let sentence = answer.sentence_of(clause.start);
        let behind = answer.clauses.iter().filter(|other| other.start >= clause.end && sentence.contains(&other.start));
        let mut listed = behind.skip_while(|other| !answer.is_behind(other, &COLONS));
        let told = listed.find_map(|item| self.told_alike(item))?;
        (denies_all || self.denies_count(clause)).then(|| Doubt {
            kind: DoubtKind::Negation,
            span: answer.span_of(clause),
            instead: told.to_string(),
        })
    }

    /// Whether a clause denies how many there are: "not three routes".
    fn denies_count(&self, clause: &Range<usize>) -> bool {
        let figures =
            self.answer.figures.iter().filter(|figure| clause.contains(&figure.at) && figure.at > clause.start);
        let mut counts = figures.filter(|figure| figure.measure == Measure::Count && figure.words.start == figure.at);
        counts.any(|figure| DENIES_COUNT.contains(&self.answer.words[figure.at - 1].text.as_str()))
    }

    /// What the ground tells that is like a clause.
    fn told_alike(&self, clause: &Range<usize>) -> Option<&str> {
        let told =
            self.texts().flat_map(|(ground, reading)| reading.clauses.iter().map(move |told| (ground, reading, told)));
        let mut alike = told.filter(|(ground, _, told)| self.likeness(clause, *ground, told) >= LISTED);
        alike.next().map(|(_, reading, told)| reading.text_of(told))
    }

    /// A name in a list with a day, or a day in a list with a name, where the ground lists its like: "on Sundays and Ada".
    pub(super) fn mixed(&self, name: &Found, own: &[Found], told: &[Vec<Found>]) -> Option<Doubt> {
        let is_time = |reading: &Reading, name: &Found| is_time(reading, &name.span);
        let own_time = is_time(self.answer, name);
        let joins = |other: &&Found| other.is_proper && are_joined(self.answer, &name.span, &other.span);
        let beside = own.iter().filter(joins).find(|other| is_time(self.answer, other) != own_time)?;
        let like_it = self.texts().find_map(|(ground, reading)| {
            let names = &told[ground];
            let is_beside = |like: &&Found| {
                let joined = |other: &&Found| other.name == beside.name && are_joined(reading, &like.span, &other.span);
                is_time(reading, like) != own_time && names.iter().any(|other| joined(&other))
            };
            let like = names.iter().filter(|like| like.name != beside.name).find(is_beside)?;
            Some(reading.text[like.span.clone()].to_string())
        })?;
        Some(Doubt { kind: DoubtKind::Name, span: name.span.clone(), instead: like_it })
    }
}

/// Whether two names stand beside each other in a list, or begin and end a span.
pub(super) fn are_joined(reading: &Reading, one: &Range<usize>, other: &Range<usize>) -> bool {
    let (first, last) = if one.start < other.start { (one, other) } else { (other, one) };
    let between = reading.text.get(first.end..last.start).unwrap_or("").trim();
    matches!(between, "," | "and" | "or" | ", and" | ", or" | "to" | "、" | "和" | "或" | "至" | "到")
}
