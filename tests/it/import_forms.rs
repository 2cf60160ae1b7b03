//! `citebot import` of what other programs write: each form gives the same facts as a CSV would, and each question finds
//! its own.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use citebot::facts::Base;
use citebot::matching::{Context, Entry, Matcher};
use expect_test::{expect, expect_file};

use crate::import::{imported, imported_of, said_of_wrong, shown};

/// The facts of several files.
#[track_caller]
fn facts_of(name: &str, files: &[(&str, &str)]) -> String {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let (_, errors, base) = imported_of(name, &files);
    assert_eq!(errors, "");
    finds_its_own(&base);
    shown(&base)
}

#[track_caller]
fn finds_its_own(base: &Base) {
    let matcher = Matcher::new(base);
    for (id, fact) in base.fact_ids().zip(&base.facts) {
        for (language, asks) in fact.ask.iter() {
            for ask in asks {
                let question = matcher.read(&ask.text, language);
                let best = matcher.rank(&question, language, &Context::none());
                assert_eq!(best[0].entry, Entry::Fact(id), "{}", ask.text);
            }
        }
    }
}

/// The files of a folder of `tests/import`, by name.
fn files(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import").join(folder);
    let read =
        |entry: fs::DirEntry| (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap());
    let mut files: Vec<(String, String)> = fs::read_dir(folder).unwrap().map(|entry| read(entry.unwrap())).collect();
    files.sort();
    files
}

/// What stands above the first file of a list of files with what becomes of each.
fn heading(list: &str) -> String {
    list.split("\n==== ").next().unwrap().to_string()
}

#[test]
fn each_form_gives_its_facts_and_each_question_finds_its_own() {
    let mut list = heading(include_str!("../import/facts.txt"));
    for (name, text) in files("forms") {
        let (_, base) = imported(&name, &text);
        finds_its_own(&base);
        let _ = writeln!(list, "\n==== {name}\n{}", shown(&base));
    }
    expect_file!["../import/facts.txt"].assert_eq(&list);
}

#[test]
fn everything_wrong_with_a_file_is_told_at_once_and_nothing_is_written() {
    let mut list = heading(include_str!("../import/wrong.txt"));
    for (name, text) in files("wrong") {
        let _ = write!(list, "\n==== {name}\n{}", said_of_wrong(&name, text.as_bytes()));
    }
    expect_file!["../import/wrong.txt"].assert_eq(&list);
}

#[test]
fn further_answers_are_counted() {
    let (out, _) = imported(
        "intents.json",
        r#"{"intents": [{"tag": "sauna", "patterns": ["Where is the sauna?"], "responses": ["In the cellar.", "Down."]}]}"#,
    );
    expect![[r#"
        1 fact with 1 phrasing written to base, 0 rows left out as out of scope, 0 repeated, 1 further answer left out
    "#]]
    .assert_eq(&out);
}

const INTENT: &str = r#"{"id": "1", "name": "house.sauna", "responses": [{"messages": [
  {"type": "0", "lang": "en", "speech": ["In the cellar.", "Downstairs."]},
  {"type": "0", "lang": "en", "speech": "Bring a towel."},
  {"type": "0", "lang": "en", "platform": "SLACK", "speech": "Slack only."},
  {"type": "0", "lang": "zh", "speech": "在地下室。"}]}]}"#;
const SAYS_EN: &str = r#"[{"data": [{"text": "Where is the ", "userDefined": false}, {"text": "sauna", "alias": "room"}, {"text": "?"}]}]"#;
const SAYS_ZH: &str = r#"[{"data": [{"text": "桑拿房在哪里？"}]}]"#;
const FALLBACK: &str = r#"{"name": "Fallback", "responses": [{"messages": [{"type": "0", "speech": ["Pardon?"]}]}]}"#;

#[test]
fn dialogflow_has_a_file_for_each_intent_and_language() {
    let files = [
        ("agent/agent.json", r#"{"description": "an agent"}"#),
        ("agent/intents/house.sauna.json", INTENT),
        ("agent/intents/house.sauna_usersays_en.json", SAYS_EN),
        ("agent/intents/house.sauna_usersays_zh.json", SAYS_ZH),
        ("agent/intents/Fallback.json", FALLBACK),
    ];
    let expected = expect![[r#"
        house-sauna [Paragraph(1)]
          = In the cellar.

        Bring a towel.
          en "Where is the sauna?"
        house-sauna-be11e0bc445a [Paragraph(2)]
          = 在地下室。
          zh "桑拿房在哪里？""#]];
    let of_folder = facts_of("agent", &files);
    expected.assert_eq(&of_folder);
    assert_eq!(facts_of("agent/intents/house.sauna.json", &files[1..4]), of_folder);
}

#[cfg(feature = "spreadsheets")]
#[test]
fn dialogflow_may_be_packed() {
    let bytes = packed(&[
        ("agent.json", "{}"),
        ("intents/house.sauna.json", INTENT),
        ("intents/house.sauna_usersays_en.json", SAYS_EN),
        ("readme.txt", "no"),
    ]);
    let (_, _, base) = imported_of("agent.zip", &[("agent.zip", &bytes)]);
    expect![[r#"
        house-sauna [Paragraph(1)]
          = In the cellar.

        Bring a towel.
          en "Where is the sauna?""#]]
    .assert_eq(&shown(&base));
}

/// An archive of these files.
#[cfg(feature = "spreadsheets")]
fn packed(files: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook with sheets of these rows, as Excel writes it.
#[cfg(feature = "spreadsheets")]
pub(crate) fn workbook(sheets: &[&[&[&str]]]) -> Vec<u8> {
    use std::fmt::Write as _;
    let mut files = vec![(
        "_rels/.rels".to_string(),
        r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#.to_string(),
    )];
    let (mut listed, mut relations) = (String::new(), String::new());
    for (at, rows) in sheets.iter().enumerate() {
        let number = at + 1;
        let _ = write!(listed, r#"<sheet name="Sheet{number}" sheetId="{number}" r:id="rId{number}"/>"#);
        let _ = write!(
            relations,
            r#"<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{number}.xml"/>"#
        );
        let mut data = String::new();
        for (row, cells) in rows.iter().enumerate() {
            let _ = write!(data, r#"<row r="{}">"#, row + 1);
            for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let place = format!("{}{}", char::from(b'A' + column as u8), row + 1);
                let _ = write!(data, r#"<c r="{place}" t="inlineStr"><is><t>{cell}</t></is></c>"#);
            }
            data += "</row>";
        }
        files.push((
            format!("xl/worksheets/sheet{number}.xml"),
            format!(r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{data}</sheetData></worksheet>"#),
        ));
    }
    files.push((
        "xl/workbook.xml".to_string(),
        format!(r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{listed}</sheets></workbook>"#),
    ));
    files.push((
        "xl/_rels/workbook.xml.rels".to_string(),
        format!(r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>"#),
    ));
    packed(&files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())
}

#[cfg(feature = "spreadsheets")]
#[test]
fn a_spreadsheet_is_read_by_its_first_sheet_that_serves() {
    let bytes = workbook(&[
        &[&["Notes", "by"], &["keep", "Ann"]],
        &[
            &["Nr", "Question", "Answer"],
            &["1", "Where is the sauna?", "In the cellar.&lt;br&gt;Bring a towel."],
            &[],
            &["2", "When is supper?", "At seven.", "a note"],
        ],
    ]);
    let (_, _, base) = imported_of("faq.xlsx", &[("faq.xlsx", &bytes)]);
    expect![[r#"
        where-is-the-sauna [Paragraph(2)]
          = In the cellar.
        Bring a towel.
          en "Where is the sauna?"
        when-is-supper [Paragraph(4)]
          = At seven.
          en "When is supper?""#]]
    .assert_eq(&shown(&base));
    crate::import::wrong(
        "faq.xlsx",
        &workbook(&[&[&["Vraag", "Antwoord"], &["Wo?", "Hier."]]]),
        &expect![[r#"
            error[missing-key]: the first row names the columns, and it has `vraag`, `antwoord`
             --> faq.xlsx:1:1
              |
            1 | Vraag    Antwoord
              | ^^^^^^^^^^^^^^^^^
              |
              = hint: it must name `question` and `answer`, or `text` and `intent`; or tell which they are by `--question`, `--answer`, `--intent`

            citebot: nothing is written until `faq.xlsx` is mended
        "#]],
    );
    crate::import::wrong(
        "faq.xlsx",
        &workbook(&[&[&["question", "answer"], &["Where?", ""]]]),
        &expect![[r#"
        error[missing-key]: the row has no `answer`
         --> faq.xlsx:2:1
          |
        2 | Where?    
          | ^^^^^^^^^^
          |
          = hint: add it, or delete the row

        citebot: nothing is written until `faq.xlsx` is mended
    "#]],
    );
    let rows: Vec<&[&str]> = std::iter::repeat_n(&["a", "b"] as &[&str], 200_001).collect();
    crate::import::wrong(
        "faq.xlsx",
        &workbook(&[&rows]),
        &expect![[r#"
        citebot: `faq.xlsx`: its sheet “Sheet1” has more than 200000 rows: take it in parts, or save it as CSV
    "#]],
    );
}

#[cfg(feature = "spreadsheets")]
#[test]
fn a_sheet_of_libreoffice_is_read() {
    let content = r#"<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="FAQ"><table:table-row><table:table-cell office:value-type="string"><text:p>question</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>answer</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell office:value-type="string"><text:p>Where is the sauna?</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>In the cellar.</text:p><text:p>Bring a towel.</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#;
    let bytes = packed(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            r#"<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#,
        ),
        ("content.xml", content),
    ]);
    let (_, _, base) = imported_of("faq.ods", &[("faq.ods", &bytes)]);
    expect![[r#"
        where-is-the-sauna [Paragraph(2)]
          = In the cellar.
        Bring a towel.
          en "Where is the sauna?""#]]
    .assert_eq(&shown(&base));
}

#[test]
fn rasa_has_examples_and_responses_in_one_file_or_several() {
    let nlu = "version: \"3.1\"\nnlu:\n- intent: ask_sauna\n  examples: |\n    - Where is the [sauna](room)?\n    - Is there a [hot room]{\"entity\": \"room\", \"value\": \"sauna\"}?\n- intent: faq/supper\n  examples: |\n    - When is supper?\n- intent: ask_rent\n  examples: |\n    - How high is the rent?\n- intent: greet\n  examples: |\n    - good morning\n- lookup: room\n  examples: |\n    - sauna\n";
    let domain = "responses:\n  utter_ask_sauna:\n  - text: \"In the **cellar**.\"\n  - text: Downstairs.\n  utter_faq/supper:\n  - text: Later.\n    channel: slack\n  - text: |-\n      At seven.\n\n      On Sundays at six.\n  utter_rent:\n  - text: It is low.\n    buttons:\n    - title: More\n";
    let rules = "rules:\n- rule: the rent\n  steps:\n  - intent: ask_rent\n  - action: utter_rent\n";
    let expected = expect![[r#"
        ask-sauna [Paragraph(3)]
          = In the cellar.
          en "Where is the sauna?"
          en "Is there a hot room?"
        faq-supper [Paragraph(7)]
          = At seven.

        On Sundays at six.
          en "When is supper?"
        ask-rent [Paragraph(10)]
          = It is low.
          en "How high is the rent?"
        greet [Paragraph(13)]
          = There is no answer on “greet” yet: a curator has yet to write it here.
          en "good morning""#]];
    let files = [("bot/data/nlu.yml", nlu), ("bot/data/rules.yml", rules), ("bot/domain.yml", domain)];
    let of_folder = facts_of("bot", &files);
    expected.assert_eq(&of_folder);
    assert_eq!(facts_of("nlu.yml", &[("nlu.yml", &format!("{nlu}{domain}{rules}"))]), of_folder);
}
