//! Figures over many judged questions, each a small function of plain numbers.

/// Area under the ROC curve: how often a score of `right` lies above one of `wrong`; ties count half. None if either is
/// empty.
pub fn auroc(right: &[f32], wrong: &[f32]) -> Option<f64> {
    if right.is_empty() || wrong.is_empty() {
        return None;
    }
    let mut wrong = wrong.to_vec();
    wrong.sort_by(f32::total_cmp);
    let halves: usize = right
        .iter()
        .map(|score| {
            let below = wrong.partition_point(|other| other < score);
            let not_above = wrong.partition_point(|other| other <= score);
            below + not_above
        })
        .sum();
    Some(halves as f64 / 2.0 / right.len() as f64 / wrong.len() as f64)
}

/// The share of `in_scope` that is right and scores above what refuses at least nine tenths of
/// `out_of_scope`. None if either is empty.
pub fn right_where_refused(in_scope: &[(f32, bool)], out_of_scope: &[f32]) -> Option<f64> {
    let mut wrong = out_of_scope.to_vec();
    wrong.sort_by(|one, other| other.total_cmp(one));
    let threshold = *wrong.get(wrong.len() / 10)?;
    let right = in_scope.iter().filter(|(score, right)| *right && *score > threshold).count();
    (!in_scope.is_empty()).then(|| right as f64 / in_scope.len() as f64)
}

/// The value that a share of `values` does not exceed, by the nearest rank. None if there are none.
pub fn percentile(values: &[u64], hundredths: usize) -> Option<u64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let rank = (sorted.len() * hundredths).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

/// The tenth that a confidence lies in, from 0 to 9; 1.0 lies in the last.
pub fn tenth(confidence: f32) -> usize {
    (1..10).rev().find(|tenth| confidence * 10.0 >= *tenth as f32).unwrap_or(0)
}

/// Expected calibration error: the mean distance of confidence from accuracy, over ten bins, weighted by their size. None
/// if nothing was said.
pub fn calibration_error(said: &[(f32, bool)]) -> Option<f64> {
    let mut tenths = [(0.0, 0.0); 10];
    for (confidence, right) in said {
        let (sum, came_true) = &mut tenths[tenth(*confidence)];
        *sum += f64::from(*confidence);
        *came_true += f64::from(u8::from(*right));
    }
    let off: f64 = tenths.iter().map(|(sum, came_true): &(f64, f64)| (sum - came_true).abs()).sum();
    (!said.is_empty()).then(|| off / said.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::{auroc, calibration_error, percentile, right_where_refused, tenth};

    /// Scores, and whether each is of a right answer.
    type Graded<'a> = &'a [(f32, bool)];

    /// In thousandths, so that figures can be compared.
    fn thousandths(figure: Option<f64>) -> Option<i64> {
        figure.map(|figure| (figure * 1000.0).round() as i64)
    }

    #[test]
    fn auroc_is_how_often_right_lies_above_wrong() {
        let cases: [(&[f32], &[f32], Option<i64>); 8] = [
            (&[0.9, 0.8], &[0.1, 0.2], Some(1000)),
            (&[0.1, 0.2], &[0.9, 0.8], Some(0)),
            (&[0.5], &[0.5], Some(500)),
            (&[0.9, 0.3], &[0.5, 0.1], Some(750)),
            (&[0.9, 0.5, 0.5], &[0.5], Some(667)),
            (&[0.7, 0.4], &[0.6, 0.5, 0.4, 0.1], Some(688)),
            (&[], &[0.5], None),
            (&[0.5], &[], None),
        ];
        for (right, wrong, expected) in cases {
            assert_eq!(thousandths(auroc(right, wrong)), expected, "{right:?} {wrong:?}");
        }
    }

    #[test]
    fn a_tenth_of_what_is_out_of_scope_may_pass() {
        let ten = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];
        let cases: [(Graded<'_>, &[f32], Option<i64>); 7] = [
            // Of ten, one may pass: the threshold is the second highest.
            (&[(0.95, true), (0.9, true), (0.91, false), (0.2, true)], &ten, Some(250)),
            // Of nine, none may.
            (&[(0.95, true), (0.9, true)], &ten[..9], Some(500)),
            (&[(0.5, true)], &[0.5], Some(0)),
            (&[(0.6, true)], &[0.5], Some(1000)),
            (&[(0.6, false)], &[0.5], Some(0)),
            (&[], &[0.5], None),
            (&[(0.5, true)], &[], None),
        ];
        for (in_scope, out_of_scope, expected) in cases {
            assert_eq!(thousandths(right_where_refused(in_scope, out_of_scope)), expected, "{in_scope:?}");
        }
    }

    #[test]
    fn a_percentile_is_a_value_that_occurs() {
        let hundred: Vec<u64> = (1..=100).rev().collect();
        for (values, hundredths, expected) in [
            (&hundred as &[u64], 50, Some(50)),
            (&hundred, 99, Some(99)),
            (&hundred, 0, Some(1)),
            (&[7], 99, Some(7)),
            (&[3, 1, 2], 50, Some(2)),
            (&[4, 3, 1, 2], 50, Some(2)),
            (&[], 50, None),
        ] {
            assert_eq!(percentile(values, hundredths), expected, "{values:?} {hundredths}");
        }
    }

    #[test]
    fn calibration_compares_what_was_said_with_what_came_true() {
        let cases: [(Graded<'_>, Option<i64>); 6] = [
            (&[(1.0, true), (1.0, true)], Some(0)),
            (&[(1.0, false)], Some(1000)),
            (&[(0.75, true), (0.75, true), (0.75, true), (0.75, false)], Some(0)),
            (&[(0.75, true), (0.25, true)], Some(500)),
            // One tenth hides what another shows.
            (&[(0.8, true), (0.8, false), (0.2, false), (0.2, false)], Some(250)),
            (&[], None),
        ];
        for (said, expected) in cases {
            assert_eq!(thousandths(calibration_error(said)), expected, "{said:?}");
        }
        for (confidence, expected) in [(0.0, 0), (0.09, 0), (0.1, 1), (0.55, 5), (0.9, 9), (1.0, 9)] {
            assert_eq!(tenth(confidence), expected, "{confidence}");
        }
    }
}
