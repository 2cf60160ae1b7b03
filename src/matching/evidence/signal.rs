//! The names of all evidence, with the sign that each may have.

/// Which way a signal may count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// It can only speak for the fact.
    For,
    /// It can only speak against the fact.
    Against,
    /// Either, as the fit finds: it sets others in proportion.
    Free,
}

use Sign::{Against, For, Free};

/// One piece of evidence for the fact that ranks first (“it”). A word of the question is *open* where the fact doesn't
/// account for it. Logarithms are natural; weights are those of [`super::super::Word::weight`]; a margin is a
/// difference to the best other entry of a sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(usize)]
pub enum Signal {
    /// Logarithm of its score after all factors, at least -9.
    Score,
    /// How it stands to the entry that fits best, from 0 to 1.
    Standing,
    /// How likely it is by words, letters and meaning alone, in logits.
    Chance,
    /// By how much its words speak for it more than for the next fact, in logits.
    WordsMargin,
    /// As [`Self::WordsMargin`], by meaning.
    MeaningMargin,
    /// As [`Self::WordsMargin`], of the scores' logarithms.
    ScoreMargin,
    /// As [`Self::WordsMargin`], against the best gap.
    GapWordsMargin,
    /// As [`Self::MeaningMargin`], against the best gap.
    GapMeaningMargin,
    /// As [`Self::ScoreMargin`], against the best gap.
    GapScoreMargin,
    /// As [`Self::ScoreMargin`], against the best small talk.
    TalkScoreMargin,
    /// Weight of its open words that the best gap explains.
    ExplainedByGap,
    /// Weight of its open words that the next fact explains.
    ExplainedByRival,
    /// Weight of its explained words that the next fact doesn't explain.
    RivalLacks,
    /// Weight of its open words that stand in the record of its paragraphs.
    InRecord,
    /// Weight of its open words that stand elsewhere in what the source tells.
    ToldElsewhere,
    /// The share of the question's weight that it accounts for.
    Cover,
    /// No word is open.
    AllExplained,
    /// Weight of explained words.
    Explained,
    /// Weight of explained words that say what is asked of the things named.
    ExplainedRelation,
    /// How many open words are years.
    OpenYear,
    /// How many are other figures.
    OpenFigure,
    /// How many are places.
    OpenPlace,
    /// How many are months or days.
    OpenTime,
    /// How many are names of the base.
    OpenName,
    /// How many are members of a contrast.
    OpenContrast,
    /// How many have a capital that tells.
    OpenCapital,
    /// How many ask for a property.
    OpenAttribute,
    /// Weight of those that the base uses elsewhere.
    OpenKnown,
    /// How many are common words that the base doesn't use.
    OpenCommon,
    /// How many are words that nobody knows.
    OpenUnknown,
    /// How many negate the question.
    OpenNegation,
    /// Open words that are far in meaning from all of the fact's words: how far the farthest is, from 0 to 1.
    Farthest,
    /// How near open attributes are to the fact's words, added up.
    NearAttribute,
    /// The same for words that the base uses elsewhere.
    NearKnown,
    /// The same for common words.
    NearCommon,
    /// The same for unknown words.
    NearUnknown,
    /// Weight of open words before the question word.
    OpenBefore,
    /// The first telling word after the question word is open.
    FirstOpen,
    /// An open attribute stands before "of", "for", "does".
    AttributeOf,
    /// Of the one phrasing that is most alike: the share of the question in it.
    QuestionInPhrasing,
    /// The harmonic mean of both shares, for the phrasing where it is largest.
    Alike,
    /// The same, among phrasings that ask for the same kind of answer.
    AlikeInKind,
    /// The largest share of a phrasing that the question says.
    PhrasingSaid,
    /// By how much [`Self::Alike`] is larger than the best other fact's.
    AlikeMargin,
    /// The same against gaps.
    AlikeGapMargin,
    /// The share of the question's neighbouring telling words that are neighbours in the fact's texts.
    Pairs,
    /// No word of the question tells anything.
    NothingTold,
    /// The share of the fact's phrasings that ask for the question's kind of answer.
    KindShare,
    /// The kind of answer is among those that the fact says it gives.
    KindExpected,
    /// The answer names a thing of the kind that is asked for: a figure, a time, a name.
    AnswerGives,
    /// It names none.
    AnswerLacks,
    /// The question and a phrasing ask for the same property, by a question word or another one.
    PropertyShared,
    /// The question asks for properties, and for none that a phrasing asks for.
    PropertyApart,
    /// How many properties of the question neither a phrasing nor the answer names.
    PropertyLacking,
    /// The answer names a property that is asked for.
    PropertyTold,
    /// Open words whose property a phrasing or the answer names.
    OpenProperty,
    /// Open words whose property neither names.
    OpenOtherProperty,
    /// Its kind of answer is missing: when or how long.
    WrongWhen,
    /// A list.
    WrongList,
    /// Why.
    WrongWhy,
    /// How.
    WrongHow,
    /// Who.
    WrongWho,
    /// Where.
    WrongWhere,
    /// How many, how much, which share.
    WrongFigure,
    /// The question asks when or how long.
    AsksWhen,
    /// Who.
    AsksWho,
    /// Where.
    AsksWhere,
    /// How or why.
    AsksHow,
    /// How many, how much, which share.
    AsksFigure,
    /// Nothing in particular.
    AsksNothing,
    /// For yes or no.
    AsksYesNo,
    /// Some rule is broken.
    AnyVote,
    /// See [`super::super::Votes::hard`].
    HardWord,
    /// See [`super::super::Votes::shift`].
    TimeShift,
    /// See [`super::super::Votes::counted`].
    Counted,
    /// See [`super::super::Votes::scope`].
    Scope,
    /// See [`super::super::Votes::head`].
    HeadOpen,
    /// See [`super::super::Votes::relation`].
    Relation,
    /// See [`super::super::Votes::much`].
    Much,
    /// A word was repaired.
    Repaired,
    /// The question is one of its phrasings, word for word.
    Verbatim,
    /// The question leans on what was said before.
    FollowUp,
    /// It points to something said before, or goes on from it.
    Refers,
    /// It does, and is read as if nothing had been said.
    RefersToNothing,
    /// The question is a part of a longer message.
    Part,
    /// The rest of that message is left aside.
    PartOnly,
    /// How many years, or members of a contrast, the rest of that message names where the fact has others; at most 2.
    OtherAside,
    /// How near the fact is to what was said before.
    ContextGain,
    /// The question is in Chinese.
    Chinese,
    /// It names a text.
    NamesText,
    /// How many words have a capital that tells.
    Capitals,
    /// Logarithm of how many words tell something.
    TellingWords,
    /// Logarithm of how many words there are.
    Words,
    /// The base has gaps.
    BaseHasGaps,
    /// How many gaps the base has for each fact, at most 1.
    GapsForEachFact,
    /// The fact says what it is about.
    FactHasAbout,
}

impl Signal {
    /// All signals with their names in files and the sign that is forced, in the order of the enumeration.
    pub const ALL: [(Self, &'static str, Sign); Self::COUNT] = [
        (Self::Score, "score", For),
        (Self::Standing, "standing", For),
        (Self::Chance, "chance", For),
        (Self::WordsMargin, "words-margin", For),
        (Self::MeaningMargin, "meaning-margin", For),
        (Self::ScoreMargin, "score-margin", For),
        (Self::GapWordsMargin, "gap-words-margin", For),
        (Self::GapMeaningMargin, "gap-meaning-margin", For),
        (Self::GapScoreMargin, "gap-score-margin", For),
        (Self::TalkScoreMargin, "talk-score-margin", For),
        (Self::ExplainedByGap, "explained-by-gap", Against),
        (Self::ExplainedByRival, "explained-by-rival", Against),
        (Self::RivalLacks, "rival-lacks", For),
        (Self::InRecord, "in-record", For),
        (Self::ToldElsewhere, "told-elsewhere", Free),
        (Self::Cover, "cover", For),
        (Self::AllExplained, "all-explained", For),
        (Self::Explained, "explained", Free),
        (Self::ExplainedRelation, "explained-relation", For),
        (Self::OpenYear, "open-year", Against),
        (Self::OpenFigure, "open-figure", Against),
        (Self::OpenPlace, "open-place", Against),
        (Self::OpenTime, "open-time", Against),
        (Self::OpenName, "open-name", Against),
        (Self::OpenContrast, "open-contrast", Against),
        (Self::OpenCapital, "open-capital", Against),
        (Self::OpenAttribute, "open-attribute", Against),
        (Self::OpenKnown, "open-known", Against),
        (Self::OpenCommon, "open-common", Against),
        (Self::OpenUnknown, "open-unknown", Against),
        (Self::OpenNegation, "open-negation", Against),
        (Self::Farthest, "farthest", Against),
        (Self::NearAttribute, "near-attribute", For),
        (Self::NearKnown, "near-known", For),
        (Self::NearCommon, "near-common", For),
        (Self::NearUnknown, "near-unknown", For),
        (Self::OpenBefore, "open-before", For),
        (Self::FirstOpen, "first-open", Against),
        (Self::AttributeOf, "attribute-of", Against),
        (Self::QuestionInPhrasing, "question-in-phrasing", For),
        (Self::Alike, "alike", For),
        (Self::AlikeInKind, "alike-in-kind", For),
        (Self::PhrasingSaid, "phrasing-said", For),
        (Self::AlikeMargin, "alike-margin", For),
        (Self::AlikeGapMargin, "alike-gap-margin", For),
        (Self::Pairs, "pairs", For),
        (Self::NothingTold, "nothing-told", Against),
        (Self::KindShare, "kind-share", For),
        (Self::KindExpected, "kind-expected", For),
        (Self::AnswerGives, "answer-gives", For),
        (Self::AnswerLacks, "answer-lacks", Against),
        (Self::PropertyShared, "property-shared", For),
        (Self::PropertyApart, "property-apart", Against),
        (Self::PropertyLacking, "property-lacking", Against),
        (Self::PropertyTold, "property-told", For),
        (Self::OpenProperty, "open-property", For),
        (Self::OpenOtherProperty, "open-other-property", Against),
        (Self::WrongWhen, "wrong-when", Against),
        (Self::WrongList, "wrong-list", Against),
        (Self::WrongWhy, "wrong-why", Against),
        (Self::WrongHow, "wrong-how", Against),
        (Self::WrongWho, "wrong-who", Against),
        (Self::WrongWhere, "wrong-where", Against),
        (Self::WrongFigure, "wrong-figure", Against),
        (Self::AsksWhen, "asks-when", Free),
        (Self::AsksWho, "asks-who", Free),
        (Self::AsksWhere, "asks-where", Free),
        (Self::AsksHow, "asks-how", Free),
        (Self::AsksFigure, "asks-figure", Free),
        (Self::AsksNothing, "asks-nothing", Free),
        (Self::AsksYesNo, "asks-yes-no", Free),
        (Self::AnyVote, "any-vote", Against),
        (Self::HardWord, "hard-word", Against),
        (Self::TimeShift, "time-shift", Against),
        (Self::Counted, "counted", Against),
        (Self::Scope, "scope", Against),
        (Self::HeadOpen, "head-open", Against),
        (Self::Relation, "relation", Against),
        (Self::Much, "much", Against),
        (Self::Repaired, "repaired", Free),
        (Self::Verbatim, "verbatim", For),
        (Self::FollowUp, "follow-up", Free),
        (Self::Refers, "refers", Free),
        (Self::RefersToNothing, "refers-to-nothing", Against),
        (Self::Part, "part", Free),
        (Self::PartOnly, "part-only", Free),
        (Self::OtherAside, "other-aside", Against),
        (Self::ContextGain, "context-gain", For),
        (Self::Chinese, "chinese", Free),
        (Self::NamesText, "names-text", Free),
        (Self::Capitals, "capitals", Free),
        (Self::TellingWords, "telling-words", Free),
        (Self::Words, "words", Free),
        (Self::BaseHasGaps, "base-has-gaps", Free),
        (Self::GapsForEachFact, "gaps-for-each-fact", Free),
        (Self::FactHasAbout, "fact-has-about", Free),
    ];

    /// How many there are.
    pub const COUNT: usize = Self::FactHasAbout as usize + 1;

    /// What files call it.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The sign that is forced.
    pub fn sign(self) -> Sign {
        Self::ALL[self as usize].2
    }
}

#[cfg(test)]
mod tests {
    use super::Signal;

    #[test]
    fn the_table_is_in_the_order_of_the_enumeration() {
        for (at, (signal, name, _)) in Signal::ALL.into_iter().enumerate() {
            assert_eq!(signal as usize, at, "{name}");
        }
    }
}
