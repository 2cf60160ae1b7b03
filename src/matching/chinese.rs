//! Cuts Chinese runs into words, and joins to the figure before them what belongs to it.

use compact_str::{CompactString, format_compact};

use super::names::Names;
use super::piece::{Piece, PieceKind};
use crate::text::{Number, Token, Unit, from_chinese, is_chinese_numeral, month_name, scale, segment};

/// Cuts a Chinese run into words; what it begins with may belong to the figure before it: 3500亿, 11月.
pub(super) fn push_chinese(pieces: &mut Vec<Piece>, token: &Token, names: &Names) {
    let mut run = token.text.as_str();
    if let Some(last) = pieces.last_mut()
        && last.span.end == token.span.start
        && let Some(number) = last.number()
    {
        run = join_scale(last, number, token);
    }
    let mut bounds = &token.bounds[token.text.chars().count() - run.chars().count()..];
    let words = segment(run, |run| names.longest_chinese(run), |word| names.knows_chinese(word));
    for word in join_strangers(&words, names) {
        let word = word.as_str();
        let length = word.chars().count();
        let span = bounds[0]..bounds[length];
        bounds = &bounds[length..];
        let after_guess = pieces.last().is_some_and(|last| last.span.end == span.start && is_guess(&last.text));
        let is_figure = !names.is_listed_chinese(word) && word != "一" && !(after_guess && begins_with_unit(word));
        match from_chinese(word).filter(|_| is_figure) {
            Some(number) => pieces.push(Piece::figure(number, word, span)),
            None => pieces.push(Piece::new(word, span, PieceKind::Chinese)),
        }
    }
}

/// 几千万, 数百万: some, and no figure.
fn is_guess(word: &str) -> bool {
    word.ends_with(['几', '数', '上'])
}

fn begins_with_unit(word: &str) -> bool {
    word.starts_with(['百', '千', '万', '亿'])
}

/// Whether a word is a character that neither a list nor the base knows as a word.
pub(super) fn is_stranger(word: &str, names: &Names) -> bool {
    let mut chars = word.chars();
    let (Some(only), None) = (chars.next(), chars.next()) else { return false };
    !names.is_listed_chinese(word) && !is_chinese_numeral(only)
}

/// Characters in a row that are no words by themselves are read as one word: 推 理. Where the base uses
/// each of them by itself, they stay apart.
fn join_strangers(words: &[&str], names: &Names) -> Vec<CompactString> {
    let mut joined: Vec<CompactString> = Vec::with_capacity(words.len());
    for stretch in words.chunk_by(|one, other| is_stranger(one, names) && is_stranger(other, names)) {
        if stretch.iter().all(|word| names.own().stands_alone(word)) {
            joined.extend(stretch.iter().map(|word| CompactString::from(*word)));
        } else {
            joined.push(stretch.concat().into());
        }
    }
    joined
}

/// Takes from the run what belongs to the figure before it, and returns the rest.
fn join_scale<'a>(last: &mut Piece, number: Number, token: &'a Token) -> &'a str {
    let run = token.text.as_str();
    let ends = run.char_indices().map(|(at, character)| at + character.len_utf8()).take(2);
    let scaled = ends.filter_map(|end| Some((end, scale(&run[..end])?))).last().filter(|_| number.unit == Unit::Plain);
    if let Some((end, factor)) = scaled {
        let text = format_compact!("{}{}", last.text, &run[..end]);
        // Read anew, since a thousandth of a hundred million is a figure as well.
        let number = crate::text::from_digits(&text).unwrap_or_else(|| number.times(factor));
        let figure = Piece::figure(number, &text, last.span.start..token.bounds[run[..end].chars().count()]);
        *last = Piece { currency: last.currency, ..figure };
        return &run[end..];
    }
    let Some((rest, month)) = run.strip_prefix('月').zip(number.whole().and_then(month_name)) else {
        return run;
    };
    let shown = Some(format_compact!("{}月", last.text));
    *last = Piece { shown, ..Piece::latin(month, last.span.start..token.bounds[1]) };
    rest.strip_prefix('份').unwrap_or(rest)
}
