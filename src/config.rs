//! Which settings? Flags first, then the environment, then a `.env` file.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::text::Language;

/// The order of the help: examples before options.
const HELP: &str = "\
{about-with-newline}
Examples:
  citebot                                  start the console
  citebot ask \"Who wrote the article?\"
  citebot ask --why 这篇文章是谁写的？        answer, and tell how it came about
  citebot ask - < questions.txt            one question a line
  citebot facts wrote                      list what a few letters pick
  citebot check                            find what is wrong with the base

{usage-heading} {usage}

{all-args}{after-help}";

const AFTER_HELP: &str = "\
Exit status: 0 answered (or sound, or listed), 1 not answered (or findings, or none), 2 error.
Settings come from flags, then CITEBOT_BASE and CITEBOT_LANG, then `.env` in the current folder.";

/// The command line as it is typed.
#[derive(Debug, Parser)]
#[command(
    name = "citebot",
    version,
    about = "Answers questions about an article, and names the paragraph that tells it"
)]
#[command(help_template = HELP, after_help = AFTER_HELP, max_term_width = 100)]
struct RawArguments {
    #[command(flatten)]
    settings: RawSettings,
    /// Console: keep no history of what was typed
    #[arg(long)]
    no_history: bool,
    #[command(subcommand)]
    command: Option<RawCommand>,
}

#[derive(Debug, Args)]
struct RawSettings {
    /// Read the base in this folder (`answers/` and `seeds/`), not the one compiled in
    #[arg(long, value_name = "DIR", global = true)]
    base: Option<PathBuf>,
    /// Reply in this language; `auto` takes the question's own
    #[arg(long, value_name = "LANG", global = true)]
    lang: Option<RawLanguage>,
    /// When to color; `auto` heeds `NO_COLOR` and `TERM=dumb`
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    color: RawColor,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RawLanguage {
    En,
    Zh,
    Auto,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RawColor {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum RawCommand {
    /// Answer a question; `-` or a pipe: one a line, each on its own
    Ask {
        /// The question; its words are joined
        question: Vec<OsString>,
        /// Write one JSON object a line
        #[arg(long)]
        json: bool,
        /// Read one JSON object a line, `{"id", "q"}` and maybe `"chat"`, and answer in the same order
        #[arg(long, requires = "json", conflicts_with = "question")]
        batch: bool,
        /// Tell how each answer came about
        #[arg(long)]
        why: bool,
    },
    /// List the facts that can be asked for, by topic
    Facts {
        /// A few letters of an id or a question
        pattern: Vec<OsString>,
        /// Write one JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Find everything that is wrong with the base
    Check {
        /// Write one JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Write the completions for a shell
    Completions {
        /// Which shell
        shell: Shell,
    },
}

/// What the program is told to do, and how.
#[derive(Debug)]
pub struct Invocation {
    /// What to do.
    pub command: Command,
    /// Which base to read; none for the one compiled in.
    pub base: Option<BaseFolder>,
    /// The language of replies; none for that of each question.
    pub language: Option<Language>,
    /// Whether to color what goes to a person.
    pub color: bool,
    /// Where the console keeps its history, if it may.
    pub history: Option<PathBuf>,
}

/// A folder with a base, and where it was named.
#[derive(Debug, PartialEq, Eq)]
pub struct BaseFolder {
    /// The folder.
    pub path: PathBuf,
    /// `--base`, or a variable and where it stands.
    pub from: String,
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
    Check {
        /// Write JSON.
        json: bool,
    },
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
    let raw = RawArguments::try_parse_from(arguments)
        .map_err(|error| Stop::CommandLine(with_tip(error)))?;
    let color = colors(raw.settings.color, environment, terminals);
    let history = if raw.no_history {
        None
    } else {
        environment
            .state_folder()
            .map(|state| state.join("citebot").join("history"))
    };
    Ok(Invocation {
        base: base(raw.settings.base, environment),
        language: language(raw.settings.lang, environment).map_err(Stop::Setting)?,
        command: command(raw.command, terminals).map_err(Stop::CommandLine)?,
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

fn command(raw: Option<RawCommand>, terminals: Terminals) -> Result<Command, clap::Error> {
    Ok(match raw {
        None => Command::Console,
        Some(RawCommand::Ask {
            question,
            json,
            batch,
            why,
        }) => {
            let question = joined(&question);
            let from_input = batch || question == "-" || question.is_empty();
            if question.is_empty() && !batch && terminals.input {
                let mut command = RawArguments::command();
                let message = "what is the question?\n\n  tip: citebot ask \"Who wrote the article?\", or `-` to type one a line";
                return Err(command.error(clap::error::ErrorKind::MissingRequiredArgument, message));
            }
            Command::Ask {
                question: (!from_input).then_some(question),
                json,
                batch,
                why,
            }
        }
        Some(RawCommand::Facts { pattern, json }) => Command::Facts {
            pattern: joined(&pattern),
            json,
        },
        Some(RawCommand::Check { json }) => Command::Check { json },
        Some(RawCommand::Completions { shell }) => Command::Completions(shell),
    })
}

fn joined(words: &[OsString]) -> String {
    words
        .iter()
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
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
        return Some(BaseFolder {
            path,
            from: "`--base`".to_string(),
        });
    }
    let (path, from) = environment.get("CITEBOT_BASE")?;
    Some(BaseFolder {
        path: path.into(),
        from,
    })
}

fn language(flag: Option<RawLanguage>, environment: &Environment) -> Result<Option<Language>> {
    let raw = match (flag, environment.get("CITEBOT_LANG")) {
        (Some(raw), _) => raw,
        (None, None) => RawLanguage::Auto,
        (None, Some((value, from))) => {
            let value = value.to_string_lossy();
            let Ok(raw) = RawLanguage::from_str(&value, true) else {
                bail!("{from} is `{value}`, and takes `en`, `zh` or `auto`");
            };
            raw
        }
    };
    Ok(match raw {
        RawLanguage::En => Some(Language::English),
        RawLanguage::Zh => Some(Language::Chinese),
        RawLanguage::Auto => None,
    })
}

fn colors(flag: RawColor, environment: &Environment, terminals: Terminals) -> bool {
    match flag {
        RawColor::Always => true,
        RawColor::Never => false,
        RawColor::Auto => {
            let term = environment.get("TERM");
            terminals.output
                && environment.get("NO_COLOR").is_none()
                && term.is_some_and(|(term, _)| term != "dumb")
        }
    }
}

/// The variables that a setting may stand in. An empty one counts as not set.
#[derive(Debug, Default)]
pub struct Environment {
    /// Those of the process.
    pub process: HashMap<OsString, OsString>,
    /// Those of `.env`.
    pub file: HashMap<String, String>,
}

impl Environment {
    /// The environment of the process, and `.env` in `folder` if it is there.
    ///
    /// # Errors
    /// When `.env` is there and can't be read.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut file = HashMap::new();
        let path = folder.join(".env");
        if path.is_file() {
            for variable in dotenvy::from_path_iter(&path).context("`.env` can't be read")? {
                let (name, value) = variable.map_err(|error| line_error(&error))?;
                file.insert(name, value);
            }
        }
        Ok(Self {
            process: std::env::vars_os().collect(),
            file,
        })
    }

    /// The value of a variable and where it stands.
    fn get(&self, name: &str) -> Option<(OsString, String)> {
        let process = self
            .process
            .get(&OsString::from(name))
            .filter(|value| !value.is_empty());
        let file = self.file.get(name).filter(|value| !value.is_empty());
        process
            .map(|value| (value.clone(), name.to_string()))
            .or_else(|| file.map(|value| (value.into(), format!("{name} in `.env`"))))
    }

    /// Where programs keep what they may lose, by the XDG rules.
    fn state_folder(&self) -> Option<PathBuf> {
        let state = self
            .process
            .get(&OsString::from("XDG_STATE_HOME"))
            .map(PathBuf::from);
        let home =
            || Some(PathBuf::from(self.process.get(&OsString::from("HOME"))?).join(".local/state"));
        state
            .filter(|state| state.is_absolute())
            .or_else(home)
            .filter(|state| state.is_absolute())
    }
}

/// Says what is wrong and never shows the line, which may hold a secret.
fn line_error(error: &dotenvy::Error) -> anyhow::Error {
    match error {
        dotenvy::Error::Io(error) => anyhow!("`.env` can't be read: {error}"),
        _ => anyhow!(
            "`.env` has a line that is not `NAME=value`; a value with blanks stands in quotation marks"
        ),
    }
}

/// The command line as clap knows it, for completions.
pub fn command_line() -> clap::Command {
    RawArguments::command()
}

#[cfg(test)]
mod tests {
    use super::{Environment, Invocation, Terminals, read};
    use crate::text::Language;
    use std::ffi::OsString;

    fn environment(process: &[(&str, &str)], file: &[(&str, &str)]) -> Environment {
        Environment {
            process: process
                .iter()
                .map(|(name, value)| (OsString::from(name), OsString::from(value)))
                .collect(),
            file: file
                .iter()
                .map(|(name, value)| ((*name).to_string(), (*value).to_string()))
                .collect(),
        }
    }

    fn invocation(arguments: &str, environment: &Environment) -> Invocation {
        let arguments = std::iter::once("citebot")
            .chain(arguments.split_whitespace())
            .map(OsString::from);
        read(
            arguments,
            environment,
            Terminals {
                input: true,
                output: true,
            },
        )
        .unwrap()
    }

    #[test]
    fn a_flag_goes_before_the_environment_and_that_before_the_file() {
        let file: &[(&str, &str)] = &[("CITEBOT_BASE", "f"), ("CITEBOT_LANG", "zh")];
        let process: &[(&str, &str)] = &[("CITEBOT_BASE", "p"), ("CITEBOT_LANG", "en")];
        let empty: &[(&str, &str)] = &[("CITEBOT_BASE", ""), ("CITEBOT_LANG", "")];
        let (en, zh) = (Some(Language::English), Some(Language::Chinese));
        for (arguments, process, file, base, language) in [
            (
                "",
                &[] as &[(&str, &str)],
                &[] as &[(&str, &str)],
                None,
                None,
            ),
            ("", &[], file, Some("f (CITEBOT_BASE in `.env`)"), zh),
            ("", process, file, Some("p (CITEBOT_BASE)"), en),
            ("", empty, file, Some("f (CITEBOT_BASE in `.env`)"), zh),
            (
                "--base a --lang auto",
                process,
                file,
                Some("a (`--base`)"),
                None,
            ),
            (
                "ask --base a --lang zh x",
                process,
                file,
                Some("a (`--base`)"),
                zh,
            ),
        ] {
            let read = invocation(arguments, &environment(process, file));
            let found = read
                .base
                .map(|base| format!("{} ({})", base.path.display(), base.from));
            assert_eq!(
                (found.as_deref(), read.language),
                (base, language),
                "{arguments} {process:?} {file:?}"
            );
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
            (
                "--color always",
                &[("TERM", "dumb"), ("NO_COLOR", "1")],
                true,
            ),
            ("--color never", &[("TERM", "xterm")], false),
        ] {
            assert_eq!(
                invocation(arguments, &environment(process, &[])).color,
                expected,
                "{arguments} {process:?}"
            );
        }
    }

    #[test]
    fn the_history_lies_in_the_state_folder() {
        for (arguments, process, expected) in [
            (
                "",
                &[("HOME", "/h")] as &[_],
                Some("/h/.local/state/citebot/history"),
            ),
            (
                "",
                &[("HOME", "/h"), ("XDG_STATE_HOME", "/s")],
                Some("/s/citebot/history"),
            ),
            (
                "",
                &[("HOME", "/h"), ("XDG_STATE_HOME", "relative")],
                Some("/h/.local/state/citebot/history"),
            ),
            ("", &[], None),
            ("--no-history", &[("HOME", "/h")], None),
        ] {
            let history = invocation(arguments, &environment(process, &[])).history;
            assert_eq!(
                history.as_deref().and_then(std::path::Path::to_str),
                expected,
                "{arguments} {process:?}"
            );
        }
    }
}
