//! The inverted half of the index: which entries have a feature, and how much it speaks for each.

/// Weights by feature and entry, of the entries only that have the feature.
#[derive(Debug, Default)]
pub(super) struct Postings {
    /// Where each feature's list begins; one more than there are features.
    starts: Vec<usize>,
    entries: Vec<u32>,
    weights: Vec<f32>,
}

impl Postings {
    /// The weights of `entries` in their order, each as a feature's number and the weight.
    pub(super) fn new(features: usize, entries: &[Vec<(u32, f32)>]) -> Self {
        let mut starts = vec![0; features + 1];
        for (feature, _) in entries.iter().flatten() {
            starts[*feature as usize + 1] += 1;
        }
        for at in 0..features {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut postings = Self { entries: vec![0; starts[features]], weights: vec![0.0; starts[features]], starts };
        for (entry, weights) in entries.iter().enumerate() {
            for (feature, weight) in weights {
                let place = &mut next[*feature as usize];
                postings.entries[*place] = entry as u32;
                postings.weights[*place] = *weight;
                *place += 1;
            }
        }
        postings
    }

    /// How many entries have a feature.
    pub(super) fn count(&self, feature: u32) -> usize {
        let feature = feature as usize;
        self.starts[feature + 1] - self.starts[feature]
    }

    /// The entries that have a feature, in order, with its weights.
    pub(super) fn get(&self, feature: u32) -> impl Iterator<Item = (usize, f32)> {
        let list = self.starts[feature as usize]..self.starts[feature as usize + 1];
        self.entries[list.clone()].iter().zip(&self.weights[list]).map(|(entry, weight)| (*entry as usize, *weight))
    }

    /// The same, to change the weights.
    pub(super) fn get_mut(&mut self, feature: u32) -> impl Iterator<Item = (usize, &mut f32)> {
        let list = self.starts[feature as usize]..self.starts[feature as usize + 1];
        self.entries[list.clone()].iter().zip(&mut self.weights[list]).map(|(entry, weight)| (*entry as usize, weight))
    }
}
