//! Whether a clause denies what it says.

use std::ops::Range;

use compact_str::CompactString;

use super::reading::Reading;
use crate::matching::Word;
use crate::text::stem;

/// Whether a clause denies, and by which words it denies a part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Denial {
    pub(super) is_denied: bool,
    /// "Only on Mondays" denies the other days; clauses of which one has such words and the other has others can't be
    /// compared.
    pub(super) in_part: Vec<CompactString>,
}

const DENIES: [&str; 18] = [
    "not",
    "no",
    "never",
    "nobody",
    "none",
    "nothing",
    "cannot",
    "forbidden",
    "prohibited",
    "banned",
    "excluded",
    "refused",
    "nowhere",
    "t",
    "unable",
    "impossible",
    "n't",
    "ban",
];
const DENIES_IN_CHINESE: [char; 9] = ['不', '没', '无', '未', '非', '勿', '禁', '拒', '别'];
/// Words with such a character that deny nothing.
const AFFIRMS: [&str; 27] = [
    "不断",
    "不同",
    "非常",
    "无论",
    "不仅",
    "不但",
    "未来",
    "无人机",
    "非遗",
    "不过",
    "不管",
    "不限",
    "无线",
    "不锈钢",
    "不久",
    "不少",
    "特别",
    "区别",
    "性别",
    "级别",
    "类别",
    "分别",
    "个别",
    "识别",
    "别墅",
    "别的",
    "别人",
];
const IN_PART: [&str; 54] = [
    "only",
    "but",
    "free",
    "instead",
    "rather",
    "otherwise",
    "nil",
    "zero",
    "last",
    "alone",
    "until",
    "wait",
    "closed",
    "closes",
    "other",
    "without",
    "neither",
    "nor",
    "except",
    "unless",
    "免费",
    "免",
    "只",
    "仅",
    "除",
    "才",
    "休息",
    "闭馆",
    "停运",
    "避免",
    "关闭",
    "除外",
    "无需",
    "fail",
    "fails",
    "failure",
    "lack",
    "lacks",
    "absence",
    "refusal",
    "inability",
    "refuse",
    "declined",
    "rejected",
    "turned",
    "stop",
    "stops",
    "shut",
    "left",
    "停止",
    "零",
    "自备",
    "自带",
    "exempt",
];
/// Words before a part of a clause that may be denied by itself: "is chosen at the start and cannot be changed".
const JOINS: [&str; 8] = ["and", "or", "when", "if", "who", "which", "that", "because"];
/// Within so many words behind such a word its part is denied.
const SOON: usize = 3;

/// Whether a part of a clause begins with the word at `at` that is denied by itself.
pub(super) fn begins_denial(words: &[Word], at: usize) -> bool {
    let denies = |word: &Word| word.text.split(' ').any(|word| DENIES.contains(&word));
    JOINS.contains(&words[at].text.as_str()) && words[at + 1..].iter().take(SOON).any(denies)
}

/// What a text gives of a thing, or leaves out.
const GIVEN: [&str; 16] = [
    "name", "named", "names", "date", "dated", "year", "figure", "number", "details", "给出", "注明", "写明", "列出",
    "说明", "点名", "提到",
];

/// Verbs of prices.
const PAYS: [&str; 6] = ["pay", "pays", "paid", "cost", "costs", "charge"];

/// The fewest telling words of a clause that says something by itself.
const SAYS: usize = 3;

impl Reading {
    /// Whether a clause denies.
    pub(super) fn denies(&self, clause: &Range<usize>) -> Denial {
        let own = self.denies_itself(clause);
        // "Kettles, knives and drones are forbidden."
        let is_listed = own == Denial::default()
            && self.telling(clause).count() < SAYS
            && self.denies_itself(&self.sentence_of(clause.start)).is_denied;
        if is_listed { Denial { is_denied: false, in_part: vec!["listed".into()] } } else { own }
    }

    /// Whether a stretch denies nothing, but in the words of `denial` that deny a part.
    pub(super) fn denies_only(&self, words: &Range<usize>, denial: &Denial) -> bool {
        self.denies_itself(words).in_part == denial.in_part && !words.clone().any(|at| self.denial_at(at))
    }

    /// The word that a clause denies: the first telling one behind the "not".
    pub(super) fn denied_word(&self, clause: &Range<usize>) -> Option<usize> {
        let denial = clause.clone().find(|at| self.denial_at(*at) && !self.is_in_figure(*at))?;
        (denial + 1..clause.end).take(SOON).find(|at| self.tokens[*at].tells())
    }

    /// Whether a clause says what its source leaves out: "it has no product name", 没有给出产品名.
    pub(super) fn says_what_is_not_given(&self, clause: &Range<usize>) -> bool {
        let mut denials = clause.clone().filter(|at| self.denial_at(*at));
        denials.any(|denial| {
            let behind = &self.words[denial..clause.end.min(denial + 1 + SOON)];
            behind.iter().any(|word| GIVEN.iter().any(|given| word.text.split(' ').any(|part| part == *given)))
        })
    }

    fn denial_at(&self, at: usize) -> bool {
        let text = self.words[at].text.as_str();
        text.split(' ').any(|word| DENIES.contains(&word)) || text.contains(DENIES_IN_CHINESE)
    }

    fn denies_itself(&self, clause: &Range<usize>) -> Denial {
        // "No more than 5" is a limit.
        // "Pay nothing" tells a price.
        let is_price = |at: usize| {
            let before = at.checked_sub(1).map(|before| self.words[before].text.as_str());
            self.words[at].text == "nothing" && before.is_some_and(|before| PAYS.contains(&before))
        };
        let counts = |at: &usize| !self.is_in_figure(*at) && !is_price(*at);
        let words = || clause.clone().filter(counts).map(|at| self.words[at].text.as_str());
        let denies = |text: &str| {
            let rest = || AFFIRMS.iter().fold(text.to_string(), |text, affirms| text.replace(affirms, ""));
            text.split(' ').any(|word| DENIES.contains(&word))
                || (text.contains(DENIES_IN_CHINESE) && rest().contains(DENIES_IN_CHINESE))
        };
        let mut in_part: Vec<CompactString> = words().filter(|word| IN_PART.contains(word)).map(stem).collect();
        in_part.sort_unstable();
        in_part.dedup();
        // "Not forbidden" is allowed; 无人机不准用 isn't.
        let count = words().filter(|text| denies(text)).count();
        let is_denied = count > 0 && (count % 2 == 1 || words().any(|text| text.contains(DENIES_IN_CHINESE)));
        Denial { is_denied, in_part }
    }
}
