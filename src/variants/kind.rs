//! How a phrasing is changed, and whether its fact must still answer.

/// One way to change a phrasing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum VariantKind {
    /// Another place.
    OtherPlace,
    /// Another year.
    OtherYear,
    /// Another edition.
    OtherOrdinal,
    /// Another of the base's names, of the same kind.
    OtherName,
    /// Another member of a set of words that exclude each other.
    OtherBranch,
    /// The whole in place of a part, or a part in place of the whole.
    OtherWhole,
    /// Another thing asked or counted.
    OtherProperty,
    /// The future in place of the past or present.
    OtherTime,
    /// The opposite.
    Negated,
    /// Nothing changed: what the other kinds are measured by.
    AsWritten,
    /// A neighbouring key.
    WrongKey,
    /// A letter left out.
    LostLetter,
    /// A letter typed twice.
    DoubledLetter,
    /// Two letters in the wrong order.
    SwappedLetters,
    /// No blank between two words.
    MissingBlank,
    /// Articles and auxiliary verbs left out.
    LostFunctionWords,
    /// When or where it was, said at the other end.
    MovedClause,
    /// Keywords first, what is asked last.
    KeywordOrder,
    /// A figure in words, or in digits where it was in words.
    OtherFigures,
    /// Small letters only.
    LowerCase,
    /// Capitals only.
    UpperCase,
    /// No question mark.
    NoMark,
    /// Politeness around it.
    Frame,
    /// A Chinese character that sounds the same.
    Homophone,
    /// Traditional characters.
    Traditional,
    /// Chinese particles left out.
    LostParticles,
    /// Full-width letters and digits.
    FullWidth,
}

impl VariantKind {
    /// All kinds, near misses first.
    pub const ALL: [Self; 27] = [
        Self::OtherPlace,
        Self::OtherYear,
        Self::OtherOrdinal,
        Self::OtherName,
        Self::OtherBranch,
        Self::OtherWhole,
        Self::OtherProperty,
        Self::OtherTime,
        Self::Negated,
        Self::AsWritten,
        Self::WrongKey,
        Self::LostLetter,
        Self::DoubledLetter,
        Self::SwappedLetters,
        Self::MissingBlank,
        Self::LostFunctionWords,
        Self::MovedClause,
        Self::KeywordOrder,
        Self::OtherFigures,
        Self::LowerCase,
        Self::UpperCase,
        Self::NoMark,
        Self::Frame,
        Self::Homophone,
        Self::Traditional,
        Self::LostParticles,
        Self::FullWidth,
    ];

    /// Whether the question is still one for the fact; if not, the fact must not answer it.
    pub fn must_answer(self) -> bool {
        self >= Self::AsWritten
    }

    /// The word for it in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::OtherPlace => "other-place",
            Self::OtherYear => "other-year",
            Self::OtherOrdinal => "other-ordinal",
            Self::OtherName => "other-name",
            Self::OtherBranch => "other-branch",
            Self::OtherWhole => "other-whole",
            Self::OtherProperty => "other-property",
            Self::OtherTime => "other-time",
            Self::Negated => "negated",
            Self::AsWritten => "as-written",
            Self::WrongKey => "wrong-key",
            Self::LostLetter => "lost-letter",
            Self::DoubledLetter => "doubled-letter",
            Self::SwappedLetters => "swapped-letters",
            Self::MissingBlank => "missing-blank",
            Self::LostFunctionWords => "lost-function-words",
            Self::MovedClause => "moved-clause",
            Self::KeywordOrder => "keyword-order",
            Self::OtherFigures => "other-figures",
            Self::LowerCase => "lower-case",
            Self::UpperCase => "upper-case",
            Self::NoMark => "no-mark",
            Self::Frame => "frame",
            Self::Homophone => "homophone",
            Self::Traditional => "traditional",
            Self::LostParticles => "lost-particles",
            Self::FullWidth => "full-width",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::VariantKind;

    #[test]
    fn near_misses_come_first_and_names_are_distinct() {
        assert!(VariantKind::ALL.is_sorted());
        let names: std::collections::BTreeSet<&str> = VariantKind::ALL.into_iter().map(VariantKind::name).collect();
        assert_eq!(names.len(), VariantKind::ALL.len());
        assert!(!VariantKind::Negated.must_answer() && VariantKind::AsWritten.must_answer());
    }
}
