//! What the program can be told to do.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap_complete::Shell;

use super::{Secret, Telegram};
use crate::export::ExportFormat;
use crate::labelled::Columns;
use crate::suggest::Accepted;
use crate::workshop::{Mode, Task};

/// Where a base is named that nobody named.
pub(super) const HERE: &str = "the current folder";

/// A folder with a base, and where it was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseFolder {
    /// The folder.
    pub path: PathBuf,
    /// `--base`, or a variable and where it stands.
    pub from: String,
}

impl BaseFolder {
    /// Whether nobody named it: it is the current folder.
    pub fn is_here(&self) -> bool {
        self.from == HERE
    }
}

/// The file of the journal, and where it was named.
#[derive(Debug, PartialEq, Eq)]
pub struct JournalFile {
    /// The file, which may not be there yet.
    pub path: PathBuf,
    /// `--journal`, a variable and where it stands, or how to name another.
    pub from: String,
    /// The database in which it is instead, unless the file is named by a flag.
    pub store: Option<Secret>,
}

/// How a base is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Check {
    /// Write JSON.
    pub json: bool,
    /// Fail on warnings as well.
    pub strict: bool,
    /// Show all findings of a rule.
    pub all: bool,
    /// Mend what can be mended.
    pub fix: bool,
    /// The article's text, to hold its record against.
    pub text: Option<PathBuf>,
    /// Where the findings of the last check are remembered.
    pub memory: Option<PathBuf>,
}

/// What to do.
#[derive(Debug)]
pub enum Command {
    /// Talk with a person.
    Console,
    /// Answer what is given or what comes in.
    Ask {
        /// The question; none if questions come in, one a line.
        question: Option<String>,
        /// Answer in JSON.
        json: bool,
        /// Questions come in as JSON.
        batch: bool,
        /// Give reasons.
        why: bool,
    },
    /// List facts.
    Facts {
        /// What picks them.
        pattern: String,
        /// Write JSON.
        json: bool,
    },
    /// Check the base.
    Check(Check),
    /// Suggest what to write next.
    Suggest {
        /// What of it is written.
        accepted: Accepted,
        /// What was asked in vain.
        journal: Option<JournalFile>,
        /// Whether that is written, or only shown.
        mode: Mode,
        /// Write JSON.
        json: bool,
    },
    /// Explain a rule of the check.
    Explain(String),
    /// Score the base.
    Eval {
        /// Files of labelled questions.
        files: Vec<PathBuf>,
        /// The folder for a page with the figures.
        report: Option<PathBuf>,
        /// An earlier report to compare with, where it is not the one in that folder.
        against: Option<PathBuf>,
        /// Write JSON.
        json: bool,
        /// How many threads ask; none for one on each processor.
        threads: Option<NonZeroUsize>,
    },
    /// Fit the judgement.
    Fit {
        /// The folder of bases with questions.
        dir: PathBuf,
        /// Names of bases that are left out.
        without: Vec<String>,
        /// The file for the evidence.
        rows: Option<PathBuf>,
        /// The file for the weights.
        out: Option<PathBuf>,
    },
    /// Make a base to start from.
    New {
        /// The folder to make it in.
        dir: PathBuf,
        /// The texts to make it of; none for an example.
        texts: Vec<PathBuf>,
    },
    /// Change the base.
    Work {
        /// What is done to it.
        task: Task,
        /// Whether it is written.
        mode: Mode,
        /// Whether a person is asked for what is missing.
        asks: bool,
    },
    /// Make or update the record of a text.
    Record {
        /// The text.
        text: PathBuf,
        /// The id of the record; none for the one whose text it is.
        id: Option<String>,
        /// Whether it is written.
        mode: Mode,
    },
    /// Take back the last change of the base.
    Undo,
    /// Make a base of a file of examples.
    Import {
        /// The file.
        file: PathBuf,
        /// The folder to make it in.
        into: PathBuf,
        /// Which columns hold what, where their names don't tell.
        columns: Columns,
        /// Whether rows that can't be read are left out.
        skip_bad: bool,
    },
    /// Write the facts as rows.
    Export {
        /// The file; `-` for standard output.
        file: PathBuf,
        /// The form; none for the one that the file's name tells.
        format: Option<ExportFormat>,
        /// Whether a file that is there is written over.
        force: bool,
    },
    /// List what was asked in vain.
    Review {
        /// Write JSON.
        json: bool,
        /// Where it stands; none if there is no place to look.
        journal: Option<JournalFile>,
        /// The base into which is written what admins accepted, instead.
        apply: Option<BaseFolder>,
    },
    /// Answer in Telegram.
    Telegram(Box<Telegram>),
    /// Write completions.
    Completions(Shell),
}
