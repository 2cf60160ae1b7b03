//! What the places that a fact cites hold.

use std::fmt::Write;

use crate::facts::Fact;
use crate::sources::{Citation, Paragraph, Record, Source, is_text};
use crate::text::Language;

/// The texts that an answer may rest on.
#[derive(Debug, Default)]
pub(super) struct Ground<'a> {
    /// Names and their other forms.
    pub(super) forms: Vec<&'a str>,
    /// Headings, figures and what the places say, in both languages.
    pub(super) texts: Vec<&'a str>,
    /// The figures as recorded, to show what there is.
    pub(super) figures: Vec<&'a str>,
}

impl<'a> Ground<'a> {
    /// What `citations` hold. A fact on the title may speak of the whole article.
    pub(super) fn of(source: &'a Source, citations: &[Citation]) -> Self {
        let mut ground = Self::default();
        for citation in citations {
            match citation {
                Citation::Paragraph(number) => {
                    ground.texts.extend(
                        source
                            .section_of(*number)
                            .into_iter()
                            .flat_map(|section| [section.title.en.as_str(), section.title.zh.as_str()]),
                    );
                    ground.add(source.paragraph(*number).map(|paragraph| &paragraph.record));
                }
                Citation::Credits => ground.add([&source.credits]),
                Citation::Title => {
                    let titles = source.sections.iter().map(|section| &section.title).chain([&source.title]);
                    ground.texts.extend(titles.flat_map(|title| [title.en.as_str(), title.zh.as_str()]));
                    ground.add(source.paragraphs.iter().map(|paragraph| &paragraph.record).chain([&source.credits]));
                }
            }
        }
        ground
    }

    fn add(&mut self, records: impl IntoIterator<Item = &'a Record>) {
        for record in records {
            for name in &record.names {
                self.forms.push(&name.text.text);
                self.forms.extend(name.also.iter().map(String::as_str));
            }
            self.figures.extend(record.figures.iter().map(|figure| figure.text.as_str()));
            self.texts.extend([record.says.en.as_str(), record.says.zh.as_str()]);
        }
    }

    /// Takes up what another place holds.
    pub(super) fn extend(&mut self, other: Self) {
        self.forms.extend(other.forms);
        self.texts.extend(other.texts);
        self.figures.extend(other.figures);
    }

    /// All texts in which a figure or name can stand.
    pub(super) fn all(&self) -> impl Iterator<Item = &'a str> {
        self.texts.iter().chain(&self.forms).chain(&self.figures).copied()
    }
}

/// "paragraphs 3, 4 and the credits".
pub(super) fn places(citations: &[Citation]) -> String {
    let numbers: Vec<String> = citations
        .iter()
        .filter_map(|citation| match citation {
            Citation::Paragraph(number) => Some(number.to_string()),
            Citation::Title | Citation::Credits => None,
        })
        .collect();
    let mut text = if numbers.is_empty() { String::new() } else { listed(&numbers) };
    for citation in citations {
        let place = match citation {
            Citation::Title => "the article",
            Citation::Credits => "the credits",
            Citation::Paragraph(_) => continue,
        };
        let join = if text.is_empty() { "" } else { " and " };
        let _ = write!(text, "{join}{place}");
    }
    text
}

/// What is said of something in an answer that its place does not hold.
pub(super) fn unsourced_message(source: &Source, fact: &Fact, written: &str) -> String {
    let record = if is_text(&source.place.file.name) { "" } else { "the record of " };
    format!("`{}` says `{written}`, which does not stand in {record}{}", fact.id.text, places(&fact.citations))
}

/// How to mend something that its place does not hold; `holds` tells which paragraphs do.
pub(super) fn mend(source: &Source, citations: &[Citation], holds: impl Fn(&Ground<'_>) -> bool) -> String {
    let elsewhere = |paragraph: &&Paragraph| {
        let citation = Citation::Paragraph(paragraph.number);
        !citations.contains(&citation) && holds(&Ground::of(source, &[citation]))
    };
    if let Some(paragraph) = source.paragraphs.iter().find(elsewhere) {
        return format!(
            "paragraph {} has it: if it says the same there, cite that as well; else leave it out",
            paragraph.number
        );
    }
    let (called, file) = (source.called(Language::English), &source.place.file.name);
    let record = format!(", or record it in `{file}` if it stands there");
    format!("say what stands in {called}{}", if is_text(file) { "" } else { record.as_str() })
}

/// "paragraph 3", "paragraphs 3, 4".
pub(super) fn listed(numbers: &[String]) -> String {
    match numbers {
        [number] => format!("paragraph {number}"),
        numbers => format!("paragraphs {}", numbers.join(", ")),
    }
}
