//! Currency signs beside a figure: £5 and 5 € are amounts, 5 is none.

use super::piece::{Piece, PieceKind};
use crate::text::Token;

/// The sign of money that a token is.
pub(super) fn currency(token: &Token) -> Option<char> {
    token.text.chars().next().filter(|sign| "£€$¥".contains(*sign))
}

/// The sign of money right before a token.
pub(super) fn before(tokens: &[Token], at: usize) -> Option<char> {
    let before = tokens.get(at.checked_sub(1)?)?;
    currency(before).filter(|_| before.span.end == tokens[at].span.start)
}

/// Notes a sign of money behind a figure, a blank between them at most.
pub(super) fn note(pieces: &mut [Piece], token: &Token) {
    if let Some(last) = pieces.last_mut()
        && matches!(last.kind, PieceKind::Number(_))
        && token.span.start <= last.span.end + 1
    {
        last.currency = last.currency.or(currency(token));
    }
}

/// The sign of money of a figure that is made of several pieces.
pub(super) fn of(pieces: &[Piece]) -> Option<char> {
    pieces.iter().find_map(|piece| piece.currency)
}
