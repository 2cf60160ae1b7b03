//! Doing what is to be done: messages are sent, edited, answered; what the server refuses is dealt with.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;
use serde::Serialize;
use serde::de::DeserializeOwned;
use teloxide::payloads::{
    AnswerCallbackQuery, AnswerInlineQuery, DeleteMessage, EditMessageText, GetChatMember, SendMessage,
};
use teloxide::payloads::{
    AnswerCallbackQuerySetters, AnswerInlineQuerySetters, EditMessageTextSetters, SendMessageSetters,
};
use teloxide::requests::Payload;
use teloxide::types::{
    ChatId, InlineQueryId, InlineQueryResultsButton, InlineQueryResultsButtonKind, MessageId, ParseMode, ReplyMarkup,
    ReplyParameters, True,
};

use super::act::Act;
use super::admins;
use super::bot::Bot;
use super::client::Client;
use super::event::{Person, Room, RoomKind};
use super::failure::Failure;
use super::inline::Offer;
use super::job::Job;
use super::page::{Page, Sheet, no_preview};
use super::phrases;
use super::reload::Reloader;
use super::seat::Answered;
use crate::journal::{Journal, Note, Writer};
use crate::text::Language;

/// How long Telegram may answer an inline query for us: facts rarely change.
const CACHED_SECONDS: u32 = 300;
/// What the button of inline mode starts the private chat with.
pub(super) const FROM_INLINE: &str = "inline";
/// Chats that are known to want nothing from us.
const MOST_CLOSED: NonZeroUsize = NonZeroUsize::new(10_000).unwrap();

/// Does what the bot decides.
#[derive(Clone)]
pub(super) struct Post {
    pub(super) bot: Arc<Bot>,
    /// The update that is dealt with.
    pub(super) job: Arc<Job>,
    client: Client,
    pub(super) journal: Writer,
    /// Where chats' languages are looked up, and questions in vain.
    pub(super) kept: Option<Journal>,
    /// Chats that blocked the bot or threw it out: what is sent there is lost, and costs a call.
    closed: Arc<Mutex<LruCache<ChatId, ()>>>,
    pub(super) reloader: Arc<Reloader>,
}

impl Post {
    pub(super) fn new(
        bot: Arc<Bot>,
        job: Arc<Job>,
        client: Client,
        journal: Writer,
        kept: Option<Journal>,
        reloader: Arc<Reloader>,
    ) -> Self {
        Self { bot, job, client, journal, kept, closed: Arc::new(Mutex::new(LruCache::new(MOST_CLOSED))), reloader }
    }

    /// The same for an update.
    pub(super) fn of(&self, job: Arc<Job>) -> Self {
        Self { job, ..self.clone() }
    }

    /// Notes whether a chat takes messages.
    pub(super) fn open(&self, chat: ChatId, open: bool) {
        let mut closed = self.closed.lock().unwrap_or_else(PoisonError::into_inner);
        if open {
            closed.pop(&chat);
        } else {
            closed.put(chat, ());
        }
    }

    fn is_closed(&self, chat: ChatId) -> bool {
        self.closed.lock().unwrap_or_else(PoisonError::into_inner).contains(&chat)
    }

    /// The language that a chat chose before the last start.
    pub(super) async fn kept_language(&self, chat: ChatId) -> anyhow::Result<Option<Language>> {
        match &self.kept {
            Some(journal) => journal.language(chat.0).await,
            None => Ok(None),
        }
    }

    /// Does one thing. What fails is logged: there is nobody to tell.
    pub(super) async fn carry_out(&self, act: Act) {
        match act {
            Act::Send { room, reply_to, page, answered } => {
                let sent = self.send(room, reply_to, &page).await;
                if let Some(mut answered) = answered {
                    answered.answers.extend(sent);
                    self.bot.chats.answered(room.chat, answered);
                }
            }
            Act::Rewrite { room, page, answered } => self.rewrite(room, &page, answered).await,
            Act::Turn { room, message, page } => self.turn(room, message, &page).await,
            Act::Release { query, notice } => {
                let release = AnswerCallbackQuery::new(query);
                let release = match notice {
                    Some(text) => release.text(text),
                    None => release,
                };
                self.quietly(&release).await;
            }
            Act::Offer { query, offer } => self.quietly(&answer_inline(query, offer)).await,
            Act::SetLanguage { room, person, choice, reply_to } => {
                self.set_language(room, person, choice, reply_to).await;
            }
            Act::Forget { room, person, reply_to, language } => {
                let said = match self.forget(person).await {
                    Ok(()) => phrases::NOTHING_KEPT,
                    Err(error) => {
                        tracing::warn!(error = format!("{error:#}"), "what is kept of a person could not be erased");
                        phrases::NOT_ERASED
                    }
                };
                self.send(room, reply_to, &Page::say(*said.get(language))).await;
            }
            Act::Curate(curating) => self.curate(curating).await,
            Act::AskWhatWasWrong { room, answer, page } => {
                let sent = self.send(room, Some(answer), &page).await;
                if let Some(prompt) = sent.last() {
                    self.bot.chats.asked_what_was_wrong(room.chat, answer, *prompt);
                }
            }
            Act::PassOn(question) => self.pass_on(question).await,
            Act::BringBack { room, reply, relayed, text } => self.bring_back(room, reply, &relayed, &text).await,
            Act::Reload { room, language } => self.reload(room, language).await,
            Act::Move { from, to } => self.journal.note(Note::MoveChat { from: from.0, to: to.0 }),
            Act::Note(note) => self.journal.note(note),
            // The one who knows how long it took logs it.
            Act::Log(_) => {}
        }
    }

    /// Puts a page where another one stands.
    pub(super) async fn turn(&self, room: Room, message: MessageId, page: &Page) {
        let mut sheets = page.sheets(self.bot.base()).into_iter();
        if let Some(sheet) = sheets.next() {
            self.edit(room, message, sheet).await;
        }
        // What one message can't hold follows it, and the last one has the buttons.
        for sheet in sheets {
            self.send_sheet(room, None, sheet).await;
        }
    }

    /// Sends a page; the messages that it became.
    pub(super) async fn send(&self, room: Room, reply_to: Option<MessageId>, page: &Page) -> Vec<MessageId> {
        let mut sent = Vec::new();
        for sheet in page.sheets(self.bot.base()) {
            sent.extend(self.send_sheet(room, reply_to, sheet).await);
        }
        sent
    }

    async fn send_sheet(&self, room: Room, reply_to: Option<MessageId>, sheet: Sheet) -> Option<MessageId> {
        if self.is_closed(room.chat) {
            return None;
        }
        let mut message = SendMessage::new(room.chat, sheet.html).parse_mode(ParseMode::Html);
        message.link_preview_options = Some(no_preview());
        message.message_thread_id = room.thread;
        message.reply_markup = sheet.keyboard.map(ReplyMarkup::InlineKeyboard);
        message.reply_parameters = reply_to.map(|id| ReplyParameters::new(id).allow_sending_without_reply());
        let mut outcome = self.client.answer(&message, self.job.sending()).await;
        if let Err(Failure::Moved(chat)) = outcome {
            self.bot.chats.moved(room.chat, chat);
            self.journal.note(Note::MoveChat { from: room.chat.0, to: chat.0 });
            message = SendMessage { chat_id: chat.into(), reply_parameters: None, ..message };
            outcome = self.client.answer(&message, self.job.sending()).await;
        }
        if matches!(outcome, Err(Failure::NoPlace(_))) {
            // The message that it replies to, or the topic, is gone: better there than nowhere.
            message = SendMessage { reply_parameters: None, message_thread_id: None, ..message };
            outcome = self.client.answer(&message, self.job.sending()).await;
        }
        if let Err(Failure::BadMarkup(error)) = &outcome {
            tracing::error!(%error, "the server can't read our HTML: sent as plain text");
            message = SendMessage { text: plain(&message.text), parse_mode: None, ..message };
            outcome = self.client.answer(&message, self.job.sending()).await;
        }
        match outcome {
            Ok(message) => {
                self.job.sent(message.id);
                Some(message.id)
            }
            Err(failure) => {
                self.note_failure(room.chat, &failure, SendMessage::NAME);
                None
            }
        }
    }

    /// Sends a message as an answer, whatever comes of it.
    pub(super) async fn answer(&self, message: &SendMessage) -> Result<MessageId, Failure> {
        let sent = self.client.answer(message, self.job.sending()).await?.id;
        self.job.sent(sent);
        Ok(sent)
    }

    fn note_failure(&self, chat: ChatId, failure: &Failure, method: &str) {
        match failure {
            Failure::Unwelcome(_) => {
                self.open(chat, false);
                tracing::info!(%failure, "a chat is closed to us");
            }
            Failure::Unchanged | Failure::Expired | Failure::Garbled => tracing::debug!(%failure, method),
            _ => tracing::warn!(%failure, method, "a call failed"),
        }
    }

    /// Edits a message; whether it still stands, as far as is known.
    async fn edit(&self, room: Room, message: MessageId, sheet: Sheet) -> bool {
        let mut edit = EditMessageText::new(room.chat, message, sheet.html).parse_mode(ParseMode::Html);
        edit.link_preview_options = Some(no_preview());
        edit.reply_markup = sheet.keyboard;
        let mut outcome = self.client.deliver(&edit).await;
        if let Err(Failure::BadMarkup(error)) = &outcome {
            tracing::error!(%error, "the server can't read our HTML: sent as plain text");
            edit = EditMessageText { text: plain(&edit.text), parse_mode: None, ..edit };
            outcome = self.client.deliver(&edit).await;
        }
        let stands = !matches!(outcome, Err(Failure::Rejected(..)));
        if let Err(failure) = outcome {
            self.note_failure(room.chat, &failure, EditMessageText::NAME);
        }
        stands
    }

    /// Puts a new answer where the old one stands, message by message. What somebody deleted is sent anew.
    async fn rewrite(&self, room: Room, page: &Page, answered: Answered) {
        let mut old = answered.answers.iter().copied();
        let mut answers = Vec::new();
        let reply_to = room.reply_to(answered.question);
        for sheet in page.sheets(self.bot.base()) {
            match old.next() {
                Some(message) if self.edit(room, message, sheet.clone()).await => answers.push(message),
                Some(_) | None => answers.extend(self.send_sheet(room, reply_to, sheet).await),
            }
        }
        for message in old {
            self.quietly(&DeleteMessage::new(room.chat, message)).await;
        }
        self.bot.chats.answered(room.chat, Answered { answers, ..answered });
    }

    /// Erases what is kept of a person: in the journal, and what waits in the inbox.
    async fn forget(&self, person: Person) -> anyhow::Result<()> {
        self.journal.forget(person.id.0).await?;
        self.job.forget(person.id.0).await?;
        self.forget_relayed(person.id).await
    }

    /// Reads the base anew; other chats are answered meanwhile.
    async fn reload(&self, room: Room, language: Language) {
        let reloader = Arc::clone(&self.reloader);
        let page = match tokio::task::spawn_blocking(move || reloader.reload()).await {
            Ok(came) => admins::reloaded(&came, language),
            Err(error) => {
                tracing::error!(%error, "the base could not be read anew");
                Page::say(*phrases::MISHAP.get(language))
            }
        };
        self.send(room, None, &page).await;
    }

    /// Sets the language of a chat. In a group its admins may, and who is one is asked each time.
    async fn set_language(&self, room: Room, person: Person, choice: Option<Language>, reply_to: Option<MessageId>) {
        let said = if self.may_set(room, person).await {
            self.bot.chats.set_language(room.chat, choice);
            self.journal.note(Note::SetLanguage { chat: room.chat.0, language: choice });
            // A language that was set for the whole bot outlasts “as asked”.
            let chosen = self.bot.chosen(room);
            phrases::speaks(chosen, chosen.unwrap_or(person.language))
        } else {
            phrases::ADMINS_ONLY.get(self.bot.chosen(room).unwrap_or(person.language))
        };
        self.send(room, reply_to, &Page::say(said)).await;
    }

    async fn may_set(&self, room: Room, person: Person) -> bool {
        if room.kind == RoomKind::Private || person.anonymous_admin {
            return true;
        }
        match self.client.deliver(&GetChatMember::new(room.chat, person.id)).await {
            Ok(member) => member.kind.is_privileged(),
            Err(failure) => {
                self.note_failure(room.chat, &failure, GetChatMember::NAME);
                false
            }
        }
    }

    /// Calls a method whose failure changes nothing.
    async fn quietly<P>(&self, payload: &P)
    where
        P: Payload<Output = True> + Serialize,
        P::Output: DeserializeOwned,
    {
        match self.client.deliver(payload).await {
            Ok(_) | Err(Failure::Expired | Failure::Garbled) => {}
            Err(failure) => tracing::warn!(%failure, method = P::NAME, "a call failed"),
        }
    }
}

fn answer_inline(query: InlineQueryId, offer: Offer) -> AnswerInlineQuery {
    let button = InlineQueryResultsButton {
        text: phrases::ASK_IN_PRIVATE.get(offer.language).to_string(),
        kind: InlineQueryResultsButtonKind::StartParameter(FROM_INLINE.to_string()),
    };
    let next = offer.next.map(|next| next.to_string()).unwrap_or_default();
    let answer = AnswerInlineQuery::new(query, offer.results).cache_time(CACHED_SECONDS);
    answer.is_personal(offer.personal).next_offset(next).button(button)
}

/// Our own HTML without its tags and entities.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for character in html.chars() {
        match character {
            '<' => in_tag = true,
            '>' => in_tag = false,
            other if !in_tag => text.push(other),
            _ => {}
        }
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::plain;
    use crate::reply::html::{Block, Style, messages};

    #[test]
    fn html_that_the_server_refuses_is_sent_as_text() {
        let text = "a < b & c > d &amp; <b>";
        for style in [Style::Plain, Style::Bold, Style::Italic, Style::Proof] {
            assert_eq!(plain(&messages(&[Block::new(style, text)])[0]), text);
        }
    }
}
