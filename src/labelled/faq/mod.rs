//! Pages of frequently asked questions, as Markdown or HTML.

mod html;
mod line;
mod markdown;

use std::sync::Arc;

use super::Row;
use super::forms::rows_of;
use crate::findings::{File, Finding, Findings, Place, Rule};

pub(super) fn markdown_rows(file: &Arc<File>, findings: &mut Findings) -> Vec<Row> {
    let rows = rows_of(markdown::read(file));
    let sought = "a heading or a bold line that ends with a question mark, `Q:` and `A:`, or `<summary>`";
    note_none(file, &rows, sought, findings);
    rows
}

pub(super) fn html_rows(file: &Arc<File>, findings: &mut Findings) -> Vec<Row> {
    let rows = rows_of(html::read(file));
    let sought = "a FAQPage of schema.org, as JSON-LD or as `itemtype`, `<summary>`, or `<dt>` with `<dd>`";
    note_none(file, &rows, sought, findings);
    rows
}

fn note_none(file: &Arc<File>, rows: &[Row], sought: &str, findings: &mut Findings) {
    if !rows.is_empty() || file.text.trim().is_empty() {
        return;
    }
    findings.add(|| Finding {
        rule: Rule::Row,
        place: Place { file: Arc::clone(file), span: 0..1 },
        message: "no question with an answer under it was found in this page".to_string(),
        hint: Some(format!("a question is {sought}; a text without questions is for `citebot new`")),
        fix: None,
    });
}
