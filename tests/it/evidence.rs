//! Each signal of evidence, from two sides: a question for which it speaks up, and one for which it doesn't.

use std::path::Path;
use std::sync::LazyLock;

use citebot::facts::{Base, Files, load};
use citebot::matching::{Context, Evidence, Matcher, Sign, Signal};
use citebot::text::Language;

static BASE: LazyLock<Base> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cafe");
    load(&Files::read(&folder).expect("the cafe is readable")).expect("the cafe is sound")
});
static MATCHER: LazyLock<Matcher> = LazyLock::new(|| Matcher::new(&BASE));

/// The evidence for the fact that ranks first, with the words of the question.
fn evidence(text: &str) -> (Evidence, Vec<String>) {
    let language = Language::of(text);
    let question = MATCHER.read(text, language);
    let candidates = MATCHER.rank(&question, language, &Context::none());
    let words = question.words.iter().map(|word| word.text.to_string()).collect();
    (MATCHER.evidence(&question, &candidates, language, &Context::none()).expect("a fact was looked at"), words)
}

#[test]
fn a_signal_is_larger_for_one_question_than_for_the_other() {
    for (signal, more, less) in [
        (Signal::Cover, "Who founded the Blue Kettle?", "Who founded the Blue Kettle with borrowed savings?"),
        (Signal::AllExplained, "Where do the beans come from?", "Where do the green beans come from?"),
        (Signal::Chance, "Where do the beans come from?", "Where do the windows come from?"),
        (Signal::WordsMargin, "Who is the founder of the cafe?", "the cafe"),
        (Signal::GapScoreMargin, "Who founded the Blue Kettle?", "What does a coffee cost?"),
        (Signal::ExplainedByGap, "price of the beans", "origin of the beans"),
        (Signal::OpenYear, "opening date of the cafe 1999", "opening date of the cafe 2021"),
        (Signal::OpenPlace, "Where do the beans from Brazil come from?", "Where do the beans from Peru come from?"),
        (Signal::OpenTime, "Did the Blue Kettle open in August?", "Did the Blue Kettle open in May?"),
        (Signal::TimeShift, "2021年以前蓝壶开门吗", "2021年蓝壶开门吗"),
        (Signal::OpenUnknown, "Who founded the zorblatt cafe?", "Who founded the cafe?"),
        (Signal::OpenCommon, "Who founded the elephant cafe?", "Who founded the cafe?"),
        (Signal::OpenNegation, "Which beans are not from Peru?", "Which beans are from Peru?"),
        (Signal::InRecord, "Who founded the harbour cafe?", "Who founded the mountain cafe?"),
        (Signal::Farthest, "Where do the elephant beans come from?", "Where do the beans come from?"),
        (Signal::QuestionInPhrasing, "weekly roasting amount", "weekly roasting of oat beans in Peru"),
        (Signal::Alike, "What is the origin of the coffee?", "Is the origin of the Kettle known to the guests?"),
        (Signal::Pairs, "origin of the coffee beans", "beans coffee cake origin"),
        (Signal::KindExpected, "Who founded the cafe?", "Why was the cafe founded?"),
        (Signal::WrongWhy, "Why was the cafe founded?", "Who founded the cafe?"),
        (Signal::WrongWhen, "When do the beans come from Peru?", "Where do the beans come from?"),
        (Signal::AnswerGives, "How many people work at the cafe?", "Why do people work at the cafe?"),
        (Signal::AsksFigure, "How many people work at the cafe?", "Who works at the cafe?"),
        (Signal::AsksYesNo, "Are the beans from Peru?", "Where are the beans from?"),
        (Signal::Repaired, "Who fuonded the cafe?", "Who founded the cafe?"),
        (Signal::Verbatim, "Who founded the Blue Kettle?", "Who was it that founded the Blue Kettle?"),
        (Signal::Chinese, "创始人叫什么？", "name of the founder"),
        (Signal::NothingTold, "who is it?", "who is the founder?"),
        (Signal::PropertyShared, "founding date of the cafe", "founding colour of the cafe"),
        (Signal::PropertyApart, "colour of the beans", "origin of the beans"),
        (Signal::PropertyLacking, "What colour and what age is the founder?", "What age is the founder?"),
        (Signal::OpenOtherProperty, "temperature of the beans", "origin of the beans"),
    ] {
        let (high, low) = (evidence(more).0.value(signal), evidence(less).0.value(signal));
        assert!(high > low, "{signal:?}: {high} for `{more}`, {low} for `{less}`");
    }
}

#[test]
fn evidence_remembers_the_word_that_it_is_about() {
    for (signal, text, word) in [
        (Signal::OpenPlace, "Where do the beans from Brazil come from?", "brazil"),
        (Signal::OpenYear, "Who founded the cafe in 1999?", "1999"),
        (Signal::OpenUnknown, "Who founded the zorblatt cafe?", "zorblatt"),
        (Signal::ExplainedByGap, "price of the beans", "price"),
    ] {
        let (evidence, words) = evidence(text);
        assert_eq!(evidence.word(signal).map(|at| words[at].as_str()), Some(word), "{text}");
    }
    assert_eq!(evidence("Who founded the cafe?").0.word(Signal::OpenPlace), None);
}

/// Whatever is asked, the values are numbers, and a signal that speaks for nothing stays within bounds.
#[test]
fn evidence_is_finite_for_any_text() {
    for text in ["", "?", "的", "a", "36", "…………", &"why ".repeat(120), "Ω≈ç√∫", "谁谁谁谁谁谁", "1 2 3 4 5 6 7 8 9"]
    {
        let language = Language::of(text);
        let question = MATCHER.read(text, language);
        let candidates = MATCHER.rank(&question, language, &Context::none());
        if let Some(evidence) = MATCHER.evidence(&question, &candidates, language, &Context::none()) {
            assert!(evidence.values().iter().all(|value| value.is_finite() && value.abs() < 1000.0), "{text}");
        }
    }
}

/// An open place, year or name can only lower what is judged, whatever the fit says.
#[test]
fn signs_are_forced() {
    for signal in [Signal::OpenYear, Signal::OpenPlace, Signal::OpenName, Signal::OpenFigure, Signal::OpenUnknown] {
        assert_eq!(signal.sign(), Sign::Against, "{signal:?}");
    }
    for signal in [Signal::Cover, Signal::AllExplained, Signal::Alike, Signal::Verbatim] {
        assert_eq!(signal.sign(), Sign::For, "{signal:?}");
    }
}

#[test]
fn what_stands_beside_the_question_counts_where_the_fact_has_another() {
    let (beside, language) = (|text: &str| Context::apart_from(MATCHER.read_words(text)), Language::English);
    let question = MATCHER.read("When did the Blue Kettle open?", language);
    let other = |text: &str| {
        let candidates = MATCHER.rank(&question, language, &beside(text));
        MATCHER.evidence(&question, &candidates, language, &beside(text)).expect("a fact").value(Signal::OtherAside)
    };
    assert!(other("we were there in 1999") > 0.5 && other("we were there in 2021") < 0.5);
    assert!(other("we liked it there") < 0.5);
}
