//! What is to be done about an event. Deciding is apart from doing, so that it can be tested alone.

use teloxide::types::{CallbackQueryId, ChatId, InlineQueryId, MessageId};

use super::curate::Curating;
use super::event::{Person, Room};
use super::inline::Offer;
use super::page::Page;
use super::relay::Question;
use super::seat::Answered;
use crate::inbox::Relayed;
use crate::journal::Note;
use crate::reply::ReplyKind;
use crate::text::Language;

/// One thing to be done.
#[derive(Debug)]
pub(super) enum Act {
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
    /// Set the language of a chat, if the person may.
    SetLanguage { room: Room, person: Person, choice: Option<Language>, reply_to: Option<MessageId> },
    /// Erase what is kept of a person, and say so.
    Forget { room: Room, person: Person, reply_to: Option<MessageId>, language: Language },
    /// Read the base anew, and tell an admin what came of it.
    Reload { room: Room, language: Language },
    /// Do what an admin makes of questions in vain.
    Curate(Curating),
    /// Ask what was wrong with an answer, and remember by which message.
    AskWhatWasWrong { room: Room, answer: MessageId, page: Page },
    /// Pass a question on to the curators.
    PassOn(Question),
    /// Take what the curators replied to a question back to its asker.
    BringBack { room: Room, reply: MessageId, relayed: Relayed, text: String },
    /// Take the settings of a group along.
    Move { from: ChatId, to: ChatId },
    /// Keep something in the journal.
    Note(Note),
    /// Log a turn.
    Log(Line),
}

/// A turn as it is logged.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) outcome: ReplyKind,
    /// The ids of the facts that were said or offered.
    pub(super) facts: String,
    /// From 0 to 1.
    pub(super) confidence: f32,
    /// What was asked, which is logged only where the one who runs the bot wants it.
    pub(super) question: String,
}
