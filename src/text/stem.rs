//! The stem of an English word, so that "produced" and "producing" are one.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::LazyLock;

use compact_str::CompactString;
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

use super::language::is_chinese;
use super::lexicon::Lexicon;

static SNOWBALL: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

thread_local! {
    /// A base says the same words over and over.
    static KNOWN: RefCell<FxHashMap<CompactString, CompactString>> = RefCell::default();
}

/// Most words whose stems are kept.
const MOST_KNOWN: usize = 20_000;

/// The stem of a word of the normal form; a Chinese word is its own stem.
pub fn stem(word: &str) -> CompactString {
    if word.chars().any(|character| is_chinese(character) || character.is_ascii_digit()) {
        return word.into();
    }
    KNOWN.with_borrow_mut(|known| {
        if let Some(stem) = known.get(word) {
            return stem.clone();
        }
        let stem = new_stem(word);
        if known.len() < MOST_KNOWN {
            known.insert(word.into(), stem.clone());
        }
        stem
    })
}

fn new_stem(word: &str) -> CompactString {
    let lexicon = Lexicon::english();
    let base = lexicon.irregular.get(word).map_or(word, String::as_str);
    if lexicon.unstemmed.contains(base) {
        return base.into();
    }
    let singular = base.strip_suffix('s').filter(|singular| lexicon.unstemmed.contains(*singular));
    match singular {
        Some(singular) => singular.into(),
        None => SNOWBALL.stem(&american(base)).into(),
    }
}

/// `digitisation` as `digitization`.
fn american(word: &str) -> Cow<'_, str> {
    const ENDINGS: [(&str, &str); 6] = [
        ("isations", "izations"),
        ("isation", "ization"),
        ("ising", "izing"),
        ("ised", "ized"),
        ("ises", "izes"),
        ("ise", "ize"),
    ];
    let ending = ENDINGS.iter().find_map(|(british, american)| Some((word.strip_suffix(british)?, american)));
    match ending {
        Some((start, ending)) if start.len() > 3 => Cow::Owned(format!("{start}{ending}")),
        _ => Cow::Borrowed(word),
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_one_word_meet_and_others_do_not() {
        for (one, other) in
            [("films", "film"), ("produced", "producing"), ("made", "makes"), ("organisation", "organization")]
        {
            assert_eq!(stem(one), stem(other), "{one} {other}");
        }
        for (one, other) in
            [("animals", "animation"), ("reporter", "report"), ("important", "import"), ("university", "universe")]
        {
            assert_ne!(stem(one), stem(other), "{one} {other}");
        }
    }
}
