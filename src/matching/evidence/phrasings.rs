//! How far the question agrees with one phrasing: words that several phrasings explain together may
//! never have been asked together.

use rustc_hash::FxHashMap;

use super::{Evidence, Scene, Signal};
use crate::matching::asked::Asked;
use crate::matching::knowledge::{Knowledge, Phrased};
use crate::matching::set::Set;
use crate::matching::word::{Term, Word, meanings};

/// How many other facts are compared.
const RIVALS: usize = 4;
/// The most that one fact can be more alike than another.
const NO_RIVAL: f32 = 0.5;

/// How alike a question and an entry's phrasings are, each from 0 to 1.
#[derive(Debug, Clone, Copy, Default)]
struct Likeness {
    /// The largest harmonic mean of both shares.
    alike: f32,
    /// The share of the question in that phrasing.
    question: f32,
    /// The largest harmonic mean among phrasings of the same kind.
    in_kind: f32,
    /// The largest share of a phrasing that the question says.
    phrasing: f32,
}

pub(super) fn note(scene: &Scene<'_>, evidence: &mut Evidence) {
    let asked = &scene.question.asked;
    let told = Told::of(scene.words());
    let likeness_of = |knowledge: &Knowledge| likeness(&told, asked, knowledge);
    let own = likeness_of(scene.knowledge);
    evidence.set(Signal::QuestionInPhrasing, own.question);
    evidence.set(Signal::Alike, own.alike);
    evidence.set(Signal::AlikeInKind, own.in_kind);
    evidence.set(Signal::PhrasingSaid, own.phrasing);
    let others = scene.rivals().take(RIVALS).map(|rival| scene.matcher.knowledge_of(rival.entry));
    let best = others.map(|other| likeness_of(other).alike).reduce(f32::max);
    evidence.set(Signal::AlikeMargin, best.map_or(NO_RIVAL, |best| own.alike - best));
    let gap = scene.gap().map(|gap| likeness_of(scene.matcher.knowledge_of(gap.entry)).alike);
    evidence.set(Signal::AlikeGapMargin, gap.map_or(NO_RIVAL, |gap| own.alike - gap));
    evidence.set(Signal::Pairs, pairs(&told.words, scene.knowledge));
}

/// The telling words of a question, so that no phrasing is held against the same word twice.
struct Told<'a> {
    words: Vec<&'a Word>,
    /// Those that mean different things, and which of them each word is.
    distinct: Vec<&'a Word>,
    which: Vec<usize>,
    meanings: Set<Term>,
}

impl<'a> Told<'a> {
    fn of(words: &'a [Word]) -> Self {
        let words: Vec<&Word> = words.iter().filter(|word| word.weight > 0.0).collect();
        let (mut distinct, mut numbers) = (Vec::new(), FxHashMap::default());
        let number = |word: &&'a Word| {
            *numbers.entry((word.term, word.parts.as_slice())).or_insert_with(|| {
                distinct.push(*word);
                distinct.len() - 1
            })
        };
        let which = words.iter().map(number).collect();
        let meanings = words.iter().flat_map(|word| meanings(word)).collect();
        Self { words, distinct, which, meanings }
    }

    /// The weight of the words that a phrasing has.
    fn shared(&self, phrased: &Phrased) -> f32 {
        let held: Vec<bool> = self.distinct.iter().map(|word| phrased.holds(word)).collect();
        self.words.iter().zip(&self.which).filter(|(_, which)| held[**which]).map(|(word, _)| word.weight).sum()
    }
}

fn likeness(told: &Told<'_>, asked: &Asked, knowledge: &Knowledge) -> Likeness {
    let total: f32 = told.words.iter().map(|word| word.weight).sum();
    let mut best = Likeness::default();
    if total <= 0.0 {
        return best;
    }
    for phrased in &knowledge.asks {
        let shared = told.shared(phrased);
        let said = phrased.terms.iter().filter(|(term, _)| told.meanings.contains(term));
        let said: f32 = said.map(|(_, weight)| weight).sum();
        let (question, phrasing) = (shared / total, said / phrased.weight.max(f32::MIN_POSITIVE));
        let alike = if question + phrasing > 0.0 { 2.0 * question * phrasing / (question + phrasing) } else { 0.0 };
        if alike > best.alike {
            best.alike = alike;
            best.question = question;
        }
        if same_kind(asked, phrased) {
            best.in_kind = best.in_kind.max(alike);
        }
        best.phrasing = best.phrasing.max(phrasing);
    }
    best
}

fn same_kind(asked: &Asked, phrased: &Phrased) -> bool {
    let mut wanted = asked.wanted().peekable();
    wanted.peek().is_none() || wanted.any(|kind| phrased.kinds.contains(&kind))
}

/// The share of neighbouring telling words that are neighbours in the fact's texts, too.
fn pairs(words: &[&Word], knowledge: &Knowledge) -> f32 {
    let all = words.windows(2).count();
    if all == 0 {
        return 1.0;
    }
    let known = words.windows(2).filter(|pair| match (pair[0].term, pair[1].term) {
        (Some(one), Some(other)) => knowledge.pairs.contains(&(one.min(other), one.max(other))),
        _ => false,
    });
    known.count() as f32 / all as f32
}
