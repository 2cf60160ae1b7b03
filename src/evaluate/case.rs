//! Questions, each with what is wanted of an answer.

use std::collections::HashMap;
use std::sync::Arc;

use fancy_regex::{Regex, RegexBuilder};
use serde_json::Value;

use crate::facts::{Base, FactId};
use crate::findings::{File, Findings, Rule, did_you_mean};
use crate::labelled::{Format, OUT_OF_SCOPE, Row, intent_ids, note_broken_characters, plain, plain_id, rows};
use crate::sources::fold;

/// The most characters of a pattern, and the most steps back that it may take on an answer.
const LONGEST_PATTERN: usize = 1000;
const MOST_STEPS: usize = 100_000;
/// The most bytes that a pattern may take when it is made ready.
const LARGEST_PATTERN: usize = 1 << 20;
/// From so many findings on, near names are no longer looked for.
const MOST_HINTS: usize = 20;

/// A question, or the questions of a conversation in their order.
#[derive(Debug)]
pub struct Case {
    /// Its turns; at least one.
    pub turns: Vec<Question>,
}

/// A question with what is wanted of the answer.
#[derive(Debug)]
pub struct Question {
    /// What the file calls it; a turn of a conversation has its number behind a full stop.
    pub id: Option<String>,
    /// What is asked.
    pub text: String,
    /// What sort of question it is, where the file tells.
    pub kind: Option<String>,
    /// What is wanted.
    pub wanted: Wanted,
    /// The line that it stands in.
    pub line: usize,
}

/// What is wanted of an answer.
#[derive(Debug)]
pub enum Wanted {
    /// There must be none.
    Nothing,
    /// Anything but this fact; there need not be an answer.
    Other(FactId),
    /// This fact.
    Fact(FactId),
    /// An answer in which all of some patterns are found, any of others, and none of the last.
    Text {
        /// Patterns that must be found.
        all: Vec<Regex>,
        /// Patterns one of which must be found, if there are any.
        any: Vec<Regex>,
        /// Patterns that must not be found.
        none: Vec<Regex>,
    },
}

impl Wanted {
    /// Whether there is an answer that would be right.
    pub fn is_answer(&self) -> bool {
        matches!(self, Self::Fact(_) | Self::Text { .. })
    }
}

/// The facts of a base by what labels call them.
#[derive(Debug)]
pub struct Facts<'a> {
    by_id: HashMap<&'a str, FactId>,
    by_answer: HashMap<String, FactId>,
}

impl<'a> Facts<'a> {
    /// The facts of `base`.
    pub fn of(base: &'a Base) -> Self {
        let facts = || base.fact_ids().zip(&base.facts);
        let answers = facts().flat_map(|(id, fact)| fact.answer.iter().map(move |(_, text)| (fold(&text.text), id)));
        Self { by_id: facts().map(|(id, fact)| (fact.id.text.as_str(), id)).collect(), by_answer: answers.collect() }
    }
}

/// The cases of a file.
///
/// # Errors
/// Everything that is wrong with the file.
pub fn cases(facts: &Facts<'_>, file: &Arc<File>, format: Format) -> Result<Vec<Case>, Findings> {
    let mut findings = Findings::default();
    note_broken_characters(file, &mut findings);
    let rows = rows(file, format, None, &mut findings);
    let cases = rows.iter().map(|row| read_case(facts, row, &mut findings)).collect();
    if findings.is_empty() {
        return Ok(cases);
    }
    Err(findings.sorted())
}

fn read_case(facts: &Facts<'_>, row: &Row, findings: &mut Findings) -> Case {
    let kind = row.has("kind").then(|| row.text("kind", findings)).flatten();
    let id = row.fields.get("id").and_then(Value::as_str);
    if !row.has("turns") {
        let question = read_question(facts, row, kind, findings);
        let named = question.map(|question| Question { id: id.map(str::to_string), ..question });
        return Case { turns: named.into_iter().collect() };
    }
    let mut turns = Vec::new();
    match row.fields.get("turns") {
        Some(Value::Array(items)) if !items.is_empty() => {
            for (number, item) in items.iter().enumerate() {
                let Value::Object(fields) = item else {
                    row.wrong_type("turns", "a list of objects", item, findings);
                    continue;
                };
                let (place, fields) = (row.place.clone(), fields.clone());
                let turn = Row { place, line: row.line, fields, name: None, further_answers: 0 };
                let own = turn.has("kind").then(|| turn.text("kind", findings)).flatten();
                // What opens a conversation needs no memory.
                let kind = own.or(if number == 0 { kind.and(Some("opening")) } else { kind });
                let question = read_question(facts, &turn, kind, findings);
                let id = id.map(|id| format!("{id}.{}", number + 1));
                turns.extend(question.map(|question| Question { id, ..question }));
            }
        }
        Some(Value::Array(_)) => row.note(Rule::Empty, "`turns` is empty", "write the turns", findings),
        other => row.wrong_type("turns", "a list of objects", other.unwrap_or(&Value::Null), findings),
    }
    Case { turns }
}

fn read_question(facts: &Facts<'_>, row: &Row, kind: Option<&str>, findings: &mut Findings) -> Option<Question> {
    let column = ["q", "text", "question"].into_iter().find(|column| row.has(column));
    let Some(column) = column else {
        let hint = "write the question under `q`, `text` or `question`";
        row.note(Rule::MissingKey, "the row has no question", hint, findings);
        return None;
    };
    // A question of blanks is one that a person can send.
    let Some(text) = row.fields[column].as_str() else {
        row.wrong_type(column, "a text in quotation marks", &row.fields[column], findings);
        return None;
    };
    let wanted = read_wanted(facts, row, findings)?;
    Some(Question { id: None, text: text.to_string(), kind: kind.map(str::to_string), wanted, line: row.line })
}

fn read_wanted(facts: &Facts<'_>, row: &Row, findings: &mut Findings) -> Option<Wanted> {
    if row.flag("oos", findings)? {
        return Some(Wanted::Nothing);
    }
    if row.has("intent") {
        let intent = fold(row.text("intent", findings)?);
        return if intent == OUT_OF_SCOPE { Some(Wanted::Nothing) } else { fact_of(facts, row, &intent, findings) };
    }
    if row.has("answer") {
        let found = facts.by_answer.get(&fold(&plain(row.text("answer", findings)?))).copied();
        if found.is_none() {
            let hint = "write it as the base does, or name the fact's id under `intent`";
            row.note(Rule::UnknownFact, "no fact has this answer", hint, findings);
        }
        return found.map(Wanted::Fact);
    }
    let all = patterns(row, "all", findings);
    let any = patterns(row, "any", findings);
    let none = patterns(row, "none", findings);
    if !["all", "any", "none"].into_iter().any(|column| row.has(column)) {
        let message = "the row does not say what is wanted";
        let hint = "give an `intent`, an `answer`, patterns under `all`, `any` or `none`, or `\"oos\": true`";
        row.note(Rule::MissingKey, message, hint, findings);
    }
    Some(Wanted::Text { all, any, none })
}

fn fact_of(facts: &Facts<'_>, row: &Row, intent: &str, findings: &mut Findings) -> Option<Wanted> {
    let found = intent_ids(intent).find_map(|id| facts.by_id.get(id.as_str()));
    if found.is_none() {
        let ids = facts.by_id.keys().copied();
        let near = plain_id(intent).filter(|_| findings.count() < MOST_HINTS);
        let hint = match near.and_then(|id| did_you_mean(&id, ids).map(str::to_string)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("name the id of a fact, or `{OUT_OF_SCOPE}` for a question that has no answer"),
        };
        row.note(Rule::UnknownFact, format!("the base has no fact for the intent `{intent}`"), &hint, findings);
    }
    found.copied().map(Wanted::Fact)
}

fn patterns(row: &Row, column: &str, findings: &mut Findings) -> Vec<Regex> {
    let mut patterns = Vec::new();
    for text in row.texts(column, findings) {
        let made = RegexBuilder::new(text)
            .case_insensitive(true)
            .backtrack_limit(MOST_STEPS)
            .delegate_size_limit(LARGEST_PATTERN)
            .build();
        match made {
            Ok(pattern) if text.len() <= LONGEST_PATTERN => patterns.push(pattern),
            Ok(_) => {
                let message = format!("a pattern in `{column}` is longer than {LONGEST_PATTERN} bytes");
                row.note(Rule::Pattern, message, "one figure or one name is enough", findings);
            }
            Err(error) => {
                let error = error.to_string();
                let reason = error.lines().last().unwrap_or_default();
                let message = format!("`{text}` in `{column}` is no pattern: {reason}");
                row.note(Rule::Pattern, message, "write a regular expression", findings);
            }
        }
    }
    patterns
}
