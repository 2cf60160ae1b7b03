//! Telegram's HTML: its tags, well formed, into a text and its entities.
//!
//! Telegram lets a lone `&` or `>` pass and drops tags that may not stand in others. Its rules forbid both, and where
//! they happen something was not escaped; so here they are refused.

use serde_json::{Value, json};

use super::refusal::Refusal;

/// The tags and the kinds of entity they make.
const TAGS: [(&str, &str); 16] = [
    ("a", "text_link"),
    ("b", "bold"),
    ("blockquote", "blockquote"),
    ("code", "code"),
    ("del", "strikethrough"),
    ("em", "italic"),
    ("i", "italic"),
    ("ins", "underline"),
    ("pre", "pre"),
    ("s", "strikethrough"),
    ("span", "spoiler"),
    ("strike", "strikethrough"),
    ("strong", "bold"),
    ("tg-emoji", "custom_emoji"),
    ("tg-spoiler", "spoiler"),
    ("u", "underline"),
];

/// A tag that is open, and which entity it makes.
struct Open {
    name: &'static str,
    entity: usize,
}

/// The text without its tags, and the entities.
pub(super) fn parse(html: &str) -> Result<(String, Vec<Value>), Refusal> {
    let mut reader = Reader { html, at: 0, text: String::new(), units: 0, open: Vec::new(), entities: Vec::new() };
    while let Some(character) = html[reader.at..].chars().next() {
        match character {
            '<' => reader.tag()?,
            '&' => reader.reference()?,
            '>' => return Err(reader.wrong("Unescaped \">\"")),
            _ => reader.put(character, character.len_utf8()),
        }
    }
    if let Some(open) = reader.open.last() {
        return Err(reader.wrong(&format!("Can't find end tag corresponding to start tag \"{}\"", open.name)));
    }
    // An entity over nothing is dropped.
    reader.entities.retain(|entity| entity["length"] != 0);
    Ok((reader.text, reader.entities))
}

struct Reader<'a> {
    html: &'a str,
    at: usize,
    text: String,
    units: usize,
    open: Vec<Open>,
    /// In the order in which they begin, the outer one first.
    entities: Vec<Value>,
}

impl Reader<'_> {
    fn wrong(&self, reason: &str) -> Refusal {
        Refusal::fault(format!("can't parse entities: {reason} at byte offset {}", self.at))
    }

    fn put(&mut self, character: char, bytes: usize) {
        self.text.push(character);
        self.units += character.len_utf16();
        self.at += bytes;
    }

    /// `&lt;` and its like.
    fn reference(&mut self) -> Result<(), Refusal> {
        let rest = &self.html[self.at + 1..];
        let name = rest.split_once(';').map(|(name, _)| name).filter(|name| name.len() <= 8);
        let character = name.and_then(|name| match name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            _ => {
                let digits = name.strip_prefix('#')?;
                let code = match digits.strip_prefix(['x', 'X']) {
                    Some(digits) => u32::from_str_radix(digits, 16),
                    None => digits.parse(),
                };
                char::from_u32(code.ok()?)
            }
        });
        match (name, character) {
            (Some(name), Some(character)) => self.put(character, name.len() + 2),
            _ => return Err(self.wrong("Unescaped \"&\"")),
        }
        Ok(())
    }

    fn tag(&mut self) -> Result<(), Refusal> {
        let Some((tag, _)) = self.html[self.at + 1..].split_once('>') else {
            return Err(self.wrong("Unclosed start tag"));
        };
        match tag.strip_prefix('/') {
            Some(name) => self.end(name.trim_end())?,
            None => self.start(tag)?,
        }
        self.at += tag.len() + 2;
        Ok(())
    }

    fn start(&mut self, tag: &str) -> Result<(), Refusal> {
        let (name, attribute) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        let Some((name, kind)) = TAGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) else {
            return Err(self.wrong(&format!("Unsupported start tag \"{name}\"")));
        };
        if !self.may_hold(name) {
            return Err(self.wrong(&format!("Tag \"{name}\" may not stand inside the other")));
        }
        let entity = self.entity(name, kind, attribute.trim())?;
        match self.open.last() {
            // In `pre`, this tells only its language.
            Some(pre) if entity.get("language").is_some() && pre.name == "pre" => {
                self.entities[pre.entity]["language"] = entity["language"].clone();
                self.open.push(Open { name, entity: pre.entity });
            }
            _ => {
                self.open.push(Open { name, entity: self.entities.len() });
                self.entities.push(entity);
            }
        }
        Ok(())
    }

    /// Links and quotations can't hold their own kind, and code holds nothing but its language.
    fn may_hold(&self, name: &str) -> bool {
        self.open.iter().all(|outer| match outer.name {
            "pre" => name == "code",
            "code" => false,
            "a" | "blockquote" => name != outer.name,
            _ => true,
        })
    }

    fn entity(&self, name: &str, kind: &str, attribute: &str) -> Result<Value, Refusal> {
        let mut entity = json!({ "type": kind, "offset": self.units });
        match (name, value(attribute)) {
            ("a", Some(("href", url))) if is_url(url) => entity["url"] = url.replace("&amp;", "&").into(),
            ("span", Some(("class", "tg-spoiler"))) => {}
            ("tg-emoji", Some(("emoji-id", id))) if id.parse::<u64>().is_ok() => entity["custom_emoji_id"] = id.into(),
            ("code", Some(("class", language))) if language.starts_with("language-") => {
                entity["language"] = language["language-".len()..].into();
            }
            ("blockquote", None) if attribute == "expandable" => entity["type"] = "expandable_blockquote".into(),
            ("a" | "span" | "tg-emoji", _) => {
                return Err(self.wrong(&format!("Tag \"{name}\" lacks what it needs, in \"{attribute}\"")));
            }
            (_, None) if attribute.is_empty() => {}
            _ => return Err(self.wrong(&format!("Unknown attribute \"{attribute}\" of \"{name}\""))),
        }
        Ok(entity)
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        let Some(Open { name: expected, entity }) = self.open.pop() else {
            return Err(self.wrong("Unexpected end tag"));
        };
        if !name.is_empty() && !expected.eq_ignore_ascii_case(name) {
            let reason = format!("Unmatched end tag, expected \"</{expected}>\", found \"</{name}>\"");
            return Err(self.wrong(&reason));
        }
        let entity = &mut self.entities[entity];
        let from = entity["offset"].as_u64().unwrap_or_default() as usize;
        entity["length"] = (self.units - from).into();
        Ok(())
    }
}

/// `name="value"` taken apart.
fn value(attribute: &str) -> Option<(&str, &str)> {
    let (name, value) = attribute.split_once('=')?;
    let value = value.strip_prefix('"')?.strip_suffix('"').filter(|value| !value.contains('"'))?;
    Some((name, value))
}

/// An address that Telegram would make a link of.
pub(super) fn is_url(text: &str) -> bool {
    reqwest::Url::parse(text).is_ok_and(|url| match url.scheme() {
        "http" | "https" => url.host_str().is_some_and(|host| host.contains('.')),
        "tg" => true,
        _ => false,
    })
}
