//! Words that an answer denies and the ground tells, or the other way round.

use std::ops::Range;

use super::beside::{Beside, Doubt, DoubtKind, SAME_WORD};
use super::denial::Denial;
use super::ground::Link;
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
        let sentences = || {
            let told = self.texts();
            told.flat_map(|(ground, reading)| reading.sentences.iter().map(move |told| (ground, reading, told)))
        };
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
        let clauses = self.texts().flat_map(|(ground, reading)| {
            reading.clauses.iter().map(move |told| Place { ground, reading, words: told.clone() })
        });
        let opposite = clauses.filter(|told| {
            let denial = told.reading.denies(&told.words);
            denial.is_denied != own.is_denied
                && own.is_comparable(&denial)
                && self.has_figures(clause, told.reading, &told.words)
        });
        let turned = opposite.filter(|told| {
            let reading = told.reading;
            let denied = if own.is_denied { self.answer.denied_word(clause) } else { reading.denied_word(&told.words) };
            let is_it = |link: &Link| denied == Some(if own.is_denied { link.own } else { link.told });
            let mut links = self.links[told.ground].iter().filter(|link| link.alike >= SAME_WORD);
            links.any(|link| {
                clause.contains(&link.own)
                    && told.words.contains(&link.told)
                    && is_it(link)
                    && !self.says_so(link.own, own.is_denied)
            })
        });
        self.likest(clause, turned, TURNED)
    }

    /// A clause that tells a word which the ground only denies.
    pub(super) fn told_denied(&self, clause: &Range<usize>) -> Option<Doubt> {
        if self.answer.denies(clause) != Denial::default() {
            return None;
        }
        let is_only_denied = |at: usize| {
            let mut told = self.told_as(at).peekable();
            told.peek().is_some() && told.all(|told| told.reading.is_denied_word(told.words.start))
        };
        let words = self.answer.telling(clause).filter(|at| !self.answer.is_denied_word(*at) && is_only_denied(*at));
        let told = words.flat_map(|at| self.told_as(at)).map(Place::clause);
        let told = told.filter(|told| self.has_figures(clause, told.reading, &told.words));
        self.likest(clause, told, DENIED_THERE)
    }

    /// A clause that denies a word of a clause like it, where no other clause denies the word.
    pub(super) fn denied_alike(&self, clause: &Range<usize>) -> Option<Doubt> {
        let own = self.answer.denies(clause);
        let word = self.answer.denied_word(clause)?;
        let says_little = || self.answer.telling(clause).count() < 2;
        if !own.is_denied || !own.is_plain() || says_little() || !self.answer.says_not(clause) {
            return None;
        }
        let told: Vec<Place<'_>> = self.told_as(word).map(Place::clause).collect();
        let affirms = |told: &Place<'_>| {
            let denial = told.reading.denies(&told.words);
            !denial.is_denied && denial.is_plain()
        };
        if !told.iter().all(affirms) {
            return None;
        }
        let told = told.into_iter().filter(|told| self.has_figures(clause, told.reading, &told.words));
        self.likest(clause, told, DENIED_ALIKE)
    }

    /// The clause of the ground that is most like one of the answer, where it is so by as much as `least`.
    fn likest<'a>(&self, clause: &Range<usize>, told: impl Iterator<Item = Place<'a>>, least: f32) -> Option<Doubt> {
        let scored = told.map(|told| (self.likeness(clause, told.ground, &told.words), told));
        let (likeness, told) = scored.max_by(|one, other| one.0.total_cmp(&other.0))?;
        let (span, instead) = (self.answer.span_of(clause), told.reading.text_of(&told.words).to_string());
        (likeness >= least).then_some(Doubt { kind: DoubtKind::Negation, span, instead })
    }

    /// Whether the ground denies a word of the answer somewhere, or tells it.
    fn says_so(&self, own: usize, is_denied: bool) -> bool {
        let mut told = self.told_as(own).map(Place::clause);
        told.any(|told| told.reading.denies(&told.words).is_denied == is_denied)
    }

    /// Where the ground has a word of the answer.
    fn told_as(&self, own: usize) -> impl Iterator<Item = Place<'_>> {
        self.texts().flat_map(move |(ground, reading)| {
            let links = self.links[ground].iter().filter(move |link| link.own == own && link.alike >= SAME_WORD);
            links.map(move |link| Place { ground, reading, words: link.told..link.told + 1 })
        })
    }

    /// What the ground says, its headings left out.
    pub(super) fn texts(&self) -> impl Iterator<Item = (usize, &Reading)> {
        self.grounds.iter().enumerate().filter(|(_, reading)| !reading.is_heading)
    }
}

/// Some words of a ground.
struct Place<'a> {
    ground: usize,
    reading: &'a Reading,
    words: Range<usize>,
}

impl Place<'_> {
    /// The clause that they stand in.
    fn clause(self) -> Self {
        Self { words: self.reading.clause_of(self.words.start), ..self }
    }
}
