//! What a question costs in a warm process, and what it costs to get warm.
//!
//! `cargo bench` prints the mean of each group; `percentiles` prints the median and the 99th
//! percentile over single questions, which criterion's means hide.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
#![expect(clippy::print_stdout, reason = "a benchmark reports")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use citebot::conversation::{Memory, turn};
use citebot::facts::{Base, Files, load};
use citebot::matching::Matcher;
use citebot::reply::reply;
use citebot::text::Language;
use criterion::{Criterion, criterion_group, criterion_main};

/// Every phrasing of the base as a person might type it: with a slip, and with a word too many.
fn questions(base: &Base, language: Language) -> Vec<String> {
    let facts = base.facts.iter().flat_map(|fact| fact.ask.get(language));
    let gaps = base.gaps.iter().flat_map(|gap| gap.ask.get(language));
    let frame = match language {
        Language::English => "hey, ",
        Language::Chinese => "请问，",
    };
    facts.chain(gaps).map(|phrasing| format!("{frame}{}", with_slip(&phrasing.text))).collect()
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

fn answer(base: &Base, matcher: &Matcher, question: &str) {
    let turn = turn(base, matcher, &mut Memory::default(), question);
    black_box(reply(base, &turn));
}

fn percentiles(base: &Base, matcher: &Matcher, language: Language) {
    let mut times: Vec<Duration> = questions(base, language)
        .iter()
        .map(|question| {
            let start = Instant::now();
            answer(base, matcher, question);
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    println!("{}: {} questions, median {:?}, 99th percentile {:?}", language.code(), times.len(), at(50), at(99));
}

fn bench(criterion: &mut Criterion) {
    let base = load(&Files::embedded()).expect("our own base is sound");
    criterion.bench_function("start", |bencher| {
        bencher.iter(|| Matcher::new(&load(&Files::embedded()).expect("our own base is sound")));
    });
    let matcher = Matcher::new(&base);
    for language in Language::ALL {
        let questions = questions(&base, language);
        let mut next = questions.iter().cycle();
        criterion.bench_function(&format!("question/{}", language.code()), |bencher| {
            bencher.iter(|| answer(&base, &matcher, next.next().expect("a cycle has no end")));
        });
        percentiles(&base, &matcher, language);
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
