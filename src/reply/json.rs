//! A reply as one line of JSON: the form that programs read.

use serde::Serialize;

use super::{Answer, Choice, Place, Reply, ReplyKind, entry_id};
use crate::conversation::Turn;
use crate::facts::Base;
use crate::sources::Citation;

/// How many candidates are named.
const CANDIDATES: usize = 5;

#[derive(Serialize)]
struct RawReply<'a> {
    id: Option<&'a str>,
    outcome: &'static str,
    confidence: f64,
    text: &'a str,
    lang: &'static str,
    answers: Vec<RawAnswer<'a>>,
    options: Vec<RawOption<'a>>,
    candidates: Vec<RawCandidate<'a>>,
}

#[derive(Serialize)]
struct RawAnswer<'a> {
    fact: &'a str,
    text: &'a str,
    sources: Vec<RawSource<'a>>,
}

#[derive(Serialize)]
struct RawSource<'a> {
    source: &'a str,
    paragraph: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'static str>,
    section: Option<&'a str>,
}

#[derive(Serialize)]
struct RawOption<'a> {
    fact: &'a str,
    label: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct RawCandidate<'a> {
    fact: &'a str,
    score: f64,
}

/// The line for a reply; `id` is the question's own.
pub fn line(base: &Base, turn: &Turn, reply: &Reply, id: Option<&str>) -> String {
    let candidates = turn.candidates.iter().take(CANDIDATES);
    let raw = RawReply {
        id,
        outcome: match reply.kind {
            ReplyKind::Answer => "answer",
            ReplyKind::Clarify => "clarify",
            ReplyKind::Refuse => "refuse",
            ReplyKind::SmallTalk => "smalltalk",
        },
        confidence: hundredths(reply.confidence),
        text: &reply.text,
        lang: reply.language.code(),
        answers: reply.answers.iter().map(raw_answer).collect(),
        options: reply.options.iter().map(raw_option).collect(),
        candidates: candidates
            .map(|candidate| RawCandidate { fact: entry_id(base, candidate.entry), score: hundredths(candidate.score) })
            .collect(),
    };
    // Texts and numbers alone: nothing here can fail to be written.
    serde_json::to_string(&raw).unwrap_or_default()
}

/// The line for something that was no question.
pub fn error_line(message: &str) -> String {
    serde_json::json!({ "id": null, "error": message }).to_string()
}

fn hundredths(value: f32) -> f64 {
    f64::from((value * 100.0).round()) / 100.0
}

fn raw_answer(answer: &Answer) -> RawAnswer<'_> {
    RawAnswer { fact: &answer.fact, text: &answer.text, sources: answer.places.iter().map(raw_source).collect() }
}

fn raw_source(place: &Place) -> RawSource<'_> {
    let (paragraph, name) = match place.citation {
        Citation::Paragraph(number) => (Some(number), None),
        Citation::Title => (None, Some("title")),
        Citation::Credits => (None, Some("credits")),
    };
    RawSource { source: &place.source, paragraph, place: name, section: place.section.as_deref() }
}

fn raw_option(choice: &Choice) -> RawOption<'_> {
    RawOption { fact: &choice.fact, label: &choice.label, text: &choice.text }
}
