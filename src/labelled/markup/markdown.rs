//! Markdown as plain text.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::page::Page;

/// What a line end within a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::labelled) enum Lines {
    /// A line end: the text of a value was typed as it is to be read.
    Kept,
    /// A blank: the text of a file is wrapped.
    Joined,
}

/// The plain text of a text with Markdown; none where nothing in it is markup beyond doubt.
pub(super) fn plain(text: &str, lines: Lines) -> Option<String> {
    if !text.contains(['*', '_', '`', '[', '#', '~', '|', '<']) {
        return None;
    }
    let marks = events(text).filter(|(event, span)| is_markup(event, text, span)).count();
    // A list of stars is one of more than one item; one alone may be a footnote.
    let stars = events(text).filter(|(event, span)| is_item(event) && text[span.start..].starts_with('*')).count();
    (marks > 0 || stars > 1).then(|| plain_part(text, lines))
}

/// The plain text of a piece of a Markdown file.
pub(in crate::labelled) fn plain_part(text: &str, lines: Lines) -> String {
    let mut reader = Reader { text, lines, page: Page::default(), raw: Vec::new(), in_code: false };
    for (event, span) in events(text) {
        reader.read(&event, &span);
    }
    reader.page.finish()
}

fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).into_offset_iter()
}

fn is_item(event: &Event<'_>) -> bool {
    matches!(event, Event::Start(Tag::Item))
}

/// Whether something can be nothing but markup. Signs that plain texts have as well are none: a dash before an item, an
/// underscore in a name, a number with a full stop.
fn is_markup(event: &Event<'_>, text: &str, span: &Range<usize>) -> bool {
    match event {
        Event::Start(Tag::Emphasis | Tag::Strong) => is_emphasis(text, span),
        Event::Start(Tag::Heading { .. }) => text[span.clone()].starts_with('#'),
        Event::Start(Tag::CodeBlock(_)) => text[span.clone()].starts_with(['`', '~']),
        Event::Start(Tag::Strikethrough) => text[span.clone()].starts_with("~~"),
        Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::Table(_)) | Event::Code(_) => true,
        _ => false,
    }
}

/// Whether stars or underscores are emphasis, and not signs of arithmetic or parts of a name.
fn is_emphasis(text: &str, span: &Range<usize>) -> bool {
    let inner = text[span.clone()].trim_matches(['*', '_']);
    if text[span.clone()].starts_with('_') {
        let is_name =
            inner.chars().all(|character| character.is_ascii_lowercase() || matches!(character, '_' | '0'..='9'));
        return !is_name;
    }
    let is_word = |character: Option<char>| character.is_some_and(|character| character.is_ascii_alphanumeric());
    !(is_word(text[..span.start].chars().next_back()) && is_word(text[span.end..].chars().next()))
}

/// What is made of the events so far.
struct Reader<'a> {
    text: &'a str,
    lines: Lines,
    page: Page,
    /// For each open emphasis, its signs, where they stand for themselves.
    raw: Vec<&'a str>,
    in_code: bool,
}

impl Reader<'_> {
    fn read(&mut self, event: &Event<'_>, span: &Range<usize>) {
        match event {
            Event::Start(tag) => self.begin(tag, span),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) if self.in_code => self.page.add(text.trim_end_matches('\n')),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => self.page.add(text),
            Event::SoftBreak if self.lines == Lines::Joined => self.page.add_flowing(" "),
            Event::SoftBreak | Event::HardBreak => self.page.end(1),
            Event::Rule => self.page.end(2),
            // None of these is asked for.
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn begin(&mut self, tag: &Tag<'_>, span: &Range<usize>) {
        match tag {
            Tag::Heading { .. } => self.page.end(2),
            Tag::Paragraph | Tag::BlockQuote(_) | Tag::HtmlBlock | Tag::Table(_) => self.page.end(self.breaks(span)),
            Tag::CodeBlock(_) => {
                self.page.end(2);
                self.in_code = true;
            }
            Tag::List(first) => {
                self.page.end(self.breaks(span));
                self.page.begin_list(*first);
            }
            Tag::Item => self.page.item(),
            Tag::TableHead | Tag::TableRow => self.page.end(1),
            Tag::TableCell => self.page.begin_cell(),
            Tag::Emphasis | Tag::Strong => {
                let width = if matches!(tag, Tag::Strong) { 2 } else { 1 };
                let signs = if is_emphasis(self.text, span) { "" } else { &self.text[span.start..span.start + width] };
                self.page.add(signs);
                self.raw.push(signs);
            }
            Tag::Link { dest_url, .. } => self.page.begin_link(dest_url),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.page.end(2),
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.page.end(2);
            }
            TagEnd::Paragraph | TagEnd::BlockQuote(_) | TagEnd::HtmlBlock | TagEnd::Table | TagEnd::Item => {
                self.page.end(1);
            }
            TagEnd::List(_) => {
                self.page.end_list();
                self.page.end(1);
            }
            TagEnd::Emphasis | TagEnd::Strong => {
                let signs = self.raw.pop().unwrap_or_default();
                self.page.add(signs);
            }
            TagEnd::Link => self.page.end_link(),
            _ => {}
        }
    }

    /// How many line ends part a block from what stands before it: two where the text has an empty line.
    fn breaks(&self, span: &Range<usize>) -> usize {
        let before = self.text[..span.start].trim_end_matches([' ', '\t', '>', '*', '-']);
        let blank = &before[before.trim_end().len()..];
        if blank.matches('\n').count() > 1 { 2 } else { 1 }
    }
}
