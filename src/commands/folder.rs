//! A new base in a folder of its own.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};
use tempfile::TempDir;

use crate::findings::File;

/// What the name of a folder begins with in which a base is made ready.
const UNFINISHED: &str = ".citebot-";

/// Nothing is ever written over.
pub(super) fn ensure_free(into: &Path, named_by: &str) -> Result<()> {
    let shown = into.display();
    let is_theirs = |entry: std::io::Result<fs::DirEntry>| entry.map_or(true, |entry| !is_unfinished(&entry));
    match fs::read_dir(into).map(|mut entries| !entries.any(is_theirs)) {
        Ok(true) => Ok(()),
        Ok(false) => bail!("`{shown}` is not empty: {named_by} takes a new folder or an empty one"),
        Err(_) if into.exists() => bail!("`{shown}` is no folder: {named_by} takes a new folder or an empty one"),
        Err(_) if parent(into).is_dir() => Ok(()),
        Err(_) => bail!("there is no folder `{}` to make `{shown}` in", parent(into).display()),
    }
}

fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether this is what a run left that was killed.
fn is_unfinished(entry: &fs::DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with(UNFINISHED) && entry.file_type().is_ok_and(|kind| kind.is_dir())
}

/// Writes all files beside their place and moves them there at the end, so that there is no half a base.
pub(super) fn write(files: &[File], into: &Path) -> Result<()> {
    let exists = into.exists();
    for entry in fs::read_dir(into).into_iter().flatten().flatten().filter(is_unfinished) {
        fs::remove_dir_all(entry.path())?;
    }
    // A folder that is there may be where its file system begins, or the one that we stand in.
    let beside = TempDir::with_prefix_in(UNFINISHED, if exists { into } else { parent(into) })?;
    let base = beside.path().join("base");
    for file in files {
        let path = base.join(&file.name);
        fs::create_dir_all(parent(&path))?;
        fs::write(path, &file.text)?;
    }
    if exists {
        // A folder without `answers/` is no base yet.
        let mut made = fs::read_dir(&base)?.map(|entry| Ok(entry?.file_name())).collect::<std::io::Result<Vec<_>>>()?;
        made.sort_by_key(|name| name == "answers");
        for name in made {
            fs::rename(base.join(&name), into.join(&name))?;
        }
    } else {
        fs::rename(base, into)?;
    }
    Ok(())
}
