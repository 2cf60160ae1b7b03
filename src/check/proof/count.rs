//! What figures count: the thing, the word for counting, the unit.

use std::ops::Range;

use super::beside::{Beside, Doubt, DoubtKind};
use super::figure::ToldFigure;
use super::ground::Link;
use super::reading::{Reading, Token};
use crate::matching::{Figure, Measure, Sort};
use crate::text::{Unit, is_chinese, is_chinese_numeral};

/// Thousandths, in which figures are kept.
pub(super) const ONE: u128 = 1000;
/// The largest count that people write in words.
const IN_WORDS: u128 = 10 * ONE;
/// Words behind a figure among which its noun stands.
const NOUN: usize = 2;
/// Most words between two figures of which one has the unit of both.
const LISTED: usize = 3;
/// From this likeness on, two words name one thing that is counted.
const SAME_NOUN: f32 = 0.9;
/// Chinese words for counting, those of a group in one string: 三人 and 三名, but not 三户.
const COUNTERS: [&str; 15] = [
    "人名位",
    "户",
    "家所",
    "辆台部艘架",
    "次场回",
    "种类款项",
    "栋座幢",
    "层楼",
    "间套",
    "只头匹",
    "本册",
    "张份",
    "条",
    "杯瓶碗",
    "届期",
];

/// Numbers that are years where nothing else is said.
pub(super) const LIKE_YEARS: Range<u128> = 1000 * ONE..3000 * ONE;
/// English words for what Chinese counts by 户.
const FAMILIES: [&str; 4] = ["family", "families", "household", "households"];
/// The words for counting people, and those for households.
const PEOPLE: usize = 0;
const HOUSEHOLDS: usize = 1;

impl Beside<'_> {
    /// A figure whose value the ground doesn't have: has it the number in another unit?
    pub(super) fn without_value(&self, figure: &Figure) -> Option<Doubt> {
        if figure.measure == Measure::Other(Unit::Ordinal) {
            let is_ordinal = |told: &ToldFigure<'_>| told.figure.measure == figure.measure;
            let told = self.counted_otherwise(figure, &[]).or_else(|| self.told().find(is_ordinal))?;
            return Some(self.doubt(DoubtKind::Counted, figure, told));
        }
        if figure.measure == Measure::Date {
            let other = self.told().find(|told| told.figure.measure == Measure::Date);
            return other.map(|told| self.doubt(DoubtKind::Figure, figure, told));
        }
        let with_number = || self.told().filter(|told| has_number(figure, told.figure));
        let counts = figure.measure == Measure::Count;
        let counts_noun =
            || self.answer.tokens.get(figure.words.end).is_some_and(Token::tells) || figure.counter.is_some();
        let first = with_number().next();
        let is_with_units = || with_number().all(|told| has_unit(told.figure.measure));
        if let Some(told) = first.filter(|_| (!counts || counts_noun()) && is_with_units()) {
            return Some(self.doubt(DoubtKind::Unit, figure, told));
        }
        if counts && let Some(told) = self.counted_otherwise(figure, &[]) {
            return Some(self.doubt(DoubtKind::Counted, figure, told));
        }
        let is_amount = is_amount(figure.measure);
        if is_amount {
            if with_number().any(|told| self.may_leave_out_unit(figure, &told)) {
                return None;
            }
            if let Some(told) = first {
                return Some(self.doubt(DoubtKind::Unit, figure, told));
            }
        }
        let is_new_range = figure.is_range() && !self.told().any(|told| told.figure.high == figure.high);
        let is_new =
            counts && figure.low <= IN_WORDS && (first.is_none() || is_new_range) && !self.lists_as_many(figure);
        let span = self.answer.span_of(&figure.words);
        (is_new || is_amount).then_some(Doubt { kind: DoubtKind::Number, span, instead: String::new() })
    }

    /// Whether a figure may have its unit elsewhere: "5.2 kilometres long and 1.8 wide", "aged nine".
    fn may_leave_out_unit(&self, figure: &Figure, told: &ToldFigure<'_>) -> bool {
        let reading = &self.grounds[told.ground];
        let is_listed = || {
            let is_near = |other: &Figure| {
                let (first, last) = if other.at < told.figure.at { (other, told.figure) } else { (told.figure, other) };
                last.at.saturating_sub(first.words.end) <= LISTED
            };
            reading.figures.iter().any(|other| other.measure == figure.measure && is_near(other))
        };
        // 400瓦 counts watts.
        let behind = told.figure.at + 1;
        let touches = || tells_at(reading, behind) && reading.text_of(&(behind..behind + 1)).starts_with(is_chinese);
        told.figure.measure == Measure::Count
            && !touches()
            && !LIKE_YEARS.contains(&told.figure.low)
            && counter(reading, told.figure).is_none()
            && (!tells_at(reading, noun_at(reading, told.figure)) || is_listed())
    }

    /// A figure of the ground that counts the same thing, where none that counts it has the value: "six dryers" where
    /// four dryers are told, and six of something else.
    pub(super) fn counted_otherwise(&self, figure: &Figure, same: &[ToldFigure<'_>]) -> Option<ToldFigure<'_>> {
        let is_bare = |told: &ToldFigure<'_>| {
            let reading = &self.grounds[told.ground];
            !tells_at(reading, noun_at(reading, told.figure))
        };
        let is_own_list = || figure.low <= IN_WORDS && self.lists_just_as_many(figure);
        if self.sums_up || same.iter().any(|told| is_bare(told) || self.has_noun(figure, told)) || is_own_list() {
            return None;
        }
        self.told().find(|told| told.figure.measure == figure.measure && self.has_noun(figure, told))
    }

    /// Whether the thing that two figures count is the same.
    pub(super) fn has_noun(&self, figure: &Figure, told: &ToldFigure<'_>) -> bool {
        let (own, others) = (noun_at(self.answer, figure), noun_at(&self.grounds[told.ground], told.figure));
        let is_noun = |link: &Link| link.alike >= SAME_NOUN && link.own == own && link.told == others;
        self.links[told.ground].iter().any(is_noun)
    }

    /// Whether the answer lists as many things as a small figure counts: a curator may count them.
    fn lists_as_many(&self, figure: &Figure) -> bool {
        const MARKS: [&str; 10] = [",", "、", "，", "and", "和", ";", "；", ":", "：", "或"];
        let start = self.answer.sentence_of(figure.at).start;
        self.parts(start..self.answer.words.len(), &MARKS) >= figure.low
    }

    /// Whether its sentence lists just as many, before it or in all.
    fn lists_just_as_many(&self, figure: &Figure) -> bool {
        const MARKS: [&str; 7] = [",", "、", "and", "和", "及", "或", "or"];
        let sentence = self.answer.sentence_of(figure.at);
        // Commas alone make no list: "a jury of five, led by a writer, picks three".
        let lists = self.answer.words[sentence.clone()].iter().any(|word| MARKS[1..].contains(&word.text.as_str()));
        let before = self.parts(sentence.start..figure.at, &MARKS);
        lists && (before == figure.low || self.parts(sentence, &MARKS) == figure.low)
    }

    /// A count of more than stand before it: 护理和物流，这三个专业. Only Chinese has a mark for lists alone.
    pub(super) fn more_than_listed(&self, figure: &Figure) -> Option<Doubt> {
        const MARKS: [&str; 5] = ["、", "和", "及", "与", "或"];
        let sentence = self.answer.sentence_of(figure.at);
        let listed = self.parts(sentence.start..figure.at, &MARKS);
        let is_chinese = self.answer.words[figure.at - 1].text.chars().all(is_chinese);
        let span = self.answer.span_of(&figure.words);
        let is_more = is_chinese && listed > ONE && figure.low > listed;
        is_more.then(|| Doubt { kind: DoubtKind::Number, span, instead: String::new() })
    }

    /// How many parts some words fall into, in thousandths.
    fn parts(&self, words: Range<usize>, marks: &[&str]) -> u128 {
        let marks = self.answer.words[words].iter().filter(|word| marks.contains(&word.text.as_str())).count();
        (marks as u128 + 1) * ONE
    }

    /// Whether the ground counts by another word: 36人 where 36家 is told.
    pub(super) fn is_counted_by_another(&self, figure: &Figure, same: &[ToldFigure<'_>]) -> bool {
        let Some(own) = counter(self.answer, figure) else { return false };
        let of = |told: &ToldFigure<'_>| counter(&self.grounds[told.ground], told.figure);
        let mut others: Vec<usize> = same.iter().filter_map(of).collect();
        let counts_another = |told: &ToldFigure<'_>| {
            let reading = &self.grounds[told.ground];
            let noun = reading.words.get(noun_at(reading, told.figure)).map_or("", |word| word.text.as_str());
            tells_at(reading, noun_at(reading, told.figure))
                && !noun.starts_with(|letter| COUNTERS[own].contains(letter))
        };
        if matches!(own, PEOPLE | HOUSEHOLDS) && others.is_empty() && same.iter().all(counts_another) {
            return true;
        }
        if others.is_empty() {
            // In a list, the first may have the word of all.
            others =
                self.told().filter(|told| told.figure.measure == Measure::Count).filter_map(|told| of(&told)).collect();
        }
        !others.is_empty() && !others.contains(&own)
    }

    /// Whether what stands behind two figures is the same thing.
    pub(super) fn counts_same(&self, figure: &Figure, told: ToldFigure<'_>) -> bool {
        let (own, others) = (figure.words.end, told.figure.words.end);
        let is_bare = |reading: &Reading, at: usize| reading.tokens.get(at).is_none_or(|token| !token.tells());
        let is_noun = |from: usize, at: usize| (from..from + NOUN).contains(&at);
        (is_bare(self.answer, own) && is_bare(&self.grounds[told.ground], others))
            || self.links[told.ground].iter().any(|link| is_noun(own, link.own) && is_noun(others, link.told))
    }

    /// The noun behind a count, where the ground has nothing like it.
    pub(super) fn noun_nowhere(&self, figure: &Figure) -> Option<Range<usize>> {
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
            || figure.sort == Sort::Case
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

/// The group of the word that a figure is counted by.
fn counter(reading: &Reading, figure: &Figure) -> Option<usize> {
    let noun = reading.words.get(figure.words.end).map_or("", |word| word.text.as_str());
    if FAMILIES.contains(&noun) {
        return Some(HOUSEHOLDS);
    }
    let from = reading.words.get(figure.at)?.span.start;
    let is_number = |letter: char| {
        letter.is_ascii_digit() || is_chinese_numeral(letter) || matches!(letter, '多' | '余' | ',' | '.' | '两')
    };
    let counter = reading.text[from..].trim_start_matches(is_number).chars().next()?;
    COUNTERS.iter().position(|group| group.contains(counter))
}

/// Whether a figure has the number of another, in whatever unit.
pub(super) fn has_number(figure: &Figure, told: &Figure) -> bool {
    let number = |figure: &Figure, value: u128| value / figure.factor.max(1);
    let own = number(figure, figure.low);
    own == number(told, told.low) || own == number(told, told.high)
}

fn has_unit(measure: Measure) -> bool {
    !matches!(measure, Measure::Count | Measure::Other(Unit::Ordinal | Unit::Plain))
}

/// Where the noun of a figure stands, behind the word for counting.
fn noun_at(reading: &Reading, figure: &Figure) -> usize {
    let is_counter = |at: usize| {
        reading.words.get(at).is_some_and(|word| {
            let mut letters = word.text.chars();
            let counter = letters.next().filter(|_| letters.next().is_none());
            counter.is_some_and(|counter| counter == '个' || COUNTERS.iter().any(|group| group.contains(counter)))
        })
    };
    let end = figure.words.end;
    let behind = if is_counter(end) { end + 1 } else { end };
    // "A jury of five".
    let is_of = figure.words.start > 1 && reading.words[figure.words.start - 1].text == "of";
    if is_of && !tells_at(reading, behind) { figure.words.start - 2 } else { behind }
}

pub(super) fn tells_at(reading: &Reading, at: usize) -> bool {
    reading.tokens.get(at).is_some_and(Token::tells)
}

/// Whether a measure is of a unit that a curator keeps.
fn is_amount(measure: Measure) -> bool {
    matches!(measure, Measure::Time | Measure::Length | Measure::Weight | Measure::Data | Measure::Money(_))
}
