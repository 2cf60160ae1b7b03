//! Entries with several questions and one answer: `questions` and `answer`, as QnA Maker and Azure question answering
//! export them under `qnaList`, `qnaDocuments`, `qnaPairs` or `qnas`; `q` and `a`, as QnABot does under `qna`.

use super::super::node::{Document, Node};
use super::Entry;

pub(super) fn read(documents: &[Document]) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    for document in documents {
        look(document, &document.root, &mut entries);
    }
    entries
}

/// Prompts lie in an entry and hold entries again, which stand in the list as well.
fn look<'a>(document: &'a Document, node: &'a Node, entries: &mut Vec<Entry<'a>>) {
    if let Some(entry) = pair(document, node) {
        entries.push(entry);
        return;
    }
    for below in node.items().iter().chain(node.entries().iter().map(|(_, below)| below)) {
        look(document, below, entries);
    }
}

fn pair<'a>(document: &'a Document, node: &'a Node) -> Option<Entry<'a>> {
    let questions = node.get_any(&["questions", "q", "question"]).filter(|questions| questions.is_list())?;
    let answers = node.get_any(&["answer", "a", "answers"])?.texts();
    if answers.is_empty() {
        return None;
    }
    let name = node.get("qid").and_then(Node::text);
    Some(Entry::of(document, node, name, &questions.texts(), &answers))
}
