//! CSV and TSV, with quotation marks as RFC 4180 has them.

use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord};
use serde_json::{Map, Value};

use super::json::too_long;
use super::{LONGEST_ROW, Row};
use crate::findings::{File, Finding, Place, Rule};

/// The pairs of columns one of which a header must name.
const PAIRS: [[&str; 2]; 2] = [["text", "intent"], ["question", "answer"]];

pub(super) fn rows(file: &Arc<File>, delimiter: u8, findings: &mut Vec<Finding>) -> Vec<Row> {
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(file.text.as_bytes());
    let mut record = StringRecord::new();
    let mut lines = LineCount { file, at: 0, line: 1 };
    let (mut rows, mut header) = (Vec::new(), None);
    loop {
        let start = reader.position().byte();
        // The text is UTF-8 and in memory, so that nothing else can fail.
        if !reader.read_record(&mut record).unwrap_or(false) {
            break;
        }
        let place = place(file, start, reader.position().byte());
        let line = lines.line_of(place.span.start);
        let row = Row { place, line, fields: Map::new() };
        match &header {
            None => {
                header = Some(read_header(&row, &record, findings));
                if header.as_ref().is_some_and(Vec::is_empty) {
                    return rows;
                }
            }
            Some(header) => rows.extend(read_row(row, header, &record, findings)),
        }
    }
    rows
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

/// The names of the columns; none if they are not those that are needed.
fn read_header(row: &Row, record: &StringRecord, findings: &mut Vec<Finding>) -> Vec<String> {
    let names: Vec<String> = record.iter().map(|name| name.trim().to_lowercase()).collect();
    let twice = names.iter().enumerate().find(|(at, name)| !name.is_empty() && names[..*at].contains(name));
    if let Some((_, name)) = twice {
        let message = format!("two columns are called `{name}`");
        row.note(Rule::Row, message, "give each column its own name", findings);
        return Vec::new();
    }
    if !PAIRS.iter().any(|pair| pair.iter().all(|name| names.iter().any(|known| known == name))) {
        let found: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let message = format!("the first row names the columns, and it has {}", found.join(", "));
        let hint = "it must name `text` and `intent`, or `question` and `answer`";
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
    row.fields = values.map(|(name, value)| (name.clone(), Value::String(value.to_string()))).collect();
    Some(row)
}
