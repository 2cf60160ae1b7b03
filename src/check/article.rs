//! A record held against the text of its article.

use crate::document::Located;
use crate::facts::Base;
use crate::findings::{Finding, Place, Rule};
use crate::sources::{Paragraph, Record, Source, fingerprint, fold};

/// A stretch of the article that may be a paragraph.
struct Block {
    /// The line that it begins in, from 1.
    line: usize,
    /// Its text, white space folded.
    text: String,
    fingerprint: String,
}

/// A text that shares less of what is recorded is another article: a wrong file, not a wrong record.
const LEAST_SHARED: f32 = 0.5;

/// The source of a base that `article` is probably the text of.
pub fn source_of_text<'a>(base: &'a Base, article: &str) -> Option<&'a Source> {
    let text = comparable(article);
    base.sources.iter().rev().max_by(|one, other| shared(one, &text).total_cmp(&shared(other, &text)))
}

/// What is wrong with the record of `source` if `article` is the text of its article.
pub fn against_text(source: &Source, article: &str) -> Vec<Finding> {
    let blocks = blocks(article);
    let whole = comparable(article);
    let known = |paragraph: &Paragraph| blocks.iter().find(|block| block.fingerprint == paragraph.fingerprint.text);
    if !source.paragraphs.iter().any(|paragraph| known(paragraph).is_some()) && shared(source, &whole) < LEAST_SHARED {
        return vec![another_article(source, &whole)];
    }
    // A block that is known to be one paragraph is no other.
    let open: Vec<&Block> = blocks
        .iter()
        .filter(|block| !source.paragraphs.iter().any(|paragraph| paragraph.fingerprint.text == block.fingerprint))
        .collect();
    let mut findings = headings_not_in(source, &whole);
    findings.extend(not_in(&source.credits, &whole, "the article"));
    for paragraph in &source.paragraphs {
        let block = known(paragraph).or_else(|| {
            let nearest = nearest(&paragraph.record, &open);
            findings.push(other_text(paragraph, nearest));
            nearest
        });
        if let Some(block) = block {
            let place = format!("paragraph {} (line {} of the text)", paragraph.number, block.line);
            findings.extend(not_in(&paragraph.record, &comparable(&block.text), &place));
        }
    }
    findings
}

/// Fingerprints that can be none, or are not those of a text that the record itself carries.
pub(super) fn fingerprints(base: &Base) -> Vec<Finding> {
    let paragraphs = base.sources.iter().flat_map(|source| &source.paragraphs);
    let finding = |paragraph: &Paragraph| {
        let recorded = &paragraph.fingerprint.text;
        let (message, hint) = match &paragraph.text {
            Some(text) if fingerprint(text) != *recorded => (
                format!("the fingerprint of paragraph {} is not that of its `text`", paragraph.number),
                format!("the fingerprint of this text is \"{}\"", fingerprint(text)),
            ),
            None if !is_sha256(recorded) => (
                "this is no SHA-256".to_string(),
                "`citebot check --text FILE` tells the one of the article's text".to_string(),
            ),
            Some(_) | None => return None,
        };
        let place = paragraph.fingerprint.place.clone();
        Some(Finding { rule: Rule::Fingerprint, place, message, hint: Some(hint) })
    };
    paragraphs.filter_map(finding).collect()
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// White space folded and typographic marks plain: copies of an article differ in both.
fn comparable(text: &str) -> String {
    let plain = |character| match character {
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '–' | '—' => '-',
        other => other,
    };
    fold(text).chars().map(plain).collect()
}

/// Everything that may be a paragraph: what stands between empty lines, and each line of it by itself.
fn blocks(article: &str) -> Vec<Block> {
    let lines: Vec<&str> = article.trim_start_matches('\u{FEFF}').lines().collect();
    let mut blocks = Vec::new();
    let mut start = 0;
    for end in 0..=lines.len() {
        if lines.get(end).is_some_and(|line| !line.trim().is_empty()) {
            continue;
        }
        if end > start + 1 {
            blocks.push(block(start, &lines[start..end].join("\n")));
        }
        blocks.extend((start..end).map(|at| block(at, lines[at])));
        start = end + 1;
    }
    blocks
}

fn block(start: usize, text: &str) -> Block {
    Block { line: start + 1, text: fold(text), fingerprint: fingerprint(text) }
}

fn recorded(record: &Record) -> impl Iterator<Item = &Located> {
    record.names.iter().map(|name| &name.text).chain(&record.figures)
}

fn holds(text: &str, recorded: &Located) -> bool {
    text.contains(&comparable(&recorded.text))
}

/// The share of what a source records that stands in `text`.
fn shared(source: &Source, text: &str) -> f32 {
    let records = source.paragraphs.iter().map(|paragraph| &paragraph.record).chain([&source.credits]);
    let all: Vec<&Located> = records.flat_map(recorded).collect();
    let found = all.iter().filter(|recorded| holds(text, recorded)).count();
    found as f32 / all.len().max(1) as f32
}

/// The block that holds most of what is recorded, the shortest of several: a line rather than a page.
fn nearest<'a>(record: &Record, blocks: &[&'a Block]) -> Option<&'a Block> {
    let count = |block: &Block| {
        let text = comparable(&block.text);
        recorded(record).filter(|recorded| holds(&text, recorded)).count()
    };
    let counted = blocks.iter().map(|block| (count(block), std::cmp::Reverse(block.text.len()), *block));
    counted.filter(|(count, ..)| *count > 0).max_by_key(|(count, length, _)| (*count, *length)).map(|(.., block)| block)
}

fn another_article(source: &Source, text: &str) -> Finding {
    let message = match text {
        "" => "the text to compare with is empty".to_string(),
        _ => format!("the text is not the article that `{}` records: it has none of its paragraphs", source.id),
    };
    let hint = format!("give the plain text of the article “{}”", source.title.get(source.language));
    Finding { rule: Rule::Fingerprint, place: source.place.clone(), message, hint: Some(hint) }
}

/// Words of a paragraph that are shown to recognise it by.
const SHOWN: usize = 8;

fn other_text(paragraph: &Paragraph, nearest: Option<&Block>) -> Finding {
    let number = paragraph.number;
    let (message, hint) = if let Some(block) = nearest {
        let opening: Vec<&str> = block.text.split(' ').take(SHOWN).collect();
        let (line, opening) = (block.line, opening.join(" "));
        (
            format!("the text of paragraph {number} has changed: line {line}, “{opening} …”"),
            format!("mend the record where it differs, then write sha256 = \"{}\"", block.fingerprint),
        )
    } else {
        (
            format!("the text has no paragraph like paragraph {number}"),
            "give the text of the whole article, or take the paragraph out of the record".to_string(),
        )
    };
    let place = paragraph.fingerprint.place.clone();
    Finding { rule: Rule::Fingerprint, place, message, hint: Some(hint) }
}

fn headings_not_in(source: &Source, whole: &str) -> Vec<Finding> {
    let title = (source.title.get(source.language), &source.place);
    let sections = source.sections.iter().map(|section| (section.title.get(source.language), &section.place));
    let missing = [title].into_iter().chain(sections).filter(|(heading, _)| !whole.contains(&comparable(heading)));
    missing.map(|(heading, place)| not_there(heading, place, "the article")).collect()
}

fn not_in(record: &Record, text: &str, place: &str) -> Vec<Finding> {
    let missing = recorded(record).filter(|recorded| !holds(text, recorded));
    missing.map(|recorded| not_there(&recorded.text, &recorded.place, place)).collect()
}

fn not_there(text: &str, recorded: &Place, place: &str) -> Finding {
    Finding {
        rule: Rule::NotInArticle,
        place: recorded.clone(),
        message: format!("`{text}` does not stand in {place}"),
        hint: Some("write it as the article does; other forms of a name belong into `also`".to_string()),
    }
}
