//! Questions of a Markdown page: headings and bold lines that ask, with the text under them as their answer.

use std::ops::Range;
use std::sync::Arc;

use super::line::{PageLine, asks, bare};
use crate::findings::File;
use crate::labelled::forms::Entry;
use crate::labelled::markup::{plain, plain_html, plain_of_page};

pub(super) fn read(file: &Arc<File>) -> Vec<Entry<'_>> {
    let mut page = Page { file, entries: Vec::new(), open: None, fence: None, heading: None };
    let mut start = 0;
    for line in file.text.split_inclusive('\n') {
        page.read(line, start..start + line.len());
        start += line.len();
    }
    page.close(start);
    page.entries
}

/// The most bytes of a heading.
const LONGEST_HEADING: usize = 2000;

/// The beginning of a heading that is written in HTML.
fn html_heading(text: &str, start: usize) -> Option<(usize, usize, String)> {
    let rest = text.strip_prefix("<h")?;
    let level = rest.chars().next()?.to_digit(10).filter(|level| (1..=6).contains(level))?;
    rest[1..].starts_with(['>', ' ']).then(|| (level as usize, start, String::new()))
}

/// A question whose answer is being read.
struct Open {
    question: String,
    /// Level of its heading; none where it is no heading.
    level: Option<usize>,
    start: usize,
    /// What stands in its own line behind it.
    begun: String,
    /// Where its text begins.
    text: usize,
}

struct Page<'a> {
    file: &'a Arc<File>,
    entries: Vec<Entry<'a>>,
    open: Option<Open>,
    /// The sign of the fence that a block of code is in.
    fence: Option<&'static str>,
    /// A heading of HTML that goes on: its level, where it begins, and its text so far.
    heading: Option<(usize, usize, String)>,
}

impl Page<'_> {
    fn read(&mut self, line: &str, span: Range<usize>) {
        let text = line.trim_start();
        let fence = ["```", "~~~"].into_iter().find(|fence| text.starts_with(fence));
        if self.fence.is_some() || fence.is_some() {
            // Within a fence nothing asks, and only its own sign ends it.
            if self.fence.is_none() || self.fence == fence {
                self.fence = if self.fence.is_none() { fence } else { None };
            }
            return;
        }
        if let Some((level, start, heading)) = self.heading.take().or_else(|| html_heading(text, span.start)) {
            self.read_html_heading(level, heading + text, start..span.end);
            return;
        }
        match PageLine::of(line) {
            PageLine::Heading(level, heading) => self.read_heading(level, heading, span),
            PageLine::Question(question, rest) => self.begin(question, rest, None, span),
            PageLine::Answer(answer) => {
                if let Some(open) = &mut self.open {
                    open.begun = answer.to_string();
                    open.text = span.end;
                }
            }
            PageLine::End if self.open.as_ref().is_some_and(|open| open.level.is_none()) => self.close(span.start),
            PageLine::End | PageLine::Text => {}
        }
    }

    fn read_heading(&mut self, level: usize, heading: &str, span: Range<usize>) {
        if asks(heading) {
            self.begin(heading, "", Some(level), span);
            return;
        }
        let is_part = self.open.as_ref().is_some_and(|open| open.level.is_some_and(|own| level > own));
        if !is_part {
            self.close(span.start);
        }
    }

    /// A heading of HTML may have lines of its own for its tags.
    fn read_html_heading(&mut self, level: usize, heading: String, span: Range<usize>) {
        if !heading.contains("</h") && heading.len() < LONGEST_HEADING {
            self.heading = Some((level, span.start, heading));
            return;
        }
        let heading = plain_html(&heading);
        self.read_heading(level, &heading, span);
    }

    fn begin(&mut self, question: &str, begun: &str, level: Option<usize>, span: Range<usize>) {
        self.close(span.start);
        let question = plain(bare(question)).trim().to_string();
        self.open = Some(Open { question, level, start: span.start, begun: begun.to_string(), text: span.end });
    }

    fn close(&mut self, end: usize) {
        let Some(open) = self.open.take() else { return };
        let text = format!("{}\n{}", open.begun, &self.file.text[open.text.min(end)..end]);
        let answer = plain_of_page(&text);
        if answer.chars().any(char::is_alphanumeric) {
            self.entries.push(Entry {
                file: self.file,
                span: open.start..end,
                name: None,
                questions: vec![open.question],
                answers: vec![answer],
            });
        }
    }
}
