//! Which entries may a question be for? The likeliest first, each with how it fits and accounts for it.

use super::entry::{Entry, EntryId};
use super::gate::{Account, Demand, Missing, Question};
use super::index::Fit;
use super::knowledge::{Phrased, properties};
use super::weights::{COVER_FLOOR, COVER_POWER, LOOKED_AT, SAID, WRONG_KIND};
use super::{Context, Matcher};
use crate::facts::FactId;
use crate::text::{Kind, Language};

/// An entry that a question may be for.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Which one.
    pub entry: Entry,
    /// How it stands to the others, after all factors.
    pub score: f32,
    /// How well it fits, before any factor.
    pub fit: Fit,
    /// How it accounts for the question.
    pub account: Account,
    /// How near it is to what was said before; 0 where nothing was.
    pub boost: f32,
    /// Whether the question is one of its phrasings, word for word.
    pub verbatim: bool,
}

impl Candidate {
    /// The fact that it is.
    pub fn fact(&self) -> Option<FactId> {
        match self.entry {
            Entry::Fact(fact) => Some(fact),
            Entry::Gap(_) | Entry::SmallTalk(_) => None,
        }
    }
}

/// The score of an entry that is asked for in the very words of a phrasing: more than any other can have.
const VERBATIM: f32 = 2.0;

impl Matcher {
    /// The entries that a question may be for, the likeliest first.
    pub fn rank(&self, question: &Question, language: Language, context: &Context) -> Vec<Candidate> {
        let index = self.index(language);
        // Who asks in the words of a phrasing asks for its entry.
        let verbatim = index.verbatim(&question.words).filter(|_| context.is_empty());
        let boosts = context.boosts();
        // What was said before may lift any entry; otherwise only the first ones are looked at.
        let most = if context.follows() { usize::MAX } else { LOOKED_AT };
        let mut order: Vec<(f32, EntryId, Fit)> = index
            .fits(&question.words, context, most)
            .into_iter()
            .map(|(id, fit)| {
                let boost = boosts.get(&id).copied().unwrap_or_default();
                (fit.standing + boost, id, fit)
            })
            .collect();
        if context.follows() {
            order.sort_by(|one, other| other.0.total_cmp(&one.0));
        }
        if let Some(verbatim) = verbatim {
            let place = order.iter().position(|(_, id, _)| *id == verbatim);
            let fit = place.map_or_else(Fit::default, |place| order.remove(place).2);
            order.insert(0, (VERBATIM, verbatim, fit));
        }
        let demand = Demand::of(question, &self.contrasts);
        let candidate = |(score, id, fit): (f32, EntryId, Fit)| {
            let account = demand.account(&self.knowledge[id.index()], !context.follows());
            let entry = self.entries.get(id);
            if Some(id) == verbatim {
                let account = Account { missing: None, cover: 1.0, ..account };
                return Candidate { entry, score: VERBATIM, fit, account, boost: 0.0, verbatim: true };
            }
            let boost = boosts.get(&id).copied().unwrap_or_default();
            Candidate { entry, score: score * factor(&account), fit, account, boost, verbatim: false }
        };
        let mut candidates: Vec<Candidate> = order.into_iter().take(LOOKED_AT).map(candidate).collect();
        candidates.retain(|candidate| candidate.verbatim || !self.is_for_a_fact(question, candidate.entry));
        candidates.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.entry.cmp(&other.entry)));
        candidates
    }
}

impl Matcher {
    /// Whether `entry` is a gap, and the question asks for a fact near it: one that knows all its words, and
    /// gives the kind of answer and the properties that are asked for. A gap shares most of its words with the
    /// facts near it, so that "how many films?" fits "how many of the films are comedies?" very well.
    fn is_for_a_fact(&self, question: &Question, entry: Entry) -> bool {
        let Entry::Gap(gap) = entry else { return false };
        let telling = || question.words.iter().filter(|word| word.weight > 0.0);
        let kinds: Vec<Kind> = question.asked.wanted().collect();
        let wanted = properties(&question.asked, &question.words);
        let gives = |fact: &FactId| {
            let fact = self.knowledge_of(Entry::Fact(*fact));
            telling().all(|word| word.term.is_some_and(|term| fact.terms.contains(&term)))
                && fact.is_asked(&kinds)
                && wanted.within(fact.asked_of.and(fact.told_of))
        };
        let asks_the_same = |phrased: &Phrased| phrased.kinds.iter().any(|kind| kinds.contains(kind));
        let is_said = |phrased: &Phrased| asks_the_same(phrased) && phrased.said_by(telling()) >= SAID;
        self.nearest[gap.index()].iter().any(gives) && !self.knowledge_of(entry).asks.iter().any(is_said)
    }
}

/// What is left of a score for what the entry cannot account for.
fn factor(account: &Account) -> f32 {
    let cover = COVER_FLOOR + (1.0 - COVER_FLOOR) * account.cover.powi(COVER_POWER);
    if matches!(account.missing, Some(Missing::Kind(_))) { cover * WRONG_KIND } else { cover }
}
