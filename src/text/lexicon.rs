//! The words of a language, from the plain files `english.toml` and `chinese.toml` beside this one.

use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Kind, Language, Properties};

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::embedded(include_str!("english.toml")));
static CHINESE: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::embedded(include_str!("chinese.toml")));

/// The words of one language that mean the same whatever the base is about.
#[derive(Debug)]
pub struct Lexicon {
    /// Words that say nothing about which fact is meant.
    pub fillers: FxHashSet<String>,
    /// Words that say little: nothing where the base doesn't use them.
    pub light: FxHashSet<String>,
    /// Openings such as "is it true that": their words weigh nothing.
    pub frames: Vec<String>,
    /// Words that name a property, and so ask for it.
    pub properties: FxHashMap<String, Properties>,
    /// Towns, countries, peoples.
    pub places: FxHashSet<String>,
    /// Months, days and words like "yesterday".
    pub times: FxHashSet<String>,
    /// "Last year": says nothing beside the year itself.
    pub relative_years: FxHashSet<String>,
    /// "Before", "after": beside a time they make it another one.
    pub time_shifts: FxHashSet<String>,
    /// How people write words in chats.
    pub spellings: FxHashMap<String, String>,
    /// Irregular forms and the words they belong to.
    pub irregular: FxHashMap<String, String>,
    /// Words whose stem would meet another word's.
    pub unstemmed: FxHashSet<String>,
    /// Words of speaking: somebody's own words are asked for.
    pub speech: FxHashSet<String>,
    /// Words that turn a question into its opposite.
    pub negations: FxHashSet<String>,
    /// Words that make a question: who, what, how.
    pub question_words: Vec<String>,
    /// Words for a text: "what does the report say" asks for no speech.
    pub texts: FxHashSet<String>,
    /// Whole messages that ask something of the text or of the last answer.
    pub requests: FxHashMap<String, Request>,
    /// Words that end the names of organisations: what stands before one is a name.
    pub name_endings: FxHashSet<String>,
    /// Phrases and the kind of question they make; none for those that only look like one. A star stands for a few words,
    /// as many as `matching::asked` allows.
    pub kinds: Vec<(String, Option<Kind>)>,
}

/// The shape of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLexicon {
    fillers: Vec<String>,
    light: Vec<String>,
    frames: Vec<String>,
    places: Vec<String>,
    #[serde(default)]
    times: Vec<String>,
    relative_years: Vec<String>,
    time_shifts: Vec<String>,
    spellings: FxHashMap<String, String>,
    #[serde(default)]
    irregular: FxHashMap<String, String>,
    #[serde(default)]
    unstemmed: Vec<String>,
    speech: Vec<String>,
    negations: Vec<String>,
    question_words: Vec<String>,
    texts: Vec<String>,
    requests: RawRequests,
    #[serde(default)]
    name_endings: Vec<String>,
    properties: BTreeMap<String, Vec<String>>,
    kinds: BTreeMap<String, Vec<String>>,
}

/// What a whole message may ask of the text or of the last answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Request {
    /// Where the last answer stands, or whether that is sure.
    Source,
    /// What else there is to the last answer.
    More,
    /// What the text is about as a whole.
    Summary,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRequests {
    source: Vec<String>,
    more: Vec<String>,
    summary: Vec<String>,
}

impl RawRequests {
    fn by_message(self) -> FxHashMap<String, Request> {
        let of = |messages: Vec<String>, request| messages.into_iter().map(move |message| (message, request));
        of(self.source, Request::Source)
            .chain(of(self.more, Request::More))
            .chain(of(self.summary, Request::Summary))
            .collect()
    }
}

/// What stands at the ends of a Chinese message and says nothing.
const PARTICLES: &str = "请问你您是在的了呢吗啊呀吧";

/// The key under `[kinds]` for phrases that look like a question and are none.
const EXCEPTIONS: &str = "exceptions";

impl Lexicon {
    /// English.
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    /// The words of `language`.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Chinese => &CHINESE,
        }
    }

    /// Whether a word says little or nothing about which fact is meant.
    pub fn is_quiet(&self, word: &str) -> bool {
        self.fillers.contains(word) || self.light.contains(word)
    }

    /// Whether a list of Chinese words has `word`.
    pub fn lists_chinese(word: &str) -> bool {
        let lists = [&CHINESE.fillers, &CHINESE.light, &CHINESE.places, &CHINESE.times, &CHINESE.speech];
        CHINESE.properties.contains_key(word) || lists.iter().any(|list| list.contains(word))
    }

    /// Whether a word of either language stands for a text.
    pub fn is_text(word: &str) -> bool {
        ENGLISH.texts.contains(word) || CHINESE.texts.contains(word)
    }

    /// Whether a word of either language makes another time of the one beside it.
    pub fn shifts_time(word: &str) -> bool {
        ENGLISH.time_shifts.contains(word) || CHINESE.time_shifts.contains(word)
    }

    /// Whether a word of either language names a year by its distance from now.
    pub fn is_relative_year(word: &str) -> bool {
        ENGLISH.relative_years.contains(word) || CHINESE.relative_years.contains(word)
    }

    /// Whether a word of either language makes a question.
    pub fn is_question_word(word: &str) -> bool {
        [&ENGLISH, &CHINESE].iter().any(|lexicon| lexicon.question_words.iter().any(|other| other == word))
    }

    /// What a message asks of the text or of the last answer, in its normal form and without marks.
    pub fn request(message: &str) -> Option<Request> {
        let known = |message: &str| ENGLISH.requests.get(message).or_else(|| CHINESE.requests.get(message)).copied();
        known(message).or_else(|| known(message.trim_matches(|particle| PARTICLES.contains(particle))))
    }

    /// Whether a word of either language ends the names of organisations.
    pub fn ends_name(word: &str) -> bool {
        ENGLISH.name_endings.contains(word) || CHINESE.name_endings.contains(word)
    }

    /// The file is part of the program: a broken one is a broken build, which every test shows.
    fn embedded(text: &str) -> Self {
        let raw: RawLexicon = toml::from_str(text).expect("the words of a language are part of the program");
        let mut kinds: Vec<(String, Option<Kind>)> = Vec::new();
        for (name, phrases) in raw.kinds {
            let kind = Kind::from_name(&name);
            assert!(kind.is_some() || name == EXCEPTIONS, "`{name}` is no kind of question");
            kinds.extend(phrases.into_iter().map(|phrase| (phrase, kind)));
        }
        let mut properties: FxHashMap<String, Properties> = FxHashMap::default();
        for (name, words) in raw.properties {
            let Some(property) = Properties::from_name(&name) else { panic!("`{name}` is no property") };
            for word in words {
                let all = properties.entry(word).or_default();
                *all = all.and(property);
            }
        }
        Self {
            fillers: raw.fillers.into_iter().collect(),
            light: raw.light.into_iter().collect(),
            properties,
            frames: raw.frames,
            places: raw.places.into_iter().collect(),
            times: raw.times.into_iter().collect(),
            relative_years: raw.relative_years.into_iter().collect(),
            time_shifts: raw.time_shifts.into_iter().collect(),
            spellings: raw.spellings,
            irregular: raw.irregular,
            unstemmed: raw.unstemmed.into_iter().collect(),
            speech: raw.speech.into_iter().collect(),
            negations: raw.negations.into_iter().collect(),
            question_words: raw.question_words,
            texts: raw.texts.into_iter().collect(),
            requests: raw.requests.by_message(),
            name_endings: raw.name_endings.into_iter().collect(),
            kinds,
        }
    }
}
