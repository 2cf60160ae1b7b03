//! The text of an article, cut into everything that may be one of its paragraphs.

use std::ops::Range;
use std::sync::Arc;

use crate::findings::{File, Finding};
use crate::sources::{Source, fingerprint, fold, is_text, read_source};

/// A text to hold a record against.
#[derive(Debug)]
pub struct Article {
    /// Its file, as it was named.
    pub name: String,
    /// What it would be as a source of its own; none where it has no paragraph.
    pub source: Option<Source>,
    /// Why it is no source.
    pub findings: Vec<Finding>,
    /// Its paragraphs.
    pub paragraphs: Vec<Block>,
    /// All of it with white space folded and plain marks.
    pub(super) whole: String,
    /// What stands between empty lines, and each line by itself: another way to part it.
    pub(super) lines: Vec<Block>,
}

/// A stretch of an article that may be a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub struct Block {
    /// The line that it begins in, from 1.
    pub line: usize,
    /// Its text, white space folded.
    pub text: String,
    /// The fingerprint of its text.
    pub fingerprint: String,
    /// The text with plain marks, to look for something in.
    pub(super) comparable: String,
    /// Its lines, from 0.
    span: Range<usize>,
}

impl Article {
    /// Cuts a text; the ending of its name says whether it is Markdown.
    pub fn new(name: &str, text: &str) -> Self {
        let ending = if is_text(name) { "" } else { ".txt" };
        let file = Arc::new(File { name: format!("{name}{ending}"), text: text.to_string() });
        let mut findings = Vec::new();
        let source = read_source(&file, &mut findings);
        Self {
            name: name.to_string(),
            paragraphs: source.as_ref().map(|source| paragraphs(source, text)).unwrap_or_default(),
            source,
            findings,
            whole: comparable(text),
            lines: lines(text),
        }
    }

    /// Everything that may be a paragraph, the likeliest first.
    pub(super) fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.paragraphs.iter().chain(&self.lines)
    }
}

impl Block {
    fn new(span: Range<usize>, text: &str) -> Self {
        let folded = fold(text);
        Self {
            line: span.start + 1,
            fingerprint: fingerprint(&folded),
            comparable: comparable(&folded),
            text: folded,
            span,
        }
    }

    /// Whether two stretches have a line in common.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.span.start < other.span.end && other.span.start < self.span.end
    }

    /// Whether something stands in it.
    pub(super) fn holds(&self, written: &str) -> bool {
        self.comparable.contains(&comparable(written))
    }
}

/// White space folded and typographic marks plain: copies of an article differ in both.
pub(super) fn comparable(text: &str) -> String {
    let plain = |character| match character {
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '–' | '—' => '-',
        other => other,
    };
    fold(text).chars().map(plain).collect()
}

fn paragraphs(source: &Source, text: &str) -> Vec<Block> {
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let line = |at: usize| ends.partition_point(|end| *end < at);
    let block = |(place, text): (&Range<usize>, &str)| {
        let last = place.end.saturating_sub(1).max(place.start);
        Block::new(line(place.start)..line(last) + 1, text)
    };
    let texts = source.paragraphs.iter().filter_map(|found| Some((&found.place.span, found.text.as_deref()?)));
    texts.map(block).collect()
}

fn lines(article: &str) -> Vec<Block> {
    let lines: Vec<&str> = article.trim_start_matches('\u{FEFF}').lines().collect();
    let mut blocks = Vec::new();
    let mut start = 0;
    for end in 0..=lines.len() {
        if lines.get(end).is_some_and(|line| !line.trim().is_empty()) {
            continue;
        }
        if end > start + 1 {
            blocks.push(Block::new(start..end, &lines[start..end].join("\n")));
        }
        blocks.extend((start..end).map(|at| Block::new(at..at + 1, lines[at])));
        start = end + 1;
    }
    blocks
}
