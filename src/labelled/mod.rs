//! What does a file of examples hold? Rows of questions with what belongs to them, each with its place, whatever form the
//! file has.

mod archive;
mod columns;
mod delimited;
mod encoding;
mod faq;
mod forms;
mod id;
mod json;
mod json_tree;
mod markup;
mod node;
mod sheet;
mod table;
mod yaml_indent;
mod yaml_tree;

pub use archive::{Packed, unpacked};
pub use columns::Columns;
pub use encoding::{Decoded, decode};
pub use id::{intent_ids, marked_id, plain_id, question_id, readable_id};
pub use markup::plain;
pub use sheet::{Sheet, sheets};

use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::findings::{File, Finding, Findings, Place, Rule, did_you_mean};
use node::Document;

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
    /// One JSON document.
    Json,
    /// YAML documents.
    Yaml,
    /// A page of Markdown.
    Markdown,
    /// A page of HTML.
    Html,
}

impl Format {
    /// The endings of names.
    pub const ENDINGS: [&str; 8] = [".csv", ".tsv", ".jsonl", ".json", ".yml", ".yaml", ".md", ".html"];

    /// The format of a file, by the ending of its name.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "csv" => Some(Self::Commas),
            "tsv" => Some(Self::Tabs),
            "json" => Some(Self::Json),
            "yml" | "yaml" => Some(Self::Yaml),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            _ => None,
        }
    }
}

/// A file of examples as it was read from the disk.
#[derive(Debug, Clone)]
pub enum Content {
    /// A text, and how it is written.
    Text(Arc<File>, Format),
    /// A spreadsheet with its name.
    Sheets(String, Vec<Sheet>),
}

/// Whether a file is a spreadsheet, by the ending of its name.
pub fn is_spreadsheet(path: &Path) -> bool {
    has_ending(path, &["xlsx", "xlsm", "xls", "ods"])
}

/// Whether a file is an archive, by the ending of its name.
pub fn is_archive(path: &Path) -> bool {
    has_ending(path, &["zip"])
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|own| endings.iter().any(|ending| own.eq_ignore_ascii_case(ending)))
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
    /// What the file calls its answer.
    pub name: Option<String>,
    /// How many other answers there are of which any could be given.
    pub further_answers: usize,
}

/// The rows of a file, with columns as they are usually called or as they are written; those that can't be read are
/// findings.
pub fn rows(file: &Arc<File>, format: Format, columns: Option<&Columns>, findings: &mut Findings) -> Vec<Row> {
    match format {
        Format::JsonLines => json::rows(file, columns, findings),
        Format::Commas => delimited::rows(file, b',', columns, findings),
        Format::Tabs => delimited::rows(file, b'\t', columns, findings),
        Format::Json if json::is_json_lines(&file.text) => json::rows(file, columns, findings),
        Format::Markdown => faq::markdown_rows(file, findings),
        Format::Html => faq::html_rows(file, findings),
        Format::Json | Format::Yaml => {
            let documents = documents(file, format, findings);
            forms::rows(&documents, columns.unwrap_or(&Columns::default()), findings)
        }
    }
}

/// The rows of a file, or of files that belong together, as those of a folder.
pub fn rows_of_all(contents: &[Content], columns: &Columns, findings: &mut Findings) -> Vec<Row> {
    let mut all = Vec::new();
    for content in contents {
        match content {
            Content::Sheets(name, sheets) => return sheet::rows(name, sheets, columns, findings),
            Content::Text(file, format) if contents.len() == 1 => return rows(file, *format, Some(columns), findings),
            Content::Text(file, format) => all.extend(documents(file, *format, findings)),
        }
    }
    forms::rows(&all, columns, findings)
}

fn documents(file: &Arc<File>, format: Format, findings: &mut Findings) -> Vec<Document> {
    if file.text.trim().is_empty() {
        return Vec::new();
    }
    let roots = match format {
        Format::Json => json_tree::parse(file, 0, &file.text).map(|root| vec![root]),
        Format::Yaml => yaml_tree::parse(file),
        Format::JsonLines | Format::Commas | Format::Tabs | Format::Markdown | Format::Html => Ok(Vec::new()),
    };
    let roots = roots.unwrap_or_else(|finding| {
        findings.add(|| *finding);
        Vec::new()
    });
    roots.into_iter().map(|root| Document { file: Arc::clone(file), root }).collect()
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
        findings.add(|| Finding { rule, place: self.place.clone(), message: message.into(), hint: hint() });
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

/// The lines that are no UTF-8 text were read as U+FFFD, which no one types.
pub fn note_broken_characters(file: &Arc<File>, findings: &mut Findings) {
    let mut start = 0;
    for line in file.text.split_inclusive('\n') {
        if let Some(at) = line.find('\u{FFFD}') {
            let at = start + at;
            findings.add(|| Finding {
                rule: Rule::Row,
                place: Place { file: Arc::clone(file), span: at..at + '\u{FFFD}'.len_utf8() },
                message: "a character here is not UTF-8".to_string(),
                hint: Some("save the file as UTF-8".to_string()),
            });
        }
        start += line.len();
    }
}
