//! A private chat: questions, buttons, commands.

use super::server::BotApi;
use super::{ADA, cafe_bot};

#[test]
fn a_question_is_answered_with_its_place_and_buttons() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &[]);
    let ada = server.private(ADA, "en");
    ada.asks("Who founded the Blue Kettle?");
    let answer = ada.next_message();
    assert_eq!(
        answer.html,
        "Ada Moreno founded the Blue Kettle; she had been a ship's cook.\n<i>— paragraph 1</i>\n\
         <blockquote expandable>“The Blue Kettle opened on Quay Street in Millbrook on 3 May 2021. \
         Ada Moreno, a former ship's cook, founded it in the old harbour office.”</blockquote>"
    );
    assert!(answer.link_preview_disabled && answer.reply_to.is_none());
    let buttons: Vec<Vec<(&str, &str)>> = answer
        .buttons
        .iter()
        .map(|row| row.iter().map(|(label, data)| (label.as_str(), data.as_str())).collect())
        .collect();
    let expected = [
        vec![("When did the Blue Kettle open?", "a:opening-date")],
        vec![("Source", "s:founder"), ("👍", "u:founder"), ("👎", "d:founder")],
    ];
    assert_eq!(buttons, expected);

    ada.presses(ADA, answer.id, "Source");
    let source = ada.next_message();
    assert_eq!(source.reply_to, Some(answer.id));
    assert!(source.html.contains("<blockquote expandable>"), "{}", source.html);
    ada.presses(ADA, answer.id, "When did the Blue Kettle open?");
    assert!(ada.next_message().text.contains("3 May 2021"));
    ada.asks("and where is it?");
    assert!(ada.next_message().text.contains("Quay Street"));
}
