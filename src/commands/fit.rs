//! `citebot fit DIR`: fits the judgement on bases with questions.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::{Status, examples, sound_base};
use crate::config::BaseFolder;
use crate::evaluate::{Facts, Row, cases, rows};
use crate::facts::{Files, load};
use crate::matching::{Matcher, Signal};
use crate::text::WordTable;

/// Writes the evidence of all questions as JSON Lines.
pub fn dump(dir: &Path, table: WordTable, out: &mut dyn Write, errors: &mut dyn Write) -> Result<Status> {
    let mut folders: Vec<PathBuf> = fs::read_dir(dir)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    folders.sort();
    for folder in folders.iter().filter(|folder| folder.join("questions").is_dir()) {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let path = folder.join("base");
        let base = if path.is_dir() {
            sound_base(Some(&BaseFolder { path, from: "fit".into() }), errors)?
        } else {
            load(&Files::embedded()).map_err(|_| anyhow::anyhow!("unsound"))?
        };
        let matcher = Matcher::with(&base, table);
        let mut files = Vec::new();
        collect(&folder.join("questions"), &mut files)?;
        let foreign = dir.join("foreign.jsonl");
        if foreign.is_file() {
            files.push(foreign);
        }
        for path in files {
            let (file, format) = examples::read(&path)?;
            let Ok(cases) = cases(&Facts::of(&base), &file, format) else { bail!("{}: bad cases", path.display()) };
            for row in rows(&base, &matcher, &cases)? {
                write_row(&name, &path, &row, out)?;
            }
        }
    }
    Ok(Status::Good)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            collect(&entry, files)?;
        } else if entry.extension().is_some_and(|ending| ending == "jsonl") {
            files.push(entry);
        }
    }
    Ok(())
}

fn write_row(base: &str, path: &Path, row: &Row, out: &mut dyn Write) -> Result<()> {
    let values: serde_json::Map<String, serde_json::Value> =
        Signal::ALL.iter().map(|(signal, name, _)| ((*name).to_string(), row.evidence.value(*signal).into())).collect();
    let line = serde_json::json!({"base": base, "file": path.display().to_string(), "id": row.id, "kind": row.kind, "in": row.in_scope, "right": row.right, "n": row.readings, "x": values});
    writeln!(out, "{line}")?;
    Ok(())
}
