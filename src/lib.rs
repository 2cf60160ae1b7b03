//! citebot answers questions about an article from a curated base of sourced facts.

pub mod check;
pub mod conversation;
pub mod document;
pub mod facts;
pub mod findings;
pub mod matching;
pub mod reply;
pub mod sources;
pub mod text;
