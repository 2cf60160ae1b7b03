//! Chinese characters that sound the same, and their traditional forms.

use std::collections::BTreeSet;

use pinyin::{Pinyin, ToPinyin};
use rustc_hash::FxHashMap;

use crate::facts::Base;
use crate::text::{Language, Lexicon, is_chinese, normal_form};

/// Characters by what they have in common.
#[derive(Debug)]
pub(super) struct Characters {
    by_sound: FxHashMap<&'static str, Vec<char>>,
    traditional: FxHashMap<char, char>,
}

impl Characters {
    /// The characters of the base and of the language.
    pub(super) fn new(base: &Base) -> Self {
        let phrasings = base.facts.iter().flat_map(|fact| &fact.ask.zh).map(|ask| ask.text.as_str());
        let lexicon = Lexicon::of(Language::Chinese);
        let words = lexicon.fillers.iter().chain(&lexicon.light).chain(lexicon.properties.keys()).map(String::as_str);
        let used: BTreeSet<char> = phrasings.chain(words).flat_map(str::chars).filter(|one| is_chinese(*one)).collect();
        let mut by_sound: FxHashMap<&'static str, Vec<char>> = FxHashMap::default();
        for character in &used {
            if let Some(sound) = sound(*character) {
                by_sound.entry(sound).or_default().push(*character);
            }
        }
        Self { by_sound, traditional: traditional_forms(&used) }
    }

    /// Other characters that sound as this one does, whatever the tone.
    pub(super) fn homophones(&self, character: char) -> Vec<char> {
        let same = sound(character).and_then(|sound| self.by_sound.get(sound));
        same.into_iter().flatten().copied().filter(|other| *other != character).collect()
    }

    /// The traditional form of a character, if there is just one and it is another.
    pub(super) fn traditional(&self, character: char) -> Option<char> {
        self.traditional.get(&character).copied()
    }
}

fn sound(character: char) -> Option<&'static str> {
    character.to_pinyin().map(Pinyin::plain)
}

/// The table from traditional to simplified characters, reversed, where that gives one character.
fn traditional_forms(used: &BTreeSet<char>) -> FxHashMap<char, char> {
    let mut forms: FxHashMap<char, Vec<char>> = FxHashMap::default();
    for character in '\u{4E00}'..='\u{9FFF}' {
        let simplified = normal_form(character.encode_utf8(&mut [0; 4])).chars().next();
        if let Some(simplified) = simplified.filter(|simplified| *simplified != character && used.contains(simplified))
        {
            forms.entry(simplified).or_default().push(character);
        }
    }
    let only = |(simplified, forms): (char, Vec<char>)| match forms.as_slice() {
        [only] => Some((simplified, *only)),
        _ => None,
    };
    forms.into_iter().filter_map(only).collect()
}
