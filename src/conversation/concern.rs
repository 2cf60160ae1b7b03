//! What people want of who keeps the bot, and not of the text: that their data are erased, a person to talk to, a mistake
//! to be mended. A message is read so only where nothing else stands in it.

use crate::text::{bare_words, is_chinese, normal_form};

/// What somebody wants of who keeps the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concern {
    /// What is kept of them is to be erased.
    Forget,
    /// A person to talk to.
    Person,
    /// Something that was told is wrong.
    Mistake,
}

/// Most words of such a message.
const MOST_WORDS: usize = 14;

/// The words that make a message one of a concern, in English.
struct Words {
    concern: Concern,
    /// One of these must be there,
    wants: &'static [&'static str],
    /// and one of these.
    of: &'static [&'static str],
    /// These may be.
    beside: &'static [&'static str],
    /// These alone are enough.
    alone: &'static [&'static str],
}

const ENGLISH: [Words; 3] = [
    Words {
        concern: Concern::Forget,
        wants: &["delete", "erase", "remove", "forget", "wipe", "clear", "purge"],
        of: &["my", "me"],
        beside: &[
            "data",
            "information",
            "info",
            "personal",
            "history",
            "messages",
            "questions",
            "chat",
            "chats",
            "conversation",
            "conversations",
            "everything",
            "about",
            "know",
            "have",
            "records",
            "keep",
            "kept",
            "saved",
            "stored",
            "on",
            "what",
            "that",
            "ve",
        ],
        alone: &["right to be forgotten", "gdpr request", "forget everything"],
    },
    Words {
        concern: Concern::Person,
        wants: &[
            "talk", "speak", "chat", "connect", "transfer", "put", "get", "give", "reach", "contact", "ask", "call",
            "need", "find",
        ],
        of: &[
            "human",
            "person",
            "someone",
            "somebody",
            "anyone",
            "anybody",
            "agent",
            "operator",
            "representative",
            "staff",
            "humans",
            "people",
        ],
        beside: &["real", "live", "actual", "being", "human", "through", "with", "instead", "else", "member", "who"],
        alone: &["human", "real human", "real person", "human agent", "live agent", "operator", "human being"],
    },
    Words {
        concern: Concern::Mistake,
        wants: &["mistake", "error", "wrong", "incorrect", "mistaken", "typo", "mistakes", "errors"],
        of: &[
            "report",
            "found",
            "spotted",
            "noticed",
            "here",
            "this",
            "answer",
            "your",
            "reply",
            "something",
            "tell",
            "correct",
        ],
        beside: &[
            "that",
            "in",
            "about",
            "one",
            "s",
            "was",
            "were",
            "are",
            "made",
            "ve",
            "think",
            "answers",
            "information",
        ],
        alone: &["report mistake", "report an error"],
    },
];

/// Words of politeness and grammar, which say nothing here.
const ENGLISH_BESIDE: [&str; 48] = [
    "please", "pls", "i", "want", "wanna", "to", "would", "d", "like", "can", "could", "you", "how", "do", "hey",
    "hello", "hi", "now", "just", "may", "is", "it", "possible", "there", "a", "an", "the", "all", "of", "right", "m",
    "let", "ll", "will", "some", "thanks", "thank", "where", "any", "and", "so", "ok", "does", "me", "for", "should",
    "must", "id",
];

/// The same of Chinese, where words are not parted.
const CHINESE: [Words; 3] = [
    Words {
        concern: Concern::Forget,
        wants: &["删除", "删掉", "清除", "清空", "抹掉", "忘掉", "忘记", "忘了", "销毁", "删"],
        of: &["关于我的", "关于我", "我的", "我"],
        beside: &[
            "个人信息",
            "个人数据",
            "个人资料",
            "聊天记录",
            "对话记录",
            "历史记录",
            "提问记录",
            "数据",
            "信息",
            "资料",
            "记录",
            "隐私",
            "提问",
            "对话",
            "消息",
            "一切",
            "内容",
            "个人",
        ],
        alone: &["被遗忘权"],
    },
    Words {
        concern: Concern::Person,
        wants: &["转接", "转", "找", "接", "联系", "呼叫", "换", "说话", "聊", "对话", "咨询", "沟通", "问", "谈"],
        of: &["人工客服", "人工服务", "真人客服", "客服人员", "人工", "真人", "客服", "工作人员", "管理员", "活人"],
        beside: &["直接", "和", "跟", "与", "有没有", "有", "在", "话"],
        alone: &["人工", "人工客服", "人工服务", "真人", "真人客服", "客服"],
    },
    Words {
        concern: Concern::Mistake,
        wants: &["错误", "有错", "错了", "有误", "错的", "写错", "答错", "不准确", "出错"],
        of: &["报告", "反馈", "举报", "指出", "发现", "这里", "这条", "这个", "答案", "回答", "内容", "你们"],
        beside: &["个", "一个", "处", "一处", "是", "里", "上面", "刚才"],
        alone: &["纠错", "报错", "我要纠错", "我要报错"],
    },
];

const CHINESE_BESIDE: &str = "请你您我想要能不可以吗呢吧啊呀把帮一下麻烦给的了所有全部怎么样如何都掉为需里到个们去";

/// What a message is concerned with beside the text, if with nothing else.
pub fn concern(text: &str) -> Option<Concern> {
    let normal = normal_form(text);
    let words: Vec<&str> = bare_words(&normal).collect();
    if words.len() > MOST_WORDS {
        return None;
    }
    let read = if words.iter().any(|word| word.contains(is_chinese)) { in_chinese } else { in_english };
    let words = words.join(" ");
    let table = if words.contains(is_chinese) { &CHINESE } else { &ENGLISH };
    table.iter().find(|of| read(of, &words)).map(|words| words.concern)
}

fn in_english(of: &Words, message: &str) -> bool {
    let told: Vec<&str> =
        message.split(' ').filter(|word| !ENGLISH_BESIDE.contains(word) || of.of.contains(word)).collect();
    let has = |list: &[&str]| told.iter().any(|word| list.contains(word));
    let is_known = |word: &&str| of.wants.contains(word) || of.of.contains(word) || of.beside.contains(word);
    of.alone.contains(&told.join(" ").as_str()) || (has(of.wants) && has(of.of) && told.iter().all(is_known))
}

fn in_chinese(of: &Words, message: &str) -> bool {
    let message = message.replace(' ', "");
    if of.alone.contains(&message.as_str()) {
        return true;
    }
    // Each list has the longer words before those that stand in them.
    let without = |text: &str, words: &[&str]| words.iter().fold(text.to_string(), |text, word| text.replace(word, ""));
    let no_want = without(&message, of.wants);
    let no_of = without(&no_want, of.of);
    let rest = without(&no_of, of.beside);
    no_want != message && no_of != no_want && rest.chars().all(|character| CHINESE_BESIDE.contains(character))
}

#[cfg(test)]
mod tests {
    use super::Concern::{Forget, Mistake, Person};
    use super::concern;

    #[test]
    fn a_concern_is_read_and_no_question_is() {
        for (text, expected) in [
            ("Delete my data", Some(Forget)),
            ("please erase everything you know about me", Some(Forget)),
            ("How do I delete the data that you have on me?", Some(Forget)),
            ("forget me", Some(Forget)),
            ("I'd like you to remove all my personal information, please!", Some(Forget)),
            ("clear my chat history", Some(Forget)),
            ("删除我的数据", Some(Forget)),
            ("请把我的聊天记录全部删掉", Some(Forget)),
            ("能不能清除关于我的所有信息？", Some(Forget)),
            ("忘了我吧", Some(Forget)),
            ("I want to talk to a human", Some(Person)),
            ("Can I speak to a real person?", Some(Person)),
            ("is there anybody I can talk to", Some(Person)),
            ("put me through to an operator", Some(Person)),
            ("human please", Some(Person)),
            ("转人工", Some(Person)),
            ("我要找人工客服", Some(Person)),
            ("能不能跟真人说话", Some(Person)),
            ("人工", Some(Person)),
            ("report a mistake", Some(Mistake)),
            ("I found an error", Some(Mistake)),
            ("There is something wrong here", Some(Mistake)),
            ("your answer is wrong", Some(Mistake)),
            ("这里有错", Some(Mistake)),
            ("我要反馈一个错误", Some(Mistake)),
            ("答案错了", Some(Mistake)),
            ("How do I delete my account?", None),
            ("delete my files", None),
            ("How long do you keep my photos?", None),
            ("forget it", None),
            ("who is the contact person for pets", None),
            ("may one person hire the hall", None),
            ("How many people work there?", None),
            ("what happens if I enter a wrong password", None),
            ("error E5", None),
            ("删除照片要多久", None),
            ("客服电话是多少", None),
            ("人工智能", None),
            ("人工智能企业有多少家", None),
            ("转学要多久", None),
            ("错误代码E5是什么意思", None),
            ("", None),
            ("？", None),
        ] {
            assert_eq!(concern(text), expected, "{text}");
        }
    }
}
