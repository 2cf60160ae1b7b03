//! A fact that is told as the nearest, and what people say of it: “That's it” or “No”.

use serde_json::Value;

use super::people::Chat;
use super::server::BotApi;
use super::server::rooms::Sent;
use super::{
    ADA, BEN, NEAREST, NEAREST_ALONE, NEAREST_IN_CHINESE, UNCLEAR, cafe_bot, cafe_bot_again, on_a_server, reviewed,
    talks,
};

const OFFERED: &str =
    "Then it is something else: your question is noted for the curators. Perhaps you mean one of these:";
const NOTED: &str = "Then it may not be told in the article. Your question is noted for the curators; you can also put it in other words.";

/// Asks a question; the fact that is told as the nearest.
fn told(chat: &Chat, question: &str) -> Sent {
    chat.asks(question);
    let told = chat.next_message();
    let unsure = ["I'm not sure", "我没有把握"];
    assert!(unsure.iter().any(|words| told.text.contains(words)), "{question}: {}", told.text);
    told
}

/// Presses a button of a message and waits until the press is released; what is told there.
fn pressed(server: &BotApi, chat: &Chat, person: i64, message: &Sent, button: &str) -> Value {
    server.press_answer(&chat.presses(person, message.id, button))["text"].clone()
}

/// The questions of a review with their reasons, and the votes.
fn kept(review: &Value) -> (Vec<String>, Vec<String>) {
    let asked = review["in_vain"].as_array().unwrap().iter();
    let asked = asked.map(|asked| format!("{} {} {}", asked["question"], asked["reasons"], asked["denied"]));
    let votes = review["denied_as_nearest"].as_array().unwrap().iter();
    (asked.collect(), votes.map(|vote| format!("{} {} {}", vote["fact"], vote["denied"], vote["up"])).collect())
}

#[test]
fn the_nearest_fact_has_its_place_and_two_answers() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &[]);
    let (ada, li) = (server.private(ADA, "en"), server.private(BEN, "zh"));
    let answer = told(&ada, NEAREST);
    assert!(answer.text.contains("Ada Moreno founded") && answer.html.contains("<i>— paragraph 1</i>"), "{answer:?}");
    let buttons: Vec<(&str, &str)> =
        answer.buttons.iter().flatten().map(|(label, data)| (label.as_str(), data.as_str())).collect();
    let expected = [
        ("1. How many employees does the Blue Kettle…", "a:staff"),
        ("2. Where is the Blue Kettle?", "a:address"),
        ("Source", "s:founder"),
        ("That's it", "y:founder"),
        ("No", "w:founder"),
    ];
    assert_eq!(buttons, expected);
    assert_eq!(answer.buttons.len(), 3);
    let answer = told(&li, NEAREST_IN_CHINESE);
    assert_eq!(answer.labels().last().unwrap(), &["依据", "就是这个", "不是"]);
    assert_eq!(told(&ada, NEAREST_ALONE).labels(), [["Source", "That's it", "No"]]);
    // The record is there for it as for any answer.
    talks(&ada, &[("/source", "Paragraph 2"), ("/why", "decided: tell `beans` as the nearest")]);
}

#[test]
fn thats_it_is_thanked_for_and_takes_the_question_off_the_list() {
    let server = BotApi::start();
    let bot = cafe_bot(&server, &[]);
    let (ada, ben) = (server.private(ADA, "en"), server.private(BEN, "en"));
    let founder = told(&ada, NEAREST);
    assert_eq!(pressed(&server, &ada, ADA, &founder, "That's it"), "Thank you.");
    // Of two questions that were told the same, the one above the button; a change of mind counts.
    let founder = told(&ben, NEAREST);
    told(&ben, "Where was the founder born?");
    assert!(pressed(&server, &ben, BEN, &founder, "No").is_null());
    assert_eq!(ben.next_message().text, OFFERED);
    assert_eq!(pressed(&server, &ben, BEN, &founder, "That's it"), "Thank you.");
    let review = reviewed(bot);
    let expected = vec![r#""where was the founder born" {"nearest-unanswered":1} []"#.to_string()];
    assert_eq!(kept(&review), (expected, vec![]));
    assert_eq!(review["judged_bad"].as_array().unwrap().len(), 0);
}

#[test]
fn no_is_kept_with_the_question_and_offers_the_others() {
    let server = BotApi::start();
    let bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let (ada, ben, li) = (server.private(ADA, "en"), server.private(BEN, "en"), server.private(13, "zh"));
    let founder = told(&ada, NEAREST);
    assert!(pressed(&server, &ada, ADA, &founder, "No").is_null());
    let offer = ada.next_message();
    assert_eq!(offer.text, OFFERED);
    let [staff, address] = ["1. How many employees does the Blue Kettle…", "2. Where is the Blue Kettle?"];
    assert_eq!(offer.labels(), [[staff], [address]]);
    // Twice is once.
    pressed(&server, &ada, ADA, &founder, "No");
    assert_eq!(ada.next_message().labels(), [[staff], [address]]);
    // Where there is nothing else, that is said; nothing goes on from what was not meant.
    let beans = told(&ben, NEAREST_ALONE);
    pressed(&server, &ben, BEN, &beans, "No");
    assert_eq!(ben.next_message().text, NOTED);
    let answer = told(&li, NEAREST_IN_CHINESE);
    pressed(&server, &li, 13, &answer, "不是");
    assert!(li.next_message().text.starts_with("那就不是这个了，问题已记下"));
    let mut kept = kept(&reviewed(bot));
    kept.0.sort();
    let questions = [
        r#""where do the cups come from" {"nearest-denied":1} ["beans"]"#,
        r#""who manages the cafe" {"nearest-denied":1} ["founder"]"#,
        r#""谁负责咖啡馆" {"nearest-denied":1} ["founder"]"#,
    ];
    assert_eq!(kept.0, questions);
    assert_eq!(kept.1, [r#""founder" 2 0"#, r#""beans" 1 0"#]);
}

#[test]
fn what_is_offered_after_a_no_can_be_chosen_in_every_way() {
    let server = BotApi::start();
    let bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let denied = |person: i64| {
        let chat = server.private(person, "en");
        let founder = told(&chat, NEAREST);
        pressed(&server, &chat, person, &founder, "No");
        let offer = chat.next_message();
        (chat, founder, offer)
    };
    let (chat, _, offer) = denied(21);
    chat.presses(21, offer.id, "a:address");
    assert!(chat.next_message().text.contains("Quay Street"));
    let (chat, _, _) = denied(22);
    talks(&chat, &[("3", "The list goes from 1 to 2"), ("2", "Quay Street")]);
    // After other questions, numbers are those of the list that came last.
    let (chat, founder, _) = denied(23);
    talks(&chat, &[("open and roast", "Which of these")]);
    pressed(&server, &chat, 23, &founder, "No");
    chat.next_message();
    talks(&chat, &[("2", "Quay Street")]);
    // Without a no as well.
    let chat = server.private(24, "en");
    let founder = told(&chat, NEAREST);
    chat.presses(24, founder.id, "a:staff");
    assert!(chat.next_message().text.starts_with("9 people"));
    let (asked, denied) = kept(&reviewed(bot));
    assert_eq!(asked, [r#""open and roast" {"clarified":1} []"#]);
    assert_eq!(denied, [r#""founder" 3 0"#]);
}

#[test]
fn an_edited_question_takes_along_what_was_offered_after_a_no() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &[]);
    let ada = server.private(ADA, "en");
    let asked = ada.asks(NEAREST);
    let founder = ada.next_message();
    pressed(&server, &ada, ADA, &founder, "No");
    let offer = ada.next_message();
    ada.edits(asked, "Who founded the Blue Kettle?");
    assert_eq!(ada.next_edit().labels().last().unwrap(), &["Source", "👍", "👎"]);
    ada.silent_until(ADA, "Where is the Blue Kettle?", "Quay Street");
    assert!(ada.message(offer.id).is_none());
}

#[test]
fn a_word_does_what_the_button_does() {
    let server = BotApi::start();
    let bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let (ada, ben, li) = (server.private(ADA, "en"), server.private(BEN, "en"), server.private(13, "zh"));
    told(&ada, NEAREST);
    talks(&ada, &[("yes", "Thank you.")]);
    told(&ben, NEAREST);
    ben.asks("No.");
    let offer = ben.next_message();
    assert_eq!(offer.text, OFFERED);
    ben.presses(BEN, offer.id, "a:staff");
    assert!(ben.next_message().text.starts_with("9 people"));
    told(&li, NEAREST_IN_CHINESE);
    talks(&li, &[("不是", "那就不是这个了")]);
    // Nothing was told that a yes could mean.
    li.asks("是");
    assert_ne!(li.next_message().text, "谢谢。");
    let (asked, denied) = kept(&reviewed(bot));
    assert!(asked.contains(&r#""谁负责咖啡馆" {"nearest-denied":1} ["founder"]"#.to_string()), "{asked:?}");
    assert!(!asked.iter().any(|asked| asked.contains("manages")), "{asked:?}");
    assert_eq!(denied, [r#""founder" 2 1"#]);
}

#[test]
fn what_was_told_before_a_restart_can_be_judged_after_it() {
    let server = BotApi::start();
    let bot = cafe_bot(&server, &[]);
    let (ada, ben) = (server.private(ADA, "en"), server.private(BEN, "en"));
    let (first, second) = (told(&ada, NEAREST), told(&ben, NEAREST));
    let folder = bot.folder();
    bot.stop();
    let bot = cafe_bot_again(&server, &folder);
    assert_eq!(pressed(&server, &ada, ADA, &first, "That's it"), "Thank you.");
    pressed(&server, &ben, BEN, &second, "No");
    // What else could be meant is known no more, but on a server.
    assert_eq!(ben.next_message().text, if on_a_server() { OFFERED } else { NOTED });
    let expected = if on_a_server() {
        r#""who manages the cafe" {"nearest-denied":1} ["founder"]"#
    } else {
        r#""who manages the cafe" {"nearest-unanswered":1} []"#
    };
    let expected = vec![expected.to_string()];
    assert_eq!(kept(&reviewed(bot)), (expected, vec![r#""founder" 1 1"#.to_string()]));
}

#[test]
fn in_a_group_the_question_stays_that_of_who_asked_it() {
    let server = BotApi::start();
    let bot = cafe_bot(&server, &[]);
    let group = server.group(-1_000_000_000_800, &[ADA, BEN], false);
    let asks = |text: &str| {
        group.says(ADA, &format!("@CiteTestBot {text}"));
        group.next_message()
    };
    let founder = asks(NEAREST);
    assert_eq!(pressed(&server, &group, BEN, &founder, "That's it"), "Thank you.");
    let beans = asks(NEAREST_ALONE);
    pressed(&server, &group, BEN, &beans, "No");
    assert_eq!(group.next_message().reply_to, Some(beans.id));
    group.says(ADA, "/forget@CiteTestBot");
    assert!(group.next_message().text.starts_with("Nothing of yours is kept"));
    assert_eq!(kept(&reviewed(bot)), (vec![], vec![r#""beans" 1 0"#.to_string()]));
}

#[test]
fn without_a_journal_nothing_is_promised() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--no-journal"]);
    let ada = server.private(ADA, "en");
    for (question, expected) in [
        (NEAREST, "Then it is something else. Perhaps you mean one of these:"),
        (NEAREST_ALONE, "Then it may not be told in the article; you can also put it in other words."),
    ] {
        let answer = told(&ada, question);
        pressed(&server, &ada, ADA, &answer, "No");
        assert_eq!(ada.next_message().text, expected);
    }
}

#[test]
fn what_is_not_understood_offers_what_it_may_be_about() {
    let server = BotApi::start();
    let bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let (ada, ben, cleo) = (server.private(ADA, "en"), server.private(BEN, "en"), server.private(13, "en"));
    let unclear = |chat: &Chat| {
        chat.asks(UNCLEAR);
        let offer = chat.next_message();
        assert!(offer.text.starts_with("I did not understand that"), "{}", offer.text);
        offer
    };
    let offer = unclear(&ada);
    let labels = offer.labels().concat();
    assert_eq!((labels[0], labels.last()), ("1. Where is the Blue Kettle?", Some(&"None of these")));
    ada.presses(ADA, offer.id, "None of these");
    assert_eq!(ada.next_message().text, NOTED);
    // Chosen, it was not in vain; left alone, it was not understood.
    unclear(&ben);
    talks(&ben, &[("1", "Quay Street")]);
    unclear(&cleo);
    // What is about nothing offers nothing.
    cleo.asks("Who painted the xylophone?");
    let nothing = cleo.next_message();
    assert!(nothing.text.ends_with("I answer questions about “A kettle on the quay”."), "{}", nothing.text);
    assert!(nothing.labels().is_empty());
    let expected = [
        r#""is the blue kettle in london" {"none-of-these":1,"unclear":1} []"#,
        r#""who painted the xylophone" {"unclear":1} []"#,
    ];
    assert_eq!(kept(&reviewed(bot)).0, expected);
}
