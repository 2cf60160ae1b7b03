//! The variables of the process and of `.env`.

use super::Secret;
use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

use crate::disk::{self, Limit};
use crate::facts::BASE_FILE;
use crate::findings::did_you_mean;

/// The variables that a setting may stand in. An empty one counts as not set.
#[derive(Debug, Default)]
pub struct Environment {
    /// Those of the process.
    pub process: HashMap<OsString, OsString>,
    /// Those of `.env`.
    pub file: HashMap<String, String>,
    /// Whether the current folder is a base.
    pub is_base: bool,
}

impl Environment {
    /// The environment of the process, and `.env` in `folder` if it is there.
    ///
    /// # Errors
    /// When `.env` is there and can't be read.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut file = HashMap::new();
        let path = folder.join(".env");
        // A folder of that name is no settings, as other programs keep theirs in.
        if path.exists() && !path.is_dir() {
            let bytes = disk::read(&path, LIMIT).context("`.env` can't be read")?;
            for variable in dotenvy::from_read_iter(bytes.as_slice()) {
                let (name, value) = variable.map_err(|error| line_error(&error))?;
                ensure_known(&name)?;
                file.insert(name, value);
            }
        }
        Ok(Self { process: std::env::vars_os().collect(), file, is_base: folder.join(BASE_FILE).is_file() })
    }

    /// The value of a variable and where it stands.
    pub(super) fn get(&self, name: &str) -> Option<(OsString, String)> {
        let process = self.process.get(&OsString::from(name)).filter(|value| !value.is_empty());
        let file = self.file.get(name).filter(|value| !value.is_empty());
        process
            .map(|value| (value.clone(), name.to_string()))
            .or_else(|| file.map(|value| (value.into(), format!("{name} in `.env`"))))
    }

    /// The value of a variable that nobody is shown.
    pub(super) fn secret(&self, name: &str) -> Option<Secret> {
        self.get(name).map(|(value, from)| Secret::Value(value.to_string_lossy().into_owned(), from))
    }

    /// Whether a variable is set by `.env` alone.
    pub(super) fn is_of_file(&self, name: &str) -> bool {
        let is_set = self.process.get(&OsString::from(name)).is_some_and(|value| !value.is_empty());
        !is_set && self.file.get(name).is_some_and(|value| !value.is_empty())
    }

    /// Where programs keep what they may lose, by the XDG rules.
    pub(super) fn state_folder(&self) -> Option<PathBuf> {
        let state = self.process.get(&OsString::from("XDG_STATE_HOME")).map(PathBuf::from);
        let home = || Some(PathBuf::from(self.process.get(&OsString::from("HOME"))?).join(".local/state"));
        state.filter(|state| state.is_absolute()).or_else(home).filter(|state| state.is_absolute())
    }
}

/// The most that `.env` may have.
const LIMIT: Limit = Limit { most: 64 << 10, mend: "settings alone stand in it, one a line" };

/// The settings that `.env` may hold; those of other programs are none of ours.
const SETTINGS: [&str; 18] = [
    "CITEBOT_ADMINS",
    "CITEBOT_BASE",
    "CITEBOT_CURATORS",
    "CITEBOT_JOURNAL",
    "CITEBOT_KEEP_DAYS",
    "CITEBOT_KEEP_MB",
    "CITEBOT_LANG",
    "CITEBOT_LISTEN",
    "CITEBOT_LOG_FORM",
    "CITEBOT_LOG_LEVEL",
    "CITEBOT_METRICS",
    "CITEBOT_PER_MINUTE",
    "CITEBOT_STORE",
    "CITEBOT_WEBHOOK",
    "CITEBOT_WORD_TABLE",
    "TELOXIDE_API_URL",
    "TELOXIDE_PROXY",
    "TELOXIDE_TOKEN",
];

/// A setting that nobody reads is a slip that nobody notices.
fn ensure_known(name: &str) -> Result<()> {
    let ours = name.starts_with("CITEBOT_") || name.starts_with("TELOXIDE_");
    if !ours || SETTINGS.contains(&name) {
        return Ok(());
    }
    match did_you_mean(name, SETTINGS) {
        Some(near) => bail!("`.env` sets {name}, which is no setting: did you mean {near}?"),
        None => bail!("`.env` sets {name}, which is no setting: `.env.example` lists them"),
    }
}

/// Says what is wrong and never shows the line, which may hold a secret.
fn line_error(error: &dotenvy::Error) -> anyhow::Error {
    match error {
        dotenvy::Error::Io(error) => anyhow!("`.env` can't be read: {error}"),
        _ => anyhow!("`.env` has a line that is not `NAME=value`; a value with blanks stands in quotation marks"),
    }
}
