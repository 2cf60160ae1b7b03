//! The names and synonyms of a base: many ways to say one thing, of one word or several.

use compact_str::{CompactString, CompactStringExt, format_compact};
use rustc_hash::{FxHashMap, FxHashSet};

use super::chinese::is_stranger;
use super::own::OwnWords;
use super::reader::{Piece, PieceKind, read_form};
use super::word::Class;
use crate::facts::Words;
use crate::text::{
    Known, Language, Lexicon, from_chinese, is_chinese, is_chinese_numeral, is_common, normal_form, segment,
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
    concepts: Vec<Concept>,
    forms: Vec<Form>,
    /// From the key of a form's first word to the forms that begin with it, longest first.
    by_first: FxHashMap<CompactString, Vec<FormId>>,
    /// Chinese words of the lists and of the base, for the segmenter.
    chinese: FxHashSet<String>,
    /// How many characters the longest of them has, by its first one.
    longest_chinese: FxHashMap<char, usize>,
    /// How the base's texts write things.
    own: OwnWords,
}

/// Characters of the longest common Chinese word.
const LONGEST_COMMON: usize = 5;
/// Characters of the longest figure in Chinese numerals.
const LONGEST_FIGURE: usize = 32;

/// What stands before the digits of a share.
pub(super) const PERCENT: &str = "百分之";

/// The number of a form among all forms.
pub(crate) type FormId = usize;

/// One way to write a name or synonym.
#[derive(Debug)]
struct Form {
    keys: Vec<CompactString>,
    concept: usize,
    /// The words and shorter names that it is made of: "Beijing Film Academy" speaks of Beijing and of film.
    parts: Vec<CompactString>,
}

impl Names {
    /// The names and synonyms of `words`, and `listed` phrases of a word list with their class; `texts`
    /// are the base's.
    pub(crate) fn new<'a>(words: &'a Words, listed: &[(String, Class)], texts: impl Iterator<Item = &'a str>) -> Self {
        let (chinese, longest_chinese) = listed_chinese(words);
        let mut names = Self { chinese, longest_chinese, ..Self::default() };
        let forms = words.names.iter().flat_map(|name| &name.forms).chain(words.synonyms.iter().flatten());
        let texts = texts.chain(forms.map(String::as_str));
        let (own, chinese) = OwnWords::learn(texts, |run| names.strangers(run));
        names.own = own;
        names.chinese.extend(chinese);
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
            let keys: Vec<CompactString> = pieces.into_iter().map(|piece| piece.key).collect();
            let mut parts = self.chinese_parts(form);
            if keys.len() > 1 {
                parts.extend(keys.iter().cloned());
            }
            if let Some(first) = keys.first() {
                let beginning = self.by_first.entry(first.clone()).or_default();
                let longer = beginning.partition_point(|other| self.forms[*other].keys.len() >= keys.len());
                beginning.insert(longer, self.forms.len());
                self.forms.push(Form { keys, concept, parts });
            }
        }
        self.concepts.push(Concept { key: format_compact!("#{}", normal_form(id)), class });
    }

    fn add_inner_names(&mut self) {
        let inner = |form: &Form| -> Vec<CompactString> {
            let tails = (0..form.keys.len()).map(|at| &form.keys[at..]);
            let within =
                tails.flat_map(|tail| self.beginning(&tail[0]).filter(move |other| tail.starts_with(&other.keys)));
            let others = within.filter(|other| other.concept != form.concept && form.keys.len() > 1);
            others.map(|other| self.concepts[other.concept].key.clone()).collect()
        };
        let found: Vec<Vec<CompactString>> = self.forms.iter().map(inner).collect();
        for (form, inner) in self.forms.iter_mut().zip(found) {
            form.parts.extend(inner);
        }
    }

    /// The forms that begin with a word, the longest first.
    fn beginning(&self, key: &str) -> impl Iterator<Item = &Form> {
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
    fn chinese_parts(&self, form: &str) -> Vec<CompactString> {
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
        let words = segment(&form, |first| self.longest_chinese(first), known);
        words.into_iter().filter(|word| word.chars().count() > 1).map(CompactString::from).collect()
    }

    /// How many characters a Chinese word may have that begins with `first`.
    pub(crate) fn longest_chinese(&self, first: char) -> usize {
        let listed = self.longest_chinese.get(&first).copied().unwrap_or_default();
        listed.max(if is_chinese_numeral(first) { LONGEST_FIGURE } else { LONGEST_COMMON })
    }

    /// How the base's texts write things.
    pub(crate) fn own(&self) -> &OwnWords {
        &self.own
    }

    /// How well a Chinese word is known.
    pub(crate) fn knows_chinese(&self, word: &str) -> Known {
        let is_figure = || word.chars().all(is_chinese_numeral) && (word == PERCENT || from_chinese(word).is_some());
        if self.is_listed_chinese(word) || is_figure() {
            Known::Listed
        } else if is_common(word) {
            Known::Common
        } else {
            Known::No
        }
    }

    /// The stretches of characters in a Chinese run that are no words.
    fn strangers(&self, run: &str) -> Vec<String> {
        let words = segment(run, |first| self.longest_chinese(first), |word| self.knows_chinese(word));
        let stretches = words.chunk_by(|one, other| is_stranger(one, self) && is_stranger(other, self));
        stretches.filter(|stretch| is_stranger(stretch[0], self)).map(<[&str]>::concat).collect()
    }

    /// Whether the word lists or the base know a Chinese word.
    pub(crate) fn is_listed_chinese(&self, word: &str) -> bool {
        self.chinese.contains(word)
    }

    /// Replaces the words of each name by the name, the longest name first.
    pub(crate) fn join(&self, pieces: Vec<Piece>) -> Vec<Piece> {
        let mut joined = Vec::with_capacity(pieces.len());
        let mut rest = pieces.into_iter();
        while !rest.as_slice().is_empty() {
            match self.form_at(rest.as_slice()) {
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

    fn form_at(&self, pieces: &[Piece]) -> Option<FormId> {
        let beginning = self.by_first.get(&pieces.first()?.key)?;
        let fits = |form: &&FormId| {
            let keys = &self.forms[**form].keys;
            keys.len() <= pieces.len() && keys.iter().zip(pieces).all(|(key, piece)| *key == piece.key)
        };
        beginning.iter().find(fits).copied()
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

/// The Chinese words of the language's lists and of the base's words, and how many characters the
/// longest has that begins with each character.
fn listed_chinese(words: &Words) -> (FxHashSet<String>, FxHashMap<char, usize>) {
    let lexicon = Lexicon::of(Language::Chinese);
    let names = words.names.iter().flat_map(|name| &name.forms);
    let lists = names
        .chain(words.synonyms.iter().flatten())
        .chain(&words.fillers)
        .chain(&words.attributes)
        .chain(&words.places);
    let lists = lists.chain(&lexicon.fillers).chain(&lexicon.light).chain(&lexicon.places).chain(&lexicon.times);
    let lists = lists
        .chain(lexicon.spellings.keys())
        .chain(lexicon.properties.keys())
        .chain(&lexicon.speech)
        .chain(&lexicon.negations);
    let mut chinese = FxHashSet::default();
    let mut longest: FxHashMap<char, usize> = FxHashMap::default();
    for form in lists {
        let normal = normal_form(form);
        // A form may hold Latin words or marks as well: its Chinese runs are the words. What follows a
        // figure may belong to it: 2月的措施.
        if normal.chars().any(|character| character.is_ascii_digit()) {
            continue;
        }
        for run in normal.split(|character| !is_chinese(character)).filter(|run| !run.is_empty()) {
            chinese.insert(run.to_string());
            if let Some(first) = run.chars().next() {
                let longest = longest.entry(first).or_default();
                *longest = run.chars().count().max(*longest);
            }
        }
    }
    (chinese, longest)
}
