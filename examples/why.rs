//! debugging aid, not committed
use citebot::text::Language;
use citebot::*;
fn main() {
    let base = facts::load(&facts::Files::embedded()).unwrap();
    let m = matching::Matcher::new(&base);
    let mut memory = conversation::Memory::default();
    for q in std::env::args().skip(1) {
        let t = conversation::turn(&base, &m, &mut memory, &q, None);
        let l = Language::of(&q);
        let question = m.read(&q, l);
        println!("== {q}\n   {:?}", t.outcome);
        for (i, w) in t.question.words.iter().enumerate() {
            let _ = i;
            print!(
                "[{} {:?} {:.2}{}{}] ",
                w.text,
                w.class,
                w.weight,
                if w.term.is_some() { " t" } else { "" },
                w.typed.as_ref().map_or(String::new(), |t| format!(" <-{t}"))
            );
        }
        println!("\n   asked {:?}", t.question.asked);
        for c in t.candidates.iter().take(5) {
            let un: Vec<&str> = t
                .question
                .words
                .iter()
                .zip(&c.account.explained)
                .filter(|(_, e)| !**e)
                .map(|(w, _)| w.text.as_str())
                .collect();
            println!(
                "   {} {:.2} fit n{:.2} t{:.2} b{:.2} m{:.2} = {:.2} cover {:.2} soft {:.2} missing {:?} un {:?}",
                reply::entry_id(&base, c.entry),
                c.score,
                c.fit.nearest,
                c.fit.together,
                c.fit.bayes,
                c.fit.meaning,
                c.fit.score(),
                c.account.cover,
                c.account.soft,
                c.account.missing,
                un
            );
        }
        println!("   {}", reply::plain::text(&reply::reply(&base, &t)));
        let _ = question;
    }
}
