//! Going on with what the base's files become, and reading them anew when an admin wants it.

use std::fmt;
use std::path::PathBuf;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};

use crate::facts::Base;
use crate::journal::{Applied, Proposal};
use crate::matching::Prepared;
use crate::pick::Picker;
use crate::telegram::deal::now;
use crate::telegram::desk::Desk;
use crate::telegram::desk::current::Current;
use crate::telegram::desk::press::Keys;
use crate::telegram::desk::service::{Counts, Reloaded, Reloading};
use crate::text::WordTable;

/// What the files of a base became: a base, or what is wrong with them.
pub type Change = Result<Base, String>;

/// Reads the files of a base as they are now.
pub type Read = Box<dyn Fn() -> Change + Send + Sync>;

/// Writes proposals into the files of a base.
pub type Apply = Box<dyn Fn(&[Proposal]) -> anyhow::Result<Applied> + Send + Sync>;

/// Takes back the last change of the files of a base, and tells what that was.
pub type Undo = Box<dyn Fn() -> anyhow::Result<String> + Send + Sync>;

/// How the files of a base are changed.
pub struct Door {
    /// Writes proposals.
    pub apply: Apply,
    /// Takes back the last change.
    pub undo: Undo,
}

/// The files that the base was read from.
pub struct Origin {
    /// Their folder.
    pub folder: PathBuf,
    /// Reads them anew.
    pub read: Read,
    /// Changes them.
    pub door: Door,
    /// What they become, where they are watched.
    pub changes: Option<Receiver<Change>>,
}

impl fmt::Debug for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Origin").field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// Puts bases in place of the one before, one at a time.
pub(super) struct Reloader {
    current: Current,
    table: WordTable,
    read: Option<Read>,
    door: Option<Door>,
    turn: Mutex<()>,
}

impl Reloader {
    /// One that reads the base with `read`; a base that is compiled in has none.
    pub(super) fn new(current: Current, table: WordTable, read: Option<Read>) -> Self {
        Self { current, table, read, door: None, turn: Mutex::new(()) }
    }

    /// The same, which can change the files as well.
    #[must_use]
    pub(super) fn with_door(self, door: Option<Door>) -> Self {
        Self { door, ..self }
    }

    /// Writes proposals into the files, and answers from these at once; none where there are no files.
    pub(super) fn apply(&self, proposals: &[Proposal]) -> Option<anyhow::Result<Applied>> {
        let applied = (self.door.as_ref()?.apply)(proposals);
        if applied.as_ref().is_ok_and(|applied| !applied.written.is_empty()) {
            self.reload();
        }
        Some(applied)
    }

    /// Takes back the last change of the files, and answers without it at once; none where there are no files.
    pub(super) fn undo(&self) -> Option<anyhow::Result<String>> {
        let undone = (self.door.as_ref()?.undo)();
        if undone.is_ok() {
            self.reload();
        }
        Some(undone)
    }

    /// Goes on with each change that the watcher tells of. A message in hand is answered from the base that it came to.
    ///
    /// What the watcher read may be older by now than what an admin has written, so the files are read as they are.
    pub(super) fn follow(&self, changes: &Receiver<Change>) {
        for change in changes {
            let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
            self.take(self.read.as_ref().map_or(change, |read| read()));
        }
    }

    /// Reads the base anew at once.
    pub(super) fn reload(&self) -> Reloaded {
        let Some(read) = &self.read else { return Reloaded::CompiledIn };
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.take(read())
    }

    /// A sound base is put in place whole; findings leave the one before at work.
    fn take(&self, change: Change) -> Reloaded {
        let service = Arc::clone(&self.current.desk().service);
        match change {
            Ok(base) => {
                let counts = Counts::of(&base);
                self.replace(base);
                service.note_reload(Reloading::Sound);
                tracing::info!(facts = counts.facts, "the base has changed");
                Reloaded::Sound(counts)
            }
            Err(findings) => {
                service.note_reload(Reloading::failed(&findings, now()));
                tracing::error!(%findings, "the base has changed, and is not sound: the one before goes on");
                Reloaded::Unsound(findings)
            }
        }
    }

    fn replace(&self, base: Base) {
        let (picker, keys) = (Picker::new(&base), Arc::new(Keys::new(&base)));
        let prepared = Prepared::with(base, self.table);
        prepared.matcher().warm();
        self.current.replace(|before| Desk {
            prepared,
            picker,
            chats: before.chats.for_another_base(Arc::clone(&keys)),
            keys,
            me: before.me.clone(),
            language: before.language,
            keep: before.keep,
            loaded: now(),
            service: Arc::clone(&before.service),
        });
    }
}

#[cfg(test)]
mod tests;
