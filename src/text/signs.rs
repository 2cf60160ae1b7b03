//! Signs that belong to words, and letters and signs that stand for others.

use compact_str::CompactString;

use super::normalize::Char;
use super::scan::{Scan, is_latin};

/// Words with a sign that would cut them, and how they are read.
const SIGNED: [(&str, &str); 3] = [(".net", ".net"), ("tl;dr", "tldr"), ("o'clock", "oclock")];

/// What these begin with.
const OPENINGS: [char; 3] = ['.', 't', 'o'];

/// The word with signs in it that begins at `start`: how it is read, and where it ends.
pub(super) fn signed_word(chars: &[Char], start: usize) -> Option<(CompactString, usize)> {
    let scan = Scan::new(chars, start);
    if scan.before().is_some_and(is_latin) {
        return None;
    }
    // Looked at for every word, and most have no sign.
    let next = chars.get(start + 1).map_or(' ', |next| next.value);
    if next != '.' && !OPENINGS.contains(&chars[start].value) {
        return None;
    }
    let listed = SIGNED.into_iter().find_map(|(written, read)| {
        let mut ahead = scan;
        ahead.eat_word(written).then(|| (read.into(), ahead.at))
    });
    listed.or_else(|| dotted(scan))
}

/// U.S., e.g.: letters with a stop behind each are one word.
fn dotted(mut scan: Scan<'_>) -> Option<(CompactString, usize)> {
    let mut letters = CompactString::default();
    let mut end = scan.at;
    while let Some(letter) = scan.take(|next| next.is_ascii_lowercase()) {
        letters.push(letter);
        end = scan.at;
        if !scan.eat(".") {
            break;
        }
    }
    // The last stop belongs to the word, unless it ends the sentence as well.
    if scan.at > end {
        let mut next = scan;
        let ends_sentence = !next.blanks() || next.peek().is_none() || next.is_capital();
        end = if ends_sentence { end } else { scan.at };
    }
    (letters.len() > 1 && scan.ends_word()).then_some((letters, end))
}

/// How many signs behind a word of `length` letters belong to it: C++, C#, F#.
pub(super) fn signs_behind(chars: &[Char], length: usize) -> usize {
    let mut scan = Scan::new(chars, length);
    let all_letters = chars[..length].iter().all(|char| char.value.is_ascii_lowercase());
    let signs = if !all_letters {
        0
    } else if scan.eat("++") {
        2
    } else {
        usize::from(length == 1 && scan.eat("#"))
    };
    if scan.ends_word() { signs } else { 0 }
}

/// A word of mixed scripts in Latin letters, if all its other letters look like Latin ones.
pub(super) fn unmixed(chars: &[Char]) -> Option<String> {
    let mixes =
        chars.iter().any(|char| char.value.is_ascii_lowercase()) && chars.iter().any(|char| !char.value.is_ascii());
    let latin =
        |char: &Char| if char.value.is_ascii() { Some(char.value) } else { look_alike(char.value, char.capital) };
    mixes.then(|| chars.iter().map(latin).collect()).flatten()
}

/// A word in Latin letters, if all its letters look like such: Cyrillic "сор" as "cop".
pub(crate) fn in_look_alikes(word: &str) -> Option<String> {
    let foreign = !word.is_ascii();
    foreign.then(|| word.chars().map(|letter| look_alike(letter, false)).collect()).flatten()
}

/// The Latin letter that a Cyrillic or Greek one looks like; some do so as capitals only.
fn look_alike(letter: char, capital: bool) -> Option<char> {
    Some(match letter {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ε' => 'e',
        'һ' | 'н' => 'h',
        'η' if capital => 'h',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' => 'm',
        'μ' if capital => 'm',
        'ν' if capital => 'n',
        'ν' => 'v',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' if capital => 'y',
        'υ' => 'u',
        'ԝ' => 'w',
        'х' | 'χ' => 'x',
        'у' => 'y',
        'ζ' if capital => 'z',
        _ => return None,
    })
}

/// Whether a sign is a picture: people strew them where they like.
pub(crate) fn is_emoji(sign: &str) -> bool {
    sign.starts_with(|first| {
        matches!(first, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{2300}'..='\u{23FF}' | '\u{E0020}'..='\u{E007F}')
    })
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::{OPENINGS, SIGNED, in_look_alikes, is_emoji};

    fn texts(text: &str) -> String {
        tokens(text).into_iter().map(|token| token.text).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn signs_that_tell_words_apart_stay() {
        assert!(SIGNED.iter().all(|(written, _)| written.starts_with(OPENINGS)));
        for (text, expected) in [
            ("C, C++ or C#?", "c|,|c++|or|c#|?"),
            ("Does F# run on .NET?", "does|f#|run|on|.net|?"),
            ("the tl;dr, please", "the|tldr|,|please"),
            ("in the U.S. since", "in|the|us|since"),
            ("in the U.S. Since", "in|the|us|.|since"),
            ("e.g. films", "eg|films"),
            ("two+two, room#5, C + D", "two|+|two|,|room|#|5|,|c|+|d"),
            ("end.Then, a. b", "end|.|then|,|a|.|b"),
        ] {
            assert_eq!(texts(text), expected, "{text}");
        }
    }

    #[test]
    fn foreign_letters_in_a_latin_word_are_latin() {
        for (text, expected) in [
            ("unicоrns", "unicorns"),
            ("Εurope", "europe"),
            ("Νew", "new"),
            ("кофе", "кофе"),
            ("5 μm", "5|μm"),
            ("фilm", "фilm"),
        ] {
            assert_eq!(texts(text), expected, "{text}");
        }
        assert_eq!(
            (in_look_alikes("сор"), in_look_alikes("да"), in_look_alikes("cop")),
            (Some("cop".into()), None, None)
        );
    }

    #[test]
    fn pictures_are_told_from_other_signs() {
        for (sign, expected) in [("🦄", true), ("⭐", true), ("❤", true), ("«", false), ("→", false), ("€", false)]
        {
            assert_eq!(is_emoji(sign), expected, "{sign}");
        }
    }
}
