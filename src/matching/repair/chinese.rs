//! Mends Chinese words by sound and by one wrong character.
//!
//! Every stretch of a question is looked up by what it sounds like, and once for each of its characters by the
//! others. So no stretch is written out: what it is looked up by is a sum that grows with each character, and no
//! word longer than [`LONGEST`] is looked for. A question costs much the same whatever the base's names are.

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::sound::sound_near;
use super::stretch::{Run, Stretch, Sum, sum_of};
use crate::matching::piece::{Piece, PieceKind};
use crate::text::{Language, Lexicon, is_common};

/// The most characters of a word that slips are mended into: what is longer is a sentence, and no name.
const LONGEST: usize = 32;
/// The fewest characters of a name that may hold a wrong one: shorter ones have too many neighbours.
const SHORTEST_GAPPED: usize = 4;

/// The Chinese words that slips are mended into.
#[derive(Debug, Default)]
pub(super) struct ChineseWords {
    known: FxHashSet<String>,
    /// Those that something is looked up for, by number.
    words: Vec<Box<[char]>>,
    /// Words by their sound without tones.
    by_sound: FxHashMap<u64, usize>,
    /// Names by what is left when one character is blotted out.
    by_gap: FxHashMap<u64, usize>,
    /// Which lengths the names in `by_gap` have, by bits, for each first and for each second character.
    first: FxHashMap<char, u64>,
    second: FxHashMap<char, u64>,
    /// Single characters that the base uses as words: two of them in a row are no slip of another word.
    singles: FxHashSet<CompactString>,
    longest: usize,
}

/// Why a piece can't be the slip.
#[derive(Debug, Clone, Copy)]
struct Hiding {
    /// A place, a time, a property, or a word of the base.
    is_listed: bool,
    /// It says little.
    is_quiet: bool,
    length: usize,
}

impl ChineseWords {
    /// Adds a word, which may be a name.
    pub(super) fn add(&mut self, word: &str, is_name: bool) {
        let chars: Box<[char]> = word.chars().collect();
        if !(2..=LONGEST).contains(&chars.len()) {
            return;
        }
        let (number, whole) = (self.words.len(), sum_of(&chars));
        if let Some(sound) = whole.sound {
            self.by_sound.entry(sound).or_insert(number);
        }
        if is_name && chars.len() >= SHORTEST_GAPPED {
            *self.first.entry(chars[0]).or_default() |= 1 << chars.len();
            *self.second.entry(chars[1]).or_default() |= 1 << chars.len();
            for (at, character) in chars.iter().enumerate() {
                self.by_gap.entry(whole.without(at, *character)).or_insert(number);
            }
        }
        self.longest = self.longest.max(chars.len());
        self.known.insert(word.to_string());
        self.words.push(chars);
    }

    /// Adds the single characters that the base uses as words.
    pub(super) fn add_singles(&mut self, singles: impl Iterator<Item = CompactString>) {
        self.singles.extend(singles);
    }

    /// The pieces with their slips mended.
    pub(super) fn mend(&self, pieces: &[Piece]) -> Vec<Piece> {
        let mut mended: Vec<Piece> = Vec::with_capacity(pieces.len());
        let is_chinese = |piece: &Piece| piece.kind == PieceKind::Chinese;
        for pieces in pieces.chunk_by(|one, other| is_chinese(one) && is_chinese(other)) {
            if self.words.is_empty() || !is_chinese(&pieces[0]) {
                mended.extend_from_slice(pieces);
            } else {
                self.mend_run(pieces, &mut mended);
            }
        }
        mended
    }

    fn mend_run(&self, pieces: &[Piece], mended: &mut Vec<Piece>) {
        let run = Run::new(pieces);
        let hiding: Vec<Hiding> = pieces.iter().map(|piece| self.hiding(&piece.text)).collect();
        let mut at = 0;
        while at < pieces.len() {
            let Some((word, taken)) = self.longest_at(&run, &hiding, at) else {
                mended.push(pieces[at].clone());
                at += 1;
                continue;
            };
            let parts = &pieces[at..at + taken];
            let text: CompactString = word.iter().collect();
            mended.push(Piece {
                key: text.clone(),
                text,
                span: parts[0].span.start..parts[taken - 1].span.end,
                typed: Some(parts.iter().map(|piece| piece.text.as_str()).collect()),
                ..parts[0].clone()
            });
            at += taken;
        }
    }

    /// The longest mended word that the pieces from `first` on begin with, and how many pieces it takes.
    fn longest_at(&self, run: &Run<'_>, hiding: &[Hiding], first: usize) -> Option<(&[char], usize)> {
        let mut best = None;
        let mut sum = Sum::default();
        for taken in 1..=hiding.len() - first {
            let stretch = run.stretch(first, taken);
            stretch.last_chars().iter().for_each(|one| sum.add(*one));
            if sum.length > self.longest {
                break;
            }
            if sum.length > 1
                && let Some(word) = self.mended(&stretch, &sum, &hiding[first..first + taken])
            {
                best = Some((word, taken));
            }
        }
        best
    }

    fn mended(&self, stretch: &Stretch<'_>, sum: &Sum, hiding: &[Hiding]) -> Option<&[char]> {
        if self.known.contains(stretch.text) || (stretch.pieces.len() == 1 && is_common(stretch.text)) {
            return None;
        }
        let by_sound = self.same_sound(stretch, sum);
        let found = by_sound.or_else(|| self.one_wrong(stretch, sum))?;
        (!hides_a_word(stretch, found, hiding, by_sound.is_some())).then_some(found)
    }

    fn same_sound(&self, stretch: &Stretch<'_>, sum: &Sum) -> Option<&[char]> {
        let number = self.by_sound.get(&sum.sound?)?;
        // Two characters sound like something by chance too often: only strangers are mended then.
        let is_stranger = |piece: &Piece| !Lexicon::lists_chinese(&piece.text) && !self.is_own(&piece.text);
        (sum.length > 2 || stretch.pieces.iter().all(is_stranger)).then(|| &*self.words[*number])
    }

    fn one_wrong(&self, stretch: &Stretch<'_>, sum: &Sum) -> Option<&[char]> {
        let [first, second, ..] = stretch.chars else { return None };
        let has_length = |lengths: Option<&u64>| lengths.is_some_and(|lengths| lengths & 1 << sum.length != 0);
        // Where the first character is the wrong one, the second is right.
        let from = usize::from(!has_length(self.second.get(&second.character)));
        let to = if has_length(self.first.get(&first.character)) { sum.length } else { 1 };
        (from..to).find_map(|at| {
            let typed = stretch.chars[at];
            let word = &*self.words[*self.by_gap.get(&sum.without(at, typed.character))?];
            sound_near(typed.character, *word.get(at)?).then_some(word)
        })
    }

    /// Whether the base uses a word.
    fn is_own(&self, word: &str) -> bool {
        self.known.contains(word) || self.singles.contains(word)
    }

    fn hiding(&self, word: &str) -> Hiding {
        let lexicon = Lexicon::of(Language::Chinese);
        let is_listed = lexicon.places.contains(word)
            || lexicon.times.contains(word)
            || lexicon.properties.contains_key(word)
            || self.known.contains(word);
        Hiding { is_listed, is_quiet: lexicon.is_quiet(word), length: word.chars().count() }
    }
}

/// Whether a listed word, such as a place, stands where the slip would be.
fn hides_a_word(stretch: &Stretch<'_>, found: &[char], hiding: &[Hiding], same_sound: bool) -> bool {
    let differs = |at: usize| stretch.chars.get(at).map(|one| one.character) != found.get(at).copied();
    let mut at = 0;
    hiding.iter().any(|Hiding { is_listed, is_quiet, length }| {
        let mut own = at..at + length;
        at += length;
        // 发部 sounds like 发布, although 部 is a word; but 电影有 is no slip of 电影院.
        (*is_listed || (*is_quiet && (*length > 1 || !same_sound))) && own.any(differs)
    })
}
