//! JSON Lines: one object a line.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::columns::plain;
use super::{Columns, LONGEST_ROW, Row};
use crate::findings::{File, Finding, Findings, Place, Rule};

pub(super) fn rows(file: &Arc<File>, columns: Option<&Columns>, findings: &mut Findings) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut start = 0;
    for (number, whole) in file.text.split_inclusive('\n').enumerate() {
        let text = whole.trim();
        let begin = start + whole.find(text).unwrap_or(0);
        start += whole.len();
        if text.is_empty() {
            continue;
        }
        let place = || Place { file: Arc::clone(file), span: begin..begin + text.len() };
        if text.len() > LONGEST_ROW {
            findings.add(|| too_long(place(), text.len()));
            continue;
        }
        match serde_json::from_str::<Map<String, Value>>(text) {
            Ok(fields) => {
                rows.push(Row { place: place(), line: number + 1, fields, name: None, further_answers: 0 });
            }
            Err(error) => findings.add(|| not_an_object(place(), text, &error)),
        }
    }
    match columns {
        Some(columns) => renamed(rows, columns, findings),
        None => rows,
    }
}

/// Whether a text begins with a line that is an object, and has more of them.
pub(super) fn is_json_lines(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().is_some_and(|line| serde_json::from_str::<Map<String, Value>>(line).is_ok());
    first && lines.next().is_some()
}

/// The rows with their fields under the names that they are read by; none where a column that somebody named is in no
/// row.
pub(super) fn renamed(mut rows: Vec<Row>, columns: &Columns, findings: &mut Findings) -> Vec<Row> {
    let has = |name: &str| rows.iter().any(|row| row.fields.keys().any(|key| plain(key) == plain(name)));
    if let (Some(name), Some(first)) = (columns.names().find(|name| !has(name)), rows.first()) {
        let found: Vec<String> = first.fields.keys().map(|name| format!("`{name}`")).collect();
        let message = format!("no row has `{name}`: the first has {}", found.join(", "));
        first.note(Rule::MissingKey, message, "name one of these", findings);
        return Vec::new();
    }
    for row in &mut rows {
        row.fields = with_usual_names(std::mem::take(&mut row.fields), columns);
    }
    rows
}

fn with_usual_names(fields: Map<String, Value>, columns: &Columns) -> Map<String, Value> {
    let (names, values): (Vec<String>, Vec<Value>) = fields.into_iter().unzip();
    let written: Vec<String> = names.iter().map(|name| plain(name)).collect();
    let read_by = columns.read_by(&written).into_iter().zip(names);
    // What is read by no usual name keeps its own.
    let name = |(read, name): (String, String)| if read == plain(&name) { name } else { read };
    read_by.map(name).zip(values).collect()
}

pub(super) fn too_long(place: Place, length: usize) -> Finding {
    Finding {
        rule: Rule::LongText,
        place,
        message: format!("the row has {length} bytes, more than {LONGEST_ROW}"),
        hint: Some("a row is one question with its label: look for a missing line end".to_string()),
        fix: None,
    }
}

fn not_an_object(place: Place, text: &str, error: &serde_json::Error) -> Finding {
    // The error names line and column, which the place shows better.
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    let at = place.span.start + text.floor_char_boundary(error.column().saturating_sub(1));
    Finding {
        rule: Rule::Row,
        place: Place { span: at..place.span.end, ..place },
        message: format!("the row is not a JSON object: {reason}"),
        hint: Some("write one object a line, as in {\"text\": \"…\", \"intent\": \"…\"}".to_string()),
        fix: None,
    }
}
