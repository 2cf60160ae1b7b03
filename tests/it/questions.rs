//! How well questions are understood: a committed table over labelled questions.
//!
//! The questions stand in `tests/questions`, written by somebody who had seen the article and not the
//! base. `UPDATE_EXPECT=1 cargo test` rewrites the table.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use citebot::conversation::{Memory, turn};
use citebot::facts::{Base, Files, load};
use citebot::matching::Matcher;
use citebot::reply::{Reply, ReplyKind, reply};
use expect_test::expect_file;
use fancy_regex::Regex;
use serde::Deserialize;

/// A question or a conversation, as a line of a file.
#[derive(Deserialize)]
struct RawCase {
    kind: String,
    q: Option<String>,
    #[serde(flatten)]
    wanted: Wanted,
    #[serde(default)]
    turns: Vec<RawTurn>,
}

#[derive(Deserialize)]
struct RawTurn {
    q: String,
    #[serde(flatten)]
    wanted: Wanted,
}

/// What an answer must hold, or that there must be none.
#[derive(Deserialize, Default)]
struct Wanted {
    #[serde(default)]
    oos: bool,
    #[serde(default)]
    all: Vec<String>,
    #[serde(default)]
    any: Vec<String>,
    #[serde(default)]
    none: Vec<String>,
}

impl Wanted {
    fn passes(&self, text: &str) -> bool {
        let found = |pattern: &String| {
            let regex = Regex::new(&format!("(?i){pattern}")).unwrap_or_else(|error| panic!("{pattern}: {error}"));
            regex.is_match(text).unwrap_or_else(|error| panic!("{pattern}: {error}"))
        };
        self.all.iter().all(found)
            && (self.any.is_empty() || self.any.iter().any(found))
            && !self.none.iter().any(found)
    }

    fn verdict(&self, reply: &Reply) -> &'static str {
        let answered = reply.kind == ReplyKind::Answer;
        let said = reply.answers.iter().map(|answer| answer.text.as_str()).collect::<Vec<_>>().join("\n");
        match (self.oos, answered) {
            (true, false) => "right",
            (false, true) if self.passes(&said) => "right",
            (true | false, true) => "wrong",
            (false, false) if reply.options.iter().any(|option| self.passes(&option.text)) => "offered",
            (false, false) => "silent",
        }
    }
}

const VERDICTS: [&str; 4] = ["right", "offered", "silent", "wrong"];

/// Counts of verdicts by set, file and kind; questions without an answer apart.
type Table = BTreeMap<(bool, String), BTreeMap<&'static str, usize>>;

fn questions() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions")
}

fn ask(base: &Base, matcher: &Matcher, path: &Path, set: &str, table: &mut Table) {
    let file = path.file_stem().unwrap().to_str().unwrap();
    for line in fs::read_to_string(path).unwrap().lines() {
        let case: RawCase = serde_json::from_str(line).unwrap_or_else(|error| panic!("{file}: {error}: {line}"));
        let mut memory = Memory::default();
        let first = case.q.map(|q| RawTurn { q, wanted: case.wanted });
        for (at, one) in first.into_iter().chain(case.turns).enumerate() {
            let kind = if case.kind == "followup" && at == 0 { "opening" } else { &case.kind };
            let turn = turn(base, matcher, &mut memory, &one.q);
            let verdict = one.wanted.verdict(&reply(base, &turn));
            let row = table.entry((one.wanted.oos, format!("{set} {file} {kind}"))).or_default();
            *row.entry(verdict).or_default() += 1;
        }
    }
}

fn rendered(table: &Table) -> String {
    let mut lines = Vec::new();
    for (oos, title) in [(false, "answerable"), (true, "unanswerable")] {
        lines.push(format!("{title:<34}{:>6}{}", "n", VERDICTS.map(|verdict| format!("{verdict:>9}")).concat()));
        let mut total: BTreeMap<&str, usize> = BTreeMap::new();
        let count = |row: &BTreeMap<&str, usize>, verdict: &str| row.get(verdict).copied().unwrap_or(0);
        let line = |name: &str, row: &BTreeMap<&str, usize>| {
            let counts = VERDICTS.map(|verdict| format!("{:>9}", count(row, verdict))).concat();
            format!("{name:<34}{:>6}{counts}", row.values().sum::<usize>())
        };
        for ((_, name), row) in table.iter().filter(|((other, _), _)| *other == oos) {
            lines.push(line(name, row));
            for (verdict, count) in row {
                *total.entry(verdict).or_default() += count;
            }
        }
        lines.push(line("all", &total) + "\n");
    }
    lines.join("\n")
}

#[test]
fn questions_are_understood_as_the_table_says() {
    let base = load(&Files::embedded()).expect("our own base is sound");
    let matcher = Matcher::new(&base);
    let mut table = Table::new();
    for set in ["a", "b", "c"] {
        for file in ["answerable", "unanswerable", "chinese", "conversations"] {
            ask(&base, &matcher, &questions().join(set).join(file).with_extension("jsonl"), set, &mut table);
        }
    }
    expect_file![questions().join("results.txt")].assert_eq(&rendered(&table));
}
