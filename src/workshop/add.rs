//! A new fact or gap at the end of a file of answers.

use std::fmt::Write;

use anyhow::{Result, bail};

use super::{Change, Plan};
use crate::document::quoted;
use crate::facts::{Base, Files};
use crate::labelled::{marked_id, readable_id};
use crate::sources::Citation;
use crate::text::Language;

/// What is to be added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its id; none to make one of its first question.
    pub id: Option<String>,
    /// Whether it is a gap: something that the source doesn't tell.
    pub is_gap: bool,
    /// Whether rules made it, and a person has yet to go over it.
    pub is_draft: bool,
    /// The source that it rests on; none for the only one.
    pub source: Option<String>,
    /// The paragraphs that it rests on; none for a gap.
    pub paragraphs: Vec<u32>,
    /// What is said, at most one text in each language.
    pub answers: Vec<String>,
    /// Ways to ask for it.
    pub ask: Vec<String>,
    /// The file in `answers/`, by its name there; none for the one that fits best.
    pub file: Option<String>,
}

/// Plans to add an entry.
///
/// # Errors
/// When it says too little, or names what is not there.
pub fn add(files: &Files, base: &Base, entry: &Entry) -> Result<Plan> {
    let source = source_of(base, entry)?;
    if entry.answers.is_empty() {
        bail!("what is the answer? Give it with `--answer`");
    }
    if entry.ask.is_empty() {
        bail!("how is it asked for? Give a question or more with `--ask`");
    }
    if entry.paragraphs.is_empty() && !entry.is_gap {
        bail!("which paragraph tells it? Give its number with `--paragraph`");
    }
    let id = entry.id.clone().unwrap_or_else(|| free_id(base, &entry.ask[0], entry.is_gap));
    let name = file_name(files, base, entry, source);
    let before = files.answers.iter().find(|file| file.name == name).map(|file| file.text.clone());
    let is_bilingual = before.as_deref().is_some_and(|text| text.contains("ask.en") || text.contains("ask.zh"));
    let after = if let Some(text) = &before {
        format!("{}\n\n{}", text.trim_end(), written(&id, entry, is_bilingual))
    } else if entry.is_gap {
        let topic = match Language::of(&entry.answers[0]) {
            Language::English => "What is not told",
            Language::Chinese => "没有说到的",
        };
        format!("topic = {}\n\n{}", quoted(topic), written(&id, entry, false))
    } else {
        let topic = source.map_or("Answers", |source| base.sources[source].title.en.as_str());
        let named = source.map(|source| format!("source = {}\n", quoted(&base.sources[source].id))).unwrap_or_default();
        format!("topic  = {}\n{named}\n{}", quoted(topic), written(&id, entry, false))
    };
    Ok(Plan { what: format!("add `{id}`"), id, changes: vec![Change { name, before, after: Some(after) }] })
}

/// The source that an entry rests on, by its index.
fn source_of(base: &Base, entry: &Entry) -> Result<Option<usize>> {
    let known = || base.sources.iter().map(|source| format!("`{}`", source.id)).collect::<Vec<_>>().join(", ");
    match &entry.source {
        Some(name) => match base.sources.iter().position(|source| source.id == *name) {
            Some(source) => Ok(Some(source)),
            None => bail!("no source is called `{name}`: the base has {}", known()),
        },
        None if base.sources.len() == 1 => Ok(Some(0)),
        None if entry.is_gap => Ok(None),
        None => bail!("which source tells it? Name one of {} with `--source`", known()),
    }
}

/// The file that was named; else for a gap the one with the others, for a fact the one where those of the same paragraph
/// stand or one of the same source; or a new one.
fn file_name(files: &Files, base: &Base, entry: &Entry, source: Option<usize>) -> String {
    if let Some(name) = &entry.file {
        let name = name.trim_start_matches("answers/").trim_end_matches(".toml");
        return format!("answers/{name}.toml");
    }
    let own = || base.facts.iter().filter(|fact| Some(fact.source) == source);
    let beside =
        own().find(|fact| entry.paragraphs.iter().any(|number| fact.citations.contains(&Citation::Paragraph(*number))));
    let near = if entry.is_gap {
        base.gaps.last().map(|gap| &gap.id)
    } else {
        beside.or_else(|| own().next_back()).map(|fact| &fact.id)
    };
    let place = near.map(|id| id.place.file.name.clone());
    let is_there = |name: &String| files.answers.iter().any(|file| file.name == *name);
    place.filter(is_there).unwrap_or_else(|| {
        let facts = || source.map_or("facts", |source| base.sources[source].id.as_str());
        format!("answers/{}.toml", if entry.is_gap { "gaps" } else { facts() })
    })
}

/// The entry as the file has it.
fn written(id: &str, entry: &Entry, is_bilingual: bool) -> String {
    let (table, says) = if entry.is_gap { ("gap", "reply") } else { ("fact", "answer") };
    let mut text = format!("[[{table}]]\nid         = {}\n", quoted(id));
    if !entry.paragraphs.is_empty() {
        let numbers: Vec<String> = entry.paragraphs.iter().map(u32::to_string).collect();
        let _ = writeln!(text, "paragraphs = [{}]", numbers.join(", "));
    }
    if entry.is_draft {
        text.push_str("draft      = true\n");
    }
    let is_bilingual = is_bilingual || entry.answers.len() > 1;
    for answer in &entry.answers {
        let key = if is_bilingual { format!("{says}.{}", Language::of(answer).code()) } else { says.to_string() };
        let _ = writeln!(text, "{key:<10} = {}", quoted(answer));
    }
    let lists: Vec<(String, Vec<&String>)> = if is_bilingual {
        let of = |language: Language| entry.ask.iter().filter(|asked| Language::of(asked) == language).collect();
        Language::ALL.into_iter().map(|language| (format!("ask.{}", language.code()), of(language))).collect()
    } else {
        vec![("ask".to_string(), entry.ask.iter().collect())]
    };
    for (key, asked) in lists.into_iter().filter(|(_, asked)| !asked.is_empty()) {
        let _ = writeln!(text, "{key:<10} = [");
        for question in asked {
            let _ = writeln!(text, "  {},", quoted(question));
        }
        text.push_str("]\n");
    }
    text
}

/// An id made of a question that no entry has.
fn free_id(base: &Base, question: &str, is_gap: bool) -> String {
    let is_free = |id: &String| !base.ids().any(|(other, _)| other == id);
    // The id of a gap tells that it is one, for nothing else in a list of ids does.
    let name = if is_gap { format!("gap {question}") } else { question.to_string() };
    let marked = (0_usize..).map(|again| marked_id(&name, &format!("{name} {again}")));
    [readable_id(&name)].into_iter().chain(marked).find(is_free).unwrap_or_default()
}
