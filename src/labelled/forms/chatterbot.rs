//! Corpora of ChatterBot: `conversations` of which each begins with a question and its answer.

use std::collections::HashMap;

use super::super::node::{Document, Node};
use super::Entry;

pub(super) fn read(documents: &[Document]) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for document in documents {
        let conversations = document.root.get("conversations").map_or(&[] as &[Node], Node::items);
        for conversation in conversations {
            let texts = conversation.texts();
            // What is said after that answers the answer.
            let [question, answer, ..] = texts.as_slice() else { continue };
            // Of the answers to one question it says any.
            let number = *known.entry(question.to_lowercase()).or_insert(entries.len());
            match entries.get_mut(number) {
                Some(entry) => entry.answers.push((*answer).to_string()),
                None => entries.push(Entry::of(document, conversation, None, &[*question], &[*answer])),
            }
        }
    }
    entries
}
