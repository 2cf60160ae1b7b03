//! Replies of a base with two sources: each says whose paragraph it is.

use super::html::{blocks, messages};
use super::plain::text;
use super::record::{Lookup, look_up};
use super::reply;
use crate::conversation::{Memory, Outcome, Said, Turn, turn};
use crate::facts::{Files, load};
use crate::matching::{Prepared, Refusal, Verdict};
use crate::sources::SourcePlace;
use crate::text::Language;

fn two() -> Prepared {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/two");
    Prepared::new(load(&Files::read(&folder).unwrap()).unwrap())
}

fn answering(two: &Prepared, facts: &[&str]) -> Outcome {
    let said = |id: &&str| Said { fact: two.base().fact_named(id).unwrap(), verdict: Verdict::Unclaimed };
    Outcome::Answer(facts.iter().map(said).collect())
}

#[test]
fn every_place_says_whose_it_is() {
    let two = two();
    let asked = turn(&two, &mut Memory::default(), "Is there a fine in Paris?");
    let paris = asked.question.words.iter().position(|word| word.text == "paris");
    let refusing = |told: Option<&str>| {
        let told = told.map(|id| two.base().fact_named(id).unwrap());
        Outcome::Refuse(Refusal { missing: paris, told, options: told.into_iter().collect(), ..Refusal::default() })
    };
    for (language, outcome, expected) in [
        (
            Language::English,
            answering(&two, &["quiet-hours"]),
            "Quiet hours are from 10 p.m. to 7 a.m.\n— the house rules, paragraph 1, “Quiet”",
        ),
        (
            Language::English,
            answering(&two, &["loan", "washing"]),
            "A book may be kept for three weeks.\n\
             The washing machines run until 9 p.m., and the drying room is locked on Sundays.\n\
             — the library rules, paragraph 2; the house rules, paragraphs 2, 3, “Laundry”",
        ),
        (
            Language::English,
            answering(&two, &["library-name"]),
            "They are the rules of the Elm Court library.\n— the title and headings of the library rules",
        ),
        (
            Language::English,
            refusing(Some("fine")),
            "There is nothing on “Paris” in the sources. What comes nearest: A book that comes back late costs one \
             crown a week. [the library rules, paragraph 3]",
        ),
        (Language::English, refusing(None), "There is nothing on “Paris” in the sources."),
        (
            Language::Chinese,
            answering(&two, &["loan", "washing"]),
            "A book may be kept for three weeks.\n\
             The washing machines run until 9 p.m., and the drying room is locked on Sundays.\n\
             — 馆规第2段；住户守则第2、3段「Laundry」",
        ),
        (Language::Chinese, refusing(None), "关于“Paris”，这些资料没有说到。"),
    ] {
        let reply = reply(two.base(), &Turn { outcome, language, unanswered: None, ..asked.clone() });
        // The paragraphs' own words follow the places.
        let shown = text(&reply);
        let lines: Vec<&str> = shown.lines().filter(|line| !line.starts_with("  ")).collect();
        assert_eq!(lines.join("\n"), expected);
        let place = lines.last().filter(|line| line.starts_with('—'));
        let html = messages(&blocks(&reply)).concat();
        assert!(place.is_none_or(|place| html.contains(&format!("<i>{place}</i>"))), "{html}");
    }
}

#[test]
fn a_record_says_whose_it_is() {
    let two = two();
    let place = SourcePlace::read("library 3").unwrap();
    let Lookup::Found(lines) = look_up(two.base(), None, &place, Language::English) else { panic!() };
    assert_eq!(lines[0], "The library rules, paragraph 3, “Fines”");
}
