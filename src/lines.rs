//! Reads lines of any bytes, none longer than a limit in memory.

use std::io::{self, BufRead, ErrorKind};

/// A line as it came, without its end.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    /// Its text; bytes that are no UTF-8 became U+FFFD.
    pub text: String,
    /// Whether it was longer than the limit, and its rest skipped.
    pub cut: bool,
}

/// The lines of `reader`.
pub struct Lines<R> {
    reader: R,
    limit: usize,
    first: bool,
}

impl<R: BufRead> Lines<R> {
    /// Lines of which at most `limit` bytes are kept.
    pub fn new(reader: R, limit: usize) -> Self {
        Self { reader, limit, first: true }
    }

    /// The next line's bytes and whether more came; none at the end.
    fn bytes(&mut self) -> io::Result<Option<(Vec<u8>, bool)>> {
        let (mut kept, mut cut, mut any) = (Vec::new(), false, false);
        loop {
            let chunk = match self.reader.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                return Ok(any.then_some((kept, cut)));
            }
            any = true;
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let line = &chunk[..end.unwrap_or(chunk.len())];
            let taken = line.len().min(self.limit - kept.len());
            kept.extend_from_slice(&line[..taken]);
            cut |= taken < line.len();
            let used = line.len() + usize::from(end.is_some());
            self.reader.consume(used);
            if end.is_some() {
                return Ok(Some((kept, cut)));
            }
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        let (bytes, cut) = match self.bytes() {
            Ok(line) => line?,
            Err(error) => return Some(Err(error)),
        };
        let text = String::from_utf8_lossy(&bytes);
        let text = text.strip_suffix('\r').unwrap_or(&text);
        // Editors on Windows open a file with a byte order mark.
        let text = text.strip_prefix('\u{FEFF}').filter(|_| self.first).unwrap_or(text).to_string();
        self.first = false;
        Some(Ok(Line { text, cut }))
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Lines};
    use std::io::BufReader;

    fn check(input: &[u8], expected: &[(&str, bool)]) {
        // Small buffers, so that lines come in pieces.
        for capacity in [1, 3, 64] {
            let lines: Vec<Line> =
                Lines::new(BufReader::with_capacity(capacity, input), 6).map(Result::unwrap).collect();
            let lines: Vec<(&str, bool)> = lines.iter().map(|line| (line.text.as_str(), line.cut)).collect();
            assert_eq!(lines, expected, "{input:?} by {capacity}");
        }
    }

    #[test]
    fn lines_come_one_by_one_and_never_longer_than_the_limit() {
        check(b"", &[]);
        check(b"\n", &[("", false)]);
        check(b"one\ntwo", &[("one", false), ("two", false)]);
        check(b"one\r\n\r\ntwo\n", &[("one", false), ("", false), ("two", false)]);
        check(b"123456\n1234567\n8", &[("123456", false), ("123456", true), ("8", false)]);
        check(b"a\xFFb\n", &[("a\u{FFFD}b", false)]);
        check("\u{FEFF}hi\n\u{FEFF}\n".as_bytes(), &[("hi", false), ("\u{FEFF}", false)]);
        check(b"a\0b", &[("a\0b", false)]);
    }
}
