//! Near misses by another thing asked of the same: another property, the future, the opposite.

use super::dice::Dice;
use super::phrasing::{Phrasing, year};
use super::pieces::{replaced, without_end};
use crate::text::{Kind, Language, Lexicon};

/// Countable things that one asks of anything; those that the language lists as attributes.
const COUNTED: [&str; 8] =
    ["employees", "tickets", "actors", "lawsuits", "patents", "investors", "shareholders", "customers"];
const CHINESE_COUNTED: [(&str, &str); 6] = [
    ("名", "员工"), ("张", "门票"), ("名", "导演"), ("项", "专利"), ("名", "演员"), ("家", "影院"),
];

/// Properties of a named thing, with a question for each.
const ASKED: [(&str, &str); 5] = [
    ("price", "What is the price of {}?"),
    ("director", "Who is the director of {}?"),
    ("shareholders", "Who are the shareholders of {}?"),
    ("salary", "What salary does {} pay?"),
    ("employees", "How many employees does {} have?"),
];
const CHINESE_ASKED: [(&str, &str); 5] = [
    ("导演", "{}的导演是谁？"),
    ("票价", "{}的票价是多少？"),
    ("股东", "{}的股东有哪些？"),
    ("员工", "{}有多少名员工？"),
    ("工资", "{}的工资有多高？"),
];

/// Another thing counted; or a property that the fact doesn't tell of the thing it is about.
pub(super) fn other_property(phrasing: &Phrasing<'_>, dice: &mut Dice) -> Option<String> {
    match phrasing.language {
        Language::English => other_counted(phrasing, dice),
        Language::Chinese => other_chinese_counted(phrasing, dice),
    }
    .or_else(|| other_asked(phrasing, dice))
}

/// Whether a word is an attribute of which the fact tells nothing.
fn is_free(phrasing: &Phrasing<'_>, word: &str) -> bool {
    let singular = word.trim_end_matches('s');
    Lexicon::of(phrasing.language).attributes.contains(word) && !phrasing.known.mentions(singular)
}

fn other_counted(phrasing: &Phrasing<'_>, dice: &mut Dice) -> Option<String> {
    const AFTER: [&str; 24] = [
        "did", "does", "do", "are", "is", "was", "were", "has", "have", "had", "can", "will", "in", "of", "from", "at",
        "by", "for", "got", "came", "made", "passed", "took", "exist",
    ];
    const MOST_WORDS: usize = 4;
    let words = phrasing.words();
    let start = words.windows(2).position(|pair| pair == ["how", "many"])? + 2;
    let length = words[start..].iter().position(|word| AFTER.contains(&word.as_str()))?;
    let pieces = phrasing.reading.pieces.get(start..start + length).filter(|_| length <= MOST_WORDS)?;
    let span = pieces.first()?.span.start..pieces.last()?.span.end;
    let others: Vec<&str> = COUNTED.into_iter().filter(|word| is_free(phrasing, word)).collect();
    Some(replaced(phrasing.text, &span, dice.pick(&others)?))
}

fn other_chinese_counted(phrasing: &Phrasing<'_>, dice: &mut Dice) -> Option<String> {
    const MEASURES: [char; 7] = ['个', '家', '部', '项', '名', '种', '份'];
    let asks = phrasing.text.find("多少")?;
    let measure = asks + "多少".len();
    let after = measure + phrasing.text[measure..].chars().next().filter(|next| MEASURES.contains(next))?.len_utf8();
    let end = phrasing.reading.found.iter().filter(|found| found.span.start >= after);
    // "多少家AI企业": all names and nouns that stand in a row.
    let end = end.fold(after, |end, found| if found.span.start == end { found.span.end } else { end });
    let others: Vec<(&str, &str)> = CHINESE_COUNTED.into_iter().filter(|(_, word)| is_free(phrasing, word)).collect();
    let (one, other) = dice.pick(&others).filter(|_| end > after)?;
    Some(replaced(phrasing.text, &(measure..end), &format!("{one}{other}")))
}

fn other_asked(phrasing: &Phrasing<'_>, dice: &mut Dice) -> Option<String> {
    let about: Vec<usize> =
        phrasing.fact.about.iter().filter_map(|about| phrasing.lexis.class_of(&about.text)).collect();
    let found = phrasing.found(|found| about.contains(&found.class) && phrasing.is_proper(found));
    let name = dice.pick(&found)?;
    let asked = match phrasing.language {
        Language::English => ASKED,
        Language::Chinese => CHINESE_ASKED,
    };
    let free: Vec<&str> =
        asked.into_iter().filter(|(word, _)| is_free(phrasing, word)).map(|(_, question)| question).collect();
    let the = if phrasing.text[..name.span.start].ends_with(" the ") { "the " } else { "" };
    Some(dice.pick(&free)?.replace("{}", &format!("{the}{}", &phrasing.text[name.span.clone()])))
}

/// A year of which no article of our times tells what happened.
const FAR: &str = "2036";

/// The future in place of the past or the present, for a fact that tells nothing of the future.
pub(super) fn other_time(phrasing: &Phrasing<'_>, _: &mut Dice) -> Option<String> {
    const FUTURE: [&str; 16] = [
        " will ", "plan", "goal", "aim", "future", "outlook", "by 20", "strive", FAR, "将", "计划", "目标", "未来", "力争", "规划",
        "打造",
    ];
    if phrasing.is_claim() || FUTURE.iter().any(|sign| phrasing.known.mentions(sign)) {
        return None;
    }
    match phrasing.language {
        Language::English => english_future(phrasing),
        Language::Chinese => {
            let at = phrasing.text.find("有多少")?;
            let is_now = !phrasing.text[..at].ends_with(['没', '共', '总']) && !phrasing.text.contains("20");
            is_now.then(|| replaced(phrasing.text, &(at..at), &format!("{FAR}年会")))
        }
    }
}

fn english_future(phrasing: &Phrasing<'_>) -> Option<String> {
    let pieces = &phrasing.reading.pieces;
    let at = phrasing.words().iter().position(|word| matches!(word.as_str(), "did" | "does" | "do"))?;
    let year = (0..pieces.len()).find(|at| year(phrasing.word(*at)).is_some());
    let (text, end) = without_end(phrasing.text);
    // From the back, so that places stay.
    let later = match year {
        Some(at) => replaced(phrasing.text, &pieces[at].span, FAR),
        None => format!("{text} in {FAR}{end}"),
    };
    (at > 0 && year.is_none_or(|year| year > at)).then(|| replaced(&later, &pieces[at].span, "will"))
}

/// The opposite: "which were not ...", 没有.
pub(super) fn negated(phrasing: &Phrasing<'_>, _: &mut Dice) -> Option<String> {
    let negations = &Lexicon::of(phrasing.language).negations;
    let says_no = |text: &str| match phrasing.language {
        Language::English => text.to_lowercase().split_whitespace().any(|word| negations.contains(word)),
        Language::Chinese => text.contains(['不', '没', '未', '无']),
    };
    let of_fact = phrasing.fact.ask.get(phrasing.language);
    if phrasing.is_claim() || phrasing.expects(&[Kind::Why]) || of_fact.iter().any(|ask| says_no(&ask.text)) {
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
    let passive = words.windows(2).position(|pair| {
        matches!(pair[0].as_str(), "was" | "were" | "is" | "are") && is_participle(&pair[1])
    });
    let active = || {
        let at = words.iter().position(|word| matches!(word.as_str(), "did" | "does" | "do"))?;
        let subject = phrasing.found(|found| found.pieces.start == at + 1 && phrasing.is_proper(found));
        let end = subject.first()?.pieces.end;
        let owns = words.get(end).is_some_and(|next| next == "s");
        let is_verb = phrasing.reading.pieces.get(end).is_some() && !owns && phrasing.word(end).starts_with(char::is_lowercase);
        is_verb.then_some(end - 1)
    };
    let at = phrasing.reading.pieces[passive.or_else(active)?].span.end;
    Some(replaced(phrasing.text, &(at..at), " not"))
}

fn chinese_opposite(phrasing: &Phrasing<'_>) -> Option<String> {
    const ASKS: [&str; 8] = ["谁", "哪家", "哪个", "哪些", "哪所", "哪几家", "哪位", "哪项"];
    let asks = ASKS.iter().filter_map(|word| phrasing.text.find(word)).min()?;
    let followed = |end: usize| phrasing.text[end..].starts_with('了');
    let verb = phrasing.reading.found.iter().find(|found| {
        found.span.start > asks && !phrasing.lexis.is_name(found.class) && followed(found.span.end)
    })?;
    let word = &phrasing.text[verb.span.clone()];
    Some(replaced(phrasing.text, &(verb.span.start..verb.span.end + '了'.len_utf8()), &format!("没有{word}")))
}
