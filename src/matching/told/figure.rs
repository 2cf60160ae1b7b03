//! The figures of a text, each tied to what it counts: its unit, its noun, its part of the clause.

use super::bound::{Bound, Sort, bound, clock_bound};
use super::measure::{Measure, is_day, is_unit, measure, month};
use super::parts::{Part, parts};
use super::range::Range;
use crate::matching::word::meanings;
use crate::matching::word::{Class, Term, Word};
use crate::text::{Number, Unit};

/// A figure, or a range of them.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    /// The word, by index; of a range the first.
    pub(crate) at: usize,
    /// What it measures.
    pub(crate) measure: Measure,
    /// Its value in the smallest unit of the measure, in thousandths; of a range the first.
    pub(crate) low: u128,
    /// Of a range the last.
    pub(crate) high: u128,
    /// What its unit multiplied by.
    pub(crate) factor: u128,
    /// What is said of it.
    pub(crate) bound: Bound,
    /// Whether it tells a value, a limit, or for whom something holds.
    pub(crate) sort: Sort,
    /// What its noun means.
    pub(crate) noun: Vec<Term>,
    /// What the telling words of its part of the clause mean.
    pub(crate) context: Vec<Term>,
    /// The word for counting that stands by it: 只, "items".
    pub(crate) counter: Option<&'static str>,
    /// Whether no word says what it counts.
    pub(crate) is_bare: bool,
    /// What tells it from other figures: the words of its part of the clause but those that introduce
    /// them all.
    pub(crate) label: Vec<Term>,
    /// Whether its part of the clause says "not".
    pub(crate) negated: bool,
    /// Whether it is a small count in words: "the two partners".
    pub(crate) is_small_word: bool,
    /// Its words from those of the bound to the unit, by index.
    pub(crate) words: std::ops::Range<usize>,
}

impl Figure {
    /// The values that it leaves possible.
    pub(crate) fn range(&self) -> Range {
        Range::new(self.low, self.high, self.bound)
    }

    /// Whether it goes from one value to another.
    pub(crate) fn is_range(&self) -> bool {
        self.low != self.high
    }
}

/// Times of day.
const CLOCK: Measure = Measure::Other(Unit::Clock);
/// A day in thousandths of a minute.
pub(crate) const DAY: u128 = 1_440_000;
/// Most words between two times of day that make a span.
const MOST_BETWEEN: usize = 5;
/// Most words of the noun that a figure counts.
const NOUN: usize = 3;
/// Words that end the noun behind a figure.
const ENDS_NOUN: [&str; 16] =
    ["for", "in", "on", "at", "from", "to", "with", "by", "among", "per", "and", "or", "which", "that", "who", "than"];

/// Words that deny the clause that they stand in; "without" and "except" deny a part of it.
const DENIES: [&str; 24] = [
    "not", "never", "no", "nobody", "none", "nothing", "cannot", "no one", "不", "没", "没有", "未", "不会", "不能",
    "不可", "不要", "不得", "无法", "并非", "不是", "并不", "从不", "尚未", "不再",
];

/// Words that join another statement on.
const JOINS_ON: [&str; 6] = ["and", "but", "or", "而", "但", "并"];

/// Words that count and say nothing else.
const COUNTERS: [&str; 30] = [
    "item", "items", "thing", "things", "piece", "pieces", "part", "parts", "times", "example", "examples", "个", "家",
    "部", "位", "名", "项", "份", "座", "条", "只", "场", "款", "种", "本", "台", "件", "次", "人", "张",
];

/// A figure as read, before it is tied to anything.
#[derive(Debug, Clone, Copy)]
struct Read {
    /// Its words.
    first: usize,
    end: usize,
    measure: Measure,
    low: u128,
    high: u128,
    factor: u128,
    small: bool,
}

/// The figures of a text, in its order.
pub(crate) fn figures(words: &[Word]) -> Vec<Figure> {
    let read = join_ranges(words, read(words));
    let starts: Vec<std::ops::Range<usize>> = read.iter().map(|figure| figure.first..figure.end).collect();
    let parts = parts(words, &starts);
    let turns = Turns::of(if read.is_empty() { &[] } else { words });
    read.iter().zip(parts).map(|(read, part)| tied(words, *read, &part, &turns)).collect()
}

/// The words that deny a clause and those that join another one on, found once for all figures of a text.
struct Turns {
    denies: Vec<usize>,
    joins_on: Vec<usize>,
}

impl Turns {
    fn of(words: &[Word]) -> Self {
        let denies = |text: &str| text.split(' ').any(|word| DENIES.contains(&word)) || DENIES.contains(&text);
        let which = |is: &dyn Fn(&str) -> bool| (0..words.len()).filter(|at| is(&words[*at].text)).collect();
        Self { denies: which(&denies), joins_on: which(&|text| JOINS_ON.contains(&text)) }
    }
}

fn tied(words: &[Word], read: Read, part: &Part, turns: &Turns) -> Figure {
    let last = read.end.saturating_sub(1);
    let found = if read.measure == CLOCK {
        clock_bound(words, read.first, read.end)
    } else {
        bound(words, read.first, read.end)
    };
    let noun_from = found.to.max(last + 1);
    let own = |at: &usize| (read.first..read.end).contains(at);
    let is_opened = read.low != read.high && found.from > 0 && words[found.from - 1].text == "between";
    let context = part.words.clone().filter(|at| !own(at) && words[*at].weight > 0.0);
    let bounds = found.from..found.to;
    // "From 7 to 9 p.m., and never unattended": what is joined on behind a figure says nothing of it.
    let joined = turns.joins_on.iter().copied().find(|at| (noun_from..part.clause.end).contains(at));
    let said_of_it = part.clause.start..joined.unwrap_or(part.clause.end);
    let negated = turns.denies.iter().any(|at| said_of_it.contains(at) && !bounds.contains(at));
    Figure {
        at: read.first,
        measure: read.measure,
        low: read.low,
        high: read.high,
        factor: read.factor,
        bound: found.bound,
        sort: if is_physical(read.measure) && found.bound == Bound::Above { Sort::Case } else { found.sort },
        noun: noun(words, noun_from, part.clause.end).into_iter().filter_map(|at| words[at].term).collect(),
        context: context.flat_map(|at| meanings(&words[at])).collect(),
        counter: counter(words, noun_from),
        is_bare: is_bare(words, noun_from, part.clause.end),
        label: label(words, &read, part),
        negated,
        is_small_word: read.small,
        words: found.from - usize::from(is_opened)..found.to.max(read.end),
    }
}

/// A word that counts may say nothing by itself: "8 items", 8个.
fn is_bare(words: &[Word], from: usize, end: usize) -> bool {
    counter(words, from).is_none() && noun(words, from, end).is_empty()
}

fn counter(words: &[Word], at: usize) -> Option<&'static str> {
    let word = words.get(at)?;
    COUNTERS.iter().copied().find(|counter| *counter == word.text)
}

fn label(words: &[Word], read: &Read, part: &Part) -> Vec<Term> {
    let tells = |at: &usize| words[*at].weight > 0.0 && words[*at].number.is_none() && !is_unit(&words[*at].text);
    let behind: Vec<usize> = (read.end..part.words.end).filter(tells).collect();
    let before = (part.words.start..read.first).filter(tells);
    // What introduces the first figure introduces them all: "a card costs £16 for adults, £7 for children".
    let introduces = !behind.is_empty() && !words[..part.words.start].iter().any(|word| word.number.is_some());
    let before = before.filter(|at| !introduces || words[*at].class == Class::Name || words[*at].capital);
    before.chain(behind.iter().copied()).filter_map(|at| words[at].term).collect()
}

/// "Vehicles over 3.2 metres": a length or a weight is that of a case.
fn is_physical(measure: Measure) -> bool {
    matches!(measure, Measure::Length | Measure::Weight)
}

/// The words that say what a figure counts, by index.
pub(crate) fn noun(words: &[Word], from: usize, end: usize) -> Vec<usize> {
    let rest = (from..end.min(words.len())).take_while(|at| {
        let word = &words[*at];
        word.class != Class::Mark && word.number.is_none() && !ENDS_NOUN.contains(&word.text.as_str())
    });
    rest.filter(|at| words[*at].weight > 0.0 && !is_unit(&words[*at].text)).take(NOUN).collect()
}

fn read(words: &[Word]) -> Vec<Read> {
    let mut read: Vec<Read> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let found = date(words, at).or_else(|| figure(words, at)).or_else(|| order(words, at));
        at = found.map_or(at + 1, |found| found.end.max(at + 1));
        read.extend(found);
    }
    read
}

/// A day with its month, or a month.
fn date(words: &[Word], at: usize) -> Option<Read> {
    let day =
        |at: usize| words.get(at)?.number.filter(|number| is_day(*number)).map(|number| number.thousandths / 1000);
    let filler = |at: usize| usize::from(words.get(at).is_some_and(|word| matches!(word.text.as_str(), "of" | "the")));
    let one = |measure, value: u64, end| {
        let value = u128::from(value) * 1000;
        Read { first: at, end, measure, low: value, high: value, factor: 1, small: false }
    };
    if let Some(month) = month(words, at) {
        let next = at + 1 + filler(at + 1);
        let is_number = words.get(next + 1).is_none_or(|word| !is_unit(&word.text));
        return Some(match day(next).filter(|_| is_number) {
            Some(day) => one(Measure::Date, month * 100 + day, next + 1),
            None => one(Measure::Month, month, at + 1),
        });
    }
    let next = at + 1 + filler(at + 1);
    let month = words.get(next).and_then(|_| month(words, next))?;
    Some(one(Measure::Date, month * 100 + day(at)?, next + 1))
}

fn figure(words: &[Word], at: usize) -> Option<Read> {
    let number = words[at].number?;
    let (measure, factor, end) = measure(words, at, number);
    let value = u128::from(number.thousandths) * u128::from(factor);
    let small = number.is_small_word() && measure == Measure::Count;
    Some(Read { first: at, end, measure, low: value, high: value, factor: u128::from(factor), small })
}

/// "First" and "second" as places in an order.
fn order(words: &[Word], at: usize) -> Option<Read> {
    let place = match words[at].text.as_str() {
        "first" | "第一" | "首个" | "首位" | "首部" | "首款" => 1,
        "second" if at.checked_sub(1).is_none_or(|before| !matches!(words[before].text.as_str(), "a" | "per")) => 2,
        _ => return None,
    };
    let value = u128::from(Number::plain(place).thousandths);
    let measure = Measure::Other(Unit::Ordinal);
    Some(Read { first: at, end: at + 1, measure, low: value, high: value, factor: 1, small: false })
}

/// Joins "5 to 15", "300-500", "from May to September".
fn join_ranges(words: &[Word], read: Vec<Read>) -> Vec<Read> {
    let mut joined: Vec<Read> = Vec::with_capacity(read.len());
    for figure in read {
        match joined.last_mut().and_then(|last| Some((range(words, *last, figure)?, last))) {
            Some((range, last)) => *last = range,
            None => joined.push(figure),
        }
    }
    joined
}

/// "Opens at 18:00 and stays open until 6:00 the next day", 18:00开放，到次日6:00: a few words and a
/// comma may stand between two times of day of which the second ends what the first begins.
fn goes_on(between: &[&str]) -> bool {
    const TILL: [&str; 6] = ["to", "till", "until", "到", "至", "直到"];
    const NEXT_DAY: [&str; 6] = ["次日", "第二天", "翌日", "隔天", "the", "next"];
    let next_day = between.iter().rev().take_while(|word| NEXT_DAY.contains(word)).count();
    let rest = &between[..between.len() - next_day];
    let is_one_sentence = !rest.iter().any(|word| matches!(*word, "." | "。" | ";" | "；" | "?" | "!"));
    is_one_sentence && rest.len() <= MOST_BETWEEN && rest.last().is_some_and(|word| TILL.contains(word))
}

fn range(words: &[Word], one: Read, other: Read) -> Option<Read> {
    let between: Vec<&str> = words.get(one.end..other.first)?.iter().map(|word| word.text.as_str()).collect();
    let opened = || one.first.checked_sub(1).is_some_and(|before| words[before].text == "between");
    let is_joined = match between.as_slice() {
        // A hyphen is no word, and takes a few bytes, as a blank does: "two 500 mg tablets".
        [] if one.small != other.small => false,
        [] => (1..=3).contains(&(words[other.first].span.start.saturating_sub(words[one.end - 1].span.end))),
        ["to" | "till" | "until" | "through" | "至" | "到"] | ["到" | "至", "次年"] => true,
        ["and"] => opened(),
        between => one.measure == CLOCK && goes_on(between),
    };
    let low = match (one.measure, other.measure) {
        (Measure::Count, Measure::Date) => one.low + other.low / 100_000 * 100_000,
        (Measure::Count, _) => one.low * other.factor,
        (measure, other) if measure == other => one.low,
        _ => return None,
    };
    // "November to March" goes over the end of the year.
    let high = match other.measure {
        Measure::Month if other.low < low => other.low + 12_000,
        Measure::Date if other.low < low => other.low + 1_200_000,
        // "18:00 to 6:00" goes over midnight.
        CLOCK if other.low < low => other.low + DAY,
        _ => other.low,
    };
    (is_joined && low < high && one.low == one.high).then_some(Read {
        low,
        high,
        end: other.end,
        measure: other.measure,
        factor: other.factor,
        ..one
    })
}
