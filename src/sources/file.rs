//! The shape of a file in `seeds/`, read into a [`Source`].

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::{Name, Paragraph, Record, Section, Source};
use crate::document::{Located, Notes, Table, parse, ticked};
use crate::findings::{File, Finding, Fix, Rule};
use crate::text::{Language, PerLanguage};

/// What the header of a text tells.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) title: Option<PerLanguage<String>>,
    pub(super) called: PerLanguage<String>,
    pub(super) address: Option<String>,
    pub(super) language: Option<Language>,
    pub(super) credits: Record,
}

/// Reads the header of a text: every key may be left out.
pub(super) fn read_header(top: &mut Table<'_, '_>, notes: &mut Notes<'_>) -> Header {
    notes.bilingual = false;
    let credits = optional_bilingual(top, "credits", notes).map(plain).unwrap_or_default();
    Header {
        title: optional_bilingual(top, "title", notes).map(plain),
        called: optional_bilingual(top, "called", notes).map(plain).unwrap_or_default(),
        address: top.optional_text("address", notes).map(|address| address.text),
        language: read_optional_language(top, notes),
        credits: Record { says: credits, ..Record::default() },
    }
}

/// Reads the record of a text; everything that is wrong with it is added to `findings`.
pub(super) fn read_record_file(file: &Arc<File>, findings: &mut Vec<Finding>) -> Option<Source> {
    parse(file, findings, |top, notes| {
        read_bilingual(top, notes);
        let title = located_bilingual(top, "title", notes);
        let language = read_language(top, notes);
        let called = optional_bilingual(top, "called", notes).map(plain).unwrap_or_default();
        let address = top.optional_text("address", notes).map(|address| address.text);
        let credits = top.table("credits", notes, read_record).unwrap_or_default();
        let sections = top.tables("section", notes, read_section);
        let mut paragraphs: Vec<Paragraph> =
            top.tables("paragraph", notes, read_paragraph).into_iter().flatten().collect();
        if paragraphs.is_empty() && top.lacks("paragraph") {
            top.missing("paragraph", notes);
        }
        note_numbers(&sections, &paragraphs, notes);
        paragraphs.sort_by_key(|paragraph| paragraph.number);
        let place = title.get(language).as_ref().map_or(notes.place(0..0), |title| title.place.clone());
        let sections = sections.into_iter().map(|(section, _)| section).collect();
        Source {
            id: source_id(file),
            title: plain(title),
            called,
            address,
            place,
            language,
            credits,
            sections,
            paragraphs,
        }
    })
}

/// Whether the texts of a file stand in both languages: as it says, or where one of them does. Otherwise each
/// serves in both.
pub(crate) fn read_bilingual(top: &mut Table<'_, '_>, notes: &mut Notes<'_>) {
    let seen = top.has_table_with(&Language::ALL.map(Language::code));
    let span = top.span_of("bilingual");
    let told = top.flag("bilingual", notes);
    notes.bilingual = told.unwrap_or(seen);
    if let Some(span) = span.filter(|_| told == Some(seen)) {
        let hint = "take the line out: it is of use where the file shows otherwise".to_string();
        let fix = Fix { span: notes.line_of(&span), text: String::new() };
        notes.mendable(Rule::NeedlessKey, span, "`bilingual` says what the file shows without it", hint, fix);
    }
}

/// A source is called as its file.
pub(crate) fn source_id(file: &File) -> String {
    file.name
        .rsplit('/')
        .next()
        .unwrap_or(&file.name)
        .rsplit_once('.')
        .map_or(file.name.as_str(), |(id, _)| id)
        .to_string()
}

fn read_language(top: &mut Table<'_, '_>, notes: &mut Notes<'_>) -> Language {
    if top.lacks("language") {
        top.missing("language", notes);
    }
    read_optional_language(top, notes).unwrap_or(Language::English)
}

fn read_optional_language(top: &mut Table<'_, '_>, notes: &mut Notes<'_>) -> Option<Language> {
    let code = top.optional_text("language", notes)?;
    let found = Language::ALL.into_iter().find(|language| language.code() == code.text);
    if found.is_none() {
        let message = format!("`{}` is no language of an article", code.text);
        let hint = format!("use {}", ticked(&Language::ALL.map(Language::code)));
        notes.add(Rule::UnknownValue, code.place.span, message, Some(hint));
    }
    found
}

/// A section with the places of its paragraphs' numbers.
type ReadSection = (Section, Vec<(u32, Range<usize>)>);

fn read_section(table: &mut Table<'_, '_>, notes: &mut Notes<'_>) -> ReadSection {
    let title = located_bilingual(table, "title", notes);
    let numbers = table.numbers("paragraphs", notes);
    let place = title.en.as_ref().map_or(notes.place(table.span.clone()), |title| title.place.clone());
    let paragraphs = numbers.iter().map(|(number, _)| *number).collect();
    (Section { title: plain(title), place, paragraphs }, numbers)
}

/// A paragraph without a fingerprint is still one that can be cited.
fn read_paragraph(table: &mut Table<'_, '_>, notes: &mut Notes<'_>) -> Option<Paragraph> {
    let number = table.number("number", notes);
    let record = read_paragraph_record(table, notes);
    let fingerprint = table.optional_text("sha256", notes);
    let text = table.optional_text("text", notes).map(|located| located.text);
    let (number, span) = number?;
    let place = notes.place(span);
    let fingerprint = fingerprint.unwrap_or_else(|| Located { text: String::new(), place: place.clone() });
    Some(Paragraph { number, place, record, fingerprint, text })
}

/// Numbers that stand twice, and sections of paragraphs that are not there.
fn note_numbers(sections: &[ReadSection], paragraphs: &[Paragraph], notes: &mut Notes<'_>) {
    let mut known = HashSet::new();
    for paragraph in paragraphs {
        if !known.insert(paragraph.number) {
            let message = format!("the paragraph {} stands twice", paragraph.number);
            let hint = Some("number the paragraphs of the article from 1 on, each once".to_string());
            notes.add(Rule::DuplicateId, paragraph.place.span.clone(), message, hint);
        }
    }
    for (number, span) in sections.iter().flat_map(|(_, numbers)| numbers) {
        if !known.contains(number) {
            let message = format!("no paragraph has the number {number}");
            let hint = Some("a section lists the numbers of the paragraphs below".to_string());
            notes.add(Rule::UnknownParagraph, span.clone(), message, hint);
        }
    }
}

/// `says = ""` stands where a person has yet to write it.
fn read_paragraph_record(table: &mut Table<'_, '_>, notes: &mut Notes<'_>) -> Record {
    let says = if table.is_blank_text("says") { PerLanguage::default() } else { bilingual(table, "says", notes) };
    read_names_and_figures(table, says, notes)
}

fn read_record(table: &mut Table<'_, '_>, notes: &mut Notes<'_>) -> Record {
    let says = bilingual(table, "says", notes);
    read_names_and_figures(table, says, notes)
}

fn read_names_and_figures(table: &mut Table<'_, '_>, says: PerLanguage<String>, notes: &mut Notes<'_>) -> Record {
    Record {
        says,
        names: table.tables("names", notes, read_name).into_iter().flatten().collect(),
        figures: table.texts("figures", notes),
    }
}

fn read_name(table: &mut Table<'_, '_>, notes: &mut Notes<'_>) -> Option<Name> {
    let text = table.text("text", notes);
    let also = table.texts("also", notes).into_iter().map(|located| located.text).collect();
    Some(Name { text: text?, also })
}

/// A text that must stand in both languages, as `key.en` and `key.zh`.
pub(crate) fn bilingual(table: &mut Table<'_, '_>, key: &'static str, notes: &mut Notes<'_>) -> PerLanguage<String> {
    plain(located_bilingual(table, key, notes))
}

fn plain(text: PerLanguage<Option<Located>>) -> PerLanguage<String> {
    let plain = |text: Option<Located>| text.map(|text| text.text).unwrap_or_default();
    PerLanguage { en: plain(text.en), zh: plain(text.zh) }
}

/// As [`bilingual`], with the places of the texts.
pub(crate) fn located_bilingual(
    table: &mut Table<'_, '_>,
    key: &'static str,
    notes: &mut Notes<'_>,
) -> PerLanguage<Option<Located>> {
    optional_bilingual(table, key, notes).unwrap_or_else(|| {
        table.missing(key, notes);
        PerLanguage::default()
    })
}

/// As [`located_bilingual`], for a text that may be left out: `key = "…"` is in the language of its letters.
pub(crate) fn optional_bilingual(
    table: &mut Table<'_, '_>,
    key: &'static str,
    notes: &mut Notes<'_>,
) -> Option<PerLanguage<Option<Located>>> {
    if table.is_text(key) {
        let text = table.optional_text(key, notes);
        return Some(PerLanguage { en: text.clone(), zh: text });
    }
    table.table(key, notes, |languages, notes| {
        note_missing_languages(languages, notes);
        let (en, zh) = (languages.optional_text("en", notes), languages.optional_text("zh", notes));
        if notes.bilingual {
            return PerLanguage { en, zh };
        }
        PerLanguage { en: en.clone().or_else(|| zh.clone()), zh: zh.or(en) }
    })
}

/// Notes which languages a table of texts lacks.
pub(crate) fn note_missing_languages(texts: &Table<'_, '_>, notes: &mut Notes<'_>) {
    let key = texts.name.unwrap_or_default();
    if !notes.bilingual && !Language::ALL.into_iter().all(|language| texts.lacks(language.code())) {
        return;
    }
    for code in Language::ALL.map(Language::code).into_iter().filter(|code| texts.lacks(code)) {
        let message = format!("`{key}` has no `{code}`");
        let hint = format!("add `{key}.{code} = …`: every text stands in English and Chinese");
        notes.add(Rule::MissingLanguage, texts.span.clone(), message, Some(hint));
    }
}
