//! What a question costs in a warm process, and what it costs to get warm.
//!
//! `cargo bench --manifest-path benches/Cargo.toml` asks the article's base, and a base of made-up words
//! with 100,000 facts of five phrasings each (`FACTS=1000` before it makes it smaller).
//! `LABELLED=train.jsonl:test.jsonl`, with more such pairs behind commas, imports the first file and asks
//! the questions of the second one; with `--features peers` a search engine as well. `inline/` is one key
//! typed in inline mode, well or misspelt, of the article's base and of `TYPED` facts (5000), each beside
//! what it costs to look for the letters in every text. Criterion prints means; the lines between them hold
//! what they hide: the median, the 99th percentile, how soon a base is ready and what memory that takes, and
//! how many questions all cores answer together.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock, its settings and its files")]
#![expect(clippy::print_stdout, reason = "a benchmark reports")]

#[cfg(feature = "peers")]
mod peers;

use std::collections::HashSet;
use std::env;
use std::fmt::Write;
use std::fs;
use std::hint::black_box;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use citebot::conversation::{Memory, turn};
use citebot::facts::{Base, Files, load};
use citebot::findings::File;
use citebot::import::import;
use citebot::labelled::{Columns, Content, Format};
use citebot::matching::Prepared;
use citebot::pick::Picker;
use citebot::telegram::fitting;
use citebot::text::{Language, normal_form};
use criterion::{Criterion, criterion_group, criterion_main};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// A base that is ready, and what it is asked.
struct World {
    name: String,
    prepared: Prepared,
    questions: Vec<String>,
}

impl World {
    /// Makes a base ready for the language of its first question, and reports how long that took.
    fn new(name: &str, files: &Files, questions: Vec<String>) -> Self {
        let start = Instant::now();
        let prepared = Prepared::new(load(files).expect("the base is sound"));
        let world = Self { name: name.to_string(), prepared, questions };
        world.ask(0);
        let (facts, ready) = (world.prepared.base().facts.len(), start.elapsed());
        println!("{name}: {facts} facts, ready after {ready:?}, {} MiB of memory at most so far", peak_memory());
        world
    }

    /// The whole way from a text to its outcome.
    fn ask(&self, at: usize) {
        let question = &self.questions[at % self.questions.len()];
        black_box(turn(&self.prepared, &mut Memory::default(), question));
    }

    fn report(&self, criterion: &mut Criterion) {
        let mut next = 0;
        criterion.bench_function(&self.name, |bencher| {
            bencher.iter(|| {
                self.ask(next);
                next += 1;
            });
        });
        self.percentiles();
        self.throughput();
    }

    fn percentiles(&self) {
        let count = self.questions.len().min(5000);
        let time = |at: usize| {
            let start = Instant::now();
            self.ask(at);
            start.elapsed()
        };
        let mut times: Vec<Duration> = (0..count).map(time).collect();
        times.sort_unstable();
        let at = |share: usize| times[(times.len() - 1) * share / 100];
        println!("{}: {count} questions, median {:?}, 99th percentile {:?}", self.name, at(50), at(99));
    }

    fn throughput(&self) {
        let (cores, each) = (thread::available_parallelism().map_or(1, usize::from), self.questions.len().min(5000));
        let start = Instant::now();
        thread::scope(|scope| {
            for _ in 0..cores {
                scope.spawn(|| (0..each).for_each(|at| self.ask(at)));
            }
        });
        let a_second = (cores * each) as f64 / start.elapsed().as_secs_f64();
        println!("{}: {a_second:.0} questions a second on {cores} cores", self.name);
    }
}

/// The most memory that the process has taken so far, in MiB; 0 where the system doesn't tell.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or_default() / 1024
}

/// The article's base, asked each of its phrasings with a slip and a word too many.
fn article(language: Language) -> World {
    let files = Files::own().expect("our own base can be read");
    let base = load(&files).expect("our own base is sound");
    let frame = match language {
        Language::English => "hey, ",
        Language::Chinese => "请问，",
    };
    let phrasings = base.facts.iter().flat_map(|fact| fact.ask.get(language));
    let questions = phrasings.map(|phrasing| format!("{frame}{}", with_slip(&phrasing.text))).collect();
    World::new(&format!("article/{}", language.code()), &files, questions)
}

/// Swaps two letters in the middle of the longest word.
fn with_slip(text: &str) -> String {
    let longest = text.split(' ').max_by_key(|word| word.len()).unwrap_or("");
    let mut letters: Vec<char> = longest.chars().collect();
    let middle = letters.len() / 2;
    if middle > 1 {
        letters.swap(middle - 1, middle);
    }
    text.replacen(longest, &letters.into_iter().collect::<String>(), 1)
}

/// The same in each word.
fn with_slips(text: &str) -> String {
    text.split(' ').map(with_slip).collect::<Vec<_>>().join(" ")
}

fn imported(name: &str, rows: String, questions: Vec<String>) -> World {
    let file = Arc::new(File { name: format!("{name}.jsonl"), text: rows });
    let content = Content::Text(file, Format::JsonLines);
    let (imported, findings) = import("rows.jsonl", &[content], &Columns::default());
    // Not the findings themselves: each holds the whole file.
    assert!(findings.is_empty(), "the examples are sound");
    let named = |folder: &str| -> Vec<Arc<File>> {
        let files = imported.files.iter().filter(|file| file.name.starts_with(folder));
        files.map(|file| Arc::new(File { name: file.name.clone(), text: file.text.clone() })).collect()
    };
    World::new(name, &Files { sources: named("seeds"), answers: named("answers") }, questions)
}

/// The texts of a file's rows with their intents.
fn examples(path: &str) -> Vec<(String, String)> {
    let rows = fs::read_to_string(path).expect("the file of LABELLED can be read");
    let rows = rows.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a row is JSON"));
    let example = |row: serde_json::Value| Some((row["text"].as_str()?.to_string(), row["intent"].as_str()?.to_string()));
    rows.filter_map(example).collect()
}

/// A base of the examples in one file, asked those of another.
fn labelled(train: &str, test: &str) -> World {
    let rows = fs::read_to_string(train).expect("the file of LABELLED can be read");
    imported(train, rows, examples(test).into_iter().map(|(question, _)| question).collect())
}

/// Words of syllables, the first ones far more often than the last, as in a language.
fn made_up(facts: usize) -> World {
    const SYLLABLES: [&str; 16] =
        ["ba", "ko", "ri", "tan", "mu", "se", "lor", "ne", "vi", "dal", "po", "kush", "ra", "tem", "zi", "han"];
    const FRAMES: [&str; 5] = [
        "what is the {} of",
        "how many {} are there in",
        "who made the {} for",
        "when did {} begin with",
        "tell me about {} and",
    ];
    let mut state = 1u64;
    let mut below = |most: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as usize) % most
    };
    let word = |number: usize| -> String {
        let places = [number % 16, number / 16 % 16, number / 256 % 16, number / 4096 % 16];
        places.map(|place| SYLLABLES[place]).concat()
    };
    let mut rows = String::new();
    let mut questions = Vec::new();
    let mut told = HashSet::new();
    for fact in 0..facts {
        let own = [0; 4].map(|_| {
            let most = 1 << (4 + below(12));
            word(below(most))
        });
        for (at, frame) in FRAMES.iter().enumerate() {
            let text = format!("{} {} {}?", frame.replace("{}", &own[at % 4]), own[(at + 1) % 4], own[(at + 2) % 4]);
            // Few come about twice, and a question has one answer.
            if !told.insert(text.clone()) {
                continue;
            }
            if (fact + at) % 97 == 0 {
                questions.push(format!("please, {text}"));
            }
            writeln!(rows, r#"{{"text":"{text}","intent":"fact {fact}"}}"#).expect("a text takes any text");
        }
    }
    imported(&format!("made-up/{facts}"), rows, questions)
}

/// What somebody types, key by key, of some questions of a base as `put` puts them, in turn.
fn typed(base: &Base, put: impl Fn(&str) -> String) -> Vec<String> {
    const QUESTIONS: usize = 20;
    let asks: Vec<&str> = base.facts.iter().flat_map(|fact| &fact.ask.en).map(|ask| ask.text.as_str()).collect();
    let some = asks.iter().step_by((asks.len() / QUESTIONS).max(1));
    some.flat_map(|ask| {
        let ask = put(ask);
        ask.char_indices().skip(1).map(|(at, _)| ask[..at].to_string()).collect::<Vec<_>>()
    })
    .collect()
}

/// The letters looked for in every text, as it was done before texts had a signature.
fn in_every_text(base: &Base, matcher: &SkimMatcherV2, pattern: &str) -> usize {
    let pattern = normal_form(pattern);
    let texts = |at: usize| {
        let fact = &base.facts[at];
        let asks = fact.ask.iter().flat_map(|(_, ask)| ask).map(|ask| ask.text.as_str());
        std::iter::once(fact.id.text.as_str()).chain(asks)
    };
    let hits = |at: usize, word: &str| texts(at).filter_map(|text| matcher.fuzzy_match(text, word)).max();
    let picks = |at: &usize| pattern.split_whitespace().map(|word| hits(*at, word)).sum::<Option<i64>>().is_some();
    (0..base.facts.len()).filter(picks).count()
}

/// A key typed in inline mode.
fn inline(criterion: &mut Criterion, world: &World) {
    let (base, picker) = (world.prepared.base(), Picker::new(world.prepared.base()));
    let matcher = SkimMatcherV2::default().ignore_case();
    let (typed, misspelt) = (typed(base, str::to_string), typed(base, with_slips));
    let (mut next, mut misspelt) = (0, misspelt.iter().cycle());
    let mut key = || {
        next += 1;
        &typed[next % typed.len()]
    };
    let mut group = criterion.benchmark_group(format!("inline/{}", world.name));
    group.sample_size(20);
    group.bench_function("key", |bencher| bencher.iter(|| black_box(fitting(&world.prepared, &picker, key()))));
    group.bench_function("misspelt key", |bencher| {
        bencher.iter(|| misspelt.next().map(|key| black_box(fitting(&world.prepared, &picker, key))));
    });
    group.bench_function("letters", |bencher| bencher.iter(|| black_box(picker.pick(key()))));
    group.bench_function("in every text", |bencher| {
        bencher.iter(|| black_box(in_every_text(base, &matcher, key())));
    });
    group.finish();
}

fn bench(criterion: &mut Criterion) {
    let typed = env::var("TYPED").map_or(5000, |facts| facts.parse().expect("TYPED is a number"));
    inline(criterion, &article(Language::English));
    inline(criterion, &made_up(typed));
    for language in Language::ALL {
        article(language).report(criterion);
    }
    for pair in env::var("LABELLED").unwrap_or_default().split(',').filter(|pair| !pair.is_empty()) {
        let (train, test) = pair.split_once(':').expect("LABELLED holds pairs of files, with a colon between them");
        let world = labelled(train, test);
        world.report(criterion);
        #[cfg(feature = "peers")]
        peers::compare(criterion, train, &world.prepared, &examples(train), &examples(test));
    }
    let facts = env::var("FACTS").map_or(100_000, |facts| facts.parse().expect("FACTS is a number"));
    made_up(facts).report(criterion);
}

criterion_group!(benches, bench);
criterion_main!(benches);
