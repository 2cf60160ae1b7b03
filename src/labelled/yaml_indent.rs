//! Quoted texts of YAML whose further lines begin too far left: the standard forbids it, and most parsers take it, so that
//! files have it.

/// What the parser says of it.
pub(super) const FAULT: &str = "invalid indentation in quoted scalar";

/// A text with blanks that were put into it. Blanks at the start of a line in quotation marks mean nothing.
pub(super) struct Indented {
    pub(super) text: String,
    /// Where they were put, in the text that has them, and how many.
    blanks: Vec<(usize, usize)>,
}

impl Indented {
    pub(super) fn of(text: &str) -> Self {
        Self { text: text.to_string(), blanks: Vec::new() }
    }

    /// Moves the lines of the quoted text that begins at `start` to the right of column `column`; whether it is one.
    pub(super) fn indent(&mut self, start: usize, column: usize) -> bool {
        let Some(end) = quoted_end(&self.text[start..]).map(|end| start + end) else { return false };
        let blanks = " ".repeat(column + 1);
        let mut quoted = String::with_capacity(end - start);
        for (number, line) in self.text[start..end].split_inclusive('\n').enumerate() {
            if number > 0 {
                self.blanks.push((start + quoted.len(), blanks.len()));
                quoted.push_str(&blanks);
            }
            quoted.push_str(line);
        }
        let grown = quoted.len() > end - start;
        self.text.replace_range(start..end, &quoted);
        grown
    }

    /// Where a place stands in the text as it was.
    pub(super) fn original(&self, at: usize) -> usize {
        let before = self.blanks.iter().take_while(|(start, _)| *start < at);
        at - before.map(|(start, count)| (*count).min(at - start)).sum::<usize>()
    }
}

/// Where a text in quotation marks ends, without its last mark.
fn quoted_end(text: &str) -> Option<usize> {
    let mark = text.bytes().next().filter(|mark| matches!(mark, b'"' | b'\''))?;
    let mut bytes = text.bytes().enumerate().skip(1).peekable();
    while let Some((at, byte)) = bytes.next() {
        if mark == b'"' && byte == b'\\' {
            bytes.next();
        } else if byte == mark {
            let is_doubled = mark == b'\'' && bytes.peek().is_some_and(|(_, next)| *next == mark);
            if !is_doubled {
                return Some(at);
            }
            bytes.next();
        }
    }
    None
}
