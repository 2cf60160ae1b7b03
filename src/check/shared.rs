//! Phrasings that stand twice: in two entries, or in one.

use std::collections::HashMap;

use strsim::normalized_damerau_levenshtein;

use super::phrasings::{OwnedPhrasing, all, bare, id};
use crate::facts::Base;
use crate::findings::{Finding, Fix, Rule};
use crate::matching::{Entry, Matcher, Term};
use crate::text::{Kind, Language};

/// Phrasings that stand twice, capitals and punctuation aside, and phrasings of a fact that another entry has nearly.
pub(super) fn shared(base: &Base, matcher: &Matcher) -> Vec<Finding> {
    let mut same: HashMap<String, OwnedPhrasing<'_>> = HashMap::new();
    let mut alike: HashMap<Sense, Vec<OwnedPhrasing<'_>>> = HashMap::new();
    let mut findings = Vec::new();
    for asked in all(base) {
        let before = *same.entry(bare(&asked.phrasing.text)).or_insert(asked);
        if before.phrasing.place != asked.phrasing.place {
            if are_one_in_two_languages(base, before, asked) {
                continue;
            }
            findings.push(stands_twice(base, before, asked));
            continue;
        }
        let Some(sense) = Sense::of(matcher, asked) else { continue };
        let before = alike.entry(sense).or_default();
        if let Some(other) = before.iter().find(|other| is_nearly(**other, asked)) {
            findings.push(stands_nearly(base, *other, asked));
        }
        before.push(asked);
    }
    findings
}

/// Whether two facts answer in one language each, and in different ones: who asks gets the one in their language.
fn are_one_in_two_languages(base: &Base, one: OwnedPhrasing<'_>, other: OwnedPhrasing<'_>) -> bool {
    let language = |asked: OwnedPhrasing<'_>| match asked.entry {
        Entry::Fact(fact) => {
            let answer = &base.fact(fact).answer;
            (answer.en.place == answer.zh.place).then(|| Language::of(&answer.en.text))
        }
        Entry::Gap(_) | Entry::SmallTalk(_) => None,
    };
    language(one).zip(language(other)).is_some_and(|(one, other)| one != other)
}

/// What a phrasing asks, however its words are bent and joined.
#[derive(PartialEq, Eq, Hash)]
struct Sense {
    words: Vec<String>,
    kinds: Vec<Kind>,
}

impl Sense {
    /// None where no word tells anything.
    fn of(matcher: &Matcher, asked: OwnedPhrasing<'_>) -> Option<Self> {
        let question = matcher.question(matcher.read_written(&asked.phrasing.text), asked.language);
        let telling = question.words.iter().filter(|word| word.class.is_telling());
        let key = |term: Term| u64::from(term).to_string();
        let words: Vec<String> = telling.map(|word| word.term.map_or_else(|| word.text.to_string(), key)).collect();
        (!words.is_empty()).then_some(Self { words, kinds: question.asked.kinds })
    }
}

/// How much of two phrasings with the same telling words is the same, at least: little words may make a difference.
const NEARLY: f64 = 0.85;

/// Whether two phrasings of the same sense are one in other forms. Small talk is as short as it is.
fn is_nearly(one: OwnedPhrasing<'_>, other: OwnedPhrasing<'_>) -> bool {
    let is_talk = |asked: OwnedPhrasing<'_>| matches!(asked.entry, Entry::SmallTalk(_));
    one.entry != other.entry
        && !is_talk(one)
        && !is_talk(other)
        && normalized_damerau_levenshtein(&bare(&one.phrasing.text), &bare(&other.phrasing.text)) >= NEARLY
}

fn stands_twice(base: &Base, before: OwnedPhrasing<'_>, asked: OwnedPhrasing<'_>) -> Finding {
    if before.entry == asked.entry {
        let (line, _) = before.phrasing.place.line_column();
        let hint = format!("the other one is in line {line}; keep one");
        let found = finding(Rule::RepeatedPhrasing, asked, "this phrasing stands twice".to_string(), hint);
        return Finding { fix: Some(Fix::without_item(&asked.phrasing.place)), ..found };
    }
    let message = format!("this phrasing stands in `{}` as well", id(base, before.entry).text);
    finding(Rule::SharedPhrasing, asked, message, way_out(before))
}

fn stands_nearly(base: &Base, before: OwnedPhrasing<'_>, asked: OwnedPhrasing<'_>) -> Finding {
    let (other, text) = (&id(base, before.entry).text, &before.phrasing.text);
    let message = format!("`{other}` has nearly this phrasing as well: “{text}”");
    finding(Rule::SharedPhrasing, asked, message, way_out(before))
}

fn way_out(before: OwnedPhrasing<'_>) -> String {
    let (line, _) = before.phrasing.place.line_column();
    let file = &before.phrasing.place.file.name;
    format!("the other one is at {file}:{line}; keep it where it fits, or word both more closely")
}

fn finding(rule: Rule, asked: OwnedPhrasing<'_>, message: String, hint: String) -> Finding {
    Finding { rule, place: asked.phrasing.place.clone(), message, hint: Some(hint), fix: None }
}
