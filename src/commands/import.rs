//! `citebot import FILE --into DIR`: a base made of examples.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::folder::{ensure_free, write};
use super::{Status, examples};
use crate::check::render::Colors;
use crate::import::import;
use crate::labelled::Columns;

/// What is done about a row that can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadRows {
    /// Nothing is written.
    Refused,
    /// They are told and left out.
    Skipped,
}

/// Makes a base of the examples in `path`, in the new or empty folder `into`. What is wrong with rows goes to `errors`.
///
/// # Errors
/// When the file can't be read, holds no example or is wrong, or the folder is not free or can't be written.
pub fn make(
    path: &Path,
    into: &Path,
    columns: &Columns,
    bad_rows: BadRows,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> Result<Status> {
    ensure_free(into, "`--into`")?;
    let contents = examples::read_all(path, errors)?;
    // `.` has no name of its own.
    let whole = if path.file_name().is_some() { path.to_path_buf() } else { path.canonicalize()? };
    let name = whole.file_name().unwrap_or_default().to_string_lossy();
    let (imported, findings) = import(&name, &contents, columns);
    examples::explain(&findings, Colors::Off, errors)?;
    if !findings.is_empty() && bad_rows == BadRows::Refused {
        let way_out = if imported.counts.facts > 0 { "; `--skip-bad` leaves such rows out" } else { "" };
        bail!("nothing is written until `{}` is mended{way_out}", path.display());
    }
    let counts = imported.counts;
    if counts.facts == 0 {
        bail!("`{}` holds no question with an intent or an answer", path.display());
    }
    write(&imported.files, into).with_context(|| format!("could not write `{}`", into.display()))?;
    writeln!(
        out,
        "{counts} written to {}, {} left out as out of scope, {} repeated{}{}",
        into.display(),
        rows(counts.left_out),
        counts.repeated,
        other_answers(counts.further_answers),
        skipped(findings.count())
    )?;
    Ok(Status::Good)
}

fn other_answers(count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    if count == 0 { String::new() } else { format!(", {count} further answer{plural} left out") }
}

fn skipped(count: usize) -> String {
    if count == 0 { String::new() } else { format!(", {} passed over", rows(count)) }
}

fn rows(count: usize) -> String {
    format!("{count} row{}", if count == 1 { "" } else { "s" })
}
