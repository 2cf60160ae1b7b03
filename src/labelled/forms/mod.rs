//! The forms that other programs keep questions and answers in. Each is a function from documents to entries; the first
//! that finds any reads the file.

mod botpress;
mod chatterbot;
mod dialogflow;
mod intents;
mod objects;
mod pairs;
mod rasa;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::node::{Document, Lines, Node};
use super::{Columns, Row};
use crate::findings::{File, Finding, Findings, Place, Rule};

/// A form of documents.
struct DocumentForm {
    name: &'static str,
    /// What it is known by.
    shape: &'static str,
    read: for<'a> fn(&'a [Document]) -> Vec<Entry<'a>>,
}

const FORMS: [DocumentForm; 6] = [
    DocumentForm { name: "Rasa", shape: "`nlu` with `responses`", read: rasa::read },
    DocumentForm { name: "ChatterBot", shape: "`conversations`", read: chatterbot::read },
    DocumentForm { name: "Botpress", shape: "`qnas` with `questions` and `answers` by language", read: botpress::read },
    DocumentForm { name: "Dialogflow", shape: "`responses` with `messages`, and `_usersays_`", read: dialogflow::read },
    DocumentForm {
        name: "QnA Maker, Azure or QnABot",
        shape: "lists of `questions` with an `answer`",
        read: pairs::read,
    },
    DocumentForm { name: "nlp.js or intents", shape: "`utterances` or `patterns` with `answers`", read: intents::read },
];

/// What one entry of a document asks and answers.
pub(super) struct Entry<'a> {
    pub(super) file: &'a Arc<File>,
    pub(super) span: Range<usize>,
    /// What the file calls it.
    pub(super) name: Option<String>,
    pub(super) questions: Vec<String>,
    /// Any of these may be said; none where the file tells none.
    pub(super) answers: Vec<String>,
}

impl<'a> Entry<'a> {
    fn of(document: &'a Document, node: &Node, name: Option<&str>, questions: &[&str], answers: &[&str]) -> Self {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_string()).collect();
        Self {
            file: &document.file,
            span: node.span.clone(),
            name: name.map(str::to_string),
            questions: owned(questions),
            answers: owned(answers),
        }
    }
}

/// The rows of documents, whatever their form; an unknown one is a finding.
pub(super) fn rows(documents: &[Document], columns: &Columns, findings: &mut Findings) -> Vec<Row> {
    for form in &FORMS {
        let entries = (form.read)(documents);
        if !entries.is_empty() {
            note_needless_columns(documents, form, columns, findings);
            return rows_of(entries);
        }
    }
    let rows = objects::rows(documents, columns, findings);
    if rows.is_empty() && findings.is_empty() {
        note_unknown(documents, findings);
    }
    rows
}

/// Entries as rows; what nobody asks is left out.
pub(super) fn rows_of(entries: Vec<Entry<'_>>) -> Vec<Row> {
    let mut lines: HashMap<*const File, Lines> = HashMap::new();
    let mut rows = Vec::new();
    for Entry { file, span, name, questions, answers } in entries {
        let mut questions = questions.into_iter().map(Value::String);
        let Some(first) = questions.next() else { continue };
        let lines = lines.entry(Arc::as_ptr(file)).or_insert_with(|| Lines::of(&file.text));
        let line = lines.line(span.start);
        let further_answers = answers.len().saturating_sub(1);
        let mut fields = Map::new();
        match (answers.into_iter().next(), &name) {
            (Some(answer), _) => {
                fields.insert("question".to_string(), first);
                fields.insert("answer".to_string(), Value::String(answer));
            }
            (None, Some(name)) => {
                fields.insert("text".to_string(), first);
                fields.insert("intent".to_string(), Value::String(name.clone()));
            }
            (None, None) => continue,
        }
        fields.insert("also".to_string(), Value::Array(questions.collect()));
        rows.push(Row { place: Place { file: Arc::clone(file), span }, line, fields, name, further_answers });
    }
    rows
}

fn note_needless_columns(documents: &[Document], form: &DocumentForm, columns: &Columns, findings: &mut Findings) {
    let Some(document) = documents.first().filter(|_| *columns != Columns::default()) else { return };
    findings.add(|| Finding {
        rule: Rule::MissingKey,
        place: Place { file: Arc::clone(&document.file), span: 0..0 },
        message: format!("the file is of the form {}, in which no column is named by a flag", form.name),
        hint: Some("leave out `--question`, `--answer`, `--intent` and `--also`".to_string()),
        fix: None,
    });
}

fn note_unknown(documents: &[Document], findings: &mut Findings) {
    let Some(document) = documents.first() else { return };
    let known: Vec<String> = FORMS.iter().map(|form| format!("{} ({})", form.name, form.shape)).collect();
    findings.add(|| Finding {
        rule: Rule::Row,
        place: Place { file: Arc::clone(&document.file), span: 0..1 },
        message: "no questions with answers were found in this file".to_string(),
        hint: Some(format!(
            "write a list of objects with `question` and `answer`, or `text` and `intent`; known as well: {}",
            known.join(", ")
        )),
        fix: None,
    });
}
