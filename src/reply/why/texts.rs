//! Examples of all that is told of how an outcome came about, for the file of all texts.

use super::{phrases, signals, told};
use crate::conversation::{Memory, Outcome, Said, turn};
use crate::matching::{Aspect, Class, Missing, Prepared, Verdict};
use crate::reply::texts::Texts;
use crate::text::{Kind, Language};

/// Adds an example of each.
pub(crate) fn add(texts: &mut Texts, prepared: &Prepared) {
    texts.part("Why: labels of lines");
    for label in [
        phrases::MATCHED,
        phrases::REPAIRED,
        phrases::FILLERS,
        phrases::UNEXPLAINED,
        phrases::ASKED,
        phrases::CANDIDATES,
        phrases::DECIDED,
        phrases::RUNNER_UP,
        phrases::NOTHING_YET,
    ] {
        texts.phrase(&label);
    }
    texts.part("Why: words, candidates, rules");
    let asked = turn(prepared, &mut Memory::default(), "Who founded the Blue Kettle?");
    let mut word = asked.question.words[1].clone();
    for class in [
        Class::Filler,
        Class::Mark,
        Class::Known,
        Class::Name,
        Class::Common,
        Class::Attribute,
        Class::Place,
        Class::Time,
        Class::Figure,
        Class::Unknown,
        Class::Negation,
        Class::Speech,
    ] {
        word.class = class;
        texts.each(|language| phrases::unexplained(&word, language));
    }
    texts.each(|language| phrases::asked(&["who"], &["people".to_string()], language));
    let mut candidate = asked.candidates[0].clone();
    for (verbatim, meaning, standing) in [(true, Some(1.5), 9.0), (false, None, -9.0)] {
        candidate.verbatim = verbatim;
        candidate.fit.meaning = meaning;
        candidate.fit.standing = standing;
        texts.each(|language| phrases::candidate("founder", &candidate, language));
    }
    let rules = [Missing::Word(1), Missing::Kind(Kind::When), Missing::Counted(1), Missing::Scope(1)];
    for missing in rules.into_iter().chain([Missing::Relation, Missing::Much]) {
        texts.each(|language| phrases::rule(missing, &asked.question, language));
    }
    let said = |fact| Said { fact, verdict: Verdict::Unclaimed };
    let several = crate::conversation::Turn {
        outcome: Outcome::Answer(prepared.base().fact_ids().take(2).map(said).collect()),
        ..asked.clone()
    };
    texts.each(|language| phrases::parts(&several, language).unwrap_or_default());
    texts.each(|language| phrases::picked("`founder`", language));
    texts.each(|language| phrases::against("`address`", 0.51, 0.93, language));
    for aspect in [Aspect::Answers, Aspect::Concerns] {
        texts.each(|language| phrases::weighed("`founder`", prepared.base().called(language), aspect, language));
    }
    add_told(texts, prepared);
    texts.part("Why: what spoke for and against");
    texts.phrase(&signals::MANNER);
    texts.phrase(&signals::ABSENT);
    for (signal, ..) in crate::matching::Signal::ALL {
        match signals::wording(signal) {
            signals::Wording::Manner => {}
            signals::Wording::Present(phrase) => texts.phrase(phrase),
            signals::Wording::Either { more, less } => {
                texts.phrase(more);
                texts.phrase(less);
            }
        }
    }
}

fn add_told(texts: &mut Texts, prepared: &Prepared) {
    const ID: &str = "`founder`";
    let called = |language: Language| prepared.base().called(language);
    texts.part("Why: what it came to");
    for is_enough in [true, false] {
        texts.each(|language| told::answered(ID, &told::likely("0.83", "0.60", is_enough, language), language));
    }
    texts.each(|language| told::nearest(ID, &told::likely("0.43", "0.60", false, language), language));
    texts.each(|language| told::asked_back("`founder`, `address`", language));
    texts.each(|language| told::unlikely(ID, &told::likely("0.03", "0.20", false, language), language));
    texts.each(|language| told::not_understood(&told::alien("0.03", "0.20", called(language), language), language));
    texts.each(told::unlike_anything);
    texts.each(|language| told::small_talk("`greeting`", language));
    texts.each(|language| told::of_text(called(language), language));
    texts.phrase(&told::CONCERN);
    texts.each(|language| told::gap("`prices`", called(language), language));
    texts.each(|language| told::refused(ID, "London", called(language), language));
    texts.each(told::verbatim);
    texts.each(|language| told::accounts_for(87.0, language));
    for verdict in [Verdict::Yes, Verdict::No(None)] {
        texts.each(|language| told::verdict(&verdict, language).unwrap_or_default().to_string());
    }
    texts.each(|language| told::changed(&told::without("London", language), true, "0.83", language));
    for change in [told::MORE_ALIKE, told::NO_RIVAL, told::NO_GAP, told::OF_THE_KIND] {
        texts.each(|language| told::changed(change.get(language), false, "0.55", language));
    }
}
