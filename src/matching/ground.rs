//! What the sources tell, as far as their records and the answers say: the ground that a refusal
//! stands on. A thing that stands here is told of something, if not of what was asked.

use std::collections::BTreeMap;
use std::sync::Arc;

use compact_str::CompactString;
use rustc_hash::FxHashSet;

use super::vocabulary::Vocabulary;
use super::word::Word;
use crate::facts::{Base, Fact};
use crate::sources::{Citation, Record, Source};
use crate::text::{Number, stem};

/// Words and figures of a part of the sources.
#[derive(Debug, Default, Clone)]
pub(crate) struct Ground {
    keys: FxHashSet<CompactString>,
    numbers: FxHashSet<Number>,
}

impl Ground {
    /// Adds what a text says, by its words.
    fn add(&mut self, words: &[Word]) {
        // "Us" in a sentence is no country: words that say nothing are no ground.
        for word in words.iter().filter(|word| word.class.is_telling()) {
            self.numbers.extend(word.number.map(plain));
            self.keys.insert(stem(&word.text));
            // The words of a name stand there, too.
            self.keys.extend(word.text.split(' ').map(stem));
        }
    }

    /// Whether a word or figure stands there.
    pub(crate) fn holds(&self, word: &Word) -> bool {
        match word.number {
            Some(number) => self.numbers.contains(&plain(number)),
            None => self.keys.contains(&stem(&word.text)),
        }
    }
}

/// A number however it was written.
fn plain(number: Number) -> Number {
    Number { in_words: false, ..number }
}

/// The texts of a place's record.
fn texts(record: &Record) -> impl Iterator<Item = &str> {
    let says = record.says.iter().map(|(_, says)| says.as_str());
    let names = record
        .names
        .iter()
        .flat_map(|name| [name.text.text.as_str()].into_iter().chain(name.also.iter().map(String::as_str)));
    says.chain(names).chain(record.figures.iter().map(|figure| figure.text.as_str()))
}

/// What a place of a source says.
fn place(source: &Source, citation: Citation, vocabulary: &Vocabulary) -> Ground {
    let mut ground = Ground::default();
    let read = |text: &str| ground.add(&vocabulary.read_written(text));
    match citation {
        Citation::Paragraph(number) => {
            if let Some(paragraph) = source.paragraph(number) {
                texts(&paragraph.record).chain(paragraph.text.as_deref()).for_each(read);
            }
        }
        Citation::Credits => texts(&source.credits).for_each(read),
        Citation::Title => source.title.iter().map(|(_, title)| title.as_str()).for_each(read),
    }
    ground
}

impl<'a> Extend<&'a Ground> for Ground {
    fn extend<I: IntoIterator<Item = &'a Ground>>(&mut self, grounds: I) {
        for ground in grounds {
            self.keys.extend(ground.keys.iter().cloned());
            self.numbers.extend(&ground.numbers);
        }
    }
}

/// What the places of a base's sources say. Many facts rest on the same place, so each is read once.
pub(crate) struct Places<'a> {
    base: &'a Base,
    vocabulary: &'a Vocabulary,
    /// By the source and the place.
    read: BTreeMap<(usize, Citation), Arc<Ground>>,
    /// By the source and several places of it.
    joined: BTreeMap<(usize, &'a [Citation]), Arc<Ground>>,
}

impl<'a> Places<'a> {
    pub(crate) fn new(base: &'a Base, vocabulary: &'a Vocabulary) -> Self {
        Self { base, vocabulary, read: BTreeMap::new(), joined: BTreeMap::new() }
    }

    fn at(&mut self, source: usize, citation: Citation) -> &Arc<Ground> {
        let read = || Arc::new(place(&self.base.sources[source], citation, self.vocabulary));
        self.read.entry((source, citation)).or_insert_with(read)
    }

    /// What the places say that a fact cites.
    pub(crate) fn cited(&mut self, fact: &'a Fact) -> Arc<Ground> {
        if let [only] = fact.citations[..] {
            return Arc::clone(self.at(fact.source, only));
        }
        let key = (fact.source, fact.citations.as_slice());
        if let Some(joined) = self.joined.get(&key) {
            return Arc::clone(joined);
        }
        let mut all = Ground::default();
        for citation in &fact.citations {
            all.extend([&**self.at(fact.source, *citation)]);
        }
        Arc::clone(self.joined.entry(key).or_insert(Arc::new(all)))
    }

    /// All that the sources tell, and what answers say, by their words.
    pub(crate) fn whole<'w>(mut self, answers: impl Iterator<Item = &'w [Word]>) -> Ground {
        let mut ground = Ground::default();
        for (at, source) in self.base.sources.iter().enumerate() {
            let paragraphs = source.paragraphs.iter().map(|paragraph| Citation::Paragraph(paragraph.number));
            for citation in paragraphs.chain([Citation::Title, Citation::Credits]) {
                ground.extend([&**self.at(at, citation)]);
            }
        }
        answers.for_each(|words| ground.add(words));
        ground
    }
}
