//! Spelling correction: a word that nobody knows becomes the base's nearest word by edit distance.
//!
//! A real word is never mended: "Shanghai" is no slip of "Shengma". So a word is looked at only if
//! it is neither the base's, nor in a word list, nor a common word of its language.

mod chinese;
mod sound;
mod stretch;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::hash::Hasher;

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use strsim::osa_distance;

use super::piece::{Piece, PieceKind};
use crate::text::{Lexicon, in_look_alikes, is_common, normal_form, stem};
use chinese::ChineseWords;

/// What slips are mended into.
#[derive(Debug, Default)]
pub(crate) struct Repair {
    /// English words by length.
    latin: Vec<Vec<Target>>,
    /// What is left of each English word with one letter taken away, and the word itself, as hashes in
    /// order, with the word's length and number: two words one slip apart share one of them.
    shortened: Vec<(u64, (u32, u32))>,
    /// The same words, to see whether one is known.
    known: FxHashSet<String>,
    chinese: ChineseWords,
}

#[derive(Debug)]
struct Target {
    text: String,
    /// How often the base uses it.
    count: usize,
    letters: u32,
}

/// A word must have this many letters to be mended: shorter ones have too many neighbours.
const SHORTEST: usize = 4;
/// From this many letters on, a word may be two slips off.
const TWO_SLIPS: usize = 7;
/// With two slips and fewer letters than that, the consonants must agree.
const TWO_SLIPS_SAME_CONSONANTS: usize = 5;

/// The most unknown words of a question that are mended: each is held against all words of the base that are about
/// as long, and a question with more is no question.
const MOST_MENDED: usize = 24;

/// The question word that a short word at the beginning is a slip of: "hoq many".
fn question_word(typed: &str) -> Option<CompactString> {
    const WORDS: [&str; 7] = ["how", "what", "who", "when", "where", "which", "why"];
    let mut near = WORDS.into_iter().filter(|word| typed.len() > 2 && osa_distance(typed, word) == 1);
    let word = near.next()?;
    near.next().is_none().then(|| word.into())
}

fn could_be_slip(word: &str) -> bool {
    word.len() >= SHORTEST && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

impl Repair {
    /// `latin`: the base's words and how often it uses them; `real`: further words that are no slips; `names`: Chinese forms of names and
    /// synonyms; `chinese`: all Chinese words that the base uses and that say something.
    pub(crate) fn new<'a>(
        latin: &BTreeMap<&str, usize>,
        real: impl Iterator<Item = &'a String>,
        names: impl Iterator<Item = &'a str>,
        chinese: impl Iterator<Item = &'a str>,
    ) -> Self {
        let mut repair = Self::default();
        for (text, count) in latin {
            let length = text.chars().count();
            if repair.latin.len() <= length {
                repair.latin.resize_with(length + 1, Vec::new);
            }
            repair.known.insert((*text).to_string());
            let place = (length as u32, repair.latin[length].len() as u32);
            repair.latin[length].push(Target { text: (*text).to_string(), count: *count, letters: letters(text) });
            if length >= SHORTEST {
                repair.shortened.extend(shortened(text).map(|short| (short, place)));
            }
        }
        repair.shortened.sort_unstable();
        repair.shortened.shrink_to_fit();
        repair.known.extend(real.map(|word| normal_form(word)));
        names.for_each(|name| repair.chinese.add(name, true));
        chinese.for_each(|word| repair.chinese.add(word, false));
        repair
    }

    /// Mends English words, and parts words that were typed as one.
    pub(crate) fn latin(&self, pieces: Vec<Piece>) -> Vec<Piece> {
        let mut mended: Vec<Piece> = Vec::with_capacity(pieces.len());
        let mut tried: FxHashMap<CompactString, Vec<&str>> = FxHashMap::default();
        for piece in pieces {
            let begins = mended.last().is_none_or(|before| before.kind == PieceKind::Mark);
            let unknown = piece.kind == PieceKind::Latin && !self.is_word(&piece.text);
            let opening = || question_word(&piece.text).filter(|_| begins);
            let read = || self.drawn_out(&piece.text).or_else(opening).or_else(|| self.look_alike(&piece.text));
            if let Some(word) = unknown.then(read).flatten() {
                mended.push(Piece { key: stem(&word), typed: Some(piece.text), text: word, ..piece });
                continue;
            }
            if !unknown || !could_be_slip(&piece.text) {
                mended.push(piece);
                continue;
            }
            let most = tried.len() < MOST_MENDED;
            let read = || if most { self.mended(&piece.text) } else { Vec::new() };
            let words = tried.entry(piece.text.clone()).or_insert_with(read);
            if words.is_empty() {
                mended.push(piece);
                continue;
            }
            mended.extend(words.iter().map(|word| Piece {
                text: (*word).into(),
                key: stem(word),
                typed: Some(piece.text.clone()),
                ..piece.clone()
            }));
        }
        mended
    }

    /// The word that was drawn out: "soooo", "pleeease".
    fn drawn_out(&self, typed: &str) -> Option<CompactString> {
        let squeezed = |most: usize| {
            let mut word = CompactString::default();
            let mut run = 0;
            for character in typed.chars() {
                run = if word.ends_with(character) { run + 1 } else { 1 };
                if run <= most {
                    word.push(character);
                }
            }
            word
        };
        let is_drawn_out = squeezed(2).len() < typed.len() && typed.bytes().all(|byte| byte.is_ascii_lowercase());
        let mut words = [2, 1].into_iter().filter(|_| is_drawn_out).map(squeezed);
        words.find(|word| self.is_word(word))
    }

    /// The base's word that was typed in letters of another script that look the same.
    fn look_alike(&self, typed: &str) -> Option<CompactString> {
        in_look_alikes(typed).filter(|word| self.known.contains(word)).map(CompactString::from)
    }

    fn is_word(&self, word: &str) -> bool {
        let lexicon = Lexicon::english();
        let lists = [&lexicon.fillers, &lexicon.light, &lexicon.places, &lexicon.times, &lexicon.speech];
        self.known.contains(word)
            || is_common(word)
            || lists.iter().any(|list| list.contains(word))
            || lexicon.properties.contains_key(word)
            || lexicon.irregular.contains_key(word)
            // Inflected forms of common words: "screenplays", but not "filmss".
            || word.strip_suffix('s').is_some_and(|singular| {
                is_common(singular) && singular.len() >= SHORTEST && !singular.ends_with('s')
            })
    }

    /// What was meant: a word that is one slip away, two words without a blank, or a word two slips away.
    fn mended<'a>(&'a self, typed: &str) -> Vec<&'a str> {
        let one_slip = best(typed, self.one_slip_away(typed));
        // A word that says something wins over a nearer one that doesn't, so two slips are tried then too.
        if let Some((_, target)) = one_slip.filter(|(size, _)| *size < TWO_SLIPS_SIZE) {
            return vec![target.text.as_str()];
        }
        let parted = if one_slip.is_none() { self.parted(typed) } else { None };
        let nearest = || {
            let tries_two = typed.len() >= TWO_SLIPS_SAME_CONSONANTS;
            if tries_two { best(typed, self.two_slips_away(typed)) } else { one_slip }
        };
        parted.unwrap_or_else(|| nearest().map(|(_, target)| vec![target.text.as_str()]).unwrap_or_default())
    }

    fn one_slip_away(&self, typed: &str) -> impl Iterator<Item = &Target> {
        shortened(typed).flat_map(|short| {
            let from = self.shortened.partition_point(|(other, _)| *other < short);
            let same = self.shortened[from..].iter().take_while(move |(other, _)| *other == short);
            same.map(|(_, (length, number))| &self.latin[*length as usize][*number as usize])
        })
    }

    /// Candidates at edit distance two or less. The first letter of one word must be among the first two of the other:
    /// two slips at the very start are too rare to be worth the candidates.
    fn two_slips_away(&self, typed: &str) -> impl Iterator<Item = &Target> {
        let own = letters(typed);
        let typed = typed.as_bytes();
        let lengths = self.latin.iter().take(typed.len() + 3).skip(typed.len().saturating_sub(2));
        lengths.flatten().filter(move |target| {
            let other = target.text.as_bytes();
            (target.letters ^ own).count_ones() <= 4
                && (typed[0] == other[0] || typed.get(1) == other.first() || typed.first() == other.get(1))
        })
    }

    /// The two known words that were typed without a blank between them.
    fn parted<'a>(&'a self, typed: &str) -> Option<Vec<&'a str>> {
        let fillers = &Lexicon::english().fillers;
        let known = |word: &str| self.known.get(word).or_else(|| fillers.get(word)).map(String::as_str);
        (2..typed.len() - 1)
            .filter(|at| at.min(&(typed.len() - at)) >= &2 && typed.len() >= 6)
            .filter_map(|at| Some(vec![known(&typed[..at])?, known(&typed[at..])?]))
            .max_by_key(|words| words[0].len().min(words[1].len()))
    }

    /// Mends Chinese words.
    pub(crate) fn chinese(&self, pieces: &[Piece]) -> Vec<Piece> {
        self.chinese.mend(pieces)
    }

    /// The same, with the single Chinese characters that the base uses as words.
    #[must_use]
    pub(crate) fn with_singles(mut self, singles: impl Iterator<Item = CompactString>) -> Self {
        self.chinese.add_singles(singles);
        self
    }
}

/// The nearest of `targets`, and how far it is.
fn best<'a>(typed: &str, targets: impl Iterator<Item = &'a Target>) -> Option<(SlipSize, &'a Target)> {
    let near = targets.filter_map(|target| Some((slip_size(typed, target)?, target)));
    near.min_by_key(|(size, target)| (*size, Reverse(target.count), target.text.as_str()))
}

/// Hashes of a word and of what is left of it when one letter is taken away.
fn shortened(word: &str) -> impl Iterator<Item = u64> {
    let hash = |without: Option<usize>| {
        let mut hasher = FxHasher::default();
        let letters = word.bytes().enumerate().filter(|(at, _)| Some(*at) != without);
        letters.for_each(|(_, letter)| hasher.write_u8(letter));
        hasher.finish()
    };
    (0..word.len()).map(Some).chain([None]).map(hash)
}

/// The number of edits doubled, with what it costs to say nothing; whether the first letters differ; what kind of slip.
type SlipSize = (usize, bool, usize);
/// From this size on, a word is two slips away or says nothing.
const TWO_SLIPS_SIZE: SlipSize = (3, false, 0);

/// How far a slip goes: the number of edits, then what kind; none if it goes too far.
fn slip_size(typed: &str, target: &Target) -> Option<SlipSize> {
    let distance = osa_distance(typed, &target.text);
    let longer = typed.len().max(target.text.len());
    let near_enough = match distance {
        0 | 1 => target.text.len() >= SHORTEST,
        2 if longer >= TWO_SLIPS => true,
        2 if longer >= TWO_SLIPS_SAME_CONSONANTS => consonants(typed) == consonants(&target.text),
        _ => false,
    };
    near_enough.then(|| {
        // A slip in "theme" should not become "them", which says nothing.
        let same_sound = english_sound(typed) == english_sound(&target.text);
        let says_nothing = Lexicon::english().fillers.contains(&target.text);
        let penalty = if says_nothing && !same_sound { 3 } else { 0 };
        let other_start = typed.as_bytes()[0] != target.text.as_bytes()[0];
        let kind = if same_sound {
            usize::from(says_nothing)
        } else {
            2 + usize::from(sorted(typed) != sorted(&target.text)) + usize::from(typed.len() == target.text.len())
        };
        (2 * distance + penalty, other_start, kind)
    })
}

fn letters(word: &str) -> u32 {
    word.bytes().filter(u8::is_ascii_lowercase).fold(0, |letters, byte| letters | 1 << (byte - b'a'))
}

fn consonants(word: &str) -> String {
    word.chars().filter(|letter| !"aeiouy".contains(*letter)).collect()
}

/// A rough key of how an English word sounds: "plase" and "place" share it.
fn english_sound(word: &str) -> String {
    let spelt = word.replace("ph", "f").replace("ck", "k").replace("ce", "se").replace("ci", "si").replace("cy", "sy");
    let mut sound: Vec<char> = spelt
        .chars()
        .map(|letter| match letter {
            'c' | 'q' => 'k',
            'z' => 's',
            'y' => 'i',
            other => other,
        })
        .collect();
    sound.dedup();
    // The last letter of "theme" is silent.
    if sound.len() > SHORTEST && sound.last() == Some(&'e') {
        sound.pop();
    }
    sound.into_iter().collect()
}

fn sorted(word: &str) -> Vec<u8> {
    let mut bytes = word.as_bytes().to_vec();
    bytes.sort_unstable();
    bytes
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Repair;
    use crate::facts::Words;
    use crate::matching::names::Names;
    use crate::matching::reader::read_typed;
    use crate::text::tokens_and_asides;

    /// What becomes of each text where a base uses the words below, and “Shanghai” is a word of another subject.
    const CASES: [(&str, &str); 23] = [
        // One edit: a neighbouring key, a letter left out, doubled, or two in the wrong order.
        ("unicprn", "unicorn"),
        ("unicrn", "unicorn"),
        ("unicoorn", "unicorn"),
        ("uincorn", "unicorn"),
        // Two edits, in a long word only.
        ("festivvla", "festival"),
        ("univrns", "univrns"),
        ("themr", "theme"),
        // The first letters: one slip there is mended, two are not.
        ("nuicorn", "unicorn"),
        ("xqicorn", "xqicorn"),
        // Of two words as near, the one that the base uses more.
        ("plans plane", "plans|plane"),
        ("planx", "plans"),
        // Words without the blank between them.
        ("filmfestival", "film|festival"),
        ("filmtheme", "film|theme"),
        // Drawn out.
        ("fiiiilm", "film"),
        // The question word that opens a question.
        ("hoq many films", "how|many|films"),
        // Words that are none of the base's, and yet words.
        ("shanghai", "shanghai"),
        ("elephant", "elephant"),
        ("paris", "paris"),
        ("screenplays", "screenplays"),
        // Too short to tell.
        ("flm", "flm"),
        // Chinese: another character of the same sound, one wrong character of a name.
        ("毒角兽", "独角兽"),
        ("独角寿企业", "独角兽|企业"),
        ("昆仑网维", "昆仑万维"),
    ];

    #[test]
    fn slips_are_mended_and_words_are_not() {
        let latin = [("unicorn", 5), ("festival", 9), ("film", 20), ("theme", 2), ("plans", 7), ("plant", 1)];
        let latin: BTreeMap<&str, usize> = latin.into();
        let chinese = ["独角兽", "企业", "电影"];
        let repair =
            Repair::new(&latin, ["Shanghai".to_string()].iter(), ["昆仑万维"].into_iter(), chinese.into_iter());
        let texts: Vec<_> = chinese.into_iter().chain(["昆仑万维"]).map(tokens_and_asides).collect();
        let names = Names::new(&Words::default(), &[], &texts);
        for (text, expected) in CASES {
            let pieces = read_typed(text, &names, &repair);
            let words: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
            assert_eq!(words.join("|"), expected, "{text}");
            let is_mended = text.replace(' ', "|") != expected;
            assert_eq!(pieces.iter().any(|piece| piece.typed.is_some()), is_mended, "{text}: what was typed is kept");
        }
    }
}
