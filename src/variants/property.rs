//! Near misses by another thing asked of the same: not how many films, but how many employees.

use std::ops::Range;

use super::dice::Dice;
use super::lexis::Found;
use super::phrasing::Phrasing;
use super::pieces::replaced;
use crate::text::Language;

/// What one asks of anything, by what the question must stand for.
const COUNTED: [&str; 8] =
    ["employees", "tickets", "actors", "lawsuits", "patents", "investors", "shareholders", "customers"];
const OF_IT: [&str; 6] = ["budget", "price", "director", "sponsor", "owner", "logo"];
const WHICH: [&str; 5] = ["director", "actor", "investor", "shareholder", "bank"];
const CHINESE_COUNTED: [&str; 6] = ["名员工", "张门票", "名导演", "项专利", "名演员", "家影院"];
const CHINESE_OF_IT: [&str; 5] = ["票价", "导演", "股东", "工资", "利润"];
const CHINESE_WHICH: [&str; 5] = ["股东", "导演", "演员", "银行", "品牌"];

/// Another thing counted, asked of it, or looked for.
pub(super) fn other_property(phrasing: &Phrasing<'_>, dice: &mut Dice) -> Option<String> {
    if phrasing.is_claim() {
        return None;
    }
    let (span, others): (Range<usize>, &[&str]) = match phrasing.language {
        Language::English => counted(phrasing)
            .map(|span| (span, &COUNTED[..]))
            .or_else(|| Some((of_it(phrasing)?, &OF_IT[..])))
            .or_else(|| Some((which(phrasing)?, &WHICH[..]))),
        Language::Chinese => chinese_counted(phrasing)
            .map(|span| (span, &CHINESE_COUNTED[..]))
            .or_else(|| Some((chinese_of_it(phrasing)?, &CHINESE_OF_IT[..])))
            .or_else(|| Some((chinese_which(phrasing)?, &CHINESE_WHICH[..]))),
    }?;
    let free: Vec<&str> = others.iter().copied().filter(|other| is_free(phrasing, other)).collect();
    Some(replaced(phrasing.text, &span, dice.pick(&free)?))
}

/// Whether a property is one of which the base tells nothing.
fn is_free(phrasing: &Phrasing<'_>, word: &str) -> bool {
    // A measure word stands before what Chinese counts.
    let noun = word.trim_start_matches(['名', '张', '项', '家']);
    !phrasing.known.mentions(noun.trim_end_matches('s'))
}

/// What "how many" counts.
fn counted(phrasing: &Phrasing<'_>) -> Option<Range<usize>> {
    const AFTER: [&str; 24] = [
        "did", "does", "do", "are", "is", "was", "were", "has", "have", "had", "can", "will", "in", "of", "from", "at",
        "by", "for", "got", "came", "made", "passed", "took", "exist",
    ];
    const MOST_WORDS: usize = 4;
    let words = phrasing.words();
    let start = words.windows(2).position(|pair| pair == ["how", "many"])? + 2;
    let length = words[start..].iter().position(|word| AFTER.contains(&word.as_str()))?;
    let pieces = phrasing.reading.pieces.get(start..start + length).filter(|_| length <= MOST_WORDS)?;
    Some(pieces.first()?.span.start..pieces.last()?.span.end)
}

/// The noun of "what is the theme of".
fn of_it(phrasing: &Phrasing<'_>) -> Option<Range<usize>> {
    let words = phrasing.words();
    let asks = |window: &[String]| {
        window[0] == "what"
            && matches!(window[1].as_str(), "is" | "was" | "are" | "were")
            && window[2] == "the"
            && window[4] == "of"
    };
    let at = words.windows(5).position(asks)?;
    Some(phrasing.reading.pieces[at + 3].span.clone())
}

/// The noun of "which company made": what stands for it must be able to do what it did.
fn which(phrasing: &Phrasing<'_>) -> Option<Range<usize>> {
    let words = phrasing.words();
    let at = words.iter().position(|word| matches!(word.as_str(), "which" | "what"))?;
    let found = phrasing.found(|found| found.pieces == (at + 1..at + 2)).first().copied()?;
    let is_singular = !words[at + 1].ends_with('s');
    let next = words.get(at + 2)?;
    let is_verb =
        next.ends_with("ed") || next.ends_with('s') || matches!(next.as_str(), "made" | "built" | "did" | "has");
    (is_singular && is_verb && !phrasing.lexis.is_name(found.class)).then(|| found.span.clone())
}

/// What 多少 counts, with its measure word.
fn chinese_counted(phrasing: &Phrasing<'_>) -> Option<Range<usize>> {
    const MEASURES: [char; 7] = ['个', '家', '部', '项', '名', '种', '份'];
    let measure = phrasing.text.find("多少")? + "多少".len();
    let after = measure + phrasing.text[measure..].chars().next().filter(|next| MEASURES.contains(next))?.len_utf8();
    let found = phrasing.reading.found.iter().filter(|found| found.span.start >= after);
    // "多少家AI企业": all names and nouns that stand in a row.
    let end = found.fold(after, |end, found| if found.span.start == end { found.span.end } else { end });
    (end > after).then_some(measure..end)
}

/// The noun of 主题是什么.
fn chinese_of_it(phrasing: &Phrasing<'_>) -> Option<Range<usize>> {
    noun(phrasing, |found| {
        let rest = &phrasing.text[found.span.end..];
        let asks = ["是什么", "是啥", "叫什么", "是哪"].iter().any(|asks| rest.starts_with(asks));
        asks && phrasing.text[..found.span.start].ends_with('的')
    })
}

/// The noun of 哪家公司.
fn chinese_which(phrasing: &Phrasing<'_>) -> Option<Range<usize>> {
    noun(phrasing, |found| {
        let before = &phrasing.text[..found.span.start];
        let is_listed = phrasing.text[found.span.end..].starts_with('、');
        !is_listed && ["哪个", "哪家", "哪座"].iter().any(|asks| before.ends_with(asks))
    })
}

fn noun(phrasing: &Phrasing<'_>, wanted: impl Fn(&Found) -> bool) -> Option<Range<usize>> {
    let found = phrasing.found(|found| !phrasing.lexis.is_name(found.class) && wanted(found));
    found.first().map(|found| found.span.clone())
}
