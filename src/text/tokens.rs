//! Cuts the normal form into words, Chinese runs, numbers and marks.

use std::ops::Range;

use compact_str::{CompactString, ToCompactString};

use super::asides::{blank_out, said_aside};
use super::clock;
use super::contraction::contraction_parts;
use super::date::{self, Part};
use super::language::is_chinese;
use super::normalize::{Char, normalize};
use super::number::{Number, from_digits};
use super::scan::is_latin;
use super::signs::{signed_word, signs_behind, unmixed};

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
    /// What stood there, where the text is another word for it: 11 in 2024-11 is november.
    pub(crate) shown: Option<CompactString>,
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
    cut(text, &unspaced(normalize(text)))
}

/// The tokens of a text, and the pieces that stand beside what it says.
pub(crate) type Cut = (Vec<Token>, Vec<CompactString>);

/// Cuts a text of a base into tokens, with the pieces that stand beside what it says.
pub(crate) fn tokens_and_asides(text: &str) -> Cut {
    let chars = normalize(text);
    let asides = said_aside(&chars);
    (cut(text, &unspaced(chars)), asides)
}

/// Cuts what a person typed into tokens, without what stands beside the question; what `is_own` knows stays.
pub(crate) fn typed_tokens(text: &str, is_own: impl Fn(&str) -> bool) -> Vec<Token> {
    let mut chars = normalize(text);
    blank_out(&mut chars, is_own);
    cut(text, &unspaced(chars))
}

/// Characters in a row, each by itself between blanks, from which on they are one text: 北 京 有 多 少 家.
const SPACED: usize = 3;

/// Joins Chinese characters that were typed with a blank behind each.
fn unspaced(chars: Vec<Char>) -> Vec<Char> {
    let is_one = |at: usize| {
        let alone = |near: Option<usize>| near.and_then(|near| chars.get(near)).is_none_or(|near| near.value == ' ');
        is_chinese(chars[at].value) && alone(at.checked_sub(1)) && alone(Some(at + 1))
    };
    let may_be = |pair: &[Char]| is_chinese(pair[0].value) && pair[1].value == ' ';
    if !chars.windows(2).any(may_be) {
        return chars;
    }
    let mut kept = vec![true; chars.len()];
    let mut at = 0;
    while at < chars.len() {
        let ones: Vec<usize> = (at..chars.len()).step_by(2).take_while(|at| is_one(*at)).collect();
        if ones.len() >= SPACED {
            ones[1..].iter().for_each(|one| kept[one - 1] = false);
        }
        at = ones.last().unwrap_or(&at) + 1;
    }
    chars.into_iter().zip(kept).filter_map(|(char, kept)| kept.then_some(char)).collect()
}

fn cut(text: &str, chars: &[Char]) -> Vec<Token> {
    let cutter = Cutter { raw: text, chars };
    // As many as a text of short words and marks has.
    let mut tokens = Vec::with_capacity(chars.len() / 4 + 4);
    let mut start = 0;
    while start < chars.len() {
        start = if chars[start].value == ' ' { start + 1 } else { cutter.push(&mut tokens, start) };
    }
    tokens
}

/// How many characters from `start` on belong together.
fn run_end(chars: &[Char], start: usize) -> usize {
    let first = chars[start].value;
    let same =
        |belongs: &dyn Fn(usize) -> bool| start + 1 + (start + 1..chars.len()).take_while(|at| belongs(*at)).count();
    if is_chinese(first) {
        // A time of day inside a run begins a token of its own.
        return same(&|at| is_chinese(chars[at].value) && clock::at(chars, at).is_none());
    }
    let digit_at = |at: usize| chars.get(at).is_some_and(|char| char.value.is_ascii_digit());
    let letter_at = |at: usize| chars.get(at).is_some_and(|char| is_latin(char.value));
    if first.is_alphanumeric() {
        let end = same(&|at| {
            let Char { value, wide, .. } = chars[at];
            is_latin(value)
                || (",.".contains(value) && !wide && digit_at(at - 1) && digit_at(at + 1))
                || (value == '\'' && letter_at(at - 1) && letter_at(at + 1))
                || (value == '%' && digit_at(at - 1))
        });
        return end + signs_behind(&chars[start..], end - start);
    }
    start + 1
}

/// Cuts one text.
struct Cutter<'a> {
    raw: &'a str,
    chars: &'a [Char],
}

impl Cutter<'_> {
    /// Adds the tokens that begin at `start`; where they end.
    fn push(&self, tokens: &mut Vec<Token>, start: usize) -> usize {
        let token = |range: Range<usize>, shape: Shape| Token {
            text: self.chars[range.clone()].iter().map(|char| char.value).collect(),
            span: self.span_of(&range),
            shape,
            capital: self.chars[range.start].capital,
            bounds: Vec::new(),
            shown: None,
        };
        if let Some((number, end)) = clock::at(self.chars, start) {
            tokens.push(token(start..end, Shape::Number(number)));
            return end;
        }
        if let Some((parts, end)) = date::at(self.chars, start, tokens.last().map(|last| last.text.as_str())) {
            tokens.extend(parts.into_iter().map(|part| match part {
                Part::Number(number, range) => {
                    Token { text: number.to_compact_string(), ..token(range, Shape::Number(number)) }
                }
                Part::Month(month, range) => {
                    let token = token(range, Shape::Word);
                    Token { text: month.into(), shown: Some(token.text), bounds: Vec::new(), ..token }
                }
            }));
            return end;
        }
        if let Some((word, end)) = signed_word(self.chars, start) {
            tokens.push(Token { text: word, ..token(start..end, Shape::Word) });
            return end;
        }
        let end = run_end(self.chars, start);
        let found = token(start..end, Shape::Sign);
        match shape_of(&found.text) {
            Shape::Word => push_words(tokens, found, &self.chars[start..end]),
            Shape::Chinese => {
                let bounds = self.chars[start..end].iter().map(|char| char.at).chain([found.span.end]).collect();
                tokens.push(Token { bounds, shape: Shape::Chinese, ..found });
            }
            shape => tokens.push(Token { shape, ..found }),
        }
        end
    }

    fn span_of(&self, range: &Range<usize>) -> Range<usize> {
        let last = self.chars[range.end - 1].at;
        let width = self.raw[last..].chars().next().map_or(0, char::len_utf8);
        self.chars[range.start].at..last + width
    }
}

fn shape_of(text: &str) -> Shape {
    match text.chars().next() {
        Some(first) if is_chinese(first) => Shape::Chinese,
        Some(first) if first.is_ascii_digit() => from_digits(text).map_or(Shape::Word, Shape::Number),
        Some(first) if first.is_alphanumeric() => Shape::Word,
        Some(first) if "?!.,;:".contains(first) => Shape::Mark,
        _ => Shape::Sign,
    }
}

/// Adds the words that a run of letters is: letters of one script, and what an apostrophe joins apart.
fn push_words(tokens: &mut Vec<Token>, run: Token, chars: &[Char]) {
    let word = match unmixed(chars) {
        Some(text) => Token { text: text.into(), shape: Shape::Word, ..run },
        None => Token { shape: Shape::Word, ..run },
    };
    if word.text.contains('\'') {
        tokens.extend(contraction_parts(&word.text).into_iter().map(|text| Token { text, ..word.clone() }));
    } else {
        tokens.push(word);
    }
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
            ("１７：３０，４月", "17:30|,|4|月"),
            ("30，4、5", "30|,|4|,|5"),
            ("北 京 有 多 少 家", "北京有多少家"),
            ("北京 有 多少 家 a 天 b", "北京|有|多少|家|a|天|b"),
            ("...", ".|.|."),
            ("", ""),
        ] {
            assert_eq!(texts(text), expected, "{text}");
        }
    }

    #[test]
    fn a_token_remembers_where_it_stood() {
        let spaced = "東 京 的 ﬁlm ẞ";
        let words: Vec<&str> = tokens(spaced).iter().map(|token| &spaced[token.span.clone()]).collect();
        assert_eq!(words, ["東 京 的", "ﬁlm", "ẞ"]);
        let text = "Ｂeijing — 電影 👋 Café";
        for token in tokens(text) {
            assert!(text.get(token.span.clone()).is_some(), "{token:?}");
        }
        let words: Vec<&str> = tokens(text).iter().map(|token| &text[token.span.clone()]).collect();
        assert_eq!(words, ["Ｂeijing", "—", "電影", "👋", "Café"]);
    }
}
