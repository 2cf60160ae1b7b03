//! A review as people and as programs read it.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::{Asked, Review};

/// Most other wordings that are shown to people.
const MOST_OTHERS: usize = 3;
/// Most characters of a wording that are shown to people.
const LONGEST_SHOWN: usize = 100;

#[derive(Serialize)]
struct RawReview<'a> {
    in_vain: Vec<RawAsked<'a>>,
    judged_bad: Vec<RawVotes<'a>>,
    denied_as_nearest: Vec<RawDenied<'a>>,
}

#[derive(Serialize)]
struct RawAsked<'a> {
    question: &'a str,
    lang: &'static str,
    people: usize,
    times: usize,
    /// Unix seconds.
    last: i64,
    reasons: BTreeMap<&'static str, usize>,
    others: &'a [String],
    denied: &'a [String],
    nearest: &'a [String],
    answered_by: &'a [String],
    gap: Option<&'a str>,
}

#[derive(Serialize)]
struct RawVotes<'a> {
    fact: &'a str,
    up: u64,
    down: u64,
}

#[derive(Serialize)]
struct RawDenied<'a> {
    fact: &'a str,
    up: u64,
    denied: u64,
}

/// One JSON object.
pub fn json(review: &Review) -> String {
    let raw = RawReview {
        in_vain: review.questions.iter().map(raw_asked).collect(),
        judged_bad: review
            .judged_bad
            .iter()
            .map(|count| RawVotes { fact: &count.fact, up: count.up, down: count.down })
            .collect(),
        denied_as_nearest: review
            .denied
            .iter()
            .map(|count| RawDenied { fact: &count.fact, up: count.up, denied: count.denied })
            .collect(),
    };
    // Texts and numbers alone: nothing here can fail to be written.
    serde_json::to_string(&raw).unwrap_or_default()
}

fn raw_asked(asked: &Asked) -> RawAsked<'_> {
    RawAsked {
        question: &asked.question,
        lang: asked.language.code(),
        people: asked.people,
        times: asked.times,
        last: asked.last,
        reasons: asked.reasons.iter().map(|(reason, times)| (reason.name(), *times)).collect(),
        others: &asked.others,
        denied: &asked.denied,
        nearest: &asked.nearest,
        answered_by: &asked.answered_by,
        gap: asked.gap.as_deref(),
    }
}

/// A paragraph a question, then the facts that were judged bad or not meant, then a line of counts.
pub fn text(review: &Review) -> String {
    let mut text = String::new();
    for asked in &review.questions {
        let _ = writeln!(text, "{}", paragraph(asked));
    }
    let bad = review.judged_bad.iter().map(|count| format!("{}: {} down, {} up", count.fact, count.down, count.up));
    list(&mut text, "facts judged bad", bad);
    let denied = review.denied.iter().map(|count| format!("{}: {} no, {} up", count.fact, count.denied, count.up));
    list(&mut text, "facts told as the nearest and not meant", denied);
    let answered = review.questions.iter().filter(|asked| !asked.answered_by.is_empty()).count();
    let _ = writeln!(text, "{} in vain, {answered} answered by now", counted(review.questions.len(), "question", "s"));
    text
}

/// A heading and its lines, if there are any.
fn list(text: &mut String, heading: &str, lines: impl ExactSizeIterator<Item = String>) {
    if lines.len() == 0 {
        return;
    }
    let _ = writeln!(text, "{heading}");
    for line in lines {
        let _ = writeln!(text, "  {line}");
    }
    text.push('\n');
}

fn paragraph(asked: &Asked) -> String {
    let reasons: Vec<String> =
        asked.reasons.iter().map(|(reason, times)| format!("{times} {}", reason.name().replace('-', " "))).collect();
    let people = if asked.people == 1 { "1 person".to_string() } else { format!("{} people", asked.people) };
    let times = counted(asked.times, "time", "s");
    let mut text = format!("{}\n  {people}, {times}: {}\n", shown(&asked.question), reasons.join(", "));
    if !asked.others.is_empty() {
        let others: Vec<String> = asked.others.iter().take(MOST_OTHERS).map(|other| shown(other)).collect();
        let more = asked.others.len().saturating_sub(MOST_OTHERS);
        let more = if more > 0 { format!(" | and {more} more") } else { String::new() };
        let _ = writeln!(text, "  also: {}{more}", others.join(" | "));
    }
    if !asked.answered_by.is_empty() {
        let _ = writeln!(text, "  answered by now: {}", asked.answered_by.join(", "));
    } else if let Some(gap) = &asked.gap {
        let _ = writeln!(text, "  a gap of the base: {gap}");
    }
    if !asked.denied.is_empty() {
        let _ = writeln!(text, "  told and not meant: {}", asked.denied.join(", "));
    }
    if asked.answered_by.is_empty() && !asked.nearest.is_empty() {
        let _ = writeln!(text, "  nearest: {}", asked.nearest.join(", "));
    }
    text
}

fn shown(form: &str) -> String {
    let mut shown: String = form.chars().take(LONGEST_SHOWN).collect();
    if shown.len() < form.len() {
        shown.push('…');
    }
    shown
}

fn counted(count: usize, noun: &str, plural: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { plural })
}
