//! The limits of Telegram. The server refuses what breaks one; here is what would.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::bot::Bot;
use super::server::BotApi;
use super::server::rooms::Sent;
use super::{ADA, cafe_bot, cafe_bot_in};

/// The longest id that a base may have.
const LONGEST_ID: &str = "how-the-drum-of-the-roaster-is-warmed-and-turned";

/// What a text is made of that has no sentences.
const UNBROKEN: &str = "滚🙂";

/// Sentences that are full of what HTML reads as its own, none like another.
fn long_answer() -> String {
    let letter = |number: usize| char::from(b'a' + number as u8);
    let sentence = |at: usize| {
        format!("The drum <b>turns</b> & warms, if a > b, &amp; then {}{}.", letter(at / 26), letter(at % 26))
    };
    (0..200).map(sentence).collect::<Vec<_>>().join(" ")
}

/// A bot whose base has a fact with that id and that answer.
fn drum_bot(server: &BotApi) -> Bot {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let base = folder.path().join("base");
    for part in ["answers", "seeds"] {
        fs::create_dir_all(base.join(part)).unwrap();
        for file in fs::read_dir(crate::driver::cafe().join(part)).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), base.join(part).join(file.file_name())).unwrap();
        }
    }
    add_fact(&base.join("answers/kitchen.toml"));
    cafe_bot_in(folder, server, &[], &[("CITEBOT_BASE", "base")])
}

fn add_fact(file: &Path) {
    let answer = long_answer();
    assert!(answer.len() > 10_000, "{}", answer.len());
    let fact = format!(
        r#"
[[fact]]
id = "{LONGEST_ID}"
paragraphs = [2]
about = ["kettle"]
expects = ["how"]
answer.en = "{answer}"
answer.zh = "{}"
ask.en = ["How does the drum <b>roaster</b> & co work?", "How is the drum warmed?", "way the drum works", "In what way does the roasting drum turn?", "How is the drum operated?", "drum operation"]
ask.zh = ["滚筒怎样运转？", "滚筒如何预热？", "滚筒的运转方式", "滚筒怎么用？"]
"#,
        UNBROKEN.repeat(3_000)
    );
    let all = fs::read_to_string(file).unwrap() + &fact;
    fs::write(file, all).unwrap();
}

/// Three messages hold the answer, divided between sentences; the last one has the place and the buttons.
fn holds_it(messages: &[Sent]) {
    let texts: Vec<&str> = messages.iter().map(|message| message.text.as_str()).collect();
    let (answer, place) = texts.join(" ").rsplit_once("\n— ").map(|(a, p)| (a.to_string(), p.to_string())).unwrap();
    assert_eq!((answer, place.as_str()), (long_answer(), "paragraph 2, “Coffee and cake”"));
    for message in &messages[..2] {
        assert!(message.text.ends_with('.') && message.buttons.is_empty(), "{message:?}");
        assert!(message.text.encode_utf16().count() > 4000, "{}", message.text);
    }
}

#[test]
fn a_long_answer_is_divided_between_sentences_and_its_last_message_has_the_buttons() {
    let server = BotApi::start();
    let _bot = drum_bot(&server);
    let ada = server.private(ADA, "en");
    ada.asks("How does the drum roaster work?");
    let messages = [ada.next_message(), ada.next_message(), ada.next_message()];
    holds_it(&messages);
    let buttons: Vec<&str> = messages[2].buttons.iter().flatten().map(|(_, data)| data.as_str()).collect();
    let id = LONGEST_ID;
    assert_eq!(buttons, [format!("s:{id}"), format!("u:{id}"), format!("d:{id}")]);
    let press = ada.forges(ADA, messages[2].id, buttons[0]);
    assert!(ada.next_message().text.contains("Big Berta"));
    server.press_answer(&press);
    // A vote on any of its messages is on the question.
    ada.presses(ADA, messages[2].id, "👎");
    assert!(ada.next_message().text.starts_with("What was wrong?"));
    ada.asks("/why");
    assert!(ada.next_message().text.contains(id));
}

#[test]
fn a_long_answer_without_sentences_fills_its_messages() {
    let server = BotApi::start();
    let _bot = drum_bot(&server);
    let ada = server.private(ADA, "en");
    ada.asks("滚筒怎样运转？");
    let messages = [ada.next_message(), ada.next_message(), ada.next_message()];
    let units: Vec<usize> = messages.iter().map(|message| message.text.encode_utf16().count()).collect();
    // A sign of two units is never halved, and the place stands below the last ones.
    assert_eq!(units[..2], [4096, 4095]);
    let text: String = messages.iter().map(|message| message.text.as_str()).collect();
    assert!(text.starts_with(&UNBROKEN.repeat(3_000)));
}

#[test]
fn a_long_answer_that_is_opened_in_a_list_goes_on_in_messages_of_its_own() {
    let server = BotApi::start();
    let _bot = drum_bot(&server);
    let ada = server.private(ADA, "en");
    ada.asks("/topics");
    let list = ada.next_message();
    ada.presses(ADA, list.id, "Coffee and cake");
    assert_eq!(ada.next_edit().buttons[4][0].0, "How does the drum <b>roaster</b> & co work?");
    ada.presses(ADA, list.id, "How does the drum <b>roaster</b> & co work?");
    let messages = [ada.next_edit(), ada.next_message(), ada.next_message()];
    holds_it(&messages);
    let back = messages[2].buttons.last().unwrap()[0].0.clone();
    assert_eq!(back, "◀ Coffee and cake");
    ada.presses(ADA, messages[2].id, &back);
    assert_eq!(ada.next_edit().id, messages[2].id);
}

#[test]
fn whatever_is_asked_is_answered_in_what_telegram_takes() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let ada = server.private(ADA, "en");
    let long = |piece: &str| piece.repeat(4096 / piece.encode_utf16().count());
    for (question, wanted) in [
        ("Who founded <b>the Blue Kettle</b> & co?".to_string(), "Ada Moreno"),
        (
            "</i></blockquote>&lt;&#x1F600;<script>alert('x')</script> <a href=\"x\">".to_string(),
            "A kettle on the quay",
        ),
        (long("<b>&"), "Your message was long: I read its first 500 characters."),
        (long("who founded xyzzy & </i>? "), "500 characters"),
        (long("🙂"), "500 characters"),
        (long("谁创办了蓝壶？"), "500"),
        (long("x"), "500 characters"),
        ("\u{202E}Who founded\u{200B} the 🙂 Blue Kettle?".to_string(), "Ada Moreno"),
        ("\u{200B}\u{200D}\u{FEFF}".to_string(), "A kettle on the quay"),
        ("👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿".to_string(), "A kettle on the quay"),
        ("من أسس المقهى؟".to_string(), "A kettle on the quay"),
        ("a\u{301}\u{302}\u{303}".repeat(300), "500 characters"),
        ("e\0\u{1}\u{7F}".to_string(), "A kettle on the quay"),
    ] {
        assert!(question.encode_utf16().count() <= 4096);
        ada.asks(&question);
        let answer = ada.next_message();
        assert!(answer.text.contains(wanted), "{question}\n{}", answer.text);
        // No sign of the question may turn the text around.
        assert!(!answer.text.contains(['\u{202E}', '\0']), "{:?}", answer.text);
        assert!(answer.link_preview_disabled);
        ada.asks("/why");
        let why = ada.next_message();
        assert!(why.link_preview_disabled && !why.text.contains(['\u{202E}', '\0']), "{:?}", why.text);
    }
    for command in ["/source <b>&", "/source \u{202E}x", "/lang <i>", "/start <b>&amp;", "/start ../x", "/topics <"] {
        ada.asks(command);
        let text = ada.next_message().text;
        assert!(!text.is_empty() && !text.contains('\u{202E}'), "{command}\n{text}");
    }
}

#[test]
fn a_question_that_was_deleted_is_answered_without_a_reply() {
    let server = BotApi::start();
    let (group, forum) = (server.group(-5, &[ADA], false), server.group(-1_005, &[ADA], true).in_topic("Cakes"));
    for chat in [&group, &forum] {
        let question = chat.says(ADA, "@CiteTestBot who founded the Blue Kettle?");
        chat.deletes(question);
    }
    let _bot = cafe_bot(&server, &[]);
    for chat in [&group, &forum] {
        let answer = chat.next_message();
        assert!(answer.text.contains("Ada Moreno") && answer.reply_to.is_none(), "{answer:?}");
    }
}
