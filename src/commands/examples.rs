//! Files of examples, as they are read from the disk.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};

use crate::check::render::{Colors, finding};
use crate::disk::{self, Limit};
use crate::document::ticked;
use crate::findings::{File, Findings};
use crate::labelled::{Content, Format, decode, is_archive, is_spreadsheet, sheets, unpacked};

/// The most bytes of a file, or of all files of a folder: a million questions with their labels.
const LARGEST_FILE: u64 = 256 * 1024 * 1024;
/// The most findings that are shown: who has more has one fault many times.
const MOST_SHOWN: usize = 20;
/// The most files of a folder, and how deep they may lie: who has more named another folder than was meant.
const MOST_FILES: usize = 2000;
const DEEPEST: usize = 6;

/// Reads a file of examples; bytes that can't be read become U+FFFD. An encoding that had to be guessed is told.
///
/// # Errors
/// When its name has no known ending, or it can't be read, or is too large.
pub(super) fn read(path: &Path, errors: &mut dyn Write) -> Result<(Arc<File>, Format)> {
    let Some(format) = Format::of(path) else {
        return Err(unknown(path, &[]));
    };
    Ok((text(&name_of(path), bytes(path, LARGEST_FILE)?, errors)?, format))
}

fn unknown(path: &Path, further: &[&str]) -> anyhow::Error {
    let endings: Vec<&str> = Format::ENDINGS.iter().chain(further).copied().collect();
    anyhow!("`{}` must end in {}: its ending tells its format", path.display(), ticked(&endings))
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// Reads a file of examples with those that belong to it, or those of a folder.
///
/// # Errors
/// As for one, and when the folder holds none, or too many.
pub(super) fn read_all(path: &Path, errors: &mut dyn Write) -> Result<Vec<Content>> {
    if path.is_dir() {
        return folder(path, errors);
    }
    let shown = path.display();
    if is_spreadsheet(path) {
        let sheets = sheets(bytes(path, LARGEST_FILE)?).map_err(|fault| anyhow!("`{shown}`: {fault}"))?;
        return Ok(vec![Content::Sheets(name_of(path), sheets)]);
    }
    if is_archive(path) {
        let is_wanted = |name: &str| document_format(Path::new(name)).is_some();
        let packed = unpacked(&bytes(path, LARGEST_FILE)?, LARGEST_FILE, &is_wanted);
        let mut contents = Vec::new();
        for (name, bytes) in packed.map_err(|fault| anyhow!("`{shown}`: {fault}"))? {
            if let Some(format) = document_format(Path::new(&name)) {
                contents.push(Content::Text(text(&name, bytes, errors)?, format));
            }
        }
        return Ok(contents);
    }
    if Format::of(path).is_none() {
        return Err(unknown(path, &[".xlsx", ".xls", ".ods", ".zip"]));
    }
    let mut contents = Vec::new();
    for path in std::iter::once(path.to_path_buf()).chain(phrases_of(path)) {
        let (file, format) = read(&path, errors)?;
        contents.push(Content::Text(file, format));
    }
    Ok(contents)
}

/// The format of a file that may belong to a chatbot.
fn document_format(path: &Path) -> Option<Format> {
    Format::of(path).filter(|format| matches!(format, Format::Json | Format::Yaml))
}

fn folder(path: &Path, errors: &mut dyn Write) -> Result<Vec<Content>> {
    let mut paths = Vec::new();
    documents(path, DEEPEST, &mut paths).with_context(|| format!("could not read `{}`", path.display()))?;
    if paths.is_empty() {
        bail!("`{}` holds no file that ends in `.json`, `.yml` or `.yaml`", path.display());
    }
    if paths.len() > MOST_FILES {
        bail!("`{}` holds more than {MOST_FILES} files: name the folder of the questions", path.display());
    }
    let mut left = LARGEST_FILE;
    let mut contents = Vec::new();
    for (file, format) in paths {
        let name = file.strip_prefix(path).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let bytes = bytes(&file, left)?;
        left -= bytes.len() as u64;
        contents.push(Content::Text(text(&name, bytes, errors)?, format));
    }
    Ok(contents)
}

/// The files with what people say, which Dialogflow puts beside that of an intent.
fn phrases_of(path: &Path) -> Vec<PathBuf> {
    let (Some(Format::Json), Some(stem)) = (Format::of(path), path.file_stem()) else { return Vec::new() };
    let prefix = format!("{}_usersays_", stem.to_string_lossy());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let names = fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let is_of = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&prefix))
            && Format::of(path) == Some(Format::Json)
    };
    let mut found: Vec<PathBuf> = names.filter(is_of).collect();
    found.sort();
    found
}

/// The documents in a folder and those below it, but for hidden ones.
fn documents(folder: &Path, depth: usize, found: &mut Vec<(PathBuf, Format)>) -> std::io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, kind) = (entry.path(), entry.file_type()?);
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || name == "node_modules" || found.len() > MOST_FILES {
            continue;
        }
        if kind.is_dir() {
            if depth > 0 {
                documents(&path, depth - 1, found)?;
            }
        } else if let Some(format) = document_format(&path) {
            found.push((path, format));
        }
    }
    Ok(())
}

fn text(name: &str, bytes: Vec<u8>, errors: &mut dyn Write) -> Result<Arc<File>> {
    let decoded = decode(bytes);
    if let Some(assumed) = decoded.assumed {
        writeln!(errors, "{name}: read as {assumed}")?;
    }
    Ok(Arc::new(File { name: name.to_string(), text: decoded.text }))
}

fn bytes(path: &Path, most: u64) -> Result<Vec<u8>> {
    let limit = Limit { most, mend: "take it in parts" };
    disk::read(path, limit).with_context(|| format!("could not read `{}`", path.display()))
}

/// Writes what is wrong with files of examples: the first findings, and how many more there are.
///
/// # Errors
/// When `out` takes no more.
pub(super) fn explain(findings: &Findings, colors: Colors, out: &mut dyn Write) -> Result<()> {
    for found in findings.kept().iter().take(MOST_SHOWN) {
        writeln!(out, "{}", finding(found, colors))?;
    }
    if findings.count() > MOST_SHOWN {
        writeln!(out, "and {} more\n", findings.count() - MOST_SHOWN)?;
    }
    Ok(())
}
