//! Sources that come, go, or are called otherwise.

use anyhow::{Result, bail};
use toml_edit::{DocumentMut, Item};

use super::edit::{change, parsed};
use super::{Change, Plan};
use crate::draft::{drafts, files as draft_files};
use crate::facts::{Base, Files};
use crate::findings::File;
use crate::sources::Source;

/// Plans to add a text with drafts of its sentences.
///
/// # Errors
/// When the base has a source of the same name.
pub fn add_source(files: &Files, base: &Base, file: &File, source: &Source) -> Result<Plan> {
    if base.sources.iter().any(|other| other.id == source.id) {
        bail!("the base has a source `{}`: rename the file", source.id);
    }
    let prefix = format!("{}-", source.id);
    let new = |file: &File| Change { name: file.name.clone(), before: None, after: Some(file.text.clone()) };
    let answers = draft_files(source, &drafts(source, &prefix), &prefix);
    if let Some(there) = answers.iter().find(|file| files.answers.iter().any(|other| other.name == file.name)) {
        bail!("the base has a file `{}`: rename the text", there.name);
    }
    let changes = std::iter::once(file).chain(&answers).map(new).collect();
    Ok(Plan { id: source.id.clone(), what: format!("add the source `{}`", source.id), changes })
}

/// Plans to take out a source that nothing rests on.
///
/// # Errors
/// When there is no such source, or facts rest on it.
pub fn remove_source(files: &Files, base: &Base, id: &str) -> Result<Plan> {
    let (at, file) = find(files, base, id)?;
    let resting: Vec<&str> =
        base.facts.iter().filter(|fact| fact.source == at).map(|fact| fact.id.text.as_str()).collect();
    if let Some(first) = resting.first() {
        bail!(
            "{} facts rest on `{id}`, as `{first}` does: remove them first, or let them rest on another",
            resting.len()
        );
    }
    let gone = |file: &File| Change { name: file.name.clone(), before: Some(file.text.clone()), after: None };
    let mut changes = vec![gone(file)];
    for answers in &files.answers {
        let mut document = parsed(&answers.name, &answers.text)?;
        if names_source(&document, id) {
            // A file of gaps may go on without a source; one of nothing goes.
            let is_empty = !["gap", "smalltalk"].iter().any(|list| document.contains_key(list));
            document.remove("source");
            changes.push(if is_empty { gone(answers) } else { change(&answers.name, &answers.text, &document) });
        }
    }
    Ok(Plan { id: id.to_string(), what: format!("remove the source `{id}`"), changes })
}

/// Plans to call a source otherwise, in its file's name and wherever it is named.
///
/// # Errors
/// When there is no such source, or the new name is taken or none.
pub fn rename_source(files: &Files, base: &Base, id: &str, to: &str) -> Result<Plan> {
    let (_, file) = find(files, base, id)?;
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if to.is_empty() || !to.bytes().all(plain) {
        bail!("`{to}` is no name of a source: use small letters, digits and hyphens");
    }
    if base.sources.iter().any(|source| source.id == to) {
        bail!("the base has a source `{to}`");
    }
    let ending = file.name.rsplit('.').next().unwrap_or_default();
    let mut changes = vec![
        Change { name: file.name.clone(), before: Some(file.text.clone()), after: None },
        Change { name: format!("seeds/{to}.{ending}"), before: None, after: Some(file.text.clone()) },
    ];
    for answers in &files.answers {
        let mut document = parsed(&answers.name, &answers.text)?;
        if names_source(&document, id) {
            let decor = document["source"].as_value().map(|value| value.decor().clone());
            document["source"] = toml_edit::value(to);
            if let (Some(decor), Some(value)) = (decor, document["source"].as_value_mut()) {
                *value.decor_mut() = decor;
            }
            changes.push(change(&answers.name, &answers.text, &document));
        }
    }
    Ok(Plan { id: id.to_string(), what: format!("rename the source `{id}` to `{to}`"), changes })
}

fn names_source(document: &DocumentMut, id: &str) -> bool {
    document.get("source").and_then(Item::as_str) == Some(id)
}

fn find<'a>(files: &'a Files, base: &Base, id: &str) -> Result<(usize, &'a File)> {
    let at = base.sources.iter().position(|source| source.id == id);
    let place = at.map(|at| &base.sources[at].place.file.name);
    if let (Some(at), Some(file)) = (at, files.sources.iter().find(|file| Some(&file.name) == place)) {
        return Ok((at, file));
    }
    let known: Vec<String> = base.sources.iter().map(|source| format!("`{}`", source.id)).collect();
    bail!("no source is called `{id}`: the base has {}", known.join(", "))
}
