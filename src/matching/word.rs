//! A word of a question or a phrasing, as the matcher sees it.

use std::ops::Range;

use compact_str::CompactString;

use crate::text::{Number, Properties, is_chinese};

/// A word's meaning for the base, by number: words that mean the same share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Term(u32);

impl Term {
    /// The term at `index` of a list that has a place for each.
    pub(crate) fn at(index: usize) -> Self {
        Self(index as u32)
    }

    /// Its place in a list that has one for each term.
    #[inline]
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

impl From<Term> for u64 {
    fn from(term: Term) -> Self {
        Self::from(term.0)
    }
}

/// What part a word plays in a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Says nothing about which fact is meant.
    Filler,
    /// A mark that may separate two questions.
    Mark,
    /// A word that the base uses.
    Known,
    /// A name of the base.
    Name,
    /// A common word of the language that the base does not use.
    Common,
    /// A word that asks for a property.
    Attribute,
    /// A town, country or people.
    Place,
    /// A month, a day, "yesterday".
    Time,
    /// A figure.
    Figure,
    /// A word that nobody knows, or a capitalised one that the base does not use.
    Unknown,
    /// A word that turns the question into its opposite.
    Negation,
    /// A verb of speaking.
    Speech,
}

impl Class {
    /// Whether one such word that a fact can't account for is enough to refuse it.
    pub fn is_hard(self) -> bool {
        matches!(
            self,
            Self::Attribute | Self::Place | Self::Time | Self::Figure | Self::Unknown | Self::Name | Self::Negation
        )
    }

    /// Whether such a word says anything at all.
    #[inline]
    pub fn is_telling(self) -> bool {
        !matches!(self, Self::Filler | Self::Mark)
    }
}

/// A word as read: its normal form, where it stood, and what it means to the base.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The normal form, repaired where it was misspelt.
    pub text: CompactString,
    /// Bytes of the raw text; words that were one in the text share them.
    pub span: Range<usize>,
    /// What it means; none where the base has no such word.
    pub term: Option<Term>,
    /// What the words that it is made of mean, where it is a name of several.
    pub parts: Vec<Term>,
    /// Its part in the question.
    pub class: Class,
    /// How telling it is, from 0 to 1.
    pub weight: f32,
    /// Its value, if it is a figure.
    pub number: Option<Number>,
    /// The sign of money beside it, if it is a figure: £.
    pub currency: Option<char>,
    /// What was typed, if that was a slip.
    pub typed: Option<CompactString>,
    /// What stood there, where it was no slip and is another word here: 10月 for october.
    pub shown: Option<CompactString>,
    /// Whether it begins with a capital letter where small ones are usual.
    pub capital: bool,
    /// The properties that it names: "price" an amount.
    pub properties: Properties,
    /// Whether it is a name or a synonym of the base.
    pub is_concept: bool,
}

impl Word {
    /// What the person wrote.
    pub fn as_written(&self) -> &str {
        self.typed.as_deref().unwrap_or_else(|| self.as_shown())
    }

    /// The word as it is read, but in the person's own writing: 10月 and not october.
    pub fn as_shown(&self) -> &str {
        self.shown.as_deref().unwrap_or(&self.text)
    }
}

/// Whether a word turns round what is asked; 有独角兽没有 only asks whether it is so.
pub(crate) fn negates(words: &[Word], at: usize) -> bool {
    let ends = words.get(at + 1).is_none_or(|next| next.class == Class::Mark);
    words[at].class == Class::Negation && !(ends && words[at].text.chars().all(is_chinese))
}

/// What a word means, and what the words mean that it is made of.
pub(crate) fn meanings(word: &Word) -> impl Iterator<Item = Term> {
    word.term.into_iter().chain(word.parts.iter().copied())
}
