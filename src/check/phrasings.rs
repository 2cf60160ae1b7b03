//! Phrasings: enough of them, each in one place, and each finding its own entry.

use std::collections::HashSet;

use super::counted;
use crate::document::Located;
use crate::facts::Base;
use crate::findings::{Finding, Rule};
use crate::matching::{Context, Decision, Entry, Prepared};
use crate::parallel::{in_parallel, processors};
use crate::text::{Language, PerLanguage, is_chinese, normal_form};

/// The fewest phrasings of a fact. With fewer, many everyday words for the thing are missing;
/// Chinese needs less, since it inflects nothing and orders words more strictly.
const FEWEST_OF_FACT: PerLanguage<usize> = PerLanguage { en: 6, zh: 4 };
/// The fewest phrasings of a gap: it only has to be recognised, not to explain a whole question.
const FEWEST_OF_GAP: PerLanguage<usize> = PerLanguage { en: 3, zh: 3 };

/// A phrasing with the entry that it stands in.
#[derive(Clone, Copy)]
pub(super) struct OwnedPhrasing<'a> {
    pub(super) entry: Entry,
    pub(super) language: Language,
    pub(super) phrasing: &'a Located,
}

/// All phrasings of a base, entry by entry.
pub(super) fn all(base: &Base) -> impl Iterator<Item = OwnedPhrasing<'_>> {
    asks(base).flat_map(|(entry, ask)| {
        ask.iter().flat_map(move |(language, phrasings)| {
            phrasings.iter().map(move |phrasing| OwnedPhrasing { entry, language, phrasing })
        })
    })
}

fn asks(base: &Base) -> impl Iterator<Item = (Entry, &PerLanguage<Vec<Located>>)> {
    let facts = base.fact_ids().map(|fact| (Entry::Fact(fact), &base.fact(fact).ask));
    let gaps = base.gap_ids().map(|gap| (Entry::Gap(gap), &base.gap(gap).ask));
    let own_talk = base.talk_ids().filter(|talk| !base.talk(*talk).is_shipped);
    let small_talk = own_talk.map(|talk| (Entry::SmallTalk(talk), &base.talk(talk).ask));
    facts.chain(gaps).chain(small_talk)
}

pub(super) fn id(base: &Base, entry: Entry) -> &Located {
    match entry {
        Entry::Fact(fact) => &base.fact(fact).id,
        Entry::Gap(gap) => &base.gap(gap).id,
        Entry::SmallTalk(talk) => &base.talk(talk).id,
    }
}

/// What is left of a phrasing when capitals, punctuation and blanks between Chinese words go.
pub(super) fn bare(text: &str) -> String {
    let mut bare = String::new();
    let mut blank = false;
    for character in normal_form(text).chars() {
        if !character.is_alphanumeric() {
            blank = true;
            continue;
        }
        let joins = is_chinese(character) || bare.chars().next_back().is_none_or(is_chinese);
        if blank && !joins {
            bare.push(' ');
        }
        blank = false;
        bare.push(character);
    }
    bare
}

/// Facts and gaps with too few different phrasings, those that lack most first. What people say in small talk is as
/// short as it is.
pub(super) fn few(base: &Base) -> Vec<Finding> {
    let mut findings: Vec<(usize, Finding)> = Vec::new();
    for (entry, ask) in asks(base) {
        let fewest = match entry {
            Entry::Fact(_) => FEWEST_OF_FACT,
            Entry::Gap(_) => FEWEST_OF_GAP,
            Entry::SmallTalk(_) => continue,
        };
        // Where none is there, a file says that it stands in one language only.
        for (language, phrasings) in ask.iter().filter(|(_, phrasings)| !phrasings.is_empty()) {
            let different: HashSet<String> = phrasings.iter().map(|phrasing| bare(&phrasing.text)).collect();
            let (count, fewest) = (different.len(), *fewest.get(language));
            if count < fewest {
                let id = id(base, entry);
                let message = format!(
                    "`{}` has {} in `{}`, fewer than {fewest}",
                    id.text,
                    counted(count, "phrasing"),
                    language.code()
                );
                let hint = "add some with other verbs and nouns, a keyword form and an indirect question".to_string();
                let (rule, place, hint) = (Rule::FewPhrasings, id.place.clone(), Some(hint));
                findings.push((fewest - count, Finding { rule, place, message, hint, fix: None }));
            }
        }
    }
    findings.sort_by_key(|(lacks, _)| std::cmp::Reverse(*lacks));
    findings.into_iter().map(|(_, finding)| finding).collect()
}

/// Phrasings that do not lead to their own entry when the whole base is asked. There are thousands of
/// them, so all processors take part.
pub(super) fn lost(prepared: &Prepared) -> Vec<Finding> {
    let asked: Vec<OwnedPhrasing<'_>> = all(prepared.base()).collect();
    in_parallel(asked.len(), processors(), |at| lost_one(prepared, asked[at])).into_iter().flatten().collect()
}

fn lost_one(prepared: &Prepared, asked: OwnedPhrasing<'_>) -> Option<Finding> {
    let (base, matcher) = (prepared.base(), prepared.matcher());
    let text = asked.phrasing.text.as_str();
    let question = matcher.read(text, asked.language);
    let candidates = matcher.rank(&question, asked.language, &Context::none());
    let judged = matcher.judge(&question, &candidates, asked.language, &Context::none());
    let decision = matcher.decide(&question, &candidates, judged.as_ref(), asked.language);
    if leads_to(&decision, asked.entry) {
        return None;
    }
    let own = &id(base, asked.entry).text;
    Some(Finding {
        rule: Rule::LostPhrasing,
        place: asked.phrasing.place.clone(),
        message: format!("asked of the base, this does not find `{own}`: {}", came_to(base, &decision)),
        hint: Some(way_out(asked.entry, &decision).to_string()),
        fix: None,
    })
}

/// Whether a decision says an entry. All gaps say that the article doesn't tell, so each may stand for
/// another, as small talk may.
fn leads_to(decision: &Decision, entry: Entry) -> bool {
    match (entry, decision) {
        (Entry::Fact(own), Decision::Answer(fact, _)) => own == *fact,
        (Entry::Fact(own), Decision::Nearest(nearest)) => own == nearest.fact,
        (Entry::Fact(own), Decision::Clarify(facts)) => facts.contains(&own),
        (Entry::Gap(_), Decision::Refuse(refusal)) => refusal.gap.is_some(),
        (Entry::SmallTalk(_), Decision::SmallTalk(_)) => true,
        (Entry::Fact(_) | Entry::Gap(_) | Entry::SmallTalk(_), _) => false,
    }
}

fn came_to(base: &Base, decision: &Decision) -> String {
    match decision {
        Decision::Answer(fact, _) => format!("`{}` answers it", base.fact(*fact).id.text),
        Decision::Clarify(facts) => {
            let ids: Vec<String> = facts.iter().map(|fact| format!("`{}`", base.fact(*fact).id.text)).collect();
            format!("it could be {}", ids.join(" or "))
        }
        Decision::Nearest(nearest) => format!("`{}` is told as the nearest", base.fact(nearest.fact).id.text),
        Decision::Unclear(_) => "it is not understood".to_string(),
        Decision::Refuse(refusal) => match refusal.gap {
            Some(gap) => format!("it is refused as `{}`", base.gap(gap).id.text),
            None => "it is refused".to_string(),
        },
        Decision::SmallTalk(talk) => {
            format!("it is taken for `{}`", base.talk(*talk).id.text)
        }
    }
}

/// What can be done where a fact does not know its own phrasing.
const WORD_OTHERWISE: &str = "a word or a kind of question in it is none of its fact's: see `citebot ask --why`, and add \
                              it to `expects`, `about` or the answer, or word the phrasing otherwise";

fn way_out(entry: Entry, decision: &Decision) -> &'static str {
    match (entry, decision) {
        (Entry::Fact(_), Decision::Unclear(_)) => WORD_OTHERWISE,
        (Entry::Fact(_), Decision::Refuse(refusal)) if refusal.gap.is_none() => WORD_OTHERWISE,
        (Entry::Fact(_) | Entry::Gap(_) | Entry::SmallTalk(_), _) => {
            "name in it what sets its entry apart, give its entry more phrasings of the kind, or move it to the other"
        }
    }
}
