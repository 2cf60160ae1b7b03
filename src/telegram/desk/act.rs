//! What is to be done about what happened. Deciding is apart from doing, so that it can be tested alone.

use teloxide::types::{CallbackQueryId, ChatId, InlineQueryId, MessageId, ThreadId, UserId};

use super::event::{Person, Room, Said};
use super::inline::Offer;
use super::page::Page;
use super::press::{Decision, Mark};
use super::seat::Answered;
use crate::journal::Note;
use crate::reply::ReplyKind;
use crate::text::Language;

/// One thing to be done. What comes of some is reported.
#[derive(Debug)]
pub(crate) enum Act {
    /// Send a message; maybe it answers a question, beside the messages that do already.
    Send { room: Room, reply_to: Option<MessageId>, page: Page, answered: Option<Answered> },
    /// Put another answer where the old one stands.
    Rewrite { room: Room, page: Page, answered: Answered },
    /// Put a page where another one stands.
    Turn { room: Room, message: MessageId, page: Page },
    /// End the wait of who pressed a button, maybe with a word.
    Release { query: CallbackQueryId, notice: Option<&'static str> },
    /// Answer an inline query.
    Offer { query: InlineQueryId, offer: Offer },
    /// Ask the server whether somebody may set the language of a group.
    AskWhetherAdmin(Choice),
    /// Erase what is kept of a person.
    Erase(Erasing),
    /// Read the base anew.
    Reload { room: Room, language: Language },
    /// Do what an admin makes of questions in vain.
    Curate(Curating, Curate),
    /// Ask what was wrong with an answer.
    AskWhatWasWrong { room: Room, answer: MessageId, page: Page },
    /// Look up whose question something answers that was said among curators.
    FindAsker(Said),
    /// Pass a question on to the curators, as this page.
    PassOn { question: Question, curators: ChatId, page: Page },
    /// Take what the curators replied to a question back to its asker.
    BringBack { answer: Answer, page: Page },
    /// Keep something in the journal.
    Note(Note),
    /// Log a turn.
    Log(Line),
}

impl Act {
    /// A message that answers no question.
    pub(super) fn say(room: Room, reply_to: Option<MessageId>, page: Page) -> Self {
        Self::Send { room, reply_to, page, answered: None }
    }
}

/// A turn as it is logged.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) outcome: ReplyKind,
    /// The ids of the facts that were said or offered.
    pub(crate) facts: String,
    /// From 0 to 1.
    pub(crate) confidence: f32,
    /// What was asked, which is logged only where the one who runs the bot wants it.
    pub(crate) question: String,
}

/// The language that somebody wants for a chat.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Choice {
    pub(crate) room: Room,
    pub(crate) person: Person,
    /// None for that of each question.
    pub(crate) language: Option<Language>,
    pub(crate) reply_to: Option<MessageId>,
}

/// Whose data are to be erased, and where that was asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Erasing {
    pub(crate) room: Room,
    pub(crate) person: UserId,
    pub(crate) reply_to: Option<MessageId>,
    pub(crate) language: Language,
}

/// A question on its way to the curators.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Question {
    /// Where it was asked.
    pub(crate) room: Room,
    pub(crate) message: MessageId,
    pub(crate) person: UserId,
    pub(crate) text: String,
    /// The language in which its asker is spoken to.
    pub(crate) language: Language,
    /// The answer that it is about, where it says what was wrong with one.
    pub(crate) about: Option<About>,
}

/// An answer that somebody found wrong.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct About {
    /// What had been asked.
    pub(crate) question: String,
    /// The id of the fact that was said.
    pub(crate) fact: String,
}

/// What the curators replied, on its way to who asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Answer {
    /// Where it was said.
    pub(crate) room: Room,
    pub(crate) reply: MessageId,
    /// Where it goes, and which message it answers there.
    pub(crate) chat: ChatId,
    pub(crate) thread: Option<ThreadId>,
    pub(crate) question: Option<MessageId>,
    pub(crate) language: Language,
}

/// Where an admin wants something.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Curating {
    pub(crate) room: Room,
    /// The message whose button was pressed.
    pub(crate) message: Option<MessageId>,
    pub(crate) language: Language,
}

/// What is done for it, one step after the other.
#[derive(Debug)]
pub(crate) enum Curate {
    /// Look up what was asked in vain, to show the question that is wanted most, or the one after this.
    LookForNext(Option<Mark>),
    /// Look up what was asked in vain, since this is to become of a question.
    LookFor(Mark, Decision),
    /// Have a question not come again, by the marks of its wordings.
    Ignore { question: String, marks: Vec<String> },
    /// Keep what becomes of a question, and write it into the base where that can be done.
    Propose { question: String, language: Language, phrasing_of: Option<String>, what: String },
    /// Take back the last change of the base.
    Undo,
    /// Look up figures of the journal.
    Count,
}
