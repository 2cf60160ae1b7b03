//! `citebot eval --report`: a page for people, and the same figures for programs.

use std::fs;
use std::path::Path;

use citebot::evaluate::page::{About, Figures, page};
use citebot::evaluate::{AskedQuestion, Grade, Graded, Set};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

use crate::driver::{Run, cafe};

/// A question that came to `verdict`.
fn asked(text: &str, kind: &str, in_scope: bool, verdict: Grade, confidence: f32) -> AskedQuestion {
    let answered = verdict == Grade::Wrong || in_scope && verdict == Grade::Right;
    let said = answered || verdict == Grade::Misled;
    let judged = Graded {
        in_scope,
        kind: Some(kind.to_string()),
        id: None,
        verdict,
        facts: Vec::new(),
        denied: false,
        first: in_scope && verdict == Grade::Right,
        third: in_scope && verdict == Grade::Right,
        confidence,
        said: answered.then_some(confidence),
        first_answers: None,
        microseconds: 7,
    };
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_string()).collect::<Vec<_>>();
    let is_fault = judged.is_fault();
    AskedQuestion {
        text: text.to_string(),
        wanted: if is_fault && in_scope { texts(&["opening"]) } else { Vec::new() },
        said: if said { texts(&["closing"]) } else { Vec::new() },
        reply: if is_fault { format!("About “{text}”: no.") } else { String::new() },
        why: if is_fault { texts(&["matched: when", "  closing +2.1"]) } else { Vec::new() },
        judged,
    }
}

fn about(name: &str) -> About {
    About { name: name.to_string(), subject: "the rules".to_string(), facts: 3, gaps: 1, phrasings: 12 }
}

/// A small set with one question of each verdict.
fn few(name: &str) -> Figures {
    let asked = vec![
        asked("When do you open?", "direct", true, Grade::Right, 0.97),
        asked("open when", "direct", true, Grade::Told, 0.4),
        asked("几点开门？", "direct", true, Grade::Offered, 0.31),
        asked("the opening, please", "chatty", true, Grade::Silent, 0.05),
        asked("How early?", "chatty", true, Grade::Misled, 0.5),
        asked("How early is it?", "chatty", true, Grade::Wrong, 0.88),
        asked("When do you open in Rome?", "near", false, Grade::Right, 0.2),
        asked("When do you dance?", "near", false, Grade::Wrong, 0.7),
    ];
    Figures::of(about(name), false, &[Set { name: "questions.jsonl".to_string(), asked }])
}

#[test]
fn the_figures_are_written_as_json() {
    let mut json: Value = serde_json::to_value(few("Elm")).unwrap();
    let worst = json["worst"].as_array_mut().unwrap();
    assert_eq!(worst.len(), 5);
    worst.truncate(1);
    json["curves"].as_array_mut().unwrap().truncate(1);
    json["curves"][0]["points"].as_array_mut().unwrap().truncate(2);
    json["questions"].as_array_mut().unwrap().truncate(1);
    expect![[r#"
        {"base":{"facts":3,"gaps":1,"name":"Elm","phrasings":12,"subject":"the rules"},"calibration_error":0.3837,"confusions":[{"example":"How early?","n":2,"said":"closing","wanted":"opening"},
        {"example":"When do you dance?","n":1,"said":"closing","wanted":null}],"curves":[{"answered":3,"in_scope":false,"of":8,"points":[{"confidence":0.97,"coverage":0.125,"risk":0.0},
        {"confidence":0.88,"coverage":0.25,"risk":0.5}],"wrong":2}],"is_own":false,"kinds":[{"in_scope":true,"kind":"chatty","n":3,"verdicts":{"misled":1,"silent":1,"wrong":1}},
        {"in_scope":true,"kind":"direct","n":3,"verdicts":{"offered":1,"right":1,"told":1}},
        {"in_scope":false,"kind":"near","n":2,"verdicts":{"right":1,"wrong":1}}],"questions":[{"q":"When do you open?","verdict":"right"}],"reliability":[{"n":1,"right":0,"said":0.05,"tenth":0},
        {"n":1,"right":0,"said":0.2,"tenth":2},
        {"n":1,"right":0,"said":0.31,"tenth":3},
        {"n":1,"right":0,"said":0.4,"tenth":4},
        {"n":1,"right":0,"said":0.5,"tenth":5},
        {"n":1,"right":0,"said":0.7,"tenth":7},
        {"n":1,"right":0,"said":0.88,"tenth":8},
        {"n":1,"right":1,"said":0.97,"tenth":9}],"sets":[{"answered":1,"in_scope":6,"name":"questions.jsonl","out_of_scope":2,"right":1}],"shares":[{"at_least":0.008,"count":1,"in_scope":true,"name":"right","of":6},
        {"count":1,"in_scope":true,"name":"told","of":6},
        {"count":1,"in_scope":true,"name":"offered","of":6},
        {"at_most":0.582,"count":1,"in_scope":true,"name":"silent","of":6},
        {"at_most":0.582,"count":1,"in_scope":true,"name":"misled","of":6},
        {"at_most":0.582,"count":1,"in_scope":true,"name":"wrong","of":6},
        {"at_most":0.394,"count":0,"in_scope":true,"name":"denied","of":6},
        {"at_least":0.025,"count":1,"in_scope":false,"name":"not answered","of":2},
        {"count":0,"in_scope":false,"name":"told","of":2},
        {"at_most":0.975,"count":1,"in_scope":false,"name":"answered","of":2}],"version":1,"worst":[{"confidence":0.88,"kind":"chatty","question":"How early is it?","reply":"About “How early is it?”: no.","said":["closing"],"verdict":"wrong","wanted":["opening"],"why":["matched: when","  closing +2.1"]}]}"#]].assert_eq(&json.to_string().replace("},{", "},\n{"));
}

/// What a page is made of: headings, and what stands in tables, pictures and lists.
fn structure(html: &str) -> String {
    let mut lines = Vec::new();
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        match name {
            "h1" | "h2" | "h3" | "caption" | "summary" | "svg" | "title" => {
                lines.push(format!("{name}: {}", text.trim()));
            }
            _ => {}
        }
    }
    lines.join("\n")
}

#[test]
fn a_page_has_its_sections() {
    expect![[r#"
        title: How well Elm answers
        h1: How well Elm answers
        caption: Where the questions come from
        h2: In short
        h3: Of 6 questions that the base answers
        h3: Of 2 questions that it does not answer
        h2: By kind of question
        summary: The figures as a table
        caption: By kind of question: counts
        h2: Questions without an answer, by kind
        summary: The figures as a table
        caption: Questions without an answer, by kind: counts
        h2: Risk against coverage
        svg: 
        title: Risk against coverage. Of 8 questions, 3 were answered, and 2 of these answers were wrong.
        svg: 
        svg: 
        summary: The figures as a table
        caption: Risk against coverage, all questions
        h2: Reliability of confidence
        svg: 
        title: Reliability. How often the base was right about the fact that it was surest of, by how sure it was. On average, what was said lies 38.4 percentage points from what came true.
        summary: The figures as a table
        caption: Confidence said, and how often it was right
        h2: Taken for each other
        caption: Facts that were said in the place of others
        caption: Facts that were said where nothing answers
        h2: The worst questions
        summary: Why
        summary: Why
        summary: Why
        summary: Why
        summary: Why"#]].assert_eq(&structure(&page(&few("Elm"))));
}

#[test]
fn a_report_without_faults_has_no_sections_on_them() {
    let asked = vec![asked("When do you open?", "direct", true, Grade::Right, 0.97)];
    let figures = Figures::of(about("Elm"), true, &[Set { name: "own".to_string(), asked }]);
    let html = page(&figures);
    assert!(!html.contains("Taken for each other") && !html.contains("The worst questions"), "{html}");
    assert!(html.contains("1 of 1: at least 5.0\u{a0}%") && html.contains("0 of 1: at most 95.0\u{a0}%"), "{html}");
    assert!(html.contains("No file of questions was given"));
    well_formed(&html);
}

#[test]
fn nothing_asked_is_a_page_all_the_same() {
    let html = page(&Figures::of(about("Elm"), false, &[]));
    well_formed(&html);
    assert!(!html.contains("NaN") && !html.contains("inf"), "{html}");
}

/// Every tag is closed in its order, every attribute is quoted, and every `&` begins one of the few names.
fn well_formed(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html.strip_prefix("<!DOCTYPE html>").expect("a document type");
    while let Some(start) = rest.find('<') {
        let (text, tag) = rest.split_at(start);
        if open.last() != Some(&"style") {
            for entity in text.split('&').skip(1) {
                let known = ["amp;", "lt;", "gt;", "quot;", "#39;"];
                assert!(known.iter().any(|known| entity.starts_with(known)), "a bare & in “{text}”");
            }
            assert!(!text.contains('>'), "a bare > in “{text}”");
        }
        let end = tag.find('>').expect("a tag ends");
        let inner = &tag[1..end];
        rest = &tag[end + 1..];
        if let Some(name) = inner.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "…{}", &rest[..rest.floor_char_boundary(80)]);
            continue;
        }
        let is_empty = inner.ends_with('/');
        let inner = inner.trim_end_matches('/');
        let (name, attributes) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        assert!(!name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric()), "<{inner}>");
        let quotes: Vec<&str> = attributes.split('"').collect();
        assert!(quotes.len() % 2 == 1, "<{inner}>");
        for (at, piece) in quotes.iter().enumerate() {
            let is_name = |piece: &str| {
                let name = piece.trim();
                name.ends_with('=')
                    && name
                        .trim_end_matches('=')
                        .chars()
                        .all(|one| one.is_ascii_lowercase() || one == '-' || "BVlR12xy".contains(one))
            };
            assert!(at % 2 == 1 || piece.trim().is_empty() || is_name(piece), "<{inner}>");
        }
        if !is_empty {
            open.push(name);
        }
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "{open:?} {rest}");
}

#[test]
fn the_check_for_well_formed_pages_sees_what_is_not() {
    for html in ["<p>", "<p></b>", "<p>a & b</p>", "<p>a > b</p>", "<p class=x></p>", "<p class=\"x></p>"] {
        let page = format!("<!DOCTYPE html>{html}");
        assert!(std::panic::catch_unwind(|| well_formed(&page)).is_err(), "{html}");
    }
    well_formed("<!DOCTYPE html><p class=\"x\">a &amp; b<br/></p>");
}

const HOSTILE: [&str; 6] = [
    "<script>alert(1)</script>",
    "</style></pre><img src=x onerror=\"alert(1)\">",
    "Tom & \"Ann\" 'n' &lt;b&gt;",
    "\u{202E}gnihtemos\u{200F}\u{2066}",
    "]]><!-- {{7*7}} javascript:alert(1)",
    "\u{0}\u{1B}[31m\u{FFFE}",
];

fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![select(HOSTILE.to_vec()).prop_map(str::to_string), any::<String>()];
    prop::collection::vec(pieces, 1..4).prop_map(|pieces| pieces.concat())
}

fn verdict() -> impl Strategy<Value = Grade> {
    select(Grade::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_texts_make_a_page_that_is_well_formed_and_the_same_again(
        questions in prop::collection::vec((hostile(), hostile(), any::<bool>(), verdict(), 0.0f32..=1.0), 0..12),
        name in hostile(), why in hostile()
    ) {
        let one = |(text, kind, in_scope, verdict, confidence): &(String, String, bool, Grade, f32)| {
            let mut one = asked(text, kind, *in_scope, *verdict, *confidence);
            one.why = vec![why.clone(), text.clone()];
            one.said.iter_mut().for_each(|id| *id = kind.clone());
            one
        };
        let sets = [Set { name: name.clone(), asked: questions.iter().map(one).collect() }];
        let figures = Figures::of(about(&name), false, &sets);
        let figures = figures.clone().against(&figures);
        let html = page(&figures);
        well_formed(&html);
        prop_assert!(!html.contains("<script") && !html.contains("<img"));
        let hidden = ['\u{202E}', '\u{200F}', '\u{2066}', '\u{0}', '\u{1B}'];
        prop_assert!(!html.contains(hidden));
        prop_assert_eq!(&html, &page(&Figures::of(about(&name), false, &sets).against(&figures)));
        // What is read back is what was written.
        let json = serde_json::to_string(&figures).unwrap();
        prop_assert_eq!(serde_json::from_str::<Figures>(&json).unwrap(), figures);
    }
}

/// Questions on the cafe.
const CASES: &str = r#"{"id": "1", "kind": "direct", "q": "Who founded the Blue Kettle?", "intent": "founder"}
{"id": "2", "kind": "direct", "q": "who foundd the blue ketle", "intent": "founder"}
{"id": "3", "kind": "direct", "q": "Where is the Blue Kettle?", "intent": "staff"}
{"id": "4", "kind": "near", "q": "Who <script>alert(1)</script> & won the world cup?", "oos": true}
"#;

/// Runs in a folder of its own, and what is written there.
fn run(arguments: &[&str], folder: &Path) -> (i32, String, String) {
    let mut run = Run::new(arguments).env("CITEBOT_BASE", cafe().to_str().unwrap());
    run.command.current_dir(folder);
    let ended = run.end();
    (ended.status, ended.out, ended.errors)
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn questions_of_a_file_make_a_page_that_needs_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("cases.jsonl"), CASES).unwrap();
    let (status, out, errors) = run(&["eval", "cases.jsonl", "--report", "out"], folder.path());
    assert_eq!((status, errors.as_str()), (0, ""));
    assert!(out.ends_with("\nreport written to out/report.html\n") && out.contains("  in scope "), "{out}");
    let html = read(folder.path(), "out/report.html");
    well_formed(&html);
    for outside in ["http:", "https:", "src=", "href=", "url(", "@import", "<script"] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert!(html.contains("&lt;script&gt;") || !html.contains("world cup"));
    let json: Value = serde_json::from_str(&read(folder.path(), "out/report.json")).unwrap();
    assert_eq!(
        json["sets"],
        serde_json::json!([{"name": "cases.jsonl", "in_scope": 3, "right": 2, "out_of_scope": 1, "answered": 0}])
    );
    assert_eq!(json["questions"].as_array().unwrap().len(), 4);
    // Wanted is the staff, and the address is said: the page shows both, and how it came about.
    assert_eq!(json["confusions"][0]["wanted"], "staff");
    assert!(!json["worst"][0]["why"].as_array().unwrap().is_empty(), "{json}");
    let names: Vec<_> =
        fs::read_dir(folder.path().join("out")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn the_same_questions_make_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("cases.jsonl"), CASES).unwrap();
    for (name, threads) in [("one", "1"), ("two", "2")] {
        let ended = run(&["eval", "cases.jsonl", "--threads", threads, "--report", name], folder.path());
        assert_eq!(ended.0, 0, "{}", ended.2);
    }
    for file in ["report.html", "report.json"] {
        assert_eq!(read(folder.path(), &format!("one/{file}")), read(folder.path(), &format!("two/{file}")), "{file}");
    }
}

#[test]
fn a_report_is_compared_with_an_earlier_one_and_takes_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let ask = |questions: &str, arguments: &[&str]| {
        fs::write(folder.path().join("cases.jsonl"), questions).unwrap();
        let ended = run(&[&["eval", "cases.jsonl"], arguments].concat(), folder.path());
        assert_eq!((ended.0, ended.2.as_str()), (0, ""));
    };
    ask(CASES, &["--report", "out"]);
    assert!(!read(folder.path(), "out/report.html").contains("Since the earlier report"));
    let mended = CASES.replace(
        r#""q": "Where is the Blue Kettle?", "intent": "staff""#,
        r#""q": "Where is the Blue Kettle?", "intent": "address""#,
    ) + "{\"q\": \"So?\", \"oos\": true}\n";
    ask(&mended, &["--report", "out"]);
    let json: Value = serde_json::from_str(&read(folder.path(), "out/report.json")).unwrap();
    let change = &json["change"];
    assert_eq!(
        [&change["both"], &change["added"], &change["gone"], &change["better"], &change["worse"]]
            .map(|n| n.as_u64().unwrap()),
        [4, 1, 0, 1, 0]
    );
    assert_eq!(
        change["changed"],
        serde_json::json!([{"q": "Where is the Blue Kettle?", "before": "wrong", "now": "right"}])
    );
    let html = read(folder.path(), "out/report.html");
    assert!(html.contains("Since the earlier report") && html.contains("▲ right"), "{html}");
    well_formed(&html);
    // The other way round, by a folder that is named.
    ask(CASES, &["--report", "other", "--against", "out"]);
    let json: Value = serde_json::from_str(&read(folder.path(), "other/report.json")).unwrap();
    assert_eq!((&json["change"]["worse"], &json["change"]["gone"]), (&1.into(), &1.into()));
}

#[test]
fn without_a_file_the_base_is_asked_what_it_brings_along() {
    let folder = tempfile::tempdir().unwrap();
    let (status, out, errors) = run(&["eval", "--report", "out"], folder.path());
    assert_eq!((status, errors.as_str()), (0, ""));
    for set in ["own phrasings, left out", "slips", "near misses", "foreign questions"] {
        assert!(out.contains(set), "{set}: {out}");
    }
    let html = read(folder.path(), "out/report.html");
    well_formed(&html);
    assert!(html.contains("No file of questions was given"));
    let json: Value = serde_json::from_str(&read(folder.path(), "out/report.json")).unwrap();
    let kinds: Vec<&str> = json["kinds"].as_array().unwrap().iter().filter_map(|kind| kind["kind"].as_str()).collect();
    for kind in ["left-out", "foreign", "lower-case", "other-time"] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
    let foreign = json["kinds"].as_array().unwrap().iter().find(|kind| kind["kind"] == "foreign").unwrap();
    assert!(foreign["n"].as_u64() > Some(120), "{foreign}");
}

#[test]
fn a_hostile_base_makes_a_harmless_page() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("base");
    fs::create_dir_all(base.join("answers")).unwrap();
    fs::create_dir_all(base.join("seeds")).unwrap();
    let evil = "<script>alert('1')</script> & \\\"x\\\"";
    let fact = |id: &str, word: &str| {
        format!(
            "[[fact]]\nid = \"{id}\"\nparagraphs = [1]\nanswer = \"{word} {evil}\"\nask = [\"What is {word} {evil}?\", \"{word} {evil}\"]\n"
        )
    };
    fs::write(
        base.join("answers/a.toml"),
        format!("topic = \"{evil}\"\nsource = \"s\"\n{}{}", fact("one", "alpha"), fact("two", "beta")),
    )
    .unwrap();
    fs::write(base.join("answers/base.toml"), format!("name = \"{evil}\"\n")).unwrap();
    fs::write(
        base.join("seeds/s.toml"),
        format!("title = \"{evil}\"\nlanguage = \"en\"\n[[paragraph]]\nnumber = 1\nsays = \"alpha beta {evil}\"\n"),
    )
    .unwrap();
    fs::write(
        folder.path().join("cases.csv"),
        "text,intent\n\"What is <script>alert('1')</script> & \"\"x\"\" \u{202E}?\",two\nalpha <b>\u{202E},two\nbeta,one\n",
    )
    .unwrap();
    let ended = run(&["eval", "cases.csv", "--base", "base", "--report", "out"], folder.path());
    assert_eq!((ended.0, ended.2.as_str()), (0, ""));
    let html = read(folder.path(), "out/report.html");
    well_formed(&html);
    assert!(html.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;x&quot;"), "{html}");
    // Of a base no such character comes, but of a question.
    assert!(html.contains("alpha &lt;b&gt;⟨U+202E⟩"), "{html}");
    assert!(!html.contains("<script") && !html.contains('\u{202E}'));
}

#[test]
fn what_is_no_report_is_not_written_over() {
    let shows = |arguments: &[&str], file: (&str, &str), expected: &Expect| {
        Run::cafe(arguments).file("cases.jsonl", CASES).file(file.0, file.1).shows(expected);
    };
    let arguments = ["eval", "cases.jsonl", "--report", "out"];
    shows(
        &arguments,
        ("out/notes.txt", "mine"),
        &expect![[r#"
        -- errors
        citebot: `out` holds files, and no `report.json`: `--report` takes a new folder, an empty one, or that of an earlier report
        -- 2
    "#]],
    );
    shows(
        &arguments,
        ("out", "a file"),
        &expect![[r#"
            -- errors
            citebot: `out` is no folder: `--report` takes a new folder, an empty one, or that of an earlier report
            -- 2
        "#]],
    );
    shows(
        &arguments,
        ("out/report.json", "{\"version\": 1}"),
        &expect![[r#"
        -- errors
        citebot: `out/report.json` is no report of `citebot eval --report`: missing field `base` at line 1 column 14; name another folder, or delete it
        -- 2
    "#]],
    );
    let newer = serde_json::to_string(&Figures { version: 2, ..few("Elm") }).unwrap();
    shows(
        &arguments,
        ("out/report.json", &newer),
        &expect![[r#"
        -- errors
        citebot: `out/report.json` is a report of form 2, and this program compares with form 1: name another folder, or delete it
        -- 2
    "#]],
    );
    shows(
        &["eval", "cases.jsonl", "--report", "out", "--against", "nowhere"],
        ("unused", ""),
        &expect![[r#"
        -- errors
        citebot: could not read the earlier report `nowhere`: No such file or directory (os error 2)
        -- 2
    "#]],
    );
}
