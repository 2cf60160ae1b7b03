//! Untrue answers, made of true ones.

use std::collections::BTreeMap;
use std::ops::Range;

use citebot::facts::{Base, Fact};
use citebot::sources::{Citation, Name, Source};
use citebot::text::{Language, is_chinese};
use serde::Deserialize;

use crate::verdicts::told::MONTHS;

/// What is put in the place of what.
#[derive(Deserialize)]
pub(super) struct Swaps {
    en: Own,
    zh: Own,
}

/// The same in one language.
#[derive(Deserialize)]
struct Own {
    names: Vec<String>,
    invented: Vec<String>,
    /// Words of which what is exchanged is a part, and says nothing by itself.
    #[serde(default)]
    whole: Vec<String>,
    #[serde(flatten)]
    pairs: BTreeMap<String, Vec<(String, String)>>,
}

/// An untrue answer, and what was done to the true one.
pub(super) struct Mutation {
    pub(super) kind: &'static str,
    pub(super) language: Language,
    pub(super) text: String,
}

/// The kinds of pairs in the file.
const PAIRS: [&str; 6] = ["number-word", "ordinal", "unit", "hedge", "negation", "verb"];

impl Swaps {
    fn of(&self, language: Language) -> &Own {
        match language {
            Language::English => &self.en,
            Language::Chinese => &self.zh,
        }
    }

    /// All that is made of one answer; `at` picks among what could be put in.
    pub(super) fn made(&self, base: &Base, fact: &Fact, language: Language, at: usize) -> Vec<Mutation> {
        let (own, text) = (self.of(language), fact.answer.get(language).text.as_str());
        let mut made = Vec::new();
        let mut add = |kind, changed: Option<String>| {
            made.extend(changed.filter(|changed| changed != text).map(|text| Mutation { kind, language, text }));
        };
        add("digit", digit(text));
        for kind in PAIRS {
            for (from, to) in &own.pairs[kind] {
                add(kind, swapped(text, from, to, kind, &own.whole));
            }
        }
        add("hedge-added", hedged(text, language));
        let figures = figures(text);
        add("figure-in-answer", exchange(text, &figures));
        let source = base.source_of(fact);
        for other in other_figures(source, fact, text).take(1) {
            add("figure-in-paragraph", figures.last().map(|span| put(text, span, &other)));
        }
        let names = names(source, fact, text, language);
        for (span, other) in names.iter().filter_map(|(span, other)| Some((span, other.as_ref()?))).take(2) {
            add("name-in-paragraph", Some(put(text, span, other)));
        }
        if let Some((span, _)) = names.first() {
            add("unknown-name", Some(put(text, span, &own.names[at % own.names.len()])));
        }
        add("invented", Some(format!("{text}{}{}", blank(language), own.invented[at % own.invented.len()])));
        made
    }

    pub(super) fn invented(&self, language: Language, at: usize) -> &str {
        let invented = &self.of(language).invented;
        &invented[at % invented.len()]
    }
}

pub(super) fn blank(language: Language) -> &'static str {
    if language == Language::English { " " } else { "" }
}

fn put(text: &str, span: &Range<usize>, other: &str) -> String {
    format!("{}{other}{}", &text[..span.start], &text[span.end..])
}

/// `from` as `to`, once, where it stands as words of its own, and a unit or hedge by a figure.
fn swapped(text: &str, from: &str, to: &str, kind: &str, whole: &[String]) -> Option<String> {
    let is_inside = |at: usize| {
        let holds = |(start, word): (usize, &str)| start <= at && at + from.len() <= start + word.len();
        whole.iter().any(|word| word != from && text.match_indices(word.as_str()).any(holds))
    };
    let at = text.match_indices(from).map(|(at, _)| at).find(|at| {
        let is_letter = |letter: char| letter.is_ascii_alphanumeric();
        let before = text[..*at].chars().next_back().is_some_and(is_letter);
        let after = text[at + from.len()..].chars().next().is_some_and(is_letter);
        let (first, last) =
            (from.chars().next().is_some_and(is_letter), from.chars().next_back().is_some_and(is_letter));
        // 10公里: the digit before a Chinese unit, and the negation before a verb.
        let negated = from.chars().all(is_chinese) && text[..*at].ends_with(['不', '没', '并', '首', '第']);
        let (before_it, behind) = (&text[..*at], &text[at + from.len()..]);
        let by_figure = match kind {
            "unit" => counts_before(before_it) || (!last && behind.starts_with(|letter: char| letter.is_ascii_digit())),
            "hedge" => counts_before(before_it) || counts_behind(behind),
            "number-word" => !from.chars().all(is_chinese) || behind.chars().next().is_some_and(is_counter),
            // "Is no free plan" and "is not only" would be denied twice, or in part.
            "negation" => {
                let denied = ["no", "not", "only", "nobody", "never", "without"];
                !(to.contains("not") || to.contains("no "))
                    || !denied.contains(&behind.trim_start().split([' ', ',', '.']).next().unwrap_or(""))
            }
            _ => true,
        };
        !(first && before || last && after || negated) && by_figure && !is_inside(*at)
    })?;
    Some(put(text, &(at..at + from.len()), to))
}

const NUMERALS: &str = "一二两三四五六七八九十百千万亿半";

fn is_counter(letter: char) -> bool {
    "个家部位名项份座条只场款种本台件次人张天年月周岁元米层辆艘届期批门间".contains(letter)
}

/// Whether a figure ends here, but for a unit's first word: "3 working days", 5个月.
fn counts_before(text: &str) -> bool {
    let words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve"];
    let text = text.trim_end();
    let is_figure = |word: &str| {
        word.ends_with(|letter: char| letter.is_ascii_digit() || NUMERALS.contains(letter))
            || words.contains(&word.to_lowercase().as_str())
    };
    text.rsplit([' ', '个'])
        .filter(|word| !word.is_empty())
        .take(2)
        .enumerate()
        .any(|(back, word)| is_figure(word) && (back == 0 || text.is_ascii() || text.ends_with('个')))
}

/// Whether a figure begins here, after a word at most.
fn counts_behind(text: &str) -> bool {
    let words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "half", "a"];
    let text = text.trim_start();
    text.starts_with(|letter: char| letter.is_ascii_digit() || "£€$".contains(letter) || NUMERALS.contains(letter))
        || text.split(' ').next().is_some_and(|word| words.contains(&word))
}

/// The last digit that is no year's first ones, as another one.
fn digit(text: &str) -> Option<String> {
    let (at, digit) = text.char_indices().rfind(|(_, letter)| letter.is_ascii_digit())?;
    let other = (digit.to_digit(10)? + 3) % 10;
    Some(put(text, &(at..at + 1), &other.to_string()))
}

/// A hedge before the first figure that stands after a blank or a Chinese character, and has none.
fn hedged(text: &str, language: Language) -> Option<String> {
    let (hedge, words) = match language {
        Language::English => {
            ("nearly ", ["than", "least", "most", "about", "to", "nearly", "over", "only", "than", "of"])
        }
        Language::Chinese => ("接近", ["约", "过", "少", "多", "近", "到", "第", "于", "晚", "早"]),
    };
    let mut span = figures(text).into_iter().find(|span| {
        let before = text[..span.start].trim_end();
        let is_year = span.len() == 4 && text[span.clone()].starts_with(['1', '2']);
        let behind = text[span.end..].trim_start();
        let is_date = behind.starts_with(['月', '日', '年', '时', '点', '号', '-', '—', '路', '/'])
            || text[..span.start].ends_with(['-', '—', '.', '/'])
            || text[span.clone()].contains(':')
            || MONTHS.iter().any(|month| behind.starts_with(month) || before.ends_with(month))
            || behind.starts_with("th ")
            || behind.starts_with("st ")
            || behind.starts_with(|letter: char| letter.is_ascii_alphabetic())
                && span.end < text.len()
                && !text[span.end..].starts_with(' ')
            || text[..span.start].ends_with(|letter: char| letter.is_ascii_alphabetic());
        !is_year && !is_date && !before.is_empty() && !words.iter().any(|word| before.ends_with(word))
    })?;
    if let Some(sign) = text[..span.start].chars().next_back().filter(|sign| "£€$".contains(*sign)) {
        span.start -= sign.len_utf8();
    }
    Some(put(text, &(span.start..span.start), hedge))
}

/// Runs of digits with the marks inside them.
fn figures(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let bytes = text.as_bytes();
    for at in 0..bytes.len() {
        let inside = |mark: u8| matches!(mark, b',' | b'.' | b':') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        match found.last_mut().filter(|span| span.end == at) {
            Some(span) if bytes[at].is_ascii_digit() || inside(bytes[at]) => span.end = at + 1,
            _ if bytes[at].is_ascii_digit() => found.push(at..at + 1),
            _ => {}
        }
    }
    found
}

/// The first two figures exchanged that differ and look alike: times with times, years with years.
fn exchange(text: &str, figures: &[Range<usize>]) -> Option<String> {
    let shape = |span: &Range<usize>| {
        let figure = &text[span.clone()];
        (figure.contains(':'), figure.len() == 4 && figure.starts_with(['1', '2']))
    };
    let pairs =
        figures.iter().enumerate().flat_map(|(at, one)| figures[at + 1..].iter().map(move |other| (one, other)));
    let (one, other) = pairs.into_iter().find(|(one, other)| {
        let is_other = text[(*one).clone()] != text[(*other).clone()] && shape(one) == shape(other);
        is_other && !is_list(&text[..one.end], &text[one.end..other.start])
    })?;
    let first = put(text, other, &text[one.clone()]);
    Some(put(&first, one, &text[other.clone()]))
}

/// Whether what stands between two figures makes a list of them, whose order says nothing: "7:00, [10:30, and] 14:00",
/// BS40[和BS]50.
fn is_list(to: &str, between: &str) -> bool {
    let before = to.trim_end_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, ':' | '.'));
    let label = before.rsplit(|letter: char| !letter.is_ascii_uppercase()).next().unwrap_or("");
    let rest = if label.is_empty() { between.to_string() } else { between.replace(label, "") };
    let is_joint = |part: &str| matches!(part, "" | "and" | "or");
    let is_between = |letter: char| {
        letter.is_ascii_digit() || matches!(letter, ',' | '、' | '，' | '和' | '或' | '及' | '与' | ':' | ' ')
    };
    rest.split(is_between).all(is_joint)
}

fn cited<'a>(source: &'a Source, fact: &'a Fact) -> impl Iterator<Item = &'a citebot::sources::Paragraph> {
    fact.citations.iter().filter_map(|citation| match citation {
        Citation::Paragraph(number) => source.paragraph(*number),
        _ => None,
    })
}

/// Figures of the cited paragraphs that the answer doesn't have, digits only.
fn other_figures<'a>(source: &'a Source, fact: &'a Fact, text: &'a str) -> impl Iterator<Item = String> + 'a {
    cited(source, fact).flat_map(|paragraph| &paragraph.record.figures).filter_map(move |figure| {
        let span = figures(&figure.text).into_iter().next()?;
        let digits = figure.text[span].to_string();
        (!text.contains(&digits)).then_some(digits)
    })
}

/// Each recorded name in an answer, with another one of its paragraph of which the answer has no form: 北京市 for 北京 would
/// be true.
fn names(source: &Source, fact: &Fact, text: &str, language: Language) -> Vec<(Range<usize>, Option<String>)> {
    let forms_of = |name: &Name| -> Vec<String> {
        let forms = std::iter::once(&name.text.text).chain(&name.also);
        forms.filter(|form| Language::of(form) == language && is_proper(form)).cloned().collect()
    };
    let recorded: Vec<Vec<String>> =
        cited(source, fact).flat_map(|paragraph| &paragraph.record.names).map(forms_of).collect();
    let others: Vec<&String> =
        recorded.iter().filter(|forms| !forms.iter().any(|form| text.contains(form.as_str()))).flatten().collect();
    let mut longest: Vec<&String> = recorded.iter().flatten().collect();
    longest.sort_by_key(|form| std::cmp::Reverse(form.len()));
    let mut found: Vec<(Range<usize>, Option<String>)> = Vec::new();
    for form in longest {
        let Some(at) = text.find(form.as_str()) else { continue };
        let span = at..at + form.len();
        if found.iter().any(|(other, _)| other.start < span.end && span.start < other.end) {
            continue;
        }
        let other = others.iter().find(|other| {
            let shares = other.split(' ').any(|word| text.contains(word)) || form.contains(other.as_str());
            !shares && other.chars().count() > 1
        });
        found.push((span, other.map(|other| (*other).clone())));
    }
    found.sort_by_key(|(span, _)| span.start);
    found
}

/// Words with capitals, or Chinese ones of more than one character.
fn is_proper(form: &str) -> bool {
    let first = form.chars().next().unwrap_or(' ');
    first.is_uppercase() || (is_chinese(first) && form.chars().count() > 1)
}
