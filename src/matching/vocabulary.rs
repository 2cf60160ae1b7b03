//! What the words of a question mean to a base.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use compact_str::{CompactString, format_compact};
use libm::logf;
use rustc_hash::{FxHashMap, FxHashSet};

use super::both;
use super::entry::{EntryId, Text};
use super::names::Names;
use super::piece::{FormId, Piece, PieceKind};
use super::reader::{read_cut, read_form, read_typed, read_written};
use super::repair::Repair;
use super::weights::{COMMON_WEIGHT, KNOWN_FLOOR, LIGHT};
use super::word::{Class, Term, Word};
use crate::facts::Words;
use crate::text::{
    Cut, Language, Lexicon, Properties, Vector, is_chinese, is_chinese_numeral, is_common, meaning, tokens_and_asides,
};

/// The words of a base and of the languages, with what they mean and how telling they are.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    names: Names,
    repair: Repair,
    terms: FxHashMap<CompactString, Term>,
    /// What the forms of names are made of, by form.
    parts: Vec<Vec<Term>>,
    /// The weight of each term, from its inverse document frequency over entries.
    weights: Vec<f32>,
    lists: FxHashMap<String, Listed>,
    /// How each term is written.
    written: Vec<CompactString>,
    /// What each term means by the word table, once somebody asks.
    meanings: Vec<OnceLock<Option<Box<Vector>>>>,
}

impl Vocabulary {
    /// Learns the words of `texts`, and returns them read.
    pub(crate) fn learn(words: &Words, entries: usize, texts: &[Text<'_>]) -> (Self, Vec<Vec<Word>>) {
        let lists = listed(words);
        // Reading is most of the work, and every text is read by itself.
        let (half, rest) = texts.split_at(texts.len() / 2);
        let cut =
            |texts: &[Text<'_>]| -> Vec<Cut> { texts.iter().map(|text| tokens_and_asides(text.content)).collect() };
        let (mut cuts, others) = both(|| cut(half), || cut(rest));
        cuts.extend(others);
        let names = Names::new(words, &multi_word_lists(&lists), &cuts);
        let read = |texts: &[Text<'_>], cuts: Vec<Cut>| -> Vec<Vec<Piece>> {
            texts.iter().zip(cuts).map(|(text, (tokens, _))| read_cut(text.content, &tokens, &names)).collect()
        };
        let others = cuts.split_off(half.len());
        let (mut pieces, others) = both(|| read(half, cuts), || read(rest, others));
        pieces.extend(others);
        let Terms { numbers: terms, entries_with, written } = count_terms(&names, texts, &pieces);
        let repair = learn_repair(words, &names, &lists, &pieces);
        let most = logf(1.0 + entries as f32).max(1.0);
        let telling = |count: &u32| logf((1.0 + entries as f32) / (1.0 + *count as f32)) / most;
        let weights = entries_with.iter().map(|count| KNOWN_FLOOR + (1.0 - KNOWN_FLOOR) * telling(count)).collect();
        let term = |key: &CompactString| terms.get(key).copied();
        let parts = names.parts().map(|parts| parts.iter().filter_map(term).collect()).collect();
        let meanings = written.iter().map(|_| OnceLock::new()).collect();
        let vocabulary = Self { names, repair, terms, parts, weights, lists, written, meanings };
        let words = pieces.into_iter().map(|pieces| vocabulary.words(pieces)).collect();
        (vocabulary, words)
    }

    /// The words of a text of the base.
    pub(crate) fn read_written(&self, text: &str) -> Vec<Word> {
        self.words(read_written(text, &self.names))
    }

    /// The words of a text that a person typed.
    pub(crate) fn read_typed(&self, text: &str) -> Vec<Word> {
        self.words(read_typed(text, &self.names, &self.repair))
    }

    /// The term of the name with this id.
    pub(crate) fn name_term(&self, id: &str) -> Option<Term> {
        self.terms.get(format_compact!("#{id}").as_str()).copied()
    }

    /// How telling a name or word is.
    pub(crate) fn weight_of(&self, text: &str) -> f32 {
        let term = self.name_term(text).or_else(|| self.read_written(text).first()?.term);
        term.map_or(1.0, |term| self.weights[term.index()])
    }

    /// How telling a term is.
    pub(crate) fn weight(&self, term: Term) -> f32 {
        self.weights[term.index()]
    }

    /// What a term means by the word table; none where the table knows nothing of it.
    pub(crate) fn meaning_of(&self, term: Term) -> Option<&Vector> {
        let read = || meaning(&self.written[term.index()]).map(Box::new);
        self.meanings[term.index()].get_or_init(read).as_deref()
    }

    /// What each of `texts` means as a whole; those that the base does not use are left out.
    pub(crate) fn heads(&self, texts: &[String]) -> Vec<Term> {
        let head = |text: &String| self.name_term(text).or_else(|| self.read_written(text).first()?.term);
        texts.iter().filter_map(head).collect()
    }

    fn words(&self, pieces: Vec<Piece>) -> Vec<Word> {
        let latin = pieces.iter().filter(|piece| piece.kind == PieceKind::Latin).count();
        let capitals = pieces.iter().filter(|piece| piece.kind == PieceKind::Latin && piece.capital).count();
        // Title Case and SHOUTING say nothing about names.
        let capitals_tell = capitals * 2 <= latin.max(2);
        let mut sentence_start = true;
        let mut words = Vec::with_capacity(pieces.len());
        for piece in pieces {
            // "I" has a capital wherever it stands.
            let capital = piece.capital && capitals_tell && !sentence_start && piece.text != "i";
            sentence_start = piece.kind == PieceKind::Mark && piece.text != ",";
            words.push(self.word(piece, capital));
        }
        let ends_name: Vec<bool> = words.iter().map(|word| Lexicon::ends_name(&word.text)).collect();
        for at in 1..words.len() {
            // 清华大学: Chinese has no capitals, but a word before "university" is a name.
            let before = &mut words[at - 1];
            if matches!(before.class, Class::Common | Class::Known) && !before.is_concept && ends_name[at] {
                before.capital = true;
                before.weight = 1.0;
            }
        }
        words
    }

    fn word(&self, piece: Piece, capital: bool) -> Word {
        let term = self.terms.get(&piece.key).copied();
        let listed = self.lists.get(piece.text.as_str());
        let class = self.class(&piece, term, listed, capital);
        let properties = listed.map_or_else(Properties::default, |listed| listed.properties);
        let weight = match class {
            Class::Filler | Class::Mark | Class::Speech => 0.0,
            Class::Known if listed.is_some_and(|listed| listed.part == Some(Part::Light)) => {
                term.map_or(1.0, |term| self.weights[term.index()]) * LIGHT
            }
            Class::Known if is_single_chinese(&piece.text) => COMMON_WEIGHT,
            Class::Known | Class::Name => term.map_or(1.0, |term| self.weights[term.index()]),
            Class::Common => COMMON_WEIGHT,
            Class::Figure if number_of(&piece).is_some_and(crate::text::Number::is_small_word) => 0.0,
            Class::Attribute | Class::Place | Class::Time | Class::Figure | Class::Unknown | Class::Negation => 1.0,
        };
        let number = number_of(&piece);
        let form = form_of(&piece);
        let is_concept = form.is_some();
        let parts = form.map_or_else(Vec::new, |form| self.parts[form].clone());
        Word {
            text: piece.text,
            span: piece.span,
            term,
            parts,
            properties,
            class,
            weight,
            number,
            currency: piece.currency,
            typed: piece.typed,
            shown: piece.shown,
            capital,
            is_concept,
        }
    }

    fn class(&self, piece: &Piece, term: Option<Term>, listed: Option<&Listed>, capital: bool) -> Class {
        match piece.kind {
            PieceKind::Mark => return Class::Mark,
            PieceKind::Number(_) => return Class::Figure,
            PieceKind::Form(form) => {
                if let Some(class) = self.names.concept_of(form).class {
                    return class;
                }
            }
            PieceKind::Latin | PieceKind::Chinese => {}
        }
        let part = listed.and_then(|listed| listed.part);
        // "us" is a country only in capitals.
        let is_pronoun = part == Some(Part::Of(Class::Place)) && piece.text.len() <= 2 && !piece.capital;
        let part = if is_pronoun { Some(Part::Of(Class::Filler)) } else { part };
        match part {
            Some(Part::Of(Class::Filler)) if !capital || term.is_some() => Class::Filler,
            Some(Part::Of(class)) if class != Class::Filler => class,
            _ if term.is_some() => Class::Known,
            Some(Part::Light) if !capital => Class::Filler,
            None if listed.is_some_and(|listed| !listed.properties.is_empty()) => Class::Attribute,
            _ if capital && piece.kind == PieceKind::Latin => Class::Unknown,
            // A Chinese character is a word, and two that no list knows are a verb with its complement
            // more often than a name.
            _ if piece.kind == PieceKind::Chinese && is_short(&piece.text) => Class::Common,
            _ if piece.text.chars().count() == 1 => Class::Filler,
            _ if is_common(&piece.text) => Class::Common,
            _ => Class::Unknown,
        }
    }
}

/// Whether a Chinese text is one character or two, and no numeral.
fn is_short(text: &str) -> bool {
    text.chars().nth(2).is_none() && !text.chars().all(is_chinese_numeral)
}

fn is_single_chinese(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_chinese) && chars.next().is_none()
}

fn number_of(piece: &Piece) -> Option<crate::text::Number> {
    match piece.kind {
        PieceKind::Number(number) => Some(number),
        PieceKind::Latin | PieceKind::Chinese | PieceKind::Mark | PieceKind::Form(_) => None,
    }
}

fn form_of(piece: &Piece) -> Option<FormId> {
    match piece.kind {
        PieceKind::Form(form) => Some(form),
        PieceKind::Latin | PieceKind::Chinese | PieceKind::Mark | PieceKind::Number(_) => None,
    }
}

/// The number of each key, how many entries have it, and how it is written.
#[derive(Default)]
struct Terms {
    numbers: FxHashMap<CompactString, Term>,
    entries_with: Vec<u32>,
    written: Vec<CompactString>,
}

fn count_terms(names: &Names, texts: &[Text<'_>], pieces: &[Vec<Piece>]) -> Terms {
    let parts: Vec<&[CompactString]> = names.parts().collect();
    let parts_of = |piece: &Piece| form_of(piece).map_or(&[][..], |form| parts[form]);
    let Terms { mut numbers, mut entries_with, mut written } = Terms::default();
    // Texts of one entry stand in a row, so an entry is counted once if its last one is remembered.
    let mut last_entry: Vec<Option<EntryId>> = Vec::new();
    for (text, pieces) in texts.iter().zip(pieces) {
        // A part of a name is written as it is looked up, until it is met as a word.
        for (key, spelt) in pieces
            .iter()
            .flat_map(|piece| parts_of(piece).iter().map(|part| (part, part)).chain([(&piece.key, &piece.text)]))
        {
            let term = numbers.get(key).copied().unwrap_or_else(|| {
                let next = Term::at(entries_with.len());
                numbers.insert(key.clone(), next);
                entries_with.push(0);
                written.push(spelt.clone());
                last_entry.push(None);
                next
            });
            let term = term.index();
            if last_entry[term] != Some(text.entry) {
                last_entry[term] = Some(text.entry);
                entries_with[term] += 1;
            }
        }
    }
    Terms { numbers, entries_with, written }
}

/// What slips are mended into: the words of the base that say something.
fn learn_repair(words: &Words, names: &Names, lists: &FxHashMap<String, Listed>, pieces: &[Vec<Piece>]) -> Repair {
    let forms = words.names.iter().flat_map(|name| &name.forms).chain(words.synonyms.iter().flatten());
    let forms: Vec<Piece> = forms.flat_map(|form| read_form(form, names)).collect();
    let mut latin: FxHashMap<&str, usize> = FxHashMap::default();
    let (mut chinese, mut chinese_names) = (FxHashSet::default(), FxHashSet::default());
    pieces.iter().flatten().for_each(|piece| learn_form(piece, &mut latin, &mut chinese));
    for piece in &forms {
        learn_form(piece, &mut latin, &mut chinese_names);
    }
    let is_quiet =
        |listed: &Listed| matches!(listed.part, Some(Part::Light | Part::Of(Class::Filler | Class::Negation)));
    chinese.retain(|word| !lists.get(*word).is_some_and(is_quiet));
    let real = [&words.fillers, &words.attributes, &words.places, &words.common].into_iter().flatten();
    let singles =
        pieces.iter().flatten().filter(|piece| is_single_chinese(&piece.text)).map(|piece| piece.text.clone());
    // What is mended into what must not hang on the order of a hash map.
    let latin: BTreeMap<&str, usize> = latin.into_iter().collect();
    let chinese: BTreeSet<&str> = chinese.into_iter().collect();
    let chinese_names: BTreeSet<&str> = chinese_names.into_iter().collect();
    Repair::new(&latin, real, chinese_names.into_iter(), chinese.into_iter()).with_singles(singles)
}

fn learn_form<'a>(piece: &'a Piece, latin: &mut FxHashMap<&'a str, usize>, chinese: &mut FxHashSet<&'a str>) {
    for word in piece.text.split(' ') {
        if word.bytes().all(|byte| byte.is_ascii_lowercase()) && word.len() > 1 {
            *latin.entry(word).or_default() += 1;
        } else if word.chars().all(is_chinese) && word.chars().count() > 1 {
            chinese.insert(word);
        }
    }
}

/// What the lists of words say of one.
#[derive(Debug, Clone, Copy, Default)]
struct Listed {
    part: Option<Part>,
    /// The properties that it asks for.
    properties: Properties,
}

/// What a list says of the part that a word plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// It is of a class, whatever the base uses.
    Of(Class),
    /// It says little where the base uses it, and nothing elsewhere.
    Light,
}

/// What the lists of both languages and of the base say of each word. Where they overlap, the one that
/// says more about the question wins.
fn listed(words: &Words) -> FxHashMap<String, Listed> {
    let mut lists: FxHashMap<String, Listed> = FxHashMap::default();
    let mut add = |list: &mut dyn Iterator<Item = &String>, part: Part| {
        list.for_each(|word| lists.entry(word.clone()).or_default().part = Some(part));
    };
    for language in Language::ALL {
        let lexicon = Lexicon::of(language);
        add(&mut lexicon.light.iter(), Part::Light);
        add(&mut lexicon.fillers.iter(), Part::Of(Class::Filler));
        add(&mut lexicon.speech.iter(), Part::Of(Class::Speech));
        add(&mut lexicon.places.iter(), Part::Of(Class::Place));
        add(&mut lexicon.times.iter(), Part::Of(Class::Time));
        add(&mut lexicon.negations.iter(), Part::Of(Class::Negation));
    }
    add(&mut words.fillers.iter(), Part::Of(Class::Filler));
    add(&mut words.attributes.iter(), Part::Of(Class::Attribute));
    add(&mut words.places.iter(), Part::Of(Class::Place));
    for word in &words.telling {
        lists.entry(word.clone()).or_default().part = None;
    }
    for (word, properties) in Language::ALL.into_iter().flat_map(|language| &Lexicon::of(language).properties) {
        let all = &mut lists.entry(word.clone()).or_default().properties;
        *all = all.and(*properties);
    }
    lists
}

/// Listed entries of several words, which are found as names are.
fn multi_word_lists(lists: &FxHashMap<String, Listed>) -> Vec<(String, Class)> {
    let class = |(word, listed): (&String, &Listed)| match listed.part {
        Some(Part::Of(class)) if word.contains(' ') => Some((word.clone(), class)),
        _ => None,
    };
    let mut found: Vec<(String, Class)> = lists.iter().filter_map(class).collect();
    for language in Language::ALL {
        let lexicon = Lexicon::of(language);
        found.extend(lexicon.frames.iter().map(|frame| (frame.clone(), Class::Filler)));
        // Two words that are a time together: "last" alone is none.
        let years = lexicon.relative_years.iter().filter(|year| year.contains(' '));
        found.extend(years.map(|year| (year.clone(), Class::Time)));
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::{Text, Vocabulary};
    use crate::facts::Words;
    use crate::matching::Class;
    use crate::matching::entry::{EntryId, Role};
    use crate::text::Language;

    #[test]
    fn a_chinese_character_says_something_unless_a_list_knows_better() {
        let text = |content| Text { entry: EntryId::at(0), language: Language::Chinese, role: Role::Phrasing, content };
        let texts = [text("能喝水吗"), text("喝什么"), text("丢钥匙罚多少"), text("钥匙在哪"), text("罚多少")];
        let (vocabulary, _) = Vocabulary::learn(&Words::default(), 1, &texts);
        for (asked, word, expected) in [
            ("喝牛奶吗", "喝", Class::Known),
            ("喝牛奶吗", "奶", Class::Common),
            ("丢钥匙怎么罚", "罚", Class::Known),
            ("丢钥匙怎么罚", "钥匙", Class::Known),
            ("丢钥匙怎么办", "怎么办", Class::Filler),
            ("喝了吗", "了", Class::Filler),
        ] {
            let words = vocabulary.read_typed(asked);
            let class = words.iter().find(|read| read.text == word).map(|read| read.class);
            assert_eq!(class, Some(expected), "{word} in {asked}");
        }
    }

    #[test]
    fn what_the_base_uses_tells_unless_it_is_a_function_word() {
        let text = |content| Text { entry: EntryId::at(0), language: Language::English, role: Role::Phrasing, content };
        let read = |words: &Words, asked: &str, word: &str| {
            let texts = [text("which part is the item in"), text("who paid")];
            let (vocabulary, _) = Vocabulary::learn(words, 2, &texts);
            let read = vocabulary.read_typed(asked).into_iter().find(|read| read.text == word);
            read.map(|read| (read.class, read.weight))
        };
        let plain = Words::default();
        let (class, weight) = read(&plain, "the broken part", "part").expect("it is read");
        assert!(class == Class::Known && weight > 0.0 && weight < 0.5, "{class:?} {weight}");
        assert_eq!(read(&plain, "the kinds of it", "kinds"), Some((Class::Filler, 0.0)));
        assert_eq!(read(&plain, "the item", "the"), Some((Class::Filler, 0.0)));
        assert_eq!(read(&plain, "the inn is in", "in"), Some((Class::Filler, 0.0)));
        let telling = Words { telling: vec!["in".to_string()], ..Words::default() };
        assert_eq!(read(&telling, "the inn is in", "in").map(|(class, _)| class), Some(Class::Known));
        assert_eq!(read(&plain, "the price of it", "price").map(|(class, _)| class), Some(Class::Attribute));
    }
}
