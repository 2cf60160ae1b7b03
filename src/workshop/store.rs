//! Changes written to the disk: all files of one or none, and the last ones kept so that they can be undone.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::{Change, Plan};
use crate::disk::{self, Limit};

/// The folder of a base in which changes are kept.
const KEPT: &str = ".citebot";
/// How many changes can be undone.
const MOST_KEPT: usize = 50;

/// A change as it is kept.
#[derive(Debug, Serialize, Deserialize)]
pub struct Stored {
    /// What it did.
    pub what: String,
    changes: Vec<StoredChange>,
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredChange {
    name: String,
    before: Option<String>,
    after: Option<String>,
}

/// Writes a change into the base in `folder`, and keeps it so that it can be undone.
///
/// # Errors
/// When a file is another than the plan was made of, or can't be written. Every file is then as it was.
pub fn write(folder: &Path, plan: &Plan) -> Result<()> {
    let kept = folder.join(KEPT);
    fs::create_dir_all(&kept).with_context(|| format!("could not write into `{}`", folder.display()))?;
    let _lock = locked(&kept)?;
    for change in &plan.changes {
        ensure_same(folder, &change.name, change.before.as_deref())?;
    }
    let changes = plan.changes.iter().map(|change| (change.name.as_str(), change.after.as_deref()));
    let ready = ready(folder, changes)?;
    keep(&kept, plan).context("could not keep the change so that it can be undone")?;
    put(ready)
}

/// The most that a kept change, or a file that is changed, may have: a file of a base, before and after.
const CHANGE: Limit = Limit { most: 256 << 20, mend: "split it into several files" };

/// Takes back the last change of the base in `folder`.
///
/// # Errors
/// When there is none, or a file was changed since, or can't be written.
pub fn undo(folder: &Path) -> Result<Stored> {
    let kept = folder.join(KEPT);
    let nothing = || anyhow!("there is nothing to undo in `{}`", folder.display());
    if !kept.is_dir() {
        return Err(nothing());
    }
    let _lock = locked(&kept)?;
    let last = changes(&kept).pop().ok_or_else(nothing)?;
    let text = disk::read_text(&last, CHANGE).with_context(|| format!("could not read `{}`", last.display()))?;
    let stored: Stored = serde_json::from_str(&text).with_context(|| format!("`{}` is damaged", last.display()))?;
    for change in &stored.changes {
        ensure_same(folder, &change.name, change.after.as_deref()).with_context(|| {
            format!("“{}” can't be taken back, since that would lose what was written after it", stored.what)
        })?;
    }
    let changes = stored.changes.iter().map(|change| (change.name.as_str(), change.before.as_deref()));
    put(ready(folder, changes)?)?;
    fs::remove_file(&last)?;
    Ok(stored)
}

/// Files ready to be put in their places; none for those that go.
type Ready = Vec<(PathBuf, Option<NamedTempFile>)>;

/// What could go wrong goes wrong before the first file is replaced: no room, no right to write.
fn ready<'a>(folder: &Path, changes: impl Iterator<Item = (&'a str, Option<&'a str>)>) -> Result<Ready> {
    let one = |(name, text): (&str, Option<&str>)| {
        let path = folder.join(name);
        let file = text.map(|text| beside(&path, text)).transpose();
        let file = file.with_context(|| format!("could not write `{}`", path.display()))?;
        Ok((path, file))
    };
    changes.map(one).collect()
}

fn put(ready: Ready) -> Result<()> {
    for (path, file) in ready {
        let done = match file {
            Some(file) => file.persist(&path).map(drop).map_err(|error| error.error),
            None => fs::remove_file(&path),
        };
        done.with_context(|| format!("could not write `{}`", path.display()))?;
    }
    Ok(())
}

/// Waits until no other command changes the base.
fn locked(kept: &Path) -> Result<File> {
    let path = kept.join("lock");
    let lock = File::create(&path).with_context(|| format!("could not write `{}`", path.display()))?;
    lock.lock().with_context(|| format!("could not lock `{}`", path.display()))?;
    Ok(lock)
}

/// Nothing that somebody else wrote meanwhile is lost.
fn ensure_same(folder: &Path, name: &str, expected: Option<&str>) -> Result<()> {
    let path = folder.join(name);
    let found = match disk::read(&path, CHANGE) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error).with_context(|| format!("could not read `{}`", path.display())),
    };
    let plain = |bytes: &[u8]| bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes).to_vec();
    if found.as_deref().map(plain) == expected.map(|text| text.as_bytes().to_vec()) {
        return Ok(());
    }
    bail!("`{name}` was changed meanwhile: nothing is written; try again")
}

fn beside(path: &Path, text: &str) -> io::Result<NamedTempFile> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".citebot-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    if let Ok(metadata) = fs::metadata(path) {
        file.as_file().set_permissions(metadata.permissions())?;
    }
    Ok(file)
}

fn keep(kept: &Path, plan: &Plan) -> Result<()> {
    let all = changes(kept);
    let number = all.last().and_then(|last| last.file_stem()?.to_str()?.parse::<u64>().ok()).unwrap_or(0) + 1;
    let own = |change: &Change| StoredChange {
        name: change.name.clone(),
        before: change.before.clone(),
        after: change.after.clone(),
    };
    let stored = Stored { what: plan.what.clone(), changes: plan.changes.iter().map(own).collect() };
    fs::write(kept.join(format!("{number:08}.json")), serde_json::to_string(&stored)?)?;
    for old in all.iter().take((all.len() + 1).saturating_sub(MOST_KEPT)) {
        fs::remove_file(old)?;
    }
    Ok(())
}

/// The changes that are kept, the oldest first.
fn changes(kept: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(kept).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut changes: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "json")).collect();
    changes.sort();
    changes
}
