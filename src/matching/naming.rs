//! How the names of a base are learnt: every form is read as a question is, with the names before it.

use compact_str::{CompactString, format_compact};
use rustc_hash::{FxHashMap, FxHashSet};

use super::chinese::is_stranger;
use super::names::{Concept, Form, LONGEST_WORD, Names};
use super::own::OwnWords;
use super::reader::read_form;
use super::word::Class;
use crate::facts::Words;
use crate::text::{Cut, Language, Lexicon, is_chinese, normal_form, segment, tokens_and_asides};

impl Names {
    /// The names and synonyms of `words`, and `listed` phrases of a word list with their class; `texts`
    /// are the base's.
    pub(crate) fn new(words: &Words, listed: &[(String, Class)], texts: &[Cut]) -> Self {
        let (chinese, longest_chinese) = listed_chinese(words);
        let mut names = Self { chinese, longest_chinese, ..Self::default() };
        let forms = words.names.iter().flat_map(|name| &name.forms).chain(words.synonyms.iter().flatten());
        let forms: Vec<Cut> = forms.map(|form| tokens_and_asides(form)).collect();
        let (own, chinese) = OwnWords::learn(texts.iter().chain(&forms), |run| names.strangers(run));
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
                self.by_keys.note(&keys, self.forms.len());
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

    /// The stretches of characters in a Chinese run that are no words.
    fn strangers(&self, run: &str) -> Vec<String> {
        let words = segment(run, |run| self.longest_chinese(run), |word| self.knows_chinese(word));
        let stretches = words.chunk_by(|one, other| is_stranger(one, self) && is_stranger(other, self));
        stretches.filter(|stretch| is_stranger(stretch[0], self)).map(<[&str]>::concat).collect()
    }
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
        let runs = normal.split(|character| !is_chinese(character));
        for (run, length) in runs.map(|run| (run, run.chars().count())).filter(|(_, length)| *length <= LONGEST_WORD) {
            if let Some(first) = run.chars().next() {
                chinese.insert(run.to_string());
                let longest = longest.entry(first).or_default();
                *longest = length.max(*longest);
            }
        }
    }
    (chinese, longest)
}
