//! The command line as it is typed.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::examples;
use crate::export::ExportFormat;

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
  citebot new my-base --text rules.md      make a base of a text
  citebot --base my-base add               add a fact to it
  citebot record --text article.txt        record a text that may not be published
  citebot import faq.xlsx --into my-base   make a base of questions and answers
  citebot telegram                         answer in Telegram (TELOXIDE_TOKEN)
  citebot review                           list what was asked in vain

{usage-heading} {usage}

{all-args}{after-help}";

const AFTER_HELP: &str = "\
Exit status: 0 answered (or sound, or listed), 1 not answered (or findings, or none), 2 error.
Settings come from flags, then variables that begin with CITEBOT_ or TELOXIDE_, then `.env` in the
current folder. `.env.example` explains each.";

const NEW_HELP: &str = "\
Each sentence becomes a draft fact with questions made by rules; the bot answers from them at once.";

const RECORD_HELP: &str = "\
For a text that may not be published. Its record in `seeds/` holds a fingerprint of each paragraph,
the names and figures in it, and what you write of it under `says`. Run it again when the text has
changed: what you wrote stays, and it says which facts no longer say what stands there.";

const EXPORT_HELP: &str = "\
A fact is a row in each language: `fact` (its id), `question`, `also` (further ways to ask), `answer`,
`topic`, `paragraphs`, `source`. What rows have no room for is named. A cell that a spreadsheet would
run as a formula has a `'` before it, which `import` takes away again.";

const IMPORT_HELP: &str = "\
What it is, is seen by what is in it:
  tables       .csv .tsv .xlsx .xls .ods .jsonl, or lists of objects in .json and .yml; the first row
               names `question` and `answer`, or `text` and `intent`, and perhaps `also`
  chatbots     QnA Maker and Azure (.tsv .xlsx .json), QnABot, Rasa (a folder), Dialogflow ES (.zip),
               Botpress, nlp.js, ChatterBot, intents.json
  pages        .md with questions as headings, bold lines or `Q:`; .html with a FAQPage of schema.org
Markup becomes plain text. Nothing is written while anything is wrong, unless `--skip-bad` is given.";

/// The command line as it is typed.
#[derive(Debug, Parser)]
#[command(name = "citebot", version, about = "Answers questions about a text, and names the paragraph that tells it")]
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
    /// Read the base in this folder (`answers/` and `seeds/`) [default: the current folder where
    /// `answers/base.toml` is in it, else the program's own]
    #[arg(long, value_name = "DIR", global = true)]
    pub(super) base: Option<PathBuf>,
    /// Reply in this language; `auto` takes the question's own
    #[arg(long, value_name = "LANG", global = true)]
    pub(super) lang: Option<RawLanguage>,
    /// Compare words and letters only, not what words mean
    #[arg(long, global = true)]
    pub(super) no_word_table: bool,
    /// Judge by the weights in this file, which `citebot fit` made, not by those in the program
    #[arg(long, value_name = "FILE", global = true, hide = true)]
    pub(super) judgement: Option<PathBuf>,
    /// When to color; `auto` heeds `NO_COLOR` and `TERM=dumb`
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub(super) color: RawColor,
}

#[derive(Debug, Subcommand)]
pub(super) enum RawSourceCommand {
    /// Add a text, with a draft fact for each sentence
    #[command(before_help = examples::SOURCE_ADD)]
    Add {
        /// A `.md` or `.txt` file
        file: PathBuf,
    },
    /// Remove a text that no fact rests on
    #[command(before_help = examples::SOURCE_REMOVE)]
    Remove {
        /// Its name, without the ending
        id: String,
    },
    /// Call a text otherwise, wherever it is named
    #[command(before_help = examples::SOURCE_RENAME)]
    Rename {
        /// Its name, without the ending
        id: String,
        /// Its new name
        to: String,
    },
}

/// A fact or gap to add.
#[derive(Debug, Args)]
pub(super) struct RawEntry {
    /// What it says, in your own words; once in each language
    #[arg(long, value_name = "TEXT")]
    pub(super) answer: Vec<String>,
    /// A way to ask for it; may be given several times
    #[arg(long, value_name = "QUESTION")]
    pub(super) ask: Vec<String>,
    /// The number of a paragraph that tells it
    #[arg(long, value_name = "N")]
    pub(super) paragraph: Vec<u32>,
    /// The source that tells it, where the base has several
    #[arg(long, value_name = "ID")]
    pub(super) source: Option<String>,
    /// Its id [default: made of its first question]
    #[arg(long)]
    pub(super) id: Option<String>,
    /// The file in `answers/` that it goes into [default: where its paragraph's facts stand]
    #[arg(long, value_name = "NAME")]
    pub(super) file: Option<String>,
    /// A gap: what people ask and the text doesn't tell
    #[arg(long)]
    pub(super) gap: bool,
}

#[derive(Debug, Clone, Args)]
pub(super) struct RawJournal {
    /// The file of what was asked in vain, instead of `citebot/journal.sqlite` in the state folder
    #[arg(long, value_name = "FILE")]
    pub(super) journal: Option<PathBuf>,
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

#[derive(Debug, Args)]
pub(super) struct RawTelegram {
    /// Read the bot's token from this file, not from `TELOXIDE_TOKEN`
    #[arg(long, value_name = "FILE")]
    pub(super) token_file: Option<PathBuf>,
    #[command(flatten)]
    pub(super) journal: RawJournal,
    /// Keep nothing of what is asked
    #[arg(long, conflicts_with = "journal")]
    pub(super) no_journal: bool,
    /// For how many days questions in vain and votes are kept [default: 90]
    #[arg(long, value_name = "DAYS")]
    pub(super) keep_days: Option<u32>,
    /// How many megabytes of them are kept; the oldest go first [default: 100]
    #[arg(long, value_name = "MB")]
    pub(super) keep_mb: Option<u32>,
    /// How many messages a person may send in a minute; a group, three times as many, but no more than 20 [default: 20]
    #[arg(long, value_name = "N")]
    pub(super) per_minute: Option<u32>,
    /// Who may give the bot the commands `/review`, `/undo`, `/stats`, `/reload` and `/status`: Telegram's ids of people,
    /// with commas between them
    #[arg(long, value_name = "IDS", allow_hyphen_values = true)]
    pub(super) admins: Option<String>,
    /// The chat to which questions are passed on that could not be answered, if their askers want that: Telegram's id of a
    /// person or a group
    #[arg(long, value_name = "CHAT", allow_hyphen_values = true)]
    pub(super) curators: Option<String>,
    /// Write the text of each question into the log
    #[arg(long)]
    pub(super) log_questions: bool,
    /// Write the log as text or as one JSON object a line [default: text]
    #[arg(long, value_name = "FORM")]
    pub(super) log_form: Option<RawLogForm>,
    /// Log lines of this importance and above [default: info]
    #[arg(long, value_name = "LEVEL")]
    pub(super) log_level: Option<RawLogLevel>,
    /// Have Telegram bring the updates to this address, which a proxy with TLS passes on to `--listen`
    #[arg(long, value_name = "URL", conflicts_with = "delete_webhook")]
    pub(super) webhook: Option<String>,
    /// Where to listen for the webhook [default: 127.0.0.1:8443]
    #[arg(long, value_name = "ADDR")]
    pub(super) listen: Option<String>,
    /// Show `/metrics` for Prometheus, `/healthz` and `/readyz` there; a port alone means this machine only
    #[arg(long, value_name = "ADDR")]
    pub(super) metrics: Option<String>,
    /// Remove a webhook that takes the bot's updates
    #[arg(long)]
    pub(super) delete_webhook: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum RawFormat {
    Csv,
    Jsonl,
    Tsv,
}

impl RawFormat {
    pub(super) fn form(self) -> ExportFormat {
        match self {
            Self::Csv => ExportFormat::Csv,
            Self::Jsonl => ExportFormat::JsonLines,
            Self::Tsv => ExportFormat::Azure,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum RawLogLevel {
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum RawLogForm {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
pub(super) enum RawCommand {
    /// Answer a question; `-` or a pipe: one a line, each on its own
    #[command(before_help = examples::ASK)]
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
    #[command(before_help = examples::FACTS)]
    Facts {
        /// A few letters of an id or a question
        pattern: Vec<OsString>,
        /// Write one JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Find everything that is wrong with the base
    #[command(before_help = examples::CHECK)]
    Check {
        /// Write one JSON object with all findings
        #[arg(long)]
        json: bool,
        /// Fail on warnings as well
        #[arg(long)]
        strict: bool,
        /// Show all findings of a rule, not the first three warnings and twenty errors
        #[arg(long)]
        all: bool,
        /// Mend what there is one way to mend; `undo` takes it back
        #[arg(long, conflicts_with = "json")]
        fix: bool,
        /// Tell what a rule does, and why what it finds is bad
        #[arg(long, value_name = "RULE", exclusive = true)]
        explain: Option<String>,
        /// Hold the record of a text against the text itself, too
        #[arg(long, value_name = "FILE")]
        text: Option<PathBuf>,
    },
    /// Score the base on labelled questions
    #[command(before_help = examples::EVAL)]
    Eval {
        /// Questions with what is wanted: a `.jsonl`, `.csv` or `.tsv`; several are scored one by one and together;
        /// without a file, near misses and slips are made of the base's own phrasings
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Write a page with all figures, `report.html`, and `report.json` into a folder: a new one, an empty one, or
        /// that of an earlier report, which is compared with and replaced. Without a file, the base is also asked its
        /// own phrasings, each without itself, and everyday questions that are foreign to it
        #[arg(long, value_name = "DIR")]
        report: Option<PathBuf>,
        /// Compare with the earlier report in this folder instead
        #[arg(long, value_name = "DIR", requires = "report")]
        against: Option<PathBuf>,
        /// Write one JSON object with all figures
        #[arg(long)]
        json: bool,
        /// How many threads ask; 0 for one on each processor
        #[arg(long, value_name = "N", default_value_t = 1)]
        threads: usize,
    },
    /// Fit the judgement, which decides what is answered, on bases with labelled questions
    #[command(before_help = examples::FIT)]
    Fit {
        /// A folder of folders, each with `questions/` and `base/`
        #[arg(value_name = "DIR")]
        dir: PathBuf,
        /// Leave a base out of the fit, by the name of its folder; may be given several times
        #[arg(long, value_name = "NAME")]
        without: Vec<String>,
        /// Write the evidence of every reading of every question to a file, as JSON Lines, and fit nothing
        #[arg(long, value_name = "FILE")]
        rows: Option<PathBuf>,
        /// Write the weights to a file
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Make a base to start from: of a text, or an example
    #[command(before_help = examples::NEW, after_help = NEW_HELP)]
    New {
        /// The folder to make it in: a new one, or an empty one
        #[arg(value_name = "DIR")]
        dir: PathBuf,
        /// A text, `.md` or `.txt`, that the answers rest on; may be given several times
        #[arg(long, value_name = "FILE")]
        text: Vec<PathBuf>,
        /// Labelled questions instead of a text, as `import` takes them
        #[arg(long, value_name = "FILE", conflicts_with = "text")]
        from: Option<PathBuf>,
    },
    /// Add a fact or gap to the base; at a terminal without flags it asks for what it needs
    #[command(before_help = examples::ADD)]
    Add {
        #[command(flatten)]
        entry: RawEntry,
        /// Show what would be written, and write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Change a fact, gap or small talk
    #[command(before_help = examples::EDIT)]
    Edit {
        /// Its id
        id: String,
        /// What it says from now on; once in each language
        #[arg(long, value_name = "TEXT")]
        answer: Vec<String>,
        /// A way to ask for it that comes to it
        #[arg(long, value_name = "QUESTION")]
        ask: Vec<String>,
        /// A way to ask for it that goes
        #[arg(long, value_name = "QUESTION")]
        not_ask: Vec<String>,
        /// The number of a paragraph that it rests on, instead of those it had
        #[arg(long, value_name = "N")]
        paragraph: Vec<u32>,
        /// Show what would be written, and write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Take a fact, gap or small talk out of the base
    #[command(before_help = examples::REMOVE)]
    Remove {
        /// Its id
        id: String,
        /// Show what would be written, and write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Add, remove or rename a text that answers rest on
    #[command(subcommand, before_help = examples::SOURCE)]
    Source(RawSourceCommand),
    /// Make the record of a text that may not be published, or bring it up to date with the text
    #[command(before_help = examples::RECORD, after_help = RECORD_HELP)]
    Record {
        /// The text: plain, or Markdown in a `.md`
        #[arg(long, value_name = "FILE")]
        text: PathBuf,
        /// The name of the record, without the ending [default: the one whose text it is, else the file's name]
        id: Option<String>,
        /// Show what would be written, and write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Take back what `add`, `edit`, `remove`, `source` or `record` did last
    #[command(before_help = examples::UNDO)]
    Undo,
    /// Make a base of questions that you have: a table, an export of a chatbot, a page
    #[command(before_help = examples::IMPORT, after_help = IMPORT_HELP)]
    Import {
        /// The file, or the folder or `.zip` of a chatbot
        file: PathBuf,
        /// The folder to make the base in: a new one, or an empty one
        #[arg(long, value_name = "DIR")]
        into: PathBuf,
        #[command(flatten)]
        columns: RawColumns,
        /// Leave out rows that can't be read, and list them
        #[arg(long)]
        skip_bad: bool,
    },
    /// Suggest what to write next, or write what of it is accepted
    #[command(before_help = examples::SUGGEST)]
    Suggest {
        /// Write these suggestions, by their ids, or `all`
        #[arg(long, value_name = "ID", num_args = 1..)]
        accept: Vec<String>,
        /// Show what would be written, and write nothing
        #[arg(long, requires = "accept")]
        dry_run: bool,
        #[command(flatten)]
        journal: RawJournal,
        /// Write one JSON object
        #[arg(long, conflicts_with = "accept")]
        json: bool,
    },
    /// Write the facts of the base as rows, which `import` reads again
    #[command(before_help = examples::EXPORT, after_help = EXPORT_HELP)]
    Export {
        /// A `.csv`, a `.jsonl`, or a `.tsv` as Azure's question answering takes it; `-` for standard output
        file: PathBuf,
        /// The form, where the name doesn't tell it
        #[arg(long, value_name = "FORM")]
        format: Option<RawFormat>,
        /// Write over a file that is there
        #[arg(long)]
        force: bool,
    },
    /// List what the bot was asked in vain, and which facts were judged bad
    #[command(before_help = examples::REVIEW)]
    Review {
        #[command(flatten)]
        journal: RawJournal,
        /// Write what admins accepted in Telegram into the base in this folder
        #[arg(long, value_name = "DIR", conflicts_with = "json")]
        apply: Option<PathBuf>,
        /// Write one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Answer in Telegram, until told to stop
    #[command(before_help = examples::TELEGRAM)]
    Telegram(RawTelegram),
    /// Write the completions for a shell
    #[command(before_help = examples::COMPLETIONS)]
    Completions {
        /// Which shell
        shell: Shell,
    },
}

/// Which columns of a file hold what.
#[derive(Debug, Args)]
pub(super) struct RawColumns {
    /// The column that holds the question
    #[arg(long, value_name = "COLUMN")]
    pub(super) question: Option<String>,
    /// The column that holds its answer
    #[arg(long, value_name = "COLUMN")]
    pub(super) answer: Option<String>,
    /// The column that holds its label
    #[arg(long, value_name = "COLUMN")]
    pub(super) intent: Option<String>,
    /// The column that holds further ways to ask: a line each, or parted by `|`
    #[arg(long, value_name = "COLUMN")]
    pub(super) also: Option<String>,
}
