//! Which words are near in meaning: two tables of word vectors, and the common words of both languages.
//!
//! The tables say how near two texts are; they never say that a question is answered. Where they
//! come from, and under which licences, stands in `NOTICE`.

use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

use rustc_hash::FxHasher;

use super::language::is_chinese;
use crate::simd::wide;

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
    table_for(word).row(Place::Whole, word).is_some()
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
#[expect(clippy::inline_always, reason = "see `simd::wide`")]
#[inline(always)]
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
    let is_latin = run.starts_with(|first: char| first.is_ascii());
    let mut rest = run;
    while let Some(first) = rest.chars().next() {
        let place = if is_latin && rest.len() < run.len() { Place::Inside } else { Place::Whole };
        // No piece is longer than that, however long the run is.
        let longest = rest[..rest.floor_char_boundary(table.longest)].char_indices().rev();
        let mut ends = longest.map(|(at, character)| at + character.len_utf8());
        let found = ends.find_map(|end| Some((end, table.row(place, &rest[..end])?)));
        let (end, row) = found.map_or((first.len_utf8(), None), |(end, row)| (end, Some(row)));
        row.into_iter().for_each(&mut each);
        rest = &rest[end..];
    }
}

/// Where in a run of letters a piece stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    /// It begins the run, or is Chinese.
    Whole,
    /// It goes on from another one; the file marks such pieces by `##`.
    Inside,
}

/// A file in the format WTB1, read where it lies in the program: of its two megabytes only the rows are touched that
/// somebody asks for.
struct Table {
    /// The pieces, one a line.
    list: &'static str,
    /// Where the line of each piece begins, and where the next one would.
    starts: Vec<u32>,
    /// The rows, each at the first free slot from where its piece's hash leads; a power of two of slots.
    slots: Vec<Slot>,
    /// Bytes of the longest piece.
    longest: usize,
    /// How far apart the values of each row are, four bytes each.
    steps: &'static [u8],
    codes: &'static [u8],
}

/// A row, and a part of its piece's hash, so that few pieces are compared in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Slot {
    row: u16,
    tag: u16,
}

/// A slot that holds no row.
const FREE: Slot = Slot { row: u16::MAX, tag: u16::MAX };

/// Bytes of a row.
const ROW: usize = DIMENSIONS / 2;
/// Bytes before the list.
const HEADER: usize = 16;

impl Table {
    /// The tables are part of the program, so a broken one is a broken build: it knows no word then,
    /// and the tests below fail.
    fn embedded(file: &'static [u8]) -> Self {
        let nothing = Self { list: "", starts: vec![0], slots: vec![FREE], longest: 0, steps: &[], codes: &[] };
        Self::read(file).unwrap_or(nothing)
    }

    fn read(file: &'static [u8]) -> Option<Self> {
        let number = |at: usize| Some(u32::from_le_bytes(file.get(at..at + 4)?.try_into().ok()?) as usize);
        let (count, list_bytes) = (number(8)?, number(12)?);
        let expected = HEADER + list_bytes + count * (4 + ROW) + size_of::<u32>();
        let is_sound = file.starts_with(&[b'W', b'T', b'B', b'1', DIMENSIONS as u8, 0, 4, 0])
            && file.len() == expected
            && count < usize::from(FREE.row);
        if !is_sound {
            return None;
        }
        let (list, rest) = file[HEADER..].split_at(list_bytes);
        let (steps, rest) = rest.split_at(count * 4);
        let list = std::str::from_utf8(list).ok()?;
        let ends = list.bytes().zip(1..).filter_map(|(byte, end)| (byte == b'\n').then_some(end));
        let starts: Vec<u32> = [0].into_iter().chain(ends).collect();
        if starts.len() != count + 1 {
            return None;
        }
        let slots = vec![FREE; (2 * count).next_power_of_two()];
        let mut table = Self { list, starts, slots, longest: 0, steps, codes: &rest[..count * ROW] };
        for row in 0..count as u16 {
            let (place, piece) = table.piece(row);
            table.longest = table.longest.max(piece.len());
            let (slot, tag) = table.slot(place, piece);
            table.slots[slot] = Slot { row, tag };
        }
        Some(table)
    }

    fn piece(&self, row: u16) -> (Place, &'static str) {
        let line = &self.list[self.starts[usize::from(row)] as usize..self.starts[usize::from(row) + 1] as usize - 1];
        line.strip_prefix("##").map_or((Place::Whole, line), |inner| (Place::Inside, inner))
    }

    /// The slot of a piece, or the free one that would be its own, and the tag that it has there.
    fn slot(&self, place: Place, piece: &str) -> (usize, u16) {
        let mut hasher = FxHasher::default();
        (place, piece).hash(&mut hasher);
        let (hash, last) = (hasher.finish(), self.slots.len() - 1);
        let tag = (hash >> 48) as u16;
        let mut at = hash as usize & last;
        loop {
            let Slot { row, tag: other } = self.slots[at];
            if self.slots[at] == FREE || (tag == other && self.piece(row) == (place, piece)) {
                return (at, tag);
            }
            at = (at + 1) & last;
        }
    }

    /// The row of a piece that is known.
    fn row(&self, place: Place, piece: &str) -> Option<usize> {
        let slot = self.slots[self.slot(place, piece).0];
        (slot != FREE).then_some(usize::from(slot.row))
    }

    fn add(&self, row: usize, sum: &mut Vector) {
        let step = &self.steps[row * 4..row * 4 + 4];
        let step = f32::from_le_bytes([step[0], step[1], step[2], step[3]]);
        let codes = &self.codes[row * ROW..(row + 1) * ROW];
        wide(
            #[inline(always)]
            || {
                let value = |code: u8| (f32::from(code) - 7.5) * step;
                let (pairs, _) = sum.as_chunks_mut::<2>();
                for ([even, odd], code) in pairs.iter_mut().zip(codes) {
                    *even += value(code & 15);
                    *odd += value(code >> 4);
                }
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{CHINESE, ENGLISH, Table, is_common, meaning, nearness};

    #[test]
    fn the_tables_are_whole_and_each_piece_is_found() {
        let files: [&[u8]; 2] = [include_bytes!("tables/english.wtb"), include_bytes!("tables/chinese.wtb")];
        for (file, table) in files.into_iter().zip([&ENGLISH, &CHINESE]) {
            let (body, checksum) = file.split_at(file.len() - 4);
            assert_eq!(crc32fast::hash(body).to_le_bytes(), checksum);
            let count = table.starts.len() - 1;
            assert!(count >= 10_000, "{count}");
            for row in 0..count {
                let (place, piece) = table.piece(row as u16);
                assert_eq!(table.row(place, piece), Some(row), "{piece}");
            }
        }
        assert!(Table::read(&[]).is_none() && Table::embedded(b"WTB1").slots.len() == 1);
    }

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
