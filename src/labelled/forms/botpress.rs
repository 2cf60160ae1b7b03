//! Questions and answers that Botpress exports: `qnas`, or a file for each, whose `data` has `questions` and `answers` by language.

use super::super::node::{Document, Node, NodeKind};
use super::Entry;

pub(super) fn read(documents: &[Document]) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    for document in documents {
        let list = document.root.get("qnas").unwrap_or(&document.root);
        for item in list.items().iter().chain([list]) {
            read_item(document, item, &mut entries);
        }
    }
    entries
}

fn read_item<'a>(document: &'a Document, item: &'a Node, entries: &mut Vec<Entry<'a>>) {
    let data = item.get("data").unwrap_or(item);
    let (Some(questions), Some(answers)) = (data.get("questions"), data.get("answers")) else { return };
    let is_off = data
        .get("enabled")
        .is_some_and(|enabled| matches!(&enabled.kind, NodeKind::Scalar(value) if value.as_bool() == Some(false)));
    if is_off {
        return;
    }
    let name = item.get("id").and_then(Node::text);
    for (language, questions) in questions.entries() {
        let answers = answers.get(language).map(Node::texts).unwrap_or_default();
        if !answers.is_empty() {
            entries.push(Entry::of(document, item, name, &questions.texts(), &answers));
        }
    }
}
