//! Near misses by another edition: the 12th festival for the 15th.

use super::dice::Dice;
use super::editions::ordinal_before;
use super::lexis::Found;
use super::phrasing::Phrasing;
use super::pieces::replaced;
use crate::text::Language;

const ENGLISH_ORDINALS: [&str; 6] = ["6th", "8th", "9th", "12th", "13th", "21st"];
const CHINESE_ORDINALS: [&str; 6] = ["第六届", "第八届", "第九届", "第十二届", "第十三届", "第二十一届"];

/// An edition that the base doesn't tell of, beside a name that it counts by editions.
pub(super) fn other_ordinal(phrasing: &Phrasing<'_>, dice: &mut Dice) -> Option<String> {
    let asks_edition = ["edition", "ordinal", "number", "届"].iter().any(|sign| phrasing.text.contains(sign));
    let found = phrasing.found(|found| phrasing.editions.count(found.class) && is_one(phrasing, found));
    let [only] = found.as_slice() else { return None };
    let start = only.span.start;
    let (span, had) = match ordinal_before(phrasing.text, start) {
        Some(span) => (span, true),
        None => (start..start, false),
    };
    // "Is it the 12th?" may be put right, and 第几届 asks which one it is.
    if phrasing.is_claim() || phrasing.text[span.clone()].contains('几') || (asks_edition && !had) {
        return None;
    }
    let (ordinals, blank) = match phrasing.language {
        Language::English => (ENGLISH_ORDINALS, " "),
        Language::Chinese => (CHINESE_ORDINALS, ""),
    };
    let has_article = had || phrasing.text[..start].to_lowercase().ends_with("the ");
    let article = if phrasing.language == Language::English && !has_article { "the " } else { "" };
    let others: Vec<&str> = ordinals.into_iter().filter(|ordinal| !phrasing.known.mentions(ordinal)).collect();
    Some(replaced(phrasing.text, &span, &format!("{article}{}{blank}", dice.pick(&others)?)))
}

/// Whether a form names the one thing that is meant, not one of its kind.
fn is_one(phrasing: &Phrasing<'_>, found: &Found) -> bool {
    const SHORTEST: usize = 3;
    let written = &phrasing.text[found.span.clone()];
    match phrasing.language {
        Language::English => phrasing.is_proper(found) || phrasing.text[..found.span.start].ends_with("the "),
        Language::Chinese => written.chars().count() >= SHORTEST,
    }
}
