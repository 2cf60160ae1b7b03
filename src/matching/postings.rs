//! What each feature occurs in: the inverted half of the index.

/// Lists by feature, in one stretch of memory.
#[derive(Debug)]
pub(super) struct Postings<T> {
    /// Where each feature's list begins; one more than there are features.
    starts: Vec<u32>,
    values: Vec<T>,
}

impl<T: Copy> Postings<T> {
    pub(super) fn new(features: usize, mut items: Vec<(u32, T)>) -> Self {
        // Stable, so that each list keeps the order of the phrasings.
        items.sort_by_key(|(feature, _)| *feature);
        let mut starts = vec![0; features + 1];
        for (feature, _) in &items {
            starts[*feature as usize + 1] += 1;
        }
        for at in 0..features {
            starts[at + 1] += starts[at];
        }
        Self { starts, values: items.into_iter().map(|(_, value)| value).collect() }
    }

    pub(super) fn get(&self, feature: u32) -> &[T] {
        let feature = feature as usize;
        &self.values[self.starts[feature] as usize..self.starts[feature + 1] as usize]
    }
}
