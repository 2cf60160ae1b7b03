//! What does the article say, and where? The record of a source, paragraph by paragraph, in our own words.

mod file;
mod text;

pub(crate) use file::{
    bilingual, located_bilingual, note_missing_languages, optional_bilingual, read_bilingual, source_id,
};
pub use text::is_text;

use std::fmt::Write;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::document::Located;
use crate::findings::{File, Finding, Place};
use crate::text::{Language, PerLanguage};

/// A text that answers rest on, or the record of one.
#[derive(Debug, Clone)]
pub struct Source {
    /// The name of its file in `seeds/`, without the ending.
    pub id: String,
    /// Its title.
    pub title: PerLanguage<String>,
    /// What replies call it, as in "the house rules"; empty where nothing is said.
    pub called: PerLanguage<String>,
    /// Where it can be read.
    pub address: Option<String>,
    /// Where its title is recorded.
    pub place: Place,
    /// The language that it is written in.
    pub language: Language,
    /// Who wrote it.
    pub credits: Record,
    /// Its sections, in the order of the article.
    pub sections: Vec<Section>,
    /// Its paragraphs, in the order of their numbers.
    pub paragraphs: Vec<Paragraph>,
}

/// A stretch of the article under a heading.
#[derive(Debug, Clone)]
pub struct Section {
    /// The heading.
    pub title: PerLanguage<String>,
    /// Where the heading is recorded.
    pub place: Place,
    /// The numbers of its paragraphs.
    pub paragraphs: Vec<u32>,
}

/// What a place of the article says, and which names and figures occur in it.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// Its content, in our own words; empty while nobody has written it.
    pub says: PerLanguage<String>,
    /// The names in it.
    pub names: Vec<Name>,
    /// The figures in it, as the article writes them.
    pub figures: Vec<Located>,
}

/// A name as the article writes it, and the other ways in which an answer may write it.
#[derive(Debug, Clone)]
pub struct Name {
    /// As the article writes it.
    pub text: Located,
    /// Other forms, in either language.
    pub also: Vec<String>,
}

/// A numbered paragraph.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// Its number, from 1.
    pub number: u32,
    /// Where its number is recorded.
    pub place: Place,
    /// What it says.
    pub record: Record,
    /// The SHA-256 of its text in hexadecimal, every run of white space folded to one blank; empty where none is
    /// recorded.
    pub fingerprint: Located,
    /// Its own text, where that may be published.
    pub text: Option<String>,
}

/// A place of a source that an answer rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Citation {
    /// A numbered paragraph.
    Paragraph(u32),
    /// The title and the section headings.
    Title,
    /// The names of reporter and editor.
    Credits,
}

/// A place of a source as a person names it; the source is named only where a base has several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourcePlace<'a> {
    /// The source's id.
    pub source: Option<&'a str>,
    /// The place.
    pub citation: Citation,
}

impl<'a> SourcePlace<'a> {
    /// Reads the number of a paragraph, `credits` or `title`, maybe with a source's id before it.
    pub fn read(text: &'a str) -> Option<Self> {
        let (source, place) = match text.rsplit_once(char::is_whitespace) {
            Some((source, place)) => (Some(source.trim()), place),
            None => (None, text),
        };
        let citation = match place {
            "credits" => Citation::Credits,
            "title" => Citation::Title,
            number => Citation::Paragraph(number.parse().ok()?),
        };
        Some(Self { source, citation })
    }
}

/// Reads one source: a record or a text. Everything that is wrong with it is added to `findings`.
pub fn read_source(file: &Arc<File>, findings: &mut Vec<Finding>) -> Option<Source> {
    if is_text(&file.name) { text::read_text(file, findings) } else { file::read_record_file(file, findings) }
}

/// The SHA-256 of a text in hexadecimal, every run of white space folded to one blank.
pub fn fingerprint(text: &str) -> String {
    let mut hexadecimal = String::new();
    for byte in Sha256::digest(fold(text)) {
        let _ = write!(hexadecimal, "{byte:02x}");
    }
    hexadecimal
}

/// A text with every run of white space folded to one blank.
pub fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Source {
    /// What replies call it: as it says itself, or "the text".
    pub fn called(&self, language: Language) -> &str {
        let own = self.called.get(language);
        match language {
            _ if !own.is_empty() => own,
            Language::English => "the text",
            Language::Chinese => "原文",
        }
    }

    /// Its title in quotation marks.
    pub fn quoted_title(&self, language: Language) -> String {
        let title = self.title.get(language);
        match language {
            Language::English => format!("“{title}”"),
            Language::Chinese => format!("《{title}》"),
        }
    }

    /// What replies call it, and its title where that says more: "the article “A kettle on the quay”".
    pub fn called_with_title(&self, language: Language) -> String {
        let called = self.called(language);
        let is_said = called.to_lowercase().contains(&self.title.get(language).to_lowercase());
        match language {
            _ if is_said => called.to_string(),
            Language::English => format!("{called} {}", self.quoted_title(language)),
            Language::Chinese => format!("{called}{}", self.quoted_title(language)),
        }
    }

    /// What tells it from other sources: as it says itself, or its title.
    pub fn distinct(&self, language: Language) -> String {
        let own = self.called.get(language);
        if own.is_empty() { self.quoted_title(language) } else { own.clone() }
    }

    /// The paragraph with this number.
    pub fn paragraph(&self, number: u32) -> Option<&Paragraph> {
        let at = self.paragraphs.binary_search_by_key(&number, |paragraph| paragraph.number).ok()?;
        self.paragraphs.get(at)
    }

    /// The section that a paragraph stands in; the first paragraphs may stand before all sections.
    pub fn section_of(&self, number: u32) -> Option<&Section> {
        self.sections.iter().find(|section| section.paragraphs.contains(&number))
    }
}
