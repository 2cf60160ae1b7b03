//! Names in answers: each must stand in the record of a cited place.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use super::figures::is_month;
use super::latin::{Piece, pieces, runs};
use super::record::{Ground, mend, unsourced_message};
use super::written;
use crate::document::Located;
use crate::facts::{Base, Fact};
use crate::findings::{Finding, Rule};
use crate::sources::Citation;
use crate::text::{Language, Lexicon, is_chinese, is_common};

/// Names in the answers of a fact that no cited place holds.
pub(super) fn unsourced_in(base: &Base, fact: &Fact, known: &Known<'_>) -> Vec<Finding> {
    let source = base.source_of(fact);
    let names = Names::of(Ground::of(source, &fact.citations));
    let finding = |answer: &Located, span: Range<usize>| {
        let written = &answer.text[span.clone()];
        let message = unsourced_message(source, fact, written);
        let holds = |ground: &Ground<'_>| ground.all().any(|text| text.contains(written));
        let hint = Some(mend(source, &fact.citations, holds));
        Finding { rule: Rule::UnsourcedName, place: answer.part(span), message, hint, fix: None }
    };
    let mut findings = Vec::new();
    for (language, answer) in written(&fact.answer) {
        let found = names.not_among(language, &answer.text, known);
        findings.extend(found.into_iter().map(|span| finding(answer, span)));
    }
    findings
}

/// Recorded names that have Chinese characters, by their first one.
pub(super) type Known<'a> = BTreeMap<char, Vec<&'a str>>;

/// The names of the cited places as lists of words.
pub(super) struct Names<'a> {
    ground: Ground<'a>,
    /// Whole names.
    whole: HashSet<Vec<String>>,
    /// Every text that a name may be a part of.
    texts: Vec<Vec<String>>,
}

impl<'a> Names<'a> {
    pub(super) fn of(ground: Ground<'a>) -> Self {
        let words = |text: &str| pieces(text).into_iter().map(|piece| piece.lower).collect::<Vec<String>>();
        let whole = ground.forms.iter().map(|form| words(form)).filter(|words| !words.is_empty()).collect();
        let texts = ground.all().map(words).collect();
        Self { ground, whole, texts }
    }

    /// Where a text has names that are none of these.
    pub(super) fn not_among(&self, language: Language, text: &str, known: &Known<'_>) -> Vec<Range<usize>> {
        match language {
            Language::English => english(text, self),
            Language::Chinese => chinese(text, self, known),
        }
    }

    /// Whether words that stand together are a part of a recorded text, or several names in a row.
    fn hold(&self, run: &[&str]) -> bool {
        let is_part = |text: &Vec<String>| text.windows(run.len()).any(|window| window == run);
        run.is_empty() || self.texts.iter().any(is_part) || self.hold_in_a_row(run)
    }

    fn hold_in_a_row(&self, run: &[&str]) -> bool {
        let is_whole =
            |words: &[&str]| self.whole.contains(&words.iter().map(|word| (*word).to_string()).collect::<Vec<_>>());
        run.is_empty() || (1..=run.len()).any(|end| is_whole(&run[..end]) && self.hold_in_a_row(&run[end..]))
    }
}

/// Where an English text has names that are not recorded.
fn english(text: &str, names: &Names<'_>) -> Vec<Range<usize>> {
    let is_name = |piece: &Piece| piece.capital && piece.lower != "i" && !is_month(&piece.lower);
    let mut found = Vec::new();
    for run in runs(&pieces(text), is_name) {
        let words: Vec<&str> = run.iter().map(|piece| piece.lower.as_str()).collect();
        // The first word of a sentence has a capital letter whatever it is.
        let rest = usize::from(run[0].opens && is_everyday(&run[0].lower));
        if !names.hold(&words) && !names.hold(&words[rest..]) {
            found.push(run[rest].span.start..run[run.len() - 1].span.end);
        }
    }
    found
}

/// Whether a word is common and names no place.
pub(super) fn is_everyday(word: &str) -> bool {
    is_common(word) && !Lexicon::english().places.contains(word)
}

/// Where a Chinese text has names that are not recorded: Latin words, titles in book marks, and names
/// that are recorded elsewhere.
fn chinese(text: &str, names: &Names<'_>, known: &Known<'_>) -> Vec<Range<usize>> {
    let has_letter = |piece: &Piece| piece.lower.contains(char::is_alphabetic);
    let mut found = Vec::new();
    for run in runs(&pieces(text), has_letter) {
        let words: Vec<&str> = run.iter().map(|piece| piece.lower.as_str()).collect();
        if !names.hold(&words) {
            found.push(run[0].span.start..run[run.len() - 1].span.end);
        }
    }
    let held = |name: &str| names.ground.all().any(|text| text.contains(name));
    found.extend(titles(text).into_iter().filter(|span| !held(&text[span.clone()])));
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let here = known.get(&first).and_then(|names| names.iter().find(|name| text[at..].starts_with(**name)));
        let end = at + here.map_or(first.len_utf8(), |name| name.len());
        if here.is_some_and(|name| !held(name)) && !found.iter().any(|other| other.start < end && at < other.end) {
            found.push(at..end);
        }
        at = end;
    }
    found
}

/// What stands between 《 and 》.
fn titles(text: &str) -> Vec<Range<usize>> {
    let opening = text.match_indices('《').map(|(at, mark)| at + mark.len());
    opening.filter_map(|start| Some(start..start + text[start..].find('》')?)).collect()
}

/// Recorded names that have Chinese characters, by their first one, the longest first.
pub(super) fn chinese_names(base: &Base) -> Known<'_> {
    let grounds = base.sources.iter().map(|source| Ground::of(source, &[Citation::Title]));
    let mut known = Known::new();
    for form in grounds.flat_map(|ground| ground.forms) {
        let name = form.trim_matches(['《', '》', '“', '”', '「', '」', '‘', '’']);
        // One character is as often a part of another word.
        if name.chars().filter(|character| is_chinese(*character)).count() > 1 {
            known.entry(name.chars().next().unwrap_or_default()).or_default().push(name);
        }
    }
    for names in known.values_mut() {
        names.sort_by(|one, other| other.len().cmp(&one.len()).then(one.cmp(other)));
        names.dedup();
    }
    known
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Ground, Names, chinese, english, pieces};

    fn names(forms: &[&'static str], texts: &[&'static str]) -> Names<'static> {
        let ground = Ground { forms: forms.to_vec(), texts: texts.to_vec(), figures: Vec::new() };
        let words = |text: &str| pieces(text).into_iter().map(|piece| piece.lower).collect::<Vec<String>>();
        let whole: HashSet<Vec<String>> = forms.iter().map(|form| words(form)).collect();
        let texts = forms.iter().chain(texts).map(|text| words(text)).collect();
        Names { ground, whole, texts }
    }

    #[test]
    fn english_names_are_words_with_capitals() {
        let names =
            names(&["Green Fund", "Elmtown", "Light and Shadow", "AI", "Mureka O1"], &["In May the Old Mill burned"]);
        for (text, expected) in [
            ("The Green Fund paid.", ""),
            ("Money came. Half of it was the Green Fund's AI: it paid for Elmtown.", ""),
            ("Elmtown's Green Fund paid the AI-based Mureka O1 in the Old Mill.", ""),
            ("Elmtown Green Fund, \"Light and Shadow\".", ""),
            ("The Blue Fund paid.", "Blue Fund"),
            ("It is the Green Bank and a Green Fund Bank.", "Green Bank|Green Fund Bank"),
            ("Xanadu paid. Shanghai paid. Nobody paid.", "Xanadu|Shanghai"),
            ("Shanghai Fund paid; so did I, in March.", "Shanghai Fund"),
            ("They asked the Mill's owner (Bob).", "Bob"),
            ("Fund Elmtown!", ""),
        ] {
            let found: Vec<&str> = english(text, &names).into_iter().map(|span| &text[span]).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }

    #[test]
    fn chinese_names_are_known_ones_latin_words_and_titles() {
        let names = names(&["绿色基金", "AI", "《红楼梦》"], &["北京电影学院发布了成果"]);
        let known = ["绿色基金", "北京电影学院", "电影学院", "埃尔姆镇"];
        let known = known.iter().map(|name| (name.chars().next().unwrap(), vec![*name])).collect();
        for (text, expected) in [
            ("绿色基金和北京电影学院的AI、《红楼梦》", ""),
            ("埃尔姆镇的电影学院", "埃尔姆镇"),
            ("用vivo手机看《水浒传》", "vivo|水浒传"),
        ] {
            let found: Vec<&str> = chinese(text, &names, &known).into_iter().map(|span| &text[span]).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
