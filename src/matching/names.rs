//! The names and synonyms of a base: many ways to say one thing, of one word or several.

use std::collections::{HashMap, HashSet};

use super::reader::{Piece, PieceKind, read_form};
use super::word::Class;
use crate::facts::Words;
use crate::text::{Language, Lexicon, is_chinese, normal_form};

/// A name or a class of synonyms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Concept {
    /// What its words are looked up by: `#beijing`.
    pub(crate) key: String,
    /// Its part in a question, where a word list says so.
    pub(crate) class: Option<Class>,
    /// The keys of the words that its forms are made of.
    pub(crate) parts: Vec<String>,
}

/// All names and synonyms, found by the first word of each form.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) concepts: Vec<Concept>,
    /// From the key of a form's first word to the whole forms, longest first.
    forms: HashMap<String, Vec<Form>>,
    /// Chinese words of the lists and of the base, for the segmenter.
    chinese: HashSet<String>,
}

#[derive(Debug)]
struct Form {
    keys: Vec<String>,
    concept: usize,
}

impl Names {
    /// The names and synonyms of `words`, and `listed` phrases of a word list with their class.
    pub(crate) fn new(words: &Words, listed: &[(String, Class)]) -> Self {
        let mut names = Self { chinese: listed_chinese(words), ..Self::default() };
        for name in &words.names {
            names.add(&name.id, Some(Class::Name), &name.forms);
        }
        for class in &words.synonyms {
            names.add(class.first().map_or("", String::as_str), None, class);
        }
        for (phrase, class) in listed {
            names.add(phrase, Some(*class), std::slice::from_ref(phrase));
        }
        for forms in names.forms.values_mut() {
            forms.sort_by_key(|form| std::cmp::Reverse(form.keys.len()));
        }
        names.add_inner_names();
        names
    }

    fn add(&mut self, id: &str, class: Option<Class>, forms: &[String]) {
        let concept = self.concepts.len();
        let mut parts = Vec::new();
        for form in forms {
            let pieces = read_form(form, self);
            let keys: Vec<String> = pieces.into_iter().map(|piece| piece.key).collect();
            parts.extend(keys.iter().cloned());
            if let Some(first) = keys.first() {
                self.forms.entry(first.clone()).or_default().push(Form { keys, concept });
            }
            parts.extend(self.chinese_parts(form));
        }
        parts.sort();
        parts.dedup();
        self.concepts.push(Concept { key: format!("#{}", normal_form(id)), class, parts });
    }

    /// A name may hold others: "Beijing Film Academy" speaks of Beijing and of film.
    fn add_inner_names(&mut self) {
        let mut inner: Vec<(usize, usize)> = Vec::new();
        for form in self.forms.values().flatten() {
            for at in 0..form.keys.len() {
                let found = self.forms.get(&form.keys[at]).into_iter().flatten();
                let fits = |other: &&Form| other.concept != form.concept && form.keys[at..].starts_with(&other.keys);
                inner.extend(found.filter(fits).map(|other| (form.concept, other.concept)));
            }
        }
        inner.sort_unstable();
        inner.dedup();
        for (outer, inner) in inner {
            let key = self.concepts[inner].key.clone();
            self.concepts[outer].parts.push(key);
        }
    }

    /// The shorter words that a Chinese form of a name is made of.
    fn chinese_parts(&self, form: &str) -> Vec<String> {
        let form = normal_form(form);
        if form.chars().count() < 4 || !form.chars().all(is_chinese) {
            return Vec::new();
        }
        let known = |word: &str| match word == form {
            true => crate::text::Known::No,
            false if self.is_listed_chinese(word) => crate::text::Known::Listed,
            false if crate::text::is_common(word) => crate::text::Known::Common,
            false => crate::text::Known::No,
        };
        let words = crate::text::segment(&form, known);
        words.into_iter().filter(|word| word.chars().count() > 1).map(str::to_string).collect()
    }

    /// Whether the word lists or the base know a Chinese word.
    pub(crate) fn is_listed_chinese(&self, word: &str) -> bool {
        self.chinese.contains(word)
    }

    /// Replaces the words of each name by the name, the longest name first.
    pub(crate) fn join(&self, pieces: Vec<Piece>) -> Vec<Piece> {
        let mut joined = Vec::with_capacity(pieces.len());
        let mut at = 0;
        while at < pieces.len() {
            let Some((concept, taken)) = self.form_at(&pieces[at..]) else {
                joined.push(pieces[at].clone());
                at += 1;
                continue;
            };
            let parts = &pieces[at..at + taken];
            let texts: Vec<&str> = parts.iter().map(|piece| piece.text.as_str()).collect();
            let blank = if parts.iter().all(|piece| piece.kind == PieceKind::Chinese) { "" } else { " " };
            joined.push(Piece {
                text: texts.join(blank),
                key: self.concepts[concept].key.clone(),
                span: parts[0].span.start..parts[taken - 1].span.end,
                kind: PieceKind::Concept(concept),
                capital: parts[0].capital,
                typed: slip(parts),
            });
            at += taken;
        }
        joined
    }

    fn form_at(&self, pieces: &[Piece]) -> Option<(usize, usize)> {
        let forms = self.forms.get(&pieces[0].key)?;
        let fits = |form: &&Form| {
            form.keys.len() <= pieces.len() && form.keys.iter().zip(pieces).all(|(key, piece)| *key == piece.key)
        };
        forms.iter().find(fits).map(|form| (form.concept, form.keys.len()))
    }
}

/// What was typed for the words of a name, if one of them was a slip.
fn slip(parts: &[Piece]) -> Option<String> {
    parts.iter().any(|piece| piece.typed.is_some()).then(|| {
        let typed: Vec<&str> = parts.iter().map(|piece| piece.typed.as_deref().unwrap_or(&piece.text)).collect();
        typed.join(" ")
    })
}

/// The Chinese words of the language's lists and of the base's words.
fn listed_chinese(words: &Words) -> HashSet<String> {
    let lexicon = Lexicon::of(Language::Chinese);
    let names = words.names.iter().flat_map(|name| &name.forms);
    let lists = names.chain(words.synonyms.iter().flatten()).chain(&words.fillers).chain(&words.attributes).chain(&words.places);
    let lists = lists.chain(&lexicon.fillers).chain(&lexicon.attributes).chain(&lexicon.places).chain(&lexicon.times);
    let lists = lists.chain(lexicon.spellings.keys()).chain(&lexicon.speech).chain(&lexicon.negations);
    let mut chinese = HashSet::new();
    for form in lists {
        let normal = normal_form(form);
        // A form may hold Latin words or marks as well: its Chinese runs are the words.
        for run in normal.split(|character| !is_chinese(character)).filter(|run| !run.is_empty()) {
            chinese.insert(run.to_string());
        }
    }
    chinese
}
