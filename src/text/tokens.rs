//! Cuts the normal form into words, Chinese runs, numbers and marks.

use std::ops::Range;

use compact_str::CompactString;

use super::language::is_chinese;
use super::normalize::{Char, normalize};
use super::number::{Number, from_digits};

/// A piece of a text as it was typed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token {
    /// The normal form.
    pub(crate) text: CompactString,
    /// Bytes of the raw text.
    pub(crate) span: Range<usize>,
    /// What it is made of.
    pub(crate) shape: Shape,
    /// Whether it began with a capital letter.
    pub(crate) capital: bool,
    /// Where each character begins in the raw text, and where the last one ends: a Chinese run is cut
    /// into words later, and marks that nobody sees may stand inside it.
    pub(crate) bounds: Vec<usize>,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Shape {
    /// Latin or other alphabetic letters, with digits perhaps.
    Word,
    /// Chinese characters in a row.
    Chinese,
    /// A number in digits.
    Number(Number),
    /// A punctuation mark that may end a part of the question: one of `? ! . , ; :`.
    Mark,
    /// Any other sign, kept since it separates.
    Sign,
}

/// Cuts a text into tokens.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let chars = normalize(text);
    let mut tokens = Vec::new();
    let mut start = 0;
    while start < chars.len() {
        let end = start + run_length(&chars[start..]);
        if chars[start].value != ' ' {
            push(&mut tokens, text, &chars, start..end);
        }
        start = end;
    }
    tokens
}

/// How many characters from the first on belong together.
fn run_length(chars: &[Char]) -> usize {
    let first = chars[0].value;
    let same = |belongs: &dyn Fn(usize) -> bool| 1 + (1..chars.len()).take_while(|at| belongs(*at)).count();
    if is_chinese(first) {
        return same(&|at| is_chinese(chars[at].value));
    }
    let digit_at = |at: usize| chars.get(at).is_some_and(|char| char.value.is_ascii_digit());
    let letter_at = |at: usize| chars.get(at).is_some_and(|char| is_letter(char.value));
    if first.is_alphanumeric() {
        return same(&|at| {
            let value = chars[at].value;
            is_letter(value)
                || digit_at(at)
                || (",.".contains(value) && digit_at(at - 1) && digit_at(at + 1))
                || (value == '\'' && letter_at(at - 1) && letter_at(at + 1))
                || (value == '%' && digit_at(at - 1))
        });
    }
    1
}

fn is_letter(value: char) -> bool {
    value.is_alphanumeric() && !is_chinese(value)
}

fn push(tokens: &mut Vec<Token>, raw: &str, chars: &[Char], range: Range<usize>) {
    let text: CompactString = chars[range.clone()].iter().map(|char| char.value).collect();
    let span = span_of(raw, chars, &range);
    let first = chars[range.start];
    let shape = if is_chinese(first.value) {
        Shape::Chinese
    } else if first.value.is_ascii_digit() {
        from_digits(&text).map_or(Shape::Word, Shape::Number)
    } else if first.value.is_alphanumeric() {
        Shape::Word
    } else if "?!.,;:".contains(first.value) {
        Shape::Mark
    } else {
        Shape::Sign
    };
    if shape == Shape::Word {
        let word = Token { text, span, shape, capital: first.capital, bounds: Vec::new() };
        if word.text.contains('\'') {
            tokens.extend(contraction_parts(&word.text).into_iter().map(|text| Token { text, ..word.clone() }));
        } else {
            tokens.push(word);
        }
        return;
    }
    let bounds = if shape == Shape::Chinese {
        chars[range].iter().map(|char| char.at).chain([span.end]).collect()
    } else {
        Vec::new()
    };
    tokens.push(Token { text, span, shape, capital: first.capital, bounds });
}

fn span_of(raw: &str, chars: &[Char], range: &Range<usize>) -> Range<usize> {
    let last = chars[range.end - 1].at;
    let width = raw[last..].chars().next().map_or(0, char::len_utf8);
    chars[range.start].at..last + width
}

/// What stands behind an apostrophe, and the word that it stands for.
const ENDINGS: [(&str, &str); 6] =
    [("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'m", "am"), ("'d", "would")];
/// Words after which `'s` is "is", and not the mark of an owner.
const BEFORE_IS: [&str; 11] = ["what", "who", "where", "when", "how", "why", "that", "it", "there", "he", "she"];

/// Splits what an apostrophe joins: `don't` is `do not`, `festival's` is `festival`.
fn contraction_parts(word: &str) -> Vec<CompactString> {
    match word {
        "won't" => return vec!["will".into(), "not".into()],
        "can't" => return vec!["can".into(), "not".into()],
        "let's" => return vec!["let".into(), "us".into()],
        _ => {}
    }
    for (ending, meaning) in ENDINGS {
        if let Some(stem) = word.strip_suffix(ending) {
            return vec![stem.into(), meaning.into()];
        }
    }
    // "What's" is "what is", but "Bona's" is Bona.
    if let Some(stem) = word.strip_suffix("'s") {
        let is = BEFORE_IS.contains(&stem).then(|| "is".into());
        return [stem.into()].into_iter().chain(is).collect();
    }
    word.split('\'').filter(|part| !part.is_empty()).map(CompactString::from).collect()
}

#[cfg(test)]
mod tests {
    use super::tokens;

    fn texts(text: &str) -> String {
        tokens(text).into_iter().map(|token| token.text).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn texts_are_cut_at_blanks_marks_and_scripts() {
        for (text, expected) in [
            ("How many AI-unicorns, 11,000?", "how|many|ai|-|unicorns|,|11,000|?"),
            ("What's Bona's drama?", "what|is|bona|drama|?"),
            ("北京有2400多家AI企业吗", "北京有|2400|多家|ai|企业吗"),
            ("31% or 31 %", "31%|or|31|%"),
            ("Mureka O1", "mureka|o1"),
            ("don't", "do|not"),
            ("2025–2027", "2025|-|2027"),
            ("...", ".|.|."),
            ("", ""),
        ] {
            assert_eq!(texts(text), expected, "{text}");
        }
    }

    #[test]
    fn a_token_remembers_where_it_stood() {
        let text = "Ｂeijing — 電影 👋 Café";
        for token in tokens(text) {
            assert!(text.get(token.span.clone()).is_some(), "{token:?}");
        }
        let words: Vec<&str> = tokens(text).iter().map(|token| &text[token.span.clone()]).collect();
        assert_eq!(words, ["Ｂeijing", "—", "電影", "👋", "Café"]);
    }
}
