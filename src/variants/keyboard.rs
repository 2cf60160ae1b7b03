//! Slips of the fingers: one in a telling word, long enough that a person still reads it.

use super::dice::Dice;
use super::phrasing::Phrasing;
use super::pieces::replaced;
use crate::text::{Language, is_common};

/// A word with one slip is still read if it has so many letters.
const SHORTEST: usize = 5;

/// The rows of the keyboard.
const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// A slip of one kind: from a word and the place of a letter to the word as it was typed.
type Slip = fn(&str, usize, &mut Dice) -> Option<String>;

pub(super) fn wrong_key(phrasing: &Phrasing<'_>, dice: &mut Dice) -> Option<String> {
    slipped(phrasing, dice, |word, at, dice| {
        let row = ROWS.iter().find(|row| row.contains(&word[at..=at]))?;
        let key = row.find(&word[at..=at])?;
        let neighbours: Vec<&str> =
            [key.checked_sub(1), Some(key + 1)].into_iter().flatten().filter_map(|near| row.get(near..=near)).collect();
        Some(replaced(word, &(at..at + 1), dice.pick(&neighbours)?))
    })
}

pub(super) fn lost_letter(phrasing: &Phrasing<'_>, dice: &mut Dice) -> Option<String> {
    slipped(phrasing, dice, |word, at, _| Some(replaced(word, &(at..at + 1), "")))
}

pub(super) fn doubled_letter(phrasing: &Phrasing<'_>, dice: &mut Dice) -> Option<String> {
    slipped(phrasing, dice, |word, at, _| Some(replaced(word, &(at..at), &word[at..=at])))
}

pub(super) fn swapped_letters(phrasing: &Phrasing<'_>, dice: &mut Dice) -> Option<String> {
    slipped(phrasing, dice, |word, at, _| {
        let pair = word.get(at..at + 2)?;
        let swapped: String = pair.chars().rev().collect();
        (swapped != pair).then(|| replaced(word, &(at..at + 2), &swapped))
    })
}

/// Makes a slip in one telling word, never in its first letter: a slip that gives another word is none.
fn slipped(phrasing: &Phrasing<'_>, dice: &mut Dice, slip: Slip) -> Option<String> {
    const TRIES: usize = 4;
    if phrasing.language == Language::Chinese {
        return None;
    }
    let telling: Vec<usize> = (0..phrasing.reading.pieces.len())
        .filter(|at| !phrasing.reading.quiet[*at] && is_long_word(phrasing.word(*at)))
        .collect();
    (0..TRIES).find_map(|_| {
        let piece = dice.pick(&telling)?;
        let word = phrasing.word(piece);
        let at = 1 + dice.below(word.len() - 1);
        // The keys are those of small letters.
        let typed = slip(&format!("{}{}", &word[..1], word[1..].to_lowercase()), at, dice)?;
        let small = typed.to_lowercase();
        let is_word = is_common(&small) || phrasing.lexis.is_form(&small) || small == word.to_lowercase();
        (!is_word).then(|| replaced(phrasing.text, &phrasing.reading.pieces[piece].span, &typed))
    })
}

fn is_long_word(word: &str) -> bool {
    word.len() >= SHORTEST && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Two neighbouring words without the blank between them.
pub(super) fn missing_blank(phrasing: &Phrasing<'_>, dice: &mut Dice) -> Option<String> {
    const SHORTEST: usize = 3;
    let pieces = &phrasing.reading.pieces;
    let joins = |at: &usize| {
        let blank = pieces[*at].span.end..pieces[at + 1].span.start;
        let words = [phrasing.word(*at), phrasing.word(at + 1)];
        let long =
            words.iter().all(|word| word.len() >= SHORTEST && word.bytes().all(|byte| byte.is_ascii_alphabetic()));
        let telling = !phrasing.reading.quiet[*at] || !phrasing.reading.quiet[at + 1];
        let joined = words.concat().to_lowercase();
        phrasing.text[blank] == *" " && long && telling && !is_common(&joined)
    };
    let places: Vec<usize> = (0..pieces.len().saturating_sub(1)).filter(joins).collect();
    let at = dice.pick(&places)?;
    Some(replaced(phrasing.text, &(pieces[at].span.end..pieces[at + 1].span.start), ""))
}
