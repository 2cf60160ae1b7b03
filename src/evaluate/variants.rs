//! What a base makes of near misses and slips of its own phrasings: a table by kind.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::conversation::{Memory, Outcome, Turn, turn};
use crate::facts::FactId;
use crate::matching::Prepared;
use crate::text::Language;
use crate::variants::{Limits, Variant, VariantKind, variants};

/// The seed of the variants; another one gives other questions of the same kinds.
pub const SEED: u64 = 20_250_418;
/// How many facts are asked about, and how many questions of a kind are made of each.
pub const LIMITS: Limits = Limits { facts: 1000, each: 6 };
/// The most near misses, and the most slips, of a hundred that may go wrong.
const MOST_ANSWERED: f32 = 3.0;
const MOST_LOST: f32 = 5.0;

/// What a question came to, as seen from the fact it was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// The fact was said.
    Answered,
    /// The fact was offered.
    Offered,
    /// Neither, and nothing else was said.
    Silent,
    /// Another fact was said.
    Other,
}

const FATES: [(Fate, &str); 4] =
    [(Fate::Answered, "answered"), (Fate::Offered, "offered"), (Fate::Silent, "silent"), (Fate::Other, "other")];

impl Fate {
    fn of(turn: &Turn, fact: FactId) -> Self {
        let (said, options) = match &turn.outcome {
            Outcome::Answer(said) => (said.iter().map(|said| said.fact).collect(), &[][..]),
            Outcome::Nearest(nearest) if nearest.fact == fact => return Self::Offered,
            Outcome::Nearest(nearest) => (Vec::new(), nearest.options.as_slice()),
            Outcome::Unclear(unclear) => (Vec::new(), unclear.options.as_slice()),
            Outcome::Clarify(facts) => (Vec::new(), facts.as_slice()),
            Outcome::Refuse(refusal) => (Vec::new(), refusal.options.as_slice()),
            Outcome::SmallTalk(_) | Outcome::OfText(_) | Outcome::Concern(_) => (Vec::new(), &[][..]),
        };
        match (said.contains(&fact), said.is_empty()) {
            (true, _) => Self::Answered,
            (false, false) => Self::Other,
            (false, true) if options.contains(&fact) => Self::Offered,
            (false, true) => Self::Silent,
        }
    }

    /// Whether it should not have come to that.
    pub fn is_wrong(self, kind: VariantKind) -> bool {
        if kind.must_answer() { matches!(self, Self::Silent | Self::Other) } else { self == Self::Answered }
    }
}

type Counts = BTreeMap<Fate, usize>;

/// How many questions of each kind came to what.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Table(BTreeMap<(VariantKind, Language), Counts>);

impl Table {
    /// Makes the questions, and asks each in a conversation of its own; `each` sees what it came to.
    pub fn of(prepared: &Prepared, mut each: impl FnMut(&Variant, Fate)) -> Self {
        let mut table = Self::default();
        for variant in variants(prepared.base(), SEED, LIMITS) {
            let turn = turn(prepared, &mut Memory::default(), &variant.text);
            let fate = Fate::of(&turn, variant.fact);
            each(&variant, fate);
            *table.0.entry((variant.kind, variant.language)).or_default().entry(fate).or_default() += 1;
        }
        table
    }

    /// The table for people: near misses, then slips, with the share of each kind that went wrong.
    pub fn text(&self) -> String {
        let mut lines = Vec::new();
        let halves = [
            ("near misses", "answered", VariantKind::Negated, MOST_ANSWERED),
            ("slips", "lost", VariantKind::AsWritten, MOST_LOST),
        ];
        for (name, wrong, example, most) in halves {
            lines.push(title(name, wrong));
            let mut total = Counts::new();
            let half = self.0.iter().filter(|((kind, _), _)| kind.must_answer() == example.must_answer());
            for ((kind, language), counts) in half {
                lines.push(line(&format!("{} {}", kind.name(), language.code()), *kind, counts));
                for (fate, count) in counts {
                    *total.entry(*fate).or_default() += count;
                }
            }
            lines.push(line("all", example, &total));
            let met = if share_wrong(example, &total) <= most { "met" } else { "missed" };
            lines.push(format!("at most {most:.0} %: {met}\n"));
        }
        lines.join("\n")
    }

    /// The table as one JSON list.
    pub fn json(&self) -> String {
        let row = |((kind, language), counts): (&(VariantKind, Language), &Counts)| {
            let of = |fate| counts.get(&fate).copied().unwrap_or(0);
            RawRow {
                kind: kind.name(),
                lang: language.code(),
                must_answer: kind.must_answer(),
                answered: of(Fate::Answered),
                offered: of(Fate::Offered),
                silent: of(Fate::Silent),
                other: of(Fate::Other),
            }
        };
        // Texts and numbers alone: nothing here can fail to be written.
        serde_json::to_string(&self.0.iter().map(row).collect::<Vec<_>>()).unwrap_or_default()
    }
}

/// A line of the table as it is written.
#[derive(Serialize)]
struct RawRow {
    kind: &'static str,
    lang: &'static str,
    must_answer: bool,
    answered: usize,
    offered: usize,
    silent: usize,
    other: usize,
}

fn line(name: &str, kind: VariantKind, counts: &Counts) -> String {
    let all: usize = counts.values().sum();
    let shown = FATES.map(|(fate, _)| format!("{:>10}", counts.get(&fate).copied().unwrap_or(0)));
    format!("{name:<26}{all:>6}{}{:>8.1} %", shown.concat(), share_wrong(kind, counts))
}

/// Of a hundred, how many went wrong.
fn share_wrong(kind: VariantKind, counts: &Counts) -> f32 {
    let all: usize = counts.values().sum();
    let wrong: usize = counts.iter().filter(|(fate, _)| fate.is_wrong(kind)).map(|(_, count)| count).sum();
    100.0 * wrong as f32 / all.max(1) as f32
}

fn title(name: &str, wrong: &str) -> String {
    format!("{name:<26}{:>6}{}{wrong:>10}", "made", FATES.map(|(_, name)| format!("{name:>10}")).concat())
}
