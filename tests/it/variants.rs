//! How the base answers what is made of its own phrasings: near misses and slips, as a committed table.
//!
//! `UPDATE_EXPECT=1 cargo test` rewrites the table; `VARIANTS=1 cargo test variants -- --nocapture` shows
//! every question, and what went wrong.

use std::path::Path;

use citebot::evaluate::variants::{Fate, Table};
use citebot::facts::{Base, Files, load};
use citebot::matching::Matcher;
use citebot::text::Language;
use citebot::variants::{Kind, Limits, Variant, variants};
use expect_test::{expect, expect_file};

use crate::driver::Run;

/// A line for a person who looks for what went wrong.
fn shown(base: &Base, variant: &Variant, fate: Fate) -> String {
    let fact = &base.facts[variant.fact];
    let phrasing = &fact.ask.get(variant.language)[variant.phrasing].text;
    let wrong = if fate.is_wrong(variant.kind) { "WRONG" } else { "right" };
    format!("{wrong}\t{}\t{fate:?}\t{}\t{}\t{phrasing}", variant.kind.name(), fact.id.text, variant.text)
}

#[test]
fn near_misses_are_refused_and_slips_answered_as_the_table_says() {
    let base = load(&Files::embedded()).expect("our own base is sound");
    let wanted = std::env::var_os("VARIANTS").is_some();
    let table = Table::of(&base, &Matcher::new(&base), |variant, fate| {
        if wanted {
            println!("{}", shown(&base, variant, fate));
        }
    });
    let results = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/variants/results.txt");
    expect_file![results].assert_eq(&table.text());
}

#[test]
fn eval_without_a_file_asks_what_is_made_of_the_base() {
    let table = Run::cafe(&["eval"]).end();
    assert_eq!((table.status, table.errors.as_str()), (0, ""));
    expect![[r#""#]].assert_eq(&table.out);
    let json = Run::cafe(&["eval", "--json"]).end();
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json.out).expect("a list");
    let kinds = table.out.lines().filter(|line| line.contains(" en  ") || line.contains(" zh  ")).count();
    assert_eq!(rows.len(), kinds);
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
