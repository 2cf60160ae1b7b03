//! The names and synonyms of a base: many ways to say one thing, of one word or several.

use compact_str::{CompactString, CompactStringExt};
use rustc_hash::{FxHashMap, FxHashSet};

use super::by_keys::{ByKeys, hash_of};
use super::own::OwnWords;
use super::piece::{FormId, Piece, PieceKind};
use super::word::Class;
use crate::text::{
    Known, from_chinese, is_chinese, is_chinese_numeral, is_common, longest_figure, normal_form, segment,
};

/// A name or a class of synonyms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Concept {
    /// What its words are looked up by: `#beijing`.
    pub(crate) key: CompactString,
    /// Its part in a question, where a word list says so.
    pub(crate) class: Option<Class>,
}

/// All names and synonyms, found by the first word of each form.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(super) concepts: Vec<Concept>,
    pub(super) forms: Vec<Form>,
    /// From the key of a form's first word to the forms that begin with it, longest first.
    pub(super) by_first: FxHashMap<CompactString, Vec<FormId>>,
    pub(super) by_keys: ByKeys,
    /// Chinese words of the lists and of the base, for the segmenter.
    pub(super) chinese: FxHashSet<String>,
    /// How many characters the longest of them has, by its first one.
    pub(super) longest_chinese: FxHashMap<char, usize>,
    /// How the base's texts write things.
    pub(super) own: OwnWords,
}

/// The most characters of a Chinese word that is listed: a longer name is read as the words it is made of, so
/// that what a question costs doesn't hang on how long names are.
pub(super) const LONGEST_WORD: usize = 40;
/// Characters of the longest common Chinese word.
const LONGEST_COMMON: usize = 5;
/// Characters of the longest figure in Chinese numerals.
const LONGEST_FIGURE: usize = 32;

/// What stands before the digits of a share.
pub(super) const PERCENT: &str = "百分之";

/// One way to write a name or synonym.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) keys: Vec<CompactString>,
    pub(super) concept: usize,
    /// The words and shorter names that it is made of: "Beijing Film Academy" speaks of Beijing and of film.
    pub(super) parts: Vec<CompactString>,
}

impl Names {
    /// The forms that begin with a word, the longest first.
    pub(super) fn beginning(&self, key: &str) -> impl Iterator<Item = &Form> {
        self.by_first.get(key).into_iter().flatten().map(|form| &self.forms[*form])
    }

    /// The name or synonym that a form is one of.
    pub(crate) fn concept_of(&self, form: FormId) -> &Concept {
        &self.concepts[self.forms[form].concept]
    }

    /// What each form is made of besides itself.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &[CompactString]> {
        self.forms.iter().map(|form| form.parts.as_slice())
    }

    /// The shorter words that a Chinese form of a name is made of.
    pub(super) fn chinese_parts(&self, form: &str) -> Vec<CompactString> {
        let form = normal_form(form);
        if form.chars().count() < 4 || !form.chars().all(is_chinese) {
            return Vec::new();
        }
        let known = |word: &str| match word {
            _ if word == form => Known::No,
            _ if self.is_listed_chinese(word) => Known::Listed,
            _ if is_common(word) => Known::Common,
            _ => Known::No,
        };
        let words = segment(&form, |run| self.longest_chinese(run), known);
        words.into_iter().filter(|word| word.chars().count() > 1).map(CompactString::from).collect()
    }

    /// How many characters a Chinese word may have that begins where `run` does.
    pub(crate) fn longest_chinese(&self, run: &str) -> usize {
        let first = run.chars().next().unwrap_or_default();
        let listed = self.longest_chinese.get(&first).copied().unwrap_or_default();
        listed.max(longest_figure(run).min(LONGEST_FIGURE)).max(LONGEST_COMMON)
    }

    /// How the base's texts write things.
    pub(crate) fn own(&self) -> &OwnWords {
        &self.own
    }

    /// How well a Chinese word is known.
    pub(crate) fn knows_chinese(&self, word: &str) -> Known {
        let may_be_figure = || word.starts_with(is_chinese_numeral) && word.chars().nth(LONGEST_FIGURE).is_none();
        let is_figure = || may_be_figure() && (word == PERCENT || from_chinese(word).is_some());
        if self.is_listed_chinese(word) || is_figure() {
            Known::Listed
        } else if word.chars().nth(LONGEST_COMMON).is_none() && is_common(word) {
            Known::Common
        } else {
            Known::No
        }
    }

    /// Whether the word lists or the base know a Chinese word.
    pub(crate) fn is_listed_chinese(&self, word: &str) -> bool {
        self.chinese.contains(word)
    }

    /// Replaces the words of each name by the name, the longest name first.
    pub(crate) fn join(&self, pieces: Vec<Piece>) -> Vec<Piece> {
        let mut joined = Vec::with_capacity(pieces.len());
        let hashes: Vec<u64> = pieces.iter().map(|piece| hash_of(&piece.key)).collect();
        let mut rest = pieces.into_iter();
        while let [_, ..] = rest.as_slice() {
            match self.form_at(rest.as_slice(), &hashes[hashes.len() - rest.len()..]) {
                Some(form) => {
                    let words = self.forms[form].keys.len();
                    joined.push(self.joined(form, &rest.as_slice()[..words]));
                    rest.by_ref().take(words).for_each(drop);
                }
                None => joined.extend(rest.next()),
            }
        }
        joined
    }

    /// The words of a form as one.
    fn joined(&self, form: FormId, words: &[Piece]) -> Piece {
        let blank = if words.iter().all(|piece| piece.kind == PieceKind::Chinese) { "" } else { " " };
        Piece {
            text: words.iter().map(|piece| piece.text.as_str()).join_compact(blank),
            key: self.concept_of(form).key.clone(),
            span: words[0].span.start..words[words.len() - 1].span.end,
            kind: PieceKind::Form(form),
            capital: words[0].capital,
            typed: slip(words),
            shown: shown(words, blank),
            currency: None,
        }
    }

    /// The longest form that the pieces begin with; `hashes` are those of their keys.
    fn form_at(&self, pieces: &[Piece], hashes: &[u64]) -> Option<FormId> {
        let is_so = |form: FormId| self.forms[form].keys.iter().zip(pieces).all(|(key, piece)| *key == piece.key);
        self.by_keys.longest(hashes).filter(|form| is_so(*form))
    }
}

/// What was typed for the words of a name, if one of them was a slip.
fn slip(words: &[Piece]) -> Option<CompactString> {
    let typed = || words.iter().map(|piece| piece.typed.as_deref().unwrap_or(&piece.text)).join_compact(" ");
    words.iter().any(|piece| piece.typed.is_some()).then(typed)
}

/// What stood there for the words of a name, if one of them stands for something else.
fn shown(words: &[Piece], blank: &str) -> Option<CompactString> {
    words.iter().any(|piece| piece.shown.is_some()).then(|| words.iter().map(Piece::as_shown).join_compact(blank))
}

#[cfg(test)]
mod tests {
    use crate::facts::{Name, Words};
    use crate::matching::names::Names;
    use crate::matching::reader::read_written;
    use crate::text::{Known, tokens_and_asides};

    fn names() -> Names {
        let name = |id: &str, forms: &[&str]| Name {
            id: id.to_string(),
            forms: forms.iter().map(ToString::to_string).collect(),
        };
        let words = Words {
            names: vec![
                name("beijing", &["Beijing", "Peking", "北京"]),
                name("academy", &["Beijing Film Academy", "北京电影学院"]),
            ],
            synonyms: vec![["movie", "film", "电影"].map(str::to_string).to_vec()],
            ..Words::default()
        };
        Names::new(&words, &[], &[tokens_and_asides("A film from Beijing")])
    }

    #[test]
    fn forms_become_one_key_the_longest_first() {
        let names = names();
        for (text, expected) in [
            ("Peking", "#beijing"),
            ("films of Beijing", "#movie|of|#beijing"),
            ("the Beijing Film Academy", "the|#academy"),
            // Half a name is the names that it is made of.
            ("a Beijing film", "a|#beijing|#movie"),
            ("北京电影学院", "#academy"),
            ("北京电影", "#beijing|#movie"),
            ("academies", "academi"),
        ] {
            let pieces = read_written(text, &names);
            let keys: Vec<&str> = pieces.iter().map(|piece| piece.key.as_str()).collect();
            assert_eq!(keys.join("|"), expected, "{text}");
            assert!(pieces.iter().all(|piece| text.get(piece.span.clone()).is_some()), "{text}");
        }
    }

    #[test]
    fn a_name_speaks_of_the_shorter_ones_in_it() {
        let names = names();
        let parts: Vec<String> = names.parts().map(|parts| parts.join(" ")).collect();
        let has_both = |parts: &String| parts.contains("#beijing") && parts.contains("#movie");
        assert!(parts.iter().any(has_both), "{parts:?}");
        assert!(parts.iter().any(|parts| parts == "北京 电影 学院"), "{parts:?}");
    }

    #[test]
    fn chinese_words_are_known_by_the_base_the_language_or_not_at_all() {
        let names = names();
        for (word, expected) in [
            ("北京电影学院", Known::Listed),
            ("三千五百亿", Known::Listed),
            ("百分之", Known::Listed),
            ("高兴", Known::Common),
            ("京电", Known::No),
        ] {
            assert_eq!(names.knows_chinese(word), expected, "{word}");
        }
    }
}
