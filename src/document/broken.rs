//! What is wrong with a file that can't be read as TOML: most are broken in one of a few ways, and are told once.

use std::ops::Range;

use super::{Notes, quoted};
use crate::findings::{Fix, Rule};

/// Signs that look like those of TOML, and what is meant.
const LOOK_ALIKES: [(char, &str); 8] =
    [('“', "\""), ('”', "\""), ('„', "\""), ('＂', "\""), ('，', ","), ('＝', "="), ('［', "["), ('］', "]")];

const HINT: &str = "look for a missing quotation mark, comma or bracket here or just before; a quotation mark inside a \
                    text is written `\\\"`";

/// What git writes around two versions of a stretch that it couldn't join.
const MERGE_MARKERS: [&str; 3] = ["<<<<<<< ", "=======", ">>>>>>> "];

/// Notes that two versions of the file stand in it; whatever else is wrong comes of that.
pub(super) fn unmerged(notes: &mut Notes<'_>) -> bool {
    let text = &notes.file.text;
    let begin = stretches(text).find(|span| text[span.clone()].starts_with(MERGE_MARKERS[0]));
    let Some(begin) = begin.filter(|_| MERGE_MARKERS.iter().all(|marker| text.contains(marker))) else { return false };
    let hint = "keep the lines of one version, or of both, and delete the three lines with `<<<`, `===` and `>>>`";
    let message = "here stand two versions of the file that could not be merged";
    notes.add(Rule::Toml, begin, message, Some(hint.to_string()));
    true
}

/// The bytes of each line, without its end.
fn stretches(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let begin = start;
        start += line.len();
        begin..begin + line.trim_end().len()
    })
}

/// Notes the first place from which a file can't be read; what comes after is a consequence.
pub(super) fn broken(notes: &mut Notes<'_>, span: Option<Range<usize>>, message: &str) {
    let end = notes.file.text.len();
    let span = span.unwrap_or(end..end);
    let text = notes.file.text.clone();
    if let Some((at, sign, wanted)) = look_alike(&text, span.start) {
        let hint = format!("write a straight `{wanted}` instead of `{sign}`: that sign may stand inside a text alone");
        let marked = at..at + sign.len_utf8();
        let fix = in_straight_quotes(&text, at).unwrap_or(Fix { span: marked.clone(), text: wanted.to_string() });
        return notes.mendable(Rule::Toml, marked, format!("`{sign}` is no sign of TOML"), hint, fix);
    }
    if let Some(open) = open_list(&text, span.start) {
        let hint = "write `]` behind its last text".to_string();
        return notes.add(Rule::Toml, open, "this list is never closed", Some(hint));
    }
    if message.starts_with("duplicate key")
        && let Some((at, list)) = single_table(&text)
    {
        let marked = at..at + list.len() + 2;
        let message = format!("`[{list}]` is one table, and there may be several of them");
        let fix = Fix { span: marked.clone(), text: format!("[[{list}]]") };
        return notes.mendable(Rule::Toml, marked, message, format!("write `[[{list}]]`"), fix);
    }
    if message.starts_with("missing comma") {
        let end = text[..text.floor_char_boundary(span.start)].trim_end().len();
        let hint = "write `,` behind the text before this".to_string();
        let fix = Fix { span: end..end, text: ",".to_string() };
        return notes.mendable(Rule::Toml, span, "a comma is missing before this", hint, fix);
    }
    if message.starts_with("invalid basic string") && span.start == line_end(&text, span.start) {
        let hint = "write `\"` behind its last word; a quotation mark inside a text is written `\\\"`".to_string();
        let fix = Fix { span: span.clone(), text: "\"".to_string() };
        // In a list the comma may stand inside the text, or be missing.
        let message = "a text is never closed in this line";
        if text[..span.start].ends_with([',', ']']) {
            return notes.add(Rule::Toml, span, message, Some(hint));
        }
        return notes.mendable(Rule::Toml, span, message, hint, fix);
    }
    notes.add(Rule::Toml, span, format!("not valid TOML: {message}"), Some(HINT.to_string()));
}

/// A list of entries that is written as one table.
fn single_table(text: &str) -> Option<(usize, &'static str)> {
    let begins = |list: &'static str| {
        stretches(text).find(|span| text[span.clone()] == format!("[{list}]")).map(|span| (span.start, list))
    };
    ["fact", "gap", "smalltalk", "paragraph", "section"].into_iter().find_map(begins)
}

/// Where the line with the byte `at` ends.
fn line_end(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    text[at..].find(['\r', '\n']).map_or(text.len(), |end| at + end)
}

/// A sign that looks like one of TOML's, in the line where reading stopped or in the one before, and what is meant.
fn look_alike(text: &str, at: usize) -> Option<(usize, char, &'static str)> {
    let before = text.get(..at).unwrap_or(text);
    // Inside a text of several lines each sign is as good as another.
    if before.matches("\"\"\"").count() % 2 == 1 {
        return None;
    }
    let line = before.matches('\n').count();
    stretches(text).skip(line.saturating_sub(1)).take(2).find_map(|span| {
        let signs = outside_texts(&text[span.clone()]);
        let alike =
            |(place, sign)| LOOK_ALIKES.iter().find(|(look, _)| *look == sign).map(|(_, meant)| (place, sign, *meant));
        signs.into_iter().find_map(alike).map(|(place, sign, meant)| (span.start + place, sign, meant))
    })
}

/// A text in typographic quotation marks up to the end of its line, in straight ones.
fn in_straight_quotes(text: &str, at: usize) -> Option<Fix> {
    let line = text[at..].lines().next()?.trim_end().trim_end_matches([',', ']', ' ']);
    let inner = line.strip_prefix(['“', '”', '„', '＂'])?.strip_suffix(['“', '”', '＂', '"'])?;
    Some(Fix { span: at..at + line.len(), text: quoted(inner) })
}

/// The signs of a line outside of texts in straight quotation marks and of a comment.
fn outside_texts(line: &str) -> Vec<(usize, char)> {
    let mut inside = false;
    let mut signs = Vec::new();
    for (at, sign) in line.char_indices() {
        match sign {
            '"' => inside = !inside,
            '#' if !inside => break,
            _ if !inside => signs.push((at, sign)),
            _ => {}
        }
    }
    signs
}

/// The beginning of a list that is still open where reading stopped: a key or a table stands inside it.
fn open_list(text: &str, at: usize) -> Option<Range<usize>> {
    let line = text[..text.floor_char_boundary(at)].matches('\n').count();
    let lines: Vec<Range<usize>> = stretches(text).take(line + 1).collect();
    let stopped = &text[lines.last()?.clone()];
    let begins_entry = stopped.starts_with('[') || stopped.split_once('=').is_some_and(|(key, _)| is_key(key.trim()));
    if !begins_entry {
        return None;
    }
    let above = lines.iter().rev().skip(1);
    let mut inside = above.map(|span| (span, text[span.clone()].trim()));
    let (span, _) = inside.find(|(_, line)| line.ends_with('[') || line.ends_with(']') || line.is_empty())?;
    text[span.clone()].ends_with('[').then(|| span.clone())
}

fn is_key(text: &str) -> bool {
    let is_part = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-' | '.');
    !text.is_empty() && text.chars().all(is_part)
}
