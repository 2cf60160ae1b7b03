//! What a button asks for, in the 64 bytes that Telegram gives it.

use rustc_hash::FxHashMap;

use crate::facts::Base;
use crate::sources::fingerprint;
use crate::text::Language;

/// What a button asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Press {
    /// A fact, by index, said in a message of its own.
    Say(usize),
    /// None of the options.
    None,
    /// What a fact rests on.
    Source(usize),
    /// A vote on a fact.
    Up(usize),
    /// A vote against it.
    Down(usize),
    /// All topics, in place of the message.
    Topics,
    /// The facts of a topic, by number, from a page on.
    Topic(usize, usize),
    /// A fact, in place of the list of its topic.
    Open(usize),
    /// The language of the replies; none for that of each question.
    Language(Option<Language>),
}

/// Longer ids are replaced by a mark. Deep links have 64 letters too.
const LONGEST_KEY: usize = 56;
/// Hexadecimal digits of a mark.
const MARK: usize = 24;

/// The name of a fact in a button or a link: its id, or a mark where that is too long.
pub(super) fn key(id: &str) -> String {
    if id.len() <= LONGEST_KEY {
        return id.to_string();
    }
    // No id begins with `_`, so a mark is nobody's id.
    format!("_{}", &fingerprint(id)[..MARK])
}

/// From keys back to facts.
#[derive(Debug)]
pub(super) struct Keys(FxHashMap<String, usize>);

impl Keys {
    pub(super) fn new(base: &Base) -> Self {
        Self(base.facts.iter().enumerate().map(|(index, fact)| (key(&fact.id.text), index)).collect())
    }

    pub(super) fn fact(&self, key: &str) -> Option<usize> {
        self.0.get(key).copied()
    }

    /// What the data of a button ask for; none if the button is of an older base, or forged.
    pub(super) fn read(&self, data: &str) -> Option<Press> {
        let (verb, rest) = data.split_once(':').unwrap_or((data, ""));
        Some(match verb {
            "a" => Press::Say(self.fact(rest)?),
            "n" => Press::None,
            "s" => Press::Source(self.fact(rest)?),
            "u" => Press::Up(self.fact(rest)?),
            "d" => Press::Down(self.fact(rest)?),
            "t" if rest.is_empty() => Press::Topics,
            "t" => {
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
            _ => return None,
        })
    }
}

impl Press {
    /// The data of the button that asks for this.
    pub(super) fn data(self, base: &Base) -> String {
        let of = |verb: &str, fact: usize| format!("{verb}:{}", key(&base.facts[fact].id.text));
        match self {
            Self::Say(fact) => of("a", fact),
            Self::None => "n".to_string(),
            Self::Source(fact) => of("s", fact),
            Self::Up(fact) => of("u", fact),
            Self::Down(fact) => of("d", fact),
            Self::Topics => "t".to_string(),
            Self::Topic(topic, page) => format!("t:{topic}:{page}"),
            Self::Open(fact) => of("o", fact),
            Self::Language(Some(Language::English)) => "l:en".to_string(),
            Self::Language(Some(Language::Chinese)) => "l:zh".to_string(),
            Self::Language(None) => "l:auto".to_string(),
        }
    }
}
