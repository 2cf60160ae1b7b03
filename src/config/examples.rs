//! The examples that the help of each command begins with. A test runs every line that begins with `citebot`.

pub(super) const ASK: &str = "\
Examples:
  citebot ask \"Who wrote the article?\"
  citebot ask --why 这篇文章是谁写的？
  citebot --base my-base ask - < questions.txt
  citebot --base my-base ask --json --batch < questions.jsonl";

pub(super) const FACTS: &str = "\
Examples:
  citebot facts wrote
  citebot --base my-base facts --json";

pub(super) const CHECK: &str = "\
Examples:
  citebot --base my-base check
  citebot --base my-base check --fix
  citebot check --explain other-hedge";

pub(super) const EVAL: &str = "\
Examples:
  citebot --base my-base eval
  citebot --base my-base eval questions.csv
  citebot --base my-base eval --report my-report";

pub(super) const FIT: &str = "\
Examples:
  citebot fit bases
  citebot fit bases --without telecom --out judgement.toml";

pub(super) const SUGGEST: &str = "\
Examples:
  citebot --base my-base suggest
  citebot --base my-base suggest --accept all --dry-run";

pub(super) const NEW: &str = "\
Examples:
  citebot new my-base --text rules.md
  citebot --base my-base";

pub(super) const ADD: &str = "\
Examples:
  citebot --base my-base add --paragraph 3 --answer \"Dogs stay outside.\" --ask \"May I bring my dog?\"
  citebot --base my-base add --gap --answer \"The rules name no car park.\" --ask \"Where can I park?\"";

pub(super) const EDIT: &str = "\
Examples:
  citebot --base my-base edit p3-1 --answer \"Dogs stay outside.\"
  citebot --base my-base edit p3-1 --ask \"Are pets allowed?\" --not-ask \"What about Dogs?\"";

pub(super) const REMOVE: &str = "\
Examples:
  citebot --base my-base remove p3-1 --dry-run
  citebot --base my-base remove p3-1";

pub(super) const SOURCE: &str = "\
Examples:
  citebot --base my-base source add library.md
  citebot --base my-base source rename library reading-room";

pub(super) const SOURCE_ADD: &str = "\
Example:
  citebot --base my-base source add library.md";

pub(super) const SOURCE_REMOVE: &str = "\
Example:
  citebot --base my-base source remove library";

pub(super) const SOURCE_RENAME: &str = "\
Example:
  citebot --base my-base source rename library reading-room";

pub(super) const RECORD: &str = "\
Examples:
  citebot --base my-base record --text article.txt --dry-run
  citebot --base my-base record --text article.txt";

pub(super) const UNDO: &str = "\
Example:
  citebot --base my-base undo";

pub(super) const IMPORT: &str = "\
Examples:
  citebot import faq.csv --into help-desk
  citebot import faq.md --into house
  citebot import rasa-bot --into bot
  citebot import fragen.csv --into hilfe --question Frage --answer Antwort --skip-bad";

pub(super) const EXPORT: &str = "\
Examples:
  citebot --base my-base export my-base.csv
  citebot --base my-base export my-base.tsv --force
  citebot --base my-base export - --format jsonl";

pub(super) const REVIEW: &str = "\
Examples:
  citebot review
  citebot review --json --journal journal.sqlite
  citebot review --apply my-base";

pub(super) const TELEGRAM: &str = "\
Examples, with the bot's token in TELOXIDE_TOKEN or in `.env`:
  citebot telegram
  citebot --base my-base telegram --admins 123456789 --keep-days 30";

pub(super) const COMPLETIONS: &str = "\
Examples:
  citebot completions bash > citebot.bash
  citebot completions zsh";
