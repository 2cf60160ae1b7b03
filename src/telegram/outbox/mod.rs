//! Doing what is to be done: messages are sent, edited, answered; what the server refuses is dealt with. What comes of it is
//! reported.

pub(crate) mod client;
mod curate;
pub(crate) mod failure;
pub(crate) mod job;
mod relay;

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
    CallbackQueryId, ChatId, InlineQueryId, InlineQueryResultsButton, InlineQueryResultsButtonKind, MessageId,
    ParseMode, ReplyMarkup, ReplyParameters, ThreadId, True, UserId,
};

use crate::facts::Base;
use crate::journal::{Journal, Writer};
use crate::telegram::desk::act::{Act, Choice};
use crate::telegram::desk::event::Room;
use crate::telegram::desk::inline::{FROM_INLINE, Offer};
use crate::telegram::desk::page::{Sheet, no_preview};
use crate::telegram::desk::phrases;
use crate::telegram::desk::report::Report;
use crate::telegram::desk::seat::Answered;
use crate::telegram::desk::service::Reloaded;
use crate::telegram::reload::Reloader;
use crate::text::Language;
use client::Client;
use failure::Failure;
use job::Job;

/// How long Telegram may answer an inline query for us: facts rarely change.
const CACHED_SECONDS: u32 = 300;
/// Chats that are known to want nothing from us.
const MOST_CLOSED: NonZeroUsize = NonZeroUsize::new(10_000).unwrap();

/// Does what is decided.
#[derive(Clone)]
pub(crate) struct Outbox {
    /// The update that is dealt with.
    pub(crate) job: Arc<Job>,
    client: Client,
    journal: Writer,
    /// Where chats' languages are looked up, and questions in vain.
    kept: Option<Journal>,
    /// Chats that blocked the bot or threw it out: what is sent there is lost, and costs a call.
    closed: Arc<Mutex<LruCache<ChatId, ()>>>,
    reloader: Arc<Reloader>,
}

/// Where messages went, and which they are. A group may turn out to have another id.
struct Sent {
    room: Room,
    messages: Vec<MessageId>,
}

impl Sent {
    /// Reports that a group has another id than it had before.
    fn moved(&self, before: Room) -> Option<Report> {
        let (from, to) = (before.chat, self.room.chat);
        (from != to).then_some(Report::Moved { from, to })
    }

    /// Reports that a question is answered by these messages as well.
    fn answered(&self, before: Room, mut answered: Answered) -> Vec<Report> {
        answered.answers.extend(&self.messages);
        let answered = Report::Answered { chat: self.room.chat, answered };
        self.moved(before).into_iter().chain([answered]).collect()
    }
}

impl Outbox {
    pub(crate) fn new(
        job: Arc<Job>,
        client: Client,
        journal: Writer,
        kept: Option<Journal>,
        reloader: Arc<Reloader>,
    ) -> Self {
        Self { job, client, journal, kept, closed: Arc::new(Mutex::new(LruCache::new(MOST_CLOSED))), reloader }
    }

    /// The same for an update.
    pub(crate) fn of(&self, job: Arc<Job>) -> Self {
        Self { job, ..self.clone() }
    }

    /// Notes whether a chat takes messages.
    pub(crate) fn open(&self, chat: ChatId, open: bool) {
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
    pub(crate) async fn kept_language(&self, chat: ChatId) -> anyhow::Result<Option<Language>> {
        match &self.kept {
            Some(journal) => journal.language(chat.0).await,
            None => Ok(None),
        }
    }

    /// Does one thing about this base, and reports what came of it, where something follows from that. What fails besides is
    /// logged: there is nobody to tell.
    pub(crate) async fn carry_out(&self, act: Act, base: &Base) -> Vec<Report> {
        match act {
            Act::Send { room, reply_to, page, answered } => {
                let sent = self.send(room, reply_to, page.sheets(base)).await;
                match answered {
                    Some(answered) => sent.answered(room, answered),
                    None => sent.moved(room).into_iter().collect(),
                }
            }
            Act::Rewrite { room, page, answered } => self.rewrite(room, page.sheets(base), answered).await,
            Act::Turn { room, message, page } => self.turn(room, message, page.sheets(base)).await,
            Act::AskWhatWasWrong { room, answer, page } => {
                let sent = self.send(room, Some(answer), page.sheets(base)).await;
                let asks =
                    |prompt: &MessageId| Report::AskedWhatWasWrong { chat: sent.room.chat, answer, prompt: *prompt };
                sent.moved(room).into_iter().chain(sent.messages.last().map(asks)).collect()
            }
            Act::PassOn { question, curators, page } => {
                vec![self.pass_on(question, curators, page.sheets(base)).await]
            }
            Act::BringBack { answer, page } => vec![self.bring_back(answer, page.sheets(base)).await],
            act => self.carry_out_without_page(act).await.into_iter().collect(),
        }
    }

    async fn carry_out_without_page(&self, act: Act) -> Option<Report> {
        match act {
            Act::Release { query, notice } => self.release(query, notice).await,
            Act::Offer { query, offer } => self.quietly(&answer_inline(query, offer)).await,
            Act::Note(note) => self.journal.note(note),
            Act::AskWhetherAdmin(choice) => return Some(Report::MaySet(choice, self.is_admin(choice).await)),
            Act::Erase(erasing) => {
                let erased = self.erase(erasing.person).await;
                if let Err(error) = &erased {
                    tracing::warn!(error = format!("{error:#}"), "what is kept of a person could not be erased");
                }
                return Some(Report::Erased(erasing, erased.ok()));
            }
            Act::Reload { room, language } => {
                return Some(Report::Reloaded { room, language, came: self.reload().await });
            }
            Act::Curate(curating, step) => return Some(self.curate(curating, step).await),
            Act::FindAsker(said) => {
                let relayed = self.asker(said.replies_to).await;
                return Some(Report::Asker(said, relayed));
            }
            // The one who knows how long it took logs it; the others have a page.
            Act::Log(_)
            | Act::Send { .. }
            | Act::Rewrite { .. }
            | Act::Turn { .. }
            | Act::AskWhatWasWrong { .. }
            | Act::PassOn { .. }
            | Act::BringBack { .. } => {}
        }
        None
    }

    async fn release(&self, query: CallbackQueryId, notice: Option<&'static str>) {
        let release = AnswerCallbackQuery::new(query);
        let release = match notice {
            Some(text) => release.text(text),
            None => release,
        };
        self.quietly(&release).await;
    }

    /// Puts a page where another one stands.
    async fn turn(&self, room: Room, message: MessageId, sheets: Vec<Sheet>) -> Vec<Report> {
        let mut sheets = sheets.into_iter();
        if let Some(sheet) = sheets.next() {
            self.edit(room, message, sheet).await;
        }
        // What one message can't hold follows it, and the last one has the buttons.
        self.send(room, None, sheets.collect()).await.moved(room).into_iter().collect()
    }

    /// Sends a page.
    async fn send(&self, room: Room, reply_to: Option<MessageId>, sheets: Vec<Sheet>) -> Sent {
        let mut sent = Sent { room, messages: Vec::new() };
        for sheet in sheets {
            self.send_on(&mut sent, reply_to, sheet).await;
        }
        sent
    }

    /// Sends one more message of a page, if its chat takes any.
    async fn send_on(&self, sent: &mut Sent, reply_to: Option<MessageId>, sheet: Sheet) {
        let Room { chat, thread, .. } = sent.room;
        if self.is_closed(chat) {
            return;
        }
        match self.send_sheet(&mut sent.room.chat, thread, reply_to, sheet).await {
            Ok(message) => sent.messages.push(message),
            Err(failure) => self.note_failure(sent.room.chat, &failure, SendMessage::NAME),
        }
    }

    /// Sends one message as an answer, and mends what can be mended: the chat has another id, what it replies to or its topic
    /// is gone, or it can't be read.
    async fn send_sheet(
        &self,
        chat: &mut ChatId,
        thread: Option<ThreadId>,
        reply_to: Option<MessageId>,
        sheet: Sheet,
    ) -> Result<MessageId, Failure> {
        let mut message = SendMessage::new(*chat, sheet.html).parse_mode(ParseMode::Html);
        message.link_preview_options = Some(no_preview());
        message.message_thread_id = thread;
        message.reply_markup = sheet.keyboard.map(ReplyMarkup::InlineKeyboard);
        message.reply_parameters = reply_to.map(|id| ReplyParameters::new(id).allow_sending_without_reply());
        let mut outcome = self.client.answer(&message, self.job.sending()).await;
        if let Err(Failure::Moved(to)) = outcome {
            *chat = to;
            message = SendMessage { chat_id: to.into(), reply_parameters: None, ..message };
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
        let sent = outcome?.id;
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
    async fn rewrite(&self, room: Room, sheets: Vec<Sheet>, answered: Answered) -> Vec<Report> {
        let Answered { answers, .. } = &answered;
        let mut old = answers.iter().copied();
        let mut sent = Sent { room, messages: Vec::new() };
        let reply_to = room.reply_to(answered.question);
        for sheet in sheets {
            match old.next() {
                Some(message) if self.edit(room, message, sheet.clone()).await => sent.messages.push(message),
                Some(_) | None => self.send_on(&mut sent, reply_to, sheet).await,
            }
        }
        for message in old {
            self.quietly(&DeleteMessage::new(room.chat, message)).await;
        }
        sent.answered(room, Answered { answers: Vec::new(), ..answered })
    }

    /// Erases what is kept of a person: in the journal, and what waits in the inbox. The messages by which questions had been
    /// passed on for them.
    async fn erase(&self, person: UserId) -> anyhow::Result<Vec<MessageId>> {
        self.journal.forget(person.0).await?;
        self.job.forget(person.0).await?;
        self.forget_relayed(person).await
    }

    /// Reads the base anew; other chats are answered meanwhile.
    async fn reload(&self) -> Option<Reloaded> {
        let reloader = Arc::clone(&self.reloader);
        match tokio::task::spawn_blocking(move || reloader.reload()).await {
            Ok(came) => Some(came),
            Err(error) => {
                tracing::error!(%error, "the base could not be read anew");
                None
            }
        }
    }

    async fn is_admin(&self, Choice { room, person, .. }: Choice) -> bool {
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
    let fits = !offer.results.is_empty() || offer.is_later;
    let text = if fits { phrases::SOMETHING_ELSE } else { phrases::NOTHING_FITS };
    let button = InlineQueryResultsButton {
        text: text.get(offer.language).to_string(),
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
