//! A source that is its own text: a Markdown or plain text file in `seeds/`, read into a [`Source`].

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::file::{Header, read_header};
use super::{Paragraph, Record, Section, Source, fingerprint, source_id};
use crate::document::{Located, parse_part};
use crate::findings::{File, Finding, Place, Rule};
use crate::text::{Language, PerLanguage};

/// What stands above and below the header of a text.
const HEADER_MARK: &str = "+++";
/// The most characters of a line of plain text that may be a heading.
const LONGEST_HEADING: usize = 64;
/// Marks that end sentences: no heading of a plain text ends with one.
const SENTENCE_ENDS: [char; 8] = ['.', '!', '。', '！', ';', '；', ',', '，'];

/// A stretch of a text: a heading or a paragraph, with where it stands.
#[derive(Debug, PartialEq, Eq)]
struct Block {
    is_heading: bool,
    text: String,
    span: Range<usize>,
}

/// Whether a file is a text, by its ending.
pub fn is_text(name: &str) -> bool {
    is_markdown(name) || ends_with(name, "txt")
}

fn is_markdown(name: &str) -> bool {
    ends_with(name, "md")
}

fn ends_with(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|own| own.eq_ignore_ascii_case(ending))
}

/// Reads a text; everything that is wrong with it is added to `findings`.
pub(crate) fn read_text(file: &Arc<File>, findings: &mut Vec<Finding>) -> Option<Source> {
    let header = header_span(&file.text);
    let header = match &header {
        Some(span) => parse_part(file, span.clone(), findings, read_header)?,
        None => Header::default(),
    };
    let start = header_span(&file.text).map_or(0, |span| span.end + HEADER_MARK.len());
    let body = &file.text[start..];
    let blocks = if is_markdown(&file.name) { markdown(body) } else { plain(body) };
    let place = |span: &Range<usize>| Place { file: Arc::clone(file), span: start + span.start..start + span.end };
    let source = assemble(file, header, &blocks, &place);
    if source.paragraphs.is_empty() {
        let message = "the text has no paragraph".to_string();
        let hint = Some("write the text below the title; a blank line parts its paragraphs".to_string());
        findings.push(Finding { rule: Rule::Empty, place: place(&(0..0)), message, hint, fix: None });
        return None;
    }
    Some(source)
}

/// Where the lines of the header stand, without its marks.
fn header_span(text: &str) -> Option<Range<usize>> {
    let start = text.len() - text.trim_start_matches(['\u{FEFF}', '\n', '\r', ' ']).len();
    let after = text[start..].strip_prefix(HEADER_MARK)?;
    let begin = start + HEADER_MARK.len();
    let end = begin + after.find(&format!("\n{HEADER_MARK}"))? + 1;
    Some(begin..end)
}

fn assemble(file: &Arc<File>, header: Header, blocks: &[Block], place: &dyn Fn(&Range<usize>) -> Place) -> Source {
    let both = |text: &str| PerLanguage { en: text.to_string(), zh: text.to_string() };
    let first_heading = blocks.first().filter(|first| first.is_heading);
    let takes_title = header.title.is_none() && first_heading.is_some();
    let title = header.title.or_else(|| Some(both(&first_heading?.text)));
    let mut sections: Vec<Section> = Vec::new();
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for block in blocks.iter().skip(usize::from(takes_title)) {
        if block.is_heading {
            sections.push(Section { title: both(&block.text), place: place(&block.span), paragraphs: Vec::new() });
            continue;
        }
        let number = paragraphs.len() as u32 + 1;
        if let Some(section) = sections.last_mut() {
            section.paragraphs.push(number);
        }
        let place = place(&block.span);
        paragraphs.push(Paragraph {
            number,
            record: Record { says: both(&block.text), ..Record::default() },
            fingerprint: Located { text: fingerprint(&block.text), place: place.clone() },
            place,
            text: Some(block.text.clone()),
        });
    }
    sections.retain(|section| !section.paragraphs.is_empty());
    let chinese = paragraphs.iter().filter(|paragraph| says_in(paragraph) == Language::Chinese).count();
    let language = if chinese * 2 > paragraphs.len() { Language::Chinese } else { Language::English };
    let id = source_id(file);
    Source {
        title: title.unwrap_or_else(|| both(&id)),
        id,
        called: header.called,
        address: header.address,
        place: place(&(0..0)),
        language: header.language.unwrap_or(language),
        credits: header.credits,
        sections,
        paragraphs,
    }
}

fn says_in(paragraph: &Paragraph) -> Language {
    Language::of(&paragraph.record.says.en)
}

/// The headings and paragraphs of a Markdown text; an item of a list and a row of a table is a paragraph.
fn markdown(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<Block> = None;
    for (event, span) in
        Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).into_offset_iter()
    {
        match event {
            Event::Start(tag) => {
                let is_heading = matches!(tag, Tag::Heading { .. });
                let begins = matches!(
                    tag,
                    Tag::Heading { .. }
                        | Tag::Paragraph
                        | Tag::Item
                        | Tag::CodeBlock(_)
                        | Tag::TableHead
                        | Tag::TableRow
                );
                if begins {
                    close(&mut open, &mut blocks);
                    open = Some(Block { is_heading, text: String::new(), span });
                }
            }
            Event::End(TagEnd::TableCell) => add(&mut open, " | "),
            Event::End(
                TagEnd::Heading(_)
                | TagEnd::Paragraph
                | TagEnd::Item
                | TagEnd::CodeBlock
                | TagEnd::TableHead
                | TagEnd::TableRow,
            ) => close(&mut open, &mut blocks),
            Event::Text(said) | Event::Code(said) => add(&mut open, &said),
            Event::SoftBreak | Event::HardBreak => add(&mut open, "\n"),
            _ => {}
        }
    }
    close(&mut open, &mut blocks);
    blocks
}

fn add(open: &mut Option<Block>, said: &str) {
    if let Some(block) = open {
        block.text.push_str(said);
    }
}

fn close(open: &mut Option<Block>, blocks: &mut Vec<Block>) {
    let Some(block) = open.take() else { return };
    let text = joined(block.text.trim_end_matches(" | ").lines());
    if !text.is_empty() {
        blocks.push(Block { text, ..block });
    }
}

/// The headings and paragraphs of a plain text: blank lines part them, and a short line without a full stop
/// before a text is a heading.
fn plain(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n').chain(["\n"]) {
        if line.trim_matches(['\u{FEFF}', ' ', '\t', '\r', '\n', '\u{3000}']).is_empty() {
            push_lines(&lines, &mut blocks);
            lines.clear();
        } else {
            lines.push((at, line));
        }
        at += line.len();
    }
    // What nothing stands under is no heading.
    for at in 0..blocks.len() {
        let heads = blocks.get(at + 1).is_some_and(|next| !next.is_heading || at == 0);
        blocks[at].is_heading &= heads;
    }
    blocks
}

fn push_lines(lines: &[(usize, &str)], blocks: &mut Vec<Block>) {
    let Some(((start, first), rest)) = lines.split_first() else { return };
    let end = |lines: &[(usize, &str)]| {
        lines.last().map_or(start + first.trim_end().len(), |(at, line)| at + line.trim_end().len())
    };
    if may_be_heading(first.trim()) {
        let text = first.trim().trim_end_matches([':', '：']).to_string();
        blocks.push(Block { is_heading: true, text, span: *start..start + first.trim_end().len() });
        if let Some((next, _)) = rest.first() {
            let text = joined(rest.iter().map(|(_, line)| *line));
            blocks.push(Block { is_heading: false, text, span: *next..end(rest) });
        }
        return;
    }
    let text = joined(lines.iter().map(|(_, line)| *line));
    blocks.push(Block { is_heading: false, text, span: *start..end(lines) });
}

fn may_be_heading(line: &str) -> bool {
    !line.is_empty() && line.chars().count() <= LONGEST_HEADING && !line.ends_with(SENTENCE_ENDS)
}

/// Lines as one text: with a blank between them, where neither side is Chinese.
fn joined<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for line in lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|line| !line.is_empty())
    {
        let glued = text.chars().next_back().is_some_and(is_wide) && line.chars().next().is_some_and(is_wide);
        if !text.is_empty() && !glued {
            text.push(' ');
        }
        text.push_str(&line);
    }
    text
}

fn is_wide(character: char) -> bool {
    !character.is_ascii() && (crate::text::is_chinese(character) || "，。！？；：、（）《》“”".contains(character))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;
    use std::sync::Arc;

    use super::read_text;
    use crate::findings::File;
    use crate::sources::Source;

    fn read(name: &str, text: &str) -> Result<Source, String> {
        let mut findings = Vec::new();
        let file = Arc::new(File { name: format!("seeds/{name}"), text: text.to_string() });
        read_text(&file, &mut findings)
            .filter(|_| findings.is_empty())
            .ok_or_else(|| findings.iter().map(|finding| finding.message.clone()).collect())
    }

    /// "title: section[paragraph; paragraph]", with the text that each place marks where it is another one.
    fn shown(source: &Source) -> String {
        let mut shown = format!("{}:", source.title.en);
        for paragraph in &source.paragraphs {
            let section = source.section_of(paragraph.number).map_or("", |section| section.title.en.as_str());
            let _ = write!(shown, " {section}[{}]", paragraph.record.says.en);
        }
        shown
    }

    #[test]
    fn a_text_is_read_into_sections_and_paragraphs() {
        for (name, text, expected) in [
            (
                "a.md",
                "# House rules\n\nOne\nline.\n\n## Pets\n\nNo *pets*.\n",
                "House rules: [One line.] Pets[No pets.]",
            ),
            ("a.md", "Text.\n\n- one\n- two\n", "a: [Text.] [one] [two]"),
            ("a.md", "| day | open |\n|---|---|\n| Monday | 9:00 |\n", "a: [day | open] [Monday | 9:00]"),
            (
                "a.txt",
                "House rules\n\nBe kind.\n\nPets:\nNo pets.\nAsk us.\n",
                "House rules: [Be kind.] Pets[No pets. Ask us.]",
            ),
            ("a.txt", "The first.\n\nAn end without a stop", "a: [The first.] [An end without a stop]"),
            ("a.txt", "椴园\n\n公寓一共，\n六层。\n", "椴园: [公寓一共，六层。]"),
            ("a.md", "+++\ntitle = \"Rules\"\ncalled = \"the rules\"\n+++\n\n# One\n\nText.\n", "Rules: One[Text.]"),
        ] {
            assert_eq!(read(name, text).map(|source| shown(&source)).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_text_is_told() {
        for (name, text, expected) in [
            ("a.md", "", "the text has no paragraph"),
            ("a.md", "# A title alone\n", "the text has no paragraph"),
            ("a.txt", "\u{FEFF}\n\n", "the text has no paragraph"),
            ("a.md", "+++\ntitel = \"x\"\n+++\nText.", "the file has no key `titel`"),
        ] {
            assert_eq!(read(name, text).map(|source| shown(&source)), Err(expected.to_string()), "{text}");
        }
    }
}
