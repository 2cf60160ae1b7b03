//! What a base holds and rows have no room for.

use std::fmt;

use crate::facts::{Base, Fact};

/// How many of what is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Gaps: things that the sources do not tell.
    pub gaps: usize,
    /// Small talk of the base's own.
    pub small_talk: usize,
    /// Links from a fact to others worth reading next.
    pub links: usize,
    /// What facts say of the questions for them: `about` and `expects`.
    pub hints: usize,
    /// Names, synonyms, contrasts and other words.
    pub words: usize,
    /// Marks of drafts.
    pub drafts: usize,
}

impl LeftOut {
    /// What is left out of a base.
    pub fn of(base: &Base) -> Self {
        let sum = |count: fn(&Fact) -> usize| base.facts.iter().map(count).sum();
        let words = &base.words;
        Self {
            gaps: base.gaps.len(),
            small_talk: base.small_talk.iter().filter(|talk| !talk.is_shipped).count(),
            links: sum(|fact| fact.related.len()),
            hints: sum(|fact| fact.about.len() + fact.expects.len()),
            words: words.names.len() + words.synonyms.len() + words.contrasts.len() + words.scopes.len(),
            drafts: sum(|fact| usize::from(fact.is_draft)),
        }
    }
}

/// "3 gaps, 1 link"; nothing where nothing is left out.
impl fmt::Display for LeftOut {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { gaps, small_talk, links, hints, words, drafts } = *self;
        let plural = |count: usize, one: &str, several: &str| {
            (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { several }))
        };
        let parts = [
            plural(gaps, "gap", "gaps"),
            plural(small_talk, "small talk", "small talk"),
            plural(links, "link", "links"),
            plural(hints, "hint at what is asked", "hints at what is asked"),
            plural(words, "entry of `words.toml`", "entries of `words.toml`"),
            plural(drafts, "mark of a draft", "marks of drafts"),
        ];
        formatter.write_str(&parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
    }
}
