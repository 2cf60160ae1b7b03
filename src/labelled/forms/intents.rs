//! Intents with what people say and what is replied: corpora of nlp.js (`data` of `intent`, `utterances`, `answers`), and
//! the `intents.json` of many a chatbot (`tag`, `patterns`, `responses`).

use super::super::node::{Document, Node};
use super::Entry;

const NAMES: [&str; 4] = ["intent", "tag", "name", "id"];
const ASKED: [&str; 5] = ["utterances", "patterns", "examples", "text", "input"];
const REPLIED: [&str; 3] = ["answers", "responses", "response"];
/// What nlp.js takes a text for that is none of its intents.
const NO_INTENT: &str = "None";

pub(super) fn read(documents: &[Document]) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    for document in documents {
        let list = document.root.get_any(&["data", "intents"]).unwrap_or(&document.root);
        entries.extend(list.items().iter().filter_map(|item| entry(document, item)));
    }
    entries
}

fn entry<'a>(document: &'a Document, item: &'a Node) -> Option<Entry<'a>> {
    let asked = item.get_any(&ASKED).filter(|asked| asked.is_list())?;
    let name = item.get_any(&NAMES)?.text()?;
    let replied = item.get_any(&REPLIED);
    let mut answers = replied.map(Node::texts).unwrap_or_default();
    // nlp.js writes an answer with conditions as an object.
    let objects = replied.map_or(&[] as &[Node], Node::items).iter();
    answers.extend(objects.filter_map(|item| item.get("answer")?.text()));
    (name != NO_INTENT).then(|| Entry::of(document, item, Some(name), &asked.texts(), &answers))
}
