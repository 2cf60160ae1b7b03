//! The words in which an outcome is explained.

use super::super::Phrase;
use crate::conversation::{Outcome, Turn};
use crate::matching::{Candidate, Class, Missing, Question, Stance, Word};
use crate::reply::phrases::kind;
use crate::text::Language;

pub(super) const MATCHED: Phrase = Phrase { en: "matched", zh: "对上的词" };
pub(super) const REPAIRED: Phrase = Phrase { en: "repaired", zh: "改正的词" };
pub(super) const FILLERS: Phrase = Phrase { en: "fillers", zh: "不计的词" };
pub(super) const UNEXPLAINED: Phrase = Phrase { en: "unexplained", zh: "对不上的词" };
pub(super) const ASKED: Phrase = Phrase { en: "asked for", zh: "问的是" };
pub(super) const CANDIDATES: Phrase = Phrase { en: "candidates", zh: "候选" };
pub(super) const DECIDED: Phrase = Phrase { en: "decided", zh: "结论" };
pub(super) const RUNNER_UP: Phrase = Phrase { en: "runner-up", zh: "第二名" };
pub(super) const NOTHING_YET: Phrase = Phrase {
    en: "Nothing has been asked yet: ask something, then `:why` tells how the answer came about.",
    zh: "还没有提过问题。先问一句，再用 :why 看答案是怎么来的。",
};

pub(super) fn labelled(label: &Phrase, text: &str, language: Language) -> String {
    match language {
        Language::English if text.is_empty() => format!("{}:", label.en),
        Language::English => format!("{}: {text}", label.en),
        Language::Chinese => format!("{}：{text}", label.zh),
    }
}

pub(super) fn comma(language: Language) -> &'static str {
    match language {
        Language::English => ", ",
        Language::Chinese => "、",
    }
}

pub(super) fn semicolon(language: Language) -> &'static str {
    match language {
        Language::English => "; ",
        Language::Chinese => "；",
    }
}

/// A hint that only a part of the message is explained.
pub(super) fn parts(turn: &Turn, language: Language) -> Option<String> {
    let several = matches!(&turn.outcome, Outcome::Answer(said) if said.len() > 1) || turn.unanswered.is_some();
    several.then(|| {
        match language {
            Language::English => "The message held several questions; this is about the last one that was answered.",
            Language::Chinese => "这条消息里有几个问题，下面说的是最后一个有答案的问题。",
        }
        .to_string()
    })
}

pub(super) fn unexplained(word: &Word, language: Language) -> String {
    let class = class(word.class);
    let (text, class) = (word.as_shown(), class.get(language));
    match (word.class.is_hard(), language) {
        (true, Language::English) => format!("{text} ({class}: one is enough to refuse)"),
        (false, Language::English) => format!("{text} ({class})"),
        (true, Language::Chinese) => format!("{text}（{class}，有一个就不能作答）"),
        (false, Language::Chinese) => format!("{text}（{class}）"),
    }
}

fn class(class: Class) -> Phrase {
    match class {
        Class::Filler => Phrase { en: "filler", zh: "虚词" },
        Class::Mark => Phrase { en: "mark", zh: "标点" },
        Class::Known => Phrase { en: "a word of the base", zh: "库里的词" },
        Class::Name => Phrase { en: "a name", zh: "名称" },
        Class::Common => Phrase { en: "a common word", zh: "常用词" },
        Class::Attribute => Phrase { en: "a property", zh: "属性" },
        Class::Place => Phrase { en: "a place", zh: "地名" },
        Class::Time => Phrase { en: "a time", zh: "时间" },
        Class::Figure => Phrase { en: "a figure", zh: "数字" },
        Class::Unknown => Phrase { en: "an unknown word", zh: "生词" },
        Class::Negation => Phrase { en: "a negation", zh: "否定词" },
        Class::Speech => Phrase { en: "a verb of speaking", zh: "言说动词" },
    }
}

pub(super) fn asked(kinds: &[&str], counted: &[String], language: Language) -> String {
    let kinds = kinds.join(comma(language));
    match (counted.is_empty(), language) {
        (true, _) => kinds,
        (false, Language::English) => format!("{kinds} (counting: {})", counted.join(" ")),
        (false, Language::Chinese) => format!("{kinds}（数的是：{}）", counted.concat()),
    }
}

/// A candidate with every part of its score.
pub(super) fn candidate(id: &str, candidate: &Candidate, language: Language) -> String {
    let Candidate { score, fit, account, verbatim, .. } = candidate;
    // A sum of nothing is minus zero.
    let percent = (account.cover * 100.0).round() + 0.0;
    let lifted = *score > fit.standing && !verbatim;
    let meaning = fit.meaning.map_or_else(String::new, |meaning| match language {
        Language::English => format!(", meaning {meaning:.1}"),
        Language::Chinese => format!("，词义{meaning:.1}"),
    });
    let mut text = match language {
        Language::English => format!(
            "`{id}` {score:.2}: beside the best {:.2} (words {:.1}{meaning}), explains {percent:.0} %",
            fit.standing, fit.words
        ),
        Language::Chinese => format!(
            "`{id}` {score:.2}：与最接近者相比{:.2}（用词{:.1}{meaning}），解释了{percent:.0}%",
            fit.standing, fit.words
        ),
    };
    if *verbatim {
        text.push_str(match language {
            Language::English => ", asked in the words of a phrasing",
            Language::Chinese => "，与一种问法相同",
        });
    }
    if lifted {
        text.push_str(match language {
            Language::English => ", lifted by what was said before",
            Language::Chinese => "，因接着上文而加分",
        });
    }
    text
}

/// The rule that an entry breaks.
pub(super) fn rule(missing: Missing, question: &Question, language: Language) -> String {
    let word = |at: usize| question.words.get(at).map_or("…", |word| word.as_shown());
    match (missing, language) {
        (Missing::Word(at), Language::English) => format!("knows nothing of “{}”", word(at)),
        (Missing::Word(at), Language::Chinese) => format!("不涉及“{}”", word(at)),
        (Missing::Kind(asked), Language::English) => {
            format!("doesn't tell {}", kind(asked, language))
        }
        (Missing::Kind(asked), Language::Chinese) => format!("没有说明{}", kind(asked, language)),
        (Missing::Counted(at), Language::English) => {
            format!("counts other things than “{}”", word(at))
        }
        (Missing::Counted(at), Language::Chinese) => format!("数的不是“{}”", word(at)),
        (Missing::Scope(at), Language::English) => {
            format!("has a figure for another whole than “{}”", word(at))
        }
        (Missing::Scope(at), Language::Chinese) => format!("数字的范围不是“{}”", word(at)),
        (Missing::Relation, Language::English) => "is about it, but knows nothing of what is asked of it".to_string(),
        (Missing::Relation, Language::Chinese) => "说的是它，但没有所问的内容".to_string(),
        (Missing::Much, Language::English) => "leaves too much unexplained".to_string(),
        (Missing::Much, Language::Chinese) => "对不上的内容太多".to_string(),
    }
}

pub(super) fn picked(ids: &str, language: Language) -> String {
    match language {
        Language::English => format!("You picked {ids} from the list by its number."),
        Language::Chinese => format!("您按编号从列表中选了{ids}。"),
    }
}

pub(super) fn answered(id: &str, explains_all: bool, stance: Option<Stance>, language: Language) -> String {
    let ground = match (explains_all, language) {
        (true, Language::English) => "it accounts for every telling word",
        (false, Language::English) => "what it leaves unexplained weighs too little to refuse",
        (true, Language::Chinese) => "每个有意义的词都对得上",
        (false, Language::Chinese) => "对不上的词分量很轻",
    };
    let stance = match (stance, language) {
        (Some(Stance::Corrects), Language::English) => "; its figure is another than the question's",
        (Some(Stance::Confirms), Language::English) => "; its figure is the question's",
        (Some(Stance::Corrects), Language::Chinese) => "；数字与问题里的不同",
        (Some(Stance::Confirms), Language::Chinese) => "；数字与问题里的相同",
        (Some(Stance::Plain) | None, _) => "",
    };
    match language {
        Language::English => format!("answer with {id}: {ground}{stance}"),
        Language::Chinese => format!("用{id}作答：{ground}{stance}"),
    }
}

pub(super) fn asked_back(ids: &str, language: Language) -> String {
    match language {
        Language::English => format!("ask back: about equally likely are {ids}"),
        Language::Chinese => format!("反问：可能性相近的有{ids}"),
    }
}

pub(super) fn nearest(id: &str, language: Language) -> String {
    match language {
        Language::English => format!("tell {id} as the nearest"),
        Language::Chinese => format!("把{id}当作最接近的内容说出"),
    }
}

pub(super) fn unclear(nearest: Option<&str>, language: Language) -> String {
    match (nearest, language) {
        (Some(id), Language::English) => format!("not understood: even the nearest fact, {id}, is unlikely"),
        (None, Language::English) => "not understood: nothing in the base resembles the question".to_string(),
        (Some(id), Language::Chinese) => format!("没有看懂：最接近的事实{id}也不大可能"),
        (None, Language::Chinese) => "没有看懂：库里没有与问题相近的内容".to_string(),
    }
}

pub(super) fn small_talk(id: &str, language: Language) -> String {
    match language {
        Language::English => format!("small talk {id}"),
        Language::Chinese => format!("寒暄{id}"),
    }
}

pub(super) fn gap(id: &str, language: Language) -> String {
    match language {
        Language::English => {
            format!("refuse: the base knows that the article doesn't tell this, as the gap {id}")
        }
        Language::Chinese => format!("不作答：库里记着文章没有写这一点，见缺口{id}"),
    }
}

pub(super) fn refused(nearest: Option<&str>, rule: Option<&str>, language: Language) -> String {
    match (nearest, rule, language) {
        (Some(id), Some(rule), Language::English) => {
            format!("refuse: the nearest fact, {id}, {rule}")
        }
        (Some(id), Some(rule), Language::Chinese) => format!("不作答：最接近的事实{id}{rule}"),
        (Some(id), None, Language::English) => {
            format!("refuse: the nearest fact, {id}, fits too loosely")
        }
        (Some(id), None, Language::Chinese) => format!("不作答：最接近的事实{id}也不够接近"),
        (None, _, Language::English) => "refuse: nothing in the base resembles the question".to_string(),
        (None, _, Language::Chinese) => "不作答：库里没有与问题相近的内容".to_string(),
    }
}

pub(super) fn against(id: &str, score: f32, best: f32, language: Language) -> String {
    match language {
        Language::English => format!("{id}, {score:.2} against {best:.2}"),
        Language::Chinese => format!("{id}，{score:.2}对{best:.2}"),
    }
}
