//! How is a base changed, so that nothing of it is lost? Each change is planned, shown with what it brings about, and
//! written whole or not at all.

mod add;
mod edit;
mod effects;
mod near;
mod record;
mod source;
mod store;

pub use add::{Entry, add};
pub use edit::{Edits, edit, remove};
pub use effects::{Effects, effects};
pub use record::{Revision, new_record, update_record};
pub use source::{add_source, remove_source, rename_source};
pub use store::{Stored, undo, write};

use std::path::PathBuf;
use std::sync::Arc;

use crate::facts::Files;
use crate::findings::File;

/// What is done to a base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// An entry comes.
    Add(Entry),
    /// The entry with this id changes.
    Edit(String, Edits),
    /// The entry with this id goes.
    Remove(String),
    /// A text comes as a further source, with drafts of its sentences.
    AddSource(PathBuf),
    /// The source with this id goes.
    RemoveSource(String),
    /// The source with this id gets another one.
    RenameSource(String, String),
}

/// Whether a change is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It is written.
    Write,
    /// It is only shown.
    DryRun,
}

/// A change of a base: which files become what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The id of the entry or source that it is about.
    pub id: String,
    /// What it does, as in "add `parking`".
    pub what: String,
    /// The files that change.
    pub changes: Vec<Change>,
}

/// What becomes of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its name in the base's folder.
    pub name: String,
    /// Its text as it was; none for a new file.
    pub before: Option<String>,
    /// Its text as it will be; none where the file goes.
    pub after: Option<String>,
}

impl Plan {
    /// Does what another plan does after this one, which it was made on.
    pub fn append(&mut self, next: Self) {
        for change in next.changes {
            match self.changes.iter_mut().find(|known| known.name == change.name) {
                Some(known) => known.after = change.after,
                None => self.changes.push(change),
            }
        }
    }

    /// The files of the base as they will be.
    pub fn applied_to(&self, files: &Files) -> Files {
        let mut files = Files { sources: files.sources.clone(), answers: files.answers.clone() };
        for Change { name, after, .. } in &self.changes {
            let folder = if name.starts_with("seeds/") { &mut files.sources } else { &mut files.answers };
            folder.retain(|other| other.name != *name);
            folder.extend(after.clone().map(|text| Arc::new(File { name: name.clone(), text })));
            folder.sort_by(|one, other| one.name.cmp(&other.name));
        }
        files
    }
}

impl Change {
    /// The lines that come and go, each with `+` or `-` before it.
    pub fn lines(&self) -> Vec<String> {
        let before: Vec<&str> = self.before.as_deref().unwrap_or_default().lines().collect();
        let after: Vec<&str> = self.after.as_deref().unwrap_or_default().lines().collect();
        let mut same_start = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
        let rest = before.len().min(after.len()) - same_start;
        let mut same_end =
            before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(one, other)| one == other).count();
        let longer = if before.len() > after.len() { &before } else { &after };
        let up = lines_up(longer, same_start, longer.len() - same_end);
        (same_start, same_end) = (same_start - up, same_end + up);
        let gone = before[same_start..before.len() - same_end].iter().map(|line| format!("- {line}"));
        let come = after[same_start..after.len() - same_end].iter().map(|line| format!("+ {line}"));
        gone.chain(come).collect()
    }
}

/// How many lines farther up the stretch from `start` to `end` may begin, so that it begins with an entry: where two
/// entries begin alike, a comparison line by line can't tell which of them has gone, and a reader looks for a whole one.
fn lines_up(lines: &[&str], start: usize, end: usize) -> usize {
    let moves = (0..start).rev().zip((start..end).rev()).take_while(|(above, last)| lines[*above] == lines[*last]);
    let begins_entry = |up: &usize| {
        let mut own = lines[start - up..end - up].iter();
        own.find(|line| !line.is_empty()).is_some_and(|line| line.starts_with("[["))
    };
    (0..=moves.count()).find(begins_entry).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Change;

    #[test]
    fn a_change_is_shown_by_the_lines_that_come_and_go() {
        for (before, after, expected) in [
            (None, "a\nb\n", "+ a|+ b"),
            (Some("a\nb\n"), "a\nb\nc\n", "+ c"),
            (Some("a\nb\nc\n"), "a\nx\nc\n", "- b|+ x"),
            (Some("a\na\n"), "a\n", "- a"),
            (Some("a\n"), "a\n", ""),
            (Some("[[a]]\nb\n[[a]]\nc\n[[a]]\nd\n"), "[[a]]\nb\n[[a]]\nd\n", "- [[a]]|- c"),
            (Some("[[a]]\nb\n]\n"), "[[a]]\nb\n]\n\n[[a]]\nc\n]\n", "+ |+ [[a]]|+ c|+ ]"),
        ] {
            let change =
                Change { name: "f".into(), before: before.map(str::to_string), after: Some(after.to_string()) };
            assert_eq!(change.lines().join("|"), expected, "{before:?} {after:?}");
        }
    }
}
