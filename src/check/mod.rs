//! Is the base sound? Every rule that a base can break, and findings as people and programs read them.

mod against;
mod answers;
mod article;
mod changed;
mod compare;
mod figures;
mod fingerprints;
mod fix;
mod latin;
mod lonely;
mod names;
mod phrasings;
mod proof;
mod proposed;
mod record;
pub mod render;
mod says;
mod shared;
mod since;
mod words;

pub use against::{against_text, source_of_text};
pub use article::{Article, Block};
pub use changed::{Accounts, Gone, Resting, resting_on_changed};

pub use compare::{Pair, State, compare, is_bare, is_text_of, unrecorded};
pub use fix::{Fixed, fix};
pub use proof::Proof;
pub use proposed::{Proposed, ProposedName, Proposer};
pub use since::{Remembered, Since};

use std::collections::HashSet;
use std::fmt;

use crate::document::Located;
use crate::facts::{Base, Files, load};
use crate::findings::{Finding, Place, Rule, Severity};
use crate::matching::{Matcher, Prepared};
use crate::parallel::both;
use crate::sources::Source;
use crate::text::{Language, PerLanguage, WordTable};

/// All that a check found, and how much it looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What is wrong, in the order of the files.
    pub findings: Vec<Finding>,
    /// What was checked.
    pub counts: Checked,
}

/// How much was checked. Of a base that could not be read, only the files are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Checked {
    /// Files of the base.
    pub files: usize,
    /// Facts in it.
    pub facts: usize,
    /// Those of them that are drafts.
    pub drafts: usize,
    /// Gaps in it.
    pub gaps: usize,
    /// Small talk in it.
    pub small_talk: usize,
    /// Phrasings of them all, in both languages.
    pub phrasings: usize,
}

/// Checks a base from its files on, and a source of it against the text of its article where one is given.
pub fn run(files: &Files, article: Option<&Article>, table: WordTable) -> Report {
    let count = files.sources.len() + files.answers.len();
    match load(files) {
        Err(findings) => Report { findings, counts: Checked { files: count, ..Checked::default() } },
        Ok(base) => {
            let prepared = Prepared::with(base, table);
            let base = prepared.base();
            let compared = article.and_then(|article| Some((article, source_of_text(base, article)?)));
            let mut findings = check(&prepared, compared.map(|(_, source)| source));
            findings.extend(compared.into_iter().flat_map(|(article, source)| against_text(base, source, article)));
            Report { findings, counts: Checked::of(base, count) }
        }
    }
}

/// What is wrong with the answers of a base: what their places don't tell. They are read by a matcher of the base.
pub fn of_answers(base: &Base, matcher: &Matcher) -> Vec<Finding> {
    let mut findings = Proof::new(base, matcher).of_all();
    findings.extend(figures::missing(base, &figures::Reader::new()));
    findings.extend(answers::long(base));
    findings.extend(answers::long_labels(base));
    findings.extend(phrasings::few(base));
    findings
}

/// What is wrong with answers and phrasings as they are read.
fn of_texts(base: &Base, matcher: &Matcher) -> Vec<Finding> {
    let mut findings = of_answers(base, matcher);
    findings.extend(Proof::new(base, matcher).of_phrasings());
    findings.extend(shared::shared(base, matcher));
    findings.extend(words::bare(base, matcher));
    findings.extend(words::about(base, matcher));
    findings.extend(says::unrecorded(base));
    findings
}

/// What is wrong with a base that could be read. The fingerprints of a source that is compared with its text are told
/// there.
fn check(prepared: &Prepared, compared: Option<&Source>) -> Vec<Finding> {
    let base = prepared.base();
    // What is read takes as long as what is asked.
    let asked = || {
        let mut findings = phrasings::lost(prepared);
        findings.extend(lonely::lonely(base, prepared.matcher().word_table()));
        findings
    };
    let (read, mut findings) = both(|| of_texts(base, prepared.matcher()), asked);
    findings.extend(read);
    findings.extend(base.warnings.iter().cloned());
    findings.extend(fingerprints::fingerprints(base, compared));
    findings.extend(fingerprints::unwritten(base));
    let drafts = places_of_drafts(base);
    findings.retain(|finding| !is_about_phrasings(finding) || !drafts.contains(&key(&finding.place)));
    // The entries that lack most phrasings come first among themselves.
    let (few, mut findings): (Vec<Finding>, Vec<Finding>) =
        findings.into_iter().partition(|finding| finding.rule == Rule::FewPhrasings);
    findings.sort_by(|one, other| {
        let place = |finding: &Finding| (finding.place.span.start, finding.rule);
        one.place.file.name.cmp(&other.place.file.name).then(place(one).cmp(&place(other)))
    });
    findings.extend(few);
    findings
}

/// Whether a finding is on how a fact can be asked for.
fn is_about_phrasings(finding: &Finding) -> bool {
    matches!(
        finding.rule,
        Rule::FewPhrasings
            | Rule::RepeatedPhrasing
            | Rule::BarePhrasing
            | Rule::StrayWord
            | Rule::LostPhrasing
            | Rule::LonelyPhrasing
            | Rule::LongAnswer
    )
}

/// Where the ids and phrasings of drafts stand: rules made them, and a person goes over them anyway.
fn places_of_drafts(base: &Base) -> HashSet<(&str, usize)> {
    let drafts = base.facts.iter().filter(|fact| fact.is_draft);
    let places = drafts.flat_map(|fact| {
        let texts =
            fact.ask.iter().flat_map(|(_, phrasings)| phrasings).chain(fact.answer.iter().map(|(_, answer)| answer));
        texts.chain([&fact.id]).map(|text| key(&text.place))
    });
    places.collect()
}

fn key(place: &Place) -> (&str, usize) {
    (place.file.name.as_str(), place.span.start)
}

/// The texts as they stand in the file: one that serves in both languages stands there once.
fn written(texts: &PerLanguage<Located>) -> impl Iterator<Item = (Language, &Located)> {
    let own = (texts.en.place == texts.zh.place).then(|| Language::of(&texts.en.text));
    texts.iter().filter(move |(language, _)| own.is_none_or(|own| own == *language))
}

impl Report {
    /// Whether nothing is wrong that could make an answer untrue; there may be warnings.
    pub fn is_sound(&self) -> bool {
        self.count(Severity::Error) == 0
    }

    /// Whether the base could be read; if not, most of what is wrong is not known.
    pub fn is_read(&self) -> bool {
        self.counts != Checked { files: self.counts.files, ..Checked::default() }
    }

    fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.rule.severity() == severity).count()
    }
}

impl Checked {
    fn of(base: &Base, files: usize) -> Self {
        Self {
            files,
            facts: base.facts.len(),
            drafts: base.facts.iter().filter(|fact| fact.is_draft).count(),
            gaps: base.gaps.len(),
            small_talk: base.small_talk.iter().filter(|talk| !talk.is_shipped).count(),
            phrasings: phrasings::all(base).count(),
        }
    }
}

/// One line: "15 files, 72 facts, 120 gaps, 17 small talk, 3100 phrasings: no findings".
impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Checked { files, facts, drafts, gaps, small_talk, phrasings } = self.counts;
        write!(formatter, "{}", counted(files, "file"))?;
        if facts + gaps + small_talk > 0 {
            let (facts, gaps, phrasings) =
                (counted(facts, "fact"), counted(gaps, "gap"), counted(phrasings, "phrasing"));
            let drafts = if drafts > 0 { format!(" ({drafts} still drafts)") } else { String::new() };
            write!(formatter, ", {facts}{drafts}, {gaps}, {small_talk} small talk, {phrasings}")?;
        }
        match (self.count(Severity::Error), self.count(Severity::Warning)) {
            (0, 0) => write!(formatter, ": no findings"),
            (0, warnings) => write!(formatter, ": {}", counted(warnings, "warning")),
            (errors, 0) => write!(formatter, ": {}", counted(errors, "error")),
            (errors, warnings) => {
                write!(formatter, ": {}, {}", counted(errors, "error"), counted(warnings, "warning"))
            }
        }
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
