//! What each signal says, in plain words. A signal counts by its distance from its mean, so the words
//! are comparisons; `{}` is the word of the question that it is about.

use super::Phrase;
use crate::matching::Signal;

/// How a signal is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wording {
    /// It only sets others in proportion: all such are told as one.
    Manner,
    /// It is there or not: all that are not there are told as one.
    Present(Phrase),
    /// There is more of it than on average, or less.
    Either {
        /// More.
        more: Phrase,
        /// Less.
        less: Phrase,
    },
}

/// What all signals of pure proportion come to.
pub(super) const MANNER: Phrase = Phrase {
    en: "the form of the question: its length, its kind and the like",
    zh: "提问的形式：长短、类型等",
};
/// What it comes to that something is not there which often is.
pub(super) const ABSENT: Phrase = Phrase {
    en: "other signals that are often there are absent or weak",
    zh: "其他常见的信号没有出现或很弱",
};

/// What a signal says.
pub(super) fn wording(signal: Signal) -> &'static Wording {
    &WORDINGS[signal as usize].1
}

const fn manner(signal: Signal) -> (Signal, Wording) {
    (signal, Wording::Manner)
}

const fn present(signal: Signal, en: &'static str, zh: &'static str) -> (Signal, Wording) {
    (signal, Wording::Present(Phrase { en, zh }))
}

/// Each pair is English and Chinese.
const fn either(signal: Signal, more: [&'static str; 2], less: [&'static str; 2]) -> (Signal, Wording) {
    let (more, less) = (Phrase { en: more[0], zh: more[1] }, Phrase { en: less[0], zh: less[1] });
    (signal, Wording::Either { more, less })
}

/// In the order of the enumeration.
static WORDINGS: [(Signal, Wording); Signal::COUNT] = [
    either(
        Signal::Score,
        ["the fact scores higher than usual", "事实的总分比平常高"],
        ["the fact scores lower than usual", "事实的总分比平常低"],
    ),
    either(
        Signal::Standing,
        ["hardly any entry fits better", "几乎没有别的条目更贴合"],
        ["another entry fits better", "有别的条目更贴合"],
    ),
    either(
        Signal::Chance,
        ["before any rule it fits better than usual", "不计规则时比平常更贴合"],
        ["before any rule it fits less than usual", "不计规则时不如平常贴合"],
    ),
    either(
        Signal::WordsMargin,
        ["by words, its lead over other facts is larger than usual", "论用词，其他事实比平常差得远"],
        ["by words, another fact fits nearly as well", "论用词，另一个事实几乎同样贴合"],
    ),
    either(
        Signal::MeaningMargin,
        ["by meaning, its lead over other facts is larger than usual", "论词义，其他事实比平常差得远"],
        ["by meaning, another fact fits nearly as well", "论词义，另一个事实几乎同样贴合"],
    ),
    either(
        Signal::ScoreMargin,
        ["its lead over other facts is larger than usual", "其他事实比平常差得远"],
        ["another fact fits nearly as well", "另一个事实几乎同样贴合"],
    ),
    either(
        Signal::GapWordsMargin,
        ["by words, its lead over gaps is larger than usual", "论用词，缺口比平常差得远"],
        ["by words, a gap fits nearly as well", "论用词，有缺口几乎同样贴合"],
    ),
    either(
        Signal::GapMeaningMargin,
        ["by meaning, its lead over gaps is larger than usual", "论词义，缺口比平常差得远"],
        ["by meaning, a gap fits nearly as well", "论词义，有缺口几乎同样贴合"],
    ),
    either(
        Signal::GapScoreMargin,
        ["its lead over gaps is larger than usual", "缺口比平常差得远"],
        ["a gap fits nearly as well", "有缺口几乎同样贴合"],
    ),
    either(
        Signal::TalkScoreMargin,
        ["the question is less like small talk than usual", "不如平常像寒暄"],
        ["the question is more like small talk than usual", "比平常更像寒暄"],
    ),
    present(Signal::ExplainedByGap, "a gap knows “{}”, and the fact doesn't", "有缺口涉及“{}”，事实不涉及"),
    present(
        Signal::ExplainedByRival,
        "another fact knows “{}”, and this one doesn't",
        "另一个事实涉及“{}”，这个不涉及",
    ),
    either(
        Signal::RivalLacks,
        ["the next fact lacks more of its words, such as “{}”", "下一个事实缺少更多的词，如“{}”"],
        ["the next fact has most of its words, too", "下一个事实也有其中多数的词"],
    ),
    present(Signal::InRecord, "“{}” stands in the fact's paragraph", "“{}”在事实所在的段落里"),
    present(Signal::ToldElsewhere, "“{}” stands in another paragraph", "“{}”在别的段落里"),
    either(
        Signal::Cover,
        ["it accounts for more of the question than usual", "比平常解释了更多的问题"],
        ["it accounts for less of the question than usual", "比平常解释了更少的问题"],
    ),
    either(
        Signal::AllExplained,
        ["every telling word is the fact's", "每个有意义的词都对得上"],
        ["not every telling word is the fact's", "有意义的词没有全部对上"],
    ),
    manner(Signal::Explained),
    either(
        Signal::ExplainedRelation,
        ["it knows more of what is asked than usual", "比平常更了解所问的内容"],
        ["it knows less of what is asked than usual", "不如平常了解所问的内容"],
    ),
    present(Signal::OpenYear, "“{}” is a year that is not the fact's", "“{}”这个年份不是事实里的"),
    present(Signal::OpenFigure, "“{}” is a figure that is not the fact's", "“{}”这个数字不是事实里的"),
    present(Signal::OpenPlace, "“{}” is a place that is not the fact's", "“{}”这个地点不是事实里的"),
    present(Signal::OpenTime, "“{}” is a time that is not the fact's", "“{}”这个时间不是事实里的"),
    present(Signal::OpenName, "“{}” is a name that is not the fact's", "“{}”这个名称不是事实里的"),
    present(Signal::OpenContrast, "the fact is about something that excludes “{}”", "事实说的是与“{}”相对的另一类"),
    present(Signal::OpenCapital, "“{}” has a capital, and is not the fact's", "“{}”是大写的词，不是事实里的"),
    present(Signal::OpenAttribute, "the fact doesn't tell the property “{}”", "事实没有说明“{}”这一属性"),
    present(Signal::OpenKnown, "“{}” is a word of other entries", "“{}”是别的条目里的词"),
    present(Signal::OpenCommon, "the base doesn't use the common word “{}”", "库里不用“{}”这个常用词"),
    present(Signal::OpenUnknown, "nobody knows the word “{}”", "“{}”是生词"),
    present(Signal::OpenNegation, "“{}” negates the question", "“{}”把问题反过来了"),
    present(Signal::Farthest, "“{}” is further from the fact's words than usual", "“{}”比平常离事实里的词更远"),
    present(
        Signal::NearAttribute,
        "the property “{}” is nearer to the fact's words than usual",
        "“{}”这一属性比平常更接近事实里的词",
    ),
    present(
        Signal::NearKnown,
        "“{}”, of other entries, is nearer to the fact's words than usual",
        "别的条目里的“{}”比平常更接近事实里的词",
    ),
    present(
        Signal::NearCommon,
        "the common word “{}” is nearer to the fact's words than usual",
        "常用词“{}”比平常更接近事实里的词",
    ),
    present(
        Signal::NearUnknown,
        "the unknown word “{}” is nearer to the fact's words than usual",
        "生词“{}”比平常更接近事实里的词",
    ),
    present(Signal::OpenBefore, "“{}” stands before the question proper", "“{}”在真正的提问之前"),
    present(Signal::FirstOpen, "“{}”, asked for first, is not the fact's", "首先问到的“{}”不是事实里的"),
    present(Signal::AttributeOf, "the question is for the “{}” of something", "问的是某事物的“{}”"),
    either(
        Signal::QuestionInPhrasing,
        ["one phrasing holds more of the question than usual", "有一种问法比平常包含更多的问题"],
        ["no phrasing holds as much of the question as usual", "没有问法像平常那样包含问题"],
    ),
    either(
        Signal::Alike,
        ["a phrasing is more alike than usual", "有一种问法比平常更相像"],
        ["no phrasing is as alike as usual", "没有像平常那样相像的问法"],
    ),
    either(
        Signal::AlikeInKind,
        ["a phrasing that asks the same kind is more alike than usual", "同类的问法比平常更相像"],
        ["no phrasing that asks the same kind is as alike as usual", "同类的问法不如平常相像"],
    ),
    either(
        Signal::PhrasingSaid,
        ["the question says more of a phrasing than usual", "问题比平常说出了更多的问法"],
        ["the question says less of a phrasing than usual", "问题比平常说出了更少的问法"],
    ),
    either(
        Signal::AlikeMargin,
        ["no other fact's phrasing is nearly as alike", "其他事实的问法远不如它相像"],
        ["another fact's phrasing is nearly as alike", "另一个事实的问法几乎同样相像"],
    ),
    either(
        Signal::AlikeGapMargin,
        ["no gap's phrasing is nearly as alike", "缺口的问法远不如它相像"],
        ["a gap's phrasing is nearly as alike", "有缺口的问法几乎同样相像"],
    ),
    either(
        Signal::Pairs,
        ["more words stand side by side as in the fact's texts", "更多的词像事实文本里那样相邻"],
        ["fewer words stand side by side as in the fact's texts", "较少的词像事实文本里那样相邻"],
    ),
    present(Signal::NothingTold, "no word of the question tells anything", "问题里没有有意义的词"),
    either(
        Signal::KindShare,
        ["more of its phrasings ask this kind than usual", "同类的问法比平常多"],
        ["fewer of its phrasings ask this kind than usual", "同类的问法比平常少"],
    ),
    either(
        Signal::KindExpected,
        ["`expects` has the kind that is asked for", "`expects`里有所问的一类"],
        ["`expects` has no kind that is asked for", "`expects`里没有所问的一类"],
    ),
    present(Signal::AnswerGives, "the answer names a thing of the kind asked for", "答案里有所问的一类内容"),
    present(Signal::AnswerLacks, "the answer names nothing of the kind asked for", "答案里没有所问的一类内容"),
    present(Signal::PropertyShared, "a phrasing asks for the same property", "有一种问法问的是同一种属性"),
    present(Signal::PropertyApart, "no phrasing asks for the property that is asked for", "没有一种问法问这种属性"),
    present(
        Signal::PropertyLacking,
        "the fact tells nothing of a property that is asked for",
        "事实没有说到所问的属性",
    ),
    present(Signal::PropertyTold, "the answer names the property that is asked for", "答案说到了所问的属性"),
    present(Signal::OpenProperty, "“{}” stands for a property that the fact tells", "“{}”所指的属性事实里有"),
    present(
        Signal::OpenOtherProperty,
        "“{}” asks for a property that the fact doesn't tell",
        "“{}”所问的属性事实里没有",
    ),
    present(Signal::WrongWhen, "it asks when, and the fact tells no time", "问的是时间，事实没有说时间"),
    present(Signal::WrongList, "it asks which they are, and the fact lists none", "问的是有哪些，事实没有列出"),
    present(Signal::WrongWhy, "it asks why, and the fact tells no reason", "问的是原因，事实没有说原因"),
    present(Signal::WrongHow, "it asks how, and the fact tells no way", "问的是方式，事实没有说方式"),
    present(Signal::WrongWho, "it asks who, and the fact names nobody", "问的是谁，事实没有说人名"),
    present(Signal::WrongWhere, "it asks where, and the fact names no place", "问的是地点，事实没有说地点"),
    present(
        Signal::WrongFigure,
        "it asks for a figure, and the fact has none of the kind",
        "问的是数字，事实没有这类数字",
    ),
    manner(Signal::AsksWhen),
    manner(Signal::AsksWho),
    manner(Signal::AsksWhere),
    manner(Signal::AsksHow),
    manner(Signal::AsksFigure),
    manner(Signal::AsksNothing),
    manner(Signal::AsksYesNo),
    either(
        Signal::AnyVote,
        ["the fact breaks a rule", "事实不合某条规则"],
        ["the fact breaks no rule", "事实不违反任何规则"],
    ),
    present(Signal::HardWord, "the fact knows nothing of “{}”", "事实不涉及“{}”"),
    present(Signal::TimeShift, "“{}” asks for another time than the fact's", "“{}”偏离了事实的时间"),
    present(Signal::Counted, "the fact counts other things than “{}”", "事实数的不是“{}”"),
    present(Signal::Scope, "its figure is for another country, city or other whole than “{}”", "它的数字范围不是“{}”"),
    present(Signal::HeadOpen, "the key word of the question, “{}”, is not the fact's", "问题的关键“{}”不是事实里的"),
    present(
        Signal::Relation,
        "nothing of what is asked about the things named is the fact's",
        "提到的事物对得上，所问的内容对不上",
    ),
    present(Signal::Much, "too much of the question is not accounted for", "问题里对不上的内容太多"),
    manner(Signal::Repaired),
    present(Signal::Verbatim, "it is asked in the words of a phrasing", "与一种问法完全相同"),
    manner(Signal::FollowUp),
    manner(Signal::Refers),
    present(
        Signal::RefersToNothing,
        "it refers to something said before, and nothing was",
        "问题指向上文，但前面没有说过什么",
    ),
    manner(Signal::Part),
    manner(Signal::PartOnly),
    present(
        Signal::OtherAside,
        "the rest of the message names another year, place or member of a contrast than the fact's",
        "消息的其余部分提到的年份、地点或门类与事实不同",
    ),
    present(Signal::ContextGain, "the fact is near to what was said before", "事实与上文相近"),
    manner(Signal::Chinese),
    manner(Signal::NamesText),
    manner(Signal::Capitals),
    manner(Signal::TellingWords),
    manner(Signal::Words),
    manner(Signal::BaseHasGaps),
    manner(Signal::GapsForEachFact),
    either(
        Signal::FactHasAbout,
        ["the fact says what it is about", "事实写明了关于什么"],
        ["the fact has no `about`", "事实没有写`about`"],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{ABSENT, MANNER, Phrase, Signal, WORDINGS, Wording};

    fn phrases(wording: &'static Wording) -> Vec<&'static Phrase> {
        match wording {
            Wording::Manner => vec![&MANNER],
            Wording::Present(phrase) => vec![phrase, &ABSENT],
            Wording::Either { more, less } => vec![more, less],
        }
    }

    #[test]
    fn the_table_is_in_the_order_of_the_signals() {
        for ((signal, _), (expected, name, _)) in WORDINGS.iter().zip(Signal::ALL) {
            assert_eq!(*signal, expected, "{name}");
        }
    }

    #[test]
    fn every_signal_has_words_in_both_languages_and_shares_none_but_sums() {
        let mut seen = BTreeSet::new();
        for (signal, wording) in &WORDINGS {
            for phrase in phrases(wording) {
                let Phrase { en, zh } = *phrase;
                assert!(en.contains(' ') && !zh.is_ascii(), "{signal:?}");
                assert_eq!(en.contains("“{}”"), zh.contains("“{}”"), "{signal:?}");
                let is_sum = [&MANNER, &ABSENT].contains(&phrase);
                assert!(is_sum || (seen.insert(en) && seen.insert(zh)), "{signal:?}: {en}");
            }
        }
    }
}
