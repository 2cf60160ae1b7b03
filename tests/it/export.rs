//! `citebot export`: a base as rows, and the same base of these rows again.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use citebot::export::{ExportFormat, export};
use citebot::facts::{Base, Files, load};
use citebot::findings::File;
use citebot::import::import;
use citebot::labelled::{Columns, Content, Format};
use citebot::sources::fold;
use expect_test::expect;
use proptest::prelude::*;
use proptest::sample::select;

use crate::driver::Run;

const FORMS: [(ExportFormat, &str); 3] =
    [(ExportFormat::Csv, "base.csv"), (ExportFormat::JsonLines, "base.jsonl"), (ExportFormat::Azure, "base.tsv")];

/// The questions of a fact, its answers, and its labels.
type Told = (Vec<String>, [String; 2], [Option<String>; 2]);

/// What must come back: the questions of each fact in order of their letters, its answers, and its labels.
fn told(base: &Base) -> BTreeMap<String, Told> {
    let one = |fact: &citebot::facts::Fact| {
        let mut questions: Vec<String> = fact.ask.iter().flat_map(|(_, ask)| ask).map(|ask| fold(&ask.text)).collect();
        questions.sort();
        questions.dedup();
        let answers = [&fact.answer.en, &fact.answer.zh].map(|answer| answer.text.trim().to_string());
        let labels = [&fact.label.en, &fact.label.zh].map(|label| label.as_ref().map(|label| label.text.clone()));
        (fact.id.text.clone(), (questions, answers, labels))
    };
    base.facts.iter().map(one).collect()
}

/// The base that is made of what was written.
fn imported(name: &str, text: &str) -> Base {
    let file = Arc::new(File { name: name.to_string(), text: text.to_string() });
    let format = Format::of(Path::new(name)).expect("it is one of the forms");
    let (imported, findings) = import(name, &[Content::Text(file, format)], &Columns::default());
    assert!(findings.is_empty(), "{name}: {findings:?}\n{text}");
    let (sources, answers) = imported.files.into_iter().map(Arc::new).partition(|file| file.name.starts_with("seeds/"));
    load(&Files { sources, answers }).unwrap_or_else(|findings| panic!("{name}: {findings:?}"))
}

fn comes_back(base: &Base, called: &str) {
    for (form, name) in FORMS {
        let exported = export(base, form);
        let again = imported(name, &exported.text);
        let (was, is) = (told(base), told(&again));
        for (id, fact) in &was {
            assert_eq!(is.get(id), Some(fact), "{called} in {name}: {id}");
        }
        assert_eq!(is.len(), was.len(), "{called} in {name}");
        assert_eq!(exported.facts, base.facts.len());
    }
}

#[test]
fn every_base_comes_back_from_every_form() {
    comes_back(&load(&Files::own().unwrap()).unwrap(), "our own");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let bases = fs::read_dir(root.join("bases")).unwrap().map(|entry| entry.unwrap().path().join("base"));
    let mut folders: Vec<PathBuf> = bases.filter(|path| path.is_dir()).collect();
    folders.extend(
        ["cafe", "two", "library"]
            .map(|name| root.join("data").join(name))
            .into_iter()
            .filter(|path| path.join("answers").is_dir()),
    );
    assert!(folders.len() > 15, "{folders:?}");
    for folder in folders {
        let base = load(&Files::read(&folder).unwrap()).unwrap();
        comes_back(&base, &folder.display().to_string());
    }
}

/// Texts that are hard to write: signs of formulas, separators, quotation marks.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        select(vec![
            "=1+1", "+49", "-5", "@x", "'", "''=", "＝", "\"", "\"\"", ",", ";", "|", "sep=", "几点", "？", "\\t",
            "<b>", "#", "oos"
        ])
        .prop_map(str::to_string),
        "[a-z]{1,6}",
        Just(" ".to_string()),
    ];
    // Two words at least make a phrasing of any language and none that asks nothing.
    (prop::collection::vec(piece, 1..6), "[a-z]{3,8}")
        .prop_map(|(pieces, word)| fold(&format!("{} {word}", pieces.concat())))
}

/// A base of facts in English, each with an answer and questions.
fn base(facts: &[(String, Vec<String>)]) -> Base {
    let mut answers = "topic = \"Things\"\nsource = \"s\"\n".to_string();
    for (at, (answer, questions)) in facts.iter().enumerate() {
        let quoted = |text: &String| serde_json::to_string(text).unwrap();
        let questions: Vec<String> = questions.iter().map(quoted).collect();
        let _ = writeln!(
            answers,
            "[[fact]]\nid = \"fact-{at}\"\nparagraphs = [1]\nanswer = {}\nask = [{}]",
            quoted(answer),
            questions.join(", ")
        );
    }
    let seed = "title = \"S\"\nlanguage = \"en\"\n[[paragraph]]\nnumber = 1\nsays = \"All of it.\"\n";
    let file = |name: &str, text: &str| Arc::new(File { name: name.to_string(), text: text.to_string() });
    load(&Files { sources: vec![file("seeds/s.toml", seed)], answers: vec![file("answers/a.toml", &answers)] })
        .unwrap_or_else(|findings| panic!("{findings:?}\n{answers}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hard_texts_come_back(facts in prop::collection::vec((text(), prop::collection::btree_set(text(), 1..5)), 1..4)) {
        let facts: Vec<(String, Vec<String>)> =
            facts.into_iter().map(|(answer, questions)| (answer, questions.into_iter().collect())).collect();
        // A base takes a question once.
        let mut all: Vec<&String> = facts.iter().flat_map(|(_, questions)| questions).collect();
        all.sort();
        all.dedup();
        prop_assume!(all.len() == facts.iter().map(|(_, questions)| questions.len()).sum::<usize>());
        comes_back(&base(&facts), "made up");
    }
}

#[test]
fn no_cell_is_run_as_a_formula() {
    let facts =
        [("=HYPERLINK(\"x\") is a formula".to_string(), vec!["+49 is what?".to_string(), "@home or not?".to_string()])];
    for (form, name) in [FORMS[0], FORMS[2]] {
        let exported = export(&base(&facts), form);
        let delimiter = if form == ExportFormat::Csv { b',' } else { b'\t' };
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(exported.text.as_bytes());
        for record in reader.records() {
            for cell in &record.unwrap() {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{name}: {cell}");
            }
        }
        assert!(exported.guarded >= 2, "{}", exported.guarded);
    }
    assert_eq!(export(&base(&facts), ExportFormat::JsonLines).guarded, 0);
}

#[test]
fn each_form_has_its_columns() {
    let first = |format: &str| {
        let ended = Run::cafe(&["export", "-", "--format", format]).end();
        assert_eq!(ended.status, 0);
        ended.out.lines().take(3).map(|line| line.to_string() + "\n").collect::<String>()
    };
    expect![[r#"
        fact,language,question,also,answer,button,topic,paragraphs,source
        opening-date,en,When did the Blue Kettle open?,"Since when has the cafe existed?
        opening date of the cafe
    "#]]
    .assert_eq(&first("csv"));
    expect![[r#"
        {"fact":"opening-date","language":"en","question":"When did the Blue Kettle open?","also":["Since when has the cafe existed?","opening date of the cafe","On which day was the opening?","What year did the coffee house open its doors?","How long ago did the cafe start serving?"],"answer":"The Blue Kettle opened on 3 May 2021.","topic":"The cafe","paragraphs":"1","source":"blue-kettle"}
        {"fact":"opening-date","language":"zh","question":"蓝壶咖啡馆什么时候开业？","also":["咖啡馆哪一年开张的？","开业日期","咖啡店是哪天开张的？","咖啡馆的开业日期是哪天？"],"answer":"蓝壶咖啡馆于2021年5月3日开业。","topic":"咖啡馆","paragraphs":"1","source":"blue-kettle"}
        {"fact":"founder","language":"en","question":"Who founded the Blue Kettle?","also":["Who is the founder of the cafe?","By whom was the coffee house set up?","Who set up the coffee shop?","name of the founder","Which person started the Blue Kettle?"],"answer":"Ada Moreno founded the Blue Kettle; she had been a ship's cook.","topic":"The cafe","paragraphs":"1","source":"blue-kettle"}
    "#]].assert_eq(&first("jsonl"));
    expect![[r#"
        Question → Answer → Source → Metadata → SuggestedQuestions → IsContextOnly → Prompts → QnaId → SourceDisplayName
        When did the Blue Kettle open? → The Blue Kettle opened on 3 May 2021. → blue-kettle → fact:opening-date|language:en|topic:The cafe|paragraphs:1 → [] → False → [] → 1 → blue-kettle
        Since when has the cafe existed? → The Blue Kettle opened on 3 May 2021. → blue-kettle → fact:opening-date|language:en|topic:The cafe|paragraphs:1 → [] → False → [] → 1 → blue-kettle
    "#]].assert_eq(&first("tsv").replace('\t', " → "));
}

#[test]
fn a_file_is_written_once() {
    Run::cafe(&["export", "cafe.csv"]).shows(&expect![[r#"
        7 facts with 71 phrasings written to cafe.csv
        -- errors
        citebot: left out: 1 gap, 2 small talk, 3 links, 22 hints at what is asked, 12 entries of `words.toml`
        -- 0
    "#]]);
    Run::cafe(&["export", "cafe.csv"]).file("cafe.csv", "mine").shows(&expect![[r#"
        -- errors
        citebot: `cafe.csv` is there already: `--force` writes over it
        -- 2
    "#]]);
    Run::cafe(&["export", "cafe.xlsx"]).shows(&expect![[r#"
        -- errors
        citebot: `cafe.xlsx` ends in none of `.csv`, `.jsonl` and `.tsv`: name it so, or add `--format`
        -- 2
    "#]]);
    Run::cafe(&["export", "-"]).shows(&expect![[r#"
        -- errors
        citebot: standard output has no ending that tells the form: add `--format csv`, `jsonl` or `tsv`
        -- 2
    "#]]);
    Run::cafe(&["export", "nowhere/cafe.csv"]).shows(&expect![[r#"
        -- errors
        citebot: there is no folder `nowhere` to write `nowhere/cafe.csv` into
        -- 2
    "#]]);
    let run = Run::cafe(&["export", "cafe.csv", "--force"]).file("cafe.csv", "mine");
    let file = run.folder.path().join("cafe.csv");
    let mut run = run;
    assert!(run.command.output().unwrap().status.success());
    assert!(fs::read_to_string(file).unwrap().starts_with("fact,language,question,also,answer,"));
}

#[test]
fn an_answer_that_differs_within_a_fact_is_told() {
    let rows = "fact,question,answer\na,Where is it?,Here.\na,Where?,There.\n";
    Run::new(&["import", "rows.csv", "--into", "base"]).file("rows.csv", rows).shows(&expect![[r#"
        -- errors
        error[two-answers]: the fact `a` has another answer in an earlier row of the same language
         --> rows.csv:3:1
          |
        3 | a,Where?,There.
          | ^^^^^^^^^^^^^^^
          |
          = hint: give both the same answer, or the row another `fact`

        citebot: nothing is written until `rows.csv` is mended; `--skip-bad` leaves such rows out
        -- 2
    "#]]);
}

#[test]
fn numbers_in_a_column_of_ids_join_nothing() {
    let rows = "id,question,answer\n1,Where is it?,Here.\n2,Where?,Here.\n";
    let base = imported("rows.csv", rows);
    assert_eq!(base.facts.len(), 1);
}
