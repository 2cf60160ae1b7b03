//! The record of a text that may not be published: made, or brought up to date with the text. What a person wrote stays.

use std::fmt::Write;

use anyhow::{Context, Result, bail};
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use super::edit::{change, parsed, set_text};
use super::{Change, Plan};
use crate::check::{Proposed, ProposedName};
use crate::document::quoted;
use crate::facts::Files;
use crate::sources::{Source, fingerprint};

/// What stands above a new record.
const HEADER: &str = "\
# The record of a text that may not be published: what each paragraph says, in our own words. The text itself is not
# stored here. `figures` and the `text` of names stand in it word for word; `also` lists other forms of a name that
# answers may use. `citebot record` proposes both, and brings the fingerprints up to date when the text changes.
";
/// What stands beside an account that is yet to be written.
const TO_WRITE: &str = "# to be written: what the paragraph tells, in your own words";

/// What the text tells of one paragraph of its record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// The number of the paragraph.
    pub number: u32,
    /// The fingerprint of its text.
    pub fingerprint: String,
    /// Its text, which a record holds only where that may be published.
    pub text: String,
    /// Figures and names to be added.
    pub proposed: Proposed,
}

/// Plans to make a record of a text, which `source` is by itself.
pub fn new_record(id: &str, source: &Source, revisions: &[Revision]) -> Plan {
    // A text without a title goes by its file's name.
    let title = if source.title.en == source.id { id } else { &source.title.en };
    let mut text = format!("{HEADER}\ntitle    = {}\n", quoted(title));
    if !source.called.en.is_empty() {
        let _ = writeln!(text, "called   = {}", quoted(&source.called.en));
    }
    if let Some(address) = &source.address {
        let _ = writeln!(text, "address  = {}", quoted(address));
    }
    let _ = writeln!(text, "language = {}", quoted(source.language.code()));
    if !source.credits.says.en.is_empty() {
        let _ = write!(text, "\n[credits]\nsays = {}\n", quoted(&source.credits.says.en));
    }
    for section in &source.sections {
        let numbers: Vec<String> = section.paragraphs.iter().map(u32::to_string).collect();
        let (title, numbers) = (quoted(&section.title.en), numbers.join(", "));
        let _ = write!(text, "\n[[section]]\ntitle      = {title}\nparagraphs = [{numbers}]\n");
    }
    for revision in revisions {
        let _ = write!(text, "\n[[paragraph]]\nnumber  = {}\nsays    = \"\"  {TO_WRITE}\n", revision.number);
        let figures: Vec<String> = revision.proposed.figures.iter().map(|figure| quoted(figure)).collect();
        let names: Vec<String> = revision.proposed.names.iter().map(|name| format!("\n  {},", inline(name))).collect();
        let end = if names.is_empty() { "" } else { "\n" };
        let _ = writeln!(text, "figures = [{}]\nnames   = [{}{end}]", figures.join(", "), names.concat());
        let _ = writeln!(text, "sha256  = {}", quoted(&revision.fingerprint));
    }
    let change = Change { name: format!("seeds/{id}.toml"), before: None, after: Some(text) };
    Plan { id: id.to_string(), what: format!("make the record `{id}`"), changes: vec![change] }
}

/// Plans to bring a record up to date; without changes where it is.
///
/// # Errors
/// When its file can't be changed.
pub fn update_record(files: &Files, source: &Source, revisions: &[Revision]) -> Result<Plan> {
    let (id, name) = (&source.id, &source.place.file.name);
    let file = files.sources.iter().find(|file| file.name == *name).with_context(|| format!("there is no `{name}`"))?;
    let mut document = parsed(name, &file.text)?;
    for revision in revisions {
        let Some(paragraph) = paragraph(&mut document, revision.number) else {
            bail!("`{name}` has no paragraph {} that could be changed", revision.number)
        };
        revise(paragraph, revision).with_context(|| format!("paragraph {} of `{name}`", revision.number))?;
    }
    let mut plan = Plan { id: id.clone(), what: format!("update the record `{id}`"), changes: Vec::new() };
    let change = change(name, &file.text, &document);
    if change.before != change.after {
        plan.changes.push(change);
    }
    Ok(plan)
}

/// The table of a paragraph, as `[[paragraph]]` or in a list.
fn paragraph(document: &mut DocumentMut, number: u32) -> Option<&mut dyn TableLike> {
    let is_it = |table: &dyn TableLike| {
        table.get("number").and_then(Item::as_integer).is_some_and(|own| own == i64::from(number))
    };
    match document.get_mut("paragraph")? {
        Item::ArrayOfTables(tables) => {
            tables.iter_mut().find(|table| is_it(*table)).map(|table| table as &mut dyn TableLike)
        }
        Item::Value(Value::Array(list)) => {
            let mut tables = list.iter_mut().filter_map(Value::as_inline_table_mut);
            tables.find(|table| is_it(*table)).map(|table| table as &mut dyn TableLike)
        }
        _ => None,
    }
}

fn revise(paragraph: &mut dyn TableLike, revision: &Revision) -> Result<()> {
    if !revision.proposed.figures.is_empty() {
        let figures = list(paragraph, "figures").context("its `figures` are no list")?;
        for figure in &revision.proposed.figures {
            push(figures, Value::from(figure.as_str()), Layout::OnOneLine);
        }
    }
    for name in &revision.proposed.names {
        add_name(paragraph, name).context("its `names` are no list")?;
    }
    let own = paragraph.get("text").and_then(Item::as_str);
    if own.is_some_and(|text| fingerprint(text) != revision.fingerprint) {
        set(paragraph, "text", &revision.text);
    }
    set(paragraph, "sha256", &revision.fingerprint);
    Ok(())
}

/// Sets a text where it is another one.
fn set(table: &mut dyn TableLike, key: &str, text: &str) {
    match table.get_mut(key) {
        Some(item) if item.as_str() == Some(text) => {}
        Some(item) => set_text(item, text),
        None => {
            table.insert(key, toml_edit::value(text));
        }
    }
}

fn add_name(paragraph: &mut dyn TableLike, name: &ProposedName) -> Option<()> {
    // `[[paragraph.names]]` is a list as well.
    if let Some(tables) = paragraph.get_mut("names").and_then(Item::as_array_of_tables_mut) {
        push_table(tables, name);
        return Some(());
    }
    push(list(paragraph, "names")?, Value::InlineTable(inline(name)), Layout::LineEach);
    Some(())
}

fn push_table(tables: &mut ArrayOfTables, name: &ProposedName) {
    let mut table = Table::new();
    table.insert("text", toml_edit::value(name.text.as_str()));
    if !name.also.is_empty() {
        table.insert("also", toml_edit::value(name.also.iter().collect::<Array>()));
    }
    tables.push(table);
}

fn inline(name: &ProposedName) -> InlineTable {
    let mut table = InlineTable::new();
    table.insert("text", name.text.as_str().into());
    if !name.also.is_empty() {
        table.insert("also", Value::Array(name.also.iter().collect()));
    }
    table
}

/// A list under a key; an empty one where there is none.
fn list<'a>(table: &'a mut dyn TableLike, key: &str) -> Option<&'a mut Array> {
    if !table.contains_key(key) {
        table.insert(key, Item::Value(Value::Array(Array::new())));
    }
    table.get_mut(key)?.as_array_mut()
}

/// How a list is laid out that has nothing in it yet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    OnOneLine,
    LineEach,
}

/// Adds to the end of a list, in its form.
fn push(array: &mut Array, mut value: Value, layout: Layout) {
    let last = array.iter().last().and_then(|last| last.decor().prefix()).and_then(|prefix| prefix.as_str());
    let end = array.trailing().as_str().unwrap_or_default().to_string();
    let has_lines = last.is_some_and(|prefix| prefix.contains('\n'));
    if has_lines || (array.is_empty() && layout == Layout::LineEach) {
        // What stands behind the last comma, such as a comment, goes with what it stands behind.
        let (before, _) = end.rsplit_once('\n').unwrap_or_default();
        let indent = last.and_then(|prefix| prefix.rsplit('\n').next()).unwrap_or("  ");
        value.decor_mut().set_prefix(format!("{before}\n{indent}"));
        array.set_trailing("\n");
        array.set_trailing_comma(true);
    } else if let Some(last) = array.len().checked_sub(1).and_then(|at| array.get_mut(at)) {
        // The blank before the bracket stays there.
        let end = last.decor().suffix().and_then(|suffix| suffix.as_str()).unwrap_or_default().to_string();
        if end.trim().is_empty() {
            last.decor_mut().set_suffix("");
            value.decor_mut().set_suffix(end);
        }
        value.decor_mut().set_prefix(" ");
    }
    array.push_formatted(value);
}
