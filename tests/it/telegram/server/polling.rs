//! How the bot comes by its updates.

use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Value, json};

use super::refusal::{Answer, Refusal, read, rule};
use super::state::{State, Updates};
use super::{Guard, Shared};

/// The longest that a poll is held open.
const LONGEST: u64 = 50;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Poll {
    offset: Option<i64>,
    limit: Option<usize>,
    timeout: Option<u64>,
    allowed_updates: Option<Vec<String>>,
}

/// Every kind of update that a bot may ask for.
const KINDS: [&str; 23] = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
];

/// Waits for updates, as long as the bot asks for.
pub(super) fn poll<'a>(shared: &'a Shared, mut state: Guard<'a>, body: &Value) -> (Guard<'a>, Answer) {
    let poll = match begin(&mut state, body) {
        Ok(poll) => poll,
        Err(refusal) => return (state, Err(refusal)),
    };
    shared.changed.notify_all();
    let end = Instant::now() + Duration::from_secs(poll.timeout.unwrap_or(0).min(LONGEST));
    let me = state.updates.poller;
    loop {
        if state.updates.poller != me {
            let reason = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is \
                          running";
            return (state, Err(Refusal::circumstance(409, reason)));
        }
        let ready = ready(&mut state.updates, poll.limit.unwrap_or(100));
        let left = end.saturating_duration_since(Instant::now());
        if !ready.is_empty() || left.is_zero() || state.stopping {
            return (state, Ok(ready.into()));
        }
        state = shared.wait(state, left);
    }
}

/// Confirms what the bot has seen and ends the poll that was there before.
fn begin(state: &mut State, body: &Value) -> Result<Poll, Refusal> {
    let poll: Poll = read(body)?;
    rule(poll.limit.is_none_or(|limit| (1..=100).contains(&limit)), "limit must be 1 to 100")?;
    let unknown = poll.allowed_updates.iter().flatten().find(|kind| !KINDS.contains(&kind.as_str()));
    rule(unknown.is_none(), &format!("no such kind of update: {unknown:?}"))?;
    let updates = &mut state.updates;
    if !updates.webhook.is_empty() {
        let reason = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the \
                      webhook first";
        return Err(Refusal::circumstance(409, reason));
    }
    if let Some(allowed) = &poll.allowed_updates {
        updates.allowed = Some(allowed.clone());
    }
    match poll.offset.unwrap_or(0) {
        0 => {}
        offset if offset < 0 => {
            let keep = offset.unsigned_abs() as usize;
            let surplus = updates.queue.len().saturating_sub(keep);
            updates.queue.drain(..surplus);
        }
        offset => updates.queue.retain(|(id, _)| *id >= offset),
    }
    updates.poller += 1;
    Ok(poll)
}

/// What may be handed out now. What comes again comes once, what comes for the first time stays until confirmed.
fn ready(updates: &mut Updates, limit: usize) -> Vec<Value> {
    let again = updates.again.len().min(limit);
    let mut ready: Vec<(i64, Value)> = updates.again.drain(..again).collect();
    ready.extend(updates.queue.iter().take(limit - again).cloned());
    ready.sort_by_key(|(id, _)| *id);
    ready.into_iter().map(|(_, update)| update).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeleteWebhook {
    drop_pending_updates: Option<bool>,
}

pub(super) fn delete_webhook(state: &mut State, body: &Value) -> Answer {
    let given: DeleteWebhook = read(body)?;
    state.updates.webhook.clear();
    if given.drop_pending_updates == Some(true) {
        state.updates.queue.clear();
    }
    Ok(true.into())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetWebhook {
    url: String,
    secret_token: String,
    allowed_updates: Vec<String>,
}

pub(super) fn set_webhook(state: &mut State, body: &Value) -> Answer {
    let given: SetWebhook = read(body)?;
    let secret = given.secret_token.as_str();
    let sound = (1..=256).contains(&secret.len())
        && secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    rule(sound, "secret_token must be 1 to 256 of A-Z, a-z, 0-9, _ and -")?;
    rule(given.allowed_updates.iter().all(|kind| KINDS.contains(&kind.as_str())), "no such kind of update")?;
    state.updates.webhook = given.url;
    Ok(true.into())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

pub(super) fn webhook_info(state: &State, body: &Value) -> Answer {
    read::<Nothing>(body)?;
    let Updates { webhook, queue, .. } = &state.updates;
    Ok(json!({ "url": webhook, "has_custom_certificate": false, "pending_update_count": queue.len() }))
}
