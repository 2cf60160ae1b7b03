//! What is said where a question is passed on to people.

use super::Phrase;

pub(crate) const ASK_A_PERSON: Phrase = Phrase { en: "Ask a person", zh: "问真人" };
pub(crate) const PASSED_ON: Phrase = Phrase {
    en: "Your question is passed on, without your name. If a person answers, I bring the answer here.",
    zh: "已转交您的问题，不含姓名。如果有人回答，我会把答案带到这里。",
};
pub(crate) const ALREADY: Phrase =
    Phrase { en: "This question is passed on already.", zh: "这个问题已经转交过了。" };
pub(crate) const ENOUGH: Phrase = Phrase {
    en: "That is all I can pass on for you within a day. Please try again tomorrow.",
    zh: "一天之内只能转交这么多，请明天再试。",
};
pub(crate) const NOT_PASSED: Phrase = Phrase {
    en: "I could not pass it on just now. Please try again later.",
    zh: "暂时无法转交，请稍后再试。",
};
pub(crate) const TOO_OLD: Phrase = Phrase {
    en: "I don't remember that question any more. Please ask it again, then press the button.",
    zh: "我已经不记得那个问题了，请重新提问，再按按钮。",
};
pub(crate) const SOMEBODY_ASKS: Phrase =
    Phrase { en: "Somebody asks, and I could not help:", zh: "有人提问，我没能帮上忙：" };
pub(crate) const HOW_TO_REPLY: Phrase = Phrase {
    en: "Reply to this message, and I pass your reply on, within 30 days.",
    zh: "30天内直接回复这条消息，我会把您的回答转给提问者。",
};
pub(crate) const A_PERSON_ANSWERS: Phrase = Phrase { en: "A person answers, not I:", zh: "以下由真人回答：" };
pub(crate) const ARRIVED: Phrase = Phrase { en: "Passed on.", zh: "已转达。" };
pub(crate) const ASKER_GONE: Phrase = Phrase {
    en: "That could not be passed on: its asker has blocked me or left.",
    zh: "无法转达：提问者已屏蔽我或已离开。",
};
pub(crate) const NOT_ARRIVED: Phrase = Phrase {
    en: "That could not be passed on just now. Please reply once more later.",
    zh: "暂时无法转达，请稍后再回复一次。",
};
pub(crate) const ASKER_FORGOTTEN: Phrase = Phrase {
    en: "Its asker had me forget everything: no answer can be passed on to them any more.",
    zh: "提问者已要求我删除全部记录，无法再转达回答。",
};

/// What is said of this where the bot tells what it keeps.
pub(crate) const KEPT: Phrase = Phrase {
    en: "\n\nIf you have a question passed on to a person, they see its words and not your name, and for 30 days I \
         keep where to bring the answer.",
    zh: "\n\n如果您让我把问题转交真人，对方只看到问题，看不到姓名；我会保留30天回信地址。",
};
