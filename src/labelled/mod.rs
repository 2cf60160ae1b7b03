//! What does a file of examples hold? Rows of questions with what belongs to them, each with its place, whatever form the
//! file has.

mod archive;
mod columns;
mod delimited;
mod encoding;
mod faq;
mod forms;
mod guard;
mod id;
mod json;
mod json_tree;
mod markup;
mod node;
mod row;
mod sheet;
mod table;
mod yaml_indent;
mod yaml_tree;

pub use archive::{Packed, unpacked};
pub use columns::Columns;
pub use encoding::{Decoded, decode};
pub use guard::{guarded, unguarded};
pub use id::{intent_ids, marked_id, plain_id, question_id, readable_id};
pub use markup::plain;
pub use row::Row;
pub use sheet::{Sheet, sheets};

use std::path::Path;
use std::sync::Arc;

use crate::findings::{File, Finding, Findings, Place, Rule};
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
                fix: None,
            });
        }
        start += line.len();
    }
}
