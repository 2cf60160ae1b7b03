//! One turn of each outcome, and what is told of it. Weights are fitted anew now and then, so how
//! likely a fact is and what came of it are set here, and of other numbers only the form is held.

use super::lines;
use crate::conversation::{Memory, Outcome, Said, Turn, turn};
use crate::facts::{Files, load};
use crate::matching::{Judged, Nearest, Prepared, Refusal, Unclear, Verdict};
use crate::text::Language;

fn cafe() -> Prepared {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cafe");
    Prepared::new(load(&Files::read(&folder).unwrap()).unwrap())
}

fn asked(cafe: &Prepared, question: &str) -> Turn {
    turn(cafe, &mut Memory::default(), question)
}

/// The turn as if its fact were `answers` likely, `concerns` to be about the article, and came to `outcome`.
fn as_if(turn: &Turn, answers: f32, concerns: f32, outcome: Outcome) -> Turn {
    let judged = turn.judged.clone().map(|judged| Judged { answers, concerns, ..judged });
    Turn { outcome, judged, ..turn.clone() }
}

/// The line that starts with `label`.
fn line<'a>(lines: &'a [String], label: &str) -> &'a str {
    lines.iter().find_map(|line| line.strip_prefix(label)).unwrap_or_else(|| panic!("{lines:?}"))
}

#[test]
fn every_outcome_is_told_with_its_grounds() {
    let cafe = cafe();
    let tokyo = asked(&cafe, "How many employees does the kettle have in Tokyo?");
    let staff = cafe.base().fact_named("staff").unwrap();
    let word = tokyo.question.words.iter().position(|word| word.text == "tokyo").unwrap();
    let nearest = || Outcome::Nearest(Nearest { fact: staff, doubt: Some(word), options: Vec::new() });
    let clarify = || Outcome::Clarify(vec![staff, cafe.base().fact_named("roasting").unwrap()]);
    let unclear = || Outcome::Unclear(Unclear::default());
    let refuse = || Outcome::Refuse(Refusal { missing: Some(word), ..Refusal::default() });
    let answer = || Outcome::Answer(vec![Said { fact: staff, verdict: Verdict::Unclaimed }]);
    for (answers, concerns, outcome, expected) in [
        (0.876, 0.9, answer(), "answer with `staff`: 0.87 likely, 0.56 is enough"),
        (0.419, 0.9, nearest(), "tell `staff` as the nearest: 0.41 likely, 0.56 is needed"),
        (
            0.3,
            0.9,
            clarify(),
            "ask back: about equally likely are `staff`, `roasting`; `staff` 0.30 likely, 0.56 is needed",
        ),
        (0.05, 0.9, unclear(), "not understood: the nearest fact, `staff`, is 0.05 likely, 0.07 is needed"),
        (0.7, 0.2, unclear(), "not understood: 0.20 likely to be about the article, 0.40 is needed"),
        (
            0.05,
            0.2,
            refuse(),
            "refuse: `staff` is about something other than “tokyo”, and there is nothing on that in the article; 0.05 likely",
        ),
    ] {
        let lines = lines(&cafe, &as_if(&tokyo, answers, concerns, outcome));
        let told = line(&lines, "decided: ");
        assert!(told.starts_with(expected), "{told}");
    }
    let nothing = Turn { candidates: Vec::new(), judged: None, outcome: unclear(), ..tokyo };
    let told = lines(&cafe, &nothing);
    assert_eq!(line(&told, "decided: "), "not understood: nothing in the base resembles the question");
}

#[test]
fn what_is_asked_word_for_word_needs_no_judgement() {
    let cafe = cafe();
    for (question, label, expected) in [
        ("Who founded the Blue Kettle?", "decided: ", "answer with `founder`: asked in the words of a phrasing"),
        ("蓝壶咖啡馆是谁创办的？", "结论：", "用`founder`作答：与一种问法相同"),
        (
            "What are the prices?",
            "decided: ",
            "refuse: the base knows that this is not told in the article, as the gap `prices`; asked in the words of a phrasing",
        ),
        ("谢谢", "结论：", "寒暄`thanks`"),
    ] {
        let lines = lines(&cafe, &asked(&cafe, question));
        assert_eq!(line(&lines, label), expected, "{question}");
        assert!(!lines.iter().any(|line| line.starts_with("for and against") || line.contains("权衡")), "{question}");
    }
}

#[test]
fn a_gap_is_told_with_what_it_accounts_for() {
    let cafe = cafe();
    let turn = asked(&cafe, "tell me whether prices of the beans are high");
    let refusal = Refusal { gap: cafe.base().gap_ids().next(), ..Refusal::default() };
    let lines = lines(&cafe, &as_if(&turn, 0.2, 0.9, Outcome::Refuse(refusal)));
    let told = line(&lines, "decided: ");
    assert!(told.contains("as the gap `prices`; it accounts for "), "{told}");
    assert!(told.ends_with(" 0.20 likely, 0.56 is needed"), "{told}");
}

/// The logits at the end of a line such as "  the fact breaks no rule +0.4".
fn logits(line: &str) -> f32 {
    let (said, number) = line.rsplit_once(' ').unwrap();
    assert!(said.starts_with("  ") && !said.contains("{}") && !said.contains('…'), "{line}");
    number.replace('−', "-").parse().unwrap()
}

#[test]
fn what_speaks_for_and_against_is_listed_the_largest_first() {
    let cafe = cafe();
    for (question, language) in [
        ("How many employees does the kettle have in Tokyo?", Language::English),
        ("when did the cook set up the cafe", Language::English),
        ("do zebras like xylophones", Language::English),
        ("蓝壶在东京有多少员工？", Language::Chinese),
    ] {
        let turn = asked(&cafe, question);
        assert_eq!(turn.language, language);
        for concerns in [0.9, 0.1] {
            let turn = as_if(&turn, 0.3, concerns, Outcome::Unclear(Unclear::default()));
            let lines = lines(&cafe, &turn);
            let is_heading = |line: &String| line.starts_with("for and against ") || line.contains("权衡：");
            let heading = lines.iter().position(is_heading).unwrap_or_else(|| panic!("{lines:?}"));
            let listed: Vec<f32> = lines[heading + 1..]
                .iter()
                .take_while(|line| line.starts_with("  "))
                .map(|line| logits(line))
                .collect();
            assert!((1..=8).contains(&listed.len()), "{lines:?}");
            assert!(listed.is_sorted_by(|one, other| one.abs() >= other.abs()), "{lines:?}");
            assert!(listed.iter().all(|logits| logits.abs() > 0.09), "{lines:?}");
        }
    }
}

#[test]
fn what_would_have_made_it_an_answer_makes_it_likelier() {
    let cafe = cafe();
    let turn = asked(&cafe, "How many employees does the kettle have in Tokyo?");
    let weighed = super::Weighed::of(cafe.matcher(), &turn).unwrap();
    let change = weighed.change().unwrap();
    assert!(weighed.changed(change).answers > weighed.judged.answers);
    let lines = lines(&cafe, &Turn { outcome: Outcome::Unclear(Unclear::default()), ..turn.clone() });
    let told = line(&lines, "decided: ");
    let end = told.rsplit_once("; ").unwrap().1;
    assert!(end.starts_with("it would have been answered with") || end.contains(", it would be 0."), "{told}");
}
