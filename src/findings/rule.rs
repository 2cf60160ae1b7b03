//! The rules that a base keeps, each with its name and what it is for.

/// Which rule a finding breaks. What each means, and why it is bad, is in [`Rule::explanation`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The file is not valid TOML.
    Toml,
    /// A key that the format does not have.
    UnknownKey,
    /// A key that says what is so without it.
    NeedlessKey,
    /// A value of another type than the key takes.
    WrongType,
    /// A key that must be there is not.
    MissingKey,
    /// Text in one language only.
    MissingLanguage,
    /// A text or list with nothing in it.
    Empty,
    /// A character that nobody sees.
    InvisibleCharacter,
    /// A word from a closed set that is none of them.
    UnknownValue,
    /// An id that is not made of small letters, digits and hyphens.
    BadId,
    /// An id or a paragraph's number that stands twice.
    DuplicateId,
    /// A source that no file in `seeds/` records.
    UnknownSource,
    /// A paragraph or place that the source does not have.
    UnknownParagraph,
    /// A `related` or `nearest` id that no fact has.
    UnknownFact,
    /// One word in two names or synonym classes.
    SharedWord,
    /// A figure in an answer that the record of the cited place does not hold.
    UnsourcedFigure,
    /// A name in an answer that the record of the cited place does not hold.
    UnsourcedName,
    /// A number that the cited place has in another unit.
    OtherUnit,
    /// A figure with a hedge that the cited place has otherwise.
    OtherHedge,
    /// A figure where the cited place seems to have another, or the same of something else.
    OtherFigure,
    /// A name where the cited place seems to have another, or that it has nowhere.
    OtherName,
    /// What the cited place says the opposite of.
    Negation,
    /// A sentence that stands nowhere.
    Untold,
    /// A fact that expects a figure and has none in its answer.
    MissingFigure,
    /// A phrasing that stands in two entries, word for word or nearly.
    SharedPhrasing,
    /// A phrasing that stands twice in one entry.
    RepeatedPhrasing,
    /// A phrasing of function words only.
    BarePhrasing,
    /// Words of a phrasing that have nothing to do with its fact.
    StrayWord,
    /// A word of `about` that stands nowhere else.
    UnknownAbout,
    /// A word on a list that has no effect there.
    IdleWord,
    /// A phrasing that does not find its own entry.
    LostPhrasing,
    /// A phrasing that another fact answers when it is left out of its own.
    LonelyPhrasing,
    /// A fact or gap with too few phrasings.
    FewPhrasings,
    /// An answer too long for a chat.
    LongAnswer,
    /// A label too long for a button.
    LongLabel,
    /// A paragraph whose text is not the one that was recorded.
    Fingerprint,
    /// A recorded name or figure that the article's paragraph does not hold.
    NotInArticle,
    /// A figure or name in an answer that no longer stands in the changed text of its paragraph.
    GoneFromText,
    /// Facts that rest on a paragraph whose text changed, and still say what it tells.
    ChangedText,
    /// A record that says a figure which it doesn't record.
    Unrecorded,
    /// A record that a person has yet to finish.
    Unfinished,
    /// A row of examples that can't be read.
    Row,
    /// A row of examples, or a text in one, that is too long.
    LongText,
    /// A question of a file of examples under two answers.
    TwoAnswers,
    /// A pattern in a row of examples that can't be used.
    Pattern,
}

/// How bad it is to break a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// What is said could be untrue, or can't be read.
    Error,
    /// What is said is true as far as is known, but some questions will not find it, or a person has yet to look.
    Warning,
}

impl Rule {
    /// All rules, in the order in which a base is checked; at the end those of files of examples.
    pub const ALL: [Self; 45] = [
        Self::Toml,
        Self::UnknownKey,
        Self::NeedlessKey,
        Self::WrongType,
        Self::MissingKey,
        Self::MissingLanguage,
        Self::Empty,
        Self::InvisibleCharacter,
        Self::UnknownValue,
        Self::BadId,
        Self::DuplicateId,
        Self::UnknownSource,
        Self::UnknownParagraph,
        Self::UnknownFact,
        Self::SharedWord,
        Self::UnsourcedFigure,
        Self::UnsourcedName,
        Self::OtherUnit,
        Self::OtherHedge,
        Self::OtherFigure,
        Self::OtherName,
        Self::Negation,
        Self::Untold,
        Self::MissingFigure,
        Self::SharedPhrasing,
        Self::RepeatedPhrasing,
        Self::BarePhrasing,
        Self::StrayWord,
        Self::UnknownAbout,
        Self::IdleWord,
        Self::LostPhrasing,
        Self::LonelyPhrasing,
        Self::FewPhrasings,
        Self::LongAnswer,
        Self::LongLabel,
        Self::Fingerprint,
        Self::NotInArticle,
        Self::GoneFromText,
        Self::ChangedText,
        Self::Unrecorded,
        Self::Unfinished,
        Self::Row,
        Self::LongText,
        Self::TwoAnswers,
        Self::Pattern,
    ];

    /// The rule's name, as printed in square brackets.
    pub fn name(self) -> &'static str {
        match self {
            Self::Toml => "toml",
            Self::UnknownKey => "unknown-key",
            Self::NeedlessKey => "needless-key",
            Self::WrongType => "wrong-type",
            Self::MissingKey => "missing-key",
            Self::MissingLanguage => "missing-language",
            Self::Empty => "empty",
            Self::InvisibleCharacter => "invisible-character",
            Self::UnknownValue => "unknown-value",
            Self::BadId => "bad-id",
            Self::DuplicateId => "duplicate-id",
            Self::UnknownSource => "unknown-source",
            Self::UnknownParagraph => "unknown-paragraph",
            Self::UnknownFact => "unknown-fact",
            Self::SharedWord => "shared-word",
            Self::UnsourcedFigure => "unsourced-figure",
            Self::UnsourcedName => "unsourced-name",
            Self::OtherUnit => "other-unit",
            Self::OtherHedge => "other-hedge",
            Self::OtherFigure => "other-figure",
            Self::OtherName => "other-name",
            Self::Negation => "negation",
            Self::Untold => "untold",
            Self::MissingFigure => "missing-figure",
            Self::SharedPhrasing => "shared-phrasing",
            Self::RepeatedPhrasing => "repeated-phrasing",
            Self::BarePhrasing => "bare-phrasing",
            Self::StrayWord => "stray-word",
            Self::UnknownAbout => "unknown-about",
            Self::IdleWord => "idle-word",
            Self::LostPhrasing => "lost-phrasing",
            Self::LonelyPhrasing => "lonely-phrasing",
            Self::FewPhrasings => "few-phrasings",
            Self::LongAnswer => "long-answer",
            Self::LongLabel => "long-label",
            Self::Fingerprint => "fingerprint",
            Self::NotInArticle => "not-in-article",
            Self::GoneFromText => "gone-from-text",
            Self::ChangedText => "changed-text",
            Self::Unrecorded => "unrecorded",
            Self::Unfinished => "unfinished",
            Self::Row => "row",
            Self::LongText => "long-text",
            Self::TwoAnswers => "two-answers",
            Self::Pattern => "pattern",
        }
    }

    /// How bad it is to break the rule.
    pub fn severity(self) -> Severity {
        match self {
            Self::NeedlessKey
            | Self::OtherUnit
            | Self::OtherHedge
            | Self::OtherFigure
            | Self::OtherName
            | Self::Negation
            | Self::Untold
            | Self::RepeatedPhrasing
            | Self::BarePhrasing
            | Self::StrayWord
            | Self::UnknownAbout
            | Self::IdleWord
            | Self::LostPhrasing
            | Self::LonelyPhrasing
            | Self::FewPhrasings
            | Self::LongAnswer
            | Self::LongLabel
            | Self::ChangedText
            | Self::Unrecorded
            | Self::Unfinished => Severity::Warning,
            Self::Toml
            | Self::UnknownKey
            | Self::WrongType
            | Self::MissingKey
            | Self::MissingLanguage
            | Self::Empty
            | Self::InvisibleCharacter
            | Self::UnknownValue
            | Self::BadId
            | Self::DuplicateId
            | Self::UnknownSource
            | Self::UnknownParagraph
            | Self::UnknownFact
            | Self::SharedWord
            | Self::UnsourcedFigure
            | Self::UnsourcedName
            | Self::MissingFigure
            | Self::SharedPhrasing
            | Self::Fingerprint
            | Self::NotInArticle
            | Self::GoneFromText
            | Self::Row
            | Self::LongText
            | Self::TwoAnswers
            | Self::Pattern => Severity::Error,
        }
    }

    /// The rule with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.name() == name)
    }

    /// What the rule does, and why what it finds is bad.
    #[expect(clippy::too_many_lines, reason = "it is a table")]
    pub fn explanation(self) -> Explanation {
        let (what, why) = match self {
            Self::Toml => (
                "Finds the place from which a file can no longer be read as TOML.",
                "Nothing that comes after that place can be read, and citebot does not start with half a base.",
            ),
            Self::UnknownKey => (
                "Finds keys that the format does not have.",
                "What stands under a misspelt key is never used, and nobody notices.",
            ),
            Self::NeedlessKey => (
                "Finds keys that say what is so without them.",
                "Whoever copies the file copies them too, and wonders what they are for.",
            ),
            Self::WrongType => (
                "Finds values of another type than their key takes, such as a text where a list belongs.",
                "The value can't be used.",
            ),
            Self::MissingKey => (
                "Finds tables that lack a key they must have.",
                "A fact without an id, an answer or a place in the source can't be said.",
            ),
            Self::MissingLanguage => (
                "Finds texts that stand in English or in Chinese only.",
                "Who asks in the other language would get no answer, or one they can't read.",
            ),
            Self::Empty => (
                "Finds texts with nothing in them.",
                "An empty answer is an empty message, and an empty phrasing matches nothing.",
            ),
            Self::InvisibleCharacter => (
                "Finds control characters and marks of direction, which nobody sees.",
                "They turn the order of what is seen, or move the cursor of a terminal; so a text may say another \
                 thing than it shows, to the curator and to whoever asks.",
            ),
            Self::UnknownValue => (
                "Finds words that are none of those a key takes, such as an unknown kind of question.",
                "The word has no effect, and the fact serves fewer questions than its author meant.",
            ),
            Self::BadId => (
                "Finds ids that are long or hold other characters than small letters, digits and hyphens.",
                "Ids go into links and buttons, which have room for little else.",
            ),
            Self::DuplicateId => (
                "Finds ids of facts, gaps and small talk, and numbers of paragraphs, that stand twice.",
                "A link or a citation could mean either.",
            ),
            Self::UnknownSource => (
                "Finds files of answers whose source no file in `seeds/` records.",
                "Their answers would rest on nothing.",
            ),
            Self::UnknownParagraph => (
                "Finds citations of paragraphs and places that the source does not have.",
                "A reader who looks the answer up would find nothing there.",
            ),
            Self::UnknownFact => (
                "Finds ids under `related` and `nearest` that no fact has.",
                "The reader would be offered something that does not exist.",
            ),
            Self::SharedWord => (
                "Finds words that stand in two names or synonym classes.",
                "The two would become one, and a chain of such joins makes strangers the same.",
            ),
            Self::UnsourcedFigure => (
                "Finds figures and months in an answer that the record of no cited place holds, compared by value: \
                 3500亿 is 350 billion. Small counts in words, such as \"the two partners\", are free.",
                "A wrong figure with a paragraph's number beside it is worse than no answer.",
            ),
            Self::UnsourcedName => (
                "Finds names in an answer that the record of no cited place holds: capitalised words in English, \
                 Latin words and the recorded names of other places in Chinese.",
                "The cited place does not say what the answer says of that name.",
            ),
            Self::OtherUnit => (
                "Finds numbers of answers that their places have in another unit only.",
                "Five weeks are no five days.",
            ),
            Self::OtherHedge => (
                "Compares “nearly”, “more than”, “up to” of each figure, and of shares such as “half”, with what its places \
                 say of it.",
                "Nearly 350 is not 350, and up to ten is not ten.",
            ),
            Self::OtherFigure => (
                "Compares the words around each figure of an answer, and what it counts, with those around the figures of \
                 its places; finds one figure told twice for two, and figures that can't stand where they do, such as \
                 190 July, or a telephone number with its parts in another order.",
                "A true figure of another thing is an untrue answer. A figure of a list is easily taken for its neighbour.",
            ),
            Self::OtherName => (
                "Compares the words around each name of an answer with those around the names of its places, first those \
                 that the fact's questions name, and finds Chinese names that stand in none.",
                "Somebody else did it, and nobody notices.",
            ),
            Self::Negation => (
                "Compares each clause of an answer with the clause of its places that is most like it, where one is \
                 denied and the other isn't, and finds words, names and figures that an answer denies and its places only \
                 affirm, or the other way round.",
                "A “not” too much or too few turns an answer into its opposite.",
            ),
            Self::Untold => (
                "Finds sentences of answers, and of replies of gaps, of whose words hardly any stands in their places, and \
                 what says that the text tells something without saying it: \"the text names an architect\".",
                "What nobody can look up is not sourced, however true it may be.",
            ),
            Self::MissingFigure => (
                "Finds facts that expect `number`, `amount` or `share` and have no figure in their answer.",
                "A question that asks for a figure would get a sentence without one.",
            ),
            Self::SharedPhrasing => (
                "Finds phrasings that stand in two entries, word for word, or with the same telling words in other forms.",
                "Whoever asks so could mean either, and one of the two is never found.",
            ),
            Self::RepeatedPhrasing => (
                "Finds phrasings that stand twice in one entry, capitals and punctuation aside.",
                "The second is no new way to ask.",
            ),
            Self::BarePhrasing => (
                "Finds phrasings that have only words which every question may have, such as \"what is it\".",
                "It says nothing of what its entry is about, so that questions for anything come near it.",
            ),
            Self::StrayWord => (
                "Finds names in phrasings that stand neither in an answer nor in a source, and phrasings most of whose \
                 words are far in meaning from all that their fact says.",
                "A phrasing is the list of words that its fact may explain: whoever asks for something else by such a \
                 word gets this fact.",
            ),
            Self::UnknownAbout => (
                "Finds things under `about` that stand in no phrasing, answer or source.",
                "Nobody asks by a misspelt name, and the fact is not found by the right one.",
            ),
            Self::IdleWord => (
                "Finds words on a list of `words.toml`, or under `about`, that have no effect there: they stand on \
                 another list that counts, or say nothing in any question.",
                "Its author believes that the bot knows the word.",
            ),
            Self::LostPhrasing => (
                "Asks each phrasing of the whole base and finds those that do not lead to their own entry.",
                "A question that its author thought of is answered wrongly, or not at all.",
            ),
            Self::LonelyPhrasing => (
                "Leave-one-out: asks each phrasing of a fact of the base without that phrasing, and finds those that \
                 another fact answers, while their own is not among the first three.",
                "Who words the question a little differently gets the wrong answer.",
            ),
            Self::FewPhrasings => (
                "Counts the different phrasings of each fact and gap.",
                "A phrasing is also the list of words that its entry may explain: with few of them, most \
                 ways to ask end in a refusal.",
            ),
            Self::LongAnswer => (
                "Finds answers and replies that fill more than a phone's screen.",
                "Nobody reads them in a chat; two facts serve better.",
            ),
            Self::LongLabel => (
                "Finds labels that a button on a phone can't show whole.",
                "The end, which mostly tells it from the others, is cut off.",
            ),
            Self::Fingerprint => (
                "Compares the fingerprint of each recorded paragraph with the article's text.",
                "The record may describe another version of the article, or another article.",
            ),
            Self::NotInArticle => (
                "Looks up the title and each recorded name and figure in the article's text.",
                "A name or figure that the article does not have must not be vouched for.",
            ),
            Self::GoneFromText => (
                "Looks up the figures and names of each answer in the new text of a paragraph that has changed.",
                "The answer was true of the text as it was, and cites a paragraph that no longer tells it.",
            ),
            Self::ChangedText => (
                "Finds facts that rest on a paragraph whose text has changed, where their figures and names still stand.",
                "What the text says of them may be another thing now, and only a person can tell.",
            ),
            Self::Unrecorded => (
                "Holds what a record `says` of a paragraph to the figures that it records of it.",
                "Answers are held to both; a figure that nobody took from the text would vouch for itself.",
            ),
            Self::Unfinished => (
                "Finds records without fingerprints, and paragraphs whose account nobody has written yet.",
                "Without a fingerprint nobody sees that the text changed; without an account nobody can look up what \
                 it says.",
            ),
            Self::Row => (
                "Finds rows of a file of examples that can't be read, from JSON to quotation marks in a CSV.",
                "A question that is left out in silence is neither answered nor counted.",
            ),
            Self::LongText => (
                "Finds rows of a file of examples, and texts in them, that are longer than is read.",
                "The rest of a question would never be looked at, and an answer would fill several messages.",
            ),
            Self::TwoAnswers => (
                "Finds questions that a file of examples has under two answers or intents.",
                "Whoever asks it can be told one of them only, and nobody chose which.",
            ),
            Self::Pattern => (
                "Finds patterns in a file of examples that are no regular expressions, or take too long.",
                "Without its pattern nobody knows whether an answer is right.",
            ),
        };
        Explanation { what, why }
    }
}

/// What a rule is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// What the rule does.
    pub what: &'static str,
    /// Why what it finds is bad.
    pub why: &'static str,
}
