//! Figures of several English words: "350 billion", "two hundred million", "31 percent", "nov 24".

use super::money;
use super::own::OwnWords;
use super::piece::{Piece, PieceKind};
use crate::text::{
    Number, Unit, fraction_word, from_digits, from_words, full_year, names_month, ordinal_word, small_word, year_words,
};

/// Joins the words of figures.
pub(super) fn join_figures(pieces: Vec<Piece>, own: &OwnWords) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut rest = pieces.into_iter();
    while !rest.as_slice().is_empty() {
        match figure_at(rest.as_slice()) {
            (Some(figure), taken) => {
                joined.push(figure);
                rest.by_ref().take(taken).for_each(drop);
            }
            (None, taken) => joined.extend(rest.by_ref().take(taken.max(1))),
        }
    }
    read_short_years(&mut joined, own);
    joined
}

/// Most words of a figure in English: "nine hundred and ninety-nine billion …" down to the ones.
const LONGEST_FIGURE: usize = 28;

fn figure_at(pieces: &[Piece]) -> (Option<Piece>, usize) {
    let first = match pieces[0].kind {
        PieceKind::Number(number) if number.unit == Unit::Plain => Some(number),
        PieceKind::Latin => None,
        PieceKind::Number(_) | PieceKind::Chinese | PieceKind::Mark | PieceKind::Form(_) => return (None, 1),
    };
    if first.is_none() && !opens_figure(&pieces[0].text) {
        return (None, 1);
    }
    let words: Vec<&str> = pieces.iter().take(LONGEST_FIGURE).map(|piece| piece.text.as_str()).collect();
    let read = match first {
        Some(number) => Some(scaled(number, &words)),
        None => in_words(&words),
    };
    let Some((mut value, mut taken)) = read else {
        return (None, 1);
    };
    let percent_words = match &words[taken..] {
        ["percent" | "pct" | "percentage", ..] => 1,
        ["per", "cent", ..] => 2,
        _ => 0,
    };
    if percent_words > 0 {
        value.unit = Unit::Percent;
        taken += percent_words;
    }
    // "One" alone is a pronoun more often than a figure; digits alone stay as they are.
    if taken == 1 && (words[0] == "one" || first.is_some()) {
        return (None, 1);
    }
    let text = words[..taken].join(" ");
    let span = pieces[0].span.start..pieces[taken - 1].span.end;
    (Some(Piece { currency: money::of(&pieces[..taken]), ..Piece::figure(value, &text, span) }), taken)
}

/// Whether a figure in words may begin with this one.
fn opens_figure(word: &str) -> bool {
    word == "a" || small_word(word).is_some() || fraction_word(word).is_some() || ordinal_word(word).is_some()
}

/// A number in digits with the words that multiply it.
fn scaled(number: Number, words: &[&str]) -> (Number, usize) {
    match from_words(&words[1..], Some(number)) {
        // Read anew, since a thousandth of a million is a figure as well.
        Some((number, 1)) => (from_digits(&words[..2].concat()).unwrap_or(number), 2),
        Some((number, taken)) => (number, taken + 1),
        None => (number, 1),
    }
}

fn in_words(words: &[&str]) -> Option<(Number, usize)> {
    let ordinal =
        || ordinal_word(words[0]).map(|value| Number { unit: Unit::Ordinal, in_words: true, ..Number::plain(value) });
    let one_word = || Some((fraction_word(words[0]).or_else(ordinal)?, 1));
    year_words(words).or_else(|| from_words(words, None)).or_else(one_word)
}

/// Makes a year of two digits behind a month, where that is what the base would say: "nov 24" may be a day.
fn read_short_years(pieces: &mut [Piece], own: &OwnWords) {
    for at in 1..pieces.len() {
        let month = &pieces[at - 1];
        if month.kind != PieceKind::Latin || !names_month(&month.text) {
            continue;
        }
        let follows_in = at > 1 && matches!(pieces[at - 2].text.as_str(), "in" | "since");
        // "May" and "march" are words first.
        let is_plainly_month = month.capital || !["may", "march", "mar"].contains(&month.text.as_str());
        let year_follows = pieces[at + 1..].iter().take(2).any(|next| next.number().is_some_and(Number::is_year));
        let short = pieces[at].number().filter(|_| pieces[at].text.len() == 2).and_then(Number::whole);
        let Some(short) = short.filter(|_| !year_follows) else { continue };
        if follows_in || (is_plainly_month && own.means_year(short)) {
            let Piece { text, span, .. } = &pieces[at];
            pieces[at] = Piece::figure(Number::plain(full_year(short)), text, span.clone());
        }
    }
}
