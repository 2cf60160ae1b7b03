//! The memories of many chats, bounded: the least recently used one goes first.

use std::num::NonZeroUsize;

use lru::LruCache;

use crate::conversation::Memory;

/// Memories by chat.
#[derive(Debug)]
pub(super) struct Chats(LruCache<String, Memory>);

impl Chats {
    /// Holds at most `most` memories.
    pub(super) fn new(most: NonZeroUsize) -> Self {
        Self(LruCache::new(most))
    }

    /// The memory of a chat, a fresh one if it is new or was let go.
    pub(super) fn memory(&mut self, chat: &str) -> &mut Memory {
        self.0.get_or_insert_mut(chat.to_string(), Memory::default)
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use super::Chats;

    #[test]
    fn the_chat_not_used_for_longest_goes_first() {
        let mut chats = Chats::new(NonZeroUsize::new(2).expect("not zero"));
        for chat in ["a", "b", "a", "c", "a", "d"] {
            chats.memory(chat);
        }
        let mut held: Vec<&String> = chats.0.iter().map(|(chat, _)| chat).collect();
        held.sort();
        assert_eq!(held, ["a", "d"]);
    }
}
