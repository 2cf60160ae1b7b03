//! From tokens to pieces: words by their stems, figures with the signs beside them, marks.

use compact_str::format_compact;

use super::chinese::push_chinese;
use super::money;
use super::names::{Names, PERCENT};
use super::piece::{Piece, PieceKind};
use crate::text::{Language, Lexicon, Number, Shape, Token, Unit, is_emoji, scale, stem, with_tail};

/// The pieces of a text.
pub(super) fn pieces_of(tokens: &[Token], names: &Names) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        match token.shape {
            Shape::Word => {
                let word = Piece::latin(&token.text, token.span.clone());
                pieces.push(Piece { capital: token.capital, shown: token.shown.clone(), ..word });
            }
            Shape::Chinese => push_chinese(&mut pieces, token, names),
            Shape::Number(number) => {
                push_number(&mut pieces, token, number);
                if let Some(figure) = pieces.last_mut() {
                    figure.currency = money::before(tokens, at);
                }
            }
            Shape::Mark if token.text == ":" => {}
            Shape::Mark => pieces.push(Piece::new(&token.text, token.span.clone(), PieceKind::Mark)),
            Shape::Sign if token.text == "%" => turn_into_percent(&mut pieces, token.span.end),
            Shape::Sign if money::currency(token).is_some() => money::note(&mut pieces, token),
            Shape::Sign if is_emoji(&token.text) => {
                let ends_one = pieces.last().is_some_and(|last| last.kind != PieceKind::Mark);
                if ends_one && begins_sentence(&tokens[at + 1..]) {
                    pieces.push(full_stop(token));
                }
            }
            Shape::Sign if !token.text.is_ascii() && !is_bracket(&token.text) => pieces.push(full_stop(token)),
            Shape::Sign => {}
        }
    }
    places_in_order(join_tails(pieces))
}

/// 三楼 is the third floor, not three of them.
fn places_in_order(mut pieces: Vec<Piece>) -> Vec<Piece> {
    const COUNTED: [&str; 2] = ["楼", "年级"];
    for at in 1..pieces.len() {
        let before = &pieces[at - 1];
        if let Some(number) = before.number().filter(|number| number.unit == Unit::Plain)
            && COUNTED.contains(&pieces[at].text.as_str())
            && before.span.end == pieces[at].span.start
        {
            pieces[at - 1] = Piece::figure(Number { unit: Unit::Ordinal, ..number }, &before.text, before.span.clone());
        }
    }
    pieces
}

fn full_stop(token: &Token) -> Piece {
    Piece::new(".", token.span.clone(), PieceKind::Mark)
}

/// Whether a picture before these tokens stands where a full stop would: people end sentences with
/// pictures, and put them in the midst of others.
fn begins_sentence(rest: &[Token]) -> bool {
    let next = rest.iter().find(|token| token.shape != Shape::Sign || !is_emoji(&token.text));
    next.is_none_or(|next| next.shape == Shape::Mark || next.capital)
}

fn is_bracket(sign: &str) -> bool {
    "《》〈〉「」『』【】〔〕·‧…¥€£".contains(sign)
}

fn push_number(pieces: &mut Vec<Piece>, token: &Token, number: Number) {
    let before = pieces.last().filter(|before| before.span.end == token.span.start).map(|before| before.text.clone());
    let unit = match before.as_deref() {
        Some("第") => Some(Unit::Ordinal),
        Some(PERCENT) => Some(Unit::Percent),
        _ => None,
    };
    let unit = unit.filter(|_| number.unit == Unit::Plain);
    let mut span = token.span.clone();
    if unit.is_some() {
        span.start = pieces.pop().map_or(span.start, |before| before.span.start);
    }
    let number = Number { unit: unit.unwrap_or(number.unit), ..number };
    pieces.push(Piece::figure(number, &token.text, span));
}

fn turn_into_percent(pieces: &mut [Piece], end: usize) {
    if let Some(last) = pieces.last_mut()
        && let Some(number) = last.number().filter(|number| number.unit == Unit::Plain)
    {
        let span = last.span.start..end;
        *last = Piece::figure(Number { unit: Unit::Percent, ..number }, &format_compact!("{}%", last.text), span);
    }
}

/// Joins what follows a Chinese unit without a blank: 1亿2千万, 2万5.
fn join_tails(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match joined.last_mut().and_then(|last| Some((joined_tail(last, &piece)?, last))) {
            Some((figure, last)) => *last = figure,
            None => joined.push(piece),
        }
    }
    joined
}

fn joined_tail(last: &Piece, tail: &Piece) -> Option<Piece> {
    let unit = last.text.chars().next_back().filter(|unit| !unit.is_ascii())?;
    let touches = last.span.end == tail.span.start;
    let number =
        with_tail(last.number()?, scale(unit.encode_utf8(&mut [0; 4]))?, tail.number()?).filter(|_| touches)?;
    let text = format_compact!("{}{}", last.text, tail.text);
    let figure = Piece::figure(number, &text, last.span.start..tail.span.end);
    Some(Piece { currency: last.currency, ..figure })
}

/// Writes out chat spellings: "whats" is "what is".
pub(super) fn spell_out(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut spelt = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let words = match piece.kind {
            PieceKind::Latin => Lexicon::english().spellings.get(piece.text.as_str()),
            PieceKind::Chinese => Lexicon::of(Language::Chinese).spellings.get(piece.text.as_str()),
            PieceKind::Number(_) | PieceKind::Mark | PieceKind::Form(_) => None,
        };
        let Some(words) = words else {
            spelt.push(piece);
            continue;
        };
        // What becomes several words can't be shown as one of them.
        let shown = if words.contains(' ') { None } else { Some(piece.text.clone()) };
        spelt.extend(words.split_whitespace().enumerate().map(|(at, word)| Piece {
            text: word.into(),
            key: stem(word),
            shown: shown.clone(),
            // The capital of "What's" is none of "is".
            capital: piece.capital && at == 0,
            ..piece.clone()
        }));
    }
    spelt
}
