//! CSV and TSV, with quotation marks as RFC 4180 has them.

use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord};
use serde_json::{Map, Value};

use super::columns::plain;
use super::json::too_long;
use super::{Columns, LONGEST_ROW, Row, unguarded};
use crate::findings::{File, Finding, Place, Rule};

pub(super) fn rows(file: &Arc<File>, usual: u8, columns: Option<&Columns>, findings: &mut Vec<Finding>) -> Vec<Row> {
    let (delimiter, from) = delimiter(&file.text, usual);
    let text = &file.text.as_bytes()[from..];
    let mut reader = ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text);
    let from = from as u64;
    let mut record = StringRecord::new();
    let mut lines = LineCount { file, at: 0, line: 1 };
    let (mut rows, mut header) = (Vec::new(), None);
    loop {
        let start = from + reader.position().byte();
        // The text is UTF-8 and in memory, so that nothing else can fail.
        if !reader.read_record(&mut record).unwrap_or(false) {
            break;
        }
        let place = place(file, start, from + reader.position().byte());
        let line = lines.line_of(place.span.start);
        let row = Row { place, line, fields: Map::new() };
        match &header {
            None => {
                header = Some(read_header(&row, &record, columns, findings));
                if header.as_ref().is_some_and(Vec::is_empty) {
                    return rows;
                }
            }
            Some(header) => rows.extend(read_row(row, header, &record, findings)),
        }
    }
    rows
}

/// What may part the values of a row.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// What parts the values, and where the first row begins: spreadsheets write `sep=;` before it, or part by what is usual
/// in their country.
fn delimiter(text: &str, usual: u8) -> (u8, usize) {
    let end = text.find('\n').map_or(text.len(), |end| end + 1);
    let first = text[..end].trim_end_matches(['\r', '\n']);
    if let Some([separator]) = first.strip_prefix("sep=").map(str::as_bytes) {
        return (*separator, end);
    }
    let count = |delimiter: &u8| first.bytes().filter(|byte| byte == delimiter).count();
    let most = DELIMITERS.into_iter().max_by_key(|delimiter| (count(delimiter), *delimiter == usual));
    (most.filter(|delimiter| count(delimiter) > 0).unwrap_or(usual), 0)
}

/// The bytes of a row, without the ends of lines around it.
fn place(file: &Arc<File>, start: u64, end: u64) -> Place {
    let whole = file.text.get(start as usize..end as usize).unwrap_or("");
    let ends = |character: char| matches!(character, '\r' | '\n');
    let begin = start as usize + (whole.len() - whole.trim_start_matches(ends).len());
    let text = whole.trim_matches(ends);
    Place { file: Arc::clone(file), span: begin..begin + text.len() }
}

/// Counts lines as places move on through a file.
struct LineCount<'a> {
    file: &'a File,
    at: usize,
    line: usize,
}

impl LineCount<'_> {
    fn line_of(&mut self, at: usize) -> usize {
        self.line += self.file.text.get(self.at..at).unwrap_or("").matches('\n').count();
        self.at = at;
        self.line
    }
}

/// What the columns are read by; none if they are not those that are needed.
fn read_header(
    row: &Row,
    record: &StringRecord,
    columns: Option<&Columns>,
    findings: &mut Vec<Finding>,
) -> Vec<String> {
    let written: Vec<String> = record.iter().map(plain).collect();
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
    let names = columns.map_or_else(|| written.clone(), |columns| columns.read_by(&written));
    let has = |name: &str| names.iter().any(|known| known == name);
    if !((has("question") || has("text")) && (has("answer") || has("intent"))) {
        let message = format!("the first row names the columns, and it has {}", found());
        let hint = "it must name `question` and `answer`, or `text` and `intent`; or tell which they are by \
                    `--question`, `--answer`, `--intent`";
        row.note(Rule::MissingKey, message, hint, findings);
        return Vec::new();
    }
    names
}

fn read_row(mut row: Row, header: &[String], record: &StringRecord, findings: &mut Vec<Finding>) -> Option<Row> {
    let written = &row.place.file.text[row.place.span.clone()];
    if written.matches('"').count() % 2 == 1 {
        let message = "a quotation mark is open at the end of the row";
        let hint = "put a text that holds one in quotation marks, and write each one in it twice";
        row.note(Rule::Row, message, hint, findings);
        return None;
    }
    if written.len() > LONGEST_ROW {
        findings.push(too_long(row.place.clone(), written.len()));
        return None;
    }
    if record.len() != header.len() {
        let message = format!("values in the row: {}; columns in the first row: {}", record.len(), header.len());
        let hint = "put a text that holds the separator in quotation marks";
        row.note(Rule::Row, message, hint, findings);
        return None;
    }
    let values = header.iter().zip(record).filter(|(_, value)| !value.trim().is_empty());
    row.fields = values.map(|(name, value)| (name.clone(), Value::String(unguarded(value).to_string()))).collect();
    Some(row)
}
