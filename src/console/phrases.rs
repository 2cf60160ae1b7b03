//! The console's own sentences.

use super::commands::Wrong;
use crate::reply::asked_in;
use crate::text::{Language, normal_form};

/// Most characters of what was typed that a message repeats.
const LONGEST_ECHO: usize = 30;

/// What was typed, made harmless to show.
fn echo(text: &str) -> String {
    let start: String = text.chars().take(LONGEST_ECHO).collect();
    normal_form(&start)
}

pub(super) fn reloaded(facts: usize, language: Language) -> String {
    match language {
        Language::English => format!("The base has changed: {facts} facts."),
        Language::Chinese => format!("资料库有改动：现有{facts}条事实。"),
    }
}

/// What is said where the files have findings.
pub(super) fn not_reloaded(language: Language) -> &'static str {
    match language {
        Language::English => "The base has changed, and is not sound: the one before goes on.",
        Language::Chinese => "资料库有改动，但有问题：继续使用原来的。",
    }
}

pub(super) fn welcome(subject: &str, languages: &[Language], language: Language) -> String {
    let asked_in = asked_in(languages, language);
    match (languages, language) {
        (_, Language::English) => format!("Ask about {subject}, {asked_in}. Every answer names its paragraph."),
        ([_], Language::Chinese) => format!("{asked_in}就{subject}提问。每个答案都注明出自哪一段。"),
        (_, Language::Chinese) => format!("请就{subject}提问，{asked_in}。每个答案都注明出自哪一段。"),
    }
}

pub(super) fn for_instance(language: Language) -> &'static str {
    match language {
        Language::English => "For instance:",
        Language::Chinese => "比如：",
    }
}

/// How to go on; where Chinese is understood, who is greeted in English is told so in Chinese.
pub(super) fn how_to_go_on(languages: &[Language], language: Language) -> String {
    let chinese = match (languages, language) {
        (_, Language::Chinese) | ([Language::English], _) => "",
        ([Language::Chinese], Language::English) => "\n请用中文提问。",
        (_, Language::English) => "\n也可以用中文提问。",
    };
    match language {
        Language::English => {
            format!("Type a question or a number. :help shows what else there is, Ctrl-D leaves.{chinese}")
        }
        Language::Chinese => "输入问题或编号。:help 查看其他用法，Ctrl-D 退出。".to_string(),
    }
}

pub(super) fn how_to_leave(language: Language) -> &'static str {
    match language {
        Language::English => "Ctrl-D or :quit leaves.",
        Language::Chinese => "按 Ctrl-D 或输入 :quit 退出。",
    }
}

/// What can be said of a fact that was told as the nearest.
pub(super) fn meant(language: Language) -> &'static str {
    match language {
        Language::English => "Is that it? y or n.",
        Language::Chinese => "是这个吗？请输入“是”或“不是”。",
    }
}

pub(super) fn thanks(language: Language) -> &'static str {
    match language {
        Language::English => "Thank you.",
        Language::Chinese => "谢谢。",
    }
}

/// What is said to a 👎: nothing of it is kept here.
pub(super) fn no_help(language: Language) -> &'static str {
    match language {
        Language::English => "I'm sorry. `:why` tells how the answer came about; or put the question in other words.",
        Language::Chinese => "抱歉没帮上忙。:why 可查看答案是怎么来的；也可以换个说法再问。",
    }
}

/// What is said where the nearest fact was not meant.
pub(super) fn not_found(offers: bool, language: Language) -> &'static str {
    match (offers, language) {
        (true, Language::English) => "Noted as not found. Perhaps you mean one of these:",
        (false, Language::English) => {
            "Noted as not found. Put it in other words, or see with `:facts` what can be asked for."
        }
        (true, Language::Chinese) => "记作没有找到。您要问的是不是：",
        (false, Language::Chinese) => "记作没有找到。请换个说法再问，或用 :facts 查看可以问哪些内容。",
    }
}

/// What there is to type, and what it does.
pub(super) fn help(language: Language) -> (&'static str, [(&'static str, &'static str); 6], &'static str) {
    match language {
        Language::English => (
            "Ask in your own words. Where a list comes back, its number picks; of the nearest fact, y or n says whether it is meant.",
            [
                ("  :why              ", "how the last answer came about"),
                ("  :source [N]       ", "what the last answer rests on, or paragraph N"),
                ("  :facts [LETTERS]  ", "what can be asked for"),
                ("  :lang en|zh|auto  ", "the language of the replies"),
                ("  :help             ", "this"),
                ("  :quit             ", "leave, as Ctrl-D does"),
            ],
            "Tab completes questions and commands, Ctrl-R searches what you typed, Ctrl-C clears the line.",
        ),
        Language::Chinese => (
            "用自己的话提问。出现列表时，输入编号即可选择；给出最接近的内容时，用“是”或“不是”回答。",
            [
                ("  :why              ", "上一个答案是怎么来的"),
                ("  :source [N]       ", "上一个答案的依据，或第N段的内容"),
                ("  :facts [LETTERS]  ", "可以问哪些内容"),
                ("  :lang en|zh|auto  ", "回答所用的语言"),
                ("  :help             ", "本说明"),
                ("  :quit             ", "退出，同 Ctrl-D"),
            ],
            "Tab 补全问题和命令，Ctrl-R 搜索输入过的内容，Ctrl-C 清空当前行。",
        ),
    }
}

pub(super) fn wrong(wrong: &Wrong<'_>, language: Language) -> String {
    match (wrong, language) {
        (Wrong::Name(name, Some(near)), Language::English) => {
            format!("There is no `:{}`. Did you mean `{near}`?", echo(name))
        }
        (Wrong::Name(name, Some(near)), Language::Chinese) => {
            format!("没有 :{} 这个命令，是不是 {near}？", echo(name))
        }
        (Wrong::Name(name, None), Language::English) => {
            format!("There is no `:{}`. `:help` shows what there is.", echo(name))
        }
        (Wrong::Name(name, None), Language::Chinese) => {
            format!("没有 :{} 这个命令，:help 可查看全部命令。", echo(name))
        }
        (Wrong::Argument(name, argument), language) => {
            let takes = match (*name, language) {
                (":lang", Language::English) => "`en`, `zh` or `auto`",
                (":lang", Language::Chinese) => "en、zh 或 auto",
                (_, Language::English) => "the number of a paragraph, `title` or `credits`",
                (_, Language::Chinese) => "段落编号、title 或 credits",
            };
            match language {
                Language::English => format!("`{name}` takes {takes}, not “{}”.", echo(argument)),
                Language::Chinese => format!("{name} 后面应为{takes}，不是“{}”。", echo(argument)),
            }
        }
    }
}

/// Which language the replies are in: one, or that of each question.
pub(super) fn speaks(chosen: Option<Language>, language: Language) -> &'static str {
    match (chosen, language) {
        (None, Language::English) => "Replies are in the language of each question (`auto`).",
        (None, Language::Chinese) => "用提问的语言回答（auto）。",
        (Some(Language::English), _) => {
            "Replies are in English. `:lang auto` goes back to the language of each question."
        }
        (Some(Language::Chinese), _) => "用中文回答。输入 :lang auto 可恢复为提问的语言。",
    }
}

pub(super) fn no_fact(pattern: &str, language: Language) -> String {
    match language {
        Language::English => format!("No fact goes with “{}”. `:facts` alone lists all.", echo(pattern)),
        Language::Chinese => format!("没有与“{}”相符的内容。只输入 :facts 可列出全部。", echo(pattern)),
    }
}

pub(super) fn no_source(id: &str, known: &[&str], language: Language) -> String {
    match (known, language) {
        ([only], Language::English) => format!("There is no source “{}”. The only one is called {only}.", echo(id)),
        (_, Language::English) => {
            format!("There is no source “{}”. The sources are called {}.", echo(id), known.join(", "))
        }
        ([only], Language::Chinese) => format!("没有名为“{}”的来源，只有{only}。", echo(id)),
        (_, Language::Chinese) => format!("没有名为“{}”的来源。来源的名称是{}。", echo(id), known.join("、")),
    }
}

pub(super) fn more_places(language: Language) -> &'static str {
    match language {
        Language::English => "The answer rests on more paragraphs: `:source N` shows each.",
        Language::Chinese => "答案还依据其他段落，可用 :source N 逐段查看。",
    }
}

pub(super) fn how_to_look(language: Language) -> &'static str {
    match language {
        Language::English => "`:source 1` shows paragraph 1, `:source credits` who wrote it.",
        Language::Chinese => ":source 1 显示第1段，:source credits 显示作者。",
    }
}
