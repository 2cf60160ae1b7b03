//! The sentences of the bot itself. What it tells of its sources stands in `answers/`.

pub(crate) mod admins;
pub(crate) mod concern;
pub(crate) mod curate;
pub(crate) mod relay;

use crate::facts::Base;
use crate::reply::asked_in;
use crate::reply::html::{shortened, units};
use crate::text::{Language, PerLanguage};

/// A text for each language that needs no filling in.
pub(crate) type Phrase = PerLanguage<&'static str>;

/// The most that Telegram takes of a bot's description, and of the short one.
const LONGEST_DESCRIPTION: usize = 512;
const LONGEST_SHORT_DESCRIPTION: usize = 120;

pub(crate) const NONE_OF_THESE: Phrase = Phrase { en: "None of these", zh: "都不是" };
pub(crate) const THATS_IT: Phrase = Phrase { en: "That's it", zh: "就是这个" };
pub(crate) const NOT_IT: Phrase = Phrase { en: "No", zh: "不是" };
pub(crate) const SOURCE: Phrase = Phrase { en: "Source", zh: "依据" };
pub(crate) const FORWARD: Phrase = Phrase { en: "More ▶", zh: "下一页 ▶" };
pub(crate) const BACKWARD: Phrase = Phrase { en: "◀ Back", zh: "◀ 上一页" };
pub(crate) const ALL_TOPICS: Phrase = Phrase { en: "All topics", zh: "全部主题" };
pub(crate) const WHICH_TOPIC: Phrase =
    Phrase { en: "What would you like to know about?", zh: "您想了解哪个主题？" };
pub(crate) const AS_ASKED: Phrase = Phrase { en: "As asked", zh: "随提问语言" };
pub(crate) const SPOKEN: Phrase = Phrase { en: "I speak English and Chinese only.", zh: "我只会中文和英文。" };
pub(crate) const DEAD_LINK: Phrase = Phrase {
    en: "That link leads to something that I don't tell any more.",
    zh: "这个链接指向的内容已经不在了。",
};
pub(crate) const THANKS: Phrase = Phrase { en: "Thank you.", zh: "谢谢。" };
pub(crate) const SORRY: Phrase = Phrase {
    en: "Thank you. The curators will see that this did not help.",
    zh: "谢谢，编辑会看到这个回答没有帮上忙。",
};
pub(crate) const UNREADABLE: Phrase =
    Phrase { en: "I only read text. Please type your question.", zh: "我只能看文字，请把问题打出来。" };
pub(crate) const OLD_BUTTON: Phrase =
    Phrase { en: "This button is out of date. Please ask again.", zh: "这个按钮已失效，请重新提问。" };
pub(crate) const SLOW_DOWN: Phrase = Phrase {
    en: "That is a lot at once. Please give me a minute; I will stay silent until then.",
    zh: "消息有点多，请稍等一分钟，在此之前我先不回复。",
};
pub(crate) const MISHAP: Phrase = Phrase {
    en: "Something went wrong on my side with this message. It is noted; please put it another way.",
    zh: "处理这条消息时出了问题，已记录下来，请换个说法再试。",
};
pub(crate) const ADMINS_ONLY: Phrase =
    Phrase { en: "Only this group's admins can set its language.", zh: "只有本群管理员可以设置语言。" };
pub(crate) const NO_SUCH_COMMAND: Phrase = Phrase {
    en: "There is no such command. /help shows what there is.",
    zh: "没有这个命令，/help 可查看全部命令。",
};
pub(crate) const NOTHING_ASKED: Phrase = Phrase {
    en: "Nothing has been asked yet: ask something, then /why tells how the answer came about.",
    zh: "还没有提过问题：先提问，再用 /why 查看答案是怎么来的。",
};
pub(crate) const ANOTHER_BASE: Phrase = Phrase {
    en: "What I answer from has changed since: ask once more, then /why tells how the answer comes about.",
    zh: "资料已更新，请重新提问，再用 /why 查看答案是怎么来的。",
};
pub(crate) const MORE_PLACES: Phrase = Phrase {
    en: "The answer rests on more paragraphs: /source with a number shows each.",
    zh: "答案还依据其他段落，可用 /source 加编号逐段查看。",
};
pub(crate) const TAKES_A_PLACE: Phrase = Phrase {
    en: "/source takes the number of a paragraph, as in /source 1, or the word title or credits.",
    zh: "/source 后面写段落编号，如 /source 1，或 title、credits。",
};
pub(crate) const NOTHING_FITS: Phrase =
    Phrase { en: "Nothing fits: ask the bot itself", zh: "没有合适的：去问机器人" };
pub(crate) const SOMETHING_ELSE: Phrase =
    Phrase { en: "Something else? Ask the bot itself", zh: "想问别的？去问机器人" };
pub(crate) const NOTHING_KEPT: Phrase =
    Phrase { en: "Nothing of yours is kept any more.", zh: "已不再保留您的任何内容。" };
pub(crate) const NOT_ERASED: Phrase = Phrase {
    en: "I could not erase it just now. Please try /forget again later.",
    zh: "暂时无法删除，请稍后再试 /forget。",
};

/// How to look at a source, where nothing was said yet.
pub(crate) fn nothing_said(called: &str, language: Language) -> String {
    match language {
        Language::English => {
            format!("/source 1 shows what paragraph 1 says, /source credits who wrote {called}.")
        }
        Language::Chinese => "/source 1 显示第1段的内容，/source credits 显示作者。".to_string(),
    }
}

/// What is said where nothing of what was told or offered was meant. Whether it `offers` something else, and whether
/// questions in vain are `kept` at all, changes what can be promised.
pub(crate) fn not_found(offers: bool, kept: bool, called: &str, language: Language) -> String {
    match (offers, kept, language) {
        (true, true, Language::English) => {
            "Then it is something else: your question is noted for the curators. Perhaps you mean one of these:"
                .to_string()
        }
        (true, false, Language::English) => "Then it is something else. Perhaps you mean one of these:".to_string(),
        (false, true, Language::English) => format!(
            "Then it may not be told in {called}. Your question is noted for the curators; you can also put it in other words."
        ),
        (false, false, Language::English) => {
            format!("Then it may not be told in {called}; you can also put it in other words.")
        }
        (true, true, Language::Chinese) => "那就不是这个了，问题已记下，供编辑参考。您要问的是不是：".to_string(),
        (true, false, Language::Chinese) => "那就不是这个了。您要问的是不是：".to_string(),
        (false, true, Language::Chinese) => {
            format!("那么{called}可能没有讲到。问题已记下，供编辑参考；您也可以换个说法再问。")
        }
        (false, false, Language::Chinese) => format!("那么{called}可能没有讲到，您也可以换个说法再问。"),
    }
}

/// What the bot can do, in one sentence.
fn purpose(subject: &str, language: Language) -> String {
    match language {
        Language::English => format!("I answer questions about {subject}."),
        Language::Chinese => format!("我回答关于{subject}的问题。"),
    }
}

pub(crate) fn welcome(base: &Base, language: Language) -> String {
    let purpose = purpose(&base.subject(language), language);
    let (called, asked_in) = (base.called(language), asked_in(&base.languages(), language));
    match language {
        Language::English => format!(
            "{purpose} Ask in your own words, {asked_in}; each answer names its paragraph. \
             What is not told in {called}, I don't answer.\n\nFor instance:"
        ),
        Language::Chinese => format!(
            "{purpose}用自己的话提问即可，{asked_in}；每个答案都注明出自哪一段。{called}没有讲的，我不回答。\n\n比如："
        ),
    }
}

/// Most sources that are listed.
const MOST_SOURCES: usize = 20;

/// The ids of the sources, with what they are called.
pub(crate) fn sources(base: &Base, language: Language) -> String {
    let (open, close, comma) = match language {
        Language::English => (" (", ")", ", "),
        Language::Chinese => ("（", "）", "、"),
    };
    let shown = base.sources.iter().take(MOST_SOURCES);
    let named = shown.map(|source| format!("{}{open}{}{close}", source.id, source.distinct(language)));
    let more = (base.sources.len() > MOST_SOURCES).then(|| "…".to_string());
    named.chain(more).collect::<Vec<_>>().join(comma)
}

/// A place of a source that is not the first, as it is typed, and whose it is; none where there is one source only.
fn place_elsewhere(base: &Base, language: Language) -> Option<(String, String)> {
    let [_, second, ..] = base.sources.as_slice() else { return None };
    let number = second.paragraphs.first()?.number;
    let whose = second.distinct(language);
    Some(match language {
        Language::English => (format!("/source {} {number}", second.id), format!("paragraph {number} of {whose}")),
        Language::Chinese => (format!("/source {} {number}", second.id), format!("{whose}第{number}段")),
    })
}

/// How a source is named where there are several.
pub(crate) fn which_source(base: &Base, language: Language) -> Option<String> {
    let (typed, shows) = place_elsewhere(base, language)?;
    let sources = sources(base, language);
    Some(match language {
        Language::English => format!("The sources are {sources}: {typed} shows {shows}."),
        Language::Chinese => format!("来源有：{sources}。{typed} 显示{shows}。"),
    })
}

/// What there is to do for who writes to the bot alone; `me` is how its name is typed.
pub(crate) fn help(base: &Base, me: &str, language: Language) -> String {
    let commands = commands(base, language);
    match language {
        Language::English => format!(
            "Type a question in your own words. “And who made it?” goes on from the answer before. Where I offer several \
             things, press one or type its number.\n\n{commands}\n\n\
             In a group, write {me} beside your question, or reply to me. In any other chat, type {me} and a few words."
        ),
        Language::Chinese => format!(
            "用自己的话提问即可；“那是谁做的？”会接着上一个答案理解。出现选项时，点按钮或输入编号。\n\n{commands}\n\n\
             在群里，提问时请写上 {me}，或直接回复我；在其他聊天中，输入 {me} 和几个字即可。"
        ),
    }
}

/// The same for a group, where only what names the bot or replies to it is heard.
pub(crate) fn help_in_group(base: &Base, me: &str, language: Language) -> String {
    let commands = commands(base, language);
    match language {
        Language::English => format!(
            "Write {me} beside your question, or reply to me; “and who made it?” in reply goes on from my answer. In reply \
             to somebody's question, {me} alone is enough. Where I offer several things, press one, or reply with its \
             number.\n\n{commands}\n\nIn reply to me, a command needs no name behind it."
        ),
        Language::Chinese => format!(
            "提问时请写上 {me}，或直接回复我；回复中问“那是谁做的？”，会接着我的答案理解。想让我回答别人的问题，回复那条消息，只写 {me} \
             即可。出现选项时，点按钮，或回复编号。\n\n{commands}\n\n回复我时，命令后面不必加我的名字。"
        ),
    }
}

/// The commands with what they do.
fn commands(base: &Base, language: Language) -> String {
    let elsewhere = place_elsewhere(base, language).map(|(typed, shows)| match language {
        Language::English => format!(", {typed} {shows}"),
        Language::Chinese => format!("，{typed} 显示{shows}"),
    });
    let elsewhere = elsewhere.unwrap_or_default();
    match language {
        Language::English => format!(
            "/topics – what can be asked for\n\
             /source – what the last answer rests on; /source 4 shows paragraph 4{elsewhere}\n\
             /why – how the last answer came about\n\
             /lang – the language of my replies\n\
             /about – what I am, and what I keep\n\
             /forget – erase what I keep of you"
        ),
        Language::Chinese => format!(
            "/topics – 可以问哪些内容\n\
             /source – 上一个答案的依据；/source 4 显示第4段{elsewhere}\n\
             /why – 上一个答案是怎么来的\n\
             /lang – 回答所用的语言\n\
             /about – 我是什么，保留哪些内容\n\
             /forget – 删除与您有关的记录"
        ),
    }
}

/// What is kept of people.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kept {
    /// For how many days the journal keeps what was in vain; none without a journal.
    pub(crate) days: Option<u32>,
    /// Whether what a chat's last hour was about stands in a store, where many programs share it.
    pub(crate) stored: bool,
    /// Whether questions may be passed on to people.
    pub(crate) curators: bool,
}

/// What the bot is and keeps.
pub(crate) fn about(base: &Base, language: Language, kept: Kept) -> String {
    let purpose = purpose(&base.subject(language), language);
    let called = base.called(language);
    let facts = base.facts.len();
    let version = env!("CARGO_PKG_VERSION");
    let relayed = if kept.curators { *relay::KEPT.get(language) } else { "" };
    let contact = base.settings.contact.as_ref().map(|contact| concern::turn_to(contact.get(language), language));
    let contact = contact.map(|contact| format!("\n\n{contact}")).unwrap_or_default();
    let itself = match language {
        Language::English => format!(
            "{purpose} I know {facts} facts, each checked against its paragraph. I am a program, citebot {version}, \
             not a person and no language model: I say what people wrote, or that it is not told in {called}."
        ),
        Language::Chinese => format!(
            "{purpose}我知道其中{facts}件事，每件都与原段落核对过。我是程序citebot {version}，不是真人，也不是语言模型：\
             只说编写好的内容，{called}没讲的就直说。"
        ),
    };
    format!("{itself}\n\n{}{relayed}{contact}", what_is_kept(kept, language))
}

fn what_is_kept(kept: Kept, language: Language) -> String {
    let hour = Phrase {
        en: "What we spoke of is stored for an hour, so that I can go on from it.",
        zh: "最近一小时的对话会保存，以便接着聊。",
    };
    let hour = if kept.stored { *hour.get(language) } else { "" };
    match (language, kept.days) {
        (Language::English, Some(days)) => {
            let blank = if kept.stored { " " } else { "" };
            format!(
                "{hour}{blank}I keep the words of a question only where I could not help, what you say was wrong, and votes, \
                 without your name, for {days} days. /forget erases them."
            )
        }
        (Language::Chinese, Some(days)) => format!(
            "{hour}只有没能帮上忙的问题、您指出的错误和评价会被保留，不含姓名，保留{days}天。/forget 可随时删除。"
        ),
        (_, None) if kept.stored => hour.to_string(),
        (Language::English, None) => "I keep nothing of what you ask once it is answered.".to_string(),
        (Language::Chinese, None) => "回答之后，您的提问不会被保留。".to_string(),
    }
}

/// What an empty chat with the bot shows, at most 512 characters.
pub(crate) fn description(base: &Base, language: Language) -> String {
    let (called, asked_in) = (base.called(language), asked_in(&base.languages(), language));
    let about = |subject: &str| {
        let purpose = purpose(subject, language);
        match language {
            Language::English => format!(
                "{purpose} Ask in your own words, {asked_in}. Each answer names the paragraph that tells it; \
                 what is not told in {called} is not answered."
            ),
            Language::Chinese => {
                format!("{purpose}用自己的话提问，{asked_in}。每个答案都注明出自哪一段；{called}没有讲的不回答。")
            }
        }
    };
    fitting(&base.subject(language), called, LONGEST_DESCRIPTION, about)
}

/// What the bot's profile shows, at most 120 characters.
pub(crate) fn short_description(base: &Base, language: Language) -> String {
    let subject = match base.sources.as_slice() {
        [only] => only.quoted_title(language),
        _ => base.subject(language),
    };
    let about = |subject: &str| match language {
        Language::English => format!("Answers questions about {subject}, and names the paragraph that tells it."),
        Language::Chinese => format!("回答关于{subject}的问题，并注明出自哪一段。"),
    };
    fitting(&subject, base.called(language), LONGEST_SHORT_DESCRIPTION, about)
}

/// The text with the longer name; with the shorter one, and cut if need be, where that is too long for Telegram.
fn fitting(long: &str, short: &str, most: usize, text: impl Fn(&str) -> String) -> String {
    let full = text(long);
    if units(&full) <= most { full } else { shortened(&text(short), most) }
}

/// What a command does, for the menu.
pub(crate) fn command(name: &str, language: Language) -> &'static str {
    match (name, language) {
        ("help", Language::English) => "How to ask",
        ("help", Language::Chinese) => "怎样提问",
        ("topics", Language::English) => "What can be asked for",
        ("topics", Language::Chinese) => "可以问哪些内容",
        ("source", Language::English) => "What the last answer rests on",
        ("source", Language::Chinese) => "上一个答案的依据",
        ("why", Language::English) => "How the last answer came about",
        ("why", Language::Chinese) => "上一个答案是怎么来的",
        ("lang", Language::English) => "The language of the replies",
        ("lang", Language::Chinese) => "回答所用的语言",
        ("about", Language::English) => "What this bot is, and what it keeps",
        ("about", Language::Chinese) => "这是什么，保留哪些内容",
        ("forget", Language::English) => "Erase what is kept of you",
        ("forget", Language::Chinese) => "删除与您有关的记录",
        ("reload", Language::English) => "Read the base anew",
        ("reload", Language::Chinese) => "重新读取资料库",
        ("status", Language::English) => "How the bot goes",
        ("status", Language::Chinese) => "机器人的运行情况",
        ("review", Language::English) => "What was asked in vain",
        ("review", Language::Chinese) => "没能回答的问题",
        ("stats", Language::English) => "What was asked, in figures",
        ("stats", Language::Chinese) => "提问统计",
        ("undo", Language::English) => "Take back the last change of the base",
        ("undo", Language::Chinese) => "撤销资料库的上一次修改",
        (_, Language::English) => "Start",
        (_, Language::Chinese) => "开始",
    }
}

/// Which language the replies are in.
pub(crate) fn speaks(chosen: Option<Language>, language: Language) -> &'static str {
    match (chosen, language) {
        (None, Language::English) => "I reply in the language of each question.",
        (None, Language::Chinese) => "我用提问的语言回答。",
        (Some(Language::English), _) => "I reply in English.",
        (Some(Language::Chinese), _) => "我用中文回答。",
    }
}

/// What is said of a source that there isn't.
pub(crate) fn no_such_source(base: &Base, language: Language) -> String {
    let sources = sources(base, language);
    match (base.sources.len(), language) {
        (1, Language::English) => format!("No source is called so. The only one is {sources}."),
        (_, Language::English) => format!("No source is called so. The sources are {sources}."),
        (1, Language::Chinese) => format!("没有这个来源，只有{sources}。"),
        (_, Language::Chinese) => format!("没有这个来源。来源有：{sources}。"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Base, LONGEST_DESCRIPTION, LONGEST_SHORT_DESCRIPTION, description, short_description, units};
    use crate::facts::{Files, load};
    use crate::text::Language;

    fn two() -> Base {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/two");
        load(&Files::read(&folder).unwrap()).unwrap()
    }

    /// A base of the house rules alone, under this title.
    fn house(title: &str) -> Base {
        let mut house = two();
        house.sources.truncate(1);
        house.sources[0].title.en = title.to_string();
        house
    }

    #[test]
    fn descriptions_name_what_the_base_rests_on() {
        for (base, full, short) in [
            (
                house("House rules of Elm Court"),
                "I answer questions about the house rules “House rules of Elm Court”. Ask in your own words, in \
                 English. Each answer names the paragraph that tells it; what is not told in the house rules is not \
                 answered.",
                "Answers questions about “House rules of Elm Court”, and names the paragraph that tells it.",
            ),
            (
                house("House rules"),
                "I answer questions about the house rules. Ask in your own words, in English. Each answer names the \
                 paragraph that tells it; what is not told in the house rules is not answered.",
                "Answers questions about “House rules”, and names the paragraph that tells it.",
            ),
            (
                house(&"long ".repeat(100)),
                "I answer questions about the house rules. Ask in your own words, in English. Each answer names the \
                 paragraph that tells it; what is not told in the house rules is not answered.",
                "Answers questions about the house rules, and names the paragraph that tells it.",
            ),
            (
                two(),
                "I answer questions about the house rules and the library rules. Ask in your own words, in English. \
                 Each answer names the paragraph that tells it; what is not told in the sources is not answered.",
                "Answers questions about the house rules and the library rules, and names the paragraph that tells it.",
            ),
        ] {
            assert_eq!(description(&base, Language::English), full);
            assert_eq!(short_description(&base, Language::English), short);
        }
    }

    #[test]
    fn no_description_is_too_long_for_telegram() {
        let mut base = house(&"long ".repeat(100));
        base.sources[0].called.en = "the long rules ".repeat(50);
        assert!(units(&description(&base, Language::English)) <= LONGEST_DESCRIPTION);
        assert!(units(&short_description(&base, Language::English)) <= LONGEST_SHORT_DESCRIPTION);
    }
}
