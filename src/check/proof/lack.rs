//! What an answer has and the ground is without, or the other way round: "with their boxes", "no lift", 没有贴纸.

use std::ops::Range;

use super::beside::{Beside, Doubt, DoubtKind, Places, SAME_WORD};
use super::reading::Reading;
use crate::matching::Measure;

/// By how much the words around the opposite must be nearer than those around the same, as a ratio. Fitted by hand on the
/// bases in `tests/bases`.
const NEARER: f32 = 1.3;
/// The least that they are near, as a share of all that could be.
const LEAST: f32 = 0.2;
/// Words of what there is, and of what there isn't, right before it.
const HAS: [&str; 4] = ["with", "a", "an", "有"];
const LACKS: [&str; 7] = ["without", "no", "没有", "没", "无", "未", "不带"];

/// Words before a count that deny it.
const DENIES_COUNT: [&str; 5] = ["not", "no", "没有", "没", "不是"];
/// The least likeness of an item of a list and what is told of it.
const LISTED: f32 = 0.5;

impl Beside<'_> {
    /// Things that are there in the answer alone, or in the ground alone.
    pub(super) fn lacking(&self) -> Vec<Doubt> {
        let words = 0..self.answer.words.len();
        words.filter(|at| self.answer.tokens[*at].tells()).filter_map(|at| self.lacks_other(at)).collect()
    }

    /// A clause that denies what is listed behind it: "there are not three routes: ...", 音乐老师没有：…
    pub(super) fn denied_list(&self, clause: &Range<usize>) -> Option<Doubt> {
        let answer = self.answer;
        let last = clause.end.checked_sub(1).filter(|last| clause.contains(last))?;
        let denies_all = LACKS.contains(&answer.words[last].text.as_str()) && answer.is_before_colon(clause);
        let sentence = answer.sentence_of(clause.start);
        let behind = answer.clauses.iter().filter(|other| other.start >= clause.end && sentence.contains(&other.start));
        let mut listed = behind.skip_while(|other| !answer.is_behind_colon(other));
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

    fn lacks_other(&self, at: usize) -> Option<Doubt> {
        let own = has(self.answer, at)?;
        let (mut same, mut opposite, mut instead) = (0.0_f32, 0.0_f32, None);
        for (ground, reading) in self.texts() {
            for link in self.links[ground].iter().filter(|link| link.own == at && link.alike >= SAME_WORD) {
                let near = self.context(&(at..at + 1), ground, &(link.told..link.told + 1), &Places::default());
                if has(reading, link.told) == Some(!own) {
                    if near > opposite {
                        (opposite, instead) = (near, Some((reading, link.told)));
                    }
                } else {
                    same = same.max(near);
                }
            }
        }
        let (reading, told) = instead?;
        let least = LEAST * self.most_context(&(at..at + 1));
        let doubt = Doubt {
            kind: DoubtKind::Negation,
            span: self.answer.span_of(&(at - 1..at + 1)),
            instead: reading.text_of(&reading.clause_of(told)).to_string(),
        };
        (opposite > same * NEARER && opposite > least).then_some(doubt)
    }
}

/// Whether a thing is said to be there; none where neither is said of it.
fn has(reading: &Reading, at: usize) -> Option<bool> {
    let is_said = |at: &usize| {
        let word = reading.words[*at].text.as_str();
        LACKS.contains(&word) || HAS.contains(&word)
    };
    // "With their boxes": a word that tells nothing may stand between.
    let directly = at.checked_sub(1)?;
    let behind_another = directly.checked_sub(1).filter(|_| !reading.tokens[directly].tells());
    let before = &reading.words[Some(directly).filter(is_said).or(behind_another.filter(is_said))?];
    if LACKS.contains(&before.text.as_str()) {
        return Some(false);
    }
    let denial = reading.denies(&reading.clause_of(at));
    (HAS.contains(&before.text.as_str()) && !denial.is_denied && denial.is_plain()).then_some(true)
}
