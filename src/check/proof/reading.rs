//! A text as it is proved: its words, its figures, its clauses and sentences, and how far its words are apart.

use std::ops::Range;

use compact_str::CompactString;

use super::denial::begins_denial;
use crate::matching::{Class, Figure, Matcher, Word, figures};
use crate::text::{Vector, is_chinese, meaning, nearness, stem};

/// A text, read.
pub(super) struct Reading {
    pub(super) text: String,
    /// Whether it is a heading, which says nothing of anything: "How much does it cost?"
    pub(super) is_heading: bool,
    pub(super) words: Vec<Word>,
    /// What each word is compared by.
    pub(super) tokens: Vec<Token>,
    pub(super) figures: Vec<Figure>,
    /// The words of each sentence.
    pub(super) sentences: Vec<Range<usize>>,
    /// The words of each stretch between marks.
    pub(super) clauses: Vec<Range<usize>>,
}

/// What a word is compared by.
pub(super) struct Token {
    /// Its stem; empty where it tells nothing.
    pub(super) key: CompactString,
    meaning: Option<Vector>,
    /// How far it stands from the beginning, in words; a mark counts as several.
    at: f32,
}

impl Token {
    /// Whether it says what something is about.
    pub(super) fn tells(&self) -> bool {
        !self.key.is_empty()
    }
}

pub(super) const COLONS: [char; 2] = [':', '：'];
/// How many words' distance a mark is.
const SENTENCE: f32 = 20.0;
const HALF_SENTENCE: f32 = 4.0;
const COMMA: f32 = 1.5;

fn apart(mark: &str) -> f32 {
    match mark {
        "." | "。" | "!" | "?" | "！" | "？" => SENTENCE,
        ";" | "；" | ":" | "：" => HALF_SENTENCE,
        _ => COMMA,
    }
}

impl Reading {
    pub(super) fn of(matcher: &Matcher, text: &str) -> Self {
        let words = joined(matcher.read_written(&with_digits(text)));
        let ends_sentence = |at: usize| words[at].class == Class::Mark && apart(&words[at].text) >= SENTENCE;
        let ends_clause = |at: usize| {
            let word = &words[at];
            word.class == Class::Mark || matches!(word.text.as_str(), "but" | "但" | "而")
        };
        let sentences = stretches(words.len(), ends_sentence, |_| false);
        let begins_clause = |at: usize| {
            let gap = at.checked_sub(1).and_then(|before| text.get(words[before].span.end..words[at].span.start));
            gap.is_some_and(|gap| gap.contains(['(', ')', '（', '）', ':', '：'])) || begins_denial(&words, at)
        };
        let clauses = stretches(words.len(), ends_clause, begins_clause);
        let (tokens, figures) = (tokens(&words), figures(&words));
        Self { text: text.to_string(), is_heading: false, tokens, figures, sentences, clauses, words }
    }

    /// The sentence with the word at `at`.
    pub(super) fn sentence_of(&self, at: usize) -> Range<usize> {
        self.sentences.iter().find(|sentence| sentence.contains(&at)).cloned().unwrap_or(0..self.words.len())
    }

    /// The clause with the word at `at`.
    pub(super) fn clause_of(&self, at: usize) -> Range<usize> {
        self.clauses.iter().find(|clause| clause.contains(&at)).cloned().unwrap_or(0..self.words.len())
    }

    /// The words that some bytes of the text are in.
    pub(super) fn words_of(&self, span: &Range<usize>) -> Range<usize> {
        let start = self.words.partition_point(|word| word.span.end <= span.start);
        let end = self.words.partition_point(|word| word.span.start < span.end);
        start..end.max(start + 1).min(self.words.len().max(start))
    }

    /// The bytes that some words stand in.
    pub(super) fn span_of(&self, words: &Range<usize>) -> Range<usize> {
        let words = &self.words[words.clone()];
        words.first().map_or(0, |word| word.span.start)..words.last().map_or(0, |word| word.span.end)
    }

    pub(super) fn text_of(&self, words: &Range<usize>) -> &str {
        self.text.get(self.span_of(words)).unwrap_or("")
    }

    /// The telling words of a stretch, by index.
    pub(super) fn telling<'a>(&'a self, words: &Range<usize>) -> impl Iterator<Item = usize> + use<'a> {
        words.clone().filter(|at| self.tokens[*at].tells())
    }

    /// How far a word stands from a place, in words.
    pub(super) fn distance(&self, place: &Range<usize>, at: usize) -> f32 {
        let of = |at: usize| self.tokens[at].at;
        if at < place.start { of(place.start) - of(at) } else { of(at) - of(place.end.max(place.start + 1) - 1) }
    }

    /// Whether a clause ends before a colon.
    pub(super) fn is_before_colon(&self, clause: &Range<usize>) -> bool {
        self.text[self.span_of(clause).end..].trim_start().starts_with(COLONS)
    }

    /// Whether a clause begins behind one of some marks.
    pub(super) fn is_behind(&self, clause: &Range<usize>, marks: &[char]) -> bool {
        self.text[..self.span_of(clause).start].trim_end().ends_with(marks)
    }

    /// Whether no mark stands between a word and the next, nor, in Chinese, a blank.
    pub(super) fn touches(&self, at: usize) -> bool {
        let between = |next: &Word| self.text.get(self.words[at].span.end..next.span.start);
        let is_chinese = || self.text_of(&(at..at + 1)).ends_with(is_chinese);
        self.words
            .get(at + 1)
            .and_then(between)
            .is_some_and(|between| between.is_empty() || between == " " && !is_chinese())
    }

    /// Whether some words belong to a figure.
    pub(super) fn is_in_figure(&self, at: usize) -> bool {
        self.figures.iter().any(|figure| figure.words.contains(&at))
    }
}

/// 6个月 with its unit as one word, also where a base has no such word.
fn joined(words: Vec<Word>) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        let is_unit = word.text == "月" && joined.len() > 1 && joined[joined.len() - 2].number.is_some();
        match joined.last_mut().filter(|last| is_unit && last.text == "个") {
            Some(counter) => {
                counter.text = "个月".into();
                counter.span.end = word.span.end;
            }
            None => joined.push(word),
        }
    }
    joined
}

/// Stretches of words from one that ends them to the next, and from one that begins them on.
fn stretches(count: usize, ends: impl Fn(usize) -> bool, begins: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in 0..=count {
        let is_end = at == count || ends(at);
        if (is_end || begins(at)) && at > start {
            found.push(start..at);
            start = at;
        }
        if is_end {
            start = at + 1;
        }
    }
    found
}

fn tokens(words: &[Word]) -> Vec<Token> {
    let is_figure = |at: usize| words.get(at).is_some_and(|word| word.number.is_some());
    let mut at = 0.0;
    let token = |(index, word): (usize, &Word)| {
        let is_mark = word.class == Class::Mark;
        // What is listed stands in one place: "at 07:00, 10:30 and 14:00".
        let joins = index > 0 && is_figure(index - 1) && is_figure(index + 1);
        at += match apart(&word.text) {
            far if is_mark && (!joins || far >= HALF_SENTENCE) => far,
            _ if joins || word.number.is_some() => 0.0,
            _ => 1.0,
        };
        let tells = !is_mark && word.class != Class::Filler && word.number.is_none();
        let (key, meaning) = if tells { (stem(&word.text), meaning(&word.text)) } else { Default::default() };
        Token { key, meaning, at }
    };
    words.iter().enumerate().map(token).collect()
}

/// Chinese units and counters.
const UNITS: [&str; 46] = [
    "个", "小时", "分钟", "秒", "天", "周", "星期", "年", "岁", "米", "公里", "千米", "厘米", "毫米", "克", "公斤",
    "千克", "吨", "元", "欧元", "英镑", "美元", "克朗", "晚", "人", "名", "位", "户", "家", "次", "部", "项", "条",
    "只", "台", "件", "张", "层", "杯", "本", "辆", "艘", "种", "届", "款", "份",
];
/// Those by which 一 is a number too: 一年内, but 一个 is "a".
const TIMES: [&str; 6] = ["小时", "分钟", "天", "周", "年", "个月"];
const NUMERALS: [(char, char); 9] = [
    ('二', '２'),
    ('两', '２'),
    ('三', '３'),
    ('四', '４'),
    ('五', '５'),
    ('六', '６'),
    ('七', '７'),
    ('八', '８'),
    ('九', '９'),
];

/// 三个月 as ３个月, of as many bytes: a small numeral and its unit are one word where a base doesn't part them.
fn with_digits(text: &str) -> String {
    // 二十, 第三, 星期五, 周五.
    let is_part = |letter: char| "一二两三四五六七八九十百千万亿零第周期点几数".contains(letter);
    let mut before = ' ';
    let read = text.char_indices().map(|(at, letter)| {
        let rest = &text[at + letter.len_utf8()..];
        let digit = NUMERALS.iter().find(|(numeral, _)| *numeral == letter).map(|(_, digit)| *digit);
        let is_before = |units: &[&str]| !is_part(before) && units.iter().any(|unit| rest.starts_with(unit));
        // 哪一年, 一年级.
        let counts_time = || is_before(&TIMES) && !"哪这那某同".contains(before) && !rest.starts_with("年级");
        let read = match digit {
            Some(digit) if is_before(&UNITS) => digit,
            None if letter == '一' && counts_time() => '１',
            _ => letter,
        };
        before = letter;
        read
    });
    read.collect()
}

/// From this nearness on, two words may mean the same.
const NEAR: f32 = 0.5;
/// How much a Chinese word and a part of it mean the same: 停车场 and 停车 are cut in one way or another.
const PART: f32 = 0.9;

/// How much two words mean the same, from 0 to 1.
pub(super) fn alike(one: &Token, other: &Token) -> f32 {
    if one.key == other.key {
        return 1.0;
    }
    let is_part =
        |one: &str, other: &str| one.chars().count() > 1 && other.contains(one) && one.chars().all(is_chinese);
    if is_part(&one.key, &other.key) || is_part(&other.key, &one.key) {
        return PART;
    }
    let near = near(one, other);
    if near >= NEAR { near } else { 0.0 }
}

/// How much two words have to do with each other, from 0 to 1.
pub(super) fn likeness(one: &Token, other: &Token) -> f32 {
    let shares_sign = |one: &str, other: &str| one.chars().any(|sign| is_chinese(sign) && other.contains(sign));
    if one.key == other.key {
        1.0
    } else if shares_sign(&one.key, &other.key) {
        PART
    } else {
        near(one, other)
    }
}

fn near(one: &Token, other: &Token) -> f32 {
    match (&one.meaning, &other.meaning) {
        (Some(one), Some(other)) => nearness(one, other),
        _ => 0.0,
    }
}
