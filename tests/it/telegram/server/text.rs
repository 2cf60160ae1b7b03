//! The text of a message, as sent and as shown.

use serde_json::Value;

use super::html;
use super::refusal::{Refusal, rule};

/// The longest text in UTF-16 units, without its tags.
const LONGEST: usize = 4096;

/// The longest text in bytes, with its tags.
const LONGEST_RAW: usize = 32_768;

/// A text as people see it.
#[derive(Debug, PartialEq)]
pub(super) struct Shown {
    pub(super) text: String,
    pub(super) entities: Vec<Value>,
}

pub(super) fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The text without its tags; refused if it is empty or too long.
pub(super) fn shown(raw: &str, parse_mode: Option<&str>, entities: Option<Vec<Value>>) -> Result<Shown, Refusal> {
    rule(raw.len() <= LONGEST_RAW, "message is too long")?;
    let (text, mut entities) = match parse_mode {
        None => (raw.to_string(), entities.unwrap_or_default()),
        Some("HTML") => html::parse(raw)?,
        Some(other) => return Err(Refusal::fault(format!("unsupported parse_mode: only HTML is read, not {other}"))),
    };
    for entity in &entities {
        inside(entity, units(&text))?;
    }
    let before = units(&text) - units(text.trim_start());
    let text = text.trim().to_string();
    rule(!text.is_empty(), "message text is empty")?;
    rule(units(&text) <= LONGEST, "message is too long")?;
    for entity in &mut entities {
        trim(entity, before, units(&text));
    }
    entities.retain(|entity| entity["length"] != 0);
    Ok(Shown { text, entities })
}

/// An entity must lie in the text.
fn inside(entity: &Value, length: usize) -> Result<(), Refusal> {
    let number = |name: &str| entity[name].as_u64().map(|number| number as usize);
    let end = number("offset").zip(number("length")).map(|(offset, length)| offset + length);
    rule(end.is_some_and(|end| end <= length) && entity["type"].is_string(), "can't parse entities: outside the text")
}

/// Moves an entity as the text around it is trimmed.
fn trim(entity: &mut Value, before: usize, length: usize) {
    let number = |value: &Value| value.as_u64().unwrap_or_default() as usize;
    let (offset, wide) = (number(&entity["offset"]), number(&entity["length"]));
    let from = offset.saturating_sub(before).min(length);
    let to = (offset + wide).saturating_sub(before).min(length);
    entity["offset"] = from.into();
    entity["length"] = (to - from).into();
}
