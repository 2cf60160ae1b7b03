//! Words that make a comparison, a limit or a hedge of a figure: "more than", "up to", "nearly", 以上.

use crate::matching::word::{Class, Word};
use crate::text::is_chinese;

/// How a figure stands to the value that it is said with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    /// Nothing is said.
    Plain,
    /// "Exactly".
    Exactly,
    /// "Only": no more than it.
    Only,
    /// "About".
    About,
    /// "Nearly": a little less.
    Nearly,
    /// "Less than".
    Below,
    /// "At most".
    AtMost,
    /// "More than".
    Above,
    /// "At least".
    AtLeast,
}

/// What a figure is limited to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// It tells how many there are: "more than 2,400 enterprises".
    Value,
    /// It sets a limit: "at most 10 books".
    Limit,
    /// It tells for whom something holds: "children under 5".
    Case,
}

/// A bound with the words that make it, by index: those before the figure from the first on, and
/// those behind it up to the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) bound: Bound,
    pub(crate) sort: Sort,
    pub(crate) from: usize,
    pub(crate) to: usize,
}

use Bound::{About, Above, AtLeast, AtMost, Below, Exactly, Nearly, Only};
use Sort::{Case, Limit, Value};

/// What stands before a figure.
const BEFORE: &[(&str, Bound, Sort)] = &[
    ("exactly", Exactly, Value),
    ("precisely", Exactly, Value),
    ("just", Only, Value),
    ("only", Only, Value),
    ("merely", Only, Value),
    ("about", About, Value),
    ("around", About, Value),
    ("roughly", About, Value),
    ("approximately", About, Value),
    ("circa", About, Value),
    ("some", About, Value),
    ("nearly", Nearly, Value),
    ("almost", Nearly, Value),
    ("close to", Nearly, Value),
    ("just under", Nearly, Value),
    ("not quite", Nearly, Value),
    ("less than", Below, Value),
    ("fewer than", Below, Value),
    ("lower than", Below, Value),
    ("smaller than", Below, Value),
    ("shorter than", Below, Value),
    ("cheaper than", Below, Value),
    ("younger than", Below, Case),
    ("lighter than", Below, Case),
    ("under", Below, Case),
    ("below", Below, Case),
    ("under the age of", Below, Case),
    ("at most", AtMost, Limit),
    ("at the most", AtMost, Limit),
    ("up to", AtMost, Limit),
    ("no more than", AtMost, Limit),
    ("not more than", AtMost, Limit),
    ("no longer than", AtMost, Limit),
    ("no later than", AtMost, Limit),
    ("no larger than", AtMost, Limit),
    ("no bigger than", AtMost, Limit),
    ("no taller than", AtMost, Limit),
    ("no higher than", AtMost, Limit),
    ("no wider than", AtMost, Limit),
    ("no heavier than", AtMost, Limit),
    ("no older than", AtMost, Limit),
    ("no faster than", AtMost, Limit),
    ("no deeper than", AtMost, Limit),
    ("no thicker than", AtMost, Limit),
    ("no greater than", AtMost, Limit),
    ("not longer than", AtMost, Limit),
    ("not later than", AtMost, Limit),
    ("not older than", AtMost, Limit),
    ("not larger than", AtMost, Limit),
    ("not higher than", AtMost, Limit),
    ("deeper than", Above, Case),
    ("thicker than", Above, Case),
    ("faster than", Above, Case),
    ("taller than", Above, Case),
    ("wider than", Above, Case),
    ("no earlier than", AtLeast, Limit),
    ("no younger than", AtLeast, Limit),
    ("not exceed", AtMost, Limit),
    ("maximum of", AtMost, Limit),
    ("maximum", AtMost, Limit),
    ("max", AtMost, Limit),
    ("limited to", AtMost, Limit),
    ("within", AtMost, Limit),
    ("more than", Above, Value),
    ("over", Above, Value),
    ("greater than", Above, Value),
    ("in excess of", Above, Value),
    ("upwards of", Above, Value),
    ("beyond", Above, Value),
    ("above", Above, Case),
    ("exceed", Above, Case),
    ("exceeds", Above, Case),
    ("exceeding", Above, Case),
    ("larger than", Above, Case),
    ("bigger than", Above, Case),
    ("longer than", Above, Case),
    ("higher than", Above, Case),
    ("heavier than", Above, Case),
    ("older than", Above, Case),
    ("farther than", Above, Case),
    ("over the age of", Above, Case),
    ("at least", AtLeast, Limit),
    ("no fewer than", AtLeast, Limit),
    ("not fewer than", AtLeast, Limit),
    ("no less than", AtLeast, Limit),
    ("not less than", AtLeast, Limit),
    ("minimum of", AtLeast, Limit),
    ("minimum", AtLeast, Limit),
    ("from age", AtLeast, Case),
    ("from the age of", AtLeast, Case),
    ("正好", Exactly, Value),
    ("刚好", Exactly, Value),
    ("恰好", Exactly, Value),
    ("整整", Exactly, Value),
    ("只有", Only, Value),
    ("仅有", Only, Value),
    ("仅", Only, Value),
    ("只", Only, Value),
    ("大约", About, Value),
    ("大约有", About, Value),
    ("大概", About, Value),
    ("大概有", About, Value),
    ("约", About, Value),
    ("约为", About, Value),
    ("约有", About, Value),
    ("将近", Nearly, Value),
    ("接近", Nearly, Value),
    ("近", Nearly, Value),
    ("差不多", Nearly, Value),
    ("几乎", Nearly, Value),
    ("不到", Below, Value),
    ("不足", Below, Value),
    ("少于", Below, Value),
    ("低于", Below, Case),
    ("小于", Below, Case),
    ("短于", Below, Case),
    ("未满", Below, Case),
    ("不满", Below, Case),
    ("至多", AtMost, Limit),
    ("最多", AtMost, Limit),
    ("顶多", AtMost, Limit),
    ("最高", AtMost, Limit),
    ("最长", AtMost, Limit),
    ("不超过", AtMost, Limit),
    ("不得超过", AtMost, Limit),
    ("不多于", AtMost, Limit),
    ("超过", Above, Value),
    ("超出", Above, Value),
    ("多于", Above, Value),
    ("不止", Above, Value),
    ("逾", Above, Value),
    ("大于", Above, Case),
    ("高于", Above, Case),
    ("至少", AtLeast, Limit),
    ("起码", AtLeast, Limit),
    ("最少", AtLeast, Limit),
    ("不少于", AtLeast, Limit),
    ("不低于", AtLeast, Limit),
    ("年满", AtLeast, Limit),
    ("须满", AtLeast, Limit),
];

/// What stands behind a figure and its unit.
const BEHIND: &[(&str, Bound, Sort)] = &[
    ("or more", AtLeast, Case),
    ("and more", AtLeast, Case),
    ("or over", AtLeast, Case),
    ("and over", AtLeast, Case),
    ("or older", AtLeast, Case),
    ("and older", AtLeast, Case),
    ("or above", AtLeast, Case),
    ("and above", AtLeast, Case),
    ("and up", AtLeast, Case),
    ("upwards", AtLeast, Case),
    ("or less", AtMost, Limit),
    ("or fewer", AtMost, Limit),
    ("or under", AtMost, Case),
    ("and under", AtMost, Case),
    ("or younger", AtMost, Case),
    ("at most", AtMost, Limit),
    ("at the most", AtMost, Limit),
    ("maximum", AtMost, Limit),
    ("at least", AtLeast, Limit),
    ("及以上", AtLeast, Case),
    ("以上", AtLeast, Case),
    ("起", AtLeast, Case),
    ("及以下", AtMost, Case),
    ("以下", Below, Case),
    ("以内", AtMost, Limit),
    ("之内", AtMost, Limit),
    ("左右", About, Value),
    ("上下", About, Value),
    ("多", Above, Value),
    ("多家", Above, Value),
    ("多个", Above, Value),
    ("多部", Above, Value),
    ("多项", Above, Value),
    ("多种", Above, Value),
    ("余", Above, Value),
];

/// How many words behind a figure its unit and a noun take before such a phrase.
const UNIT_WORDS: usize = 2;
/// Most words of a phrase.
const LONGEST: usize = 5;

/// What is said of the figure at `at`, whose unit ends before `end`.
pub(crate) fn bound(words: &[Word], at: usize, end: usize) -> Found {
    let plain = Found { bound: Bound::Plain, sort: Value, from: at, to: end };
    let before = before(words, at).map(|(bound, sort, from)| Found { bound, sort, from, to: end });
    let behind = || behind(words, at).map(|(bound, sort, to)| Found { bound, sort, from: at, to: to.max(end) });
    before.or_else(behind).unwrap_or(plain)
}

/// The same of a time of day, which "after" and "before" make the end of a span.
pub(crate) fn clock_bound(words: &[Word], at: usize, end: usize) -> Found {
    let found = bound(words, at, end);
    if found.bound != Bound::Plain {
        return found;
    }
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let before = at.checked_sub(1).map_or("", text);
    let of = |bound| Found { bound, sort: Case, from: at, to: end };
    match (before, text(end)) {
        ("after" | "past", _) => Found { from: at - 1, ..of(Above) },
        ("before", _) if text(at.saturating_sub(2)).ends_with("not") => Found { from: at - 2, ..of(AtLeast) },
        ("before", _) => Found { from: at - 1, ..of(Below) },
        (_, "以后" | "之后" | "后") => Found { to: end + 1, ..of(Above) },
        (_, "以前" | "之前" | "前") => Found { to: end + 1, ..of(Below) },
        _ => found,
    }
}

/// The longest phrase that ends before a figure, with its first word.
fn before(words: &[Word], at: usize) -> Option<(Bound, Sort, usize)> {
    let mut end = at;
    while end > 0 && ["a", "an", "the", "of", "有"].contains(&words[end - 1].text.as_str()) {
        end -= 1;
    }
    // 最多借8本: Chinese puts the verb between.
    let verb =
        end.checked_sub(1).filter(|before| words[*before].text.chars().all(is_chinese) && words[*before].weight > 0.0);
    // "Up to the 10 …" and "不到10": the words between may be a part of the phrase as well.
    [at, end].into_iter().chain(verb).find_map(|end| {
        let clause = words[..end].iter().rposition(|word| word.class == Class::Mark).map_or(0, |mark| mark + 1);
        let first = clause.max(end.saturating_sub(LONGEST));
        (first..end).find_map(|from| phrase(BEFORE, &words[from..end]).map(|(bound, sort)| (bound, sort, from)))
    })
}

/// The first phrase behind a figure and its unit, with the word after it.
fn behind(words: &[Word], at: usize) -> Option<(Bound, Sort, usize)> {
    let rest = &words[(at + 1).min(words.len())..];
    let clause = rest.iter().position(|word| word.class == Class::Mark || word.number.is_some()).unwrap_or(rest.len());
    (0..=UNIT_WORDS.min(clause)).find_map(|skip| {
        let longest = LONGEST.min(clause - skip);
        (1..=longest).rev().find_map(|length| {
            let (bound, sort) = phrase(BEHIND, &rest[skip..skip + length])?;
            Some((bound, sort, at + 1 + skip + length))
        })
    })
}

/// What words mean as a phrase, exactly.
fn phrase(phrases: &[(&str, Bound, Sort)], words: &[Word]) -> Option<(Bound, Sort)> {
    let is = |phrase: &str| {
        let mut rest = phrase;
        words.iter().all(|word| {
            let after = rest.trim_start().strip_prefix(word.text.as_str());
            rest = after.unwrap_or(rest);
            after.is_some_and(|after| after.is_empty() || after.starts_with(' ') || !word.text.is_ascii())
        }) && rest.is_empty()
    };
    // There are many of them, so most are sent away by their first byte.
    let first = words.first().and_then(|word| word.text.bytes().next());
    let mut near = phrases.iter().filter(|(text, ..)| text.bytes().next() == first);
    near.find(|(text, ..)| is(text)).map(|(_, bound, sort)| (*bound, *sort))
}
