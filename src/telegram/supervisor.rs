//! What systemd is told, where it started us: that the bot is up, that it lives, and that it is about to end.

use std::convert::Infallible;
use std::future::pending;
use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::deal::now;
use super::desk::current::Current;

/// So many signs of life within the time after which systemd takes us for dead.
const BEATS: u32 = 3;

/// What is told.
#[derive(Debug, Clone, Copy)]
pub(super) enum State {
    /// The bot answers from now on.
    Up,
    /// It lives.
    Alive,
    /// It ends.
    Ending,
}

/// Tells systemd, if that is who started us.
#[cfg(unix)]
pub(super) fn tell(state: State) {
    use sd_notify::NotifyState::{Ready, Stopping, Watchdog};
    let state = match state {
        State::Up => Ready,
        State::Alive => Watchdog,
        State::Ending => Stopping,
    };
    if let Err(error) = sd_notify::notify(&[state]) {
        tracing::warn!(%error, "systemd could not be told how the bot is");
    }
}

#[cfg(not(unix))]
pub(super) fn tell(_: State) {}

/// Tells systemd that the bot lives for as long as it does, where that wants to know. It is to run in the task that takes
/// updates, and takes the locks that each answer takes: if one of them hangs, so does this.
pub(super) async fn live(current: &Current) -> Infallible {
    let Some(patience) = patience() else { return pending().await };
    let mut beat = interval(patience / BEATS);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        beat.tick().await;
        current.desk().chats.sweep(now());
        tell(State::Alive);
    }
}

/// How long systemd waits for a sign of life; none if for ever.
#[cfg(unix)]
fn patience() -> Option<Duration> {
    sd_notify::watchdog_enabled().filter(|patience| !patience.is_zero())
}

#[cfg(not(unix))]
fn patience() -> Option<Duration> {
    None
}
