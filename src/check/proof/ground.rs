//! The texts that an answer is proved by, and which words of it stand in them.

use std::ops::Range;

use compact_str::CompactString;
use libm::logf;
use rustc_hash::FxHashMap;

use super::reading::{Reading, alike};
use crate::matching::Matcher;
use crate::sources::{Citation, Paragraph, Section, Source};
use crate::text::{Language, is_chinese, is_chinese_numeral};

/// How telling words are: their inverse document frequency over the paragraphs of the source.
#[derive(Default)]
pub(super) struct Telling {
    paragraphs: f32,
    in_paragraphs: FxHashMap<CompactString, f32>,
}

/// In how many paragraphs a word stands that stands in none.
const NOWHERE: f32 = 0.5;

impl Telling {
    pub(super) fn of(readings: &[Reading]) -> Self {
        let mut in_paragraphs: FxHashMap<CompactString, f32> = FxHashMap::default();
        for reading in readings {
            let mut keys: Vec<&CompactString> = reading.tokens.iter().map(|token| &token.key).collect();
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                *in_paragraphs.entry(key.clone()).or_default() += 1.0;
            }
        }
        Self { paragraphs: readings.len() as f32, in_paragraphs }
    }

    /// The weight of a word; none where it tells nothing.
    pub(super) fn weight(&self, key: &str) -> f32 {
        if key.is_empty() {
            return 0.0;
        }
        let count = self.in_paragraphs.get(key).copied().unwrap_or(NOWHERE);
        logf(1.0 + self.paragraphs / count)
    }
}

/// Words of two texts that mean the same.
pub(super) struct Link {
    /// The word of the answer, by index.
    pub(super) own: usize,
    /// That of the ground.
    pub(super) told: usize,
    /// How much they mean the same, from 0 to 1.
    pub(super) alike: f32,
}

/// All links of two texts, in the order of the answer's words.
pub(super) fn links(answer: &Reading, ground: &Reading) -> Vec<Link> {
    let all = || 0..ground.tokens.len();
    let linked = |own: usize| {
        ground.telling(&all()).filter_map(move |told| {
            let alike = alike(&answer.tokens[own], &ground.tokens[told]);
            (alike > 0.0).then_some(Link { own, told, alike })
        })
    };
    answer.telling(&(0..answer.tokens.len())).flat_map(linked).collect()
}

fn heading(section: &Section, language: Language) -> (&str, bool) {
    (section.title.get(language), true)
}

fn account(paragraph: &Paragraph, language: Language) -> (&str, bool) {
    (paragraph.record.says.get(language), false)
}

/// What the cited places say in a language.
pub(super) fn read(matcher: &Matcher, source: &Source, citations: &[Citation], language: Language) -> Vec<Reading> {
    // Each text, and whether it is a heading.
    let mut texts: Vec<(&str, bool)> = Vec::new();
    for citation in citations {
        match citation {
            Citation::Paragraph(number) => {
                texts.extend(source.section_of(*number).map(|section| heading(section, language)));
                texts.extend(source.paragraph(*number).map(|paragraph| account(paragraph, language)));
            }
            Citation::Credits => texts.push((source.credits.says.get(language), false)),
            Citation::Title => {
                texts.extend(source.sections.iter().map(|section| heading(section, language)));
                texts.push((source.title.get(language), true));
                texts.extend(source.paragraphs.iter().map(|paragraph| account(paragraph, language)));
            }
        }
    }
    let is_of_language = |(text, _): &(&str, bool)| !text.is_empty() && Language::of(text) == language;
    let read = |(text, is_heading)| Reading { is_heading, ..Reading::of(matcher, text) };
    texts.into_iter().filter(is_of_language).map(read).collect()
}

/// The names and figures of the cited places, as they are recorded.
#[derive(Default)]
pub(super) struct Recorded<'a> {
    /// Every form of each name with the name's number, the longest first.
    forms: Vec<(&'a str, usize)>,
    figures: Vec<&'a str>,
}

/// A name in a text.
pub(super) struct Found {
    /// Its number among the recorded ones.
    pub(super) name: usize,
    /// Bytes of the text.
    pub(super) span: Range<usize>,
    /// Whether it is written as a name, and not as a thing with a small letter.
    pub(super) is_proper: bool,
}

impl<'a> Recorded<'a> {
    pub(super) fn of(source: &'a Source, citations: &[Citation]) -> Self {
        let mut recorded = Self::default();
        let records = citations.iter().filter_map(|citation| match citation {
            Citation::Paragraph(number) => source.paragraph(*number).map(|paragraph| &paragraph.record),
            Citation::Credits => Some(&source.credits),
            Citation::Title => None,
        });
        for record in records {
            recorded.figures.extend(record.figures.iter().map(|figure| figure.text.as_str()));
            for name in &record.names {
                let number = recorded.forms.len();
                let own = std::iter::once(&name.text.text).chain(&name.also);
                recorded.forms.extend(own.map(|form| (form.as_str(), number)));
            }
        }
        recorded.forms.sort_by(|one, other| other.0.len().cmp(&one.0.len()).then(one.cmp(other)));
        recorded
    }

    /// Whether a name or figure has this in it.
    pub(super) fn holds(&self, text: &str) -> bool {
        self.forms.iter().map(|(form, _)| form).chain(&self.figures).any(|recorded| recorded.contains(text))
    }

    /// The names in a text, the longest where they overlap.
    pub(super) fn found_in(&self, text: &str) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for (form, name) in &self.forms {
            for (at, _) in text.match_indices(form) {
                let span = at..at + form.len();
                let overlaps = |other: &Found| other.span.start < span.end && span.start < other.span.end;
                if !form.is_empty() && !is_inside(text, &span) && !found.iter().any(overlaps) {
                    found.push(Found { name: *name, span, is_proper: is_proper(form) });
                }
            }
        }
        found
    }
}

/// Whether a stretch of a text is a part of a longer word.
fn is_inside(text: &str, span: &Range<usize>) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric();
    let own = &text[span.clone()];
    own.starts_with(is_letter) && text[..span.start].ends_with(is_letter)
        || own.ends_with(is_letter) && text[span.end..].starts_with(is_letter)
}

/// Whether a recorded name is written as one: 北京 and "Ada", but not "the mill" and 五项“成果”.
fn is_proper(form: &str) -> bool {
    let is_first = |letter: char| letter.is_uppercase() || (is_chinese(letter) && !is_chinese_numeral(letter));
    form.starts_with(is_first) && form.chars().count() > 1 && !form.contains(['“', '”', '"'])
}
