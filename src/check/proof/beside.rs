//! An answer beside the texts that it is proved by: how much is said in the same words, around a place and in a clause.

use std::ops::Range;

use libm::expf;
use rustc_hash::FxHashMap;

use super::figure::tells_value;
use super::ground::{Link, Recorded, Telling};
use super::reading::Reading;
use crate::matching::{Class, Figure, Word};

/// An answer beside its ground.
pub(super) struct Beside<'a> {
    pub(super) answer: &'a Reading,
    /// What the cited places say.
    pub(super) grounds: &'a [Reading],
    /// The words that the answer shares with each of them.
    pub(super) links: Vec<Vec<Link>>,
    /// Of each word of the answer, whether it stands in one of them as it is.
    pub(super) has_word: Vec<bool>,
    pub(super) telling: &'a Telling,
    /// The names and figures of the cited places.
    pub(super) recorded: &'a Recorded<'a>,
    /// The names that its questions ask for, by number.
    pub(super) asked: Vec<usize>,
    /// What the source is called, and its title.
    pub(super) called: &'a str,
    pub(super) title: &'a str,
    /// Whether it sums up several paragraphs, each in few words: then the words around a figure or name tell little.
    pub(super) sums_up: bool,
}

/// What is doubted, and where in the answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Doubt {
    pub(super) kind: DoubtKind,
    /// Bytes of the answer.
    pub(super) span: Range<usize>,
    /// What the ground says in its place; empty where it says nothing.
    pub(super) instead: String,
}

/// What may be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DoubtKind {
    /// The number is told in another unit.
    Unit,
    /// The figure is told with another hedge, or with none.
    Hedge,
    /// Another figure is told of this.
    Figure,
    /// The figure is told of something else.
    Counted,
    /// The figure can't stand in its place.
    Malformed,
    /// A small number in words that the ground has nowhere.
    Number,
    /// Another name is told of this.
    Name,
    /// A Chinese name that the ground has nowhere.
    Stranger,
    /// The ground says the opposite.
    Negation,
    /// The source is said to tell something, and not what.
    Empty,
    /// The ground has hardly a word of it.
    Untold,
}

/// A kind of place in both texts, such as all figures of a measure.
#[derive(Default)]
pub(super) struct Places {
    pub(super) own: Vec<Range<usize>>,
    /// Those of each ground.
    pub(super) told: Vec<Vec<Range<usize>>>,
}

/// What a word counts that stands nearer to another place of the kind: in a list, each has its own words.
const ANOTHERS: f32 = 0.1;
/// How quickly a word counts less the farther it stands from a place, in words: what stands beside it, and the rest of
/// the sentence. Fitted by hand on the bases in `tests/bases`.
const NEAR_REACH: f32 = 2.0;
const FAR_REACH: f32 = 16.0;
const NEAR_SHARE: f32 = 0.2;

/// From this likeness on, two words say the same.
pub(super) const SAME_WORD: f32 = 0.9;
/// What a figure counts beside a place, as a word that stands in few paragraphs does.
const FIGURE: f32 = 3.0;

/// Which words of an answer stand in a ground as they are.
pub(super) fn words_told(answer: &Reading, links: &[Vec<Link>]) -> Vec<bool> {
    let mut has_word = vec![false; answer.tokens.len()];
    for link in links.iter().flatten().filter(|link| link.alike >= SAME_WORD) {
        has_word[link.own] = true;
    }
    has_word
}

/// Doubts of what isn't doubted yet.
fn add_new(doubts: &mut Vec<Doubt>, more: Vec<Doubt>) {
    let overlaps = |one: &Doubt, other: &Doubt| one.span.start < other.span.end && other.span.start < one.span.end;
    let new: Vec<Doubt> = more.into_iter().filter(|doubt| !doubts.iter().any(|known| overlaps(known, doubt))).collect();
    doubts.extend(new);
}

fn closeness(distance: f32) -> f32 {
    NEAR_SHARE * expf(-distance / NEAR_REACH) + (1.0 - NEAR_SHARE) * expf(-distance / FAR_REACH)
}

/// What a word counts for a place.
fn belonging(reading: &Reading, place: &Range<usize>, places: &[Range<usize>], at: usize) -> f32 {
    let own = reading.distance(place, at);
    let is_anothers = match places.iter().find(|place| is_tied(reading, place, at)) {
        Some(tied) => tied != place,
        None => places.iter().any(|other| reading.distance(other, at) < own),
    };
    closeness(own) * if is_anothers { ANOTHERS } else { 1.0 }
}

/// Whether a word is tied to the place before it, and not to a nearer one behind: "345 euros for a room and 590 for a
/// flat".
fn is_tied(reading: &Reading, place: &Range<usize>, at: usize) -> bool {
    const TIES: [&str; 4] = ["for", "of", "per", "from"];
    let Some(between) = reading.words.get(place.end..at) else { return false };
    let joins = |word: &Word| word.class == Class::Mark || word.number.is_some() || word.text == "and";
    between.iter().any(|word| TIES.contains(&word.text.as_str())) && !between.iter().any(joins)
}

impl Beside<'_> {
    /// All that is doubted of the answer.
    pub(super) fn doubts(&self) -> Vec<Doubt> {
        let mut doubts: Vec<Doubt> = self.answer.figures.iter().filter_map(|figure| self.figure(figure)).collect();
        add_new(&mut doubts, self.exchanged());
        add_new(&mut doubts, self.side_by_side());
        doubts.extend(self.scrambled());
        doubts.extend(self.fractions());
        doubts.extend(self.rates());
        doubts.extend(self.names());
        doubts.extend(self.strangers());
        doubts.extend(self.negations());
        add_new(&mut doubts, self.replaced());
        add_new(&mut doubts, self.lacking());
        doubts.extend(self.untold());
        doubts
    }

    /// Whether the ground has a text as it is written.
    pub(super) fn has_text(&self, text: &str) -> bool {
        self.grounds.iter().any(|ground| ground.text.contains(text))
    }

    fn weight(&self, at: usize) -> f32 {
        self.telling.weight(&self.answer.tokens[at].key)
    }

    /// How much the words around a place of the answer are those around a place of a ground.
    pub(super) fn context(&self, own: &Range<usize>, ground: usize, told: &Range<usize>, places: &Places) -> f32 {
        let told_places = places.told.get(ground).map_or(&[][..], Vec::as_slice);
        // Figures stand in lists: a time of lunch is none of breakfast where both are told, and the price for two weeks
        // stands by the two weeks. Names are told of more freely.
        let is_figure = !places.own.is_empty();
        let mut best: FxHashMap<usize, f32> = FxHashMap::default();
        for link in &self.links[ground] {
            let is_another = is_figure && link.alike < SAME_WORD && self.has_word[link.own];
            if own.contains(&link.own) || told.contains(&link.told) || is_another {
                continue;
            }
            let near = belonging(self.answer, own, &places.own, link.own)
                * belonging(&self.grounds[ground], told, told_places, link.told);
            let score = self.weight(link.own) * link.alike * near;
            let value = best.entry(link.own).or_default();
            *value = value.max(score);
        }
        let by = if is_figure { self.figures_by(own, ground, told, places) } else { 0.0 };
        best.into_values().sum::<f32>() + by
    }

    /// How much other figures by a place of the answer are those by a place of a ground: "two weeks" by a price.
    fn figures_by(&self, own: &Range<usize>, ground: usize, told: &Range<usize>, places: &Places) -> f32 {
        let reading = &self.grounds[ground];
        let told_places = places.told.get(ground).map_or(&[][..], Vec::as_slice);
        let clause = self.answer.clause_of(own.start);
        let by = |figure: &&Figure| {
            clause.contains(&figure.at) && !own.contains(&figure.at) && !places.own.contains(&figure.words)
        };
        let near = |figure: &Figure| {
            let same = reading.figures.iter().filter(|other| !told.contains(&other.at) && tells_value(figure, other));
            let near = same.map(|other| belonging(reading, told, told_places, other.at));
            near.fold(0.0, f32::max) * belonging(self.answer, own, &places.own, figure.at)
        };
        self.answer.figures.iter().filter(by).map(|figure| FIGURE * near(figure)).sum()
    }

    /// The most that the words around a place of the answer can be those around another.
    pub(super) fn most_context(&self, own: &Range<usize>) -> f32 {
        let answer = self.answer;
        let around = answer.telling(&(0..answer.tokens.len())).filter(|at| !own.contains(at));
        around.map(|at| self.weight(at) * closeness(answer.distance(own, at))).sum()
    }

    /// How much two clauses say the same: the harmonic mean of the shares of each that the other has.
    pub(super) fn likeness(&self, own: &Range<usize>, ground: usize, told: &Range<usize>) -> f32 {
        self.likeness_without(own, ground, told, [&(0..0), &(0..0)])
    }

    /// The same without some words of each.
    pub(super) fn likeness_without(
        &self,
        own: &Range<usize>,
        ground: usize,
        told: &Range<usize>,
        [own_without, told_without]: [&Range<usize>; 2],
    ) -> f32 {
        let (mut of_own, mut of_told) = (FxHashMap::default(), FxHashMap::default());
        let both = |link: &&Link| {
            own.contains(&link.own)
                && told.contains(&link.told)
                && !own_without.contains(&link.own)
                && !told_without.contains(&link.told)
        };
        for link in self.links[ground].iter().filter(both) {
            for (held, at) in [(&mut of_own, link.own), (&mut of_told, link.told)] {
                let best: &mut f32 = held.entry(at).or_default();
                *best = best.max(link.alike);
            }
        }
        let share = |reading: &Reading, words: &Range<usize>, without: &Range<usize>, held: &FxHashMap<usize, f32>| {
            let weight = |at: usize| self.telling.weight(&reading.tokens[at].key);
            let all: f32 = words.clone().filter(|at| !without.contains(at)).map(weight).sum();
            let held: f32 = held.iter().map(|(at, alike)| weight(*at) * alike).sum();
            if all > 0.0 { held / all } else { 0.0 }
        };
        let (one, other) =
            (share(self.answer, own, own_without, &of_own), share(&self.grounds[ground], told, told_without, &of_told));
        if one + other > 0.0 { 2.0 * one * other / (one + other) } else { 0.0 }
    }

    /// The share of a stretch of the answer that stands in the ground, by weight, and of how many words it is.
    pub(super) fn covered(&self, words: &Range<usize>) -> (f32, usize) {
        let held = |at: usize| {
            let links = self.links.iter().flatten().filter(|link| link.own == at);
            links.map(|link| link.alike).fold(0.0, f32::max)
        };
        covered(self.answer, words, self.telling, held)
    }
}

/// The share of a stretch that is `held`, by weight, and of how many telling words it is.
pub(super) fn covered(
    reading: &Reading,
    words: &Range<usize>,
    telling: &Telling,
    held: impl Fn(usize) -> f32,
) -> (f32, usize) {
    let weight = |at: usize| telling.weight(&reading.tokens[at].key);
    let all: f32 = reading.telling(words).map(weight).sum();
    let own: f32 = reading.telling(words).map(|at| weight(at) * held(at)).sum();
    (if all > 0.0 { own / all } else { 1.0 }, reading.telling(words).count())
}
