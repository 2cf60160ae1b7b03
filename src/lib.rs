//! citebot answers questions about an article from a curated base of sourced facts.

pub mod findings;
pub mod document;
pub mod text;
pub mod sources;
pub mod facts;
pub mod matching;
pub mod conversation;
pub mod reply;
pub mod lines;
pub mod pick;
pub mod config;
pub mod commands;
pub mod console;
