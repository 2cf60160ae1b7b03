//! Does a question claim something, and what?

use super::slot::may_name;
use crate::matching::gate::Question;
use crate::matching::told::Measure;
use crate::matching::told::{Bound, Sort};
use crate::matching::told::{Figure, figures};
use crate::matching::word::negates;
use crate::matching::word::{Class, Word};
use crate::text::{Number, Unit};

/// How a claim is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// As a question for yes or no, or as a statement.
    Sentence,
    /// As a few words with a figure.
    Fragment,
}

/// What a question asks leave or duty for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    May,
    Must,
}

/// What is claimed.
#[derive(Debug)]
pub(super) struct Claim {
    pub(super) manner: Manner,
    /// The figures that are claimed.
    pub(super) figures: Vec<Figure>,
    /// Whether it is about what one may or must do.
    pub(super) aim: Option<Aim>,
    /// Whether it is about when something begins or ends.
    pub(super) is_of_moment: bool,
    /// Whether it asks what the limit is.
    pub(super) limit: bool,
    /// Whether it says "not" elsewhere than where a question begins.
    pub(super) negated: bool,
}

/// Words that begin a relative clause.
const RELATIVES: [&str; 5] = ["who", "which", "where", "when", "that"];
/// What opens "was it … who".
const CLEFT: [&str; 4] = ["is", "was", "is it", "was it"];
const STATES: [&str; 40] = [
    "is", "are", "was", "were", "has", "have", "had", "do", "does", "did", "can", "may", "must", "will", "costs",
    "cost", "pays", "pay", "takes", "lasts", "holds", "opened", "made", "won", "named", "gets", "got", "counts", "是",
    "有", "为", "达", "在", "由", "占", "共", "了", "达到", "需要", "收",
];
const MAY: [&str; 26] = [
    "can",
    "could",
    "may",
    "might",
    "allowed",
    "permitted",
    "able",
    "possible",
    "ok",
    "okay",
    "enough",
    "let",
    "fit",
    "welcome",
    "fine",
    "accepted",
    "可以",
    "能",
    "能不能",
    "可不可以",
    "允许",
    "能否",
    "可否",
    "够",
    "行",
    "能够",
];
const MUST: [&str; 12] =
    ["must", "need", "needs", "have to", "has to", "required", "necessary", "必须", "需要", "须", "要", "得"];
const LIMITS: [&str; 12] =
    ["limit", "maximum", "minimum", "max", "min", "ceiling", "cap", "上限", "下限", "最多", "最少", "限制"];

/// Words that belong to how something is claimed.
const FRAME: [&str; 12] =
    ["old", "age", "aged", "ages", "limited", "total", "top", "true", "year old", "岁", "年龄", "限"];

/// Whether a word belongs to how something is claimed rather than to what.
pub(super) fn frames(word: &str) -> bool {
    [&MAY[..], &MUST, &LIMITS, &FRAME].iter().any(|list| list.contains(&word))
}

impl Claim {
    /// What a question claims; none where it asks for something, or says too little to claim anything.
    pub(super) fn of(question: &Question) -> Option<Self> {
        let words = &question.words;
        // A number alone is no claim: it may be one of a list.
        if asks(question) || matches!(words.as_slice(), [word] if word.number.is_some()) {
            return None;
        }
        let telling = words.iter().filter(|word| word.class != Class::Mark).count();
        let manner = if question.asked.is_yes_no() || (telling > 2 && states(words)) {
            Manner::Sentence
        } else {
            Manner::Fragment
        };
        let mut figures = figures(words);
        if figures.is_empty() {
            figures.extend(whole(words));
        }
        let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.text.as_str()));
        Some(Self {
            manner,
            aim: if has(&MUST) {
                Some(Aim::Must)
            } else {
                (question.asked.is_yes_no() && has(&MAY)).then_some(Aim::May)
            },
            is_of_moment: is_of_moment(words),
            limit: has(&LIMITS),
            negated: is_negated(words, &figures, question.asked.is_yes_no()),
            figures,
        })
    }

    /// Whether a figure is that of a case that something may hold for: "a 17 year old".
    pub(super) fn is_case(&self, figure: &Figure, words: &[Word]) -> bool {
        let old = || {
            words[figure.at..]
                .iter()
                .take(4)
                .any(|word| matches!(word.text.as_str(), "old" | "岁" | "周岁" | "year old"))
        };
        let aged =
            || figure.at.checked_sub(1).is_some_and(|before| matches!(words[before].text.as_str(), "aged" | "age"));
        figure.measure == Measure::Time && (old() || aged()) && !self.limit
    }
}

/// Beginnings of words for the moment at which something begins or ends.
const MOMENTS: [&str; 15] = [
    "start", "begin", "began", "finish", "clos", "leave", "depart", "arriv", "deadline", "开始", "结束", "截止",
    "出发", "发车", "到达",
];
/// Other such words, which are beginnings of words that mean something else.
const MOMENT_WORDS: [&str; 8] = ["end", "ends", "ended", "due", "left", "until", "till", "opens"];

/// "Does it open at 9?" is about a moment, "is it open at 9?" about a state.
fn is_of_moment(words: &[Word]) -> bool {
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.text.as_str()));
    let is_moment = |word: &Word| MOMENTS.iter().any(|start| word.text.starts_with(start));
    words.iter().any(is_moment) || has(&MOMENT_WORDS) || (has(&["open"]) && has(&["do", "does", "did", "when"]))
}

/// Whether a question asks for something; a relative clause doesn't: "was it Ada who built it".
fn asks(question: &Question) -> bool {
    let words = &question.words;
    let ends = |mark: &str| words.last().is_some_and(|word| word.class == Class::Mark && word.text == mark);
    let relates = |at: usize| {
        let before = at.checked_sub(1).map(|before| &words[before]);
        let names = |word: &Word| {
            word.class == Class::Mark || may_name(word) || matches!(word.class, Class::Time | Class::Figure)
        };
        RELATIVES.contains(&words[at].text.as_str()) && before.is_some_and(names)
    };
    match question.asked.at {
        Some(at) => !(relates(at) && (ends(".") || CLEFT.contains(&words[0].text.as_str()))),
        None => question.asked.wanted().next().is_some() && !(ends(".") && states(words)),
    }
}

fn states(words: &[Word]) -> bool {
    words.iter().any(|word| STATES.contains(&word.text.as_str()))
}

/// "Isn't it 36?" asks the same as "is it 36?"; a "not" elsewhere turns the claim round.
fn is_negated(words: &[Word], figures: &[Figure], asks: bool) -> bool {
    let of_bound = |at: &usize| figures.iter().any(|figure| figure.words.contains(at));
    let mut negations = words.iter().enumerate().filter(|(_, word)| word.class == Class::Negation).map(|(at, _)| at);
    negations.any(|at| !(of_bound(&at) || (asks && at < 2)) && negates(words, at))
}

/// "All of them" and "none of them", as shares.
fn whole(words: &[Word]) -> Option<Figure> {
    let (at, percent) = words.iter().enumerate().find_map(|(at, word)| match word.text.as_str() {
        "all" | "every" | "entire" | "entirely" | "whole" | "全部" | "所有" | "全都" => Some((at, 100)),
        "none" => Some((at, 0)),
        _ => None,
    })?;
    let value = u128::from(Number::plain(percent).thousandths);
    Some(Figure {
        at,
        measure: Measure::Other(Unit::Percent),
        low: value,
        high: value,
        factor: 1,
        bound: Bound::Plain,
        sort: Sort::Value,
        noun: Vec::new(),
        context: Vec::new(),
        counter: None,
        is_bare: true,
        label: Vec::new(),
        negated: false,
        // It may mean nothing of the kind.
        is_small_word: true,
        words: at..at + 1,
    })
}
