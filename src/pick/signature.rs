//! What can be told of a text at a glance: whether a word may score enough on it. Its letters are looked for only where it
//! may.

/// Which letters stand in a text, which of them begin a word, and which follow which. Two letters may share a mark, so
/// that it tells surely what is not there, and what is there only perhaps.
pub(super) struct Signature {
    letters: u64,
    heads: u64,
    pairs: u128,
    first: u64,
}

/// The same of a word that is looked for, letter by letter.
pub(super) struct Wanted {
    letters: u64,
    /// The mark of each letter, and that of it with the one before; none for the first.
    each: Vec<(u64, Option<u128>)>,
}

/// The most that is given for a letter, for one that begins the text or a word, for one that comes right after
/// the letter before, and what it takes where that is not so.
const MATCH: i64 = 16;
const BEGINS_TEXT: i64 = 16;
const BEGINS_WORD: i64 = 8;
const CONSECUTIVE: i64 = 4;
const GAP: i64 = 4;
/// What it takes for the beginning.
const START: i64 = 1;

impl Signature {
    pub(super) fn of(text: &str) -> Self {
        let mut signature = Self { letters: 0, heads: 0, pairs: 0, first: 0 };
        let mut before = None;
        for letter in text.chars() {
            let mark = mark(letter);
            signature.letters |= mark;
            match before {
                None => signature.first = mark,
                Some(before) => signature.pairs |= pair(before, letter),
            }
            if before.is_none_or(parts) {
                signature.heads |= mark;
            }
            before = Some(letter);
        }
        signature
    }

    /// Whether a word may score `least`. It may not where a letter is missing, nor where too many of its letters neither
    /// begin a word nor come after each other.
    pub(super) fn may_score(&self, wanted: &Wanted, least: i64) -> bool {
        if wanted.letters & !self.letters != 0 {
            return false;
        }
        let most = |(letter, with_before): &(u64, Option<u128>)| {
            let head = if self.heads & letter != 0 { BEGINS_WORD } else { 0 };
            match with_before {
                None if self.first & letter != 0 => MATCH + BEGINS_TEXT - START,
                None => MATCH + head - START,
                Some(pair) if self.pairs & pair != 0 => MATCH + head.max(CONSECUTIVE),
                Some(_) => MATCH + head - GAP,
            }
        };
        wanted.each.iter().map(most).sum::<i64>() >= least
    }
}

impl Wanted {
    pub(super) fn of(word: &str) -> Self {
        let mut before = None;
        let each = |letter: char| {
            let with_before = before.replace(letter).map(|before| pair(before, letter));
            (mark(letter), with_before)
        };
        let each: Vec<(u64, Option<u128>)> = word.chars().map(each).collect();
        Self { letters: each.iter().fold(0, |all, (letter, _)| all | letter), each }
    }
}

/// Whether a word may begin behind this sign.
fn parts(sign: char) -> bool {
    sign == ' ' || sign.is_ascii_punctuation() || sign == '\0'
}

/// A mark of its own for small Latin letters and digits, and a shared one for others.
fn mark(letter: char) -> u64 {
    let letter = letter.to_ascii_lowercase();
    let number = match letter {
        'a'..='z' => u32::from(letter) - u32::from('a'),
        '0'..='9' => 26 + u32::from(letter) - u32::from('0'),
        other => 36 + u32::from(other) % 28,
    };
    1 << number
}

fn pair(before: char, letter: char) -> u128 {
    let code = |letter: char| u32::from(letter.to_ascii_lowercase());
    1 << (code(before).wrapping_mul(31).wrapping_add(code(letter)).wrapping_mul(0x9E37_79B1) >> 25)
}
