//! `citebot eval`: figures over labelled questions.

use expect_test::expect;
use serde_json::Value;

use crate::driver::Run;

/// Labelled questions on the cafe: by intent and by pattern, alone and in conversation.
const CASES: &str = r#"{"text": "Who founded the Blue Kettle?", "intent": "founder"}
{"text": "who foundd the blue ketle", "intent": "founder"}
{"text": "How many employees does the Blue Kettle have in Tokyo?", "intent": "staff"}
{"text": "Where is the Blue Kettle?", "intent": "staff"}
{"text": "Who won the world cup in Brazil?", "intent": "oos"}
{"id": "1", "kind": "direct", "q": "What share of the orders is oat cake?", "all": ["30 ?%"], "none": ["31 ?%"]}
{"id": "2", "kind": "direct", "q": "燕麦蛋糕占点单的多少？", "any": ["thirty", "30%|三成"]}
{"id": "3", "kind": "near", "q": "What does a coffee cost?", "oos": true}
{"id": "4", "kind": "near", "q": "Who founded the Blue Kettle?", "oos": true}
{"id": "5", "kind": "followup", "turns": [{"q": "When did the Blue Kettle open?", "all": ["2021"]}, {"q": "and who founded it?", "all": ["Moreno"]}, {"q": "what does it cost", "oos": true}]}
{"question": "How much coffee does the Blue Kettle roast a week?", "answer": "Ada Moreno founded the Blue Kettle; she had been a ship's cook."}
"#;

fn cases(arguments: &[&str]) -> Run {
    Run::cafe(arguments).file("cases.jsonl", CASES).file(
        "more.csv",
        "intent,text\naddress,Where is the Blue Kettle?\noos,\"so, who are you?\"\n",
    )
}

/// The lines without those whose figures differ from run to run.
fn without_times(out: &str) -> String {
    let timed = |line: &str| {
        ["ready after", "  median", "  99th percentile"].into_iter().any(|start| line.starts_with(start))
    };
    out.lines().filter(|line| !timed(line)).map(|line| format!("{line}\n")).collect()
}

/// A report without what differs from run to run.
fn timeless(out: &str) -> Value {
    let mut report: Value = serde_json::from_str(out).unwrap();
    for key in ["load_ms", "peak_memory_kib"] {
        report.as_object_mut().unwrap().remove(key);
    }
    let files = report["files"].as_array().unwrap().len();
    for file in 0..=files {
        let one = if file < files { &mut report["files"][file] } else { &mut report["total"] };
        assert!(one["median_us"].as_u64() <= one["p99_us"].as_u64());
        for key in ["median_us", "p99_us"] {
            one.as_object_mut().unwrap().remove(key);
        }
    }
    report
}

#[test]
fn one_file_is_reported_as_a_table() {
    let ended = cases(&["eval", "cases.jsonl"]).end();
    assert_eq!((ended.status, ended.errors.as_str()), (0, ""));
    expect![[""]].assert_eq(&without_times(&ended.out));
}

#[test]
fn several_files_stand_side_by_side_and_together() {
    let ended = cases(&["eval", "cases.jsonl", "more.csv"]).end();
    assert_eq!((ended.status, ended.errors.as_str()), (0, ""));
    expect![[""]].assert_eq(&without_times(&ended.out));
}

#[test]
fn json_has_all_figures_and_threads_change_none() {
    let one = cases(&["eval", "--json", "more.csv", "cases.jsonl"]).end();
    assert_eq!((one.status, one.errors.as_str()), (0, ""));
    expect![[""]].assert_eq(&serde_json::to_string_pretty(&timeless(&one.out)).unwrap());
    for threads in ["0", "3", "99999"] {
        let other = cases(&["eval", "--json", "more.csv", "cases.jsonl", "--threads", threads]).end();
        assert_eq!(timeless(&other.out), timeless(&one.out), "{threads}");
    }
    let all: Value = serde_json::from_str(&one.out).unwrap();
    assert!(all["load_ms"].is_u64());
}

#[test]
fn what_is_imported_is_scored_by_the_same_labels() {
    let rows = "intent\ttext\nCard Arrival\tWhere is my card?\ncard_arrival\tWhere is the parcel?\nc++\tWhat is a pointer?\n转账\t怎么转账？\n";
    let run = Run::new(&["import", "rows.tsv", "--into", "base"]).file("rows.tsv", rows);
    let folder = run.folder.path().to_path_buf();
    let mut run = run;
    assert!(run.command.output().unwrap().status.success());
    let (base, rows) = (folder.join("base"), folder.join("rows.tsv"));
    let ended = Run::new(&["eval", rows.to_str().unwrap(), "--json", "--base", base.to_str().unwrap()]).end();
    let report: Value = serde_json::from_str(&ended.out).unwrap_or_else(|_| panic!("{}", ended.errors));
    assert_eq!((&report["total"]["in_scope"]["n"], &report["total"]["top1"]), (&4.into(), &100.0.into()));
}

#[test]
fn a_bad_file_is_told_line_by_line() {
    cases(&["eval", "bad.jsonl"])
        .file(
            "bad.jsonl",
            r#"{"text": "Who?", "intent": "foundr"}
{"text": "Who?", "intent": "zebra"}
{"q": "Who?"}
{"intent": "founder"}
{"q": 7, "oos": true}
{"q": "Who?", "oos": "yes"}
{"q": "Who?", "all": ["(a"]}
{"q": "Who?", "all": "a"}
{"q": "Who?", "all": [1]}
{"kind": "x", "turns": []}
{"kind": "x", "turns": ["Who?"]}
{"kind": "x", "turns": 1}
{"question": "Who?", "answer": "Nobody."}
"#,
        )
        .shows(&expect![[""]]);
    cases(&["eval", "empty.csv"]).file("empty.csv", "text,intent\n").shows(&expect![[""]]);
    cases(&["eval", "nowhere.csv"]).shows(&expect![[""]]);
    cases(&["eval", "slow.jsonl"])
        .file("slow.jsonl", "\n{\"q\": \"Who founded the Blue Kettle?\", \"all\": [\"(?=((.|[a-z ])*)+$)x\"]}\n")
        .shows(&expect![[""]]);
    assert_eq!(cases(&["eval"]).end().status, 2);
}
