//! What kind of answer does a question ask for, and of what?

use std::sync::LazyLock;

use super::word::{Class, Word};
use crate::text::{Kind, Language, Lexicon};

/// What a question asks for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Asked {
    /// The kinds of answer, in the order of the text, each once. A yes-no question may ask more:
    /// "is it true that", "do you know how many".
    pub kinds: Vec<Kind>,
    /// Index of the first word of the first phrase that asks.
    pub at: Option<usize>,
    /// Indices of the things counted: in "how many film companies", `film` and `companies`.
    pub counted: Vec<usize>,
    /// Index of the word right after "how", "which" or "what", and after "who is the".
    pub head: Option<usize>,
}

impl Asked {
    /// The kind that an answer must be of; a yes-no question can be answered by any fact.
    pub fn wanted(&self) -> impl Iterator<Item = Kind> {
        self.kinds.iter().copied().filter(|kind| *kind != Kind::YesNo)
    }

    /// Whether the question is one for yes or no, and for nothing else.
    pub fn is_yes_no(&self) -> bool {
        self.kinds.contains(&Kind::YesNo) && self.wanted().next().is_none()
    }
}

/// A phrase that asks, as the words it is made of; none for a star.
struct Phrase {
    parts: Vec<Option<&'static str>>,
    kind: Option<Kind>,
    length: usize,
}

static ENGLISH: LazyLock<Vec<Phrase>> = LazyLock::new(|| phrases(Language::English));
static CHINESE: LazyLock<Vec<Phrase>> = LazyLock::new(|| phrases(Language::Chinese));

/// Most words that a star stands for.
const STAR: usize = 4;

fn phrases(language: Language) -> Vec<Phrase> {
    let part = |part: &'static str| (part != "*").then_some(part);
    let mut phrases: Vec<Phrase> = Lexicon::of(language)
        .kinds
        .iter()
        .map(|(phrase, kind)| {
            let spaced = phrase.replace('*', " * ");
            let parts: Vec<&'static str> = spaced.split_whitespace().map(|part| &*part.to_string().leak()).collect();
            Phrase { parts: parts.into_iter().map(part).collect(), kind: *kind, length: phrase.chars().count() }
        })
        .collect();
    phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.length));
    phrases
}

/// Reads what a question asks for.
pub(crate) fn asked(language: Language, words: &[Word]) -> Asked {
    let mut asked = Asked::default();
    let mut at = 0;
    while at < words.len() {
        let mut found = phrase_at(language, &words[at..]);
        // 有多大 asks for an amount, but 有多大比例 for a share: a longer phrase that begins inside wins.
        if let Some((phrase, taken)) = found {
            let inner = (at + 1..at + taken).find_map(|start| Some((start, phrase_at(language, &words[start..])?)));
            if let Some((start, (longer, longer_taken))) = inner.filter(|(_, (inner, _))| inner.length > phrase.length) {
                at = start;
                found = Some((longer, longer_taken));
            }
        }
        let opening = asked.at.is_none() && words[..at].iter().all(|word| !word.class.is_telling());
        let Some((phrase, taken)) = found.filter(|(phrase, _)| counts(phrase, language, opening)) else {
            if language == Language::English && words[at].text == "what" {
                asked.at = asked.at.or(Some(at));
            }
            at += 1;
            continue;
        };
        if let Some(kind) = phrase.kind {
            note(&mut asked, kind, at, at + taken, words);
        }
        at += taken;
    }
    asked
}

/// The longest phrase that the words begin with, and how many words it takes.
fn phrase_at(language: Language, words: &[Word]) -> Option<(&'static Phrase, usize)> {
    match language {
        Language::English => ENGLISH.iter().find_map(|phrase| Some((phrase, english_match(phrase, words)?))),
        Language::Chinese => CHINESE.iter().find_map(|phrase| Some((phrase, chinese_match(phrase, words)?))),
    }
}

/// "Is", "does" and the like ask only where they open an English question.
fn counts(phrase: &Phrase, language: Language, opening: bool) -> bool {
    language == Language::Chinese || phrase.kind != Some(Kind::YesNo) || opening || phrase.parts.len() > 1
}

fn note(asked: &mut Asked, kind: Kind, start: usize, end: usize, words: &[Word]) {
    if !asked.kinds.contains(&kind) {
        asked.kinds.push(kind);
    }
    if kind == Kind::YesNo {
        return;
    }
    asked.at = asked.at.or(Some(start));
    let stretch = words[end..].iter().take_while(|word| word.class.is_telling()).count();
    if kind == Kind::Number {
        asked.counted.extend(end..end + stretch);
    }
    if matches!(kind, Kind::How | Kind::Which | Kind::Who | Kind::Person) && stretch > 0 {
        asked.head = asked.head.or(Some(end + stretch - 1));
    }
}

/// How many words a phrase takes, if the words begin with it.
fn english_match(phrase: &Phrase, words: &[Word]) -> Option<usize> {
    match_parts(&phrase.parts, words)
}

fn match_parts(parts: &[Option<&'static str>], words: &[Word]) -> Option<usize> {
    let Some((part, rest)) = parts.split_first() else { return Some(0) };
    let Some(literal) = part else {
        return (1..=STAR.min(words.len()))
            .take_while(|count| words[count - 1].class != Class::Mark)
            .find_map(|count| Some(count + match_parts(rest, &words[count..])?));
    };
    let word = words.first()?;
    // A name of several words may hold the phrase's words: "number of".
    if word.text == *literal || word.text == format!("{literal}s") && literal.len() > 4 {
        return Some(1 + match_parts(rest, &words[1..])?);
    }
    None
}

/// As in English, but by characters: words may have been cut elsewhere than the phrase is.
fn chinese_match(phrase: &Phrase, words: &[Word]) -> Option<usize> {
    let mut rest: Vec<&str> = words.iter().take_while(|word| word.class != Class::Mark).map(|word| word.text.as_str()).collect();
    rest.truncate(12);
    let text: String = rest.concat();
    let mut end = 0;
    for (at, part) in phrase.parts.iter().enumerate() {
        match part {
            Some(literal) if at > 0 && phrase.parts[at - 1].is_none() => {
                let found = text[end..].char_indices().skip(1).take(8).find(|(at, _)| text[end + at..].starts_with(literal))?.0;
                end += found + literal.len();
            }
            Some(literal) => {
                text[end..].strip_prefix(literal)?;
                end += literal.len();
            }
            None => {}
        }
    }
    let mut length = 0;
    let taken = rest.iter().take_while(|word| {
        let before = length;
        length += word.len();
        before < end
    });
    Some(taken.count()).filter(|taken| *taken > 0)
}
