//! `citebot new DIR --text FILE`: a base to start from.

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};

use super::Status;
use super::folder::{ensure_free, write};
use crate::document::schema;
use crate::draft::{drafts, files};
use crate::facts::{BASE_FILE, Base, Files, load, read_file};
use crate::findings::{File, Finding};
use crate::labelled::readable_id;
use crate::sources::{Source, is_text, read_source};

/// What a base of no text begins with.
const EXAMPLE: &str = include_str!("new/example.md");
/// The words of a new base.
const WORDS: &str = include_str!("new/words.toml");
/// What a new base says of itself.
const BASE: &str = include_str!("new/base.toml");
/// What to do next.
const NEXT: &str = include_str!("new/NEXT.md");

/// Makes a base of `texts` in the new or empty folder `into`: their paragraphs as sources, a draft fact for each
/// sentence, and what a curator goes on with. Without a text, an example stands in its place.
///
/// # Errors
/// When a text can't be read or has no paragraph, or the folder is not free or can't be written. Nothing is
/// written then.
pub fn make(into: &Path, texts: &[PathBuf], out: &mut dyn Write) -> Result<Status> {
    ensure_free(into, "`citebot new`")?;
    let mut sources = texts.iter().map(|path| read(path)).collect::<Result<Vec<_>>>()?;
    if sources.is_empty() {
        sources.push(of_file(File { name: "seeds/example.md".to_string(), text: EXAMPLE.to_string() })?);
    }
    note_alike(&sources)?;
    let drafted = drafted(&sources);
    let base = load(&drafted).map_err(|findings| first(&findings))?;
    let own = |file: &Arc<File>| File { name: file.name.clone(), text: file.text.clone() };
    let mut all: Vec<File> = drafted.sources.iter().chain(&drafted.answers).map(own).collect();
    all.push(File { name: "answers/words.toml".to_string(), text: schema::line("words.json") + WORDS });
    all.push(File { name: "NEXT.md".to_string(), text: NEXT.to_string() });
    for (name, text) in schema::ALL {
        all.push(File { name: format!("{}/{name}", schema::FOLDER), text: text.to_string() });
    }
    write(&all, into).with_context(|| format!("could not write `{}`", into.display()))?;
    write!(out, "{}", told(into, &base))?;
    Ok(Status::Good)
}

/// A base of nothing but what texts give.
///
/// # Errors
/// When a text can't be read.
pub fn drafted_base(texts: &[PathBuf]) -> Result<Base> {
    let sources = texts.iter().map(|path| read(path)).collect::<Result<Vec<_>>>()?;
    load(&drafted(&sources)).map_err(|findings| first(&findings))
}

/// Whether a file is a text that a base can be made of, by its ending.
pub fn is_text_file(path: &Path) -> bool {
    path.is_file() && path.file_name().is_some_and(|name| is_text(&name.to_string_lossy()))
}

/// The files of a base of drafts.
fn drafted(sources: &[(Arc<File>, Source)]) -> Files {
    let mut all = Files::default();
    all.answers.push(Arc::new(File { name: BASE_FILE.to_string(), text: schema::line("base.json") + BASE }));
    for (file, source) in sources {
        let prefix = if sources.len() > 1 { format!("{}-", source.id) } else { String::new() };
        all.sources.push(Arc::clone(file));
        all.answers.extend(files(source, &drafts(source, &prefix), &prefix).into_iter().map(Arc::new));
    }
    all
}

/// A text as a file of `seeds/`, and the source that it is.
pub(super) fn read(path: &Path) -> Result<(Arc<File>, Source)> {
    let shown = path.display();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if !is_text(&name) {
        bail!("`{shown}` is no text: a base is made of a `.md` or `.txt` file");
    }
    let text = read_file(path).with_context(|| format!("could not read `{shown}`"))?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let id = readable_id(&stem);
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    of_file(File { name: format!("seeds/{id}.{ending}"), text })
        .with_context(|| format!("no base can be made of `{shown}`"))
}

fn of_file(file: File) -> Result<(Arc<File>, Source)> {
    let (file, mut findings) = (Arc::new(file), Vec::new());
    let source = read_source(&file, &mut findings).filter(|_| findings.is_empty()).ok_or_else(|| first(&findings))?;
    Ok((file, source))
}

fn note_alike(sources: &[(Arc<File>, Source)]) -> Result<()> {
    for (at, (_, source)) in sources.iter().enumerate() {
        if sources[..at].iter().any(|(_, other)| other.id == source.id) {
            bail!("two texts are called `{}`: rename one of them", source.id);
        }
    }
    Ok(())
}

pub(super) fn first(findings: &[Finding]) -> anyhow::Error {
    let Some(finding) = findings.first() else { return anyhow!("nothing could be read") };
    let (line, _) = finding.place.line_column();
    let hint = finding.hint.as_ref().map_or_else(String::new, |hint| format!("; {hint}"));
    anyhow!("line {line}: {}{hint}", finding.message)
}

/// What was made, and what comes next.
fn told(into: &Path, base: &Base) -> String {
    let shown = into.display();
    let mut text = format!("made a base in {shown} with {} drafts\n", base.facts.len());
    for source in &base.sources {
        let headings: Vec<String> = source.sections.iter().map(|section| format!("“{}”", section.title.en)).collect();
        let _ = write!(text, "  {}: {} paragraphs", source.id, source.paragraphs.len());
        let _ = match headings.as_slice() {
            [] => writeln!(text, ", no headings"),
            headings => writeln!(text, " under {}", headings.join(", ")),
        };
    }
    let _ = write!(
        text,
        "next:\n  citebot --base {shown}          ask it\n  citebot --base {shown} check    see what is still a draft\n  {}  read what to do with it\n",
        into.join("NEXT.md").display()
    );
    text
}
