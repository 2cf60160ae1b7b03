//! Clauses and sentences of an answer: does the ground say the opposite, or nothing of it?

use std::ops::Range;

use super::beside::{Beside, Doubt, DoubtKind, covered};
use super::figure::tells_value;
use super::ground::Telling;
use super::reading::{Reading, alike};

/// From this likeness on, two clauses say the same or the opposite; and by so much a clause that says the opposite
/// must be more like it than any that says the same. Fitted by hand on the bases in `tests/bases`.
const SAME: f32 = 0.4;
const MORE: f32 = 0.2;
const MORE_TOLD: f32 = 0.3;
/// The least share of a sentence that stands in the ground, and that of a reply of a gap, which may say less.
const TOLD: f32 = 0.35;
const TOLD_IN_GAP: f32 = 0.6;
/// The least share of a denial in a reply that its questions have.
const ASKED: f32 = 0.1;
/// Sentences of fewer telling words say too little to be told or not.
const FEWEST: usize = 3;

/// Words by which an answer speaks of its source: "the article leaves it open" stands in no article.
const OF_SOURCE: [&str; 22] = [
    "article",
    "the text",
    "文章",
    "文中",
    "原文",
    "本文",
    "报道",
    "leaves open",
    "it says",
    "it only",
    "it names",
    "it gives",
    "it ties",
    "it occurs",
    "its nearest",
    "the nearest",
    "named are",
    "is named",
    "are named",
    "people named",
    "只说",
    "提到",
];

/// Whether a text speaks of its source, which is `called` so.
pub(super) fn is_of_source(text: &str, called: &str) -> bool {
    let lower = text.to_lowercase();
    let called = called.trim_start_matches("the ").to_lowercase();
    (!called.is_empty() && lower.contains(&called)) || OF_SOURCE.iter().any(|word| lower.contains(word))
}

impl Beside<'_> {
    /// What the answer denies and the ground affirms, or the other way round.
    pub(super) fn negations(&self) -> Vec<Doubt> {
        let own_words = |clause: &Range<usize>| {
            (self.negation(clause, false).or_else(|| self.lone_denial(clause)))
                .or_else(|| self.turned(clause))
                .or_else(|| self.told_denied(clause))
                .or_else(|| self.denied_alike(clause))
        };
        let doubt = |clause: &Range<usize>| {
            self.denied_value(clause)
                .or_else(|| self.denied_list(clause))
                .or_else(|| self.says_nothing(clause))
                .or_else(|| {
                    if self.is_of_source(self.answer, clause) { self.negation(clause, true) } else { own_words(clause) }
                })
        };
        self.answer.clauses.iter().filter_map(doubt).collect()
    }

    /// Whether a clause speaks of the source and not of what that tells.
    fn is_of_source(&self, reading: &Reading, clause: &Range<usize>) -> bool {
        is_of_source(reading.text_of(clause), self.called) || reading.says_what_is_not_given(clause)
    }

    /// A clause of which the ground says the opposite in the same words; one that is `of_source` is compared with what
    /// the ground says of itself.
    fn negation(&self, clause: &Range<usize>, of_source: bool) -> Option<Doubt> {
        let own = self.answer.denies(clause);
        let (mut same, mut opposite, mut instead) = (0.0_f32, 0.0_f32, "");
        let grounds = self.grounds.iter().enumerate().filter(|(_, reading)| !reading.is_heading);
        for (ground, reading) in grounds {
            let may_be = |told: &&Range<usize>| {
                self.has_figures(clause, reading, told) && (!of_source || self.is_of_source(reading, told))
            };
            for told in reading.clauses.iter().filter(may_be) {
                let likeness = self.likeness(clause, ground, told);
                let denial = reading.denies(told);
                let is_open = !own.is_comparable(&denial);
                if is_open || denial.is_denied == own.is_denied {
                    same = same.max(likeness);
                }
                if (is_open || denial.is_denied != own.is_denied) && likeness > opposite {
                    (opposite, instead) = (likeness, reading.text_of(told));
                }
            }
        }
        let span = self.answer.span_of(clause);
        // A clause that tells something leaves more open than one that denies it.
        let more = if own.is_denied || self.answer.denies_twice(clause) { MORE } else { MORE_TOLD };
        (opposite > SAME && opposite > same + more).then(|| Doubt {
            kind: DoubtKind::Negation,
            span,
            instead: instead.to_string(),
        })
    }

    /// Whether a clause of a ground has all figures of a clause of the answer.
    pub(super) fn has_figures(&self, own: &Range<usize>, ground: &Reading, told: &Range<usize>) -> bool {
        let mut figures = self.answer.figures.iter().filter(|figure| own.contains(&figure.at));
        figures.all(|figure| ground.figures.iter().any(|other| told.contains(&other.at) && tells_value(figure, other)))
    }

    /// Sentences of which the ground has hardly a word.
    pub(super) fn untold(&self) -> Vec<Doubt> {
        let is_untold = |sentence: &&Range<usize>| {
            let (share, count) = self.covered(sentence);
            count >= FEWEST && share < TOLD && !is_of_source(self.answer.text_of(sentence), self.called)
        };
        let doubt = |sentence: &Range<usize>| Doubt {
            kind: DoubtKind::Untold,
            span: self.answer.span_of(sentence),
            instead: String::new(),
        };
        self.answer.sentences.iter().filter(is_untold).map(doubt).collect()
    }
}

/// The sentences of a reply that stand neither in a source nor in what is asked, and deny nothing.
pub(super) fn untold_in_reply(
    reply: &Reading,
    sources: &[&[Reading]],
    asked: &[Reading],
    telling: &Telling,
    called: &str,
) -> Vec<Range<usize>> {
    let best = |at: usize, readings: &mut dyn Iterator<Item = &Reading>| {
        let tokens = readings.flat_map(|reading| &reading.tokens).filter(|token| token.tells());
        tokens.map(|token| alike(&reply.tokens[at], token)).fold(0.0, f32::max)
    };
    let in_asked = |at: usize| best(at, &mut asked.iter());
    let held = |at: usize| best(at, &mut sources.iter().copied().flatten()).max(in_asked(at));
    // "It doesn't tell the price" denies what is asked; "smoking is banned" tells something.
    let denies_what_is_asked = |sentence: &Range<usize>| {
        reply.denies(sentence).is_denied && covered(reply, sentence, telling, in_asked).0 >= ASKED
    };
    let is_untold = |sentence: &&Range<usize>| {
        let (share, count) = covered(reply, sentence, telling, held);
        count >= FEWEST
            && share < TOLD_IN_GAP
            && !is_of_source(reply.text_of(sentence), called)
            && !denies_what_is_asked(sentence)
            && !gives_number(reply.text_of(sentence), sources)
    };
    reply.sentences.iter().filter(is_untold).map(|sentence| reply.span_of(sentence)).collect()
}

/// The fewest digits of a number that is no count, such as that of a telephone.
const NUMBER: usize = 5;

/// Whether a sentence gives a long number of a source: whom to ask instead.
fn gives_number(sentence: &str, sources: &[&[Reading]]) -> bool {
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '-');
    let numbers = sentence.split(|letter: char| !is_part(letter)).map(|number| number.trim_matches([' ', '-']));
    let mut long = numbers.filter(|number| number.bytes().filter(u8::is_ascii_digit).count() >= NUMBER);
    long.any(|number| sources.iter().copied().flatten().any(|source| source.text.contains(number)))
}
