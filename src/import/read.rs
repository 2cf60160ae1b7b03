//! What a row says, without its markup; what is wrong with it.

use super::Ground;
use super::exported::is_exported;
use crate::conversation::LONGEST_QUESTION;
use crate::findings::{Findings, Rule, did_you_mean};
use crate::labelled::{Row, plain};
use crate::shown::{first_hidden, named};
use crate::sources::fold;

/// The most characters of an answer: what a message of a chat holds.
const LONGEST_ANSWER: usize = 4000;
/// The most characters of an intent's name.
const LONGEST_INTENT: usize = 200;

/// The good questions of a row, at least one, and what they belong to. An answer says more than a label.
pub(super) fn read(row: &Row, findings: &mut Findings) -> Option<(Vec<String>, Ground)> {
    let asks = if row.has("text") && !row.has("question") { "text" } else { "question" };
    let labelled = if row.has("question") { "question" } else { "text" };
    let (question, ground) = if row.has("answer") || (row.has("question") && !row.has("intent")) {
        let (question, answer) = (row.text(asks, findings), row.text("answer", findings));
        (question, answer.and_then(|answer| read_answer(row, answer, findings)).map(Ground::Answer))
    } else if row.has("intent") || row.has("text") {
        let (question, intent) = (row.text(labelled, findings), row.text("intent", findings));
        (question, intent.and_then(|intent| read_intent(row, intent, findings)).map(Ground::Intent))
    } else {
        note_neither(row, findings);
        return None;
    };
    let further = row.further("also", findings).into_iter().map(|text| ("also", text));
    let all = question.map(|question| (asks, question)).into_iter().chain(further);
    let questions: Vec<String> = all.filter_map(|(column, text)| read_question(row, column, text, findings)).collect();
    (question.is_some() && !questions.is_empty()).then_some((questions, ground?))
}

fn read_answer(row: &Row, text: &str, findings: &mut Findings) -> Option<String> {
    let before = findings.count();
    note_hidden(row, "answer", text, findings);
    let answer = written(row, &text.replace("\r\n", "\n")).trim().to_string();
    if answer.is_empty() {
        let message = "`answer` has markup and no text";
        row.note(Rule::Empty, message, "write what is to be answered, or delete the row", findings);
    }
    note_long(row, "answer", &answer, LONGEST_ANSWER, findings);
    (findings.count() == before).then_some(answer)
}

fn read_intent(row: &Row, text: &str, findings: &mut Findings) -> Option<String> {
    let before = findings.count();
    note_hidden(row, "intent", text, findings);
    let intent = fold(text);
    note_long(row, "intent", &intent, LONGEST_INTENT, findings);
    (findings.count() == before).then_some(intent)
}

fn read_question(row: &Row, column: &str, text: &str, findings: &mut Findings) -> Option<String> {
    let before = findings.count();
    note_hidden(row, column, text, findings);
    let question = fold(&written(row, text));
    note_long(row, column, &question, LONGEST_QUESTION, findings);
    if !question.chars().any(char::is_alphanumeric) {
        let message = format!("`{question}` asks nothing: it has no letter and no digit");
        row.note(Rule::Empty, message, "write the question, or delete the row", findings);
    }
    (findings.count() == before).then_some(question)
}

/// A text without its markup; what `citebot export` wrote has none.
fn written(row: &Row, text: &str) -> String {
    if is_exported(row) { text.to_string() } else { plain(text).into_owned() }
}

/// A sign that is not seen can turn the order of those that are, or mean something to the program that shows them.
fn note_hidden(row: &Row, column: &str, text: &str, findings: &mut Findings) {
    if let Some((_, hidden)) = first_hidden(text) {
        let message = format!("`{column}` holds the invisible character {}", named(hidden));
        row.note(Rule::Row, message, "delete it: typing the text anew does", findings);
    }
    if text.contains(char::REPLACEMENT_CHARACTER) {
        let message = format!("`{column}` holds a character that could not be read, shown as U+FFFD");
        row.note(Rule::Row, message, "write it again, and save the file as UTF-8", findings);
    }
}

fn note_neither(row: &Row, findings: &mut Findings) {
    let columns = ["text", "intent", "question", "answer"];
    let near = row.fields.keys().find_map(|key| Some((key, did_you_mean(key, columns)?)));
    let hint = match near {
        Some((key, near)) => format!("`{key}` is not known: did you mean `{near}`?"),
        None => "give both, or delete the row".to_string(),
    };
    let message = "the row has neither `text` and `intent` nor `question` and `answer`";
    row.note(Rule::MissingKey, message, &hint, findings);
}

fn note_long(row: &Row, column: &str, text: &str, most: usize, findings: &mut Findings) {
    let length = text.chars().count();
    if length > most {
        let message = format!("`{column}` has {length} characters, and at most {most} are read");
        row.note(Rule::LongText, message, "shorten it, or delete the row", findings);
    }
}
