//! How well questions are understood: a committed table over labelled questions.
//!
//! The questions stand in `tests/questions`, written by somebody who had seen the article and not the
//! base. `UPDATE_EXPECT=1 cargo test` rewrites the table.

use std::collections::BTreeMap;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use citebot::evaluate::{Facts, Judged, Verdict, World, cases, run};
use citebot::facts::{Base, Files, load};
use citebot::findings::File;
use citebot::labelled::Format;
use citebot::matching::Matcher;
use expect_test::expect_file;

/// Verdicts in the order of the columns.
const VERDICTS: [(Verdict, &str); 4] =
    [(Verdict::Right, "right"), (Verdict::Offered, "offered"), (Verdict::Silent, "silent"), (Verdict::Wrong, "wrong")];

/// Counts of verdicts by set, file and kind; questions without an answer apart.
type Table = BTreeMap<(bool, String), BTreeMap<Verdict, usize>>;

fn questions() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions")
}

fn judged(base: &Base, matcher: &Matcher, path: &Path) -> Vec<Judged> {
    let file = Arc::new(File { name: path.display().to_string(), text: fs::read_to_string(path).unwrap() });
    let cases = cases(&Facts::of(base), &file, Format::JsonLines).unwrap_or_else(|findings| panic!("{findings:?}"));
    let threads = NonZeroUsize::new(2).unwrap();
    run(base, matcher, &cases, World { clock: &|| Duration::ZERO, done: &|| (), threads }).unwrap()
}

fn rendered(table: &Table) -> String {
    let mut lines = Vec::new();
    for (in_scope, title) in [(true, "answerable"), (false, "unanswerable")] {
        lines.push(format!("{title:<34}{:>6}{}", "n", VERDICTS.map(|(_, name)| format!("{name:>9}")).concat()));
        let mut total: BTreeMap<Verdict, usize> = BTreeMap::new();
        let line = |name: &str, row: &BTreeMap<Verdict, usize>| {
            let count = |(verdict, _): (Verdict, &str)| format!("{:>9}", row.get(&verdict).copied().unwrap_or(0));
            format!("{name:<34}{:>6}{}", row.values().sum::<usize>(), VERDICTS.map(count).concat())
        };
        for ((_, name), row) in table.iter().filter(|((other, _), _)| *other == in_scope) {
            lines.push(line(name, row));
            for (verdict, count) in row {
                *total.entry(*verdict).or_default() += count;
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
    for set in ["a", "b", "c", "d"] {
        for file in ["answerable", "unanswerable", "chinese", "conversations"] {
            for one in judged(&base, &matcher, &questions().join(set).join(file).with_extension("jsonl")) {
                let kind = one.kind.unwrap_or_default();
                let row = table.entry((one.in_scope, format!("{set} {file} {kind}"))).or_default();
                *row.entry(one.verdict).or_default() += 1;
            }
        }
    }
    expect_file![questions().join("results.txt")].assert_eq(&rendered(&table));
}
