//! The record of a source, as text.

use super::place;
use super::plain::place_text;
use crate::sources::{Citation, Record, Source};
use crate::text::Language;

/// What the record holds of a place; none if the source has no such paragraph.
pub fn lines(source: &Source, citation: Citation, language: Language) -> Option<Vec<String>> {
    let (record, text) = match citation {
        Citation::Paragraph(number) => {
            let paragraph = source.paragraph(number)?;
            (&paragraph.record, paragraph.text.as_deref())
        }
        Citation::Credits => (&source.credits, None),
        Citation::Title => return Some(outline(source, language)),
    };
    let mut lines = vec![capitalized(&place_text(&place(source, citation, language), language))];
    lines.push(format!("  {}", record.says.get(language)));
    lines.extend(text.map(|text| format!("  “{text}”")));
    lines.extend(named(record, language));
    Some(lines)
}

fn named(record: &Record, language: Language) -> Vec<String> {
    let (names, figures, separator) = match language {
        Language::English => ("names: ", "figures: ", ", "),
        Language::Chinese => ("名称：", "数字：", "、"),
    };
    let row =
        |heading: &str, texts: Vec<&str>| (!texts.is_empty()).then(|| format!("  {heading}{}", texts.join(separator)));
    let names = row(names, record.names.iter().map(|name| name.text.text.as_str()).collect());
    let figures = row(figures, record.figures.iter().map(|figure| figure.text.as_str()).collect());
    names.into_iter().chain(figures).collect()
}

/// The title, the sections and the numbers of their paragraphs.
pub fn outline(source: &Source, language: Language) -> Vec<String> {
    let mut lines = vec![source.title.get(language).clone()];
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
