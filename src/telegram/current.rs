//! The bot as it is now: another one after each change of the base.

use std::sync::{Arc, PoisonError, RwLock};

use super::bot::Bot;

/// The bot that takes what comes from now on.
#[derive(Clone)]
pub(super) struct Current(Arc<RwLock<Arc<Bot>>>);

impl Current {
    pub(super) fn new(bot: Arc<Bot>) -> Self {
        Self(Arc::new(RwLock::new(bot)))
    }

    /// The bot; who holds it goes on with it.
    pub(super) fn bot(&self) -> Arc<Bot> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another in its place, made of the one before.
    pub(super) fn replace(&self, make: impl FnOnce(&Bot) -> Bot) {
        let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
        *current = Arc::new(make(&current));
    }
}
