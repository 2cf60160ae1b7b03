//! For how long a program may serve what it took.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// For how long a program may serve what it took: for ever where nobody shares the inbox, else as long as the store knows
/// of it. Its clones are one.
#[derive(Debug, Clone, Default)]
pub struct Term(Arc<AtomicBool>);

impl Term {
    /// Whether it is over: somebody else may serve what was taken.
    pub fn is_over(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    /// Ends it.
    #[cfg(feature = "postgres")]
    pub(super) fn end(&self) {
        self.0.store(true, Ordering::Release);
    }
}
