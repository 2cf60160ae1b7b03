//! From what happened to what is to be done: one pure function, which knows the base and what was said before, and neither
//! clock nor network. What comes of an act is reported back to it.

pub(crate) mod act;
pub(crate) mod chats;
pub(crate) mod command;
mod commands;
mod concern;
mod curate;
pub(crate) mod current;
pub(crate) mod event;
pub(crate) mod inline;
mod judged;
mod last;
#[cfg(test)]
mod literals;
mod orders;
pub(crate) mod page;
mod pages;
pub(crate) mod phrases;
pub(crate) mod press;
mod pressed;
mod recall;
mod relay;
pub(crate) mod report;
mod said;
pub(crate) mod seat;
pub(crate) mod service;
#[cfg(test)]
pub(crate) mod tests;
#[cfg(test)]
mod texts;

use std::sync::Arc;
use std::time::Instant;

use teloxide::types::{ChatId, MessageId, User};

use act::{Act, Choice, Erasing};
use chats::{Chats, Setting};
use event::{Event, Person, Pressed, Room, RoomKind, Said, Task, Verdict};
use inline::{Typed, offer};
use page::Page;
use pages::Pages;
use press::Keys;
use report::Report;
use seat::{Answered, Seat};
use service::Service;

use crate::conversation::LONGEST_QUESTION;
use crate::facts::Base;
use crate::journal::Note;
use crate::matching::Prepared;
use crate::pick::Picker;
use crate::text::Language;

/// What the bot may say, and what it remembers.
pub(crate) struct Desk {
    pub(crate) prepared: Prepared,
    pub(crate) picker: Picker,
    pub(crate) keys: Arc<Keys>,
    pub(crate) me: User,
    /// The language of all replies, where the one who runs the bot set it.
    pub(crate) language: Option<Language>,
    /// For how many days questions in vain are kept; none if nothing is.
    pub(crate) keep: Option<u32>,
    pub(crate) chats: Chats,
    /// When the base was loaded.
    pub(crate) loaded: Instant,
    pub(crate) service: Arc<Service>,
}

/// What happened.
#[derive(Debug)]
pub(crate) enum Happened {
    /// Something came.
    Came(Task),
    /// A fault of ours ended what was begun about it.
    Failed(Event),
    /// A chat is found to have chosen this language, or none.
    Language { chat: ChatId, language: Option<Language> },
    /// An act came to this.
    Done(Report),
}

impl Desk {
    pub(crate) fn base(&self) -> &Base {
        self.prepared.base()
    }

    /// The pages about its base.
    fn pages(&self) -> Pages<'_> {
        let has_curators = self.service.curators.is_some();
        Pages { prepared: &self.prepared, keeps: self.keep.is_some(), has_curators }
    }

    /// The chat whose language has to be known for an event and isn't, so that it is to be looked up: a chat that was not
    /// heard of since the start may have chosen one before.
    pub(crate) fn unknown_language(&self, event: &Event) -> Option<ChatId> {
        let chat = match event {
            // Of a group that moves it is the old one.
            Event::Moved { from, .. } => *from,
            other => ChatId(other.queue()),
        };
        (self.chats.language(chat) == Setting::Unknown).then_some(chat)
    }

    /// What is to be done about what happened.
    pub(crate) fn decide(&self, happened: Happened, now: Instant) -> Vec<Act> {
        match happened {
            Happened::Came(Task { event, verdict: Verdict::Welcome }) => self.came(event, now),
            Happened::Came(Task { event, verdict: Verdict::Told }) => self.slow_down(event),
            Happened::Came(Task { event, verdict: Verdict::Ignored }) => release(event, None),
            Happened::Failed(event) => self.make_up(&event),
            Happened::Language { chat, language } => {
                self.chats.learn_language(chat, language);
                Vec::new()
            }
            Happened::Done(report) => self.go_on(report, now),
        }
    }

    fn came(&self, event: Event, now: Instant) -> Vec<Act> {
        match event {
            Event::Said(said) if self.is_for_an_asker(&said) => vec![Act::FindAsker(said)],
            Event::Said(said) => self.said(said, now),
            Event::Pressed(pressed) => self.pressed(pressed, now),
            Event::Types { query, person, text, offset } => {
                let typed = Typed { text: &text, offset: &offset, language: self.language, own: person.language };
                vec![Act::Offer { query, offer: offer(&self.prepared, &self.picker, typed) }]
            }
            // Whether it may write there is the sender's business.
            Event::Membership { .. } => Vec::new(),
            Event::Moved { from, to } => self.moved(from, to),
        }
    }

    /// What follows from what came of an act.
    fn go_on(&self, report: Report, now: Instant) -> Vec<Act> {
        match report {
            Report::Answered { chat, answered } => {
                self.chats.answered(chat, answered);
                Vec::new()
            }
            Report::Moved { from, to } => self.moved(from, to),
            Report::AskedWhatWasWrong { chat, answer, prompt } => {
                self.chats.asked_what_was_wrong(chat, answer, prompt);
                Vec::new()
            }
            Report::MaySet(choice, true) => self.set_language(choice),
            Report::MaySet(Choice { room, person, reply_to, .. }, false) => {
                let said = phrases::ADMINS_ONLY.get(self.chosen(room).unwrap_or(person.language));
                vec![Act::say(room, reply_to, Page::say(*said))]
            }
            Report::Erased(Erasing { room, reply_to, language, .. }, withdrawn) => {
                let said = if withdrawn.is_some() { phrases::NOTHING_KEPT } else { phrases::NOT_ERASED };
                let page = Page::say(*said.get(language));
                let mut acts = self.withdrawn(&withdrawn.unwrap_or_default());
                acts.push(Act::say(room, reply_to, page));
                acts
            }
            Report::Reloaded { room, language, came } => {
                let mishap = || Page::say(*phrases::MISHAP.get(language));
                let page = came.map_or_else(mishap, |came| orders::reloaded(&came, language));
                vec![Act::say(room, None, page)]
            }
            Report::Asker(said, relayed) => self.asker_found(said, relayed, now),
            Report::PassedOn(question, came) => vec![relay::passed_on(&question, came)],
            Report::BroughtBack(answer, came) => vec![relay::brought_back(answer, came)],
            Report::Curated(curating, came) => vec![self.curated(curating, came, now)],
        }
    }

    fn moved(&self, from: ChatId, to: ChatId) -> Vec<Act> {
        self.chats.moved(from, to);
        vec![Act::Note(Note::MoveChat { from: from.0, to: to.0 })]
    }

    /// Who asks too often is told so.
    fn slow_down(&self, event: Event) -> Vec<Act> {
        let said = |room: Room, person: Person| *phrases::SLOW_DOWN.get(self.chosen(room).unwrap_or(person.language));
        match event {
            Event::Said(Said { room, person, message, .. }) => {
                let page = Page::say(said(room, person));
                vec![Act::say(room, room.reply_to(message), page)]
            }
            Event::Pressed(Pressed { at: Some((room, _)), person, .. }) => release(event, Some(said(room, person))),
            event => release(event, None),
        }
    }

    /// Says that something went wrong, after a panic.
    fn make_up(&self, event: &Event) -> Vec<Act> {
        let Some((room, person, message)) = event.place() else { return Vec::new() };
        let page = Page::say(*phrases::MISHAP.get(self.chosen(room).unwrap_or(person.language)));
        vec![Act::say(room, room.reply_to(message), page)]
    }

    /// Sets the language of a chat. In a group its admins may, and who is one is asked each time.
    fn language_wanted(&self, choice: Choice) -> Vec<Act> {
        if choice.room.kind == RoomKind::Private || choice.person.anonymous_admin {
            return self.set_language(choice);
        }
        vec![Act::AskWhetherAdmin(choice)]
    }

    fn set_language(&self, Choice { room, person, language, reply_to }: Choice) -> Vec<Act> {
        self.chats.set_language(room.chat, language);
        // A language that was set for the whole bot outlasts “as asked”.
        let chosen = self.chosen(room);
        let page = Page::say(phrases::speaks(chosen, chosen.unwrap_or(person.language)));
        let said = Act::say(room, reply_to, page);
        vec![Act::Note(Note::SetLanguage { chat: room.chat.0, language }), said]
    }

    /// The language that all replies in a chat are in; none for that of each question.
    pub(crate) fn chosen(&self, room: Room) -> Option<Language> {
        self.chats.language(room.chat).chosen().or(self.language)
    }

    /// The language of the answer to a text; none for that of the text itself. A name alone shows none.
    fn language_for(&self, asked: &Asked, text: &str, seat: &Seat) -> Option<Language> {
        let neutral = || Language::shown_by(text).is_none().then(|| self.speaks(asked.room, asked.person, seat));
        self.chosen(asked.room).or_else(neutral)
    }

    /// The language of what is no answer: the one chosen, that of the last turn, or that of the person's Telegram.
    pub(crate) fn speaks(&self, room: Room, person: Person, seat: &Seat) -> Language {
        let last = seat.last.as_ref().map(|last| last.language);
        self.chosen(room).or(last).or(seat.before).unwrap_or(person.language)
    }
}

/// Who asked, where, and in which message.
pub(crate) struct Asked {
    pub(crate) room: Room,
    pub(crate) person: Person,
    pub(crate) message: MessageId,
    /// The message of the bot's own that it replies to.
    pub(crate) replies_to: Option<MessageId>,
    pub(crate) now: Instant,
}

impl Asked {
    /// A page in reply to it.
    pub(crate) fn reply(&self, page: Page, answered: Option<Answered>) -> Act {
        Act::Send { room: self.room, reply_to: self.room.reply_to(self.message), page, answered }
    }

    /// The question as it is remembered, before its answer is sent.
    fn answered(&self, text: &str, seat: &Seat) -> Answered {
        Answered {
            question: self.message,
            person: self.person.id,
            text: as_read(text),
            before: seat.memory.clone(),
            at: self.now,
            answers: Vec::new(),
        }
    }
}

/// Ends the wait of who pressed a button, and no more.
fn release(event: Event, notice: Option<&'static str>) -> Vec<Act> {
    match event {
        Event::Pressed(Pressed { query, .. }) => vec![Act::Release { query, notice }],
        Event::Said(_) | Event::Types { .. } | Event::Membership { .. } | Event::Moved { .. } => Vec::new(),
    }
}

/// As much of a question as is read: what is beyond would only fill the memory.
fn as_read(text: &str) -> String {
    text.chars().take(LONGEST_QUESTION).collect()
}
