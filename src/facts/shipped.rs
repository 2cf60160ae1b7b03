//! Small talk that comes with the program, for bases that have none of their own.

use std::collections::HashSet;
use std::sync::Arc;

use super::file::{Sources, read_entries};
use super::{Base, SmallTalk};
use crate::findings::File;
use crate::text::{Language, normal_form};

/// The small talk that `base` has nothing of its own for.
pub(super) fn small_talk(base: &Base) -> Vec<SmallTalk> {
    let file = File { name: "small-talk.toml".to_string(), text: include_str!("small-talk.toml").to_string() };
    let mut findings = Vec::new();
    let read = read_entries(&Arc::new(file), &Sources { read: &[], broken: &[] }, &mut findings).unwrap_or_default();
    let own: HashSet<String> = base.asks().map(normal_form).collect();
    let ids: HashSet<&str> = base.ids().map(|(id, _)| id).collect();
    let is_free = |talk: &SmallTalk| {
        !ids.contains(talk.id.text.as_str())
            && !talk.ask.iter().flat_map(|(_, ask)| ask).any(|asked| own.contains(&normal_form(&asked.text)))
    };
    let mut talk: Vec<SmallTalk> = read.small_talk.into_iter().filter(is_free).collect();
    let name = base.settings.name.as_deref().unwrap_or("citebot");
    for entry in &mut talk {
        entry.is_shipped = true;
        for (language, reply) in [(Language::English, &mut entry.reply.en), (Language::Chinese, &mut entry.reply.zh)] {
            reply.text = reply.text.replace("{called}", base.called(language)).replace("{name}", name);
        }
    }
    talk
}

#[cfg(test)]
mod tests {
    use super::small_talk;
    use crate::facts::Base;

    #[test]
    fn the_small_talk_is_sound() {
        let talk = small_talk(&Base::default());
        assert!(talk.len() >= 7, "{talk:?}");
        for (_, reply) in talk.iter().flat_map(|entry| entry.reply.iter()) {
            assert!(!reply.text.contains('{'), "{}", reply.text);
        }
    }
}
