//! The memories of many chats, bounded: the one not used for longest goes first.

use std::collections::{BTreeMap, HashMap};

use crate::conversation::Memory;

/// Memories by chat.
#[derive(Debug)]
pub(super) struct Chats {
    most: usize,
    /// How often a memory was asked for so far: the age of a chat without a clock.
    uses: u64,
    memories: HashMap<String, (u64, Memory)>,
    by_use: BTreeMap<u64, String>,
}

impl Chats {
    /// Holds at most `most` memories.
    pub(super) fn new(most: usize) -> Self {
        Self { most, uses: 0, memories: HashMap::new(), by_use: BTreeMap::new() }
    }

    /// The memory of a chat, a fresh one if it is new or was let go.
    pub(super) fn memory(&mut self, chat: &str) -> &mut Memory {
        self.uses += 1;
        match self.memories.get(chat) {
            Some((used, _)) => {
                self.by_use.remove(used);
            }
            None if self.memories.len() >= self.most => {
                if let Some((_, oldest)) = self.by_use.pop_first() {
                    self.memories.remove(&oldest);
                }
            }
            None => {}
        }
        self.by_use.insert(self.uses, chat.to_string());
        let (used, memory) = self.memories.entry(chat.to_string()).or_default();
        *used = self.uses;
        memory
    }
}

#[cfg(test)]
mod tests {
    use super::Chats;

    #[test]
    fn the_chat_not_used_for_longest_goes_first() {
        let mut chats = Chats::new(2);
        for chat in ["a", "b", "a", "c", "a", "d"] {
            chats.memory(chat);
        }
        let mut held: Vec<&String> = chats.memories.keys().collect();
        held.sort();
        assert_eq!(held, ["a", "d"]);
        assert_eq!(chats.by_use.len(), 2);
    }
}
