//! Kinds of message that go wrong easily, on several bases: counts, limits, times, negations, follow-ups,
//! what is asked of the text itself. `tests/kinds/cases.jsonl` was written blind to the program; what each
//! case came to is a committed table, and `UPDATE_EXPECT=1 cargo test` rewrites it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use citebot::conversation::{Memory, Outcome, Turn, turn};
use citebot::facts::{Base, Files, load};
use citebot::matching::{Prepared, Verdict};
use citebot::reply::{Reply, reply};
use citebot::sources::Citation;
use expect_test::expect_file;
use fancy_regex::Regex;
use serde::Deserialize;

/// A conversation, and what its last reply must be like.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    base: String,
    kind: String,
    turns: Vec<String>,
    /// Outcomes that are right.
    outcome: Vec<String>,
    /// Facts of which one is told, if any is.
    #[serde(default)]
    facts: Vec<String>,
    /// Facts that are all told.
    #[serde(default)]
    all_facts: Vec<String>,
    /// Whether yes or no is said.
    verdict: Option<String>,
    /// What stands in the reply.
    #[serde(default)]
    says: Vec<String>,
    /// What must not stand in it: it would be untrue.
    #[serde(default)]
    never: Vec<String>,
    /// For people.
    #[serde(rename = "why")]
    _why: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn cases() -> Vec<Case> {
    let text = fs::read_to_string(folder().join("kinds/cases.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

fn base(name: &str) -> Base {
    let files = match name {
        "article" => Files::own().unwrap(),
        name => Files::read(&folder().join("bases").join(name).join("base")).unwrap(),
    };
    load(&files).unwrap_or_else(|_| panic!("the base `{name}` is sound"))
}

fn is_found(pattern: &str, text: &str) -> bool {
    Regex::new(&format!("(?i){pattern}")).unwrap().is_match(text).unwrap()
}

/// The text of a reply, with the places that it names.
fn shown(reply: &Reply) -> String {
    let mut text = reply.text.clone();
    for place in reply.answers.iter().flat_map(|answer| &answer.places) {
        if let Citation::Paragraph(number) = place.citation {
            write!(text, " [paragraph {number}] [第{number}段]").unwrap();
        }
    }
    text
}

/// What is wrong with the last reply; none where nothing is.
fn fault(case: &Case, turn: &Turn, reply: &Reply) -> Option<String> {
    let kind = reply.kind.name();
    if case.never.iter().any(|pattern| is_found(pattern, &reply.text)) {
        return Some(format!("untrue: {}", reply.text));
    }
    if !case.outcome.iter().any(|outcome| outcome == kind) {
        return Some(kind.to_string());
    }
    let told: Vec<&str> = reply.answers.iter().map(|answer| answer.fact.as_str()).collect();
    let is_told = |fact: &String| told.contains(&fact.as_str());
    if !case.all_facts.iter().all(is_told)
        || !(case.facts.is_empty() || told.is_empty() || case.facts.iter().any(is_told))
    {
        return Some(format!("{kind} {}", told.join(" ")));
    }
    let said = match &turn.outcome {
        Outcome::Answer(said) => said.first().map(|said| &said.verdict),
        _ => None,
    };
    let is_so = match case.verdict.as_deref() {
        Some("yes") => matches!(said, Some(Verdict::Yes)),
        Some("no") => matches!(said, Some(Verdict::No(_))),
        _ => true,
    };
    let says = kind == "clarify" || case.says.iter().all(|pattern| is_found(pattern, &shown(reply)));
    (!is_so || !says).then(|| format!("{kind}, but not what is wanted"))
}

#[test]
fn each_kind_comes_to_what_the_table_says() {
    let mut bases: BTreeMap<String, Prepared> = BTreeMap::new();
    let mut sums: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut rows = String::new();
    for case in cases() {
        let prepared = bases.entry(case.base.clone()).or_insert_with(|| Prepared::new(base(&case.base)));
        let mut memory = Memory::default();
        let turns: Vec<Turn> = case.turns.iter().map(|text| turn(prepared, &mut memory, text)).collect();
        let last = turns.last().expect("a case has a turn");
        let fault = fault(&case, last, &reply(prepared.base(), last));
        let (all, good) = sums.entry(case.kind.clone()).or_default();
        *all += 1;
        *good += usize::from(fault.is_none());
        let fault = fault.as_deref().unwrap_or("good");
        writeln!(rows, "{} {} {}: {fault}", case.base, case.id, case.kind).unwrap();
    }
    assert!(!rows.contains(": untrue: "), "{rows}");
    let line = |(kind, (all, good)): (&String, &(usize, usize))| format!("{kind:<16}{good:>4} of {all:>3}\n");
    let sums: String = sums.iter().map(line).collect();
    expect_file![folder().join("kinds/results.txt")].assert_eq(&(sums + "\n" + &rows));
}
