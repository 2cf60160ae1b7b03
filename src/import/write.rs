//! The files of a base that was made of examples.

use std::fmt::Write;

use super::{Draft, Ground};
use crate::document::quoted;
use crate::findings::File;
use crate::labelled::{marked_id, plain_id};
use crate::text::{Language, PerLanguage};

/// The most phrasings of a file, roughly: a file is still one that an editor opens.
const MOST_PHRASINGS: usize = 20_000;

/// What the numbers of the paragraphs count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbers {
    /// Lines of the file.
    Lines,
    /// Facts, where lines don't tell them apart.
    Facts,
}

/// Numbers the facts: each by its own line, or all from 1.
pub(super) fn number(drafts: &mut [Draft]) -> Numbers {
    if drafts.is_sorted_by(|one, next| one.number < next.number) {
        return Numbers::Lines;
    }
    for (at, draft) in drafts.iter_mut().enumerate() {
        draft.number = at + 1;
    }
    Numbers::Facts
}

/// The answers, in as many files as it takes, and the record of the file that they were made of.
pub(super) fn files(name: &str, stem: &str, drafts: &[Draft], numbers: Numbers) -> Vec<File> {
    let source = plain_id(stem).unwrap_or_else(|| marked_id(stem, stem));
    let mut shares: Vec<&[Draft]> = Vec::new();
    let (mut start, mut phrasings) = (0, 0);
    for (at, draft) in drafts.iter().enumerate() {
        phrasings += draft.ask.en.len() + draft.ask.zh.len();
        if phrasings >= MOST_PHRASINGS || at + 1 == drafts.len() {
            shares.push(&drafts[start..=at]);
            (start, phrasings) = (at + 1, 0);
        }
    }
    let digits = shares.len().to_string().len();
    let mut files = vec![File { name: format!("seeds/{source}.toml"), text: record(name, drafts, numbers) }];
    for (number, share) in shares.iter().enumerate() {
        let number = if shares.len() == 1 { String::new() } else { format!("-{:0digits$}", number + 1) };
        files.push(File { name: format!("answers/facts{number}.toml"), text: answers(name, stem, &source, share) });
    }
    files
}

fn answers(name: &str, stem: &str, source: &str, drafts: &[Draft]) -> String {
    let mut text = format!(
        "# Made of {} by `citebot import`.\ntopic.en  = {}\nsource    = {}\n{}",
        comment(name),
        quoted(stem),
        quoted(source),
        on_languages(drafts.iter().any(is_in_both))
    );
    for draft in drafts {
        fact(&mut text, draft);
    }
    text
}

fn is_in_both(draft: &Draft) -> bool {
    draft.ask.iter().all(|(_, ask)| !ask.is_empty()) || draft.answers.iter().all(|(_, answer)| answer.is_some())
}

/// Where something stands in both languages, the file says that the rest need not.
fn on_languages(is_both: bool) -> &'static str {
    if is_both { "bilingual = false\n" } else { "" }
}

fn fact(text: &mut String, draft: &Draft) {
    let _ = write!(text, "\n[[fact]]\nid         = {}\nparagraphs = [{}]\n", quoted(&draft.id), draft.number);
    for (language, answer) in answer(draft) {
        let _ = writeln!(text, "answer.{}  = {}", language.code(), quoted(&answer));
    }
    for (language, label) in draft.labels.iter().filter_map(|(language, label)| Some((language, label.as_ref()?))) {
        let _ = writeln!(text, "label.{}   = {}", language.code(), quoted(label));
    }
    for (language, phrasings) in draft.ask.iter().filter(|(_, phrasings)| !phrasings.is_empty()) {
        let _ = writeln!(text, "ask.{} = [", language.code());
        for phrasing in phrasings {
            let _ = writeln!(text, "  {},", quoted(phrasing));
        }
        text.push_str("]\n");
    }
}

/// What a fact says. An intent alone tells no answer, so the fact says that, in the languages of its questions.
fn answer(draft: &Draft) -> Vec<(Language, String)> {
    let intent = match &draft.ground {
        Ground::Answer(answer) => return vec![(Language::of(answer), answer.clone())],
        Ground::Fact(_) => {
            let told = draft.answers.iter().filter_map(|(language, answer)| Some((language, answer.clone()?)));
            return told.collect();
        }
        Ground::Intent(intent) => intent.replace(['_', '-'], " "),
    };
    let sentences = PerLanguage {
        en: format!("There is no answer on “{intent}” yet: a curator has yet to write it here."),
        zh: format!("关于“{intent}”还没有答案，请整理者写在这里。"),
    };
    let asked = |language: Language| !draft.ask.get(language).is_empty();
    sentences.iter().filter(|(language, _)| asked(*language)).map(|(language, text)| (language, text.clone())).collect()
}

/// The record: each fact rests on the row of the file that it was first made of.
fn record(name: &str, drafts: &[Draft], numbers: Numbers) -> String {
    let counted = match numbers {
        Numbers::Lines => "a paragraph is a row, numbered by the line that it begins in",
        Numbers::Facts => "a paragraph is an entry, numbered in the order of the file",
    };
    let english = drafts.iter().filter(|draft| !draft.ask.en.is_empty()).count();
    let language = if english * 2 >= drafts.len() { Language::English } else { Language::Chinese };
    let mut text = format!(
        "# Made of {} by `citebot import`: {counted}.\n\
         title.{} = {}\nlanguage = \"{}\"\n{}",
        comment(name),
        language.code(),
        quoted(name),
        language.code(),
        on_languages(drafts.iter().any(|draft| answer(draft).len() > 1))
    );
    for draft in drafts {
        let _ = write!(text, "\n[[paragraph]]\nnumber = {}\n", draft.number);
        for (language, answer) in answer(draft) {
            let _ = writeln!(text, "says.{} = {}", language.code(), quoted(&answer));
        }
        let _ = writeln!(text, "sha256 = \"{}\"", draft.fingerprint);
    }
    text
}

/// A name in a comment, which ends with its line.
fn comment(name: &str) -> String {
    name.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}
