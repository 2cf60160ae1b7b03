//! The pages that the bot shows: answers, topics, places, reasons.

use super::page::{Button, Page, fact_buttons, listed, page_of};
use super::phrases;
use super::press::Press;
use crate::conversation::{Outcome, Turn};
use crate::facts::{Base, FactId};
use crate::matching::Prepared;
use crate::reply::html::{Block, Style, blocks};
use crate::reply::listing::{Group, groups, worth_asking};
use crate::reply::record::{Lookup, look_up, of_facts, outline};
use crate::reply::{Reply, reply, why};
use crate::sources::SourcePlace;
use crate::text::Language;

/// Most facts that an answer points on to.
const MOST_RELATED: usize = 3;

/// Makes pages about a base.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pages<'a> {
    pub(crate) prepared: &'a Prepared,
    /// Whether questions in vain are kept.
    pub(crate) keeps: bool,
    /// Whether questions can be passed on to people.
    pub(crate) has_curators: bool,
}

impl<'a> Pages<'a> {
    fn base(self) -> &'a Base {
        self.prepared.base()
    }

    /// The same page with the offer to ask a person, where there are curators to ask.
    pub(crate) fn or_a_person(self, page: Page, language: Language) -> Page {
        if self.has_curators {
            page.row(vec![Button::new(phrases::relay::ASK_A_PERSON.get(language), Press::Person)])
        } else {
            page
        }
    }

    /// A reply with what can be done next.
    pub(crate) fn answer(self, turn: &Turn, reply: &Reply) -> Page {
        let told = reply.told.as_ref().map(|told| told.fact.as_str());
        // What is told already is not offered again; it comes last, so the numbers of the others hold.
        let offered = reply.options.iter().map(|option| option.fact.as_str()).filter(|id| told != Some(*id));
        let offered: Vec<FactId> = offered.filter_map(|id| self.base().fact_named(id)).collect();
        let page = Page { blocks: blocks(reply), rows: self.choices(&offered, reply.language) };
        match &turn.outcome {
            Outcome::Answer(said) => {
                let said: Vec<FactId> = said.iter().map(|said| said.fact).collect();
                self.beside(page, &said, reply.language)
            }
            Outcome::Nearest(nearest) => page.row(judged(nearest.fact, reply.language)),
            Outcome::Unclear(_) if reply.options.is_empty() => self.or_a_person(page, reply.language),
            Outcome::Clarify(_) | Outcome::Unclear(_) => {
                page.row(vec![Button::new(phrases::NONE_OF_THESE.get(reply.language), Press::None)])
            }
            Outcome::Refuse(_) => {
                let told = told.and_then(|id| self.base().fact_named(id));
                let source = told.map(|fact| Button::new(phrases::SOURCE.get(reply.language), Press::Source(fact)));
                self.or_a_person(page.row(source.into_iter().collect()), reply.language)
            }
            Outcome::SmallTalk(_) | Outcome::OfText(_) | Outcome::Concern(_) => page,
        }
    }

    /// Facts to choose from. The number can be typed as well, as in the console.
    fn choices(self, facts: &[FactId], language: Language) -> Vec<Vec<Button>> {
        let buttons = fact_buttons(self.base(), facts, language, Press::Say).into_iter().enumerate();
        buttons.map(|(at, button)| vec![button.numbered(at + 1)]).collect()
    }

    /// What is said where nothing of what was told or offered was meant, with what else can be chosen.
    pub(crate) fn not_found(self, options: &[FactId], language: Language) -> Page {
        let called = self.base().called(language);
        let said = phrases::not_found(!options.is_empty(), self.keeps, called, language);
        self.or_a_person(Page { rows: self.choices(options, language), ..Page::say(said) }, language)
    }

    /// The buttons below an answer: what is related, what it rests on, and a vote.
    fn beside(self, mut page: Page, said: &[FactId], language: Language) -> Page {
        let Some(last) = said.last() else { return page };
        let related = self.base().fact(*last).related.iter().filter_map(|id| self.base().fact_named(&id.text));
        let related: Vec<FactId> = related.filter(|fact| !said.contains(fact)).take(MOST_RELATED).collect();
        page.rows.extend(fact_buttons(self.base(), &related, language, Press::Say).into_iter().map(|one| vec![one]));
        let source = phrases::SOURCE.get(language);
        let mut row: Vec<Button> = match said {
            [one] => vec![Button::new(source, Press::Source(*one))],
            several => {
                let numbered = several.iter().enumerate();
                numbered.map(|(at, fact)| Button::new(format!("{source} {}", at + 1), Press::Source(*fact))).collect()
            }
        };
        row.extend([Button::new("👍", Press::Up(*last)), Button::new("👎", Press::Down(*last))]);
        page.row(row)
    }

    pub(crate) fn welcome(self, language: Language) -> Page {
        let mut page = Page::say(phrases::welcome(self.base(), language));
        let worth = worth_asking(self.base(), language);
        page.rows.extend(fact_buttons(self.base(), &worth, language, Press::Say).into_iter().map(|one| vec![one]));
        page.row(vec![Button::new(phrases::ALL_TOPICS.get(language), Press::Topics(0))])
    }

    pub(crate) fn topics(self, page: usize, language: Language) -> Page {
        let topics = self.groups(language);
        let button = |(at, group): (usize, &Group<'_>)| Button::new(group.topic, Press::Topic(at, 0));
        let buttons = topics.iter().enumerate().map(button).collect();
        let mut topics = Page::say(*phrases::WHICH_TOPIC.get(language));
        topics.rows = listed(buttons, page, language, Press::Topics);
        topics
    }

    /// The facts of a topic. One that is not there any more leads back to all topics.
    pub(crate) fn topic(self, topic: usize, page: usize, language: Language) -> Page {
        let groups = self.groups(language);
        let Some(group) = groups.get(topic) else { return self.topics(0, language) };
        let facts: Vec<FactId> = group.facts.iter().filter_map(|fact| self.base().fact_named(&fact.id.text)).collect();
        let buttons = fact_buttons(self.base(), &facts, language, Press::Open);
        let mut list = Page { blocks: vec![Block::new(Style::Bold, group.topic)], rows: Vec::new() };
        list.rows = listed(buttons, page, language, |page| Press::Topic(topic, page));
        list.row(vec![Button::new(phrases::ALL_TOPICS.get(language), Press::Topics(0))])
    }

    /// A fact in place of the list that it was picked from.
    pub(crate) fn opened(self, fact: FactId, told: &Turn) -> Page {
        let told_reply = reply(self.base(), told);
        let language = told_reply.language;
        let page = self.answer(told, &told_reply);
        let id = &self.base().fact(fact).id.text;
        let place = self.groups(language).iter().enumerate().find_map(|(topic, group)| {
            let position = group.facts.iter().position(|other| other.id.text == *id)?;
            Some((Press::Topic(topic, page_of(position)), group.topic.to_string()))
        });
        let back = place.map(|(press, topic)| Button::new(format!("◀ {topic}"), press));
        page.row(back.into_iter().collect())
    }

    fn groups(self, language: Language) -> Vec<Group<'a>> {
        let all: Vec<FactId> = self.base().fact_ids().collect();
        groups(self.base(), &all, language)
    }

    /// What a place says that somebody named, or what the last answer rests on.
    pub(crate) fn source(self, place: &str, said: &[FactId], language: Language) -> Page {
        if place.is_empty() {
            let mut page = if said.is_empty() { self.outlines(language) } else { self.places_of(said, language) };
            page.blocks.extend(self.other_sources(language));
            return page;
        }
        if let Some(source) = self.base().sources.iter().find(|source| source.id == place) {
            return Page { blocks: record(outline(source, language)), rows: Vec::new() };
        }
        let Some(place) = SourcePlace::read(place) else {
            let mut page = Page::say(*phrases::TAKES_A_PLACE.get(language));
            page.blocks.extend(self.other_sources(language));
            return page;
        };
        match look_up(self.base(), said.last().copied(), &place, language) {
            Lookup::Found(lines) => Page { blocks: record(lines), rows: Vec::new() },
            Lookup::NoSource(_) => Page::say(phrases::no_such_source(self.base(), language)),
            Lookup::NoParagraph(said) => Page::say(said),
        }
    }

    /// How another source is named, where there are several.
    fn other_sources(self, language: Language) -> Option<Block> {
        Some(Block::new(Style::Plain, phrases::which_source(self.base(), language)?))
    }

    pub(crate) fn places_of(self, facts: &[FactId], language: Language) -> Page {
        let (records, more) = of_facts(self.base(), facts, language);
        let mut blocks: Vec<Block> = records.into_iter().flat_map(record).collect();
        if more {
            blocks.push(Block::new(Style::Plain, *phrases::MORE_PLACES.get(language)));
        }
        Page { blocks, rows: Vec::new() }
    }

    fn outlines(self, language: Language) -> Page {
        let outlines = self.base().sources.iter().flat_map(|source| record(outline(source, language)));
        let how = Block::new(Style::Plain, phrases::nothing_said(self.base().called(language), language));
        Page { blocks: outlines.chain([how]).collect(), rows: Vec::new() }
    }

    pub(crate) fn why(self, last: Option<&Turn>, language: Language) -> Page {
        let nothing_yet = || phrases::NOTHING_ASKED.get(language).to_string();
        Page::say(last.map_or_else(nothing_yet, |turn| why::text(self.prepared, turn)))
    }
}

/// The buttons below a fact that is told as the nearest: what it rests on, and whether it was meant.
fn judged(fact: FactId, language: Language) -> Vec<Button> {
    vec![
        Button::new(phrases::SOURCE.get(language), Press::Source(fact)),
        Button::new(phrases::THATS_IT.get(language), Press::Confirm(fact)),
        Button::new(phrases::NOT_IT.get(language), Press::Deny(fact)),
    ]
}

/// The language that replies are in, and buttons to change it.
pub(crate) fn languages(chosen: Option<Language>, language: Language) -> Page {
    Page::say(phrases::speaks(chosen, language)).row(vec![
        Button::new("English", Press::Language(Some(Language::English))),
        Button::new("中文", Press::Language(Some(Language::Chinese))),
        Button::new(phrases::AS_ASKED.get(language), Press::Language(None)),
    ])
}

/// What a record holds: the place as a heading, and the rest folded up.
fn record(lines: Vec<String>) -> Vec<Block> {
    let mut lines = lines.into_iter();
    let heading = lines.next().map(|heading| Block::new(Style::Bold, heading));
    let rest: Vec<String> = lines.map(|line| line.trim_start().to_string()).collect();
    let rest = (!rest.is_empty()).then(|| Block::new(Style::Proof, rest.join("\n")));
    heading.into_iter().chain(rest).collect()
}
