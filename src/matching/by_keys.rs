//! Forms of names by the keys of their words: the longest that a question goes on with is found at the cost of its
//! words, however many forms begin as it does.

use std::hash::Hasher;

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHasher};

use super::features::mix;
use super::piece::FormId;

/// Forms by the hash of their keys.
#[derive(Debug, Default)]
pub(super) struct ByKeys {
    forms: FxHashMap<u64, FormId>,
    /// How many keys the forms have that begin with one, by its hash: each number once, the largest first.
    lengths: FxHashMap<u64, Vec<usize>>,
}

impl ByKeys {
    /// Notes a form. Of two with the same keys the first one stays.
    pub(super) fn note(&mut self, keys: &[CompactString], form: FormId) {
        let hashes: Vec<u64> = keys.iter().map(|key| hash_of(key)).collect();
        let (Some(first), Some(whole)) = (hashes.first(), prefixes(&hashes).last()) else { return };
        self.forms.entry(whole).or_insert(form);
        let lengths = self.lengths.entry(*first).or_default();
        if let Err(place) = lengths.binary_search_by(|other| keys.len().cmp(other)) {
            lengths.insert(place, keys.len());
        }
    }

    /// The longest form whose keys have the hashes that `hashes` begin with.
    pub(super) fn longest(&self, hashes: &[u64]) -> Option<FormId> {
        let lengths = self.lengths.get(hashes.first()?)?;
        let prefixes: Vec<u64> = prefixes(hashes).take(*lengths.first()?).collect();
        let fits = |length: &usize| prefixes.get(length - 1).and_then(|prefix| self.forms.get(prefix));
        lengths.iter().find_map(fits).copied()
    }
}

/// The hash of one key.
pub(super) fn hash_of(key: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(key.as_bytes());
    hasher.finish()
}

/// The hashes of the first key, of the first two, and so on.
fn prefixes(hashes: &[u64]) -> impl Iterator<Item = u64> {
    hashes.iter().scan(0, |before, hash| {
        *before = mix(*before, *hash);
        Some(*before)
    })
}
