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
#[expect(clippy::too_many_lines, reason = "it is a transcript")]
fn a_text_becomes_a_record() {
    let folder = library();
    fs::write(
        folder.path().join("Tram Museum.txt"),
        "The tram museum\n\nThe museum in Elmtown has 20 trams. They were built by Voss & Co. in May 1912.\n\n\
         Visiting\nDoors open at 9:00. Anna Berg leads the tours.\nA tour costs 5 euros, in July 4 euros.\n",
    )
    .unwrap();
    says(
        &folder,
        &["record", "--text", "Tram Museum.txt", "--dry-run"],
        &expect![[r#"
            paragraph 1 (line 3): “The museum in Elmtown has 20 …”
              figures proposed: `20`, `May 1912`
              names proposed: `Elmtown`, `Voss`, `Co`
            paragraph 2 (line 6): “Doors open at 9:00. Anna Berg …”
              figures proposed: `9:00`, `5`, `July`, `4`
              names proposed: `Berg`
            left to you: write in `seeds/tram-museum.toml` what each paragraph `says`, and go over the names and figures
            seeds/tram-museum.toml
              + # The record of a text that may not be published: what each paragraph says, in our own words. The text itself is not
              + # stored here. `figures` and the `text` of names stand in it word for word; `also` lists other forms of a name that
              + # answers may use. `citebot record` proposes both, and brings the fingerprints up to date when the text changes.
              + 
              + title    = "The tram museum"
              + language = "en"
              + 
              + [[section]]
              + title      = "Visiting"
              + paragraphs = [2]
              + 
              + [[paragraph]]
              + number  = 1
              + says    = ""  # to be written: what the paragraph tells, in your own words
              + figures = ["20", "May 1912"]
              + names   = [
              +   { text = "Elmtown", also = ["埃尔姆镇"] },
              +   { text = "Voss" },
              +   { text = "Co" },
              + ]
              + sha256  = "5aee223c5d69378472d809da61d98dfa5dfe21fb72e7209123a57343a8e4fc0e"
              + 
              + [[paragraph]]
              + number  = 2
              + says    = ""  # to be written: what the paragraph tells, in your own words
              + figures = ["9:00", "5", "July", "4"]
              + names   = [
              +   { text = "Berg" },
              + ]
              + sha256  = "c5acd45c226e8cd67f5b49bd67396a75716777830e387c61e8d5dc088dae6e6a"
            nothing is written (`--dry-run`)
            0
        "#]],
    );
    assert!(!folder.path().join("base/seeds/tram-museum.toml").exists(), "a dry run writes nothing");
    says(
        &folder,
        &["record", "--text", "Tram Museum.txt", "trams"],
        &expect![[r#"
            paragraph 1 (line 3): “The museum in Elmtown has 20 …”
              figures proposed: `20`, `May 1912`
              names proposed: `Elmtown`, `Voss`, `Co`
            paragraph 2 (line 6): “Doors open at 9:00. Anna Berg …”
              figures proposed: `9:00`, `5`, `July`, `4`
              names proposed: `Berg`
            left to you: write in `seeds/trams.toml` what each paragraph `says`, and go over the names and figures
            done: make the record `trams`; `citebot undo` takes it back, `citebot check` looks at the whole base
            0
        "#]],
    );
    expect![[r##"
        # The record of a text that may not be published: what each paragraph says, in our own words. The text itself is not
        # stored here. `figures` and the `text` of names stand in it word for word; `also` lists other forms of a name that
        # answers may use. `citebot record` proposes both, and brings the fingerprints up to date when the text changes.

        title    = "The tram museum"
        language = "en"

        [[section]]
        title      = "Visiting"
        paragraphs = [2]

        [[paragraph]]
        number  = 1
        says    = ""  # to be written: what the paragraph tells, in your own words
        figures = ["20", "May 1912"]
        names   = [
          { text = "Elmtown", also = ["埃尔姆镇"] },
          { text = "Voss" },
          { text = "Co" },
        ]
        sha256  = "5aee223c5d69378472d809da61d98dfa5dfe21fb72e7209123a57343a8e4fc0e"

        [[paragraph]]
        number  = 2
        says    = ""  # to be written: what the paragraph tells, in your own words
        figures = ["9:00", "5", "July", "4"]
        names   = [
          { text = "Berg" },
        ]
        sha256  = "c5acd45c226e8cd67f5b49bd67396a75716777830e387c61e8d5dc088dae6e6a"
    "##]].assert_eq(&read(&folder, "base/seeds/trams.toml"));
    says(
        &folder,
        &["check"],
        &expect![[r#"
        warning[unfinished]: nobody has written yet what paragraphs 1, 2 say
          --> seeds/trams.toml:13:11
           |
        13 | number  = 1
           |           ^
           |
           = hint: write `says = "…"`, what the paragraph tells in your own words

        5 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: 1 warning
        0
    "#]],
    );
    says(
        &folder,
        &["record", "--text", "Tram Museum.txt"],
        &expect![[r#"
            paragraphs 1, 2: as recorded
            nothing to write: `trams` is up to date
            0
        "#]],
    );
    says(
        &folder,
        &["undo"],
        &expect![[r#"
            taken back: make the record `trams`
            0
        "#]],
    );
    assert!(!folder.path().join("base/seeds/trams.toml").exists());
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is a transcript")]
fn a_text_that_changed_under_its_facts_is_told_and_recorded() {
    let folder = library();
    change(&folder, "article.txt", "12,000 books", "15,000 books and 300 maps of Larch Valley");
    change(&folder, "article.txt", "from the Green Fund", "from the Blue Fund");
    says(
        &folder,
        &["check", "--text", "article.txt"],
        &expect![[r#"
            error[fingerprint]: the text of paragraphs 1 (line 3), 2 (line 8) has changed
              --> seeds/old-mill.toml:25:10
               |
            25 | sha256 = "caf3a5d97a48142b9ad5399d60fdb046f89ef91cbaeda3bc7fc9ac372740c133"
               |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = hint: `citebot record --text article.txt old-mill` writes the new fingerprints, and says what else to mend

            error[not-in-article]: `12,000 books` does not stand in paragraph 1 (line 3 of the text)
              --> seeds/old-mill.toml:24:26
               |
            24 | figures = ["3 May 2023", "12,000 books"]
               |                          ^^^^^^^^^^^^^^
               |
               = hint: write it as the article does; other forms of a name belong into `also`

            error[not-in-article]: its `says` has `12,000`, which does not stand in paragraph 1 (line 3 of the text)
              --> seeds/old-mill.toml:17:10
               |
            17 | number = 1
               |          ^
               |
               = hint: write what the text tells now

            error[not-in-article]: `Green Fund` does not stand in paragraph 2 (line 8 of the text)
              --> seeds/old-mill.toml:33:12
               |
            33 |   { text = "Green Fund", also = ["绿色基金"] },
               |            ^^^^^^^^^^^^
               |
               = hint: write it as the article does; other forms of a name belong into `also`

            error[gone-from-text]: `library-books` says `12,000`, which no longer stands in paragraph 1
              --> answers/library.toml:34:33
               |
            34 | answer.en  = "The library lends 12,000 books."
               |                                 ^^^^^^
               |
               = hint: say what now stands in paragraph 1: `citebot edit library-books --answer "…"`

            error[gone-from-text]: `library-books` says `12000`, which no longer stands in paragraph 1
              --> answers/library.toml:35:20
               |
            35 | answer.zh  = "图书馆藏书12000册。"
               |                         ^^^^^
               |
               = hint: say what now stands in paragraph 1: `citebot edit library-books --answer "…"`

            error[gone-from-text]: `library-cost` says `Green Fund`, which no longer stands in paragraph 2
              --> answers/library.toml:57:89
               |
            57 | answer.en  = "The city paid 1.5 million crowns for the work; half of that came from the Green Fund."
               |                                                                                         ^^^^^^^^^^
               |
               = hint: say what now stands in paragraph 2: `citebot edit library-cost --answer "…"`

            error[gone-from-text]: `library-cost` says `绿色基金`, which no longer stands in paragraph 2
              --> answers/library.toml:58:36
               |
            58 | answer.zh  = "市里为工程支付了150万克朗，其中一半来自绿色基金。"
               |                                                      ^^^^^^^^
               |
               = hint: say what now stands in paragraph 2: `citebot edit library-cost --answer "…"`

            warning[changed-text]: `library-opening` rests on paragraph 1, whose text has changed; its figures and names still stand there
              --> seeds/old-mill.toml:17:10
               |
            17 | number = 1
               |          ^
               |
               = hint: read the answers beside the new text

            4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: 8 errors, 1 warning
            1
        "#]],
    );
    let before = read(&folder, RECORD);
    says(
        &folder,
        &["record", "--text", "article.txt"],
        &expect![[r#"
            paragraph 1 (line 3): its text has changed, so read `says` again
              recorded, and no longer there: `12,000 books`
              still in `says`, and not in the text: `12,000`
            paragraph 2 (line 8): its text has changed, so read `says` again
              names proposed: `Blue Fund`
              recorded, and no longer there: `Green Fund`
            facts that say what no longer stands there:
              `library-books`, on paragraph 1: `12,000`, `12000`
              `library-cost`, on paragraph 2: `Green Fund`, `绿色基金`
            facts to read beside the new text, though their figures and names still stand there: `library-opening`
            done: update the record `old-mill`; `citebot undo` takes it back, `citebot check` looks at the whole base
            0
        "#]],
    );
    let after = read(&folder, RECORD);
    let come: Vec<&str> = after.lines().filter(|line| !before.lines().any(|old| old == *line)).collect();
    expect![[r#"
        sha256 = "858fbff21d813b0109ad64b23ee8b1dd09cddf91c62b7964e511eb773280b5ed"
          { text = "Blue Fund" },
        sha256 = "d952f9d4486c38131e5198b51e1735906b3ed04e3a4bd08aa6daf13683af1b25"
    "#]]
    .assert_eq(&(come.join("\n") + "\n"));
    says(
        &folder,
        &["record", "--text", "article.txt", "old-mill"],
        &expect![[r#"
            paragraph 1 (line 3): its text is as it was
              recorded, and no longer there: `12,000 books`
              still in `says`, and not in the text: `12,000`
            paragraph 2 (line 8): its text is as it was
              recorded, and no longer there: `Green Fund`
            facts that say what no longer stands there:
              `library-books`, on paragraph 1: `12,000`, `12000`
              `library-cost`, on paragraph 2: `Green Fund`, `绿色基金`
            facts to read beside the new text, though their figures and names still stand there: `library-opening`
            nothing to write: `old-mill` is up to date
            0
        "#]],
    );
    says(
        &folder,
        &["check", "--text", "article.txt"],
        &expect![[r#"
            error[not-in-article]: `12,000 books` does not stand in paragraph 1 (line 3 of the text)
              --> seeds/old-mill.toml:24:26
               |
            24 | figures = ["3 May 2023", "12,000 books"]
               |                          ^^^^^^^^^^^^^^
               |
               = hint: write it as the article does; other forms of a name belong into `also`

            error[not-in-article]: its `says` has `12,000`, which does not stand in paragraph 1 (line 3 of the text)
              --> seeds/old-mill.toml:17:10
               |
            17 | number = 1
               |          ^
               |
               = hint: write what the text tells now

            error[not-in-article]: `Green Fund` does not stand in paragraph 2 (line 8 of the text)
              --> seeds/old-mill.toml:33:12
               |
            33 |   { text = "Green Fund", also = ["绿色基金"] },
               |            ^^^^^^^^^^^^
               |
               = hint: write it as the article does; other forms of a name belong into `also`

            error[gone-from-text]: `library-books` says `12,000`, which no longer stands in paragraph 1
              --> answers/library.toml:34:33
               |
            34 | answer.en  = "The library lends 12,000 books."
               |                                 ^^^^^^
               |
               = hint: say what now stands in paragraph 1: `citebot edit library-books --answer "…"`

            error[gone-from-text]: `library-books` says `12000`, which no longer stands in paragraph 1
              --> answers/library.toml:35:20
               |
            35 | answer.zh  = "图书馆藏书12000册。"
               |                         ^^^^^
               |
               = hint: say what now stands in paragraph 1: `citebot edit library-books --answer "…"`

            error[gone-from-text]: `library-cost` says `Green Fund`, which no longer stands in paragraph 2
              --> answers/library.toml:57:89
               |
            57 | answer.en  = "The city paid 1.5 million crowns for the work; half of that came from the Green Fund."
               |                                                                                         ^^^^^^^^^^
               |
               = hint: say what now stands in paragraph 2: `citebot edit library-cost --answer "…"`

            error[gone-from-text]: `library-cost` says `绿色基金`, which no longer stands in paragraph 2
              --> answers/library.toml:58:36
               |
            58 | answer.zh  = "市里为工程支付了150万克朗，其中一半来自绿色基金。"
               |                                                      ^^^^^^^^
               |
               = hint: say what now stands in paragraph 2: `citebot edit library-cost --answer "…"`

            4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: 7 errors
            1
        "#]],
    );
    says(
        &folder,
        &["undo"],
        &expect![[r#"
        taken back: update the record `old-mill`
        0
    "#]],
    );
    assert_eq!(read(&folder, RECORD), before);
}

#[test]
fn a_fact_whose_figures_still_stand_is_to_be_read_again() {
    let folder = library();
    change(&folder, "article.txt", "half of it from", "not even half of it from");
    says(
        &folder,
        &["check", "--text", "article.txt"],
        &expect![[r#"
            error[fingerprint]: the text of paragraph 2 (line 8) has changed
              --> seeds/old-mill.toml:36:10
               |
            36 | sha256 = "6132e8af8f74d51349a3f75d0f4942fa2114f7f1fd1ee49be4f2840ecddd3a61"
               |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = hint: `citebot record --text article.txt old-mill` writes the new fingerprints, and says what else to mend

            warning[changed-text]: `library-cost` rests on paragraph 2, whose text has changed; its figures and names still stand there
              --> seeds/old-mill.toml:28:10
               |
            28 | number = 2
               |          ^
               |
               = hint: read the answers beside the new text

            4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: 1 error, 1 warning
            1
        "#]],
    );
}

#[test]
fn missing_and_wrong_fingerprints_are_one_finding_with_the_command_that_mends_it() {
    let folder = library();
    unmark(&folder);
    says(
        &folder,
        &["check"],
        &expect![[r#"
            warning[unfinished]: the record `old-mill` has no fingerprint, so nobody will see that the text changed
              --> seeds/old-mill.toml:17:10
               |
            17 | number = 1
               |          ^
               |
               = hint: `citebot record --text FILE old-mill` writes what is missing

            4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: 1 warning
            0
        "#]],
    );
    says(
        &folder,
        &["check", "--text", "article.txt"],
        &expect![[r#"
            warning[unfinished]: the record `old-mill` has no fingerprint, so nobody will see that the text changed
              --> seeds/old-mill.toml:17:10
               |
            17 | number = 1
               |          ^
               |
               = hint: `citebot record --text article.txt old-mill` writes what is missing

            4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: 1 warning
            0
        "#]],
    );
    says(
        &folder,
        &["record", "--text", "article.txt"],
        &expect![[r#"
        paragraph 1 (line 3): it has a fingerprint now
        paragraph 2 (line 8): it has a fingerprint now
        done: update the record `old-mill`; `citebot undo` takes it back, `citebot check` looks at the whole base
        0
    "#]],
    );
    says(
        &folder,
        &["check", "--strict", "--text", "article.txt"],
        &expect![[r#"
        4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: no findings
        0
    "#]],
    );
    change(&folder, RECORD, "sha256 = \"", "sha256 = \"X");
    says(
        &folder,
        &["check"],
        &expect![[r#"
        error[fingerprint]: the `sha256` of paragraphs 1, 2 is no SHA-256
          --> seeds/old-mill.toml:25:10
           |
        25 | sha256 = "Xcaf3a5d97a48142b9ad5399d60fdb046f89ef91cbaeda3bc7fc9ac372740c133"
           |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           |
           = hint: `citebot record --text FILE old-mill` writes the one of the text

        4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: 1 error
        1
    "#]],
    );
    says(
        &folder,
        &["check", "--text", "article.txt"],
        &expect![[r#"
            error[fingerprint]: the `sha256` of paragraphs 1, 2 is no SHA-256
              --> seeds/old-mill.toml:25:10
               |
            25 | sha256 = "Xcaf3a5d97a48142b9ad5399d60fdb046f89ef91cbaeda3bc7fc9ac372740c133"
               |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = hint: `citebot record --text article.txt old-mill` writes the new fingerprints, and says what else to mend

            4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: 1 error
            1
        "#]],
    );
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
    expect![[r##"
        # Ours.
        title    = "A library in the mill"   # as printed
        language = "en"

        [[section]]
        title      = "A heading of our own"
        paragraphs = [1]

        [[paragraph]]   # the mill
        number  = 1
        figures = [ "12,000 books", "3 May 2023" ]   # counted
        says    = "Ours."
        names   = [
            { text = "Old Mill", also = ["mill"] }, # not the new one
            { text = "Elmtown" },
        ]
        sha256 = "caf3a5d97a48142b9ad5399d60fdb046f89ef91cbaeda3bc7fc9ac372740c133"

        [[paragraph]]
        text   = "The city paid 1.5 million crowns for the work, half of it from the Green Fund."
        number = 2
        says   = ""
        sha256 = "6132e8af8f74d51349a3f75d0f4942fa2114f7f1fd1ee49be4f2840ecddd3a61" # checked by Ada
        figures = ["1.5 million", "half"]
        [[paragraph.names]]
        text = "Green Fund"
    "##]]
    .assert_eq(&read(&folder, RECORD));
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
    says(
        &folder,
        &["record", "--text", "article.txt"],
        &expect![[r#"
        paragraphs 1, 2: as recorded
        in no paragraph of the record; to record one, add `[[paragraph]]` to `seeds/old-mill.toml` with its number, `says = ""` and this `sha256`, and run this again:
          line 6, “The Larch Trust lends 40 bicycles …”: sha256 = "a9eaf5f7e36645dfd3519dd6b3f11afe15bfad1996040161aed17455ff64d012"
        nothing to write: `old-mill` is up to date
        0
    "#]],
    );
    change(
        &folder,
        "article.txt",
        "  The Old Mill in Elmtown opened as a public library on 3 May 2023. It lends\n  12,000 books.\n",
        "",
    );
    says(
        &folder,
        &["record", "--text", "article.txt"],
        &expect![[r#"
            paragraph 1: the text has nothing like it; give the whole text, or take it out of `seeds/old-mill.toml`
            paragraph 2: as recorded
            facts that say what no longer stands there:
              `library-opening`, on paragraph 1: `Old Mill`, `Elmtown`, `3 May 2023`, `埃尔姆镇`, `老磨坊`, `2023年5月`, `3`
              `library-books`, on paragraph 1: `12,000`, `12000`
            in no paragraph of the record; to record one, add `[[paragraph]]` to `seeds/old-mill.toml` with its number, `says = ""` and this `sha256`, and run this again:
              line 4, “The Larch Trust lends 40 bicycles …”: sha256 = "a9eaf5f7e36645dfd3519dd6b3f11afe15bfad1996040161aed17455ff64d012"
            nothing to write: `old-mill` is up to date
            0
        "#]],
    );
    says(
        &folder,
        &["check", "--text", "article.txt"],
        &expect![[r#"
            error[fingerprint]: the text has nothing like paragraph 1
              --> seeds/old-mill.toml:25:10
               |
            25 | sha256 = "caf3a5d97a48142b9ad5399d60fdb046f89ef91cbaeda3bc7fc9ac372740c133"
               |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = hint: give the text of the whole article, or take paragraph 1 out of the record

            error[gone-from-text]: `library-opening` rests on paragraph 1, and the text has nothing like that
             --> answers/library.toml:7:14
              |
            7 | id         = "library-opening"
              |              ^^^^^^^^^^^^^^^^^
              |
              = hint: cite the paragraph that tells it, or take it out: `citebot remove library-opening`

            error[gone-from-text]: `library-books` rests on paragraph 1, and the text has nothing like that
              --> answers/library.toml:30:14
               |
            30 | id         = "library-books"
               |              ^^^^^^^^^^^^^^^
               |
               = hint: cite the paragraph that tells it, or take it out: `citebot remove library-books`

            4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: 3 errors
            1
        "#]],
    );
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
    let mut told: Vec<String> = Vec::new();
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
        told.push(format!("{}: {}{}{}\n", arguments.join(" "), ended.out, ended.errors, ended.status));
    }
    expect![[r#"
        record: error: the following required arguments were not provided:
          --text <FILE>

        Usage: citebot record --text <FILE> [ID]

        For more information, try '--help'.
        2
        record --text no-such.txt: citebot: could not read the article's text in `no-such.txt`: No such file or directory (os error 2)
        2
        record --text empty.txt: citebot: no record can be made of `empty.txt`: line 1: the text has no paragraph; write the text below the title; a blank line parts its paragraphs
        2
        record --text title.md: citebot: no record can be made of `title.md`: line 1: the text has no paragraph; write the text below the title; a blank line parts its paragraphs
        2
        record --text latin.txt: citebot: could not read the article's text in `latin.txt`: it is no UTF-8 from line 1 on: save it as UTF-8
        2
        record --text huge.txt: citebot: could not read the article's text in `huge.txt`: it has 100 MiB, and at most 16 MiB are read: split it into several files
        2
        check --text huge.txt: citebot: could not read the article's text in `huge.txt`: it has 100 MiB, and at most 16 MiB are read: split it into several files
        2
        record --text other.txt old-mill: citebot: `other.txt` is not the text that `old-mill` records, “A library in the mill”: give that text, or name another record: `citebot record --text other.txt ID`
        2
        record --text old-mill.txt: citebot: the base has a record `old-mill` of another text: name this one otherwise: `citebot record --text old-mill.txt ID`
        2
        record --text article.txt old-mil: citebot: no record is called `old-mil`, and this is the text of `old-mill`: `citebot record --text article.txt old-mill`
        2
        record --text other.txt Trams!: citebot: `Trams!` is no name of a record: use small letters, digits and hyphens
        2
        record --text article.txt house: citebot: `house` is a text itself, `seeds/house.md`: change that file, or name the record otherwise: `citebot record --text article.txt ID`
        2
    "#]].assert_eq(&told.concat());
    assert_eq!(read(&folder, RECORD), before);
    let copy = before.replace("A library in the mill", "The same again");
    fs::write(folder.path().join("base/seeds/again.toml"), copy).unwrap();
    says(
        &folder,
        &["record", "--text", "article.txt"],
        &expect![[r#"
        citebot: it could be the text of `again` and `old-mill`: name one: `citebot record --text article.txt ID`
        2
    "#]],
    );
}

#[test]
fn a_record_of_nothing_is_matched_by_the_count_of_its_paragraphs_alone() {
    let folder = library();
    let one = "title = \"Trams\"\nlanguage = \"en\"\n\n[[paragraph]]\nnumber = 1\nsays = \"\"\n";
    fs::write(folder.path().join("base/seeds/trams.toml"), one).unwrap();
    fs::write(folder.path().join("trams.txt"), "The trams of 1987 run.\n\nThere are 20 trams.\n").unwrap();
    says(
        &folder,
        &["record", "--text", "trams.txt"],
        &expect![[r#"
        citebot: `seeds/trams.toml` has 1 paragraph and `trams.txt` has 2 paragraphs, and no name, figure or fingerprint in the record tells which is which: give it as many paragraphs as the text, or write a figure or name into each
        2
    "#]],
    );
    assert_eq!(read(&folder, "base/seeds/trams.toml"), one);
    change(&folder, "trams.txt", "There are 20 trams.\n", "");
    says(
        &folder,
        &["record", "--text", "trams.txt"],
        &expect![[r#"
        paragraph 1 (line 1): it has a fingerprint now
          figures proposed: `1987`
        done: update the record `trams`; `citebot undo` takes it back, `citebot check` looks at the whole base
        0
    "#]],
    );
}

#[test]
fn a_folder_that_can_not_be_written_stays_as_it_is() {
    let folder = library();
    unmark(&folder);
    let before = read(&folder, RECORD);
    // A file where the folder of kept changes should be: nobody can write there, not even the administrator.
    fs::write(folder.path().join("base/.citebot"), "").unwrap();
    let ended = citebot(&folder, &["record", "--text", "article.txt"]);
    expect![[r#"
        citebot: could not write into `base`: File exists (os error 17)
    "#]]
    .assert_eq(&ended.errors);
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
    says(
        &folder,
        &["check"],
        &expect![[r#"
            error[unsourced-figure]: `p1-1` says `5`, which does not stand in paragraph 1
             --> answers/pets.toml:9:27
              |
            9 | answer     = "A cat costs 5 euros a night at Elm House."
              |                           ^
              |
              = hint: say what stands in the text

            error[unsourced-name]: `p1-1` says `Elm House`, which does not stand in paragraph 1
             --> answers/pets.toml:9:46
              |
            9 | answer     = "A cat costs 5 euros a night at Elm House."
              |                                              ^^^^^^^^^
              |
              = hint: say what stands in the text

            4 files, 1 fact (1 still drafts), 0 gaps, 0 small talk, 3 phrasings: 2 errors
            1
        "#]],
    );
    says(
        &folder,
        &["check", "--text", "rules.txt"],
        &expect![[r#"
            error[unsourced-figure]: `p1-1` says `5`, which does not stand in paragraph 1
             --> answers/pets.toml:9:27
              |
            9 | answer     = "A cat costs 5 euros a night at Elm House."
              |                           ^
              |
              = hint: say what stands in the text

            error[unsourced-name]: `p1-1` says `Elm House`, which does not stand in paragraph 1
             --> answers/pets.toml:9:46
              |
            9 | answer     = "A cat costs 5 euros a night at Elm House."
              |                                              ^^^^^^^^^
              |
              = hint: say what stands in the text

            error[fingerprint]: `rules.txt` is not the text that the base has, `seeds/rules.txt`
             --> seeds/rules.txt:1:1
              |
            1 | Pets
              | ^
              |
              = hint: answers rest on `seeds/rules.txt`: change that file where the text has changed

            4 files, 1 fact (1 still drafts), 0 gaps, 0 small talk, 3 phrasings: 3 errors
            1
        "#]],
    );
}

#[test]
fn the_help_opens_with_an_example() {
    let ended = Run::new(&["record", "--help"]).end();
    expect![[r#"
        Examples:
          citebot --base my-base record --text article.txt --dry-run
          citebot --base my-base record --text article.txt

        Make the record of a text that may not be published, or bring it up to date with the text

        Usage: citebot record [OPTIONS] --text <FILE> [ID]

        Arguments:
          [ID]  The name of the record, without the ending [default: the one whose text it is, else the
                file's name]

        Options:
              --base <DIR>     Read the base in this folder (`answers/` and `seeds/`) [default: the current
                               folder where `answers/base.toml` is in it, else the program's own]
              --text <FILE>    The text: plain, or Markdown in a `.md`
              --dry-run        Show what would be written, and write nothing
              --lang <LANG>    Reply in this language; `auto` takes the question's own [possible values: en,
                               zh, auto]
              --no-word-table  Compare words and letters only, not what words mean
              --color <WHEN>   When to color; `auto` heeds `NO_COLOR` and `TERM=dumb` [default: auto]
                               [possible values: auto, always, never]
          -h, --help           Print help

        For a text that may not be published. Its record in `seeds/` holds a fingerprint of each paragraph,
        the names and figures in it, and what you write of it under `says`. Run it again when the text has
        changed: what you wrote stays, and it says which facts no longer say what stands there.
    "#]]
    .assert_eq(&ended.out);
}
