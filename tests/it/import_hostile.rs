//! `citebot import` of files that are encoded otherwise, broken, or made to do harm.

use std::fs;

use citebot::findings::Findings;
use expect_test::expect;

use crate::driver::Run;
use crate::import::{imported, imported_of, shown, wrong};

#[test]
fn another_encoding_is_read_and_told() {
    const CHINESE: &str = "问题,答案\n图书馆几点开门？,图书馆每天早上九点开门，晚上八点关门。\n";
    let (gbk, ..) = encoding_rs::GBK.encode(CHINESE);
    let (_, errors, base) = imported_of("faq.csv", &[("faq.csv", &gbk)]);
    assert_eq!(errors, "faq.csv: read as GBK\n");
    expect![[r#"
        fact-85d4bfe5fbc0 [Paragraph(2)]
          = 图书馆每天早上九点开门，晚上八点关门。
          zh "图书馆几点开门？""#]]
    .assert_eq(&shown(&base));
    let utf16: Vec<u8> = format!("\u{FEFF}{CHINESE}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (_, errors, other) = imported_of("faq.csv", &[("faq.csv", &utf16)]);
    assert_eq!((errors.as_str(), shown(&other)), ("faq.csv: read as UTF-16LE\n", shown(&base)));
}

#[test]
fn what_can_not_be_read_refuses_its_row() {
    let (_, errors, base) = imported_of("latin.csv", &[("latin.csv", b"text,intent\ncaf\xe9 cr\xe8me,a\n")]);
    assert_eq!(
        (errors.as_str(), base.facts[0].ask.en[0].text.as_str()),
        ("latin.csv: read as windows-1252\n", "café crème")
    );
    let mut damaged = "text,intent\nöffnen früh,a\nöffnet spät und früh x".as_bytes().to_vec();
    damaged.extend(b"\xff,a\n");
    wrong(
        "damaged.csv",
        &damaged,
        &expect![[r#"
        error[row]: `text` holds a character that could not be read, shown as U+FFFD
         --> damaged.csv:3:1
          |
        3 | öffnet spät und früh x�,a
          | ^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = hint: write it again, and save the file as UTF-8

        citebot: nothing is written until `damaged.csv` is mended; `--skip-bad` leaves such rows out
    "#]],
    );
}

#[test]
fn lines_may_end_as_on_old_macs() {
    let (_, base) = imported("a.csv", "question,answer\rWhere is it?,Here.\rWhen is it?,\"At\r\rseven.\"\r");
    expect![[r#"
        where-is-it [Paragraph(2)]
          = Here.
          en "Where is it?"
        when-is-it [Paragraph(3)]
          = At

        seven.
          en "When is it?""#]]
    .assert_eq(&shown(&base));
}

#[test]
fn invisible_characters_refuse_the_row() {
    for hidden in ['\u{7}', '\u{0}', '\u{7F}', '\u{9B}', '\u{61C}', '\u{200E}', '\u{202E}', '\u{2066}', '\u{206F}'] {
        for (question, answer) in [
            (format!("Where{hidden} is it?"), "Here.".to_string()),
            ("Where is it?".to_string(), format!("He{hidden}re.")),
        ] {
            let rows = format!("{}\n", serde_json::json!({"question": question, "answer": answer}));
            let ended = Run::new(&["import", "a.jsonl", "--into", "base"]).file("a.jsonl", &rows).end();
            let said = format!("holds the invisible character U+{:04X}", u32::from(hidden));
            assert!(ended.status == 2 && ended.errors.contains(&said), "{said}: {}", ended.errors);
        }
    }
    let (_, base) = imported("a.jsonl", "{\"question\": \"Where is it?\", \"answer\": \"Here.\\r\\n\\tThere.\"}\n");
    expect![[r#"
        where-is-it [Paragraph(1)]
          = Here.
        	There.
          en "Where is it?""#]]
    .assert_eq(&shown(&base));
}

#[test]
fn a_question_with_two_answers_is_told_with_both_lines() {
    const TWICE: &str =
        "question,answer\nWhere is it?,Here.\nWhen is it?,At seven.\nwhere  IS it?,There.\nWhere is it?,Here.\n";
    wrong(
        "twice.csv",
        TWICE.as_bytes(),
        &expect![[r#"
        error[two-answers]: `where IS it?` in line 4 has another answer in line 2 of twice.csv
         --> twice.csv:4:1
          |
        4 | where  IS it?,There.
          | ^^^^^^^^^^^^^^^^^^^^
          |
          = hint: leave the question with one of the two, or write one answer that says both

        citebot: nothing is written until `twice.csv` is mended; `--skip-bad` leaves such rows out
    "#]],
    );
    Run::new(&["import", "twice.csv", "--into", "base", "--skip-bad"]).file("twice.csv", TWICE).shows(&expect![[r#"
            2 facts with 2 phrasings written to base, 0 rows left out as out of scope, 1 repeated, 1 row passed over
            -- errors
            error[two-answers]: `where IS it?` in line 4 has another answer in line 2 of twice.csv
             --> twice.csv:4:1
              |
            4 | where  IS it?,There.
              | ^^^^^^^^^^^^^^^^^^^^
              |
              = hint: leave the question with one of the two, or write one answer that says both

            -- 0
        "#]]);
    let (out, _) = imported("both.csv", "question,answer\nWi-Fi?,It is free.\nWi-Fi?,无线网络免费。\n");
    expect![[r#"
        2 facts with 2 phrasings written to base, 0 rows left out as out of scope, 0 repeated
    "#]]
    .assert_eq(&out);
}

#[test]
fn a_flag_for_a_column_that_is_in_no_row_is_told_once() {
    let rows = "{\"frage\": \"Where is it?\", \"answer\": \"Here.\"}\n".repeat(3);
    for (name, text) in [("a.jsonl", rows.clone()), ("a.json", format!("[{}]", rows.trim().replace('\n', ",")))] {
        let ended = Run::new(&["import", name, "--into", "base", "--question", "Farge"]).file(name, &text).end();
        assert_eq!(ended.errors.matches("error[").count(), 1, "{}", ended.errors);
        assert!(ended.errors.contains("no row has `Farge`: the first has `answer`, `frage`"), "{}", ended.errors);
    }
}

#[test]
fn names_of_intents_are_safe_ids() {
    let long = "x".repeat(300);
    let (_, base) = imported("a.csv", "text,intent\nWhere is it?,../../x\nWhen is it?,CON\n");
    expect![[r#"
        x [Paragraph(2)]
          = There is no answer on “../../x” yet: a curator has yet to write it here.
          en "Where is it?"
        con-a3dbc4b644a9 [Paragraph(3)]
          = There is no answer on “CON” yet: a curator has yet to write it here.
          en "When is it?""#]]
    .assert_eq(&shown(&base));
    let ended =
        Run::new(&["import", "a.csv", "--into", "base"]).file("a.csv", &format!("text,intent\nWhere?,{long}\n")).end();
    assert!(ended.errors.contains("`intent` has 300 characters, and at most 200 are read"), "{}", ended.errors);
    let mut run = Run::new(&["import", "con.csv", "--into", "base"]).file("con.csv", "text,intent\nWhere?,a\n");
    assert!(run.command.output().unwrap().status.success());
    let seeds: Vec<_> =
        fs::read_dir(run.folder.path().join("base/seeds")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(seeds[0].to_string_lossy().starts_with("con-"), "{seeds:?}");
}

#[test]
fn a_flood_of_faults_is_counted_and_not_kept() {
    use citebot::import::import;
    use citebot::labelled::{Columns, Content, Format};
    use std::sync::Arc;

    let text = format!("question,answer\n{}", "x\n".repeat(100_000));
    let file = Arc::new(citebot::findings::File { name: "flood.csv".to_string(), text });
    let (imported, findings) = import("flood.csv", &[Content::Text(file, Format::Commas)], &Columns::default());
    assert_eq!((imported.counts.facts, findings.count(), findings.kept().len()), (0, 100_000, Findings::MOST));
}

#[test]
fn a_page_that_is_made_to_take_long_does_not() {
    let nested = "<details><summary>Where?</summary>".repeat(4_000);
    let quoted = format!("## Where?\n{}{}\n", "> ".repeat(20_000), "*".repeat(40_000));
    for (name, text) in [("nested.html", nested), ("quoted.md", quoted)] {
        let ended = Run::new(&["import", name, "--into", "base"]).file(name, &text).end();
        assert_eq!(ended.status, 2, "{name}");
    }
}

#[test]
fn what_a_killed_import_left_is_no_hindrance() {
    let mut run = Run::new(&["import", "a.csv", "--into", "base"])
        .file("a.csv", "question,answer\nWhere is it?,Here.\n")
        .file("base/.citebot-x1/base/seeds/a.toml", "half");
    let output = run.command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut names: Vec<_> =
        fs::read_dir(run.folder.path().join("base")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["answers", "seeds"]);
    // A file of that name is somebody's own.
    Run::new(&["import", "a.csv", "--into", "base"]).file("a.csv", "").file("base/.citebot-mine", "").shows(&expect![
        [r#"
            -- errors
            citebot: `base` is not empty: `--into` takes a new folder or an empty one
            -- 2
        "#]
    ]);
}

#[cfg(not(feature = "spreadsheets"))]
#[test]
fn spreadsheets_that_the_program_was_built_without_are_told() {
    wrong(
        "a.xlsx",
        b"PK",
        &expect![[r#"
        citebot: `a.xlsx`: this citebot was built without `spreadsheets`: build it with `--features spreadsheets`, or save the sheet as CSV
    "#]],
    );
    wrong(
        "a.zip",
        b"PK",
        &expect![[r#"
        citebot: `a.zip`: this citebot was built without `spreadsheets`: build it with `--features spreadsheets`, or unpack the archive and name its folder
    "#]],
    );
}

#[cfg(feature = "spreadsheets")]
#[test]
fn what_is_no_spreadsheet_is_told() {
    wrong(
        "a.xlsx",
        b"question,answer\n",
        &expect![[r#"
        citebot: `a.xlsx`: it can't be read as a spreadsheet: Cannot detect file format
    "#]],
    );
    wrong(
        "a.zip",
        b"no",
        &expect![[r#"
        citebot: `a.zip`: it can't be read as a zip archive: invalid Zip archive: Could not find EOCD
    "#]],
    );
}
