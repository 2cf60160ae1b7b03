//! Words that an answer denies and the ground tells, or the other way round.

use std::ops::Range;

use super::beside::{Beside, Doubt, DoubtKind, SAME_WORD};
use super::denial::Denial;
use super::reading::Reading;

/// The least share of a denial that stands in the ground, which denies nothing.
const LONE: f32 = 0.4;
/// The least likeness of two clauses of which one denies what the other tells.
const TURNED: f32 = 0.35;
/// The least likeness of a clause and one that denies a word of it.
const DENIED_THERE: f32 = 0.25;
/// The least likeness of a clause that denies a word and one that tells it.
const DENIED_ALIKE: f32 = 0.5;

impl Beside<'_> {
    /// A clause that denies what the ground tells, where no sentence that has the denied word denies anything; where
    /// the ground has it in other words, nothing in it may.
    pub(super) fn lone_denial(&self, clause: &Range<usize>) -> Option<Doubt> {
        let own = self.answer.denies(clause);
        let is_told = || {
            let (share, count) = self.covered(clause);
            count > 1 && share >= LONE
        };
        if !own.is_denied || !is_told() {
            return None;
        }
        let denied = self.answer.denied_word(clause);
        let told = || self.grounds.iter().enumerate().filter(|(_, reading)| !reading.is_heading);
        let sentences =
            || told().flat_map(|(ground, reading)| reading.sentences.iter().map(move |told| (ground, reading, told)));
        let has_word = |ground: usize, told: &Range<usize>| {
            let mut links = self.links[ground].iter().filter(|link| Some(link.own) == denied);
            links.any(|link| link.alike >= SAME_WORD && told.contains(&link.told))
        };
        let mut with_word = sentences().filter(|(ground, _, told)| has_word(*ground, told)).peekable();
        let is_affirmed = if with_word.peek().is_some() {
            with_word.all(|(_, reading, told)| reading.denies_only(told, &own))
        } else {
            sentences().all(|(_, reading, told)| reading.denies_only(told, &own))
        };
        let scored = sentences().map(|(ground, reading, told)| (self.likeness(clause, ground, told), reading, told));
        let (most, reading, told) = scored.max_by(|one, other| one.0.total_cmp(&other.0))?;
        let (span, instead) = (self.answer.span_of(clause), reading.text_of(told).to_string());
        let is_turned = is_affirmed && most > 0.0 && reading.denies_only(told, &own);
        is_turned.then_some(Doubt { kind: DoubtKind::Negation, span, instead })
    }

    /// A clause that denies a word which the ground only tells, or tells one which the ground only denies.
    pub(super) fn turned(&self, clause: &Range<usize>) -> Option<Doubt> {
        let own = self.answer.denies(clause);
        let own_denies = own.is_denied;
        let grounds = self.grounds.iter().enumerate().filter(|(_, reading)| !reading.is_heading);
        let clauses =
            grounds.flat_map(|(ground, reading)| reading.clauses.iter().map(move |told| (ground, reading, told)));
        let opposite = clauses.filter(|(_, reading, told)| {
            let denial = reading.denies(told);
            denial.is_denied != own.is_denied && own.is_comparable(&denial) && self.has_figures(clause, reading, told)
        });
        let turned = opposite.filter(|(ground, reading, told)| {
            let denied = if own_denies { self.answer.denied_word(clause) } else { reading.denied_word(told) };
            let is_it = |own: usize, told: usize| denied == Some(if own_denies { own } else { told });
            let mut links = self.links[*ground].iter().filter(|link| link.alike >= SAME_WORD);
            links.any(|link| {
                clause.contains(&link.own)
                    && told.contains(&link.told)
                    && is_it(link.own, link.told)
                    && !self.says_so(link.own, own.is_denied)
            })
        });
        let scored = turned.map(|(ground, reading, told)| (self.likeness(clause, ground, told), reading.text_of(told)));
        let (likeness, instead) = scored.max_by(|one, other| one.0.total_cmp(&other.0))?;
        let span = self.answer.span_of(clause);
        (likeness >= TURNED).then(|| Doubt { kind: DoubtKind::Negation, span, instead: instead.to_string() })
    }

    /// Whether the ground denies a word of the answer somewhere, or tells it.
    fn says_so(&self, own: usize, is_denied: bool) -> bool {
        let says = |(ground, reading): (usize, &Reading)| {
            let links = self.links[ground].iter().filter(|link| link.own == own && link.alike >= SAME_WORD);
            links.map(|link| reading.denies(&reading.clause_of(link.told))).any(|denial| denial.is_denied == is_denied)
        };
        self.grounds.iter().enumerate().filter(|(_, reading)| !reading.is_heading).any(says)
    }

    /// A clause that tells a word which the ground only denies.
    pub(super) fn told_denied(&self, clause: &Range<usize>) -> Option<Doubt> {
        let own = self.answer.denies(clause);
        if own != Denial::default() {
            return None;
        }
        let links = |own: usize| {
            let grounds = self.grounds.iter().enumerate().filter(|(_, reading)| !reading.is_heading);
            grounds.flat_map(move |(ground, reading)| {
                let links = self.links[ground].iter().filter(move |link| link.own == own && link.alike >= SAME_WORD);
                links.map(move |link| (ground, reading, link.told))
            })
        };
        let is_only_denied = |own: usize| {
            links(own).next().is_some() && links(own).all(|(_, reading, told)| reading.is_denied_word(told))
        };
        let denied = self.answer.telling(clause).filter(|at| !self.answer.is_denied_word(*at) && is_only_denied(*at));
        let told = denied.flat_map(links).map(|(ground, reading, at)| (ground, reading, reading.clause_of(at)));
        let told = told.filter(|(_, reading, told)| self.has_figures(clause, reading, told));
        let told = told.map(|(ground, reading, told)| (self.likeness(clause, ground, &told), reading.text_of(&told)));
        let (likeness, instead) = told.max_by(|one, other| one.0.total_cmp(&other.0))?;
        let span = self.answer.span_of(clause);
        (likeness >= DENIED_THERE).then(|| Doubt { kind: DoubtKind::Negation, span, instead: instead.to_string() })
    }

    /// A clause that denies a word of a clause like it, where no other clause denies the word.
    pub(super) fn denied_alike(&self, clause: &Range<usize>) -> Option<Doubt> {
        let own = self.answer.denies(clause);
        let word = self.answer.denied_word(clause)?;
        let says_little = || self.answer.telling(clause).count() < 2;
        if !own.is_denied || !own.is_plain() || says_little() || !self.answer.says_not(clause) {
            return None;
        }
        let grounds = self.grounds.iter().enumerate().filter(|(_, reading)| !reading.is_heading);
        let told = grounds.flat_map(|(ground, reading)| {
            let links = self.links[ground].iter().filter(|link| link.own == word && link.alike >= SAME_WORD);
            links.map(move |link| (ground, reading, reading.clause_of(link.told)))
        });
        let told: Vec<_> = told.collect();
        let affirms = |reading: &Reading, told: &Range<usize>| {
            let denial = reading.denies(told);
            !denial.is_denied && denial.is_plain()
        };
        if !told.iter().all(|(_, reading, told)| affirms(reading, told)) {
            return None;
        }
        let like = told.iter().filter(|(_, reading, told)| self.has_figures(clause, reading, told));
        let scored = like.map(|(ground, reading, told)| (self.likeness(clause, *ground, told), reading.text_of(told)));
        let (likeness, instead) = scored.max_by(|one, other| one.0.total_cmp(&other.0))?;
        let span = self.answer.span_of(clause);
        (likeness >= DENIED_ALIKE).then(|| Doubt { kind: DoubtKind::Negation, span, instead: instead.to_string() })
    }
}
