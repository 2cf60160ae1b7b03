//! What people asked in vain, each question as what it seems to be: a phrasing, a new fact or a gap.

use super::thing::said_of;
use super::untold::{drafts_of, share_told};
use super::{Change, Suggestion, SuggestionKind};
use crate::draft::Draft;
use crate::facts::Base;
use crate::labelled::readable_id;
use crate::matching::Prepared;
use crate::review::{Asked, Review};
use crate::text::Language;
use crate::workshop::Entry;

/// From this share of a question's telling words on, a fact or a sentence may answer it.
const COVERED: f32 = 0.6;
/// The most wordings of a question that are written.
const MOST_WORDINGS: usize = 5;

/// What to write for each question in vain, the most wanted first.
pub(super) fn asked(prepared: &Prepared, review: &Review<'_>) -> Vec<Suggestion> {
    let open = review.questions().filter(|asked| asked.answered_by.is_empty() && asked.gap.is_none());
    let base = prepared.base();
    let drafts: Vec<(&str, Draft)> = base
        .sources
        .iter()
        .flat_map(|source| drafts_of(base, source).into_iter().map(|draft| (source.id.as_str(), draft)))
        .collect();
    open.map(|asked| suggestion(prepared, &drafts, &asked)).collect()
}

fn suggestion(prepared: &Prepared, drafts: &[(&str, Draft)], asked: &Asked) -> Suggestion {
    let base = prepared.base();
    let wordings = wordings(asked);
    let people = if asked.people == 1 { "1 person".to_string() } else { format!("{} people", asked.people) };
    let why = format!("{people} asked “{}” in vain", asked.question);
    let covered = |text: &str| share_told(prepared.matcher(), &asked.question, text) >= COVERED;
    let near = asked.nearest.iter().filter(|id| !asked.denied.contains(id));
    let fact = near
        .filter_map(|id| base.fact_named(id))
        .map(|fact| base.fact(fact))
        .find(|fact| covered(&said_of(fact, asked.language)));
    if let Some(fact) = fact {
        let (id, change) = (format!("{}-asked", fact.id.text), Change::Ask(fact.id.text.clone(), wordings));
        return Suggestion { kind: SuggestionKind::Phrasing, id, change, why };
    }
    let mut own = drafts.iter().filter(|(_, draft)| draft.language == asked.language);
    if let Some((source, draft)) = own.find(|(_, draft)| covered(&draft.answer)) {
        let entry = Entry {
            id: Some(readable_id(&asked.question)),
            is_draft: true,
            source: Some((*source).to_string()),
            paragraphs: vec![draft.paragraph],
            answers: vec![draft.answer.clone()],
            ask: wordings,
            file: Some(format!("suggested-{source}")),
            ..Entry::default()
        };
        return Suggestion {
            kind: SuggestionKind::Fact,
            id: readable_id(&asked.question),
            change: Change::Add(entry),
            why,
        };
    }
    let id = readable_id(&format!("gap {}", asked.question));
    let entry = Entry { id: Some(id.clone()), is_draft: true, ..gap_for(base, &wordings, asked.language) };
    Suggestion { kind: SuggestionKind::Gap, id, change: Change::Add(entry), why }
}

/// A gap for what people ask in these words, with a reply that says no more than that it is not told.
pub fn gap_for(base: &Base, wordings: &[String], language: Language) -> Entry {
    let source = base.called(language);
    let reply = match language {
        Language::English => format!("That is not told: {source} says nothing about it."),
        Language::Chinese => format!("{source}没有说到这一点。"),
    };
    // A gap in one language stands in a file of its own, which needs no other.
    let file = Some(super::GAPS.to_string());
    Entry { is_gap: true, answers: vec![reply], ask: wordings.to_vec(), file, ..Entry::default() }
}

fn wordings(asked: &Asked) -> Vec<String> {
    std::iter::once(&asked.question).chain(&asked.others).take(MOST_WORDINGS).cloned().collect()
}
