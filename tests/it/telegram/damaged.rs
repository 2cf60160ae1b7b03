//! Updates that are damaged in any way: each is passed over or answered, and confirmed, and the bot goes on.
//!
//! `DAMAGED=100000 cargo test --release --test it telegram::damaged` damages as many as that.

use serde_json::{Map, Value, json};

use super::server::BotApi;
use super::server::state::State;
use super::{ADA, BEN, cafe_bot, confirmed};

/// How many are damaged, unless the environment names another number.
const DAMAGED: usize = 1500;
/// As many as wait at once.
const BATCH: usize = 500;

/// Numbers that look random and are the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// Sound updates of each kind, with entities, replies, forwards and media.
fn sound() -> Vec<Value> {
    let ada = json!({"id": ADA, "is_bot": false, "first_name": "Ada", "language_code": "en"});
    let bot = json!({"id": 7_000_001, "is_bot": true, "first_name": "Cite Bot", "username": "CiteTestBot"});
    let private = json!({"id": ADA, "type": "private", "first_name": "Ada"});
    let group = json!({"id": -1_005, "type": "supergroup", "title": "a group", "is_forum": true});
    let entities = json!([{"type": "mention", "offset": 0, "length": 12}, {"type": "bold", "offset": 13, "length": 3}]);
    let message = |chat: &Value, text: &str| json!({"message_id": 5, "date": 1, "chat": chat, "from": ada, "text": text, "entities": entities});
    let mut reply = message(&group, "@CiteTestBot 🙂 who is it?");
    reply["reply_to_message"] = message(&group, "when did the Blue Kettle open?");
    reply["message_thread_id"] = 4.into();
    reply["is_topic_message"] = true.into();
    let mut photo = message(&private, "");
    photo["caption"] = "who founded it?".into();
    photo["caption_entities"] = json!([{"type": "text_mention", "offset": 4, "length": 7, "user": bot}]);
    photo["photo"] = json!([{"file_id": "f", "file_unique_id": "u", "width": 3, "height": 3}]);
    let press = json!({"id": "1", "from": ada, "chat_instance": "1", "data": "s:founder",
        "message": {"message_id": 6, "date": 1, "chat": private, "from": bot, "text": "an answer"}});
    let member = json!({"chat": group, "from": ada, "date": 1,
        "old_chat_member": {"user": bot, "status": "left"}, "new_chat_member": {"user": bot, "status": "member"}});
    vec![
        json!({"message": message(&private, "@CiteTestBot who founded the Blue Kettle?")}),
        json!({"message": reply}),
        json!({"edited_message": message(&private, "@CiteTestBot who founded the Blue Kettle?")}),
        json!({"message": photo}),
        json!({"callback_query": press}),
        json!({"inline_query": {"id": "2", "from": ada, "query": "founder", "offset": ""}}),
        json!({"my_chat_member": member}),
    ]
}

/// Something that stands where it shouldn't.
fn junk(random: &mut Random) -> Value {
    match random.below(10) {
        0 => Value::Null,
        1 => json!(-1),
        2 => json!(90),
        3 => json!(i64::MAX),
        4 => json!(1e300),
        5 => json!(true),
        6 => json!("🙂\u{202e}@CiteTestBot"),
        7 => json!([]),
        8 => json!({}),
        _ => json!(["/start", {"id": 5}]),
    }
}

/// Changes one place in a value, or several.
fn damage(value: &mut Value, random: &mut Random) {
    if random.below(4) == 0 {
        *value = junk(random);
        return;
    }
    match value {
        Value::Object(members) if !members.is_empty() => {
            let key = members.keys().nth(random.below(members.len())).unwrap().clone();
            match random.below(5) {
                0 => drop(members.remove(&key)),
                1 => drop(members.insert(format!("{key}_of_next_year"), Value::Object(Map::new()))),
                _ => damage(&mut members[&key], random),
            }
        }
        Value::Array(items) if !items.is_empty() => {
            let at = random.below(items.len());
            damage(&mut items[at], random);
        }
        Value::Number(_) => *value = json!(i64::try_from(random.below(200)).unwrap() - 50),
        other => *other = junk(random),
    }
}

fn post(state: &mut State, update: &Value) {
    let number = state.updates.next;
    state.updates.next += 1;
    let mut update = update.clone();
    update["update_id"] = number.into();
    state.updates.queue.push_back((number, update));
}

#[test]
fn damaged_updates_end_nothing_and_are_all_confirmed() {
    let all = std::env::var("DAMAGED").map_or(DAMAGED, |all| all.parse().unwrap());
    let server = BotApi::start();
    server.private(ADA, "en");
    let bot = cafe_bot(&server, &["--per-minute", "100000"]);
    let (sound, mut random) = (sound(), Random(7));
    for batch in 0..all.div_ceil(BATCH) {
        for number in batch * BATCH..all.min((batch + 1) * BATCH) {
            let mut update = sound[number % sound.len()].clone();
            let kind = update.as_object().unwrap().keys().next().unwrap().clone();
            (0..=random.below(2)).for_each(|_| damage(&mut update[&kind], &mut random));
            post(&mut server.shared.state(), &update);
        }
        server.shared.changed.notify_all();
        confirmed(&server);
    }
    // What came of them are answers to nobody the server knows, or to Ada, who may have more of them in hand than are
    // kept; others are answered as ever.
    let ben = server.private(BEN, "en");
    ben.asks("Where do the beans come from?");
    assert!(ben.next_message().text.contains("Peru"));
    let ended = bot.stop();
    server.take_faults();
    assert_eq!(ended.status.code(), Some(0), "{}", ended.errors);
    assert!(!ended.errors.contains("a panic"), "{}", ended.errors);
}
