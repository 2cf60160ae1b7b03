//! From raw text to plain characters: one form for each, and the place it came from.

use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use unicode_normalization::UnicodeNormalization;

use super::language::is_chinese;

/// A character of the normal form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Char {
    /// Lower case, compatibility-composed, simplified.
    pub(crate) value: char,
    /// Byte offset in the raw text of the character it comes from.
    pub(crate) at: usize,
    /// Whether it was a capital letter.
    pub(crate) capital: bool,
}

static TO_SIMPLIFIED: LazyLock<Option<OpenCC>> = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::T2s).ok());

/// Brings `text` to its normal form: full-width letters become plain ones, accents go, capitals
/// become small, traditional characters simplified; invisible and control characters vanish.
pub(crate) fn normalize(text: &str) -> Vec<Char> {
    let mut chars = Vec::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        if is_invisible(character) {
            continue;
        }
        if character.is_ascii() {
            let value = if character.is_ascii_whitespace() { ' ' } else { character.to_ascii_lowercase() };
            chars.push(Char { value, at, capital: character.is_ascii_uppercase() });
            continue;
        }
        for part in character.nfkd().filter(|part| !is_combining(*part)) {
            let capital = part.is_uppercase();
            chars.extend(part.to_lowercase().map(|value| Char { value: plain_mark(value), at, capital }));
        }
    }
    chars.retain(|char| !char.value.is_control());
    simplify(&mut chars);
    chars
}

/// The normal form as a text.
pub fn normal_form(text: &str) -> String {
    normalize(text).into_iter().map(|char| char.value).collect()
}

/// Zero-width and direction marks, byte-order marks, variation selectors.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{00AD}')
        || (character.is_control() && !character.is_whitespace())
}

fn is_combining(character: char) -> bool {
    matches!(character, '\u{0300}'..='\u{036F}')
}

/// Typographic quotation marks, dashes and blanks as the keyboard has them.
fn plain_mark(character: char) -> char {
    match character {
        '‘' | '’' | 'ʼ' | '＇' | '`' => '\'',
        '“' | '”' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '。' => '.',
        '、' => ',',
        other if other.is_whitespace() => ' ',
        other => other,
    }
}

/// Replaces traditional characters where the converter keeps their number; it does but for a few
/// phrases, and those are converted one by one.
fn simplify(chars: &mut [Char]) {
    let Some(converter) = TO_SIMPLIFIED.as_ref() else {
        return;
    };
    let chinese: String = chars.iter().map(|char| char.value).filter(|value| is_chinese(*value)).collect();
    if chinese.is_empty() {
        return;
    }
    let simplified = converter.convert(&chinese);
    if simplified == chinese {
        return;
    }
    let by_phrase: Vec<char> = simplified.chars().collect();
    let places = chars.iter_mut().filter(|char| is_chinese(char.value));
    if by_phrase.len() == chinese.chars().count() {
        places.zip(by_phrase).for_each(|(char, value)| char.value = value);
    } else {
        places.for_each(|char| {
            let one = converter.convert(char.value.encode_utf8(&mut [0; 4]));
            char.value = one.chars().next().unwrap_or(char.value);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{normal_form, normalize};

    #[test]
    fn one_form_for_each_character() {
        for (text, expected) in [
            ("ＡＩ企業", "ai企业"),
            ("Café – “film”", "cafe - \"film\""),
            ("３５０ billion", "350 billion"),
            ("獨角獸", "独角兽"),
            ("Bei\u{200B}jing\u{202E}", "beijing"),
            ("ﬁlm\t\nnow\0", "film  now"),
            ("", ""),
        ] {
            assert_eq!(normal_form(text), expected, "{text:?}");
        }
    }

    #[test]
    fn normalising_twice_changes_nothing_and_places_lie_in_the_text() {
        for text in ["Ünïcödé ① ㈱ ﷺ", "在北京的電影企業有多少？", "½ of ΣΑΣ", "🎬 lights"] {
            let once = normal_form(text);
            assert_eq!(normal_form(&once), once);
            assert!(normalize(text).iter().all(|char| text.is_char_boundary(char.at)));
        }
    }
}
