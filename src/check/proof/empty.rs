//! What an answer says that its source tells, without saying it: "the article names a currency". It is mostly what the
//! source does not tell, without its "not".

use std::ops::Range;

use super::beside::{Beside, Doubt, DoubtKind};
use super::clause::is_of_source;
use super::denial::Denial;
use super::denial_words::TELLS;
use super::reading::Reading;

/// Within so many words, a verb belongs to the one that stresses it.
const STRESSED: usize = 6;
/// The least share of what the source is said to tell that stands in it.
const TOLD_OF: f32 = 0.35;

impl Beside<'_> {
    /// A clause that says that the source tells something, and not what.
    pub(super) fn says_nothing(&self, clause: &Range<usize>) -> Option<Doubt> {
        let (verb, is_stressed) = self.answer.tells_of(clause)?;
        let is_of_source = |words: &Range<usize>| is_of_source(self.answer.text_of(words), self.called);
        let says_that = if is_stressed {
            // The clause before may say that it is the source which does so.
            is_of_source(&self.answer.sentence_of(clause.start))
        } else {
            is_of_source(clause) && self.covered(&(verb + 1..clause.end)).0 < TOLD_OF
        };
        let is_empty = says_that && self.answer.denies(clause) == Denial::default() && self.has_no_value(clause);
        let span = self.answer.span_of(clause);
        is_empty.then(|| Doubt { kind: DoubtKind::Empty, span, instead: String::new() })
    }

    /// Whether a clause gives neither a figure nor a name nor a quotation.
    fn has_no_value(&self, clause: &Range<usize>) -> bool {
        self.values(clause).is_empty() && !self.answer.text_of(clause).contains(['"', '“', '”', '‘', '’', '《'])
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
