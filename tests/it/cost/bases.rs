//! Bases that `check` accepts, and that are made to be dear: each takes one thing to excess.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use citebot::check::run;
use citebot::facts::{Files, load};
use citebot::findings::{File, Severity};
use citebot::matching::Prepared;
use citebot::text::WordTable;

/// A base, and what its names and words are made of: what a dear question is made of, too.
pub(super) struct Made {
    pub(super) name: &'static str,
    pub(super) prepared: Prepared,
    pub(super) stuff: Vec<String>,
    pub(super) ready: Duration,
}

/// All made bases, one after the other: some take much memory.
pub(super) fn all() -> impl Iterator<Item = Made> {
    std::iter::once(our_own()).chain(recipes().into_iter().map(made))
}

/// The made base of this name.
pub(super) fn named(name: &str) -> Made {
    made(recipes().into_iter().find(|recipe| recipe.name == name).unwrap())
}

fn our_own() -> Made {
    ready("our own", &Files::own().unwrap(), Vec::new())
}

fn recipes() -> Vec<Recipe> {
    [plain(), long_names(), many_names(), long_words(), like_words(), like_beginnings(), long_texts()].concat()
}

/// What is added to the cafe's base.
#[derive(Clone, Default)]
struct Recipe {
    name: &'static str,
    /// Forms of names.
    forms: Vec<String>,
    /// Phrasings of one further fact.
    phrasings: Vec<String>,
    /// Further facts, by what each is asked for with.
    facts: Vec<String>,
}

fn plain() -> Vec<Recipe> {
    let fact = |number: usize| format!("{} {} {}", letters(number), letters(number * 7 + 3), letters(number / 9));
    vec![
        Recipe { name: "as it is", ..Recipe::default() },
        Recipe { name: "3000 facts", facts: (0..3000).map(fact).collect(), ..Recipe::default() },
    ]
}

/// Chinese names of one character, of several, and of two that alternate.
fn long_names() -> Vec<Recipe> {
    let of = |name, form: String| Recipe { name, forms: vec![form], ..Recipe::default() };
    vec![
        of("a name of 100 的", "的".repeat(100)),
        of("a name of 6000 的", "的".repeat(6000)),
        of("a name of 6000 characters", varied(6000)),
        of("a name of 魑魅 300 times", "魑魅".repeat(300)),
        of("a name of 一 500 times", "一".repeat(500)),
    ]
}

/// Very many Chinese names: of each length, and that differ in one character.
fn many_names() -> Vec<Recipe> {
    let lengths = (2..=120).map(|length| "的".repeat(length)).collect();
    let differ = (0..2000).map(|number| {
        let mut chars: Vec<char> = "的".repeat(40).chars().collect();
        chars[number % 40] = character(number);
        chars.into_iter().collect()
    });
    vec![
        Recipe { name: "的 in each length", forms: lengths, ..Recipe::default() },
        Recipe { name: "的 with another character", forms: differ.collect(), ..Recipe::default() },
    ]
}

fn long_words() -> Vec<Recipe> {
    let form = "abcdefghijklmnopqrstuvwxyz".repeat(200);
    vec![Recipe { name: "a word of 5200 letters", forms: vec![form], ..Recipe::default() }]
}

/// Words that look alike: each slip has many neighbours.
fn like_words() -> Vec<Recipe> {
    let word = |number: usize| {
        let mut letters = *b"abcdefghabcdefgh";
        for place in 0..3 {
            letters[3 + 4 * place] = b'a' + (number / 26_usize.pow(place as u32) % 26) as u8;
        }
        String::from_utf8_lossy(&letters).into_owned()
    };
    vec![Recipe { name: "3000 words alike", forms: (0..3000).map(word).collect(), ..Recipe::default() }]
}

/// Names of many words that begin alike.
fn like_beginnings() -> Vec<Recipe> {
    let form = |number: usize| format!("{}b{number}", "ab ".repeat(60));
    let chinese = |number: usize| format!("{}{}", "ab的".repeat(30), character(number));
    vec![
        Recipe { name: "names that begin alike", forms: (0..500).map(form).collect(), ..Recipe::default() },
        Recipe { name: "mixed names", forms: (0..500).map(chinese).collect(), ..Recipe::default() },
    ]
}

/// A fact that is asked for in very many words.
fn long_texts() -> Vec<Recipe> {
    let phrasing = |number: usize| {
        let words: Vec<String> = (0..20).map(|at| format!("wo{}rd", letters(number * 20 + at))).collect();
        format!("who {}?", words.join(" "))
    };
    let chinese = |number: usize| format!("谁{}？", (0..40).map(|at| character(number * 7 + at)).collect::<String>());
    vec![
        Recipe { name: "a fact of 300 phrasings", phrasings: (0..300).map(phrasing).collect(), ..Recipe::default() },
        Recipe { name: "the same in Chinese", phrasings: (0..300).map(chinese).collect(), ..Recipe::default() },
    ]
}

fn character(number: usize) -> char {
    char::from_u32(0x4E00 + (number * 37 % 6000) as u32).unwrap_or('的')
}

fn varied(length: usize) -> String {
    (0..length).map(character).collect()
}

fn letters(number: usize) -> String {
    [number / 676 % 26, number / 26 % 26, number % 26].map(|at| char::from(b'a' + at as u8)).iter().collect()
}

fn made(recipe: Recipe) -> Made {
    let Recipe { name, forms, phrasings, facts } = recipe;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cafe");
    let mut files = Files::read(&folder).unwrap();
    for file in &mut files.answers {
        let mut text = file.text.clone();
        if file.name.ends_with("words.toml") {
            for (number, form) in forms.iter().enumerate() {
                let _ = writeln!(text, "made-{number} = [\"{form}\"]");
            }
        }
        if file.name.ends_with("cafe.toml") && !phrasings.is_empty() {
            let _ =
                write!(text, "\n[[fact]]\nid = \"made\"\nparagraphs = [1]\nanswer.en = \"Ada Moreno founded it.\"\n");
            let _ =
                write!(text, "answer.zh = \"由Ada Moreno创办。\"\nask.en = {phrasings:?}\nask.zh = {phrasings:?}\n");
        }
        if file.name.ends_with("cafe.toml") {
            for (number, fact) in facts.iter().enumerate() {
                let _ = write!(
                    text,
                    "\n[[fact]]\nid = \"made-{number}\"\nparagraphs = [1]\nanswer.en = \"Ada Moreno founded it.\"\n"
                );
                let _ = write!(
                    text,
                    "answer.zh = \"由Ada Moreno创办。\"\nask.en = [\"what {fact}?\"]\nask.zh = [\"什么{fact}？\"]\n"
                );
            }
        }
        *file = Arc::new(File { name: file.name.clone(), text });
    }
    ready(name, &files, forms.into_iter().chain(phrasings).step_by(97).take(20).collect())
}

fn ready(name: &'static str, files: &Files, stuff: Vec<String>) -> Made {
    let report = run(files, None, WordTable::Used);
    let errors: Vec<_> = report.findings.iter().filter(|finding| finding.rule.severity() == Severity::Error).collect();
    assert!(errors.is_empty(), "{name}: {errors:?}");
    let start = Instant::now();
    let prepared = Prepared::new(load(files).unwrap());
    prepared.matcher().warm();
    Made { name, prepared, stuff, ready: start.elapsed() }
}
