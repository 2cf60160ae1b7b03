//! Answers in any chat, for who types the bot's name and a few words.

use teloxide::types::{
    InlineQueryResult, InlineQueryResultArticle, InputMessageContent, InputMessageContentText, ParseMode,
};

use super::page::no_preview;
use super::press::key;
use crate::conversation::{Memory, Outcome, turn};
use crate::facts::{Base, Fact, FactId};
use crate::matching::Prepared;
use crate::pick::Picker;
use crate::reply::html::{Block, LONGEST_MESSAGE, Style, messages, shortened, units};
use crate::reply::listing::worth_asking;
use crate::reply::plain::place_text;
use crate::reply::{label, places};
use crate::text::Language;

/// Results of one page; Telegram takes 50.
const PAGE: usize = 20;
/// The most units of a result's title and description that clients show.
const LONGEST_TITLE: usize = 120;
const LONGEST_DESCRIPTION: usize = 160;
/// More words are a question, and not the beginning of one.
const MOST_BEGUN: usize = 2;
/// Fewer letters are no question, only a few letters.
const LEAST_QUESTION: usize = 4;

/// What is offered for an inline query.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Offer {
    pub(crate) results: Vec<InlineQueryResult>,
    /// Where the next page begins; none if this was the last.
    pub(crate) next: Option<usize>,
    /// Whether it goes on from a page before.
    pub(crate) is_later: bool,
    /// Whether another person would be offered something else.
    pub(crate) personal: bool,
    /// The language of the button to the private chat.
    pub(crate) language: Language,
}

/// What the button of inline mode starts the private chat with.
pub(crate) const FROM_INLINE: &str = "inline";

/// What was typed after the bot's name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Typed<'a> {
    pub(crate) text: &'a str,
    /// Where the page of results begins that is wanted.
    pub(crate) offset: &'a str,
    /// The language of the results; none for that of the text.
    pub(crate) language: Option<Language>,
    /// The language of the person's Telegram.
    pub(crate) own: Language,
}

/// The facts for what was typed: those that answer it as a question first, then those that its letters pick.
pub(crate) fn offer(prepared: &Prepared, picker: &Picker, typed: Typed<'_>) -> Offer {
    let Typed { text, offset, language, own } = typed;
    let (base, empty) = (prepared.base(), text.trim().is_empty());
    let language = language.unwrap_or(if empty { own } else { Language::of(text) });
    let facts = if empty { all_facts(base, language) } else { fitting(prepared, picker, text) };
    let start = offset.parse().unwrap_or(0).min(facts.len());
    let end = (start + PAGE).min(facts.len());
    let results = facts[start..end].iter().map(|fact| result(base, *fact, language)).collect();
    Offer { results, next: (end < facts.len()).then_some(end), is_later: start > 0, personal: empty, language }
}

/// All facts, those most worth asking for first.
fn all_facts(base: &Base, language: Language) -> Vec<FactId> {
    once_each(worth_asking(base, language).into_iter().chain(base.fact_ids()))
}

/// A fact as it is sent to the other chat: its question, its answer, and where that stands.
fn result(base: &Base, id: FactId, language: Language) -> InlineQueryResult {
    let fact = base.fact(id);
    let title = label(fact, language);
    let answer = &fact.answer.get(language).text;
    let (heading, place) = (shortened(title, LONGEST_TITLE), stands(base, fact, language));
    // An answer that one message can't hold is cut, so that it keeps its place; two blanks part the three.
    let room = LONGEST_MESSAGE.saturating_sub(units(&heading) + units(&place) + 2);
    let said = shortened(answer, room);
    let blocks = [Block::new(Style::Bold, heading), Block::new(Style::Plain, said), Block::new(Style::Italic, place)];
    let html = messages(&blocks).into_iter().next().unwrap_or_default();
    let content = InputMessageContentText::new(html).parse_mode(ParseMode::Html).link_preview_options(no_preview());
    let article = InlineQueryResultArticle::new(
        key(&fact.id.text),
        shortened(title, LONGEST_TITLE),
        InputMessageContent::Text(content),
    );
    InlineQueryResult::Article(article.description(shortened(answer, LONGEST_DESCRIPTION)))
}

/// In another chat nobody knows which text is meant, so the title of an only source stands with the place; of several,
/// the place says whose it is.
fn stands(base: &Base, fact: &Fact, language: Language) -> String {
    let title = match (base.sources.as_slice(), language) {
        ([only], Language::English) => format!("{}, ", only.quoted_title(language)),
        ([only], Language::Chinese) => only.quoted_title(language),
        _ => String::new(),
    };
    let places: Vec<String> = places(fact, base, language).iter().map(|place| place_text(place, language)).collect();
    match language {
        Language::English => format!("— {title}{}", places.join("; ")),
        Language::Chinese => format!("— {title}{}", places.join("；")),
    }
}

/// The facts that fit what somebody has typed so far: those that answer it as a question first, then those that its
/// letters pick.
pub fn fitting(prepared: &Prepared, picker: &Picker, text: &str) -> Vec<FactId> {
    let mut facts = Vec::new();
    if text.trim().chars().count() >= LEAST_QUESTION || !text.is_ascii() {
        facts = match turn(prepared, &mut Memory::default(), text).outcome {
            Outcome::Answer(said) => said.into_iter().map(|said| said.fact).collect(),
            Outcome::Nearest(nearest) => std::iter::once(nearest.fact).chain(nearest.options).collect(),
            Outcome::Clarify(facts) => facts,
            Outcome::Unclear(unclear) => unclear.options,
            Outcome::Refuse(refusal) => refusal.options,
            Outcome::SmallTalk(_) | Outcome::OfText(_) | Outcome::Concern(_) => Vec::new(),
        };
    }
    // Nearly any letters stand somewhere in some fact in their order: of a whole question that nothing answers they
    // pick only what has nothing to do with it.
    let is_begun = text.split_whitespace().count() <= MOST_BEGUN;
    let by_letters = if is_begun || !facts.is_empty() { picker.pick(text) } else { Vec::new() };
    once_each(facts.into_iter().chain(by_letters))
}

fn once_each(facts: impl Iterator<Item = FactId>) -> Vec<FactId> {
    let mut once = Vec::new();
    let mut seen = rustc_hash::FxHashSet::default();
    once.extend(facts.filter(|fact| seen.insert(*fact)));
    once
}
