//! Which settings? Flags first, then the environment, then a `.env` file.

mod admins;
mod arguments;
mod command;
mod environment;
mod examples;
mod settings;
mod telegram;

pub use command::{BaseFolder, Check, Command, JournalFile};
pub use environment::Environment;
pub use telegram::{LogForm, LogLevel, Secret, Telegram};

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{CommandFactory, Parser};

use crate::labelled::Columns;
use crate::suggest::Accepted;
use crate::text::{Language, WordTable};
use crate::workshop::{Edits, Entry, Mode, Task};
use arguments::{RawArguments, RawColumns, RawCommand, RawEntry, RawFormat, RawSourceCommand};
use settings::{base, colors, journal_file, language, word_table};

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

/// The command line as clap knows it, for completions.
pub fn command_line() -> clap::Command {
    RawArguments::command()
}
