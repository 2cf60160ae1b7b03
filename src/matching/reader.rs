//! From a text to its words: compounds, spellings, repairs, figures and names, in that order.

use super::figures::join_figures;
use super::names::Names;
use super::pieces::{pieces_of, spell_out};
pub(crate) use super::pieces::{Piece, PieceKind};
use super::repair::Repair;
use crate::text::{tokens, typed_tokens};

/// Reads a text of the base, as it is written.
pub(crate) fn read_written(text: &str, names: &Names) -> Vec<Piece> {
    names.join(figured(spelt(text, pieces_of(&tokens(text), names), names), names))
}

/// Reads a text that a person typed, without what stands beside the question, and repairs its slips.
pub(crate) fn read_typed(text: &str, names: &Names, repair: &Repair) -> Vec<Piece> {
    let tokens = typed_tokens(text, |aside| names.own().has_aside(aside));
    let pieces = repair.latin(spelt(text, pieces_of(&tokens, names), names));
    names.join(figured(repair.chinese(&pieces), names))
}

/// The pieces of one form of a name, to look for elsewhere.
pub(crate) fn read_form(form: &str, names: &Names) -> Vec<Piece> {
    let pieces = figured(spelt(form, pieces_of(&tokens(form), names), names), names);
    pieces.into_iter().filter(|piece| piece.kind != PieceKind::Mark).collect()
}

fn spelt(text: &str, pieces: Vec<Piece>, names: &Names) -> Vec<Piece> {
    spell_out(names.own().join_compounds(pieces, text))
}

fn figured(pieces: Vec<Piece>, names: &Names) -> Vec<Piece> {
    join_figures(pieces, names.own())
}
