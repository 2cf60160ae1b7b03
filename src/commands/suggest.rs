//! `citebot suggest`: what to write next, and what comes of it.

use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use anyhow::{Result, bail};
use serde::Serialize;
use serde_json::json;

use super::ask::OutputFormat;
use super::review::reviewed;
use super::workshop::{finish, lines, on_disk};
use super::{Status, files, prepared, sound_base};
use crate::config::{BaseFolder, JournalFile};
use crate::suggest::{Accepted, Change, Effect, Suggestion, plan, suggest};
use crate::text::WordTable;
use crate::workshop::Mode;

/// What is suggested, and what is done with it.
#[derive(Debug)]
pub struct Suggesting<'a> {
    /// The folder of the base; none for the program's own.
    pub base: Option<&'a BaseFolder>,
    /// Whether meanings are compared.
    pub table: WordTable,
    /// A file of weights to judge by; none for those in the program.
    pub judgement: Option<&'a Path>,
    /// The journal of what was asked in vain, where there is one.
    pub journal: Option<&'a JournalFile>,
    /// Which suggestions are written.
    pub accepted: &'a Accepted,
    /// Whether they are written, or only shown.
    pub mode: Mode,
    /// How they are listed.
    pub form: OutputFormat,
}

/// Lists what to write next, or writes what of it is accepted. Bad if there is nothing.
///
/// # Errors
/// When the base can't be read or is unsound, none of the suggestions has such an id, or a file can't be written.
pub fn carry_out(suggesting: &Suggesting<'_>, out: &mut dyn Write, errors: &mut dyn Write) -> Result<Status> {
    let Suggesting { base, table, judgement, journal, accepted, mode, form } = *suggesting;
    let before = files(base)?;
    let prepared = prepared(sound_base(base, errors)?, table, judgement)?;
    // Who never ran the bot has no journal, and needs none.
    let journal = journal.filter(|journal| journal.path.exists());
    let review = journal.map(|journal| reviewed(journal, &prepared)).transpose()?;
    let found = suggest(&before, &prepared, review.as_ref())?;
    let chosen = match accepted {
        Accepted::None => {
            match form {
                OutputFormat::Json => writeln!(out, "{}", in_json(&found.all, found.effect))?,
                OutputFormat::Text => write!(out, "{}", in_text(&found.all, found.effect))?,
            }
            return Ok(if found.all.is_empty() { Status::Bad } else { Status::Good });
        }
        Accepted::All => found.all,
        Accepted::Some(ids) => chosen(found.all, ids)?,
    };
    if chosen.is_empty() {
        writeln!(out, "there is nothing to accept")?;
        return Ok(Status::Bad);
    }
    let plan = plan(&before, prepared.base(), &chosen)?;
    write!(out, "{}", lines(&plan))?;
    finish(on_disk(base)?, &plan, mode, out)
}

fn chosen(all: Vec<Suggestion>, ids: &[String]) -> Result<Vec<Suggestion>> {
    if let Some(unknown) = ids.iter().find(|id| !all.iter().any(|suggestion| suggestion.id == **id)) {
        bail!("no suggestion has the id `{unknown}`: `citebot suggest` lists them");
    }
    Ok(all.into_iter().filter(|suggestion| ids.contains(&suggestion.id)).collect())
}

fn in_text(all: &[Suggestion], effect: Effect) -> String {
    let mut text = String::new();
    for suggestion in all {
        let says = match &suggestion.change {
            Change::Add(entry) => entry.answers.join(" / "),
            Change::Ask(_, questions) => questions.join(" / "),
        };
        let _ = writeln!(text, "{} `{}`: {says}\n  {}", suggestion.kind.name(), suggestion.id, suggestion.why);
    }
    let Effect { near: [near, near_before, near_after], own: [own, own_before, own_after] } = effect;
    let count = all.len();
    let _ = writeln!(text, "{count} suggestion{}", if count == 1 { "" } else { "s" });
    if count > 0 {
        let _ = writeln!(
            text,
            "with all of them, of {near} near misses made of the base {near_after} would be answered, today {near_before}; of \
             {own} of its own questions in other forms {own_after} would find their fact, today {own_before}\n\
             `citebot suggest --accept ID …` or `--accept all` writes them as drafts, `citebot undo` takes them back"
        );
    }
    text
}

#[derive(Serialize)]
struct RawSuggestion<'a> {
    kind: &'static str,
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<&'a str>,
    says: &'a [String],
    ask: &'a [String],
    why: &'a str,
}

fn in_json(all: &[Suggestion], effect: Effect) -> String {
    let raw = |suggestion: &Suggestion| {
        let (of, says, ask) = match &suggestion.change {
            Change::Add(entry) => (None, entry.answers.as_slice(), entry.ask.as_slice()),
            Change::Ask(fact, questions) => (Some(fact.as_str()), &[][..], questions.as_slice()),
        };
        let (kind, id, why) = (suggestion.kind.name(), suggestion.id.as_str(), suggestion.why.as_str());
        json!(RawSuggestion { kind, id, of, says, ask, why })
    };
    let suggestions: Vec<_> = all.iter().map(raw).collect();
    json!({ "suggestions": suggestions, "near": effect.near, "own": effect.own }).to_string()
}
