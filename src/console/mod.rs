//! How do people talk to us? The console: at a terminal, or line by line.

mod commands;
mod editor;
mod phrases;
mod places;
mod screen;
mod session;
mod wrap;

pub use commands::{Choice, Command, Input, Wrong, parse};
pub use editor::{Editor, talk};
pub use session::{Heard, Ready, Session, run};
