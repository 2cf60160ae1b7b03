//! Reads a TOML file key by key and notes everything that is wrong with it, instead of stopping at the first fault.

mod located;
mod quoted;
mod value;

pub(crate) use located::Located;
pub(crate) use quoted::quoted;

pub mod schema;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use value::{flag_of, items_of, number_of, text_of, texts_of, wrong_type};

use crate::findings::{File, Finding, Place, Rule, did_you_mean};

/// Collects the findings of one file.
pub(crate) struct Notes<'a> {
    file: Arc<File>,
    findings: &'a mut Vec<Finding>,
    /// Whether every text of the file must stand in both languages.
    pub(crate) bilingual: bool,
}

impl<'a> Notes<'a> {
    pub(crate) fn new(file: &Arc<File>, findings: &'a mut Vec<Finding>) -> Self {
        Self { file: Arc::clone(file), findings, bilingual: true }
    }

    pub(crate) fn place(&self, span: Range<usize>) -> Place {
        Place { file: Arc::clone(&self.file), span }
    }

    pub(crate) fn add(&mut self, rule: Rule, span: Range<usize>, message: impl Into<String>, hint: Option<String>) {
        let place = self.place(span);
        self.findings.push(Finding { rule, place, message: message.into(), hint });
    }
}

/// Parses `file` and hands its top table to `read`; a file that is not TOML gives findings only.
pub(crate) fn parse<T>(
    file: &Arc<File>,
    findings: &mut Vec<Finding>,
    read: impl FnOnce(&mut Table<'_, '_>, &mut Notes<'_>) -> T,
) -> Option<T> {
    parse_part(file, 0..file.text.len(), findings, read)
}

/// As [`parse`], of a part of the file that is TOML.
pub(crate) fn parse_part<T>(
    file: &Arc<File>,
    part: Range<usize>,
    findings: &mut Vec<Finding>,
    read: impl FnOnce(&mut Table<'_, '_>, &mut Notes<'_>) -> T,
) -> Option<T> {
    // Blank up to the part, so that its places are the file's.
    let text = match part.start {
        0 => Cow::Borrowed(&file.text[..part.end]),
        start => Cow::Owned(" ".repeat(start) + &file.text[part]),
    };
    let (table, errors) = DeTable::parse_recoverable(&text);
    let mut notes = Notes::new(file, findings);
    if errors.is_empty() {
        let mut top = Table::new(table.get_ref(), 0..0, None);
        let value = read(&mut top, &mut notes);
        top.finish(&mut notes);
        return Some(value);
    }
    for error in errors {
        let end = file.text.len();
        let span = error.span().unwrap_or(end..end);
        let hint = sign_hint(&file.text, span.start).unwrap_or_else(|| TOML_HINT.into());
        notes.add(Rule::Toml, span, format!("not valid TOML: {}", error.message()), Some(hint));
    }
    None
}

/// Most broken files are broken in one of these ways.
const TOML_HINT: &str = "look for a missing quotation mark, comma or bracket here or just before; a quotation mark \
                         inside a text is written `\\\"`";

/// What to do about a sign that looks like one of TOML's, in the line where reading stopped or in the one before.
fn sign_hint(text: &str, at: usize) -> Option<String> {
    const LOOK_ALIKES: [(char, &str); 8] =
        [('“', "\""), ('”', "\""), ('„', "\""), ('＂', "\""), ('，', ","), ('＝', "="), ('［', "["), ('］', "]")];
    let before = text.get(..at).unwrap_or(text);
    // Inside a text of several lines each sign is as good as another.
    if before.matches("\"\"\"").count() % 2 == 1 {
        return None;
    }
    let line = before.matches('\n').count();
    let near = text.lines().skip(line.saturating_sub(1)).take(2);
    let outside: String = near.map(outside_texts).collect();
    let (sign, wanted) = LOOK_ALIKES.into_iter().find(|(sign, _)| outside.contains(*sign))?;
    Some(format!("write a straight `{wanted}` instead of `{sign}`: that sign may stand inside a text alone"))
}

/// A line without its texts in straight quotation marks, and without a comment.
fn outside_texts(line: &str) -> String {
    let code: String = line.split('"').step_by(2).collect();
    code.split('#').next().unwrap_or_default().to_string()
}

/// A table being read: it remembers which keys were asked for, so that the others can be pointed out.
pub(crate) struct Table<'t, 'i> {
    entries: &'t DeTable<'i>,
    /// Where the table is named, to point at when a key is missing.
    pub(crate) span: Range<usize>,
    /// The key it stands under; none for the whole file.
    pub(crate) name: Option<&'static str>,
    asked: Vec<&'static str>,
}

impl<'t, 'i> Table<'t, 'i> {
    fn new(entries: &'t DeTable<'i>, span: Range<usize>, name: Option<&'static str>) -> Self {
        Self { entries, span, name, asked: Vec::new() }
    }

    fn get(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'i>>> {
        self.asked.push(key);
        self.entries.get(key)
    }

    /// Whether there is nothing under `key`, or a list of nothing.
    pub(crate) fn lacks(&self, key: &str) -> bool {
        match self.entries.get(key).map(Spanned::get_ref) {
            Some(DeValue::Array(items)) => items.is_empty(),
            value => value.is_none(),
        }
    }

    /// Whether a text stands under `key`, and no table or list.
    pub(crate) fn is_text(&self, key: &str) -> bool {
        self.entries.get(key).is_some_and(|value| value.get_ref().is_str())
    }

    /// Whether a text with nothing in it stands under `key`: what is yet to be written.
    pub(crate) fn is_blank_text(&mut self, key: &'static str) -> bool {
        self.get(key).and_then(|value| value.get_ref().as_str()).is_some_and(|text| text.trim().is_empty())
    }

    /// Where the value under `key` stands.
    pub(crate) fn span_of(&self, key: &str) -> Option<Range<usize>> {
        self.entries.get(key).map(Spanned::span)
    }

    /// Whether a list stands under `key`.
    pub(crate) fn is_list(&self, key: &str) -> bool {
        self.entries.get(key).is_some_and(|value| value.get_ref().is_array())
    }

    /// Whether a table in it, however deep, has all of `keys`.
    pub(crate) fn has_table_with(&self, keys: &[&str]) -> bool {
        fn holds(entries: &DeTable<'_>, keys: &[&str]) -> bool {
            keys.iter().all(|key| entries.contains_key(*key))
                || entries.iter().any(|(_, value)| is_in(value.get_ref(), keys))
        }
        fn is_in(value: &DeValue<'_>, keys: &[&str]) -> bool {
            match value {
                DeValue::Table(entries) => holds(entries, keys),
                DeValue::Array(items) => items.iter().any(|item| is_in(item.get_ref(), keys)),
                _ => false,
            }
        }
        holds(self.entries, keys)
    }

    fn required(&mut self, key: &'static str, notes: &mut Notes<'_>) -> Option<&'t Spanned<DeValue<'i>>> {
        let value = self.get(key);
        if value.is_none() {
            self.missing(key, notes);
        }
        value
    }

    fn called(&self) -> String {
        self.name.map_or_else(|| "the file".to_string(), |name| format!("`{name}`"))
    }

    /// Notes that `key` should be there.
    pub(crate) fn missing(&self, key: &str, notes: &mut Notes<'_>) {
        let hint = Some(format!("add `{key} = …`"));
        notes.add(Rule::MissingKey, self.span.clone(), format!("{} has no `{key}`", self.called()), hint);
    }

    /// A text that must be there and say something.
    pub(crate) fn text(&mut self, key: &'static str, notes: &mut Notes<'_>) -> Option<Located> {
        let value = self.required(key, notes)?;
        text_of(value, key, notes)
    }

    /// A text that may be there.
    pub(crate) fn optional_text(&mut self, key: &'static str, notes: &mut Notes<'_>) -> Option<Located> {
        let value = self.get(key)?;
        text_of(value, key, notes)
    }

    /// Yes or no; none where it isn't told.
    pub(crate) fn flag(&mut self, key: &'static str, notes: &mut Notes<'_>) -> Option<bool> {
        let value = self.get(key)?;
        flag_of(value, key, notes)
    }

    /// The texts of a list; an absent list is empty.
    pub(crate) fn texts(&mut self, key: &'static str, notes: &mut Notes<'_>) -> Vec<Located> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        texts_of(value, key, notes)
    }

    /// A list of lists of texts; an absent one is empty.
    pub(crate) fn text_lists(&mut self, key: &'static str, notes: &mut Notes<'_>) -> Vec<Vec<Located>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        items_of(value, key, notes).map(|item| texts_of(item, key, notes)).collect()
    }

    /// The whole numbers of a list with their places; an absent list is empty.
    pub(crate) fn numbers(&mut self, key: &'static str, notes: &mut Notes<'_>) -> Vec<(u32, Range<usize>)> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        items_of(value, key, notes).filter_map(|item| number_of(item, key, notes)).collect()
    }

    /// A whole number that must be there.
    pub(crate) fn number(&mut self, key: &'static str, notes: &mut Notes<'_>) -> Option<(u32, Range<usize>)> {
        let value = self.required(key, notes)?;
        number_of(value, key, notes)
    }

    /// Reads the table under `key` if there is one.
    pub(crate) fn table<T>(
        &mut self,
        key: &'static str,
        notes: &mut Notes<'_>,
        read: impl FnOnce(&mut Table<'t, 'i>, &mut Notes<'_>) -> T,
    ) -> Option<T> {
        let value = self.get(key)?;
        // The table of `answer.en = …` has no place of its own, but its key has.
        let span = self.entries.get_key_value(key).map_or(value.span(), |(key, _)| key.span());
        read_table(value, span, key, notes, read)
    }

    /// Reads every table of a list of tables; an absent list is empty.
    pub(crate) fn tables<T>(
        &mut self,
        key: &'static str,
        notes: &mut Notes<'_>,
        mut read: impl FnMut(&mut Table<'t, 'i>, &mut Notes<'_>) -> T,
    ) -> Vec<T> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        items_of(value, key, notes).filter_map(|item| read_table(item, item.span(), key, notes, &mut read)).collect()
    }

    /// The lists of texts under keys that the file chooses itself, in the order of the file.
    pub(crate) fn named_texts(&mut self, key: &'static str, notes: &mut Notes<'_>) -> Vec<(Located, Vec<Located>)> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let DeValue::Table(entries) = value.get_ref() else {
            wrong_type(value, key, "a table", notes);
            return Vec::new();
        };
        let mut named = Vec::new();
        for (name, texts) in entries {
            let name = Located { text: name.get_ref().to_string(), place: notes.place(name.span()) };
            named.push((name, texts_of(texts, key, notes)));
        }
        named.sort_by_key(|(name, _)| name.place.span.start);
        named
    }

    /// Points out every key that nobody asked for.
    fn finish(&self, notes: &mut Notes<'_>) {
        for key in self.entries.keys().filter(|key| !self.asked.contains(&key.get_ref().as_ref())) {
            let hint = match did_you_mean(key.get_ref(), self.asked.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("{} may have {}", self.called(), ticked(&self.asked)),
            };
            let message = format!("{} has no key `{}`", self.called(), key.get_ref());
            notes.add(Rule::UnknownKey, key.span(), message, Some(hint));
        }
    }
}

/// `a`, `b` or `c`.
pub(crate) fn ticked(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

fn read_table<'t, 'i, T>(
    value: &'t Spanned<DeValue<'i>>,
    span: Range<usize>,
    key: &'static str,
    notes: &mut Notes<'_>,
    read: impl FnOnce(&mut Table<'t, 'i>, &mut Notes<'_>) -> T,
) -> Option<T> {
    let DeValue::Table(entries) = value.get_ref() else {
        wrong_type(value, key, "a table", notes);
        return None;
    };
    let mut table = Table::new(entries, span, Some(key));
    let read = read(&mut table, notes);
    table.finish(notes);
    Some(read)
}
