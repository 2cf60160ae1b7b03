//! Which Chinese characters make a word, though no list knows it: those that keep together in a base's texts.

use rustc_hash::FxHashMap;

/// The least bond of a word: where each of two characters is beside the other in about two of three places, the product of
/// both shares is 0.44.
const LEAST_BOND: f32 = 0.4;
/// Characters that are never apart are a word from this count on: once may be chance.
const OFTEN: f32 = 2.0;
/// A bond that is so many times as strong as the one beside it breaks that one.
const BREAKS: f32 = 2.0;

/// The words that `stretches` of characters are made of, each once: 钥匙 of 丢钥匙, 还钥匙 and 钥匙孔. A
/// character that keeps to no other is a word by itself.
pub(super) fn chinese_words(stretches: &[String]) -> Vec<String> {
    let counts = Counts::of(stretches);
    let mut words: Vec<String> = stretches.iter().flat_map(|stretch| counts.cut(stretch)).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// How often each character stands in the stretches, and each with the one behind it.
#[derive(Default)]
struct Counts {
    alone: FxHashMap<char, f32>,
    pairs: FxHashMap<(char, char), f32>,
}

impl Counts {
    fn of(stretches: &[String]) -> Self {
        let mut counts = Self::default();
        for stretch in stretches {
            for (one, next) in stretch.chars().zip(stretch.chars().skip(1)) {
                *counts.pairs.entry((one, next)).or_default() += 1.0;
            }
            for one in stretch.chars() {
                *counts.alone.entry(one).or_default() += 1.0;
            }
        }
        counts
    }

    /// How well two neighbours keep together, from 0 to 1: the share of the first one's places where the second follows,
    /// times the share of the second one's where it follows the first.
    fn bond(&self, one: char, next: char) -> f32 {
        let count = |one: char| self.alone.get(&one).copied().unwrap_or_default();
        let together = self.pairs.get(&(one, next)).copied().unwrap_or_default();
        let bond = together * together / (count(one) * count(next)).max(1.0);
        let never_apart = together >= OFTEN && together >= count(one).min(count(next));
        if bond > LEAST_BOND || never_apart { bond } else { 0.0 }
    }

    fn cut(&self, stretch: &str) -> Vec<String> {
        let bonds: Vec<f32> =
            stretch.chars().zip(stretch.chars().skip(1)).map(|(one, next)| self.bond(one, next)).collect();
        // 钥 stands behind 丢 often, but before 匙 always.
        let holds = |at: usize| {
            let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| bonds.get(at));
            bonds[at] > 0.0 && beside.into_iter().all(|other| *other < BREAKS * bonds[at])
        };
        let mut words = Vec::new();
        let mut word = String::new();
        for (at, character) in stretch.chars().enumerate() {
            word.push(character);
            if at >= bonds.len() || !holds(at) {
                words.push(std::mem::take(&mut word));
            }
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::chinese_words;

    #[test]
    fn characters_that_keep_together_are_a_word() {
        for (stretches, expected) in [
            ("丢钥匙|丢钥匙|钥匙|钥匙孔|还钥匙", "丢|孔|还|钥匙"),
            // Both are used alone.
            ("丢卡|丢|卡|丢|卡", "丢|卡"),
            // Once, and nowhere else.
            ("推理", "推理"),
            ("", ""),
        ] {
            let stretches: Vec<String> = stretches.split('|').map(String::from).collect();
            assert_eq!(chinese_words(&stretches).join("|"), expected, "{stretches:?}");
        }
    }
}
