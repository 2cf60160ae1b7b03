use citebot::*;
fn main() {
    let base = facts::load(&facts::Files::embedded()).unwrap();
    let m = matching::Matcher::new(&base);
    for f in ["answerable", "unanswerable"] {
        for l in std::fs::read_to_string(format!("tests/questions/a/{f}.jsonl")).unwrap().lines() {
            let v: serde_json::Value = serde_json::from_str(l).unwrap();
            let k = v["kind"].as_str().unwrap();
            if !["far-paraphrase", "far"].contains(&k) {
                continue;
            }
            let q = v["q"].as_str().unwrap();
            let lang = text::Language::of(q);
            let qu = m.read(q, lang);
            let mut c = m.rank(q, &qu, lang, &matching::Context::none());
            c.retain(|c| matches!(c.entry, matching::Entry::Fact(_)));
            c.sort_by(|a, b| b.fit.score().total_cmp(&a.fit.score()));
            let un: Vec<String> = qu
                .words
                .iter()
                .zip(&c[0].account.explained)
                .filter(|(w, _)| w.weight > 0.0)
                .map(|(w, e)| format!("{}{}", w.text, if *e { "+" } else { "" }))
                .collect();
            print!("{k} {q} {un:?}");
            for c in c.iter().take(3) {
                print!(
                    " | {} s{:.2} m{:.2} n{:.2}",
                    reply::entry_id(&base, c.entry),
                    c.fit.score(),
                    c.fit.meaning,
                    c.fit.nearest
                );
            }
            println!();
        }
    }
}
