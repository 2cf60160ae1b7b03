//! What people type instead of pressing a button, and what they want of who keeps the bot.

use std::sync::Arc;

use citebot::journal::{Reason, VoteCount};
use serde_json::json;

use super::journal::{kept, reasons};
use super::people::Chat;
use super::server::BotApi;
use super::{ADA, BEN, ELSEWHERE, NEAREST, cafe_bot, cafe_bot_in, copy, on_a_server, talks};

const CURATORS: i64 = -1_000_000_000_900;
const FOUNDER: &str = "Who founded the Blue Kettle?";

/// A group of Ada and Ben.
fn group(server: &BotApi) -> Chat {
    server.group(-1_000_000_000_100, &[ADA, BEN], false)
}

#[test]
fn a_typed_sign_is_a_vote() {
    if on_a_server() {
        // The file is looked into.
        return;
    }
    let server = BotApi::start();
    let bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let folder = bot.folder();
    let (ada, ben) = (server.private(ADA, "en"), server.private(BEN, "zh"));
    talks(
        &ada,
        &[
            // Nothing was answered yet.
            ("👍", "I did not understand"),
            (FOUNDER, "Ada Moreno"),
            ("👍🏽", "Thank you."),
            ("From where do they buy their beans?", "Peru"),
            ("👎", "Thank you. The curators will see that this did not help."),
        ],
    );
    assert!(ada.next_message().text.starts_with("What was wrong?"));
    talks(&ada, &[(NEAREST, "closest I have"), ("👎", "Then it is something else"), ("2", "Quay Street")]);
    talks(&ben, &[("蓝壶咖啡馆在哪里？", "Quay"), ("👎", "谢谢，编辑会看到这个回答没有帮上忙。")]);
    // In a group it needs to be in reply to the answer, and may come from somebody else, and later. Who says it is thanked
    // in their own language.
    let group = group(&server);
    group.says(ADA, "@CiteTestBot where do the beans come from?");
    let beans = group.next_message();
    group.says(ADA, "@CiteTestBot how many people work at the cafe?");
    group.next_message();
    group.says(BEN, "👍");
    let vote = group.replies_to(BEN, beans.id, "👍");
    let thanks = group.next_message();
    assert_eq!((thanks.text.as_str(), thanks.reply_to), ("谢谢。", Some(vote)));
    bot.stop();
    let count = |fact: &str, up, down, denied| VoteCount { fact: fact.to_string(), up, down, denied };
    let mut votes = kept(folder.path()).1;
    votes.sort_by(|one, other| one.fact.cmp(&other.fact));
    assert_eq!(votes, [count("address", 0, 1, 0), count("beans", 1, 1, 0), count("founder", 1, 0, 1)]);
    let reasons = reasons(folder.path());
    assert!(reasons.contains(&("From where do they buy their beans?".to_string(), Reason::ThumbsDown)), "{reasons:?}");
}

#[test]
fn typed_words_say_that_nothing_offered_was_meant() {
    if on_a_server() {
        // The file is looked into.
        return;
    }
    let server = BotApi::start();
    let bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let folder = bot.folder();
    for (person, words, said) in [
        (ADA, "none of these", "Then it may not be told in the article."),
        (BEN, "No", "Then it may not be told in the article."),
        (13, "以上都不是", "Then it may not be told in the article."),
    ] {
        let chat = server.private(person, "en");
        talks(&chat, &[("open and roast", "Which of these"), (words, said)]);
        // Where nothing was offered they are words as others.
        talks(&chat, &[(FOUNDER, "Ada Moreno")]);
        chat.asks(words);
        assert!(!chat.next_message().text.contains("may not be told"), "{words}");
    }
    bot.stop();
    let none = reasons(folder.path()).into_iter().filter(|(_, reason)| *reason == Reason::NoneOfThese).count();
    assert_eq!(none, 3);
}

#[test]
fn what_is_kept_is_erased_only_when_a_button_says_so() {
    let server = BotApi::start();
    let bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let folder = bot.folder();
    let (ada, li) = (server.private(ADA, "en"), server.private(BEN, "zh"));
    talks(&ada, &[("Who painted the xylophone?", "I did not understand")]);
    for (chat, text, said, button) in [
        (&ada, "Please delete all my data", "I can erase everything I keep of you", "Yes, erase everything"),
        (&li, "删除我的数据", "我可以删除与您有关的全部记录", "是，全部删除"),
    ] {
        chat.asks(text);
        let answer = chat.next_message();
        assert!(answer.text.starts_with(said), "{answer:?}");
        assert_eq!(answer.labels(), [[button]]);
    }
    // Who goes on loses nothing.
    talks(&ada, &[(FOUNDER, "Ada Moreno"), ("/why", "matched: founded")]);
    ada.asks("erase my data");
    let answer = ada.next_message();
    ada.presses(ADA, answer.id, "Yes, erase everything");
    assert_eq!(ada.next_message().text, "Nothing of yours is kept any more.");
    talks(&ada, &[("/why", "Nothing has been asked yet")]);
    // In a group others would press it.
    let group = group(&server);
    group.says(ADA, "@CiteTestBot delete my data");
    let answer = group.next_message();
    assert_eq!(answer.text, "/forget@CiteTestBot erases everything I keep of you.");
    assert!(answer.buttons.is_empty());
    bot.stop();
    assert!(kept(folder.path()).0.is_empty());
}

#[test]
fn who_wants_a_person_is_led_to_one() {
    let server = BotApi::start();
    let (ada, curators) = (server.private(ADA, "en"), server.group(CURATORS, &[BEN], false));
    let _bot = cafe_bot(&server, &["--curators", "-1000000000900", "--per-minute", "1000"]);
    talks(
        &ada,
        &[
            ("I want to talk to a human", "Please ask me your question first."),
            ("转人工", "请先把问题发给我。"),
            (ELSEWHERE, "nothing on “London”"),
        ],
    );
    for (text, said) in [
        ("can I speak to a real person?", "I can pass your last question on to a person: “What share of the orders"),
        ("report a mistake", "Thank you for saying so. Press 👎 below the answer that is wrong"),
    ] {
        ada.asks(text);
        let answer = ada.next_message();
        assert!(answer.text.starts_with(said), "{answer:?}");
        assert_eq!(answer.labels(), [["Ask a person"]]);
        ada.presses(ADA, answer.id, "Ask a person");
        assert!(ada.next_message().text.contains("passed on"));
    }
    assert!(curators.next_message().text.contains(ELSEWHERE));
}

#[test]
fn without_curators_the_base_says_whom_to_turn_to() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let base = folder.path().join("base");
    copy(&crate::driver::cafe(), &base);
    std::fs::write(base.join("answers/base.toml"), "contact = \"hello@kettle.example\"\n").unwrap();
    let server = BotApi::start();
    let at_base = [("CITEBOT_BASE", base.to_str().unwrap())];
    let bot = cafe_bot_in(Arc::clone(&folder), &server, &["--per-minute", "1000"], &at_base);
    let ada = server.private(ADA, "en");
    let turn_to = "I am a program; a person can be reached here: hello@kettle.example";
    talks(
        &ada,
        &[
            ("I want to talk to a human", turn_to),
            ("give me an operator", turn_to),
            ("这里有错", "谢谢指正。请按错误回答下方的 👎，编辑会看到。我是程序，需要找人请联系：hello@kettle.example"),
            ("/about", turn_to),
        ],
    );
    bot.stop();
    let _bot = cafe_bot(&server, &["--no-journal"]);
    talks(
        &ada,
        &[
            ("I want to talk to a human", "There is no person here. I am a program"),
            ("I found a mistake", "Thank you for saying so. I can't mend it myself."),
        ],
    );
}

#[test]
fn what_happens_in_a_chat_is_no_message_to_the_bot() {
    let server = BotApi::start();
    let bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let folder = bot.folder();
    let (ada, group) = (server.private(ADA, "en"), group(&server));
    let person = json!({ "id": BEN, "is_bot": false, "first_name": "Ben" });
    for happened in [
        json!({ "new_chat_members": [person] }),
        json!({ "left_chat_member": person }),
        json!({ "new_chat_title": "Kettle fans" }),
        json!({ "delete_chat_photo": true }),
        json!({ "message_auto_delete_timer_changed": { "message_auto_delete_time": 86400 } }),
        json!({ "video_chat_started": {} }),
        // Not even known to the library that reads them.
        json!({ "boost_added": { "boost_count": 1 } }),
        json!({ "something_of_next_year": { "name": "xylophone" } }),
    ] {
        group.happens(ADA, happened.clone());
        ada.happens(ADA, happened);
    }
    for what in ["sticker", "voice", "dice", "location"] {
        group.sends(ADA, what);
    }
    group.silent_until(ADA, "@CiteTestBot where is the Blue Kettle?", "Quay Street");
    ada.silent_until(ADA, "where is the Blue Kettle?", "Quay Street");
    for what in ["sticker", "voice", "dice", "location"] {
        ada.sends(ADA, what);
        assert_eq!(ada.next_message().text, "I only read text. Please type your question.", "{what}");
    }
    bot.stop();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("xylophone") && !text.contains("Kettle fans"));
    }
}

#[test]
fn help_names_commands_as_they_are_typed() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let (ada, group) = (server.private(ADA, "en"), group(&server));
    ada.asks("/help");
    let help = ada.next_message().text;
    assert!(help.contains("/topics – what") && help.contains("write @CiteTestBot beside your question"), "{help}");
    assert!(!help.contains("/topics@"), "{help}");
    group.says(ADA, "/help@CiteTestBot");
    let help = group.next_message();
    for part in
        ["Write @CiteTestBot beside", "/topics@CiteTestBot – what", "/source@CiteTestBot 4 shows", "needs no name"]
    {
        assert!(help.text.contains(part), "{part}: {}", help.text);
    }
    group.replies_to(BEN, help.id, "/nonsense");
    assert_eq!(group.next_message().text, "There is no such command. /help@CiteTestBot shows what there is.");
}

#[test]
fn why_and_numbers_that_are_not_there_are_told_plainly() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let ada = server.private(ADA, "en");
    ada.asks("open and roast");
    let back = ada.next_message();
    ada.presses(ADA, back.id, "1. When did the Blue Kettle open?");
    ada.next_message();
    talks(
        &ada,
        &[
            ("/why", "You picked `opening-date` from what was offered, so there was nothing to weigh"),
            ("/source 99", "There is no paragraph 99: they are numbered from 1 to 3."),
            ("/source elsewhere 1", "No source is called so. The only one is blue-kettle (the article)."),
        ],
    );
    let li = server.private(BEN, "zh");
    talks(&li, &[("/source 99", "没有第99段，编号是从1到3。"), ("/source 1", "第1段\n蓝壶")]);
}
