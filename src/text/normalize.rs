//! From raw text to plain characters: one form for each, and the place it came from.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// A character of the normal form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Char {
    /// Lower case, compatibility-composed, simplified.
    pub(crate) value: char,
    /// Byte offset in the raw text of the character it comes from.
    pub(crate) at: usize,
    /// Whether it was a capital letter.
    pub(crate) capital: bool,
    /// Whether it was a full-width comma or stop, which no number holds.
    pub(crate) wide: bool,
}

/// The block that Chinese texts are written in.
const FIRST: char = '\u{4E00}';
const LAST: char = '\u{9FFF}';

/// The characters from `FIRST` to `LAST` that have a simplified form, each with it, one pair a line (see `NOTICE`).
const PAIRS: &str = include_str!("tables/simplified.txt");

/// The simplified form of each character from `FIRST` to `LAST`. Looked up by character and not by
/// phrase: a question's words matter here, not the one spelling in a thousand that needs its phrase.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut simplified: Vec<char> = (FIRST..=LAST).collect();
    for mut pair in PAIRS.lines().map(str::chars) {
        if let (Some(traditional @ FIRST..=LAST), Some(simple)) = (pair.next(), pair.next()) {
            simplified[traditional as usize - FIRST as usize] = simple;
        }
    }
    simplified
});

/// Brings `text` to its normal form: full-width letters become plain ones, accents go, capitals
/// become small, traditional characters simplified; ß is written ss, and Arabic letters lose their hamza;
/// invisible and control characters vanish.
pub(crate) fn normalize(text: &str) -> Vec<Char> {
    let mut chars = Vec::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        if is_invisible(character) {
            continue;
        }
        if character.is_ascii() {
            let value = if character.is_ascii_whitespace() { ' ' } else { character.to_ascii_lowercase() };
            chars.push(Char { value, at, capital: character.is_ascii_uppercase(), wide: false });
            continue;
        }
        if (FIRST..=LAST).contains(&character) {
            chars.push(Char { value: simplified(character), at, capital: false, wide: false });
            continue;
        }
        let wide = matches!(character, '，' | '、' | '。');
        for part in character.nfkd().filter(|part| !is_combining(*part)) {
            let capital = part.is_uppercase();
            let small =
                part.to_lowercase().flat_map(|small| if small == 'ß' { ['s'; 2].to_vec() } else { vec![small] });
            chars.extend(small.map(|value| Char { value: simplified(plain_mark(value)), at, capital, wide }));
        }
    }
    chars.retain(|char| !char.value.is_control());
    chars
}

/// The normal form as a text.
pub fn normal_form(text: &str) -> String {
    normalize(text).into_iter().map(|char| char.value).collect()
}

/// The words of a text in normal form, without the signs between them.
pub fn bare_words(normal: &str) -> impl Iterator<Item = &str> {
    normal.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Zero-width and direction marks, byte-order marks, variation selectors, the keys around keycap digits.
#[inline]
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{061C}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{00AD}' | '\u{20E3}')
        || (character.is_control() && !character.is_whitespace())
}

fn is_combining(character: char) -> bool {
    // Latin, Greek and Cyrillic accents; Arabic vowel signs and the hamza above, below or long.
    matches!(character, '\u{0300}'..='\u{036F}' | '\u{064B}'..='\u{0655}' | '\u{0670}')
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

#[inline]
fn simplified(character: char) -> char {
    if (FIRST..=LAST).contains(&character) { SIMPLIFIED[character as usize - FIRST as usize] } else { character }
}

#[cfg(test)]
mod tests {
    use super::{FIRST, LAST, PAIRS, normal_form, normalize};

    #[test]
    fn one_form_for_each_character() {
        for (text, expected) in [
            ("ＡＩ企業", "ai企业"),
            ("Café – “film”", "cafe - \"film\""),
            ("３５０ billion", "350 billion"),
            ("獨角獸", "独角兽"),
            ("Bei\u{200B}jing\u{202E}", "beijing"),
            ("ﬁlm\t\nnow\0", "film  now"),
            ("Straße GROẞ", "strasse gross"),
            ("أين إلى آخر", "اين الى اخر"),
            ("1️⃣", "1"),
            ("", ""),
        ] {
            assert_eq!(normal_form(text), expected, "{text:?}");
        }
    }

    #[test]
    fn each_line_of_the_table_is_a_pair() {
        let pairs: Vec<Vec<char>> = PAIRS.lines().map(|line| line.chars().collect()).collect();
        let is_sound = |pair: &Vec<char>| matches!(pair[..], [FIRST..=LAST, simple] if simple.is_alphabetic());
        assert!(pairs.iter().all(is_sound) && pairs.is_sorted_by_key(|pair| pair[0]));
        assert!(pairs.len() > 3000, "{}", pairs.len());
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
