//! `citebot import`: a base made of labelled questions.

use std::fs;
use std::path::Path;

use citebot::check;
use citebot::facts::{Base, Files, load};
use citebot::findings::{File, Rule};
use citebot::import::import;
use citebot::labelled::{Columns, Content, Format};
use citebot::matching::{Context, Entry, Matcher};
use citebot::text::{Language, WordTable};
use expect_test::{Expect, expect};
use std::sync::Arc;

use crate::driver::Run;

const BANK: &str = r#"{"text": "Where is my card?", "intent": "card_arrival"}
{"text": "My card has not come, what now?", "intent": "card_arrival"}

{"text": "How do I change my PIN?", "intent": "Change PIN", "more": [1]}
{"text": "  Where is   my card? ", "intent": "card_arrival"}
{"text": "who won the world cup", "intent": "oos"}
{"text": "Say \"no\" to C:\\new fees\t — please", "intent": "fees/c++"}
{"text": "我的卡在哪里？", "intent": "card_arrival"}
{"text": "怎么转账？", "intent": "转账"}
{"text": "can I change the pin", "intent": "change_pin"}
"#;

fn base(run: &Run) -> Base {
    load(&Files::read(&run.folder.path().join("base")).unwrap()).unwrap_or_else(|findings| panic!("{findings:?}"))
}

/// Imports a file of this name, and checks that the base is sound.
pub(crate) fn imported(name: &str, text: &str) -> (String, Base) {
    let (out, errors, base) = imported_of(name, &[(name, text.as_bytes())]);
    assert_eq!(errors, "");
    (out, base)
}

/// Imports what is called `name` when these files are there: what is said, what is said of errors, and the sound base.
pub(crate) fn imported_of(name: &str, files: &[(&str, &[u8])]) -> (String, String, Base) {
    let mut run = Run::new(&["import", name, "--into", "base"]);
    for (name, bytes) in files {
        let path = run.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let output = run.command.output().unwrap();
    let (out, errors) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(output.status.success(), "{errors}");
    let checked = check::run(&Files::read(&run.folder.path().join("base")).unwrap(), None, WordTable::Used);
    assert!(checked.is_sound(), "{checked}: {:?}", checked.findings);
    (out, errors, base(&run))
}

/// The facts as lines: id, line of the file, answers, questions.
pub(crate) fn shown(base: &Base) -> String {
    let mut lines = Vec::new();
    for fact in &base.facts {
        lines.push(format!("{} {:?}", fact.id.text, fact.citations));
        lines.push(format!("  = {}", fact.answer.en.text));
        lines.extend(
            fact.ask.iter().flat_map(|(language, asks)| {
                asks.iter().map(move |ask| format!("  {} {:?}", language.code(), ask.text))
            }),
        );
    }
    lines.join("\n")
}

#[test]
fn rows_of_one_intent_become_one_fact() {
    let (out, base) = imported("bank.jsonl", BANK);
    expect![[r#"
        5 facts with 7 phrasings written to base, 1 row left out as out of scope, 1 repeated
    "#]]
    .assert_eq(&out);
    expect![[r#"
        card-arrival [Paragraph(1)]
          = There is no answer on “card arrival” yet: a curator has yet to write it here.
          en "Where is my card?"
          en "My card has not come, what now?"
          zh "我的卡在哪里？"
        change-pin [Paragraph(4)]
          = There is no answer on “Change PIN” yet: a curator has yet to write it here.
          en "How do I change my PIN?"
        fees-c-c9e3de2fe445 [Paragraph(7)]
          = There is no answer on “fees/c++” yet: a curator has yet to write it here.
          en "Say \"no\" to C:\\new fees — please"
        fact-4c3be7e0b72e [Paragraph(9)]
          = 关于“转账”还没有答案，请整理者写在这里。
          zh "怎么转账？"
        change-pin-821e28e8462f [Paragraph(10)]
          = There is no answer on “change pin” yet: a curator has yet to write it here.
          en "can I change the pin""#]]
    .assert_eq(&shown(&base));
    expect![[r#""bank" PerLanguage { en: "bank.jsonl", zh: "bank.jsonl" }"#]]
        .assert_eq(&format!("{:?} {:?}", base.sources[0].id, base.sources[0].title));
}

#[test]
fn csv_and_tsv_have_quotes_and_any_order_of_columns() {
    let csv = "\u{FEFF}id,Intent,text\r\n1,greet,\"Hello, \"\"you\"\"\"\r\n\r\n2,greet,\"two\r\nlines\"\r\n3,oos,nothing\r\n4,bye,so long";
    let (out, base) = imported("talk.csv", csv);
    expect![[r#"
        2 facts with 3 phrasings written to base, 1 row left out as out of scope, 0 repeated
    "#]]
    .assert_eq(&out);
    expect![[r#"
        greet [Paragraph(2)]
          = There is no answer on “greet” yet: a curator has yet to write it here.
          en "Hello, \"you\""
          en "two lines"
        bye [Paragraph(7)]
          = There is no answer on “bye” yet: a curator has yet to write it here.
          en "so long""#]]
    .assert_eq(&shown(&base));
    let tsv = "question\tnotes\tanswer\nHow much is it?\tx\tIt costs 5 euros, says Ann.\nWhat is the price?\t\tIt costs 5 euros, says Ann.\n多少钱？\t\t五欧元。\nWhat is it?\t\tAsk \"Bob\".\n";
    let (out, base) = imported("prices.tsv", tsv);
    expect![[r#"
        3 facts with 4 phrasings written to base, 0 rows left out as out of scope, 0 repeated
    "#]]
    .assert_eq(&out);
    expect![[r#"
        how-much-is-it [Paragraph(2)]
          = It costs 5 euros, says Ann.
          en "How much is it?"
          en "What is the price?"
        fact-fea35bd9d6f2 [Paragraph(4)]
          = 五欧元。
          zh "多少钱？"
        what-is-it [Paragraph(5)]
          = Ask "Bob".
          en "What is it?""#]]
    .assert_eq(&shown(&base));
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
        for (id, fact) in base.fact_ids().zip(&base.facts) {
            for (language, ask) in
                fact.ask.iter().flat_map(|(language, asks)| asks.iter().map(move |ask| (language, ask)))
            {
                assert_eq!(Language::of(&ask.text), language);
                let question = matcher.read(&ask.text, language);
                let best = matcher.rank(&question, language, &Context::none());
                assert_eq!(best[0].entry, Entry::Fact(id), "{}", ask.text);
                asked += 1;
            }
        }
        assert!(asked >= 4);
    }
}

#[test]
fn what_is_imported_can_be_asked_for() {
    // Editors on Windows begin a file with a byte order mark.
    let mut run = Run::new(&["import", "bank.jsonl", "--into", "base"]).file("bank.jsonl", &format!("\u{FEFF}{BANK}"));
    let folder = run.folder.path().to_path_buf();
    assert!(run.command.output().unwrap().status.success());
    let ask = |question: &str| {
        let base = folder.join("base");
        Run::new(&["--base", base.to_str().unwrap(), "ask", question]).end().out
    };
    expect![[r#"
        There is no answer on “card arrival” yet: a curator has yet to write it here.
        — paragraph 1
    "#]]
    .assert_eq(&ask("where's my card"));
    expect![[r#"
        关于“转账”还没有答案，请整理者写在这里。
        — 第9段
    "#]]
    .assert_eq(&ask("怎么转账"));
}

/// Compares what is said of a file that is not imported.
pub(crate) fn wrong(name: &str, text: &[u8], expected: &Expect) {
    expected.assert_eq(&said_of_wrong(name, text));
}

/// What is said of a file; nothing may be written.
pub(crate) fn said_of_wrong(name: &str, text: &[u8]) -> String {
    let run = Run::new(&["import", name, "--into", "base"]);
    fs::write(run.folder.path().join(name), text).unwrap();
    let folder = run.folder.path().to_path_buf();
    let mut run = run;
    let output = run.command.output().unwrap();
    let found: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(found, [name], "something was written");
    assert_eq!(output.status.code(), Some(2));
    String::from_utf8(output.stderr).unwrap()
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
    run().file("base/mine.txt", "").shows(&expect![[r#"
        -- errors
        citebot: `base` is not empty: `--into` takes a new folder or an empty one
        -- 2
    "#]]);
    run().file("base", "").shows(&expect![[r#"
        -- errors
        citebot: `base` is no folder: `--into` takes a new folder or an empty one
        -- 2
    "#]]);
    Run::new(&["import", "bank.jsonl", "--into", "no/base"]).file("bank.jsonl", BANK).shows(&expect![[r#"
        -- errors
        citebot: there is no folder `no` to make `no/base` in
        -- 2
    "#]]);
    Run::new(&["import", "bank.jsonl", "--into", "base"]).shows(&expect![[r#"
        -- errors
        citebot: could not read `bank.jsonl`: No such file or directory (os error 2)
        -- 2
    "#]]);
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
fn content(name: &str, text: String) -> Content {
    let file = Arc::new(File { name: name.to_string(), text });
    Content::Text(file, Format::of(Path::new(name)).unwrap())
}

#[test]
fn a_large_file_goes_into_several_and_nothing_is_lost() {
    let row = |row: usize| format!("{{\"text\": \"number {row}\", \"intent\": \"intent {}\"}}", row % 7_000);
    let rows = (0..50_001).map(row).collect::<Vec<_>>().join("\n");
    let imported = import("large.jsonl", &[content("large.jsonl", rows)], &Columns::default()).0;
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
        let found = import(name, &[content(name, text)], &Columns::default()).1;
        assert_eq!(found.kept().iter().map(|found| found.rule).collect::<Vec<_>>(), [Rule::LongText]);
    }
}

#[test]
fn columns_are_known_whatever_parts_and_names_them() {
    let expected =
        "where-is-my-card [Paragraph(2)]\n  = In the post.\n  en \"Where is my card?\"\n  en \"my card, where?\"";
    for (name, text) in [
        ("a.csv", "Question;Answer;Also\nWhere is my card?;In the post.;my card, where?\n"),
        ("b.csv", "sep=;\nquestion;answer;also\nWhere is my card?;In the post.;my card, where?\n"),
        ("c.csv", "q\ta\talternates\nWhere is my card?\tIn the post.\tmy card, where?\n"),
        ("d.tsv", "问题\t答案\t相似问法\nWhere is my card?\tIn the post.\tmy card, where?\n"),
        (
            "e.csv",
            "id,text,intent,answer,also\n7,Where is my card?,card,In the post.,\"Where is my card?|my card, where?\"\n",
        ),
        ("f.jsonl", "\n{\"q\": \"Where is my card?\", \"reply\": \"In the post.\", \"also\": [\"my card, where?\"]}\n"),
    ] {
        let (_, base) = imported(name, text);
        let line = text.lines().position(|line| line.contains("In the post")).unwrap() + 1;
        let expected = expected.replace("(2)", &format!("({line})"));
        assert_eq!(shown(&base), expected, "{name}");
    }
}

#[test]
fn columns_may_be_named_and_bad_rows_left_out() {
    const FAQ: &str = "Nr,Frage,Antwort\n1,Where is my card?,In the post.\n2,,It costs 5 euros.\n3,?!,Nothing.\n4,How do I pay?,By card.\n";
    let import = |more: &[&str]| {
        let arguments: Vec<&str> = ["import", "faq.csv", "--into", "base"].iter().chain(more).copied().collect();
        Run::new(&arguments).file("faq.csv", FAQ)
    };
    import(&[]).shows(&expect![[r#"
        -- errors
        error[missing-key]: the row has no `question`
         --> faq.csv:3:1
          |
        3 | 2,,It costs 5 euros.
          | ^^^^^^^^^^^^^^^^^^^^
          |
          = hint: add it, or delete the row

        error[empty]: `?!` asks nothing: it has no letter and no digit
         --> faq.csv:4:1
          |
        4 | 3,?!,Nothing.
          | ^^^^^^^^^^^^^
          |
          = hint: write the question, or delete the row

        citebot: nothing is written until `faq.csv` is mended; `--skip-bad` leaves such rows out
        -- 2
    "#]]);
    import(&["--question", "Frage", "--answer", "Antwrt"]).shows(&expect![[r#"
        -- errors
        error[missing-key]: no column is called `Antwrt`: the first row has `nr`, `frage`, `antwort`
         --> faq.csv:1:1
          |
        1 | Nr,Frage,Antwort
          | ^^^^^^^^^^^^^^^^
          |
          = hint: name one of these

        citebot: nothing is written until `faq.csv` is mended
        -- 2
    "#]]);
    import(&["--question", "Frage", "--answer", "Antwort"]).shows(&expect![[r#"
        -- errors
        error[missing-key]: the row has no `question`
         --> faq.csv:3:1
          |
        3 | 2,,It costs 5 euros.
          | ^^^^^^^^^^^^^^^^^^^^
          |
          = hint: add it, or delete the row

        error[empty]: `?!` asks nothing: it has no letter and no digit
         --> faq.csv:4:1
          |
        4 | 3,?!,Nothing.
          | ^^^^^^^^^^^^^
          |
          = hint: write the question, or delete the row

        citebot: nothing is written until `faq.csv` is mended; `--skip-bad` leaves such rows out
        -- 2
    "#]]);
    import(&["--question", "frage", "--answer", "Antwort", "--skip-bad"]).shows(&expect![[r#"
        2 facts with 2 phrasings written to base, 0 rows left out as out of scope, 0 repeated, 2 rows passed over
        -- errors
        error[missing-key]: the row has no `question`
         --> faq.csv:3:1
          |
        3 | 2,,It costs 5 euros.
          | ^^^^^^^^^^^^^^^^^^^^
          |
          = hint: add it, or delete the row

        error[empty]: `?!` asks nothing: it has no letter and no digit
         --> faq.csv:4:1
          |
        4 | 3,?!,Nothing.
          | ^^^^^^^^^^^^^
          |
          = hint: write the question, or delete the row

        -- 0
    "#]]);
}
