//! The help of each command begins with examples, and each of them can be typed as it stands.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use expect_test::{Expect, expect};
use tempfile::TempDir;

use crate::driver::Run;

/// What stands in the folder where examples are run.
const FILES: [(&str, &str); 11] = [
    (
        "rules.md",
        "# Rules of Elm House\n\nElm House has 24 rooms.\n\nThe house is quiet from 22:00 to 7:00.\n\n\
         ## Dogs\n\nDogs must stay outside.\n",
    ),
    ("library.md", "# The library\n\nA book may be kept for three weeks.\n"),
    ("article.txt", "The Old Mill\n\nThe mill was built in 1912.\n"),
    ("questions.txt", "How many rooms are there?\nWhere must dogs stay?\n"),
    ("questions.jsonl", "{\"id\": 1, \"q\": \"How many rooms are there?\"}\n"),
    ("questions.csv", "text,intent\nHow many rooms are there?,p1-1\nWhere must dogs stay?,p3-1\n"),
    ("fragen.csv", "Frage;Antwort\nDarf man rauchen?;Hier raucht niemand.\n"),
    ("faq.csv", "question,answer\nMay I smoke?,Nobody may smoke here.\nIs smoking allowed?,Nobody may smoke here.\n"),
    ("faq.md", "# FAQ\n\n## May I smoke?\n\nNobody may smoke here.\n"),
    (
        "rasa-bot/nlu.yml",
        "nlu:\n- intent: smoke\n  examples: |\n    - May I smoke?\nresponses:\n  utter_smoke:\n  - text: Nobody may smoke here.\n",
    ),
    // An empty file is a journal that holds nothing yet.
    ("journal.sqlite", ""),
];

/// Bases with questions for `fit`, and how many lines of each file of questions are taken: a fit on all takes a minute.
const FITTED: [&str; 2] = ["gym", "telecom"];
const FITTED_LINES: usize = 12;

/// What is done before the examples of a command are run.
const BEFORE: [(&str, &str); 4] = [
    ("new", "rm -r my-base"),
    ("undo", "citebot --base my-base remove p3-1"),
    ("source remove", "citebot --base my-base source add library.md && rm my-base/answers/library*"),
    ("source rename", "citebot --base my-base source add library.md"),
];

/// How examples end that don't end with status 0: with this status, and this in what they say of errors. What there is
/// no token for ends before it does anything, and there is nothing to review in an empty journal.
const ENDS: [(&str, i32, &str); 2] = [("telegram", 2, "citebot: there is no token"), ("review", 1, "")];

/// All commands, as they are typed.
fn commands() -> Vec<String> {
    let mut all = Vec::new();
    let mut left: Vec<(String, _)> =
        citebot::config::command_line().get_subcommands().map(|command| (String::new(), command.clone())).collect();
    while let Some((before, command)) = left.pop() {
        let name = format!("{before} {}", command.get_name()).trim().to_string();
        left.extend(command.get_subcommands().map(|below| (name.clone(), below.clone())));
        all.push(name);
    }
    all.sort();
    all
}

/// The lines of a command's help that are examples.
fn examples(command: &str) -> Vec<String> {
    let arguments: Vec<&str> = command.split(' ').chain(["--help"]).collect();
    let help = Run::new(&arguments).end().out;
    assert!(help.starts_with("Example"), "the help of `{command}` begins with no example:\n{help}");
    let block = help.split("\n\n").next().unwrap_or_default();
    let lines = block.lines().map(str::trim).filter(|line| line.starts_with("citebot "));
    lines.map(str::to_string).collect()
}

/// A folder with the files, and a base made of the rules.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in FILES {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    for base in FITTED {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bases").join(base);
        copy(&from, &folder.path().join("bases").join(base));
    }
    assert_eq!(run(folder.path(), "citebot new my-base --text rules.md").0, 0);
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let into = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &into);
        } else {
            let text = fs::read_to_string(&path).unwrap();
            let is_asked = from.ends_with("questions");
            let lines = text.split_inclusive('\n').take(if is_asked { FITTED_LINES } else { usize::MAX });
            fs::write(into, lines.collect::<String>()).unwrap();
        }
    }
}

/// Runs a line as a shell does; the status, and what was said of errors.
fn run(folder: &Path, line: &str) -> (i32, String) {
    let programs = Path::new(env!("CARGO_BIN_EXE_citebot")).parent().unwrap();
    let path = format!("{}:/usr/bin:/bin", programs.display());
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(folder).env_clear().env("PATH", path).stdin(Stdio::null());
    command.env("CITEBOT_JOURNAL", "journal.sqlite");
    let output = command.output().unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(!errors.contains("panicked"), "{line}: {errors}");
    (output.status.code().expect("ended by itself"), errors)
}

#[test]
fn the_help_of_each_command_begins_with_examples_that_can_be_typed() {
    let commands = commands();
    for known in BEFORE.iter().map(|(command, _)| command).chain(ENDS.iter().map(|(command, ..)| command)) {
        assert!(commands.iter().any(|command| command == known), "there is no command `{known}`");
    }
    for command in &commands {
        let folder = folder();
        if let Some((_, before)) = BEFORE.iter().find(|(of, _)| of == command) {
            let (status, errors) = run(folder.path(), before);
            assert_eq!(status, 0, "before `{command}`: {errors}");
        }
        let examples = examples(command);
        assert!(!examples.is_empty(), "the help of `{command}` has no line that begins with `citebot`");
        let ends = ENDS.iter().find(|(of, ..)| of == command);
        let (wanted, said) = ends.map_or((0, ""), |(_, status, said)| (*status, *said));
        for example in examples {
            let (status, errors) = run(folder.path(), &example);
            assert!(status == wanted && errors.contains(said), "`{example}` ended with {status}: {errors}");
        }
    }
}

#[test]
fn help_reads_well() {
    let help = |arguments: &[&str], expected: &Expect| expected.assert_eq(&Run::new(arguments).end().out);
    help(
        &["undo", "--help"],
        &expect![[r#"
            Example:
              citebot --base my-base undo

            Take back what `add`, `edit`, `remove`, `source` or `record` did last

            Usage: citebot undo [OPTIONS]

            Options:
                  --base <DIR>     Read the base in this folder (`answers/` and `seeds/`) [default: the current
                                   folder where `answers/base.toml` is in it, else the program's own]
                  --lang <LANG>    Reply in this language; `auto` takes the question's own [possible values: en,
                                   zh, auto]
                  --no-word-table  Compare words and letters only, not what words mean
                  --color <WHEN>   When to color; `auto` heeds `NO_COLOR` and `TERM=dumb` [default: auto]
                                   [possible values: auto, always, never]
              -h, --help           Print help
        "#]],
    );
    help(
        &["new", "-h"],
        &expect![[r#"
        Examples:
          citebot new my-base --text rules.md
          citebot --base my-base

        Make a base to start from: of a text, or an example

        Usage: citebot new [OPTIONS] <DIR>

        Arguments:
          <DIR>  The folder to make it in: a new one, or an empty one

        Options:
              --base <DIR>     Read the base in this folder (`answers/` and `seeds/`) [default: the current
                               folder where `answers/base.toml` is in it, else the program's own]
              --text <FILE>    A text, `.md` or `.txt`, that the answers rest on; may be given several times
              --from <FILE>    Labelled questions instead of a text, as `import` takes them
              --lang <LANG>    Reply in this language; `auto` takes the question's own [possible values: en,
                               zh, auto]
              --no-word-table  Compare words and letters only, not what words mean
              --color <WHEN>   When to color; `auto` heeds `NO_COLOR` and `TERM=dumb` [default: auto]
                               [possible values: auto, always, never]
          -h, --help           Print help

        Each sentence becomes a draft fact with questions made by rules; the bot answers from them at once.
    "#]],
    );
}
