//! The command line as it is typed.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// The order of the help: examples before options.
const HELP: &str = "\
{about-with-newline}
Examples:
  citebot                                  start the console
  citebot ask \"Who wrote the article?\"
  citebot ask --why 这篇文章是谁写的？        answer, and tell how it came about
  citebot ask - < questions.txt            one question a line
  citebot facts wrote                      list what a few letters pick
  citebot check                            find what is wrong with the base
  citebot import faq.csv --into my-base    make a base of labelled questions

{usage-heading} {usage}

{all-args}{after-help}";

const AFTER_HELP: &str = "\
Exit status: 0 answered (or sound, or listed), 1 not answered (or findings, or none), 2 error.
Settings come from flags, then CITEBOT_BASE, CITEBOT_LANG and CITEBOT_WORD_TABLE,
then `.env` in the current folder.";

/// The command line as it is typed.
#[derive(Debug, Parser)]
#[command(
    name = "citebot",
    version,
    about = "Answers questions about an article, and names the paragraph that tells it"
)]
#[command(help_template = HELP, after_help = AFTER_HELP, max_term_width = 100)]
pub(super) struct RawArguments {
    #[command(flatten)]
    pub(super) settings: RawSettings,
    /// Console: keep no history of what was typed
    #[arg(long)]
    pub(super) no_history: bool,
    #[command(subcommand)]
    pub(super) command: Option<RawCommand>,
}

#[derive(Debug, Args)]
pub(super) struct RawSettings {
    /// Read the base in this folder (`answers/` and `seeds/`), not the one compiled in
    #[arg(long, value_name = "DIR", global = true)]
    pub(super) base: Option<PathBuf>,
    /// Reply in this language; `auto` takes the question's own
    #[arg(long, value_name = "LANG", global = true)]
    pub(super) lang: Option<RawLanguage>,
    /// Compare words and letters only, not what words mean
    #[arg(long, global = true)]
    pub(super) no_word_table: bool,
    /// When to color; `auto` heeds `NO_COLOR` and `TERM=dumb`
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub(super) color: RawColor,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum RawLanguage {
    En,
    Zh,
    Auto,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum RawWordTable {
    On,
    Off,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum RawColor {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum RawCommand {
    /// Answer a question; `-` or a pipe: one a line, each on its own
    Ask {
        /// The question; its words are joined
        question: Vec<OsString>,
        /// Write one JSON object a line
        #[arg(long)]
        json: bool,
        /// Read one JSON object a line, `{"id", "q"}` and maybe `"chat"`, and answer in the same order
        #[arg(long, requires = "json", conflicts_with = "question")]
        batch: bool,
        /// Tell how each answer came about
        #[arg(long)]
        why: bool,
    },
    /// List the facts that can be asked for, by topic
    Facts {
        /// A few letters of an id or a question
        pattern: Vec<OsString>,
        /// Write one JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Find everything that is wrong with the base
    Check {
        /// Write one JSON object with all findings
        #[arg(long)]
        json: bool,
        /// Fail on warnings as well
        #[arg(long)]
        strict: bool,
        /// Hold the record of the article against its text, too
        #[arg(long, value_name = "FILE")]
        text: Option<PathBuf>,
    },
    /// Score the base on labelled questions
    Eval {
        /// Questions with what is wanted: a `.jsonl`, `.csv` or `.tsv`; several are scored one by one and together;
        /// without a file, near misses and slips are made of the base's own phrasings
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Write one JSON object with all figures
        #[arg(long)]
        json: bool,
        /// How many threads ask; 0 for one on each processor
        #[arg(long, value_name = "N", default_value_t = 1)]
        threads: usize,
    },
    /// Make a base of labelled questions
    Import {
        /// Rows of `text` and `intent`, or of `question` and `answer`, in a `.jsonl`, `.csv` or `.tsv`
        file: PathBuf,
        /// The folder to make the base in: a new one, or an empty one
        #[arg(long, value_name = "DIR")]
        into: PathBuf,
    },
    /// Write the completions for a shell
    Completions {
        /// Which shell
        shell: Shell,
    },
}
