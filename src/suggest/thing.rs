//! The things that a base names, and the texts that name them.

use std::collections::HashSet;

use compact_str::CompactString;

use crate::draft::sentences;
use crate::facts::{Base, Fact};
use crate::matching::{Class, Matcher, Word};
use crate::text::{Language, is_chinese, stem};

/// Something that a base names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Thing {
    /// As it stands in a question, without an article.
    pub(super) text: String,
    language: Language,
    /// The stems of its words.
    keys: Vec<CompactString>,
    /// Whether it is one thing with a name of its own.
    pub(super) is_name: bool,
}

/// The fewest characters of a thing.
const SHORTEST: usize = 2;
/// The most characters of a thing of a Chinese list.
const LONGEST_LISTED: usize = 8;

impl Thing {
    fn new(text: &str, language: Language) -> Option<Self> {
        let text = text.trim();
        let fits = text.chars().count() >= SHORTEST
            && Language::of(text) == language
            && !text.chars().any(|sign| sign.is_ascii_digit());
        let keys = keys(text);
        let is_name = text.starts_with(char::is_uppercase);
        (fits && !keys.is_empty()).then(|| Self { text: text.to_string(), language, keys, is_name })
    }

    /// Whether one may ask how many there are.
    pub(super) fn may_be_counted(&self) -> bool {
        self.language == Language::Chinese || (self.text.ends_with('s') && !self.is_name)
    }

    /// A question or reply with it.
    pub(super) fn put_into(&self, template: &str) -> String {
        let article = if self.is_name { "" } else { "the " };
        template.replace("{the}", &format!("{article}{}", self.text)).replace("{}", &self.text)
    }
}

/// The stems of the words of a text; a Chinese run between marks is one.
fn keys(text: &str) -> Vec<CompactString> {
    let words = text.split(|sign: char| !(sign.is_alphanumeric() || sign == '-' || sign == '\'' || sign == '’'));
    words.filter(|word| !word.is_empty()).map(|word| stem(&word.to_lowercase())).collect()
}

/// A stretch of an answer or a source in which a thing and what is told of it stand together.
#[derive(Debug)]
pub(super) struct Stretch {
    language: Language,
    pub(super) text: String,
    keys: Vec<CompactString>,
}

impl Stretch {
    fn new(text: String) -> Self {
        Self { language: Language::of(&text), keys: keys(&text), text }
    }

    /// Whether it names a thing.
    pub(super) fn names(&self, thing: &Thing) -> bool {
        match thing.language {
            _ if self.language != thing.language => false,
            Language::Chinese => self.text.contains(&thing.text),
            Language::English => self.keys.windows(thing.keys.len()).any(|window| window == thing.keys),
        }
    }
}

/// All answers, and each sentence of the sources with the one behind it, which may go on about the same.
pub(super) fn stretches(base: &Base) -> Vec<Stretch> {
    let answers = base.facts.iter().flat_map(|fact| fact.answer.iter().map(|(_, answer)| answer.text.clone()));
    let mut found: Vec<Stretch> = answers.map(Stretch::new).collect();
    for paragraph in base.sources.iter().flat_map(|source| &source.paragraphs) {
        for (language, says) in paragraph.record.says.iter() {
            let sentences = sentences(says, language);
            let pairs = (0..sentences.len()).map(|at| sentences[at..sentences.len().min(at + 2)].join(" "));
            found.extend(pairs.map(Stretch::new));
        }
    }
    found
}

/// All that a fact says and is asked by in a language, as one text.
pub(super) fn said_of(fact: &Fact, language: Language) -> String {
    let ask = fact.ask.get(language).iter().map(|asked| asked.text.as_str());
    let about = fact.about.iter().map(|about| about.text.as_str());
    ask.chain(about).chain([fact.answer.get(language).text.as_str()]).collect::<Vec<_>>().join(" . ")
}

/// What a base names in a language, each thing once: its names, what its facts are about, and what their phrasings and
/// their texts call alike.
pub(super) fn things(base: &Base, matcher: &Matcher, stretches: &[Stretch], language: Language) -> Vec<Thing> {
    let names = base
        .words
        .names
        .iter()
        .filter_map(|name| name.forms.iter().find(|form| Language::of(form) == language).map(String::as_str));
    let about = base.facts.iter().flat_map(|fact| &fact.about).map(|about| about.text.as_str());
    let is_id = |text: &&str| base.words.names.iter().any(|name| name.id == **text);
    let proper = names.filter_map(|text| Some(Thing { is_name: true, ..Thing::new(text, language)? }));
    let about = about.filter(|text| !is_id(text)).filter_map(|text| Thing::new(text, language));
    let mut things: Vec<Thing> = proper.chain(about).collect();
    things.extend(base.facts.iter().flat_map(|fact| called(fact, matcher, language)));
    if language == Language::Chinese {
        things.extend(stretches.iter().flat_map(listed));
    }
    let mut seen = HashSet::new();
    things.retain(|thing| seen.insert(thing.keys.clone()) && stretches.iter().any(|stretch| stretch.names(thing)));
    things
}

/// What the phrasings of a fact call its thing: words that most of them have, where nobody said what it is about, and in
/// English pairs of neighbours that several have.
fn called(fact: &Fact, matcher: &Matcher, language: Language) -> Vec<Thing> {
    let ask = fact.ask.get(language);
    let asked: Vec<Vec<CompactString>> = ask.iter().map(|asked| keys(&asked.text)).collect();
    let share = |thing: &Thing| match language {
        Language::English => {
            asked.iter().filter(|keys| keys.windows(thing.keys.len()).any(|own| own == thing.keys)).count()
        }
        Language::Chinese => ask.iter().filter(|asked| asked.text.contains(&thing.text)).count(),
    };
    let mut things = Vec::new();
    for phrasing in ask {
        let words = matcher.read_written(&phrasing.text);
        let thing = |first: &Word, last: &Word| {
            let written = phrasing.text.get(first.span.start..last.span.end).unwrap_or("");
            Thing::new(&if first.capital { written.to_string() } else { written.to_lowercase() }, language)
        };
        for (at, word) in words.iter().enumerate().filter(|(_, word)| may_be_thing(word)) {
            let alone = thing(word, word).filter(|thing| fact.about.is_empty() && share(thing) * 2 > ask.len());
            let next = words.get(at + 1).filter(|next| language == Language::English && may_be_thing(next));
            let pair = next.and_then(|next| thing(word, next)).filter(|thing| share(thing) > 1);
            things.extend(alone.into_iter().chain(pair));
        }
    }
    things
}

fn may_be_thing(word: &Word) -> bool {
    matches!(word.class, Class::Known | Class::Name | Class::Place)
        && word.weight > 0.0
        && word.number.is_none()
        && word.properties.is_empty()
}

/// What has one of these is no name of a thing: 可以用微信, 须预约.
const NO_THING: [char; 12] = ['可', '的', '是', '不', '须', '要', '或', '请', '有', '在', '到', '每'];

/// The things of a Chinese list: 血常规、尿常规、肝功能.
fn listed(stretch: &Stretch) -> Vec<Thing> {
    let clauses = stretch.text.split(['，', '。', '；', '：', '（', '）', ' ']);
    let lists = clauses.filter(|clause| clause.contains('、'));
    let items = lists.flat_map(|list| list.split(['、', '和', '及']));
    let fits = |item: &&str| {
        item.chars().count() <= LONGEST_LISTED && item.chars().all(is_chinese) && !item.contains(NO_THING)
    };
    items.filter(fits).filter_map(|item| Thing::new(item, Language::Chinese)).collect()
}
