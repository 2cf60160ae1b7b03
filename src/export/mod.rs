//! How is a base written as rows, for a spreadsheet or for another program?
//!
//! A fact is a row for each language that it is asked in; `import` makes the same facts of the rows again.

mod azure;
mod left_out;
mod rows;

pub use left_out::LeftOut;

use std::path::Path;

use serde::Serialize;

use crate::facts::Base;
use crate::labelled::guarded;
use rows::FactRow;

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// Values parted by commas.
    Csv,
    /// One JSON object a line.
    JsonLines,
    /// Values parted by tabs, in the columns of Azure's question answering.
    Azure,
}

impl ExportFormat {
    /// The form of a file, by the ending of its name.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "tsv" => Some(Self::Azure),
            _ => None,
        }
    }
}

/// A base written as rows.
#[derive(Debug, PartialEq, Eq)]
pub struct Exported {
    /// The whole file.
    pub text: String,
    /// How many facts it holds.
    pub facts: usize,
    /// Their phrasings.
    pub phrasings: usize,
    /// What it has no room for.
    pub left_out: LeftOut,
    /// How many cells begin as a formula does, and have a `'` before that.
    pub guarded: usize,
}

/// Writes the facts of a base.
pub fn export(base: &Base, form: ExportFormat) -> Exported {
    let rows = rows::rows(base, form);
    let mut cells = Cells::default();
    let text = match form {
        ExportFormat::JsonLines => json(&rows),
        ExportFormat::Csv => cells.written(b',', &COLUMNS, rows.iter().map(values)),
        ExportFormat::Azure => cells.written(b'\t', &azure::COLUMNS, rows.iter().flat_map(azure::lines)),
    };
    Exported {
        text,
        facts: base.facts.len(),
        phrasings: rows.iter().map(|row| row.questions.len()).sum(),
        left_out: LeftOut::of(base),
        guarded: cells.guarded,
    }
}

/// The columns of a CSV, and the keys of a JSON row.
const COLUMNS: [&str; 9] =
    ["fact", "language", "question", "also", "answer", "button", "topic", "paragraphs", "source"];

fn values(row: &FactRow<'_>) -> Vec<String> {
    let (question, also) = row.questions.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
    let also = also.join("\n");
    let FactRow { fact, language, answer, button, topic, paragraphs, source, .. } = row;
    let texts = [fact, language.code(), question, &also, answer, button, topic, paragraphs, source];
    texts.map(str::to_string).to_vec()
}

/// A row of JSON Lines.
#[derive(Serialize)]
struct RawRow<'a> {
    fact: &'a str,
    language: &'static str,
    question: &'a str,
    #[serde(skip_serializing_if = "<[&str]>::is_empty")]
    also: &'a [&'a str],
    answer: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    button: &'a str,
    topic: &'a str,
    paragraphs: &'a str,
    source: &'a str,
}

fn json(rows: &[FactRow<'_>]) -> String {
    let line = |row: &FactRow<'_>| {
        let (question, also) = row.questions.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
        let FactRow { fact, language, answer, button, topic, paragraphs, source, .. } = row;
        let raw = RawRow { fact, language: language.code(), question, also, answer, button, topic, paragraphs, source };
        // Texts alone: nothing here can fail to be written.
        serde_json::to_string(&raw).unwrap_or_default() + "\n"
    };
    rows.iter().map(line).collect()
}

/// Cells, of which those that a spreadsheet would run are guarded and counted.
#[derive(Default)]
struct Cells {
    guarded: usize,
}

impl Cells {
    fn written(&mut self, delimiter: u8, columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        // To memory nothing can fail to be written, and rows are as long as their heading.
        let _ = writer.write_record(columns);
        for row in rows {
            let cells: Vec<String> = row.into_iter().map(|cell| self.guard(cell)).collect();
            let _ = writer.write_record(cells);
        }
        String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
    }

    fn guard(&mut self, cell: String) -> String {
        let guarded = guarded(&cell);
        self.guarded += usize::from(guarded.is_some());
        guarded.unwrap_or(cell)
    }
}
