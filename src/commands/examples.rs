//! Files of examples, as they are read from the disk.

use std::fs::File as DiskFile;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use crate::check::render::{Colors, finding};
use crate::findings::{File, Finding};
use crate::labelled::Format;

/// The most bytes of a file: a million questions with their labels.
const LARGEST_FILE: u64 = 256 * 1024 * 1024;
/// The most findings that are shown: who has more has one fault many times.
const MOST_SHOWN: usize = 20;

/// Reads a file of examples; bytes that are no UTF-8 become U+FFFD.
///
/// # Errors
/// When its name has no known ending, or it can't be read, or is too large.
pub(super) fn read(path: &Path) -> Result<(Arc<File>, Format)> {
    let shown = path.display();
    let Some(format) = Format::of(path) else {
        bail!("`{shown}` ends in none of `.jsonl`, `.csv` and `.tsv`, so its format is not known");
    };
    let file = DiskFile::open(path).with_context(|| format!("could not read `{shown}`"))?;
    let mut bytes = Vec::new();
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).with_context(|| format!("could not read `{shown}`"))?;
    if bytes.len() as u64 > LARGEST_FILE {
        bail!("`{shown}` is larger than {} MiB: take it in parts", LARGEST_FILE / 1024 / 1024);
    }
    let text = String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    // Editors on Windows open a file with a byte order mark.
    let text = text.strip_prefix('\u{FEFF}').map(str::to_string).unwrap_or(text);
    let name = path.file_name().map_or_else(|| shown.to_string(), |name| name.to_string_lossy().into_owned());
    Ok((Arc::new(File { name, text }), format))
}

/// Writes what is wrong with files of examples: the first findings, and how many more there are.
///
/// # Errors
/// When `out` takes no more.
pub(super) fn explain(findings: &[Finding], colors: Colors, out: &mut dyn Write) -> Result<()> {
    for found in findings.iter().take(MOST_SHOWN) {
        writeln!(out, "{}", finding(found, colors))?;
    }
    if findings.len() > MOST_SHOWN {
        writeln!(out, "and {} more\n", findings.len() - MOST_SHOWN)?;
    }
    Ok(())
}
