//! What is said where people say what was wrong, and admins what becomes of it.

use std::time::Duration;

use super::Phrase;
use super::admins::lasting;
use crate::journal::{Reason, VoteCount};
use crate::reply::ReplyKind;
use crate::text::Language;

/// Most facts that are named as judged bad.
const MOST_FACTS: usize = 5;
/// Most questions that are named as broken.
const MOST_BROKEN: usize = 3;

pub(crate) const WHAT_WAS_WRONG: Phrase = Phrase {
    en: "What was wrong? Reply to this message in your words; you need not.",
    zh: "哪里不对？请直接回复这条消息，用您的话说；不回复也没关系。",
};
pub(crate) const NOTED: Phrase =
    Phrase { en: "Thank you, it is noted for the curators.", zh: "谢谢，已记下，编辑会看到。" };
pub(crate) const SOMEBODY_COMPLAINS: Phrase =
    Phrase { en: "Somebody says what was wrong with an answer:", zh: "有人指出一个回答的问题：" };
pub(crate) const COMPLAINT_PASSED: Phrase = Phrase {
    en: "Thank you. It is passed on, without your name. If a person answers, I bring the answer here.",
    zh: "谢谢，已转达，不含姓名。如果有人回复，我会带到这里。",
};
pub(crate) const FOR_ADMINS: Phrase =
    Phrase { en: "Only the bot's admins can do that.", zh: "只有机器人的管理员可以这样做。" };
pub(crate) const GAP: Phrase = Phrase { en: "Not told", zh: "原文没有" };
pub(crate) const IGNORE: Phrase = Phrase { en: "Ignore", zh: "忽略" };
pub(crate) const NEXT: Phrase = Phrase { en: "Next ▶", zh: "下一个 ▶" };
pub(crate) const NOTHING: Phrase =
    Phrase { en: "Nothing else was asked in vain.", zh: "没有其他未能回答的问题。" };
pub(crate) const NO_JOURNAL: Phrase = Phrase {
    en: "No journal is kept, so I don't know what was asked in vain.",
    zh: "没有保存记录，所以不知道哪些问题没能回答。",
};
pub(crate) const GONE: Phrase = Phrase {
    en: "That question is not in the journal any more: it was answered, forgotten, or is too old.",
    zh: "记录里已没有这个问题：已经得到回答、被删除或时间太久。",
};
pub(crate) const NO_FILES: Phrase = Phrase {
    en: "The base is compiled into the program, so there are no files that I could change.",
    zh: "资料库编译在程序里，没有可以修改的文件。",
};
pub(crate) const NOT_UNDONE: Phrase = Phrase { en: "Nothing is taken back:", zh: "没有撤销：" };

/// What a button says that makes a question a phrasing of a fact.
pub(crate) fn phrasing_of(fact: &str, language: Language) -> String {
    match language {
        Language::English => format!("Asks: {fact}"),
        Language::Chinese => format!("就是问：{fact}"),
    }
}

/// What the bot makes of a question now; of an answer, which fact it tells.
pub(crate) fn made_of(kind: ReplyKind, told: Option<&str>, language: Language) -> String {
    match (language, kind, told) {
        (Language::English, ReplyKind::Answer, Some(fact)) => format!("I answer it with “{fact}”."),
        (Language::English, ReplyKind::Nearest, Some(fact)) => format!("I tell “{fact}” as the nearest."),
        (Language::English, ReplyKind::Answer | ReplyKind::Nearest, None) => "I answer it.".to_string(),
        (Language::English, ReplyKind::Clarify, _) => "I ask back.".to_string(),
        (Language::English, ReplyKind::Unclear, _) => "I don't understand it.".to_string(),
        (Language::English, ReplyKind::Refuse, _) => "I say that it is not told.".to_string(),
        (Language::English, ReplyKind::SmallTalk, _) => "I take it for small talk.".to_string(),
        (Language::Chinese, ReplyKind::Answer, Some(fact)) => format!("我用“{fact}”来回答。"),
        (Language::Chinese, ReplyKind::Nearest, Some(fact)) => format!("我只给出最接近的“{fact}”。"),
        (Language::Chinese, ReplyKind::Answer | ReplyKind::Nearest, None) => "我会回答。".to_string(),
        (Language::Chinese, ReplyKind::Clarify, _) => "我会反问。".to_string(),
        (Language::Chinese, ReplyKind::Unclear, _) => "我听不懂。".to_string(),
        (Language::Chinese, ReplyKind::Refuse, _) => "我说原文没有提到。".to_string(),
        (Language::Chinese, ReplyKind::SmallTalk, _) => "我当成闲聊。".to_string(),
    }
}

/// How many people asked a question, how often, and why it was in vain.
pub(crate) fn wanted(people: usize, times: usize, reasons: &[(Reason, usize)], language: Language) -> String {
    let reasons = reasons.iter().map(|(why, count)| format!("{} {count}", reason(*why, language)));
    match language {
        Language::English => {
            let people = if people == 1 { "1 person".to_string() } else { format!("{people} people") };
            let times = if times == 1 { "once".to_string() } else { format!("{times} times") };
            format!("{people}, {times}: {}", reasons.collect::<Vec<_>>().join(", "))
        }
        Language::Chinese => format!("{people}人，{times}次：{}", reasons.collect::<Vec<_>>().join("，")),
    }
}

fn reason(reason: Reason, language: Language) -> &'static str {
    let phrase = match reason {
        Reason::Refused => Phrase { en: "refused", zh: "未提及" },
        Reason::Unclear => Phrase { en: "not understood", zh: "没听懂" },
        Reason::Clarified => Phrase { en: "asked back", zh: "反问" },
        Reason::NoneOfThese => Phrase { en: "none of these", zh: "都不是" },
        Reason::NearestUnanswered => Phrase { en: "nearest told", zh: "只给出最接近的" },
        Reason::NearestDenied => Phrase { en: "nearest not meant", zh: "最接近的也不对" },
        Reason::ThumbsDown => Phrase { en: "answer judged bad", zh: "回答被否定" },
    };
    phrase.get(language)
}

/// Other wordings of a question.
pub(crate) fn also(others: &str, language: Language) -> String {
    match language {
        Language::English => format!("Also: {others}"),
        Language::Chinese => format!("也有人问：{others}"),
    }
}

/// What becomes of a question, in the middle of a sentence.
pub(crate) fn proposed(question: &str, fact: Option<&str>, language: Language) -> String {
    match (language, fact) {
        (Language::English, Some(fact)) => format!("“{question}” asks the same as “{fact}”"),
        (Language::English, None) => format!("“{question}” is not told"),
        (Language::Chinese, Some(fact)) => format!("“{question}”和“{fact}”问的是同一件事"),
        (Language::Chinese, None) => format!("“{question}”原文没有说到"),
    }
}

/// It is in the base now; some of its questions may find their entry no more.
pub(crate) fn written(what: &str, broken: &[String], language: Language) -> String {
    let (first, more) = (broken.iter().take(MOST_BROKEN), broken.len().saturating_sub(MOST_BROKEN));
    let named = first.map(|question| format!("“{question}”")).collect::<Vec<_>>();
    let more = if more == 0 { "" } else { " …" };
    match language {
        Language::English => {
            let broken = match named.as_slice() {
                [] => String::new(),
                named => format!("\nBut these don't find what they should: {}{more}", named.join(", ")),
            };
            format!("Written: {what}. I answer so from now on; /undo takes it back.{broken}")
        }
        Language::Chinese => {
            let broken = match named.as_slice() {
                [] => String::new(),
                named => format!("\n不过这些问题现在找不到该找的内容：{}{more}", named.join("、")),
            };
            format!("已写入：{what}。从现在起这样回答，/undo 可以撤销。{broken}")
        }
    }
}

/// It could not be written here.
pub(crate) fn kept(what: &str, language: Language) -> String {
    match language {
        Language::English => format!(
            "Kept: {what}. The base can't be written from here; “citebot review --apply DIR” writes it where its folder is."
        ),
        Language::Chinese => {
            format!("已记下：{what}。这里无法写入资料库，请在资料库所在的机器上运行“citebot review --apply 文件夹”。")
        }
    }
}

/// The base would not be sound with it; why follows.
pub(crate) fn refused(what: &str, language: Language) -> String {
    match language {
        Language::English => format!("Not written: {what}. The base would not be sound any more:"),
        Language::Chinese => format!("没有写入：{what}。这样资料库会出错："),
    }
}

/// It will not come again.
pub(crate) fn ignored(question: &str, language: Language) -> String {
    match language {
        Language::English => format!("Ignored: “{question}”. It will not come again."),
        Language::Chinese => format!("已忽略：“{question}”，以后不再列出。"),
    }
}

/// The last change of the base is taken back.
pub(crate) fn undone(what: &str, language: Language) -> String {
    match language {
        Language::English => format!("Taken back: {what}. I answer as before."),
        Language::Chinese => format!("已撤销：{what}。回答恢复原样。"),
    }
}

/// What is not answered yet, and for how long the oldest of it waits.
pub(crate) fn backlog(count: usize, oldest: Duration, language: Language) -> String {
    let oldest = lasting(oldest, language);
    match language {
        // The request for this is one of them.
        Language::English => format!("In hand: {count}, the oldest for {oldest}."),
        Language::Chinese => format!("正在处理：{count}，最久的已等{oldest}。"),
    }
}

/// How many questions were in vain in the last day, and in the last seven, by reason.
pub(crate) fn in_vain(counts: &[(Reason, u64, u64)], language: Language) -> String {
    let (day, week) = counts.iter().fold((0, 0), |(day, week), (_, one, seven)| (day + one, week + seven));
    let each = |of: fn(&(Reason, u64, u64)) -> u64| {
        let named = counts.iter().filter(|count| of(count) > 0);
        named.map(|count| format!("{} {}", reason(count.0, language), of(count))).collect::<Vec<_>>()
    };
    let (of_day, of_week) = (each(|(_, day, _)| *day), each(|(.., week)| *week));
    match language {
        Language::English => {
            let told = |total: u64, each: &[String]| match each {
                [] => total.to_string(),
                each => format!("{total} ({})", each.join(", ")),
            };
            format!("In vain in the last 24 hours: {}; in 7 days: {}.", told(day, &of_day), told(week, &of_week))
        }
        Language::Chinese => {
            let told = |total: u64, each: &[String]| match each {
                [] => total.to_string(),
                each => format!("{total}（{}）", each.join("，")),
            };
            format!("未能回答：24小时内{}；7天内{}。", told(day, &of_day), told(week, &of_week))
        }
    }
}

/// The facts that most people judged bad; empty if nobody did.
pub(crate) fn judged_bad(counts: &[VoteCount], language: Language) -> String {
    if counts.is_empty() {
        return String::new();
    }
    let counts = counts.iter().take(MOST_FACTS);
    match language {
        Language::English => {
            let each = counts.map(|count| format!("{} ({} 👎, {} 👍)", count.fact, count.down, count.up));
            format!("Judged bad: {}", each.collect::<Vec<_>>().join(", "))
        }
        Language::Chinese => {
            let each = counts.map(|count| format!("{}（{}👎，{}👍）", count.fact, count.down, count.up));
            format!("被否定最多：{}", each.collect::<Vec<_>>().join("、"))
        }
    }
}

/// How many accepted questions are not written yet; empty if none.
pub(crate) fn waiting(count: u64, language: Language) -> String {
    match (language, count) {
        (_, 0) => String::new(),
        (Language::English, count) => format!("Accepted and not written yet: {count}"),
        (Language::Chinese, count) => format!("已接受、尚未写入：{count}"),
    }
}
