//! A reply as plain text.

use super::{Choice, Place, Reply, ReplyKind};
use crate::sources::Citation;
use crate::text::Language;

/// A part of a reply, for who shows each in its own way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// What is said; it may have several lines.
    Said(String),
    /// Where it stands.
    Source(String),
    /// Its own words, where they may be shown.
    Quotation(String),
    /// What can be asked next, and the number that picks it.
    Option(usize, String),
}

/// The reply's parts: what is said, where it stands, what can be asked next.
pub fn parts(reply: &Reply) -> Vec<Part> {
    let mut parts = vec![Part::Said(reply.text.clone())];
    parts.extend(source_line(reply).map(Part::Source));
    parts.extend(places(reply).into_iter().filter_map(quoted).map(Part::Quotation));
    // What is told already is not offered again; it comes last, so the numbers of the others hold.
    let is_told = |option: &Choice| reply.told.as_ref().is_some_and(|told| told.fact == option.fact);
    let offered = reply.options.iter().enumerate().filter(|(_, option)| !is_told(option));
    parts.extend(offered.map(|(at, option)| Part::Option(at + 1, option.label.clone())));
    parts
}

/// The reply's lines.
pub fn text(reply: &Reply) -> String {
    let line = |part: Part| match part {
        Part::Said(text) | Part::Source(text) => text,
        Part::Quotation(text) => format!("  {text}"),
        Part::Option(number, label) => format!("  {number}. {label}"),
    };
    parts(reply).into_iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Where the answers of a reply stand: "— paragraph 4, “Release …”".
pub fn source_line(reply: &Reply) -> Option<String> {
    if !matches!(reply.kind, ReplyKind::Answer | ReplyKind::Nearest) {
        return None;
    }
    let places: Vec<String> = grouped(&places(reply), reply.language);
    Some(format!("— {}", places.join(separator(reply.language))))
}

/// The places of all answers, each once.
fn places(reply: &Reply) -> Vec<&Place> {
    let mut places: Vec<&Place> = Vec::new();
    for place in reply.answers.iter().flat_map(|answer| &answer.places) {
        if !places.iter().any(|other| other.citation == place.citation && other.source == place.source) {
            places.push(place);
        }
    }
    places
}

/// Most characters of a quotation: it is there to be recognised, `:source` shows the whole.
const LONGEST_QUOTATION: usize = 240;

fn quoted(place: &Place) -> Option<String> {
    let text = place.quotation.as_deref()?;
    let shown: String = text.chars().take(LONGEST_QUOTATION).collect();
    let rest = if shown.len() < text.len() { "…" } else { "" };
    Some(format!("“{shown}{rest}”"))
}

/// Where a fact stands, without headings: "paragraphs 4, 5".
pub(super) fn cited(places: &[Place], language: Language) -> String {
    let bare: Vec<Place> = places.iter().map(|place| Place { section: None, ..place.clone() }).collect();
    grouped(&bare.iter().collect::<Vec<_>>(), language).join(separator(language))
}

fn separator(language: Language) -> &'static str {
    match language {
        Language::English => "; ",
        Language::Chinese => "；",
    }
}

/// Neighbouring places under one heading are said together.
fn grouped(places: &[&Place], language: Language) -> Vec<String> {
    let mut groups: Vec<Vec<&Place>> = Vec::new();
    for place in places {
        match groups.last_mut() {
            Some(group) if is_beside(group[0], place) => group.push(place),
            _ => groups.push(vec![place]),
        }
    }
    groups.iter().map(|group| group_text(group, language)).collect()
}

/// Whether both are paragraphs under one heading of one source.
fn is_beside(one: &Place, other: &Place) -> bool {
    one.source == other.source && one.section == other.section && is_paragraph(one) && is_paragraph(other)
}

fn is_paragraph(place: &Place) -> bool {
    matches!(place.citation, Citation::Paragraph(_))
}

/// One place: "paragraph 4, “Release …”"; where a base has several sources, with whose it is.
pub fn place_text(place: &Place, language: Language) -> String {
    group_text(&[place], language)
}

fn group_text(group: &[&Place], language: Language) -> String {
    let numbers: Vec<String> = group
        .iter()
        .filter_map(|place| match place.citation {
            Citation::Paragraph(number) => Some(number.to_string()),
            Citation::Title | Citation::Credits => None,
        })
        .collect();
    let called = &group[0].called;
    let whose = match language {
        _ if !group[0].is_of_several => String::new(),
        Language::English => format!("{called}, "),
        Language::Chinese => called.clone(),
    };
    let place = match (group[0].citation, language) {
        (Citation::Title, Language::English) => format!("the title and headings of {called}"),
        (Citation::Title, Language::Chinese) => format!("{called}标题"),
        (Citation::Credits, Language::English) => format!("the credits of {called}"),
        (Citation::Credits, Language::Chinese) => format!("{called}署名"),
        (Citation::Paragraph(_), Language::English) if numbers.len() > 1 => {
            format!("{whose}paragraphs {}", numbers.join(", "))
        }
        (Citation::Paragraph(_), Language::English) => format!("{whose}paragraph {}", numbers.concat()),
        (Citation::Paragraph(_), Language::Chinese) => format!("{whose}第{}段", numbers.join("、")),
    };
    match (&group[0].section, language) {
        (Some(section), Language::English) => format!("{place}, “{section}”"),
        (Some(section), Language::Chinese) => format!("{place}「{section}」"),
        (None, _) => place,
    }
}
