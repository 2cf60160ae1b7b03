//! What may we say, and on what ground? The base: facts, gaps, small talk, words and sources.

mod file;
mod hidden;
mod id;
mod label;
mod load;
mod settings;
mod shipped;
mod worded;
mod words;

pub use id::{FactId, GapId, TalkId};
pub use label::{LONGEST_LABEL, columns, cut_to_label, labels};
pub use load::{BASE_FILE, Files, load, read_file};
pub use settings::{Care, Settings};
pub use words::{Name, Words};

use crate::document::Located;
use crate::findings::{Finding, Place};
use crate::sources::{Citation, Source};
use crate::text::{Kind, Language, PerLanguage};

/// Everything that citebot may say.
#[derive(Debug, Clone, Default)]
pub struct Base {
    /// What the sources tell.
    pub facts: Vec<Fact>,
    /// What people ask and the sources do not tell.
    pub gaps: Vec<Gap>,
    /// What people say that is no question.
    pub small_talk: Vec<SmallTalk>,
    /// Names, synonyms and contrasts.
    pub words: Words,
    /// What the facts rest on.
    pub sources: Vec<Source>,
    /// How its bot behaves.
    pub settings: Settings,
    /// What its files say that is sound and yet worth mending.
    pub warnings: Vec<Finding>,
}

/// One thing that a source tells.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Small letters, digits and hyphens; unique among facts, gaps and small talk.
    pub id: Located,
    /// What the file it stands in is about, for people.
    pub topic: PerLanguage<String>,
    /// Index of its source in [`Base::sources`].
    pub source: usize,
    /// The places of the source that the answer rests on; at least one.
    pub citations: Vec<Citation>,
    /// Entities, places and years that a question gives.
    pub about: Vec<Located>,
    /// Kinds of question that the answer serves.
    pub expects: Vec<Kind>,
    /// What is said.
    pub answer: PerLanguage<Located>,
    /// What stands on its button; none for its first phrasing, as far as there is room.
    pub label: PerLanguage<Option<Located>>,
    /// Ways to ask for it; the first one stands for it in lists.
    pub ask: PerLanguage<Vec<Located>>,
    /// The same with synonyms of its topic put in.
    pub also: PerLanguage<Vec<String>>,
    /// Words of its topic that may come along in a question.
    pub along: Vec<String>,
    /// Ids of facts worth reading next.
    pub related: Vec<Located>,
    /// Whether it was made by rules, and no person has gone over it yet.
    pub is_draft: bool,
}

/// A thing that people ask and the source does not tell.
#[derive(Debug, Clone)]
pub struct Gap {
    /// As a fact's.
    pub id: Located,
    /// Ways to ask for it.
    pub ask: PerLanguage<Vec<Located>>,
    /// The same with synonyms of its topic put in.
    pub also: PerLanguage<Vec<String>>,
    /// What is said instead of an answer.
    pub reply: PerLanguage<Located>,
    /// Ids of the facts that come nearest.
    pub nearest: Vec<Located>,
    /// Whether it was made by rules, and no person has gone over it yet.
    pub is_draft: bool,
}

/// Something that people say to a bot without asking it anything about the source.
#[derive(Debug, Clone)]
pub struct SmallTalk {
    /// As a fact's.
    pub id: Located,
    /// Ways to say it.
    pub ask: PerLanguage<Vec<Located>>,
    /// What is said back.
    pub reply: PerLanguage<Located>,
    /// Whether it comes with the program.
    pub is_shipped: bool,
}

impl Base {
    /// The languages that its facts can be asked in; all of them where it has no facts.
    pub fn languages(&self) -> Vec<Language> {
        let is_asked = |language: &Language| self.facts.iter().any(|fact| !fact.ask.get(*language).is_empty());
        let asked: Vec<Language> = Language::ALL.into_iter().filter(is_asked).collect();
        if asked.is_empty() { Language::ALL.to_vec() } else { asked }
    }

    /// What replies call what it rests on: its one source as that is called, several together "the sources".
    pub fn called(&self, language: Language) -> &str {
        match (self.sources.as_slice(), language) {
            ([only], _) => only.called(language),
            (_, Language::English) => "the sources",
            (_, Language::Chinese) => "这些资料",
        }
    }

    /// What it can be asked about: its one source with the title, several each by what tells it from the others.
    pub fn subject(&self, language: Language) -> String {
        match self.sources.as_slice() {
            [] => self.called(language).to_string(),
            [only] => only.called_with_title(language),
            several => listed(&several.iter().map(|source| source.distinct(language)).collect::<Vec<_>>(), language),
        }
    }

    /// A fact of this base.
    pub fn fact(&self, id: FactId) -> &Fact {
        &self.facts[id.index()]
    }

    /// A gap of this base.
    pub fn gap(&self, id: GapId) -> &Gap {
        &self.gaps[id.index()]
    }

    /// Small talk of this base.
    pub fn talk(&self, id: TalkId) -> &SmallTalk {
        &self.small_talk[id.index()]
    }

    /// All facts, in their order.
    pub fn fact_ids(&self) -> impl Iterator<Item = FactId> + use<> {
        (0..self.facts.len()).map(FactId)
    }

    /// All gaps, in their order.
    pub fn gap_ids(&self) -> impl Iterator<Item = GapId> + use<> {
        (0..self.gaps.len()).map(GapId)
    }

    /// All small talk, in its order.
    pub fn talk_ids(&self) -> impl Iterator<Item = TalkId> + use<> {
        (0..self.small_talk.len()).map(TalkId)
    }

    /// The base with nothing but the entries whose ids are `wanted`.
    #[must_use]
    pub fn with(&self, wanted: impl Fn(&str) -> bool) -> Self {
        let mut only = self.clone();
        only.facts.retain(|fact| wanted(&fact.id.text));
        only.gaps.retain(|gap| wanted(&gap.id.text));
        only.small_talk.retain(|talk| wanted(&talk.id.text));
        only
    }

    /// The fact that goes by this id in the files.
    pub fn fact_named(&self, id: &str) -> Option<FactId> {
        self.fact_ids().find(|fact| self.fact(*fact).id.text == id)
    }

    /// The source that a fact rests on.
    pub fn source_of(&self, fact: &Fact) -> &Source {
        &self.sources[fact.source]
    }

    /// All ways to ask for something of the base.
    pub(crate) fn asks(&self) -> impl Iterator<Item = &str> {
        let facts = self.facts.iter().map(|fact| &fact.ask);
        let gaps = self.gaps.iter().map(|gap| &gap.ask);
        let small_talk = self.small_talk.iter().map(|entry| &entry.ask);
        facts
            .chain(gaps)
            .chain(small_talk)
            .flat_map(PerLanguage::iter)
            .flat_map(|(_, ask)| ask)
            .map(|asked| asked.text.as_str())
    }

    /// The ids of all facts, gaps and small talk, with their places.
    pub fn ids(&self) -> impl Iterator<Item = (&str, &Place)> {
        let facts = self.facts.iter().map(|fact| &fact.id);
        let gaps = self.gaps.iter().map(|gap| &gap.id);
        let small_talk = self.small_talk.iter().map(|entry| &entry.id);
        facts.chain(gaps).chain(small_talk).map(|id| (id.text.as_str(), &id.place))
    }
}

fn listed(names: &[String], language: Language) -> String {
    let (comma, and) = match language {
        Language::English => (", ", " and "),
        Language::Chinese => ("、", "和"),
    };
    match names {
        [first @ .., last] if !first.is_empty() => format!("{}{and}{last}", first.join(comma)),
        names => names.concat(),
    }
}
