//! A private chat: questions, buttons, commands.

use super::server::BotApi;
use super::{ADA, BEN, ELSEWHERE, NEAREST, cafe_bot, talks};

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

#[test]
fn a_conversation_goes_on_from_what_was_said() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let ada = server.private(ADA, "en");
    talks(
        &ada,
        &[
            ("hello", "Hello! Ask me about the cafe."),
            ("Who founded the Blue Kettle?", "Ada Moreno founded"),
            ("and where is it?", "Quay Street"),
            ("Is it true that 12 people work there?", "No, 9: "),
            ("thanks", "You're welcome."),
            ("员工呢？", "店里有9名员工。"),
            ("what does a coffee cost", "The article gives no prices."),
            ("who is the president of france", "I did not understand that. I answer questions about"),
            ("<b>who</b> & \"founded\" it?", "Ada Moreno"),
        ],
    );
    // Nobody else goes on from there.
    let ben = server.private(BEN, "en");
    talks(&ben, &[("what about it?", "I did not understand that."), ("Where is it, the Kettle?", "Quay Street")]);
    talks(&ben, &[("what about it?", "Quay Street")]);
}

#[test]
fn a_refusal_says_what_is_missing_and_offers_the_nearest() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &[]);
    let ada = server.private(ADA, "en");
    ada.asks(ELSEWHERE);
    let refusal = ada.next_message();
    let told = "There is nothing on “London” in the article. What comes nearest: The oat cake is what guests order most: 30 % of \
                all orders. [paragraph 3]";
    assert_eq!(refusal.text, told);
    assert_eq!(refusal.labels(), [["Source"]]);
    ada.presses(ADA, refusal.id, "Source");
    assert!(ada.next_message().text.starts_with("Paragraph 3"));
    talks(
        &ada,
        &[
            (NEAREST, "I'm not sure about “manages”; this is the closest I have: Ada Moreno founded"),
            // As in the console: a number that isn't there is no question.
            ("3", "The list goes from 1 to 2: type one of these, or another question."),
            ("2", "Quay Street"),
            (
                "燕麦蛋糕在东京占点单的多少？",
                "关于“东京”，文章没有说到。最接近的内容是：点得最多的是燕麦蛋糕，占全部点单的30%。［第3段］",
            ),
        ],
    );
}

#[test]
fn a_question_back_has_its_choices_as_buttons() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &[]);
    let ada = server.private(ADA, "en");
    ada.asks("open and roast");
    let back = ada.next_message();
    assert_eq!(back.text, "Which of these do you mean?");
    let [open, roast] = ["1. When did the Blue Kettle open?", "2. How much coffee does the Blue Kettle…"];
    assert_eq!(back.labels(), [[open], [roast], ["None of these"]]);
    ada.presses(ADA, back.id, open);
    assert!(ada.next_message().text.starts_with("The Blue Kettle opened"));
    // The same question from somebody else, and a number typed; then a button of the older list.
    let ben = server.private(BEN, "en");
    talks(&ben, &[("open and roast", "Which of these"), ("2.", "40 kilograms")]);
    ada.presses(ADA, back.id, roast);
    assert!(ada.next_message().text.starts_with("The cafe roasts 40"));
    let press = ada.presses(ADA, back.id, "None of these");
    assert!(ada.next_message().text.starts_with("Then it may not be told in the article. Your question is noted"));
    assert!(server.press_answer(&press).get("text").is_none());
}

#[test]
fn several_questions_have_several_sources() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &[]);
    let ada = server.private(ADA, "en");
    ada.asks("How many employees does the cafe have? Who founded it?");
    let answer = ada.next_message();
    assert!(answer.text.starts_with("9 people work at the cafe.\nAda Moreno founded"), "{}", answer.text);
    assert_eq!(answer.labels().last().unwrap(), &["Source 1", "Source 2", "👍", "👎"]);
    for (button, heading) in [("Source 1", "Paragraph 2"), ("Source 2", "Paragraph 1")] {
        ada.presses(ADA, answer.id, button);
        let source = ada.next_message();
        assert!(source.text.starts_with(heading), "{button}: {}", source.text);
    }
    // What only one part answers is said, and what is missing is named.
    talks(
        &ada,
        &[(
            "How many staff work there and why do xylophones hum?",
            "cafe.\nThe rest of your message I did not understand",
        )],
    );
}

#[test]
fn what_is_no_text_gets_one_polite_line() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &[]);
    let (ada, li) = (server.private(ADA, "en"), server.private(BEN, "zh-hans"));
    for what in ["sticker", "voice", "location"] {
        ada.sends(ADA, what);
        assert_eq!(ada.next_message().text, "I only read text. Please type your question.", "{what}");
    }
    li.sends_photo(BEN, None, None);
    assert_eq!(li.next_message().text, "我只能看文字，请把问题打出来。");
    // An album comes as a message for each photo.
    for _ in 0..3 {
        ada.sends_photo(ADA, None, Some("one album"));
    }
    assert!(ada.next_message().text.starts_with("I only read text."));
    ada.silent_until(ADA, "Who founded the cafe?", "Ada Moreno");
    // The words of a photo are a question, and the rest of its album says nothing more.
    ada.sends_photo(ADA, Some("Where is the Blue Kettle?"), Some("another"));
    assert!(ada.next_message().text.contains("Quay Street"));
    ada.sends_photo(ADA, None, Some("another"));
    ada.silent_until(ADA, "Who founded the cafe?", "Ada Moreno");
}

#[test]
fn replies_are_in_the_language_of_the_question_or_the_one_chosen() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let (ada, li) = (server.private(ADA, None), server.private(BEN, "zh-hans"));
    talks(
        &li,
        &[
            ("/help", "用自己的话提问即可"),
            ("Who founded the Blue Kettle?", "Ada Moreno founded"),
            ("/help", "Type a question in your own words."),
            ("创始人叫什么？", "蓝壶咖啡馆由Ada Moreno创办"),
            ("/help", "用自己的话提问即可"),
            ("/lang en", "I reply in English."),
            ("创始人叫什么？", "Ada Moreno founded"),
            ("/about", "I answer questions about the article “A kettle on the quay”."),
        ],
    );
    talks(
        &ada,
        &[
            ("/about", "I answer questions"),
            ("/lang zh", "我用中文回答。"),
            ("Who founded the Blue Kettle?", "蓝壶咖啡馆由Ada Moreno创办"),
            (ELSEWHERE, "最接近的内容是："),
            ("1", "点得最多的是燕麦蛋糕"),
            ("/why", "`oat-cake`是您从选项中选的"),
            ("/lang auto", "language of each question"),
            ("Who founded the Blue Kettle?", "Ada Moreno founded"),
        ],
    );
}

#[test]
fn the_language_set_for_the_bot_holds_for_all() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--lang", "zh"]);
    let ada = server.private(ADA, "en");
    talks(
        &ada,
        &[
            ("/help", "用自己的话提问即可"),
            ("Who founded the Blue Kettle?", "蓝壶咖啡馆由Ada Moreno创办"),
            ("/lang auto", "我用中文回答。"),
            ("Where is it?", "Quay街"),
            ("/lang en", "I reply in English."),
            ("在哪里？", "Quay Street"),
        ],
    );
}

#[test]
fn old_and_forged_buttons_are_harmless() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let ada = server.private(ADA, "en");
    ada.asks("Who founded the Blue Kettle?");
    let answer = ada.next_message();
    for data in [
        "",
        "a",
        "a:",
        "a:no-such-fact",
        "y:",
        "w:no-such-fact",
        "x:1",
        "f:0",
        "f:-1:0",
        "t:",
        "l:fr",
        "s:\u{202E}",
        "n\0",
        "n:🙂",
    ] {
        let press = ada.forges(ADA, answer.id, data);
        let told = server.press_answer(&press);
        let expected = if data == "n:🙂" { None } else { Some("This button is out of date. Please ask again.") };
        assert_eq!(told["text"].as_str(), expected, "{data:?}");
        if expected.is_none() {
            assert!(ada.next_message().text.starts_with("Then it may not be told in the article."));
        }
    }
    ada.silent_until(ADA, "Where is the Blue Kettle?", "Quay Street");
    // Numbers far beyond what there is.
    let topics = "What would you like";
    for (data, expected) in [("t:999", topics), ("f:1:999", "Coffee"), ("f:999:0", topics)] {
        ada.forges(ADA, answer.id, data);
        assert!(ada.next_edit().text.starts_with(expected), "{data}");
    }
    // A message too old to be seen: what its button asks for is done all the same.
    ada.presses_old(ADA, answer.id, "a:founder");
    assert!(ada.next_message().text.contains("Ada Moreno"));
    ada.presses_old(ADA, 12_345, "s:founder");
    assert!(ada.next_message().text.starts_with("Paragraph 1"));
    // A press that can't be answered any more is dealt with, and does no harm.
    let press = ada.forges(ADA, answer.id, "s:founder");
    server.expire(&press);
    ada.next_message();
    ada.silent_until(ADA, "Where is the Blue Kettle?", "Quay Street");
}

#[test]
fn what_the_bot_wrote_inline_is_not_answered() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &[]);
    let ada = server.private(ADA, "en");
    let query = server.types_inline(ADA, "Who founded the Blue Kettle?", "");
    server.inline_answer(&query);
    ada.sends_inline(ADA, &query, "founder");
    ada.silent_until(ADA, "Where is the Blue Kettle?", "Quay Street");
}
