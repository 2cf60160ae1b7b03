//! The sentences that are citebot's own. All others stand in `answers/`.

use super::{Answer, Phrase, plain};
use crate::conversation::{Concern, LONGEST_QUESTION};
use crate::matching::{Instead, InsteadSort, Verdict, Word};
use crate::text::{Kind, Language};

pub(super) const WHICH: Phrase = Phrase { en: "Which of these do you mean?", zh: "您想问的是哪一个？" };

/// Most characters of a person's own word that a reply repeats.
const LONGEST_ECHO: usize = 30;

pub(super) const LEFT_OPEN: Phrase = Phrase {
    en: "The rest of your message I did not understand well enough: please ask it by itself.",
    zh: "消息的其余部分我没有完全看懂，请单独再问一次。",
};

/// What stands before a fact that confirms or corrects a claim.
pub(super) fn opening(verdict: &Verdict, language: Language) -> String {
    match (verdict, language) {
        (Verdict::Unclaimed | Verdict::NotTold(_), _) => String::new(),
        (Verdict::Yes, Language::English) => "Yes: ".to_string(),
        (Verdict::Yes, Language::Chinese) => "是的：".to_string(),
        // What the answer says in one language is no word of the other.
        (Verdict::No(Some(instead)), _) if instead.language == language => correction(instead, language),
        (Verdict::No(_), Language::English) => "No: ".to_string(),
        (Verdict::No(_), Language::Chinese) => "不是：".to_string(),
    }
}

fn correction(instead: &Instead, language: Language) -> String {
    let text = &instead.text;
    match (instead.sort, language) {
        (InsteadSort::Figure | InsteadSort::Name, Language::English) => format!("No, {text}: "),
        (InsteadSort::Time, Language::English) if text.contains(" to ") => format!("No: from {text}. "),
        (InsteadSort::Time, Language::English)
            if text.starts_with(|first: char| first.is_ascii_digit()) && text.contains(' ') =>
        {
            format!("No: on {text}. ")
        }
        (InsteadSort::Time | InsteadSort::Place, Language::English) => format!("No: in {text}. "),
        (InsteadSort::Doer, Language::English) => format!("No: {text} did. "),
        (InsteadSort::Place, Language::Chinese) => format!("不是，在{text}："),
        (_, Language::Chinese) => format!("不是，是{text}："),
    }
}

/// A word as a person wrote it.
fn echo(word: &Word) -> String {
    let mut letters = word.as_written().chars().take(LONGEST_ECHO);
    // The normal form is in small letters, and a name deserves its capital.
    match letters.next() {
        Some(first) if word.capital => first.to_uppercase().chain(letters).collect(),
        first => first.into_iter().chain(letters).collect(),
    }
}

/// What is called so does not tell it. No verb goes with the name: it may be a plural, as "the house rules".
pub(super) fn nothing(called: &str, language: Language) -> String {
    match language {
        Language::English => format!("I can't find that in {called}. I only answer what is told there."),
        Language::Chinese => format!("{called}里没有找到这个内容，我只回答{called}写到的事。"),
    }
}

/// A word that stands nowhere in what is called so.
pub(super) fn missing(word: &Word, called: &str, language: Language, introduces: bool) -> String {
    let word = echo(word);
    match (introduces, language) {
        (false, Language::English) => format!("There is nothing on “{word}” in {called}."),
        (true, Language::English) => format!("There is nothing on “{word}” in {called}. What comes nearest:"),
        (false, Language::Chinese) => format!("关于“{word}”，{called}没有说到。"),
        (true, Language::Chinese) => format!("关于“{word}”，{called}没有说到。最接近的内容是："),
    }
}

/// The nearest fact, and what makes it unsure: neither that it answers nor that nothing does.
pub(super) fn nearest(doubt: Option<&Word>, told: &str, language: Language) -> String {
    match (doubt.map(echo), language) {
        (Some(word), Language::English) => {
            format!("I'm not sure about “{word}”; this is the closest I have: {told}")
        }
        (None, Language::English) => format!("I'm not sure this is what you ask; it is the closest I have: {told}"),
        (Some(word), Language::Chinese) => format!("“{word}”这一点我没有把握，最接近的内容是：{told}"),
        (None, Language::Chinese) => format!("不确定是不是您要问的，最接近的内容是：{told}"),
    }
}

/// That a question was not understood, and what can be asked.
pub(super) fn unclear(unknown: Option<&Word>, titles: &[&str], offers: bool, language: Language) -> String {
    let unknown = unknown.map(echo);
    let first = match (&unknown, language) {
        (Some(word), Language::English) => format!("I did not understand that: I don't know the word “{word}”."),
        (None, Language::English) => "I did not understand that.".to_string(),
        (Some(word), Language::Chinese) => format!("我没有看懂，不认识“{word}”这个词。"),
        (None, Language::Chinese) => "我没有看懂这个问题。".to_string(),
    };
    match (offers, language) {
        (true, Language::English) => format!("{first} Perhaps you mean one of these:"),
        (true, Language::Chinese) => format!("{first}您要问的是不是："),
        (false, Language::English) => format!("{first} I answer questions about “{}”.", titles.join("”, “")),
        (false, Language::Chinese) => format!("{first}我回答关于《{}》的问题。", titles.join("》《")),
    }
}

/// What a language is called.
fn name(asked: Language, language: Language) -> &'static str {
    match (asked, language) {
        (Language::English, Language::English) => "English",
        (Language::Chinese, Language::English) => "Chinese (中文)",
        (Language::English, Language::Chinese) => "英文",
        (Language::Chinese, Language::Chinese) => "中文",
    }
}

/// What a place says in its own words, which are in another language than the reader's.
pub(super) fn original(quoted: &str, written_in: Language, language: Language) -> String {
    let name = name(written_in, language);
    match language {
        Language::English => format!("The original, in {name}: {quoted}"),
        Language::Chinese => format!("原文（{name}）：{quoted}"),
    }
}

/// What a place says, where nobody wrote it in the reader's language.
pub(super) fn only_in(says: &str, written_in: Language, language: Language) -> String {
    let name = name(written_in, language);
    match language {
        Language::English => format!("In {name} only: {says}"),
        Language::Chinese => format!("只有{name}内容：{says}"),
    }
}

/// What is said of a place whose account nobody has written yet.
pub(super) const NOT_WRITTEN: Phrase =
    Phrase { en: "Nobody has written down yet what it says.", zh: "这里的内容还没有整理出来。" };

/// In which languages one can ask.
pub(super) fn ask_in(languages: &[Language], language: Language) -> String {
    let names: Vec<&str> = languages.iter().map(|asked| name(*asked, language)).collect();
    match language {
        Language::English => format!(" Please ask in {}.", names.join(" or ")),
        Language::Chinese => format!("请用{}提问。", names.join("或")),
    }
}

/// What is said to a concern where there is nobody but the program, as in the console.
pub(super) fn concern(concern: Concern, called: &str, language: Language) -> String {
    match (concern, language) {
        (Concern::Forget, Language::English) => {
            "Here nothing is kept of you but a history of what you typed, in a file of your own. In Telegram, /forget \
             erases what the bot keeps of you."
                .to_string()
        }
        (Concern::Forget, Language::Chinese) => {
            "这里只在您自己的电脑上留有输入历史，此外不保存任何内容。在 Telegram 中，/forget 可删除与您有关的记录。"
                .to_string()
        }
        (Concern::Person, Language::English) => {
            format!("There is no person here. I am a program, and answer only what is told in {called}.")
        }
        (Concern::Person, Language::Chinese) => format!("这里没有人工服务。我是程序，只回答{called}写到的内容。"),
        (Concern::Mistake, Language::English) => format!(
            "Thank you for saying so. I can't mend it myself: please tell who keeps this base what is wrong, and where \
             {called} says otherwise."
        ),
        (Concern::Mistake, Language::Chinese) => {
            format!("谢谢指正。我自己无法更正，请告诉维护资料库的人哪里不对、{called}是怎么写的。")
        }
    }
}

/// Whom to turn to, as the base says.
pub(super) fn contact(contact: &str, language: Language) -> String {
    match language {
        Language::English => format!(" Whom to turn to: {contact}"),
        Language::Chinese => format!("联系方式：{contact}"),
    }
}

/// What is said of a paragraph that a source doesn't have; `known` are the numbers that it has.
pub(super) fn no_paragraph(number: u32, known: &[u32], language: Language) -> String {
    match (known, language) {
        ([], Language::English) => format!("There is no paragraph {number}: there are none."),
        ([only], Language::English) => format!("There is no paragraph {number}, only paragraph {only}."),
        ([first, .., last], Language::English) => {
            format!("There is no paragraph {number}: they are numbered from {first} to {last}.")
        }
        ([], Language::Chinese) => format!("没有第{number}段，这里一段都没有。"),
        ([only], Language::Chinese) => format!("没有第{number}段，只有第{only}段。"),
        ([first, .., last], Language::Chinese) => format!("没有第{number}段，编号是从{first}到{last}。"),
    }
}

/// How many paragraphs a source has.
pub(super) fn length(title: &str, paragraphs: usize, language: Language) -> String {
    match (paragraphs, language) {
        (1, Language::English) => format!("“{title}” has one paragraph."),
        (_, Language::English) => format!("“{title}” has {paragraphs} paragraphs."),
        (_, Language::Chinese) => format!("《{title}》共有{paragraphs}段。"),
    }
}

/// What can be asked of the sources, where all of it at once is asked for.
pub(super) fn summary(titles: &[&str], topics: &[&str], language: Language) -> String {
    match language {
        Language::English => format!(
            "I tell single facts of “{}”, not all of it at once. Ask me about: {}.",
            titles.join("”, “"),
            topics.join("; ")
        ),
        Language::Chinese => {
            format!("关于《{}》，我只回答具体的问题。可以问：{}。", titles.join("》《"), topics.join("；"))
        }
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
