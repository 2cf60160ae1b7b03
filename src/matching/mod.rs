//! Which facts does this question ask for? Read, index, rank, gather evidence, judge, decide.

mod about;
mod alone;
mod asked;
mod by_keys;
mod chinese;
mod cohesion;
mod context;
mod contribution;
mod decide;
mod entry;
mod evidence;
mod features;
mod figures;
mod gate;
mod given;
mod ground;
mod index;
mod judge;
mod knowledge;
mod model;
mod money;
mod names;
mod naming;
mod near;
mod own;
mod piece;
mod pieces;
mod postings;
mod prepared;
mod rank;
mod reader;
mod refusal;
mod repair;
mod set;
mod tag;
mod told;
mod train;
mod verdict;
mod vocabulary;
pub mod weights;
mod word;

pub use alone::outranked_alone;
pub use asked::Asked;
pub use context::Context;
pub use contribution::{Aspect, Contribution};
pub use decide::{Decision, Nearest, Unclear};
pub use entry::Entry;
pub use evidence::{Evidence, Sign, Signal};
pub use gate::{Account, Missing, Question, Votes};
pub use index::Fit;
pub use judge::{
    ByMaking, Judged, Judgement, Judgements, MOST_DEVIATIONS, Making, SignalWeight, Thresholds, Weights, written,
};
pub use prepared::Prepared;
pub use rank::Candidate;
pub use refusal::Refusal;
pub(crate) use told::{Bound, DAY, Figure, Measure, Sort, bound, figures, is_unit};
pub use verdict::{Instead, InsteadSort, Verdict};
pub use word::{Class, Term, Word};

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;

use asked::asked;
use context::Relations;
use entry::{Entries, EntryId, Role, Text, texts};
use gate::Contrasts;
use ground::{Ground, Places};
use index::{Index, Phrasing};
use knowledge::Knowledge;
use vocabulary::Vocabulary;
use weights::{COMMON_WEIGHT, MOST_TELLING_IF_BARE, PREAMBLE};

use crate::facts::{Base, Fact, FactId, Gap};
use crate::text::{Kind, Language, PerLanguage, WordTable, prepare};

/// What reads, ranks and judges questions by the texts of a base.
#[derive(Debug)]
pub struct Matcher {
    vocabulary: Vocabulary,
    entries: Entries,
    knowledge: Vec<Knowledge>,
    contrasts: Contrasts,
    table: WordTable,
    /// What each language's index is made of, and the index once a question needs it: most people ask
    /// in one language, and should not wait for the other.
    phrasings: PerLanguage<Mutex<Vec<Phrasing>>>,
    indexes: PerLanguage<OnceLock<Index>>,
    /// The facts that come nearest to each gap.
    nearest: Vec<Vec<FactId>>,
    /// What each fact is about.
    about: Vec<Vec<String>>,
    relations: Relations,
    /// What the sources tell.
    ground: Ground,
    shape: Shape,
    judgement: Judgement,
    thresholds: Thresholds,
}

/// What a base is like as a whole; a part of the evidence.
#[derive(Debug, Clone, Copy)]
struct Shape {
    /// Gaps for each fact, drafts aside.
    gaps: f32,
    making: Making,
}

impl Shape {
    fn of(base: &Base, knowledge: &[Knowledge]) -> Self {
        let says_more = |fact: &Fact| !fact.about.is_empty() || !fact.expects.is_empty();
        let tells = || knowledge.iter().take(base.facts.len()).filter(|facts| facts.given.tells());
        let is_bare = base.gaps.is_empty()
            && !base.facts.iter().any(says_more)
            && tells().count() as f32 <= MOST_TELLING_IF_BARE * base.facts.len() as f32;
        let drafts = base.facts.iter().filter(|fact| fact.is_draft).count();
        let making = match is_bare {
            _ if drafts * 2 > base.facts.len() => Making::Drafted,
            true => Making::Bare,
            false => Making::Curated,
        };
        // What a person wrote shows how well the base is known; what rules made doesn't.
        let gaps = base.gaps.iter().filter(|gap| !gap.is_draft).count();
        Self { gaps: gaps as f32 / base.facts.len().max(1) as f32, making }
    }
}

impl Matcher {
    /// Makes the matcher of `base`, for who needs nothing else of it. The same base gives the same matcher on every
    /// machine.
    pub fn new(base: &Base) -> Self {
        Self::with(base, WordTable::default())
    }

    /// The matcher of `base` with or without the word table.
    pub fn with(base: &Base, table: WordTable) -> Self {
        Self::judging(base, table, Judgements::shipped())
    }

    /// The matcher of `base` that judges by `judgements`.
    fn judging(base: &Base, table: WordTable, judgements: &Judgements) -> Self {
        // The words of the languages are read at first use, which would be one after the other.
        both(|| prepare(Language::English), || prepare(Language::Chinese));
        let entries = Entries::of(base);
        let texts = texts(base, &entries);
        let (vocabulary, words) = Vocabulary::learn(&base.words, entries.len(), &texts);
        let contrasts = Contrasts {
            sets: base.words.contrasts.iter().map(|set| vocabulary.heads(set)).collect(),
            scopes: vocabulary.heads(&base.words.scopes),
        };
        let mut places = Places::new(base, &vocabulary);
        let knowledge = knowledge(base, &entries, &texts, &words, &vocabulary, &mut places);
        let answers = texts.iter().zip(&words).filter(|(text, _)| text.role == Role::Answer);
        let ground = places.whole(answers.map(|(_, words)| words.as_slice()));
        let about = about::about(base, &entries, &texts, &words);
        let phrasings = phrasings(&texts, words);
        let indexes = PerLanguage::default();
        let facts_of = |gap: &Gap| gap.nearest.iter().filter_map(|id| base.fact_named(&id.text)).collect();
        let nearest: Vec<Vec<FactId>> = base.gaps.iter().map(facts_of).collect();
        let relations = Relations::new(base, &entries, &nearest, &about, &vocabulary);
        let shape = Shape::of(base, &knowledge);
        let judgement = judgements.of(table, shape.making).clone();
        let thresholds = Thresholds::of(shape.making, base.settings.care);
        Self {
            vocabulary,
            entries,
            knowledge,
            contrasts,
            table,
            phrasings,
            indexes,
            nearest,
            about,
            relations,
            ground,
            shape,
            judgement,
            thresholds,
        }
    }

    /// Reads a question in `language`.
    pub fn read(&self, text: &str, language: Language) -> Question {
        self.question(self.read_words(text), language)
    }

    /// The words of a text that a person typed.
    pub fn read_words(&self, text: &str) -> Vec<Word> {
        self.vocabulary.read_typed(text)
    }

    /// The question that words in `language` make.
    pub fn question(&self, mut words: Vec<Word>, language: Language) -> Question {
        let is_tag = tag::quiet(&mut words);
        let mut asked = asked(language, &words);
        if is_tag && !asked.kinds.contains(&Kind::YesNo) {
            asked.kinds.push(Kind::YesNo);
        }
        quiet_phrases(&mut words, &asked);
        quiet_preamble(&mut words, &asked, language);
        Question { words, asked }
    }
}

impl Matcher {
    fn index(&self, language: Language) -> &Index {
        let build = || {
            // A thread that panicked here can't have left them half taken.
            let mut phrasings = self.phrasings.get(language).lock().unwrap_or_else(PoisonError::into_inner);
            Index::new(self.entries.len(), std::mem::take(&mut *phrasings), self.table)
        };
        self.indexes.get(language).get_or_init(build)
    }

    /// What an entry can account for.
    fn knowledge_of(&self, entry: Entry) -> &Knowledge {
        &self.knowledge[self.entries.id_of(entry).index()]
    }

    /// Makes the indexes of all languages, which are otherwise made when a question needs them.
    pub fn warm(&self) {
        for language in Language::ALL {
            self.index(language);
        }
    }

    /// From which probabilities on what is said.
    pub fn thresholds(&self) -> Thresholds {
        self.thresholds
    }

    /// How the base was made.
    pub fn making(&self) -> Making {
        self.shape.making
    }

    /// Judges by other weights and thresholds from now on.
    fn judge_by(&mut self, judgements: &Judgements, thresholds: Thresholds) {
        self.judgement = judgements.of(self.table, self.shape.making).clone();
        self.thresholds = thresholds;
    }

    /// Judges the fact that ranks first; none where no fact was looked at.
    pub fn judge(
        &self,
        question: &Question,
        candidates: &[Candidate],
        language: Language,
        context: &Context,
    ) -> Option<Judged> {
        Some(self.judgement.judge(self.evidence(question, candidates, language, context)?))
    }

    /// Whether meanings are compared.
    pub fn word_table(&self) -> WordTable {
        self.table
    }

    /// Whether a word stands in an answer or a source.
    pub fn tells(&self, word: &Word) -> bool {
        self.ground.holds(word)
    }

    /// The words of a text of the base, which has no slips.
    pub fn read_written(&self, text: &str) -> Vec<Word> {
        self.vocabulary.read_written(text)
    }
}

/// Does two things at once, each on a thread of its own.
fn both<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        match one.join() {
            Ok(one) => (one, other),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// The words of "what slice of" ask, and say nothing else.
fn quiet_phrases(words: &mut [Word], asked: &Asked) {
    for at in &asked.phrases {
        if matches!(words[*at].class, Class::Common | Class::Attribute) {
            words[*at].class = Class::Filler;
            words[*at].weight = 0.0;
        }
    }
}

/// What stands before the question word tells why somebody asks, rarely what. Chinese asks at the
/// end of a sentence, so there only what stands before the sentence is a preamble.
fn quiet_preamble(words: &mut [Word], asked: &Asked, language: Language) {
    let Some(at) = asked.at else { return };
    let end = match language {
        Language::English => at,
        Language::Chinese => words[..at].iter().rposition(|word| word.class == Class::Mark).unwrap_or(0),
    };
    for word in &mut words[..end] {
        if word.class == Class::Attribute {
            word.class = Class::Common;
            word.weight = COMMON_WEIGHT;
        }
        if matches!(word.class, Class::Known | Class::Common) {
            word.weight *= PREAMBLE;
        }
    }
}

fn knowledge<'a>(
    base: &'a Base,
    entries: &Entries,
    texts: &[Text<'_>],
    words: &[Vec<Word>],
    vocabulary: &Vocabulary,
    places: &mut Places<'a>,
) -> Vec<Knowledge> {
    let mut first = 0;
    let nothing = Arc::new(Ground::default());
    let learn = |(id, entry): (EntryId, Entry)| {
        let count = texts[first..].iter().take_while(|text| text.entry == id).count();
        let own = first..first + count;
        first += count;
        let (expects, record) = match entry {
            Entry::Fact(fact) => (base.fact(fact).expects.as_slice(), places.cited(base.fact(fact))),
            Entry::Gap(_) | Entry::SmallTalk(_) => (&[][..], nothing.clone()),
        };
        Knowledge::learn(&texts[own.clone()], &words[own], expects, record, vocabulary)
    };
    entries.each().map(learn).collect()
}

/// What is indexed: phrasings, and answers, since a fact is asked for in its own words too.
fn phrasings(texts: &[Text<'_>], words: Vec<Vec<Word>>) -> PerLanguage<Mutex<Vec<Phrasing>>> {
    let (mut english, mut chinese) = (Vec::new(), Vec::new());
    for (text, words) in texts.iter().zip(words) {
        if matches!(text.role, Role::Phrasing | Role::Answer) {
            let phrasing = Phrasing::new(text.entry, words);
            match text.language {
                Language::English => english.push(phrasing),
                Language::Chinese => chinese.push(phrasing),
            }
        }
    }
    PerLanguage { en: Mutex::new(english), zh: Mutex::new(chinese) }
}
