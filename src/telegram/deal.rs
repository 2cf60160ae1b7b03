//! One event from end to end: what is remembered is looked up, the bot decides, and it is done.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use teloxide::types::{ChatId, MessageId};
use tokio::time::timeout;

use super::act::{Act, Line};
use super::chats::Setting;
use super::event::{Event, Person, Room, RoomKind, Said, What};
use super::guard::Verdict;
use super::page::Page;
use super::phrases;
use super::post::Post;

/// How long the journal may take to tell a chat's language.
const LOOKING_UP: Duration = Duration::from_millis(500);

/// An event that is to be dealt with, as it stands in the inbox.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Task {
    pub(super) event: Event,
    /// Who asks too often is told so instead of an answer, or hears nothing.
    pub(super) verdict: Verdict,
}

impl Task {
    /// Whether anything comes of it: who pressed a button waits until it is released, even if they ask too often.
    pub(super) fn is_to_be_dealt_with(&self) -> bool {
        self.verdict != Verdict::Ignored || matches!(self.event, Event::Pressed(_))
    }
}

/// Deals with an event; then it waits no longer.
pub(super) async fn deal(post: Post, task: Task, log_questions: bool) {
    if post.job.is_over() {
        return post.job.done(None);
    }
    let chat = ChatId(task.event.queue());
    handle(&post, task, log_questions).await;
    post.job.done(post.remembered(chat));
}

async fn handle(post: &Post, task: Task, log_questions: bool) {
    look_up(post, asked_in(&task.event)).await;
    match task.verdict {
        Verdict::Welcome => {}
        Verdict::Told => return slow_down(post, task.event).await,
        Verdict::Ignored => return release(post, task.event).await,
    }
    if let Some(act) = from_a_person(post, &task.event).await {
        return post.carry_out(act).await;
    }
    let started = now();
    let chat_kind = kind_of(&task.event);
    let acts = post.bot.handle(task.event, started);
    // As a number in JSON, which one of 128 bits would not be.
    let micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    for act in acts {
        match act {
            Act::Log(line) => {
                post.bot.service.metrics.turn(line.outcome);
                log(&line, chat_kind, micros, log_questions);
            }
            act => post.carry_out(act).await,
        }
    }
}

/// Says that something went wrong, after a panic.
pub(super) async fn make_up(post: Post, task: Task) {
    if let Some((room, person, message)) = place(&task.event) {
        let page = Page::say(*phrases::MISHAP.get(post.bot.chosen(room).unwrap_or(person.language)));
        let reply_to = message.and_then(|message| room.reply_to(message));
        post.send(room, reply_to, &page).await;
    }
    post.job.done(None);
}

/// A reply of the curators to a question that was passed on to them.
async fn from_a_person(post: &Post, event: &Event) -> Option<Act> {
    let Event::Said(Said { room, message, replies_to: Some(replies_to), what: What::Question(text), .. }) = event
    else {
        return None;
    };
    if post.bot.service.curators != Some(room.chat) {
        return None;
    }
    let relayed = match post.job.inbox().relayed(i64::from(replies_to.0)).await {
        Ok(relayed) => relayed?,
        Err(error) => {
            tracing::warn!(error = format!("{error:#}"), "whom a reply is for could not be looked up");
            return None;
        }
    };
    Some(Act::BringBack { room: *room, reply: *message, relayed, text: text.clone() })
}

/// The chat whose language is needed: of a group that moves that is the old one.
fn asked_in(event: &Event) -> ChatId {
    match event {
        Event::Moved { from, .. } => *from,
        other => ChatId(other.queue()),
    }
}

/// A chat that was not heard of since the start may have chosen a language before.
async fn look_up(post: &Post, chat: ChatId) {
    if post.bot.chats.language(chat) != Setting::Unknown {
        return;
    }
    let language = match timeout(LOOKING_UP, post.kept_language(chat)).await {
        Ok(Ok(language)) => language,
        Ok(Err(error)) => {
            tracing::warn!(error = format!("{error:#}"), "a chat's language could not be looked up");
            return;
        }
        Err(_) => {
            tracing::warn!("a chat's language could not be looked up in time");
            return;
        }
    };
    post.bot.chats.learn_language(chat, language);
}

async fn slow_down(post: &Post, event: Event) {
    let said = |room: Room, person: Person| *phrases::SLOW_DOWN.get(post.bot.chosen(room).unwrap_or(person.language));
    match event {
        Event::Said(heard) => {
            let page = Page::say(said(heard.room, heard.person));
            let reply_to = heard.room.reply_to(heard.message);
            post.send(heard.room, reply_to, &page).await;
        }
        Event::Pressed(pressed) => {
            let notice = pressed.at.map(|(room, _)| said(room, pressed.person));
            post.carry_out(Act::Release { query: pressed.query, notice }).await;
        }
        Event::Types { .. } | Event::Membership { .. } | Event::Moved { .. } => {}
    }
}

/// Ends the wait of who pressed a button, and no more.
async fn release(post: &Post, event: Event) {
    if let Event::Pressed(pressed) = event {
        post.carry_out(Act::Release { query: pressed.query, notice: None }).await;
    }
}

fn place(event: &Event) -> Option<(Room, Person, Option<MessageId>)> {
    match event {
        Event::Said(said) => Some((said.room, said.person, Some(said.message))),
        Event::Pressed(pressed) => pressed.at.map(|(room, message)| (room, pressed.person, Some(message))),
        Event::Types { .. } | Event::Membership { .. } | Event::Moved { .. } => None,
    }
}

fn kind_of(event: &Event) -> &'static str {
    match place(event) {
        Some((Room { kind: RoomKind::Private, .. }, ..)) => "private",
        Some((Room { kind: RoomKind::Group, .. }, ..)) => "group",
        None => "inline",
    }
}

/// One line a turn, without the question unless it is wanted.
fn log(line: &Line, chat: &str, micros: u64, question: bool) {
    let outcome = line.outcome.name();
    let (facts, confidence) = (&line.facts, (f64::from(line.confidence) * 100.0).round() / 100.0);
    if question {
        tracing::info!(chat, outcome, facts, confidence, micros, question = line.question, "turn");
    } else {
        tracing::info!(chat, outcome, facts, confidence, micros, "turn");
    }
}

#[expect(clippy::disallowed_methods, reason = "the edge reads the clock")]
pub(super) fn now() -> Instant {
    Instant::now()
}
