//! What each feature occurs in: the inverted half of the index.

/// Lists by feature, in one stretch of memory.
#[derive(Debug)]
pub(super) struct Postings<T> {
    /// Where each feature's list begins; one more than there are features.
    starts: Vec<u32>,
    values: Vec<T>,
}

impl<T: Copy + Default> Postings<T> {
    /// Each list keeps the order of `items`.
    pub(super) fn new(features: usize, items: &[(u32, T)]) -> Self {
        let mut starts = vec![0; features + 1];
        for (feature, _) in items {
            starts[*feature as usize + 1] += 1;
        }
        for at in 0..features {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut values = vec![T::default(); items.len()];
        for (feature, value) in items {
            let place = &mut next[*feature as usize];
            values[*place as usize] = *value;
            *place += 1;
        }
        Self { starts, values }
    }

    pub(super) fn get(&self, feature: u32) -> &[T] {
        let feature = feature as usize;
        &self.values[self.starts[feature] as usize..self.starts[feature + 1] as usize]
    }
}
