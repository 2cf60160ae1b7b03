//! The shape of a file in `seeds/`, read into a [`Source`].

use std::sync::Arc;

use super::{Name, Paragraph, Record, Section, Source};
use crate::document::{Located, Notes, Table, parse};
use crate::findings::{File, Finding, Rule};
use crate::text::PerLanguage;

/// Reads one source; everything that is wrong with it is added to `findings`.
pub(crate) fn read_source(file: &Arc<File>, findings: &mut Vec<Finding>) -> Option<Source> {
    let id = file.name.rsplit('/').next().unwrap_or(&file.name).trim_end_matches(".toml").to_string();
    parse(file, findings, |top, notes| {
        let title = bilingual(top, "title", notes);
        // The language of the article itself: kept for readers of the file.
        top.text("language", notes);
        let credits = top.table("credits", notes, read_record).unwrap_or_default();
        let sections = top.tables("section", notes, read_section);
        let paragraphs: Vec<Paragraph> = top.tables("paragraph", notes, read_paragraph).into_iter().flatten().collect();
        if paragraphs.is_empty() {
            top.missing("paragraph", notes);
        }
        Source { id, title, credits, sections, paragraphs }
    })
}

fn read_section(table: &mut Table<'_, '_>, notes: &mut Notes<'_>) -> Section {
    Section {
        title: bilingual(table, "title", notes),
        paragraphs: table.numbers("paragraphs", notes).into_iter().map(|(number, _)| number).collect(),
    }
}

fn read_paragraph(table: &mut Table<'_, '_>, notes: &mut Notes<'_>) -> Option<Paragraph> {
    let number = table.number("number", notes);
    let record = read_record(table, notes);
    let fingerprint = table.text("sha256", notes);
    let text = table.optional_text("text", notes).map(|located| located.text);
    Some(Paragraph { number: number?.0, record, fingerprint: fingerprint?, text })
}

fn read_record(table: &mut Table<'_, '_>, notes: &mut Notes<'_>) -> Record {
    Record {
        says: bilingual(table, "says", notes),
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
    let text = located_bilingual(table, key, notes);
    let plain = |text: Option<Located>| text.map(|text| text.text).unwrap_or_default();
    PerLanguage { en: plain(text.en), zh: plain(text.zh) }
}

/// As [`bilingual`], with the places of the texts.
pub(crate) fn located_bilingual(
    table: &mut Table<'_, '_>,
    key: &'static str,
    notes: &mut Notes<'_>,
) -> PerLanguage<Option<Located>> {
    let texts = table.table(key, notes, |languages, notes| PerLanguage {
        en: languages.optional_text("en", notes),
        zh: languages.optional_text("zh", notes),
    });
    let Some(texts) = texts else {
        table.missing(&format!("{key}.en"), notes);
        return PerLanguage::default();
    };
    for (language, text) in texts.iter() {
        if text.is_none() {
            missing_language(table, key, language.code(), notes);
        }
    }
    texts
}

/// Notes that a text stands in one language only.
pub(crate) fn missing_language(table: &Table<'_, '_>, key: &str, code: &str, notes: &mut Notes<'_>) {
    let message = format!("`{key}` has no `{code}`");
    let hint = Some(format!("add `{key}.{code} = …`: every text stands in English and Chinese"));
    notes.add(Rule::MissingLanguage, table.span.clone(), message, hint);
}
