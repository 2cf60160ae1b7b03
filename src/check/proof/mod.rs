//! Whether what answers and replies say is told by the places that they cite: each figure in its unit, with its hedge and
//! of what it is told of, each name of what it is told of, nothing turned into its opposite, no sentence that stands
//! nowhere.
//!
//! An answer is worded freely, so all this is likely and not sure: what is found is a warning.

mod beside;
mod clause;
mod count;
mod denial;
mod denial_words;
mod empty;
mod exchange;
mod figure;
mod form;
mod fraction;
mod ground;
mod hedge;
mod label;
mod lack;
mod list;
mod name;
mod rate;
mod reading;
mod slot;
mod stranger;
mod stray;
#[cfg(test)]
mod tests;
mod turned;
mod value;

use std::cell::OnceCell;
use std::collections::HashMap;

use super::figures::{self, Reader};
use super::names::{self, Known};
use super::record::{places, unsourced_message};
use super::written;
use crate::document::Located;
use crate::facts::{Base, Fact, Gap};
use crate::findings::{Finding, Rule};
use crate::matching::Matcher;
use crate::sources::{Citation, Source};
use crate::text::{Language, PerLanguage};
use beside::{Beside, Doubt, DoubtKind};
use ground::{Link, Recorded, Telling, links, read};
use reading::Reading;

/// Most paragraphs of an answer that doesn't sum them up.
const MOST_COMPARED: usize = 2;

/// Most paragraphs of a source that are read to know how telling its words are.
const MOST_READ: usize = 500;

/// The paragraphs of a source, and how telling its words are.
type Whole = (Vec<Reading>, Telling);

/// A source, and places of it.
type Cited<'a> = (usize, &'a [Citation]);

/// A base whose answers are proved.
pub struct Proof<'a> {
    base: &'a Base,
    matcher: &'a Matcher,
    reader: Reader,
    known: Known<'a>,
    /// What each source says, read when it is asked for: a source may be large, and an answer in one language only.
    sources: Vec<PerLanguage<OnceCell<Whole>>>,
    /// What the places say that a fact cites.
    grounds: HashMap<Cited<'a>, PerLanguage<OnceCell<Vec<Reading>>>>,
}

impl<'a> Proof<'a> {
    /// Answers of `base` can be proved, read by a matcher of it.
    pub fn new(base: &'a Base, matcher: &'a Matcher) -> Self {
        let sources = base.sources.iter().map(|_| PerLanguage::default()).collect();
        let cited = base.facts.iter().map(|fact| (fact.source, fact.citations.as_slice()));
        let grounds = cited.map(|cited| (cited, PerLanguage::default())).collect();
        Self { base, matcher, reader: Reader::new(), known: names::chinese_names(base), sources, grounds }
    }

    /// What is wrong with all answers and replies.
    pub fn of_all(&self) -> Vec<Finding> {
        let of_facts = self.base.facts.iter().flat_map(|fact| self.of_fact(fact));
        of_facts.chain(self.base.gaps.iter().flat_map(|gap| self.of_gap(gap))).collect()
    }

    /// What the answers of `fact` say that its places don't tell; its citations are those of a fact of the base.
    pub fn of_fact(&self, fact: &Fact) -> Vec<Finding> {
        let mut findings = figures::unsourced_in(self.base, &self.reader, fact);
        findings.extend(names::unsourced_in(self.base, fact, &self.known));
        let source = self.base.source_of(fact);
        // What is said of the whole source, such as how many headings it has, stands nowhere in it.
        let is_of_source = fact.citations.contains(&Citation::Title);
        let grounds = self.grounds.get(&(fact.source, fact.citations.as_slice())).filter(|_| !is_of_source);
        let Some(grounds) = grounds else { return findings };
        for (language, answer) in written(&fact.answer) {
            let grounds = grounds.get(language).get_or_init(|| read(self.matcher, source, &fact.citations, language));
            if grounds.is_empty() {
                continue;
            }
            let reading = Reading::of(self.matcher, &answer.text);
            let recorded = Recorded::of(source, &fact.citations);
            let links: Vec<Vec<Link>> = grounds.iter().map(|ground| links(&reading, ground)).collect();
            let beside = Beside {
                asked: asked(fact, language, &recorded),
                has_word: beside::words_told(&reading, &links),
                links,
                answer: &reading,
                grounds,
                telling: &self.source(fact.source, language).1,
                recorded: &recorded,
                called: source.called(language),
                title: source.title.get(language),
                sums_up: fact.citations.len() > MOST_COMPARED,
            };
            let doubts = beside.doubts().into_iter().map(|doubt| finding(source, fact, answer, doubt));
            let new: Vec<Finding> =
                doubts.filter(|doubt| !findings.iter().any(|known| overlap(known, doubt))).collect();
            findings.extend(new);
        }
        findings
    }

    /// What the replies of `gap` say that no source tells; what is asked for may be named. Large sources have every word
    /// somewhere.
    pub fn of_gap(&self, gap: &Gap) -> Vec<Finding> {
        let mut findings = Vec::new();
        if self.base.sources.iter().any(|source| source.paragraphs.len() > MOST_READ) {
            return findings;
        }
        for (language, reply) in written(&gap.reply) {
            let sources: Vec<&Whole> = (0..self.sources.len()).map(|source| self.source(source, language)).collect();
            let Some((_, telling)) = sources.iter().max_by_key(|(readings, _)| readings.len()) else { continue };
            let texts: Vec<&[Reading]> = sources.iter().map(|(readings, _)| readings.as_slice()).collect();
            if texts.iter().all(|readings| readings.is_empty()) {
                continue;
            }
            let asked = gap.ask.get(language).iter().map(|phrasing| Reading::of(self.matcher, &phrasing.text));
            let asked: Vec<Reading> = asked.collect();
            let reading = Reading::of(self.matcher, &reply.text);
            let called = self.base.called(language);
            for span in clause::untold_in_reply(&reading, &texts, &asked, telling, called) {
                let written = &reply.text[span.clone()];
                let message = format!("`{}` says “{written}”; nothing like it stands in {called}", gap.id.text);
                let hint = Some("a reply may say what the text has instead, and nothing else".to_string());
                findings.push(Finding { rule: Rule::Untold, place: reply.part(span), message, hint, fix: None });
            }
        }
        findings
    }

    /// Words in the phrasings of facts that have nothing to do with them.
    pub fn of_phrasings(&self) -> Vec<Finding> {
        let written = self.base.facts.iter().filter(|fact| !fact.is_draft);
        written.flat_map(|fact| Language::ALL.into_iter().flat_map(|language| self.stray(fact, language))).collect()
    }

    fn stray(&self, fact: &Fact, language: Language) -> Vec<Finding> {
        let source = self.base.source_of(fact);
        let read = |text: &str| Reading::of(self.matcher, text);
        let Some(grounds) = self.grounds.get(&(fact.source, fact.citations.as_slice())) else { return Vec::new() };
        let grounds =
            grounds.get(language).get_or_init(|| ground::read(self.matcher, source, &fact.citations, language));
        let phrasings: Vec<Reading> = fact.ask.get(language).iter().map(|asked| read(&asked.text)).collect();
        let about = fact.about.iter().map(|about| read(&about.text));
        let named = [
            &fact.answer.get(language).text,
            fact.topic.get(language),
            source.title.get(language),
            &fact.id.text.replace('-', " "),
        ];
        let said: Vec<Reading> = named.into_iter().map(|text| read(text)).chain(about).collect();
        let findings = fact.ask.get(language).iter().enumerate().filter_map(|(at, asked)| {
            let others = phrasings.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| other);
            let texts: Vec<&Reading> = said.iter().chain(grounds).chain(others).collect();
            let stray = stray::stray(&phrasings[at], &texts, self.matcher);
            (!stray.is_empty()).then(|| stray::finding(fact, asked, &phrasings[at], &stray))
        });
        findings.collect()
    }

    /// The paragraphs of a source in a language, of a large one some.
    fn source(&self, at: usize, language: Language) -> &Whole {
        self.sources[at].get(language).get_or_init(|| {
            let source = &self.base.sources[at];
            let step = source.paragraphs.len().div_ceil(MOST_READ).max(1);
            let some = source.paragraphs.iter().step_by(step);
            let some: Vec<Citation> = some.map(|paragraph| Citation::Paragraph(paragraph.number)).collect();
            let readings = read(self.matcher, source, &some, language);
            let telling = Telling::of(&readings);
            (readings, telling)
        })
    }
}

/// The names that the questions of a fact ask for, by number.
fn asked(fact: &Fact, language: Language, recorded: &Recorded<'_>) -> Vec<usize> {
    let found = fact.ask.get(language).iter().flat_map(|phrasing| recorded.found_in(&phrasing.text));
    found.filter(|found| found.is_proper).map(|found| found.name).collect()
}

/// Whether two findings mark the same.
fn overlap(one: &Finding, other: &Finding) -> bool {
    let (first, second) = (&one.place.span, &other.place.span);
    one.place.file == other.place.file && first.start < second.end && second.start < first.end
}

fn finding(source: &Source, fact: &Fact, answer: &Located, doubt: Doubt) -> Finding {
    let (id, places) = (&fact.id.text, places(&fact.citations));
    let (written, instead) = (&answer.text[doubt.span.clone()], &doubt.instead);
    let (rule, message, hint) = match doubt.kind {
        DoubtKind::Unit => (
            Rule::OtherUnit,
            format!("`{id}` says `{written}`; `{instead}` stands in {places}"),
            "write the unit of the text, or cite where this one stands",
        ),
        DoubtKind::Hedge => (
            Rule::OtherHedge,
            format!("`{id}` says `{written}`; `{instead}` stands in {places}"),
            "say “about”, “up to”, “more than” where the text says so, and nowhere else",
        ),
        DoubtKind::Figure => (
            Rule::OtherFigure,
            format!("`{id}` says `{written}` where `{instead}` seems to stand in {places}"),
            "look which of the two figures is told of this; in a list, write each beside its own thing",
        ),
        DoubtKind::Counted => (
            Rule::OtherFigure,
            format!("`{id}` says `{written}`; `{instead}` stands in {places} for something else"),
            "count what the text counts, in its words",
        ),
        DoubtKind::Malformed => (
            Rule::OtherFigure,
            format!("`{id}` says `{written}`, which is no figure that can stand there"),
            "look which figure of the text belongs there",
        ),
        DoubtKind::Number => (
            Rule::OtherFigure,
            format!("`{id}` says `{written}`; no such number stands in {places}, nor does the answer list as many"),
            "write the number of the text, or leave it out",
        ),
        DoubtKind::Name => (
            Rule::OtherName,
            format!("`{id}` says `{written}` where `{instead}` seems to stand in {places}"),
            "look of whom or what this is told",
        ),
        DoubtKind::Stranger => (
            Rule::OtherName,
            unsourced_message(source, fact, written),
            "write the name as the text does, or leave it out",
        ),
        DoubtKind::Negation => (
            Rule::Negation,
            format!("`{id}` says “{written}”; “{instead}” stands in {places}"),
            "look for a “not” too much or too few",
        ),
        DoubtKind::Empty => (
            Rule::Untold,
            format!("`{id}` says “{written}”, and not what the text says there"),
            "say what the text tells, or that it doesn't",
        ),
        DoubtKind::Untold => (
            Rule::Untold,
            format!("`{id}` says “{written}”; hardly a word of it stands in {places}"),
            "cite where it stands, or leave it out",
        ),
    };
    Finding { rule, place: answer.part(doubt.span), message, hint: Some(hint.to_string()), fix: None }
}
