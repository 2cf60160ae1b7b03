//! Settings and bases: where they come from, and what is said if they can't be read.

use expect_test::expect;
use serde_json::Value;

use crate::driver::{Run, cafe};

#[test]
fn settings_come_from_flags_then_the_environment_then_the_file() {
    let cafe = cafe();
    let cafe = cafe.to_str().unwrap();
    let question = "Who founded the Blue Kettle?";
    let answered = |run: Run| run.end().out.lines().next().unwrap_or_default().to_string();
    let english = "Ada Moreno founded the Blue Kettle; she had been a ship's cook.";
    let chinese = "蓝壶咖啡馆由Ada Moreno创办，她曾是船上的厨师。";
    let env_file = format!("CITEBOT_BASE=\"{cafe}\"\nCITEBOT_LANG=zh\n");
    let run = |arguments: &[&str]| Run::new(arguments).file(".env", &env_file);
    assert_eq!(answered(run(&["ask", question])), chinese);
    assert_eq!(answered(run(&["ask", question]).env("CITEBOT_LANG", "en")), english);
    assert_eq!(answered(run(&["ask", question]).env("CITEBOT_LANG", "")), chinese);
    assert_eq!(answered(run(&["ask", question, "--lang", "zh"]).env("CITEBOT_LANG", "en")), chinese);
    assert_eq!(answered(run(&["--lang", "auto", "ask", question])), english);
    let flag = Run::new(&["ask", "--base", cafe, question])
        .env("CITEBOT_BASE", "/nowhere")
        .file(".env", "CITEBOT_BASE=/nowhere");
    assert_eq!(answered(flag), english);
    run(&["ask", question]).env("CITEBOT_BASE", "/nowhere").shows(&expect![[r#"
        -- errors
        citebot: there is no folder `/nowhere` (from CITEBOT_BASE)
        -- 2
    "#]]);
}

#[test]
fn a_setting_that_cannot_be_read_is_one_clear_line() {
    Run::new(&["--base", "nowhere", "ask", "x"]).shows(&expect![[r#"
        -- errors
        citebot: there is no folder `nowhere` (from `--base`)
        -- 2
    "#]]);
    Run::new(&["ask", "x"]).file(".env", "CITEBOT_BASE=nowhere").shows(&expect![[r#"
        -- errors
        citebot: there is no folder `nowhere` (from CITEBOT_BASE in `.env`)
        -- 2
    "#]]);
    Run::new(&["--base", ".", "ask", "x"]).shows(&expect![[r#"
        -- errors
        citebot: `.` (from `--base`) is no base, which has `answers/` and `seeds/`: ./seeds: No such file or directory (os error 2)
        -- 2
    "#]]);
    Run::new(&["--base", ".", "ask", "x"]).file("answers/readme.txt", "").file("seeds/x.toml", "").shows(&expect![[
        r#"
        -- errors
        citebot: `.` (from `--base`) is no base: `answers/` holds no TOML file
        -- 2
    "#
    ]]);
    Run::cafe(&["ask", "x"]).env("CITEBOT_LANG", "fr").shows(&expect![[r#"
        -- errors
        citebot: CITEBOT_LANG is `fr`, and takes `en`, `zh` or `auto`
        -- 2
    "#]]);
    Run::cafe(&["telegram"]).env("CITEBOT_ADMINS", "123456789, @ada").shows(&expect![[r#"
        -- errors
        citebot: there is no place for the journal: name one with `--journal FILE`, or start with `--no-journal`
        -- 2
    "#]]);
    Run::cafe(&["telegram", "--admins", "-100500"]).env("CITEBOT_ADMINS", "1").shows(&expect![[r#"
        -- errors
        citebot: there is no place for the journal: name one with `--journal FILE`, or start with `--no-journal`
        -- 2
    "#]]);
    Run::cafe(&["telegram"]).file(".env", "CITEBOT_ADMINS=12:AAF7-g0gYncWnm5IyfZlpPRq").shows(&expect![[r#"
        -- errors
        citebot: there is no place for the journal: name one with `--journal FILE`, or start with `--no-journal`
        -- 2
    "#]]);
    // A value may be a secret, so it is not shown.
    Run::cafe(&["ask", "x"]).file(".env", "TOKEN=12 34").shows(&expect![[r#"
        -- errors
        citebot: `.env` has a line that is not `NAME=value`; a value with blanks stands in quotation marks
        -- 2
    "#]]);
    Run::cafe(&["ask", "x"]).file(".env", "nonsense").shows(&expect![[r#"
        -- errors
        citebot: `.env` has a line that is not `NAME=value`; a value with blanks stands in quotation marks
        -- 2
    "#]]);
}

#[test]
fn without_the_word_table_only_words_and_letters_rank() {
    let question = "what do I pay for an espresso";
    let first = |run: Run| {
        let ended = run.end();
        let reply: Value = serde_json::from_str(&ended.out).unwrap_or_else(|_| panic!("{}", ended.errors));
        let explained = reply["why"].to_string().contains("meaning");
        (reply["candidates"][0]["fact"].as_str().unwrap().to_string(), explained)
    };
    let ask = |arguments: &[&str]| Run::cafe(&[arguments, &["ask", "--json", "--why", question]].concat());
    let (used, unused) = (("prices".to_string(), true), ("oat-cake".to_string(), false));
    assert_eq!(first(ask(&[])), used);
    assert_eq!(first(ask(&["--no-word-table"])), unused);
    assert_eq!(first(ask(&[]).env("CITEBOT_WORD_TABLE", "off")), unused);
    // The common words of the table still keep real words from being mended: a settle is no kettle.
    for arguments in [&[] as &[&str], &["--no-word-table"]] {
        let answered = Run::cafe(&[arguments, &["ask", "--why", "who foundd the settle"]].concat());
        assert!(answered.end().out.contains("repaired: foundd → found\n"), "{arguments:?}");
    }
    ask(&[]).env("CITEBOT_WORD_TABLE", "no").shows(&expect![[r#"
        -- errors
        citebot: CITEBOT_WORD_TABLE is `no`, and takes `on` or `off`
        -- 2
    "#]]);
}

const SEED: &str = r#"
title.en = "T"
title.zh = "题"
language = "en"
[credits]
says.en = "By A."
says.zh = "作者A。"
[[paragraph]]
number = 1
says.en = "It says."
says.zh = "它说。"
sha256 = "00"
"#;

#[test]
fn a_broken_base_answers_nothing_and_says_what_is_wrong() {
    let broken = |arguments: &[&str]| {
        Run::new(arguments).env("CITEBOT_BASE", ".").file("seeds/s.toml", SEED).file(
            "answers/a.toml",
            "topic.en = \"A\"\ntopic.zh = \"甲\"\nsource = \"s\"\n[[fact]]\nid = \"a\"\nparagraph = [1]\nanswer.en = \"Yes.\"\nask.en = [\"Is it?\"]\nask.zh = [\"是吗？\"]\n",
        )
    };
    broken(&["ask", "x"]).shows(&expect![[r#"
        -- errors
        error[missing-key]: `fact` has no `paragraphs`
         --> answers/a.toml:4:1
          |
        4 | [[fact]]
          | ^^^^^^^^
          |
          = hint: add `paragraphs = …`

        error[unknown-key]: `fact` has no key `paragraph`
         --> answers/a.toml:6:1
          |
        6 | paragraph = [1]
          | ^^^^^^^^^
          |
          = hint: did you mean `paragraphs`?

        error[missing-language]: `answer` has no `zh`
         --> answers/a.toml:7:1
          |
        7 | answer.en = "Yes."
          | ^^^^^^
          |
          = hint: add `answer.zh = …`: every text stands in English and Chinese

        citebot: nothing is answered until the base is sound
        -- 2
    "#]]);
    broken(&["check"]).shows(&expect![[r#"
        error[missing-key]: `fact` has no `paragraphs`
         --> answers/a.toml:4:1
          |
        4 | [[fact]]
          | ^^^^^^^^
          |
          = hint: add `paragraphs = …`

        error[unknown-key]: `fact` has no key `paragraph`
         --> answers/a.toml:6:1
          |
        6 | paragraph = [1]
          | ^^^^^^^^^
          |
          = hint: did you mean `paragraphs`?

        error[missing-language]: `answer` has no `zh`
         --> answers/a.toml:7:1
          |
        7 | answer.en = "Yes."
          | ^^^^^^
          |
          = hint: add `answer.zh = …`: every text stands in English and Chinese

        2 files: 3 errors
        -- 1
    "#]]);
    broken(&["check", "--json"]).shows(&expect![[r#"
        {"sound":false,"checked":{"files":2,"facts":0,"drafts":0,"gaps":0,"small_talk":0,"phrasings":0},"findings":[{"severity":"error","rule":"missing-key","file":"answers/a.toml","line":4,"column":1,"message":"`fact` has no `paragraphs`","hint":"add `paragraphs = …`"},{"severity":"error","rule":"unknown-key","file":"answers/a.toml","line":6,"column":1,"message":"`fact` has no key `paragraph`","hint":"did you mean `paragraphs`?"},{"severity":"error","rule":"missing-language","file":"answers/a.toml","line":7,"column":1,"message":"`answer` has no `zh`","hint":"add `answer.zh = …`: every text stands in English and Chinese"}]}
        -- 1
    "#]]);
    for arguments in [&[] as &[&str], &["facts"], &["ask", "--json", "--batch"]] {
        let ended = broken(arguments).input("{\"id\":\"1\",\"q\":\"x\"}\n").end();
        assert_eq!((ended.status, ended.out.as_str()), (2, ""), "{arguments:?}");
    }
}

#[test]
fn colors_are_for_people_only() {
    for (arguments, colored) in [
        (&["ask", "hello"] as &[&str], false),
        (&["--color", "always", "ask", "hello"], false),
        (&["--color", "always"], true),
        (&["--color", "never"], false),
        (&[], false),
    ] {
        let ended = Run::cafe(arguments).input("Where is the Blue Kettle?\n").env("TERM", "xterm").end();
        assert_eq!(ended.out.contains('\x1b'), colored, "{arguments:?}: {}", ended.out);
    }
}

#[test]
fn warnings_fail_a_strict_check_only() {
    let facts = |ask: &str| {
        format!(
            "topic.en = \"A\"\nsource = \"s\"\nbilingual = false\n[[fact]]\nid = \"a\"\nparagraphs = [1]\nanswer.en = \"It says.\"\nask.en = [{ask}]\n"
        )
    };
    let seed = SEED.replace("\"00\"", &format!("\"{}\"", "0".repeat(64)));
    for (ask, arguments, status) in [
        ("\"What does it say?\"", &["check"] as &[&str], 0),
        ("\"What does it say?\"", &["check", "--strict"], 1),
        ("\"What does it say?\"", &["check", "--strict", "--json"], 1),
        ("", &["check"], 1),
    ] {
        let run = Run::new(arguments).env("CITEBOT_BASE", ".").file("seeds/s.toml", &seed);
        let ended = run.file("answers/a.toml", &facts(ask)).end();
        assert_eq!(ended.status, status, "{ask} {arguments:?}: {}{}", ended.out, ended.errors);
    }
}

#[test]
fn every_setting_of_the_example_may_stand_in_the_file() {
    let example = include_str!("../../.env.example");
    let is_setting = |line: &&str| line.starts_with(|first: char| first.is_ascii_uppercase()) && line.contains('=');
    let settings: Vec<&str> = example.lines().filter_map(|line| line.strip_prefix('#')).filter(is_setting).collect();
    assert!(settings.len() > 15, "{settings:?}");
    let ended = Run::new(&["completions", "bash"]).file(".env", &settings.join("\n")).end();
    assert_eq!((ended.status, ended.errors.as_str()), (0, ""));
}
