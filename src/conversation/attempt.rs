//! One question with what it comes to: of all ways to read it, the one that is judged likeliest.

use super::memory::{self, Last};
use super::readings::{Reading, parts_that_ask};
use super::{CHATTER, Said};
use crate::facts::FactId;
use crate::matching::weights::READ_FROM;
use crate::matching::{Candidate, Class, Context, Decision, Judged, Matcher, Prepared, Question, Verdict, Word};
use crate::text::Language;

/// The most telling words of a question that may lean on what was said before though nothing in it points back.
const MOST_TELLING: usize = 3;

/// A base that is asked in one language.
#[derive(Clone, Copy)]
pub(super) struct Asker<'a> {
    pub(super) prepared: &'a Prepared,
    pub(super) language: Language,
}

/// A reading of a question with what it came to.
pub(super) struct Attempt {
    pub(super) question: Question,
    /// Whether a part of the message was read, and the rest left aside.
    pub(super) is_part: bool,
    pub(super) candidates: Vec<Candidate>,
    pub(super) judged: Option<Judged>,
    pub(super) decision: Decision,
}

impl<'a> Asker<'a> {
    pub(super) fn matcher(self) -> &'a Matcher {
        self.prepared.matcher()
    }

    /// Reads words in the way that is judged likeliest, as a follow-up of `last` if they look like one.
    pub(super) fn attempt(self, words: &[Word], last: Option<&Last>) -> Attempt {
        let whole = self.make(self.whole(words));
        // What points back, or tells nothing by itself, is hardly understood without what was said.
        let tells_nothing = || whole.question.words.iter().all(|word| word.weight == 0.0);
        let leans = last.is_some() && (memory::points_back(&whole.question) || tells_nothing());
        // "Name them" asks, and "thanks for that" does not.
        let asks_on = leans && whole.question.asked.wanted().next().is_some();
        if (whole.is_small_talk() && !asks_on) || (whole.is_settled() && !leans) {
            return whole;
        }
        let mut best = whole;
        if let Some(reading) = self.follow_up(&best.question, last) {
            let follow_up = self.make(reading);
            let is_meant = leans && (follow_up.says_something() || best.answer().is_none());
            // What was said before tells which fact is meant, and not that the same fact answers any better.
            let leads_on = memory::follows(&best.question) || follow_up.first_fact() != best.first_fact();
            if is_meant || (leads_on && follow_up.likelihood() > best.likelihood()) {
                best = follow_up;
            }
        }
        for reading in parts_that_ask(self.matcher(), words, self.language) {
            if best.likelihood() >= READ_FROM {
                break;
            }
            let part = self.make(reading).beside(words);
            if part.likelihood() > best.likelihood() {
                best = part;
            }
        }
        best
    }

    /// All ways to read words, the whole of them first, with what the base makes of each.
    pub(super) fn readings(self, words: &[Word], last: Option<&Last>) -> Vec<(Reading, Vec<Candidate>)> {
        let whole = self.whole(words);
        let follow_up = self.follow_up(&whole.question, last);
        let parts = parts_that_ask(self.matcher(), words, self.language);
        let all = std::iter::once(whole).chain(follow_up).chain(parts);
        all.map(|reading| {
            let candidates = self.matcher().rank(&reading.question, self.language, &reading.context);
            (reading, candidates)
        })
        .collect()
    }

    fn whole(self, words: &[Word]) -> Reading {
        let question = self.matcher().question(words.to_vec(), self.language);
        let context = Context::none().referring(memory::follows(&question));
        Reading { question, context }
    }

    /// The question as a follow-up of `last`: it points back, or is short enough to lean on what was said.
    fn follow_up(self, question: &Question, last: Option<&Last>) -> Option<Reading> {
        let last = last?;
        let points_back = memory::points_back(question);
        let telling = question.words.iter().filter(|word| word.weight > 0.0).count();
        // "Thx anyway" asks nothing of anything.
        let says = telling > 0 || question.asked.wanted().next().is_some();
        let refers = memory::follows(question);
        if !(points_back || (says && (refers || telling <= MOST_TELLING))) {
            return None;
        }
        let mut question = question.clone();
        if question.asked.kinds.is_empty() {
            question.asked.kinds.clone_from(&last.kinds);
        }
        // "What share is that?" asks another thing of the same fact; "and unicorns?" the same of another.
        let asks_anew = question.asked.wanted().any(|kind| !last.kinds.contains(&kind));
        let context = self.prepared.context(&question, last.fact, points_back || asks_anew);
        Some(Reading { question, context: context.referring(refers) })
    }

    /// Whether words may come to ask something in one of the ways that they are read.
    pub(super) fn may_ask(self, words: &[Word]) -> bool {
        let end = words.iter().rposition(|word| word.class != Class::Mark).map_or(0, |at| at + 1);
        // Where no mark parts them they are read as a whole only.
        let is_parted = words[..end].iter().any(|word| word.class == Class::Mark);
        let is_marked = words[end..].iter().any(|word| word.text == "?");
        is_parted || is_marked || self.matcher().question(words.to_vec(), self.language).asked.at.is_some()
    }

    fn make(self, reading: Reading) -> Attempt {
        let Reading { question, context } = reading;
        let candidates = self.matcher().rank(&question, self.language, &context);
        let judged = self.matcher().judge(&question, &candidates, self.language, &context);
        let decision = self.matcher().decide(&question, &candidates, judged.as_ref(), self.language);
        Attempt { question, is_part: context.is_part(), candidates, judged, decision }
    }
}

impl Attempt {
    /// The reading of a part of `words`: yes to a part is no yes to figures that stand beside it.
    fn beside(mut self, words: &[Word]) -> Self {
        let figures = |words: &[Word]| words.iter().filter(|word| word.number.is_some()).count();
        if let Decision::Answer(_, verdict) = &mut self.decision
            && *verdict == Verdict::Yes
            && figures(words) > figures(&self.question.words)
        {
            *verdict = Verdict::Unclaimed;
        }
        self
    }

    /// Whether no other reading could make it clearer.
    fn is_settled(&self) -> bool {
        let verbatim = self.candidates.first().is_some_and(|best| best.verbatim);
        // A claim that is decided accounts for the whole message, which no part of it does.
        let is_decided = matches!(self.decision, Decision::Answer(_, Verdict::Yes | Verdict::No(_)));
        verbatim || is_decided || self.likelihood() >= READ_FROM
    }

    fn is_small_talk(&self) -> bool {
        matches!(self.decision, Decision::SmallTalk(_))
    }

    /// The fact that ranks first.
    fn first_fact(&self) -> Option<FactId> {
        self.candidates.iter().find_map(Candidate::fact)
    }

    /// How likely it is that the fact that ranks first answers it, from 0 to 1.
    pub(super) fn likelihood(&self) -> f32 {
        self.judged.as_ref().map_or(0.0, |judged| judged.answers.min(judged.concerns))
    }

    pub(super) fn answer(&self) -> Option<Said> {
        match &self.decision {
            Decision::Answer(fact, verdict) => Some(Said { fact: *fact, verdict: verdict.clone() }),
            _ => None,
        }
    }

    /// Whether it comes to an answer, or to a gap.
    fn says_something(&self) -> bool {
        self.answer().is_some() || matches!(&self.decision, Decision::Refuse(refusal) if refusal.gap.is_some())
    }

    /// Whether the fact that ranks first accounts for every telling word.
    pub(super) fn explains_all(&self) -> bool {
        let fact = self.candidates.iter().find(|candidate| candidate.fact().is_some());
        fact.is_some_and(|fact| fact.account.explained.iter().all(|explained| *explained))
    }

    /// How sure the outcome is, from 0 to 1.
    pub(super) fn confidence(&self) -> f32 {
        match &self.decision {
            Decision::SmallTalk(_) => 1.0,
            _ if self.candidates.first().is_some_and(|best| best.verbatim) => 1.0,
            _ => self.judged.as_ref().map_or(0.0, |judged| judged.answers),
        }
    }

    /// Whether it asks something.
    pub(super) fn asks(&self) -> bool {
        let marked = self.question.words.iter().any(|word| word.class == Class::Mark && word.text == "?");
        marked || self.question.asked.at.is_some()
    }

    /// Whether it is chatter beside a question: it asks nothing, and names no place, time, figure, name or member of a
    /// contrast that the question beside it may be about.
    pub(super) fn is_chatter(&self, matcher: &Matcher) -> bool {
        let binds = |word: &Word| {
            let names = matches!(word.class, Class::Place | Class::Time | Class::Figure | Class::Name);
            word.weight > 0.0 && (names || matcher.sets_apart(word))
        };
        let weight: f32 = self.question.words.iter().map(|word| word.weight).sum();
        weight <= CHATTER || (!self.asks() && !self.question.words.iter().any(binds))
    }
}
