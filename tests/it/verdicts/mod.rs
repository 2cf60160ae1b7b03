//! What is said to claims that are made of bases' own facts: yes, no, or neither, as a committed table.
//!
//! `UPDATE_EXPECT=1 cargo test` rewrites the table. `VERDICT_BASES=DIR:DIR cargo test verdicts --
//! --nocapture` measures other bases, and `VERDICTS=1` shows each claim and what it came to.

mod make;
mod phrase;
pub(crate) mod told;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use citebot::conversation::{Memory, Outcome, Said, turn};
use citebot::facts::{Files, load};
use citebot::matching::{Prepared, Verdict};
use expect_test::expect_file;

use make::{Case, Label, Workshop};

/// What a claim came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    Yes,
    No,
    /// The fact was said without either.
    Plain,
    /// It was told as the nearest.
    Nearest,
    /// Something else.
    Other,
}

/// How many claims of a kind came to what.
#[derive(Default, Clone)]
struct Counts {
    made: usize,
    yes: usize,
    no: usize,
    plain: usize,
    nearest: usize,
    other: usize,
    /// Those that must not be answered yes.
    not_yes: usize,
    false_yes: usize,
    /// Those that must not be answered no.
    not_no: usize,
    false_no: usize,
    /// Those that are told.
    told: usize,
    left_open: usize,
}

impl Counts {
    fn note(&mut self, label: Label, came: Came, own: bool) {
        self.made += 1;
        match came {
            Came::Yes => self.yes += 1,
            Came::No => self.no += 1,
            Came::Plain => self.plain += 1,
            Came::Nearest => self.nearest += 1,
            Came::Other => self.other += 1,
        }
        let decided = matches!(came, Came::Yes | Came::No);
        self.not_yes += usize::from(label != Label::Yes);
        self.false_yes += usize::from(label != Label::Yes && came == Came::Yes);
        self.not_no += usize::from(matches!(label, Label::Yes | Label::Open));
        let wrong_no = label == Label::Yes || (label == Label::Open && own);
        self.false_no += usize::from(wrong_no && came == Came::No);
        let is_told = matches!(label, Label::Yes | Label::No);
        self.told += usize::from(is_told);
        self.left_open += usize::from(is_told && !decided);
    }

    fn add(&mut self, other: &Self) {
        let pairs = [
            (&mut self.made, other.made),
            (&mut self.yes, other.yes),
            (&mut self.no, other.no),
            (&mut self.plain, other.plain),
            (&mut self.nearest, other.nearest),
            (&mut self.other, other.other),
            (&mut self.not_yes, other.not_yes),
            (&mut self.false_yes, other.false_yes),
            (&mut self.not_no, other.not_no),
            (&mut self.false_no, other.false_no),
            (&mut self.told, other.told),
            (&mut self.left_open, other.left_open),
        ];
        for (sum, more) in pairs {
            *sum += more;
        }
    }

    fn line(&self, name: &str) -> String {
        let share = |part: usize, of: usize| match of {
            0 => format!("{:>11}", "-"),
            _ => format!("{:>9.1} %", 100.0 * part as f32 / of as f32),
        };
        let numbers = [self.made, self.yes, self.no, self.plain, self.nearest, self.other];
        let shown = numbers.map(|number| format!("{number:>9}")).concat();
        let shares =
            [share(self.false_yes, self.not_yes), share(self.false_no, self.not_no), share(self.left_open, self.told)];
        format!("{name:<22}{shown}{}", shares.concat())
    }
}

fn came(outcome: &Outcome) -> (Came, Option<&Said>) {
    match outcome {
        Outcome::Answer(said) => match &said[0].verdict {
            Verdict::Yes => (Came::Yes, said.first()),
            Verdict::No(_) => (Came::No, said.first()),
            Verdict::Unclaimed | Verdict::NotTold(_) => (Came::Plain, said.first()),
        },
        Outcome::Nearest(_) => (Came::Nearest, None),
        Outcome::Clarify(_) | Outcome::Unclear(_) | Outcome::Refuse(_) | Outcome::SmallTalk(_) | Outcome::OfText(_) => {
            (Came::Other, None)
        }
    }
}

/// The table of one base, kind by kind.
#[expect(clippy::print_stdout, reason = "each claim is shown to who wants to see it")]
fn measure(prepared: &Prepared, totals: &mut BTreeMap<&'static str, Counts>) {
    let shown = std::env::var_os("VERDICTS").is_some();
    for case in (Workshop { prepared }).cases() {
        let Case { fact, language, kind, label, text } = case;
        let turn = turn(prepared, &mut Memory::default(), &text);
        let (came, said) = came(&turn.outcome);
        let own = said.is_some_and(|said| said.fact == fact);
        totals.entry(kind).or_default().note(label, came, own);
        if shown {
            println!(
                "{kind}\t{}\t{label:?}\t{came:?}\t{own}\t{}\t{text}",
                language.code(),
                prepared.base().fact(fact).id.text
            );
        }
    }
}

fn table(bases: &[Prepared]) -> String {
    let mut kinds = BTreeMap::new();
    for base in bases {
        measure(base, &mut kinds);
    }
    let titles = ["made", "yes", "no", "plain", "nearest", "other"].map(|title| format!("{title:>9}")).concat();
    let shares = ["false yes", "false no", "left open"].map(|title| format!("{title:>11}")).concat();
    let mut lines = vec![format!("{:<22}{titles}{shares}", "claims")];
    let mut all = Counts::default();
    for (kind, counts) in &kinds {
        lines.push(counts.line(kind));
        all.add(counts);
    }
    lines.push(all.line("all"));
    lines.join("\n") + "\n"
}

fn read(dir: &Path) -> Prepared {
    let files = Files::read(dir).unwrap_or_else(|error| panic!("{}: {error:?}", dir.display()));
    Prepared::new(load(&files).unwrap_or_else(|findings| panic!("{}: {findings:?}", dir.display())))
}

#[test]
fn claims_are_answered_as_the_table_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let embedded = Prepared::new(load(&Files::own().unwrap()).expect("our own base is sound"));
    let bases = [embedded, read(&root.join("tests/data/cafe")), read(&root.join("tests/data/library"))];
    expect_file![root.join("tests/verdicts/results.txt")].assert_eq(&table(&bases));
}

#[test]
fn other_bases_are_measured_where_they_are_named() {
    let Some(named) = std::env::var_os("VERDICT_BASES") else { return };
    let dirs: Vec<PathBuf> = std::env::split_paths(&named).collect();
    let bases: Vec<Prepared> = dirs.iter().map(|dir| read(dir)).collect();
    println!("{}", table(&bases));
}
