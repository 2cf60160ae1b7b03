//! The desk as it is now: another one after each change of the base.

use std::sync::{Arc, PoisonError, RwLock};

use super::Desk;

/// The desk that takes what comes from now on.
#[derive(Clone)]
pub(crate) struct Current(Arc<RwLock<Arc<Desk>>>);

impl Current {
    pub(crate) fn new(desk: Arc<Desk>) -> Self {
        Self(Arc::new(RwLock::new(desk)))
    }

    /// The desk; who holds it goes on with it.
    pub(crate) fn desk(&self) -> Arc<Desk> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another in its place, made of the one before.
    pub(crate) fn replace(&self, make: impl FnOnce(&Desk) -> Desk) {
        let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
        *current = Arc::new(make(&current));
    }
}
