//! Tests of the whole, from outside.

#![allow(clippy::disallowed_methods, reason = "tests may read files")]

mod ahead;
mod batch;
mod check;
mod cli;
mod concerns;
mod console;
mod conversations;
mod cost;
mod driver;
mod eval;
mod evidence;
mod export;
mod help;
mod hostile;
mod import;
mod import_forms;
mod import_hostile;
mod kinds;
mod layers;
mod licences;
mod mutations;
#[cfg(feature = "postgres")]
mod postgres;
mod properties;
mod questions;
mod readme;
mod record;
mod report;
mod review;
mod schema;
mod settings;
mod shown;
mod suggest;
mod telegram;
mod variants;
mod verdicts;
mod workshop;
