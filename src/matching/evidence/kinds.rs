//! Does the fact give the kind of answer that is asked for?

use super::{Evidence, Scene, Signal};
use crate::matching::knowledge::properties;
use crate::text::Kind;

/// Where no kind is asked for, or no phrasing asks for any.
const UNTOLD: f32 = 0.5;

pub(super) fn note(scene: &Scene<'_>, evidence: &mut Evidence) {
    let asked = &scene.question.asked;
    let first = asked.wanted().next();
    let typed = scene.knowledge.asks.iter().filter(|phrased| !phrased.kinds.is_empty());
    let share = first.map_or(UNTOLD, |kind| {
        let (all, same) =
            typed.fold((0, 0), |(all, same), phrased| (all + 1, same + usize::from(phrased.kinds.contains(&kind))));
        if all == 0 { UNTOLD } else { same as f32 / all as f32 }
    });
    evidence.set(Signal::KindShare, share);
    evidence.set_if(Signal::KindExpected, first.is_some_and(|kind| scene.knowledge.expects.contains(&kind)));
    let gives = asked.wanted().find_map(|kind| scene.knowledge.given.gives(kind));
    evidence.set_if(Signal::AnswerGives, gives == Some(true));
    evidence.set_if(Signal::AnswerLacks, gives == Some(false));
    if let Some(signal) = scene.fact.account.votes.kind.and_then(wrong) {
        evidence.set(signal, 1.0);
    }
    match first {
        Some(Kind::When | Kind::Duration) => evidence.set(Signal::AsksWhen, 1.0),
        Some(Kind::Who | Kind::Person) => evidence.set(Signal::AsksWho, 1.0),
        Some(Kind::Where | Kind::City) => evidence.set(Signal::AsksWhere, 1.0),
        Some(Kind::How | Kind::Why) => evidence.set(Signal::AsksHow, 1.0),
        Some(Kind::Number | Kind::Amount | Kind::Share | Kind::Rank) => evidence.set(Signal::AsksFigure, 1.0),
        Some(Kind::Which | Kind::List | Kind::Meaning | Kind::YesNo) => {}
        None => evidence.set(Signal::AsksNothing, 1.0),
    }
    evidence.set_if(Signal::AsksYesNo, asked.is_yes_no());
    note_properties(scene, evidence);
}

/// Properties asked for, by question words and by others: "the price of" is "how much".
fn note_properties(scene: &Scene<'_>, evidence: &mut Evidence) {
    let asked = properties(&scene.question.asked, scene.words());
    let (asked_of, told_of) = (scene.knowledge.asked_of, scene.knowledge.told_of);
    evidence.set_if(Signal::PropertyShared, asked.meets(asked_of));
    evidence.set_if(Signal::PropertyApart, !asked.is_empty() && !asked.meets(asked_of));
    evidence.set_if(Signal::PropertyTold, asked.meets(told_of));
    let known = asked_of.and(told_of);
    evidence.set(Signal::PropertyLacking, asked.without(known).min(3) as f32);
    for (at, word) in scene.words().iter().enumerate() {
        let is_open = word.class.is_telling() && scene.fact.account.is_open(at);
        if is_open && !word.properties.is_empty() {
            let signal = if word.properties.meets(known) { Signal::OpenProperty } else { Signal::OpenOtherProperty };
            evidence.add(signal, 1.0, at);
        }
    }
}

/// What a missing kind of answer says.
fn wrong(kind: Kind) -> Option<Signal> {
    match kind {
        Kind::When | Kind::Duration => Some(Signal::WrongWhen),
        Kind::List => Some(Signal::WrongList),
        Kind::Why => Some(Signal::WrongWhy),
        Kind::How => Some(Signal::WrongHow),
        Kind::Who | Kind::Person => Some(Signal::WrongWho),
        Kind::Where | Kind::City => Some(Signal::WrongWhere),
        Kind::Number | Kind::Amount | Kind::Share | Kind::Rank => Some(Signal::WrongFigure),
        Kind::Which | Kind::Meaning | Kind::YesNo => None,
    }
}
