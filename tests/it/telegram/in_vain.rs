//! What the journal keeps of conversations: only what was in vain, and votes.

use expect_test::expect;
use serde_json::{Value, json};

use super::people::Chat;
use super::server::BotApi;
use super::{ADA, BEN, ELSEWHERE, cafe_bot, reviewed, talks};

const CLEO: i64 = 13;
const DAN: i64 = 14;

/// Questions with why they were in vain, and facts that were judged bad.
fn kept(review: &Value) -> String {
    let mut lines = Vec::new();
    for asked in review["in_vain"].as_array().unwrap() {
        lines.push(format!("{} {} {}", asked["question"], asked["reasons"], asked["nearest"]));
    }
    lines.extend(review["judged_bad"].as_array().unwrap().iter().map(Value::to_string));
    lines.sort();
    lines.push(String::new());
    lines.join("\n")
}

/// Asks something that is asked back; the message with the choices.
fn asked_back(chat: &Chat) -> i32 {
    chat.asks("open and roast");
    let back = chat.next_message();
    assert!(back.text.starts_with("Which of these"), "{}", back.text);
    back.id
}

#[test]
fn what_is_asked_in_vain_is_kept_and_nothing_else() {
    let server = BotApi::start();
    let bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let [ada, ben, cleo] = [ADA, BEN, CLEO].map(|person| server.private(person, "en"));
    talks(&ada, &[("Who founded the Blue Kettle?", "Ada"), (ELSEWHERE, "nothing on “London”")]);
    talks(&ada, &[("hello", "Hello"), ("what does a coffee cost", "no prices")]);
    // Chosen by number, and by a button after something else was asked: not in vain.
    asked_back(&ben);
    talks(&ben, &[("2", "40 kilograms")]);
    let dan = server.private(DAN, "en");
    let back = asked_back(&dan);
    talks(&dan, &[("Where is the Blue Kettle?", "Quay Street")]);
    dan.presses(DAN, back, "a:roasting");
    dan.next_message();
    // None of these, and nothing chosen.
    let back = asked_back(&cleo);
    cleo.presses(CLEO, back, "None of these");
    cleo.next_message();
    cleo.asks("people peru");
    assert!(cleo.next_message().text.starts_with("Which of these"));
    // A related fact below another answer is no choice.
    cleo.asks("Who founded the Blue Kettle?");
    let answer = cleo.next_message();
    cleo.presses(CLEO, answer.id, "When did the Blue Kettle open?");
    cleo.next_message();
    expect![[r#"
        "open and roast" {"none-of-these":1} ["opening-date","roasting","beans"]
        "people peru" {"clarified":1} ["beans","staff","founder"]
        "what does a coffee cost" {"refused":1} ["beans","roasting","staff"]
        "what share of the orders is oat cake in london" {"refused":1} ["oat-cake","address","staff"]
    "#]]
    .assert_eq(&kept(&reviewed(bot)));
}

#[test]
fn votes_are_thanked_for_and_kept() {
    let server = BotApi::start();
    let bot = cafe_bot(&server, &[]);
    let [ada, ben, cleo] = [ADA, BEN, CLEO].map(|person| server.private(person, "en"));
    let votes = |chat: &Chat, person: i64, question: &str, votes: &[&str]| {
        chat.asks(question);
        let answer = chat.next_message();
        let said = votes.iter().map(|vote| server.press_answer(&chat.presses(person, answer.id, vote))["text"].clone());
        let said = said.collect::<Value>();
        // However often it is voted down.
        if votes.contains(&"👎") {
            assert!(chat.next_message().text.starts_with("What was wrong?"));
        }
        said
    };
    let (thanks, sorry) = (json!("Thank you."), json!("Thank you. The curators will see that this did not help."));
    assert_eq!(votes(&ada, ADA, "Who founded the cafe?", &["👎"]), json!([sorry]));
    assert_eq!(votes(&ben, BEN, "Where is it, the Kettle?", &["👍"]), json!([thanks]));
    // Twice is once, and the last one counts.
    assert_eq!(votes(&ben, BEN, "Which countries are the beans from?", &["👎", "👎"]), json!([sorry, sorry]));
    assert_eq!(votes(&cleo, CLEO, "How many staff work there?", &["👎", "👍"]), json!([sorry, thanks]));
    // A fact that was picked was not asked for in words: its vote counts, and nothing is kept as a question.
    ada.asks("/start opening-date");
    let picked = ada.next_message();
    server.press_answer(&ada.presses(ADA, picked.id, "👎"));
    assert!(ada.next_message().text.starts_with("What was wrong?"));
    ada.silent_until(ADA, "Where is the Blue Kettle?", "Quay Street");
    expect![[r#"
        "which countries are the beans from" {"thumbs-down":1} ["beans","address","staff"]
        "who founded the cafe" {"thumbs-down":1} ["founder","address","opening-date"]
        {"down":1,"fact":"beans","up":0}
        {"down":1,"fact":"founder","up":0}
        {"down":1,"fact":"opening-date","up":0}
    "#]]
    .assert_eq(&kept(&reviewed(bot)));
}

#[test]
fn what_somebody_else_judged_is_still_erased_by_who_asked_it() {
    let server = BotApi::start();
    let bot = cafe_bot(&server, &[]);
    let group = server.group(-1_000_000_000_700, &[ADA, BEN], false);
    group.says(ADA, "@CiteTestBot who founded the cafe?");
    let answer = group.next_message();
    server.press_answer(&group.presses(BEN, answer.id, "👎"));
    assert!(group.next_message().text.starts_with("What was wrong?"));
    group.says(ADA, "@CiteTestBot open and roast");
    let back = group.next_message();
    group.presses(BEN, back.id, "None of these");
    group.next_message();
    group.says(ADA, "/forget@CiteTestBot");
    assert!(group.next_message().text.starts_with("Nothing of yours is kept"));
    let review = reviewed(bot);
    assert_eq!(review["in_vain"], json!([]));
    assert_eq!(review["judged_bad"], json!([{ "fact": "founder", "up": 0, "down": 1 }]));
}
