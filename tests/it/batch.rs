//! `ask --json --batch`: the door for programs.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use serde_json::Value;

use crate::driver::Run;

#[test]
fn a_batch_answers_line_by_line_and_goes_on_after_a_bad_one() {
    let long_chat = format!(r#"{{"id":1,"q":"x","chat":"{}"}}"#, "c".repeat(300));
    for (line, expected) in [
        (r#"{"id":"7","q":"Who founded the Blue Kettle?"}"#, r#""7" answer"#),
        (r#"{"id":7,"q":"Who founded the Blue Kettle?"}"#, "7 answer"),
        (r#"{"id":-1.50,"q":"hello","more":[1]}"#, "-1.50 smalltalk"),
        (r#"{"id":123456789012345678901234567890,"q":"hello"}"#, "123456789012345678901234567890 smalltalk"),
        (r#"{"q":"hello","id":"\u00e9\n"}"#, r#""\u00e9\n" smalltalk"#),
        (r#"{"id":"a","q":"hello","chat":null}"#, r#""a" smalltalk"#),
        (r#"{"id":"a","q":"\ud83d"}"#, r#""a" unclear"#),
        (r#"{"id":"a","q":"\u0000\u202e<b>&amp;"}"#, r#""a" unclear"#),
        (r#"{"id":"a","q":""}"#, r#""a" unclear"#),
        ("", "error"),
        ("hello", "error"),
        ("[]", "error"),
        ("{}", "error"),
        (r#"{"id":"a"}"#, "error"),
        (r#"{"q":"hello"}"#, "error"),
        (r#"{"id":null,"q":"hello"}"#, "error"),
        (r#"{"id":{},"q":"hello"}"#, "error"),
        (r#"{"id":"a","q":7}"#, "error"),
        (r#"{"id":"a","q":"hello","chat":[]}"#, "error"),
        (r#"{"id":"a","q":"hello"} x"#, "error"),
        (r#"{"id":"a","id":"b","q":"hello"}"#, "error"),
        (&"[".repeat(100_000), "error"),
        (&long_chat, "error"),
    ] {
        let ended = Run::cafe(&["ask", "--json", "--batch"]).input(format!("{line}\n")).end();
        assert_eq!((ended.status, ended.errors.as_str()), (0, ""), "{line}");
        let reply: Value = serde_json::from_str(ended.out.trim_end()).unwrap();
        let found = if let Some(error) = reply.get("error") {
            assert!(error.is_string() && reply["id"].is_null(), "{reply}");
            "error".to_string()
        } else {
            // The id as it was written, which a parsed number no longer shows.
            let id = ended.out.strip_prefix(r#"{"id":"#).unwrap();
            let id = id.split_once(r#","outcome""#).unwrap().0;
            format!("{id} {}", reply["outcome"].as_str().unwrap())
        };
        assert_eq!(found, expected, "{line}");
    }
}

#[test]
fn a_batch_remembers_each_chat_and_keeps_the_order() {
    let replies = Run::cafe(&["ask", "--json", "--batch"])
        .input(
            r#"{"id":"1","q":"When did the Blue Kettle open?","chat":"a"}
{"id":"2","q":"What does a coffee cost?","chat":"b"}
{"id":"3","q":"1"}
{"id":"4","q":"and who founded it?","chat":"a"}
no question
{"id":"5","q":"1","chat":"b"}"#,
        )
        .json_lines();
    let shown: Vec<String> = replies
        .iter()
        .map(|reply| format!("{} {} {}", reply["id"], reply["outcome"], reply["answers"][0]["fact"]).replace('"', ""))
        .collect();
    assert_eq!(
        shown,
        [
            "1 answer opening-date",
            "2 refuse null",
            "3 unclear null",
            "4 answer founder",
            "null null null",
            "5 answer oat-cake"
        ]
    );
}

#[test]
fn a_batch_answers_before_its_input_ends() {
    let mut run = Run::cafe(&["ask", "--json", "--batch"]);
    let mut child = run.command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut replies = BufReader::new(child.stdout.take().unwrap()).lines();
    for id in ["\"first\"", "\"second\""] {
        writeln!(stdin, r#"{{"id":{id},"q":"hello"}}"#).unwrap();
        assert!(replies.next().unwrap().unwrap().starts_with(&format!(r#"{{"id":{id}"#)));
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}
