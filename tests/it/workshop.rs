//! A base made of a text, and changed by commands, as a curator does it from the first file on.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use expect_test::{Expect, expect};
use tempfile::TempDir;

use crate::driver::{Ended, Run};

/// Rules of a house that nobody lives in.
const RULES: &str = "\
Rules of Elm House

Elm House has 24 rooms. It is run by the Larch Trust.

Pets:
Dogs may stay in the garden. They must be on a lead. Cats cost 5 euros a night.

Quiet hours
Please be quiet from 22:00 to 7:00. Parties must be registered four days ahead.
";

/// A folder with the rules as a text.
fn house() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("rules.txt"), RULES).unwrap();
    folder
}

/// A folder with a base made of the rules.
fn made() -> TempDir {
    let folder = house();
    assert_eq!(citebot(folder.path(), &["new", "base", "--text", "rules.txt"], "").errors, "");
    folder
}

/// Runs the program in a folder.
fn citebot(folder: &Path, arguments: &[&str], input: &str) -> Ended {
    let mut run = Run::new(arguments).input(input);
    run.command.current_dir(folder);
    run.end()
}

/// What the program says in the folder of the base, errors after what it says.
fn says(folder: &Path, arguments: &[&str], expected: &Expect) {
    let ended = citebot(&folder.join("base"), arguments, "");
    expected.assert_eq(&format!("{}{}{}\n", ended.out, ended.errors, ended.status));
}

/// The files of a base, with their texts.
fn files(base: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for folder in ["answers", "seeds"] {
        for entry in fs::read_dir(base.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            files.push((path.display().to_string(), fs::read_to_string(&path).unwrap_or_default()));
        }
    }
    files.sort();
    files
}

#[test]
fn a_text_becomes_a_base_that_answers_at_once() {
    let folder = house();
    let ended = citebot(folder.path(), &["new", "base", "--text", "rules.txt"], "");
    expect![[r#"
        made a base in base with 7 drafts
          rules: 3 paragraphs under “Pets”, “Quiet hours”
        next:
          citebot --base base          ask it
          citebot --base base check    see what is still a draft
          base/NEXT.md  read what to do with it
    "#]]
    .assert_eq(&(ended.out + &ended.errors));
    expect![[r##"
        #:schema ../schema/answers.json
        topic  = "Pets"
        source = "rules"

        [[fact]]
        id         = "p2-1"
        draft      = true
        paragraphs = [2]
        answer     = "Dogs may stay in the garden."
        ask        = [
          "What about Pets?",
          "Where may dogs stay in the garden?",
          "May dogs stay in the garden?",
        ]

        [[fact]]
        id         = "p2-2"
        draft      = true
        paragraphs = [2]
        answer     = "Dogs may stay in the garden. They must be on a lead."
        ask        = [
          "Must they be on a lead?",
        ]

        [[fact]]
        id         = "p2-3"
        draft      = true
        paragraphs = [2]
        answer     = "Cats cost 5 euros a night."
        ask        = [
          "How much do cats cost a night?",
          "Do cats cost 5 euros a night?",
        ]
    "##]]
    .assert_eq(&fs::read_to_string(folder.path().join("base/answers/pets.toml")).unwrap());
    says(
        folder.path(),
        &["ask", "may dogs stay in the garden?"],
        &expect![[r#"
        Dogs may stay in the garden.
        — paragraph 2, “Pets”
          “Dogs may stay in the garden. They must be on a lead. Cats cost 5 euros a night.”
        0
    "#]],
    );
    says(
        folder.path(),
        &["ask", "hello"],
        &expect![[r#"
        Hello! Ask me anything about the text.
        1
    "#]],
    );
    says(
        folder.path(),
        &["check", "--strict"],
        &expect![[r#"
        6 files, 7 facts (7 still drafts), 0 gaps, 0 small talk, 14 phrasings: no findings
        0
    "#]],
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is a transcript")]
fn a_fact_is_added_changed_taken_out_and_all_of_it_undone() {
    let folder = made();
    let base = folder.path().join("base");
    let before = files(&base);
    let add =
        ["add", "--paragraph", "2", "--answer", "A cat costs 5 euros a night.", "--ask", "What is the fee for my cat?"];
    says(
        folder.path(),
        &[&add[..], &["--dry-run"]].concat(),
        &expect![[r#"
            warning[few-phrasings]: `what-is-the-fee-for-my-cat` has 1 phrasing in `en`, fewer than 6
              --> answers/pets.toml:36:14
               |
            36 | id         = "what-is-the-fee-for-my-cat"
               |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = hint: add some with other verbs and nouns, a keyword form and an indirect question

            “What is the fee for my cat?” comes to `p2-3` today: see whether both are needed
            answers/pets.toml
              + 
              + [[fact]]
              + id         = "what-is-the-fee-for-my-cat"
              + paragraphs = [2]
              + answer     = "A cat costs 5 euros a night."
              + ask        = [
              +   "What is the fee for my cat?",
              + ]
            nothing is written (`--dry-run`)
            0
        "#]],
    );
    assert_eq!(files(&base), before, "a dry run writes nothing");
    says(
        folder.path(),
        &add,
        &expect![[r#"
            warning[few-phrasings]: `what-is-the-fee-for-my-cat` has 1 phrasing in `en`, fewer than 6
              --> answers/pets.toml:36:14
               |
            36 | id         = "what-is-the-fee-for-my-cat"
               |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = hint: add some with other verbs and nouns, a keyword form and an indirect question

            “What is the fee for my cat?” comes to `p2-3` today: see whether both are needed
            answers/pets.toml
              + 
              + [[fact]]
              + id         = "what-is-the-fee-for-my-cat"
              + paragraphs = [2]
              + answer     = "A cat costs 5 euros a night."
              + ask        = [
              +   "What is the fee for my cat?",
              + ]
            done: add `what-is-the-fee-for-my-cat`; `citebot undo` takes it back, `citebot check` looks at the whole base
            0
        "#]],
    );
    says(
        folder.path(),
        &["edit", "p2-1", "--answer", "Dogs may stay in the garden only.", "--ask", "Where may my dog go?"],
        &expect![[r#"
            warning[few-phrasings]: `p2-1` has 4 phrasings in `en`, fewer than 6
             --> answers/pets.toml:6:14
              |
            6 | id         = "p2-1"
              |              ^^^^^^
              |
              = hint: add some with other verbs and nouns, a keyword form and an indirect question

            answers/pets.toml
              - draft      = true
              - paragraphs = [2]
              - answer     = "Dogs may stay in the garden."
              - ask        = [
              -   "What about Pets?",
              -   "Where may dogs stay in the garden?",
              -   "May dogs stay in the garden?",
              + paragraphs = [2]
              + answer     = "Dogs may stay in the garden only."
              + ask        = [
              +   "What about Pets?",
              +   "Where may dogs stay in the garden?",
              +   "May dogs stay in the garden?",
              +   "Where may my dog go?",
            done: edit `p2-1`; `citebot undo` takes it back, `citebot check` looks at the whole base
            0
        "#]],
    );
    says(
        folder.path(),
        &["ask", "Where may my dog go?"],
        &expect![[r#"
        Dogs may stay in the garden only.
        — paragraph 2, “Pets”
          “Dogs may stay in the garden. They must be on a lead. Cats cost 5 euros a night.”
        0
    "#]],
    );
    says(
        folder.path(),
        &["remove", "p2-1"],
        &expect![[r#"
            answers/pets.toml
              - [[fact]]
              - id         = "p2-1"
              - paragraphs = [2]
              - answer     = "Dogs may stay in the garden only."
              - ask        = [
              -   "What about Pets?",
              -   "Where may dogs stay in the garden?",
              -   "May dogs stay in the garden?",
              -   "Where may my dog go?",
              - ]
              - 
            done: remove `p2-1`; `citebot undo` takes it back, `citebot check` looks at the whole base
            0
        "#]],
    );
    for _ in 0..3 {
        assert_eq!(citebot(&base, &["undo"], "").status, 0);
    }
    assert_eq!(files(&base), before);
    says(
        folder.path(),
        &["undo"],
        &expect![[r#"
        citebot: there is nothing to undo in `.`
        2
    "#]],
    );
}

#[test]
fn what_is_missing_is_asked_for_and_what_is_wrong_is_told() {
    let folder = made();
    let base = folder.path().join("base");
    let before = files(&base);
    for (arguments, expected) in [
        (&["add", "--answer", "x"][..], "how is it asked for?"),
        (&["add", "--ask", "x"], "what is the answer?"),
        (&["add", "--ask", "x", "--answer", "y"], "which paragraph tells it?"),
        (&["add", "--ask", "x", "--answer", "y", "--paragraph", "1", "--source", "rule"], "no source is called `rule`"),
        (
            &["add", "--ask", "What of cats?", "--answer", "Cats cost 9 euros.", "--paragraph", "2"],
            "nothing is written",
        ),
        (&["add", "--ask", "What of cats?", "--answer", "Cats are fine.", "--paragraph", "9"], "has no paragraph 9"),
        (&["add", "--ask", "Cats?", "--answer", "Cats are fine.", "--paragraph", "2", "--id", "p2-1"], "stands twice"),
        (&["edit", "p2-9", "--answer", "x"], "did you mean `p2-1`?"),
        (&["edit", "p2-1"], "what should change?"),
        (&["edit", "p2-1", "--not-ask", "never asked"], "it is not asked by “never asked”"),
        (&["remove", "nothing-like-it"], "no entry has the id"),
        (&["new", "answers", "--text", "rules.txt"], "`answers` is not empty"),
    ] {
        let ended = citebot(&base, arguments, "");
        assert_eq!(ended.status, 2, "{arguments:?}: {}", ended.out);
        assert!(ended.errors.contains(expected), "{arguments:?}: {}", ended.errors);
    }
    assert_eq!(files(&base), before);
}

#[test]
fn bad_texts_are_told_and_nothing_is_made() {
    let texts: [(&str, &[u8], &str); 7] = [
        ("a.txt", b"", "the text has no paragraph"),
        ("a.md", b"# Only a title\n", "the text has no paragraph"),
        ("a.txt", b"\xFF\xFEa\0b\0", "it is UTF-16: save it as UTF-8"),
        ("a.txt", b"fine\nnot \xE9 fine\n", "it is no UTF-8 from line 2 on"),
        ("a.md", b"+++\ntitel = \"x\"\n+++\n\nText.\n", "line 2: the file has no key `titel`"),
        ("a.pdf", b"%PDF", "a base is made of a `.md` or `.txt` file"),
        ("b.txt", b"Text.", "could not read"),
    ];
    for (name, text, expected) in texts {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), text).unwrap();
        let asked = if name == "b.txt" { "c.txt" } else { name };
        let ended = citebot(folder.path(), &["new", "base", "--text", asked], "");
        assert_eq!((ended.status, folder.path().join("base").exists()), (2, false), "{name}: {}", ended.errors);
        assert!(ended.errors.contains(expected), "{name}: {}", ended.errors);
    }
}

#[test]
fn files_that_changed_meanwhile_or_can_not_be_written_stay_as_they_are() {
    let folder = made();
    let base = folder.path().join("base");
    assert_eq!(citebot(&base, &["edit", "p2-1", "--ask", "Where may my dog go?"], "").status, 0);
    let pets = base.join("answers/pets.toml");
    let by_hand = fs::read_to_string(&pets).unwrap() + "# by hand\n";
    fs::write(&pets, &by_hand).unwrap();
    let ended = citebot(&base, &["undo"], "");
    assert!(ended.errors.contains("`answers/pets.toml` was changed meanwhile"), "{}", ended.errors);
    assert_eq!(fs::read_to_string(&pets).unwrap(), by_hand);
}

#[test]
fn a_broken_base_in_the_folder_is_told_and_no_other_is_asked() {
    let folder = made();
    let base = folder.path().join("base");
    let files: [(&str, &[u8], &str); 6] = [
        ("answers/pets.toml", b"<<<<<<< ours\n[[fact]]\n=======\n>>>>>>> theirs\n", "could not be merged"),
        ("answers/pets.toml", b"\xFE\xFF\0a", "it is UTF-16"),
        ("answers/pets.toml", "topic = “Pets”\n".as_bytes(), "is no sign of TOML"),
        (
            "answers/pets.toml",
            b"topic = \"Pets\"\nsource = \"rulse\"\n\n[[fact]]\nid = \"a\"\n",
            "did you mean `rules`?",
        ),
        ("answers/base.toml", b"care = \"bald\"\n", "did you mean `bold`?"),
        ("seeds/rules.txt", b"", "the file is empty"),
    ];
    for (name, text, expected) in files {
        let path = base.join(name);
        let before = fs::read(&path).unwrap();
        fs::write(&path, text).unwrap();
        let ended = citebot(&base, &["ask", "may dogs stay?"], "");
        assert_eq!((ended.status, ended.out.as_str()), (2, ""), "{name}");
        assert!(ended.errors.contains(expected) && ended.errors.contains(name), "{name}: {}", ended.errors);
        fs::write(&path, before).unwrap();
    }
    assert_eq!(citebot(&base, &["ask", "may dogs stay in the garden?"], "").status, 0);
}

#[test]
fn a_careful_base_answers_less() {
    let folder = made();
    let base = folder.path().join("base");
    let confidence = |care: &str| {
        fs::write(base.join("answers/base.toml"), format!("care = \"{care}\"\n")).unwrap();
        let ended = citebot(&base, &["ask", "--json", "are parties allowed?"], "");
        let reply: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
        (reply["outcome"].as_str().unwrap().to_string(), reply["confidence"].as_f64().unwrap())
    };
    let ((careful, sure), (bold, as_sure)) = (confidence("careful"), confidence("bold"));
    assert!((sure - as_sure).abs() < 1e-6, "care changes what is said, and not how sure it is");
    assert_eq!((careful.as_str(), bold.as_str()), ("nearest", "answer"), "{sure}");
}

#[test]
fn further_texts_come_are_renamed_and_go() {
    let folder = made();
    let base = folder.path().join("base");
    let before = files(&base);
    fs::write(base.join("library.md"), "# The library\n\nThe library lends 10 books at a time.\n").unwrap();
    says(
        folder.path(),
        &["source", "add", "library.md"],
        &expect![[r#"
            seeds/library.md
              + # The library
              + 
              + The library lends 10 books at a time.
            answers/library-the-library.toml
              + #:schema ../schema/answers.json
              + topic  = "The library"
              + source = "library"
              + 
              + [[fact]]
              + id         = "library-p1-1"
              + draft      = true
              + paragraphs = [1]
              + answer     = "The library lends 10 books at a time."
              + ask        = [
              +   "How many books at a time does the library lend?",
              +   "Does the library lend 10 books at a time?",
              + ]
            done: add the source `library`; `citebot undo` takes it back, `citebot check` looks at the whole base
            0
        "#]],
    );
    says(
        folder.path(),
        &["ask", "how many books does the library lend at a time?"],
        &expect![[r#"
        The library lends 10 books at a time.
        — “The library”, paragraph 1
          “The library lends 10 books at a time.”
        0
    "#]],
    );
    says(
        folder.path(),
        &["source", "rename", "library", "reading-room"],
        &expect![[r#"
        seeds/library.md
          - # The library
          - 
          - The library lends 10 books at a time.
        seeds/reading-room.md
          + # The library
          + 
          + The library lends 10 books at a time.
        answers/library-the-library.toml
          - source = "library"
          + source = "reading-room"
        done: rename the source `library` to `reading-room`; `citebot undo` takes it back, `citebot check` looks at the whole base
        0
    "#]],
    );
    says(
        folder.path(),
        &["source", "remove", "reading-room"],
        &expect![[r#"
        citebot: 1 facts rest on `reading-room`, as `library-p1-1` does: remove them first, or let them rest on another
        2
    "#]],
    );
    assert_eq!(citebot(&base, &["remove", "library-p1-1"], "").status, 0);
    says(
        folder.path(),
        &["source", "remove", "reading-room"],
        &expect![[r#"
            seeds/reading-room.md
              - # The library
              - 
              - The library lends 10 books at a time.
            answers/library-the-library.toml
              - #:schema ../schema/answers.json
              - topic  = "The library"
              - source = "reading-room"
            done: remove the source `reading-room`; `citebot undo` takes it back, `citebot check` looks at the whole base
            0
        "#]],
    );
    for _ in 0..4 {
        let ended = citebot(&base, &["undo"], "");
        assert_eq!(ended.status, 0, "{}", ended.errors);
    }
    assert_eq!(files(&base), before);
}

/// Asks until the answer holds a text, as the files are read a moment after they are saved.
fn asks_until(input: &mut impl Write, output: &mut impl BufRead, question: &str, expected: &str) -> String {
    let mut heard = String::new();
    for _ in 0..100 {
        writeln!(input, "{question}").unwrap();
        input.flush().unwrap();
        // A reply ends with an empty line.
        loop {
            let mut line = String::new();
            assert!(output.read_line(&mut line).unwrap() > 0, "the console ended: {heard}");
            heard.push_str(&line);
            if line.trim().is_empty() {
                break;
            }
        }
        if heard.contains(expected) {
            return heard;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("{question}: {heard}");
}

#[test]
fn a_saved_change_is_answered_from_and_a_broken_one_is_told() {
    let folder = made();
    let pets = folder.path().join("base/answers/pets.toml");
    let sound = fs::read_to_string(&pets).unwrap();
    let mut run = Run::new(&[]);
    run.command.current_dir(folder.path().join("base"));
    let mut child = run
        .command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs");
    let (mut input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut output = BufReader::new(output);
    asks_until(&mut input, &mut output, "may dogs stay in the garden?", "Dogs may stay in the garden.");
    fs::write(&pets, sound.replace("Dogs may stay in the garden.", "In the garden dogs may stay.")).unwrap();
    let heard = asks_until(&mut input, &mut output, "may dogs stay in the garden?", "In the garden dogs may stay.");
    assert!(heard.contains("The base has changed: "), "{heard}");
    fs::write(&pets, "[[fact").unwrap();
    let heard = asks_until(&mut input, &mut output, "may dogs stay in the garden?", "not valid TOML");
    assert!(heard.contains("the one before goes on"), "{heard}");
    asks_until(&mut input, &mut output, "may dogs stay in the garden?", "In the garden dogs may stay.");
    drop(input);
    assert!(child.wait().unwrap().success());
}
