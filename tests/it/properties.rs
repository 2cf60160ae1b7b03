//! What holds for any text: an outcome, no panic, in bounds.

use std::sync::LazyLock;

use citebot::conversation::{LONGEST_QUESTION, Memory, Outcome, turn};
use citebot::facts::{Files, load};
use citebot::matching::Prepared;
use citebot::reply::{plain, reply};
use citebot::text::{Language, normal_form};
use proptest::prelude::*;
use proptest::sample::{Index, select};

static PREPARED: LazyLock<Prepared> =
    LazyLock::new(|| Prepared::new(load(&Files::own().unwrap()).expect("our own base is sound")));

fn phrasings() -> Vec<String> {
    let facts = PREPARED.base().facts.iter().flat_map(|fact| fact.ask.iter().flat_map(|(_, ask)| ask));
    facts.map(|phrasing| phrasing.text.clone()).collect()
}

/// Says a text after another one, and checks what must hold whatever they are.
fn holds(before: &str, text: &str) {
    let mut memory = Memory::default();
    turn(&PREPARED, &mut memory, before);
    let turn = turn(&PREPARED, &mut memory, text);
    let reply = reply(PREPARED.base(), &turn);
    assert!(!reply.text.trim().is_empty());
    assert!((0.0..=1.0).contains(&reply.confidence), "{}", reply.confidence);
    assert!(reply.text.chars().count() < 1500 && reply.options.len() <= 3 && reply.answers.len() <= 3);
    assert_eq!(turn.cut, text.chars().count() > LONGEST_QUESTION);
    if let Outcome::Answer(_) = turn.outcome {
        assert!(reply.answers.iter().all(|answer| !answer.places.is_empty()));
        assert!(plain::source_line(&reply).is_some());
    }
    for word in &turn.question.words {
        assert!(text.get(word.span.clone()).is_some(), "{word:?} lies across a character");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_an_outcome(before in "\\PC{0,40}", text in any::<String>()) {
        holds(&before, &text);
    }

    #[test]
    fn marks_numbers_and_both_scripts_in_any_order(
        text in "([a-z]{1,6}|[0-9]{1,5}|[第百千万亿半分之一二三月年多少的]{1,4}|[?？。,!%:'’\" -]){0,30}"
    ) {
        holds("How many AI unicorns does Beijing have?", &text);
    }

    #[test]
    fn a_mutated_question_has_an_outcome(
        phrasing in select(phrasings()), other in select(phrasings()), cut in any::<Index>(), noise in "\\PC{0,5}"
    ) {
        let at = phrasing.floor_char_boundary(cut.index(phrasing.len()));
        let (start, end) = phrasing.split_at(at);
        holds(&other, &format!("{start}{noise}{end}"));
        holds(&phrasing, &format!("{end}{other}"));
    }

    #[test]
    fn the_normal_form_is_its_own(text in any::<String>()) {
        let once = normal_form(&text);
        prop_assert_eq!(normal_form(&once), once);
    }
}

#[test]
fn the_same_question_gets_the_same_bytes() {
    let again = Prepared::new(PREPARED.base().clone());
    for text in phrasings().iter().step_by(7) {
        let say = |prepared: &Prepared| {
            let turn = turn(prepared, &mut Memory::default(), &format!("well, {text}"));
            format!("{:?} {:?}", reply(PREPARED.base(), &turn), turn.candidates)
        };
        assert_eq!(say(&PREPARED), say(&again));
    }
}

#[test]
fn case_width_and_traditional_characters_change_nothing() {
    for (one, other) in [
        ("How many AI unicorns does Beijing have?", "HOW MANY AI UNICORNS DOES BEIJING HAVE"),
        ("How many AI unicorns does Beijing have?", "Ｈｏｗ ｍａｎｙ ＡＩ ｕｎｉｃｏｒｎｓ does Beijing have？"),
        ("北京有多少家人工智能独角兽企业？", "北京有多少家人工智能獨角獸企業？"),
    ] {
        let say = |text: &str| turn(&PREPARED, &mut Memory::default(), text).outcome;
        assert_eq!(say(one), say(other), "{other}");
    }
}

#[test]
fn a_long_message_is_read_up_to_its_limit() {
    let question = "How many AI unicorns does Beijing have? ";
    for text in [question.repeat(2500), "北".repeat(100_000), "a ".repeat(50_000), "?".repeat(100_000)] {
        holds("", &text);
        assert!(Language::ALL.contains(&turn(&PREPARED, &mut Memory::default(), &text).language));
    }
}
