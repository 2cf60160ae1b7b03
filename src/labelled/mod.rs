//! What does a file of examples hold? Rows of JSON Lines, CSV or TSV, each with its place.

mod columns;
mod delimited;
mod guard;
mod id;
mod json;

pub use columns::Columns;
pub use guard::{guarded, unguarded};
pub use id::{intent_ids, marked_id, plain_id, question_id, readable_id};

use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::findings::{File, Finding, Place, Rule, did_you_mean};

/// The most bytes of a row.
pub const LONGEST_ROW: usize = 64 * 1024;

/// The label of questions that nothing answers.
pub const OUT_OF_SCOPE: &str = "oos";

/// How a file writes its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    JsonLines,
    /// Values parted by commas, as RFC 4180 has it, or by semicolons or tabs where the first row says so; it names the
    /// columns.
    Commas,
    /// The same with tabs.
    Tabs,
}

impl Format {
    /// The format of a file, by the ending of its name.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "csv" => Some(Self::Commas),
            "tsv" => Some(Self::Tabs),
            _ => None,
        }
    }
}

/// One row of a file.
#[derive(Debug, Clone)]
pub struct Row {
    /// Where it stands.
    pub place: Place,
    /// The line that it begins in, from 1.
    pub line: usize,
    /// What it says, by column. An empty value of a CSV or TSV is left out.
    pub fields: Map<String, Value>,
}

/// The rows of a file, with columns as they are usually called or as they are written; those that can't be read are
/// findings.
pub fn rows(file: &Arc<File>, format: Format, columns: Option<&Columns>, findings: &mut Vec<Finding>) -> Vec<Row> {
    match format {
        Format::JsonLines => json::rows(file, columns, findings),
        Format::Commas => delimited::rows(file, b',', columns, findings),
        Format::Tabs => delimited::rows(file, b'\t', columns, findings),
    }
}

impl Row {
    /// Whether there is something in this column.
    pub fn has(&self, column: &str) -> bool {
        self.fields.get(column).is_some_and(|value| !value.is_null())
    }

    /// A text that must be there and say something, without blanks around it.
    pub fn text<'r>(&'r self, column: &str, findings: &mut Vec<Finding>) -> Option<&'r str> {
        let value = self.fields.get(column).filter(|value| !value.is_null());
        let Some(value) = value else {
            let near = self.fields.keys().find(|key| *key != column && did_you_mean(key, [column]).is_some());
            let hint = match near {
                Some(near) => format!("`{near}` is not known: did you mean `{column}`?"),
                None => "add it, or delete the row".to_string(),
            };
            self.note(Rule::MissingKey, format!("the row has no `{column}`"), &hint, findings);
            return None;
        };
        text_of(self, value, column, findings)
    }

    /// The texts of a list; an absent list is empty.
    pub fn texts<'r>(&'r self, column: &str, findings: &mut Vec<Finding>) -> Vec<&'r str> {
        match self.fields.get(column) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(items)) => {
                items.iter().filter_map(|item| text_of(self, item, column, findings)).collect()
            }
            Some(other) => {
                self.wrong_type(column, "a list of texts in `[ ]`", other, findings);
                Vec::new()
            }
        }
    }

    /// Further texts of a column: a list, or one text with a line or a part between bars for each; bad ones are findings.
    pub fn further<'r>(&'r self, column: &str, findings: &mut Vec<Finding>) -> Vec<&'r str> {
        match self.fields.get(column) {
            Some(Value::String(texts)) => {
                texts.split(['\n', '|']).map(str::trim).filter(|text| !text.is_empty()).collect()
            }
            _ => self.texts(column, findings),
        }
    }

    /// Yes or no, and no where it isn't told; none where it is told in another way.
    pub fn flag(&self, column: &str, findings: &mut Vec<Finding>) -> Option<bool> {
        match self.fields.get(column) {
            None | Some(Value::Null) => Some(false),
            Some(Value::Bool(flag)) => Some(*flag),
            Some(other) => {
                self.wrong_type(column, "`true` or `false`", other, findings);
                None
            }
        }
    }

    /// Notes that a value is of another type than its column takes.
    pub fn wrong_type(&self, column: &str, expected: &str, found: &Value, findings: &mut Vec<Finding>) {
        let found = match found {
            Value::Null => "nothing",
            Value::Bool(_) => "`true` or `false`",
            Value::Number(_) => "a number",
            Value::String(_) => "a text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        let message = format!("`{column}` takes {expected}, found {found}");
        self.note(Rule::WrongType, message, &format!("write {expected} instead"), findings);
    }

    /// Notes that something is wrong with the row.
    pub fn note(&self, rule: Rule, message: impl Into<String>, hint: &str, findings: &mut Vec<Finding>) {
        let hint = Some(hint.to_string());
        findings.push(Finding { rule, place: self.place.clone(), message: message.into(), hint, fix: None });
    }
}

fn text_of<'r>(row: &Row, value: &'r Value, column: &str, findings: &mut Vec<Finding>) -> Option<&'r str> {
    let Value::String(text) = value else {
        row.wrong_type(column, "a text in quotation marks", value, findings);
        return None;
    };
    if text.trim().is_empty() {
        row.note(Rule::Empty, format!("`{column}` is empty"), "write it, or delete the row", findings);
        return None;
    }
    Some(text.trim())
}

/// The lines that are no UTF-8 text were read as U+FFFD, which no one types.
pub fn note_broken_characters(file: &Arc<File>, findings: &mut Vec<Finding>) {
    let mut start = 0;
    for line in file.text.split_inclusive('\n') {
        if let Some(at) = line.find('\u{FFFD}') {
            let at = start + at;
            findings.push(Finding {
                rule: Rule::Row,
                place: Place { file: Arc::clone(file), span: at..at + '\u{FFFD}'.len_utf8() },
                message: "a character here is not UTF-8".to_string(),
                hint: Some("save the file as UTF-8".to_string()),
                fix: None,
            });
        }
        start += line.len();
    }
}
