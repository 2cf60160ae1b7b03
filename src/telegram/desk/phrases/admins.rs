//! The sentences for the bot's admins.

use std::path::Path;
use std::time::Duration;

use super::Phrase;
use crate::reply::html::shortened;
use crate::telegram::desk::service::Counts;
use crate::text::Language;

/// The longest name of a base or path of a folder that is shown whole, in UTF-16 units.
const LONGEST_NAME: usize = 200;

pub(crate) const HELP: Phrase = Phrase {
    en: "\nFor you as an admin:\n/review – what was asked in vain, to be sorted\n/undo – take back the last change of the \
         base\n/stats – what was asked, in figures\n/reload – read the base anew\n/status – how I go",
    zh: "\n您是管理员，还可以用：\n/review – 整理没能回答的问题\n/undo – 撤销资料库的上一次修改\n/stats – 提问统计\n/reload – \
         重新读取资料库\n/status – 运行情况",
};
pub(crate) const NEVER_RELOADED: Phrase =
    Phrase { en: "The base has not been read anew since the start.", zh: "启动后没有重新读取过资料库。" };
pub(crate) const LAST_SOUND: Phrase =
    Phrase { en: "When it was last read anew, it was sound.", zh: "最近一次重新读取成功。" };
pub(crate) const NOT_RELOADED: Phrase = Phrase {
    en: "The files are not sound: I go on with the base from before. What is wrong begins so:",
    zh: "文件有问题，仍沿用原来的资料库。问题开头如下：",
};
pub(crate) const COMPILED_IN: Phrase = Phrase {
    en: "The base is compiled into the program, so there are no files to read anew.",
    zh: "资料库编译在程序里，没有文件可以重新读取。",
};

/// Which program runs, and for how long.
pub(crate) fn running(time: Duration, language: Language) -> String {
    let (version, time) = (env!("CARGO_PKG_VERSION"), lasting(time, language));
    match language {
        Language::English => format!("citebot {version}, up for {time}"),
        Language::Chinese => format!("citebot {version}，已运行{time}"),
    }
}

/// Which base is at work, and where it comes from.
pub(crate) fn base(name: Option<&str>, folder: Option<&Path>, language: Language) -> String {
    let name = name.map(|name| shortened(name, LONGEST_NAME));
    let folder = folder.map(|folder| shortened(&folder.display().to_string(), LONGEST_NAME));
    match (language, name, folder) {
        (Language::English, Some(name), Some(folder)) => format!("Base: {name}, from the folder {folder}"),
        (Language::English, None, Some(folder)) => format!("Base: from the folder {folder}"),
        (Language::English, Some(name), None) => format!("Base: {name}, compiled in"),
        (Language::English, None, None) => "Base: compiled in".to_string(),
        (Language::Chinese, Some(name), Some(folder)) => format!("资料库：{name}，来自文件夹{folder}"),
        (Language::Chinese, None, Some(folder)) => format!("资料库：来自文件夹{folder}"),
        (Language::Chinese, Some(name), None) => format!("资料库：{name}，编译在程序里"),
        (Language::Chinese, None, None) => "资料库：编译在程序里".to_string(),
    }
}

/// What the base holds, and how long ago it was loaded.
pub(crate) fn holds(counts: Counts, ago: Duration, language: Language) -> String {
    let (counts, ago) = (counted(counts, language), lasting(ago, language));
    match language {
        Language::English => format!("It holds {counts}; it was loaded {ago} ago."),
        Language::Chinese => format!("共有{counts}；{ago}前载入。"),
    }
}

/// How many turns came to what, in the order of [`crate::reply::ReplyKind::ALL`].
pub(crate) fn asked(
    [answered, told, asked_back, unclear, refused, small_talk]: [u64; 6],
    language: Language,
) -> String {
    match language {
        Language::English => format!(
            "Since the start: {answered} answered, {told} told the nearest, {asked_back} asked back, {refused} refused, \
             {unclear} not understood, {small_talk} small talk."
        ),
        Language::Chinese => format!(
            "启动以来：已回答{answered}，只给出最接近的{told}，反问{asked_back}，未提及{refused}，没听懂{unclear}，闲聊{small_talk}。"
        ),
    }
}

/// How long ago the base was read anew in vain; what was wrong follows.
pub(crate) fn last_failed(ago: Duration, language: Language) -> String {
    let ago = lasting(ago, language);
    match language {
        Language::English => {
            format!("{ago} ago its files were not sound: I go on with the base from before. What was wrong begins so:")
        }
        Language::Chinese => format!("{ago}前读取的文件有问题，仍沿用原来的资料库。问题开头如下："),
    }
}

/// What was read anew.
pub(crate) fn reloaded(counts: Counts, language: Language) -> String {
    let counts = counted(counts, language);
    match language {
        Language::English => format!("The base was read anew: {counts}. I answer from it from now on."),
        Language::Chinese => format!("已重新读取资料库：{counts}。从现在起按新内容回答。"),
    }
}

fn counted(Counts { facts, drafts, gaps }: Counts, language: Language) -> String {
    let of = |number: usize, one: &str, more: &str| format!("{number} {}", if number == 1 { one } else { more });
    match language {
        Language::English => format!(
            "{} (of them {}), {}",
            of(facts, "fact", "facts"),
            of(drafts, "draft", "drafts"),
            of(gaps, "gap", "gaps")
        ),
        Language::Chinese => format!("{facts}件事（其中草稿{drafts}件）、{gaps}个空白"),
    }
}

/// A time in its two largest units: nobody counts the seconds of a day.
pub(crate) fn lasting(time: Duration, language: Language) -> String {
    let seconds = time.as_secs();
    let units = match language {
        Language::English => [" d", " h", " min", " s"],
        Language::Chinese => ["天", "小时", "分钟", "秒"],
    };
    let numbers = [seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60];
    let first = numbers.iter().position(|number| *number > 0).unwrap_or(numbers.len() - 1);
    let shown = numbers.iter().zip(units).skip(first).take(2).filter(|(number, _)| **number > 0 || seconds == 0);
    let separator = if language == Language::English { " " } else { "" };
    shown.map(|(number, unit)| format!("{number}{unit}")).collect::<Vec<_>>().join(separator)
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use expect_test::expect;

    use super::{
        COMPILED_IN, HELP, LAST_SOUND, NEVER_RELOADED, NOT_RELOADED, asked, base, holds, last_failed, lasting,
        reloaded, running,
    };
    use crate::telegram::desk::service::Counts;
    use crate::text::Language;

    #[test]
    fn every_sentence_in_both_languages() {
        let many = Counts { facts: 31, drafts: 4, gaps: 3 };
        let one = Counts { facts: 1, drafts: 1, gaps: 1 };
        let (hour, minute) = (Duration::from_secs(3670), Duration::from_mins(1));
        let folder = Path::new("/srv/elm");
        let mut all = String::new();
        for language in Language::ALL {
            for sentence in [
                running(hour, language),
                base(Some("Elm"), Some(folder), language),
                base(None, Some(folder), language),
                base(Some("Elm"), None, language),
                base(None, None, language),
                holds(many, minute, language),
                holds(one, minute, language),
                asked([1, 2, 3, 4, 5, 6], language),
                NEVER_RELOADED.get(language).to_string(),
                LAST_SOUND.get(language).to_string(),
                last_failed(minute, language),
                reloaded(many, language),
                NOT_RELOADED.get(language).to_string(),
                COMPILED_IN.get(language).to_string(),
                HELP.get(language).to_string(),
            ] {
                all += &sentence;
                all.push('\n');
            }
        }
        expect![[r#"
            citebot [version], up for 1 h 1 min
            Base: Elm, from the folder /srv/elm
            Base: from the folder /srv/elm
            Base: Elm, compiled in
            Base: compiled in
            It holds 31 facts (of them 4 drafts), 3 gaps; it was loaded 1 min ago.
            It holds 1 fact (of them 1 draft), 1 gap; it was loaded 1 min ago.
            Since the start: 1 answered, 2 told the nearest, 3 asked back, 5 refused, 4 not understood, 6 small talk.
            The base has not been read anew since the start.
            When it was last read anew, it was sound.
            1 min ago its files were not sound: I go on with the base from before. What was wrong begins so:
            The base was read anew: 31 facts (of them 4 drafts), 3 gaps. I answer from it from now on.
            The files are not sound: I go on with the base from before. What is wrong begins so:
            The base is compiled into the program, so there are no files to read anew.

            For you as an admin:
            /review – what was asked in vain, to be sorted
            /undo – take back the last change of the base
            /stats – what was asked, in figures
            /reload – read the base anew
            /status – how I go
            citebot [version]，已运行1小时1分钟
            资料库：Elm，来自文件夹/srv/elm
            资料库：来自文件夹/srv/elm
            资料库：Elm，编译在程序里
            资料库：编译在程序里
            共有31件事（其中草稿4件）、3个空白；1分钟前载入。
            共有1件事（其中草稿1件）、1个空白；1分钟前载入。
            启动以来：已回答1，只给出最接近的2，反问3，未提及5，没听懂4，闲聊6。
            启动后没有重新读取过资料库。
            最近一次重新读取成功。
            1分钟前读取的文件有问题，仍沿用原来的资料库。问题开头如下：
            已重新读取资料库：31件事（其中草稿4件）、3个空白。从现在起按新内容回答。
            文件有问题，仍沿用原来的资料库。问题开头如下：
            资料库编译在程序里，没有文件可以重新读取。

            您是管理员，还可以用：
            /review – 整理没能回答的问题
            /undo – 撤销资料库的上一次修改
            /stats – 提问统计
            /reload – 重新读取资料库
            /status – 运行情况
        "#]]
        .assert_eq(&all.replace(env!("CARGO_PKG_VERSION"), "[version]"));
    }

    #[test]
    fn a_time_is_told_in_two_units() {
        for (seconds, english, chinese) in [
            (0, "0 s", "0秒"),
            (59, "59 s", "59秒"),
            (60, "1 min", "1分钟"),
            (61, "1 min 1 s", "1分钟1秒"),
            (3600, "1 h", "1小时"),
            (3659, "1 h", "1小时"),
            (86_400 + 3600, "1 d 1 h", "1天1小时"),
            (100 * 86_400 + 59, "100 d", "100天"),
        ] {
            let time = Duration::from_secs(seconds);
            assert_eq!(
                (lasting(time, Language::English).as_str(), lasting(time, Language::Chinese).as_str()),
                (english, chinese)
            );
        }
    }

    #[test]
    fn a_long_name_is_cut() {
        let long = "a".repeat(10_000);
        for language in Language::ALL {
            assert!(base(Some(&long), Some(Path::new(&long)), language).len() < 500);
        }
    }
}
