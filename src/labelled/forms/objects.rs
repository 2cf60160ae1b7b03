//! Lists of objects with the columns that a CSV has, and objects whose keys are questions.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::super::json::renamed;
use super::super::node::{Document, Lines, Node};
use super::super::{Columns, Row};
use crate::findings::{Findings, Place};

pub(super) fn rows(documents: &[Document], columns: &Columns, findings: &mut Findings) -> Vec<Row> {
    let mut rows = Vec::new();
    for document in documents {
        let lines = Lines::of(&document.file.text);
        let mut lists = Vec::new();
        look(&document.root, &mut lists);
        for list in lists {
            let items = list.items().iter().filter(|item| !item.entries().is_empty());
            let read: Vec<Row> = items.map(|item| row(document, &lines, item, item.fields())).collect();
            rows.extend(if columns.serve(&read) { renamed(read, columns, findings) } else { Vec::new() });
        }
        rows.extend(dictionary(document, &lines));
    }
    rows
}

fn row(document: &Document, lines: &Lines, node: &Node, fields: Map<String, Value>) -> Row {
    let place = Place { file: Arc::clone(&document.file), span: node.span.clone() };
    Row { place, line: lines.line(node.span.start), fields, name: None, further_answers: 0 }
}

/// The lists of objects, of which none lies in another.
fn look<'a>(node: &'a Node, lists: &mut Vec<&'a Node>) {
    if node.items().iter().any(|item| !item.entries().is_empty()) {
        lists.push(node);
        return;
    }
    for (_, below) in node.entries() {
        look(below, lists);
    }
}

/// `{"Where is it?": "Here."}`
fn dictionary(document: &Document, lines: &Lines) -> Vec<Row> {
    let entries = document.root.entries();
    let asks = |name: &str| name.trim_end().ends_with(['?', '？']);
    if !entries.iter().any(|(name, _)| asks(name)) {
        return Vec::new();
    }
    let answered = entries.iter().filter(|(name, node)| asks(name) && node.text().is_some());
    answered
        .map(|(name, node)| {
            let question = ("question".to_string(), Value::String(name.clone()));
            row(document, lines, node, Map::from_iter([question, ("answer".to_string(), node.value())]))
        })
        .collect()
}
