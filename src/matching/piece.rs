//! A piece of a text: a word, a figure, a mark, on its way to a word of a question.

use std::ops::Range;

use compact_str::{CompactString, ToCompactString};

use crate::text::{Number, stem};

/// The number of a form among all forms.
pub(crate) type FormId = usize;

/// A word on its way to a [`super::Word`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    /// The normal form.
    pub(crate) text: CompactString,
    /// What it is looked up by: a stem, a Chinese word, a figure, or the key of a name.
    pub(crate) key: CompactString,
    /// Bytes of the raw text.
    pub(crate) span: Range<usize>,
    pub(crate) kind: PieceKind,
    pub(crate) capital: bool,
    /// What was typed, if that was a slip.
    pub(crate) typed: Option<CompactString>,
    /// What stood there, where it was no slip and is another word here: 10月 for october.
    pub(crate) shown: Option<CompactString>,
    /// The sign of money beside a figure.
    pub(crate) currency: Option<char>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum PieceKind {
    Latin,
    Chinese,
    Number(Number),
    Mark,
    /// A form of a name or synonym.
    Form(FormId),
}

impl Piece {
    /// A piece that is looked up by its text.
    pub(super) fn new(text: &str, span: Range<usize>, kind: PieceKind) -> Self {
        let text = CompactString::from(text);
        Self { key: text.clone(), text, span, kind, capital: false, typed: None, shown: None, currency: None }
    }

    /// A word in Latin letters.
    pub(super) fn latin(text: &str, span: Range<usize>) -> Self {
        Self { key: stem(text), ..Self::new(text, span, PieceKind::Latin) }
    }

    /// A figure, looked up by its value.
    pub(super) fn figure(number: Number, text: &str, span: Range<usize>) -> Self {
        Self { key: number.to_compact_string(), ..Self::new(text, span, PieceKind::Number(number)) }
    }

    /// What stood there, for people to read.
    pub(super) fn as_shown(&self) -> &str {
        self.shown.as_deref().unwrap_or(&self.text)
    }

    /// Its value, if it is a figure.
    pub(super) fn number(&self) -> Option<Number> {
        match self.kind {
            PieceKind::Number(number) => Some(number),
            PieceKind::Latin | PieceKind::Chinese | PieceKind::Mark | PieceKind::Form(_) => None,
        }
    }
}
