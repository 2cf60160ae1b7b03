//! Values that an answer denies and the ground tells: "is not led by Ada Quill", 不是每年300元; and those that the source is
//! said to tell without saying them: "the article names a currency".

use std::ops::Range;

use super::beside::{Beside, Doubt, DoubtKind};
use super::clause::is_of_source;
use super::denial::Denial;
use super::denial_words::{SOURCES, TELLS};
use super::figure::tells_value;
use super::reading::Reading;
use crate::matching::{Bound, Figure};
use crate::text::is_chinese;

/// Within so many words behind a denial, a value is what it denies.
const SOON: usize = 4;
/// Within so many words, a verb belongs to the one that stresses it.
const STRESSED: usize = 6;
/// The least share of what the source is said to tell that stands in it.
const TOLD_OF: f32 = 0.35;
/// Chinese words by which a name is denied, and not what is done with it.
const IS_NOT: [&str; 4] = ["不是", "并非", "不叫", "不在"];

enum Value<'a> {
    Figure(&'a Figure),
    /// The number of a recorded name.
    Name(usize),
}

impl Beside<'_> {
    /// A clause that denies a value which the ground only affirms.
    pub(super) fn denied_value(&self, clause: &Range<usize>) -> Option<Doubt> {
        let denial = self.answer.lone_denial_in(clause)?;
        let values = self.values(clause).into_iter().filter(|(at, _)| at.start > denial);
        let (at, value) = values.min_by_key(|(at, _)| at.start)?;
        let is_denied = match value {
            Value::Figure(figure) => {
                !self.answer.words[denial].text.contains(['禁', '勿'])
                    && matches!(figure.bound, Bound::Plain | Bound::Exactly | Bound::About | Bound::Nearly)
            }
            Value::Name(_) => {
                let word = self.answer.words[denial].text.as_str();
                !word.contains(is_chinese) || IS_NOT.contains(&word)
            }
        };
        if at.start > denial + SOON || !is_denied {
            return None;
        }
        let own = self.answer.denies(clause);
        let told = self.told_values(&value);
        let (reading, first) = told.first()?;
        let is_affirmed = told.iter().all(|(reading, at)| reading.denies_only(&reading.clause_of(at.start), &own));
        let instead = reading.text_of(&reading.clause_of(first.start)).to_string();
        is_affirmed.then(|| Doubt { kind: DoubtKind::Negation, span: self.answer.span_of(clause), instead })
    }

    /// A clause that says that the source tells something, and not what: what the text doesn't tell, without its "not".
    pub(super) fn says_nothing(&self, clause: &Range<usize>) -> Option<Doubt> {
        let (verb, is_stressed) = self.answer.tells_of(clause)?;
        let own = self.answer.text_of(clause);
        let says_that = if is_stressed {
            let sentence = self.answer.text_of(&self.answer.sentence_of(clause.start)).to_lowercase();
            is_of_source(&sentence, self.called) || SOURCES.iter().any(|source| sentence.contains(source))
        } else {
            is_of_source(own, self.called) && self.covered(&(verb + 1..clause.end)).0 < TOLD_OF
        };
        let is_empty = says_that && self.answer.denies(clause) == Denial::default() && self.has_no_value(clause);
        let span = self.answer.span_of(clause);
        is_empty.then(|| Doubt { kind: DoubtKind::Empty, span, instead: String::new() })
    }

    /// Whether a clause gives neither a figure nor a name nor a quotation.
    fn has_no_value(&self, clause: &Range<usize>) -> bool {
        self.values(clause).is_empty() && !self.answer.text_of(clause).contains(['"', '“', '”', '‘', '’', '《'])
    }

    fn values(&self, clause: &Range<usize>) -> Vec<(Range<usize>, Value<'_>)> {
        let figures = self.answer.figures.iter().filter(|figure| clause.contains(&figure.at));
        let figures = figures.map(|figure| (figure.words.clone(), Value::Figure(figure)));
        let names = self.recorded.found_in(&self.answer.text).into_iter().filter(|name| name.is_proper);
        let names = names.map(|name| (self.answer.words_of(&name.span), Value::Name(name.name)));
        figures.chain(names.filter(|(at, _)| clause.contains(&at.start))).collect()
    }

    fn told_values(&self, value: &Value<'_>) -> Vec<(&Reading, Range<usize>)> {
        let of_reading = |reading: &Reading| -> Vec<Range<usize>> {
            match value {
                Value::Figure(figure) => {
                    let told = reading.figures.iter().filter(|told| tells_value(figure, told));
                    told.map(|told| told.words.clone()).collect()
                }
                Value::Name(number) => {
                    let found = self.recorded.found_in(&reading.text).into_iter();
                    found.filter(|found| found.name == *number).map(|found| reading.words_of(&found.span)).collect()
                }
            }
        };
        self.grounds.iter().flat_map(|reading| of_reading(reading).into_iter().map(move |at| (reading, at))).collect()
    }
}

impl Reading {
    /// The verb by which a clause says that its source tells something, and whether that is stressed: "does name",
    /// 有对此作介绍.
    fn tells_of(&self, clause: &Range<usize>) -> Option<(usize, bool)> {
        let text = |at: usize| self.words[at].text.as_str();
        let verb = clause.clone().skip(1).find(|at| TELLS.contains(&text(*at)))?;
        let stresses = |at: usize| at + 1 == verb && text(at) == "does" || text(at) == "有";
        Some((verb, (clause.start..verb).rev().take(STRESSED).any(stresses)))
    }
}
