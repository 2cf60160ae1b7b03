//! What a record says of a paragraph, held to the figures that it records: an answer may rest on either.

use std::collections::HashSet;

use super::figures::Reader;
use super::record::Ground;
use crate::facts::Base;
use crate::findings::{Finding, Rule};
use crate::sources::{Paragraph, Record, Source, is_text};

/// Paragraphs whose `says` has figures that are not recorded. A source that records none at all, such as an imported one,
/// says what it says by itself.
pub(super) fn unrecorded(base: &Base) -> Vec<Finding> {
    let reader = Reader::new();
    let mut findings = Vec::new();
    for source in base.sources.iter().filter(|source| records(source)) {
        for paragraph in &source.paragraphs {
            let recorded = reader.recorded(&recorded(source, paragraph));
            let mut lacking: Vec<&str> = Vec::new();
            for (_, says) in paragraph.record.says.iter() {
                let figures = reader.not_among(&recorded, says).into_iter();
                lacking.extend(figures.map(|figure| &says[figure.span]));
            }
            // A text that serves in both languages is read twice.
            let mut seen = HashSet::new();
            lacking.retain(|figure| seen.insert(*figure));
            if !lacking.is_empty() {
                findings.push(finding(paragraph, &lacking));
            }
        }
    }
    findings
}

fn records(source: &Source) -> bool {
    let has = |record: &Record| !record.figures.is_empty();
    !is_text(&source.place.file.name) && source.paragraphs.iter().any(|paragraph| has(&paragraph.record))
}

/// What is recorded of a paragraph beside what it says; who wrote it may be named anywhere.
fn recorded<'a>(source: &'a Source, paragraph: &'a Paragraph) -> Ground<'a> {
    let mut ground = Ground::default();
    for record in [&paragraph.record, &source.credits] {
        for name in &record.names {
            ground.forms.push(&name.text.text);
            ground.forms.extend(name.also.iter().map(String::as_str));
        }
        ground.figures.extend(record.figures.iter().map(|figure| figure.text.as_str()));
    }
    ground.texts.extend(paragraph.text.as_deref());
    ground.texts.extend(source.title.iter().map(|(_, title)| title.as_str()));
    ground
}

fn finding(paragraph: &Paragraph, lacking: &[&str]) -> Finding {
    let number = paragraph.number;
    let lacking: Vec<String> = lacking.iter().map(|figure| format!("`{figure}`")).collect();
    let lacking = lacking.join(", ");
    Finding {
        rule: Rule::Unrecorded,
        place: paragraph.fingerprint.place.clone(),
        message: format!("what paragraph {number} `says` has {lacking}, and its `figures` don't"),
        hint: Some("record it there as the text writes it, if it stands in the text; else leave it out".to_string()),
        fix: None,
    }
}
