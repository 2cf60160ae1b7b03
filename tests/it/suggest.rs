//! `citebot suggest`: what to write next, and what becomes of what is accepted.

use std::fs;
use std::path::Path;

use citebot::journal::Reason;
use expect_test::{Expect, expect};
use serde_json::Value;
use tempfile::TempDir;

use crate::driver::{Ended, Run};
use crate::review::{asked, journal};

/// A text of which one fact tells a part.
const RULES: &str = "\
Rules of Elm House

Elm House has 24 rooms. It is run by the Larch Trust.

The sauna is in the cellar. It may be used after 18:00 by guests who booked it.

Bicycles stand in the yard.
";

const ANSWERS: &str = r#"topic  = "The house"
source = "rules"

[[fact]]
id         = "rooms"
paragraphs = [1]
answer     = "Elm House has 24 rooms, and the Larch Trust runs it."
ask        = [
  "How many rooms does Elm House have?",
  "What is the number of rooms?",
  "How large is the house?",
  "Who runs the house?",
  "Which trust is behind Elm House?",
  "rooms in the house",
]

[[fact]]
id         = "sauna"
paragraphs = [2]
answer     = "The sauna is in the cellar, and guests who booked it may use it after 18:00."
ask        = [
  "When may I use the sauna?",
  "From what time on is the sauna open?",
  "Is there a sauna?",
  "Where is the sauna?",
  "Do I have to book the sauna?",
  "sauna in the evening",
]
"#;

fn house() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in
        [("seeds/rules.txt", RULES), ("answers/house.toml", ANSWERS), ("answers/base.toml", "name = \"Elm\"\n")]
    {
        let path = folder.path().join("base").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn citebot(folder: &Path, arguments: &[&str]) -> Ended {
    let mut run = Run::new(&[&["--base", "base"], arguments].concat());
    run.command.current_dir(folder);
    run.end()
}

fn says(folder: &Path, arguments: &[&str], expected: &Expect) {
    let ended = citebot(folder, arguments);
    expected.assert_eq(&format!("{}{}{}\n", ended.out, ended.errors, ended.status));
}

#[test]
fn what_the_text_tells_and_no_fact_does_is_suggested_and_written_as_a_draft() {
    let folder = house();
    says(
        folder.path(),
        &["suggest"],
        &expect![[r#"
        phrasing `sauna-phrasing`: Where is the sauna in the cellar?
          of 5 phrasings, each asked without it, `sauna` is found by 3 today and by 4 with this
        fact `p3-1`: Bicycles stand in the yard.
          paragraph 3 of `rules` says so, and no fact does
        2 suggestions
        with all of them, of 3 near misses made of the base 0 would be answered, today 0; of 52 of its own questions in other forms 50 would find their fact, today 49
        `citebot suggest --accept ID …` or `--accept all` writes them as drafts, `citebot undo` takes them back
        0
    "#]],
    );
    says(
        folder.path(),
        &["suggest", "--accept", "p3-1"],
        &expect![[r#"
        answers/suggested-rules.toml
          + topic  = "Rules of Elm House"
          + source = "rules"
          + 
          + [[fact]]
          + id         = "p3-1"
          + paragraphs = [3]
          + draft      = true
          + answer     = "Bicycles stand in the yard."
          + ask        = [
          +   "Where: Bicycles stand in the yard?",
          +   "What about bicycles stand in the yard?",
          + ]
        done: accept 1 suggestion; `citebot undo` takes it back, `citebot check` looks at the whole base
        0
    "#]],
    );
    assert_eq!(citebot(folder.path(), &["ask", "Where do bicycles stand?"]).status, 0);
    says(
        folder.path(),
        &["undo"],
        &expect![[r#"
        taken back: accept 1 suggestion
        0
    "#]],
    );
    assert_ne!(citebot(folder.path(), &["ask", "Where do bicycles stand?"]).status, 0);
}

#[test]
fn all_is_written_at_once_and_taken_back_at_once() {
    let folder = house();
    let ended = citebot(folder.path(), &["suggest", "--json"]);
    let listed: Value = serde_json::from_str(&ended.out).unwrap();
    let ids: Vec<&str> =
        listed["suggestions"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert!(ids.contains(&"p3-1"), "{ids:?}");
    assert!(citebot(folder.path(), &["suggest", "--accept", "all"]).out.contains("done: accept"));
    let checked = citebot(folder.path(), &["check"]);
    assert_eq!(checked.status, 0, "{}", checked.out);
    assert_eq!(citebot(folder.path(), &["undo"]).status, 0);
    assert_eq!(fs::read_dir(folder.path().join("base/answers")).unwrap().count(), 2);
}

#[test]
fn what_cannot_be_accepted_is_told() {
    let folder = house();
    says(
        folder.path(),
        &["suggest", "--accept", "nothing-such"],
        &expect![[r#"
        citebot: no suggestion has the id `nothing-such`: `citebot suggest` lists them
        2
    "#]],
    );
    says(
        folder.path(),
        &["suggest", "--accept", "p3-1", "--dry-run"],
        &expect![[r#"
        answers/suggested-rules.toml
          + topic  = "Rules of Elm House"
          + source = "rules"
          + 
          + [[fact]]
          + id         = "p3-1"
          + paragraphs = [3]
          + draft      = true
          + answer     = "Bicycles stand in the yard."
          + ask        = [
          +   "Where: Bicycles stand in the yard?",
          +   "What about bicycles stand in the yard?",
          + ]
        nothing is written (`--dry-run`)
        0
    "#]],
    );
    Run::new(&["suggest", "--accept", "all", "--json"]).shows(&expect![[r#"
        -- errors
        error: the argument '--accept <ID>...' cannot be used with '--json'

        Usage: citebot suggest --accept <ID>...

        For more information, try '--help'.
        -- 2
    "#]]);
}

/// A near miss that a fact answers gets a gap of its own, and nothing that the text may tell does.
#[test]
fn gaps_are_suggested_for_what_nothing_tells() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bases/museum");
    let ended = citebot(&folder, &["suggest", "--json"]);
    let listed: Value = serde_json::from_str(&ended.out).unwrap();
    let gaps = listed["suggestions"].as_array().unwrap().iter().filter(|one| one["kind"] == "gap");
    let shown: Vec<String> =
        gaps.map(|gap| format!("{}: {}", gap["id"].as_str().unwrap(), gap["says"][0].as_str().unwrap())).collect();
    expect!["gap-audio-guides-exceptions: Nothing in the text tells of exceptions for the audio guides."]
        .assert_eq(&shown.join("\n"));
}

#[test]
fn what_was_asked_in_vain_is_suggested_as_what_it_seems_to_be() {
    let entries = [
        asked(1, "Who painted the xylophone?", Reason::Refused),
        asked(2, "who painted the xylophone", Reason::Refused),
        asked(3, "In which road is the address of the Blue Kettle, please?", Reason::Refused),
    ];
    let ended = journal(&["suggest", "--json"], &entries).end();
    let listed: Value = serde_json::from_str(&ended.out).unwrap();
    let asked =
        listed["suggestions"].as_array().unwrap().iter().filter(|one| one["why"].as_str().unwrap().contains("in vain"));
    let shown: Vec<String> =
        asked.map(|one| format!("{} {}: {} ({})", one["kind"], one["id"], one["ask"], one["why"])).collect();
    expect![[r#""gap" "gap-who-painted-the-xylophone": ["who painted the xylophone"] ("2 people asked “who painted the xylophone” in vain")"#]].assert_eq(&shown.join("\n"));
}
