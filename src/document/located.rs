//! A text of a file, and where each part of it stands there.

use std::ops::Range;
use std::str::CharIndices;

use crate::findings::Place;

/// A text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

impl Located {
    /// Where bytes of the text stand in the file; the whole place where that can't be told.
    pub fn part(&self, bytes: Range<usize>) -> Place {
        self.written(&bytes).map_or_else(|| self.place.clone(), |span| Place { file: self.place.file.clone(), span })
    }

    /// Walks along the text as the file writes it, which may hold escapes and broken lines.
    fn written(&self, bytes: &Range<usize>) -> Option<Range<usize>> {
        let raw = self.place.file.text.get(self.place.span.clone())?;
        let quote = raw.chars().next().filter(|first| matches!(first, '"' | '\''))?;
        let opening = raw.len() - raw.trim_start_matches(quote).len();
        let mut rest = raw[opening..].char_indices();
        // The text was trimmed.
        while rest.as_str().starts_with(char::is_whitespace) {
            rest.next();
        }
        let mut span = None;
        for (at, character) in self.text.char_indices() {
            let start = step(&mut rest, character, quote == '"')?;
            if at == bytes.start {
                span = Some(start..rest.offset());
            } else if at < bytes.end {
                span = span.map(|span| span.start..rest.offset());
            }
        }
        let begin = self.place.span.start + opening;
        span.map(|span| begin + span.start..begin + span.end)
    }
}

/// Steps over what stands for `character`, and tells where that begins; none where something else stands there.
fn step(rest: &mut CharIndices<'_>, character: char, escapes: bool) -> Option<usize> {
    loop {
        let (start, found) = rest.next()?;
        if found == '\r' && character == '\n' {
            continue;
        }
        if found != '\\' || !escapes {
            return (found == character).then_some(start);
        }
        let (_, code) = rest.next()?;
        let digits = match code {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        if !code.is_whitespace() {
            return (0..digits).all(|_| rest.next().is_some()).then_some(start);
        }
        // A backslash at the end of a line joins it to the next.
        while rest.as_str().starts_with(char::is_whitespace) {
            rest.next();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::document::parse;
    use crate::findings::File;

    #[test]
    fn a_part_of_a_text_is_found_in_its_file() {
        for (file, part, expected) in [
            (r#"key = "In 2024, 36 of them""#, "36", "36"),
            (r#"key = " say \"36\" twice, 36 ""#, "\"36\"", r#"\"36\""#),
            (r"key = 'a \ and 36'", "36", "36"),
            ("key = \"\"\"one \\\n   36 two\"\"\"", "36 two", "36 two"),
            (r#"key = "\u4e00\t共36家""#, "36家", "36家"),
            ("key = \"\"\"\r\nline\r\n36\"\"\"", "36", "36"),
        ] {
            let file = Arc::new(File { name: "a.toml".into(), text: file.into() });
            let mut findings = Vec::new();
            let text = parse(&file, &mut findings, |top, notes| top.text("key", notes)).flatten().expect("a text");
            let start = text.text.find(part).expect("part");
            let place = text.part(start..start + part.len());
            assert_eq!(&file.text[place.span], expected, "{}", file.text);
        }
    }
}
