//! What a count allows to be said of a share: one-sided bounds by Clopper and Pearson, with 95 % confidence.

use libm::{exp, log, log1p};

/// How often a share may lie beyond its bound: one time in twenty.
const RISK: f64 = 0.05;
/// Each halves the interval in which a bound lies.
const HALVINGS: usize = 50;

/// The share lies no higher, where `part` of `all` were counted. With none, this is the "rule of three": 3 / `all`.
pub fn at_most(part: usize, all: usize) -> f64 {
    if part >= all {
        return 1.0;
    }
    let ways = logarithms_of_ways(part, all);
    let (mut low, mut high) = (part as f64 / all as f64, 1.0);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if chance_of_no_more(&ways, all, middle) > RISK {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// The share lies no lower, where `part` of `all` were counted.
pub fn at_least(part: usize, all: usize) -> f64 {
    1.0 - at_most(all.saturating_sub(part), all)
}

/// The logarithm of how many ways there are to choose 0, 1, … `most` of `all`.
fn logarithms_of_ways(most: usize, all: usize) -> Vec<f64> {
    let mut ways = vec![0.0];
    for chosen in 0..most {
        ways.push(ways[chosen] + log((all - chosen) as f64 / (chosen + 1) as f64));
    }
    ways
}

/// How likely it is to count no more than `ways` goes up to, where the share is `share`.
fn chance_of_no_more(ways: &[f64], all: usize, share: f64) -> f64 {
    let (yes, no) = (log(share), log1p(-share));
    let chance = |(chosen, ways): (usize, &f64)| exp(ways + chosen as f64 * yes + (all - chosen) as f64 * no);
    ways.iter().enumerate().map(chance).sum()
}

#[cfg(test)]
mod tests {
    use super::{at_least, at_most};

    #[test]
    fn bounds_are_those_of_the_tables() {
        // In hundredths of a percent, from published tables of the 95 % one-sided limit.
        for (part, all, expected) in [
            (0, 1, 9500),
            (0, 10, 2589),
            (0, 20, 1391),
            (0, 100, 295),
            (0, 120, 247),
            (1, 10, 3942),
            (1, 20, 2161),
            (5, 10, 7776),
            (3, 100, 757),
            (10, 10, 10000),
            (0, 0, 10000),
        ] {
            assert_eq!((at_most(part, all) * 10_000.0).round() as i64, expected, "{part} of {all}");
            let mirrored = (at_least(all - part, all) * 10_000.0).round() as i64;
            assert_eq!(mirrored, 10_000 - expected, "{part} of {all}");
        }
    }

    #[test]
    fn more_questions_narrow_the_bound() {
        let shares = [50, 500, 5_000, 50_000].map(|all| at_most(all / 10, all));
        assert!(shares.is_sorted_by(|one, other| one > other), "{shares:?}");
        assert!(shares.iter().all(|share| *share > 0.1) && shares[3] < 0.103, "{shares:?}");
    }
}
