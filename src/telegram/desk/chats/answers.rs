//! The last answers of a chat: which question each answers, and what was wrong with it.

use teloxide::types::{ChatId, MessageId, UserId};

use super::{Chat, Chats, locked};
use crate::telegram::desk::seat::{Answered, Wrong};

/// Answers of a chat that can still be edited with their question or voted on by its words.
pub(super) const MOST_ANSWERS: usize = 6;
/// Answers of a chat of which it is remembered that what was wrong with them was asked: as many as can be voted on.
const MOST_WRONG: usize = 2 * MOST_ANSWERS;

impl Chats {
    /// Remembers which messages answer a question. One that was answered before is answered anew.
    pub(crate) fn answered(&self, chat: ChatId, answered: Answered) {
        self.chat(chat, |chat| {
            chat.answered.retain(|other| other.of.question != answered.question);
            // What is answered anew keeps its place: other things may have been asked since.
            let place = chat.answered.partition_point(|other| other.of.at <= answered.at);
            chat.answered.insert(place, self.numbered(answered));
            while chat.answered.len() > MOST_ANSWERS {
                chat.answered.pop_front();
            }
        });
    }

    /// How a question was answered, and whether its person asked nothing since.
    pub(crate) fn answer_to(&self, chat: ChatId, question: MessageId) -> Option<(Answered, bool)> {
        let answered = self.find(chat, |answered| answered.question == question)?;
        let last = self.last_of(chat, answered.person)?;
        let is_last = last.question == question;
        Some((answered, is_last))
    }

    /// The question that a person asked last.
    pub(crate) fn last_of(&self, chat: ChatId, person: UserId) -> Option<Answered> {
        self.find(chat, |answered| answered.person == person)
    }

    /// The question that a message answers.
    pub(crate) fn question_of(&self, chat: ChatId, answer: MessageId) -> Option<Answered> {
        self.find(chat, |answered| answered.answers.contains(&answer))
    }

    fn find(&self, chat: ChatId, wanted: impl Fn(&Answered) -> bool) -> Option<Answered> {
        let mut chats = locked(&self.all.chats);
        let found = chats.get_mut(&chat)?.answered.iter_mut().rev().find(|answered| wanted(&answered.of))?;
        found.renumber(&self.keys, Answered::move_to);
        Some(found.of.clone())
    }

    /// Remembers that what was wrong with an answer is asked; whether it was not asked before.
    pub(crate) fn is_first(&self, chat: ChatId, wrong: Wrong) -> bool {
        let mut chats = locked(&self.all.chats);
        let known = &mut chats.get_or_insert_mut(chat, Chat::default).wrong;
        if known.iter().any(|other| other.answer == wrong.answer) {
            return false;
        }
        known.push_back(wrong);
        if known.len() > MOST_WRONG {
            known.pop_front();
        }
        true
    }

    /// Remembers which message asks what was wrong with an answer.
    pub(crate) fn asked_what_was_wrong(&self, chat: ChatId, answer: MessageId, prompt: MessageId) {
        self.chat(chat, |chat| {
            let asked = chat.wrong.iter_mut().filter(|wrong| wrong.answer == answer);
            asked.for_each(|wrong| wrong.prompt = Some(prompt));
        });
    }

    /// Whether a message asks a person what was wrong with an answer.
    pub(crate) fn waits_for_what_was_wrong(&self, chat: ChatId, prompt: Option<MessageId>, person: UserId) -> bool {
        let mut chats = locked(&self.all.chats);
        prompt.is_some() && chats.get(&chat).is_some_and(|chat| chat.wrong.iter().any(|one| one.asks(prompt, person)))
    }

    /// The answer of which a message asks what was wrong with it. It asks no more.
    pub(crate) fn what_was_wrong(&self, chat: ChatId, prompt: Option<MessageId>, person: UserId) -> Option<Wrong> {
        let mut chats = locked(&self.all.chats);
        let wrong = chats.get_mut(&chat)?.wrong.iter_mut().find(|wrong| wrong.asks(prompt, person))?;
        wrong.prompt = None;
        Some(wrong.clone())
    }
}
