//! The inverted index: which entries have a feature, and with which weight.

/// Weights by feature and entry.
#[derive(Debug, Default)]
pub(super) struct Postings {
    lists: Vec<List>,
    /// The entries of the sparse lists in order, each with its weight.
    sparse: Vec<(u32, f32)>,
    /// The weights of the dense lists, one for each entry.
    rows: Vec<f32>,
    /// How many entries there are.
    width: usize,
}

/// Where the weights of a feature lie. There is a list for each feature, so their numbers are short: four thousand
/// million weights would be thirty gigabytes.
#[derive(Debug, Clone, Copy)]
enum List {
    /// For the entries only that have the feature.
    Sparse { start: u32, end: u32 },
    /// For all entries: faster to go through where many have the feature.
    Dense { start: u32 },
}

/// A feature that one entry in so many has is stored for all of them.
const DENSE: usize = 8;

impl Postings {
    /// The weights of `entries` in their order, each as a feature's number and the weight.
    pub(super) fn new(features: usize, entries: &[Vec<(u32, f32)>]) -> Self {
        let mut counts = vec![0usize; features];
        for (feature, _) in entries.iter().flatten() {
            counts[*feature as usize] += 1;
        }
        let mut postings = Self { lists: Vec::with_capacity(features), width: entries.len(), ..Self::default() };
        let (mut sparse, mut dense) = (0, 0);
        for count in &counts {
            if count * DENSE >= entries.len() {
                postings.lists.push(List::Dense { start: dense as u32 });
                dense += entries.len();
            } else {
                postings.lists.push(List::Sparse { start: sparse as u32, end: sparse as u32 });
                sparse += count;
            }
        }
        postings.rows = vec![0.0; dense];
        postings.sparse = vec![(0, 0.0); sparse];
        for (entry, weights) in entries.iter().enumerate() {
            for (feature, weight) in weights {
                postings.place(*feature as usize, entry, *weight);
            }
        }
        postings
    }

    fn place(&mut self, feature: usize, entry: usize, weight: f32) {
        match &mut self.lists[feature] {
            List::Dense { start } => self.rows[*start as usize + entry] = weight,
            List::Sparse { end, .. } => {
                self.sparse[*end as usize] = (entry as u32, weight);
                *end += 1;
            }
        }
    }

    /// How many weights a feature has.
    #[inline]
    pub(super) fn count(&self, feature: u32) -> usize {
        match self.lists[feature as usize] {
            List::Sparse { start, end } => (end - start) as usize,
            List::Dense { .. } => self.width,
        }
    }

    /// Adds a feature's weights to what entries have, `share` times.
    #[expect(clippy::inline_always, reason = "see `simd::wide`")]
    #[inline(always)]
    pub(super) fn add(&self, feature: u32, share: f32, strengths: &mut [f32]) {
        match self.lists[feature as usize] {
            List::Dense { start } => {
                let row = &self.rows[start as usize..start as usize + self.width];
                for (strength, weight) in strengths.iter_mut().zip(row) {
                    *strength += share * weight;
                }
            }
            List::Sparse { start, end } => {
                for (entry, weight) in &self.sparse[start as usize..end as usize] {
                    strengths[*entry as usize] += share * weight;
                }
            }
        }
    }

    /// Takes the errors of entries from a feature's weights, `step` times: those of `wrong`, which are the only ones
    /// that have any, by entry in `errors`.
    #[inline]
    pub(super) fn correct(&mut self, feature: u32, step: f32, wrong: &[usize], errors: &[f32]) {
        match self.lists[feature as usize] {
            List::Dense { start } => {
                for entry in wrong {
                    self.rows[start as usize + entry] -= step * errors[*entry];
                }
            }
            // Most lists are so short that to look for the wrong entries in them would take longer.
            List::Sparse { start, end } => {
                for (entry, weight) in &mut self.sparse[start as usize..end as usize] {
                    *weight -= step * errors[*entry as usize];
                }
            }
        }
    }
}
