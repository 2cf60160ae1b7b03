//! A reply as one line of JSON: the form that programs read.

use serde::Serialize;
use serde_json::value::RawValue;

use super::{Answer, Choice, Place, Reply, entry_id, label, places};
use crate::conversation::Turn;
use crate::facts::{Base, Fact};
use crate::sources::Citation;
use crate::text::Language;

/// How many candidates are named.
const CANDIDATES: usize = 5;

#[derive(Serialize)]
struct RawReply<'a> {
    id: Option<&'a RawValue>,
    outcome: &'static str,
    confidence: f64,
    text: &'a str,
    lang: &'static str,
    answers: Vec<RawAnswer<'a>>,
    options: Vec<RawOption<'a>>,
    candidates: Vec<RawCandidate<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a [String]>,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    quotation: Option<&'a str>,
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

#[derive(Serialize)]
struct RawFact<'a> {
    fact: &'a str,
    topic: &'a str,
    label: &'a str,
    text: &'a str,
    lang: &'static str,
    sources: Vec<RawSource<'a>>,
}

/// The line for a reply; `id` is the question's own, echoed as it was written.
pub fn line(base: &Base, turn: &Turn, reply: &Reply, id: Option<&RawValue>) -> String {
    written(&raw_reply(base, turn, reply, id))
}

/// As [`line()`], with how the outcome came about.
pub fn explained_line(base: &Base, turn: &Turn, reply: &Reply, id: Option<&RawValue>, why: &[String]) -> String {
    written(&RawReply { why: Some(why), ..raw_reply(base, turn, reply, id) })
}

/// The line for a fact in a list of facts.
pub fn fact_line(base: &Base, fact: &Fact, language: Language) -> String {
    let places = places(fact, base, language);
    written(&RawFact {
        fact: &fact.id.text,
        topic: fact.topic.get(language),
        label: label(fact, language),
        text: &fact.answer.get(language).text,
        lang: language.code(),
        sources: places.iter().map(raw_source).collect(),
    })
}

/// Texts and numbers alone: nothing here can fail to be written.
fn written(raw: &impl Serialize) -> String {
    serde_json::to_string(raw).unwrap_or_default()
}

fn raw_reply<'a>(base: &'a Base, turn: &Turn, reply: &'a Reply, id: Option<&'a RawValue>) -> RawReply<'a> {
    let candidates = turn.candidates.iter().take(CANDIDATES);
    RawReply {
        id,
        outcome: reply.kind.name(),
        confidence: hundredths(reply.confidence),
        text: &reply.text,
        lang: reply.language.code(),
        answers: reply.answers.iter().map(raw_answer).collect(),
        options: reply.options.iter().map(raw_option).collect(),
        candidates: candidates
            .map(|candidate| RawCandidate { fact: entry_id(base, candidate.entry), score: hundredths(candidate.score) })
            .collect(),
        why: None,
    }
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
    let (section, quotation) = (place.section.as_deref(), place.quotation.as_deref());
    RawSource { source: &place.source, paragraph, place: name, section, quotation }
}

fn raw_option(choice: &Choice) -> RawOption<'_> {
    RawOption { fact: &choice.fact, label: &choice.label, text: &choice.text }
}
