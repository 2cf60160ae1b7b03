//! What is said to who wants something of those who keep the bot.

use super::Phrase;
use crate::reply::html::shortened;
use crate::text::Language;

/// The most UTF-16 units of a person's question that are repeated.
const LONGEST_QUESTION: usize = 200;

pub(crate) const FORGET: Phrase = Phrase {
    en: "I can erase everything I keep of you: questions that I could not answer, votes, your language, and our \
         conversation. Shall I? It can't be undone.",
    zh: "我可以删除与您有关的全部记录：没能回答的问题、评价、语言设置和我们的对话。删除后无法恢复，要删除吗？",
};
pub(crate) const YES_FORGET: Phrase = Phrase { en: "Yes, erase everything", zh: "是，全部删除" };
pub(crate) const HOW_TO_FORGET: Phrase =
    Phrase { en: "/forget erases everything I keep of you.", zh: "/forget 可删除与您有关的全部记录。" };
pub(crate) const ASK_FIRST: Phrase = Phrase {
    en: "Please ask me your question first. If I can't answer it, press “Ask a person” below my reply, and I pass it on.",
    zh: "请先把问题发给我。如果我答不上来，请按回复下方的“问真人”，我会转交。",
};

/// What comes first where somebody says that something is wrong; whether votes are kept for the curators.
pub(crate) fn mistake(kept: bool, language: Language) -> &'static str {
    match (kept, language) {
        (true, Language::English) => {
            "Thank you for saying so. Press 👎 below the answer that is wrong, and the curators will see it. "
        }
        (false, Language::English) => "Thank you for saying so. I can't mend it myself. ",
        (true, Language::Chinese) => "谢谢指正。请按错误回答下方的 👎，编辑会看到。",
        (false, Language::Chinese) => "谢谢指正，我自己无法更正。",
    }
}

/// That the last question can be passed on.
pub(crate) fn pass_on(question: &str, language: Language) -> String {
    let question = shortened(question, LONGEST_QUESTION);
    match language {
        Language::English => format!("I can pass your last question on to a person: “{question}”"),
        Language::Chinese => format!("我可以把您的上一个问题转交真人：“{question}”"),
    }
}

/// Whom to turn to, as the base says.
pub(crate) fn turn_to(contact: &str, language: Language) -> String {
    match language {
        Language::English => format!("I am a program; a person can be reached here: {contact}"),
        Language::Chinese => format!("我是程序，需要找人请联系：{contact}"),
    }
}

/// That nobody can be reached.
pub(crate) fn nobody(called: &str, language: Language) -> String {
    match language {
        Language::English => {
            format!("There is no person here. I am a program, and answer only what is told in {called}.")
        }
        Language::Chinese => format!("这里没有人工服务。我是程序，只回答{called}写到的内容。"),
    }
}
