//! Which words the fact accounts for, and what the others are.

use super::{Evidence, Scene, Signal};
use crate::matching::near::Near;
use crate::matching::word::Class;
use crate::matching::word::meanings;
use crate::text::Number;

/// The least that an open word counts where it is weighed against rivals.
const LEAST_OPEN: f32 = 0.3;
/// The most words of a class that count.
const MOST_OF_A_CLASS: f32 = 3.0;
/// The most weight of relating words that counts.
const MOST_RELATION: f32 = 2.5;
/// Words after an attribute that make it one of something: "the cost of".
const OF: [&str; 12] = ["of", "for", "did", "does", "do", "is", "was", "are", "were", "的", "是", "有"];

pub(super) fn note(scene: &Scene<'_>, evidence: &mut Evidence) {
    let (words, account) = (scene.words(), &scene.fact.account);
    let is_open = |at: usize| words[at].class.is_telling() && account.is_open(at);
    let open: Vec<usize> = (0..words.len()).filter(|at| is_open(*at)).collect();
    evidence.set(Signal::Cover, account.cover);
    evidence.set_if(Signal::AllExplained, open.is_empty());
    evidence.set_if(Signal::NothingTold, words.iter().all(|word| word.weight <= 0.0));
    note_explained(scene, evidence);
    for at in &open {
        note_class(scene, *at, evidence);
        note_rivals(scene, *at, evidence);
    }
    let mut near = Near::new(scene.matcher, scene.knowledge);
    for at in &open {
        note_nearness(scene, *at, &mut near, evidence);
    }
    for signal in [
        Signal::OpenYear,
        Signal::OpenFigure,
        Signal::OpenPlace,
        Signal::OpenTime,
        Signal::OpenName,
        Signal::OpenContrast,
        Signal::OpenCapital,
        Signal::OpenAttribute,
        Signal::OpenKnown,
        Signal::OpenCommon,
        Signal::OpenUnknown,
        Signal::OpenNegation,
    ] {
        evidence.set(signal, evidence.value(signal).min(MOST_OF_A_CLASS));
    }
    note_places(scene, &open, evidence);
}

fn note_explained(scene: &Scene<'_>, evidence: &mut Evidence) {
    let rival = scene.rivals().next();
    let (mut all, mut relating) = (0.0, 0.0);
    for (at, word) in scene.words().iter().enumerate() {
        if word.weight <= 0.0 || !scene.fact.account.explained[at] {
            continue;
        }
        all += word.weight;
        if word.number.is_none() && !meanings(word).any(|term| scene.knowledge.about.contains(&term)) {
            relating += word.weight;
        }
        if rival.is_some_and(|rival| !rival.account.explained[at]) {
            evidence.add(Signal::RivalLacks, word.weight, at);
        }
    }
    evidence.set(Signal::Explained, all);
    evidence.set(Signal::ExplainedRelation, f32::min(relating, MOST_RELATION));
}

fn note_class(scene: &Scene<'_>, at: usize, evidence: &mut Evidence) {
    let word = &scene.words()[at];
    let signal = match word.class {
        Class::Filler | Class::Mark | Class::Speech => None,
        Class::Known => Some(Signal::OpenKnown),
        Class::Name => Some(Signal::OpenName),
        Class::Common => Some(Signal::OpenCommon),
        Class::Attribute => Some(Signal::OpenAttribute),
        Class::Place => Some(Signal::OpenPlace),
        Class::Time => Some(Signal::OpenTime),
        Class::Figure if word.number.is_some_and(Number::is_year) => Some(Signal::OpenYear),
        Class::Figure => Some(Signal::OpenFigure),
        Class::Unknown => Some(Signal::OpenUnknown),
        Class::Negation => Some(Signal::OpenNegation),
    };
    if let Some(signal) = signal {
        let size = if word.class == Class::Known { word.weight } else { 1.0 };
        evidence.add(signal, size, at);
    }
    if scene.matcher.sets_apart(word) {
        evidence.add(Signal::OpenContrast, 1.0, at);
    }
    if word.capital && word.class != Class::Unknown {
        evidence.add(Signal::OpenCapital, 1.0, at);
    }
}

/// Who else knows an open word: another entry, the record, the source.
fn note_rivals(scene: &Scene<'_>, at: usize, evidence: &mut Evidence) {
    let word = &scene.words()[at];
    let weight = word.weight.max(LEAST_OPEN);
    if scene.gap().is_some_and(|gap| gap.account.explained[at]) {
        evidence.add(Signal::ExplainedByGap, weight, at);
    }
    if scene.rivals().next().is_some_and(|rival| rival.account.explained[at]) {
        evidence.add(Signal::ExplainedByRival, weight, at);
    }
    if scene.knowledge.record.holds(word) {
        evidence.add(Signal::InRecord, weight, at);
    } else if scene.matcher.ground.holds(word) {
        evidence.add(Signal::ToldElsewhere, weight, at);
    }
}

/// A word that is near in meaning to one of the fact's may stand for it.
fn note_nearness<'a>(scene: &Scene<'a>, at: usize, near: &mut Near<'a>, evidence: &mut Evidence) {
    let word = &scene.words()[at];
    let (signal, size) = match word.class {
        Class::Attribute => (Signal::NearAttribute, 1.0),
        Class::Known => (Signal::NearKnown, word.weight),
        Class::Common => (Signal::NearCommon, word.weight),
        Class::Unknown => (Signal::NearUnknown, 1.0),
        _ => return,
    };
    let near = near.of(&word.text);
    evidence.add(signal, size * near, at);
    if 1.0 - near > evidence.value(Signal::Farthest) {
        evidence.set_by(Signal::Farthest, Some(at));
        evidence.set(Signal::Farthest, 1.0 - near);
    }
}

/// Where in the question the open words stand.
fn note_places(scene: &Scene<'_>, open: &[usize], evidence: &mut Evidence) {
    let (words, asked) = (scene.words(), &scene.question.asked);
    if let Some(question_word) = asked.at {
        for at in open.iter().filter(|at| **at < question_word) {
            evidence.add(Signal::OpenBefore, words[*at].weight, *at);
        }
    }
    let start = asked.at.unwrap_or(0);
    let first = (start..words.len()).find(|at| words[*at].weight > 0.0 && !asked.phrases.contains(at));
    evidence.set_by(Signal::FirstOpen, first.filter(|at| open.contains(at)));
    let attribute_of = open.iter().copied().find(|at| {
        words[*at].class == Class::Attribute && words.get(at + 1).is_some_and(|next| OF.contains(&next.text.as_str()))
    });
    evidence.set_by(Signal::AttributeOf, attribute_of);
}
