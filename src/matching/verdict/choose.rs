//! Which figure of an answer is a claim about, and does it agree?

use compact_str::CompactString;

use super::claim::{Aim, Claim};
use crate::matching::Matcher;
use crate::matching::gate::Question;
use crate::matching::told::Figure;
use crate::matching::told::Told;
use crate::matching::told::{Agreement, DAY, Range};
use crate::matching::told::{Bound, Sort};
use crate::matching::told::{Measure, YEAR};
use crate::matching::word::Term;
use crate::matching::word::meanings;
use crate::text::Unit;

/// What a claimed figure came to.
#[derive(Debug)]
pub(super) struct Compared<'a> {
    /// Whether they agree; none where the answer has several figures that the claim may be about, and
    /// they say different things.
    pub(super) agreement: Option<Agreement>,
    /// The figure that is told, as it is worded; none where several are.
    pub(super) told: Option<(&'a Figure, &'a CompactString)>,
}

/// What the noun that a figure counts must share with that of the claim, by weight: "36 companies" is
/// no claim about 36 unicorn companies.
const SHARED_NOUN: f32 = 0.5;
/// Words of a noun that tell what is counted; what follows tells something of it.
const HEAD: usize = 3;
/// What a word counts by itself, beside the share that all words said have: of two labels that are said in
/// full the longer is meant.
const MORE: f32 = 0.2;
/// What it counts that a comparison stands by both.
const SAME_BOUND: f32 = 0.3;
/// Figures whose clauses differ by less than this are equally meant.
const TIE: f32 = 0.05;
/// One whose clause differs by less than this may be meant as well.
const NEARLY_MEANT: f32 = 0.5;

/// A claim with the answer that it is held against.
#[derive(Clone, Copy)]
pub(super) struct Held<'a> {
    pub(super) matcher: &'a Matcher,
    pub(super) question: &'a Question,
    pub(super) explained: &'a [bool],
    pub(super) claim: &'a Claim,
    pub(super) told: &'a Told,
}

impl<'a> Held<'a> {
    /// How a claimed figure stands to the answer; none where the answer has no figure of its kind.
    pub(super) fn compare(self, claimed: &Figure) -> Option<Compared<'a>> {
        let same_measure = self.told.figures.iter().filter(|(told, _)| comparable(claimed, told));
        let scored: Vec<(f32, &(Figure, CompactString))> =
            same_measure.map(|told| (self.score(claimed, &told.0), told)).collect();
        let best = scored.iter().map(|(score, _)| *score).reduce(f32::max)?;
        let meant: Vec<&(Figure, CompactString)> =
            scored.iter().filter(|(score, _)| best - score < TIE).map(|(_, told)| *told).collect();
        let only_one = scored.len() == 1;
        let agreements: Vec<Agreement> =
            meant.iter().map(|(told, _)| self.agreement(claimed, told, only_one)).collect();
        let first = agreements[0];
        let implies = |told: &Figure| self.agreement(claimed, told, only_one) == Agreement::Implied;
        let at_its_place = || {
            self.at_its_place(claimed)
                .is_some_and(|told| meant.iter().any(|(other, _)| other.at == told.at && implies(other)))
        };
        let agreement = if agreements.iter().all(|other| *other == first) {
            // What another figure of the answer says in so many words is not denied because of this one.
            let is_said = || {
                scored.iter().any(|(score, (told, _))| {
                    implies(told) && (best - score < NEARLY_MEANT || self.is_case(claimed, told))
                })
            };
            // Nor does one limit allow what another forbids.
            let is_case = || meant.iter().all(|(told, _)| self.is_case(claimed, told));
            let forbids = |told: &Figure| {
                self.is_case(claimed, told) && self.agreement(claimed, told, only_one) == Agreement::Excluded
            };
            let is_unsure = match first {
                Agreement::Excluded => is_said(),
                Agreement::Implied => is_case() && scored.iter().any(|(_, (told, _))| forbids(told)),
                Agreement::Open => false,
            };
            if is_unsure && !is_case() { Some(Agreement::Open) } else { (!is_unsure).then_some(first) }
        } else if at_its_place() {
            Some(Agreement::Implied)
        } else {
            Some(Agreement::Open)
        };
        let told = match meant.as_slice() {
            [(figure, said)] => Some((figure, said)),
            _ => None,
        };
        Some(Compared { agreement, told })
    }

    /// How far the question says what tells a figure from others.
    fn score(self, claimed: &Figure, told: &Figure) -> f32 {
        // Of several figures each has its own words.
        let several = self.has_several();
        let named = |term: &&Term| {
            if several {
                claimed.label.contains(*term)
            } else {
                self.question.words.iter().any(|word| word.term == Some(**term))
            }
        };
        let sum = |terms: &[Term]| terms.iter().map(|term| self.weight(*term)).sum::<f32>();
        let total = if several { 0.5 * (sum(&told.label) + sum(&claimed.label)) } else { sum(&told.label) };
        let said: f32 = told.label.iter().filter(named).map(|term| self.weight(*term)).sum();
        let bound = if several && claimed.bound == told.bound { SAME_BOUND } else { 0.0 };
        let noun = claimed.noun.iter().filter(|term| told.noun.contains(term)).map(|term| self.weight(*term));
        let share = if total > 0.0 { said / total } else { 0.0 };
        share + MORE * said + noun.sum::<f32>() + bound
    }

    /// Where a claim has as many figures as the answer, the one that stands at the same place: "at 25, 50
    /// or 100", "from 4,100 to 3,650".
    fn at_its_place(self, claimed: &Figure) -> Option<&'a Figure> {
        let (figures, told) = (&self.claim.figures, &self.told.figures);
        let place = figures.iter().position(|figure| figure.at == claimed.at)?;
        (figures.len() > 1 && figures.len() == told.len()).then(|| &told[place].0)
    }

    fn has_several(self) -> bool {
        self.claim.figures.len() > 1
    }

    fn weight(self, term: Term) -> f32 {
        self.matcher.vocabulary.weight(term)
    }

    fn agreement(self, claimed: &Figure, told: &Figure, only_one: bool) -> Agreement {
        if !self.same_noun(claimed, told, only_one) || !self.same_whole(told) {
            return Agreement::Open;
        }
        let case = self.is_case(claimed, told);
        let found = if case {
            holds(claimed, told)
        } else {
            says(claimed, told, self.claim.limit || self.claim.aim == Some(Aim::Must))
        };
        // "On Saturdays at 19:00" doesn't tell how long it lasts: only another beginning or end is excluded by it.
        let is_moment = told.measure == Measure::Other(Unit::Clock) && !told.is_range() && told.bound == Bound::Plain;
        if is_moment && found == Agreement::Excluded && !self.claim.is_of_moment {
            return Agreement::Open;
        }
        // Who may take 10 may take 8: a figure without a word for a limit forbids only more.
        let is_within = self.claim.aim == Some(Aim::May) && claimed.high < told.low && told.bound == Bound::Plain;
        if is_within && !case && found == Agreement::Excluded && is_quantity(told.measure) {
            return Agreement::Open;
        }
        match (told.negated, case, found) {
            (false, _, found) => found,
            // "Nobody under 18": a case that it names is excluded, and of others it tells nothing.
            (true, true, Agreement::Implied) => Agreement::Excluded,
            (true, ..) => Agreement::Open,
        }
    }

    /// Whether the claim counts what the answer counts.
    fn same_noun(self, claimed: &Figure, told: &Figure, only_one: bool) -> bool {
        if claimed.noun.is_empty() || claimed.measure != Measure::Count {
            return true;
        }
        let named: Vec<Term> = self.question.words.iter().flat_map(meanings).collect();
        let head = &told.noun[..told.noun.len().min(HEAD)];
        let total: f32 = head.iter().map(|term| self.weight(*term)).sum();
        let shared: f32 = head.iter().filter(|term| named.contains(term)).map(|term| self.weight(*term)).sum();
        let counts = || claimed.noun.iter().any(|term| told.noun.contains(term) || told.context.contains(term));
        // Of "seven areas, among them museums" 36 museums are neither claimed nor denied.
        let is_said = || claimed.noun.iter().any(|term| self.told.said.contains(term));
        match total > 0.0 {
            true if shared >= SHARED_NOUN * total => true,
            // "60 people" where the answer says "60 passengers", and a phrasing "people".
            true => only_one && shared == 0.0 && self.knows_all(claimed) && !is_said(),
            false => counts() || (only_one && self.knows_all(claimed)),
        }
    }

    /// Whether the fact accounts for every word of the claim's noun.
    fn knows_all(self, claimed: &Figure) -> bool {
        let words = self.question.words.iter().zip(self.explained);
        words.filter(|(word, _)| word.term.is_some_and(|term| claimed.noun.contains(&term))).all(|(_, known)| *known)
    }

    /// Whether the claim is for the whole that the figure is for.
    fn same_whole(self, told: &Figure) -> bool {
        let is_whole = |term: &Term| self.matcher.contrasts.scopes.contains(term);
        let asked: Vec<Term> = self.question.words.iter().filter_map(|word| word.term).filter(is_whole).collect();
        let own: Vec<Term> = told.context.iter().chain(&told.noun).copied().filter(is_whole).collect();
        let all = || self.told.names.iter().flat_map(|name| &name.terms).copied().filter(is_whole).collect();
        let own = if own.is_empty() { all() } else { own };
        asked.is_empty() || own.is_empty() || asked.iter().any(|term| own.contains(term))
    }

    /// Whether the claim puts a case to a limit, rather than telling the limit.
    fn is_case(self, claimed: &Figure, told: &Figure) -> bool {
        let limits =
            told.sort != Sort::Value || told.is_range() || (self.told.permits && told.measure == Measure::Count);
        if !limits || matches!(claimed.bound, Bound::Exactly | Bound::Only) || claimed.is_range() || self.claim.limit {
            return false;
        }
        let clock = matches!(told.measure, Measure::Month | Measure::Date | Measure::Other(Unit::Clock))
            && told.is_range()
            || (told.measure == Measure::Other(Unit::Clock) && told.bound != Bound::Plain);
        clock
            || self.claim.is_case(claimed, &self.question.words)
            || self.claim.aim == Some(Aim::May)
            || (told.sort == Sort::Case && claimed.sort == Sort::Value && self.claim.aim != Some(Aim::Must))
    }
}

/// Whether a figure tells how much or how many.
fn is_quantity(measure: Measure) -> bool {
    !matches!(measure, Measure::Year | Measure::Month | Measure::Date | Measure::Other(_))
}

/// Whether both could be figures of one thing.
fn comparable(claimed: &Figure, told: &Figure) -> bool {
    use Measure::{Count, Data, Date, Length, Money, Month, Time, Weight};
    match (claimed.measure, told.measure) {
        (Count, Count) => {
            let may_be = !claimed.is_small_word
                || claimed.noun.is_empty()
                || claimed.noun.iter().any(|term| told.noun.contains(term));
            may_be && same_counter(claimed, told)
        }
        // A figure alone may be one of anything.
        (Count, Money(_) | Time | Length | Weight | Data) => claimed.is_bare,
        // "18 or over", "aged 13 to 17": an age is often told without its unit.
        (Time, Count) => {
            claimed.factor == YEAR && told.noun.is_empty() && (told.sort != Sort::Value || told.is_range())
        }
        (Month, Month | Date) => true,
        (one, other) => one == other,
    }
}

/// Whether the words for counting may count one thing: 只 counts birds, 种 their kinds.
fn same_counter(claimed: &Figure, told: &Figure) -> bool {
    const ALIKE: [&str; 4] = ["个", "名", "位", "人"];
    match (claimed.counter, told.counter) {
        (Some(one), Some(other)) => one == other || ALIKE.contains(&one) || ALIKE.contains(&other),
        (None, _) | (_, None) => true,
    }
}

/// The claimed values in what the answer measures in.
fn claimed_range(claimed: &Figure, told: &Figure) -> Range {
    match (claimed.measure, told.measure) {
        (Measure::Count, measure) if measure != Measure::Count => {
            Range::new(claimed.low * told.factor, claimed.high * told.factor, claimed.bound)
        }
        (Measure::Time, Measure::Count) => {
            Range::new(claimed.low / claimed.factor, claimed.high / claimed.factor, claimed.bound)
        }
        // Any day of the month.
        (Measure::Month, Measure::Date) => Range::new(claimed.low * 100, claimed.high * 100 + 99_000, claimed.bound),
        _ => claimed.range(),
    }
}

/// Whether what holds for the told values holds for the claimed one.
fn holds(claimed: &Figure, told: &Figure) -> Agreement {
    let (mut asked, range) = (claimed_range(claimed, told), told.range());
    // What may be done up to a number may be done with fewer.
    let range = if told.sort == Sort::Value && !told.is_range() { Range::new(0, told.high, told.bound) } else { range };
    // A span over midnight or the end of a year goes on behind it.
    let turn = match told.measure {
        Measure::Month => Some(12_000),
        Measure::Date => Some(1_200_000),
        Measure::Other(Unit::Clock) => Some(DAY),
        _ => None,
    };
    if let Some(turn) = turn.filter(|_| told.is_range() && !asked.meets(range)) {
        asked = Range::new(claimed.low + turn, claimed.high + turn, claimed.bound);
    }
    if asked.meets(range) { Agreement::Implied } else { Agreement::Excluded }
}

/// Whether the claimed values are what is told.
fn says(claimed: &Figure, told: &Figure, asks_limit: bool) -> Agreement {
    let exact = matches!(claimed.bound, Bound::Exactly);
    let hedged = !matches!(told.bound, Bound::Plain | Bound::Exactly | Bound::Only);
    let (asked, plain) = (claimed_range(claimed, told), Range::new(told.low, told.high, Bound::Plain));
    let same_value = Range::new(claimed.low, claimed.high, Bound::Plain) == plain || asked == plain;
    let over = matches!(told.bound, Bound::Above | Bound::AtLeast);
    match claimed.bound {
        // "Nearly 350 billion" is said where "350 billion" is asked, and the reply says "nearly".
        Bound::Plain if same_value => Agreement::Implied,
        Bound::Plain if claimed.is_range() && told.is_range() => Agreement::Excluded,
        // "From 905 to 1,240" tells of both ends.
        Bound::Plain if claimed.is_range() => Agreement::Open,
        Bound::Only if same_value => {
            if over {
                Agreement::Excluded
            } else {
                Agreement::Implied
            }
        }
        bound if same_value && bound == told.bound => Agreement::Implied,
        _ if exact && hedged && same_value => Agreement::Excluded,
        // Of two limits of one kind only one can be the limit.
        bound if told.sort == Sort::Limit && bound == told.bound => Agreement::Excluded,
        // "Only 40" where there are 36 is not so.
        Bound::Only => Range::new(claimed.low, claimed.high, Bound::Plain).agreement(told.range()),
        _ => match asked.agreement(told.range()) {
            // "Is the limit 5?"
            Agreement::Open if asks_limit && told.sort != Sort::Value && claimed.bound == Bound::Plain => {
                Agreement::Excluded
            }
            found => found,
        },
    }
}
