//! A base whose files are watched: what they become is read at once.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::{check, files};
use crate::check::render::Colors;
use crate::config::BaseFolder;
use crate::facts::load;
pub use crate::telegram::Change;

/// An editor writes a file in several steps: what comes within this time is one change.
const SETTLING: Duration = Duration::from_millis(150);

/// Watches a base; none where it can't be watched, which the log tells.
pub fn watch(folder: &BaseFolder) -> Option<Receiver<Change>> {
    let (tell, told) = channel();
    let (note, noted) = channel();
    let begin = || -> notify::Result<RecommendedWatcher> {
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let changes = event.as_ref().is_ok_and(|event| !event.kind.is_access());
            if changes {
                // Who no longer listens is gone.
                let _ = note.send(());
            }
        })?;
        for part in ["answers", "seeds"] {
            watcher.watch(&folder.path.join(part), RecursiveMode::NonRecursive)?;
        }
        Ok(watcher)
    };
    let watcher = begin().inspect_err(|error| tracing::warn!(%error, "the base can't be watched")).ok()?;
    let folder = folder.clone();
    thread::spawn(move || follow(&folder, &noted, &tell, watcher));
    Some(told)
}

/// Reads the base after each change, until nobody wants to know. The watcher lives as long.
fn follow(folder: &BaseFolder, noted: &Receiver<()>, tell: &Sender<Change>, watcher: RecommendedWatcher) {
    while noted.recv().is_ok() {
        while noted.recv_timeout(SETTLING) != Err(RecvTimeoutError::Timeout) {}
        if tell.send(read(folder)).is_err() {
            break;
        }
    }
    drop(watcher);
}

/// Reads the base as its files are now.
pub fn read(folder: &BaseFolder) -> Change {
    let files = files(Some(folder)).map_err(|error| format!("{error:#}"))?;
    load(&files).map_err(|findings| {
        let mut text = Vec::new();
        // Nothing that is written into memory can fail.
        let _ = check::explain(&findings, Colors::Off, &mut text);
        String::from_utf8_lossy(&text).into_owned()
    })
}
