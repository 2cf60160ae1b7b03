//! A reply as Telegram's HTML, in messages that are short enough to be sent.

use super::Reply;
use super::plain::{Part, parts};

/// The most UTF-16 units that Telegram takes in a message, counted after tags and entities are read.
pub const LONGEST_MESSAGE: usize = 4096;

/// A stretch of text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// How it looks.
    pub style: Style,
    /// What it says, unescaped.
    pub text: String,
}

/// How a block looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As it is.
    Plain,
    /// A heading.
    Bold,
    /// An aside.
    Italic,
    /// Evidence, folded up until somebody wants it.
    Proof,
}

impl Block {
    /// A block in a style.
    pub fn new(style: Style, text: impl Into<String>) -> Self {
        Self { style, text: text.into() }
    }
}

/// What a reply says and where that stands. Its options are not among it: they become buttons.
pub fn blocks(reply: &Reply) -> Vec<Block> {
    let block = |part| match part {
        Part::Said(text) => Some(Block::new(Style::Plain, text)),
        Part::Source(text) => Some(Block::new(Style::Italic, text)),
        Part::Quotation(text) => Some(Block::new(Style::Proof, text)),
        Part::Option(..) => None,
    };
    parts(reply).into_iter().filter_map(block).collect()
}

/// The blocks as messages of HTML, each on lines of its own, none longer than Telegram takes. A block
/// that is too long is divided between sentences where it has any, so no tag and no entity is ever cut.
pub fn messages(blocks: &[Block]) -> Vec<String> {
    let mut messages = Vec::new();
    let (mut message, mut length) = (String::new(), 0);
    for block in blocks {
        for piece in pieces(&block.text, LONGEST_MESSAGE) {
            let units = units(piece);
            if length > 0 && length + 1 + units > LONGEST_MESSAGE {
                messages.push(std::mem::take(&mut message));
                length = 0;
            }
            if length > 0 {
                message.push('\n');
                length += 1;
            }
            message.push_str(&dressed(block.style, piece));
            length += units;
        }
    }
    if length > 0 {
        messages.push(message);
    }
    messages
}

fn dressed(style: Style, text: &str) -> String {
    let text = escaped(text);
    match style {
        Style::Plain => text,
        Style::Bold => format!("<b>{text}</b>"),
        Style::Italic => format!("<i>{text}</i>"),
        Style::Proof => format!("<blockquote expandable>{text}</blockquote>"),
    }
}

/// A text in which nothing is a tag or an entity.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// How many UTF-16 units a text has, which is how Telegram counts.
pub fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// A text cut to `most` UTF-16 units, with an ellipsis where something is left out.
pub fn shortened(text: &str, most: usize) -> String {
    if units(text) <= most {
        return text.to_string();
    }
    let end = prefix(text, most.saturating_sub(1));
    format!("{}…", text[..end].trim_end())
}

/// Pieces of a text of at most `most` units, divided after a line, a sentence or a word, whichever is there.
fn pieces(text: &str, most: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text.trim_end();
    while units(rest) > most {
        let full = &rest[..prefix(rest, most)];
        let end = last_break(full).unwrap_or(full.len());
        pieces.push(rest[..end].trim_end());
        rest = rest[end..].trim_start();
    }
    pieces.push(rest);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// How many bytes hold the first `most` units, at the border of a character.
fn prefix(text: &str, most: usize) -> usize {
    let mut used = 0;
    let beyond = text.char_indices().find(|(_, character)| {
        used += character.len_utf16();
        used > most
    });
    beyond.map_or(text.len(), |(at, _)| at)
}

/// Where the last line, sentence or word of a text ends. What stands before it is at least half of the
/// text, so that pieces don't become tiny.
fn last_break(text: &str) -> Option<usize> {
    let late = |at: &usize| *at > text.len() / 2;
    let after = |found: (usize, &str)| found.0 + found.1.len();
    let line = text.rmatch_indices('\n').map(after).find(late);
    let sentence = || {
        let chinese = text.rmatch_indices(['。', '！', '？']).map(after).find(late);
        let english = [". ", "! ", "? "].iter().filter_map(|end| text.rmatch_indices(end).map(after).find(late)).max();
        chinese.max(english)
    };
    let word = || text.rmatch_indices(char::is_whitespace).map(after).find(late);
    line.or_else(sentence).or_else(word)
}

#[cfg(test)]
mod tests {
    use super::{Block, LONGEST_MESSAGE, Style, messages, pieces, shortened, units};

    #[test]
    fn blocks_are_dressed_and_escaped() {
        let blocks = [
            Block::new(Style::Bold, "A & B"),
            Block::new(Style::Plain, "<script>"),
            Block::new(Style::Italic, "— paragraph 1"),
            Block::new(Style::Proof, "\"x\" > y"),
        ];
        let expected = "<b>A &amp; B</b>\n&lt;script&gt;\n<i>— paragraph 1</i>\n\
                        <blockquote expandable>\"x\" &gt; y</blockquote>";
        assert_eq!(messages(&blocks), [expected]);
        assert!(messages(&[Block::new(Style::Plain, " \n ")]).is_empty());
    }

    #[test]
    fn a_long_text_is_divided_where_it_may_be() {
        for (text, most, expected) in [
            ("short", 10, vec!["short"]),
            ("One two. Three four.", 14, vec!["One two.", "Three four."]),
            ("One two three four", 14, vec!["One two three", "four"]),
            ("first line\nsecond line", 15, vec!["first line", "second line"]),
            ("一二三。四五六。七八九。", 10, vec!["一二三。四五六。", "七八九。"]),
            ("abcdefghij", 4, vec!["abcd", "efgh", "ij"]),
            // An emoji has two units and is never halved.
            ("🙂🙂🙂", 3, vec!["🙂", "🙂", "🙂"]),
        ] {
            assert_eq!(pieces(text, most), expected, "{text}");
        }
    }

    #[test]
    fn no_message_is_too_long_and_nothing_is_lost() {
        for text in ["word ".repeat(3000), "字。".repeat(5000), "🙂<&>".repeat(4000), "x".repeat(9000)] {
            let sent = messages(&[Block::new(Style::Proof, text.clone()), Block::new(Style::Plain, text.clone())]);
            let shown = |html: &String| {
                html.replace("<blockquote expandable>", "")
                    .replace("</blockquote>", "")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&amp;", "&")
            };
            let shown: Vec<String> = sent.iter().map(shown).collect();
            assert!(shown.iter().all(|text| units(text) <= LONGEST_MESSAGE));
            let letters = |text: &str| text.chars().filter(|character| !character.is_whitespace()).count();
            assert_eq!(shown.iter().map(|text| letters(text)).sum::<usize>(), 2 * letters(&text));
        }
    }

    #[test]
    fn a_label_is_shortened_in_units() {
        assert_eq!(shortened("unchanged", 9), "unchanged");
        assert_eq!(shortened("cut in here", 7), "cut in…");
        assert_eq!(shortened("🙂🙂🙂", 4), "🙂…");
    }
}
