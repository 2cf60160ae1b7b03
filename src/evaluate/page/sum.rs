//! From judged questions to the figures of a report.

use std::collections::BTreeMap;

use super::figures::{
    About, Confusion, Curve, Fault, Figures, KindCounts, Point, QuestionGrade, Reliability, SetCounts, Share,
};
use super::{Change, VERSION};
use crate::evaluate::bound::{at_least, at_most};
use crate::evaluate::measures::{calibration_error, tenth};
use crate::evaluate::{AskedQuestion, Counts, Grade, Graded, SLIPS, Set};

/// The most points of a curve: more can't be told apart.
const MOST_POINTS: usize = 200;
/// The most pairs of facts that are named, with a wanted one and without, and the most questions that are shown with
/// how they came about.
const MOST_CONFUSIONS: usize = 15;
const WORST: usize = 10;
/// The most of the worst that have the same fact said in the place of the same: ten alike teach no more than two.
const MOST_ALIKE: usize = 2;

impl Figures {
    /// The figures over some sets of questions.
    pub fn of(base: About, is_own: bool, sets: &[Set]) -> Self {
        let asked: Vec<&AskedQuestion> = sets.iter().flat_map(|set| &set.asked).collect();
        // Slips are nearly all found; beside them nothing else would be seen.
        let telling: Vec<&AskedQuestion> =
            sets.iter().filter(|set| !is_own || set.name != SLIPS).flat_map(|set| &set.asked).collect();
        let certain: Vec<(f32, bool)> =
            telling.iter().map(|one| (one.judged.confidence, one.judged.is_right_in_confidence())).collect();
        Self {
            version: VERSION,
            base,
            is_own,
            sets: sets.iter().map(set_counts).collect(),
            shares: shares(&telling),
            curves: [false, true].into_iter().filter_map(|in_scope| curve(&telling, in_scope)).collect(),
            reliability: reliability(&certain),
            calibration_error: calibration_error(&certain).map(rounded),
            kinds: kinds(&asked),
            confusions: confusions(&asked),
            worst: worst(&asked),
            change: None,
            questions: asked.iter().map(|one| judgement(one)).collect(),
        }
    }

    /// The same, with what became of an earlier report's figures.
    #[must_use]
    pub fn against(mut self, earlier: &Self) -> Self {
        self.change = Some(Change::between(earlier, &self));
        self
    }
}

fn set_counts(set: &Set) -> SetCounts {
    let counts = |in_scope| Counts::of(set.asked.iter().map(|one| &one.judged).filter(|one| one.in_scope == in_scope));
    let (within, without) = (counts(true), counts(false));
    SetCounts {
        name: set.name.clone(),
        in_scope: within.n,
        right: within.right,
        out_of_scope: without.n,
        answered: without.wrong,
    }
}

fn of_scope<'a>(asked: &[&'a AskedQuestion], in_scope: bool) -> impl Iterator<Item = &'a Graded> {
    asked.iter().map(|one| &one.judged).filter(move |judged| judged.in_scope == in_scope)
}

fn shares(asked: &[&AskedQuestion]) -> Vec<Share> {
    let within = Counts::of(of_scope(asked, true));
    let without = Counts::of(of_scope(asked, false));
    let share = |in_scope: bool, name: &str, count: usize, of: usize, bound: Bound| Share {
        in_scope,
        name: name.to_string(),
        count,
        of,
        at_least: (bound == Bound::Below).then(|| rounded(1.0 - above(1.0 - at_least(count, of)))),
        at_most: (bound == Bound::Above).then(|| above(at_most(count, of))),
    };
    let Counts { n, right, told, offered, silent, misled, wrong, denied } = within;
    let within = [
        ("right", right, Bound::Below),
        ("told", told, Bound::None),
        ("offered", offered, Bound::None),
        ("silent", silent, Bound::Above),
        ("misled", misled, Bound::Above),
        ("wrong", wrong, Bound::Above),
        ("denied", denied, Bound::Above),
    ];
    let outside = [
        ("not answered", without.right, Bound::Below),
        ("told", without.told, Bound::None),
        ("answered", without.wrong, Bound::Above),
    ];
    let within = within.map(|(name, count, bound)| share(true, name, count, n, bound));
    let outside = outside.map(|(name, count, bound)| share(false, name, count, without.n, bound));
    within.into_iter().chain(outside).filter(|share| share.of > 0).collect()
}

/// In thousandths, rounded to the safe side; how exactly a bound was found makes no thousandth.
fn above(share: f64) -> f64 {
    (share * 1000.0 - 1e-6).ceil() / 1000.0
}

/// On which side a share is bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    Below,
    Above,
    None,
}

/// Over all questions, or over those in scope; none where there are none.
fn curve(asked: &[&AskedQuestion], in_scope: bool) -> Option<Curve> {
    let judged: Vec<&Graded> = asked.iter().map(|one| &one.judged).filter(|one| one.in_scope || !in_scope).collect();
    let answered = judged.iter().filter(|one| one.said.is_some()).count();
    let wrong = judged.iter().filter(|one| one.verdict == Grade::Wrong).count();
    let points = points(&judged);
    (!judged.is_empty()).then_some(Curve { in_scope, of: judged.len(), answered, wrong, points })
}

fn points(judged: &[&Graded]) -> Vec<Point> {
    let mut sure: Vec<(f32, bool)> = judged.iter().map(|one| (one.confidence, one.is_right_in_confidence())).collect();
    sure.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (all, mut taken, mut wrong) = (sure.len() as f64, 0, 0);
    let mut points = Vec::new();
    for alike in sure.chunk_by(|one, other| one.0.total_cmp(&other.0).is_eq()) {
        taken += alike.len();
        wrong += alike.iter().filter(|(_, right)| !right).count();
        let (confidence, risk) =
            (rounded(f64::from(alike[0].0)), rounded(f64::from(wrong as u32) / f64::from(taken as u32)));
        points.push(Point { confidence, coverage: rounded(taken as f64 / all), risk });
    }
    let step = points.len().div_ceil(MOST_POINTS).max(1);
    let last = points.len().saturating_sub(1);
    points.into_iter().enumerate().filter(|(at, _)| at % step == 0 || *at == last).map(|(_, point)| point).collect()
}

fn reliability(certain: &[(f32, bool)]) -> Vec<Reliability> {
    let one = |at: usize| {
        let within: Vec<&(f32, bool)> = certain.iter().filter(|(confidence, _)| tenth(*confidence) == at).collect();
        let said: f64 = within.iter().map(|(confidence, _)| f64::from(*confidence)).sum();
        let (n, right) = (within.len(), within.iter().filter(|(_, right)| *right).count());
        (n > 0).then(|| Reliability { tenth: at, n, right, said: rounded(said / n as f64) })
    };
    (0..10).filter_map(one).collect()
}

/// Those in scope first, then those of which more goes wrong.
fn kinds(asked: &[&AskedQuestion]) -> Vec<KindCounts> {
    let mut kinds: BTreeMap<(bool, Option<&str>), BTreeMap<Grade, usize>> = BTreeMap::new();
    for judged in asked.iter().map(|one| &one.judged) {
        let verdicts = kinds.entry((!judged.in_scope, judged.kind.as_deref())).or_default();
        *verdicts.entry(judged.verdict).or_default() += 1;
    }
    let row = |((out_of_scope, kind), verdicts): ((bool, Option<&str>), BTreeMap<Grade, usize>)| KindCounts {
        kind: kind.map(str::to_string),
        in_scope: !out_of_scope,
        n: verdicts.values().sum(),
        verdicts,
    };
    let mut kinds: Vec<KindCounts> = kinds.into_iter().map(row).collect();
    kinds.sort_by(|one, other| {
        let rank = |one: &KindCounts| (one.in_scope, share_of_faults(one));
        let ((one_in, one_faults), (other_in, other_faults)) = (rank(one), rank(other));
        other_in.cmp(&one_in).then(other_faults.total_cmp(&one_faults))
    });
    kinds
}

/// The worse a verdict, the more it weighs.
fn share_of_faults(kind: &KindCounts) -> f64 {
    let weighed: usize = Grade::ALL.into_iter().enumerate().map(|(weight, verdict)| weight * kind.of(verdict)).sum();
    weighed as f64 / kind.n.max(1) as f64
}

fn confusions(asked: &[&AskedQuestion]) -> Vec<Confusion> {
    let mut pairs: BTreeMap<(Option<&str>, &str), (usize, &str)> = BTreeMap::new();
    for one in asked.iter().filter(|one| matches!(one.judged.verdict, Grade::Wrong | Grade::Misled)) {
        if let Some(said) = one.said.first() {
            let wanted = one.wanted.first().map(String::as_str);
            pairs.entry((wanted, said)).or_insert((0, &one.text)).0 += 1;
        }
    }
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    pairs.sort_by_key(|(pair, (n, _))| (std::cmp::Reverse(*n), *pair));
    let confusion = |((wanted, said), (n, example)): ((Option<&str>, &str), (usize, &str))| Confusion {
        wanted: wanted.map(str::to_string),
        said: said.to_string(),
        n,
        example: example.to_string(),
    };
    let (within, without): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|((wanted, _), _)| wanted.is_some());
    let most = |pairs: Vec<_>| pairs.into_iter().take(MOST_CONFUSIONS).map(confusion);
    most(within).chain(most(without)).collect()
}

/// Wrong answers first, the surest ones; then what misled, was denied, or came to nothing.
fn worst(asked: &[&AskedQuestion]) -> Vec<Fault> {
    let mut faults: Vec<&AskedQuestion> = asked.iter().copied().filter(|one| one.judged.is_fault()).collect();
    faults.sort_by(|one, other| {
        let rank = |one: &AskedQuestion| (one.judged.verdict, one.judged.denied);
        rank(other).cmp(&rank(one)).then(other.judged.confidence.total_cmp(&one.judged.confidence))
    });
    let mut seen: BTreeMap<(&[String], &[String]), usize> = BTreeMap::new();
    faults.retain(|one| {
        let alike = seen.entry((&one.wanted, &one.said)).or_default();
        *alike += 1;
        *alike <= MOST_ALIKE
    });
    faults.into_iter().take(WORST).map(fault).collect()
}

fn fault(one: &AskedQuestion) -> Fault {
    Fault {
        question: one.text.clone(),
        kind: one.judged.kind.clone(),
        wanted: one.wanted.clone(),
        said: one.said.clone(),
        reply: one.reply.clone(),
        verdict: one.judged.verdict,
        confidence: rounded(f64::from(one.judged.confidence)),
        why: one.why.clone(),
    }
}

fn judgement(one: &AskedQuestion) -> QuestionGrade {
    QuestionGrade { id: one.judged.id.clone(), q: one.text.clone(), verdict: one.judged.verdict }
}

/// Four digits are kept.
fn rounded(figure: f64) -> f64 {
    (figure * 10_000.0).round() / 10_000.0
}
