//! What a word scores on a text in which its letters stand in their order: most where they follow each other and begin words.
//! It is what skim's fuzzy matcher gives, an alignment with affine gaps, but looks only at letters that the word has.

/// What a letter is worth, and how much more where it begins the text or a word, or stands behind a sign like a hyphen.
const MATCH: i32 = 16;
const BEGINS_TEXT: i32 = 16;
const BEGINS_WORD: i32 = 8;
const BEHIND_A_SIGN: i32 = 7;
/// The least that one is worth more that comes right after the one before.
const CONSECUTIVE: i32 = 4;
/// What a gap takes, beside one for each sign in it. What stands before the first letter takes one, however long it is.
const GAP: i32 = 3;
const START: i32 = 1;
/// Less than any score.
const NEVER: i32 = i32::MIN / 2;

/// Most letters of a word that are read, and those that nearly all words have no more than.
const LONGEST: usize = 128;
const USUAL: usize = 16;

/// The letters of a word.
pub(super) struct Letters {
    each: Vec<char>,
    /// The places of each letter in the word, the last one first: those of one letter stand side by side,
    places: Vec<usize>,
    /// from here to there.
    ascii: [(usize, usize); 128],
    others: Vec<(char, (usize, usize))>,
}

/// What is known at a place of the word.
#[derive(Clone, Copy)]
struct Place {
    /// What ends there scores at its last sign, and where that is.
    last: i32,
    at: i32,
    /// The best that ended there, with its distance from the beginning of the text: wherever it goes on, what is between
    /// can be taken off.
    best: i32,
}

impl Letters {
    /// The letters of a word.
    pub(super) fn of(word: &str) -> Self {
        let each: Vec<char> = word.chars().take(LONGEST).collect();
        let mut letters = Self { each: Vec::new(), places: Vec::new(), ascii: [(0, 0); 128], others: Vec::new() };
        for (at, letter) in each.iter().enumerate().filter(|(at, letter)| !each[..*at].contains(letter)) {
            let from = letters.places.len();
            letters.places.extend((at..each.len()).rev().filter(|place| each[*place] == *letter));
            let range = (from, letters.places.len());
            match letters.ascii.get_mut(*letter as usize) {
                Some(ascii) => *ascii = range,
                None => letters.others.push((*letter, range)),
            }
        }
        Self { each, ..letters }
    }

    #[inline]
    fn places(&self, letter: char) -> &[usize] {
        let (from, to) = match self.ascii.get(letter as usize) {
            Some(range) => *range,
            None => self.others.iter().find(|(other, _)| *other == letter).map_or((0, 0), |(_, range)| *range),
        };
        &self.places[from..to]
    }

    /// The most that the word scores on a text; none where its letters don't stand there in their order.
    pub(super) fn score(&self, text: &str) -> Option<i64> {
        if !self.stand_in(text) {
            return None;
        }
        let best = if self.each.len() <= USUAL { self.aligned::<USUAL>(text) } else { self.aligned::<LONGEST>(text) };
        Some(best.into())
    }

    /// Whether the letters stand in a text in their order, which most texts need no more than a look for.
    fn stand_in(&self, text: &str) -> bool {
        let mut left = self.each.iter();
        let mut next = left.next();
        for letter in text.chars() {
            if next == Some(&letter) {
                next = left.next();
            }
        }
        next.is_none()
    }

    fn aligned<const MOST: usize>(&self, text: &str) -> i32 {
        let mut word = [Place { last: NEVER, at: -2, best: NEVER }; MOST];
        let (mut before, mut found, mut most) = (None, 0, NEVER);
        for (at, letter) in (0..).zip(text.chars()) {
            let is_first = self.each.get(found) == Some(&letter);
            // The last place first, for each goes on from the one before it as that was at the sign before.
            for &place in self.places(letter) {
                let bonus = begins(before);
                let so_far = match place.checked_sub(1).map(|earlier| word[earlier]) {
                    None => bonus - START,
                    Some(earlier) => {
                        let follows = if earlier.at == at - 1 { earlier.last + bonus.max(CONSECUTIVE) } else { NEVER };
                        follows.max(earlier.best - GAP - (at - 1) + bonus)
                    }
                };
                let last = MATCH + so_far;
                let mut best = word[place].best.max(last + at);
                if is_first && place == found {
                    let (left_out, ends) = two_before(&word, place, at);
                    best = best.max(left_out);
                    most = if place + 1 == self.each.len() { ends } else { most };
                }
                word[place] = Place { last, at, best };
                if place + 1 == self.each.len() {
                    most = most.max(last);
                }
            }
            found += usize::from(is_first);
            before = Some(letter);
        }
        most
    }
}

/// Where a letter stands for the first time, it and the one before it may be left out for nothing, as if they were swapped
/// or one of them was wrong: what stands at the place two before goes on in its stead, and may be the end. The fuzzy matcher
/// does so since it computes two rows in turn.
fn two_before(word: &[Place], place: usize, at: i32) -> (i32, i32) {
    match (place, place.checked_sub(2).map(|earlier| word[earlier])) {
        (_, Some(earlier)) => (earlier.best, if earlier.at == at - 1 { earlier.last } else { NEVER }),
        (1, None) => (at + START, NEVER),
        (_, None) => (NEVER, NEVER),
    }
}

/// What a letter is worth more behind this sign.
#[inline]
fn begins(before: Option<char>) -> i32 {
    match before {
        None => BEGINS_TEXT,
        Some(' ' | '/' | '\\' | '|' | '(' | ')' | '[' | ']' | '{' | '}' | '\0') => BEGINS_WORD,
        Some(sign) if sign.is_ascii_punctuation() => BEHIND_A_SIGN,
        Some(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::Letters;
    use fuzzy_matcher::FuzzyMatcher;
    use fuzzy_matcher::skim::SkimMatcherV2;
    use proptest::prelude::*;

    proptest! {
        /// A matcher of its own for each text: one that was used before looks into what is left of another text.
        #[test]
        fn a_word_scores_what_the_fuzzy_matcher_gives(text in "[abcd电影 (.'-]{0,40}", word in "[abcd电影-]{1,8}") {
            let expected = SkimMatcherV2::default().ignore_case().fuzzy_match(&text, &word);
            prop_assert_eq!(Letters::of(&word).score(&text), expected);
        }
    }
}
