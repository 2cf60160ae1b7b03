//! The base's own words: names, synonyms and contrasts, and what it adds to the words of a language.

use std::collections::HashMap;
use std::sync::Arc;

use crate::document::{Located, Notes, Table, parse};
use crate::findings::{File, Finding, Rule};

/// Words that the base adds to what the program knows of a language.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// Every way to say one name.
    pub names: Vec<Name>,
    /// Classes of words that mean the same, English and Chinese together.
    pub synonyms: Vec<Vec<String>>,
    /// Sets whose members exclude each other.
    pub contrasts: Vec<Vec<String>>,
    /// Wholes and their parts, such as a city and its country: a figure of one is none of another.
    pub scopes: Vec<String>,
    /// Words that say nothing.
    pub fillers: Vec<String>,
    /// Words that ask for a property.
    pub attributes: Vec<String>,
    /// Places.
    pub places: Vec<String>,
    /// Words that tell facts apart here, whatever a list says of them.
    pub telling: Vec<String>,
    /// Real words of other subjects, which are no slips of the base's own.
    pub common: Vec<String>,
}

/// A name and all its forms.
#[derive(Debug, Clone)]
pub struct Name {
    /// What `about` calls it.
    pub id: String,
    /// Every way to write it, in either language.
    pub forms: Vec<String>,
}

/// Reads `answers/words.toml`.
pub(crate) fn read_words(file: &Arc<File>, findings: &mut Vec<Finding>) -> Option<Words> {
    parse(file, findings, |top, notes| {
        let names = top.named_texts("names", notes);
        let synonyms = top.text_lists("synonyms", notes);
        note_shared_words(&names, &synonyms, notes);
        let [fillers, attributes, places, telling, common] =
            ["fillers", "attributes", "places", "telling", "common"].map(|key| (key, top.texts(key, notes)));
        note_idle_words(&[&fillers, &attributes, &places, &telling, &common], notes);
        Words {
            names: names.into_iter().map(|(id, forms)| Name { id: id.text, forms: plain(forms) }).collect(),
            synonyms: synonyms.into_iter().map(plain).collect(),
            contrasts: top.text_lists("contrasts", notes).into_iter().map(plain).collect(),
            scopes: plain_texts(top, "scopes", notes),
            fillers: plain(fillers.1),
            attributes: plain(attributes.1),
            places: plain(places.1),
            telling: plain(telling.1),
            common: plain(common.1),
        }
    })
}

fn plain_texts(top: &mut Table<'_, '_>, key: &'static str, notes: &mut Notes<'_>) -> Vec<String> {
    plain(top.texts(key, notes))
}

pub(super) fn plain(texts: Vec<Located>) -> Vec<String> {
    texts.into_iter().map(|located| located.text).collect()
}

/// A word in two classes would join them, and a chain of joins makes strangers the same.
fn note_shared_words(names: &[(Located, Vec<Located>)], synonyms: &[Vec<Located>], notes: &mut Notes<'_>) {
    let classes = names.iter().map(|(_, forms)| forms).chain(synonyms);
    let mut first: HashMap<String, usize> = HashMap::new();
    for (class, forms) in classes.enumerate() {
        for form in forms {
            let other = *first.entry(form.text.to_lowercase()).or_insert(class);
            if other != class {
                let message = format!("`{}` stands in two names or synonym classes", form.text);
                let hint = Some("keep it in one of them, or make the two one".to_string());
                notes.add(Rule::SharedWord, form.place.span.clone(), message, hint);
            }
        }
    }
}

/// A word of two lists counts by one of them alone.
fn note_idle_words(lists: &[&(&str, Vec<Located>)], notes: &mut Notes<'_>) {
    let mut first: HashMap<String, &str> = HashMap::new();
    for (list, word) in lists.iter().flat_map(|(list, words)| words.iter().map(move |word| (*list, word))) {
        let before = *first.entry(word.text.to_lowercase()).or_insert(list);
        if before != list {
            let message = format!("`{}` stands under `{before}` as well", word.text);
            let hint = Some("keep it where it belongs: it can't have the effect of both lists".to_string());
            notes.add(Rule::IdleWord, word.place.span.clone(), message, hint);
        }
    }
}
