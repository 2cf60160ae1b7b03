//! A new base in a folder of its own, and files that are written whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Result, bail};
use tempfile::{NamedTempFile, TempDir};

use crate::findings::File;

/// What the name of a folder begins with in which a base is made ready.
const UNFINISHED: &str = ".citebot-";

/// Nothing is ever written over.
pub(super) fn ensure_free(into: &Path, named_by: &str) -> Result<()> {
    let shown = into.display();
    let is_theirs = |entry: io::Result<fs::DirEntry>| entry.map_or(true, |entry| !is_unfinished(&entry));
    match fs::read_dir(into).map(|mut entries| !entries.any(is_theirs)) {
        Ok(true) => Ok(()),
        Ok(false) => bail!("`{shown}` is not empty: {named_by} takes a new folder or an empty one"),
        Err(_) if into.exists() => bail!("`{shown}` is no folder: {named_by} takes a new folder or an empty one"),
        Err(_) if parent(into).is_dir() => Ok(()),
        Err(_) => bail!("there is no folder `{}` to make `{shown}` in", parent(into).display()),
    }
}

/// The folder that a path stands in.
pub(super) fn parent(path: &Path) -> &Path {
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
        let mut made = fs::read_dir(&base)?.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()?;
        made.sort_by_key(|name| name == "answers");
        for name in made {
            fs::rename(base.join(&name), into.join(&name))?;
        }
    } else {
        fs::rename(base, into)?;
    }
    Ok(())
}

/// Writes a file in the place of one that may be there.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    Ok(beside(path, text)?.persist(path).map(drop)?)
}

/// A file that holds `text`, ready to be moved to its place.
pub(super) fn beside(path: &Path, text: &str) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".citebot-");
    // A temporary file is its owner's alone; this one is for whom other new files are for.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(parent(path))?;
    file.write_all(text.as_bytes())?;
    Ok(file)
}
