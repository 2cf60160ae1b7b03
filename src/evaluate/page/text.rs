//! Texts and numbers as they stand in a page.

use std::fmt::Write;

use crate::shown;
use crate::text::Language;

/// A text as HTML: its signs stand for themselves, and what would be invisible or turn the direction of others is named.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' | '\r' => escaped.push(' '),
            hidden if is_hidden_in_page(hidden) => {
                let _ = write!(escaped, "⟨{}⟩", shown::named(hidden));
            }
            other => escaped.push(other),
        }
    }
    escaped
}

/// Whether a character is hidden anywhere, or nobody sees it in a page, or HTML may not hold it.
fn is_hidden_in_page(character: char) -> bool {
    shown::is_hidden(character)
        || matches!(character, '\u{200B}'..='\u{200D}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{FEFF}')
        || u32::from(character) & 0xFFFE == 0xFFFE
}

/// What somebody wrote, in its own language and direction.
pub(super) fn quoted(text: &str) -> String {
    format!("<bdi lang=\"{}\">{}</bdi>", Language::of(text).code(), escape(text))
}

/// "1 question", "2 questions".
pub(super) fn count(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// A share of one, as "79.1 %", which is never parted.
pub(super) fn percent(share: f64) -> String {
    format!("{:.1}\u{a0}%", share * 100.0)
}

/// A share of one without digits that a scale does not need, as "5 %".
pub(super) fn tick(share: f64) -> String {
    let tenths = (share * 1000.0).round();
    if tenths % 10.0 == 0.0 { format!("{:.0} %", tenths / 10.0) } else { format!("{:.1} %", tenths / 10.0) }
}

#[cfg(test)]
mod tests {
    use super::{escape, quoted, tick};

    #[test]
    fn a_text_is_shown_and_never_read_as_html() {
        for (text, expected) in [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("\"Tom\" & 'Ann'", "&quot;Tom&quot; &amp; &#39;Ann&#39;"),
            ("a\u{202E}b\u{200F}c\u{2067}d", "a⟨U+202E⟩b⟨U+200F⟩c⟨U+2067⟩d"),
            ("a\u{0}b\u{1B}c\u{FFFE}d", "a⟨U+0000⟩b⟨U+001B⟩c⟨U+FFFE⟩d"),
            ("two\nlines", "two lines"),
            ("שלום 世界 😀", "שלום 世界 😀"),
        ] {
            assert_eq!(escape(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_quotation_has_its_language() {
        assert_eq!(quoted("几点开门？"), "<bdi lang=\"zh\">几点开门？</bdi>");
        assert_eq!(quoted("a<b"), "<bdi lang=\"en\">a&lt;b</bdi>");
    }

    #[test]
    fn a_scale_has_no_idle_digits() {
        for (share, expected) in [(0.05, "5 %"), (0.004, "0.4 %"), (1.0, "100 %"), (0.0, "0 %")] {
            assert_eq!(tick(share), expected);
        }
    }
}
