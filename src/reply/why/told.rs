//! The words in which an outcome and its grounds are told.

use super::Phrase;
use crate::matching::Verdict;
use crate::text::Language;

pub(super) fn answered(id: &str, likely: &str, language: Language) -> String {
    match language {
        Language::English => format!("answer with {id}: {likely}"),
        Language::Chinese => format!("用{id}作答：{likely}"),
    }
}

pub(super) fn verdict(verdict: &Verdict, language: Language) -> Option<&'static str> {
    match (verdict, language) {
        (Verdict::Unclaimed | Verdict::NotTold(_), _) => None,
        (Verdict::No(_), Language::English) => Some("what it tells excludes what is claimed"),
        (Verdict::Yes, Language::English) => Some("it tells what is claimed"),
        (Verdict::No(_), Language::Chinese) => Some("它说的与所问的不符"),
        (Verdict::Yes, Language::Chinese) => Some("它说的正是所问的"),
    }
}

pub(super) fn nearest(id: &str, likely: &str, language: Language) -> String {
    match language {
        Language::English => format!("tell {id} as the nearest: {likely}"),
        Language::Chinese => format!("把{id}当作最接近的内容说出：{likely}"),
    }
}

pub(super) fn asked_back(ids: &str, language: Language) -> String {
    match language {
        Language::English => format!("ask back: about equally likely are {ids}"),
        Language::Chinese => format!("反问：可能性相近的有{ids}"),
    }
}

pub(super) fn unlikely(id: &str, likely: &str, language: Language) -> String {
    match language {
        Language::English => format!("not understood: the nearest fact, {id}, is {likely}"),
        Language::Chinese => format!("没有看懂：最接近的事实{id}{likely}"),
    }
}

pub(super) fn not_understood(ground: &str, language: Language) -> String {
    match language {
        Language::English => format!("not understood: {ground}"),
        Language::Chinese => format!("没有看懂：{ground}"),
    }
}

pub(super) fn unlike_anything(language: Language) -> String {
    let ground = match language {
        Language::English => "nothing in the base resembles the question",
        Language::Chinese => "库里没有与问题相近的内容",
    };
    not_understood(ground, language)
}

pub(super) fn small_talk(id: &str, language: Language) -> String {
    match language {
        Language::English => format!("small talk {id}"),
        Language::Chinese => format!("寒暄{id}"),
    }
}

pub(super) fn of_text(called: &str, language: Language) -> String {
    match language {
        Language::English => "it asks about the text itself".to_string(),
        Language::Chinese => format!("问的是{called}本身"),
    }
}

pub(super) const CONCERN: Phrase =
    Phrase { en: "it is a request to whoever runs the bot", zh: "这是对维护者的请求" };

pub(super) fn gap(id: &str, called: &str, language: Language) -> String {
    match language {
        Language::English => format!("refuse: the base knows that this is not told in {called}, as the gap {id}"),
        Language::Chinese => format!("不作答：库里记着{called}没有写这一点，见缺口{id}"),
    }
}

/// The fact holds for another place, time or the like than the question's.
pub(super) fn refused(id: &str, word: &str, called: &str, language: Language) -> String {
    match language {
        Language::English => {
            format!("refuse: {id} is about something other than “{word}”, and there is nothing on that in {called}")
        }
        Language::Chinese => format!("不作答：{id}说的不是“{word}”，{called}也没有提到“{word}”"),
    }
}

pub(super) fn verbatim(language: Language) -> String {
    match language {
        Language::English => "asked in the words of a phrasing".to_string(),
        Language::Chinese => "与一种问法相同".to_string(),
    }
}

pub(super) fn likely(probability: &str, needed: &str, is_enough: bool, language: Language) -> String {
    match (is_enough, language) {
        (true, Language::English) => format!("{probability} likely, {needed} is enough"),
        (false, Language::English) => format!("{probability} likely, {needed} is needed"),
        (true, Language::Chinese) => format!("可能性{probability}，达到{needed}即可"),
        (false, Language::Chinese) => format!("可能性{probability}，需要{needed}"),
    }
}

/// The question is hardly about the source.
pub(super) fn alien(probability: &str, needed: &str, called: &str, language: Language) -> String {
    match language {
        Language::English => format!("{probability} likely to be about {called}, {needed} is needed"),
        Language::Chinese => format!("与{called}有关的可能性{probability}，需要{needed}"),
    }
}

pub(super) fn accounts_for(percent: f32, language: Language) -> String {
    match language {
        Language::English => format!("it accounts for {percent:.0} % of the question"),
        Language::Chinese => format!("它解释了问题的{percent:.0}%"),
    }
}

pub(super) const MORE_ALIKE: Phrase = Phrase { en: "with a phrasing more like it", zh: "有更相像的问法" };
pub(super) const NO_RIVAL: Phrase = Phrase { en: "with no other fact so near", zh: "没有别的事实这样接近" };
pub(super) const NO_GAP: Phrase = Phrase { en: "with no gap so near", zh: "没有缺口这样接近" };
pub(super) const OF_THE_KIND: Phrase =
    Phrase { en: "with the kind of answer that is asked for", zh: "有所问的一类答案" };

pub(super) fn without(word: &str, language: Language) -> String {
    match language {
        Language::English => format!("without “{word}”"),
        Language::Chinese => format!("没有“{word}”"),
    }
}

/// What it would have come to.
pub(super) fn changed(change: &str, is_enough: bool, probability: &str, language: Language) -> String {
    match (is_enough, language) {
        (true, Language::English) => format!("it would have been answered {change} ({probability})"),
        (false, Language::English) => format!("{change}, it would be {probability}"),
        (true, Language::Chinese) => format!("若{change}，就会作答（{probability}）"),
        (false, Language::Chinese) => format!("若{change}，可能性为{probability}"),
    }
}
