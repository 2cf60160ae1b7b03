//! `citebot facts [PATTERN]`: what the base can tell, by topic.

use std::io::{self, Write};

use super::Status;
use super::ask::OutputFormat;
use crate::facts::Base;
use crate::pick::Picker;
use crate::reply::json;
use crate::reply::listing::{ListRow, rows};
use crate::text::Language;

/// Lists the facts that `pattern` picks; an empty one picks all. Bad if there are none.
///
/// # Errors
/// When `out` takes no more.
pub fn list(
    base: &Base,
    pattern: &str,
    language: Language,
    form: OutputFormat,
    out: &mut dyn Write,
) -> io::Result<Status> {
    let facts = Picker::new(base).pick(pattern);
    match form {
        OutputFormat::Json => {
            for fact in &facts {
                writeln!(out, "{}", json::fact_line(base, base.fact(*fact), language))?;
            }
        }
        OutputFormat::Text => {
            for row in rows(base, &facts, language) {
                match row {
                    ListRow::Topic(topic) => writeln!(out, "{topic}")?,
                    ListRow::Fact(id, label) => writeln!(out, "  {id}  {label}")?,
                }
            }
        }
    }
    Ok(if facts.is_empty() { Status::Bad } else { Status::Good })
}
