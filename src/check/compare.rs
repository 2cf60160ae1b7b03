//! Which stretch of an article is which recorded paragraph?

use std::cmp::Reverse;
use std::collections::HashMap;

use super::article::{Article, Block, comparable};
use crate::document::Located;
use crate::sources::{Paragraph, Record, Source};

/// A text that shares less of what is recorded is another article: a wrong file, not a wrong record.
const LEAST_SHARED: f32 = 0.5;
/// A stretch with less of what is recorded is another paragraph, which happens to name the same city.
const LEAST_ALIKE: f32 = 0.25;

/// The most characters of a line of credits: "[Editor in charge: Ada Stone]".
const LONGEST_CREDITS: usize = 100;

/// A recorded paragraph beside its text.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    /// The paragraph.
    pub paragraph: &'a Paragraph,
    /// Its text; none where the article has nothing like it.
    pub block: Option<&'a Block>,
    /// What became of the text.
    pub state: State,
}

/// What became of the text of a recorded paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is the one that was recorded.
    Same,
    /// It is another one.
    Changed,
    /// No fingerprint tells.
    Unmarked,
    /// It is not there.
    Lost,
}

impl<'a> Pair<'a> {
    /// What is recorded of the paragraph and does not stand in its text.
    pub fn gone(&self) -> Vec<&'a Located> {
        let Some(block) = self.block else { return Vec::new() };
        recorded(&self.paragraph.record).filter(|recorded| !block.holds(&recorded.text)).collect()
    }

    /// Whether the record may no longer describe the text.
    pub fn is_stale(&self) -> bool {
        matches!(self.state, State::Changed | State::Lost) || !self.gone().is_empty()
    }
}

/// Whether `article` is the text that `source` records, as far as that can be told.
pub fn is_text_of(article: &Article, source: &Source) -> bool {
    shared(source, article) >= LEAST_SHARED || known(source, article).iter().any(Option::is_some)
}

/// Whether nothing in a record tells which text it is of.
pub fn is_bare(source: &Source) -> bool {
    let has_mark = source.paragraphs.iter().any(|paragraph| is_sha256(&paragraph.fingerprint.text));
    !has_mark && records(source).flat_map(recorded).next().is_none()
}

/// Each paragraph of a record with its text: by its fingerprint; else by the names and figures in it; else by its
/// place between others.
pub fn compare<'a>(source: &'a Source, article: &'a Article) -> Vec<Pair<'a>> {
    let mut blocks = known(source, article);
    match_by_content(source, article, &mut blocks);
    match_by_order(source, article, &mut blocks);
    let pairs = source.paragraphs.iter().zip(blocks);
    pairs.map(|(paragraph, block)| Pair { paragraph, block, state: state(paragraph, block) }).collect()
}

/// The paragraphs of an article that are none of the recorded ones, nor its title, a heading or its credits.
pub fn unrecorded<'a>(source: &Source, article: &'a Article, pairs: &[Pair<'_>]) -> Vec<&'a Block> {
    let is_taken = |block: &Block| pairs.iter().filter_map(|pair| pair.block).any(|other| other.overlaps(block));
    let titles = || source.sections.iter().map(|section| &section.title).chain([&source.title]);
    let is_title =
        |block: &Block| titles().any(|title| title.iter().any(|(_, title)| comparable(title) == block.comparable));
    let names = &source.credits.names;
    let is_credits = |block: &Block| {
        block.text.chars().count() <= LONGEST_CREDITS && names.iter().any(|name| block.holds(&name.text.text))
    };
    let is_other = |block: &&Block| !is_taken(block) && !is_title(block) && !is_credits(block);
    article.paragraphs.iter().filter(is_other).collect()
}

/// How surely an article is the text of a source: paragraphs known by their fingerprints, then names and figures.
pub(super) fn likeness(source: &Source, article: &Article) -> (usize, f32) {
    (known(source, article).iter().flatten().count(), shared(source, article))
}

pub(super) fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn state(paragraph: &Paragraph, block: Option<&Block>) -> State {
    match block {
        None => State::Lost,
        Some(_) if !is_sha256(&paragraph.fingerprint.text) => State::Unmarked,
        Some(block) if block.fingerprint == paragraph.fingerprint.text => State::Same,
        Some(_) => State::Changed,
    }
}

fn recorded(record: &Record) -> impl Iterator<Item = &Located> {
    record.names.iter().map(|name| &name.text).chain(&record.figures)
}

fn records(source: &Source) -> impl Iterator<Item = &Record> {
    source.paragraphs.iter().map(|paragraph| &paragraph.record).chain([&source.credits])
}

/// The share of what a source records that stands in an article.
fn shared(source: &Source, article: &Article) -> f32 {
    let all: Vec<&Located> = records(source).flat_map(recorded).collect();
    let stands = |recorded: &&&Located| article.whole.contains(&comparable(&recorded.text));
    let found = all.iter().filter(stands).count();
    found as f32 / all.len().max(1) as f32
}

fn known<'a>(source: &Source, article: &'a Article) -> Vec<Option<&'a Block>> {
    let mut marks: HashMap<&str, &Block> = HashMap::new();
    for block in article.blocks() {
        marks.entry(block.fingerprint.as_str()).or_insert(block);
    }
    source.paragraphs.iter().map(|paragraph| marks.get(paragraph.fingerprint.text.as_str()).copied()).collect()
}

/// Gives each open paragraph the stretch that holds most of what is recorded, the likest pair first; of several, the
/// shortest: a line rather than a page.
fn match_by_content<'a>(source: &Source, article: &'a Article, blocks: &mut [Option<&'a Block>]) {
    let free = |block: &Block, taken: &[Option<&Block>]| !taken.iter().flatten().any(|other| other.overlaps(block));
    let open: Vec<&Block> = article.blocks().filter(|block| free(block, blocks)).collect();
    let mut likely = Vec::new();
    for (at, paragraph) in source.paragraphs.iter().enumerate().filter(|(at, _)| blocks[*at].is_none()) {
        let all: Vec<&Located> = recorded(&paragraph.record).collect();
        for block in &open {
            let found = all.iter().filter(|recorded| block.holds(&recorded.text)).count();
            if found as f32 >= all.len().max(1) as f32 * LEAST_ALIKE {
                // Shares as whole numbers, so that they have an order.
                likely.push((Reverse(found * 1000 / all.len().max(1)), block.text.len(), at, *block));
            }
        }
    }
    likely.sort_by_key(|(share, length, at, block)| (*share, *length, *at, block.line));
    for (.., at, block) in likely {
        if blocks[at].is_none() && free(block, blocks) {
            blocks[at] = Some(block);
        }
    }
}

/// As many paragraphs in the article between two known ones as are open in the record are those, unless nothing of what
/// is recorded stands there.
fn match_by_order<'a>(source: &Source, article: &'a Article, blocks: &mut [Option<&'a Block>]) {
    let mut start = 0;
    while start < blocks.len() {
        if blocks[start].is_some() {
            start += 1;
            continue;
        }
        let end = (start..blocks.len()).find(|at| blocks[*at].is_some()).unwrap_or(blocks.len());
        let after = start.checked_sub(1).and_then(|at| blocks[at]).map_or(0, |block| block.line);
        let before = blocks.get(end).copied().flatten().map_or(usize::MAX, |block| block.line);
        let is_free = |block: &&Block| !blocks.iter().flatten().any(|other| other.overlaps(block));
        let between = |block: &&Block| after < block.line && block.line < before;
        let open: Vec<&Block> = article.paragraphs.iter().filter(between).filter(is_free).collect();
        if open.len() == end - start {
            for (at, block) in (start..end).zip(open) {
                let mut all = recorded(&source.paragraphs[at].record).peekable();
                if all.peek().is_none() || all.any(|recorded| block.holds(&recorded.text)) {
                    blocks[at] = Some(block);
                }
            }
        }
        start = end;
    }
}
