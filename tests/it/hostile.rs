//! Any bytes as a question: a polite outcome.

use serde_json::Value;

use crate::driver::Run;

/// Questions that nobody means well.
pub(crate) fn hostile() -> Vec<Vec<u8>> {
    let texts = [
        "",
        " ",
        "?",
        "？！。，",
        "\0",
        "a\0b",
        "\u{202E}who\u{2066}\u{200B}",
        "\u{FEFF}\u{FEFF}",
        "🙂🙂🙂",
        "👨‍👩‍👧‍👦",
        "<b>who</b> & \"where\"",
        "&lt;",
        "\x1b[31mred\x1b[0m",
        "\\ud800",
        "{\"q\":1}",
        "-1",
        "99999999999999999999",
        "1e400",
        "0",
        "½",
        "\u{0301}\u{0301}",
        "ﷺ",
        "--help",
        "; rm -rf /",
        "%s%n",
        "'''",
        "{}",
        "who? when? where? why? what? which? how?",
        "and",
        "it",
        "呢",
        "的",
        "第",
        "who\u{2028}founded\u{2029}it",
        "ａｂｃ",
        "\u{E000}\u{10FFFF}",
        "How many staff? And how many in Tokyo, 2033, by train, with 45 % of \"Xyzzy\"?",
        "有多少员工？东京呢？还有谁",
    ];
    let mut all: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    all.extend(
        ["x", "who ", "多少", "🙂", "? ", "1,", "a\u{0301}", "<i>"]
            .map(|text| text.repeat(100_000 / text.chars().count()).into_bytes()),
    );
    all.extend([
        b"\xFF\xFE".to_vec(),
        b"who \xC3 founded \xE4\xB8".to_vec(),
        b"\xED\xA0\x80".to_vec(),
        vec![0x80; 100_000],
    ]);
    all
}

#[test]
fn any_bytes_get_a_polite_outcome() {
    let lines: Vec<u8> = hostile().join(&b'\n');
    let asked = hostile().iter().filter(|line| !String::from_utf8_lossy(line).trim().is_empty()).count();
    let ended = Run::cafe(&["ask", "--json", "--why"]).input(lines.clone()).end();
    assert!(ended.status < 2 && ended.errors.is_empty(), "{}", ended.errors);
    // A byte order mark at the start of a line is a question, at the start of the input it is none.
    assert_eq!(ended.out.lines().count(), asked);
    for reply in ended.out.lines() {
        let reply: Value = serde_json::from_str(reply).unwrap();
        let text = reply["text"].as_str().unwrap();
        assert!(!text.is_empty() && text.len() < 2_000, "{reply}");
        let harmful = |character: char| {
            (character.is_control() && character != '\n') || ('\u{202A}'..='\u{202E}').contains(&character)
        };
        assert!(!text.contains(harmful), "{reply}");
    }
    for form in [&["ask", "--why"] as &[&str], &[]] {
        let ended = Run::cafe(form).input(lines.clone()).end();
        assert!(ended.status < 2 && ended.errors.is_empty(), "{}", ended.errors);
        assert!(!ended.out.contains(['\x1b', '\0', '\u{202E}']));
    }
}

#[test]
fn any_text_in_a_batch_gets_one_line() {
    let questions: Vec<String> = hostile().iter().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect();
    let line = |question: &String| serde_json::json!({ "id": "x", "q": question, "chat": "one" }).to_string();
    let input: Vec<String> = questions.iter().map(line).collect();
    let replies = Run::cafe(&["ask", "--json", "--batch", "--why"]).input(input.join("\n")).json_lines();
    assert_eq!(replies.len(), questions.len());
    assert!(replies.iter().all(|reply| reply["id"] == "x"));
}
