//! What was erased stands in the log of writes until that is emptied, which whoever reads just then holds back.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::time::sleep;
use tracing::warn;

use crate::database::{Pool, empty_log};

/// Pauses before each further try; the last one is repeated.
const PAUSES: [Duration; 5] = [
    Duration::from_millis(50),
    Duration::from_millis(200),
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
];
/// Tries in all: half an hour. No reader takes as long but one that forgot to end; the next thing erased tries again.
const MOST_TRIES: usize = 900;

/// Empties the log of writes, however long it takes; its clones are one.
#[derive(Debug, Clone)]
pub(super) struct Emptying {
    pool: Pool,
    under_way: Arc<AtomicBool>,
}

impl Emptying {
    pub(super) fn new(pool: Pool) -> Self {
        Self { pool, under_way: Arc::default() }
    }

    /// Empties the log at once, or in the background where somebody reads from it.
    pub(super) async fn begin(&self) {
        if empty_log(&self.pool).await || self.under_way.swap(true, Ordering::Relaxed) {
            return;
        }
        let (pool, under_way) = (self.pool.clone(), Arc::clone(&self.under_way));
        tokio::spawn(async move {
            if !tried(&pool).await && !pool.is_closed() {
                warn!("what was erased may stand in the journal's log of writes still: somebody reads it all the time");
            }
            under_way.store(false, Ordering::Relaxed);
        });
    }
}

/// Tries until the log is empty; whether it is.
async fn tried(pool: &Pool) -> bool {
    let pauses = PAUSES.into_iter().chain(std::iter::repeat(PAUSES[PAUSES.len() - 1]));
    for pause in pauses.take(MOST_TRIES) {
        sleep(pause).await;
        if pool.is_closed() {
            return false;
        }
        if empty_log(pool).await {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::journal::Reason;
    use crate::journal::tests::{QUESTION, another, bytes, fresh, holds, in_vain};
    use sqlx::Executor;
    use std::fs;
    use std::path::Path;
    use std::time::Duration;

    /// Bytes of the log of writes.
    fn log(path: &Path) -> Vec<u8> {
        fs::read(path.with_extension("sqlite-wal")).unwrap_or_default()
    }

    #[tokio::test]
    async fn what_is_forgotten_leaves_the_log_also_while_somebody_reads() {
        let (_folder, path, journal) = fresh().await;
        journal.record(&in_vain(7, QUESTION, Reason::Refused), 1).await.unwrap();
        let mut reader = another(&path).await;
        reader.execute("BEGIN; SELECT * FROM in_vain").await.unwrap();
        assert_eq!(journal.forget(7).await.unwrap(), 1);
        // The reader holds on to what it saw, and so the log to the words.
        assert!(holds(&log(&path), QUESTION));
        // Others may write meanwhile.
        journal.record(&in_vain(8, "another", Reason::Refused), 2).await.unwrap();
        reader.execute("ROLLBACK").await.unwrap();
        let emptied = async {
            while holds(&log(&path), QUESTION) {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), emptied).await.unwrap();
        assert!(!holds(&bytes(&path), QUESTION));
    }
}
