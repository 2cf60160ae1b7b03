//! What `citebot check` finds of what is untrue: answers of all bases are changed in one place, as a committed table.
//!
//! `UPDATE_EXPECT=1 cargo test` rewrites the table. `MUTATION_BASES=DIR:DIR cargo test mutations --
//! --nocapture` measures other bases, and `MUTATIONS=1` shows what was not found, and what was without a change.

mod make;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use citebot::check::Proof;
use citebot::facts::{Base, Fact, Files, Gap, load};
use citebot::findings::Finding;
use citebot::matching::Prepared;
use citebot::text::Language;
use expect_test::expect_file;

use make::{Mutation, Swaps, blank};

/// How many of a kind were made and found, by language.
#[derive(Default)]
struct Counts {
    made: usize,
    found: usize,
}

#[derive(Default)]
struct Table {
    kinds: BTreeMap<(&'static str, &'static str), Counts>,
    facts: usize,
    /// Findings of bases as they are, by rule.
    unchanged: BTreeMap<&'static str, usize>,
}

/// A base whose answers are changed, and what is shown of it.
struct Changed<'a> {
    name: &'a str,
    base: &'a Base,
    proof: Proof<'a>,
    swaps: &'a Swaps,
    is_shown: bool,
}

impl Changed<'_> {
    #[expect(clippy::print_stdout, reason = "what was found and what was not is shown to who wants to see it")]
    fn show(&self, what: &str, kind: &str, id: &str, text: &str) {
        if self.is_shown {
            println!("{what}\t{}\t{kind}\t{id}\t{text}", self.name);
        }
    }

    fn shown<'f>(&self, what: &str, id: &str, findings: impl Iterator<Item = &'f Finding>) {
        for finding in findings {
            let text = format!("{}\t{}", finding.message, finding.place.line_text());
            self.show(what, finding.rule.name(), id, &text);
        }
    }
}

impl Table {
    fn add(&mut self, changed: &Changed<'_>) {
        self.facts += changed.base.facts.len();
        for (at, fact) in changed.base.facts.iter().enumerate() {
            self.add_fact(changed, at, fact);
        }
        for (at, gap) in changed.base.gaps.iter().enumerate() {
            self.add_gap(changed, at, gap);
        }
    }

    fn add_fact(&mut self, changed: &Changed<'_>, at: usize, fact: &Fact) {
        let id = &fact.id.text;
        let own = changed.proof.of_fact(fact);
        self.note_unchanged(&own);
        changed.shown("FALSE", id, own.iter());
        for mutation in mutations(changed.base, fact, changed.swaps, at) {
            let found = changed.proof.of_fact(&with(fact, &mutation));
            let is_found = is_new(&own, &found);
            self.note(mutation.kind, mutation.language, is_found);
            changed.show(if is_found { "FOUND" } else { "MISSED" }, mutation.kind, id, &mutation.text);
        }
    }

    fn add_gap(&mut self, changed: &Changed<'_>, at: usize, gap: &Gap) {
        let id = &gap.id.text;
        let own = changed.proof.of_gap(gap);
        self.note_unchanged(&own);
        changed.shown("FALSE", id, own.iter());
        for language in Language::ALL.into_iter().filter(|language| is_in(*language, &gap.reply.get(*language).text)) {
            let mut other = gap.clone();
            let reply = &mut other.reply.get_mut(language).text;
            *reply = format!("{reply}{}{}", blank(language), changed.swaps.invented(language, at));
            let is_found = is_new(&own, &changed.proof.of_gap(&other));
            self.note("invented-in-gap", language, is_found);
            let text = &other.reply.get(language).text;
            changed.show(if is_found { "FOUND" } else { "MISSED" }, "invented-in-gap", id, text);
        }
    }

    fn note_unchanged(&mut self, findings: &[Finding]) {
        for finding in findings {
            *self.unchanged.entry(finding.rule.name()).or_default() += 1;
        }
    }

    fn note(&mut self, kind: &'static str, language: Language, is_found: bool) {
        let counts = self.kinds.entry((kind, language.code())).or_default();
        counts.made += 1;
        counts.found += usize::from(is_found);
    }

    fn text(&self) -> String {
        let mut text = format!("{:<24}{:>8}{:>8}{:>8}\n", "kind", "made", "found", "%");
        for ((kind, language), Counts { made, found }) in &self.kinds {
            let share = 100.0 * *found as f64 / *made as f64;
            let _ = writeln!(text, "{:<24}{made:>8}{found:>8}{share:>8.1}", format!("{kind} {language}"));
        }
        let _ = writeln!(text, "\n{} facts as they are:", self.facts);
        for (rule, count) in &self.unchanged {
            let _ = writeln!(text, "{rule:<24}{count:>8}");
        }
        text
    }
}

/// Whether a finding comes that wasn't there before the change.
fn is_new(own: &[Finding], found: &[Finding]) -> bool {
    found.iter().any(|finding| !own.iter().any(|other| other.rule == finding.rule && other.message == finding.message))
}

/// Whether a text is in the language that it stands for.
fn is_in(language: Language, text: &str) -> bool {
    Language::of(text) == language
}

/// The untrue answers of a fact, those of other facts included.
fn mutations(base: &Base, fact: &Fact, swaps: &Swaps, at: usize) -> Vec<Mutation> {
    let mut made = Vec::new();
    for language in Language::ALL {
        if !is_in(language, &fact.answer.get(language).text) {
            continue;
        }
        made.extend(swaps.made(base, fact, language, at));
        let others = base.facts[at + 1..].iter().chain(&base.facts[..at]);
        let others = others.filter(|other| {
            other.source == fact.source && other.answer.get(language).text != fact.answer.get(language).text
        });
        let same = |other: &&Fact| other.citations == fact.citations;
        let whole = |other: &Fact| other.answer.get(language).text.clone();
        let of_paragraph = others.clone().find(same).map(whole);
        let of_another = others.clone().find(|other| !same(other)).map(whole);
        made.extend(of_paragraph.map(|text| Mutation { kind: "answer-of-paragraph", language, text }));
        made.extend(of_another.map(|text| Mutation { kind: "answer-of-another", language, text }));
    }
    made
}

fn with(fact: &Fact, mutation: &Mutation) -> Fact {
    let mut changed = fact.clone();
    changed.answer.get_mut(mutation.language).text.clone_from(&mutation.text);
    changed
}

fn base_in(folder: &Path) -> Base {
    let files = Files::read(folder).expect("a base can be read");
    load(&files).unwrap_or_else(|findings| panic!("{} is unsound: {findings:?}", folder.display()))
}

fn table(bases: &[(String, Base)]) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let swaps = fs::read_to_string(root.join("tests/mutations/swaps.toml")).expect("the swaps can be read");
    let swaps: Swaps = toml::from_str(&swaps).expect("the swaps are TOML");
    let is_shown = std::env::var_os("MUTATIONS").is_some();
    let mut table = Table::default();
    for (name, base) in bases {
        let prepared = Prepared::new(base.clone());
        let proof = Proof::new(base, prepared.matcher());
        table.add(&Changed { name, base, proof, swaps: &swaps, is_shown });
    }
    table.text()
}

/// The bases of the repository whose answers a person wrote, and its own.
fn bases() -> Vec<(String, Base)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = fs::read_dir(root.join("tests/bases")).expect("there are bases");
    let mut folders: Vec<PathBuf> = folders.map(|folder| folder.expect("a folder").path().join("base")).collect();
    folders.retain(|folder| folder.is_dir());
    folders.sort();
    let name = |folder: &PathBuf| {
        folder.parent().and_then(Path::file_name).map_or(String::new(), |name| name.to_string_lossy().into_owned())
    };
    let imported = |name: &str| matches!(name, "helpdesk" | "hotelapp" | "telecom");
    let own = ("article".to_string(), load(&Files::own().unwrap()).expect("our own base is sound"));
    let others = folders.iter().map(|folder| (name(folder), base_in(folder)));
    std::iter::once(own).chain(others.filter(|(name, _)| !imported(name))).collect()
}

#[test]
fn what_is_untrue_is_found_as_the_table_says() {
    let results = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mutations/results.txt");
    expect_file![results].assert_eq(&table(&bases()));
}

#[test]
fn other_bases_can_be_measured() {
    let Some(named) = std::env::var_os("MUTATION_BASES") else { return };
    let named: Vec<(String, Base)> =
        std::env::split_paths(&named).map(|folder| (folder.to_string_lossy().into_owned(), base_in(&folder))).collect();
    println!("{}", table(&named));
}
