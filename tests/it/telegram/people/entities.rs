//! What Telegram finds in the text of a message: commands, mentions and links.

use serde_json::{Value, json};

/// The message with its entities, if it has any.
pub(super) fn filled(mut message: Value) -> Value {
    for (text, name) in [("text", "entities"), ("caption", "caption_entities")] {
        let found = message[text].as_str().map(entities).unwrap_or_default();
        let fields = message.as_object_mut().unwrap();
        match fields.get(text) {
            Some(Value::Null) => drop(fields.remove(text)),
            _ if found.is_empty() => drop(fields.remove(name)),
            _ => drop(fields.insert(name.to_string(), found.into())),
        }
    }
    message
}

/// The entities of a text, in UTF-16 units.
fn entities(text: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let (mut at, mut units, mut before) = (0, 0, ' ');
    while let Some(character) = text[at..].chars().next() {
        let entity = entity(&text[at..]).filter(|_| !is_word(before) && !['/', '@'].contains(&before));
        let bytes = entity.map_or(character.len_utf8(), |(_, bytes)| bytes);
        let piece = &text[at..at + bytes];
        let length = piece.encode_utf16().count();
        if let Some((kind, _)) = entity {
            found.push(json!({ "type": kind, "offset": units, "length": length }));
        }
        before = piece.chars().next_back().unwrap_or(' ');
        at += bytes;
        units += length;
    }
    found
}

/// The kind and the length in bytes of the entity that a text begins with.
fn entity(text: &str) -> Option<(&'static str, usize)> {
    let name = |text: &str| text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    if let Some(rest) = text.strip_prefix('/') {
        let command = name(rest);
        let bot = rest[command..].strip_prefix('@').map(name).filter(|length| (3..=32).contains(length));
        let length = 1 + command + bot.map_or(0, |length| 1 + length);
        let ends = !text[length..].starts_with(['/', '@']) && !text[length..].starts_with(is_word);
        return ((1..=64).contains(&command) && ends).then_some(("bot_command", length));
    }
    if let Some(rest) = text.strip_prefix('@') {
        let length = name(rest);
        let ends = !rest[length..].starts_with('@') && !rest[length..].starts_with(is_word);
        return ((4..=32).contains(&length) && ends).then_some(("mention", 1 + length));
    }
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
    (length > 0).then_some(("url", text.len() - rest.len() + length))
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}
