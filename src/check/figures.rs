//! Figures in answers: each must be sourced, and a fact that promises one must give it.

use std::ops::Range;

use super::record::{Ground, mend, unsourced_message};
use super::written;
use crate::facts::{Base, Fact};
use crate::findings::{Finding, Rule};
use crate::matching::{Matcher, Word};
use crate::text::{Kind, MONTHS, Number, Unit, from_chinese};

/// A figure by value, and where it stands in its text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    pub(super) value: Value,
    pub(super) span: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value {
    Number(Number),
    /// From 1 to 12.
    Month(usize),
}

impl Value {
    pub(super) fn same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Number(one), Self::Number(other)) => one.same_value(other),
            (Self::Month(one), Self::Month(other)) => one == other,
            (Self::Number(_), Self::Month(_)) | (Self::Month(_), Self::Number(_)) => false,
        }
    }

    /// "The two partners" claims hardly anything, and a curator may count what the article lists.
    pub(super) fn is_free(self) -> bool {
        matches!(self, Self::Number(number) if number.is_small_word())
    }
}

/// Reads figures out of texts. A base's own synonyms, such as "half" and 一半, would hide them, so
/// this reader knows no base.
pub(super) struct Reader(Matcher);

impl Reader {
    pub(super) fn new() -> Self {
        Self(Matcher::new(&Base::default()))
    }

    pub(super) fn figures(&self, text: &str) -> Vec<Figure> {
        let words = self.0.read_written(text);
        let mut figures = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let raw = text.get(word.span.clone()).unwrap_or("");
            // 六月 may be two words.
            let ending = words.get(at + 1).filter(|next| matches!(next.text.as_str(), "月" | "月份"));
            if let Some(month) = month(word, ending.is_some(), raw) {
                let end = ending.map_or(word.span.end, |ending| ending.span.end);
                figures.push(Figure { value: Value::Month(month), span: word.span.start..end });
            } else if let Some(number) = word.number.or_else(|| with_letter(raw)) {
                figures.push(Figure { value: Value::Number(number), span: word.span.clone() });
            }
        }
        figures
    }

    /// The figures of a record. "First" is rarely one in a sentence, but where the article counts so, 第一 is it.
    pub(super) fn recorded(&self, ground: &Ground<'_>) -> Vec<Value> {
        const FIRST: Number = Number { thousandths: 1000, unit: Unit::Ordinal, in_words: true };
        let first = ground.figures.iter().any(|figure| figure.to_lowercase().contains("first"));
        let figures = ground.all().flat_map(|text| self.figures(text)).map(|figure| figure.value);
        // "May 1912" stands alone in a record, where its capital letter says nothing.
        let inside = ground.figures.iter().flat_map(|figure| self.figures(&format!("in {figure}")));
        figures.chain(inside.map(|figure| figure.value)).chain(first.then_some(Value::Number(FIRST))).collect()
    }

    /// The figures of a text that claim something and that `recorded` lacks.
    pub(super) fn not_among(&self, recorded: &[Value], text: &str) -> Vec<Figure> {
        let mut figures = self.figures(text);
        figures.retain(|figure| !figure.value.is_free() && !recorded.iter().any(|value| value.same(figure.value)));
        figures
    }

    fn has_figure(&self, text: &str) -> bool {
        self.0.read_written(text).iter().any(|word| word.number.is_some() || counts(&word.text))
    }
}

/// "Under 11s", "50p": a number with a letter behind it.
fn with_letter(word: &str) -> Option<Number> {
    word.strip_suffix(['s', 'p', 'c'])?.parse().ok().map(Number::plain)
}

/// Whether a word counts something, though the reader takes it for no figure: "one", 一, 两个.
fn counts(word: &str) -> bool {
    const NUMERALS: [char; 10] = ['一', '二', '两', '三', '四', '五', '六', '七', '八', '九'];
    const COUNTED: [&str; 13] = ["", "个", "项", "家", "部", "位", "份", "座", "种", "条", "次", "名", "届"];
    word == "one" || word.strip_prefix(NUMERALS).is_some_and(|counted| COUNTED.contains(&counted))
}

/// Figures in the answers of a fact that no cited place holds.
pub(super) fn unsourced_in(base: &Base, reader: &Reader, fact: &Fact) -> Vec<Finding> {
    let source = base.source_of(fact);
    let recorded = reader.recorded(&Ground::of(source, &fact.citations));
    let mut findings = Vec::new();
    for (_, answer) in written(&fact.answer) {
        for figure in reader.not_among(&recorded, &answer.text) {
            let message = unsourced_message(source, fact, &answer.text[figure.span.clone()]);
            let holds = |ground: &Ground<'_>| reader.recorded(ground).iter().any(|value| value.same(figure.value));
            let hint = Some(mend(source, &fact.citations, holds));
            findings.push(Finding {
                rule: Rule::UnsourcedFigure,
                place: answer.part(figure.span),
                message,
                hint,
                fix: None,
            });
        }
    }
    findings
}

/// What is an amount of money without a figure.
const FREE: [&str; 7] = ["free", "nothing", "no charge", "no fee", "免费", "不收费", "无需付费"];

/// Facts that promise a figure and don't give it.
pub(super) fn missing(base: &Base, reader: &Reader) -> Vec<Finding> {
    let mut findings = Vec::new();
    for fact in &base.facts {
        let Some(kind) = fact.expects.iter().find(|kind| kind.wants_figure()) else {
            continue;
        };
        let is_free = |text: &str| fact.expects.contains(&Kind::Amount) && FREE.iter().any(|free| text.contains(free));
        let has_figure = |text: &str| reader.has_figure(text) || is_free(&text.to_lowercase());
        for (_, answer) in written(&fact.answer).filter(|(_, answer)| !has_figure(&answer.text)) {
            findings.push(Finding {
                rule: Rule::MissingFigure,
                place: answer.place.clone(),
                message: format!("the fact expects `{}`, and its answer has no figure", kind.name()),
                hint: Some(format!("give the figure, or take {} out of `expects`", figure_kinds(fact))),
                fix: None,
            });
        }
    }
    findings
}

fn figure_kinds(fact: &Fact) -> String {
    let kinds: Vec<String> = fact
        .expects
        .iter()
        .filter(|kind| kind.wants_figure())
        .map(|kind: &Kind| format!("`{}`", kind.name()))
        .collect();
    kinds.join(" and ")
}

/// Whether a word is a month's name, and so a figure rather than a name.
pub(super) fn is_month(word: &str) -> bool {
    MONTHS.contains(&word)
}

/// The month that a word names. "May" and "march" are verbs too, unless they have a capital letter.
fn month(word: &Word, counts_months: bool, raw: &str) -> Option<usize> {
    // 2024-11 says a month by its number.
    let is_date = raw.ends_with('月') || raw.starts_with(|first: char| first.is_ascii_digit());
    if is_date || word.capital {
        let named = MONTHS.iter().position(|month| *month == word.text).map(|at| at + 1);
        return named.or_else(|| month_number(from_chinese(word.text.strip_suffix('月')?)?));
    }
    word.number.filter(|_| counts_months).and_then(month_number)
}

fn month_number(number: Number) -> Option<usize> {
    usize::try_from(number.thousandths / 1000).ok().filter(|month| (1..=12).contains(month))
}

#[cfg(test)]
mod tests {
    use super::{Reader, Value};

    #[test]
    fn figures_are_read_by_value() {
        let reader = Reader::new();
        for (text, expected) in [
            ("nearly 350 billion yuan in 2024", "350000000000|2024"),
            ("接近3500亿元，占全国近一半，四分之一以上，31%", "350000000000|50%|25%|31%"),
            ("第十五届和15th, half of them", "15.|15.|50%"),
            ("In February 2024 it may march on 3 May", "month 2|2024|3|month 5"),
            ("2024年2月、十一月和三月", "2024|month 2|month 11|month 3"),
            ("2025-2027, 2025—2027年, 1.1万多家", "2025|2027|2025|2027|11000"),
            ("one of the two partners; 五项成果", "2|5"),
            ("under 11s pay 50p, users of a BS40 nothing", "11|50"),
        ] {
            let shown = |value| match value {
                Value::Number(number) => number.to_string(),
                Value::Month(month) => format!("month {month}"),
            };
            let found: Vec<String> = reader.figures(text).into_iter().map(|figure| shown(figure.value)).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }

    #[test]
    fn a_figure_may_be_a_small_word() {
        let reader = Reader::new();
        for (text, expected) in [
            ("There is one library.", true),
            ("两个小标题", true),
            ("一项成果", true),
            ("There are many.", false),
            ("一些成果成为一批", false),
        ] {
            assert_eq!(reader.has_figure(text), expected, "{text}");
        }
    }
}
