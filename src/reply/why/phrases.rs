//! The words in which an outcome is explained.

use super::super::Phrase;
use crate::conversation::{Outcome, Turn};
use crate::matching::{Aspect, Candidate, Class, Missing, Question, Word};
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
    match language {
        Language::English => format!("{text} ({class})"),
        Language::Chinese => format!("{text}（{class}）"),
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
            "`{id}` {score:.2}: relative to the best {:.2} (words {:.1}{meaning}), explains {percent:.0} %",
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
    let word = |at: usize| question.words.get(at).map_or("…", |word| word.text.as_str());
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
            format!("has a figure for another country, city or other whole than “{}”", word(at))
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
        Language::English => {
            format!("You picked {ids} from what was offered, so there was nothing to weigh: I told what it says.")
        }
        Language::Chinese => format!("{ids}是您从选项中选的，所以没有做判断，直接给出了它的内容。"),
    }
}

pub(super) fn against(id: &str, score: f32, best: f32, language: Language) -> String {
    match language {
        Language::English => format!("{id}, {score:.2} against {best:.2}"),
        Language::Chinese => format!("{id}，{score:.2}对{best:.2}"),
    }
}

/// Over what spoke for and against the fact that was judged.
pub(super) fn weighed(id: &str, called: &str, aspect: Aspect, language: Language) -> String {
    match (aspect, language) {
        (Aspect::Answers, Language::English) => format!("for and against {id}:"),
        (Aspect::Concerns, Language::English) => format!("for and against a question on {called}:"),
        (Aspect::Answers, Language::Chinese) => format!("对{id}的权衡："),
        (Aspect::Concerns, Language::Chinese) => format!("问题与{called}是否有关的权衡："),
    }
}
