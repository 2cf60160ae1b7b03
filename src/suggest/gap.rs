//! Gaps to write: what people ask of the things that a base names, that no fact tells, and that a fact answers wrongly.

use super::measure::answered;
use super::property::Property;
use super::thing::{Thing, stretches, things};
use super::{Change, GAPS, Suggestion, SuggestionKind};
use crate::labelled::readable_id;
use crate::matching::Prepared;
use crate::text::Language;
use crate::workshop::Entry;

/// How many of its questions a fact must answer today, at least. With one, near misses fall further, and so do right
/// answers.
const LEAST_ANSWERED: usize = 2;

/// Gaps that would keep a fact from answering what it doesn't tell.
pub(super) fn gaps(prepared: &Prepared) -> Vec<Suggestion> {
    let base = prepared.base();
    let stretches = stretches(base);
    let mut suggestions = Vec::new();
    for language in base.languages() {
        for thing in things(base, prepared.matcher(), &stretches, language) {
            let naming: Vec<_> = stretches.iter().filter(|stretch| stretch.names(&thing)).collect();
            let untold = |property: &&Property| {
                property.is_asked_of(&thing) && !naming.iter().any(|stretch| property.may_be_told_by(&stretch.text))
            };
            let properties = Property::all(language).iter().filter(untold);
            suggestions.extend(properties.filter_map(|property| gap(prepared, &thing, property, language)));
        }
    }
    suggestions
}

/// A gap for what is asked of a thing, where a fact answers it today.
fn gap(prepared: &Prepared, thing: &Thing, property: &Property, language: Language) -> Option<Suggestion> {
    let base = prepared.base();
    let asks = property.asks(thing);
    let wrongly: Vec<_> = asks.iter().filter_map(|question| Some((question, answered(prepared, question)?))).collect();
    let (question, fact) = wrongly.first().filter(|_| wrongly.len() >= LEAST_ANSWERED)?;
    let id = readable_id(&format!("gap {} {}", thing.text, property.id));
    let why = format!("`{fact}` answers “{question}” today, and nothing tells it");
    let reply = property.reply(thing, base.called(language));
    // A gap in one language stands in a file of its own, which needs no other.
    let file = Some(GAPS.to_string());
    let entry = Entry {
        id: Some(id.clone()),
        is_gap: true,
        is_draft: true,
        answers: vec![reply],
        ask: asks,
        file,
        ..Entry::default()
    };
    Some(Suggestion { kind: SuggestionKind::Gap, id, change: Change::Add(entry), why })
}
