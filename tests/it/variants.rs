//! How the base answers what is made of its own phrasings: near misses and slips, as a committed table.
//!
//! `UPDATE_EXPECT=1 cargo test` rewrites the table; `VARIANTS=1 cargo test variants -- --nocapture` shows
//! every question, and what went wrong.

use std::collections::BTreeMap;
use std::path::Path;

use citebot::conversation::{Memory, turn};
use citebot::facts::{Base, Files, load};
use citebot::matching::Matcher;
use citebot::reply::{Reply, reply};
use citebot::text::Language;
use citebot::variants::{Kind, Limits, Variant, variants};
use expect_test::expect_file;

/// Any number will do; another one gives other questions of the same kinds.
const SEED: u64 = 20_250_418;
const LIMITS: Limits = Limits { facts: 1000, each: 6 };

/// The most near misses, and the most slips, of a hundred that may go wrong.
const MOST_ANSWERED: f32 = 3.0;
const MOST_LOST: f32 = 5.0;

/// What a question came to, as seen from the fact it was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Answered,
    Offered,
    Silent,
    Other,
}

const VERDICTS: [(Verdict, &str); 4] = [
    (Verdict::Answered, "answered"),
    (Verdict::Offered, "offered"),
    (Verdict::Silent, "silent"),
    (Verdict::Other, "other"),
];

impl Verdict {
    fn of(reply: &Reply, fact: &str) -> Self {
        if reply.answers.iter().any(|answer| answer.fact == fact) {
            Self::Answered
        } else if !reply.answers.is_empty() {
            Self::Other
        } else if reply.options.iter().any(|option| option.fact == fact) {
            Self::Offered
        } else {
            Self::Silent
        }
    }

    fn is_wrong(self, kind: Kind) -> bool {
        if kind.must_answer() { matches!(self, Self::Silent | Self::Other) } else { self == Self::Answered }
    }
}

type Counts = BTreeMap<Verdict, usize>;

fn ask(base: &Base, matcher: &Matcher, variant: &Variant) -> Verdict {
    let turn = turn(base, matcher, &mut Memory::default(), &variant.text);
    Verdict::of(&reply(base, &turn), &base.facts[variant.fact].id.text)
}

fn line(name: &str, kind: Kind, counts: &Counts) -> String {
    let all: usize = counts.values().sum();
    let shown = VERDICTS.map(|(verdict, _)| format!("{:>10}", counts.get(&verdict).copied().unwrap_or(0)));
    format!("{name:<26}{all:>6}{}{:>8.1} %", shown.concat(), share_wrong(kind, counts))
}

/// Of a hundred, how many went wrong.
fn share_wrong(kind: Kind, counts: &Counts) -> f32 {
    let all: usize = counts.values().sum();
    let wrong: usize = counts.iter().filter(|(verdict, _)| verdict.is_wrong(kind)).map(|(_, count)| count).sum();
    100.0 * wrong as f32 / all.max(1) as f32
}

fn title(name: &str, wrong: &str) -> String {
    format!("{name:<26}{:>6}{}{wrong:>10}", "made", VERDICTS.map(|(_, name)| format!("{name:>10}")).concat())
}

type Table = BTreeMap<(Kind, Language), Counts>;

fn rendered(table: &Table) -> String {
    let mut lines = Vec::new();
    let halves =
        [("near misses", "answered", Kind::Negated, MOST_ANSWERED), ("slips", "lost", Kind::AsWritten, MOST_LOST)];
    for (name, wrong, example, most) in halves {
        lines.push(title(name, wrong));
        let mut total = Counts::new();
        let half = table.iter().filter(|((kind, _), _)| kind.must_answer() == example.must_answer());
        for ((kind, language), counts) in half {
            lines.push(line(&format!("{} {}", kind.name(), language.code()), *kind, counts));
            for (verdict, count) in counts {
                *total.entry(*verdict).or_default() += count;
            }
        }
        lines.push(line("all", example, &total));
        let met = if share_wrong(example, &total) <= most { "met" } else { "missed" };
        lines.push(format!("at most {most:.0} %: {met}\n"));
    }
    lines.join("\n")
}

/// A line for a person who looks for what went wrong.
fn shown(base: &Base, variant: &Variant, verdict: Verdict) -> String {
    let fact = &base.facts[variant.fact];
    let phrasing = &fact.ask.get(variant.language)[variant.phrasing].text;
    let wrong = if verdict.is_wrong(variant.kind) { "WRONG" } else { "right" };
    format!("{wrong}\t{}\t{verdict:?}\t{}\t{}\t{phrasing}", variant.kind.name(), fact.id.text, variant.text)
}

#[test]
fn near_misses_are_refused_and_slips_answered_as_the_table_says() {
    let base = load(&Files::embedded()).expect("our own base is sound");
    let matcher = Matcher::new(&base);
    let mut table = Table::new();
    let wanted = std::env::var_os("VARIANTS").is_some();
    for variant in variants(&base, SEED, LIMITS) {
        let verdict = ask(&base, &matcher, &variant);
        *table.entry((variant.kind, variant.language)).or_default().entry(verdict).or_default() += 1;
        if wanted {
            println!("{}", shown(&base, &variant, verdict));
        }
    }
    let results = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/variants/results.txt");
    expect_file![results].assert_eq(&rendered(&table));
}

#[test]
fn the_same_seed_makes_the_same_variants_and_limits_hold() {
    let base = load(&Files::embedded()).expect("our own base is sound");
    let made = |seed, facts, each| variants(&base, seed, Limits { facts, each });
    assert_eq!(made(1, 5, 1), made(1, 5, 1));
    assert_ne!(made(1, 5, 1), made(2, 5, 1));
    let few = made(1, 5, 2);
    let facts: std::collections::BTreeSet<usize> = few.iter().map(|variant| variant.fact).collect();
    assert!((1..=5).contains(&facts.len()), "{facts:?}");
    for kind in Kind::ALL {
        for (fact, language) in facts.iter().flat_map(|fact| Language::ALL.map(|language| (*fact, language))) {
            let of = |variant: &&Variant| (variant.fact, variant.language, variant.kind) == (fact, language, kind);
            assert!(few.iter().filter(of).count() <= 2);
        }
    }
}
