//! JSON Lines: one object a line.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::columns::plain;
use super::{Columns, LONGEST_ROW, Row};
use crate::findings::{File, Finding, Place, Rule};

pub(super) fn rows(file: &Arc<File>, columns: Option<&Columns>, findings: &mut Vec<Finding>) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut start = 0;
    for (number, whole) in file.text.split_inclusive('\n').enumerate() {
        let text = whole.trim();
        let begin = start + whole.find(text).unwrap_or(0);
        start += whole.len();
        if text.is_empty() {
            continue;
        }
        let place = Place { file: Arc::clone(file), span: begin..begin + text.len() };
        if text.len() > LONGEST_ROW {
            findings.push(too_long(place, text.len()));
            continue;
        }
        match serde_json::from_str::<Map<String, Value>>(text) {
            Ok(fields) => {
                let fields = match columns {
                    Some(columns) => renamed(fields, columns),
                    None => fields,
                };
                rows.push(Row { place, line: number + 1, fields });
            }
            Err(error) => findings.push(not_an_object(place, text, &error)),
        }
    }
    rows
}

/// The fields under the names that they are read by.
fn renamed(fields: Map<String, Value>, columns: &Columns) -> Map<String, Value> {
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
