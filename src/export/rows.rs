//! The facts of a base as rows.

use super::ExportFormat;
use crate::facts::{Base, Fact};
use crate::sources::Citation;
use crate::text::{Language, PerLanguage};

/// The most bytes of a row's questions: far below what `import` reads of a row.
const MOST_BYTES: usize = 24 * 1024;

/// One row: a fact in one language, or as much of it as there is room for.
#[derive(Debug)]
pub(super) struct FactRow<'a> {
    /// The number of the fact in this language, from 1.
    pub(super) number: usize,
    /// The fact's id.
    pub(super) fact: &'a str,
    pub(super) language: Language,
    /// At least one.
    pub(super) questions: Vec<&'a str>,
    pub(super) answer: &'a str,
    /// What stands on its button in this language; empty for its first question.
    pub(super) button: &'a str,
    pub(super) topic: &'a str,
    /// "3, 4".
    pub(super) paragraphs: String,
    pub(super) source: &'a str,
}

/// The rows of all facts.
pub(super) fn rows(base: &Base, form: ExportFormat) -> Vec<FactRow<'_>> {
    let mut rows = Vec::new();
    let mut number = 0;
    for fact in &base.facts {
        for (language, questions) in asked(fact) {
            number += 1;
            let row = |questions| FactRow {
                number,
                fact: &fact.id.text,
                language,
                questions,
                answer: &fact.answer.get(language).text,
                button: fact.label.get(language).as_ref().map_or("", |label| &label.text),
                topic: fact.topic.get(language),
                paragraphs: paragraphs(fact),
                source: &base.source_of(fact).id,
            };
            rows.extend(parted(questions, form).into_iter().map(row));
        }
    }
    rows
}

/// The languages of a fact with the questions in each. An answer in a language that nobody asks in stands beside the
/// label in the other one, so that it is not lost.
fn asked(fact: &Fact) -> Vec<(Language, Vec<&str>)> {
    let texts = |language: Language| -> Vec<&str> {
        fact.ask.get(language).iter().map(|question| question.text.as_str()).collect()
    };
    let label = || Language::ALL.into_iter().flat_map(texts).next();
    let PerLanguage { en, zh } = &fact.answer;
    let one = |language: Language| {
        let own = texts(language);
        let questions = if own.is_empty() && en.text != zh.text { label().into_iter().collect() } else { own };
        Some((language, questions)).filter(|(_, questions)| !questions.is_empty())
    };
    Language::ALL.into_iter().filter_map(one).collect()
}

/// The questions of each row. What holds a sign that parts the questions of a CSV's cell gets a row of its own.
fn parted(questions: Vec<&str>, form: ExportFormat) -> Vec<Vec<&str>> {
    let stands_alone = |question: &str| form == ExportFormat::Csv && question.contains(['|', '\n', '\r']);
    let (alone, together): (Vec<&str>, Vec<&str>) = questions.into_iter().partition(|one| stands_alone(one));
    let mut rows: Vec<Vec<&str>> = Vec::new();
    let mut room = 0;
    for question in together {
        if question.len() > room {
            rows.push(Vec::new());
            room = MOST_BYTES;
        }
        room = room.saturating_sub(question.len() + 4);
        if let Some(row) = rows.last_mut() {
            row.push(question);
        }
    }
    rows.extend(alone.into_iter().map(|question| vec![question]));
    rows
}

fn paragraphs(fact: &Fact) -> String {
    let name = |citation: &Citation| match citation {
        Citation::Paragraph(number) => number.to_string(),
        Citation::Title => "title".to_string(),
        Citation::Credits => "credits".to_string(),
    };
    fact.citations.iter().map(name).collect::<Vec<_>>().join(", ")
}
