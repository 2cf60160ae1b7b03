//! The same question in another order, wording or case.

use super::dice::Dice;
use super::phrasing::{Phrasing, year};
use super::pieces::{replaced, tidied, without_end};
use crate::text::Language;

/// Words that a hurried person leaves out. Prepositions stay: they tell who did what to whom.
const FUNCTION_WORDS: [&str; 14] =
    ["the", "a", "an", "of", "did", "does", "do", "is", "are", "was", "were", "in", "has", "been"];

/// Articles and auxiliary verbs left out of a question.
pub(super) fn lost_function_words(phrasing: &Phrasing<'_>, _: &mut Dice) -> Option<String> {
    const FEWEST_LEFT: usize = 4;
    if phrasing.language == Language::Chinese || phrasing.is_claim() {
        return None;
    }
    // "Which of the five" is not "which five".
    let drops = |at: &usize| {
        let is_part =
            phrasing.word(*at) == "of" && matches!(&*phrasing.word(at - 1).to_lowercase(), "which" | "many" | "one");
        FUNCTION_WORDS.contains(&phrasing.word(*at).to_lowercase().as_str()) && !is_part
    };
    let places: Vec<usize> = (1..phrasing.reading.pieces.len()).filter(drops).collect();
    if places.is_empty() || phrasing.reading.pieces.len() - places.len() < FEWEST_LEFT {
        return None;
    }
    let text = places
        .iter()
        .rev()
        .fold(phrasing.text.to_string(), |text, at| replaced(&text, &phrasing.reading.pieces[*at].span, ""));
    Some(tidied(&text))
}

/// When it was, said at the other end: "in 2024, how many ...?", 北京2024年.
pub(super) fn moved_clause(phrasing: &Phrasing<'_>, _: &mut Dice) -> Option<String> {
    let pieces = &phrasing.reading.pieces;
    let at = (0..pieces.len()).find(|at| year(phrasing.word(*at)).is_some())?;
    match phrasing.language {
        Language::English => {
            let opens = phrasing.word(at.checked_sub(1)?).eq_ignore_ascii_case("in");
            let start = pieces[at - 1].span.start;
            let (text, end) = without_end(phrasing.text);
            if !opens || pieces[at].span.end != text.len() || phrasing.reading.pieces.len() < 5 {
                return None;
            }
            let (asked, clause) = text.split_at(start);
            Some(format!("I{}, {}{end}", &clause[1..], lower_first(asked.trim_end())))
        }
        Language::Chinese => {
            let rest = phrasing.text.strip_prefix(phrasing.word(at))?.strip_prefix('年')?;
            let clause = &phrasing.text[..phrasing.text.len() - rest.len()];
            // Only a name may stand before it.
            let name = phrasing.reading.found.iter().find(|found| found.span.start == clause.len())?;
            let (name, rest) = (&phrasing.text[name.span.clone()], &phrasing.text[name.span.end..]);
            phrasing.lexis.is_name(phrasing.reading.found.first()?.class).then(|| format!("{name}{clause}{rest}"))
        }
    }
}

/// A sentence that goes on after a comma; names keep their capital.
fn lower_first(text: &str) -> String {
    const OPENINGS: [&str; 8] = ["How", "What", "Which", "Who", "Where", "Why", "Is", "Did"];
    let opens = OPENINGS.iter().any(|word| text.split(' ').next() == Some(word));
    if opens { format!("{}{}", text[..1].to_lowercase(), &text[1..]) } else { text.to_string() }
}

/// Keywords first, what is asked last: "beijing film projects 2024 how many".
pub(super) fn keyword_order(phrasing: &Phrasing<'_>, _: &mut Dice) -> Option<String> {
    const ASKS: [&str; 6] = ["how many", "how much", "when", "where", "who", "why"];
    if phrasing.language == Language::Chinese {
        return None;
    }
    let words = phrasing.words();
    let asks =
        ASKS.iter().map(|asks| asks.split(' ').collect::<Vec<_>>()).find(|asks| words.starts_with(&owned(asks)))?;
    let rest: Vec<&str> = (asks.len()..words.len())
        .filter(|at| !FUNCTION_WORDS.contains(&words[*at].as_str()) && words[*at] != "s")
        .map(|at| words[at].as_str())
        .collect();
    // "Who made the drama" would become "made drama who": the order tells who did what.
    (rest.len() > 2).then(|| format!("{} {}", rest.join(" "), asks.join(" ")))
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(ToString::to_string).collect()
}

pub(super) fn lower_case(phrasing: &Phrasing<'_>, _: &mut Dice) -> Option<String> {
    Some(phrasing.text.to_lowercase()).filter(|text| text != phrasing.text)
}

pub(super) fn upper_case(phrasing: &Phrasing<'_>, _: &mut Dice) -> Option<String> {
    (phrasing.language == Language::English).then(|| phrasing.text.to_uppercase())
}

pub(super) fn no_mark(phrasing: &Phrasing<'_>, _: &mut Dice) -> Option<String> {
    let (text, end) = without_end(phrasing.text);
    (!end.is_empty()).then(|| text.to_string())
}

const FRAMES: [&str; 7] = [
    "hey, {}, please?",
    "Hi there! {}? Thanks!",
    "Quick question: {}?",
    "Sorry to bother you, but {}?",
    "could you tell me: {}?",
    "ok so, {}? thx",
    "Hello, I have a question. {}?",
];
const CHINESE_FRAMES: [&str; 7] = [
    "你好，{}？",
    "请问{}？",
    "麻烦问一下，{}？谢谢",
    "想问一下{}？",
    "在吗？{}？",
    "您好，请问一下，{}？谢谢！",
    "有个问题，{}？",
];

/// Politeness around a question.
pub(super) fn frame(phrasing: &Phrasing<'_>, dice: &mut Dice) -> Option<String> {
    // A wish or a row of keywords is not framed as a question.
    if !phrasing.text.ends_with(['?', '？']) {
        return None;
    }
    let frames = match phrasing.language {
        Language::English => FRAMES,
        Language::Chinese => CHINESE_FRAMES,
    };
    let question = without_end(phrasing.text).0;
    // A message of two sentences is read as two questions, and its phrasing may be two already.
    let is_one = !question.contains(['.', '?', '。', '？', '，', ',']);
    is_one.then(|| dice.pick(&frames)).flatten().map(|frame| frame.replace("{}", &lower_first(question)))
}
