//! Which settings? Flags first, then the environment, then a `.env` file.

mod admins;
mod arguments;
mod environment;
mod examples;
mod telegram;

pub use environment::Environment;
pub use telegram::{LogForm, LogLevel, Secret, Telegram};

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{CommandFactory, Parser, ValueEnum};
use clap_complete::Shell;

use crate::export::ExportFormat;
use crate::labelled::Columns;
use crate::suggest::Accepted;
use crate::text::{Language, WordTable};
use crate::workshop::{Edits, Entry, Mode, Task};
use arguments::{
    RawArguments, RawColor, RawColumns, RawCommand, RawEntry, RawFormat, RawJournal, RawLanguage, RawSourceCommand,
    RawWordTable,
};

/// The most threads that are started, whatever is asked for.
const MOST_THREADS: usize = 256;

/// What the program is told to do, and how.
#[derive(Debug)]
pub struct Invocation {
    /// What to do.
    pub command: Command,
    /// Which base to read: the one that was named, or the current folder; none for the program's own.
    pub base: Option<BaseFolder>,
    /// The language of replies; none for that of each question.
    pub language: Option<Language>,
    /// Whether meanings are compared.
    pub table: WordTable,
    /// A file of weights to judge by; none for those in the program.
    pub judgement: Option<PathBuf>,
    /// Whether to color what goes to a person.
    pub color: bool,
    /// Where the console keeps its history, if it may.
    pub history: Option<PathBuf>,
}

/// Where a base is named that nobody named.
const HERE: &str = "the current folder";

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

/// Why there is nothing to do.
#[derive(Debug)]
pub enum Stop {
    /// Help, the version, or a command line that can't be read.
    CommandLine(clap::Error),
    /// A setting that can't be read.
    Setting(anyhow::Error),
}

/// Reads the command line and what the environment adds to it.
///
/// # Errors
/// When there is nothing to do.
pub fn read(
    arguments: impl IntoIterator<Item = OsString>,
    environment: &Environment,
    terminals: Terminals,
) -> Result<Invocation, Stop> {
    let raw = RawArguments::try_parse_from(arguments).map_err(|error| Stop::CommandLine(with_tip(error)))?;
    let color = colors(raw.settings.color, environment, terminals);
    let history = if raw.no_history {
        None
    } else {
        environment.state_folder().map(|state| state.join("citebot").join("history"))
    };
    Ok(Invocation {
        base: base(raw.settings.base, environment),
        language: language(raw.settings.lang, environment).map_err(Stop::Setting)?,
        table: word_table(raw.settings.no_word_table, environment).map_err(Stop::Setting)?,
        judgement: raw.settings.judgement,
        command: command(raw.command, environment, terminals)?,
        color,
        history,
    })
}

/// Which streams are a person's.
#[derive(Debug, Clone, Copy)]
pub struct Terminals {
    /// Standard input.
    pub input: bool,
    /// Standard output.
    pub output: bool,
}

fn command(raw: Option<RawCommand>, environment: &Environment, terminals: Terminals) -> Result<Command, Stop> {
    Ok(match raw {
        None => Command::Console,
        Some(RawCommand::Ask { question, json, batch, why }) => {
            let is_named = !question.is_empty();
            let question = joined(&question);
            let from_input = batch || question == "-" || !is_named;
            // Blanks ask nothing, wherever they come from.
            if (is_named && question.trim().is_empty()) || (!is_named && !batch && terminals.input) {
                let mut command = RawArguments::command();
                let message =
                    "what is the question?\n\n  tip: citebot ask \"Who wrote the article?\", or `-` to type one a line";
                let error = command.error(clap::error::ErrorKind::MissingRequiredArgument, message);
                return Err(Stop::CommandLine(error));
            }
            Command::Ask { question: (!from_input).then_some(question), json, batch, why }
        }
        Some(RawCommand::Facts { pattern, json }) => Command::Facts { pattern: joined(&pattern), json },
        Some(RawCommand::Check { explain: Some(rule), .. }) => Command::Explain(rule),
        Some(RawCommand::Check { json, strict, all, fix, explain: None, text }) => {
            let memory = environment.state_folder().map(|state| state.join("citebot").join("checks"));
            Command::Check(Check { json, strict, all, fix, text, memory })
        }
        Some(RawCommand::Eval { files, report, against, json, threads }) => {
            let threads = NonZeroUsize::new(threads.min(MOST_THREADS));
            Command::Eval { files, report, against, json, threads }
        }
        Some(RawCommand::Fit { dir, without, rows, out }) => Command::Fit { dir, without, rows, out },
        Some(RawCommand::New { dir, from: Some(file), .. }) => {
            Command::Import { file, into: dir, columns: Columns::default(), skip_bad: false }
        }
        Some(RawCommand::New { dir, text, from: None }) => Command::New { dir, texts: text },
        Some(RawCommand::Add { entry, dry_run }) => {
            let asks = terminals.input && (entry.answer.is_empty() || entry.ask.is_empty());
            Command::Work { task: Task::Add(new_entry(entry)), mode: mode(dry_run), asks }
        }
        Some(RawCommand::Edit { id, answer, ask, not_ask, paragraph, dry_run }) => {
            let edits = Edits { answers: answer, ask, not_ask, paragraphs: paragraph };
            if edits == Edits::default() {
                let message = "what should change?\n\n  tip: citebot edit ID --answer \"…\" --ask \"…\"";
                let error = RawArguments::command().error(clap::error::ErrorKind::MissingRequiredArgument, message);
                return Err(Stop::CommandLine(error));
            }
            Command::Work { task: Task::Edit(id, edits), mode: mode(dry_run), asks: false }
        }
        Some(RawCommand::Remove { id, dry_run }) => {
            Command::Work { task: Task::Remove(id), mode: mode(dry_run), asks: false }
        }
        Some(RawCommand::Source(command)) => {
            let task = match command {
                RawSourceCommand::Add { file } => Task::AddSource(file),
                RawSourceCommand::Remove { id } => Task::RemoveSource(id),
                RawSourceCommand::Rename { id, to } => Task::RenameSource(id, to),
            };
            Command::Work { task, mode: Mode::Write, asks: false }
        }
        Some(RawCommand::Record { text, id, dry_run }) => Command::Record { text, id, mode: mode(dry_run) },
        Some(RawCommand::Suggest { accept, dry_run, journal, json }) => {
            let accepted = match accept.as_slice() {
                [] => Accepted::None,
                ids if ids.iter().any(|id| id == "all") => Accepted::All,
                _ => Accepted::Some(accept),
            };
            Command::Suggest { accepted, journal: journal_file(journal, environment), mode: mode(dry_run), json }
        }
        Some(RawCommand::Undo) => Command::Undo,
        Some(RawCommand::Import { file, into, columns: named, skip_bad }) => {
            let RawColumns { question, answer, intent, also } = named;
            Command::Import { file, into, columns: Columns { question, answer, intent, also }, skip_bad }
        }
        Some(RawCommand::Export { file, format, force }) => {
            Command::Export { file, format: format.map(RawFormat::form), force }
        }
        Some(RawCommand::Review { journal, json, apply }) => Command::Review {
            json,
            journal: journal_file(journal, environment),
            apply: apply.map(|path| BaseFolder { path, from: "`--apply`".to_string() }),
        },
        Some(RawCommand::Telegram(raw)) => {
            Command::Telegram(Box::new(telegram::telegram(raw, environment).map_err(Stop::Setting)?))
        }
        Some(RawCommand::Completions { shell }) => Command::Completions(shell),
    })
}

fn mode(dry_run: bool) -> Mode {
    if dry_run { Mode::DryRun } else { Mode::Write }
}

fn new_entry(raw: RawEntry) -> Entry {
    let RawEntry { answer, ask, paragraph, source, id, file, gap } = raw;
    Entry { id, is_gap: gap, is_draft: false, source, paragraphs: paragraph, answers: answer, ask, file }
}

fn joined(words: &[OsString]) -> String {
    words.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Who types a question where a command should stand is told how to ask it.
fn with_tip(mut error: clap::Error) -> clap::Error {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    if error.kind() == ErrorKind::InvalidSubcommand {
        let tip = "to ask a question: citebot ask \"…\"".to_string().into();
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip]));
    }
    error
}

fn base(flag: Option<PathBuf>, environment: &Environment) -> Option<BaseFolder> {
    if let Some(path) = flag {
        return Some(BaseFolder { path, from: "`--base`".to_string() });
    }
    if let Some((path, from)) = environment.get("CITEBOT_BASE") {
        return Some(BaseFolder { path: path.into(), from });
    }
    environment.is_base.then(|| BaseFolder { path: PathBuf::from("."), from: HERE.to_string() })
}

fn journal_file(raw: RawJournal, environment: &Environment) -> Option<JournalFile> {
    if let Some(path) = raw.journal {
        return Some(JournalFile { path, from: "`--journal`".to_string(), store: None });
    }
    let store = environment.secret("CITEBOT_STORE");
    if let Some((path, from)) = environment.get("CITEBOT_JOURNAL") {
        return Some(JournalFile { path: path.into(), from, store });
    }
    let path = environment.state_folder()?.join("citebot").join("journal.sqlite");
    let from = "the state folder; `--journal` or CITEBOT_JOURNAL names another".to_string();
    Some(JournalFile { path, from, store })
}

fn language(flag: Option<RawLanguage>, environment: &Environment) -> Result<Option<Language>> {
    let raw = match flag {
        Some(raw) => raw,
        None => variable("CITEBOT_LANG", "`en`, `zh` or `auto`", environment)?.unwrap_or(RawLanguage::Auto),
    };
    Ok(match raw {
        RawLanguage::En => Some(Language::English),
        RawLanguage::Zh => Some(Language::Chinese),
        RawLanguage::Auto => None,
    })
}

fn word_table(unused: bool, environment: &Environment) -> Result<WordTable> {
    if unused {
        return Ok(WordTable::Unused);
    }
    Ok(match variable("CITEBOT_WORD_TABLE", "`on` or `off`", environment)? {
        Some(RawWordTable::Off) => WordTable::Unused,
        Some(RawWordTable::On) | None => WordTable::Used,
    })
}

/// What a variable is set to, if it is set at all; `takes` says what it can be set to.
fn variable<T: ValueEnum>(name: &str, takes: &str, environment: &Environment) -> Result<Option<T>> {
    let Some((value, from)) = environment.get(name) else { return Ok(None) };
    let value = value.to_string_lossy();
    match T::from_str(&value, true) {
        Ok(raw) => Ok(Some(raw)),
        Err(_) => bail!("{from} is `{value}`, and takes {takes}"),
    }
}

fn colors(flag: RawColor, environment: &Environment, terminals: Terminals) -> bool {
    match flag {
        RawColor::Always => true,
        RawColor::Never => false,
        RawColor::Auto => {
            let term = environment.get("TERM");
            terminals.output && environment.get("NO_COLOR").is_none() && term.is_some_and(|(term, _)| term != "dumb")
        }
    }
}

/// The command line as clap knows it, for completions.
pub fn command_line() -> clap::Command {
    RawArguments::command()
}

#[cfg(test)]
mod tests {
    use super::{Command, Environment, Invocation, Terminals, read};
    use crate::text::{Language, WordTable};
    use std::ffi::OsString;

    fn environment(process: &[(&str, &str)], file: &[(&str, &str)]) -> Environment {
        Environment {
            process: process.iter().map(|(name, value)| (OsString::from(name), OsString::from(value))).collect(),
            file: file.iter().map(|(name, value)| ((*name).to_string(), (*value).to_string())).collect(),
            is_base: false,
        }
    }

    fn invocation(arguments: &str, environment: &Environment) -> Invocation {
        let arguments = std::iter::once("citebot").chain(arguments.split_whitespace()).map(OsString::from);
        read(arguments, environment, Terminals { input: true, output: true }).unwrap()
    }

    #[test]
    fn a_flag_goes_before_the_environment_and_that_before_the_file() {
        let file: &[(&str, &str)] = &[("CITEBOT_BASE", "f"), ("CITEBOT_LANG", "zh")];
        let process: &[(&str, &str)] = &[("CITEBOT_BASE", "p"), ("CITEBOT_LANG", "en")];
        let empty: &[(&str, &str)] = &[("CITEBOT_BASE", ""), ("CITEBOT_LANG", "")];
        let (en, zh) = (Some(Language::English), Some(Language::Chinese));
        for (arguments, process, file, base, language) in [
            ("", &[] as &[(&str, &str)], &[] as &[(&str, &str)], None, None),
            ("", &[], file, Some("f (CITEBOT_BASE in `.env`)"), zh),
            ("", process, file, Some("p (CITEBOT_BASE)"), en),
            ("", empty, file, Some("f (CITEBOT_BASE in `.env`)"), zh),
            ("--base a --lang auto", process, file, Some("a (`--base`)"), None),
            ("ask --base a --lang zh x", process, file, Some("a (`--base`)"), zh),
        ] {
            let read = invocation(arguments, &environment(process, file));
            let found = read.base.map(|base| format!("{} ({})", base.path.display(), base.from));
            assert_eq!((found.as_deref(), read.language), (base, language), "{arguments} {process:?} {file:?}");
        }
    }

    #[test]
    fn the_journal_is_named_or_lies_in_the_state_folder() {
        let home: &[_] = &[("HOME", "/h")];
        let named: &[_] = &[("HOME", "/h"), ("CITEBOT_JOURNAL", "p")];
        let file: &[_] = &[("CITEBOT_JOURNAL", "f")];
        let state = "the state folder; `--journal` or CITEBOT_JOURNAL names another";
        for (arguments, process, file, expected) in [
            ("review --journal j", named, file, Some(("j", "`--journal`"))),
            ("review", named, file, Some(("p", "CITEBOT_JOURNAL"))),
            ("review", home, file, Some(("f", "CITEBOT_JOURNAL in `.env`"))),
            ("review --json", home, &[], Some(("/h/.local/state/citebot/journal.sqlite", state))),
            ("review", &[("XDG_STATE_HOME", "/s")], &[], Some(("/s/citebot/journal.sqlite", state))),
            ("review", &[], &[], None),
        ] {
            let Command::Review { json, journal, apply: None } =
                invocation(arguments, &environment(process, file)).command
            else {
                panic!("{arguments}");
            };
            let journal = journal.map(|journal| (journal.path.display().to_string(), journal.from));
            let found = journal.as_ref().map(|(path, from)| (path.as_str(), from.as_str()));
            assert_eq!((found, json), (expected, arguments.contains("--json")), "{arguments} {process:?}");
        }
    }

    #[test]
    fn the_word_table_is_used_unless_told_otherwise() {
        for (arguments, process, file, expected) in [
            ("", &[] as &[(&str, &str)], &[] as &[(&str, &str)], WordTable::Used),
            ("--no-word-table", &[], &[], WordTable::Unused),
            ("eval --no-word-table x.csv", &[("CITEBOT_WORD_TABLE", "on")], &[], WordTable::Unused),
            ("", &[("CITEBOT_WORD_TABLE", "off")], &[], WordTable::Unused),
            ("", &[], &[("CITEBOT_WORD_TABLE", "Off")], WordTable::Unused),
            ("", &[("CITEBOT_WORD_TABLE", "on")], &[("CITEBOT_WORD_TABLE", "off")], WordTable::Used),
        ] {
            assert_eq!(invocation(arguments, &environment(process, file)).table, expected, "{arguments} {process:?}");
        }
    }

    #[test]
    fn color_is_for_terminals_that_want_it() {
        for (arguments, process, expected) in [
            ("", &[("TERM", "xterm")] as &[_], true),
            ("", &[("TERM", "dumb")], false),
            ("", &[], false),
            ("", &[("TERM", "xterm"), ("NO_COLOR", "1")], false),
            ("", &[("TERM", "xterm"), ("NO_COLOR", "")], true),
            ("--color always", &[("TERM", "dumb"), ("NO_COLOR", "1")], true),
            ("--color never", &[("TERM", "xterm")], false),
        ] {
            assert_eq!(invocation(arguments, &environment(process, &[])).color, expected, "{arguments} {process:?}");
        }
    }

    #[test]
    fn the_history_lies_in_the_state_folder() {
        for (arguments, process, expected) in [
            ("", &[("HOME", "/h")] as &[_], Some("/h/.local/state/citebot/history")),
            ("", &[("HOME", "/h"), ("XDG_STATE_HOME", "/s")], Some("/s/citebot/history")),
            ("", &[("HOME", "/h"), ("XDG_STATE_HOME", "relative")], Some("/h/.local/state/citebot/history")),
            ("", &[], None),
            ("--no-history", &[("HOME", "/h")], None),
        ] {
            let history = invocation(arguments, &environment(process, &[])).history;
            assert_eq!(history.as_deref().and_then(std::path::Path::to_str), expected, "{arguments} {process:?}");
        }
    }
}
