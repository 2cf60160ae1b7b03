//! Facts to write: sentences of the text that no fact tells.

use std::collections::HashSet;

use compact_str::CompactString;

use super::{Change, Suggestion, SuggestionKind};
use crate::draft::{Draft, drafts};
use crate::facts::Base;
use crate::matching::{Matcher, Prepared};
use crate::sources::{Citation, Source};
use crate::text::stem;
use crate::workshop::Entry;

/// From this share of its telling words on, a sentence is told by an answer.
const TOLD: f32 = 0.4;

/// Sentences of the text that no answer resting on their paragraph tells, each as a draft.
pub(super) fn facts(prepared: &Prepared) -> Vec<Suggestion> {
    let base = prepared.base();
    let mut suggestions = Vec::new();
    for (at, source) in base.sources.iter().enumerate() {
        for draft in drafts_of(base, source) {
            let own = base.facts.iter().filter(|fact| fact.source == at);
            let resting = own.filter(|fact| fact.citations.contains(&Citation::Paragraph(draft.paragraph)));
            let answers = resting.map(|fact| fact.answer.get(draft.language).text.as_str());
            let told = answers.map(|answer| share_told(prepared.matcher(), &draft.answer, answer)).fold(0.0, f32::max);
            if told < TOLD && !base.ids().any(|(id, _)| id == draft.id) {
                suggestions.push(suggestion(source, draft));
            }
        }
    }
    suggestions
}

/// The drafts that a source gives, called as `citebot new` would call them.
pub(super) fn drafts_of(base: &Base, source: &Source) -> Vec<Draft> {
    let prefix = if base.sources.len() > 1 { format!("{}-", source.id) } else { String::new() };
    drafts(source, &prefix)
}

fn suggestion(source: &Source, draft: Draft) -> Suggestion {
    let why = format!("paragraph {} of `{}` says so, and no fact does", draft.paragraph, source.id);
    let entry = Entry {
        id: Some(draft.id.clone()),
        is_draft: true,
        source: Some(source.id.clone()),
        paragraphs: vec![draft.paragraph],
        answers: vec![draft.answer],
        ask: draft.ask,
        // A text in one language stands in a file of its own, which needs no other.
        file: Some(format!("suggested-{}", source.id)),
        ..Entry::default()
    };
    Suggestion { kind: SuggestionKind::Fact, id: draft.id, change: Change::Add(entry), why }
}

/// The share of the telling words of a text that stand in another.
pub(super) fn share_told(matcher: &Matcher, text: &str, other: &str) -> f32 {
    let (own, others) = (telling(matcher, text), telling(matcher, other));
    if own.is_empty() {
        return 0.0;
    }
    own.iter().filter(|word| others.contains(*word)).count() as f32 / own.len() as f32
}

fn telling(matcher: &Matcher, text: &str) -> HashSet<CompactString> {
    let words = matcher.read_written(text);
    words.iter().filter(|word| word.class.is_telling() && word.weight > 0.0).map(|word| stem(&word.text)).collect()
}
