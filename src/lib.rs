//! citebot answers questions about an article from a curated base of sourced facts.
//!
//! Read from the top: each module imports only from those above it.

// How files are read, and what may be shown.
pub mod disk;

pub mod shown;

pub mod mask;

// How work is shared among threads.
pub mod parallel;

// How one loop takes many numbers at once.
pub mod simd;

// What is wrong in a file, and how files are read so that everything wrong is found.
pub mod findings;

pub mod document;

// How words compare.
pub mod text;

// What the article says; what may be said.
pub mod sources;

pub mod facts;

// What a file of examples holds.
pub mod labelled;

// The base without some of its phrasings.
pub mod left_out;

// From a question to what comes of it.
pub mod matching;

pub mod conversation;

pub mod reply;

// Is the base sound, how is one made of examples or of a text, what should it answer, and how good is the matching?
pub mod check;

pub mod import;

pub mod export;

pub mod draft;

pub mod workshop;

pub mod variants;

pub mod evaluate;

// What waits for its answer; what was asked in vain, and what to make of it.
mod database;

pub mod inbox;

pub mod journal;

pub mod review;

// What to write next.
pub mod suggest;

// How people talk to it.
pub mod lines;

pub mod pick;

pub mod config;

pub mod telegram;

pub mod commands;

pub mod console;
