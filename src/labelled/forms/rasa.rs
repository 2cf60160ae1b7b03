//! Training data of Rasa: `nlu` with examples of each intent, and `responses` (once `templates`) with what is replied,
//! in one file or several.

use std::collections::HashMap;

use super::super::node::{Document, Node};
use super::Entry;

/// What the name of a reply begins with.
const REPLY: &str = "utter_";

pub(super) fn read(documents: &[Document]) -> Vec<Entry<'_>> {
    let replies = replies(documents);
    let by_story = told_by_stories(documents);
    let mut entries = Vec::new();
    for document in documents {
        for item in document.root.get("nlu").map_or(&[] as &[Node], Node::items) {
            let Some(intent) = item.get("intent").and_then(Node::text) else { continue };
            let own = replies.get(format!("{REPLY}{intent}").as_str());
            let answers = own.or_else(|| replies.get(*by_story.get(intent)?)).cloned().unwrap_or_default();
            entries.push(Entry {
                file: &document.file,
                span: item.span.clone(),
                name: Some(intent.to_string()),
                questions: item.get("examples").map(examples).unwrap_or_default(),
                answers: answers.into_iter().map(str::to_string).collect(),
            });
        }
    }
    entries
}

/// The wordings of each reply; those for one channel only where there are no others.
fn replies(documents: &[Document]) -> HashMap<&str, Vec<&str>> {
    let mut replies = HashMap::new();
    for document in documents {
        let told = document.root.get_any(&["responses", "templates"]).map_or(&[] as &[_], Node::entries);
        for (name, wordings) in told {
            let of = |is_for_all: bool| {
                let wanted = move |wording: &&Node| wording.get("channel").is_none() == is_for_all;
                let wordings = wordings.items().iter().filter(wanted);
                wordings.filter_map(|wording| wording.get("text").unwrap_or(wording).text()).collect::<Vec<&str>>()
            };
            let texts = Some(of(true)).filter(|texts| !texts.is_empty()).unwrap_or_else(|| of(false));
            if !texts.is_empty() {
                replies.entry(name.as_str()).or_insert(texts);
            }
        }
    }
    replies
}

/// The reply that follows an intent in a rule, or else in a story.
fn told_by_stories(documents: &[Document]) -> HashMap<&str, &str> {
    let mut told = HashMap::new();
    for kind in ["rules", "stories"] {
        let stories = documents.iter().filter_map(|document| document.root.get(kind)).flat_map(Node::items);
        for steps in stories.filter_map(|story| story.get("steps")) {
            for pair in steps.items().windows(2) {
                let intent = pair[0].get("intent").and_then(Node::text);
                let action = pair[1].get("action").and_then(Node::text).filter(|action| action.starts_with(REPLY));
                if let (Some(intent), Some(action)) = (intent, action) {
                    told.entry(intent).or_insert(action);
                }
            }
        }
    }
    told
}

/// The examples of an intent: a text with one a line behind a dash, or a list.
fn examples(node: &Node) -> Vec<String> {
    let listed = node.items().iter().filter_map(|item| item.get("text").unwrap_or(item).text());
    let lines = node.text().into_iter().chain(listed).flat_map(str::lines);
    lines
        .filter_map(|line| {
            let line = line.trim();
            let example = without_marks(line.strip_prefix("- ").unwrap_or(line).trim());
            (!example.is_empty() && example != "-").then_some(example)
        })
        .collect()
}

/// An example without what marks its entities: `[tomorrow](date)`, `[tomorrow]{"entity": "date"}`.
fn without_marks(example: &str) -> String {
    let mut plain = String::new();
    let mut rest = example;
    while let Some(open) = rest.find('[') {
        let marked = rest[open..].find(']').and_then(|close| {
            let behind = &rest[open + close + 1..];
            let end = match behind.chars().next()? {
                '(' => behind.find(')')?,
                '{' => behind.find('}')?,
                _ => return None,
            };
            Some((&rest[open + 1..open + close], &behind[end + 1..]))
        });
        plain.push_str(&rest[..open]);
        let (text, behind) = marked.unwrap_or(("[", &rest[open + 1..]));
        plain.push_str(text);
        rest = behind;
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::without_marks;

    #[test]
    fn marks_of_entities_are_taken_off() {
        for (example, expected) in [
            ("on [Monday](day) at [9]{\"entity\": \"time\", \"value\": \"9:00\"}", "on Monday at 9"),
            ("[a] or [b", "[a] or [b"),
            ("[[a](x)](y)", "[a](y)"),
            ("[费用](fee)多少", "费用多少"),
        ] {
            assert_eq!(without_marks(example), expected, "{example}");
        }
    }
}
