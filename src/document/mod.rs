//! Reads a TOML file key by key and notes everything that is wrong with it, instead of stopping at the first fault.

mod broken;
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

use crate::findings::{File, Finding, Fix, Place, Rule};

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
        self.findings.push(Finding { rule, place, message: message.into(), hint, fix: None });
    }
}

impl Notes<'_> {
    /// The whole lines, with their end, that some bytes stand in.
    pub(crate) fn line_of(&self, span: &Range<usize>) -> Range<usize> {
        let text = &self.file.text;
        let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        start..text[span.end..].find('\n').map_or(text.len(), |at| span.end + at + 1)
    }

    /// Notes what there is one way to mend.
    pub(crate) fn mendable(
        &mut self,
        rule: Rule,
        span: Range<usize>,
        message: impl Into<String>,
        hint: String,
        fix: Fix,
    ) {
        let place = self.place(span);
        self.findings.push(Finding { rule, place, message: message.into(), hint: Some(hint), fix: Some(fix) });
    }

    /// Notes a word that is none of those known; `otherwise` is the hint where none of them is near.
    pub(crate) fn misspelt(
        &mut self,
        rule: Rule,
        span: Range<usize>,
        message: String,
        (typed, known): (&str, &[&str]),
        otherwise: impl FnOnce() -> String,
    ) {
        let told = (rule, self.place(span), message);
        self.findings.push(Finding::misspelt(told, typed, known.iter().copied(), otherwise));
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
    let mut notes = Notes::new(file, findings);
    if broken::unmerged(&mut notes) {
        return None;
    }
    let (table, errors) = DeTable::parse_recoverable(&text);
    if errors.is_empty() {
        let mut top = Table::new(table.get_ref(), 0..0, None);
        let value = read(&mut top, &mut notes);
        top.finish(&mut notes);
        return Some(value);
    }
    // What stands behind the first fault is read wrongly, and its faults are none.
    if let Some(error) = errors.iter().min_by_key(|error| error.span().map_or(usize::MAX, |span| span.start)) {
        broken::broken(&mut notes, error.span(), error.message());
    }
    None
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
            let message = format!("{} has no key `{}`", self.called(), key.get_ref());
            let may_have = || format!("{} may have {}", self.called(), ticked(&self.asked));
            notes.misspelt(Rule::UnknownKey, key.span(), message, (key.get_ref(), &self.asked), may_have);
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
