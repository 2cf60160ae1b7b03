//! What could a text be asked? One draft fact for each of its sentences, with questions made by rules: a start that
//! a person goes on from.

mod questions;
mod rules;
mod sentences;
mod write;

use std::collections::HashSet;

use questions::questions;
pub use write::files;

use crate::sources::Source;
use crate::text::{Language, PerLanguage};

/// The most characters of an answer: what a message of a chat holds.
const LONGEST_ANSWER: usize = 1000;

/// A fact to begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: String,
    /// The paragraph that it rests on.
    pub paragraph: u32,
    /// The language of its answer and questions.
    pub language: Language,
    /// A sentence of the text, with the one that it leans on.
    pub answer: String,
    /// Questions that it answers; the first one is its label.
    pub ask: Vec<String>,
}

/// The sentences of a paragraph.
pub fn sentences(paragraph: &str, language: Language) -> Vec<String> {
    sentences::sentences(paragraph, language).into_iter().map(|sentence| sentence.text).collect()
}

/// The drafts that a text gives, in its order; `prefix` begins their ids.
pub fn drafts(source: &Source, prefix: &str) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut asked: HashSet<String> = HashSet::new();
    let mut heading: Option<&str> = None;
    for paragraph in &source.paragraphs {
        let says: &PerLanguage<String> = &paragraph.record.says;
        let language = Language::of(&says.en);
        let section = source.section_of(paragraph.number).map(|section| section.title.get(language).as_str());
        let begins_section = section.is_some() && section != heading;
        heading = section;
        for (at, sentence) in sentences::sentences(&says.en, language).into_iter().enumerate() {
            let under = section.filter(|_| begins_section && at == 0);
            let ask = under
                .map(|heading| of_heading(heading, language))
                .into_iter()
                .chain(questions(&sentence.text, language));
            // What two sentences would be asked by alike leaves open which is meant: the first keeps it.
            let ask: Vec<String> = ask.filter(|question| asked.insert(question.to_lowercase())).collect();
            if ask.is_empty() {
                continue;
            }
            let answer: String = sentence.whole.chars().take(LONGEST_ANSWER).collect();
            let id = format!("{prefix}p{}-{}", paragraph.number, at + 1);
            drafts.push(Draft { id, paragraph: paragraph.number, language, answer, ask });
        }
    }
    drafts
}

/// A heading as a question for what stands first under it.
fn of_heading(heading: &str, language: Language) -> String {
    if heading.ends_with(['?', '？']) {
        return heading.to_string();
    }
    match language {
        Language::English => format!("What about {heading}?"),
        Language::Chinese => format!("{heading}是怎么规定的？"),
    }
}
