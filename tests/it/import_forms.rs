//! `citebot import` of what other programs write: each form gives the same facts as a CSV would, and each question finds
//! its own.

use citebot::facts::Base;
use citebot::matching::{Context, Entry, Matcher};
use expect_test::{Expect, expect};

use crate::import::{imported, imported_of, shown, wrong};

/// Imports a file, and compares its facts; each of their questions ranks its own fact first.
#[track_caller]
fn check(name: &str, text: &str, expected: &Expect) {
    let (_, base) = imported(name, text);
    expected.assert_eq(&shown(&base));
    finds_its_own(&base);
}

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

#[test]
fn markup_of_answers_and_questions_is_taken_off() {
    check(
        "kb.tsv",
        "Question\tAnswer\tSource\tMetadata\n\
         Where is the **sauna**?\tIt is in the cellar.\\n\\n* Bring a *towel*\\n* Ask [Ann](https://elm.example/ann) for the key\teditorial\t\n\
         When is supper?\t<p>At <b>seven</b>.</p><ul><li>Soup</li><li>Bread &amp; cheese</li></ul>\teditorial\t\n\
         Question\tAnswer\tSource\tMetadata\n\
         Where are the drivers?\tIn C:\\new, where snake_case_name is 2 * 3 * 4.\teditorial\t\n",
        &expect![[r#"
            where-is-the-sauna [Paragraph(2)]
              = It is in the cellar.

            - Bring a towel
            - Ask Ann (https://elm.example/ann) for the key
              en "Where is the sauna?"
            when-is-supper [Paragraph(3)]
              = At seven.

            - Soup
            - Bread & cheese
              en "When is supper?"
            where-are-the-drivers [Paragraph(5)]
              = In C:\new, where snake_case_name is 2 * 3 * 4.
              en "Where are the drivers?""#]],
    );
}

#[test]
fn lists_of_objects_are_rows() {
    check(
        "rows.json",
        r#"{"faqs": [
  {"question": "Where is the sauna?", "answer": "In the cellar.", "also": ["Is there a sauna?"]},
  {"q": "When is supper?", "a": "At seven."}
]}"#,
        &expect![[r#"
            where-is-the-sauna [Paragraph(2)]
              = In the cellar.
              en "Where is the sauna?"
              en "Is there a sauna?"
            when-is-supper [Paragraph(3)]
              = At seven.
              en "When is supper?""#]],
    );
    check(
        "lines.json",
        "{\"text\": \"Where is the sauna?\", \"intent\": \"sauna\"}\n{\"text\": \"When is supper?\", \"intent\": \"supper\"}\n",
        &expect![[r#"
            sauna [Paragraph(1)]
              = There is no answer on “sauna” yet: a curator has yet to write it here.
              en "Where is the sauna?"
            supper [Paragraph(2)]
              = There is no answer on “supper” yet: a curator has yet to write it here.
              en "When is supper?""#]],
    );
    check(
        "dictionary.json",
        r#"{"Where is the sauna?": "In the cellar.", "When is supper?": "At seven."}"#,
        &expect![[r#"
            where-is-the-sauna [Paragraph(1)]
              = In the cellar.
              en "Where is the sauna?"
            when-is-supper [Paragraph(2)]
              = At seven.
              en "When is supper?""#]],
    );
    check(
        "rows.yaml",
        "- question: Where is the sauna?\n  answer: In the cellar.\n",
        &expect![[r#"
        where-is-the-sauna [Paragraph(1)]
          = In the cellar.
          en "Where is the sauna?""#]],
    );
}

#[test]
fn qna_maker_and_azure_have_questions_with_an_answer() {
    check(
        "azure.json",
        r#"{"qnaDocuments": [
  {"id": 1, "answer": "In the cellar.\n\n**Bring a towel.**", "source": "Editorial",
   "questions": ["Where is the sauna?", "Is there a sauna?"], "metadata": [],
   "context": {"isContextOnly": false, "prompts": [
     {"displayOrder": 0, "displayText": "Key", "qna": {"id": 9, "answer": "At the desk.", "questions": ["Which key?"]}}]}},
  {"id": 2, "answer": "At seven.", "questions": ["When is supper?"]}
]}"#,
        &expect![[r#"
            where-is-the-sauna [Paragraph(2)]
              = In the cellar.

            Bring a towel.
              en "Where is the sauna?"
              en "Is there a sauna?"
            when-is-supper [Paragraph(6)]
              = At seven.
              en "When is supper?""#]],
    );
    check(
        "min.json",
        r#"{"Assets":{"Qnas":[{"Id":1,"Answer":"In the cellar.","Questions":["Where is the sauna?"]},{"Id":2,"Answer":"At seven.","Questions":["When is supper?"]}]}}"#,
        &expect![[r#"
            where-is-the-sauna [Paragraph(1)]
              = In the cellar.
              en "Where is the sauna?"
            when-is-supper [Paragraph(2)]
              = At seven.
              en "When is supper?""#]],
    );
}

#[test]
fn qnabot_has_q_and_a() {
    check(
        "qnabot.json",
        r#"{"qna": [
  {"qid": "Sauna.001", "type": "qna", "q": ["Where is the sauna?", "Is there a sauna?"], "a": "In the cellar.",
   "alt": {"markdown": "In the *cellar*."}},
  {"qid": "Supper.001", "type": "qna", "q": ["When is supper?"], "a": "At seven."}
]}"#,
        &expect![[r#"
            sauna-001 [Paragraph(2)]
              = In the cellar.
              en "Where is the sauna?"
              en "Is there a sauna?"
            supper-001 [Paragraph(4)]
              = At seven.
              en "When is supper?""#]],
    );
}

#[test]
fn intents_have_utterances_and_answers() {
    check(
        "corpus-en.json",
        r#"{"name": "Elm House", "locale": "en-US", "data": [
  {"intent": "house.sauna", "utterances": ["Where is the sauna?", "Is there a sauna?"],
   "answers": ["In the cellar.", {"answer": "Below the stairs.", "opts": "late"}]},
  {"intent": "house.supper", "utterances": ["When is supper?"], "answers": [{"answer": "At seven.", "opts": ""}]},
  {"intent": "None", "utterances": ["What is a whale?"]},
  {"intent": "house.rent", "utterances": ["How high is the rent?"]}
]}"#,
        &expect![[r#"
            house-sauna [Paragraph(2)]
              = In the cellar.
              en "Where is the sauna?"
              en "Is there a sauna?"
            house-supper [Paragraph(4)]
              = At seven.
              en "When is supper?"
            house-rent [Paragraph(6)]
              = There is no answer on “house.rent” yet: a curator has yet to write it here.
              en "How high is the rent?""#]],
    );
    check(
        "intents.json",
        r#"{"intents": [
  {"tag": "sauna", "patterns": ["Where is the sauna?", ""], "responses": ["In the cellar.", "Downstairs."], "context": [""]},
  {"tag": "noanswer", "patterns": [], "responses": ["Pardon?"]}
]}"#,
        &expect![[r#"
            sauna [Paragraph(2)]
              = In the cellar.
              en "Where is the sauna?""#]],
    );
    let (out, _) = imported(
        "intents.json",
        r#"{"intents": [{"tag": "sauna", "patterns": ["Where is the sauna?"], "responses": ["In the cellar.", "Down."]}]}"#,
    );
    expect![[r#"
        1 fact with 1 phrasing written to base, 0 rows left out as out of scope, 0 repeated, 1 further answer left out
    "#]]
    .assert_eq(&out);
}

#[test]
fn botpress_has_languages() {
    check(
        "qna.json",
        r#"{"qnas": [
  {"id": "sauna", "data": {"action": "text", "enabled": true,
    "questions": {"en": ["Where is the sauna?"], "zh": ["桑拿房在哪里？"]},
    "answers": {"en": ["In the cellar."], "zh": ["在地下室。"]}}},
  {"id": "off", "data": {"enabled": false, "questions": {"en": ["Is it over?"]}, "answers": {"en": ["Yes."]}}}
]}"#,
        &expect![[r#"
            sauna [Paragraph(1)]
              = In the cellar.
              en "Where is the sauna?"
            sauna-be11e0bc445a [Paragraph(2)]
              = 在地下室。
              zh "桑拿房在哪里？""#]],
    );
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
    wrong(
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
    wrong(
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
    wrong(
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
fn chatterbot_has_conversations() {
    check(
        "house.yml",
        "categories:\n- house\nconversations:\n- - Where is the sauna?\n  - In the cellar.\n- - When is supper?\n  - At seven.\n  - \"Good: I'll come.\"\n- - alone\n",
        &expect![[r#"
            where-is-the-sauna [Paragraph(4)]
              = In the cellar.
              en "Where is the sauna?"
            when-is-supper [Paragraph(6)]
              = At seven.
              en "When is supper?""#]],
    );
    check(
        "house.json",
        r#"{"conversations": [["Where is the sauna?", "In the cellar."], ["When is supper?", "At seven."]]}"#,
        &expect![[r#"
            where-is-the-sauna [Paragraph(1)]
              = In the cellar.
              en "Where is the sauna?"
            when-is-supper [Paragraph(2)]
              = At seven.
              en "When is supper?""#]],
    );
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

#[test]
fn a_markdown_page_has_questions_as_headings_and_bold_lines() {
    check(
        "faq.md",
        "# Elm House FAQ\n\n- [Where is the sauna?](#sauna)\n\n## The house\n\n### Where is the *sauna*?\n\nIt is in the\ncellar. See [the plan](https://elm.example/plan).\n\n#### Hours\n\n- Monday\n- Friday\n\n### How to get a key\n\nAsk `Ann`.\n\n## Food\n\n**When is supper?**\nAt seven.\n\n- **Is there breakfast?** Yes, at eight.\n\n---\n\n**Q:** May I cook?\n\n**A:** Only on Sundays.\n\nQ: May dogs stay?\nA: In the garden,\non a lead.\n\n<details>\n<summary>Is there a lift?</summary>\n\nNo, only <b>stairs</b>.\n\n</details>\n\nWrite to us.\n\n```text\n# What is this?\n```\n",
        &expect![[r#"
            where-is-the-sauna [Paragraph(7)]
              = It is in the cellar. See the plan (https://elm.example/plan).

            Hours

            - Monday
            - Friday
              en "Where is the sauna?"
            how-to-get-a-key [Paragraph(17)]
              = Ask Ann.
              en "How to get a key"
            when-is-supper [Paragraph(23)]
              = At seven.
              en "When is supper?"
            is-there-breakfast [Paragraph(26)]
              = Yes, at eight.
              en "Is there breakfast?"
            may-i-cook [Paragraph(30)]
              = Only on Sundays.
              en "May I cook?"
            may-dogs-stay [Paragraph(34)]
              = In the garden, on a lead.
              en "May dogs stay?"
            is-there-a-lift [Paragraph(39)]
              = No, only stairs.
              en "Is there a lift?""#]],
    );
}

#[test]
fn an_html_page_marks_its_questions_for_search_engines() {
    check(
        "faq.html",
        r#"<!doctype html><html><head><title>FAQ</title>
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "FAQPage", "mainEntity": [
 {"@type": "Question", "name": "Where is the sauna?", "acceptedAnswer": {"@type": "Answer", "text": "<p>In the <b>cellar</b>.</p>"}},
 {"@type": ["Question"], "name": "When is supper?", "acceptedAnswer": [{"@type": "Answer", "text": "At seven &amp; later."}]}
]}]}</script></head><body><dl><dt>Where is the sauna?</dt><dd>Elsewhere.</dd></dl></body></html>"#,
        &expect![[r#"
            where-is-the-sauna [Paragraph(3)]
              = In the cellar.
              en "Where is the sauna?"
            when-is-supper [Paragraph(4)]
              = At seven & later.
              en "When is supper?""#]],
    );
    check(
        "micro.html",
        r#"<div itemscope itemtype="https://schema.org/FAQPage"><div itemprop="mainEntity" itemscope itemtype="https://schema.org/Question">
<h3 itemprop="name">Where is the <i>sauna</i>?</h3><div itemprop="acceptedAnswer" itemscope itemtype="https://schema.org/Answer">
<div itemprop="text"><div>In the cellar.</div><p>Bring a towel.</p></div></div></div></div>"#,
        &expect![[r#"
            where-is-the-sauna [Paragraph(2)]
              = In the cellar.

            Bring a towel.
              en "Where is the sauna?""#]],
    );
    check(
        "folded.htm",
        "<details><summary>Where is the sauna?</summary><p>In the cellar.</p></details><dl><dt>When is supper?<dd>At seven.</dd></dl>",
        &expect![[r#"
            where-is-the-sauna [Paragraph(1)]
              = In the cellar.
              en "Where is the sauna?"
            when-is-supper [Paragraph(2)]
              = At seven.
              en "When is supper?""#]],
    );
}

#[test]
fn what_was_not_found_is_told() {
    wrong(
        "other.json",
        br#"{"a": [1, 2], "b": {"c": []}}"#,
        &expect![[r#"
        error[row]: no questions with answers were found in this file
         --> other.json:1:1
          |
        1 | {"a": [1, 2], "b": {"c": []}}
          | ^
          |
          = hint: write a list of objects with `question` and `answer`, or `text` and `intent`; known as well: Rasa (`nlu` with `responses`), ChatterBot (`conversations`), Botpress (`qnas` with `questions` and `answers` by language), Dialogflow (`responses` with `messages`, and `_usersays_`), QnA Maker, Azure or QnABot (lists of `questions` with an `answer`), nlp.js or intents (`utterances` or `patterns` with `answers`)

        citebot: nothing is written until `other.json` is mended
    "#]],
    );
    wrong(
        "broken.json",
        b"{\"qna\": [\n  {\"q\": [\"Where?\"], \"a\": \"Here.\"},\n  oops\n]}",
        &expect![[r#"
        error[row]: the file can't be read as JSON from here on: expected value
         --> broken.json:3:3
          |
        3 |   oops
          |   ^
          |
          = hint: look for a missing comma or quotation mark before it

        citebot: nothing is written until `broken.json` is mended
    "#]],
    );
    wrong(
        "broken.yml",
        b"nlu:\n- intent: a\n  examples: \"open\n",
        &expect![[r#"
        error[row]: the file can't be read as YAML from here on: while scanning a quoted scalar, found unexpected end of stream
         --> broken.yml:3:13
          |
        3 |   examples: "open
          |             ^
          |
          = hint: look for a wrong indentation or an open quotation mark at or before it

        citebot: nothing is written until `broken.yml` is mended
    "#]],
    );
    wrong(
        "alias.yml",
        b"a: &a [x, y]\nb: [*a, *a]\n",
        &expect![[r#"
            error[row]: the file can't be read as YAML from here on: an alias, `*name`, is not read
             --> alias.yml:2:5
              |
            2 | b: [*a, *a]
              |     ^
              |
              = hint: write it out

            citebot: nothing is written until `alias.yml` is mended
        "#]],
    );
    wrong(
        "text.md",
        b"# Title\n\nA text.\n",
        &expect![[r#"
        error[row]: no question with an answer under it was found in this page
         --> text.md:1:1
          |
        1 | # Title
          | ^
          |
          = hint: a question is a heading or a bold line that ends with a question mark, `Q:` and `A:`, or `<summary>`; a text without questions is for `citebot new`

        citebot: nothing is written until `text.md` is mended
    "#]],
    );
    wrong(
        "page.html",
        b"<p>A text.</p>",
        &expect![[r#"
        error[row]: no question with an answer under it was found in this page
         --> page.html:1:1
          |
        1 | <p>A text.</p>
          | ^
          |
          = hint: a question is a FAQPage of schema.org, as JSON-LD or as `itemtype`, `<summary>`, or `<dt>` with `<dd>`; a text without questions is for `citebot new`

        citebot: nothing is written until `page.html` is mended
    "#]],
    );
}
