//! What is wrong in a file, and where: the one shape of every complaint about the base.

mod kept;
mod rule;

pub use kept::Findings;
pub use rule::{Explanation, Rule, Severity};

use std::ops::Range;
use std::sync::Arc;

use strsim::damerau_levenshtein;

/// A file of the base as it was read: its name as people see it, and its text.
#[derive(Debug, PartialEq, Eq)]
pub struct File {
    /// Path relative to the base's folder, as in `answers/event.toml`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// A stretch of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file it lies in.
    pub file: Arc<File>,
    /// Bytes of the file's text.
    pub span: Range<usize>,
}

impl Place {
    /// Line and column, both from 1; the column counts characters.
    pub fn line_column(&self) -> (usize, usize) {
        let before = &self.file.text[..self.start()];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }

    /// The line that the place begins on, without its line end.
    pub fn line_text(&self) -> &str {
        let text = &self.file.text;
        let start = text[..self.start()].rfind('\n').map_or(0, |at| at + 1);
        let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        text[start..end].trim_end_matches('\r')
    }

    /// The marked text, up to the end of its first line.
    pub fn marked(&self) -> &str {
        let text = &self.file.text;
        let marked = text.get(self.start()..self.span.end.max(self.start())).unwrap_or("");
        marked.lines().next().unwrap_or("")
    }

    /// The start of the span, moved back to a character boundary inside the text.
    fn start(&self) -> usize {
        self.file.text.floor_char_boundary(self.span.start)
    }
}

/// One thing that is wrong, with the place to look at and a way to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that is broken.
    pub rule: Rule,
    /// Where.
    pub place: Place,
    /// What was found and what was expected: lower case, names in back-ticks, no full stop.
    pub message: String,
    /// How to mend it, where that can be said.
    pub hint: Option<String>,
    /// What mends it, where there is one way only.
    pub fix: Option<Fix>,
}

/// A change of a file that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// Bytes of the file that go.
    pub span: Range<usize>,
    /// What comes in their place.
    pub text: String,
}

impl Fix {
    /// What takes an item out of a list, with its comma, and the line that it leaves empty.
    pub fn without_item(place: &Place) -> Self {
        let text = &place.file.text;
        let blanks = |from: usize| from + text[from..].len() - text[from..].trim_start_matches([' ', '\t']).len();
        let mut end = blanks(place.span.end);
        if text[end..].starts_with(',') {
            end = blanks(end + 1);
        }
        let before = &text[..place.span.start];
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let span = match text[end..].chars().next() {
            Some('\n') if before[line..].trim().is_empty() => line..end + 1,
            Some('\n') => before.trim_end().len()..end,
            Some(']') => before.trim_end().trim_end_matches(',').len()..end,
            _ => place.span.start..end,
        };
        Self { span, text: String::new() }
    }
}

impl Finding {
    /// A word that is none of those known: the one that was probably meant mends it, and otherwise the hint is another.
    pub fn misspelt<'a>(
        (rule, place, message): (Rule, Place, String),
        typed: &str,
        known: impl IntoIterator<Item = &'a str>,
        otherwise: impl FnOnce() -> String,
    ) -> Self {
        let near = did_you_mean(typed, known);
        let hint = near.map_or_else(otherwise, |near| format!("did you mean `{near}`?"));
        let fix = near.map(|near| Fix { span: place.span.clone(), text: as_written(&place, near) });
        Self { rule, place, message, hint: Some(hint), fix }
    }
}

/// A word in the quotation marks that stand around the one at `place`.
fn as_written(place: &Place, word: &str) -> String {
    match place.marked().chars().next() {
        Some(quote @ ('"' | '\'')) => format!("{quote}{word}{quote}"),
        _ => word.to_string(),
    }
}

/// The name among `known` that `typed` was probably meant to be: at most a third of its letters off.
pub fn did_you_mean<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (damerau_levenshtein(typed, name), name))
        .filter(|(distance, name)| *distance <= name.chars().count().div_ceil(3))
        .min()
        .map(|(_, name)| name)
}
