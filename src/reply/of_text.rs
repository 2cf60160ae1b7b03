//! What is said of the text itself: a paragraph, how many there are, what it is about.

use super::{listing, phrases, record};
use crate::conversation::OfText;
use crate::facts::{Base, FactId};
use crate::sources::Citation;
use crate::text::Language;

/// Most topics that are named.
const MOST_TOPICS: usize = 12;

/// The answer to what is asked of the text itself.
pub(super) fn answered(base: &Base, asked: OfText, language: Language) -> String {
    match asked {
        OfText::Paragraph(source, number) => {
            let source = base.sources.get(source);
            let lines = source.and_then(|source| record::lines(base, source, Citation::Paragraph(number), language));
            lines.map_or_else(|| length(base, language), |lines| lines.join("\n"))
        }
        OfText::Length => length(base, language),
        OfText::Summary => summary(base, language),
    }
}

fn length(base: &Base, language: Language) -> String {
    let line = |source: &crate::sources::Source| {
        phrases::length(source.title.get(language), source.paragraphs.len(), language)
    };
    base.sources.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn summary(base: &Base, language: Language) -> String {
    let all: Vec<FactId> = base.fact_ids().collect();
    let groups = listing::groups(base, &all, language);
    let topics: Vec<&str> = groups.iter().take(MOST_TOPICS).map(|group| group.topic).collect();
    let titles: Vec<&str> = base.sources.iter().map(|source| source.title.get(language).as_str()).collect();
    phrases::summary(&titles, &topics, language)
}
