//! `citebot suggest`: what to write next, and what comes of it.

use std::io::Write;

use anyhow::{Result, bail};
use serde_json::json;

use super::ask::Form;
use super::workshop::{finish, lines, on_disk};
use super::{Status, files, prepared, sound_base};
use crate::config::BaseFolder;
use crate::suggest::{Accepted, Effect, Suggestion, plan, suggest};
use crate::text::WordTable;
use crate::workshop::Mode;

/// Lists what to write next, or writes what of it is accepted. Bad if there is nothing.
///
/// # Errors
/// When the base can't be read or is unsound, none of the accepted has such an id, or a file can't be written.
#[expect(clippy::too_many_arguments, reason = "each is told by the command line")]
pub fn carry_out(
    base: Option<&BaseFolder>,
    table: WordTable,
    judgement: Option<&std::path::Path>,
    accepted: &Accepted,
    mode: Mode,
    form: Form,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> Result<Status> {
    let before = files(base)?;
    let prepared = prepared(sound_base(base, errors)?, table, judgement)?;
    let found = suggest(&before, &prepared)?;
    let chosen = match accepted {
        Accepted::None => {
            match form {
                Form::Json => writeln!(out, "{}", in_json(&found.all, found.effect))?,
                Form::Text => write!(out, "{}", in_text(&found.all, found.effect))?,
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
    if let Some(unknown) = ids.iter().find(|id| !all.iter().any(|suggestion| suggestion.id() == **id)) {
        bail!("no suggestion has the id `{unknown}`: `citebot suggest` lists them");
    }
    Ok(all.into_iter().filter(|suggestion| ids.iter().any(|id| suggestion.id() == id)).collect())
}

fn in_text(all: &[Suggestion], effect: Effect) -> String {
    let mut text = String::new();
    for suggestion in all {
        let answer = suggestion.entry.answers.first().map_or("", String::as_str);
        text += &format!("gap {}: {answer}\n  {}\n", suggestion.id(), suggestion.why);
    }
    let [near, near_before, near_after] = effect.near;
    let [own, own_before, own_after] = effect.own;
    text + &format!(
        "{} suggestions; accepted all, of {near} near misses made of the base {near_after} would be answered, today \
         {near_before}; of its own {own} questions in other forms {own_after} would find their fact, today {own_before}\n",
        all.len()
    )
}

fn in_json(all: &[Suggestion], effect: Effect) -> String {
    let suggestions: Vec<_> = all
        .iter()
        .map(|suggestion| {
            json!({ "id": suggestion.id(), "reply": suggestion.entry.answers, "ask": suggestion.entry.ask, "why": suggestion.why })
        })
        .collect();
    json!({ "suggestions": suggestions, "near": effect.near, "own": effect.own }).to_string()
}
