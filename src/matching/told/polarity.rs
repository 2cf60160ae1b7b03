//! Opposites: an answer that tells when something is closed does not say yes to whether it is open.

use crate::matching::word::Word;

/// Beginnings of words, the one side and the other.
const OPPOSITES: [(&[&str], &[&str]); 6] = [
    (&["open", "开放", "开门", "营业", "开馆"], &["clos", "shut", "闭馆", "关门", "休息", "关闭", "闭园"]),
    (&["allow", "permit", "welcome", "允许"], &["forbid", "prohibit", "banned", "禁止", "不得", "不准"]),
    (
        &["rise", "rose", "risen", "increas", "grow", "grew", "增加", "增长", "上升"],
        &["fall", "fell", "drop", "declin", "decreas", "减少", "下降"],
    ),
    (FREE, &["cost", "charge", "pay", "paid", "fee", "收费", "付费", "付钱", "花钱"]),
    (&["first", "earliest", "最早"], &["last", "latest", "最晚"]),
    (&["biggest", "largest", "most", "最大"], &["smallest", "fewest", "least", "最小"]),
];

const FREE: &[&str] = &["free", "免费"];
/// Before a word for a price: "free of charge", "no fee", "without charge".
const DENIES_PRICE: [&str; 3] = ["of", "no", "without"];

/// Which sides of the opposites a text speaks of, a bit for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Polarity(u16);

impl Polarity {
    /// What words speak of.
    pub(crate) fn of(words: &[Word]) -> Self {
        let begins = |word: &Word, side: &[&str]| side.iter().any(|start| word.text.starts_with(start));
        // "Free of charge" is no charge.
        let is_denied = |at: usize| {
            let price = begins(&words[at], &["cost", "charge", "fee"]);
            price && at > 0 && DENIES_PRICE.contains(&words[at - 1].text.as_str())
        };
        let speaks = |side: &[&str]| {
            (0..words.len()).any(|at| if is_denied(at) { side == FREE } else { begins(&words[at], side) })
        };
        let bits = OPPOSITES
            .iter()
            .enumerate()
            .map(|(at, (one, other))| (u16::from(speaks(one)) | (u16::from(speaks(other)) << 1)) << (2 * at));
        Self(bits.fold(0, |all, bits| all | bits))
    }

    /// Whether one speaks of the one side alone, and the other of the other.
    pub(crate) fn opposes(self, other: Self) -> bool {
        (0..OPPOSITES.len()).any(|at| {
            let side = |bits: u16| (bits >> (2 * at)) & 3;
            matches!((side(self.0), side(other.0)), (1, 2) | (2, 1))
        })
    }
}
