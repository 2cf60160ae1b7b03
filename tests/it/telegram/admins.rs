//! What only the bot's admins may ask for.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use expect_test::{Expect, expect};
use serde_json::json;

use super::bot::Bot;
use super::people::Chat;
use super::server::BotApi;
use super::{ADA, BEN, cafe_bot, cafe_bot_in, copy, printed, talks};

/// Somebody who never writes to the bot.
const CLEO: i64 = 13;

/// What the bot replies to each text, as HTML, without what is another one in each run.
fn replies(chat: &Chat, folder: &Path, texts: &[&str]) -> String {
    let reply = |text: &&str| {
        chat.asks(text);
        format!("> {text}\n{}\n", chat.next_message().html)
    };
    let replies = texts.iter().map(reply).collect::<String>();
    let replies = replies.replace(folder.to_str().unwrap(), "[folder]").replace(env!("CARGO_PKG_VERSION"), "[version]");
    (0..60).rev().fold(replies, |text, seconds| {
        let (ago, running) = (format!("{seconds} s ago"), format!("up for {seconds} s"));
        text.replace(&ago, "# s ago").replace(&running, "up for # s").replace(&format!("{seconds}秒"), "#秒")
    })
}

/// A file of one fact, with this id.
fn one_fact(id: &str) -> String {
    format!(
        "topic = \"Colours\"\nsource = \"blue-kettle\"\n[[fact]]\nid = \"{id}\"\nparagraphs = [1]\n\
         answer = \"Its kettle is blue.\"\nask = [\"Is it blue?\"]\n"
    )
}

/// The bot with a base of its own that can be changed, and Ada as its admin.
fn own_cafe(server: &BotApi) -> (Bot, Arc<tempfile::TempDir>) {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let base = folder.path().join("cafe");
    copy(&crate::driver::cafe(), &base);
    let admins = ADA.to_string();
    let env = [("CITEBOT_BASE", base.to_str().unwrap()), ("CITEBOT_ADMINS", &admins)];
    (Bot::start_in(Arc::clone(&folder), server, &["--no-journal"], &env), folder)
}

#[test]
fn an_admin_has_the_base_read_anew_and_sees_how_it_goes() {
    let server = BotApi::start();
    let ada = server.private(ADA, "en");
    let (_bot, folder) = own_cafe(&server);
    let says = |texts: &[&str], expected: &Expect| expected.assert_eq(&replies(&ada, folder.path(), texts));
    says(
        &["/status"],
        &expect![[r#"
            > /status
            <b>citebot [version], up for # s</b>
            Base: from the folder [folder]/cafe
            It holds 7 facts (of them 0 drafts), 1 gap; it was loaded # s ago.
            Since the start: 0 answered, 0 told the nearest, 0 asked back, 0 refused, 0 not understood, 0 small talk.
            The base has not been read anew since the start.
        "#]],
    );

    let more = folder.path().join("cafe/answers/more.toml");
    fs::write(&more, one_fact("<b>&")).unwrap();
    says(
        &["/reload", "/status"],
        &expect![[r#"
            > /reload
            The files are not sound: I go on with the base from before. What is wrong begins so:
            <blockquote expandable>error[bad-id]: `&lt;b&gt;&amp;` is no id
             --&gt; answers/more.toml:4:6
              |
            4 | id = "&lt;b&gt;&amp;"
              |      ^^^^^^
              |
              = hint: use at most 48 small letters, digits and hyphens</blockquote>
            > /status
            <b>citebot [version], up for # s</b>
            Base: from the folder [folder]/cafe
            It holds 7 facts (of them 0 drafts), 1 gap; it was loaded # s ago.
            Since the start: 0 answered, 0 told the nearest, 0 asked back, 0 refused, 0 not understood, 0 small talk.
            # s ago its files were not sound: I go on with the base from before. What was wrong begins so:
            <blockquote expandable>error[bad-id]: `&lt;b&gt;&amp;` is no id
             --&gt; answers/more.toml:4:6
              |
            4 | id = "&lt;b&gt;&amp;"
              |      ^^^^^^
              |
              = hint: use at most 48 small letters, digits and hyphens</blockquote>
        "#]],
    );

    fs::write(&more, one_fact("blue")).unwrap();
    says(
        &["/reload", "/status", "Is it blue?"],
        &expect![[r#"
            > /reload
            The base was read anew: 8 facts (of them 0 drafts), 1 gap. I answer from it from now on.
            > /status
            <b>citebot [version], up for # s</b>
            Base: from the folder [folder]/cafe
            It holds 8 facts (of them 0 drafts), 1 gap; it was loaded # s ago.
            Since the start: 0 answered, 0 told the nearest, 0 asked back, 0 refused, 0 not understood, 0 small talk.
            When it was last read anew, it was sound.
            > Is it blue?
            Its kettle is blue.
            <i>— paragraph 1</i>
            <blockquote expandable>“The Blue Kettle opened on Quay Street in Millbrook on 3 May 2021. Ada Moreno, a former ship's cook, founded it in the old harbour office.”</blockquote>
        "#]],
    );

    // What the watcher reads beside must not come into what follows.
    server.wait_for("the watcher to have read it, too", |state| {
        let lines =
            state.printed.iter().filter(|line| line.contains("the base has changed") && line.contains("facts=8"));
        (lines.count() > 1).then_some(())
    });
    // All of it in Chinese: the base is gone this time.
    fs::rename(folder.path().join("cafe"), folder.path().join("away")).unwrap();
    says(
        &["/lang zh", "/reload", "/status"],
        &expect![[r#"
            > /lang zh
            我用中文回答。
            > /reload
            文件有问题，仍沿用原来的资料库。问题开头如下：
            <blockquote expandable>there is no folder `[folder]/cafe` (from CITEBOT_BASE)</blockquote>
            > /status
            <b>citebot [version]，已运行#秒</b>
            资料库：来自文件夹[folder]/cafe
            共有8件事（其中草稿0件）、1个空白；#秒前载入。
            启动以来：已回答1，只给出最接近的0，反问0，未提及0，没听懂0，闲聊0。
            #秒前读取的文件有问题，仍沿用原来的资料库。问题开头如下：
            <blockquote expandable>there is no folder `[folder]/cafe` (from CITEBOT_BASE)</blockquote>
        "#]],
    );
    fs::rename(folder.path().join("away"), folder.path().join("cafe")).unwrap();
    says(
        &["/reload", "/status"],
        &expect![[r#"
            > /reload
            已重新读取资料库：8件事（其中草稿0件）、1个空白。从现在起按新内容回答。
            > /status
            <b>citebot [version]，已运行#秒</b>
            资料库：来自文件夹[folder]/cafe
            共有8件事（其中草稿0件）、1个空白；#秒前载入。
            启动以来：已回答1，只给出最接近的0，反问0，未提及0，没听懂0，闲聊0。
            最近一次重新读取成功。
        "#]],
    );
}

#[test]
fn findings_without_end_fit_into_one_message() {
    let server = BotApi::start();
    let ada = server.private(ADA, "en");
    let (_bot, folder) = own_cafe(&server);
    // A bot that is still starting would find the wrong file and not start.
    talks(&ada, &[("Who founded the Blue Kettle?", "Ada Moreno")]);
    let wrong = format!("[[fact]]\nid = \"{}\"\n", "<&>🙂".repeat(1000)).repeat(100);
    fs::write(folder.path().join("cafe/answers/more.toml"), wrong).unwrap();
    ada.asks("/reload");
    let reply = ada.next_message();
    assert!(reply.text.contains("The files are not sound") && reply.text.encode_utf16().count() < 2500, "{reply:#?}");
    // Nothing of it is left to come.
    ada.silent_until(ADA, "Who founded the Blue Kettle?", "Ada Moreno");
}

#[test]
fn a_base_that_is_compiled_in_has_nothing_to_read() {
    let server = BotApi::start();
    let ada = server.private(ADA, "en");
    let admins = ADA.to_string();
    let _bot = Bot::start(&server, &["--no-journal", "--admins", &admins], &[]);
    let replies = replies(&ada, Path::new("nowhere"), &["/reload", "/status", "/lang zh", "/reload", "/status"]);
    // How much the base holds changes with each fact.
    let kept = replies.lines().filter(|line| !line.contains("It holds") && !line.contains("共有"));
    expect![[r#"
        > /reload
        The base is compiled into the program, so there are no files to read anew.
        > /status
        <b>citebot [version], up for # s</b>
        Base: citebot, compiled in
        Since the start: 0 answered, 0 told the nearest, 0 asked back, 0 refused, 0 not understood, 0 small talk.
        The base has not been read anew since the start.
        > /lang zh
        我用中文回答。
        > /reload
        资料库编译在程序里，没有文件可以重新读取。
        > /status
        <b>citebot [version]，已运行#秒</b>
        资料库：citebot，编译在程序里
        启动以来：已回答0，只给出最接近的0，反问0，未提及0，没听懂0，闲聊0。
        启动后没有重新读取过资料库。
    "#]]
    .assert_eq(&(kept.collect::<Vec<_>>().join("\n") + "\n"));
}

#[test]
fn nobody_else_learns_that_there_are_such_commands() {
    let server = BotApi::start();
    let (ben, group) = (server.private(BEN, "en"), server.group(-5, &[ADA, BEN], false));
    let ada = server.private(ADA, "en");
    let bot = cafe_bot_in(
        Arc::new(tempfile::tempdir().unwrap()),
        &server,
        &["--admins", &ADA.to_string(), "--per-minute", "1000"],
        // A flag goes before a variable.
        &[("CITEBOT_ADMINS", &BEN.to_string())],
    );
    let replied = |chat: &Chat, person: i64, text: &str| {
        chat.says(person, text);
        let reply = chat.next_message();
        (reply.html, reply.buttons)
    };
    for language in ["en", "zh"] {
        replied(&ben, BEN, &format!("/lang {language}"));
        let unknown = replied(&ben, BEN, "/weather");
        for order in ["/reload", "/status", "/Status now", "/review", "/stats", "/undo"] {
            assert_eq!(replied(&ben, BEN, order), unknown, "{order}");
        }
        assert!(!replied(&ben, BEN, "/help").0.contains("/reload"));
    }
    // A group reads along, so that nothing is told there even to an admin.
    for person in [ADA, BEN] {
        let unknown = replied(&group, person, "/weather@CiteTestBot");
        for order in ["/reload@CiteTestBot", "/status@CiteTestBot", "/review@CiteTestBot", "/undo@CiteTestBot"] {
            assert_eq!(replied(&group, person, order), unknown, "{order}");
        }
    }
    assert!(
        replied(&ada, ADA, "/help").0.contains("For you as an admin:\n/review – what was asked in vain, to be sorted")
    );
    assert!(!bot.errors().contains("the base has changed"));
}

#[test]
fn admins_have_a_menu_of_their_own_where_telegram_knows_them() {
    let server = BotApi::start();
    server.private(ADA, "en");
    let bot = cafe_bot(&server, &["--admins", &format!("{CLEO}, {ADA}")]);
    let key = |language: &str| (format!("chat {ADA}"), language.to_string());
    let menu = server.wait_for("the menu of an admin", |state| {
        let both = ["", "zh"].map(|language| state.commands.get(&key(language)).cloned());
        both.iter().all(Option::is_some).then(|| both.map(Option::unwrap))
    });
    let names = |menu: &serde_json::Value| {
        json!(menu.as_array().unwrap().iter().map(|command| command["command"].clone()).collect::<Vec<_>>())
    };
    let wanted = json!([
        "help", "topics", "source", "why", "lang", "about", "forget", "review", "undo", "stats", "reload", "status"
    ]);
    assert_eq!([names(&menu[0]), names(&menu[1])], [wanted.clone(), wanted]);
    assert_eq!(menu[0][10], json!({ "command": "reload", "description": "Read the base anew" }));
    assert_eq!(menu[1][11], json!({ "command": "status", "description": "机器人的运行情况" }));
    // The one who never wrote is told of in the log, and harms nothing.
    let line = printed(&server, "the menu of an admin could not be set");
    assert!(line.contains("chat not found") && line.contains("admin=13"), "{line}");
    bot.stop();
    let refused = server.take_faults();
    assert!(refused.iter().all(|fault| fault.ends_with("chat not found")), "{refused:?}");
}
