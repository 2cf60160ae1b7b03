//! `citebot check`: is the base sound?

use std::io::{self, Write};

use super::Status;
use super::ask::Form;
use crate::facts::{Base, Files, load};
use crate::findings::Finding;

/// Writes everything that is wrong with a base, or how much it holds. Bad if something is wrong.
///
/// # Errors
/// When `out` takes no more.
pub fn report(files: &Files, form: Form, out: &mut dyn Write) -> io::Result<Status> {
    let (findings, counts) = match load(files) {
        Ok(base) => (beyond_loading(&base), counts(&base)),
        Err(findings) => (findings, String::new()),
    };
    for finding in &findings {
        match form {
            Form::Text => writeln!(out, "{}", rendered(finding))?,
            Form::Json => writeln!(out, "{}", json(finding))?,
        }
    }
    if findings.is_empty() && form == Form::Text {
        writeln!(out, "sound: {counts}")?;
    }
    Ok(if findings.is_empty() { Status::Good } else { Status::Bad })
}

/// What is wrong with a base that could be loaded: the place where `check::check` goes in.
fn beyond_loading(_base: &Base) -> Vec<Finding> {
    Vec::new()
}

fn counts(base: &Base) -> String {
    let Base { facts, gaps, small_talk, words: _, sources } = base;
    let count = |number: usize, one: &str| format!("{number} {one}{}", if number == 1 { "" } else { "s" });
    format!(
        "{}, {}, {} of small talk, {}",
        count(facts.len(), "fact"),
        count(gaps.len(), "gap"),
        count(small_talk.len(), "piece"),
        count(sources.len(), "source")
    )
}

/// A finding as people read it: where, which rule, what, and how to mend it.
pub fn rendered(finding: &Finding) -> String {
    let (line, column) = finding.place.line_column();
    let hint = finding.hint.as_ref().map(|hint| format!("\n  hint: {hint}")).unwrap_or_default();
    format!("{}:{line}:{column}: [{}] {}{hint}", finding.place.file.name, finding.rule.name(), finding.message)
}

fn json(finding: &Finding) -> String {
    let (line, column) = finding.place.line_column();
    serde_json::json!({
        "file": finding.place.file.name,
        "line": line,
        "column": column,
        "rule": finding.rule.name(),
        "message": finding.message,
        "hint": finding.hint,
    })
    .to_string()
}
