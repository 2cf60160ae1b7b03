//! What judged questions come to.

use std::collections::BTreeMap;

use super::measures::{auroc, calibration_error, percentile, right_where_refused, tenth};
use super::{Grade, Graded};

/// What judged questions come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Those that have an answer.
    pub in_scope: Counts,
    /// Those that have none.
    pub out_of_scope: Counts,
    /// In scope: the right fact ranked first, whatever came of it.
    pub first: usize,
    /// In scope: it was among the first three.
    pub third: usize,
    /// Area under the ROC curve: how well confidence tells what ranked right from what is out of scope.
    pub auroc: Option<f64>,
    /// The share in scope that is right where nine tenths of what is out of scope are refused.
    pub right_where_refused: Option<f64>,
    /// Counts by kind, those in scope first.
    pub kinds: Vec<KindRow>,
    /// Answers by how sure they said to be, the surest first.
    pub bins: Vec<Bin>,
    /// Expected calibration error.
    pub calibration_error: Option<f64>,
    /// Half of the questions take no longer, in microseconds.
    pub median: Option<u64>,
    /// Ninety-nine of a hundred take no longer.
    pub percentile_99: Option<u64>,
}

/// Outcomes of questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// All of them.
    pub n: usize,
    /// See [`Grade::Right`].
    pub right: usize,
    /// See [`Grade::Told`].
    pub told: usize,
    /// See [`Grade::Offered`].
    pub offered: usize,
    /// See [`Grade::Silent`].
    pub silent: usize,
    /// See [`Grade::Misled`].
    pub misled: usize,
    /// See [`Grade::Wrong`].
    pub wrong: usize,
    /// See [`Graded::denied`]: these are counted under a grade as well.
    pub denied: usize,
}

/// Outcomes of one kind of question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindRow {
    /// Whether they have an answer.
    pub in_scope: bool,
    /// The kind.
    pub kind: String,
    /// Their outcomes.
    pub counts: Counts,
}

/// Answers that said to be about equally sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bin {
    /// Their tenth, from 0 to 9.
    pub tenth: usize,
    /// How many there are.
    pub n: usize,
    /// How many of them are right.
    pub right: usize,
}

impl Counts {
    /// The outcomes of some questions.
    pub fn of<'a>(judged: impl Iterator<Item = &'a Graded>) -> Self {
        let mut counts = Self::default();
        for judged in judged {
            counts.n += 1;
            match judged.verdict {
                Grade::Right => counts.right += 1,
                Grade::Told => counts.told += 1,
                Grade::Offered => counts.offered += 1,
                Grade::Silent => counts.silent += 1,
                Grade::Misled => counts.misled += 1,
                Grade::Wrong => counts.wrong += 1,
            }
            counts.denied += usize::from(judged.denied);
        }
        counts
    }
}

impl Report {
    /// What `judged` come to.
    pub fn of<'a>(judged: impl Iterator<Item = &'a Graded>) -> Self {
        let judged: Vec<&Graded> = judged.collect();
        let within = || judged.iter().copied().filter(|judged| judged.in_scope);
        let without = || judged.iter().copied().filter(|judged| !judged.in_scope);
        let ranked_right: Vec<f32> = within().filter(|one| one.first).map(|one| one.confidence).collect();
        let all_ranked: Vec<(f32, bool)> = within().map(|one| (one.confidence, one.first)).collect();
        let out_of_scope: Vec<f32> = without().map(|one| one.confidence).collect();
        let said: Vec<(f32, bool)> =
            judged.iter().filter_map(|one| Some((one.said?, one.verdict == Grade::Right))).collect();
        let times: Vec<u64> = judged.iter().map(|one| one.microseconds).collect();
        Self {
            in_scope: Counts::of(within()),
            out_of_scope: Counts::of(without()),
            first: ranked_right.len(),
            third: within().filter(|one| one.third).count(),
            auroc: auroc(&ranked_right, &out_of_scope),
            right_where_refused: right_where_refused(&all_ranked, &out_of_scope),
            kinds: kinds(&judged),
            bins: bins(&said),
            calibration_error: calibration_error(&said),
            median: percentile(&times, 50),
            percentile_99: percentile(&times, 99),
        }
    }
}

fn kinds(judged: &[&Graded]) -> Vec<KindRow> {
    let mut kinds: BTreeMap<(bool, &str), Vec<&Graded>> = BTreeMap::new();
    for one in judged {
        if let Some(kind) = &one.kind {
            kinds.entry((!one.in_scope, kind)).or_default().push(one);
        }
    }
    let row = |((out_of_scope, kind), judged): ((bool, &str), Vec<&Graded>)| KindRow {
        in_scope: !out_of_scope,
        kind: kind.to_string(),
        counts: Counts::of(judged.into_iter()),
    };
    kinds.into_iter().map(row).collect()
}

/// The tenths in which something was said.
fn bins(said: &[(f32, bool)]) -> Vec<Bin> {
    let mut bins: Vec<Bin> = (0..10).rev().map(|tenth| Bin { tenth, n: 0, right: 0 }).collect();
    for (confidence, right) in said {
        let bin = &mut bins[9 - tenth(*confidence)];
        bin.n += 1;
        bin.right += usize::from(*right);
    }
    bins.retain(|bin| bin.n > 0);
    bins
}
