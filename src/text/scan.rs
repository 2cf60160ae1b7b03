//! Reads a stretch of the normal form step by step.

use compact_str::CompactString;

use super::language::is_chinese;
use super::normalize::Char;
use super::number::from_chinese;

/// A place in a text, and what stands there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scan<'a> {
    chars: &'a [Char],
    pub(super) at: usize,
}

impl<'a> Scan<'a> {
    #[inline]
    pub(super) fn new(chars: &'a [Char], at: usize) -> Self {
        Self { chars, at }
    }

    /// The whole text.
    pub(super) fn chars(self) -> &'a [Char] {
        self.chars
    }

    /// The character that comes next.
    #[inline]
    pub(super) fn peek(self) -> Option<char> {
        self.chars.get(self.at).map(|char| char.value)
    }

    /// The character before.
    #[inline]
    pub(super) fn before(self) -> Option<char> {
        self.at.checked_sub(1).map(|at| self.chars[at].value)
    }

    /// Whether the next character is a capital letter.
    pub(super) fn is_capital(self) -> bool {
        self.chars.get(self.at).is_some_and(|char| char.capital)
    }

    /// Whether the next character is a full-width mark.
    pub(super) fn is_wide(self) -> bool {
        self.chars.get(self.at).is_some_and(|char| char.wide)
    }

    /// The next `length` characters.
    pub(super) fn text(self, length: usize) -> CompactString {
        self.chars[self.at..].iter().take(length).map(|char| char.value).collect()
    }

    /// Takes one character if it is such a one.
    #[inline]
    pub(super) fn take(&mut self, mut is: impl FnMut(char) -> bool) -> Option<char> {
        let next = self.peek().filter(|next| is(*next))?;
        self.at += 1;
        Some(next)
    }

    /// Takes all such characters; says how many.
    #[inline]
    pub(super) fn take_all(&mut self, mut is: impl FnMut(char) -> bool) -> usize {
        let start = self.at;
        while self.take(&mut is).is_some() {}
        self.at - start
    }

    /// Takes `text` if it comes next.
    #[inline]
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let mut ahead = *self;
        let fits = text.chars().all(|wanted| ahead.take(|next| next == wanted).is_some());
        if fits {
            *self = ahead;
        }
        fits
    }

    /// Takes a word if it comes next and ends there.
    #[inline]
    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let mut ahead = *self;
        let fits = ahead.eat(word) && ahead.ends_word();
        if fits {
            *self = ahead;
        }
        fits
    }

    /// Takes blanks; says whether there was one.
    pub(super) fn blanks(&mut self) -> bool {
        self.take_all(|next| next == ' ') > 0
    }

    /// Whether no Latin word or number goes on here.
    #[inline]
    pub(super) fn ends_word(self) -> bool {
        !self.peek().is_some_and(is_latin)
    }

    /// Takes all digits; their value, and how many there are. None, and nothing taken, if there are none
    /// or more than `most`.
    pub(super) fn digits(&mut self, most: usize) -> Option<(u64, usize)> {
        let mut ahead = *self;
        let mut value = 0_u64;
        let mut count = 0;
        while let Some(digit) = ahead.take(|next| next.is_ascii_digit()).and_then(|next| next.to_digit(10)) {
            count += 1;
            if count > most {
                return None;
            }
            value = value * 10 + u64::from(digit);
        }
        (count > 0).then(|| {
            *self = ahead;
            (value, count)
        })
    }

    /// Takes a Chinese numeral below a hundred; its value, and how many characters it has.
    pub(super) fn numeral(&mut self) -> Option<(u64, usize)> {
        const LONGEST: usize = 3;
        let mut ahead = *self;
        let mut left = LONGEST + 1;
        let count = ahead.take_all(|next| {
            let goes_on = left > 0 && "零〇一二两三四五六七八九十".contains(next);
            left = left.saturating_sub(1);
            goes_on
        });
        let text: String = self.chars[self.at..ahead.at].iter().map(|char| char.value).collect();
        let value = from_chinese(&text).filter(|_| count <= LONGEST)?.whole()?;
        *self = ahead;
        Some((value, count))
    }
}

/// Letters and digits of scripts that part words with blanks.
#[inline]
pub(super) fn is_latin(value: char) -> bool {
    value.is_alphanumeric() && !is_chinese(value)
}
