//! Cuts a run of Chinese characters into words: the fewest known words that make it up.

/// How a stretch of characters counts as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// A word of the base or of a word list.
    Listed,
    /// A common word of the language.
    Common,
    /// Not known.
    No,
}

// Costs, in units that only matter relative to each other. A word costs more than any preference
// between words, so that the number of words decides; a character that is no word costs more than
// a word; and among cuts with as many words, listed ones win.
const WORD: u32 = 20;
const COMMON: u32 = 2;
const UNKNOWN: u32 = 12;

/// The words of `run`, in order; together they are the run. `longest` says how many characters a known
/// word may have that begins where what is left of the run does.
pub fn segment(run: &str, longest: impl Fn(&str) -> usize, known: impl Fn(&str) -> Known) -> Vec<&str> {
    let bounds: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    let count = bounds.len() - 1;
    let reach: Vec<usize> = bounds[..count].iter().map(|at| longest(&run[*at..]).max(1)).collect();
    let farthest = reach.iter().copied().max().unwrap_or(0);
    // cheapest[i]: the least cost of the characters before i, and where its last word begins.
    let mut cheapest = vec![(u32::MAX, 0); count + 1];
    cheapest[0] = (0, 0);
    for end in 1..=count {
        for start in (end.saturating_sub(farthest)..end).rev().filter(|start| end - start <= reach[*start]) {
            let word = &run[bounds[start]..bounds[end]];
            let extra = match known(word) {
                Known::Listed => 0,
                Known::Common => COMMON,
                Known::No if end - start == 1 => UNKNOWN,
                Known::No => continue,
            };
            let cost = cheapest[start].0.saturating_add(WORD + extra);
            if cost < cheapest[end].0 {
                cheapest[end] = (cost, start);
            }
        }
    }
    let mut words = Vec::new();
    let mut end = count;
    while end > 0 {
        let start = cheapest[end].1;
        words.push(&run[bounds[start]..bounds[end]]);
        end = start;
    }
    words.reverse();
    words
}

#[cfg(test)]
mod tests {
    use super::{Known, segment};

    #[test]
    fn the_fewest_words_win_and_listed_ones_among_them() {
        let known = |word: &str| match word {
            "人工智能" | "多少" | "家" | "企业" => Known::Listed,
            "家人" | "智能" | "工" | "北京" | "有" => Known::Common,
            _ => Known::No,
        };
        for (run, expected) in
            [("北京有多少家人工智能企业", "北京|有|多少|家|人工智能|企业"), ("魑魅", "魑|魅"), ("", "")]
        {
            assert_eq!(segment(run, |_| 4, known).join("|"), expected);
        }
    }
}
