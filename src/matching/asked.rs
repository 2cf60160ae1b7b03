//! What kind of answer does a question ask for, and of what?

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use super::word::{Class, Word};
use crate::text::{Kind, Language, Lexicon};

/// What a question asks for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Asked {
    /// The kinds of answer, in the order of the text, each once. A yes-no question may ask more:
    /// "is it true that", "do you know how many".
    pub kinds: Vec<Kind>,
    /// Index of the first word of the first phrase that asks with a question word.
    pub at: Option<usize>,
    /// Indices of the things counted: in "how many film companies", `film` and `companies`.
    pub counted: Vec<usize>,
    /// Index of the word on which "how", "which", "who is the" hangs.
    pub head: Option<usize>,
    /// Indices of the words of the phrases that ask.
    pub phrases: Vec<usize>,
}

impl Asked {
    /// The kinds that an answer must be of. A yes-no question, or a claim, can be answered by any
    /// fact: in "is the industry worth 350 billion" nothing asks for an amount.
    pub fn wanted(&self) -> impl Iterator<Item = Kind> {
        let only_yes_no = self.at.is_none() && self.kinds.contains(&Kind::YesNo);
        self.kinds.iter().copied().filter(move |kind| *kind != Kind::YesNo && !only_yes_no)
    }

    /// Whether it asks how many or how much.
    pub fn counts(&self) -> bool {
        self.kinds.iter().any(|kind| matches!(kind, Kind::Number | Kind::Amount))
    }

    /// Whether the question is one for yes or no, and for nothing else.
    pub fn is_yes_no(&self) -> bool {
        self.kinds.contains(&Kind::YesNo) && self.at.is_none()
    }
}

/// A phrase that asks, as the words it is made of; none for a star.
struct Phrase {
    parts: Box<[Option<&'static str>]>,
    /// The same by the numbers of the words, which are soon compared; in English.
    numbers: Box<[u16]>,
    kind: Option<Kind>,
    /// In characters: the longest phrase that fits is the one that is meant.
    length: usize,
    /// Whether it begins with a question word, rather than with a noun such as "number of".
    has_question_word: bool,
}

/// Where a phrase stands: the indices of its own words, and how many words it takes with its stars.
struct Found {
    phrase: &'static Phrase,
    own: Vec<usize>,
    taken: usize,
}

/// The phrases of a language.
#[derive(Default)]
struct Phrases {
    /// The number of each of their words.
    words: FxHashMap<&'static str, u16>,
    /// The phrases by what they begin with: a word, or a Chinese character.
    beginning: FxHashMap<&'static str, Beginning>,
}

/// The phrases that begin alike.
#[derive(Default)]
struct Beginning {
    /// The longest first.
    phrases: Vec<Phrase>,
    /// For each the number of its second word, or [`A_STAR`] where any word may follow, or none; in English. Hundreds begin
    /// with "what", and few of them go on as a question does.
    seconds: Vec<u16>,
}

impl Beginning {
    /// The phrases whose second word may be the one with the number `next`.
    fn going_on(&self, next: u16) -> impl Iterator<Item = &Phrase> {
        let phrases = self.seconds.iter().zip(&self.phrases);
        phrases.filter(move |(second, _)| **second == next || **second == A_STAR).map(|(_, phrase)| phrase)
    }
}

static ENGLISH: LazyLock<Phrases> = LazyLock::new(|| phrases(Language::English));
static CHINESE: LazyLock<Phrases> = LazyLock::new(|| phrases(Language::Chinese));

/// What stands for a star in the place of a word's number, and for a word that no phrase has.
const A_STAR: u16 = 0;
const NO_WORD: u16 = 1;

/// A text that may ask.
struct Wording<'a> {
    language: Language,
    words: &'a [Word],
    /// The words by their numbers; in English.
    numbers: Vec<u16>,
}

impl<'a> Wording<'a> {
    fn new(language: Language, words: &'a [Word]) -> Self {
        let number = |word: &Word| ENGLISH.words.get(word.text.as_str()).copied().unwrap_or(NO_WORD);
        let numbers = match language {
            Language::English => words.iter().map(number).collect(),
            Language::Chinese => Vec::new(),
        };
        Self { language, words, numbers }
    }
}

/// Most words that a star stands for.
const STAR: usize = 6;
/// Most characters that a star stands for in Chinese.
const CHINESE_STAR: usize = 10;
/// Most words that a Chinese phrase is looked for in.
const CHINESE_WINDOW: usize = 14;

fn phrases(language: Language) -> Phrases {
    let mut phrases = Phrases::default();
    for (text, kind) in &Lexicon::of(language).kinds {
        let phrase = Phrase::new(language, text, *kind, &mut phrases.words);
        // A phrase never begins with a star: it would begin anywhere.
        let Some(first) = phrase.parts.first().copied().flatten() else {
            continue;
        };
        let key = match language {
            Language::English => first,
            Language::Chinese => first_char(first),
        };
        phrases.beginning.entry(key).or_default().phrases.push(phrase);
    }
    #[expect(clippy::iter_over_hash_type, reason = "each is sorted by itself")]
    for beginning in phrases.beginning.values_mut() {
        beginning.phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.length));
        beginning.phrases.shrink_to_fit();
        let second = |phrase: &Phrase| phrase.numbers.get(1).copied().unwrap_or(A_STAR);
        beginning.seconds = beginning.phrases.iter().map(second).collect();
    }
    phrases
}

fn first_char(text: &str) -> &str {
    text.chars().next().map_or("", |first| &text[..first.len_utf8()])
}

impl Phrase {
    fn new(
        language: Language,
        text: &'static str,
        kind: Option<Kind>,
        words: &mut FxHashMap<&'static str, u16>,
    ) -> Self {
        let spaced: &'static str = text.replace('*', " * ").leak();
        let parts: Box<[Option<&str>]> = spaced.split_whitespace().map(|part| (part != "*").then_some(part)).collect();
        let asks = |word: &String| match language {
            Language::English => parts.contains(&Some(word.as_str())),
            Language::Chinese => text.contains(word.as_str()),
        };
        let has_question_word = Lexicon::of(language).question_words.iter().any(asks);
        let mut number = |part: Option<&'static str>| {
            let next = NO_WORD + 1 + words.len() as u16;
            part.map_or(A_STAR, |word| *words.entry(word).or_insert(next))
        };
        let numbers = parts.iter().map(|part| number(*part)).collect();
        Self { parts, numbers, kind, length: text.chars().count(), has_question_word }
    }
}

/// Reads what a question asks for.
pub(crate) fn asked(language: Language, words: &[Word]) -> Asked {
    let text = Wording::new(language, words);
    let mut asked = Asked::default();
    let mut at = 0;
    let mut opens = true;
    while at < words.len() {
        let opening = opens && asked.at.is_none();
        let found = phrase_from(&text, at).filter(|found| counts(found.phrase, language, opening));
        let end = found.as_ref().map_or(at + 1, |found| found.own[0] + found.taken);
        opens = opens && words[at..end].iter().all(|word| !word.class.is_telling());
        if let Some(found) = found {
            note(&mut asked, &found, end, words);
            at = end;
            continue;
        }
        // A frame is one word by now: "is it true that".
        if opening && words[at].text.starts_with("is it ") && !asked.kinds.contains(&Kind::YesNo) {
            asked.kinds.push(Kind::YesNo);
        }
        if language == Language::English && words[at].text == "what" {
            asked.at = asked.at.or(Some(at));
        }
        at += 1;
    }
    asked
}

/// The phrase that begins at `at`, or a longer one that begins inside it: 有多大 asks for an amount,
/// but 有多大比例 for a share.
fn phrase_from(text: &Wording<'_>, at: usize) -> Option<Found> {
    let found = phrase_at(text, at)?;
    let inner = (at + 1..at + found.taken).find_map(|start| phrase_at(text, start));
    Some(inner.filter(|inner| inner.phrase.length > found.phrase.length).unwrap_or(found))
}

/// The longest phrase that the words from `at` on begin with.
fn phrase_at(text: &Wording<'_>, at: usize) -> Option<Found> {
    let rest = &text.words[at..];
    match text.language {
        Language::English => {
            // Most words are of no phrase.
            if text.numbers[at] == NO_WORD {
                return None;
            }
            let beginning = ENGLISH.beginning.get(rest[0].text.as_str())?;
            let next = text.numbers.get(at + 1).copied().unwrap_or(NO_WORD);
            let mut own = Vec::new();
            let fits = |phrase: &'static Phrase| Some((phrase, english_match(&phrase.numbers, text, at, &mut own)?));
            let (phrase, end) = beginning.going_on(next).find_map(fits)?;
            Some(Found { phrase, own, taken: end - at })
        }
        Language::Chinese => {
            let beginning = CHINESE.beginning.get(first_char(&rest[0].text))?;
            let sentence = Sentence::of(rest);
            let fits = |phrase: &'static Phrase| Some((phrase, chinese_match(phrase, &sentence)?));
            let (phrase, (own, taken)) = beginning.phrases.iter().find_map(fits)?;
            Some(Found { phrase, own: own.into_iter().map(|own| own + at).collect(), taken })
        }
    }
}

/// "Is", "does" and the like ask only where they open an English question.
fn counts(phrase: &Phrase, language: Language, opening: bool) -> bool {
    language == Language::Chinese || phrase.kind != Some(Kind::YesNo) || opening || phrase.parts.len() > 1
}

fn note(asked: &mut Asked, found: &Found, end: usize, words: &[Word]) {
    let Some(kind) = found.phrase.kind else {
        return;
    };
    asked.phrases.extend(&found.own);
    if !asked.kinds.contains(&kind) {
        asked.kinds.push(kind);
    }
    if kind == Kind::YesNo {
        return;
    }
    if found.phrase.has_question_word {
        asked.at = asked.at.or(Some(found.own[0]));
    }
    let stretch = words[end..].iter().take_while(|word| word.class.is_telling()).count();
    if kind == Kind::Number {
        asked.counted.extend(end..end + stretch);
    }
    if matches!(kind, Kind::How | Kind::Which | Kind::Who | Kind::Person) && stretch > 0 {
        asked.head = asked.head.or(Some(end + stretch - 1));
    }
}

/// Where the phrase ends, if the words from `at` on begin with it; the places of its own words are added to `own`.
fn english_match(parts: &[u16], text: &Wording<'_>, at: usize, own: &mut Vec<usize>) -> Option<usize> {
    let Some((part, rest)) = parts.split_first() else {
        return Some(at);
    };
    if *part == A_STAR {
        let ahead = text.words[at..].iter().take(STAR).take_while(|word| word.class != Class::Mark).count();
        return (1..=ahead).find_map(|count| english_match(rest, text, at + count, own));
    }
    if text.numbers.get(at) != Some(part) {
        return None;
    }
    own.push(at);
    let end = english_match(rest, text, at + 1, own);
    if end.is_none() {
        own.pop();
    }
    end
}

/// The first words of a sentence, and how they read as one.
struct Sentence {
    text: String,
    /// Where each word ends in the text.
    ends: Vec<usize>,
}

impl Sentence {
    fn of(words: &[Word]) -> Self {
        let mut sentence = Self { text: String::new(), ends: Vec::new() };
        for word in words.iter().take_while(|word| word.class != Class::Mark).take(CHINESE_WINDOW) {
            sentence.text.push_str(&word.text);
            sentence.ends.push(sentence.text.len());
        }
        sentence
    }
}

/// As in English, but by characters: words may have been cut elsewhere than the phrase is.
fn chinese_match(phrase: &Phrase, sentence: &Sentence) -> Option<(Vec<usize>, usize)> {
    let text = &sentence.text;
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let mut end = 0;
    let mut star = false;
    for part in &phrase.parts {
        let Some(literal) = part else {
            star = true;
            continue;
        };
        let start = if star {
            let mut starts = text[end..].char_indices().skip(1).take(CHINESE_STAR);
            end + starts.find(|(at, _)| text[end + at..].starts_with(literal))?.0
        } else {
            text[end..].starts_with(literal).then_some(end)?
        };
        end = start + literal.len();
        spans.push((start, end));
        star = false;
    }
    let mut own = Vec::new();
    let mut taken = 0;
    let mut start = 0;
    for (at, word_end) in sentence.ends.iter().enumerate() {
        if start < end {
            taken = at + 1;
            if spans.iter().any(|(from, to)| start < *to && word_end > from) {
                own.push(at);
            }
        }
        start = *word_end;
    }
    (!own.is_empty()).then_some((own, taken))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::facts::{Files, load};
    use crate::matching::Matcher;
    use crate::text::Language;

    /// What each question asks for: its kinds; the words that are counted; the head, on which the question hangs.
    const CASES: [(&str, &str, &str, &str); 32] = [
        ("How many people work there?", "number", "people work", "-"),
        ("number of guests", "number", "guests", "-"),
        ("How much does a coffee cost?", "amount", "", "-"),
        ("What share of the beans is roasted?", "share", "", "-"),
        ("Who founded the Blue Kettle?", "who", "", "founded"),
        ("name of the founder", "person", "", "-"),
        ("When did it open?", "when yes-no", "", "-"),
        ("How long is it open?", "duration", "", "-"),
        ("Where do the beans come from?", "where", "", "-"),
        ("Which beans are roasted?", "which", "", "beans"),
        ("List the cakes", "list", "", "-"),
        ("Why was it founded?", "why yes-no", "", "-"),
        ("How are the beans roasted?", "how", "", "-"),
        ("What does espresso mean?", "meaning", "", "-"),
        ("Is it open on Sundays?", "yes-no", "", "-"),
        ("Is it true that 36 guests came?", "yes-no", "", "-"),
        ("Do you know how many guests came?", "number", "guests came", "-"),
        // A word that asks only where it opens a question.
        ("The cake is good", "", "", "-"),
        // What only looks like a question.
        ("no matter how good the cake is", "", "", "-"),
        ("好几家店", "", "", "-"),
        ("有几家店？", "number", "店", "-"),
        ("咖啡多少钱？", "amount", "", "-"),
        ("谁创办了蓝壶？", "who", "", "创办"),
        ("什么时候开业？", "when", "", "-"),
        ("营业多久？", "duration", "", "-"),
        ("豆子从哪里来？", "where", "", "-"),
        ("有哪些蛋糕？", "which", "", "蛋糕"),
        ("为什么叫蓝壶？", "why", "", "-"),
        ("怎么去？", "how", "", "-"),
        // 有多大 alone asks for an amount.
        ("占有多大比例？", "share", "", "-"),
        ("店有多大？", "amount", "", "-"),
        ("周日开门吗？", "yes-no", "", "-"),
    ];

    #[test]
    fn each_question_asks_for_its_kind() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cafe");
        let base = load(&Files::read(&folder).expect("the cafe is readable")).expect("the cafe is sound");
        let matcher = Matcher::new(&base);
        let found = CASES.map(|(text, ..)| {
            let question = matcher.read(text, Language::of(text));
            let word = |at: usize| question.words[at].as_written().to_string();
            let asked = &question.asked;
            let kinds: Vec<&str> = asked.kinds.iter().map(|kind| kind.name()).collect();
            let counted: Vec<String> = asked.counted.iter().map(|at| word(*at)).collect();
            let head = asked.head.map_or("-".to_string(), word);
            (text, kinds.join(" "), counted.join(" "), head)
        });
        let expected =
            CASES.map(|(text, kinds, counted, head)| (text, kinds.to_string(), counted.to_string(), head.to_string()));
        assert_eq!(found, expected);
    }
}
