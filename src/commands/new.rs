//! `citebot new DIR --text FILE`: a base to start from.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};

use crate::draft::{drafts, files};
use crate::facts::{Base, Files, load, read_file};
use crate::findings::{File, Finding};
use crate::sources::{Source, is_text, read_source};

/// Whether a file is a text that a base can be made of, by its ending.
pub fn is_text_file(path: &Path) -> bool {
    path.is_file() && path.file_name().is_some_and(|name| is_text(&name.to_string_lossy()))
}

/// A base of nothing but what texts give.
///
/// # Errors
/// When a text can't be read.
pub fn drafted_base(texts: &[PathBuf]) -> Result<Base> {
    let mut all = Files::default();
    for path in texts {
        let (file, source) = read(path)?;
        all.sources.push(file);
        all.answers.extend(files(&source, &drafts(&source)).into_iter().map(Arc::new));
    }
    load(&all).map_err(|findings| first(&findings))
}

/// A text as a file of `seeds/`, and the source that it is.
fn read(path: &Path) -> Result<(Arc<File>, Source)> {
    let text = read_file(path).with_context(|| format!("could not read `{}`", path.display()))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let file = Arc::new(File { name: format!("seeds/{name}"), text });
    let mut findings = Vec::new();
    let source = read_source(&file, &mut findings).ok_or_else(|| first(&findings))?;
    Ok((file, source))
}

fn first(findings: &[Finding]) -> anyhow::Error {
    let told = findings.first().map(|finding| {
        let (line, _) = finding.place.line_column();
        format!("{}:{line}: {}", finding.place.file.name, finding.message)
    });
    anyhow::anyhow!(told.unwrap_or_default())
}
