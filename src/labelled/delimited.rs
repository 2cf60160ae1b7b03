//! CSV and TSV, with quotation marks as RFC 4180 has them.

use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord};
use serde_json::Map;

use super::json::too_long;
use super::table::{read_header, read_row};
use super::{Columns, LONGEST_ROW, Row};
use crate::findings::{File, Findings, Place, Rule};

pub(super) fn rows(file: &Arc<File>, usual: u8, columns: Option<&Columns>, findings: &mut Findings) -> Vec<Row> {
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
        let row = Row { place, line, fields: Map::new(), name: None, further_answers: 0 };
        let values: Vec<&str> = record.iter().collect();
        match &header {
            None => {
                header = Some(read_header(&row, &values, columns, findings));
                if header.as_ref().is_some_and(Vec::is_empty) {
                    return rows;
                }
            }
            Some(header) => rows.extend(read(row, header, &values, findings)),
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

fn read(row: Row, header: &[String], values: &[&str], findings: &mut Findings) -> Option<Row> {
    let written = &row.place.file.text[row.place.span.clone()];
    if written.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
        let message = "a quotation mark is open at the end of the row";
        let hint = "put a text that holds one in quotation marks, and write each one in it twice";
        row.note(Rule::Row, message, hint, findings);
        return None;
    }
    if written.len() > LONGEST_ROW {
        findings.add(|| too_long(row.place.clone(), written.len()));
        return None;
    }
    read_row(row, header, values, findings)
}
