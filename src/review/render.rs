//! A review as people and as programs read it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;

use super::{Asked, Review};
use crate::journal::Remark;

/// Most other wordings that are shown to people.
const MOST_OTHERS: usize = 3;
/// Most characters of a wording that are shown to people.
const LONGEST_SHOWN: usize = 100;

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

#[derive(Serialize)]
struct RawRemark<'a> {
    fact: &'a str,
    question: &'a str,
    words: &'a str,
}

/// Writes one JSON object, question by question: there may be a million.
///
/// # Errors
/// When it can't be written.
pub fn json(review: &Review<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"{\"in_vain\":[")?;
    for (place, asked) in review.questions().enumerate() {
        if place > 0 {
            out.write_all(b",")?;
        }
        serde_json::to_writer(&mut *out, &raw_asked(&asked))?;
    }
    let bad = review.judged_bad.iter().map(|count| RawVotes { fact: &count.fact, up: count.up, down: count.down });
    let denied = review.denied.iter().map(|count| RawDenied { fact: &count.fact, up: count.up, denied: count.denied });
    out.write_all(b"],\"judged_bad\":")?;
    serde_json::to_writer(&mut *out, &bad.collect::<Vec<_>>())?;
    out.write_all(b",\"denied_as_nearest\":")?;
    serde_json::to_writer(&mut *out, &denied.collect::<Vec<_>>())?;
    let remarks = review.remarks.iter().map(|Remark { fact, question, words }| RawRemark { fact, question, words });
    out.write_all(b",\"remarks\":")?;
    serde_json::to_writer(&mut *out, &remarks.collect::<Vec<_>>())?;
    out.write_all(b"}\n")
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

/// Writes a paragraph a question, then the facts that were judged bad or not meant, then a line of counts.
///
/// # Errors
/// When it can't be written.
pub fn text(review: &Review<'_>, out: &mut dyn Write) -> io::Result<()> {
    for asked in review.questions() {
        writeln!(out, "{}", paragraph(&asked))?;
    }
    let bad = review.judged_bad.iter().map(|count| format!("{}: {} down, {} up", count.fact, count.down, count.up));
    list(out, "facts judged bad", bad)?;
    let denied = review.denied.iter().map(|count| format!("{}: {} no, {} up", count.fact, count.denied, count.up));
    list(out, "facts told as the nearest and not meant", denied)?;
    let remarks = review.remarks.iter().map(|remark| {
        let said = [&remark.question, &remark.words].map(|text| shown(&one_line(text)));
        format!("{}, asked “{}”: “{}”", remark.fact, said[0], said[1])
    });
    list(out, "what was said to be wrong", remarks)?;
    let (questions, answered) = review.counts();
    writeln!(out, "{} in vain, {answered} answered by now", counted(questions, "question", "s"))
}

/// A heading and its lines, if there are any.
fn list(out: &mut dyn Write, heading: &str, lines: impl ExactSizeIterator<Item = String>) -> io::Result<()> {
    if lines.len() == 0 {
        return Ok(());
    }
    writeln!(out, "{heading}")?;
    for line in lines {
        writeln!(out, "  {line}")?;
    }
    writeln!(out)
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

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
