//! All that the server knows.

use std::collections::{BTreeMap, VecDeque};
use std::time::Instant;

use serde_json::{Value, json};

use super::rooms::Room;
use super::weather::{Forecast, Weather};

pub(crate) const TOKEN: &str = "7000001:a-token-of-the-tests";

/// The bot's own id.
pub(crate) const BOT: i64 = 7_000_001;

/// The bot's name, without the `@`.
pub(crate) const NAME: &str = "CiteTestBot";

/// What the server gave for a call.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    /// Nothing yet.
    Waiting,
    /// Carried out, with this result.
    Done(Value),
    /// Carried out, but the bot got broken JSON.
    Garbled(Value),
    /// Not carried out.
    Refused(u16, String),
    /// The connection was cut before anything was carried out.
    Cut,
}

/// A call of the bot.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) method: String,
    pub(crate) body: Value,
    pub(crate) at: Instant,
    /// When its answer had been written.
    pub(crate) written: Option<Instant>,
    pub(crate) outcome: Outcome,
}

/// The updates that wait for the bot.
pub(crate) struct Updates {
    pub(crate) queue: VecDeque<(i64, Value)>,
    /// Handed out once more, whatever the bot confirmed.
    pub(crate) again: VecDeque<(i64, Value)>,
    /// All there ever were.
    pub(crate) all: BTreeMap<i64, Value>,
    pub(crate) next: i64,
    pub(crate) allowed: Option<Vec<String>>,
    pub(crate) webhook: String,
    /// Who polls: the last one to come.
    pub(crate) poller: usize,
}

/// A press of a button.
pub(crate) struct Press {
    pub(crate) answer: Option<Value>,
    /// Too old to be answered.
    pub(crate) expired: bool,
}

/// All that the server knows.
pub(crate) struct State {
    /// The language of each person.
    pub(crate) people: BTreeMap<i64, Option<String>>,
    pub(crate) rooms: BTreeMap<i64, Room>,
    pub(crate) updates: Updates,
    pub(crate) presses: BTreeMap<String, Press>,
    /// Inline queries with their answers, and what was sent from them.
    pub(crate) inline: BTreeMap<String, Option<Value>>,
    pub(crate) inline_messages: BTreeMap<String, Value>,
    /// Commands by scope and language.
    pub(crate) commands: BTreeMap<(String, String), Value>,
    /// Descriptions by method and language.
    pub(crate) descriptions: BTreeMap<(String, String), String>,
    /// Hand the bot only those messages of groups that are meant for it.
    pub(crate) privacy: bool,
    pub(crate) calls: Vec<Call>,
    pub(crate) counts: BTreeMap<String, usize>,
    pub(crate) faults: Vec<String>,
    pub(crate) forecast: Forecast,
    pub(crate) stopping: bool,
    /// What the program under test has printed, for the message when something is waited for in vain.
    pub(crate) printed: Vec<String>,
    /// For ids that need only be new.
    next: i64,
}

impl State {
    pub(super) fn new() -> Self {
        let (queue, again) = (VecDeque::new(), VecDeque::new());
        let all = BTreeMap::new();
        Self {
            people: BTreeMap::new(),
            rooms: BTreeMap::new(),
            updates: Updates { queue, again, all, next: 1000, allowed: None, webhook: String::new(), poller: 0 },
            presses: BTreeMap::new(),
            inline: BTreeMap::new(),
            inline_messages: BTreeMap::new(),
            commands: BTreeMap::new(),
            descriptions: BTreeMap::new(),
            privacy: false,
            calls: Vec::new(),
            counts: BTreeMap::new(),
            faults: Vec::new(),
            forecast: Box::new(|_, _| Weather::Fine),
            stopping: false,
            printed: Vec::new(),
            next: 4_611_686_018_427_000_000,
        }
    }

    pub(crate) fn fresh(&mut self) -> String {
        self.next += 1;
        self.next.to_string()
    }

    pub(crate) fn person(&self, id: i64) -> Value {
        let mut person = json!({ "id": id, "is_bot": false, "first_name": format!("Person {id}") });
        if let Some(Some(language)) = self.people.get(&id) {
            person["language_code"] = language.as_str().into();
        }
        person
    }

    /// Puts an update into the bot's queue, if it is of a kind that the bot wants; its id.
    pub(crate) fn post(&mut self, kind: &str, content: Value) -> i64 {
        let updates = &mut self.updates;
        let id = updates.next;
        updates.next += 1;
        let mut update = json!({ "update_id": id });
        update[kind] = content;
        updates.all.insert(id, update.clone());
        // These come only to those who ask for them.
        let shy = ["chat_member", "message_reaction", "message_reaction_count"];
        let wanted = match &updates.allowed {
            Some(allowed) if !allowed.is_empty() => allowed.iter().any(|allowed| allowed == kind),
            _ => !shy.contains(&kind),
        };
        if wanted {
            updates.queue.push_back((id, update));
        }
        id
    }
}

/// The bot as a user.
pub(crate) fn bot() -> Value {
    json!({ "id": BOT, "is_bot": true, "first_name": "Cite Bot", "username": NAME })
}

/// Now, as Telegram counts.
pub(crate) fn date() -> u64 {
    let now = std::time::SystemTime::now();
    now.duration_since(std::time::UNIX_EPOCH).expect("it is after 1970").as_secs()
}
