//! How the base answers what is made of its own phrasings: near misses and slips, as a committed table.
//!
//! `UPDATE_EXPECT=1 cargo test` rewrites the table; `VARIANTS=1 cargo test variants -- --nocapture` shows
//! every question, and what went wrong.

use std::path::Path;

use citebot::evaluate::variants::{Fate, Table};
use citebot::facts::{Base, FactId, Files, load};
use citebot::matching::Prepared;
use citebot::text::Language;
use citebot::variants::{Limits, Variant, VariantKind, variants};
use expect_test::{expect, expect_file};

use crate::driver::Run;

/// A line for a person who looks for what went wrong.
fn shown(base: &Base, variant: &Variant, fate: Fate) -> String {
    let fact = base.fact(variant.fact);
    let phrasing = &fact.ask.get(variant.language)[variant.phrasing].text;
    let wrong = if fate.is_wrong(variant.kind) { "WRONG" } else { "right" };
    format!("{wrong}\t{}\t{fate:?}\t{}\t{}\t{phrasing}", variant.kind.name(), fact.id.text, variant.text)
}

#[test]
fn near_misses_are_refused_and_slips_answered_as_the_table_says() {
    let prepared = Prepared::new(load(&Files::own().unwrap()).expect("our own base is sound"));
    let wanted = std::env::var_os("VARIANTS").is_some();
    let table = Table::of(&prepared, |variant, fate| {
        if wanted {
            println!("{}", shown(prepared.base(), variant, fate));
        }
    });
    let results = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/variants/results.txt");
    expect_file![results].assert_eq(&table.text());
}

#[test]
fn eval_without_a_file_asks_what_is_made_of_the_base() {
    let table = Run::cafe(&["eval"]).end();
    assert_eq!((table.status, table.errors.as_str()), (0, ""));
    expect![[r#"
        near misses                 made  answered   offered    silent     other  answered
        other-property en              5         2         3         0         0    40.0 %
        other-time en                  7         0         7         0         0     0.0 %
        other-time zh                  1         0         1         0         0     0.0 %
        negated en                     3         0         3         0         0     0.0 %
        all                           16         2        14         0         0    12.5 %
        at most 3 %: missed

        slips                       made  answered   offered    silent     other      lost
        as-written en                 42        42         0         0         0     0.0 %
        as-written zh                 29        29         0         0         0     0.0 %
        wrong-key en                  41        41         0         0         0     0.0 %
        lost-letter en                41        41         0         0         0     0.0 %
        doubled-letter en             41        41         0         0         0     0.0 %
        swapped-letters en            41        41         0         0         0     0.0 %
        missing-blank en              41        41         0         0         0     0.0 %
        lost-function-words en        29        29         0         0         0     0.0 %
        keyword-order en              13        13         0         0         0     0.0 %
        lower-case en                 33        33         0         0         0     0.0 %
        upper-case en                 42        42         0         0         0     0.0 %
        no-mark en                    33        33         0         0         0     0.0 %
        no-mark zh                    22        22         0         0         0     0.0 %
        frame en                      33        33         0         0         0     0.0 %
        frame zh                      22        22         0         0         0     0.0 %
        homophone zh                  24        21         3         0         0     0.0 %
        traditional zh                16        16         0         0         0     0.0 %
        lost-particles zh             10        10         0         0         0     0.0 %
        all                          553       550         3         0         0     0.0 %
        at most 5 %: met

        gone wrong, one of each kind:
          other-property: “How many actors are employed there?” of `staff`
    "#]]
    .assert_eq(&table.out);
    let json = Run::cafe(&["eval", "--json"]).end();
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json.out).expect("a list");
    let kinds = table.out.lines().filter(|line| line.contains(" en  ") || line.contains(" zh  ")).count();
    assert_eq!(rows.len(), kinds);
}

#[test]
fn the_same_seed_makes_the_same_variants_and_limits_hold() {
    let base = load(&Files::own().unwrap()).expect("our own base is sound");
    let made = |seed, facts, each| variants(&base, seed, Limits { facts, each });
    assert_eq!(made(1, 5, 1), made(1, 5, 1));
    assert_ne!(made(1, 5, 1), made(2, 5, 1));
    let few = made(1, 5, 2);
    let facts: std::collections::BTreeSet<FactId> = few.iter().map(|variant| variant.fact).collect();
    assert!((1..=5).contains(&facts.len()), "{facts:?}");
    for kind in VariantKind::ALL {
        for (fact, language) in facts.iter().flat_map(|fact| Language::ALL.map(|language| (*fact, language))) {
            let of = |variant: &&Variant| (variant.fact, variant.language, variant.kind) == (fact, language, kind);
            assert!(few.iter().filter(of).count() <= 2);
        }
    }
}
