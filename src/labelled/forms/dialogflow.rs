//! Agents of Dialogflow ES: a file for each intent with its `responses`, and beside it one for each language with what
//! people say, `NAME_usersays_en.json`.

use super::super::node::{Document, Node};
use super::Entry;

/// What stands between the name of an intent and a language.
const ASKED_BY: &str = "_usersays_";

pub(super) fn read(documents: &[Document]) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    for document in documents {
        let responses = document.root.get("responses").map_or(&[] as &[Node], Node::items);
        if !responses.iter().any(|response| response.get("messages").is_some()) {
            continue;
        }
        let name = document.root.get("name").and_then(Node::text);
        for (language, asked) in asked(documents, document) {
            let answer: Vec<String> = responses.iter().filter_map(|response| answer(response, language)).collect();
            let questions = asked.items().iter().filter_map(said);
            entries.push(Entry {
                file: &document.file,
                span: document.root.span.clone(),
                name: name.map(str::to_string),
                questions: questions.collect(),
                answers: answer,
            });
        }
    }
    entries
}

/// What people say to get to an intent, by language: in the intent itself, or in files beside it.
fn asked<'a>(documents: &'a [Document], intent: &'a Document) -> Vec<(&'a str, &'a Node)> {
    let own = intent.root.get("userSays").map(|asked| ("", asked));
    let stem = stem(&intent.file.name);
    let beside = documents.iter().filter_map(|document| {
        let language = self::stem(&document.file.name).strip_prefix(stem)?.strip_prefix(ASKED_BY)?;
        Some((language, &document.root))
    });
    own.into_iter().chain(beside).collect()
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A phrase, whose pieces are marked as parameters or not.
fn said(phrase: &Node) -> Option<String> {
    let pieces = phrase.get("data")?.items();
    let text: String = pieces.iter().filter_map(|piece| piece.get("text")).map(written).collect();
    let text = text.trim().to_string();
    (!text.is_empty()).then_some(text)
}

/// A text with the blanks around it.
fn written(node: &Node) -> String {
    node.value().as_str().unwrap_or_default().to_string()
}

/// What is said in a language: each message, of which the first wording is taken, is a paragraph.
fn answer(response: &Node, language: &str) -> Option<String> {
    let messages = response.get("messages")?.items().iter();
    let is_said = |message: &&Node| {
        let own = message.get("lang").and_then(Node::text);
        let is_default = message.get("platform").is_none();
        is_default && own.is_none_or(|own| language.is_empty() || own == language)
    };
    let paragraphs: Vec<&str> =
        messages.filter(is_said).filter_map(|message| message.get("speech")?.texts().first().copied()).collect();
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}
