//! Values that an answer denies and the ground tells: "is not led by Ada Quill", 不是每年300元.

use std::ops::Range;

use super::beside::{Beside, Doubt, DoubtKind};
use super::figure::tells_value;
use super::reading::Reading;
use crate::matching::{Bound, Figure};
use crate::text::is_chinese;

/// Within so many words behind a denial, a value is what it denies.
const SOON: usize = 4;
/// Chinese words by which a name is denied, and not what is done with it.
const IS_NOT: [&str; 4] = ["不是", "并非", "不叫", "不在"];

/// A value of an answer.
pub(super) enum Value<'a> {
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

    /// The figures and names of a clause, each with its words.
    pub(super) fn values(&self, clause: &Range<usize>) -> Vec<(Range<usize>, Value<'_>)> {
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
