//! What a text brought into its record, and what is left to a person.

use std::collections::HashSet;
use std::fmt::Write;

use crate::check::{Accounts, Article, Block, Gone, Pair, Proposed, Resting, State};
use crate::sources::Source;
use crate::workshop::Revision;

/// Words of a stretch of the text that are shown to recognise it by.
const WORDS_SHOWN: usize = 6;
/// How many stretches of the text are shown that the record leaves out.
const MOST_SHOWN: usize = 5;

/// What a new record holds.
pub(super) fn told_new(id: &str, article: &Article, revisions: &[Revision]) -> String {
    let mut text = String::new();
    for (revision, block) in revisions.iter().zip(&article.paragraphs) {
        let _ = writeln!(text, "paragraph {} (line {}): {}", revision.number, block.line, opening(block));
        write_proposed(&mut text, &revision.proposed);
    }
    let _ = writeln!(
        text,
        "left to you: write in `seeds/{id}.toml` what each paragraph `says`, and go over the names and figures"
    );
    text
}

/// What changed in each paragraph of a record, what no longer stands in the text, and which facts that concerns.
pub(super) fn told_update(
    source: &Source,
    pairs: &[Pair<'_>],
    revisions: &[Revision],
    resting: &[Resting<'_>],
    unrecorded: &[&Block],
) -> String {
    let mut text = String::new();
    let mut same: Vec<String> = Vec::new();
    let accounts = Accounts::default();
    for pair in pairs {
        let number = pair.paragraph.number;
        let revision = revisions.iter().find(|revision| revision.number == number);
        let is_complete = revision.is_none_or(|revision| revision.proposed == Proposed::default());
        if pair.state == State::Same && pair.gone().is_empty() && is_complete {
            same.push(number.to_string());
            continue;
        }
        let _ = writeln!(text, "paragraph {number}{}", became(source, pair));
        if let Some(revision) = revision {
            write_proposed(&mut text, &revision.proposed);
        }
        let gone = pair.gone().into_iter().map(|gone| gone.text.as_str()).collect::<Vec<_>>();
        write_row(&mut text, "recorded, and no longer there", &gone);
        write_row(&mut text, "still in `says`, and not in the text", &accounts.gone(pair));
    }
    if !same.is_empty() {
        let paragraphs = if same.len() == 1 { "paragraph" } else { "paragraphs" };
        let _ = writeln!(text, "{paragraphs} {}: as recorded", same.join(", "));
    }
    write_facts(&mut text, resting);
    write_unrecorded(&mut text, source, unrecorded);
    text
}

fn became(source: &Source, pair: &Pair<'_>) -> String {
    let line = pair.block.map(|block| format!(" (line {}): ", block.line)).unwrap_or_default();
    match pair.state {
        State::Same => format!("{line}its text is as it was"),
        State::Changed => format!("{line}its text has changed, so read `says` again"),
        State::Unmarked => format!("{line}it has a fingerprint now"),
        State::Lost => format!(
            ": the text has nothing like it; give the whole text, or take it out of `{}`",
            source.place.file.name
        ),
    }
}

fn write_proposed(text: &mut String, proposed: &Proposed) {
    let figures: Vec<&str> = proposed.figures.iter().map(String::as_str).collect();
    let names: Vec<&str> = proposed.names.iter().map(|name| name.text.as_str()).collect();
    write_row(text, "figures proposed", &figures);
    write_row(text, "names proposed", &names);
}

fn write_row<T: AsRef<str>>(text: &mut String, heading: &str, entries: &[T]) {
    if !entries.is_empty() {
        let entries: Vec<String> = entries.iter().map(|entry| format!("`{}`", entry.as_ref())).collect();
        let _ = writeln!(text, "  {heading}: {}", entries.join(", "));
    }
}

/// The facts that say what no longer stands in the text, then those to be read beside it again.
fn write_facts(text: &mut String, resting: &[Resting<'_>]) {
    let (gone, intact): (Vec<&Resting<'_>>, Vec<_>) =
        resting.iter().partition(|resting| !resting.gone.is_empty() || !resting.lost.is_empty());
    if !gone.is_empty() {
        text.push_str("facts that say what no longer stands there:\n");
    }
    for resting in gone {
        let numbers: Vec<String> = resting.stale.iter().map(u32::to_string).collect();
        let mut written: Vec<&str> = resting.gone.iter().map(Gone::written).collect();
        let mut seen = HashSet::new();
        written.retain(|written| seen.insert(*written));
        let paragraphs = if numbers.len() == 1 { "paragraph" } else { "paragraphs" };
        let heading = format!("`{}`, on {paragraphs} {}", resting.fact.id.text, numbers.join(", "));
        write_row(text, &heading, &written);
    }
    let intact: Vec<String> = intact.iter().map(|resting| format!("`{}`", resting.fact.id.text)).collect();
    if !intact.is_empty() {
        let _ = writeln!(
            text,
            "facts to read beside the new text, though their figures and names still stand there: {}",
            intact.join(", ")
        );
    }
}

fn write_unrecorded(text: &mut String, source: &Source, unrecorded: &[&Block]) {
    if unrecorded.is_empty() {
        return;
    }
    let file = &source.place.file.name;
    let _ = writeln!(
        text,
        "in no paragraph of the record; to record one, add `[[paragraph]]` to `{file}` with its number, `says = \"\"` \
         and this `sha256`, and run this again:"
    );
    for block in unrecorded.iter().take(MOST_SHOWN) {
        let _ = writeln!(text, "  line {}, {}: sha256 = \"{}\"", block.line, opening(block), block.fingerprint);
    }
    if let Some(more) = unrecorded.len().checked_sub(MOST_SHOWN).filter(|more| *more > 0) {
        let _ = writeln!(text, "  and {more} more");
    }
}

/// The first words of a stretch of the text, in quotation marks.
fn opening(block: &Block) -> String {
    let words: Vec<&str> = block.text.split(' ').collect();
    let shown: String = words[..words.len().min(WORDS_SHOWN)].join(" ").chars().take(60).collect();
    let more = if shown.len() < block.text.len() { " …" } else { "" };
    format!("“{shown}{more}”")
}
