//! Examples of all that a reply may say of its own, for the file of all texts.

use std::fmt::Write;

use super::{phrases, reply};
use crate::conversation::{Concern, Memory, Outcome, Said, Turn, turn};
use crate::matching::{Instead, InsteadSort, Prepared, Refusal, Unclear, Verdict};
use crate::text::{Kind, Language, PerLanguage};

/// Texts in both languages, one below the other.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    text: String,
}

impl Texts {
    /// A heading.
    pub(crate) fn part(&mut self, heading: &str) {
        let _ = writeln!(self.text, "\n# {heading}");
    }

    /// A text in each language.
    pub(crate) fn each(&mut self, text: impl Fn(Language) -> String) {
        self.text.push('\n');
        for language in Language::ALL {
            let text = text(language);
            let lines = text.lines().collect::<Vec<_>>().join("\n   ").replace("\n   \n", "\n\n");
            let _ = writeln!(self.text, "{} {lines}", language.code());
        }
    }

    /// A phrase in each language.
    pub(crate) fn phrase(&mut self, phrase: &PerLanguage<&'static str>) {
        self.each(|language| (*phrase.get(language)).to_string());
    }

    /// Something that is in one language, or in both at once.
    pub(crate) fn line(&mut self, line: &str) {
        self.text += line;
        self.text.push('\n');
    }

    /// All of them.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

/// Adds an example of each.
pub(crate) fn add(texts: &mut Texts, prepared: &Prepared) {
    let base = prepared.base();
    let called = |language: Language| base.called(language);
    add_outcomes(texts, prepared);
    texts.part("Replies: what is said of the text itself, and of a list");
    for paragraphs in [1, 5] {
        texts.each(|language| phrases::length(base.sources[0].title.get(language), paragraphs, language));
    }
    texts.each(|language| phrases::summary(&[base.sources[0].title.get(language)], &["A", "B"], language));
    for known in [&[][..], &[1], &[1, 2, 5]] {
        texts.each(|language| phrases::no_paragraph(99, known, language));
    }
    texts.phrase(&phrases::NOT_WRITTEN);
    for written_in in Language::ALL {
        texts.each(|language| phrases::original("“…”", written_in, language));
        texts.each(|language| phrases::only_in("…", written_in, language));
    }
    for most in [1, 3] {
        texts.each(|language| phrases::beyond_list(most, language));
    }
    texts.each(phrases::cut);
    texts.part("Replies: where there is nobody but the program");
    for concern in [Concern::Forget, Concern::Person, Concern::Mistake] {
        texts.each(|language| phrases::concern(concern, called(language), language));
    }
    texts.each(|language| phrases::contact("hello@kettle.example", language));
    texts.part("Replies: what is asked for");
    for kind in Kind::ALL {
        texts.each(|language| phrases::kind(kind, language).to_string());
    }
    texts.part("Replies: in which languages one can ask");
    for languages in [&[Language::English][..], &[Language::Chinese], &Language::ALL] {
        texts.each(|language| super::asked_in(languages, language).to_string());
        texts.each(|language| phrases::ask_in(languages, language));
    }
}

/// A reply of each kind.
fn add_outcomes(texts: &mut Texts, prepared: &Prepared) {
    let base = prepared.base();
    let asked = turn(prepared, &mut Memory::default(), "Who founded the Blue Kettle?");
    let fact = |id: &str| base.fact_named(id).unwrap();
    let said = |id: &str, verdict| Said { fact: fact(id), verdict };
    let said_to = |verdict| Outcome::Answer(vec![said("founder", verdict)]);
    texts.part("Replies: what is said to a claim");
    let mut outcomes = vec![said_to(Verdict::Yes), said_to(Verdict::No(None))];
    for (sort, words) in [
        (InsteadSort::Figure, ["9", "9名"]),
        (InsteadSort::Name, ["Ada Moreno", "Ada Moreno"]),
        (InsteadSort::Doer, ["Ada Moreno", "Ada Moreno"]),
        (InsteadSort::Place, ["Millbrook", "Millbrook"]),
        (InsteadSort::Time, ["May", "5月"]),
        (InsteadSort::Time, ["3 May 2021", "2021年5月3日"]),
        (InsteadSort::Time, ["2021 to 2023", "2021至2023年"]),
    ] {
        texts.each(|language| {
            let text = words[language as usize].into();
            phrases::opening(&Verdict::No(Some(Instead { text, language, sort })), language)
        });
    }
    let (options, word) = (vec![fact("address"), fact("staff")], Some(2));
    let unclear = |unknown, options: &[_], is_foreign| {
        Outcome::Unclear(Unclear { unknown, options: options.to_vec(), is_foreign })
    };
    let refuse = |missing, told: Option<_>, options: &[_]| {
        Outcome::Refuse(Refusal { missing, told, options: options.to_vec(), ..Refusal::default() })
    };
    let nearest =
        |doubt| Outcome::Nearest(crate::matching::Nearest { fact: fact("founder"), doubt, options: options.clone() });
    outcomes.extend([
        Outcome::Answer(vec![said("founder", Verdict::Unclaimed), said("staff", Verdict::Unclaimed)]),
        nearest(None),
        nearest(word),
        Outcome::Clarify(options.clone()),
        unclear(None, &[], false),
        unclear(word, &[], true),
        unclear(None, &options, false),
        unclear(word, &options, false),
        refuse(None, None, &[]),
        refuse(word, None, &[]),
        refuse(word, None, &options),
        refuse(word, Some(fact("founder")), &[fact("founder")]),
    ]);
    texts.part("Replies: each outcome, as plain text");
    for outcome in outcomes {
        let turn = |language| Turn { outcome: outcome.clone(), language, ..asked.clone() };
        texts.each(|language| super::plain::text(&reply(base, &turn(language))));
    }
    for citation in [crate::sources::Citation::Title, crate::sources::Citation::Credits] {
        texts.each(|language| {
            super::plain::place_text(&super::place(base, &base.sources[0], citation, language), language)
        });
    }
    let left = turn(prepared, &mut Memory::default(), "How many staff work there and why do xylophones hum?");
    texts.each(|language| super::plain::text(&reply(base, &Turn { language, ..left.clone() })));
    for place in ["title", "credits", "1", "2"] {
        let place = crate::sources::SourcePlace::read(place).unwrap();
        texts.each(|language| match super::record::look_up(base, None, &place, language) {
            super::record::Lookup::Found(lines) => lines.join("\n"),
            other => format!("{other:?}"),
        });
    }
}
