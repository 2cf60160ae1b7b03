//! The shape of a file in `answers/`, read into facts, gaps and small talk.

use std::sync::Arc;

use super::worded::worded_otherwise;
use super::words::plain;
use super::{Fact, Gap, SmallTalk};
use crate::document::{Located, Notes, Table, parse, ticked};
use crate::findings::{File, Finding, Rule};
use crate::sources::{Citation, Source, bilingual, located_bilingual, note_missing_languages, read_bilingual};
use crate::text::{Kind, Language, PerLanguage};

/// The entries of one file.
#[derive(Debug, Default)]
pub(crate) struct Entries {
    pub(crate) facts: Vec<Fact>,
    pub(crate) gaps: Vec<Gap>,
    pub(crate) small_talk: Vec<SmallTalk>,
    /// Ids of facts that could not be read: to point at one of them is no second fault.
    pub(crate) broken: Vec<String>,
}

/// The sources that a file may name.
pub(crate) struct Sources<'a> {
    pub(crate) read: &'a [Source],
    /// Ids of those whose file could not be read; their facts can't be checked.
    pub(crate) broken: &'a [String],
}

/// What all facts of a file share.
struct Topic<'a> {
    name: PerLanguage<String>,
    along: Vec<String>,
    /// Sets of words that mean the same in this topic.
    synonyms: Vec<Vec<String>>,
    /// The source with its index; none where the file names no source or an unknown one.
    source: Option<(usize, &'a Source)>,
}

/// Reads one file of answers; everything that is wrong with it is added to `findings`.
pub(crate) fn read_entries(file: &Arc<File>, sources: &Sources<'_>, findings: &mut Vec<Finding>) -> Option<Entries> {
    parse(file, findings, |top, notes| {
        read_bilingual(top, notes);
        let topic = Topic {
            name: bilingual(top, "topic", notes),
            along: plain(top.texts("along", notes)),
            synonyms: top.text_lists("synonyms", notes).into_iter().map(plain).collect(),
            source: read_source_name(top, sources, notes),
        };
        let mut entries = Entries::default();
        for read in top.tables("fact", notes, |table, notes| read_fact(table, &topic, notes)) {
            match read {
                Ok(fact) => entries.facts.push(fact),
                Err(id) => entries.broken.extend(id.map(|id| id.text)),
            }
        }
        entries.gaps =
            top.tables("gap", notes, |table, notes| read_gap(table, &topic, notes)).into_iter().flatten().collect();
        entries.small_talk = top.tables("smalltalk", notes, read_small_talk).into_iter().flatten().collect();
        entries
    })
}

fn read_source_name<'a>(
    top: &mut Table<'_, '_>,
    sources: &Sources<'a>,
    notes: &mut Notes<'_>,
) -> Option<(usize, &'a Source)> {
    if top.lacks("source") && !top.lacks("fact") {
        let message = "a fact rests on a source, and this file names none";
        let hint = "write `source = \"…\"` at the top, with the name of a file in `seeds/`".to_string();
        notes.add(Rule::MissingKey, top.span.clone(), message, Some(hint));
    }
    let name = top.optional_text("source", notes)?;
    let found = sources.read.iter().enumerate().find(|(_, source)| source.id == name.text);
    if found.is_none() && !sources.broken.contains(&name.text) {
        let known: Vec<&str> = sources.read.iter().map(|source| source.id.as_str()).collect();
        let message = format!("no source is called `{}`", name.text);
        let has = || format!("`seeds/` has {}", if known.is_empty() { "no source".into() } else { ticked(&known) });
        notes.misspelt(Rule::UnknownSource, name.place.span, message, (&name.text, &known), has);
    }
    found
}

/// A fact, or the id of one that can't be said.
fn read_fact(table: &mut Table<'_, '_>, topic: &Topic<'_>, notes: &mut Notes<'_>) -> Result<Fact, Option<Located>> {
    let id = read_id(table, notes);
    let citations = read_citations(table, topic, notes);
    let about = table.texts("about", notes);
    let expects = read_kinds(table, notes);
    let answer = both(located_bilingual(table, "answer", notes));
    let label = read_label(table, notes);
    let ask = read_phrasings(table, notes);
    let related = table.texts("related", notes);
    let is_draft = table.flag("draft", notes).unwrap_or(false);
    match (id, answer, topic.source) {
        (Some(id), Some(answer), Some((source, _))) => Ok(Fact {
            id,
            topic: topic.name.clone(),
            source,
            citations,
            about,
            expects,
            answer,
            label,
            also: worded_otherwise(&ask, &topic.synonyms),
            ask,
            along: topic.along.clone(),
            related,
            is_draft,
        }),
        (id, ..) => Err(id),
    }
}

fn read_gap(table: &mut Table<'_, '_>, topic: &Topic<'_>, notes: &mut Notes<'_>) -> Option<Gap> {
    let id = read_id(table, notes);
    let ask = read_phrasings(table, notes);
    let reply = both(located_bilingual(table, "reply", notes));
    let nearest = table.texts("nearest", notes);
    let also = worded_otherwise(&ask, &topic.synonyms);
    let is_draft = table.flag("draft", notes).unwrap_or(false);
    Some(Gap { id: id?, ask, also, reply: reply?, nearest, is_draft })
}

fn read_small_talk(table: &mut Table<'_, '_>, notes: &mut Notes<'_>) -> Option<SmallTalk> {
    let id = read_id(table, notes);
    let ask = read_phrasings(table, notes);
    let reply = both(located_bilingual(table, "reply", notes));
    Some(SmallTalk { id: id?, ask, reply: reply?, is_shipped: false })
}

fn both(text: PerLanguage<Option<Located>>) -> Option<PerLanguage<Located>> {
    Some(PerLanguage { en: text.en?, zh: text.zh? })
}

/// An id goes into links and buttons of 64 bytes, so it is short and plain.
fn read_id(table: &mut Table<'_, '_>, notes: &mut Notes<'_>) -> Option<Located> {
    const LONGEST_ID: usize = 48;
    let id = table.text("id", notes)?;
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if id.text.len() > LONGEST_ID || !id.text.bytes().all(plain) {
        let message = format!("`{}` is no id", id.text);
        let hint = format!("use at most {LONGEST_ID} small letters, digits and hyphens");
        notes.add(Rule::BadId, id.place.span.clone(), message, Some(hint));
    }
    Some(id)
}

fn read_phrasings(table: &mut Table<'_, '_>, notes: &mut Notes<'_>) -> PerLanguage<Vec<Located>> {
    if table.is_text("ask") || table.is_list("ask") {
        return by_language(if table.is_list("ask") {
            table.texts("ask", notes)
        } else {
            table.optional_text("ask", notes).into_iter().collect()
        });
    }
    let ask = table.table("ask", notes, |languages, notes| {
        note_missing_languages(languages, notes);
        PerLanguage { en: languages.texts("en", notes), zh: languages.texts("zh", notes) }
    });
    ask.unwrap_or_else(|| {
        table.missing("ask", notes);
        PerLanguage::default()
    })
}

/// What a fact is called on a button, in the languages that somebody thought of: the others have its first phrasing.
fn read_label(table: &mut Table<'_, '_>, notes: &mut Notes<'_>) -> PerLanguage<Option<Located>> {
    if table.is_text("label") {
        let label = table.optional_text("label", notes);
        let is_chinese = label.as_ref().is_some_and(|label| Language::of(&label.text) == Language::Chinese);
        return if is_chinese { PerLanguage { en: None, zh: label } } else { PerLanguage { en: label, zh: None } };
    }
    let label = table.table("label", notes, |languages, notes| PerLanguage {
        en: languages.optional_text("en", notes),
        zh: languages.optional_text("zh", notes),
    });
    label.unwrap_or_default()
}

/// Phrasings, each in the language of its letters.
fn by_language(phrasings: Vec<Located>) -> PerLanguage<Vec<Located>> {
    let (zh, en) = phrasings.into_iter().partition(|phrasing| Language::of(&phrasing.text) == Language::Chinese);
    PerLanguage { en, zh }
}

fn read_kinds(table: &mut Table<'_, '_>, notes: &mut Notes<'_>) -> Vec<Kind> {
    let names = Kind::ALL.map(Kind::name);
    let mut kinds = Vec::new();
    for word in table.texts("expects", notes) {
        kinds.extend(Kind::from_name(&word.text));
        if Kind::from_name(&word.text).is_none() {
            let message = format!("`{}` is no kind of question", word.text);
            let others = || format!("use {}", ticked(&names));
            notes.misspelt(Rule::UnknownValue, word.place.span, message, (&word.text, &names), others);
        }
    }
    kinds
}

fn read_citations(table: &mut Table<'_, '_>, topic: &Topic<'_>, notes: &mut Notes<'_>) -> Vec<Citation> {
    let paragraphs = table.numbers("paragraphs", notes);
    let place = table.optional_text("place", notes);
    // A file without a source that is known has its own finding.
    let Some((_, source)) = topic.source else {
        return Vec::new();
    };
    let mut citations = Vec::new();
    for (number, span) in paragraphs {
        if source.paragraph(number).is_none() {
            let message = format!("`{}` has no paragraph {number}", source.id);
            let mut known: Vec<String> =
                source.paragraphs.iter().map(|paragraph| paragraph.number.to_string()).collect();
            known.dedup();
            let hint = format!("its paragraphs are {}", known.join(", "));
            notes.add(Rule::UnknownParagraph, span, message, Some(hint));
        }
        citations.push(Citation::Paragraph(number));
    }
    match place {
        Some(place) if place.text == "credits" => citations.push(Citation::Credits),
        Some(place) if place.text == "title" => citations.push(Citation::Title),
        Some(place) => {
            let message = format!("`{}` is no place in a source", place.text);
            let hint = Some("`place` is `credits` or `title`; a paragraph is named by its number".into());
            notes.add(Rule::UnknownParagraph, place.place.span, message, hint);
        }
        None if citations.is_empty() && table.lacks("paragraphs") => {
            table.missing("paragraphs", notes);
        }
        None => {}
    }
    citations
}
