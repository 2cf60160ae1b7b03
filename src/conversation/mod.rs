//! What does a message mean after what was said before? One turn: from a text to an outcome.

mod attempt;
mod choice;
mod concern;
mod memory;
mod nearest;
mod of_text;
mod parts;
mod readings;
mod remark;
mod stored;

pub use concern::{Concern, concern};
pub use memory::Memory;
pub use nearest::{denied, is_meant, told_as_nearest};
pub use of_text::OfText;
pub use readings::Reading;
pub use remark::{Remark, offers, remark};
pub use stored::StoredMemory;

use crate::facts::{Base, FactId, TalkId};
use crate::matching::{
    Candidate, Decision, Judged, Matcher, Nearest, Prepared, Question, Refusal, Unclear, Verdict, Word,
};
use crate::text::{Kind, Language, Request, normal_form};
use attempt::{Asker, Attempt};
use memory::Last;
use parts::parts;

/// The most characters of a message that are read; the reply says so where more came.
pub const LONGEST_QUESTION: usize = 500;

/// The part of a message that is read.
pub fn read_part(text: &str) -> &str {
    text.char_indices().nth(LONGEST_QUESTION).map_or(text, |(end, _)| &text[..end])
}

/// A fact that is said, and what it says to a claim of the question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The fact.
    pub fact: FactId,
    /// Whether what was claimed is so.
    pub verdict: Verdict,
}

/// What a turn comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// One fact, or one for each part of the message.
    Answer(Vec<Said>),
    /// The likeliest fact, where it is not sure.
    Nearest(Nearest),
    /// Facts to choose from.
    Clarify(Vec<FactId>),
    /// It was not understood.
    Unclear(Unclear),
    /// The source doesn't tell: why, and what comes near.
    Refuse(Refusal),
    /// Small talk.
    SmallTalk(TalkId),
    /// Something is asked of the text itself.
    OfText(OfText),
    /// Something is wanted of who keeps the bot.
    Concern(Concern),
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
    /// How the fact that ranks first was judged; none where a fact was picked.
    pub judged: Option<Judged>,
    /// What was not answered beside an answer to another part of the message, with the question of that part.
    pub unanswered: Option<(Question, Decision)>,
    /// Whether the message was longer than is read.
    pub cut: bool,
}

/// Answers `text`, with what `memory` holds of the conversation.
pub fn turn(prepared: &Prepared, memory: &mut Memory, text: &str) -> Turn {
    let matcher = prepared.matcher();
    let read = read_part(text);
    let cut = read.len() < text.len();
    let language = memory.language_of(read);
    memory.language = Some(language);
    if let Some(fact) = memory.choice(read).or_else(|| memory.whose_source(read)) {
        return chosen(matcher, memory, read, language, fact);
    }
    if let Some(beside) = more(matcher, memory, read) {
        return at_once(matcher, memory, read, language, Outcome::Clarify(beside));
    }
    let asker = Asker { prepared, language };
    let words = matcher.read_words(read);
    let whole = asker.attempt(&words, memory.last.as_ref());
    let turn = several(asker, &words, memory.last.as_ref(), &whole)
        .unwrap_or_else(|| one(whole, language, memory.last.as_ref()));
    let turn = of_text(prepared.base(), memory, read, turn);
    let turn = concerned(prepared.base(), read, turn);
    memory.remember(&turn);
    Turn { cut, ..turn }
}

/// What is asked of the text itself, where the base has no answer of its own to that.
fn of_text(base: &Base, memory: &Memory, text: &str, turn: Turn) -> Turn {
    if matches!(turn.outcome, Outcome::Answer(_) | Outcome::SmallTalk(_)) {
        return turn;
    }
    let source = memory.last.as_ref().map_or(0, |last| base.fact(last.fact).source);
    match of_text::asked(text, source) {
        Some(asked) => Turn { outcome: Outcome::OfText(asked), confidence: 1.0, judged: None, ..turn },
        None => turn,
    }
}

/// What is wanted of who keeps the bot, where the base has nothing of its own to say to that.
fn concerned(base: &Base, text: &str, turn: Turn) -> Turn {
    /// The small talk of the program's own that says what the bot can do for such a concern without anybody's help.
    const SHIPPED: &str = "human";
    let is_shipped = |talk: &TalkId| base.talk(*talk).is_shipped && base.talk(*talk).id.text == SHIPPED;
    let says_own = |talk: &TalkId| {
        let (said, asked) = (normal_form(text), base.talk(*talk).ask.iter().flat_map(|(_, ask)| ask));
        asked.map(|asked| normal_form(&asked.text)).any(|asked| asked == said)
    };
    let concern = match &turn.outcome {
        Outcome::SmallTalk(talk) if is_shipped(talk) => Some(Concern::Person),
        Outcome::SmallTalk(talk) if says_own(talk) => None,
        Outcome::Answer(_) => None,
        Outcome::Refuse(refusal) if refusal.gap.is_some() => None,
        _ => concern(text),
    };
    match concern {
        Some(concern) => Turn { outcome: Outcome::Concern(concern), confidence: 1.0, judged: None, ..turn },
        None => turn,
    }
}

/// What stands beside the last answer, where more of it is asked for.
fn more(matcher: &Matcher, memory: &Memory, text: &str) -> Option<Vec<FactId>> {
    let last = memory.last.as_ref().filter(|_| memory::request(text) == Some(Request::More))?;
    Some(matcher.beside(last.fact)).filter(|beside| !beside.is_empty())
}

/// All ways to read `text` that are considered, with what the base makes of each, and its language.
pub fn readings(prepared: &Prepared, memory: &Memory, text: &str) -> (Language, Vec<(Reading, Vec<Candidate>)>) {
    let read = read_part(text);
    let language = memory.language_of(read);
    let asker = Asker { prepared, language };
    (language, asker.readings(&prepared.matcher().read_words(read), memory.last.as_ref()))
}

/// Says a fact that was picked from a list or by a button, as if its number had been typed.
pub fn pick(matcher: &Matcher, memory: &mut Memory, fact: FactId, language: Language) -> Turn {
    memory.language = Some(language);
    chosen(matcher, memory, "", language, fact)
}

fn chosen(matcher: &Matcher, memory: &mut Memory, text: &str, language: Language, fact: FactId) -> Turn {
    let said = Said { fact, verdict: Verdict::Unclaimed };
    at_once(matcher, memory, text, language, Outcome::Answer(vec![said]))
}

/// The turn for a message that needs no ranking.
fn at_once(matcher: &Matcher, memory: &mut Memory, text: &str, language: Language, outcome: Outcome) -> Turn {
    let turn = Turn {
        outcome,
        language,
        confidence: 1.0,
        question: matcher.read(text, language),
        candidates: Vec::new(),
        judged: None,
        unanswered: None,
        cut: false,
    };
    memory.remember(&turn);
    turn
}

fn one(attempt: Attempt, language: Language, last: Option<&Last>) -> Turn {
    let confidence = attempt.confidence();
    let outcome = match attempt.decision {
        Decision::Answer(fact, verdict) => Outcome::Answer(vec![Said { fact, verdict }]),
        Decision::Nearest(nearest) => Outcome::Nearest(nearest),
        Decision::Clarify(facts) => Outcome::Clarify(facts),
        Decision::Unclear(unclear) => Outcome::Unclear(unclear),
        Decision::Refuse(refusal) => Outcome::Refuse(match last {
            Some(last) => refusal.after(last.fact),
            None => refusal,
        }),
        Decision::SmallTalk(talk) => Outcome::SmallTalk(talk),
    };
    let Attempt { question, candidates, judged, .. } = attempt;
    Turn { outcome, language, confidence, question, candidates, judged, unanswered: None, cut: false }
}

/// The most weight of a part that is chatter whatever it says.
const CHATTER: f32 = 0.5;

/// The turn for a message with two or three questions, if it is one.
fn several(asker: Asker<'_>, words: &[Word], last: Option<&Last>, whole: &Attempt) -> Option<Turn> {
    let parts = parts(words, asker.language)?;
    // What is said to a claim is said to the whole of it.
    let settled = whole.answer().is_some_and(|said| said.verdict != Verdict::Unclaimed);
    if settled || parts.iter().filter(|part| asker.may_ask(&words[(*part).clone()])).count() < 2 {
        return None;
    }
    let mut attempts: Vec<Attempt> = Vec::new();
    let mut last = last.cloned();
    for part in parts {
        let attempt = asker.attempt(&words[part], last.as_ref());
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
    let open: Vec<&Attempt> = attempts
        .iter()
        .filter(|attempt| attempt.answer().is_none() && !attempt.is_chatter(asker.matcher()) && attempt.asks())
        .collect();
    let all_ask = attempts.iter().filter(|attempt| attempt.asks()).count() > 1;
    let split = all_ask
        && match said.len() {
            0 => false,
            // One fact may answer all that the whole asks; a part of it does not, nor one that leaves a
            // word open.
            1 => whole.answer().is_none() || whole.is_part || !whole.explains_all(),
            _ => true,
        };
    if !split {
        return None;
    }
    let unanswered = open.first().map(|attempt| (attempt.question.clone(), attempt.decision.clone()));
    let confidence =
        attempts.iter().filter(|attempt| attempt.answer().is_some()).map(Attempt::confidence).fold(1.0, f32::min);
    let shown = attempts.into_iter().rfind(|attempt| attempt.answer().is_some())?;
    let Attempt { question, candidates, judged, .. } = shown;
    let (outcome, language) = (Outcome::Answer(said), asker.language);
    Some(Turn { outcome, language, confidence, question, candidates, judged, unanswered, cut: false })
}

/// The kinds that a follow-up without one of its own takes over.
fn carried(kinds: &[Kind]) -> Vec<Kind> {
    kinds
        .iter()
        .copied()
        .filter(|kind| !matches!(kind, Kind::Which | Kind::List | Kind::YesNo | Kind::Meaning))
        .collect()
}

/// A small base to read messages with.
#[cfg(test)]
fn cafe() -> Prepared {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cafe");
    let files = crate::facts::Files::read(&folder).expect("the cafe is readable");
    Prepared::new(crate::facts::load(&files).expect("the cafe is sound"))
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_QUESTION, read_part};

    #[test]
    fn a_long_message_is_read_up_to_a_whole_character() {
        for character in ['x', '问', '🙂'] {
            let message: String = std::iter::repeat_n(character, LONGEST_QUESTION).collect();
            assert_eq!(read_part(&message), message);
            assert_eq!(read_part(&(message.clone() + "more")), message);
        }
        assert_eq!(read_part(""), "");
    }
}
