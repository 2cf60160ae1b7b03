//! The program from outside: what comes in, what goes out, and the status it ends with.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use expect_test::{Expect, expect};
use serde_json::Value;

/// The folder of an invented base about a cafe.
pub(crate) fn cafe() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cafe")
}

/// The text with its scores blotted out: they change with every constant of the matcher.
pub(crate) fn without_scores(text: &str) -> String {
    let digit = |character: Option<&char>| character.is_some_and(char::is_ascii_digit);
    let chars: Vec<char> = text.chars().collect();
    let of_a_score = |at: usize| {
        let is_score = |dot: usize| {
            chars.get(dot) == Some(&'.')
                && [dot - 1, dot + 1, dot + 2]
                    .iter()
                    .all(|at| digit(chars.get(*at)))
        };
        (at.saturating_sub(2).max(1)..=at + 1).any(is_score) && digit(chars.get(at))
    };
    (0..chars.len())
        .map(|at| if of_a_score(at) { '#' } else { chars[at] })
        .collect()
}

/// A run of the program, in a folder of its own and with an environment of its own.
struct Run {
    command: Command,
    input: Vec<u8>,
    folder: tempfile::TempDir,
}

struct Ended {
    status: i32,
    out: String,
    errors: String,
}

impl Run {
    fn new(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_citebot"));
        command
            .args(arguments)
            .current_dir(folder.path())
            .env_clear();
        Self {
            command,
            input: Vec::new(),
            folder,
        }
    }

    /// A run on the cafe.
    fn cafe(arguments: &[&str]) -> Self {
        Self::new(arguments).env("CITEBOT_BASE", cafe().to_str().unwrap())
    }

    fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    fn file(self, name: &str, text: &str) -> Self {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn input(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.input = input.into();
        self
    }

    fn end(mut self) -> Ended {
        self.command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = self.command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = std::mem::take(&mut self.input);
        // A program that does not read its input may close it.
        let writer = std::thread::spawn(move || stdin.write_all(&input));
        let output = child.wait_with_output().unwrap();
        let _ = writer.join().unwrap();
        let folder = self.folder.path().to_str().unwrap();
        let text = |bytes: Vec<u8>| {
            String::from_utf8(bytes)
                .unwrap()
                .replace(folder, "[folder]")
        };
        let (out, errors) = (text(output.stdout), text(output.stderr));
        assert!(!errors.contains("panicked"), "{errors}");
        Ended {
            status: output.status.code().expect("ended by itself"),
            out,
            errors,
        }
    }

    /// Compares output, errors and status with what is expected.
    fn shows(self, expected: &Expect) {
        let Ended {
            status,
            out,
            errors,
        } = self.end();
        let errors = if errors.is_empty() {
            errors
        } else {
            format!("-- errors\n{errors}")
        };
        expected.assert_eq(&format!("{}{errors}-- {status}\n", without_scores(&out)));
    }

    fn json_lines(self) -> Vec<Value> {
        let ended = self.end();
        assert_eq!((ended.status, ended.errors.as_str()), (0, ""));
        ended
            .out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

#[test]
fn ask_ends_with_0_if_it_answered_1_if_not_and_2_if_it_could_not() {
    for (arguments, input, status) in [
        (&["ask", "Who founded the Blue Kettle?"] as &[&str], "", 0),
        (&["ask", "Who", "founded", "the", "Blue", "Kettle?"], "", 0),
        (&["ask", "蓝壶咖啡馆是谁创办的？"], "", 0),
        (&["ask", "hello"], "", 0),
        (&["ask", "What does a coffee cost?"], "", 1),
        (&["ask", "Who won the world cup in Brazil?"], "", 1),
        (&["ask", ""], "", 1),
        (&["ask", "-"], "Who founded the Blue Kettle?\n\nhello\n", 0),
        (
            &["ask"],
            "Who founded the Blue Kettle?\nWhat does a coffee cost?\nhello",
            1,
        ),
        (&["ask"], "", 1),
        (&["ask", "--jsno", "x"], "", 2),
        (&["ask", "--batch"], "", 2),
        (&["ask", "--json", "--batch", "x"], "", 2),
        (&["ask", "--lang", "fr", "x"], "", 2),
        (&["ask", "--base", "nowhere", "x"], "", 2),
        (&["facts"], "", 0),
        (&["facts", "zebra"], "", 1),
        (&["check"], "", 0),
        (&["aks"], "", 2),
        (&["completions", "bash"], "", 0),
        (&["--version"], "", 0),
        (&["--help"], "", 0),
        (&[], "Who won the world cup in Brazil?\n", 0),
    ] {
        let ended = Run::cafe(arguments).input(input).end();
        assert_eq!(
            ended.status, status,
            "{arguments:?}: {}{}",
            ended.out, ended.errors
        );
    }
}

#[test]
fn an_answer_comes_with_its_place_and_a_refusal_with_what_is_near() {
    Run::cafe(&["ask", "who", "foundd", "the", "blue", "ketle?"]).shows(&expect![[r#"
        Ada Moreno founded the Blue Kettle; she had been a ship's cook.
        — paragraph 1
        -- 0
    "#]]);
    Run::cafe(&["ask", "燕麥蛋糕佔點單的多少？"]).shows(&expect![[r#"
        点得最多的是燕麦蛋糕，占全部点单的30%。
        — 第3段「咖啡与蛋糕」
        -- 0
    "#]]);
    Run::cafe(&["ask", "--lang", "zh", "How many staff are employed there?"]).shows(&expect![[
        r#"
        蓝壶咖啡馆有9名员工。
        — 第2段「咖啡与蛋糕」
        -- 0
    "#
    ]]);
    Run::cafe(&[
        "ask",
        "How many employees does the Blue Kettle have in Tokyo?",
    ])
    .shows(&expect![[r#"
        The article says nothing on “tokyo” here. What comes nearest:
          1. How many employees does the Blue Kettle have?
          2. Where is the Blue Kettle?
        -- 1
    "#]]);
    Run::cafe(&["ask"])
        .input("what do the prices look like?\nthanks\n")
        .shows(&expect![[r#"
        The article gives no prices.
          1. What share of the orders is oat cake?

        You're welcome.
        -- 1
    "#]]);
}

#[test]
fn why_tells_how_an_answer_came_about() {
    Run::cafe(&["ask", "--why", "who foundd the blue ketle?"]).shows(&expect![[r#"
        Ada Moreno founded the Blue Kettle; she had been a ship's cook.
        — paragraph 1

        matched: founded, blue kettle
        repaired: foundd → founded, blue ketle → blue kettle
        fillers: who, the
        asked for: who
        candidates:
          1. `founder` #.##: fit #.## (nearest phrasing #.##, all phrasings #.##, words alone #.##, meaning #.##), explains 100 %
          2. `address` #.##: fit #.## (nearest phrasing #.##, all phrasings #.##, words alone #.##, meaning #.##), explains 18 %; knows nothing of “founded”
          3. `opening-date` #.##: fit #.## (nearest phrasing #.##, all phrasings #.##, words alone #.##, meaning #.##), explains 18 %; knows nothing of “founded”
        decided: answer with `founder`: it accounts for every telling word
        runner-up: `address`, #.## against #.##
        -- 0
    "#]]);
    Run::cafe(&["ask", "--why", "蓝壶2033年有多少员工？"]).shows(&expect![[r#"
        蓝壶咖啡馆有9名员工。
        — 第2段「咖啡与蛋糕」

        对上的词：蓝壶、有、多少、员工
        对不上的词：在（库里的词）、上海（常用词）
        问的是：具体数量（数的是：员工）
        候选：
          1. `staff` #.##：相似度#.##（最近的问法#.##，全部问法#.##，单看用词#.##，词义#.##），解释了63%
          2. `address` #.##：相似度#.##（最近的问法#.##，全部问法#.##，单看用词#.##，词义#.##），解释了29%；没有说明具体数量
          3. `roasting` #.##：相似度#.##（最近的问法#.##，全部问法#.##，单看用词#.##，词义#.##），解释了18%；数的不是“员工”
        结论：用`staff`作答：对不上的词分量很轻
        第二名：`address`，#.##对#.##
        -- 0
    "#]]);
    Run::cafe(&["ask", "--why", "what does a coffee cost"]).shows(&expect![[r#"
        The article gives no prices.
          1. What share of the orders is oat cake?

        matched: coffee, cost
        fillers: what, does, a
        asked for: whether it is so
        candidates:
          1. `prices` #.##: fit #.## (nearest phrasing #.##, all phrasings #.##, words alone #.##, meaning #.##), explains 100 %
          2. `roasting` #.##: fit #.## (nearest phrasing #.##, all phrasings #.##, words alone #.##, meaning #.##), explains 50 %; knows nothing of “cost”
          3. `beans` #.##: fit #.## (nearest phrasing #.##, all phrasings #.##, words alone #.##, meaning #.##), explains 50 %; knows nothing of “cost”
        decided: refuse: the base knows that the article doesn't tell this, as the gap `prices`
        runner-up: `roasting`, #.## against #.##
        -- 1
    "#]]);
    Run::cafe(&["ask", "--why", "hello"]).shows(&expect![[r#"
        Hello! Ask me about the cafe.

        fillers: hello
        candidates:
          1. `greeting` #.##: fit #.## (nearest phrasing #.##, all phrasings #.##, words alone #.##, meaning #.##), explains 0 %
          2. `thanks` #.##: fit #.## (nearest phrasing #.##, all phrasings #.##, words alone #.##, meaning #.##), explains 0 %
          3. `opening-date` #.##: fit #.## (nearest phrasing #.##, all phrasings #.##, words alone #.##, meaning #.##), explains 0 %; leaves too much unexplained
        decided: small talk `greeting`
        runner-up: `thanks`, #.## against #.##
        -- 0
    "#]]);
    Run::cafe(&["ask", "--why", "xylophone"]).shows(&expect![[r#"
        The article says nothing on “xylophone” here.

        unexplained: xylophone (an unknown word: one is enough to refuse)
        candidates:
          1. `opening-date` #.##: fit #.## (nearest phrasing #.##, all phrasings #.##, words alone #.##, meaning #.##), explains 0 %; knows nothing of “xylophone”
          2. `staff` #.##: fit #.## (nearest phrasing #.##, all phrasings #.##, words alone #.##, meaning #.##), explains 0 %; knows nothing of “xylophone”
          3. `address` #.##: fit #.## (nearest phrasing #.##, all phrasings #.##, words alone #.##, meaning #.##), explains 0 %; knows nothing of “xylophone”
        decided: refuse: the nearest fact, `opening-date`, knows nothing of “xylophone”
        runner-up: `staff`, #.## against #.##
        -- 1
    "#]]);
}

#[test]
fn json_has_the_agreed_form() {
    Run::cafe(&["ask", "--json", "Where is the Blue Kettle?"]).shows(&expect![[r#"
        {"id":null,"outcome":"answer","confidence":#.##,"text":"The Blue Kettle is on Quay Street in Millbrook.","lang":"en","answers":[{"fact":"address","text":"The Blue Kettle is on Quay Street in Millbrook.","sources":[{"source":"blue-kettle","paragraph":1,"section":null}]}],"options":[],"candidates":[{"fact":"address","score":#.##},{"fact":"beans","score":#.##},{"fact":"founder","score":#.##},{"fact":"opening-date","score":0.1},{"fact":"staff","score":0.1}]}
        -- 0
    "#]]);
    let explained = Run::cafe(&["ask", "--json", "--why", "hello"]).json_lines();
    assert!(explained[0]["why"].as_array().unwrap().len() > 1);
}

#[test]
fn a_batch_answers_line_by_line_and_goes_on_after_a_bad_one() {
    let long_chat = format!(r#"{{"id":1,"q":"x","chat":"{}"}}"#, "c".repeat(300));
    for (line, expected) in [
        (
            r#"{"id":"7","q":"Who founded the Blue Kettle?"}"#,
            r#""7" answer"#,
        ),
        (r#"{"id":7,"q":"Who founded the Blue Kettle?"}"#, "7 answer"),
        (r#"{"id":-1.50,"q":"hello","more":[1]}"#, "-1.50 smalltalk"),
        (
            r#"{"id":123456789012345678901234567890,"q":"hello"}"#,
            "123456789012345678901234567890 smalltalk",
        ),
        (
            r#"{"q":"hello","id":"\u00e9\n"}"#,
            r#""\u00e9\n" smalltalk"#,
        ),
        (r#"{"id":"a","q":"hello","chat":null}"#, r#""a" smalltalk"#),
        (r#"{"id":"a","q":"\ud83d"}"#, r#""a" refuse"#),
        (r#"{"id":"a","q":"\u0000\u202e<b>&amp;"}"#, r#""a" refuse"#),
        (r#"{"id":"a","q":""}"#, r#""a" refuse"#),
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
        let ended = Run::cafe(&["ask", "--json", "--batch"])
            .input(format!("{line}\n"))
            .end();
        assert_eq!((ended.status, ended.errors.as_str()), (0, ""), "{line}");
        let reply: Value = serde_json::from_str(ended.out.trim_end()).unwrap();
        let found = match reply.get("error") {
            Some(error) => {
                assert!(error.is_string() && reply["id"].is_null(), "{reply}");
                "error".to_string()
            }
            // The id as it was written, which a parsed number no longer shows.
            None => {
                let id = ended
                    .out
                    .strip_prefix(r#"{"id":"#)
                    .unwrap()
                    .split_once(r#","outcome""#)
                    .unwrap()
                    .0;
                format!("{id} {}", reply["outcome"].as_str().unwrap())
            }
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
        .map(|reply| {
            format!(
                "{} {} {}",
                reply["id"], reply["outcome"], reply["answers"][0]["fact"]
            )
            .replace('"', "")
        })
        .collect();
    assert_eq!(
        shown,
        [
            "1 answer opening-date",
            "2 refuse null",
            "3 refuse null",
            "4 answer founder",
            "null null null",
            "5 answer oat-cake"
        ]
    );
}

#[test]
fn a_batch_answers_before_its_input_ends() {
    use std::io::{BufRead, BufReader};
    let mut run = Run::cafe(&["ask", "--json", "--batch"]);
    let mut child = run
        .command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut replies = BufReader::new(child.stdout.take().unwrap()).lines();
    for id in ["\"first\"", "\"second\""] {
        writeln!(stdin, r#"{{"id":{id},"q":"hello"}}"#).unwrap();
        assert!(
            replies
                .next()
                .unwrap()
                .unwrap()
                .starts_with(&format!(r#"{{"id":{id}"#))
        );
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

/// Questions that nobody means well.
pub(crate) fn hostile() -> Vec<Vec<u8>> {
    let texts = [
        "",
        " ",
        "?",
        "？！。，",
        "\0",
        "a\0b",
        "\u{202E}who\u{2066}\u{200B}",
        "\u{FEFF}\u{FEFF}",
        "🙂🙂🙂",
        "👨‍👩‍👧‍👦",
        "<b>who</b> & \"where\"",
        "&lt;",
        "\x1b[31mred\x1b[0m",
        "\\ud800",
        "{\"q\":1}",
        "-1",
        "99999999999999999999",
        "1e400",
        "0",
        "½",
        "\u{0301}\u{0301}",
        "ﷺ",
        "--help",
        "; rm -rf /",
        "%s%n",
        "'''",
        "{}",
        "who? when? where? why? what? which? how?",
        "and",
        "it",
        "呢",
        "的",
        "第",
        "who\u{2028}founded\u{2029}it",
        "ａｂｃ",
        "\u{E000}\u{10FFFF}",
        "How many staff? And how many in Tokyo, 2033, by train, with 45 % of \"Xyzzy\"?",
        "有多少员工？东京呢？还有谁",
    ];
    let mut all: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    all.extend(
        ["x", "who ", "多少", "🙂", "? ", "1,", "a\u{0301}", "<i>"]
            .map(|text| text.repeat(100_000 / text.chars().count()).into_bytes()),
    );
    all.extend([
        b"\xFF\xFE".to_vec(),
        b"who \xC3 founded \xE4\xB8".to_vec(),
        b"\xED\xA0\x80".to_vec(),
        vec![0x80; 100_000],
    ]);
    all
}

#[test]
fn any_bytes_get_a_polite_outcome() {
    let lines: Vec<u8> = hostile().join(&b'\n');
    let asked = hostile()
        .iter()
        .filter(|line| !String::from_utf8_lossy(line).trim().is_empty())
        .count();
    let ended = Run::cafe(&["ask", "--json", "--why"])
        .input(lines.clone())
        .end();
    assert!(
        ended.status < 2 && ended.errors.is_empty(),
        "{}",
        ended.errors
    );
    // A byte order mark at the start of a line is a question, at the start of the input it is none.
    assert_eq!(ended.out.lines().count(), asked);
    for reply in ended.out.lines() {
        let reply: Value = serde_json::from_str(reply).unwrap();
        let text = reply["text"].as_str().unwrap();
        assert!(!text.is_empty() && text.len() < 2_000, "{reply}");
        let harmful = |character: char| {
            (character.is_control() && character != '\n')
                || ('\u{202A}'..='\u{202E}').contains(&character)
        };
        assert!(!text.contains(harmful), "{reply}");
    }
    for form in [&["ask", "--why"] as &[&str], &[]] {
        let ended = Run::cafe(form).input(lines.clone()).end();
        assert!(
            ended.status < 2 && ended.errors.is_empty(),
            "{}",
            ended.errors
        );
        assert!(!ended.out.contains(['\x1b', '\0', '\u{202E}']));
    }
}

#[test]
fn any_text_in_a_batch_gets_one_line() {
    let questions: Vec<String> = hostile()
        .iter()
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    let line = |question: &String| {
        serde_json::json!({ "id": "x", "q": question, "chat": "one" }).to_string()
    };
    let input: Vec<String> = questions.iter().map(line).collect();
    let replies = Run::cafe(&["ask", "--json", "--batch", "--why"])
        .input(input.join("\n"))
        .json_lines();
    assert_eq!(replies.len(), questions.len());
    assert!(replies.iter().all(|reply| reply["id"] == "x"));
}

#[test]
fn a_long_question_is_cut_and_the_reply_says_so() {
    let ended = Run::cafe(&["ask"]).input("who ".repeat(1000)).end();
    assert!(
        ended.out.contains("I read its first 500 characters"),
        "{}",
        ended.out
    );
}

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
    assert_eq!(
        answered(run(&["ask", question]).env("CITEBOT_LANG", "en")),
        english
    );
    assert_eq!(
        answered(run(&["ask", question]).env("CITEBOT_LANG", "")),
        chinese
    );
    assert_eq!(
        answered(run(&["ask", question, "--lang", "zh"]).env("CITEBOT_LANG", "en")),
        chinese
    );
    assert_eq!(answered(run(&["--lang", "auto", "ask", question])), english);
    let flag = Run::new(&["ask", "--base", cafe, question])
        .env("CITEBOT_BASE", "/nowhere")
        .file(".env", "CITEBOT_BASE=/nowhere");
    assert_eq!(answered(flag), english);
    run(&["ask", question])
        .env("CITEBOT_BASE", "/nowhere")
        .shows(&expect![[r#"
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
    Run::new(&["ask", "x"])
        .file(".env", "CITEBOT_BASE=nowhere")
        .shows(&expect![[r#"
        -- errors
        citebot: there is no folder `nowhere` (from CITEBOT_BASE in `.env`)
        -- 2
    "#]]);
    Run::new(&["--base", ".", "ask", "x"]).shows(&expect![[r#"
        -- errors
        citebot: `.` (from `--base`) is no base, which has `answers/` and `seeds/`: ./seeds: No such file or directory (os error 2)
        -- 2
    "#]]);
    Run::new(&["--base", ".", "ask", "x"])
        .file("answers/readme.txt", "")
        .file("seeds/x.toml", "")
        .shows(&expect![[r#"
        -- errors
        citebot: `.` (from `--base`) is no base: `answers/` holds no TOML file
        -- 2
    "#]]);
    Run::cafe(&["ask", "x"])
        .env("CITEBOT_LANG", "fr")
        .shows(&expect![[r#"
        -- errors
        citebot: CITEBOT_LANG is `fr`, and takes `en`, `zh` or `auto`
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
        answers/a.toml:4:1: [missing-key] fact has no `paragraphs`
          hint: add `paragraphs = …`
        answers/a.toml:4:1: [missing-language] `answer` has no `zh`
          hint: add `answer.zh = …`: every text stands in English and Chinese
        answers/a.toml:6:1: [unknown-key] fact has no key `paragraph`
          hint: did you mean `paragraphs`?
        citebot: nothing is answered until the base is sound
        -- 2
    "#]]);
    broken(&["check"]).shows(&expect![[r#"
        answers/a.toml:4:1: [missing-key] fact has no `paragraphs`
          hint: add `paragraphs = …`
        answers/a.toml:4:1: [missing-language] `answer` has no `zh`
          hint: add `answer.zh = …`: every text stands in English and Chinese
        answers/a.toml:6:1: [unknown-key] fact has no key `paragraph`
          hint: did you mean `paragraphs`?
        -- 1
    "#]]);
    broken(&["check", "--json"]).shows(&expect![[r#"
        {"column":1,"file":"answers/a.toml","hint":"add `paragraphs = …`","line":4,"message":"fact has no `paragraphs`","rule":"missing-key"}
        {"column":1,"file":"answers/a.toml","hint":"add `answer.zh = …`: every text stands in English and Chinese","line":4,"message":"`answer` has no `zh`","rule":"missing-language"}
        {"column":1,"file":"answers/a.toml","hint":"did you mean `paragraphs`?","line":6,"message":"fact has no key `paragraph`","rule":"unknown-key"}
        -- 1
    "#]]);
    for arguments in [&[] as &[&str], &["facts"], &["ask", "--json", "--batch"]] {
        let ended = broken(arguments)
            .input("{\"id\":\"1\",\"q\":\"x\"}\n")
            .end();
        assert_eq!((ended.status, ended.out.as_str()), (2, ""), "{arguments:?}");
    }
}

#[test]
fn facts_are_listed_by_topic() {
    Run::cafe(&["facts"]).shows(&expect![[r#"
        The cafe
          opening-date  When did the Blue Kettle open?
          founder       Who founded the Blue Kettle?
          address       Where is the Blue Kettle?
        Coffee and cake
          staff         How many employees does the Blue Kettle have?
          roasting      How much coffee does the Blue Kettle roast a week?
          beans         Where do the beans come from?
          oat-cake      What share of the orders is oat cake?
        -- 0
    "#]]);
    Run::cafe(&["facts", "--lang", "zh", "cake"]).shows(&expect![[r#"
        咖啡与蛋糕
          oat-cake  燕麦蛋糕占点单的多少？
        -- 0
    "#]]);
    Run::cafe(&["facts", "--json", "addr"]).shows(&expect![[r#"
        {"fact":"address","topic":"The cafe","label":"Where is the Blue Kettle?","text":"The Blue Kettle is on Quay Street in Millbrook.","lang":"en","sources":[{"source":"blue-kettle","paragraph":1,"section":null}]}
        -- 0
    "#]]);
}

#[test]
fn a_question_without_its_command_is_told_how_to_be_asked() {
    Run::cafe(&["How many staff?"]).shows(&expect![[r#"
        -- errors
        error: unrecognized subcommand 'How many staff?'

          tip: to ask a question: citebot ask "…"

        Usage: citebot [OPTIONS] [COMMAND]

        For more information, try '--help'.
        -- 2
    "#]]);
}

#[test]
fn help_leads_with_examples() {
    Run::cafe(&["--help"]).shows(&expect![[r#"
        Answers questions about an article, and names the paragraph that tells it

        Examples:
          citebot                                  start the console
          citebot ask "How many unicorns are there?"
          citebot ask --why 有多少家独角兽企业？      answer, and tell how it came about
          citebot ask - < questions.txt            one question a line
          citebot facts ai                         list what can be asked about AI
          citebot check                            find what is wrong with the base

        Usage: citebot [OPTIONS] [COMMAND]

        Commands:
          ask          Answer a question; `-` or a pipe: one a line, each on its own
          facts        List the facts that can be asked for, by topic
          check        Find everything that is wrong with the base
          completions  Write the completions for a shell
          help         Print this message or the help of the given subcommand(s)

        Options:
              --base <DIR>    Read the base in this folder (`answers/` and `seeds/`), not the one compiled
                              in
              --lang <LANG>   Reply in this language; `auto` takes the question's own [possible values: en,
                              zh, auto]
              --color <WHEN>  When to color; `auto` heeds `NO_COLOR` and `TERM=dumb` [default: auto]
                              [possible values: auto, always, never]
              --no-history    Console: keep no history of what was typed
          -h, --help          Print help
          -V, --version       Print version

        Exit status: 0 answered (or sound, or listed), 1 not answered (or findings, or none), 2 error.
        Settings come from flags, then CITEBOT_BASE and CITEBOT_LANG, then `.env` in the current folder.
        -- 0
    "#]]);
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
        let ended = Run::cafe(arguments)
            .input("Where is the Blue Kettle?\n")
            .env("TERM", "xterm")
            .end();
        assert_eq!(
            ended.out.contains('\x1b'),
            colored,
            "{arguments:?}: {}",
            ended.out
        );
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut run = Run::cafe(&["ask", "-"]);
    let mut child = run
        .command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let _ = stdin.write_all("Where is the Blue Kettle?\n".repeat(1000).as_bytes());
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), output.stderr.as_slice()),
        (Some(0), b"" as &[u8])
    );
}

#[test]
fn the_base_that_is_compiled_in_answers_without_any_setting() {
    let ended = Run::new(&["facts", "--json"]).end();
    let first: Value = serde_json::from_str(ended.out.lines().next().unwrap()).unwrap();
    let ended = Run::new(&["ask", "--json", first["label"].as_str().unwrap()]).end();
    let reply: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(
        (ended.status, &reply["answers"][0]["fact"]),
        (0, &first["fact"])
    );
}
