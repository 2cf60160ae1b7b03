//! Usual questions, and dear ones that are made of a base's own words and are as long as a question that is read.

use citebot::conversation::LONGEST_QUESTION;
use citebot::facts::Base;

/// What questions are made of whatever the base holds.
const UNITS: [&str; 38] = [
    "的",
    "谁",
    "一",
    "一百万",
    "〇",
    "零一",
    "九千九百",
    "百分之一",
    "多少",
    "哪",
    "魑",
    "魑魅",
    "魑，",
    "谁？",
    "的?",
    "有多",
    "3月",
    "3点",
    "亿",
    "a ",
    "ab ",
    "abcdefgg ",
    "abcdefghabcdefghh",
    "who ",
    "who? ",
    "how many xqzw, ",
    "is it ",
    "one hundred and ",
    "1,",
    "1.",
    "1:",
    "+1 ",
    "call ",
    "2024-",
    "a.b@",
    "x-y",
    "é",
    "🙂a",
];

/// The most usual questions that are asked.
const MOST_USUAL: usize = 100;

/// A base's phrasings as people type them: with a word too many, and a slip.
pub(super) fn usual(base: &Base) -> Vec<String> {
    let phrasings = base.facts.iter().flat_map(|fact| fact.ask.iter().flat_map(|(_, asks)| asks));
    let typed = |phrasing: &str| {
        let mut chars: Vec<char> = phrasing.chars().collect();
        let middle = chars.len() / 2;
        chars.swap(middle.saturating_sub(1), middle);
        let frame = if phrasing.is_ascii() { "hey, " } else { "请问，" };
        format!("{frame}{}", chars.into_iter().collect::<String>())
    };
    phrasings.take(MOST_USUAL).map(|phrasing| typed(&phrasing.text)).collect()
}

/// Questions of `stuff`, of the base's phrasings in a row, and of what is dear everywhere.
pub(super) fn dear(stuff: &[String], base: &Base) -> Vec<String> {
    let mut units: Vec<String> = UNITS.iter().map(ToString::to_string).collect();
    for text in stuff {
        units.extend([text.clone(), slip(text, 0), slip(text, text.chars().count() / 2), format!("{text}? ")]);
        units.extend(text.chars().take(3).map(String::from));
        units.extend(text.split(' ').take(2).map(|word| format!("{} ", slip(word, word.chars().count() / 2))));
    }
    let phrasings = usual(base);
    let asked: Vec<&str> = phrasings.iter().map(|phrasing| phrasing.trim_end_matches(['?', '？'])).collect();
    units.extend(["? ", ", ", " ", " and ", "？", "，", "。"].map(|mark| asked.join(mark)));
    // Three questions of the same length: each is read by itself, and beside the others.
    units.extend(asked.chunks(4).map(|some| format!("{}? ", some.join(" "))));
    units.sort();
    units.dedup();
    units.iter().map(|unit| filled(unit)).collect()
}

/// `unit` again and again, to the longest question that is read.
pub(super) fn filled(unit: &str) -> String {
    unit.chars().cycle().take(LONGEST_QUESTION).collect()
}

/// Another character in one place.
fn slip(text: &str, place: usize) -> String {
    let other = |character: char| if character.is_ascii() { 'q' } else { '魑' };
    text.chars().enumerate().map(|(at, character)| if at == place { other(character) } else { character }).collect()
}
