//! What a button asks for, in the 64 bytes that Telegram gives it.

use std::fmt;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::facts::{Base, FactId};
use crate::journal::mark;
use crate::review::form;
use crate::sources::fingerprint;
use crate::text::Language;

/// What a button asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Press {
    /// A fact, said in a message of its own.
    Say(FactId),
    /// None of the options.
    None,
    /// That the question is passed on to a person.
    Person,
    /// That all that is kept of who presses is erased.
    Forget,
    /// What a fact rests on.
    Source(FactId),
    /// A vote on a fact.
    Up(FactId),
    /// A vote against it.
    Down(FactId),
    /// A fact that was told as the nearest was meant.
    Confirm(FactId),
    /// It was not.
    Deny(FactId),
    /// A page of all topics, in place of the message.
    Topics(usize),
    /// A page of the facts of a topic, by number.
    Topic(usize, usize),
    /// A fact, in place of the list of its topic.
    Open(FactId),
    /// The language of the replies; none for that of each question.
    Language(Option<Language>),
    /// What an admin makes of a question in vain.
    Decide(Mark, Decision),
    /// The question in vain that comes after this one.
    NextInVain(Mark),
}

/// What a button knows of a question: all that fits in there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark(u64);

impl Mark {
    /// The mark of a question.
    pub(crate) fn of(question: &str) -> Self {
        // What the journal gives can be read.
        Self(u64::from_str_radix(&mark(&form(question)), 16).unwrap_or_default())
    }

    /// Reads twelve hexadecimal digits.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let is_mark = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_mark.then(|| u64::from_str_radix(text, 16).ok().map(Self))?
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:012x}", self.0)
    }
}

/// What an admin makes of a question in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    /// It is another way to ask for this fact.
    Phrasing(FactId),
    /// The source doesn't tell it.
    Gap,
    /// It shall not come again.
    Ignore,
}

/// Longer ids are replaced by a mark. Deep links have 64 letters too, and beside a question's mark 49 are left.
const LONGEST_KEY: usize = 48;
/// Hexadecimal digits of a mark.
const MARK: usize = 24;

/// The name of a fact in a button or a link: its id, or a mark where that is too long.
pub(crate) fn key(id: &str) -> String {
    if id.len() <= LONGEST_KEY {
        return id.to_string();
    }
    // No id begins with `_`, so a mark is nobody's id.
    format!("_{}", &fingerprint(id)[..MARK])
}

/// From keys back to facts, and from facts to keys.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    facts: FxHashMap<Arc<str>, FactId>,
    keys: Vec<Arc<str>>,
}

impl Keys {
    pub(crate) fn new(base: &Base) -> Self {
        let keys: Vec<Arc<str>> = base.fact_ids().map(|fact| key(&base.fact(fact).id.text).into()).collect();
        Self { facts: keys.iter().cloned().zip(base.fact_ids()).collect(), keys }
    }

    pub(crate) fn fact(&self, key: &str) -> Option<FactId> {
        self.facts.get(key).copied()
    }

    /// The key of a fact; none if the base has no such fact.
    pub(crate) fn of(&self, fact: FactId) -> Option<&str> {
        self.keys.get(fact.index()).map(|key| &**key)
    }

    /// What the data of a button ask for; none if the button is of an older base, or forged.
    pub(crate) fn read(&self, data: &str) -> Option<Press> {
        let (verb, rest) = data.split_once(':').unwrap_or((data, ""));
        Some(match verb {
            "a" => Press::Say(self.fact(rest)?),
            "n" => Press::None,
            "p" => Press::Person,
            "e" => Press::Forget,
            "s" => Press::Source(self.fact(rest)?),
            "u" => Press::Up(self.fact(rest)?),
            "d" => Press::Down(self.fact(rest)?),
            "y" => Press::Confirm(self.fact(rest)?),
            "w" => Press::Deny(self.fact(rest)?),
            "t" => Press::Topics(rest.parse().ok()?),
            "f" => {
                let (topic, page) = rest.split_once(':')?;
                Press::Topic(topic.parse().ok()?, page.parse().ok()?)
            }
            "o" => Press::Open(self.fact(rest)?),
            "l" => Press::Language(match rest {
                "en" => Some(Language::English),
                "zh" => Some(Language::Chinese),
                "auto" => None,
                _ => return None,
            }),
            "x" => {
                let (mark, fact) = rest.split_once(':')?;
                Press::Decide(Mark::read(mark)?, Decision::Phrasing(self.fact(fact)?))
            }
            "g" => Press::Decide(Mark::read(rest)?, Decision::Gap),
            "i" => Press::Decide(Mark::read(rest)?, Decision::Ignore),
            "m" => Press::NextInVain(Mark::read(rest)?),
            _ => return None,
        })
    }
}

impl Press {
    /// The data of the button that asks for this.
    pub(crate) fn data(self, base: &Base) -> String {
        let of = |verb: &str, fact: FactId| format!("{verb}:{}", key(&base.fact(fact).id.text));
        match self {
            Self::Say(fact) => of("a", fact),
            Self::None => "n".to_string(),
            Self::Person => "p".to_string(),
            Self::Forget => "e".to_string(),
            Self::Source(fact) => of("s", fact),
            Self::Up(fact) => of("u", fact),
            Self::Down(fact) => of("d", fact),
            Self::Confirm(fact) => of("y", fact),
            Self::Deny(fact) => of("w", fact),
            Self::Topics(page) => format!("t:{page}"),
            Self::Topic(topic, page) => format!("f:{topic}:{page}"),
            Self::Open(fact) => of("o", fact),
            Self::Language(Some(Language::English)) => "l:en".to_string(),
            Self::Language(Some(Language::Chinese)) => "l:zh".to_string(),
            Self::Language(None) => "l:auto".to_string(),
            Self::Decide(mark, Decision::Phrasing(fact)) => of(&format!("x:{mark}"), fact),
            Self::Decide(mark, Decision::Gap) => format!("g:{mark}"),
            Self::Decide(mark, Decision::Ignore) => format!("i:{mark}"),
            Self::NextInVain(mark) => format!("m:{mark}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Decision, Keys, Mark, Press, key};
    use crate::facts::{FactId, Files, load};
    use crate::text::Language;

    #[test]
    fn what_a_button_asks_comes_back_from_its_data() {
        let base = load(&Files::own().unwrap()).unwrap();
        let keys = Keys::new(&base);
        let (first, last) = (FactId(0), FactId(base.facts.len() - 1));
        for press in [
            Press::Say(first),
            Press::Say(last),
            Press::None,
            Press::Person,
            Press::Forget,
            Press::Source(FactId(3)),
            Press::Up(FactId(1)),
            Press::Down(FactId(2)),
            Press::Confirm(last),
            Press::Deny(first),
            Press::Topics(0),
            Press::Topic(12, 345),
            Press::Open(last),
            Press::Language(Some(Language::English)),
            Press::Language(Some(Language::Chinese)),
            Press::Language(None),
            Press::Decide(Mark::of("who paints"), Decision::Phrasing(first)),
            Press::Decide(Mark::of(""), Decision::Gap),
            Press::Decide(Mark::of("猫"), Decision::Ignore),
            Press::NextInVain(Mark::of("who paints")),
        ] {
            let data = press.data(&base);
            assert!((1..=64).contains(&data.len()), "{data}");
            assert_eq!(keys.read(&data), Some(press), "{data}");
        }
        for forged in [
            "",
            "a",
            "a:",
            "a:no-such-fact",
            "y:",
            "w:no-such-fact",
            "x:1",
            "f:1",
            "f:1:-1",
            "t:",
            "l:fr",
            "s:\u{202E}",
            "n\0",
            "g:",
            "g:12345678901",
            "i:12345678901g",
            "x:123456789012:no-such-fact",
        ] {
            assert_eq!(keys.read(forged), None, "{forged:?}");
        }
    }

    #[test]
    fn long_ids_get_short_keys_of_their_own() {
        let (one, other) = ("x".repeat(200), "x".repeat(201));
        assert_eq!(key("film-output-2024"), "film-output-2024");
        assert!(key(&one).len() <= 56 && key(&one) != key(&other));
        assert!(key(&one).starts_with('_'));
    }
}
