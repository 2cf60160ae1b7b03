//! The sentences that are citebot's own. All others stand in `answers/`.

use super::{Answer, Phrase, plain};
use crate::conversation::LONGEST_QUESTION;
use crate::matching::{Missing, Question};
use crate::text::{Kind, Language};

pub(super) const WHICH: Phrase = Phrase { en: "Which of these do you mean?", zh: "您想问的是哪一个？" };
pub(super) const YES: Phrase = Phrase { en: "Yes. ", zh: "是的。" };
pub(super) const NO: Phrase = Phrase { en: "The article gives another figure. ", zh: "文章给出的数字不同。" };
pub(super) const NOTHING: Phrase = Phrase {
    en: "I can't find that in the article. I only answer what it tells.",
    zh: "文章里没有找到这个内容，我只回答文章写到的事。",
};

/// Most characters of a person's own word that a reply repeats.
const LONGEST_ECHO: usize = 30;

/// What the nearest fact lacks, said plainly.
pub(super) fn missing(missing: Missing, question: &Question, language: Language, introduces: bool) -> String {
    let echo = |at: usize| -> String {
        let Some(word) = question.words.get(at) else {
            return "…".to_string();
        };
        let text = word.typed.as_ref().unwrap_or(&word.text);
        let mut letters = text.chars().take(LONGEST_ECHO);
        // The normal form is in small letters, and a name deserves its capital.
        match letters.next() {
            Some(first) if word.capital => first.to_uppercase().chain(letters).collect(),
            first => first.into_iter().chain(letters).collect(),
        }
    };
    let first = match (missing, language) {
        (Missing::Word(at) | Missing::Scope(at), Language::English) => {
            format!("The article says nothing on “{}” here.", echo(at))
        }
        (Missing::Word(at) | Missing::Scope(at), Language::Chinese) => {
            format!("关于“{}”，文章没有说到。", echo(at))
        }
        (Missing::Counted(at), Language::English) => {
            format!("The article gives no such count of “{}”.", echo(at))
        }
        (Missing::Counted(at), Language::Chinese) => format!("文章没有给出“{}”的数量。", echo(at)),
        (Missing::Kind(kind), Language::English) => {
            format!("The article doesn't tell {}.", kind_in_english(kind))
        }
        (Missing::Kind(kind), Language::Chinese) => {
            format!("文章没有说明{}。", kind_in_chinese(kind))
        }
        (Missing::Relation | Missing::Much, Language::English) => "The article doesn't tell that.".to_string(),
        (Missing::Relation | Missing::Much, Language::Chinese) => "文章没有讲到这一点。".to_string(),
    };
    match (introduces, language) {
        (false, _) => first,
        (true, Language::English) => format!("{first} What comes nearest:"),
        (true, Language::Chinese) => format!("{first}最接近的内容是："),
    }
}

/// What is missing, then the nearest fact with its place: never the other way round, or it would read
/// as the answer.
pub(super) fn told(missing: &str, told: &Answer, language: Language) -> String {
    let places = plain::cited(&told.places, language);
    match language {
        Language::English => format!("{missing} What comes nearest: {} [{places}]", told.text),
        Language::Chinese => format!("{missing}最接近的内容是：{}［{places}］", told.text),
    }
}

/// What is said of a number that is not in the list that was offered.
pub(super) fn beyond_list(most: usize, language: Language) -> String {
    match (most, language) {
        (1, Language::English) => "The list has one entry: type 1, or another question.".to_string(),
        (_, Language::English) => {
            format!("The list goes from 1 to {most}: type one of these, or another question.")
        }
        (1, Language::Chinese) => "列表只有一项：请输入1，或另提问题。".to_string(),
        (_, Language::Chinese) => format!("列表的编号是1到{most}：请选一个，或另提问题。"),
    }
}

/// What is said of a message that was too long.
pub(super) fn cut(language: Language) -> String {
    match language {
        Language::English => {
            format!("(Your message was long: I read its first {LONGEST_QUESTION} characters.)")
        }
        Language::Chinese => format!("（您的消息较长，我只读了前{LONGEST_QUESTION}个字符。）"),
    }
}

/// What a question of this kind wants to know.
pub(super) fn kind(kind: Kind, language: Language) -> &'static str {
    match language {
        Language::English => kind_in_english(kind),
        Language::Chinese => kind_in_chinese(kind),
    }
}

fn kind_in_english(kind: Kind) -> &'static str {
    match kind {
        Kind::Number => "how many",
        Kind::Amount => "how much",
        Kind::Share => "what share that is",
        Kind::Who => "who",
        Kind::Person => "the person's name",
        Kind::When => "when",
        Kind::Duration => "how long",
        Kind::Where => "where",
        Kind::City => "which city",
        Kind::Rank => "which rank",
        Kind::Which => "which",
        Kind::List => "which they are",
        Kind::Why => "why",
        Kind::How => "how",
        Kind::Meaning => "what that means",
        Kind::YesNo => "whether it is so",
    }
}

fn kind_in_chinese(kind: Kind) -> &'static str {
    match kind {
        Kind::Number => "具体数量",
        Kind::Amount => "具体金额或规模",
        Kind::Share => "所占比例",
        Kind::Who => "是谁",
        Kind::Person => "是哪一位",
        Kind::When => "时间",
        Kind::Duration => "时长",
        Kind::Where => "地点",
        Kind::City => "是哪座城市",
        Kind::Rank => "排名",
        Kind::Which => "是哪一个",
        Kind::List => "具体有哪些",
        Kind::Why => "原因",
        Kind::How => "具体方式",
        Kind::Meaning => "具体含义",
        Kind::YesNo => "是否如此",
    }
}
