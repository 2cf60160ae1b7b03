//! Phrasings to write: questions in the words of the text by which a fact is found in more of its own phrasings.

use std::collections::BTreeMap;

use super::measure::{Round, answered, rounds};
use super::untold::{drafts_of, share_told};
use super::{Change, Suggestion, SuggestionKind};
use crate::document::Located;
use crate::draft::Draft;
use crate::facts::{Base, Fact, FactId};
use crate::matching::Prepared;
use crate::sources::Citation;
use crate::text::{Language, PerLanguage};

/// The most facts of a base whose phrasings are tried: each trial takes matchers of the whole base.
const MOST_FACTS: usize = 500;
/// How many phrasings of each fact are asked of the base without them.
const ROUNDS: usize = 6;
/// From this share of its telling words on, a sentence says what an answer says.
const SAME: f32 = 0.6;

/// Phrasings with which more of a fact's own are found, each asked of the base without it.
pub(super) fn phrasings(prepared: &Prepared) -> Vec<Suggestion> {
    let base = prepared.base();
    if base.facts.len() > MOST_FACTS {
        return Vec::new();
    }
    let drafts: Vec<Vec<Draft>> = base.sources.iter().map(|source| drafts_of(base, source)).collect();
    let candidate = |id: FactId| Some((id, candidate(prepared, &drafts[base.fact(id).source], id)?));
    let candidates: BTreeMap<FactId, String> = base.fact_ids().filter_map(candidate).collect();
    if candidates.is_empty() {
        return Vec::new();
    }
    let mut with = base.clone();
    for (id, text) in &candidates {
        let fact = &mut with.facts[id.index()];
        let place = fact.id.place.clone();
        fact.ask.get_mut(Language::of(text)).push(Located { text: text.clone(), place });
    }
    let found = found(prepared, base, &with);
    let helps = |(id, text): (FactId, String)| {
        let [asked, before, after] = found.get(&id).copied().unwrap_or_default();
        (after > before).then(|| suggestion(base.fact(id), text, asked, before, after))
    };
    candidates.into_iter().filter_map(helps).collect()
}

/// A question that the sentence behind a fact gives, and that is none of its own.
fn candidate(prepared: &Prepared, drafts: &[Draft], id: FactId) -> Option<String> {
    let base = prepared.base();
    let fact = base.fact(id);
    let is_cited = |paragraph| fact.citations.contains(&Citation::Paragraph(paragraph));
    let drafts = drafts.iter().filter(|draft| is_cited(draft.paragraph));
    let share = |draft: &Draft| share_told(prepared.matcher(), &draft.answer, &fact.answer.get(draft.language).text);
    let mut same = drafts.filter(|draft| share(draft) >= SAME && !fact.ask.get(draft.language).is_empty());
    let is_new = |question: &String| !base.asks().any(|asked| asked.eq_ignore_ascii_case(question));
    same.find_map(|draft| draft.ask.iter().find(|question| is_plain(question) && is_new(question))).cloned()
}

/// The most letters of a question that a person would ask.
const LONGEST: PerLanguage<usize> = PerLanguage { en: 70, zh: 25 };

/// Whether a question made by rules reads as one: of one clause, and not too long.
fn is_plain(question: &str) -> bool {
    let inner = question.trim_end_matches(['?', '？']);
    let denies = inner.split(' ').any(|word| ["not", "nobody", "no", "cannot"].contains(&word));
    !denies
        && !inner.contains([',', ';', ':', '(', '，', '；', '：', '（', '、'])
        && !["What about", "How many do", "Who is the", "Who are"].iter().any(|start| inner.starts_with(start))
        && !inner.contains(|sign: char| sign.is_ascii_digit())
        && question.chars().count() <= *LONGEST.get(Language::of(question))
}

/// For each fact how many of its phrasings were asked without themselves, and how many of them were found before and after.
fn found(prepared: &Prepared, before: &Base, after: &Base) -> BTreeMap<FactId, [usize; 3]> {
    let table = prepared.matcher().word_table();
    let mut found: BTreeMap<FactId, [usize; 3]> = BTreeMap::new();
    for Round { old, new, asked } in rounds(before, after, ROUNDS) {
        let (old, new) = (Prepared::with(old, table), Prepared::with(new, table));
        for (fact, text) in asked {
            let counts = found.entry(fact).or_default();
            let finds = |prepared| usize::from(answered(prepared, &text).as_ref() == Some(&before.fact(fact).id.text));
            *counts = [counts[0] + 1, counts[1] + finds(&old), counts[2] + finds(&new)];
        }
    }
    found
}

fn suggestion(fact: &Fact, text: String, asked: usize, before: usize, after: usize) -> Suggestion {
    let id = &fact.id.text;
    Suggestion {
        kind: SuggestionKind::Phrasing,
        id: format!("{id}-phrasing"),
        why: format!(
            "of {asked} phrasings, each asked without it, `{id}` is found by {before} today and by {after} with this"
        ),
        change: Change::Ask(id.clone(), vec![text]),
    }
}
