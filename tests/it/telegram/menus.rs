//! Commands and the pages that they open: buttons turn them in place.

use std::path::Path;

use expect_test::expect;

use super::bot::Bot;
use super::people::Chat;
use super::server::BotApi;
use super::server::rooms::Sent;
use super::{ADA, BEN, ELSEWHERE, NEAREST, cafe_bot, on_a_server, talks};

/// Presses a button of a page; the page as it stands then.
fn turned(chat: &Chat, page: &Sent, button: &str) -> Sent {
    chat.presses(chat.id, page.id, button);
    let turned = chat.next_edit();
    assert_eq!(turned.id, page.id, "another message was edited");
    turned
}

#[test]
fn start_welcomes_in_the_persons_language() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "1000"]);
    for (person, language, opening, examples, topics) in [
        (
            ADA,
            Some("en"),
            "I answer questions about the article “A kettle on the quay”. Ask in your own words",
            ["When did the Blue Kettle open?", "Who founded the Blue Kettle?"],
            "All topics",
        ),
        (
            BEN,
            Some("zh-hant"),
            "我回答关于文章《码头上的水壶》的问题。用自己的话提问即可",
            ["蓝壶咖啡馆什么时候开业？", "蓝壶咖啡馆是谁创办的？"],
            "全部主题",
        ),
        (
            13,
            Some("fr"),
            "I answer questions about",
            ["When did the Blue Kettle open?", "Who founded the Blue Kettle?"],
            "All topics",
        ),
        (
            14,
            None,
            "I answer questions about",
            ["When did the Blue Kettle open?", "Who founded the Blue Kettle?"],
            "All topics",
        ),
    ] {
        let chat = server.private(person, language);
        chat.asks("/start");
        let welcome = chat.next_message();
        assert!(welcome.text.starts_with(opening), "{language:?}: {}", welcome.text);
        let labels = welcome.labels().concat();
        assert_eq!((&labels[..2], labels.len(), labels[3]), (&examples[..], 4, topics), "{language:?}");
        chat.presses(person, welcome.id, examples[1]);
        assert!(chat.next_message().text.contains("Ada Moreno"));
        assert_eq!(turned(&chat, &welcome, topics).labels().len(), 2);
    }
}

#[test]
fn a_link_opens_a_fact() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let (ada, li) = (server.private(ADA, "en"), server.private(BEN, "zh"));
    talks(
        &ada,
        &[
            ("/start founder", "Ada Moreno founded the Blue Kettle"),
            // What is asked next goes on from it.
            ("and where is it?", "Quay Street"),
            ("/start inline", "I answer questions about"),
            (
                "/start no-such-fact",
                "That link leads to something that I don't tell any more.\nI answer questions about",
            ),
            ("/start <b>founder</b> \u{202E}", "That link leads to something that I don't tell any more.\nI answer"),
            ("/START oat-cake", "The oat cake is what guests order most"),
        ],
    );
    talks(&li, &[("/start founder", "蓝壶咖啡馆由Ada Moreno创办"), ("/start 你好", "我回答关于文章")]);
}

#[test]
fn each_command_says_what_it_should() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let ada = server.private(ADA, "en");
    talks(
        &ada,
        &[
            ("/help", "/topics – what can be asked for"),
            ("/settings", "/lang – the language of my replies"),
            ("/about", "I know 7 facts, each checked against its paragraph."),
            ("/about", "votes, without your name, for 90 days. /forget erases them."),
            ("/nonsense", "There is no such command. /help shows what there is."),
            ("/help@CiteTestBot", "/topics"),
            ("/help@citetestbot", "/topics"),
            ("/source", "/source 1 shows what paragraph 1 says, /source credits who wrote the article."),
            ("/source", "A kettle on the quay\nparagraph 1\nparagraphs 2, 3: “Coffee and cake”"),
            ("/why", "Nothing has been asked yet: ask something, then /why tells"),
            ("Who founded the Blue Kettle?", "Ada"),
            ("/why", "matched: founded, blue kettle\nfillers: who, the\nasked for: who"),
            ("/source", "Paragraph 1\nThe Blue Kettle opened on Quay Street in Millbrook on 3 May 2021; Ada Moreno"),
            ("/source 1", "founded it"),
            ("/source  3 ", "Paragraph 3, “Coffee and cake”"),
            ("/source blue-kettle 2", "Paragraph 2, “Coffee and cake”"),
            ("/source credits", "Written by Tom Reed."),
            ("/source title", "A kettle on the quay\nparagraph 1"),
            ("/source 99", "There is no paragraph 99: they are numbered from 1 to 3."),
            ("/source elsewhere 1", "No source is called so. The only one is blue-kettle (the article)."),
            (
                "/source nonsense",
                "/source takes the number of a paragraph, as in /source 1, or the word title or credits.",
            ),
            ("/source -1", "/source takes the number"),
            ("/source 99999999999999999999", "/source takes the number"),
            (ELSEWHERE, "nothing on “London”"),
            ("/why", "“london”"),
            (NEAREST, "closest I have: Ada Moreno"),
            ("/why", "decided: tell `founder` as the nearest"),
            ("/source", "Paragraph 1"),
            ("Why do xylophones hum?", "I don't know the word “xylophones”"),
            ("/why", "decided: not understood"),
        ],
    );
    ada.asks("/help@OtherBot");
    ada.silent_until(ADA, "Where is the Blue Kettle?", "Quay Street");
}

/// What `/about` says without a journal.
pub(super) fn nothing_kept() -> &'static str {
    if on_a_server() {
        return "What we spoke of is stored for an hour, so that I can go on from it.";
    }
    "I keep nothing of what you ask once it is answered."
}

#[test]
fn without_a_journal_nothing_is_kept_and_that_is_said() {
    let server = BotApi::start();
    let bot = cafe_bot(&server, &["--no-journal"]);
    let ada = server.private(ADA, "en");
    talks(
        &ada,
        &[
            ("/about", nothing_kept()),
            (ELSEWHERE, "nothing on “London”"),
            ("/lang zh", "我用中文回答。"),
            ("Where is the cafe?", "Quay街"),
            ("/forget", "已不再保留您的任何内容。"),
        ],
    );
    // Nobody is promised that somebody will see it.
    ada.asks("Where is the cafe?");
    let press = ada.presses(ADA, ada.next_message().id, "👎");
    assert_eq!(server.press_answer(&press)["text"], "Thank you.");
    let folder = bot.folder();
    bot.stop();
    if on_a_server() {
        return;
    }
    // Only the inbox is there, and nothing waits in it any more.
    let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(files.len() == 1 && files[0].ends_with("inbox-7000001.sqlite"), "{files:?}");
    let bytes = std::fs::read(&files[0]).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("oat cake"));
}

#[test]
fn forget_ends_the_conversation() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let ada = server.private(ADA, "en");
    talks(
        &ada,
        &[
            ("/lang zh", "我用中文回答。"),
            ("Who founded the Blue Kettle?", "Ada Moreno"),
            (NEAREST, "最接近的内容是："),
            ("/forget", "已不再保留您的任何内容。"),
            ("2", "I did not understand that."),
            ("/forget", "Nothing of yours is kept any more."),
            ("/why", "Nothing has been asked yet"),
            ("/source", "/source 1 shows what paragraph 1 says"),
            ("what about it?", "I did not understand that."),
        ],
    );
}

#[test]
fn the_language_is_chosen_by_buttons() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "1000"]);
    let ada = server.private(ADA, "en");
    ada.asks("/lang");
    let page = ada.next_message();
    assert_eq!(page.text, "I reply in the language of each question.");
    assert_eq!(page.labels(), [["English", "中文", "As asked"]]);
    for (button, said, answered) in [
        ("中文", "我用中文回答。", "蓝壶咖啡馆由Ada Moreno创办"),
        ("English", "I reply in English.", "Ada Moreno founded"),
        ("As asked", "I reply in the language of each question.", "Ada Moreno founded"),
    ] {
        ada.presses(ADA, page.id, button);
        assert_eq!(ada.next_message().text, said);
        talks(&ada, &[("Who founded the Blue Kettle?", answered)]);
    }
    talks(&ada, &[("/lang klingon", "I speak English and Chinese only.\nI reply in the language of each question.")]);
}

/// The base about the forum has topics of many facts.
#[test]
fn topics_are_turned_page_by_page() {
    let server = BotApi::start();
    let _bot = Bot::start(&server, &["--no-journal", "--per-minute", "1000"], &[]);
    let ada = server.private(ADA, "en");
    ada.asks("/topics");
    let topics = ada.next_message();
    assert_eq!(topics.text, "What would you like to know about?");
    let (topic, first) = ("The article itself", "What is the title of the article?");
    assert!(topics.labels().len() > 5, "{:?}", topics.labels());
    let facts = turned(&ada, &topics, topic);
    assert_eq!(facts.html, "<b>The article itself</b>");
    let labels = facts.labels();
    assert_eq!((labels.len(), labels[0][0], &labels[8..]), (10, first, &[vec!["More ▶"], vec!["All topics"]][..]));
    let more = turned(&ada, &facts, "More ▶");
    let labels = more.labels();
    assert_eq!(labels[labels.len() - 2..], [["◀ Back"], ["All topics"]]);
    // A fact in place of its list, and back to the page that it stood on.
    let last = labels[labels.len() - 3][0].to_string();
    let fact = turned(&ada, &more, &last);
    assert!(fact.text.contains("\n— "), "{}", fact.text);
    assert!(fact.labels().concat().contains(&"Source"));
    let back = turned(&ada, &fact, "◀ The article itself");
    assert_eq!(back.labels(), more.labels());
    let first_page = turned(&ada, &back, "◀ Back");
    assert_eq!(first_page.labels(), facts.labels());
    assert_eq!(turned(&ada, &first_page, "All topics").labels(), topics.labels());
    // All of it in one message, and what was opened is what is asked on about.
    assert_eq!(server.calls("sendMessage").len(), 1);
    assert_eq!(server.calls("answerCallbackQuery").len(), 6);
    talks(&ada, &[("/why", "You picked")]);
}

#[test]
fn topics_are_in_the_language_of_the_conversation() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &[]);
    let li = server.private(BEN, "zh");
    li.asks("/topics");
    let topics = li.next_message();
    assert_eq!(
        (topics.text.as_str(), topics.labels()),
        ("您想了解哪个主题？", vec![vec!["咖啡馆"], vec!["咖啡与蛋糕"]])
    );
    let facts = turned(&li, &topics, "咖啡馆");
    assert_eq!(facts.labels().last().unwrap(), &["全部主题"]);
    let fact = turned(&li, &facts, "蓝壶咖啡馆是谁创办的？");
    assert!(fact.text.starts_with("蓝壶咖啡馆由Ada Moreno创办"));
    assert_eq!(fact.labels().last().unwrap(), &["◀ 咖啡馆"]);
}

/// Each text with the bot's reply.
fn conversation(chat: &Chat, texts: &[&str]) -> String {
    let reply = |text: &&str| {
        chat.asks(text);
        format!("> {text}\n{}\n", chat.next_message().text)
    };
    texts.iter().map(reply).collect()
}

#[test]
fn a_source_is_named_where_there_are_several() {
    let server = BotApi::start();
    let two = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/two");
    let _bot =
        Bot::start(&server, &["--no-journal", "--per-minute", "1000"], &[("CITEBOT_BASE", two.to_str().unwrap())]);
    let ada = server.private(ADA, "en");
    let texts = [
        "/source",
        "/source library 1",
        "/source library",
        "/source librry",
        "/source librry 1",
        "/source library 99",
        "What does a wash cost?",
        "/source",
        "/help",
    ];
    expect![[r#"
        > /source
        House rules of Elm Court
        paragraph 1: “Quiet”
        paragraphs 2, 3: “Laundry”
        Rules of the Elm Court library
        paragraphs 1, 2
        paragraph 3: “Fines”
        /source 1 shows what paragraph 1 says, /source credits who wrote the sources.
        The sources are house (the house rules), library (the library rules): /source library 1 shows paragraph 1 of the library rules.
        > /source library 1
        The library rules, paragraph 1
        “Anybody who lives in the house may borrow books.”
        > /source library
        Rules of the Elm Court library
        paragraphs 1, 2
        paragraph 3: “Fines”
        > /source librry
        /source takes the number of a paragraph, as in /source 1, or the word title or credits.
        The sources are house (the house rules), library (the library rules): /source library 1 shows paragraph 1 of the library rules.
        > /source librry 1
        No source is called so. The sources are house (the house rules), library (the library rules).
        > /source library 99
        There is no paragraph 99: they are numbered from 1 to 3.
        > What does a wash cost?
        I'm not sure about “wash”; this is the closest I have: A book that comes back late costs one crown a week.
        — the library rules, paragraph 3, “Fines”
        “A book that comes back late costs one crown a week.”
        > /source
        The library rules, paragraph 3, “Fines”
        “A book that comes back late costs one crown a week.”
        The sources are house (the house rules), library (the library rules): /source library 1 shows paragraph 1 of the library rules.
        > /help
        Type a question in your own words. “And who made it?” goes on from the answer before. Where I offer several things, press one or type its number.

        /topics – what can be asked for
        /source – what the last answer rests on; /source 4 shows paragraph 4, /source library 1 paragraph 1 of the library rules
        /why – how the last answer came about
        /lang – the language of my replies
        /about – what I am, and what I keep
        /forget – erase what I keep of you

        In a group, write @CiteTestBot beside your question, or reply to me. In any other chat, type @CiteTestBot and a few words.
    "#]].assert_eq(&conversation(&ada, &texts));
    let texts = ["/lang zh", "/source", "/source librry", "/source librry 1", "/help"];
    expect![[r#"
        > /lang zh
        我用中文回答。
        > /source
        馆规第3段「Fines」
        原文（英文）：“A book that comes back late costs one crown a week.”
        来源有：house（住户守则）、library（馆规）。/source library 1 显示馆规第1段。
        > /source librry
        /source 后面写段落编号，如 /source 1，或 title、credits。
        来源有：house（住户守则）、library（馆规）。/source library 1 显示馆规第1段。
        > /source librry 1
        没有这个来源。来源有：house（住户守则）、library（馆规）。
        > /help
        用自己的话提问即可；“那是谁做的？”会接着上一个答案理解。出现选项时，点按钮或输入编号。

        /topics – 可以问哪些内容
        /source – 上一个答案的依据；/source 4 显示第4段，/source library 1 显示馆规第1段
        /why – 上一个答案是怎么来的
        /lang – 回答所用的语言
        /about – 我是什么，保留哪些内容
        /forget – 删除与您有关的记录

        在群里，提问时请写上 @CiteTestBot，或直接回复我；在其他聊天中，输入 @CiteTestBot 和几个字即可。
    "#]]
    .assert_eq(&conversation(&ada, &texts));
}
