//! How do words compare? Normal form, tokens, numbers, stems, word lists and word vectors, in English and Chinese.

mod asides;
mod clock;
mod contraction;
mod date;
mod kind;
mod language;
mod lexicon;
mod normalize;
mod number;
mod property;
mod scan;
mod segment;
mod signs;
mod stem;
mod tokens;
mod word_table;

pub use kind::Kind;
pub use language::{Language, PerLanguage, is_chinese};
pub use lexicon::{Lexicon, Request};
pub use normalize::{bare_words, normal_form};
pub use number::{Number, Unit};
pub use property::Properties;
pub use segment::{Known, segment};
pub use stem::stem;
pub use word_table::{DIMENSIONS, Vector, WordTable, is_common, meaning, nearness, unit};

/// Reads what the program knows of a language, which is otherwise read when it is first needed.
pub fn prepare(language: Language) {
    let a_word = match language {
        Language::English => "film",
        Language::Chinese => "电影",
    };
    Lexicon::of(language);
    meaning(a_word);
}

pub(crate) use date::{MONTHS, full_year, month_name, names_month};
pub(crate) use number::{
    SMALL_WORDS, fraction_word, from_chinese, from_digits, from_words, is_chinese_numeral, longest_figure,
    ordinal_word, scale, small_word, with_tail, year_words,
};
pub(crate) use signs::{in_look_alikes, is_emoji};
pub(crate) use tokens::{Cut, Shape, Token, tokens, tokens_and_asides, typed_tokens};
