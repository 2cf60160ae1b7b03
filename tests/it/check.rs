//! Every rule of `check`, broken once: what is found, and in which words.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use citebot::check::render::{Colors, Extent, finding, json, text};
use citebot::check::{self, Article, Report, against_text};
use citebot::facts::{Base, Files, load};
use citebot::findings::{File, Finding, Rule};
use citebot::text::WordTable;
use expect_test::{Expect, expect, expect_file};
use tempfile::TempDir;

use crate::driver::Run;

const ANSWERS: &str = "answers/library.toml";

/// A small sound base: the article of a mill that became a library.
fn sound() -> Files {
    Files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/library")).expect("the base is there")
}

fn article() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/library/article.txt");
    fs::read_to_string(path).expect("the article is there")
}

fn run(files: &Files, article: Option<&str>) -> Report {
    let article = article.map(|text| Article::new("article.txt", text));
    check::run(files, article.as_ref(), WordTable::Used)
}

/// The sound base with one change in one file.
fn changed(name: &str, from: &str, to: &str) -> Files {
    let change = |file: &Arc<File>| {
        if file.name != name {
            return Arc::clone(file);
        }
        assert!(file.text.contains(from), "{name} has no {from}");
        Arc::new(File { name: file.name.clone(), text: file.text.replacen(from, to, 1) })
    };
    let files = sound();
    Files { sources: files.sources.iter().map(change).collect(), answers: files.answers.iter().map(change).collect() }
}

fn rendered(report: &Report) -> String {
    report.findings.iter().map(|found| finding(found, Colors::Off)).collect()
}

fn base() -> Base {
    load(&sound()).expect("the base is sound")
}

#[test]
fn a_sound_base_has_no_findings() {
    let report = run(&sound(), Some(&article()));
    expect![[r#"
        4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: no findings
    "#]]
    .assert_eq(&text(&report, Extent::All, Colors::Off));
    expect![[r#"{"sound":true,"checked":{"files":4,"facts":3,"drafts":0,"gaps":1,"small_talk":1,"phrasings":40},"findings":[]}"#]]
        .assert_eq(&json(&report));
}

/// A change of a file, and what it should break.
struct Case {
    /// As it stands in the file of cases.
    written: String,
    rule: Rule,
    file: String,
    from: String,
    to: String,
}

/// What stands above the cases of a file, and the cases.
fn cases(text: &str) -> (&str, Vec<Case>) {
    let mut blocks = text.split("==== ");
    let heading = blocks.next().unwrap();
    (heading, blocks.map(case).collect())
}

fn case(block: &str) -> Case {
    let written = block.split_inclusive("\n\n").next().unwrap();
    let (rule, file) = written.lines().next().and_then(|line| line.split_once(" in ")).expect("RULE in FILE");
    let side = |sign: char| {
        let lines: Vec<&str> = written.lines().skip(1).filter_map(|line| line.strip_prefix(sign)).collect();
        // A character that nobody sees is written by its number.
        lines.join("\n").replace("\\u{202e}", "\u{202e}")
    };
    Case {
        written: format!("==== {written}"),
        rule: Rule::from_name(rule).unwrap_or_else(|| panic!("no rule `{rule}`")),
        file: file.to_string(),
        from: side('-'),
        to: side('+'),
    }
}

#[test]
fn each_rule_finds_what_breaks_it() {
    let (heading, cases) = cases(include_str!("../check/rules.txt"));
    let mut shown = heading.to_string();
    for Case { written, rule, file, from, to } in &cases {
        let report = run(&changed(file, from, to), None);
        let _ = writeln!(shown, "{written}{}", rendered(&report));
        assert!(report.findings.iter().any(|found| found.rule == *rule), "{from} should break {rule:?}");
        assert!(report.findings.iter().all(|found| found.hint.is_some()), "{from}: a finding without a hint");
    }
    expect_file!["../check/rules.txt"].assert_eq(&shown);
    let broken: Vec<Rule> = cases.iter().map(|case| case.rule).collect();
    let unbroken: Vec<Rule> = Rule::ALL.into_iter().filter(|rule| !broken.contains(rule)).collect();
    // Other tests break these: one needs more facts than this base has, one an article, the last four a file of examples.
    let elsewhere = [
        Rule::LonelyPhrasing,
        Rule::NotInArticle,
        Rule::GoneFromText,
        Rule::ChangedText,
        Rule::Row,
        Rule::LongText,
        Rule::TwoAnswers,
        Rule::Pattern,
    ];
    assert_eq!(unbroken, elsewhere);
}

#[test]
fn a_phrasing_that_another_fact_answers_without_it_is_found() {
    let in_folder = |folder: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
        run(&Files::read(&path).expect("the base is there"), None)
    };
    assert_eq!(rendered(&in_folder("data/cafe")), "");
    let lonely = in_folder("bases/dorm/base").findings.into_iter().filter(|found| found.rule == Rule::LonelyPhrasing);
    let shown: String = lonely.map(|found| finding(&found, Colors::Off)).collect();
    expect![[r#"
        warning[lonely-phrasing]: who asks nearly so is answered with `rent-due`, not with `rent`
          --> answers/living.toml:84:3
           |
        84 |   "How much is the rent?",
           |   ^^^^^^^^^^^^^^^^^^^^^^^
           |
           = hint: add phrasings of other words, tell the two apart by `contrasts` in `words.toml`, or make them one
    "#]]
    .assert_eq(&shown);
}

#[test]
fn a_record_is_held_against_its_article() {
    let base = base();
    let found = |article: &str| against_text(&base, &base.sources[0], &Article::new("article.txt", article));
    let rendered = |findings: &[Finding]| findings.iter().map(|found| finding(found, Colors::Off)).collect::<String>();
    let (heading, cases) = cases(include_str!("../check/article.txt"));
    let mut shown = heading.to_string();
    for Case { written, rule, from, to, .. } in &cases {
        assert!(article().contains(from), "the article has no {from}");
        let findings = found(&article().replace(from, to));
        assert!(findings.iter().any(|found| found.rule == *rule), "{from}");
        let _ = writeln!(shown, "{written}{}", rendered(&findings));
    }
    expect_file!["../check/article.txt"].assert_eq(&shown);
    expect![[r#"
        error[fingerprint]: the text to compare with is empty
         --> seeds/old-mill.toml:1:12
          |
        1 | title.en = "A library in the mill"
          |            ^^^^^^^^^^^^^^^^^^^^^^^
          |
          = hint: give the plain text of the article “A library in the mill”
    "#]]
    .assert_eq(&rendered(&found("")));
}

#[test]
fn another_article_is_one_finding() {
    let report = run(&sound(), Some("The museum of trams opened in 1987.\n\nIt has 20 trams.\n"));
    expect![[r#"
        error[fingerprint]: the text is not the article that `old-mill` records: it has none of its paragraphs
         --> seeds/old-mill.toml:1:12
          |
        1 | title.en = "A library in the mill"
          |            ^^^^^^^^^^^^^^^^^^^^^^^
          |
          = hint: give the plain text of the article “A library in the mill”

        4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: 1 error
    "#]]
    .assert_eq(&text(&report, Extent::All, Colors::Off));
}

#[test]
fn an_article_may_be_laid_out_in_other_ways() {
    let article = article();
    let one_line_each = article.replace("lends\n", "lends").replace("\n\n", "\n");
    for (what, article) in [
        ("a mark of byte order and line ends of Windows", format!("\u{FEFF}{}", article.replace('\n', "\r\n"))),
        ("no empty lines", one_line_each),
        ("blanks around and in between", article.replace(' ', "  ").replace("\n\n", " \n \n\n\t")),
        ("no headings, where the record has its own", article.replace("Money and work", "")),
        ("more than the article", format!("Home | News\n\n{article}\n\nRead more: 12,000 books about mills")),
    ] {
        assert_eq!(rendered(&run(&sound(), Some(&article))), "", "{what}");
    }
}

#[test]
fn all_faults_are_reported_at_once_in_the_order_of_the_files() {
    let mut files = changed(ANSWERS, "12,000 books.\"", "13,000 books.\"");
    let file = |file: &Arc<File>| {
        let text =
            file.text.replace("half of that", "a third of that").replace("\"Are there 12,000 books?\",", "\"hello\",");
        Arc::new(File { name: file.name.clone(), text })
    };
    files.answers = files.answers.iter().map(file).collect();
    let report = run(&files, Some(""));
    let places: Vec<String> = report
        .findings
        .iter()
        .map(|found| format!("{} {}:{}", found.rule.name(), found.place.file.name, found.place.line_column().0))
        .collect();
    expect![[r#"
        unsourced-figure answers/library.toml:34
        bare-phrasing answers/library.toml:41
        unsourced-figure answers/library.toml:57
        shared-phrasing answers/talk.toml:6
        lost-phrasing answers/talk.toml:6
        fingerprint seeds/old-mill.toml:1
        4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: 4 errors, 2 warnings
    "#]]
    .assert_eq(&format!("{}\n{report}\n", places.join("\n")));
}

#[test]
fn a_program_reads_findings_as_json() {
    let report = run(&changed(ANSWERS, "藏书12000册", "藏书13000册"), None);
    let json: serde_json::Value = serde_json::from_str(&json(&report)).expect("JSON");
    expect![[r#"
        {
          "checked": {
            "drafts": 0,
            "facts": 3,
            "files": 4,
            "gaps": 1,
            "phrasings": 40,
            "small_talk": 1
          },
          "findings": [
            {
              "column": 20,
              "file": "answers/library.toml",
              "hint": "say what stands in the text, or record it in `seeds/old-mill.toml` if it stands there",
              "line": 35,
              "message": "`library-books` says `13000`, which does not stand in the record of paragraph 1",
              "rule": "unsourced-figure",
              "severity": "error"
            }
          ],
          "sound": false
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&json).expect("JSON"));
}

#[test]
fn colours_are_for_terminals_only() {
    let report = run(&changed(ANSWERS, "\"library-cost\"]", "\"library-costs\"]"), None);
    assert!(text(&report, Extent::All, Colors::On).contains('\u{1b}'));
    assert!(!text(&report, Extent::All, Colors::Off).contains('\u{1b}'));
}

#[test]
fn a_file_may_stand_in_one_language_if_it_says_so() {
    let english = |top: &str| {
        let files = sound();
        let change = |file: &Arc<File>| {
            let text = if file.name == ANSWERS { &file.text } else { return Arc::clone(file) };
            let (cost, rest) = text.split_once("answer.zh  = \"图书馆藏书12000册。\"\n").unwrap();
            let (before, after) = rest.split_once("ask.zh = [").unwrap();
            let (_, after) = after.split_once("]\n").unwrap();
            let long = before.replace("[\n", "[\n  \"How many books are on loan?\",\n");
            Arc::new(File { name: file.name.clone(), text: format!("{top}{cost}{long}{after}") })
        };
        Files { sources: files.sources.clone(), answers: files.answers.iter().map(change).collect() }
    };
    let missing = run(&english(""), None);
    assert_eq!(missing.findings.iter().map(|found| found.rule).collect::<Vec<_>>(), [Rule::MissingLanguage; 2]);
    assert_eq!(rendered(&run(&english("bilingual = false\n"), None)), "");
    let base = load(&english("bilingual = false\n")).expect("the base is sound");
    let fact = base.fact(base.fact_named("library-books").unwrap());
    assert_eq!((fact.answer.zh.text.as_str(), fact.ask.zh.len()), ("The library lends 12,000 books.", 0));
    let unsourced = english("bilingual = false\n");
    let unsourced = Files {
        answers: unsourced
            .answers
            .iter()
            .map(|file| {
                Arc::new(File { name: file.name.clone(), text: file.text.replace("12,000 books.", "13,000 books.") })
            })
            .collect(),
        ..unsourced
    };
    let found: Vec<Rule> = run(&unsourced, None).findings.iter().map(|found| found.rule).collect();
    assert_eq!(found, [Rule::UnsourcedFigure], "a text that serves in both languages is looked at once");
    let neither =
        changed(ANSWERS, "topic.en = \"The library\"\ntopic.zh = \"图书馆\"", "bilingual = false\ntopic = {}");
    assert!(load(&neither).is_err());
}

#[test]
fn each_rule_says_what_it_does_and_why() {
    for rule in Rule::ALL {
        let explanation = rule.explanation();
        assert_eq!(Rule::from_name(rule.name()), Some(rule));
        assert!(explanation.what.ends_with('.') && explanation.why.ends_with('.'), "{rule:?}");
    }
    assert_eq!(Rule::from_name("no-such-rule"), None);
}

/// Takes some seconds on two cores, most of them for the thousands of phrasings that are asked.
#[test]
fn our_own_answers_are_sound() {
    let report = run(&Files::own().unwrap(), None);
    assert_eq!(rendered(&report), "");
}

#[test]
fn an_emptied_file_is_one_finding() {
    let text = sound().answers.iter().find(|file| file.name == ANSWERS).expect("it is there").text.clone();
    let report = run(&changed(ANSWERS, &text, " \n"), None);
    expect![[r#"
        error[empty]: the file is empty
         --> answers/library.toml:1:1
          |
        1 |  
          | ^
          |
          = hint: delete it, or get back what stood in it
    "#]]
    .assert_eq(&rendered(&report));
}

/// What is broken, and what becomes of the line.
#[test]
fn what_there_is_one_way_to_mend_is_mended() {
    for (name, from, to) in [
        (ANSWERS, "related = [\"library-cost\"]", "relatd = [\"library-cost\"]"),
        (ANSWERS, "related = [\"library-cost\"]", "related = [\"library-cots\"]"),
        (ANSWERS, "\"number of books\",", "“number of books”,"),
        (ANSWERS, "\"number of books\",", "\"number of books\",\n  \"Number of... books?\","),
        (ANSWERS, "\"number of books\",", "\"number of books\", \"Number of... books?\","),
        (ANSWERS, "[\"number\"]", "[\"nunber\"]"),
        (ANSWERS, "about      = [\"work\", \"city\"]", "about      = [\"work\", \"citty\"]"),
        (ANSWERS, "answer.en  = \"The library lends 12,000 books.\"", "answer.en  = “The library lends 12,000 books.”"),
    ] {
        let fixed = check::fix(&changed(name, from, to), WordTable::Used).expect("it can be mended");
        let (mended, whole) = (text_of(&fixed.files, name), text_of(&sound(), name));
        assert_eq!(mended, whole, "{to}");
        assert!(fixed.report.findings.is_empty(), "{to}: {}", rendered(&fixed.report));
    }
    assert!(check::fix(&sound(), WordTable::Used).is_none(), "nothing is to be mended");
    let of_a_person = changed(ANSWERS, "12,000 books.", "13,000 books.");
    assert!(check::fix(&of_a_person, WordTable::Used).is_none(), "what is true is for a person to say");
}

fn text_of(files: &Files, name: &str) -> String {
    files.answers.iter().find(|file| file.name == name).expect("it is there").text.clone()
}

/// A thousand unknown ids take about as long as their number says.
#[test]
fn many_errors_are_counted_and_a_few_are_shown() {
    let ids: Vec<String> = (0..1000).map(|number| format!("\"nowhere-{number}\"")).collect();
    let to = format!("related = [{}]", ids.join(", "));
    let report = run(&changed(ANSWERS, "related = [\"library-cost\"]", &to), None);
    let shown = text(&report, Extent::First, Colors::Off);
    assert_eq!(shown.matches("error[unknown-fact]").count(), 20);
    assert!(shown.contains("and 980 more of `unknown-fact`: `citebot check --all` shows them"), "{shown}");
    assert_eq!(text(&report, Extent::All, Colors::Off).matches("error[unknown-fact]").count(), 1000);
}

/// A folder with the small base in `base`.
fn in_folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in sound().sources.iter().chain(&sound().answers) {
        let path = folder.path().join("base").join(&file.name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &file.text).unwrap();
    }
    folder
}

#[test]
fn a_check_mends_and_tells_what_is_new() {
    let folder = in_folder();
    let state = folder.path().join("state");
    let says = |arguments: &[&str], expected: &Expect| {
        let arguments = [&["--base", "base"], arguments].concat();
        let mut run = Run::new(&arguments).env("XDG_STATE_HOME", state.to_str().unwrap());
        run.command.current_dir(folder.path());
        run.shows(expected);
    };
    let path = folder.path().join("base").join(ANSWERS);
    let edit = |from: &str, to: &str| {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from}");
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
    };
    says(
        &["check"],
        &expect![[r#"
        4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: no findings
        -- 0
    "#]],
    );
    edit("12,000 books.", "13,000 books.");
    says(
        &["check"],
        &expect![[r#"
        error[unsourced-figure]: `library-books` says `13,000`, which does not stand in the record of paragraph 1
          --> answers/library.toml:34:33
           |
        34 | answer.en  = "The library lends 13,000 books."
           |                                 ^^^^^^
           |
           = hint: say what stands in the text, or record it in `seeds/old-mill.toml` if it stands there

        4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: 1 error
        since the last check: 1 new, 0 gone
          answers/library.toml:34:33: `library-books` says `13,000`, which does not stand in the record of paragraph 1 [unsourced-figure]
        -- 1
    "#]],
    );
    edit("13,000 books.", "12,000 books.");
    edit("\"number of books\",", "“number of books”,\n  \"Number of... books?\",");
    says(
        &["check"],
        &expect![[r#"
        error[toml]: `“` is no sign of TOML
          --> answers/library.toml:40:3
           |
        40 |   “number of books”,
           |   ^
           |
           = hint: write a straight `"` instead of `“`: that sign may stand inside a text alone

        4 files: 1 error
        -- 1
    "#]],
    );
    says(
        &["check", "--fix"],
        &expect![[r#"
        answers/library.toml
          -   “number of books”,
          -   "Number of... books?",
          +   "number of books",
        mended: 2 findings; `citebot undo` takes it back

        4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: no findings
        since the last check: 0 new, 1 gone
        -- 0
    "#]],
    );
    says(
        &["check", "--fix"],
        &expect![[r#"
        nothing here can be mended without a person

        4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: no findings
        -- 0
    "#]],
    );
    says(
        &["undo"],
        &expect![[r#"
        taken back: mended: 2 findings
        -- 0
    "#]],
    );
    assert!(fs::read_to_string(&path).unwrap().contains("“number of books”"));
}

#[test]
fn a_rule_is_explained_by_its_name() {
    Run::new(&["check", "--explain", "other-hedge"]).shows(&expect![[r#"
        other-hedge (a warning)

        Compares “nearly”, “more than”, “up to” of each figure, and of shares such as “half”, with what its places say of it.

        Why it is bad: Nearly 350 is not 350, and up to ten is not ten.
        -- 0
    "#]]);
    Run::new(&["check", "--explain", "other-hegde"]).shows(&expect![[r#"
        -- errors
        citebot: no rule is called `other-hegde`: did you mean `other-hedge`?
        -- 2
    "#]]);
    Run::new(&["check", "--fix"]).shows(&expect![[r#"
        -- errors
        citebot: which base? Name its folder with `--base`, or make one with `citebot new DIR`
        -- 2
    "#]]);
}
