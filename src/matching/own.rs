//! How the base's own texts write things, since a question may write them otherwise: "e-mail" and "email",
//! "check-in" and "checkin", Chinese words that no list knows, phone numbers, years.

use compact_str::{CompactString, format_compact};
use rustc_hash::{FxHashMap, FxHashSet};

use super::cohesion::chinese_words;
use super::piece::{Piece, PieceKind};
use crate::text::{Cut, Lexicon, Number, Shape, Token, from_digits, full_year, is_common, normal_form, stem};

/// What the base's own texts show.
#[derive(Debug, Default)]
pub(crate) struct OwnWords {
    /// Words that the base writes as one.
    joined: FxHashSet<CompactString>,
    /// Words that it writes with a hyphen only, by how they read without it.
    hyphenated: FxHashMap<CompactString, [CompactString; 2]>,
    /// Chinese characters that stand by themselves.
    alone: FxHashSet<char>,
    /// Links, addresses and phone numbers.
    asides: FxHashSet<CompactString>,
    /// Whole figures.
    figures: FxHashSet<u64>,
}

/// Fewest letters of a word that may have been parted by a blank: shorter ones come about by chance.
const SHORTEST_PARTED: usize = 5;
/// Fewest letters of a word that a hyphen may have been left out of.
const SHORTEST_HYPHENATED: usize = 4;
/// From this many letters on, a word that says little may be the first half of another: "back up".
const LONG_FILLER: usize = 4;

impl OwnWords {
    /// Learns from the texts of the base. `strangers_of` cuts a Chinese run, and gives its stretches of
    /// characters that are no words; with them come the Chinese words that no list knows.
    pub(crate) fn learn<'a>(
        texts: impl Iterator<Item = &'a Cut>,
        strangers_of: impl Fn(&str) -> Vec<String>,
    ) -> (Self, Vec<String>) {
        let mut own = Self::default();
        let mut stretches = Vec::new();
        for (tokens, asides) in texts {
            own.asides.extend(asides.iter().cloned());
            own.note_words(tokens);
            for token in tokens.iter().filter(|token| token.shape == Shape::Chinese) {
                stretches.extend(strangers_of(&token.text));
            }
        }
        let joined = &mut own.joined;
        own.hyphenated.retain(|word, [first, _]| {
            let is_one = joined.contains(word) || first.len() == 1;
            if is_one {
                joined.insert(word.clone());
            }
            !is_one && word.len() >= SHORTEST_HYPHENATED
        });
        let mut words = Vec::new();
        for word in chinese_words(&stretches) {
            let mut chars = word.chars();
            match (chars.next(), chars.next()) {
                (Some(only), None) => _ = own.alone.insert(only),
                _ => words.push(word),
            }
        }
        (own, words)
    }

    fn note_words(&mut self, tokens: &[Token]) {
        for (at, token) in tokens.iter().enumerate() {
            match token.shape {
                Shape::Word if token.text.is_ascii() => {
                    self.joined.insert(token.text.clone());
                }
                Shape::Number(number) => self.figures.extend(number.whole()),
                _ => {}
            }
            let [first, hyphen, second] = &tokens[at..tokens.len().min(at + 3)] else { continue };
            let touch = first.span.end == hyphen.span.start && hyphen.span.end == second.span.start;
            let joins = first.shape == Shape::Word && matches!(second.shape, Shape::Word | Shape::Number(_));
            if hyphen.text == "-" && touch && joins {
                let word = format_compact!("{}{}", first.text, second.text);
                self.hyphenated.insert(word, [first.text.clone(), second.text.clone()]);
            }
        }
    }

    /// Whether a Chinese character stands by itself somewhere.
    pub(crate) fn stands_alone(&self, word: &str) -> bool {
        word.chars().next().is_some_and(|first| self.alone.contains(&first))
    }

    /// Whether a link, an address or a phone number is one of the base's.
    pub(crate) fn has_aside(&self, aside: &str) -> bool {
        self.asides.contains(aside)
    }

    /// Whether two digits behind a month are a year: the base speaks of that year, and not of such a day.
    pub(crate) fn means_year(&self, short: u64) -> bool {
        self.figures.contains(&full_year(short)) && !self.figures.contains(&short)
    }

    /// Writes compounds of `text` as the base does.
    pub(crate) fn join_compounds(&self, pieces: Vec<Piece>, text: &str) -> Vec<Piece> {
        let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
        for piece in pieces {
            if let Some(last) = joined.last_mut()
                && let Some(word) = self.joined_word(last, &piece, text)
            {
                let shown = text.get(last.span.start..piece.span.end).map(|shown| normal_form(shown).into());
                *last = Piece { capital: last.capital, shown, ..Piece::latin(&word, last.span.start..piece.span.end) };
                continue;
            }
            match self.hyphenated.get(&piece.text).filter(|_| piece.kind == PieceKind::Latin) {
                Some(parts) => joined.extend(parts.iter().map(|part| part_of(&piece, part))),
                None => joined.push(piece),
            }
        }
        joined
    }

    /// The word of the base that two pieces make, with a hyphen or a blank between them.
    fn joined_word(&self, first: &Piece, second: &Piece, text: &str) -> Option<CompactString> {
        let is_word = |piece: &Piece| piece.kind == PieceKind::Latin && piece.text.is_ascii();
        if !is_word(first) || !(is_word(second) || second.number().is_some()) {
            return None;
        }
        let gap = text.get(first.span.end..second.span.start)?;
        let by_hyphen = gap != " ";
        if by_hyphen && normal_form(gap) != "-" {
            return None;
        }
        let mut word = first.text.clone();
        word.push_str(&second.text);
        (self.joined.contains(&word) && (by_hyphen || may_be_parted(first, second, &word))).then_some(word)
    }
}

/// Whether a blank inside `word` is no chance: "web site", but not "is land".
fn may_be_parted(first: &Piece, second: &Piece, word: &str) -> bool {
    if second.number().is_some() {
        // "covid 19", but not "top 50".
        return !is_common(&first.text);
    }
    let fillers = &Lexicon::english().fillers;
    let says = |word: &str| !fillers.contains(word);
    word.len() >= SHORTEST_PARTED && says(word) && (says(&first.text) || first.text.len() >= LONG_FILLER)
}

/// A part of a compound that was typed as one word.
fn part_of(piece: &Piece, part: &str) -> Piece {
    let span = piece.span.clone();
    let whole = Some(piece.text.clone());
    match from_digits(part) {
        Some(number) => Piece { shown: whole, ..Piece::figure(Number { in_words: false, ..number }, part, span) },
        None => Piece { text: part.into(), key: stem(part), shown: whole, ..piece.clone() },
    }
}
