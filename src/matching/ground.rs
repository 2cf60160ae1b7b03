//! What the sources tell, as far as their records and the answers say: the ground that a refusal
//! stands on. A thing that stands here is told of something, if not of what was asked.

use compact_str::CompactString;
use rustc_hash::FxHashSet;

use super::vocabulary::Vocabulary;
use super::word::Word;
use crate::facts::Base;
use crate::sources::{Citation, Record, Source};
use crate::text::{Number, stem};

/// Words and figures of a part of the sources.
#[derive(Debug, Default)]
pub(crate) struct Ground {
    keys: FxHashSet<CompactString>,
    numbers: FxHashSet<Number>,
}

impl Ground {
    /// Reads more of it.
    pub(crate) fn read(&mut self, text: &str, vocabulary: &Vocabulary) {
        // "Us" in a sentence is no country: words that say nothing are no ground.
        for word in vocabulary.read_written(text).into_iter().filter(|word| word.class.is_telling()) {
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
pub(crate) fn place(source: &Source, citation: Citation, vocabulary: &Vocabulary) -> Ground {
    let mut ground = Ground::default();
    match citation {
        Citation::Paragraph(number) => {
            if let Some(paragraph) = source.paragraph(number) {
                texts(&paragraph.record)
                    .chain(paragraph.text.as_deref())
                    .for_each(|text| ground.read(text, vocabulary));
            }
        }
        Citation::Credits => texts(&source.credits).for_each(|text| ground.read(text, vocabulary)),
        Citation::Title => source.title.iter().for_each(|(_, title)| ground.read(title, vocabulary)),
    }
    ground
}

impl Extend<Ground> for Ground {
    fn extend<I: IntoIterator<Item = Ground>>(&mut self, grounds: I) {
        for ground in grounds {
            self.keys.extend(ground.keys);
            self.numbers.extend(ground.numbers);
        }
    }
}

/// All that the sources of a base tell, and all that its answers say.
pub(crate) fn whole(base: &Base, vocabulary: &Vocabulary) -> Ground {
    let mut ground = Ground::default();
    for source in &base.sources {
        let paragraphs = source.paragraphs.iter().map(|paragraph| Citation::Paragraph(paragraph.number));
        for citation in paragraphs.chain([Citation::Title, Citation::Credits]) {
            ground.extend([place(source, citation, vocabulary)]);
        }
    }
    for (_, answer) in base.facts.iter().flat_map(|fact| fact.answer.iter()) {
        ground.read(&answer.text, vocabulary);
    }
    ground
}
