//! Line ends that a file writes as `\n`, as the TSV of QnA Maker does.

use std::borrow::Cow;

/// What a sentence or a part of one ends with.
const SENTENCE_ENDS: [char; 13] = ['.', '!', '?', ':', ';', ',', ')', '"', '…', '。', '！', '？', '：'];

/// The text with its escaped line ends as such. A backslash of a path, as in `C:\new`, stays what it is.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("\\n") || text.contains('\n') {
        return Cow::Borrowed(text);
    }
    let places: Vec<usize> = text.match_indices("\\n").map(|(at, _)| at).filter(|at| !is_in_path(text, *at)).collect();
    // One that is plainly a line end makes the others such.
    if !places.iter().any(|at| is_plain(text, *at)) {
        return Cow::Borrowed(text);
    }
    let mut lines = String::with_capacity(text.len());
    let mut from = 0;
    for at in places {
        let line = text[from..at].strip_suffix("\\r").unwrap_or(&text[from..at]);
        lines.push_str(line);
        lines.push('\n');
        from = at + 2;
    }
    lines.push_str(&text[from..]);
    Cow::Owned(lines)
}

fn is_in_path(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let line = &before[before.rfind("\\n").map_or(0, |at| at + 2)..];
    let word = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    let mut letters = word.chars();
    let drive = letters.next().is_some_and(|letter| letter.is_ascii_alphabetic()) && letters.next() == Some(':');
    let is_drive = drive && matches!(letters.next(), None | Some('\\' | '/'));
    is_drive || word.ends_with('\\') || word.trim_end_matches("\\r").contains('\\')
}

/// Whether what stands around a `\n` leaves no doubt that a line ends there.
fn is_plain(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + 2..].chars().next();
    before.is_none_or(|before| before.is_whitespace() || SENTENCE_ENDS.contains(&before))
        || after.is_none_or(|after| !after.is_ascii_lowercase())
}
