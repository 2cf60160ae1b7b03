//! `citebot export FILE`: the facts of a base as rows.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::folder::{beside, parent};
use super::{Status, sound_base};
use crate::config::BaseFolder;
use crate::export::{ExportFormat, Exported, export};
use crate::import::Tally;

/// Where a base is written to, and how.
#[derive(Debug)]
pub struct Target<'a> {
    /// The file; `-` for standard output.
    pub file: &'a Path,
    /// The form; none for the one that the file's name tells.
    pub format: Option<ExportFormat>,
    /// Whether a file that is there is written over.
    pub force: bool,
}

/// Writes the facts of a base; what has no room goes to `errors`.
///
/// # Errors
/// When the form is not known, the file is there already or can't be written, or the base is unsound.
pub fn write(
    base: Option<&BaseFolder>,
    target: &Target<'_>,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> Result<Status> {
    let shown = target.file.display();
    let is_output = target.file == Path::new("-");
    let Some(format) = target.format.or_else(|| ExportFormat::of(target.file)) else {
        if is_output {
            bail!("standard output has no ending that tells the form: add `--format csv`, `jsonl` or `tsv`");
        }
        bail!("`{shown}` ends in none of `.csv`, `.jsonl` and `.tsv`: name it so, or add `--format`");
    };
    if !is_output && !target.force && target.file.exists() {
        bail!("`{shown}` is there already: `--force` writes over it");
    }
    if !is_output && !parent(target.file).is_dir() {
        bail!("there is no folder `{}` to write `{shown}` into", parent(target.file).display());
    }
    let base = sound_base(base, errors)?;
    let exported = export(&base, format);
    if is_output {
        out.write_all(exported.text.as_bytes())?;
    } else {
        put(target, &exported.text).with_context(|| format!("could not write `{shown}`"))?;
        let counts = Tally { facts: exported.facts, phrasings: exported.phrasings, ..Tally::default() };
        writeln!(out, "{counts} written to {shown}")?;
    }
    tell(&exported, errors)?;
    Ok(Status::Good)
}

/// Nobody's file is written over, not even one that came meanwhile.
fn put(target: &Target<'_>, text: &str) -> Result<()> {
    let file = beside(target.file, text)?;
    if target.force {
        file.persist(target.file)?
    } else {
        file.persist_noclobber(target.file)?
    };
    Ok(())
}

fn tell(exported: &Exported, errors: &mut dyn Write) -> Result<()> {
    let Exported { left_out, guarded, .. } = exported;
    let left_out = left_out.to_string();
    if !left_out.is_empty() {
        writeln!(errors, "citebot: left out: {left_out}")?;
    }
    match guarded {
        0 => {}
        1 => writeln!(errors, "citebot: 1 cell begins as a formula does, and has a `'` before that")?,
        several => writeln!(errors, "citebot: {several} cells begin as a formula does, and have a `'` before that")?,
    }
    Ok(())
}
