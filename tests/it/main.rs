//! Tests of the whole, from outside.

#![allow(clippy::disallowed_methods, reason = "tests may read files")]

mod cli;
mod console;
