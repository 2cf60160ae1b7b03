//! Nobody asks in vain: a question that was not answered is passed on to the curators, if its asker wants that, and what
//! they reply comes back.

use std::time::Instant;

use teloxide::types::{ChatId, MessageId, ThreadId};

use super::act::{About, Act, Answer, Question};
use super::event::{Room, RoomKind, Said, What};
use super::page::Page;
use super::report::{Arrival, Passed};
use super::seat::Seat;
use super::{Asked, Desk, phrases};
use crate::inbox::Relayed;
use crate::reply::html::{Block, Style};
use crate::text::Language;

impl Desk {
    /// Somebody wants a question passed on: the one that the message answers, or the person's own last one.
    pub(crate) fn person_wanted(&self, asked: &Asked, language: Language, seat: &Seat) -> Act {
        let chat = asked.room.chat;
        let answered = self.chats.question_of(chat, asked.message);
        let last = || self.chats.last_of(chat, asked.person.id).filter(|last| seat.open.as_ref() == Some(&last.text));
        let Some(answered) = answered.or_else(last).filter(|_| self.service.curators.is_some()) else {
            return asked.reply(Page::say(*phrases::relay::TOO_OLD.get(language)), None);
        };
        self.pass_on(Question {
            room: asked.room,
            message: answered.question,
            person: answered.person,
            text: answered.text,
            language,
            about: None,
        })
    }

    /// Has a question passed on, if there is somebody to pass it on to.
    pub(super) fn pass_on(&self, question: Question) -> Act {
        match self.service.curators {
            Some(curators) => Act::PassOn { page: self.relayed(&question), question, curators },
            None => passed_on(&question, Passed::Failed),
        }
    }

    /// A question as the curators see it: what the bot makes of it, and where it may belong; or what was wrong.
    fn relayed(&self, question: &Question) -> Page {
        let Question { text, language, about, .. } = question;
        let language = *language;
        let how = Block::new(Style::Italic, *phrases::relay::HOW_TO_REPLY.get(language));
        if let Some(About { question, fact }) = about {
            let blocks = vec![
                Block::new(Style::Plain, *phrases::curate::SOMEBODY_COMPLAINS.get(language)),
                Block::new(Style::Plain, format!("{question} → {fact}")),
                Block::new(Style::Bold, text.as_str()),
                how,
            ];
            return Page { blocks, rows: Vec::new() };
        }
        let (made_of, nearest) = self.made_of(text, language);
        let blocks = vec![
            Block::new(Style::Plain, *phrases::relay::SOMEBODY_ASKS.get(language)),
            Block::new(Style::Bold, text.as_str()),
            Block::new(Style::Plain, made_of),
            how,
        ];
        // Where it belongs is for admins to say, of a question that the journal holds.
        let may_be_sorted = self.keep.is_some() && !self.service.admins.is_empty();
        let rows = if may_be_sorted { self.places(text, &nearest, language) } else { Vec::new() };
        Page { blocks, rows }
    }

    /// Whether something may be what the curators reply to a question that was passed on to them.
    pub(super) fn is_for_an_asker(&self, said: &Said) -> bool {
        let is_reply = said.replies_to.is_some() && matches!(said.what, What::Question(_));
        is_reply && self.service.curators == Some(said.room.chat)
    }

    /// What was said in reply to a message among curators, once it is known whose question that was.
    pub(super) fn asker_found(&self, said: Said, relayed: Option<Relayed>, now: Instant) -> Vec<Act> {
        match (relayed, &said.what) {
            (Some(relayed), What::Question(text)) => vec![bring_back(said.room, said.message, &relayed, text)],
            _ => self.said(said, now),
        }
    }

    /// The curators are told that no answer will arrive any more at who is forgotten.
    pub(super) fn withdrawn(&self, messages: &[MessageId]) -> Vec<Act> {
        let Some(chat) = self.service.curators else { return Vec::new() };
        let room = Room { chat, thread: None, kind: RoomKind::Group };
        let page = Page::say(*phrases::relay::ASKER_FORGOTTEN.get(self.chosen(room).unwrap_or(Language::English)));
        let told = |message: &MessageId| Act::say(room, Some(*message), page.clone());
        messages.iter().map(told).collect()
    }
}

/// What the asker is told of a question that was to be passed on.
pub(super) fn passed_on(question: &Question, came: Passed) -> Act {
    let said = match came {
        Passed::On if question.about.is_some() => phrases::curate::COMPLAINT_PASSED,
        Passed::On => phrases::relay::PASSED_ON,
        Passed::Already => phrases::relay::ALREADY,
        Passed::Enough => phrases::relay::ENOUGH,
        Passed::Failed => phrases::relay::NOT_PASSED,
    };
    let Question { room, message, language, .. } = *question;
    let page = Page::say(*said.get(language));
    Act::say(room, room.reply_to(message), page)
}

/// What the curators replied to a question goes back to its asker.
fn bring_back(room: Room, reply: MessageId, relayed: &Relayed, text: &str) -> Act {
    let language = Language::ALL.into_iter().find(|language| language.code() == relayed.language);
    let language = language.unwrap_or(Language::English);
    let heading = Block::new(Style::Italic, *phrases::relay::A_PERSON_ANSWERS.get(language));
    let page = Page { blocks: vec![heading, Block::new(Style::Plain, text)], rows: Vec::new() };
    let thread = relayed.thread.and_then(|thread| i32::try_from(thread).ok()).map(|id| ThreadId(MessageId(id)));
    let question = i32::try_from(relayed.question).ok().map(MessageId);
    let answer = Answer { room, reply, chat: ChatId(relayed.chat), thread, question, language };
    Act::BringBack { answer, page }
}

/// The curators are told whether their reply arrived.
pub(super) fn brought_back(answer: Answer, came: Arrival) -> Act {
    let said = match came {
        Arrival::Arrived => phrases::relay::ARRIVED,
        Arrival::Gone => phrases::relay::ASKER_GONE,
        Arrival::Failed => phrases::relay::NOT_ARRIVED,
    };
    let page = Page::say(*said.get(answer.language));
    Act::say(answer.room, Some(answer.reply), page)
}
