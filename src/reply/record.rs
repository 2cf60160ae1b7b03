//! The record of a source, as text.

use super::plain::place_text;
use super::{phrases, place};
use crate::facts::{Base, FactId};
use crate::sources::{Citation, Record, Source, SourcePlace};
use crate::text::Language;

/// Most places that are shown at once.
const MOST_PLACES: usize = 3;

/// What a place that somebody named comes to.
#[derive(Debug, PartialEq, Eq)]
pub enum Lookup<'a> {
    /// What the record holds of it.
    Found(Vec<String>),
    /// No source is called so; these are.
    NoSource(Vec<&'a str>),
    /// The source has no such paragraph: what is said of that.
    NoParagraph(String),
}

/// What the records hold of the places that facts rest on, each place once, and whether there are more than are shown.
pub fn of_facts(base: &Base, facts: &[FactId], language: Language) -> (Vec<Vec<String>>, bool) {
    let mut places: Vec<(usize, Citation)> = Vec::new();
    for fact in facts.iter().map(|fact| base.fact(*fact)) {
        let new = fact.citations.iter().map(|citation| (fact.source, *citation));
        places.extend(new.filter(|place| !places.contains(place)).collect::<Vec<_>>());
    }
    let shown = places.iter().take(MOST_PLACES);
    let records = shown.filter_map(|(source, citation)| lines(base, &base.sources[*source], *citation, language));
    (records.collect(), places.len() > MOST_PLACES)
}

/// What the record holds of a place. Without a name, the source is that of `fact`, or the first.
pub fn look_up<'a>(base: &'a Base, fact: Option<FactId>, place: &SourcePlace<'_>, language: Language) -> Lookup<'a> {
    let of_fact = fact.map_or(0, |fact| base.fact(fact).source);
    let source = match place.source {
        Some(id) => base.sources.iter().find(|source| source.id == id),
        None => base.sources.get(of_fact),
    };
    let Some(source) = source else {
        return Lookup::NoSource(base.sources.iter().map(|source| source.id.as_str()).collect());
    };
    match place.citation {
        Citation::Paragraph(number) if source.paragraph(number).is_none() => {
            let known: Vec<u32> = source.paragraphs.iter().map(|paragraph| paragraph.number).collect();
            Lookup::NoParagraph(phrases::no_paragraph(number, &known, language))
        }
        citation => Lookup::Found(lines(base, source, citation, language).unwrap_or_default()),
    }
}

/// What the record holds of a place; none if the source has no such paragraph.
pub fn lines(base: &Base, source: &Source, citation: Citation, language: Language) -> Option<Vec<String>> {
    let (record, text) = match citation {
        Citation::Paragraph(number) => {
            let paragraph = source.paragraph(number)?;
            (&paragraph.record, paragraph.text.as_deref())
        }
        Citation::Credits => (&source.credits, None),
        Citation::Title => return Some(outline(source, language)),
    };
    let mut lines = vec![capitalized(&place_text(&place(base, source, citation, language), language))];
    let told: Vec<String> =
        told(record, text, source.language, language).iter().map(|line| format!("  {line}")).collect();
    let is_told = !told.is_empty();
    lines.extend(told);
    lines.extend((!is_told).then(|| format!("  {}", phrases::NOT_WRITTEN.get(language))));
    Some(lines)
}

/// What a place tells: in the reader's language where somebody wrote that, and in its own words where they may be shown.
/// What is in another language is said to be.
fn told(record: &Record, text: Option<&str>, written_in: Language, language: Language) -> Vec<String> {
    let says = record.says.get(language);
    // What stands in one language serves in both.
    let says_in = if record.says.en == record.says.zh { Language::of(says) } else { language };
    let original = text.map(|text| {
        let quoted = format!("“{text}”");
        if written_in == language { quoted } else { phrases::original(&quoted, written_in, language) }
    });
    let own = (!says.is_empty() && text != Some(says.as_str())).then(|| match (says_in == language, text) {
        (true, _) => Some(says.clone()),
        (false, None) => Some(phrases::only_in(says, says_in, language)),
        (false, Some(_)) => None,
    });
    own.flatten().into_iter().chain(original).collect()
}

/// The title, the sections and the numbers of their paragraphs.
pub fn outline(source: &Source, language: Language) -> Vec<String> {
    let mut lines = vec![source.title.get(language).clone()];
    lines.extend(source.address.as_ref().map(|address| format!("  {address}")));
    let before: Vec<u32> = source
        .paragraphs
        .iter()
        .map(|paragraph| paragraph.number)
        .filter(|number| source.section_of(*number).is_none())
        .collect();
    if !before.is_empty() {
        lines.push(format!("  {}", paragraphs(&before, language)));
    }
    for section in &source.sections {
        lines.push(match language {
            Language::English => format!("  {}: “{}”", paragraphs(&section.paragraphs, language), section.title.en),
            Language::Chinese => format!("  {}：「{}」", paragraphs(&section.paragraphs, language), section.title.zh),
        });
    }
    lines
}

fn paragraphs(numbers: &[u32], language: Language) -> String {
    let texts: Vec<String> = numbers.iter().map(u32::to_string).collect();
    match language {
        Language::English if numbers.len() == 1 => format!("paragraph {}", texts.concat()),
        Language::English => format!("paragraphs {}", texts.join(", ")),
        Language::Chinese => format!("第{}段", texts.join("、")),
    }
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
