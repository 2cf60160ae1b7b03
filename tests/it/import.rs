//! `citebot import`: a base made of labelled questions.

use std::fs;
use std::path::Path;

use citebot::check;
use citebot::facts::{Base, Files, load};
use citebot::findings::{File, Rule};
use citebot::import::import;
use citebot::labelled::Format;
use citebot::matching::{Context, Entry, Matcher};
use citebot::text::Language;
use expect_test::{Expect, expect};
use std::sync::Arc;

use crate::driver::Run;

const BANK: &str = r#"{"text": "Where is my card?", "intent": "card_arrival"}
{"text": "My card has not come, what now?", "intent": "card_arrival"}

{"text": "How do I change my PIN?", "intent": "Change PIN", "more": [1]}
{"text": "  Where is   my card? ", "intent": "card_arrival"}
{"text": "who won the world cup", "intent": "oos"}
{"text": "Say \"no\" to C:\\new fees\t\u0007 — please", "intent": "fees/c++"}
{"text": "我的卡在哪里？", "intent": "card_arrival"}
{"text": "怎么转账？", "intent": "转账"}
{"text": "can I change the pin", "intent": "change_pin"}
"#;

fn base(run: &Run) -> Base {
    load(&Files::read(&run.folder.path().join("base")).unwrap()).unwrap_or_else(|findings| panic!("{findings:?}"))
}

/// Imports a file of this name, and checks that the base is sound.
fn imported(name: &str, text: &str) -> (String, Base) {
    let mut run = Run::new(&["import", name, "--into", "base"]).file(name, text);
    let output = run.command.output().unwrap();
    let (out, errors) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(errors, "");
    let checked = check::run(&Files::read(&run.folder.path().join("base")).unwrap(), None);
    assert!(checked.is_sound(), "{checked}: {:?}", checked.findings);
    (out, base(&run))
}

/// The facts as lines: id, line of the file, answers, questions.
fn shown(base: &Base) -> String {
    let mut lines = Vec::new();
    for fact in &base.facts {
        lines.push(format!("{} {:?}", fact.id.text, fact.citations));
        lines.push(format!("  = {}", fact.answer.en.text));
        lines.extend(fact.ask.iter().flat_map(|(language, asks)| {
            asks.iter().map(move |ask| format!("  {} {:?}", language.code(), ask.text))
        }));
    }
    lines.join("\n")
}

#[test]
fn rows_of_one_intent_become_one_fact() {
    let (out, base) = imported("bank.jsonl", BANK);
    expect![[""]].assert_eq(&out);
    expect![[""]].assert_eq(&shown(&base));
    expect![[""]].assert_eq(&format!("{:?} {:?}", base.sources[0].id, base.sources[0].title));
}

#[test]
fn csv_and_tsv_have_quotes_and_any_order_of_columns() {
    let csv = "\u{FEFF}id,Intent,text\r\n1,greet,\"Hello, \"\"you\"\"\"\r\n\r\n2,greet,\"two\r\nlines\"\r\n3,oos,nothing\r\n4,bye,so long";
    let (out, base) = imported("talk.csv", csv);
    expect![[""]].assert_eq(&out);
    expect![[""]].assert_eq(&shown(&base));
    let tsv = "question\tnotes\tanswer\nHow much is it?\tx\tIt costs 5 euros, says Ann.\nWhat is the price?\t\tIt costs 5 euros, says Ann.\n多少钱？\t\t五欧元。\nHow much is it?\t\tAsk \"Bob\".\n";
    let (out, base) = imported("prices.tsv", tsv);
    expect![[""]].assert_eq(&out);
    expect![[""]].assert_eq(&shown(&base));
}

#[test]
fn every_imported_phrasing_finds_its_own_fact_first() {
    let tsv = "question\tanswer\nHow much is it?\tIt costs 5 euros.\nWho sells it?\tAnn sells it.\nSells Ann it?\tAnn sells it.\n谁卖的？\t安卖的。\n";
    let cafe = crate::driver::cafe();
    let base = load(&Files::read(&cafe).unwrap()).unwrap();
    let mut rows = String::new();
    for fact in &base.facts {
        for (_, asks) in fact.ask.iter() {
            for ask in asks {
                rows += &serde_json::json!({"text": ask.text, "intent": fact.id.text}).to_string();
                rows.push('\n');
            }
        }
    }
    for (name, text) in [("bank.jsonl", BANK), ("prices.tsv", tsv), ("cafe.jsonl", &rows)] {
        let (_, base) = imported(name, text);
        let matcher = Matcher::new(&base);
        let mut asked = 0;
        for (index, fact) in base.facts.iter().enumerate() {
            for (language, ask) in fact.ask.iter().flat_map(|(language, asks)| asks.iter().map(move |ask| (language, ask))) {
                assert_eq!(Language::of(&ask.text), language);
                let question = matcher.read(&ask.text, language);
                let best = matcher.rank(&ask.text, &question, language, &Context::none());
                assert_eq!(best[0].entry, Entry::Fact(index), "{}", ask.text);
                asked += 1;
            }
        }
        assert!(asked >= 4);
    }
}

#[test]
fn what_is_imported_can_be_asked_for() {
    let run = Run::new(&["import", "bank.jsonl", "--into", "base"]).file("bank.jsonl", BANK);
    let folder = run.folder.path().to_path_buf();
    let mut run = run;
    assert!(run.command.output().unwrap().status.success());
    let ask = |question: &str| {
        let base = folder.join("base");
        Run::new(&["--base", base.to_str().unwrap(), "ask", question]).end().out
    };
    expect![[""]].assert_eq(&ask("where's my card"));
    expect![[""]].assert_eq(&ask("怎么转账"));
}

/// What is said of a file, and that nothing is written.
fn wrong(name: &str, text: &[u8], expected: &Expect) {
    let run = Run::new(&["import", name, "--into", "base"]);
    fs::write(run.folder.path().join(name), text).unwrap();
    let folder = run.folder.path().to_path_buf();
    let mut run = run;
    let output = run.command.output().unwrap();
    let found: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(found, [name], "something was written");
    assert_eq!(output.status.code(), Some(2));
    expected.assert_eq(&String::from_utf8(output.stderr).unwrap());
}

#[test]
fn everything_wrong_with_a_file_is_told_at_once() {
    let long = format!("{{\"text\": \"{}\", \"intent\": \"a\"}}\n", "very ".repeat(101));
    wrong(
        "bad.jsonl",
        (r#"{"text": "Where is it?", "intent": "place"}
{"text": "Where is it?", "intent": "place"
[1]
{"text": "Where?"}
{"intent": "place"}
{"text": 7, "intent": null}
{"text": "Where?", "intent": " "}
{"txt": "Where?", "label": "place"}
{"what": 1}
{"question": "Where?"}
{"text": "?!", "intent": "place"}
"#
        .to_string()
            + &long)
            .as_bytes(),
        &expect![[""]],
    );
    wrong("bad.csv", b"text,intent\nok,a\none,two,three\nalone\n\"open,a\nok,b\n", &expect![[""]]);
    wrong("head.csv", b"txt,intent\nok,a\n", &expect![[""]]);
    wrong("twice.tsv", b"text\tintent\ttext\nok\ta\tb\n", &expect![[""]]);
    wrong("latin.csv", b"text,intent\ncaf\xe9,a\n", &expect![[""]]);
    wrong("none.jsonl", br#"{"text": "who won", "intent": "oos"}"#, &expect![[""]]);
    wrong("empty.csv", b"", &expect![[""]]);
    wrong("rows.txt", b"text,intent\n", &expect![[""]]);
}

#[test]
fn many_faults_are_counted() {
    let mut run = Run::new(&["import", "bad.jsonl", "--into", "base"]).file("bad.jsonl", &"nonsense\n".repeat(500));
    let errors = String::from_utf8(run.command.output().unwrap().stderr).unwrap();
    assert_eq!(errors.matches("error[row]").count(), 20);
    assert!(errors.contains("\nand 480 more\n"), "{errors}");
}

#[test]
fn nothing_is_written_over() {
    let run = || Run::new(&["import", "bank.jsonl", "--into", "base"]).file("bank.jsonl", BANK);
    run().file("base/mine.txt", "").shows(&expect![[""]]);
    run().file("base", "").shows(&expect![[""]]);
    Run::new(&["import", "bank.jsonl", "--into", "no/base"]).file("bank.jsonl", BANK).shows(&expect![[""]]);
    Run::new(&["import", "bank.jsonl", "--into", "base"]).shows(&expect![[""]]);
}

#[test]
fn an_empty_folder_is_filled() {
    let run = Run::new(&["import", "../bank.jsonl", "--into", "."]).file("bank.jsonl", BANK);
    let base = run.folder.path().join("base");
    fs::create_dir(&base).unwrap();
    let mut run = run;
    let output = run.command.current_dir(&base).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut names: Vec<_> = fs::read_dir(&base).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["answers", "seeds"]);
    assert_eq!(load(&Files::read(&base).unwrap()).unwrap().facts.len(), 5);
}

/// A file as it is read from the disk.
fn file(name: &str, text: String) -> Arc<File> {
    Arc::new(File { name: name.to_string(), text })
}

#[test]
fn a_large_file_goes_into_several_and_nothing_is_lost() {
    let rows: String = (0..50_001)
        .map(|row| format!("{{\"text\": \"number {row}\", \"intent\": \"intent {}\"}}\n", row % 7_000))
        .collect();
    let imported = import(&file("large.jsonl", rows), Format::of(Path::new("large.jsonl")).unwrap()).unwrap();
    let names: Vec<&str> = imported.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["seeds/large.toml", "answers/facts-1.toml", "answers/facts-2.toml", "answers/facts-3.toml"]);
    assert_eq!((imported.counts.facts, imported.counts.phrasings), (7_000, 50_001));
    let (sources, answers) = imported.files.into_iter().map(Arc::new).partition(|file| file.name.starts_with("seeds"));
    let base = load(&Files { sources, answers }).unwrap();
    assert_eq!(base.facts.iter().map(|fact| fact.ask.en.len()).sum::<usize>(), 50_001);
}

#[test]
fn a_row_that_is_too_long_is_a_finding() {
    let long = "x".repeat(70_000);
    for (name, text) in [
        ("a.jsonl", format!("{{\"text\": \"{long}\", \"intent\": \"a\"}}")),
        ("a.csv", format!("text,intent\n{long},a\n")),
        ("a.jsonl", format!("{{\"question\": \"why\", \"answer\": \"{}\"}}", &long[..4001])),
        ("a.csv", format!("text,intent\nwhy,{}\n", &long[..201])),
    ] {
        let found = import(&file(name, text), Format::of(Path::new(name)).unwrap()).unwrap_err();
        assert_eq!(found.iter().map(|found| found.rule).collect::<Vec<_>>(), [Rule::LongText]);
    }
}
