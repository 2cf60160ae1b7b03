//! JSON as a tree with places.

use std::fmt;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::node::{DEEPEST, Node, NodeKind};
use crate::findings::{File, Finding, Place, Rule};

/// Reads the JSON of a file, or of the part of it that begins at `from`.
///
/// # Errors
/// Where it is no JSON.
pub(super) fn parse(file: &Arc<File>, from: usize, text: &str) -> Result<Node, Box<Finding>> {
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| Box::new(not_json(file, from, text, &error)))?;
    let start = from + text.find(raw.get()).unwrap_or(0);
    read(raw.get(), start, DEEPEST).map_err(|fault| {
        let (message, hint) = match fault {
            Fault::Deep => ("the lists and objects lie too deep in each other", "export the questions anew"),
            Fault::Broken => ("the JSON can't be read", "export the file anew"),
        };
        Box::new(finding(file, start..start + 1, message.to_string(), hint))
    })
}

enum Fault {
    Deep,
    Broken,
}

/// A value's own text is a part of its parent's, which tells where it stands.
fn read(text: &str, start: usize, depth: usize) -> Result<Node, Fault> {
    let within = |raw: &RawValue| start + (raw.get().as_ptr().addr() - text.as_ptr().addr());
    let deeper = depth.checked_sub(1).ok_or(Fault::Deep);
    let kind = match text.as_bytes().first() {
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text).map_err(|_| Fault::Broken)?;
            let depth = deeper?;
            NodeKind::List(items.into_iter().map(|raw| read(raw.get(), within(raw), depth)).collect::<Result<_, _>>()?)
        }
        Some(b'{') => {
            let Pairs(pairs) = serde_json::from_str(text).map_err(|_| Fault::Broken)?;
            let depth = deeper?;
            let read = |(name, raw): (String, &RawValue)| Ok((name, read(raw.get(), within(raw), depth)?));
            NodeKind::Table(pairs.into_iter().map(read).collect::<Result<_, _>>()?)
        }
        _ => NodeKind::Scalar(serde_json::from_str::<Value>(text).map_err(|_| Fault::Broken)?),
    };
    Ok(Node { span: start..start + text.len(), kind })
}

/// The entries of an object in the order of the file.
struct Pairs<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Pairs<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Read)
    }
}

fn not_json(file: &Arc<File>, from: usize, text: &str, error: &serde_json::Error) -> Finding {
    // The error names line and column, which the place shows better.
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    let line = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = text.floor_char_boundary((line + error.column().saturating_sub(1)).min(text.len()));
    let message = format!("the file can't be read as JSON from here on: {reason}");
    finding(file, from + at..from + at + 1, message, "look for a missing comma or quotation mark before it")
}

fn finding(file: &Arc<File>, span: std::ops::Range<usize>, message: String, hint: &str) -> Finding {
    Finding {
        rule: Rule::Row,
        place: Place { file: Arc::clone(file), span },
        message,
        hint: Some(hint.to_string()),
        fix: None,
    }
}
