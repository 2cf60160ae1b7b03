//! `citebot review`: a journal, as the bot leaves it, and what is made of it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use citebot::facts::{Files, load};
use citebot::journal::{Entry, InVain, Journal, Reason, Vote, mark};
use citebot::matching::Prepared;
use citebot::review::{Asked, Gathered, Review};
use citebot::text::Language;
use expect_test::expect;
use serde_json::Value;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Executor};

use crate::driver::{Run, cafe};

use Reason::{Clarified, NearestDenied, NearestUnanswered, NoneOfThese, Refused, ThumbsDown, Unclear};

/// A run on the cafe, with a journal in its state folder that holds these entries.
pub(crate) fn journal(arguments: &[&str], entries: &[Entry]) -> Run {
    let run = Run::cafe(arguments);
    let state = run.folder.path().join("state");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let journal = Journal::open(&state.join("citebot/journal.sqlite")).await.unwrap();
        for (at, entry) in (1..).zip(entries) {
            journal.record(entry, at).await.unwrap();
        }
        journal.close().await;
    });
    run.env("XDG_STATE_HOME", state.to_str().unwrap())
}

pub(crate) fn asked(person: u64, question: &str, reason: Reason) -> Entry {
    let nearest = vec!["address".to_string()];
    Entry::InVain { person, question: question.to_string(), language: Language::of(question), reason, nearest }
}

fn vote(person: u64, fact: &str, vote: Vote) -> Entry {
    Entry::Vote { person, fact: fact.to_string(), vote }
}

fn some_entries() -> Vec<Entry> {
    vec![
        asked(1, "Who painted the xylophone?", Refused),
        asked(1, "who painted the XYLOPHONE", Refused),
        asked(2, "who pianted the xylophone?", Refused),
        asked(3, "Who painted the xylophones?", Clarified),
        asked(3, "Who founded the Blue Kettle?", Refused),
        asked(4, "Who founded the Blue Kettle?", Refused),
        asked(5, "Who founded the Blue Kettle?", NoneOfThese),
        asked(6, "Who founded the Blue Kettle?", Clarified),
        // The fact that is said was judged bad: that is no answer.
        asked(4, "Where is the Blue Kettle?", ThumbsDown),
        asked(4, "What does a coffee cost?", Refused),
        asked(5, "猫叫什么名字？", Refused),
        asked(6, "猫叫什麼名字", NoneOfThese),
        asked(6, "Red\u{202E}\u{1b}[31m \u{7}alarm\r\nbells?", Refused),
        asked(6, "\u{200B}", Refused),
        asked(7, "How many tables are there on the roof?", NearestUnanswered),
        asked(8, "How many tables are there on the roof?", NearestUnanswered),
        asked(9, "How many tables are there on the roof?", NearestDenied),
        asked(9, "How many tables are there on the roof?", Unclear),
        // It is answered by the fact that was told and not meant: that is no answer either.
        asked(7, "In which street is the cafe?", NearestDenied),
        vote(7, "founder", Vote::Denied),
        vote(8, "founder", Vote::Confirmed),
        vote(9, "address", Vote::Denied),
        vote(10, "address", Vote::Denied),
        vote(1, "staff", Vote::Down),
        vote(4, "address", Vote::Down),
        vote(5, "address", Vote::Down),
        vote(6, "address", Vote::Up),
        vote(6, "founder", Vote::Up),
    ]
}

#[test]
fn what_most_people_asked_in_vain_comes_first() {
    journal(&["review"], &some_entries()).shows(&expect![[r#"
        how many tables are there on the roof
          3 people, 4 times: 1 unclear, 2 nearest unanswered, 1 nearest denied
          told and not meant: address
          nearest: staff, roasting, oat-cake

        who painted the xylophone
          3 people, 4 times: 3 refused, 1 clarified
          also: who painted the xylophones | who pianted the xylophone
          nearest: founder, address, staff

        猫叫什么名字
          2 people, 2 times: 1 refused, 1 none of these
          nearest: founder, address, oat-cake

        in which street is the cafe
          1 person, 1 time: 1 nearest denied
          told and not meant: address
          nearest: opening-date, staff, founder

        red[31m alarm bells
          1 person, 1 time: 1 refused
          nearest: address, founder, staff

        what does a coffee cost
          1 person, 1 time: 1 refused
          a gap of the base: prices
          nearest: beans, roasting, staff

        where is the blue kettle
          1 person, 1 time: 1 thumbs down
          nearest: address, founder, opening-date

        who founded the blue kettle
          4 people, 4 times: 2 refused, 1 clarified, 1 none of these
          answered by now: founder

        facts judged bad
          address: 2 down, 1 up
          staff: 1 down, 0 up

        facts told as the nearest and not meant
          address: 2 no, 1 up
          founder: 1 no, 2 up

        8 questions in vain, 1 answered by now
        -- 0
    "#]]);
}

#[test]
fn programs_get_one_object() {
    let ended = journal(&["review", "--json"], &some_entries()[3..9]).end();
    assert_eq!((ended.status, ended.errors.as_str()), (0, ""));
    assert_eq!(ended.out.lines().count(), 1);
    let review: Value = serde_json::from_str(&ended.out).unwrap();
    expect![[r#"
        {
          "denied_as_nearest": [],
          "in_vain": [
            {
              "answered_by": [],
              "denied": [],
              "gap": null,
              "lang": "en",
              "last": 6,
              "nearest": [
                "address",
                "founder",
                "opening-date"
              ],
              "others": [],
              "people": 1,
              "question": "where is the blue kettle",
              "reasons": {
                "thumbs-down": 1
              },
              "times": 1
            },
            {
              "answered_by": [],
              "denied": [],
              "gap": null,
              "lang": "en",
              "last": 1,
              "nearest": [
                "founder",
                "staff",
                "address"
              ],
              "others": [],
              "people": 1,
              "question": "who painted the xylophones",
              "reasons": {
                "clarified": 1
              },
              "times": 1
            },
            {
              "answered_by": [
                "founder"
              ],
              "denied": [],
              "gap": null,
              "lang": "en",
              "last": 5,
              "nearest": [
                "founder",
                "address",
                "opening-date"
              ],
              "others": [],
              "people": 4,
              "question": "who founded the blue kettle",
              "reasons": {
                "clarified": 1,
                "none-of-these": 1,
                "refused": 2
              },
              "times": 4
            }
          ],
          "judged_bad": [],
          "remarks": []
        }
    "#]]
    .assert_eq(&format!("{review:#}\n"));
}

#[test]
fn a_journal_that_holds_nothing_is_no_error() {
    for entries in [&[] as &[Entry], &[vote(1, "staff", Vote::Up)]] {
        let text = journal(&["review"], entries).end();
        let nothing = (1, "", "citebot: the journal holds nothing to review\n");
        assert_eq!((text.status, text.out.as_str(), text.errors.as_str()), nothing);
        let json = journal(&["review", "--json"], entries).end();
        let empty = "{\"in_vain\":[],\"judged_bad\":[],\"denied_as_nearest\":[],\"remarks\":[]}\n";
        assert_eq!((json.status, json.out.as_str(), json.errors.as_str()), (1, empty, ""));
    }
    for against in [Vote::Down, Vote::Denied] {
        let ended = journal(&["review"], &[vote(1, "staff", against)]).end();
        assert_eq!(ended.status, 0);
    }
}

#[test]
fn a_journal_that_is_not_there_is_not_made() {
    let run = Run::cafe(&["review"]);
    let home = run.folder.path().to_str().unwrap().to_string();
    let run = run.env("HOME", &home);
    run.shows(&expect![[r#"
        -- errors
        citebot: there is no journal `[folder]/.local/state/citebot/journal.sqlite` (from the state folder; `--journal` or CITEBOT_JOURNAL names another)
        -- 2
    "#]]);
    Run::cafe(&["review"]).shows(&expect![[r#"
        -- errors
        citebot: there is no home to look for the journal in: name it with `--journal FILE`
        -- 2
    "#]]);
    Run::cafe(&["review"]).file(".env", "CITEBOT_JOURNAL=j.sqlite").shows(&expect![[r#"
        -- errors
        citebot: there is no journal `j.sqlite` (from CITEBOT_JOURNAL in `.env`)
        -- 2
    "#]]);
    let run = Run::cafe(&["review", "--journal", "new.sqlite"]).env("CITEBOT_JOURNAL", "other");
    let folder: PathBuf = run.folder.path().to_path_buf();
    let mut command = run.command;
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let errors = String::from_utf8(output.stderr).unwrap();
    expect![[r#"
        citebot: there is no journal `new.sqlite` (from `--journal`)
    "#]]
    .assert_eq(&errors);
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 0);
}

#[test]
fn a_file_that_is_no_journal_is_named_in_one_line() {
    Run::cafe(&["review", "--journal", "letter.txt"]).file("letter.txt", &"Dear all, ".repeat(200)).shows(&expect![[
        r#"
            -- errors
            citebot: `letter.txt` is no journal, or a damaged one: move it away, or name another file with `--journal`
            -- 2
        "#
    ]]);
    Run::cafe(&["review", "--journal", "."]).shows(&expect![[r#"
        -- errors
        citebot: `.` is a folder, and the journal is a file: name another file with `--journal`
        -- 2
    "#]]);
}

fn prepared_cafe() -> Prepared {
    Prepared::new(load(&Files::read(&cafe()).unwrap()).unwrap())
}

fn asked_in(prepared: &Prepared, rows: &[InVain]) -> Vec<Asked> {
    let mut gathered = Gathered::default();
    for row in rows {
        gathered.add(row);
    }
    Review::of(prepared, gathered, &[], Vec::new()).questions().collect()
}

fn rows<'a>(questions: impl IntoIterator<Item = &'a str>) -> Vec<InVain> {
    let row = |(at, question): (i64, &str)| InVain {
        question: question.to_string(),
        language: Language::of(question),
        reason: Refused,
        at,
        person: at.to_string(),
        nearest: Vec::new(),
    };
    (0..).zip(questions).map(row).collect()
}

#[test]
fn like_questions_stand_together_and_others_do_not() {
    let cafe = prepared_cafe();
    for (together, questions) in [
        (true, ["Who painted the xylophone?", "who PAINTED   the xylophone"]),
        (true, ["Who painted the xylophone?", "who has painted xylophones"]),
        (true, ["Who painted the xylophone?", "Who painted the xylohpone?"]),
        (true, ["Do employees get free tea?", "does the staff get free tea"]),
        (true, ["猫叫什么名字？", "貓叫什麼名字"]),
        (false, ["Who painted the xylophone?", "When was the xylophone painted?"]),
        (false, ["When was the xylophone painted?", "Where was the xylophone painted?"]),
        (false, ["How many guests came to the cafe in 2023?", "How many guests came to the cafe in 2024?"]),
        (false, ["What is the height of the old painted door?", "What is the weight of the old painted door?"]),
        (false, ["Was the painted xylophone sold in June?", "Was the painted xylophone sold in July?"]),
        (false, ["Was the old painted xylophone sold by Ann?", "Was the painted xylophone sold by Ann?"]),
        (false, ["xylophone", "猫"]),
        (false, ["?", "!"]),
    ] {
        assert_eq!(asked_in(&cafe, &rows(questions)).len(), if together { 1 } else { 2 }, "{questions:?}");
    }
}

#[test]
fn the_order_of_the_journal_does_not_matter() {
    let cafe = prepared_cafe();
    let questions =
        ["b door", "c door", "Who painted the xylophone?", "who pianted the xylophone?", "a door", "A door", "猫"];
    let mut rows = rows(questions);
    let forwards = asked_in(&cafe, &rows);
    rows.reverse();
    assert_eq!(asked_in(&cafe, &rows), forwards);
}

#[test]
fn ten_thousand_questions_take_no_time() {
    let cafe = prepared_cafe();
    // Half of them share their words with many others, and half have a word of their own.
    let words = ["red", "door", "cat", "bell", "moon", "tea", "cup", "rain", "song", "boat"];
    let word = |number: u32, place: u32| words[(number / 10_u32.pow(place) % 10) as usize];
    let letters = |bits: u32| (0..8).map(move |at| char::from(b'a' + ((bits >> (4 * at)) & 15) as u8));
    let name = |number: u32| -> String {
        letters(number.wrapping_mul(2_654_435_761)).chain(letters(number.wrapping_mul(2_246_822_519))).collect()
    };
    let question = |number: u32| match number % 2 {
        0 => format!(
            "who painted the {} {} of the {} {}",
            word(number, 0),
            word(number, 1),
            word(number, 2),
            word(number, 3)
        ),
        _ => format!("who painted the {}", name(number)),
    };
    let questions: Vec<String> = (0..10_000).map(question).collect();
    let rows = rows(questions.iter().map(String::as_str));
    #[expect(clippy::disallowed_methods, reason = "this measures time")]
    let start = Instant::now();
    let questions = asked_in(&cafe, &rows);
    assert!(questions.len() > 5000, "{}", questions.len());
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

/// What lies in a folder: names and bytes.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let named =
        files.map(|path| (path.file_name().unwrap().to_str().unwrap().to_string(), std::fs::read(&path).unwrap()));
    let mut files: Vec<(String, Vec<u8>)> = named.collect();
    files.sort();
    files
}

/// Does something to the file of a journal.
fn execute(path: &Path, statement: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
        let mut connection = options.connect().await.unwrap();
        connection.execute(statement).await.unwrap();
        connection.close().await.unwrap();
    });
}

#[test]
fn to_review_a_journal_changes_nothing_beside_or_in_it() {
    let run = journal(&["review"], &some_entries()[..5]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.sqlite");
    let own = run.folder.path().join("state/citebot/journal.sqlite");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    // The last connection that is closed takes the log away. Of several that are closed at once none may be the last; then
    // the next one is.
    for _ in 0..100 {
        if own.with_extension("sqlite-wal").exists() {
            runtime.block_on(async { Journal::open(&own).await.unwrap().close().await });
        }
    }
    // Without its key as well: a copy will do.
    std::fs::copy(own, &path).unwrap();
    let before = files(folder.path());
    assert_eq!(before.len(), 1, "{:?}", before.iter().map(|(name, _)| name).collect::<Vec<_>>());
    let ended = Run::cafe(&["review", "--journal", path.to_str().unwrap()]).end();
    assert_eq!((ended.status, ended.errors.as_str()), (0, ""));
    assert!(ended.out.contains("who painted the xylophone\n  3 people, 4 times"), "{}", ended.out);
    assert!(files(folder.path()) == before);
}

#[test]
fn a_journal_that_is_written_to_is_read_with_its_last_entries() {
    let run = journal(&["review"], &some_entries()[..5]);
    let path = run.folder.path().join("state/citebot/journal.sqlite");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let writer = runtime.block_on(async {
        let journal = Journal::open(&path).await.unwrap();
        journal.record(&asked(77, "Why do xylophones hum?", Refused), 77).await.unwrap();
        journal
    });
    let ended = Run::cafe(&["review", "--journal", path.to_str().unwrap()]).end();
    assert!(ended.status == 0 && ended.out.contains("why do xylophones hum"), "{}", ended.out);
    // Who writes goes on.
    runtime.block_on(async {
        writer.record(&asked(78, "Why do xylophones hum?", Refused), 78).await.unwrap();
        assert_eq!(writer.in_vain().await.unwrap().len(), 7);
        writer.close().await;
    });
}

#[test]
fn the_database_of_something_else_is_refused_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    for (name, statement, expected) in [
        (
            "other",
            "CREATE TABLE songs (a); PRAGMA application_id = 7",
            "is a database of something else, and no journal",
        ),
        ("unmarked", "CREATE TABLE songs (a)", "is a database of something else, and no journal"),
        (
            "ours",
            "CREATE TABLE in_vain (a); PRAGMA application_id = 7",
            "is a database of something else, and no journal",
        ),
        ("empty", "PRAGMA user_version = 0", "the journal holds nothing to review"),
    ] {
        let path = folder.path().join(name);
        execute(&path, statement);
        let before = files(folder.path());
        let ended = Run::cafe(&["review", "--journal", path.to_str().unwrap()]).end();
        // An empty file may become a journal.
        let status = if name == "empty" { 1 } else { 2 };
        assert_eq!((ended.status, ended.out.as_str()), (status, ""), "{name}");
        assert!(ended.errors.contains(expected), "{name}: {}", ended.errors);
        assert!(files(folder.path()) == before, "{name}");
    }
}

#[test]
fn rows_that_can_not_be_read_are_passed_over_and_counted() {
    let run = journal(&["review"], &some_entries());
    execute(
        &run.folder.path().join("state/citebot/journal.sqlite"),
        "INSERT INTO in_vain (person, question, language, reason, nearest, asked_at) VALUES
         ('p', x'ff00', 'en', 'refused', '', 1), ('p', 'late', 'en', 'refused', '', 'some day'),
         (x'00', 'whose', 'en', 'refused', '', 1);
         PRAGMA ignore_check_constraints = ON;
         INSERT INTO in_vain (person, question, language, reason, nearest, asked_at) VALUES
         ('p', 'a', 'fr', 'refused', '', 1), ('p', 'b', 'en', 'bored', '', 1);
         INSERT INTO vote (person, fact, told_as, vote, voted_at) VALUES ('p', x'ff', 'answer', 'down', 1)",
    );
    let ended = run.end();
    assert_eq!(
        (ended.status, ended.errors.as_str()),
        (0, "citebot: 5 rows of the journal can't be read and were passed over\n")
    );
    assert!(ended.out.ends_with("8 questions in vain, 1 answered by now\n"), "{}", ended.out);
}

#[test]
fn what_somebody_said_is_shown_and_what_is_ignored_is_not() {
    let said = Entry::Remark {
        person: 5,
        fact: "address".to_string(),
        question: "Where is it?".to_string(),
        words: "You moved\nlast \u{202E}week.".to_string(),
    };
    let run = journal(&["review"], &[some_entries()[..5].to_vec(), vec![said]].concat());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let journal = Journal::open(&run.folder.path().join("state/citebot/journal.sqlite")).await.unwrap();
        // Any of its wordings will do.
        journal.ignore(&[mark("who painted the xylophones")], 9).await.unwrap();
        journal.close().await;
    });
    run.shows(&expect![[r#"
        who founded the blue kettle
          1 person, 1 time: 1 refused
          answered by now: founder

        what was said to be wrong
          address, asked “Where is it?”: “You moved last ⟨U+202E⟩week.”

        1 question in vain, 1 answered by now
        -- 0
    "#]]);
}

#[test]
fn what_admins_accepted_is_written_as_one_change_but_for_what_would_be_unsound() {
    let run = journal(&["review"], &[]);
    let path = run.folder.path().join("state/citebot/journal.sqlite");
    let base = run.folder.path().join("base");
    for part in ["answers", "seeds"] {
        std::fs::create_dir_all(base.join(part)).unwrap();
        for (name, bytes) in files(&cafe().join(part)) {
            std::fs::write(base.join(part).join(name), bytes).unwrap();
        }
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let waiting = || {
        runtime.block_on(async {
            let journal = Journal::open(&path).await.unwrap();
            let waiting = journal.proposals().await.unwrap().len();
            journal.close().await;
            waiting
        })
    };
    runtime.block_on(async {
        let journal = Journal::open(&path).await.unwrap();
        for (question, language, fact) in [
            ("who manages the cafe", Language::English, Some("founder")),
            // A phrasing of another fact.
            ("where is the blue kettle", Language::English, Some("founder")),
            ("who came in", Language::English, Some("visitors")),
            ("屋顶上有几张桌子", Language::Chinese, None),
            ("谁管咖啡馆", Language::Chinese, Some("founder")),
        ] {
            journal.propose(question, language, fact, 1).await.unwrap();
        }
        journal.close().await;
    });
    assert_eq!(waiting(), 5);
    let before = files(&base.join("answers"));
    let path_text = path.to_str().unwrap();
    let applied = Run::new(&["review", "--journal", path_text, "--apply", base.to_str().unwrap()]).end();
    assert_eq!((applied.status, applied.errors.as_str()), (1, ""), "{}", applied.out);
    let lines: Vec<&str> = applied.out.lines().filter(|line| !line.starts_with(' ')).collect();
    let expected = [
        "wrote “who manages the cafe” as a phrasing of `founder`",
        "refused “where is the blue kettle” as a phrasing of `founder`: the base would not be sound",
        "refused “who came in” as a phrasing of `visitors`: the base has no fact `visitors` any more",
        "wrote “屋顶上有几张桌子” as a gap",
        "wrote “谁管咖啡馆” as a phrasing of `founder`",
        "`citebot undo` takes all of it back",
    ];
    assert_eq!(lines, expected, "{}", applied.out);
    assert!(applied.out.contains("shared-phrasing"), "{}", applied.out);
    assert_eq!(waiting(), 0);
    let run = |arguments: &[&str]| Run::new(&[&["--base", base.to_str().unwrap()], arguments].concat()).end();
    assert_eq!(run(&["check"]).status, 0);
    assert!(run(&["ask", "who manages the cafe?"]).out.starts_with("Ada Moreno founded"));
    assert!(run(&["ask", "屋顶上有几张桌子？"]).out.contains("没有说到这一点"));
    let undone = run(&["undo"]);
    assert_eq!((undone.status, undone.out.as_str()), (0, "taken back: accept 3 questions\n"), "{}", undone.errors);
    assert!(files(&base.join("answers")) == before);
    let nothing = Run::new(&["review", "--journal", path_text, "--apply", base.to_str().unwrap()]).end();
    assert!(nothing.status == 1 && nothing.out.starts_with("nothing waits to be written"), "{}", nothing.out);
}
