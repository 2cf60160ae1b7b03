//! How is a base made of examples? From rows of questions with a label or an answer to facts.

mod drafts;
mod exported;
mod read;
mod write;

use std::fmt;
use std::path::Path;

use crate::findings::{File, Findings};
use crate::labelled::{Columns, Content, rows_of_all};
use crate::text::PerLanguage;
use drafts::Drafts;

/// A base that was made of a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Imported {
    /// Its files, by their names in the base's folder.
    pub files: Vec<File>,
    /// What it was made of.
    pub counts: Tally,
}

/// How many of what there were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Facts made.
    pub facts: usize,
    /// Their phrasings.
    pub phrasings: usize,
    /// Rows that are labelled as out of scope.
    pub left_out: usize,
    /// Rows with a question that its fact has already.
    pub repeated: usize,
    /// Further answers of an entry, of which one is as good as another: the first is taken.
    pub further_answers: usize,
}

/// What makes rows one fact.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Ground {
    /// They have the same label.
    Intent(String),
    /// They have the same answer.
    Answer(String),
    /// They say which fact they are of.
    Fact(String),
}

/// A fact to be written.
#[derive(Debug)]
struct Draft {
    id: String,
    ground: Ground,
    ask: PerLanguage<Vec<String>>,
    /// What it says, where its rows say which fact they are of.
    answers: PerLanguage<Option<String>>,
    /// What stands on its button, where a row tells that.
    labels: PerLanguage<Option<String>>,
    /// The number of its paragraph: the line of its first row, where that tells facts apart.
    number: usize,
    /// The fingerprint of that row.
    fingerprint: String,
}

/// Makes a base of the good rows of files that are called `name` together, and tells everything that is wrong with the
/// others.
pub fn import(name: &str, contents: &[Content], columns: &Columns) -> (Imported, Findings) {
    let mut findings = Findings::default();
    let mut drafts = Drafts::default();
    for row in rows_of_all(contents, columns, &mut findings) {
        drafts.add(&row, &mut findings);
    }
    let Drafts { mut all, counts, .. } = drafts;
    let numbers = write::number(&mut all);
    let stem = Path::new(name).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    (Imported { files: write::files(name, &stem, &all, numbers), counts }, findings.sorted())
}

/// "77 facts with 10003 phrasings".
impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { facts, phrasings, .. } = self;
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        write!(formatter, "{facts} fact{} with {phrasings} phrasing{}", plural(*facts), plural(*phrasings))
    }
}
