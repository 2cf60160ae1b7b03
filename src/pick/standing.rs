//! Where does a word stand as it was typed? All texts are one string, so that one search finds it in all of them.

use memchr::memmem::find_iter;

/// All texts that facts are picked by, one behind the other.
#[derive(Default)]
pub(super) struct Standing {
    all: String,
    texts: Vec<Text>,
}

/// A text, and whose it is.
struct Text {
    start: usize,
    fact: usize,
    worth: i64,
}

/// Parts the texts; no word holds it.
const BETWEEN: char = '\n';
/// What the matcher gives less to a word that begins no text, but a word in it; behind a sign like a hyphen; and inside.
const IN_TEXT: i64 = 8;
const BEHIND_A_SIGN: i64 = 9;
const INSIDE: i64 = 16;

impl Standing {
    /// Adds a text of a fact, by its number.
    pub(super) fn add(&mut self, fact: usize, text: &str, worth: i64) {
        self.texts.push(Text { start: self.all.len(), fact, worth });
        self.all.push_str(text);
        self.all.push(BETWEEN);
    }

    /// Where `word` stands: in which facts, what it scores there less than at the beginning of a text, and what a hit there is
    /// worth.
    pub(super) fn of(&self, word: &str) -> impl Iterator<Item = (usize, i64, i64)> {
        let mut next = 0;
        find_iter(self.all.as_bytes(), word.as_bytes()).map(move |at| {
            while self.texts.get(next).is_some_and(|text| text.start <= at) {
                next += 1;
            }
            let Text { start, fact, worth } = self.texts[next - 1];
            (fact, less(&self.all[start..at]), worth)
        })
    }
}

/// What a word scores less behind this.
fn less(before: &str) -> i64 {
    match before.chars().next_back() {
        None => 0,
        Some(' ' | '/' | '\\' | '|' | '(' | ')' | '[' | ']' | '{' | '}') => IN_TEXT,
        Some(sign) if sign.is_ascii_punctuation() => BEHIND_A_SIGN,
        Some(_) => INSIDE,
    }
}

#[cfg(test)]
mod tests {
    use super::less;
    use fuzzy_matcher::FuzzyMatcher;
    use fuzzy_matcher::skim::SkimMatcherV2;

    /// As the matcher itself gives it, so that both ways to pick put facts in the same order.
    #[test]
    fn a_word_scores_less_inside_a_text() {
        let matcher = SkimMatcherV2::default().ignore_case();
        for word in ["film", "2024", "a", "电影"] {
            let score = |before: &str| matcher.fuzzy_match(&format!("{before}{word}"), word).unwrap();
            for before in ["", "x ", "x/", "(", "x-", "x'", "x?", "x", "第", "x yz", "9"] {
                assert_eq!(score("") - score(before), less(before), "{before}{word}");
            }
        }
    }
}
