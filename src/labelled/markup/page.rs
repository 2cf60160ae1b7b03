//! A plain text as it is put together: words, breaks between lines and paragraphs, items of lists, links.

use std::fmt::Write;

/// What becomes a plain text.
#[derive(Debug, Default)]
pub(super) struct Page {
    text: String,
    /// Line ends that come before the next word; no more than two.
    breaks: usize,
    /// A blank comes before the next word.
    blank: bool,
    /// Nothing stands behind the mark of the item yet.
    at_item: bool,
    /// The open lists; a numbered one with its next number.
    lists: Vec<Option<u64>>,
    /// The open links: where their text begins, and where they lead.
    links: Vec<(usize, String)>,
}

impl Page {
    /// Adds a text as it stands.
    pub(super) fn add(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.part();
        self.text.push_str(text);
        self.at_item = false;
    }

    /// Adds a text in which all white space is one blank.
    pub(super) fn add_flowing(&mut self, text: &str) {
        for (number, word) in text.split(|character: char| character.is_ascii_whitespace()).enumerate() {
            self.blank |= number > 0;
            self.add(word);
        }
    }

    /// Ends the line, and the paragraph if `lines` is two.
    pub(super) fn end(&mut self, lines: usize) {
        self.blank = false;
        if !self.at_item {
            self.breaks = self.breaks.max(lines);
        }
    }

    /// Ends the line once more: two such ends are a paragraph's.
    pub(super) fn end_again(&mut self) {
        self.blank = false;
        self.breaks = (self.breaks + 1).min(2);
    }

    /// Parts a cell of a table's row from the one before it.
    pub(super) fn begin_cell(&mut self) {
        if self.breaks == 0 && !self.text.is_empty() {
            self.blank = false;
            self.text.push_str(" | ");
        }
    }

    pub(super) fn begin_list(&mut self, first: Option<u64>) {
        self.at_item = false;
        self.lists.push(first);
    }

    pub(super) fn end_list(&mut self) {
        self.at_item = false;
        self.lists.pop();
    }

    /// Begins an item of the innermost list.
    pub(super) fn item(&mut self) {
        self.at_item = false;
        self.end(1);
        self.part();
        for _ in 1..self.lists.len() {
            self.text.push_str("  ");
        }
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let _ = write!(self.text, "{number}. ");
                *number = number.saturating_add(1);
            }
            _ => self.text.push_str("- "),
        }
        self.at_item = true;
    }

    pub(super) fn begin_link(&mut self, to: &str) {
        self.part();
        self.links.push((self.text.len(), to.trim().to_string()));
    }

    /// Ends a link: where it leads stands in brackets behind its text, unless the text says that.
    pub(super) fn end_link(&mut self) {
        let Some((start, to)) = self.links.pop() else { return };
        let to = to.strip_prefix("mailto:").or_else(|| to.strip_prefix("tel:")).unwrap_or(&to);
        let leads_nowhere = to.is_empty() || to.starts_with('#') || to.starts_with("javascript:");
        let bare = |address: &str| {
            let address = address.trim().trim_end_matches('/').to_lowercase();
            let address = address.trim_start_matches("https://").trim_start_matches("http://");
            address.trim_start_matches("www.").to_string()
        };
        let says = self.text[start..].trim();
        if leads_nowhere || bare(says) == bare(to) {
            return;
        }
        let link = if says.is_empty() { to.to_string() } else { format!(" ({to})") };
        self.text.truncate(self.text.trim_end().len().max(start));
        self.text.push_str(&link);
        self.at_item = false;
    }

    /// The text, without blanks around it and at the ends of its lines.
    pub(super) fn finish(self) -> String {
        let mut plain = String::with_capacity(self.text.len());
        let mut blank_lines = 0;
        for line in self.text.lines().map(str::trim_end) {
            blank_lines = if line.is_empty() { blank_lines + 1 } else { 0 };
            if blank_lines < 2 {
                plain.push_str(line);
                plain.push('\n');
            }
        }
        plain.trim().to_string()
    }

    fn part(&mut self) {
        let breaks = std::mem::take(&mut self.breaks);
        let blank = std::mem::take(&mut self.blank);
        if self.text.is_empty() || self.at_item {
            return;
        }
        if breaks > 0 {
            self.text.extend(std::iter::repeat_n('\n', breaks));
        } else if blank && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }
}
