//! What a record lacks, and fingerprints that can be none: told without the text itself.

use super::against::command;
use super::compare::is_sha256;
use super::record::listed;
use crate::facts::Base;
use crate::findings::{Finding, Rule};
use crate::sources::{Paragraph, Source, fingerprint, is_text};

/// Fingerprints that are missing, can be none, or are not those of a text that the record itself carries: one finding
/// of a kind for each source. Of a source that is compared with its text, the text tells more.
pub(super) fn fingerprints(base: &Base, compared: Option<&Source>) -> Vec<Finding> {
    let is_compared = |source: &Source| compared.is_some_and(|compared| compared.id == source.id);
    let own = |source| if is_compared(source) { [None, None] } else { [missing(source), no_fingerprints(source)] };
    let records = base.sources.iter().filter(|source| !is_text(&source.place.file.name));
    records.flat_map(|source| own(source).into_iter().chain([of_other_texts(source)])).flatten().collect()
}

/// Paragraphs whose account a person has yet to write: one finding for each source.
pub(super) fn unwritten(base: &Base) -> Vec<Finding> {
    let of_source = |source: &Source| {
        let (numbers, first) = those(source, |paragraph| paragraph.record.says.en.is_empty())?;
        let says = if numbers.len() == 1 { "says" } else { "say" };
        Some(Finding {
            rule: Rule::Unfinished,
            place: first.place.clone(),
            message: format!("nobody has written yet what {} {says}", listed(&numbers)),
            hint: Some("write `says = \"…\"`, what the paragraph tells in your own words".to_string()),
            fix: None,
        })
    };
    base.sources.iter().filter_map(of_source).collect()
}

/// A record without fingerprints is a start, not a fault.
pub(super) fn unfinished(source: &Source, numbers: &[u32], command: &str) -> Option<Finding> {
    let first = source.paragraph(*numbers.first()?)?;
    let (listed, verb) = if numbers.len() == source.paragraphs.len() {
        (format!("the record `{}`", source.id), "has")
    } else {
        let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
        (listed(&numbers), if numbers.len() == 1 { "has" } else { "have" })
    };
    Some(Finding {
        rule: Rule::Unfinished,
        place: first.fingerprint.place.clone(),
        message: format!("{listed} {verb} no fingerprint, so nobody will see that the text changed"),
        hint: Some(format!("{command} writes what is missing")),
        fix: None,
    })
}

fn missing(source: &Source) -> Option<Finding> {
    let lacks = source.paragraphs.iter().filter(|paragraph| paragraph.fingerprint.text.is_empty());
    let numbers: Vec<u32> = lacks.map(|paragraph| paragraph.number).collect();
    unfinished(source, &numbers, &command("FILE", source))
}

fn no_fingerprints(source: &Source) -> Option<Finding> {
    let (numbers, first) = those(source, |paragraph| {
        let recorded = &paragraph.fingerprint.text;
        paragraph.text.is_none() && !recorded.is_empty() && !is_sha256(recorded)
    })?;
    Some(Finding {
        rule: Rule::Fingerprint,
        place: first.fingerprint.place.clone(),
        message: format!("the `sha256` of {} is no SHA-256", listed(&numbers)),
        hint: Some(format!("{} writes the one of the text", command("FILE", source))),
        fix: None,
    })
}

fn of_other_texts(source: &Source) -> Option<Finding> {
    let (numbers, first) = those(source, |paragraph| {
        let recorded = &paragraph.fingerprint.text;
        paragraph.text.as_ref().is_some_and(|text| !recorded.is_empty() && fingerprint(text) != *recorded)
    })?;
    Some(Finding {
        rule: Rule::Fingerprint,
        place: first.fingerprint.place.clone(),
        message: format!("the fingerprint of {} is not that of its `text`", listed(&numbers)),
        hint: Some(format!("{} writes both as the text has them", command("FILE", source))),
        fix: None,
    })
}

/// The numbers of some paragraphs, and the first of them; none where there are none.
fn those(source: &Source, are_meant: impl Fn(&Paragraph) -> bool) -> Option<(Vec<String>, &Paragraph)> {
    let meant: Vec<&Paragraph> = source.paragraphs.iter().filter(|paragraph| are_meant(paragraph)).collect();
    let numbers = meant.iter().map(|paragraph| paragraph.number.to_string()).collect();
    Some((numbers, *meant.first()?))
}
