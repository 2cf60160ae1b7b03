//! The names and synonyms of a base: many ways to say one thing, of one word or several.

use super::reader::{Piece, PieceKind, read_form};
use super::word::Class;
use crate::facts::Words;
use crate::text::{Known, Language, Lexicon, is_chinese, is_common, normal_form, segment};
use rustc_hash::{FxHashMap, FxHashSet};

/// A name or a class of synonyms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Concept {
    /// What its words are looked up by: `#beijing`.
    pub(crate) key: String,
    /// Its part in a question, where a word list says so.
    pub(crate) class: Option<Class>,
}

/// All names and synonyms, found by the first word of each form.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) concepts: Vec<Concept>,
    /// From the key of a form's first word to the whole forms, longest first.
    forms: FxHashMap<String, Vec<Form>>,
    /// Chinese words of the lists and of the base, for the segmenter.
    chinese: FxHashSet<String>,
}

#[derive(Debug)]
struct Form {
    keys: Vec<String>,
    concept: usize,
    /// The words and shorter names that it is made of: "Beijing Film Academy" speaks of Beijing and of film.
    parts: Vec<String>,
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
        names.add_inner_names();
        names
    }

    fn add(&mut self, id: &str, class: Option<Class>, forms: &[String]) {
        let concept = self.concepts.len();
        for form in forms {
            let pieces = read_form(form, self);
            let keys: Vec<String> = pieces.into_iter().map(|piece| piece.key).collect();
            let mut parts = self.chinese_parts(form);
            if keys.len() > 1 {
                parts.extend(keys.iter().cloned());
            }
            if let Some(first) = keys.first() {
                let beginning = self.forms.entry(first.clone()).or_default();
                beginning.push(Form { keys, concept, parts });
                beginning.sort_by_key(|form| std::cmp::Reverse(form.keys.len()));
            }
        }
        self.concepts.push(Concept { key: format!("#{}", normal_form(id)), class });
    }

    fn add_inner_names(&mut self) {
        let mut forms = std::mem::take(&mut self.forms);
        let known = &forms;
        let inner = |form: &Form| -> Vec<String> {
            let tails = (0..form.keys.len()).map(|at| &form.keys[at..]);
            let within = tails.flat_map(|tail| {
                known.get(&tail[0]).into_iter().flatten().filter(move |other| tail.starts_with(&other.keys))
            });
            let others = within.filter(|other| other.concept != form.concept && form.keys.len() > 1);
            others.map(|other| self.concepts[other.concept].key.clone()).collect()
        };
        let keys: Vec<String> = forms.keys().cloned().collect();
        let found: Vec<Vec<Vec<String>>> = keys.iter().map(|key| forms[key].iter().map(inner).collect()).collect();
        for (key, found) in keys.iter().zip(found) {
            for (form, inner) in forms.get_mut(key).into_iter().flatten().zip(found) {
                form.parts.extend(inner);
            }
        }
        self.forms = forms;
    }

    /// The shorter words that a Chinese form of a name is made of.
    fn chinese_parts(&self, form: &str) -> Vec<String> {
        let form = normal_form(form);
        if form.chars().count() < 4 || !form.chars().all(is_chinese) {
            return Vec::new();
        }
        let known = |word: &str| {
            if word == form {
                Known::No
            } else if self.is_listed_chinese(word) {
                Known::Listed
            } else if is_common(word) {
                Known::Common
            } else {
                Known::No
            }
        };
        let words = segment(&form, known);
        words.into_iter().filter(|word| word.chars().count() > 1).map(str::to_string).collect()
    }

    /// Whether the word lists or the base know a Chinese word.
    pub(crate) fn is_listed_chinese(&self, word: &str) -> bool {
        self.chinese.contains(word)
    }

    /// Replaces the words of each name by the name, the longest name first.
    pub(crate) fn join(&self, pieces: Vec<Piece>) -> Vec<Piece> {
        let mut joined = Vec::with_capacity(pieces.len());
        let mut rest = pieces.into_iter();
        while let Some(form) = self.next_form(&mut rest, &mut joined) {
            let parts: Vec<Piece> = rest.by_ref().take(form.keys.len()).collect();
            let (Some(first), Some(last)) = (parts.first(), parts.last()) else { break };
            let texts: Vec<&str> = parts.iter().map(|piece| piece.text.as_str()).collect();
            let blank = if parts.iter().all(|piece| piece.kind == PieceKind::Chinese) { "" } else { " " };
            joined.push(Piece {
                text: texts.join(blank),
                key: self.concepts[form.concept].key.clone(),
                span: first.span.start..last.span.end,
                kind: PieceKind::Concept(form.concept),
                capital: first.capital,
                typed: slip(&parts),
                parts: form.parts.clone(),
            });
        }
        joined
    }

    /// The next name in `rest`; what stands before it goes over to `joined`.
    fn next_form(&self, rest: &mut std::vec::IntoIter<Piece>, joined: &mut Vec<Piece>) -> Option<&Form> {
        loop {
            if let Some(form) = self.form_at(rest.as_slice()) {
                return Some(form);
            }
            joined.push(rest.next()?);
        }
    }

    fn form_at(&self, pieces: &[Piece]) -> Option<&Form> {
        let forms = self.forms.get(&pieces.first()?.key)?;
        let fits = |form: &&Form| {
            form.keys.len() <= pieces.len() && form.keys.iter().zip(pieces).all(|(key, piece)| *key == piece.key)
        };
        forms.iter().find(fits)
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
fn listed_chinese(words: &Words) -> FxHashSet<String> {
    let lexicon = Lexicon::of(Language::Chinese);
    let names = words.names.iter().flat_map(|name| &name.forms);
    let lists = names
        .chain(words.synonyms.iter().flatten())
        .chain(&words.fillers)
        .chain(&words.attributes)
        .chain(&words.places);
    let lists = lists.chain(&lexicon.fillers).chain(&lexicon.attributes).chain(&lexicon.places).chain(&lexicon.times);
    let lists = lists.chain(lexicon.spellings.keys()).chain(&lexicon.speech).chain(&lexicon.negations);
    let mut chinese = FxHashSet::default();
    for form in lists {
        let normal = normal_form(form);
        // A form may hold Latin words or marks as well: its Chinese runs are the words. What follows a
        // figure may belong to it: 2月的措施.
        if normal.chars().any(|character| character.is_ascii_digit()) {
            continue;
        }
        for run in normal.split(|character| !is_chinese(character)).filter(|run| !run.is_empty()) {
            chinese.insert(run.to_string());
        }
    }
    chinese
}
