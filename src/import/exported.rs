//! Rows that `citebot export` wrote: they say which fact they are of, and in which language they tell it.

use serde_json::Value;

use super::Ground;
use crate::labelled::{Row, plain_id};
use crate::text::Language;

/// What a row tells of its fact.
pub(super) struct ExportedRow {
    pub(super) fact: String,
    pub(super) language: Language,
    pub(super) answer: String,
    /// What stands on its button, if that is told.
    pub(super) label: Option<String>,
}

/// Nothing where the row does not say which fact it is of: under `fact`, or in Azure's `Metadata`.
pub(super) fn told(row: &Row, ground: &Ground) -> Option<ExportedRow> {
    let Ground::Answer(answer) = ground else { return None };
    let text = |column: &str| row.fields.get(column).and_then(Value::as_str).map(str::trim);
    let (fact, language, answer, label) = match (text("fact"), text("metadata")) {
        (Some(fact), _) => (fact, text("language"), answer.clone(), text("button")),
        // Azure writes the end of a line as two signs.
        (None, Some(metadata)) => {
            let of = |key| of(metadata, key);
            (of("fact")?, of("language"), answer.replace("\\n", "\n"), of("button"))
        }
        (None, None) => return None,
    };
    let is_id = plain_id(fact).as_deref() == Some(fact);
    let named = Language::ALL.into_iter().find(|one| Some(one.code()) == language);
    let label = label.filter(|label| !label.is_empty()).map(str::to_string);
    is_id.then(|| ExportedRow {
        fact: fact.to_string(),
        language: named.unwrap_or_else(|| Language::of(&answer)),
        answer,
        label,
    })
}

/// Whether a row says which fact it is of.
pub(super) fn is_exported(row: &Row) -> bool {
    let text = |column: &str| row.fields.get(column).and_then(Value::as_str);
    text("fact").is_some() || text("metadata").is_some_and(|metadata| of(metadata, "fact").is_some())
}

/// A value of `key:value|key:value`.
fn of<'m>(metadata: &'m str, key: &str) -> Option<&'m str> {
    metadata.split('|').find_map(|pair| pair.trim().strip_prefix(key)?.strip_prefix(':')).map(str::trim)
}
