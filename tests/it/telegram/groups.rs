//! Groups: the bot speaks to those who speak to it.

use super::people::Chat;
use super::server::BotApi;
use super::server::weather::Weather;
use super::{ADA, BEN, cafe_bot, cafe_bot_again};

const CLEO: i64 = 13;

/// A group with Ada and Ben, in which Ada is an administrator.
fn group(server: &BotApi) -> Chat {
    let group = server.group(-1_000_000_000_100, &[ADA, BEN], false);
    group.makes_admin(ADA);
    group
}

/// Says something to the bot by name and expects words of the answer, which is a reply.
fn told(group: &Chat, user: i64, text: &str, expected: &str) {
    let asked = group.says(user, &format!("@CiteTestBot {text}"));
    let answer = group.next_message();
    assert!(answer.text.contains(expected), "{text}: {}", answer.text);
    assert_eq!(answer.reply_to, Some(asked), "{text}");
}

#[test]
fn it_is_silent_on_what_is_not_said_to_it() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let group = group(&server);
    group.adds_bot(ADA);
    let first = group.says(ADA, "Who founded the Blue Kettle?");
    for text in [
        "hello",
        "/help",
        "/start",
        "/start founder",
        "/help@OtherBot",
        "/ban@OtherBot @someone",
        "@OtherBot who founded it?",
        "@CiteTestBott who founded it?",
        "mail to a@CiteTestBot",
        "CiteTestBot, who founded it?",
        "2",
    ] {
        group.says(BEN, text);
    }
    group.replies_to(BEN, first, "I wonder, too");
    for what in ["photo", "sticker", "voice", "location"] {
        group.sends(ADA, what);
    }
    group.other_bot_says("@CiteTestBot who founded the Blue Kettle?");
    group.other_bot_says("/help@CiteTestBot");
    group.says_as_channel("who founded the Blue Kettle?");
    group.says_anonymously("who founded the Blue Kettle?");
    let sent_inline = server.types_inline(ADA, "founder", "");
    server.inline_answer(&sent_inline);
    group.sends_inline(ADA, &sent_inline, "founder");
    group.silent_until(ADA, "@CiteTestBot where is the Blue Kettle?", "Quay Street");
    assert!(group.calls().iter().all(|call| call.method == "sendMessage"));
    // A question that becomes one for it only by an edit was not asked of it.
    group.edits(first, "@CiteTestBot who founded the Blue Kettle?");
    group.silent_until(ADA, "@CiteTestBot where is the Blue Kettle?", "Quay Street");
}

#[test]
fn it_answers_what_is_said_to_it_as_a_reply() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "1000"]);
    for (number, supergroup) in [(0, true), (50, false)] {
        // Telegram lets a bot write to a group twenty times a minute, so each question has a group of its own.
        let group = |row: usize| {
            let number = number + i64::try_from(row).unwrap();
            if supergroup {
                server.group(-1_000_000_002_000 - number, &[ADA, BEN], false)
            } else {
                server.group(-200 - number, &[ADA, BEN], false)
            }
        };
        for (row, (text, expected)) in [
            ("@CiteTestBot who founded the Blue Kettle?", "Ada Moreno"),
            ("@citetestbot, where is the cafe?", "Quay Street"),
            ("How many people work at the cafe, @CiteTestBot?", "9 people"),
            ("蓝壶咖啡馆是谁创办的？@CiteTestBot", "Ada Moreno"),
            ("/help@CiteTestBot", "Write @CiteTestBot"),
            ("/topics@CiteTestBot", "What would you like"),
            ("/source@CiteTestBot 1", "Paragraph 1"),
            ("/start@CiteTestBot founder", "Ada Moreno"),
            ("/nonsense@CiteTestBot", "There is no such command."),
            ("@CiteTestBot", "Write @CiteTestBot"),
            ("@CiteTestBot 🙂", "Write @CiteTestBot"),
        ]
        .into_iter()
        .enumerate()
        {
            let group = group(row);
            let asked = group.says(ADA, text);
            let answer = group.next_message();
            let languages = [expected, "提问时请写上", "第1段", "您想了解", "没有这个命令"];
            assert!(languages.iter().any(|words| answer.text.contains(words)), "{text}: {}", answer.text);
            assert_eq!((answer.reply_to, answer.thread), (Some(asked), answer.thread), "{text}");
            let reply = group.replies_to(ADA, answer.id, "How many employees does the Blue Kettle have?");
            let answer = group.next_message();
            assert_eq!((answer.text.starts_with("9 people"), answer.reply_to), (true, Some(reply)), "{text}");
        }
        let group = group(40);
        let asked = group.sends_photo(BEN, Some("@CiteTestBot who founded the cafe?"), None);
        let answer = group.next_message();
        assert_eq!((answer.text.contains("Ada Moreno"), answer.reply_to), (true, Some(asked)));
        // Its buttons serve everybody.
        group.presses(ADA, answer.id, "Source");
        assert_eq!(group.next_message().reply_to, Some(answer.id));
        // An edit of the question is an edit of the answer, as in a private chat.
        let asked = group.says(ADA, "@CiteTestBot who founded the cafe?");
        let answer = group.next_message();
        group.edits(asked, "@CiteTestBot where is the cafe?");
        let edited = group.next_edit();
        assert_eq!((edited.id, edited.text.contains("Quay Street")), (answer.id, true));
    }
}

#[test]
fn a_question_whose_message_is_gone_is_answered_without_a_reply() {
    let server = BotApi::start();
    server.weather(Weather::list("sendMessage", vec![Weather::TooMany { retry_after: 1 }]));
    let _bot = cafe_bot(&server, &[]);
    let group = group(&server);
    let asked = group.says(ADA, "@CiteTestBot who founded the Blue Kettle?");
    server.wait_for("the first try", |state| state.calls.iter().find(|call| call.method == "sendMessage").map(|_| ()));
    group.deletes(asked);
    assert_eq!(group.next_message().reply_to, None);
}

#[test]
fn a_mention_hands_it_what_somebody_else_asked() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &[]);
    let group = group(&server);
    let question = group.says(BEN, "Who founded the Blue Kettle?");
    let handed = group.replies_to(ADA, question, "@CiteTestBot");
    let answer = group.next_message();
    assert_eq!((answer.text.contains("Ada Moreno"), answer.reply_to), (true, Some(handed)));
    // The words below a photo as well; what else is said with the mention is the question.
    let photo = group.sends_photo(BEN, Some("Where is the Blue Kettle?"), None);
    group.replies_to(ADA, photo, "@CiteTestBot ?");
    assert!(group.next_message().text.contains("Quay Street"));
    group.replies_to(ADA, question, "@CiteTestBot please, thank you");
    assert!(group.next_message().text.contains("Ada Moreno"));
    group.replies_to(ADA, question, "@CiteTestBot how many people work there?");
    assert!(group.next_message().text.starts_with("9 people"));
    // A message without words has nothing to hand over, and its own answers are no questions.
    let sticker = group.sends(BEN, "sticker");
    group.replies_to(ADA, sticker, "@CiteTestBot");
    assert!(group.next_message().text.starts_with("Write @CiteTestBot"));
    group.replies_to(ADA, answer.id, "@CiteTestBot");
    assert!(group.next_message().text.starts_with("Write @CiteTestBot"));
}

#[test]
fn who_speaks_in_the_name_of_a_chat_is_that_chat() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "2"]);
    let (group, other) = (group(&server), server.group(-1_000_000_000_300, &[ADA], false));
    // Telegram gives all anonymous admins one sender, and all channels: one who floods silences no other.
    for _ in 0..4 {
        group.says_anonymously("@CiteTestBot who founded the Blue Kettle?");
    }
    for expected in ["Ada Moreno", "Ada Moreno", "That is a lot at once."] {
        assert!(group.next_message().text.contains(expected));
    }
    other.says_anonymously("@CiteTestBot who founded the Blue Kettle?");
    assert!(other.next_message().text.contains("Ada Moreno"));
    other.says_as_channel("@CiteTestBot where do the beans come from?");
    assert!(other.next_message().text.contains("Peru"));
}

#[test]
fn a_name_alone_shows_no_language() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &[]);
    let ada = server.private(ADA, "zh");
    for (text, expected) in
        [("Blue Kettle", "蓝壶"), ("谁创办了蓝壶咖啡馆？", "Ada Moreno创办"), ("Ada Moreno", "Ada Moreno")]
    {
        ada.asks(text);
        let answer = ada.next_message().text;
        assert!(answer.contains(expected) && answer.contains(['的', '了', '在']), "{text}: {answer}");
    }
}

#[test]
fn each_person_has_a_conversation_of_their_own() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let group = group(&server);
    told(&group, ADA, "Who founded the Blue Kettle?", "Ada Moreno");
    told(&group, BEN, "How much coffee is roasted a week?", "40 kilograms");
    told(&group, ADA, "where is it?", "Quay Street");
    told(&group, BEN, "Who owns the cafe?", "the closest I have");
    told(&group, ADA, "1", "I did not understand that.");
    told(&group, BEN, "2", "3 May 2021");
    told(&group, ADA, "Who founded the Blue Kettle?", "Ada Moreno");
    // One who forgets takes nobody else's conversation along.
    told(&group, BEN, "How much coffee is roasted a week?", "40 kilograms");
    group.says(ADA, "/forget@CiteTestBot");
    assert!(group.next_message().text.starts_with("Nothing of yours"));
    group.says(ADA, "/source@CiteTestBot");
    assert!(group.next_message().text.contains("/source@CiteTestBot 1 shows"));
    group.says(BEN, "/source@CiteTestBot");
    assert!(group.next_message().text.starts_with("Paragraph 2"));
}

#[test]
fn topics_of_a_forum_are_kept_apart() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let forum = server.group(-1_000_000_000_300, &[ADA, BEN], true);
    let (people, coffee) = (forum.in_topic("People"), forum.in_topic("Coffee"));
    let threads: Vec<Option<i32>> =
        [(&people, "Who founded the cafe?", "Ada Moreno"), (&coffee, "origin of the beans?", "Peru")]
            .into_iter()
            .map(|(topic, text, expected)| {
                let asked = topic.says(ADA, &format!("@CiteTestBot {text}"));
                let answer = topic.next_message();
                assert!(answer.text.contains(expected) && answer.reply_to == Some(asked), "{answer:?}");
                answer.thread
            })
            .collect();
    assert!(threads.iter().all(Option::is_some) && threads[0] != threads[1], "{threads:?}");
    for (topic, thread, place) in [(&people, threads[0], "Paragraph 1"), (&coffee, threads[1], "Paragraph 2")] {
        topic.says(ADA, "/source@CiteTestBot");
        let source = topic.next_message();
        assert_eq!((source.text.starts_with(place), source.thread), (true, thread));
    }
    // A button answers in its topic, and a name alone at the beginning of a topic hands over nothing.
    people.says(BEN, "@CiteTestBot");
    assert!(people.next_message().text.starts_with("Write @CiteTestBot"));
    people.says(BEN, "@CiteTestBot who founded the cafe?");
    let answer = people.next_message();
    people.presses(BEN, answer.id, "When did the Blue Kettle open?");
    assert_eq!(people.next_message().thread, threads[0]);
    // Outside of all topics.
    forum.says(ADA, "/source@CiteTestBot");
    let general = forum.next_message();
    assert_eq!((general.text.contains("/source@CiteTestBot 1 shows"), general.thread), (true, None));
}

#[test]
fn only_admins_choose_the_language() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let group = group(&server);
    let refused = "Only this group's admins can set its language.";
    let lang = |user: i64, text: &str| {
        group.says(user, text);
        group.next_message().text
    };
    assert_eq!(lang(BEN, "/lang@CiteTestBot zh"), refused);
    assert_eq!(lang(BEN, "/lang@CiteTestBot"), "I reply in the language of each question.");
    assert_eq!(lang(ADA, "/lang@CiteTestBot zh"), "我用中文回答。");
    told(&group, BEN, "Who founded the Blue Kettle?", "蓝壶咖啡馆由Ada Moreno创办");
    assert_eq!(lang(BEN, "/lang@CiteTestBot en"), "只有本群管理员可以设置语言。");
    // By buttons as well: who presses counts.
    group.says(BEN, "/lang@CiteTestBot");
    let page = group.next_message();
    group.presses(BEN, page.id, "English");
    assert_eq!(group.next_message().text, "只有本群管理员可以设置语言。");
    group.presses(ADA, page.id, "English");
    assert_eq!(group.next_message().text, "I reply in English.");
    // Rights are asked for each time: Ben becomes an administrator.
    group.makes_admin(BEN);
    assert_eq!(lang(BEN, "/lang@CiteTestBot auto"), "I reply in the language of each question.");
    assert_eq!(server.calls("getChatMember").len(), 6);
    // Who speaks in the name of the group is one of its administrators.
    group.says_anonymously("/lang@CiteTestBot zh");
    assert_eq!(group.next_message().text, "我用中文回答。");
    assert_eq!(server.calls("getChatMember").len(), 6);
    // Who left is none.
    group.says(CLEO, "/lang@CiteTestBot en");
    assert_eq!(group.next_message().text, "只有本群管理员可以设置语言。");
}

#[test]
fn a_group_that_grows_keeps_its_language_and_so_does_a_restart() {
    let server = BotApi::start();
    let bot = cafe_bot(&server, &[]);
    let small = server.group(-400, &[ADA, BEN], false);
    small.makes_admin(ADA);
    small.says(ADA, "/lang@CiteTestBot zh");
    assert_eq!(small.next_message().text, "我用中文回答。");
    let large = small.becomes_supergroup(-1_000_000_000_400);
    told(&large, BEN, "Who founded the Blue Kettle?", "蓝壶咖啡馆由");
    told(&large, BEN, "where is it?", "Quay街");
    let folder = bot.folder();
    bot.stop();
    // It grows once more while the bot is down: another group, which chose before.
    let other = server.group(-500, &[ADA], false);
    other.makes_admin(ADA);
    let bot = cafe_bot_again(&server, &folder);
    told(&large, ADA, "Who founded the Blue Kettle?", "蓝壶咖啡馆由");
    other.says(ADA, "/lang@CiteTestBot zh");
    other.next_message();
    bot.stop();
    let grown = other.becomes_supergroup(-1_000_000_000_500);
    let asked = grown.says(ADA, "@CiteTestBot who founded the Blue Kettle?");
    let bot = cafe_bot_again(&server, &folder);
    let answer = grown.next_message();
    assert_eq!((answer.text.starts_with("蓝壶咖啡馆由"), answer.reply_to), (true, Some(asked)));
    bot.stop();
    let _bot = cafe_bot_again(&server, &folder);
    told(&grown, ADA, "Who founded the Blue Kettle?", "蓝壶咖啡馆由");
}

/// What was asked in the old group just before is answered in the new one.
#[test]
fn an_answer_follows_a_group_that_grows() {
    let server = BotApi::start();
    let bot = cafe_bot(&server, &["--no-journal"]);
    let small = server.group(-400, &[ADA], false);
    small.makes_admin(ADA);
    small.says(ADA, "/lang@CiteTestBot zh");
    small.next_message();
    bot.signal("STOP");
    small.says(ADA, "@CiteTestBot who founded the Blue Kettle?");
    let large = small.becomes_supergroup(-1_000_000_000_400);
    bot.signal("CONT");
    let answer = large.next_message();
    assert_eq!((answer.text.contains("Ada Moreno"), answer.reply_to), (true, None));
    told(&large, ADA, "Where is the Blue Kettle?", "Quay街");
}

#[test]
fn it_is_thrown_out_and_comes_back() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let group = group(&server);
    told(&group, ADA, "Who founded the Blue Kettle?", "Ada Moreno");
    let calls = group.calls().len();
    group.kicks_bot(ADA);
    // Others are served; the group is left alone.
    let ben = server.private(BEN, "en");
    super::talks(&ben, &[("Who founded the Blue Kettle?", "Ada Moreno")]);
    group.adds_bot(ADA);
    group.silent_until(ADA, "@CiteTestBot where is it?", "Quay Street");
    assert_eq!(group.calls().len(), calls + 1);
}
