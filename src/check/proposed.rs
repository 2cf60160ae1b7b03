//! Which figures and names of a paragraph should its record have?

use std::collections::HashSet;
use std::ops::Range;

use super::article::Article;
use super::figures::{Figure, Reader, Value};
use super::latin::pieces;
use super::names::{Known, Names, chinese_names};
use super::record::Ground;
use crate::facts::Base;
use crate::sources::{Name, Record};
use crate::text::{Language, Lexicon};

/// What a record lacks of a paragraph, each as the text writes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposed {
    /// Figures.
    pub figures: Vec<String>,
    /// Names.
    pub names: Vec<ProposedName>,
}

/// A name that a record lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedName {
    /// As the text writes it.
    pub text: String,
    /// Other forms, as the base has them of another paragraph.
    pub also: Vec<String>,
}

/// Reads figures and names out of the paragraphs of an article.
pub struct Proposer<'a> {
    base: &'a Base,
    reader: Reader,
    known: Known<'a>,
    /// Words that have a capital letter in the middle of a sentence somewhere.
    capitals: HashSet<String>,
}

impl<'a> Proposer<'a> {
    /// For a base, and an article to record in it.
    pub fn new(base: &'a Base, article: &Article) -> Self {
        let texts = article.paragraphs.iter().flat_map(|block| pieces(&block.text));
        let inside = texts.filter(|piece| piece.capital && !piece.opens);
        let capitals = inside.map(|piece| piece.lower).collect();
        Self { base, reader: Reader::new(), known: chinese_names(base), capitals }
    }

    /// What `record` lacks of the paragraph `text`. Who wrote it stands in `credits`.
    pub fn propose(&self, record: &Record, credits: &Record, text: &str) -> Proposed {
        let name = |written: String| ProposedName { also: self.other_forms(&written), text: written };
        Proposed {
            figures: self.figures(record, text),
            names: self.names(record, credits, text).into_iter().map(name).collect(),
        }
    }

    fn figures(&self, record: &Record, text: &str) -> Vec<String> {
        let recorded: Vec<Value> = self.reader.recorded(&entries(record));
        let in_names: Vec<Range<usize>> = self.spans_of_names(record, text);
        let mut figures = self.reader.not_among(&recorded, text);
        figures.retain(|figure| !in_names.iter().any(|name| overlap(name, &figure.span)));
        distinct(dates_joined(figures, text).into_iter().map(|span| text[span].trim().to_string()))
    }

    fn names(&self, record: &Record, credits: &Record, text: &str) -> Vec<String> {
        let language = Language::of(text);
        let mut recorded = entries(record);
        recorded.extend(entries(credits));
        let names = Names::of(recorded);
        let spans = names.not_among(language, text, &self.known).into_iter();
        distinct(spans.filter(|span| self.is_name(text, span)).map(|span| text[span].to_string()))
    }

    /// Where the names of a paragraph stand in it, recorded or not: "Mureka O1" is no figure.
    fn spans_of_names(&self, record: &Record, text: &str) -> Vec<Range<usize>> {
        let recorded = record.names.iter().map(|name| name.text.text.as_str());
        let recorded = recorded.flat_map(|name| text.match_indices(name).map(|(at, name)| at..at + name.len()));
        let none = Names::of(Ground::default());
        recorded.chain(none.not_among(Language::of(text), text, &self.known)).collect()
    }

    /// A word that only stands where a sentence begins has its capital letter of that.
    fn is_name(&self, text: &str, span: &Range<usize>) -> bool {
        let all = pieces(text);
        let mut own = all.iter().filter(|piece| overlap(&piece.span, span));
        match (own.next(), own.next()) {
            (Some(only), None) if only.opens => {
                self.capitals.contains(&only.lower) || Lexicon::english().places.contains(only.lower.as_str())
            }
            _ => true,
        }
    }

    fn other_forms(&self, written: &str) -> Vec<String> {
        let records = self.base.sources.iter().flat_map(|source| &source.paragraphs).map(|paragraph| &paragraph.record);
        let mut same = records.flat_map(|record| &record.names).filter(|name| name.text.text == written);
        same.next().map(|name: &Name| name.also.clone()).unwrap_or_default()
    }
}

/// The names and figures of a record, without what it says.
fn entries(record: &Record) -> Ground<'_> {
    Ground {
        forms: record
            .names
            .iter()
            .flat_map(|name| std::iter::once(&name.text.text).chain(&name.also))
            .map(String::as_str)
            .collect(),
        texts: Vec::new(),
        figures: record.figures.iter().map(|figure| figure.text.as_str()).collect(),
    }
}

/// Where figures stand, the parts of a date as one: "3 May 2023". In "July 4 euros" a month begins no date.
pub(super) fn dates_joined(figures: Vec<Figure>, text: &str) -> Vec<Range<usize>> {
    let mut joined: Vec<(Range<usize>, bool)> = Vec::new();
    for Figure { value, span } in figures {
        let is_month = matches!(value, Value::Month(_));
        let is_year = text[span.clone()].trim().len() == 4;
        if let Some((before, has_month)) = joined.last_mut()
            && (is_month || (*has_month && is_year))
            && text.get(before.end..span.start).is_some_and(|between| matches!(between, "" | " " | "年"))
        {
            before.end = span.end;
            *has_month |= is_month;
        } else {
            joined.push((span, is_month));
        }
    }
    joined.into_iter().map(|(span, _)| span).collect()
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    texts.filter(|text| !text.is_empty() && seen.insert(text.to_lowercase())).collect()
}
