//! How well questions are understood, over many bases: a committed table with a row for each question.
//!
//! The bases stand in `tests/bases`, each with questions that somebody wrote who had seen the text and
//! not the base. `UPDATE_EXPECT=1 cargo test` rewrites the table, and the diff shows what a change did.

use std::fmt::Write;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

use citebot::commands::fit::{Set, drafted_sets, evidence, read_sets};
use citebot::evaluate::sets::{FOREIGN, Shares, by_kind, fit_all, table};
use citebot::evaluate::{Grade, Graded, World, run};
use citebot::matching::{Judgements, written};
use expect_test::expect_file;

fn bases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bases")
}

/// The bases, made ready once for both tests.
static SETS: LazyLock<Vec<Set>> = LazyLock::new(|| {
    let mut findings = Vec::new();
    read_sets(&bases(), &mut findings)
        .unwrap_or_else(|error| panic!("{error:#}\n{}", String::from_utf8_lossy(&findings)))
});

fn judged(set: &Set) -> Vec<Graded> {
    let threads = NonZeroUsize::new(2).unwrap();
    run(&set.with_table, &set.cases, World { clock: &|| Duration::ZERO, done: &|| (), threads }).unwrap()
}

fn verdict(one: &Graded) -> &'static str {
    match one.verdict {
        _ if one.denied => "denied",
        Grade::Right => "right",
        Grade::Told => "told",
        Grade::Offered => "offered",
        Grade::Silent => "silent",
        Grade::Misled => "misled",
        Grade::Wrong => "wrong",
    }
}

/// A row for each question; of the foreign ones, which are many, only for those that were answered or told something.
fn rows(set: &Set, judged: &[Graded]) -> String {
    let mut text = String::new();
    for one in judged {
        if one.kind.as_deref() == Some(FOREIGN) && one.verdict == Grade::Right {
            continue;
        }
        let facts: Vec<&str> = one.facts.iter().map(|fact| set.base().fact(*fact).id.text.as_str()).collect();
        let id = one.id.as_deref().unwrap_or_default();
        writeln!(text, "{} {id} {} {}", set.name, verdict(one), facts.join(" ")).unwrap();
    }
    text.lines().map(|line| line.trim_end().to_string() + "\n").collect()
}

/// How likely each answer was said to be: every fit moves these.
fn probabilities(set: &Set, judged: &[Graded]) -> String {
    let mut text = String::new();
    for one in judged.iter().filter(|one| one.kind.as_deref() != Some(FOREIGN)) {
        if let Some((probability, _)) = one.first_answers {
            writeln!(text, "{} {} {probability:.2}", set.name, one.id.as_deref().unwrap_or_default()).unwrap();
        }
    }
    text
}

#[test]
fn questions_are_understood_as_the_table_says() {
    let (mut shares, mut listed, mut likely, mut all) = (Vec::new(), String::new(), String::new(), Vec::new());
    for set in SETS.iter() {
        let judged = judged(set);
        shares.push((set.name.clone(), judged.len(), Shares::of(&judged)));
        listed += &rows(set, &judged);
        likely += &probabilities(set, &judged);
        all.extend(judged);
    }
    let summary = format!("{}\n{}\n", table(&shares), by_kind(&all));
    expect_file![bases().join("results.txt")].assert_eq(&(summary + &listed));
    expect_file![bases().join("probabilities.txt")].assert_eq(&likely);
}

#[test]
fn the_shipped_weights_are_those_that_the_bases_give() {
    let drafts = drafted_sets(&bases(), &mut Vec::new()).unwrap();
    let rows = [evidence(&SETS).unwrap(), evidence(&drafts).unwrap()].concat();
    let fitted = fit_all(&rows.iter());
    assert!(
        written(&fitted) == written(Judgements::shipped()),
        "run `citebot fit tests/bases --out src/matching/judgement.toml`"
    );
}
