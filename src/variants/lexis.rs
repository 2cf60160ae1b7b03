//! What the words of a base's phrasings mean, and where each stands.
//!
//! A reading of its own, much simpler than the matcher's: a test must not share the faults of what it tests.

use std::hash::{BuildHasher, Hash};
use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::pieces::{Piece, pieces};
use crate::facts::Base;
use crate::text::{Language, Lexicon, is_chinese};

/// What words that may be exchanged have in common: a name of the base or a class of synonyms.
pub(super) type Class = usize;

/// Words that say nothing.
const FILLER: Class = usize::MAX;

/// A way to say a class.
#[derive(Debug)]
struct WordForm {
    keys: Vec<String>,
    class: Class,
}

/// A class where it stands in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// Bytes of the text.
    pub(super) span: Range<usize>,
    /// The pieces it takes.
    pub(super) pieces: Range<usize>,
    /// What it means.
    pub(super) class: Class,
}

/// A text, read.
#[derive(Debug)]
pub(super) struct Reading {
    /// Its words.
    pub(super) pieces: Vec<Piece>,
    /// The classes in it, the longest form first where forms overlap.
    pub(super) found: Vec<Found>,
    /// For each piece whether it says nothing.
    pub(super) quiet: Vec<bool>,
}

/// The words of a base.
#[derive(Debug)]
pub(super) struct Lexis<'a> {
    pub(super) base: &'a Base,
    forms: FxHashMap<String, Vec<WordForm>>,
}

impl<'a> Lexis<'a> {
    pub(super) fn new(base: &'a Base) -> Self {
        let mut lexis = Self { base, forms: FxHashMap::default() };
        let names = base.words.names.iter().map(|name| &name.forms);
        for (class, forms) in names.chain(&base.words.synonyms).enumerate() {
            for form in forms {
                lexis.add(form, class);
            }
        }
        for lexicon in Language::ALL.map(Lexicon::of) {
            let mut fillers: Vec<&String> = lexicon.fillers.difference(&lexicon.negations).collect();
            fillers.sort_unstable();
            for filler in fillers {
                lexis.add(filler, FILLER);
            }
        }
        for filler in &base.words.fillers {
            lexis.add(filler, FILLER);
        }
        #[expect(clippy::iter_over_hash_type, reason = "each is sorted by itself")]
        for forms in lexis.forms.values_mut() {
            forms.sort_by_key(|form| std::cmp::Reverse(form.keys.len()));
        }
        lexis
    }

    fn add(&mut self, form: &str, class: Class) {
        let keys: Vec<String> = pieces(form).into_iter().map(|piece| piece.key).collect();
        if let Some(first) = keys.first() {
            self.forms.entry(first.clone()).or_default().push(WordForm { keys, class });
        }
    }

    /// Every way to say a class, as the base has them.
    pub(super) fn forms(&self, class: Class) -> &[String] {
        let words = &self.base.words;
        let names = words.names.len();
        let forms = match class.checked_sub(names) {
            None => words.names.get(class).map(|name| &name.forms),
            Some(synonyms) => words.synonyms.get(synonyms),
        };
        forms.map_or(&[], Vec::as_slice)
    }

    /// The first way to say a class in a language.
    pub(super) fn first_form(&self, class: Class, language: Language) -> Option<&str> {
        let chinese = |form: &&String| form.chars().any(is_chinese) == (language == Language::Chinese);
        self.forms(class).iter().find(chinese).map(String::as_str)
    }

    /// The class of a name's id, or of a word.
    pub(super) fn class_of(&self, word: &str) -> Option<Class> {
        let words = &self.base.words;
        let name = words.names.iter().position(|name| name.id == word);
        let synonym = || words.synonyms.iter().position(|forms| forms.iter().any(|form| form == word));
        name.or_else(|| Some(words.names.len() + synonym()?))
    }

    /// Whether a class is a name's.
    pub(super) fn is_name(&self, class: Class) -> bool {
        class < self.base.words.names.len()
    }

    /// Whether one word is a way to say something.
    pub(super) fn is_form(&self, word: &str) -> bool {
        let keys: Vec<String> = pieces(word).into_iter().map(|piece| piece.key).collect();
        let forms = keys.first().and_then(|first| self.forms.get(first));
        forms.is_some_and(|forms| forms.iter().any(|form| form.keys == keys))
    }

    /// The forms that begin at a piece, the longest first.
    fn at<'s>(&'s self, pieces: &'s [Piece]) -> impl Iterator<Item = &'s WordForm> {
        let forms = pieces.first().and_then(|first| self.forms.get(&first.key));
        let fits = move |form: &&WordForm| {
            form.keys.len() <= pieces.len() && form.keys.iter().zip(pieces).all(|(key, piece)| *key == piece.key)
        };
        forms.into_iter().flatten().filter(fits)
    }

    /// Reads a text.
    pub(super) fn read(&self, text: &str) -> Reading {
        let pieces = pieces(text);
        let mut quiet = vec![false; pieces.len()];
        let mut found = Vec::new();
        let mut at = 0;
        while at < pieces.len() {
            let Some(form) = self.at(&pieces[at..]).next() else {
                at += 1;
                continue;
            };
            let taken = at..at + form.keys.len();
            if form.class == FILLER {
                quiet[taken.clone()].fill(true);
            } else {
                let span = pieces[at].span.start..pieces[taken.end - 1].span.end;
                found.push(Found { span, pieces: taken.clone(), class: form.class });
            }
            at = taken.end;
        }
        Reading { pieces, found, quiet }
    }

    /// All classes in a text, those inside others too.
    pub(super) fn classes_in(&self, text: &str, classes: &mut FxHashSet<Class>) {
        let pieces = pieces(text);
        for at in 0..pieces.len() {
            classes.extend(self.at(&pieces[at..]).map(|form| form.class).filter(|class| *class != FILLER));
        }
    }

    /// What a text says, whatever its order and its words: texts with the same sense ask the same.
    pub(super) fn sense(&self, text: &str) -> u64 {
        let reading = self.read(text);
        let mut said: Vec<u64> = reading.found.iter().map(|found| FxBuildHasher.hash_one(found.class)).collect();
        for (at, piece) in reading.pieces.iter().enumerate() {
            if !reading.quiet[at] && !reading.found.iter().any(|found| found.pieces.contains(&at)) {
                said.push(FxBuildHasher.hash_one(&piece.key));
            }
        }
        said.sort_unstable();
        said.dedup();
        fingerprint(&said)
    }
}

/// A number that stands for a thing among millions.
pub(super) fn fingerprint<T: Hash + ?Sized>(thing: &T) -> u64 {
    FxBuildHasher.hash_one(thing)
}
