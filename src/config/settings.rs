//! Settings that more than one command has, each from its flag, else from the environment.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::ValueEnum;

use super::arguments::{RawColor, RawJournal, RawLanguage, RawWordTable};
use super::command::HERE;
use super::{BaseFolder, Environment, JournalFile, Terminals};
use crate::text::{Language, WordTable};

pub(super) fn base(flag: Option<PathBuf>, environment: &Environment) -> Option<BaseFolder> {
    if let Some(path) = flag {
        return Some(BaseFolder { path, from: "`--base`".to_string() });
    }
    if let Some((path, from)) = environment.get("CITEBOT_BASE") {
        return Some(BaseFolder { path: path.into(), from });
    }
    environment.is_base.then(|| BaseFolder { path: PathBuf::from("."), from: HERE.to_string() })
}

pub(super) fn journal_file(raw: RawJournal, environment: &Environment) -> Option<JournalFile> {
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

pub(super) fn language(flag: Option<RawLanguage>, environment: &Environment) -> Result<Option<Language>> {
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

pub(super) fn word_table(unused: bool, environment: &Environment) -> Result<WordTable> {
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

pub(super) fn colors(flag: RawColor, environment: &Environment, terminals: Terminals) -> bool {
    match flag {
        RawColor::Always => true,
        RawColor::Never => false,
        RawColor::Auto => {
            let term = environment.get("TERM");
            terminals.output && environment.get("NO_COLOR").is_none() && term.is_some_and(|(term, _)| term != "dumb")
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{Command, Environment, Invocation, Terminals, read};
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
