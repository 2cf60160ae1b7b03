//! Whether a clause denies what it says.

use std::ops::Range;

use compact_str::CompactString;

use super::denial_words::{
    AFFIRMS, AUXILIARIES, CHARGES, CONDITIONS, DENIES, DENIES_IN_CHINESE, FREE, GIVEN, IN_PART, JOINS, NOT,
    NOT_IN_CHINESE, ONLY, PAYS,
};
use super::reading::Reading;
use crate::matching::{Bound, Class, Figure, Measure, Word};
use crate::text::stem;

/// Whether a clause denies, and by which words it denies a part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Denial {
    pub(super) is_denied: bool,
    /// "Only on Mondays" denies the other days; clauses of which one has such words and the other has others can't be
    /// compared.
    pub(super) in_part: Vec<CompactString>,
}

/// An item of a list, which says nothing by itself.
const LISTED: &str = "listed";
/// The words of `ONLY`, and of `FREE`, as one.
const LIMITED: &str = "only";
const UNPAID: &str = "free";
/// Parts that turn round what a clause says.
const TURNS: [&str; 10] = [LISTED, LIMITED, "miss", UNPAID, "without", "except", "unless", "instead", "除", "除外"];
/// Within so many words behind a denial its part is denied.
const SOON: usize = 3;
/// The fewest telling words of a clause that says something by itself.
const SAYS: usize = 3;

impl Denial {
    /// Whether an answer's clause can be compared with one of the ground. "Only Ada may not" is the opposite of "Ada
    /// may"; "Bob may not" isn't that of "only Ada may".
    pub(super) fn is_comparable(&self, told: &Self) -> bool {
        let own = self.in_part.iter().filter(|part| *part != LIMITED);
        self.in_part == told.in_part || self.is_denied && own.eq(&told.in_part)
    }

    /// Whether no part of the clause turns it round.
    pub(super) fn is_plain(&self) -> bool {
        !self.in_part.iter().any(|part| TURNS.contains(&part.as_str()))
    }
}

/// Whether a part of a clause that is denied by itself begins with the word at `at`, or ends before it:
/// 没有身份证的｜可以用护照.
pub(super) fn begins_denial(words: &[Word], at: usize) -> bool {
    let joins = || {
        let denies = |word: &Word| word.text.split(' ').any(|word| DENIES.contains(&word));
        JOINS.contains(&words[at].text.as_str()) && words[at + 1..].iter().take(SOON).any(denies)
    };
    // "Is free and needs no letter".
    let joins_verb = || {
        let next = words.get(at + 1).is_some_and(|next| AUXILIARIES.contains(&next.text.as_str()));
        next && matches!(words[at].text.as_str(), "and" | "or")
    };
    let ends = || {
        let denies = |word: &Word| word.text.starts_with(DENIES_IN_CHINESE) && !AFFIRMS.contains(&word.text.as_str());
        let before = words[..at].iter().rev().skip(1).take_while(|word| word.class != Class::Mark);
        at > 0 && words[at - 1].text == "的" && before.take(SOON).any(denies)
    };
    joins() || joins_verb() || ends() || is_instead_of(words, at)
}

/// "Sacks instead of bins" denies bins; "£15 instead of £38" denies no price.
fn is_instead_of(words: &[Word], at: usize) -> bool {
    let end = match words[at].text.as_str() {
        "instead of" => at + 1,
        "instead" if words.get(at + 1).is_some_and(|next| next.text == "of") => at + 2,
        _ => return false,
    };
    words.get(end).is_some_and(|next| next.number.is_none())
}

/// Whether a word before "more than" makes it "at most".
pub(super) fn turns_limit(word: &str) -> bool {
    matches!(word, "never" | "not" | "不要" | "不得" | "不" | "别")
}

impl Reading {
    /// Whether a clause denies.
    pub(super) fn denies(&self, clause: &Range<usize>) -> Denial {
        let own = self.denies_itself(clause);
        if self.is_whom(clause) || own == Denial::default() && self.is_item(clause) {
            Denial { is_denied: false, in_part: vec![LISTED.into()] }
        } else {
            own
        }
    }

    /// Whether a stretch denies nothing, but in the words of `denial` that deny a part.
    pub(super) fn denies_only(&self, words: &Range<usize>, denial: &Denial) -> bool {
        self.denies_itself(words).in_part == denial.in_part && !words.clone().any(|at| self.denial_at(at))
    }

    /// Whether a clause denies by a "not", and not by a verb such as "refused".
    pub(super) fn says_not(&self, clause: &Range<usize>) -> bool {
        let is_not = |text: &str| text.split(' ').any(|word| NOT.contains(&word)) || text.contains(NOT_IN_CHINESE);
        clause.clone().any(|at| self.denial_at(at) && is_not(&self.words[at].text))
    }

    /// The word that a clause denies: the first telling one behind the "not".
    pub(super) fn denied_word(&self, clause: &Range<usize>) -> Option<usize> {
        let denial = clause.clone().find(|at| self.denial_at(*at))?;
        (denial + 1..clause.end).take(SOON).find(|at| self.tokens[*at].tells())
    }

    /// Whether a clause denies a denial: "are not forbidden".
    pub(super) fn denies_twice(&self, clause: &Range<usize>) -> bool {
        let denials = clause.clone().filter(|at| self.denial_at(*at)).count();
        denials > 1 && !self.denies_itself(clause).is_denied
    }

    /// The only word of a clause that denies.
    pub(super) fn lone_denial_in(&self, clause: &Range<usize>) -> Option<usize> {
        let mut denials = clause.clone().filter(|at| self.denial_at(*at));
        let denial = denials.next()?;
        (self.denies_itself(clause).is_denied && denials.next().is_none()).then_some(denial)
    }

    /// Whether a word stands behind what denies it, or before that at the end of a clause: "candles not".
    pub(super) fn is_denied_word(&self, at: usize) -> bool {
        let clause = self.clause_of(at);
        let denies = |at: usize| self.denial_at(at) && !self.is_price(at, &clause) || self.words[at].text == "without";
        let before = || (clause.start..at).rev().take(SOON).any(denies);
        let ends = || clause.end > at + 1 && clause.end <= at + 1 + SOON && denies(clause.end - 1);
        before() || ends()
    }

    /// Whether a clause says what its source leaves out: "it has no product name", 没有给出产品名.
    pub(super) fn says_what_is_not_given(&self, clause: &Range<usize>) -> bool {
        let mut denials = clause.clone().filter(|at| self.denial_at(*at));
        denials.any(|denial| {
            let behind = &self.words[denial..clause.end.min(denial + 1 + SOON)];
            behind.iter().any(|word| word.text.split(' ').any(|part| GIVEN.contains(&part)))
        })
    }

    /// Whether a clause is one of many of which the rest of the sentence says something: "kettles, knives and drones are
    /// forbidden".
    fn is_item(&self, clause: &Range<usize>) -> bool {
        let is_auxiliary = |at: usize| AUXILIARIES.contains(&self.words[at].text.as_str());
        let is_condition = CONDITIONS.contains(&self.words[clause.start].text.as_str());
        (self.telling(clause).count() < SAYS || self.is_listed(clause))
            && (is_condition || !clause.clone().any(is_auxiliary))
            && self.denies_itself(&self.sentence_of(clause.start)).is_denied
    }

    /// Whether 只 is a word for counting: 6200只.
    fn counts(&self, at: usize) -> bool {
        self.words[at].text == "只" && at > 0 && self.words[at - 1].number.is_some()
    }

    /// Whether a clause stands in a list: "not allowed: loose chalk and bare feet", 三脚架、自拍杆和无人机.
    fn is_listed(&self, clause: &Range<usize>) -> bool {
        self.is_behind(clause, &[':', '：', '、'])
    }

    /// Whether a clause says of whom the next one tells: 没有身份证的.
    fn is_whom(&self, clause: &Range<usize>) -> bool {
        clause.len() > 1 && self.words[clause.end - 1].text == "的"
    }

    /// Whether a word denies; "never more than 5" is a limit.
    fn denial_at(&self, at: usize) -> bool {
        let text = self.words[at].text.as_str();
        let rest = || AFFIRMS.iter().fold(text.to_string(), |text, affirms| text.replace(affirms, ""));
        // No dictionary has all of them as one word: 无人|机.
        let behind = &self.text[self.words[at].span.start..];
        let begins_other = || AFFIRMS.iter().any(|affirms| behind.starts_with(affirms));
        let is_beyond = |figure: &Figure| matches!(figure.bound, Bound::Above | Bound::Below);
        let limits = |figure: &Figure| figure.words.start == at + 1 && turns_limit(text) && is_beyond(figure);
        !self.is_in_figure(at)
            && !self.figures.iter().any(limits)
            && (text.split(' ').any(|word| DENIES.contains(&word))
                || is_instead_of(&self.words, at)
                || text.contains(DENIES_IN_CHINESE) && rest().contains(DENIES_IN_CHINESE) && !begins_other())
    }

    /// Whether a word says that nothing is paid: "pay nothing", "at no extra charge".
    fn is_price(&self, at: usize, clause: &Range<usize>) -> bool {
        let text = |at: usize| self.words[at].text.as_str();
        let before = || at.checked_sub(1).filter(|before| clause.contains(before));
        let charges = |count: usize| (at + 1..clause.end).take(count).any(|at| CHARGES.contains(&text(at)));
        match text(at) {
            "nothing" => before().is_some_and(|before| PAYS.contains(&text(before)) || self.is_price_of(before)),
            "no" | "without" => charges(SOON),
            "不要" | "不收" => charges(1),
            word => FREE.contains(&word),
        }
    }

    /// "Children under 5 nothing", and not "on 1 January nothing is open".
    fn is_price_of(&self, at: usize) -> bool {
        let mut figures = self.figures.iter().filter(|figure| figure.words.contains(&at));
        figures.any(|figure| figure.measure != Measure::Date)
    }

    /// "The last 3 months", "mattresses and other bulky things": the word limits nothing.
    fn limits_nothing(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |before| self.words[before].text.as_str());
        match self.words[at].text.as_str() {
            "last" => self.words.get(at + 1).is_some_and(|next| next.number.is_some()),
            "other" => matches!(before, "and" | "or"),
            "instead" => is_instead_of(&self.words, at),
            _ => false,
        }
    }

    fn denies_itself(&self, clause: &Range<usize>) -> Denial {
        let part = |at: usize| -> Option<CompactString> {
            let word = self.words[at].text.as_str();
            if self.is_price(at, clause) {
                Some(UNPAID.into())
            } else if ONLY.contains(&word) && !self.counts(at) {
                Some(LIMITED.into())
            } else {
                (IN_PART.contains(&word) && !self.limits_nothing(at)).then(|| stem(word))
            }
        };
        let outside = clause.clone().filter(|at| !self.is_in_figure(*at));
        let mut in_part: Vec<CompactString> = outside.filter_map(part).collect();
        in_part.sort_unstable();
        in_part.dedup();
        let denies = |at: &usize| self.denial_at(*at) && !self.is_price(*at, clause);
        let count = clause.clone().filter(denies).count();
        // "Not forbidden" is allowed; 无人机不准用 isn't.
        let has_chinese = || clause.clone().any(|at| self.words[at].text.contains(DENIES_IN_CHINESE));
        Denial { is_denied: count > 0 && (count % 2 == 1 || has_chinese()), in_part }
    }
}
