//! In which words? The one view of a turn that every front end shows, and its formats: plain text, HTML and JSON.

pub mod html;
pub mod json;
pub mod listing;
mod of_text;
mod phrases;
pub mod plain;
pub mod record;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) mod texts;
pub mod why;

use crate::conversation::{Concern, Outcome, Turn};
use crate::facts::{Base, Fact, FactId};
use crate::matching::{Decision, Entry, Question, Refusal};
use crate::sources::{Citation, Source};
use crate::text::{Language, PerLanguage};

/// A reply as a person reads it, before it is formatted.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// What the turn came to.
    pub kind: ReplyKind,
    /// The language it is in.
    pub language: Language,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
    /// What is said first: the answers, the question back, or why there is no answer.
    pub text: String,
    /// The facts that are said, or the one that is told as the nearest.
    pub answers: Vec<Answer>,
    /// The nearest fact, where it is told beside a refusal: it answers something else than was asked.
    pub told: Option<Answer>,
    /// The facts that can be asked for next: to choose from, or the nearest to what was asked, the one
    /// that is told last.
    pub options: Vec<Choice>,
}

/// What a turn came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplyKind {
    /// An answer.
    Answer,
    /// The likeliest fact, where it is not sure.
    Nearest,
    /// A question back.
    Clarify,
    /// It was not understood.
    Unclear,
    /// The source doesn't tell.
    Refuse,
    /// Small talk, something about the text itself, or a wish to who keeps the bot.
    SmallTalk,
}

impl ReplyKind {
    /// All of them, in their order.
    pub const ALL: [Self; 6] =
        [Self::Answer, Self::Nearest, Self::Clarify, Self::Unclear, Self::Refuse, Self::SmallTalk];

    /// What programs read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Nearest => "nearest",
            Self::Clarify => "clarify",
            Self::Unclear => "unclear",
            Self::Refuse => "refuse",
            Self::SmallTalk => "smalltalk",
        }
    }
}

/// A fact that is said, with the places it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The fact's id.
    pub fact: String,
    /// What is said.
    pub text: String,
    /// Where it stands.
    pub places: Vec<Place>,
}

/// A place in a source.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The source's id.
    pub source: String,
    /// What the source is called; beside others, what tells it from them.
    pub called: String,
    /// Whether the base has other sources, so that it has to be said whose place this is.
    pub is_of_several: bool,
    /// Which part of it.
    pub citation: Citation,
    /// The heading it stands under, if any.
    pub section: Option<String>,
    /// Its own words, where the source may show them.
    pub quotation: Option<String>,
}

/// A fact that can be asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The fact's id.
    pub fact: String,
    /// The question that it answers.
    pub label: String,
    /// The answer that it would give.
    pub text: String,
}

/// The turn with its reply in another language than the question's, where one is asked for: a
/// question is understood in its own.
pub fn in_language(turn: Turn, language: Option<Language>) -> Turn {
    Turn { language: language.unwrap_or(turn.language), ..turn }
}

/// What is said to a number that is not in the list that the last turn offered.
pub fn beyond_list(last: &Outcome, typed: &str, language: Language) -> Option<String> {
    let number = list_number(typed)?;
    let offered = match last {
        Outcome::Clarify(facts) => facts.len(),
        Outcome::Nearest(nearest) => nearest.options.len(),
        Outcome::Unclear(unclear) => unclear.options.len(),
        // What is told already comes last, and is not in the list.
        Outcome::Refuse(refusal) => refusal.options.len() - usize::from(refusal.told.is_some()),
        Outcome::Answer(_) | Outcome::SmallTalk(_) | Outcome::OfText(_) | Outcome::Concern(_) => 0,
    };
    (offered > 0 && !(1..=offered).contains(&number)).then(|| phrases::beyond_list(offered, language))
}

/// The entry of a list that was typed, such as "2" or "2.".
pub fn list_number(typed: &str) -> Option<usize> {
    typed.trim().trim_end_matches('.').parse().ok()
}

/// Puts a turn into words.
pub fn reply(base: &Base, turn: &Turn) -> Reply {
    let language = turn.language;
    let mut told = None;
    let (kind, text, answers, options) = match &turn.outcome {
        Outcome::Answer(said) => {
            let answers: Vec<Answer> = said.iter().map(|said| answer(base.fact(said.fact), base, language)).collect();
            let mut lines: Vec<String> = said
                .iter()
                .zip(&answers)
                .map(|(said, answer)| format!("{}{}", phrases::opening(&said.verdict, language), answer.text))
                .collect();
            lines.extend(turn.unanswered.as_ref().map(|(question, came)| left_open(base, question, came, language)));
            (ReplyKind::Answer, lines.join("\n"), answers, Vec::new())
        }
        Outcome::Nearest(nearest) => {
            let answer = answer(base.fact(nearest.fact), base, language);
            let doubt = nearest.doubt.and_then(|at| turn.question.words.get(at));
            let text = phrases::nearest(doubt, &answer.text, language);
            (ReplyKind::Nearest, text, vec![answer], choices(base, &nearest.options, language))
        }
        Outcome::Unclear(unclear) => {
            let unknown = unclear.unknown.and_then(|at| turn.question.words.get(at));
            let titles: Vec<&str> = base.sources.iter().map(|source| source.title.get(language).as_str()).collect();
            let mut text = phrases::unclear(unknown, &titles, !unclear.options.is_empty(), language);
            let languages = base.languages();
            if unclear.is_foreign || !languages.contains(&language) {
                text = format!("{text}{}", phrases::ask_in(&languages, language));
            }
            (ReplyKind::Unclear, text, Vec::new(), choices(base, &unclear.options, language))
        }
        Outcome::Clarify(facts) => {
            (ReplyKind::Clarify, phrases::WHICH.get(language).to_string(), Vec::new(), choices(base, facts, language))
        }
        Outcome::Refuse(refusal) => {
            told = refusal.told.map(|fact| answer(base.fact(fact), base, language));
            let lacking = lacking(base, &turn.question, refusal, language);
            let text = told.as_ref().map(|told| phrases::told(&lacking, told, language)).unwrap_or(lacking);
            (ReplyKind::Refuse, text, Vec::new(), choices(base, &refusal.options, language))
        }
        Outcome::OfText(asked) => {
            (ReplyKind::SmallTalk, of_text::answered(base, *asked, language), Vec::new(), Vec::new())
        }
        Outcome::Concern(wanted) => {
            let said = phrases::concern(*wanted, base.called(language), language);
            let contact = base.settings.contact.as_ref().filter(|_| *wanted != Concern::Forget);
            let contact = contact.map(|contact| phrases::contact(contact.get(language), language));
            (ReplyKind::SmallTalk, said + &contact.unwrap_or_default(), Vec::new(), Vec::new())
        }
        Outcome::SmallTalk(talk) => {
            (ReplyKind::SmallTalk, base.talk(*talk).reply.get(language).text.clone(), Vec::new(), Vec::new())
        }
    };
    let text = if turn.cut { format!("{text}\n{}", phrases::cut(language)) } else { text };
    Reply { kind, language, confidence: turn.confidence, text, answers, told, options }
}

fn answer(fact: &Fact, base: &Base, language: Language) -> Answer {
    Answer {
        fact: fact.id.text.clone(),
        text: fact.answer.get(language).text.clone(),
        places: places(fact, base, language),
    }
}

/// The places that a fact rests on.
pub fn places(fact: &Fact, base: &Base, language: Language) -> Vec<Place> {
    let source = base.source_of(fact);
    fact.citations.iter().map(|citation| place(base, source, *citation, language)).collect()
}

/// A place of a source.
pub fn place(base: &Base, source: &Source, citation: Citation, language: Language) -> Place {
    let is_of_several = base.sources.len() > 1;
    Place {
        source: source.id.clone(),
        called: if is_of_several { source.distinct(language) } else { source.called(language).to_string() },
        is_of_several,
        citation,
        section: match citation {
            Citation::Paragraph(number) => source.section_of(number).map(|section| section.title.get(language).clone()),
            Citation::Title | Citation::Credits => None,
        },
        quotation: match citation {
            Citation::Paragraph(number) => source.paragraph(number).and_then(|paragraph| paragraph.text.clone()),
            Citation::Title | Citation::Credits => None,
        },
    }
}

fn choices(base: &Base, facts: &[FactId], language: Language) -> Vec<Choice> {
    let choice = |fact: &FactId| {
        let fact = base.fact(*fact);
        Choice {
            fact: fact.id.text.clone(),
            label: label(fact, language).to_string(),
            text: fact.answer.get(language).text.clone(),
        }
    };
    facts.iter().map(choice).collect()
}

/// In which of these languages questions can be put, as a part of a sentence.
pub fn asked_in(languages: &[Language], language: Language) -> &'static str {
    match (languages, language) {
        ([Language::English], Language::English) => "in English",
        ([Language::Chinese], Language::English) => "in Chinese",
        (_, Language::English) => "in English or Chinese",
        ([Language::English], Language::Chinese) => "请用英文",
        ([Language::Chinese], Language::Chinese) => "请用中文",
        (_, Language::Chinese) => "中英文都可以",
    }
}

/// The question that stands for a fact in a list: its first phrasing, in the other language where it has none.
pub fn label(fact: &Fact, language: Language) -> &str {
    let first = fact.ask.get(language).first().or_else(|| fact.ask.iter().find_map(|(_, ask)| ask.first()));
    first.map_or(fact.id.text.as_str(), |phrasing| phrasing.text.as_str())
}

/// What the source doesn't tell.
fn lacking(base: &Base, question: &Question, refusal: &Refusal, language: Language) -> String {
    if let Some(gap) = refusal.gap {
        return base.gap(gap).reply.get(language).text.clone();
    }
    let introduces = !refusal.options.is_empty() && refusal.told.is_none();
    match refusal.missing.and_then(|at| question.words.get(at)) {
        Some(word) => phrases::missing(word, base.called(language), language, introduces),
        None => phrases::nothing(base.called(language), language),
    }
}

/// What is said of a part of a message that was not answered beside another that was. Nothing is
/// offered beside an answer.
fn left_open(base: &Base, question: &Question, came: &Decision, language: Language) -> String {
    match came {
        Decision::Refuse(refusal) => {
            lacking(base, question, &Refusal { options: Vec::new(), ..refusal.clone() }, language)
        }
        _ => phrases::LEFT_OPEN.get(language).to_string(),
    }
}

/// The id of an entry, as `candidates` name it.
pub fn entry_id(base: &Base, entry: Entry) -> &str {
    match entry {
        Entry::Fact(fact) => &base.fact(fact).id.text,
        Entry::Gap(gap) => &base.gap(gap).id.text,
        Entry::SmallTalk(talk) => &base.talk(talk).id.text,
    }
}

/// A text for each language that needs no filling in.
type Phrase = PerLanguage<&'static str>;
