//! What an answer has and the ground is without, or the other way round: "with their boxes", "no lift", 没有贴纸.

use super::beside::{Beside, Doubt, DoubtKind, Places, SAME_WORD};
use super::reading::Reading;

/// By how much the words around the opposite must be nearer than those around the same, as a ratio. Fitted by hand on the
/// bases in `tests/bases`.
const NEARER: f32 = 1.3;
/// The least that they are near, as a share of all that could be.
const LEAST: f32 = 0.2;
/// Words of what there is, and of what there isn't, right before it.
const HAS: [&str; 4] = ["with", "a", "an", "有"];
pub(super) const LACKS: [&str; 7] = ["without", "no", "没有", "没", "无", "未", "不带"];

impl Beside<'_> {
    /// Things that are there in the answer alone, or in the ground alone.
    pub(super) fn lacking(&self) -> Vec<Doubt> {
        let words = 0..self.answer.words.len();
        words.filter(|at| self.answer.tokens[*at].tells()).filter_map(|at| self.lacks_other(at)).collect()
    }

    fn lacks_other(&self, at: usize) -> Option<Doubt> {
        let (said, own) = has(self.answer, at)?;
        let (mut same, mut opposite, mut instead) = (0.0_f32, 0.0_f32, None);
        for (ground, reading) in self.texts() {
            for link in self.links[ground].iter().filter(|link| link.own == at && link.alike >= SAME_WORD) {
                let near = self.context(&(at..at + 1), ground, &(link.told..link.told + 1), &Places::default());
                if has(reading, link.told).is_some_and(|(_, told)| told != own) {
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
            span: self.answer.span_of(&(said..at + 1)),
            instead: reading.text_of(&reading.clause_of(told)).to_string(),
        };
        (opposite > same * NEARER && opposite > least).then_some(doubt)
    }
}

/// The word by which a thing is said to be there or lacking, and whether it is there.
fn has(reading: &Reading, at: usize) -> Option<(usize, bool)> {
    let is_said = |at: &usize| {
        let word = reading.words[*at].text.as_str();
        LACKS.contains(&word) || HAS.contains(&word)
    };
    // "With their boxes": a word that tells nothing may stand between.
    let directly = at.checked_sub(1)?;
    let behind_another = directly.checked_sub(1).filter(|_| !reading.tokens[directly].tells());
    let said = Some(directly).filter(is_said).or(behind_another.filter(is_said))?;
    if LACKS.contains(&reading.words[said].text.as_str()) {
        return Some((said, false));
    }
    let denial = reading.denies(&reading.clause_of(at));
    (!denial.is_denied && denial.is_plain()).then_some((said, true))
}
