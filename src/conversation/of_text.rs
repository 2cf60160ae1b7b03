//! Questions on the text itself and not on what it tells: "what does paragraph 5 say?", "how many
//! paragraphs?", "a summary, please".

use super::memory::request;
use crate::text::{
    Lexicon, Request, bare_words, from_chinese, is_chinese, is_chinese_numeral, normal_form, ordinal_word, small_word,
};

/// What is asked of a text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfText {
    /// What a paragraph says: the source, by index, and the paragraph's number, which it may not have.
    Paragraph(usize, u32),
    /// How many paragraphs there are.
    Length,
    /// What it is about as a whole.
    Summary,
}

/// Most words of such a question.
const MOST_WORDS: usize = 12;
/// Words beside the number of a paragraph that ask what it says.
const BESIDE: [&str; 14] = [
    "content",
    "contents",
    "summarize",
    "summarise",
    "quote",
    "show",
    "open",
    "exactly",
    "written",
    "says",
    "say",
    "said",
    "have",
    "has",
];
/// The same of Chinese, character by character.
const BESIDE_CHINESE: &str = "第个自然段落说写讲述了什么的内容是啥呢吗请问给我你看一下介绍原文章篇本里中有这那一共总";
const HOW_MANY_CHINESE: [&str; 6] = ["几段", "多少段", "几个段落", "多少个段落", "几个自然段", "多少个自然段"];

/// What `text` asks of the text itself; `source`, by index, is the one that was spoken of last.
pub(super) fn asked(text: &str, source: usize) -> Option<OfText> {
    let normal = normal_form(text);
    let words: Vec<&str> = bare_words(&normal).collect();
    if words.len() > MOST_WORDS {
        return None;
    }
    if request(text) == Some(Request::Summary) {
        return Some(OfText::Summary);
    }
    let (number, counts) = if words.iter().any(|word| word.starts_with(is_chinese)) {
        (numbered_in_chinese(&words.concat()), counts_in_chinese(&words.concat()))
    } else {
        (numbered(&words), counts(&words))
    };
    number.map(|number| OfText::Paragraph(source, number)).or(counts.then_some(OfText::Length))
}

fn is_paragraph(word: &str) -> bool {
    matches!(word, "paragraph" | "paragraphs" | "para" | "paras")
}

/// Whether a word says nothing beside what asks for a paragraph.
fn is_beside(word: &str) -> bool {
    let lexicon = Lexicon::english();
    lexicon.is_quiet(word) || lexicon.question_words.iter().any(|other| other == word) || BESIDE.contains(&word)
}

/// The number of the paragraph that English words ask for, and for nothing else.
fn numbered(words: &[&str]) -> Option<u32> {
    let at = words.iter().position(|word| is_paragraph(word))?;
    let behind = words.get(at + 1).and_then(|word| cardinal(word)).map(|number| (at + 1, number));
    let before = || at.checked_sub(1).and_then(|before| Some((before, ordinal(words[before])?)));
    let (place, number) = behind.or_else(before)?;
    let others = words.iter().enumerate().filter(|(other, _)| *other != at && *other != place);
    others.map(|(_, word)| *word).all(is_beside).then_some(number)
}

fn cardinal(word: &str) -> Option<u32> {
    word.parse().ok().or_else(|| u32::try_from(small_word(word)?).ok())
}

fn ordinal(word: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)?.parse().ok());
    digits.or_else(|| u32::try_from(ordinal_word(word)?).ok())
}

/// Whether English words ask how many paragraphs there are.
fn counts(words: &[&str]) -> bool {
    let asks = words.windows(2).any(|pair| matches!(pair, ["how", "many"] | ["number", "of"]));
    asks && words.iter().any(|word| is_paragraph(word))
        && words.iter().all(|word| is_paragraph(word) || is_beside(word))
}

/// The number in 第五段说了什么.
fn numbered_in_chinese(text: &str) -> Option<u32> {
    let (before, behind) = text.split_once('第')?;
    let is_digit = |character: char| character.is_ascii_digit() || is_chinese_numeral(character);
    let number: String = behind.chars().take_while(|character| is_digit(*character)).collect();
    let rest = &behind[number.len()..];
    let names = rest.strip_prefix("个").unwrap_or(rest);
    let is_asked =
        (names.starts_with('段') || names.starts_with("自然段")) && [before, rest].concat().chars().all(says_nothing);
    let value = number.parse().ok().or_else(|| u32::try_from(from_chinese(&number)?.whole()?).ok())?;
    is_asked.then_some(value)
}

fn counts_in_chinese(text: &str) -> bool {
    let rest = HOW_MANY_CHINESE.iter().find_map(|asks| text.contains(asks).then(|| text.replacen(asks, "", 1)));
    rest.is_some_and(|rest| rest.chars().all(says_nothing))
}

fn says_nothing(character: char) -> bool {
    BESIDE_CHINESE.contains(character)
}

#[cfg(test)]
mod tests {
    use super::{OfText, asked};

    #[test]
    fn what_is_asked_of_a_text_itself_is_read_and_nothing_else_is() {
        use OfText::{Length, Paragraph, Summary};
        for (text, expected) in [
            ("what does paragraph 5 say?", Some(Paragraph(0, 5))),
            ("Paragraph 2", Some(Paragraph(0, 2))),
            ("what is in the third paragraph", Some(Paragraph(0, 3))),
            ("show me the 4th paragraph please", Some(Paragraph(0, 4))),
            ("what does paragraph seven of the article say", Some(Paragraph(0, 7))),
            ("第七段说了什么？", Some(Paragraph(0, 7))),
            ("第3自然段写了啥", Some(Paragraph(0, 3))),
            ("请问第十一段讲什么", Some(Paragraph(0, 11))),
            ("How many paragraphs does the article have?", Some(Length)),
            ("how many paragraphs are there", Some(Length)),
            ("文章有几段？", Some(Length)),
            ("一共多少个自然段", Some(Length)),
            ("tl;dr", Some(Summary)),
            ("Summary please", Some(Summary)),
            ("这篇文章讲什么呢？", Some(Summary)),
            ("what does paragraph 5 say about films", None),
            ("which paragraph is that from", None),
            ("how many films are in paragraph 3", None),
            ("how many paragraphs speak of unicorns", None),
            ("第二段的电影有几部", None),
            ("第一届电影节", None),
            ("5", None),
            ("", None),
        ] {
            assert_eq!(asked(text, 0), expected, "{text}");
        }
    }
}
