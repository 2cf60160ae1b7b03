//! What does a message mean after what was said before? One turn: from a text to an outcome.

mod memory;
mod parts;
mod readings;

pub use memory::Memory;
pub use readings::Reading;

use crate::facts::Base;
use crate::matching::{Candidate, Class, Context, Decision, Entry, Matcher, Question, Refusal, Stance, Word};
use crate::text::{Kind, Language};
use memory::Last;
use parts::parts;

/// The most characters of a message that are read; the reply says so where more came.
pub const LONGEST_QUESTION: usize = 500;

/// A fact that is said, and how it stands to a figure in the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// The fact, by index.
    pub fact: usize,
    /// Whether it confirms or corrects what was asked.
    pub stance: Stance,
}

/// What a turn comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// One fact, or one for each part of the message.
    Answer(Vec<Said>),
    /// Facts to choose from, by index.
    Clarify(Vec<usize>),
    /// No answer: why, and what comes near.
    Refuse(Refusal),
    /// Small talk, by index.
    SmallTalk(usize),
}

/// A turn with everything that led to its outcome.
#[derive(Debug, Clone)]
pub struct Turn {
    /// What it came to.
    pub outcome: Outcome,
    /// The language of the reply.
    pub language: Language,
    /// How sure the outcome is, from 0 to 1.
    pub confidence: f32,
    /// What was read; of a message with several questions, the last one that was answered.
    pub question: Question,
    /// The entries that were looked at, the likeliest first.
    pub candidates: Vec<Candidate>,
    /// What was refused beside an answer to another part of the message, with the question of that part.
    pub unanswered: Option<(Question, Refusal)>,
    /// Whether the message was longer than is read.
    pub cut: bool,
}

/// A question with what it came to.
struct Attempt {
    question: Question,
    candidates: Vec<Candidate>,
    decision: Decision,
}

/// Answers `text`, with what `memory` holds of the conversation.
pub fn turn(base: &Base, matcher: &Matcher, memory: &mut Memory, text: &str) -> Turn {
    let read: String = text.chars().take(LONGEST_QUESTION).collect();
    let cut = read.len() < text.len();
    let language = memory.language_of(&read);
    memory.language = Some(language);
    if let Some(fact) = memory.choice(&read) {
        return chosen(matcher, memory, &read, language, fact);
    }
    let whole = attempt(base, matcher, &read, language, memory.last.as_ref());
    let turn = several(base, matcher, memory, &read, language, &whole)
        .unwrap_or_else(|| one(whole, language, memory.last.as_ref()));
    memory.remember(&turn);
    Turn { cut, ..turn }
}

/// Says a fact that was picked from a list or by a button, as if its number had been typed.
pub fn pick(matcher: &Matcher, memory: &mut Memory, fact: usize, language: Language) -> Turn {
    memory.language = Some(language);
    chosen(matcher, memory, "", language, fact)
}

fn chosen(matcher: &Matcher, memory: &mut Memory, text: &str, language: Language, fact: usize) -> Turn {
    let said = Said { fact, stance: Stance::Plain };
    let turn = Turn {
        outcome: Outcome::Answer(vec![said]),
        language,
        confidence: 1.0,
        question: matcher.read(text, language),
        candidates: Vec::new(),
        unanswered: None,
        cut: false,
    };
    memory.remember(&turn);
    turn
}

/// All ways to read `text` that are considered, the whole of it first, with what the base makes of each.
pub fn readings(base: &Base, matcher: &Matcher, memory: &Memory, text: &str) -> (Language, Vec<(Reading, Vec<Candidate>)>) {
    let read: String = text.chars().take(LONGEST_QUESTION).collect();
    let language = memory.language_of(&read);
    let words = matcher.read_words(&read);
    let question = matcher.question(words.clone(), language);
    let whole = Reading { question: question.clone(), context: Context::none() };
    let mut all = vec![whole];
    if let Some(last) = &memory.last {
        let points_back = memory::points_back(&question);
        if points_back || memory::follows(&question) {
            let mut question = question.clone();
            if question.asked.kinds.is_empty() {
                question.asked.kinds.clone_from(&last.kinds);
            }
            let asks_anew = question.asked.wanted().any(|kind| !last.kinds.contains(&kind));
            let context = matcher.context(base, &question, last.fact, points_back || asks_anew);
            all.push(Reading { question, context });
        }
    }
    all.extend(readings::parts_that_ask(matcher, &words, language));
    let ranked = |reading: Reading| {
        let candidates = matcher.rank(&reading.question, language, &reading.context);
        (reading, candidates)
    };
    (language, all.into_iter().map(ranked).collect())
}

/// Reads a question, as a follow-up of `last` if it looks like one.
fn attempt(base: &Base, matcher: &Matcher, text: &str, language: Language, last: Option<&Last>) -> Attempt {
    let question = matcher.read(text, language);
    let candidates = matcher.rank(&question, language, &Context::none());
    let decision = matcher.decide(&question, &candidates);
    let alone = Attempt { question, candidates, decision };
    let points_back = memory::points_back(&alone.question);
    // "Thx anyway" asks nothing of anything.
    let says =
        alone.question.words.iter().any(|word| word.weight > 0.0) || alone.question.asked.wanted().next().is_some();
    let leans = |alone: &Attempt| points_back || (says && memory::follows(&alone.question) && !alone.stands_alone());
    let Some(last) = last.filter(|_| leans(&alone)) else {
        return alone;
    };
    let mut question = alone.question.clone();
    let open = question.asked.kinds.is_empty();
    if open {
        question.asked.kinds.clone_from(&last.kinds);
    }
    // "What share is that?" asks another thing of the same fact; "and unicorns?" the same of another.
    let asks_anew = alone.question.asked.wanted().any(|kind| !last.kinds.contains(&kind));
    let context = matcher.context(base, &question, last.fact, points_back || asks_anew);
    let candidates = matcher.rank(&question, language, &context);
    let decision = matcher.decide(&question, &candidates);
    let follow_up = Attempt { question, candidates, decision };
    // A remark such as "thanks" follows nothing, and a question that only stands alone does so.
    let follows = follow_up.answer().is_some();
    let better_alone = match alone.decision {
        Decision::SmallTalk(_) => !(points_back && follows),
        Decision::Answer(..) => !follows,
        Decision::Clarify(_) | Decision::Refuse(_) => false,
    };
    if better_alone { alone } else { follow_up }
}

impl Attempt {
    /// Whether nothing that was said before could make the question clearer.
    fn stands_alone(&self) -> bool {
        let telling = self.question.words.iter().filter(|word| word.weight > 0.0).count();
        let explained = self.candidates.first().is_some_and(|best| best.account.explained.iter().all(|known| *known));
        let typed = self.question.asked.wanted().next().is_some();
        matches!(self.decision, Decision::Answer(..)) && typed && telling >= 2 && explained
    }

    fn answer(&self) -> Option<Said> {
        match self.decision {
            Decision::Answer(fact, stance) => Some(Said { fact, stance }),
            Decision::Clarify(_) | Decision::Refuse(_) | Decision::SmallTalk(_) => None,
        }
    }

    /// Whether it is chatter beside a question: it asks nothing, and names no place, time, figure, name
    /// or branch that the question beside it may be about.
    fn is_chatter(&self, matcher: &Matcher) -> bool {
        let asks = self.question.asked.wanted().next().is_some() || self.question.asked.is_yes_no();
        let binds = |word: &Word| {
            let names = matches!(word.class, Class::Place | Class::Time | Class::Figure | Class::Name);
            word.weight > 0.0 && (names || matcher.sets_apart(word))
        };
        let weight: f32 = self.question.words.iter().map(|word| word.weight).sum();
        weight <= CHATTER || (!asks && !self.question.words.iter().any(binds))
    }

    fn confidence(&self) -> f32 {
        let of = |wanted: &dyn Fn(Entry) -> bool| self.candidates.iter().find(|candidate| wanted(candidate.entry));
        let found = match &self.decision {
            Decision::Answer(fact, _) => of(&|entry| entry == Entry::Fact(*fact)),
            Decision::Clarify(facts) => of(&|entry| facts.iter().any(|fact| entry == Entry::Fact(*fact))),
            Decision::SmallTalk(index) => of(&|entry| entry == Entry::SmallTalk(*index)),
            Decision::Refuse(_) => self.candidates.first(),
        };
        found.map_or(0.0, |candidate| candidate.confidence)
    }
}

fn one(attempt: Attempt, language: Language, last: Option<&Last>) -> Turn {
    let confidence = attempt.confidence();
    let outcome = match attempt.decision {
        Decision::Answer(fact, stance) => Outcome::Answer(vec![Said { fact, stance }]),
        Decision::Clarify(facts) => Outcome::Clarify(facts),
        Decision::Refuse(refusal) => Outcome::Refuse(match last {
            Some(last) => refusal.after(last.fact),
            None => refusal,
        }),
        Decision::SmallTalk(index) => Outcome::SmallTalk(index),
    };
    let (question, candidates) = (attempt.question, attempt.candidates);
    Turn { outcome, language, confidence, question, candidates, unanswered: None, cut: false }
}

/// The most weight of a part that is chatter whatever it says.
const CHATTER: f32 = 0.5;

/// The turn for a message with two or three questions, if it is one.
fn several(
    base: &Base,
    matcher: &Matcher,
    memory: &Memory,
    text: &str,
    language: Language,
    whole: &Attempt,
) -> Option<Turn> {
    let parts = parts(text, &whole.question.words, language)?;
    let mut attempts: Vec<Attempt> = Vec::new();
    let mut last = memory.last.clone();
    for (start, part) in parts {
        let mut attempt = attempt(base, matcher, part, language, last.as_ref());
        attempt.question.move_by(start);
        if let Some(said) = attempt.answer() {
            last = Some(Last { fact: said.fact, kinds: attempt.question.asked.kinds.clone() });
        }
        attempts.push(attempt);
    }
    let mut said: Vec<Said> = Vec::new();
    for answer in attempts.iter().filter_map(Attempt::answer) {
        if !said.iter().any(|other| other.fact == answer.fact) {
            said.push(answer);
        }
    }
    let open = attempts.iter().filter(|attempt| attempt.answer().is_none() && !attempt.is_chatter(matcher));
    let asks = |attempt: &Attempt| attempt.question.asked.wanted().next().is_some();
    let unanswered = open.clone().find_map(|attempt| match &attempt.decision {
        Decision::Refuse(refusal) => Some((attempt.question.clone(), refusal.clone())),
        Decision::Answer(..) | Decision::Clarify(_) | Decision::SmallTalk(_) => None,
    });
    let all_ask = attempts.iter().filter(|attempt| asks(attempt)).count() > 1;
    let split = (said.len() > 1 && unanswered.is_none())
        || (!said.is_empty() && unanswered.is_none() && whole.answer().is_none())
        || (!said.is_empty() && all_ask && unanswered.is_some() && whole.answer().is_none());
    if !split {
        return None;
    }
    let confidence =
        attempts.iter().filter(|attempt| attempt.answer().is_some()).map(Attempt::confidence).fold(1.0, f32::min);
    let shown = attempts.into_iter().rfind(|attempt| attempt.answer().is_some())?;
    let Attempt { question, candidates, .. } = shown;
    Some(Turn { outcome: Outcome::Answer(said), language, confidence, question, candidates, unanswered, cut: false })
}

/// The kinds that a follow-up without one of its own takes over.
fn carried(kinds: &[Kind]) -> Vec<Kind> {
    kinds
        .iter()
        .copied()
        .filter(|kind| !matches!(kind, Kind::Which | Kind::List | Kind::YesNo | Kind::Meaning))
        .collect()
}
