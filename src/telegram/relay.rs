//! Nobody asks in vain: a question that was not answered is passed on to the curators, if its asker wants that, and what
//! they reply comes back.

use teloxide::payloads::{SendMessage, SendMessageSetters};
use teloxide::types::{ChatId, MessageId, ParseMode, ReplyMarkup, ReplyParameters, ThreadId, UserId};

use super::act::Act;
use super::bot::{Asked, Bot};
use super::event::{Room, RoomKind};
use super::failure::Failure;
use super::page::{Button, Page};
use super::phrases;
use super::post::Post;
use super::press::Press;
use super::seat::Seat;
use crate::inbox::{Relayed, Standing};
use crate::reply::html::{Block, Style};
use crate::text::Language;

/// Questions of a person that are passed on within a day.
const MOST_A_DAY: u32 = 10;

/// A question on its way to the curators.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Question {
    /// Where it was asked.
    pub(super) room: Room,
    pub(super) message: MessageId,
    pub(super) person: UserId,
    pub(super) text: String,
    /// The language in which its asker is spoken to.
    pub(super) language: Language,
    /// The answer that it is about, where it says what was wrong with one.
    pub(super) about: Option<About>,
}

/// An answer that somebody found wrong.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct About {
    /// What had been asked.
    pub(super) question: String,
    /// The id of the fact that was said.
    pub(super) fact: String,
}

impl Bot {
    /// The same page with the offer to ask a person, where there are curators to ask.
    pub(super) fn or_a_person(&self, page: Page, language: Language) -> Page {
        match self.service.curators {
            Some(_) => page.row(vec![Button::new(phrases::relay::ASK_A_PERSON.get(language), Press::Person)]),
            None => page,
        }
    }

    /// Somebody wants a question passed on: the one that the message answers, or the person's own last one.
    pub(super) fn person_wanted(&self, asked: &Asked, language: Language, seat: &Seat) -> Act {
        let chat = asked.room.chat;
        let answered = self.chats.question_of(chat, asked.message);
        let last = || self.chats.last_of(chat, asked.person.id).filter(|last| seat.open.as_ref() == Some(&last.text));
        let Some(answered) = answered.or_else(last).filter(|_| self.service.curators.is_some()) else {
            return asked.reply(Page::say(*phrases::relay::TOO_OLD.get(language)), None);
        };
        Act::PassOn(Question {
            room: asked.room,
            message: answered.question,
            person: answered.person,
            text: answered.text,
            language,
            about: None,
        })
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
}

impl Post {
    /// Passes a question on, and tells its asker.
    pub(super) async fn pass_on(&self, question: Question) {
        let said = match self.passed_on(&question).await {
            Ok(said) => said,
            Err(error) => {
                tracing::warn!(error = format!("{error:#}"), "a question could not be passed on");
                phrases::relay::NOT_PASSED
            }
        };
        let page = Page::say(*said.get(question.language));
        self.send(question.room, question.room.reply_to(question.message), &page).await;
    }

    async fn passed_on(&self, question: &Question) -> anyhow::Result<phrases::Phrase> {
        let Question { room, message, person, language, about, .. } = question;
        let Some(curators) = self.bot.service.curators else { return Ok(phrases::relay::NOT_PASSED) };
        let (chat, number) = (room.chat.0, i64::from(message.0));
        match self.job.inbox().standing(chat, number, person.0).await? {
            Standing::Already => return Ok(phrases::relay::ALREADY),
            Standing::Many(many) if many >= MOST_A_DAY => return Ok(phrases::relay::ENOUGH),
            Standing::Free | Standing::Many(_) => {}
        }
        let page = self.bot.relayed(question);
        let sent = self.say(curators, None, None, &page).await.map_err(|failure| anyhow::anyhow!("{failure}"))?;
        let thread = room.thread.map(|ThreadId(MessageId(thread))| i64::from(thread));
        let language = language.code().to_string();
        let message = i64::from(sent.0);
        let relayed = Relayed { message, chat, thread, question: number, person: person.0, language };
        self.job.inbox().relay(&relayed).await?;
        Ok(if about.is_some() { phrases::curate::COMPLAINT_PASSED } else { phrases::relay::PASSED_ON })
    }

    /// What the curators replied to a question that was passed on goes back to its asker, and they are told whether it
    /// arrived.
    pub(super) async fn bring_back(&self, room: Room, reply: MessageId, relayed: &Relayed, text: &str) {
        let language = Language::ALL.into_iter().find(|language| language.code() == relayed.language);
        let language = language.unwrap_or(Language::English);
        let blocks = vec![
            Block::new(Style::Italic, *phrases::relay::A_PERSON_ANSWERS.get(language)),
            Block::new(Style::Plain, text),
        ];
        let page = Page { blocks, rows: Vec::new() };
        let thread = relayed.thread.and_then(|thread| i32::try_from(thread).ok()).map(|id| ThreadId(MessageId(id)));
        let question = i32::try_from(relayed.question).ok().map(MessageId);
        let said = match self.say(ChatId(relayed.chat), thread, question, &page).await {
            Ok(_) => phrases::relay::ARRIVED,
            Err(Failure::Unwelcome(_)) => phrases::relay::ASKER_GONE,
            Err(failure) => {
                tracing::warn!(%failure, "what a person answered could not be sent");
                phrases::relay::NOT_ARRIVED
            }
        };
        self.send(room, Some(reply), &Page::say(*said.get(language))).await;
    }

    /// Forgets what a person had passed on, and tells the curators that no answer will arrive.
    pub(super) async fn forget_relayed(&self, person: UserId) -> anyhow::Result<()> {
        let messages = self.job.inbox().forget_relayed(person.0).await?;
        let Some(curators) = self.bot.service.curators else { return Ok(()) };
        let room = Room { chat: curators, thread: None, kind: RoomKind::Group };
        let language = self.bot.chosen(room).unwrap_or(Language::English);
        for message in messages.into_iter().filter_map(|message| i32::try_from(message).ok()) {
            let page = Page::say(*phrases::relay::ASKER_FORGOTTEN.get(language));
            self.send(room, Some(MessageId(message)), &page).await;
        }
        Ok(())
    }

    /// Says something in any chat; the first message that it became.
    async fn say(
        &self,
        chat: ChatId,
        thread: Option<ThreadId>,
        reply_to: Option<MessageId>,
        page: &Page,
    ) -> Result<MessageId, Failure> {
        let mut first = None;
        for sheet in page.sheets(self.bot.base()) {
            let mut message = SendMessage::new(chat, sheet.html).parse_mode(ParseMode::Html);
            message.reply_markup = sheet.keyboard.map(ReplyMarkup::InlineKeyboard);
            message.message_thread_id = thread;
            message.reply_parameters = reply_to.map(|id| ReplyParameters::new(id).allow_sending_without_reply());
            let sent = self.answer(&message).await?;
            first = first.or(Some(sent));
        }
        first.ok_or_else(|| Failure::Rejected(0, "there was nothing to say".to_string()))
    }
}
