use citebot::*;
use std::time::Instant;
fn main() {
    let t = Instant::now();
    let f = facts::Files::embedded();
    println!("files {:?}", t.elapsed());
    let t = Instant::now();
    let base = facts::load(&f).unwrap();
    println!("load {:?}", t.elapsed());
    let t = Instant::now();
    text::is_common("film");
    text::is_common("电影");
    println!("tables {:?}", t.elapsed());
    let t = Instant::now();
    text::Lexicon::english();
    text::Lexicon::of(text::Language::Chinese);
    println!("lexicon {:?}", t.elapsed());
    let t = Instant::now();
    let m = matching::Matcher::new(&base);
    println!("matcher {:?}", t.elapsed());
    let qs: Vec<String> = std::fs::read_to_string("/tmp/all.jsonl")
        .unwrap()
        .lines()
        .take(575)
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["q"].as_str().unwrap().to_string())
        .collect();
    for _ in 0..3 {
        let mut ts = vec![];
        for q in &qs {
            let t = Instant::now();
            let mut mem = conversation::Memory::default();
            let turn = conversation::turn(&base, &m, &mut mem, q, None);
            std::hint::black_box(reply::reply(&base, &turn));
            ts.push((t.elapsed(), q));
        }
        ts.sort();
        println!("median {:?} p99 {:?} max {:?}", ts[ts.len() / 2].0, ts[ts.len() * 99 / 100], ts[ts.len() - 1]);
    }
    let mut tt = [0u128; 3];
    for q in &qs {
        let l = text::Language::of(q);
        let t = Instant::now();
        let qu = m.read(q, l);
        tt[0] += t.elapsed().as_nanos();
        let t = Instant::now();
        let c = m.rank(q, &qu, l, &matching::Context::none());
        tt[1] += t.elapsed().as_nanos();
        let t = Instant::now();
        std::hint::black_box(m.decide(&qu, &c));
        tt[2] += t.elapsed().as_nanos();
    }
    println!("read {} rank {} decide {} us", tt[0] / 1000 / 575, tt[1] / 1000 / 575, tt[2] / 1000 / 575);
}
