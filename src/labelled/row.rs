//! A row of a file of examples, and what may be wrong with it.

use serde_json::{Map, Value};

use crate::findings::{Finding, Findings, Place, Rule, did_you_mean};

/// One row of a file.
#[derive(Debug, Clone)]
pub struct Row {
    /// Where it stands.
    pub place: Place,
    /// The line that it begins in, from 1.
    pub line: usize,
    /// What it says, by column. An empty value of a CSV or TSV is left out.
    pub fields: Map<String, Value>,
    /// What the file calls its answer.
    pub name: Option<String>,
    /// How many other answers there are of which any could be given.
    pub further_answers: usize,
}

impl Row {
    /// Whether there is something in this column.
    pub fn has(&self, column: &str) -> bool {
        self.fields.get(column).is_some_and(|value| !value.is_null())
    }

    /// A text that must be there and say something, without blanks around it.
    pub fn text<'r>(&'r self, column: &str, findings: &mut Findings) -> Option<&'r str> {
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
    pub fn texts<'r>(&'r self, column: &str, findings: &mut Findings) -> Vec<&'r str> {
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
    pub fn further<'r>(&'r self, column: &str, findings: &mut Findings) -> Vec<&'r str> {
        match self.fields.get(column) {
            Some(Value::String(texts)) => {
                texts.split(['\n', '|']).map(str::trim).filter(|text| !text.is_empty()).collect()
            }
            _ => self.texts(column, findings),
        }
    }

    /// Yes or no, and no where it isn't told; none where it is told in another way.
    pub fn flag(&self, column: &str, findings: &mut Findings) -> Option<bool> {
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
    pub fn wrong_type(&self, column: &str, expected: &str, found: &Value, findings: &mut Findings) {
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
    pub fn note(&self, rule: Rule, message: impl Into<String>, hint: &str, findings: &mut Findings) {
        let hint = || Some(hint.to_string());
        findings.add(|| Finding { rule, place: self.place.clone(), message: message.into(), hint: hint(), fix: None });
    }
}

fn text_of<'r>(row: &Row, value: &'r Value, column: &str, findings: &mut Findings) -> Option<&'r str> {
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
