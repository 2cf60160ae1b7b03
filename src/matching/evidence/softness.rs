//! How far the question agrees with the fact in meaning, word by word: a word that is not the fact's
//! may be near to one that is, and counts as much as it is rare in the language.

use rustc_hash::FxHashMap;

use super::{Evidence, Scene, Signal};
use crate::matching::Matcher;
use crate::matching::knowledge::{Knowledge, Phrased};
use crate::matching::word::{Class, Term, Word};
use crate::text::{Vector, meaning, nearness, rarity};

/// A telling word of the question with its meaning.
struct Soft<'a> {
    word: &'a Word,
    at: usize,
    weight: f32,
    meaning: Option<Vector>,
}

/// How many other facts are compared.
const RIVALS: usize = 2;
const NO_RIVAL: f32 = 0.3;

pub(super) fn note(scene: &Scene<'_>, evidence: &mut Evidence) {
    let words: Vec<Soft<'_>> = scene.words().iter().enumerate().filter_map(|(at, word)| soft(at, word)).collect();
    let mut nearness = Nearness { matcher: scene.matcher, words: &words, known: FxHashMap::default() };
    let total: f32 = words.iter().map(|word| word.weight).sum();
    evidence.set_if(Signal::NothingTold, words.iter().all(|word| word.word.weight <= 0.0));
    let mut open = 0.0;
    for (number, word) in words.iter().enumerate() {
        let near = if scene.fact.account.explained[word.at] && word.word.class.is_telling() {
            1.0
        } else {
            scene.knowledge.telling.iter().map(|term| nearness.of(number, *term)).fold(0.0, f32::max)
        };
        open += word.weight * (1.0 - near);
    }
    evidence.set(Signal::SoftOpen, f32::min(open, 4.0));
    evidence.set(Signal::SoftCover, if total > 0.0 { 1.0 - open / total } else { 0.0 });
    let own = alike(&mut nearness, total, scene.knowledge);
    evidence.set(Signal::SoftAlike, own);
    let others = scene.rivals().take(RIVALS).map(|rival| scene.matcher.knowledge_of(rival.entry));
    let best = others.map(|other| alike(&mut nearness, total, other)).reduce(f32::max);
    evidence.set(Signal::SoftAlikeMargin, best.map_or(NO_RIVAL, |best| own - best));
    let gap = scene.gap().map(|gap| alike(&mut nearness, total, scene.matcher.knowledge_of(gap.entry)));
    evidence.set(Signal::SoftAlikeGapMargin, gap.map_or(NO_RIVAL, |gap| own - gap));
}

fn soft(at: usize, word: &Word) -> Option<Soft<'_>> {
    if word.class == Class::Mark {
        return None;
    }
    let weight = match word.class {
        Class::Filler => 0.5 * rarity(&word.text),
        Class::Figure => 1.0,
        _ => 0.3 + 0.7 * rarity(&word.text),
    };
    let meaning = meaning(&word.text);
    (weight > 0.05).then_some(Soft { word, at, weight, meaning })
}

/// How near words of the question are to words of the base, each pair worked out once.
struct Nearness<'a> {
    matcher: &'a Matcher,
    words: &'a [Soft<'a>],
    known: FxHashMap<(usize, Term), f32>,
}

impl Nearness<'_> {
    fn of(&mut self, number: usize, term: Term) -> f32 {
        let word = &self.words[number];
        if word.word.term == Some(term) || word.word.parts.contains(&term) {
            return 1.0;
        }
        *self.known.entry((number, term)).or_insert_with(|| {
            match (&word.meaning, self.matcher.vocabulary.meaning_of(term)) {
                (Some(one), Some(other)) => nearness(one, other).clamp(0.0, 1.0),
                _ => 0.0,
            }
        })
    }
}

/// How alike the question and the most alike phrasing are.
fn alike(nearness: &mut Nearness<'_>, total: f32, knowledge: &Knowledge) -> f32 {
    knowledge.asks.iter().map(|phrased| alike_one(nearness, total, phrased)).fold(0.0, f32::max)
}

fn alike_one(nearness: &mut Nearness<'_>, total: f32, phrased: &Phrased) -> f32 {
    if total <= 0.0 || phrased.weight <= 0.0 {
        return 0.0;
    }
    let count = nearness.words.len();
    let mut said = 0.0;
    let mut best = vec![0.0f32; count];
    for (term, weight) in &phrased.terms {
        let mut near = 0.0f32;
        for (number, best) in best.iter_mut().enumerate() {
            let one = nearness.of(number, *term);
            *best = best.max(one);
            near = near.max(one);
        }
        said += weight * near;
    }
    let asked: f32 = nearness.words.iter().zip(&best).map(|(word, near)| word.weight * near).sum();
    let (question, phrasing) = (asked / total, said / phrased.weight);
    if question + phrasing > 0.0 { 2.0 * question * phrasing / (question + phrasing) } else { 0.0 }
}
