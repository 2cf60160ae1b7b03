//! Rows of values under columns that the first row names, whatever they were parted by.

use serde_json::Value;

use super::columns::{is_name_of, plain};
use super::json::too_long;
use super::{Columns, LONGEST_ROW, Row, unguarded};
use crate::findings::{Findings, Rule};

/// What a column of further questions is read by, before its number.
const FURTHER: &str = "also/";

/// The columns that make a fact.
const READ: [&str; 4] = ["question", "answer", "text", "intent"];

/// What the columns are read by; none if they are not those that are needed.
pub(super) fn read_header(
    row: &Row,
    names: &[&str],
    columns: Option<&Columns>,
    findings: &mut Findings,
) -> Vec<String> {
    let written: Vec<String> = names.iter().map(|name| plain(name)).collect();
    let found = || written.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let twice = written.iter().enumerate().find(|(at, name)| !name.is_empty() && written[..*at].contains(name));
    if let Some((_, name)) = twice {
        let message = format!("two columns are called `{name}`");
        row.note(Rule::Row, message, "give each column its own name", findings);
        return Vec::new();
    }
    if let Some(name) = columns.and_then(|columns| columns.missing(&written).first().copied()) {
        let message = format!("no column is called `{name}`: the first row has {}", found());
        row.note(Rule::MissingKey, message, "name one of these", findings);
        return Vec::new();
    }
    let names = columns.map_or_else(|| written.clone(), |columns| columns.read_by(&numbered(&written)));
    if !are_enough(&names) {
        let message = format!("the first row names the columns, and it has {}", found());
        let hint = "it must name `question` and `answer`, or `text` and `intent`; or tell which they are by \
                    `--question`, `--answer`, `--intent`";
        row.note(Rule::MissingKey, message, hint, findings);
        return Vec::new();
    }
    names
}

/// The names with `question1` as the question and `question2` and so on as further ones, as QnABot writes them.
pub(super) fn numbered(written: &[String]) -> Vec<String> {
    let read = |name: &String| {
        let number = name
            .strip_prefix("question")
            .map(str::trim)
            .filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
        match number {
            Some("1") => "question".to_string(),
            Some(number) if !number.is_empty() => format!("{FURTHER}{number}"),
            _ => name.clone(),
        }
    };
    if written.iter().any(|name| name == "question") { written.to_vec() } else { written.iter().map(read).collect() }
}

/// Whether columns that are read by these names hold questions and what belongs to them.
pub(super) fn are_enough(names: &[String]) -> bool {
    let has = |name: &str| names.iter().any(|known| known == name);
    (has("question") || has("text")) && (has("answer") || has("intent"))
}

/// A row with its values under the names of the columns.
pub(super) fn read_row(mut row: Row, header: &[String], values: &[&str], findings: &mut Findings) -> Option<Row> {
    let length = values.iter().map(|value| value.len()).sum();
    if length > LONGEST_ROW {
        findings.add(|| too_long(row.place.clone(), length));
        return None;
    }
    if values.len() != header.len() {
        let message = format!("values in the row: {}; columns in the first row: {}", values.len(), header.len());
        let hint = "put a text that holds the separator in quotation marks";
        row.note(Rule::Row, message, hint, findings);
        return None;
    }
    let values = header.iter().zip(values).filter(|(_, value)| !value.trim().is_empty());
    let mut read = values.clone().filter(|(name, _)| READ.contains(&name.as_str())).peekable();
    if read.peek().is_some() && read.all(|(name, value)| is_name_of(value, name)) {
        return None;
    }
    row.fields = values.map(|(name, value)| (name.clone(), Value::String(unguarded(value).to_string()))).collect();
    row.name = row.fields.get("qid").and_then(Value::as_str).map(str::to_string);
    gather(&mut row);
    Some(row)
}

/// Puts further questions that have columns of their own under `also`.
fn gather(row: &mut Row) {
    let names: Vec<String> = row.fields.keys().filter(|name| name.starts_with(FURTHER)).cloned().collect();
    if names.is_empty() || row.has("also") {
        return;
    }
    let further = names.iter().filter_map(|name| row.fields.remove(name)).collect();
    row.fields.insert("also".to_string(), Value::Array(further));
}
