//! Figures that can't stand where they do: a day after the 31st, a time of day with a unit, a range that ends in something
//! else; and bare numbers that the ground has of another thing or in a unit.

use super::beside::{Beside, Doubt, DoubtKind};
use super::count::{LIKE_YEARS, ONE, has_number, tells_at};
use super::figure::ToldFigure;
use crate::matching::{Class, Figure, Measure, is_unit};
use crate::text::{Unit, names_month};

const CLOCK: Measure = Measure::Other(Unit::Clock);
const LAST_DAY: u128 = 31 * ONE;
const LAST_MONTH: u128 = 12 * ONE;
const LAST_HOUR: u128 = 24 * ONE;
/// The fewest digits of a number that is written in parts, such as that of a telephone.
const LONG: usize = 7;
/// Signs of money, which stand before an amount.
const MONEY: [char; 4] = ['£', '€', '$', '¥'];
/// Chinese units and counters behind an amount; a year and a time of day have none.
const COUNTED: &str = "万亿元个米克吨岁人名位户家天次件部项条册台";
/// What stands before a year, a month or a time of day.
const BEFORE_TIMES: [&str; 6] = ["since", "in", "until", "till", "from", "at"];
/// What stands before a price.
const PRICES: [&str; 6] = ["cost", "costs", "pay", "pays", "charge", "charges"];
/// Within so many words behind a number another figure may have the unit of both: "40 and 60 metres".
const UNIT_OF_BOTH: usize = 4;
/// What stands before the end of a range.
const JOINS: [&str; 5] = ["to", "till", "until", "至", "到"];

impl Beside<'_> {
    /// A figure that is none in its place: "on 190 July", "8:00 kilometres", "from 9:00 to 30".
    pub(super) fn malformed(&self, figure: &Figure) -> Option<Doubt> {
        let is_malformed = self.is_no_date(figure)
            || self.has_no_unit(figure)
            || self.is_written_as_a_price(figure)
            || self.ends_no_range(figure)
            || self.goes_back(figure);
        let span = self.answer.span_of(&figure.words);
        let sign = self.answer.text[..span.start].chars().next_back().filter(|sign| MONEY.contains(sign));
        let end = self.answer.span_of(&(figure.words.start..(figure.words.end + 1).min(self.answer.words.len()))).end;
        let with_next = &self.answer.text[span.start - sign.map_or(0, char::len_utf8)..end];
        (is_malformed && !self.has_text(with_next)).then_some(Doubt {
            kind: DoubtKind::Malformed,
            span,
            instead: String::new(),
        })
    }

    /// Long numbers whose parts the ground has in another order: "960417 01632".
    pub(super) fn scrambled(&self) -> Vec<Doubt> {
        let joined = |text: &str| text.replace([' ', '-'], "");
        let told: Vec<String> = self.grounds.iter().map(|ground| joined(&ground.text)).collect();
        let is_told = |part: &str| told.iter().any(|told| told.contains(part)) || self.recorded.holds(part);
        let text = self.answer.text.as_str();
        let is_scrambled = |number: &&str| {
            let mut parts = number.split([' ', '-']);
            joined(number).len() >= LONG
                && number.contains([' ', '-'])
                && parts.all(is_told)
                && !is_told(&joined(number))
        };
        let numbers = text.split(|letter: char| !letter.is_ascii_digit() && !matches!(letter, ' ' | '-'));
        let scrambled = numbers.map(|number| number.trim_matches([' ', '-'])).filter(is_scrambled);
        let doubt = |number: &str| {
            let start = number.as_ptr() as usize - text.as_ptr() as usize;
            Doubt { kind: DoubtKind::Malformed, span: start..start + number.len(), instead: String::new() }
        };
        scrambled.map(doubt).collect()
    }

    /// A day or month that no year has, a time of day with a month, the end of no year: 7月190日, 5200月, "0555 February",
    /// "6.30 June", 10年底.
    fn is_no_date(&self, figure: &Figure) -> bool {
        if figure.words.len() != 1 || figure.is_range() && figure.measure == CLOCK {
            return false;
        }
        let is_month = |at: Option<usize>| {
            at.and_then(|at| self.answer.words.get(at)).is_some_and(|word| word.capital && names_month(&word.text))
        };
        let next = is_month(Some(figure.at + 1));
        match figure.measure {
            Measure::Count if figure.low.is_multiple_of(ONE) => {
                let is_by_month = next || is_month(figure.at.checked_sub(1));
                self.is_no_day(figure, is_by_month) || self.is_no_month(figure) || self.is_no_year(figure)
            }
            // "June, 6.30" may be a day of June, and half past six.
            Measure::Count | CLOCK => next && self.answer.touches(figure.at),
            _ => false,
        }
    }

    fn is_no_day(&self, figure: &Figure, is_by_month: bool) -> bool {
        let (before, behind) = self.around(figure);
        let is_day = behind.starts_with('日') && before.ends_with('月');
        (is_day || is_by_month && !LIKE_YEARS.contains(&figure.low)) && figure.low > LAST_DAY
    }

    fn is_no_month(&self, figure: &Figure) -> bool {
        let (_, behind) = self.around(figure);
        behind.starts_with('月') && !behind.starts_with("月龄") && figure.low > LAST_MONTH
    }

    fn is_no_year(&self, figure: &Figure) -> bool {
        let (_, behind) = self.around(figure);
        let is_part = ["年底", "年初", "年末"].iter().any(|part| behind.starts_with(part));
        is_part && !self.told().any(|told| is_year_of(told.figure, figure))
    }

    /// The answer before a figure and behind it.
    fn around(&self, figure: &Figure) -> (&str, &str) {
        let span = self.answer.span_of(&figure.words);
        (&self.answer.text[..span.start], &self.answer.text[span.end..])
    }

    /// A time of day or a year with the unit of an amount: "€13:00", 2011人.
    fn has_no_unit(&self, figure: &Figure) -> bool {
        if !matches!(figure.measure, CLOCK | Measure::Year) || figure.is_range() {
            return false;
        }
        let span = self.answer.span_of(&(figure.at..figure.at + 1));
        let (before, behind) = (&self.answer.text[..span.start], &self.answer.text[span.end..]);
        let next = self.answer.words.get(figure.at + 1);
        let is_unit = next.is_some_and(|next| next.text != "年" && is_unit(&next.text));
        let is_share = figure.measure == CLOCK && behind.starts_with(['%', '％', '年']);
        before.ends_with(MONEY) || behind.starts_with(|letter| COUNTED.contains(letter)) || is_unit || is_share
    }

    /// "8.00 days": only prices and times of day are written with a last zero.
    fn is_written_as_a_price(&self, figure: &Figure) -> bool {
        let written = &self.answer.text[self.answer.words[figure.at].span.clone()];
        let has_last_zero =
            written.rsplit_once('.').is_some_and(|(_, decimals)| decimals.len() == 2 && decimals.ends_with('0'));
        let may_be_price = matches!(figure.measure, Measure::Money(_) | Measure::Count | CLOCK);
        has_last_zero && !may_be_price && !figure.is_range()
    }

    /// "From 9:00 to 30": what ends a span of the day is a time of day.
    fn ends_no_range(&self, figure: &Figure) -> bool {
        let joins = || figure.at.checked_sub(1).is_some_and(|at| JOINS.contains(&self.answer.words[at].text.as_str()));
        let follows_clock = || {
            let mut figures = self.answer.figures.iter();
            figures.any(|other| other.measure == CLOCK && other.words.end + 1 == figure.words.start)
        };
        figure.measure == Measure::Count && figure.low > LAST_HOUR && figure.is_bare && joins() && follows_clock()
    }

    /// Years that go back: 2027-2025.
    fn goes_back(&self, figure: &Figure) -> bool {
        figure.measure == Measure::Year
            && self.ends(figure).is_some_and(|(measure, from, to)| measure == Measure::Year && to < from)
    }

    /// What the ground tells in the place of a figure that counts nothing: the thing behind a year or a time of day
    /// ("1962 inhabitants" where 1,150 are), or the thing by which the ground has it ("founded in 212" of 212 objects).
    pub(super) fn counted_elsewhere<'a>(&'a self, figure: &Figure, same: &[ToldFigure<'a>]) -> Option<ToldFigure<'a>> {
        if self.counts_nothing(figure, same) || self.is_no_price(figure, same) {
            return same.first().copied();
        }
        let is_amount = !matches!(figure.measure, CLOCK | Measure::Year);
        if is_amount || same.iter().any(|told| self.has_noun(figure, told)) {
            return None;
        }
        self.told().find(|told| told.figure.measure == Measure::Count && self.has_noun(figure, told))
    }

    /// Whether a bare number is the last word of a price, and the ground counts something by it.
    fn is_no_price(&self, figure: &Figure, same: &[ToldFigure<'_>]) -> bool {
        let has_noun = |told: &ToldFigure<'_>| tells_at(&self.grounds[told.ground], told.figure.words.end);
        self.is_bare_number(figure) && PRICES.contains(&self.word_before(figure)) && same.iter().all(has_noun)
    }

    /// Whether a bare number stands where a year does, and the ground counts something by it.
    fn counts_nothing(&self, figure: &Figure, same: &[ToldFigure<'_>]) -> bool {
        let has_noun = |told: &ToldFigure<'_>| !told.figure.is_bare;
        self.is_bare_number(figure) && BEFORE_TIMES.contains(&self.word_before(figure)) && same.iter().all(has_noun)
    }

    fn word_before(&self, figure: &Figure) -> &str {
        figure.words.start.checked_sub(1).map_or("", |at| self.answer.words[at].text.as_str())
    }

    /// Whether a figure is one number without a unit or a thing behind it.
    fn is_bare_number(&self, figure: &Figure) -> bool {
        let next = self.answer.words.get(figure.words.end);
        let is_alone = next.is_none_or(|next| matches!(next.class, Class::Mark | Class::Filler));
        figure.measure == Measure::Count && !figure.is_range() && is_alone
    }

    /// A bare number that the ground has in a unit alone: "a team of 40" of 40 metres.
    pub(super) fn lacks_unit(&self, figure: &Figure) -> Option<ToldFigure<'_>> {
        let has_unit = |told: &ToldFigure<'_>| {
            matches!(told.figure.measure, Measure::Money(_) | Measure::Length | Measure::Weight | Measure::Data)
                || matches!(told.figure.measure, Measure::Year | CLOCK | Measure::Other(Unit::Percent))
        };
        let before = self.word_before(figure);
        let is_time_or_price = BEFORE_TIMES.contains(&before) || PRICES.contains(&before);
        let is_listed =
            self.answer.figures.iter().any(|other| other.at > figure.at && other.at < figure.at + UNIT_OF_BOTH);
        let before = self.answer.text[..self.answer.words[figure.at].span.start].chars().next_back();
        let is_weekday = matches!(before, Some('周' | '期'));
        if is_listed || is_weekday || !self.is_bare_number(figure) {
            return None;
        }
        let mut told = self.told().filter(|told| has_number(figure, told.figure)).peekable();
        let first = *told.peek()?;
        told.all(|told| is_time_or_price || has_unit(&told)).then_some(first)
    }
}

/// Whether a year is written by its last two digits: 24年底 of 2024.
fn is_year_of(year: &Figure, figure: &Figure) -> bool {
    year.measure == Measure::Year && (year.low == figure.low || year.low % (100 * ONE) == figure.low)
}
