//! Figures of an answer: does the ground tell each in this unit, with this hedge, of this?

use std::ops::Range;

use super::beside::{Beside, Doubt, Kind, Places};
use super::reading::{Reading, Token};
use crate::matching::{Bound, Figure, Measure, Sort};
use crate::text::{Unit, is_chinese};

/// A figure of a ground.
#[derive(Clone, Copy)]
struct Told<'a> {
    ground: usize,
    figure: &'a Figure,
}

/// By how much the words around another figure must be nearer to those of the answer: as a ratio to the words around
/// its own, and as a share of all that could be near. Fitted by hand on the bases in `tests/bases`, for one finding in
/// a hundred facts.
const RATIO: f32 = 3.0;
const MARGIN: f32 = 0.25;
/// The largest count that people write in words, in thousandths.
const IN_WORDS: u128 = 10_000;
/// Words behind a figure among which its noun stands.
const NOUN: usize = 2;

/// Words that tell a limit where no phrase by the figure does.
const LIMITS: [&str; 20] = [
    "minimum",
    "maximum",
    "start",
    "starts",
    "limit",
    "limited",
    "older",
    "pass",
    "passed",
    "exceed",
    "exceeded",
    "surpassed",
    "longest",
    "highest",
    "most",
    "largest",
    "least",
    "busiest",
    "within",
    "lowest",
];
const LIMITS_IN_CHINESE: [char; 5] = ['最', '超', '满', '破', '限'];

impl Beside<'_> {
    fn told(&self) -> impl Iterator<Item = Told<'_>> {
        let grounds = self.grounds.iter().enumerate();
        grounds.flat_map(|(ground, reading)| reading.figures.iter().map(move |figure| Told { ground, figure }))
    }

    /// What is doubted of a figure.
    pub(super) fn figure(&self, figure: &Figure) -> Option<Doubt> {
        let same: Vec<Told<'_>> = self.told().filter(|told| tells_value(figure, told.figure)).collect();
        if same.is_empty() {
            return self.without_value(figure);
        }
        if !same.iter().any(|told| self.agrees(figure, told.figure)) {
            return Some(self.doubt(Kind::Hedge, figure, same[0]));
        }
        if let Some(told) = self.nearer(figure, &same) {
            return Some(self.doubt(Kind::Figure, figure, told));
        }
        if figure.measure != Measure::Count {
            return None;
        }
        if is_counted_otherwise(figure, &same) {
            return Some(self.doubt(Kind::Counted, figure, same[0]));
        }
        let span = self.noun_nowhere(figure)?;
        Some(Doubt { kind: Kind::Counted, span, instead: self.as_told(same[0]) })
    }

    fn doubt(&self, kind: Kind, figure: &Figure, told: Told<'_>) -> Doubt {
        Doubt { kind, span: self.answer.span_of(&figure.words), instead: self.as_told(told) }
    }

    /// The figure as the ground writes it.
    fn as_told(&self, told: Told<'_>) -> String {
        self.grounds[told.ground].text_of(&told.figure.words).to_string()
    }

    /// A figure whose value the ground doesn't have: has it the number in another unit?
    fn without_value(&self, figure: &Figure) -> Option<Doubt> {
        if figure.measure == Measure::Other(Unit::Ordinal) {
            return None;
        }
        let with_number = || self.told().filter(|told| has_number(figure, told.figure));
        let counts = figure.measure == Measure::Count;
        let counts_noun =
            || self.answer.tokens.get(figure.words.end).is_some_and(Token::tells) || figure.counter.is_some();
        let first = with_number().next();
        let is_with_units = || with_number().all(|told| has_unit(told.figure.measure));
        if let Some(told) = first.filter(|_| (!counts || counts_noun()) && is_with_units()) {
            return Some(self.doubt(Kind::Unit, figure, told));
        }
        let is_new = counts && figure.low <= IN_WORDS && first.is_none() && !self.lists_as_many(figure);
        let span = self.answer.span_of(&figure.words);
        is_new.then_some(Doubt { kind: Kind::Number, span, instead: String::new() })
    }

    /// Whether the answer lists as many things as a small figure counts: a curator may count them.
    fn lists_as_many(&self, figure: &Figure) -> bool {
        let start = self.answer.sentence_of(figure.at).start;
        let parts = |text: &str| matches!(text, "," | "、" | "，" | "and" | "和" | ";" | "；" | ":" | "：" | "或");
        let parts = self.answer.words[start..].iter().filter(|word| parts(&word.text)).count();
        (parts as u128 + 1) * 1000 >= figure.low
    }

    /// Whether what is said of a figure is what the ground says of it.
    fn agrees(&self, figure: &Figure, told: &Figure) -> bool {
        use Bound::{About, Above, AtLeast, AtMost, Below, Exactly, Nearly, Only, Plain};
        if is_end(figure, told) || is_end(told, figure) || figure.bound == told.bound {
            return true;
        }
        // "After 15:00" and "by May" are no hedges.
        if !is_hedged(figure.measure) && !matches!(figure.bound, About | Nearly) {
            return true;
        }
        let clause = self.answer.clause_of(figure.at);
        let is_limit = |text: &str| LIMITS.contains(&text) || text.contains(LIMITS_IN_CHINESE);
        let is_limited = || self.answer.words[clause.clone()].iter().any(|word| is_limit(&word.text));
        match (figure.bound, told.bound) {
            // "Lies under 312 metres of ice", "people of 65 or over £39".
            (Plain, Above | Below | AtLeast | AtMost) if told.sort == Sort::Case => true,
            // "Passed 100 million".
            (Plain | Exactly, AtLeast | AtMost | Above | Below) => is_limited(),
            // A limit may be worded by a verb: "ten books may be borrowed". And 以上 is more than and at least.
            (Plain | Exactly | Only | AtLeast | AtMost, Plain | Exactly | Only)
            | (Only | Below, AtMost)
            | (AtLeast, Above)
            | (Above, AtLeast)
            | (About, Nearly)
            | (AtMost, Below) => true,
            // The other case: "for more than 50 GB", where at most 50 GB are something else.
            (Above, AtMost) | (AtMost, Above) | (Below, AtLeast) | (AtLeast, Below) => {
                figure.negated || told.negated || figure.sort == Sort::Case || told.sort == Sort::Case
            }
            _ => false,
        }
    }

    /// Another figure of the ground around which stands what stands around this one in the answer.
    fn nearer(&self, figure: &Figure, same: &[Told<'_>]) -> Option<Told<'_>> {
        let is_alike = |other: &&Figure| other.measure == figure.measure;
        if self.sums_up {
            return None;
        }
        let of = |reading: &Reading| reading.figures.iter().filter(is_alike).map(|other| other.words.clone()).collect();
        let places = Places { own: of(self.answer), told: self.grounds.iter().map(of).collect() };
        let score = |told: &Told<'_>| self.context(&figure.words, told.ground, &told.figure.words, &places);
        let own = same.iter().map(score).fold(0.0, f32::max);
        let may_stand = |told: &Told<'_>| {
            told.figure.measure == figure.measure
                && figure.measure != Measure::Other(Unit::Ordinal)
                && !tells_value(figure, told.figure)
                && (figure.measure != Measure::Count || self.counts_same(figure, *told))
                && !same.iter().any(|own| self.is_one_list(*own, *told))
        };
        let scored = self.told().filter(may_stand).map(|told| (score(&told), told));
        let (other, told) = scored.max_by(|one, other| one.0.total_cmp(&other.0))?;
        (other > RATIO * own && other - own > MARGIN * self.most_context(&figure.words)).then_some(told)
    }

    /// Whether nothing telling stands between two figures: "at 14:20 and 16:50".
    fn is_one_list(&self, one: Told<'_>, other: Told<'_>) -> bool {
        let (first, last) = if one.figure.at < other.figure.at { (one, other) } else { (other, one) };
        let between = first.figure.words.end..last.figure.words.start;
        one.ground == other.ground && self.grounds[one.ground].telling(&between).next().is_none()
    }

    /// Whether what stands behind two figures is the same thing.
    fn counts_same(&self, figure: &Figure, told: Told<'_>) -> bool {
        let (own, others) = (figure.words.end, told.figure.words.end);
        let is_bare = |reading: &Reading, at: usize| reading.tokens.get(at).is_none_or(|token| !token.tells());
        let is_noun = |from: usize, at: usize| (from..from + NOUN).contains(&at);
        (is_bare(self.answer, own) && is_bare(&self.grounds[told.ground], others))
            || self.links[told.ground].iter().any(|link| is_noun(own, link.own) && is_noun(others, link.told))
    }

    /// The noun behind a count, where the ground has nothing like it.
    fn noun_nowhere(&self, figure: &Figure) -> Option<Range<usize>> {
        let answer = self.answer;
        let before = answer.text[..answer.words[figure.at].span.start].chars().next_back();
        let end = answer.sentence_of(figure.at).end;
        let from = figure.words.end;
        let is_noun = |at: &usize| answer.words[*at].number.is_none() && answer.tokens[*at].tells();
        let nouns: Vec<usize> = (from..(from + NOUN).min(end)).take_while(is_noun).collect();
        let first = &answer.words[*nouns.first()?];
        // "Route 1 runs", 8808-3162办理, 7日报到, 周五进行: the figure counts nothing.
        let is_name = figure.at.checked_sub(1).is_some_and(|before| answer.tokens[before].tells());
        let counts_nothing = figure.is_range()
            || matches!(before, Some('-' | '周' | '期'))
            || (is_name && first.text.is_ascii())
            || first.text.chars().count() < 2
            || first.text.starts_with(['日', '月', '年', '号']);
        let is_held = |at: &usize| {
            self.links.iter().flatten().any(|link| link.own == *at)
                || self.recorded.holds(&answer.text[answer.words[*at].span.clone()])
        };
        (!counts_nothing && !nouns.iter().any(is_held)).then(|| first.span.clone())
    }
}

/// Whether the ground counts by another word: 36人 where 36家 is told.
fn is_counted_otherwise(figure: &Figure, same: &[Told<'_>]) -> bool {
    const GENERAL: &str = "个";
    let person = |counter: &'static str| if matches!(counter, "名" | "位") { "人" } else { counter };
    let is_own = |counter: &&str| counter.chars().all(is_chinese) && *counter != GENERAL;
    let Some(counter) = figure.counter.filter(is_own).map(person) else { return false };
    let mut others = same.iter().filter_map(|told| told.figure.counter).filter(is_own).map(person).peekable();
    others.peek().is_some() && !others.any(|other| other == counter)
}

/// Whether a figure tells the value of another, or an end of it.
pub(super) fn tells_value(figure: &Figure, told: &Figure) -> bool {
    let is_same = figure.low == told.low && figure.high == told.high;
    figure.measure == told.measure && (is_same || is_end(figure, told) || is_end(told, figure))
}

fn is_end(figure: &Figure, range: &Figure) -> bool {
    !figure.is_range() && range.is_range() && (figure.low == range.low || figure.low == range.high)
}

/// Whether a figure has the number of another, in whatever unit.
fn has_number(figure: &Figure, told: &Figure) -> bool {
    let number = |figure: &Figure, value: u128| value / figure.factor.max(1);
    let own = number(figure, figure.low);
    own == number(told, told.low) || own == number(told, told.high)
}

fn has_unit(measure: Measure) -> bool {
    !matches!(measure, Measure::Count | Measure::Other(Unit::Ordinal | Unit::Plain))
}

/// Whether a phrase such as "more than" is a hedge of such a figure.
fn is_hedged(measure: Measure) -> bool {
    !matches!(measure, Measure::Year | Measure::Date | Measure::Month)
        && !matches!(measure, Measure::Other(Unit::Clock | Unit::Ordinal))
}
