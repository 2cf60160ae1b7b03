//! The languages that citebot speaks.

use serde::{Deserialize, Serialize};

/// A language of questions and replies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[serde(rename = "en")]
    English,
    /// Chinese, written in simplified characters; traditional ones are understood.
    #[serde(rename = "zh")]
    Chinese,
}

impl Language {
    /// All of them, in the order in which they are tried and listed.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// The ISO 639 code that files and replies use.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }

    /// The language a text is written in: Chinese as soon as it has a Chinese character, since
    /// Chinese questions are full of Latin names, and English ones hold no Chinese but for a quotation.
    pub fn of(text: &str) -> Self {
        let (mut chinese, mut latin_words, mut in_word) = (0, 0, false);
        for character in text.chars() {
            chinese += usize::from(is_chinese(character));
            let alphabetic = character.is_alphabetic() && !is_chinese(character);
            latin_words += usize::from(alphabetic && !in_word);
            in_word = alphabetic;
        }
        // "What does 独角兽 mean?": a few quoted characters among many Latin words.
        if chinese > 0 && chinese * 2 >= latin_words { Self::Chinese } else { Self::English }
    }

    /// The language that a text shows; none where it is but a name, figures or signs, as "GPT-4" and "？".
    pub fn shown_by(text: &str) -> Option<Self> {
        /// A name has no more words than that.
        const LONGEST_NAME: usize = 3;
        if text.chars().any(is_chinese) {
            return Some(Self::of(text));
        }
        let is_spoken = |word: &&str| word.len() > 1 && word.starts_with(|first: char| first.is_lowercase());
        let mut words = text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty());
        let (spoken, count) =
            words.by_ref().fold((false, 0), |(spoken, count), word| (spoken || is_spoken(&word), count + 1));
        (spoken || count > LONGEST_NAME).then_some(Self::English)
    }
}

/// Whether a character is a Chinese one (the blocks that modern texts use).
#[inline]
pub fn is_chinese(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{2FFFF}' | '〇')
}

/// One thing for each language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PerLanguage<T> {
    /// English.
    pub en: T,
    /// Chinese.
    pub zh: T,
}

impl<T> PerLanguage<T> {
    /// The one for `language`.
    pub fn get(&self, language: Language) -> &T {
        match language {
            Language::English => &self.en,
            Language::Chinese => &self.zh,
        }
    }

    /// The one for `language`, to be changed.
    pub fn get_mut(&mut self, language: Language) -> &mut T {
        match language {
            Language::English => &mut self.en,
            Language::Chinese => &mut self.zh,
        }
    }

    /// Both, with their languages.
    pub fn iter(&self) -> impl Iterator<Item = (Language, &T)> {
        Language::ALL.into_iter().map(|language| (language, self.get(language)))
    }
}
