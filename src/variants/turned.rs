//! Near misses by another time or the opposite of what is asked.

use super::dice::Dice;
use super::phrasing::{Phrasing, year};
use super::pieces::{replaced, without_end};
use crate::text::{Kind, Language, Lexicon};

/// A time of which a fact that tells nothing of the future and the past tells nothing, with its auxiliary verb.
const TIMES: [(&str, &str); 5] = [
    ("will", "in 2036"),
    ("will", "next year"),
    ("will", "ten years from now"),
    ("did", "ten years ago"),
    ("did", "in the 1990s"),
];
const CHINESE_TIMES: [&str; 5] = ["2036年会", "明年会", "十年后会", "十年前", "上世纪九十年代"];

/// Another time, for a fact that tells only of one.
pub(super) fn other_time(phrasing: &Phrasing<'_>, dice: &mut Dice) -> Option<String> {
    const OTHER: [&str; 17] = [
        " will ", "plan", "goal", "aim", "future", "outlook", "by 20", "strive", "2036", "ago", "将", "计划", "目标",
        "未来", "力争", "规划", "打造",
    ];
    // What a text says or a word means has no time.
    const TIMELESS: [&str; 12] =
        ["article", "report", "story", "piece", "text", "mean", "call", "stand for", "say", "describe", "refer", ","];
    let has_year = (0..phrasing.reading.pieces.len()).any(|at| year(phrasing.word(at)).is_some());
    let is_timeless = TIMELESS.iter().any(|word| phrasing.text.contains(word));
    if phrasing.is_claim() || has_year || is_timeless || OTHER.iter().any(|sign| phrasing.known.mentions(sign)) {
        return None;
    }
    match phrasing.language {
        Language::English => english_time(phrasing, dice),
        Language::Chinese => {
            let at = phrasing.text.find("有多少").filter(|at| !phrasing.text[..*at].ends_with(['没', '共', '总']))?;
            let is_one = !phrasing.text.contains(['，', ',', ' ']);
            is_one.then(|| Some(replaced(phrasing.text, &(at..at), dice.pick(&CHINESE_TIMES)?)))?
        }
    }
}

fn english_time(phrasing: &Phrasing<'_>, dice: &mut Dice) -> Option<String> {
    let at = phrasing.words().iter().position(|word| matches!(word.as_str(), "did" | "does" | "do"))?;
    let is_past = phrasing.word(at) == "did";
    let times: Vec<(&str, &str)> = TIMES.into_iter().filter(|(verb, _)| !is_past || *verb == "will").collect();
    let (verb, time) = dice.pick(&times).filter(|_| at > 0)?;
    let (text, end) = without_end(phrasing.text);
    Some(replaced(&format!("{text} {time}{end}"), &phrasing.reading.pieces[at].span, verb))
}

/// The opposite: "which were not ...", 没有.
pub(super) fn negated(phrasing: &Phrasing<'_>, _: &mut Dice) -> Option<String> {
    let negations = &Lexicon::of(phrasing.language).negations;
    let says_no = |text: &str| match phrasing.language {
        Language::English => text.to_lowercase().split_whitespace().any(|word| negations.contains(word)),
        Language::Chinese => text.contains(['不', '没', '未', '无']),
    };
    let of_fact = phrasing.fact.ask.get(phrasing.language);
    if phrasing.is_claim() || phrasing.expects(&[Kind::Why, Kind::Rank]) || of_fact.iter().any(|ask| says_no(&ask.text))
    {
        return None;
    }
    match phrasing.language {
        Language::English => english_opposite(phrasing),
        Language::Chinese => chinese_opposite(phrasing),
    }
}

fn english_opposite(phrasing: &Phrasing<'_>) -> Option<String> {
    let words = phrasing.words();
    let is_participle =
        |word: &str| word.ends_with("ed") || matches!(word, "made" | "held" | "built" | "shown" | "chosen" | "given");
    let passive = words
        .windows(2)
        .position(|pair| matches!(pair[0].as_str(), "was" | "were" | "is" | "are") && is_participle(&pair[1]));
    let active = || {
        let at = words.iter().position(|word| matches!(word.as_str(), "did" | "does" | "do"))?;
        let subject = phrasing.found(|found| found.pieces.start == at + 1 && phrasing.is_proper(found));
        let end = subject.first()?.pieces.end;
        let next = words.get(end)?;
        let is_verb =
            !matches!(next.as_str(), "s" | "and" | "or") && phrasing.word(end).starts_with(char::is_lowercase);
        let blank = phrasing.reading.pieces[end - 1].span.end..phrasing.reading.pieces[end].span.start;
        // "Does Beijing film ...": a noun after the name is no verb.
        let is_noun = phrasing.found(|found| found.pieces.start == end).first().is_some_and(|found| {
            phrasing.lexis.is_name(found.class) || matches!(next.as_str(), "film" | "films" | "movie" | "movies")
        });
        (is_verb && !is_noun && phrasing.text[blank] == *" ").then_some(end - 1)
    };
    let at = phrasing.reading.pieces[passive.or_else(active)?].span.end;
    Some(replaced(phrasing.text, &(at..at), " not"))
}

fn chinese_opposite(phrasing: &Phrasing<'_>) -> Option<String> {
    const ASKS: [&str; 8] = ["谁", "哪家", "哪个", "哪些", "哪所", "哪几家", "哪位", "哪项"];
    let asks = ASKS.iter().filter_map(|word| phrasing.text.find(word)).min()?;
    let followed = |end: usize| phrasing.text[end..].starts_with('了');
    let verb =
        phrasing.reading.found.iter().find(|found| {
            found.span.start > asks && !phrasing.lexis.is_name(found.class) && followed(found.span.end)
        })?;
    let word = &phrasing.text[verb.span.clone()];
    Some(replaced(phrasing.text, &(verb.span.start..verb.span.end + '了'.len_utf8()), &format!("没有{word}")))
}
