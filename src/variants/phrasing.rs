//! A phrasing that is about to be changed, with what its fact knows.

use rustc_hash::{FxHashMap, FxHashSet};

use super::characters::Characters;
use super::editions::Editions;
use super::lexis::{Class, Found, Lexis, Reading, fingerprint};
use super::pieces::pieces;
use crate::facts::{Base, Fact};
use crate::text::{self, Language, Lexicon};

/// What a fact, or what stands beside it, tells: a near miss must be about something else.
#[derive(Debug)]
pub(super) struct Known {
    /// Names and synonyms.
    pub(super) classes: FxHashSet<Class>,
    /// All its texts in small letters.
    pub(super) text: String,
}

impl Known {
    pub(super) fn new(fact: &Fact, lexis: &Lexis<'_>) -> Self {
        let answers = fact.answer.iter().map(|(_, answer)| answer.text.as_str());
        let phrasings = fact.ask.iter().flat_map(|(_, ask)| ask).map(|ask| ask.text.as_str());
        let about = fact.about.iter().map(|about| about.text.as_str()).chain(fact.along.iter().map(String::as_str));
        let texts: Vec<&str> = answers.chain(phrasings).chain(about).collect();
        let mut classes: FxHashSet<Class> = fact.about.iter().filter_map(|about| lexis.class_of(&about.text)).collect();
        for text in &texts {
            lexis.classes_in(text, &mut classes);
        }
        Self { classes, text: texts.join("\n").to_lowercase() }
    }

    /// Whether it tells anything of a word.
    pub(super) fn mentions(&self, word: &str) -> bool {
        self.text.contains(&word.to_lowercase())
    }
}

/// The years that are told of at each place of the sources.
#[derive(Debug, Default)]
pub(super) struct Years(FxHashMap<u64, FxHashSet<u32>>);

impl Years {
    pub(super) fn new(base: &Base) -> Self {
        let mut years = Self::default();
        for fact in &base.facts {
            let told: Vec<u32> = fact.answer.iter().flat_map(|(_, answer)| years_in(&answer.text)).collect();
            for citation in &fact.citations {
                years.0.entry(fingerprint(&(fact.source, citation))).or_default().extend(&told);
            }
        }
        years
    }

    /// Whether a fact, or another one of its places, tells of a year.
    pub(super) fn near(&self, fact: &Fact, year: u32) -> bool {
        fact.citations.iter().any(|citation| {
            let told = self.0.get(&fingerprint(&(fact.source, citation)));
            told.is_some_and(|told| told.contains(&year))
        })
    }
}

/// The years in a text, each as often as it stands there.
pub(super) fn years_in(text: &str) -> Vec<u32> {
    pieces(text).iter().filter_map(|piece| year(&piece.key)).collect()
}

/// The year that a word is.
pub(super) fn year(word: &str) -> Option<u32> {
    word.parse().ok().filter(|year| word.len() == 4 && (1900..=2100).contains(year))
}

/// A phrasing, read.
#[derive(Debug)]
pub(super) struct Phrasing<'a> {
    pub(super) text: &'a str,
    pub(super) language: Language,
    pub(super) reading: Reading,
    pub(super) fact: &'a Fact,
    pub(super) known: &'a Known,
    pub(super) years: &'a Years,
    pub(super) editions: &'a Editions,
    pub(super) lexis: &'a Lexis<'a>,
    pub(super) characters: &'a Characters,
}

/// Words that open an English question for yes or no.
const YES_OR_NO: [&str; 22] = [
    "is", "are", "was", "were", "did", "does", "do", "has", "have", "had", "can", "could", "will", "would", "should",
    "so", "isn't", "doesn't", "didn't", "whether", "true", "am",
];

/// Signs of a Chinese question for yes or no.
const CHINESE_YES_OR_NO: [&str; 12] =
    ["吗", "是不是", "是否", "有没有", "对吧", "真的", "没有？", "吧？", "算不算", "包不包括", "能不能", "有无"];

impl Phrasing<'_> {
    /// The text of a piece.
    pub(super) fn word(&self, at: usize) -> &str {
        self.reading.pieces.get(at).map_or("", |piece| &self.text[piece.span.clone()])
    }

    /// The words in small letters, for Latin letters.
    pub(super) fn words(&self) -> Vec<String> {
        (0..self.reading.pieces.len()).map(|at| self.word(at).to_lowercase()).collect()
    }

    /// Whether it can be answered by putting something right: "is it so that ...?", "北京...吗？". A
    /// wrong place, year or name in it may honestly get the fact that corrects it.
    pub(super) fn is_claim(&self) -> bool {
        match self.language {
            Language::English => {
                let words = self.words();
                let open = words.first().is_some_and(|word| YES_OR_NO.contains(&word.as_str()));
                open || words.iter().any(|word| matches!(word.as_str(), "whether" | "true" | "right")) || !self.asks()
            }
            Language::Chinese => CHINESE_YES_OR_NO.iter().any(|sign| self.text.contains(sign)) || !self.asks(),
        }
    }

    /// Whether it has a question word.
    pub(super) fn asks(&self) -> bool {
        let asks = &Lexicon::of(self.language).question_words;
        match self.language {
            Language::English => self.words().iter().any(|word| asks.contains(word)),
            Language::Chinese => asks.iter().any(|word| self.text.contains(word.as_str())),
        }
    }

    /// Whether its fact serves questions of one of these kinds.
    pub(super) fn expects(&self, kinds: &[text::Kind]) -> bool {
        self.fact.expects.iter().any(|kind| kinds.contains(kind))
    }

    /// The classes in it that `wanted` holds for.
    pub(super) fn found(&self, wanted: impl Fn(&Found) -> bool) -> Vec<&Found> {
        self.reading.found.iter().filter(|found| wanted(found)).collect()
    }

    /// Whether a form is written as a name is: with a capital, or in Chinese.
    pub(super) fn is_proper(&self, found: &Found) -> bool {
        let first = self.text[found.span.clone()].chars().next();
        first.is_some_and(|first| first.is_uppercase() || !first.is_ascii())
    }
}

/// Whether a text asks for a figure.
pub(super) fn asks_figure(text: &str, language: Language) -> bool {
    let signs: &[&str] = match language {
        Language::English => &["how many", "how much", "how big", "how large"],
        Language::Chinese => &["多少", "有几", "多大"],
    };
    signs.iter().any(|sign| text.to_lowercase().contains(sign))
}
