//! Which words are near in meaning: two tables of word vectors, and the common words of both languages.
//!
//! The tables say how near two texts are; they never say that a question is answered. Where they
//! come from, and under which licences, stands in `NOTICE`.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use super::language::is_chinese;

/// Whether texts are compared by the tables. Their common words are known either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WordTable {
    /// Meanings are compared.
    #[default]
    Used,
    /// Only words and letters are.
    Unused,
}

/// How many numbers a vector has.
pub const DIMENSIONS: usize = 128;

/// A text's place in the space of meanings, of length one.
pub type Vector = [f32; DIMENSIONS];

static ENGLISH: LazyLock<Table> = LazyLock::new(|| Table::embedded(include_bytes!("tables/english.wtb")));
static CHINESE: LazyLock<Table> = LazyLock::new(|| Table::embedded(include_bytes!("tables/chinese.wtb")));

/// Whether a word is a common one of its language, names of places and people included.
pub fn is_common(word: &str) -> bool {
    table_for(word).pieces.contains_key(word)
}

/// The meaning of a text in its normal form; none where no piece of it is known.
pub fn meaning(text: &str) -> Option<Vector> {
    let mut sum = [0.0; DIMENSIONS];
    for run in runs(text) {
        let table = table_for(run);
        pieces(table, run, |row| table.add(row, &mut sum));
    }
    unit(sum)
}

/// How near two meanings are: 1 the same, 0 nothing in common.
#[inline]
pub fn nearness(one: &Vector, other: &Vector) -> f32 {
    // Sums side by side, which a processor does at once; one after the other takes ten times as long. With bounds
    // that are constants, the compiler sees that at every level of optimisation that sees it at all.
    let mut sums = [0.0; LANES];
    for at in (0..DIMENSIONS).step_by(LANES) {
        for lane in 0..LANES {
            sums[lane] += one[at + lane] * other[at + lane];
        }
    }
    let mut sum = 0.0;
    for lane in sums {
        sum += lane;
    }
    sum
}

/// How many sums run side by side.
const LANES: usize = 16;

/// A vector of length one in the same direction.
pub fn unit(mut vector: Vector) -> Option<Vector> {
    let length = nearness(&vector, &vector).sqrt();
    if length <= f32::EPSILON {
        return None;
    }
    for value in &mut vector {
        *value /= length;
    }
    Some(vector)
}

fn table_for(word: &str) -> &'static Table {
    if word.chars().next().is_some_and(is_chinese) { &CHINESE } else { &ENGLISH }
}

/// Runs of Latin letters and digits, and runs of Chinese characters.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let kind = |character: char| match character {
        'a'..='z' | '0'..='9' => 1,
        _ if is_chinese(character) => 2,
        _ => 0,
    };
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|character| kind(character) == 0);
        let first = kind(rest.chars().next()?);
        let end = rest.find(|character| kind(character) != first).unwrap_or(rest.len());
        let run;
        (run, rest) = rest.split_at(end);
        Some(run)
    })
}

/// Hands on the rows of the longest known pieces of a run, from the left.
fn pieces(table: &Table, run: &str, mut each: impl FnMut(usize)) {
    let latin = run.as_bytes()[0].is_ascii();
    let mut key = String::with_capacity(run.len() + 2);
    let mut start = 0;
    while start < run.len() {
        // No piece is longer than that, however long the run is.
        let rest = &run[start..run.floor_char_boundary(start + table.longest)];
        let longest = rest.char_indices().map(|(at, character)| start + at + character.len_utf8());
        let found = longest.rev().find_map(|end| {
            key.clear();
            if latin && start > 0 {
                key.push_str("##");
            }
            key.push_str(&run[start..end]);
            table.pieces.get(key.as_str()).map(|row| (end, *row))
        });
        match found {
            Some((end, row)) => {
                each(row as usize);
                start = end;
            }
            None => start += run[start..].chars().next().map_or(1, char::len_utf8),
        }
    }
}

/// A file in the format WTB1.
struct Table {
    pieces: FxHashMap<&'static str, u32>,
    /// Bytes of the longest piece, without the mark of an inner piece.
    longest: usize,
    steps: Vec<f32>,
    codes: &'static [u8],
}

impl Table {
    /// The tables are part of the program, so a broken one is a broken build: it knows no word then,
    /// and the test below fails.
    fn embedded(file: &'static [u8]) -> Self {
        Self::read(file).unwrap_or(Self { pieces: FxHashMap::default(), longest: 0, steps: Vec::new(), codes: &[] })
    }

    fn read(file: &'static [u8]) -> Option<Self> {
        const HEADER: usize = 16;
        let (body, checksum) = file.split_at_checked(file.len().checked_sub(4)?)?;
        let number = |at: usize| Some(u32::from_le_bytes(file.get(at..at + 4)?.try_into().ok()?) as usize);
        let shape = file.get(..8)?;
        let (count, list_bytes) = (number(8)?, number(12)?);
        let expected = HEADER + list_bytes + count * 4 + count * DIMENSIONS / 2;
        let sound = shape == [b'W', b'T', b'B', b'1', DIMENSIONS as u8, 0, 4, 0]
            && body.len() == expected
            && crc32fast::hash(body).to_le_bytes() == checksum;
        if !sound {
            return None;
        }
        let (list, rest) = body[HEADER..].split_at(list_bytes);
        let (steps, codes) = rest.split_at(count * 4);
        let list = std::str::from_utf8(list).ok()?;
        let pieces: FxHashMap<&str, u32> = list.lines().zip(0..).collect();
        let longest = list.lines().map(str::len).max().unwrap_or(0);
        let steps =
            steps.chunks_exact(4).map(|step| f32::from_le_bytes([step[0], step[1], step[2], step[3]])).collect();
        Some(Self { pieces, longest, steps, codes })
    }

    fn add(&self, row: usize, sum: &mut Vector) {
        const ROW: usize = DIMENSIONS / 2;
        let step = self.steps[row];
        for (pair, code) in sum.chunks_exact_mut(2).zip(&self.codes[row * ROW..(row + 1) * ROW]) {
            pair[0] += (f32::from(code & 15) - 7.5) * step;
            pair[1] += (f32::from(code >> 4) - 7.5) * step;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_common, meaning, nearness};

    #[test]
    fn near_texts_are_near() {
        let question = meaning("how much is the yearly fund").expect("known words");
        for (other, expected) in
            [("what does the money support cost each year", 0.6591), ("每年增加多少亿元支持优秀项目创作", 0.5049)]
        {
            let found = nearness(&question, &meaning(other).expect("known words"));
            assert!((found - expected).abs() < 0.001, "{other}: {found}");
        }
        assert_eq!(meaning("👋 …"), None);
    }

    #[test]
    fn common_words_are_known_and_slips_are_not() {
        for (word, known) in [("film", true), ("shanghai", true), ("上海", true), ("teh", false), ("", false)] {
            assert_eq!(is_common(word), known, "{word}");
        }
    }
}
