//! The last turn of a conversation: what it came to, and what it takes to tell how.
//!
//! The turn itself, with all entries that were looked at, takes twenty kilobytes, and thousands of conversations are
//! remembered at once. It is worked out again for the few who ask why.

use crate::conversation::{Memory, Outcome, Turn, turn};
use crate::matching::Prepared;
use crate::text::Language;

/// What is remembered of a turn.
#[derive(Debug, Clone)]
pub(crate) struct Last {
    pub(crate) outcome: Outcome,
    /// The language of the reply.
    pub(crate) language: Language,
    text: String,
    before: Memory,
    /// Whether a fact was picked, so that nothing was looked at.
    is_picked: bool,
}

impl Last {
    /// What is remembered of a turn that answered `text`, where `before` was remembered until then.
    pub(crate) fn of(turn: &Turn, text: &str, before: &Memory) -> Self {
        Self {
            outcome: turn.outcome.clone(),
            language: turn.language,
            text: text.to_string(),
            before: before.clone(),
            is_picked: turn.candidates.is_empty(),
        }
    }

    /// The whole turn, by the base that it was answered from.
    pub(crate) fn again(&self, prepared: &Prepared) -> Turn {
        let turn = turn(prepared, &mut self.before.clone(), &self.text);
        let candidates = if self.is_picked { Vec::new() } else { turn.candidates };
        Turn { outcome: self.outcome.clone(), language: self.language, candidates, ..turn }
    }
}

#[cfg(test)]
mod tests {
    use super::super::texts::base;
    use super::Last;
    use crate::conversation::{Memory, denied, pick, turn};
    use crate::facts::FactId;
    use crate::matching::Prepared;
    use crate::reply::why;
    use crate::text::{Language, WordTable};

    #[test]
    fn how_a_turn_came_about_is_told_as_if_it_were_remembered_whole() {
        let prepared = Prepared::with(base("cafe"), WordTable::Unused);
        let mut memory = Memory::default();
        for text in [
            "Who founded the Blue Kettle?",
            "and when?",
            "Who is in charge of the cafe?",
            "and the beans?",
            "What share do they have in Tokyo?",
            "Who founded it, and where do the beans come from?",
            "more",
            "2",
            "What does a coffee cost?",
            "Why do xylophones ring?",
            "hello",
            "蓝壶咖啡馆是谁创办的？",
            "它在哪里？",
        ] {
            let before = memory.clone();
            let mut whole = turn(&prepared, &mut memory, text);
            let mut last = Last::of(&whole, text, &before);
            assert_eq!(format!("{:?}", last.again(&prepared)), format!("{whole:?}"), "{text}");
            whole.outcome = denied(&mut memory.clone(), whole.outcome);
            last.outcome = denied(&mut memory.clone(), last.outcome);
            assert_eq!(why::text(&prepared, &last.again(&prepared)), why::text(&prepared, &whole), "{text}");
        }
        let picked = pick(prepared.matcher(), &mut memory, FactId(1), Language::English);
        let last = Last::of(&picked, "Who founded the Blue Kettle?", &memory);
        assert_eq!(why::text(&prepared, &last.again(&prepared)), why::text(&prepared, &picked));
    }
}
