//! An entry of a file changed or taken out; comments and order stay.

use anyhow::{Context, Result, anyhow, bail};
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value};

use super::{Change, Plan};
use crate::facts::Files;
use crate::findings::did_you_mean;
use crate::text::Language;

/// The lists of a file of answers that hold entries.
const ENTRIES: [&str; 3] = ["fact", "gap", "smalltalk"];
/// The keys by which an entry names others.
const REFERENCES: [&str; 2] = ["related", "nearest"];

/// What changes in an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edits {
    /// Other texts for what is said, at most one in each language.
    pub answers: Vec<String>,
    /// Questions that come to it.
    pub ask: Vec<String>,
    /// Questions that go.
    pub not_ask: Vec<String>,
    /// Other paragraphs; none to keep them.
    pub paragraphs: Vec<u32>,
}

/// Plans to change the entry with the id `id`. A draft that is changed is none any more.
///
/// # Errors
/// When there is no such entry, or a question that should go is not among its own.
pub fn edit(files: &Files, id: &str, edits: &Edits) -> Result<Plan> {
    let mut plan = Plan { id: id.to_string(), what: format!("edit `{id}`"), changes: Vec::new() };
    for file in &files.answers {
        let mut document = parsed(&file.name, &file.text)?;
        let Some((list, at)) = find(&document, id) else { continue };
        let Some(entry) = document[list].as_array_of_tables_mut().and_then(|entries| entries.get_mut(at)) else {
            continue;
        };
        edit_entry(entry, if list == "fact" { "answer" } else { "reply" }, edits)?;
        entry.remove("draft");
        plan.changes.push(change(&file.name, &file.text, &document));
    }
    ensure_found(files, id, plan)
}

/// Plans to take out the entry with the id `id`, and what names it in others.
///
/// # Errors
/// When there is no such entry.
pub fn remove(files: &Files, id: &str) -> Result<Plan> {
    let mut plan = Plan { id: id.to_string(), what: format!("remove `{id}`"), changes: Vec::new() };
    let mut is_there = false;
    for file in &files.answers {
        let mut document = parsed(&file.name, &file.text)?;
        if let Some((list, at)) = find(&document, id)
            && let Some(entries) = document[list].as_array_of_tables_mut()
        {
            entries.remove(at);
            if entries.is_empty() {
                document.remove(list);
            }
            is_there = true;
        }
        drop_references(&mut document, id);
        let change = change(&file.name, &file.text, &document);
        if change.before != change.after {
            plan.changes.push(change);
        }
    }
    if !is_there {
        plan.changes.clear();
    }
    ensure_found(files, id, plan)
}

pub(super) fn parsed(name: &str, text: &str) -> Result<DocumentMut> {
    text.parse().map_err(|error| anyhow!("{error}")).with_context(|| format!("`{name}` is not valid TOML"))
}

pub(super) fn change(name: &str, before: &str, document: &DocumentMut) -> Change {
    Change { name: name.to_string(), before: Some(before.to_string()), after: Some(document.to_string()) }
}

fn ensure_found(files: &Files, id: &str, plan: Plan) -> Result<Plan> {
    if !plan.changes.is_empty() {
        return Ok(plan);
    }
    let documents: Vec<DocumentMut> = files.answers.iter().filter_map(|file| file.text.parse().ok()).collect();
    let ids: Vec<&str> = documents.iter().flat_map(entries).filter_map(|(_, _, entry)| id_of(entry)).collect();
    match did_you_mean(id, ids) {
        Some(near) => bail!("no entry has the id `{id}`: did you mean `{near}`?"),
        None => bail!("no entry has the id `{id}`: `citebot facts` lists them"),
    }
}

/// All entries of a file, each with its list and its place there.
fn entries(document: &DocumentMut) -> impl Iterator<Item = (&'static str, usize, &Table)> {
    ENTRIES.into_iter().flat_map(|list| {
        let tables = document.get(list).and_then(Item::as_array_of_tables).into_iter().flat_map(ArrayOfTables::iter);
        tables.enumerate().map(move |(at, table)| (list, at, table))
    })
}

fn id_of(entry: &Table) -> Option<&str> {
    entry.get("id").and_then(Item::as_str)
}

fn find(document: &DocumentMut, id: &str) -> Option<(&'static str, usize)> {
    entries(document).find(|(.., entry)| id_of(entry) == Some(id)).map(|(list, at, _)| (list, at))
}

fn edit_entry(entry: &mut Table, says: &str, edits: &Edits) -> Result<()> {
    for answer in &edits.answers {
        set_text(text_item(entry, says, answer), answer);
    }
    for question in &edits.not_ask {
        let lists = ask_lists(entry);
        let found = lists.into_iter().find_map(|list| {
            let at = list.iter().position(|asked| asked.as_str() == Some(question))?;
            Some((list, at))
        });
        let Some((list, at)) = found else {
            bail!("it is not asked by “{question}”: give the question as it stands in the file")
        };
        list.remove(at);
    }
    for question in &edits.ask {
        let code = Language::of(question).code();
        let list = ask_list(entry, code).context("its `ask` is no list")?;
        push(list, question);
    }
    if !edits.paragraphs.is_empty() {
        let numbers: Array = edits.paragraphs.iter().map(|number| i64::from(*number)).collect();
        entry["paragraphs"] = Item::Value(Value::Array(numbers));
    }
    Ok(())
}

/// Where a text of a language stands: `answer`, or `answer.en`.
fn text_item<'a>(entry: &'a mut Table, key: &str, text: &str) -> &'a mut Item {
    let item = &mut entry[key];
    if item.is_table_like() { &mut item[Language::of(text).code()] } else { item }
}

/// Sets a text; the blanks and comments beside it stay.
pub(super) fn set_text(item: &mut Item, text: &str) {
    let mut value = Value::from(text);
    if let Some(old) = item.as_value() {
        *value.decor_mut() = old.decor().clone();
    }
    *item = Item::Value(value);
}

/// The lists of questions of an entry.
fn ask_lists(entry: &mut Table) -> Vec<&mut Array> {
    match entry.get_mut("ask") {
        Some(Item::Value(Value::Array(list))) => vec![list],
        Some(item) if item.is_table_like() => {
            let table = item.as_table_like_mut();
            table.into_iter().flat_map(|table| table.iter_mut()).filter_map(|(_, item)| item.as_array_mut()).collect()
        }
        _ => Vec::new(),
    }
}

/// The list for questions of a language; an empty one where there is none.
fn ask_list<'a>(entry: &'a mut Table, code: &str) -> Option<&'a mut Array> {
    let item = entry.entry("ask").or_insert_with(|| Item::Value(Value::Array(Array::new())));
    if item.is_array() {
        return item.as_array_mut();
    }
    let list = &mut item[code];
    if list.is_none() {
        *list = Item::Value(Value::Array(Array::new()));
    }
    list.as_array_mut()
}

/// Adds a question in the form of the last one.
fn push(list: &mut Array, question: &str) {
    let mut added = Value::from(question);
    match list.iter().last() {
        Some(before) => *added.decor_mut() = before.decor().clone(),
        None => added.decor_mut().set_prefix("\n  "),
    }
    list.push_formatted(added);
}

/// Takes an id out of what other entries point at.
fn drop_references(document: &mut DocumentMut, id: &str) {
    for list in ENTRIES {
        let Some(entries) = document.get_mut(list).and_then(Item::as_array_of_tables_mut) else { continue };
        for entry in entries.iter_mut() {
            for key in REFERENCES {
                if let Some(ids) = entry.get_mut(key).and_then(Item::as_array_mut) {
                    ids.retain(|other| other.as_str() != Some(id));
                }
            }
        }
    }
}
