//! What a conversation remembers, as it outlives a program: facts by their ids, since numbers are those of one base.

use serde::{Deserialize, Serialize};

use super::Memory;
use super::memory::Last;
use crate::facts::FactId;
use crate::text::{Kind, Language};

/// A [`Memory`] to be kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredMemory {
    last: Option<(String, Vec<Kind>)>,
    options: Vec<String>,
    language: Option<Language>,
}

impl Memory {
    /// The same to be kept, with the ids that `id` tells.
    pub fn stored(&self, id: impl Fn(FactId) -> Option<String>) -> StoredMemory {
        let last = self.last.as_ref().and_then(|last| Some((id(last.fact)?, last.kinds.clone())));
        let options: Option<Vec<String>> = self.options.iter().map(|fact| id(*fact)).collect();
        StoredMemory { last, options: options.unwrap_or_default(), language: self.language }
    }

    /// What was kept, with the facts that `found` finds.
    pub fn restored(stored: StoredMemory, found: impl Fn(&str) -> Option<FactId>) -> Self {
        let last = stored.last.and_then(|(fact, kinds)| Some(Last { fact: found(&fact)?, kinds }));
        // A number picks from the list that was shown, whole or not at all.
        let options: Option<Vec<FactId>> = stored.options.iter().map(|fact| found(fact)).collect();
        Self { last, options: options.unwrap_or_default(), language: stored.language }
    }
}
