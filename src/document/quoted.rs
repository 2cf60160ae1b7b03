//! Texts as TOML writes them.

use std::fmt::Write;

/// A text as TOML writes it.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            other if other.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(other));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn any_text_comes_back_from_toml() {
        for text in [
            "plain",
            "say \"no\"",
            "a\\b \\u0041",
            "one\ntwo\r\n\tthree",
            "\u{0}\u{1b}\u{7f}\u{85}",
            "电影 \u{1F600} ’",
        ] {
            let table: toml::Table = toml::from_str(&format!("key = {}", quoted(text))).unwrap();
            assert_eq!(table["key"].as_str(), Some(text), "{text:?}");
        }
    }
}
