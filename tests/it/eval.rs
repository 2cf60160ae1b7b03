//! `citebot eval`: figures over labelled questions.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use citebot::evaluate::{Facts, World, cases as cases_of, run};
use citebot::facts::{Files, load};
use citebot::findings::File;
use citebot::labelled::Format;
use citebot::matching::Prepared;
use expect_test::expect;
use serde_json::Value;

use crate::driver::{Run, cafe};

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
    Run::cafe(arguments)
        .file("cases.jsonl", CASES)
        .file("more.csv", "intent,text\naddress,Where is the Blue Kettle?\noos,\"so, who are you?\"\n")
}

/// The lines without those whose figures differ from run to run.
fn without_times(out: &str) -> String {
    let timed =
        |line: &str| ["ready after", "  median", "  99th percentile"].into_iter().any(|start| line.starts_with(start));
    out.lines().filter(|line| !timed(line)).collect::<Vec<_>>().join("\n") + "\n"
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
    expect![[r#"
                                               cases.jsonl
        questions
          in scope                                       9
          out of scope (oos)                             4
        in scope, by rank alone
          right fact first                          77.8 %
          right fact in the first three             88.9 %
          AUROC against oos                          0.821
          right with 90 % of oos refused             0.0 %
        in scope, by what was said
          right                                     66.7 %
          told as the nearest                        0.0 %
          offered                                   11.1 %
          silent                                     0.0 %
          misled: another told as the nearest        0.0 %
          wrong                                     22.2 %
          denied: said not to be told               11.1 %
        out of scope
          answered wrongly                          25.0 %
          told something nearest                     0.0 %
        microseconds a question

        confidence said               answers   right
          0.9 to 1.0                        9  66.7 %
          expected calibration error            0.332

        in scope, by kind  n    right   told  offered  silent  misled  wrong  denied
          direct           2  100.0 %  0.0 %    0.0 %   0.0 %   0.0 %  0.0 %   0.0 %
          followup         1  100.0 %  0.0 %    0.0 %   0.0 %   0.0 %  0.0 %   0.0 %
          opening          1  100.0 %  0.0 %    0.0 %   0.0 %   0.0 %  0.0 %   0.0 %

        out of scope, by kind  n    right   told  offered  silent  misled   wrong  denied
          followup             1  100.0 %  0.0 %    0.0 %   0.0 %   0.0 %   0.0 %   0.0 %
          near                 2   50.0 %  0.0 %    0.0 %   0.0 %   0.0 %  50.0 %   0.0 %

    "#]]
    .assert_eq(&without_times(&ended.out));
}

#[test]
fn several_files_stand_side_by_side_and_together() {
    let ended = cases(&["eval", "cases.jsonl", "more.csv"]).end();
    assert_eq!((ended.status, ended.errors.as_str()), (0, ""));
    expect![[r#"
                                               cases.jsonl  more.csv     all
        questions
          in scope                                       9         1      10
          out of scope (oos)                             4         1       5
        in scope, by rank alone
          right fact first                          77.8 %   100.0 %  80.0 %
          right fact in the first three             88.9 %   100.0 %  90.0 %
          AUROC against oos                          0.821     1.000   0.838
          right with 90 % of oos refused             0.0 %   100.0 %   0.0 %
        in scope, by what was said
          right                                     66.7 %   100.0 %  70.0 %
          told as the nearest                        0.0 %     0.0 %   0.0 %
          offered                                   11.1 %     0.0 %  10.0 %
          silent                                     0.0 %     0.0 %   0.0 %
          misled: another told as the nearest        0.0 %     0.0 %   0.0 %
          wrong                                     22.2 %     0.0 %  20.0 %
          denied: said not to be told               11.1 %     0.0 %  10.0 %
        out of scope
          answered wrongly                          25.0 %     0.0 %  20.0 %
          told something nearest                     0.0 %   100.0 %  20.0 %
        microseconds a question

        confidence said               answers   right
          0.9 to 1.0                       10  70.0 %
          expected calibration error            0.299

        in scope, by kind  n    right   told  offered  silent  misled  wrong  denied
          direct           2  100.0 %  0.0 %    0.0 %   0.0 %   0.0 %  0.0 %   0.0 %
          followup         1  100.0 %  0.0 %    0.0 %   0.0 %   0.0 %  0.0 %   0.0 %
          opening          1  100.0 %  0.0 %    0.0 %   0.0 %   0.0 %  0.0 %   0.0 %

        out of scope, by kind  n    right   told  offered  silent  misled   wrong  denied
          followup             1  100.0 %  0.0 %    0.0 %   0.0 %   0.0 %   0.0 %   0.0 %
          near                 2   50.0 %  0.0 %    0.0 %   0.0 %   0.0 %  50.0 %   0.0 %

    "#]]
    .assert_eq(&without_times(&ended.out));
}

#[test]
fn json_has_all_figures_and_threads_change_none() {
    let one = cases(&["eval", "--json", "more.csv", "cases.jsonl"]).end();
    assert_eq!((one.status, one.errors.as_str()), (0, ""));
    expect![[r#"
        {"files":[{"auroc":1.0,"calibration":[{"from":0.9,"n":1,"right":1,"to":1.0}],"calibration_error":0.0,"file":"more.csv","in_scope":{"denied":0,"misled":0,"n":1,"offered":0,"right":1,"silent":0,"told":0,"wrong":0},"kinds":[],"out_of_scope":{"denied":0,"misled":0,"n":1,"offered":0,"right":0,"silent":0,"told":1,"wrong":0},"right_at_90_refused":100.0,"top1":100.0,"top3":100.0},
        {"auroc":0.821,"calibration":[{"from":0.9,"n":9,"right":6,"to":1.0}],"calibration_error":0.332,"file":"cases.jsonl","in_scope":{"denied":1,"misled":0,"n":9,"offered":1,"right":6,"silent":0,"told":0,"wrong":2},"kinds":[{"denied":0,"in_scope":true,"kind":"direct","misled":0,"n":2,"offered":0,"right":2,"silent":0,"told":0,"wrong":0},
        {"denied":0,"in_scope":true,"kind":"followup","misled":0,"n":1,"offered":0,"right":1,"silent":0,"told":0,"wrong":0},
        {"denied":0,"in_scope":true,"kind":"opening","misled":0,"n":1,"offered":0,"right":1,"silent":0,"told":0,"wrong":0},
        {"denied":0,"in_scope":false,"kind":"followup","misled":0,"n":1,"offered":0,"right":1,"silent":0,"told":0,"wrong":0},
        {"denied":0,"in_scope":false,"kind":"near","misled":0,"n":2,"offered":0,"right":1,"silent":0,"told":0,"wrong":1}],"out_of_scope":{"denied":0,"misled":0,"n":4,"offered":0,"right":3,"silent":0,"told":0,"wrong":1},"right_at_90_refused":0.0,"top1":77.8,"top3":88.9}],"total":{"auroc":0.838,"calibration":[{"from":0.9,"n":10,"right":7,"to":1.0}],"calibration_error":0.299,"in_scope":{"denied":1,"misled":0,"n":10,"offered":1,"right":7,"silent":0,"told":0,"wrong":2},"kinds":[{"denied":0,"in_scope":true,"kind":"direct","misled":0,"n":2,"offered":0,"right":2,"silent":0,"told":0,"wrong":0},
        {"denied":0,"in_scope":true,"kind":"followup","misled":0,"n":1,"offered":0,"right":1,"silent":0,"told":0,"wrong":0},
        {"denied":0,"in_scope":true,"kind":"opening","misled":0,"n":1,"offered":0,"right":1,"silent":0,"told":0,"wrong":0},
        {"denied":0,"in_scope":false,"kind":"followup","misled":0,"n":1,"offered":0,"right":1,"silent":0,"told":0,"wrong":0},
        {"denied":0,"in_scope":false,"kind":"near","misled":0,"n":2,"offered":0,"right":1,"silent":0,"told":0,"wrong":1}],"out_of_scope":{"denied":0,"misled":0,"n":5,"offered":0,"right":3,"silent":0,"told":1,"wrong":1},"right_at_90_refused":0.0,"top1":80.0,"top3":90.0}}"#]]
    .assert_eq(&timeless(&one.out).to_string().replace("},{", "},\n{"));
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
#[expect(clippy::too_many_lines, reason = "it is a table")]
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
        .shows(&expect![[r#"
            -- errors
            error[unknown-fact]: the base has no fact for the intent `foundr`
             --> bad.jsonl:1:1
              |
            1 | {"text": "Who?", "intent": "foundr"}
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = hint: did you mean `founder`?

            error[unknown-fact]: the base has no fact for the intent `zebra`
             --> bad.jsonl:2:1
              |
            2 | {"text": "Who?", "intent": "zebra"}
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = hint: name the id of a fact, or `oos` for a question that has no answer

            error[missing-key]: the row does not say what is wanted
             --> bad.jsonl:3:1
              |
            3 | {"q": "Who?"}
              | ^^^^^^^^^^^^^
              |
              = hint: give an `intent`, an `answer`, patterns under `all`, `any` or `none`, or `"oos": true`

            error[missing-key]: the row has no question
             --> bad.jsonl:4:1
              |
            4 | {"intent": "founder"}
              | ^^^^^^^^^^^^^^^^^^^^^
              |
              = hint: write the question under `q`, `text` or `question`

            error[wrong-type]: `q` takes a text in quotation marks, found a number
             --> bad.jsonl:5:1
              |
            5 | {"q": 7, "oos": true}
              | ^^^^^^^^^^^^^^^^^^^^^
              |
              = hint: write a text in quotation marks instead

            error[wrong-type]: `oos` takes `true` or `false`, found a text
             --> bad.jsonl:6:1
              |
            6 | {"q": "Who?", "oos": "yes"}
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = hint: write `true` or `false` instead

            error[pattern]: `(a` in `all` is no pattern: Parsing error at position 2: Opening parenthesis without closing parenthesis
             --> bad.jsonl:7:1
              |
            7 | {"q": "Who?", "all": ["(a"]}
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = hint: write a regular expression

            error[wrong-type]: `all` takes a list of texts in `[ ]`, found a text
             --> bad.jsonl:8:1
              |
            8 | {"q": "Who?", "all": "a"}
              | ^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = hint: write a list of texts in `[ ]` instead

            error[wrong-type]: `all` takes a text in quotation marks, found a number
             --> bad.jsonl:9:1
              |
            9 | {"q": "Who?", "all": [1]}
              | ^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = hint: write a text in quotation marks instead

            error[empty]: `turns` is empty
              --> bad.jsonl:10:1
               |
            10 | {"kind": "x", "turns": []}
               | ^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = hint: write the turns

            error[wrong-type]: `turns` takes a list of objects, found a text
              --> bad.jsonl:11:1
               |
            11 | {"kind": "x", "turns": ["Who?"]}
               | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = hint: write a list of objects instead

            error[wrong-type]: `turns` takes a list of objects, found a number
              --> bad.jsonl:12:1
               |
            12 | {"kind": "x", "turns": 1}
               | ^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = hint: write a list of objects instead

            error[unknown-fact]: no fact has this answer
              --> bad.jsonl:13:1
               |
            13 | {"question": "Who?", "answer": "Nobody."}
               | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = hint: write it as the base does, or name the fact's id under `intent`

            citebot: nothing is evaluated until this is mended
            -- 2
        "#]]);
    cases(&["eval", "empty.csv"]).file("empty.csv", "text,intent\n").shows(&expect![[r#"
        -- errors
        citebot: `empty.csv` holds no question
        -- 2
    "#]]);
    cases(&["eval", "nowhere.csv"]).shows(&expect![[r#"
        -- errors
        citebot: could not read `nowhere.csv`: No such file or directory (os error 2)
        -- 2
    "#]]);
    cases(&["eval", "slow.jsonl"])
        .file("slow.jsonl", "\n{\"q\": \"Who founded the Blue Kettle?\", \"all\": [\"(?:(?=.)(?:.|..))+zzz\"]}\n")
        .shows(&expect![[r#"
            -- errors
            citebot: `slow.jsonl`: line 2: the pattern `(?:(?=.)(?:.|..))+zzz` takes too long: Error executing regex: Max limit for backtracking count exceeded
            -- 2
        "#]]);
}

#[test]
fn questions_are_judged_in_their_order_whoever_asks() {
    let prepared = Prepared::new(load(&Files::read(&cafe()).unwrap()).unwrap());
    let file = Arc::new(File { name: "cases.jsonl".to_string(), text: CASES.repeat(40) });
    let cases = cases_of(&Facts::of(prepared.base()), &file, Format::JsonLines).unwrap();
    let judged = |threads: usize| {
        let threads = NonZeroUsize::new(threads).unwrap();
        run(&prepared, &cases, World { clock: &|| Duration::ZERO, done: &|| (), threads }).unwrap()
    };
    let one = judged(1);
    assert_eq!(one.len(), 13 * 40);
    assert_eq!(judged(4), one);
}

#[test]
fn a_label_is_looked_for_in_the_whole_message() {
    // Taken for two questions, of which the turn shows the candidates of the last.
    let row = r#"{"text": "How many employees? And who founded it?", "intent": "staff"}"#;
    let ended = Run::cafe(&["eval", "row.jsonl", "--json"]).file("row.jsonl", row).end();
    let report: Value = serde_json::from_str(&ended.out).unwrap();
    let total = &report["total"];
    assert_eq!((&total["top1"], &total["in_scope"]["right"]), (&100.0.into(), &1.into()), "{total}");
}

#[test]
fn files_of_one_name_are_told_apart() {
    let row = r#"{"q": "Who founded the Blue Kettle?", "all": ["Moreno"]}"#;
    let run = Run::cafe(&["eval", "a/row.jsonl", "b/row.jsonl", "c.jsonl"]);
    let ended = run.file("a/row.jsonl", row).file("b/row.jsonl", row).file("c.jsonl", row).end();
    let head: Vec<&str> = ended.out.lines().next().unwrap().split_whitespace().collect();
    assert_eq!(head, ["a/row.jsonl", "b/row.jsonl", "c.jsonl", "all"]);
}
