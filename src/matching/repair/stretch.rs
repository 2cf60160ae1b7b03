//! Stretches of a Chinese question, and what they are looked up by.

use super::sound::syllable;
use crate::matching::features::mix;
use crate::matching::piece::Piece;

/// Pieces in a row, all of them Chinese.
pub(super) struct Run<'a> {
    pieces: &'a [Piece],
    text: String,
    chars: Vec<Spoken>,
    /// Where each piece begins, in bytes and in characters, and where the last one ends.
    starts: Vec<(usize, usize)>,
}

/// A character, and what it stands for in a [`Sum`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Spoken {
    pub(super) character: char,
    sound: Option<u64>,
}

/// Some pieces of a run.
pub(super) struct Stretch<'a> {
    pub(super) pieces: &'a [Piece],
    pub(super) text: &'a str,
    pub(super) chars: &'a [Spoken],
    /// Where the last of the pieces begins, in characters.
    last: usize,
}

impl<'a> Run<'a> {
    pub(super) fn new(pieces: &'a [Piece]) -> Self {
        let mut run = Self { pieces, text: String::new(), chars: Vec::new(), starts: vec![(0, 0)] };
        for piece in pieces {
            run.text.push_str(&piece.text);
            run.chars.extend(piece.text.chars().map(spoken));
            run.starts.push((run.text.len(), run.chars.len()));
        }
        run
    }

    /// `count` pieces from `first` on.
    pub(super) fn stretch(&self, first: usize, count: usize) -> Stretch<'_> {
        let ((from_byte, from), (to_byte, to)) = (self.starts[first], self.starts[first + count]);
        Stretch {
            pieces: &self.pieces[first..first + count],
            text: &self.text[from_byte..to_byte],
            chars: &self.chars[from..to],
            last: self.starts[first + count - 1].1 - from,
        }
    }
}

impl Stretch<'_> {
    /// The characters of the last piece.
    pub(super) fn last_chars(&self) -> &[Spoken] {
        &self.chars[self.last..]
    }
}

fn spoken(character: char) -> Spoken {
    Spoken {
        character,
        sound: syllable(character).map(|sound| sound.bytes().fold(1, |sum, byte| mix(sum, byte.into()))),
    }
}

/// What characters in a row are looked up by. It grows with each of them, and one of them can be taken out, so
/// that no lookup reads them all again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sum {
    letters: u64,
    /// What they sound like; none if one of them has no sound.
    pub(super) sound: Option<u64>,
    pub(super) length: usize,
}

impl Default for Sum {
    fn default() -> Self {
        Self { letters: 0, sound: Some(0), length: 0 }
    }
}

impl Sum {
    pub(super) fn add(&mut self, one: Spoken) {
        let place = place(self.length);
        self.letters = self.letters.wrapping_add(letter(one.character).wrapping_mul(place));
        let sound = |sum: u64| Some(sum.wrapping_add(one.sound?.wrapping_mul(place)));
        self.sound = self.sound.and_then(sound);
        self.length += 1;
    }

    /// The same with `character`, which stands at `at`, blotted out.
    pub(super) fn without(&self, at: usize, character: char) -> u64 {
        // The place of the blot tells too: 一二三 without its 二 is no 一二三 without its 三.
        let blotted = self.letters.wrapping_sub(letter(character).wrapping_mul(place(at)));
        mix(blotted, (self.length * LARGEST + at) as u64)
    }
}

/// More than any word has characters.
const LARGEST: usize = 1 << 16;

/// What a word is looked up by.
pub(super) fn sum_of(word: &[char]) -> Sum {
    let mut sum = Sum::default();
    for character in word {
        sum.add(spoken(*character));
    }
    sum
}

fn letter(character: char) -> u64 {
    mix(2, u32::from(character).into())
}

/// The factor of a place: another one for each, and odd.
fn place(at: usize) -> u64 {
    mix(3, at as u64) | 1
}
