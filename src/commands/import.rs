//! `citebot import FILE --into DIR`: a base made of examples.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use super::{Status, examples};
use crate::check::render::Colors;
use crate::findings::File;
use crate::import::import;

/// Makes a base of the examples in `path`, in the new or empty folder `into`. Nothing is written if
/// something is wrong with the file; that goes to `errors`.
///
/// # Errors
/// When the file can't be read, holds no example or is wrong, or the folder is not free or can't be written.
pub fn make(path: &Path, into: &Path, out: &mut dyn Write, errors: &mut dyn Write) -> Result<Status> {
    ensure_free(into)?;
    let (file, format) = examples::read(path)?;
    let imported = match import(&file, format) {
        Ok(imported) => imported,
        Err(findings) => {
            examples::explain(&findings, Colors::Off, errors)?;
            bail!("nothing is written until `{}` is mended", path.display());
        }
    };
    let counts = imported.counts;
    if counts.facts == 0 {
        bail!("`{}` holds no question with an intent or an answer", path.display());
    }
    write(&imported.files, into).with_context(|| format!("could not write `{}`", into.display()))?;
    writeln!(
        out,
        "{counts} written to {}, {} left out as out of scope, {} repeated",
        into.display(),
        rows(counts.left_out),
        counts.repeated
    )?;
    Ok(Status::Good)
}

fn rows(count: usize) -> String {
    format!("{count} row{}", if count == 1 { "" } else { "s" })
}

/// Nothing is ever written over.
fn ensure_free(into: &Path) -> Result<()> {
    let shown = into.display();
    match fs::read_dir(into).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(()),
        Ok(false) => bail!("`{shown}` is not empty: `--into` takes a new folder or an empty one"),
        Err(_) if into.exists() => bail!("`{shown}` is no folder: `--into` takes a new folder or an empty one"),
        Err(_) if parent(into).is_dir() => Ok(()),
        Err(_) => bail!("there is no folder `{}` to make `{shown}` in", parent(into).display()),
    }
}

fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes all files beside their place and moves them there at the end, so that there is no half a base.
fn write(files: &[File], into: &Path) -> Result<()> {
    let exists = into.exists();
    // A folder that is there may be where its file system begins, or the one that we stand in.
    let beside = TempDir::with_prefix_in(".citebot-import-", if exists { into } else { parent(into) })?;
    let base = beside.path().join("base");
    for file in files {
        let path = base.join(&file.name);
        fs::create_dir_all(parent(&path))?;
        fs::write(path, &file.text)?;
    }
    if exists {
        // A folder without `answers/` is no base yet.
        for folder in ["seeds", "answers"] {
            fs::rename(base.join(folder), into.join(folder))?;
        }
    } else {
        fs::rename(base, into)?;
    }
    Ok(())
}
