//! `citebot import FILE --into DIR`: a base made of examples.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::folder::{ensure_free, write};
use super::{Status, examples};
use crate::check::render::Colors;
use crate::import::import;

/// Makes a base of the examples in `path`, in the new or empty folder `into`. Nothing is written if
/// something is wrong with the file; that goes to `errors`.
///
/// # Errors
/// When the file can't be read, holds no example or is wrong, or the folder is not free or can't be written.
pub fn make(path: &Path, into: &Path, out: &mut dyn Write, errors: &mut dyn Write) -> Result<Status> {
    ensure_free(into, "`--into`")?;
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
