//! The record of a text that may not be published: made of the text, and brought up to date when that changes.

use std::fs::{self, File};
use std::path::Path;

use expect_test::{Expect, expect};
use tempfile::TempDir;

use crate::driver::{Ended, Run};

const RECORD: &str = "base/seeds/old-mill.toml";

/// A folder with a base about a mill that became a library, and the text that its record is of.
fn library() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/library");
    for part in ["answers", "seeds"] {
        fs::create_dir_all(folder.path().join("base").join(part)).unwrap();
        for entry in fs::read_dir(data.join(part)).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, folder.path().join("base").join(part).join(path.file_name().unwrap())).unwrap();
        }
    }
    fs::copy(data.join("article.txt"), folder.path().join("article.txt")).unwrap();
    folder
}

/// Changes a file of the folder, at every place.
fn change(folder: &TempDir, name: &str, from: &str, to: &str) {
    let path = folder.path().join(name);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{name} has no {from}");
    fs::write(path, text.replace(from, to)).unwrap();
}

fn read(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

/// A record without its fingerprints.
fn unmark(folder: &TempDir) {
    let text = read(folder, RECORD);
    let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("sha256")).collect();
    fs::write(folder.path().join(RECORD), kept.join("\n") + "\n").unwrap();
}

fn citebot(folder: &TempDir, arguments: &[&str]) -> Ended {
    let mut run = Run::new(&[&["--base", "base"], arguments].concat());
    run.command.current_dir(folder.path());
    run.end()
}

/// What the program says, errors after what it says.
fn says(folder: &TempDir, arguments: &[&str], expected: &Expect) {
    let ended = citebot(folder, arguments);
    expected.assert_eq(&format!("{}{}{}\n", ended.out, ended.errors, ended.status));
}

#[test]
fn a_text_becomes_a_record() {
    let folder = library();
    fs::write(
        folder.path().join("Tram Museum.txt"),
        "The tram museum\n\nThe museum in Elmtown has 20 trams. They were built by Voss & Co. in May 1912.\n\n\
         Visiting\nDoors open at 9:00. Anna Berg leads the tours.\nA tour costs 5 euros, in July 4 euros.\n",
    )
    .unwrap();
    says(&folder, &["record", "--text", "Tram Museum.txt", "--dry-run"], &expect![[""]]);
    assert!(!folder.path().join("base/seeds/tram-museum.toml").exists(), "a dry run writes nothing");
    says(&folder, &["record", "--text", "Tram Museum.txt", "trams"], &expect![[""]]);
    expect![[""]].assert_eq(&read(&folder, "base/seeds/trams.toml"));
    says(&folder, &["check"], &expect![[""]]);
    says(&folder, &["record", "--text", "Tram Museum.txt"], &expect![[""]]);
    says(&folder, &["undo"], &expect![[""]]);
    assert!(!folder.path().join("base/seeds/trams.toml").exists());
}

#[test]
fn a_text_that_changed_under_its_facts_is_told_and_recorded() {
    let folder = library();
    change(&folder, "article.txt", "12,000 books", "15,000 books and 300 maps of Larch Valley");
    change(&folder, "article.txt", "from the Green Fund", "from the Blue Fund");
    says(&folder, &["check", "--text", "article.txt"], &expect![[""]]);
    let before = read(&folder, RECORD);
    says(&folder, &["record", "--text", "article.txt"], &expect![[""]]);
    let after = read(&folder, RECORD);
    let come: Vec<&str> = after.lines().filter(|line| !before.lines().any(|old| old == *line)).collect();
    expect![[""]].assert_eq(&(come.join("\n") + "\n"));
    says(&folder, &["record", "--text", "article.txt", "old-mill"], &expect![[""]]);
    says(&folder, &["check", "--text", "article.txt"], &expect![[""]]);
    says(&folder, &["undo"], &expect![[""]]);
    assert_eq!(read(&folder, RECORD), before);
}

#[test]
fn a_fact_whose_figures_still_stand_is_to_be_read_again() {
    let folder = library();
    change(&folder, "article.txt", "half of it from", "not even half of it from");
    says(&folder, &["check", "--text", "article.txt"], &expect![[""]]);
}

#[test]
fn missing_and_wrong_fingerprints_are_one_finding_with_the_command_that_mends_it() {
    let folder = library();
    unmark(&folder);
    says(&folder, &["check"], &expect![[""]]);
    says(&folder, &["check", "--text", "article.txt"], &expect![[""]]);
    says(&folder, &["record", "--text", "article.txt"], &expect![[""]]);
    says(&folder, &["check", "--strict", "--text", "article.txt"], &expect![[""]]);
    change(&folder, RECORD, "sha256 = \"", "sha256 = \"X");
    says(&folder, &["check"], &expect![[""]]);
    says(&folder, &["check", "--text", "article.txt"], &expect![[""]]);
}

#[test]
fn what_a_person_wrote_stays() {
    let folder = library();
    fs::write(
        folder.path().join(RECORD),
        r#"# Ours.
title    = "A library in the mill"   # as printed
language = "en"

[[section]]
title      = "A heading of our own"
paragraphs = [1]

[[paragraph]]   # the mill
number  = 1
figures = [ "12,000 books" ]   # counted
says    = "Ours."
names   = [
    { text = "Old Mill", also = ["mill"] }, # not the new one
]

[[paragraph]]
text   = "The city paid nothing."
number = 2
says   = ""
sha256 = "6132e8af8f74d51349a3f75d0f4942fa2114f7f1fd1ee49be4f2840ecddd3a61" # checked by Ada
[[paragraph.names]]
text = "Green Fund"
"#,
    )
    .unwrap();
    citebot(&folder, &["record", "--text", "article.txt"]);
    expect![[""]].assert_eq(&read(&folder, RECORD));
}

#[test]
fn paragraphs_that_come_and_go_are_told() {
    let folder = library();
    change(
        &folder,
        "article.txt",
        "  Money and work\n",
        "  The Larch Trust lends 40 bicycles as well, which nobody expected.\n",
    );
    says(&folder, &["record", "--text", "article.txt"], &expect![[""]]);
    change(
        &folder,
        "article.txt",
        "  The Old Mill in Elmtown opened as a public library on 3 May 2023. It lends\n  12,000 books.\n",
        "",
    );
    says(&folder, &["record", "--text", "article.txt"], &expect![[""]]);
    says(&folder, &["check", "--text", "article.txt"], &expect![[""]]);
}

#[test]
fn what_can_not_be_done_is_told_in_a_line_and_nothing_is_lost() {
    let folder = library();
    let before = read(&folder, RECORD);
    for (name, text) in [
        ("empty.txt", ""),
        ("title.md", "# A title alone\n"),
        ("other.txt", "The museum of trams opened in 1987.\n\nIt has 20 trams.\n"),
        ("old-mill.txt", "The museum of trams opened in 1987.\n\nIt has 20 trams.\n"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    fs::write(folder.path().join("latin.txt"), b"Old Mill \xe9\n").unwrap();
    File::create(folder.path().join("huge.txt")).unwrap().set_len(100 << 20).unwrap();
    fs::write(folder.path().join("base/seeds/house.md"), "Be quiet.\n").unwrap();
    let mut told = String::new();
    for arguments in [
        &["record"][..],
        &["record", "--text", "no-such.txt"],
        &["record", "--text", "empty.txt"],
        &["record", "--text", "title.md"],
        &["record", "--text", "latin.txt"],
        &["record", "--text", "huge.txt"],
        &["check", "--text", "huge.txt"],
        &["record", "--text", "other.txt", "old-mill"],
        &["record", "--text", "old-mill.txt"],
        &["record", "--text", "article.txt", "old-mil"],
        &["record", "--text", "other.txt", "Trams!"],
        &["record", "--text", "article.txt", "house"],
    ] {
        let ended = citebot(&folder, arguments);
        told += &format!("{}: {}{}{}\n", arguments.join(" "), ended.out, ended.errors, ended.status);
    }
    expect![[""]].assert_eq(&told);
    assert_eq!(read(&folder, RECORD), before);
    let copy = before.replace("A library in the mill", "The same again");
    fs::write(folder.path().join("base/seeds/again.toml"), copy).unwrap();
    says(&folder, &["record", "--text", "article.txt"], &expect![[""]]);
}

#[test]
fn a_folder_that_can_not_be_written_stays_as_it_is() {
    let folder = library();
    unmark(&folder);
    let before = read(&folder, RECORD);
    // A file where the folder of kept changes should be: nobody can write there, not even the administrator.
    fs::write(folder.path().join("base/.citebot"), "").unwrap();
    let ended = citebot(&folder, &["record", "--text", "article.txt"]);
    expect![[""]].assert_eq(&ended.errors);
    assert_eq!(read(&folder, RECORD), before);
}

#[test]
fn a_text_in_the_base_that_changed_names_the_fact_and_what_no_longer_stands_there() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("rules.txt"), "Pets\n\nA cat costs 5 euros a night at Elm House.\n").unwrap();
    let mut new = Run::new(&["new", "base", "--text", "rules.txt"]);
    new.command.current_dir(folder.path());
    assert_eq!(new.end().errors, "");
    change(&folder, "base/seeds/rules.txt", "5 euros a night at Elm House", "6 euros a night at Ash House");
    says(&folder, &["check"], &expect![[""]]);
    says(&folder, &["check", "--text", "rules.txt"], &expect![[""]]);
}

#[test]
fn the_help_opens_with_an_example() {
    let ended = Run::new(&["record", "--help"]).end();
    expect![[""]].assert_eq(&ended.out);
}
