//! Questions that are edited: their answers are edited with them.

use super::server::BotApi;
use super::{ADA, ELSEWHERE, NEAREST_ALONE, cafe_bot, talks};

#[test]
fn an_edited_question_edits_its_answer() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let ada = server.private(ADA, "en");
    let asked = ada.asks("Who founded the Blue Kettle?");
    let answer = ada.next_message();
    ada.edits(asked, "How many employees does the Blue Kettle have?");
    let edited = ada.next_edit();
    assert_eq!((edited.id, edited.text.starts_with("9 people work at the cafe.")), (answer.id, true));
    assert!(edited.link_preview_disabled);
    assert_eq!(edited.labels(), [["Source", "👍", "👎"]]);
    // It was the latest, so what is asked next goes on from it.
    talks(&ada, &[("/why", "decided: answer with `staff`"), ("what about it?", "9 people")]);
    // To a refusal, to the nearest fact, and back.
    ada.edits(asked, ELSEWHERE);
    assert_eq!(ada.next_edit().labels(), [["Source"]]);
    ada.edits(asked, NEAREST_ALONE);
    assert_eq!(ada.next_edit().labels(), [["Source", "That's it", "No"]]);
    ada.edits(asked, "Who founded the Blue Kettle?");
    assert_eq!(ada.next_edit().text, answer.text);
}

#[test]
fn an_older_question_is_read_as_of_then() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let ada = server.private(ADA, "en");
    talks(&ada, &[("Who founded the Blue Kettle?", "Ada")]);
    let older = ada.asks("and where is it?");
    let answer = ada.next_message();
    talks(&ada, &[("How much coffee is roasted a week?", "40 kilograms")]);
    ada.edits(older, "and when did it open?");
    let edited = ada.next_edit();
    assert_eq!((edited.id, edited.text.contains("3 May 2021")), (answer.id, true));
    // The conversation goes on from the newest question.
    talks(&ada, &[("/source", "Paragraph 2")]);
    // A number chooses from what was offered before it.
    talks(&ada, &[("Who owns the cafe?", "the closest I have")]);
    let number = ada.asks("7");
    let beyond = ada.next_message();
    ada.edits(number, "2");
    let chosen = ada.next_edit();
    assert_eq!((chosen.id, chosen.text.contains("3 May 2021")), (beyond.id, true));
}

#[test]
fn an_edit_that_means_nothing_changes_nothing() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let ada = server.private(ADA, "en");
    let asked = ada.asks("Who founded the Blue Kettle?");
    let answer = ada.next_message();
    ada.edits(asked, "Who founded the Blue Kettle?");
    ada.silent_until(ADA, "Where is the Blue Kettle?", "Quay Street");
    let edits = |server: &BotApi| server.calls("editMessageText").len();
    assert_eq!(edits(&server), 0);
    // Other words, the same answer: the server says that nothing is modified, which is no trouble.
    ada.edits(asked, "Who was it that founded the Blue Kettle?");
    ada.silent_until(ADA, "Where is the Blue Kettle?", "Quay Street");
    assert_eq!((edits(&server), ada.message(answer.id).unwrap().text), (1, answer.text));
    let faults = server.take_faults();
    assert!(faults.len() == 1 && faults[0].contains("message is not modified"), "{faults:?}");
    // A command is not given again, nor is a question answered that the bot never saw or has forgotten.
    let command = ada.asks("/help");
    ada.next_message();
    ada.edits(command, "/about");
    ada.edits(command, "Who founded the Blue Kettle?");
    talks(&ada, &[("/forget", "Nothing of yours is kept any more.")]);
    ada.edits(asked, "How many employees does the Blue Kettle have?");
    ada.silent_until(ADA, "Where is the Blue Kettle?", "Quay Street");
    assert_eq!(edits(&server), 1);
}

#[test]
fn an_answer_that_was_deleted_is_sent_anew() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &[]);
    let ada = server.private(ADA, "en");
    let asked = ada.asks("Who founded the Blue Kettle?");
    let answer = ada.next_message();
    ada.deletes(answer.id);
    ada.edits(asked, "Where is the Blue Kettle?");
    let anew = ada.next_message();
    assert!(anew.text.contains("Quay Street"));
    ada.edits(asked, "When did the Blue Kettle open?");
    assert_eq!(ada.next_edit().id, anew.id);
}
