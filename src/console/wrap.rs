//! Breaks lines where a reader would, in English and Chinese.

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_width::UnicodeWidthStr;

/// A terminal narrower than that breaks lines itself.
const NARROWEST: usize = 20;

/// The lines of `text`, none wider than `width` columns if it can be broken; after the first, each
/// begins with `indent` blanks.
pub(super) fn wrapped(text: &str, width: usize, indent: usize) -> Vec<String> {
    if width < NARROWEST.max(indent * 2) {
        return text.lines().map(str::to_string).collect();
    }
    text.lines().flat_map(|line| wrapped_line(line, width, indent)).collect()
}

fn wrapped_line(text: &str, width: usize, indent: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut start = 0;
    for (end, opportunity) in linebreaks(text) {
        let piece = &text[start..end];
        start = end;
        if !line.trim().is_empty() && line.width() + piece.trim_end().width() > width {
            lines.push(line.trim_end().to_string());
            line = " ".repeat(indent);
        }
        line.push_str(piece);
        if opportunity == BreakOpportunity::Mandatory {
            lines.push(line.trim_end().to_string());
            line = " ".repeat(indent);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_break_at_words_and_between_characters() {
        for (text, indent, expected) in [
            ("", 0, &[] as &[&str]),
            ("short", 0, &["short"]),
            ("one two three four five six", 0, &["one two three four", "five six"]),
            ("one two three four five six", 2, &["one two three four", "  five six"]),
            ("  indented by two and long", 4, &["  indented by two", "    and long"]),
            ("一二三四五六七八九十，十一", 0, &["一二三四五六七八九", "十，十一"]),
            ("unbreakableunbreakableunbreakable word", 0, &["unbreakableunbreakableunbreakable", "word"]),
            ("two\nlines", 0, &["two", "lines"]),
        ] {
            assert_eq!(wrapped(text, 20, indent), expected, "{text}");
        }
        assert_eq!(wrapped("a narrow terminal is left alone", 9, 0), ["a narrow terminal is left alone"]);
    }
}
