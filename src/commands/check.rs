//! `citebot check`: is the base sound?

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};

use super::Status;
use crate::check::render::{Colors, Extent, finding, json, text};
use crate::check::{Article, run};
use crate::facts::{Files, read_file};
use crate::findings::Finding;
use crate::text::WordTable;

/// What a check is held to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// Nothing that could make an answer untrue.
    Sound,
    /// Nothing at all.
    Spotless,
}

/// In which shape findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// For people.
    Text(Extent, Colors),
    /// For programs, all of them.
    Json,
}

/// Writes everything that is wrong with a base, and with its record of the article at `article` if
/// there is one. Bad if the demand is not met.
///
/// # Errors
/// When the article can't be read, or `out` takes no more.
pub fn report(
    files: &Files,
    article: Option<&Path>,
    demand: Demand,
    table: WordTable,
    shape: Shape,
    out: &mut dyn Write,
) -> Result<Status> {
    let article = article.map(read_article).transpose()?;
    let report = run(files, article.as_ref(), table);
    match shape {
        Shape::Text(extent, colors) => write!(out, "{}", text(&report, extent, colors))?,
        Shape::Json => writeln!(out, "{}", json(&report))?,
    }
    let met = match demand {
        Demand::Sound => report.is_sound(),
        Demand::Spotless => report.findings.is_empty(),
    };
    Ok(if met { Status::Good } else { Status::Bad })
}

/// The text of an article, cut into its paragraphs.
///
/// # Errors
/// When it can't be read.
pub(super) fn read_article(path: &Path) -> Result<Article> {
    let text = read_file(path).with_context(|| format!("could not read the article's text in `{}`", path.display()))?;
    Ok(Article::new(&path.to_string_lossy(), &text))
}

/// Writes why a base can't be used.
///
/// # Errors
/// When `out` takes no more.
pub fn explain(findings: &[Finding], colors: Colors, out: &mut dyn Write) -> io::Result<()> {
    findings.iter().try_for_each(|found| writeln!(out, "{}", finding(found, colors)))
}
