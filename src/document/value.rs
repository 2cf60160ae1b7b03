//! Single values of a TOML file, or what is wrong with them.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::{Located, Notes};
use crate::findings::Rule;
use crate::shown::{first_hidden, named};

pub(super) fn items_of<'t, 'i>(
    value: &'t Spanned<DeValue<'i>>,
    key: &str,
    notes: &mut Notes<'_>,
) -> std::slice::Iter<'t, Spanned<DeValue<'i>>> {
    if let DeValue::Array(items) = value.get_ref() {
        return items.iter();
    }
    wrong_type(value, key, "a list in `[ ]`", notes);
    [].iter()
}

pub(super) fn texts_of(value: &Spanned<DeValue<'_>>, key: &str, notes: &mut Notes<'_>) -> Vec<Located> {
    items_of(value, key, notes).filter_map(|item| text_of(item, key, notes)).collect()
}

pub(super) fn text_of(value: &Spanned<DeValue<'_>>, key: &str, notes: &mut Notes<'_>) -> Option<Located> {
    let DeValue::String(text) = value.get_ref() else {
        wrong_type(value, key, "a text in quotation marks", notes);
        return None;
    };
    if text.trim().is_empty() {
        let hint = Some("write it, or delete it where it may be left out".into());
        notes.add(Rule::Empty, value.span(), format!("`{key}` is empty"), hint);
        return None;
    }
    if let Some((_, hidden)) = first_hidden(text) {
        let message = format!("`{key}` says the invisible character {} by its number", named(hidden));
        notes.add(Rule::InvisibleCharacter, value.span(), message, Some("delete the escape".into()));
        return None;
    }
    Some(Located { text: text.trim().to_string(), place: notes.place(value.span()) })
}

pub(super) fn number_of(value: &Spanned<DeValue<'_>>, key: &str, notes: &mut Notes<'_>) -> Option<(u32, Range<usize>)> {
    let number = value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
    if number.is_none() {
        wrong_type(value, key, "a whole number from 0 on", notes);
    }
    Some((number?, value.span()))
}

pub(super) fn flag_of(value: &Spanned<DeValue<'_>>, key: &str, notes: &mut Notes<'_>) -> Option<bool> {
    let DeValue::Boolean(flag) = value.get_ref() else {
        wrong_type(value, key, "`true` or `false`", notes);
        return None;
    };
    Some(*flag)
}

pub(super) fn wrong_type(value: &Spanned<DeValue<'_>>, key: &str, expected: &str, notes: &mut Notes<'_>) {
    let message = format!("`{key}` takes {expected}, found {}", found(value.get_ref()));
    notes.add(Rule::WrongType, value.span(), message, Some(format!("write {expected} instead")));
}

fn found(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a number with a decimal point",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
