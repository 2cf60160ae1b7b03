//! Which record is a text to be held against?

use anyhow::{Result, bail};

use crate::check::{Article, is_bare, is_text_of};
use crate::facts::Base;
use crate::labelled::readable_id;
use crate::sources::{Source, is_text};

/// The record of a text.
pub(super) enum Which<'a> {
    /// One that the base has.
    Known(&'a Source),
    /// One that is to be made, with its id.
    New(String),
}

/// The record that was named; else the one whose text this is; else a new one, named after the file.
pub(super) fn which<'a>(base: &'a Base, article: &Article, id: Option<&str>) -> Result<Which<'a>> {
    let records = || base.sources.iter().filter(|source| !is_text(&source.place.file.name));
    let own: Vec<&Source> = records().filter(|source| is_text_of(article, source)).collect();
    let named = id.map_or_else(|| id_of_file(&article.name), str::to_string);
    let there = base.sources.iter().find(|source| source.id == named);
    match (id, there, own.as_slice()) {
        (_, Some(source), _) if is_text(&source.place.file.name) => bail!(
            "`{named}` is a text itself, `{}`: change that file, or name the record otherwise: {}",
            source.place.file.name,
            command(article, "ID")
        ),
        (_, Some(source), own) if own.iter().any(|own| own.id == source.id) || is_bare(source) => {
            Ok(Which::Known(source))
        }
        (Some(_), Some(source), _) => bail!(
            "`{}` is not the text that `{named}` records, “{}”: give that text, or name another record: {}",
            article.name,
            source.title.get(source.language),
            command(article, "ID")
        ),
        (None, _, [source]) => Ok(Which::Known(source)),
        (None, _, [_, _, ..]) => {
            bail!("it could be the text of {}: name one: {}", listed(&own), command(article, "ID"))
        }
        (None, Some(_), []) => bail!(
            "the base has a record `{named}` of another text: name this one otherwise: {}",
            command(article, "ID")
        ),
        (Some(_), None, [source, ..]) => bail!(
            "no record is called `{named}`, and this is the text of {}: {}",
            listed(&own),
            command(article, &source.id)
        ),
        (_, None, []) => new(named),
    }
}

fn new<'a>(id: String) -> Result<Which<'a>> {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if id.is_empty() || !id.bytes().all(is_plain) {
        bail!("`{id}` is no name of a record: use small letters, digits and hyphens");
    }
    Ok(Which::New(id))
}

fn id_of_file(name: &str) -> String {
    let stem = std::path::Path::new(name).file_stem().unwrap_or_default();
    readable_id(&stem.to_string_lossy())
}

fn listed(sources: &[&Source]) -> String {
    sources.iter().map(|source| format!("`{}`", source.id)).collect::<Vec<_>>().join(" and ")
}

fn command(article: &Article, id: &str) -> String {
    format!("`citebot record --text {} {id}`", article.name)
}
