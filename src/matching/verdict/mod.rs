//! Is a claim so? A figure, a maker, a place or a time that a question claims is held against what the
//! answer tells of the same thing. Where that decides nothing, neither yes nor no is said.

mod choose;
mod claim;
mod slot;
#[cfg(test)]
mod tests;

use compact_str::CompactString;

use super::Matcher;
use super::gate::Question;
use super::knowledge::Knowledge;
use super::near::Near;
use super::rank::Candidate;
use super::told::{self, Agreement, Bound, Figure, Measure, Polarity, Sort, Told};
use super::word::{Class, Word};
use crate::text::{Kind, Language, Unit};
use choose::{Compared, Held};
use claim::{Aim, Claim, Manner};
use slot::{Part, is_named, may_name, may_stand_instead, values};

/// What an answer says to a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing is claimed.
    Unclaimed,
    /// It is so.
    Yes,
    /// It is not so; with what is told instead, where that is short.
    No(Option<Instead>),
    /// The fact doesn't decide it.
    NotTold(usize),
}

/// What is told instead of what was claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instead {
    /// Its words in the answer.
    pub text: CompactString,
    /// The language of the answer.
    pub language: Language,
    /// What it is.
    pub sort: InsteadSort,
}

/// What sort of thing is told instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InsteadSort {
    /// A figure.
    Figure,
    /// A time: "in November".
    Time,
    /// A place: "in Millbrook".
    Place,
    /// Who did it, where the question asks "did …".
    Doer,
    /// Who it is.
    Name,
}

/// How near in meaning to a word of the fact a word must be that the fact doesn't have.
const NEAR: f32 = 0.5;
/// The most of a question's weight that may stay open beside a claim: a manner of speaking.
const MOST_OPEN: f32 = 0.3;
/// The share of the phrasings asking who or where that give a name which is none of what they ask.
const GIVEN: f32 = 0.5;
/// The last day of a month, in thousandths.
const LAST_DAY: u128 = 31_000;
/// Words that count time from a date back.
const AHEAD: [&str; 6] = ["before", "ahead", "advance", "notice", "前", "提前"];
/// A word that is longer than this is no short correction.
const SHORT: usize = 40;

impl Matcher {
    /// What `fact` says to what `question` claims.
    pub fn verdict(&self, question: &Question, fact: &Candidate, language: Language) -> Verdict {
        let Some(claim) = Claim::of(question) else { return Verdict::Unclaimed };
        let Some(scene) = self.scene(question, fact, language, &claim) else { return Verdict::Unclaimed };
        let told = scene.told;
        let verdict = scene.figures().unwrap_or_else(|| scene.names());
        match verdict {
            Verdict::Yes | Verdict::No(_) if claim.negated => Verdict::NotTold(scene.first()),
            Verdict::Yes if told.polarity.opposes(scene.polarity()) => Verdict::No(None),
            Verdict::No(_) if told.polarity.opposes(scene.polarity()) => Verdict::NotTold(scene.first()),
            verdict => verdict,
        }
    }

    /// Whether `fact` has every telling word of what `question` claims.
    pub(super) fn tells_all(&self, question: &Question, fact: &Candidate, language: Language) -> bool {
        let claim = Claim::of(question);
        let scene = claim.as_ref().and_then(|claim| self.scene(question, fact, language, claim));
        // 是 may stand in any claim.
        scene.is_some_and(|scene| scene.unexplained().all(|at| question.words[at].text == "是"))
    }

    fn scene<'a>(
        &'a self,
        question: &'a Question,
        fact: &'a Candidate,
        language: Language,
        claim: &'a Claim,
    ) -> Option<Scene<'a>> {
        let knowledge = self.knowledge_of(fact.entry);
        let answers = &knowledge.told;
        let told = answers.iter().find(|told| told.language == language).or(answers.first())?;
        Some(Scene { matcher: self, question, fact, knowledge, told, claim })
    }
}

/// A claim beside the fact that it is held against.
#[derive(Clone, Copy)]
struct Scene<'a> {
    matcher: &'a Matcher,
    question: &'a Question,
    fact: &'a Candidate,
    knowledge: &'a Knowledge,
    told: &'a Told,
    claim: &'a Claim,
}

impl Scene<'_> {
    /// What the claimed figures come to together; none where no figure is claimed.
    fn figures(self) -> Option<Verdict> {
        let explained = &self.fact.account.explained;
        let held =
            Held { matcher: self.matcher, question: self.question, explained, claim: self.claim, told: self.told };
        let mut verdict = None;
        for figure in &self.claim.figures {
            let Some(compared) = held.compare(figure) else {
                if self.is_beside(figure) {
                    continue;
                }
                return Some(Verdict::NotTold(figure.at));
            };
            match self.of_figure(figure, &compared) {
                Verdict::Unclaimed => {}
                Verdict::Yes => verdict = verdict.or(Some(Verdict::Yes)),
                no @ Verdict::No(_) => verdict = Some(no),
                open @ Verdict::NotTold(_) => return Some(open),
            }
        }
        match (&verdict, self.open()) {
            (None, _) => None,
            (Some(_), Some(at)) => Some(Verdict::NotTold(at)),
            (Some(_), None) => verdict,
        }
    }

    /// Whether a figure claims nothing: a part of a name, a count in words, a place in an order.
    fn is_beside(self, figure: &Figure) -> bool {
        let known = self.fact.account.explained[figure.at];
        let may_be = match figure.measure {
            Measure::Count => figure.noun.is_empty(),
            measure => measure == Measure::Year || measure == Measure::Other(Unit::Ordinal),
        };
        figure.is_small_word || (known && may_be)
    }

    fn of_figure(self, figure: &Figure, compared: &Compared<'_>) -> Verdict {
        let when = self.knowledge.kinds.contains(&Kind::When);
        let is_time = matches!(figure.measure, Measure::Year | Measure::Month | Measure::Date);
        let first = figure.words.start;
        let Some(agreement) = compared.agreement else { return Verdict::Unclaimed };
        if compared.told.is_some_and(|(told, _)| self.is_of_another_aim(told)) {
            return Verdict::Unclaimed;
        }
        match agreement {
            // "In 2024" says of when the question is.
            Agreement::Implied if is_time && (!when || self.claim.manner == Manner::Fragment) => Verdict::Unclaimed,
            Agreement::Implied => Verdict::Yes,
            Agreement::Excluded if is_time && !when => Verdict::NotTold(figure.at),
            // What is told of one of these days is no word on another.
            Agreement::Excluded if figure.measure == Measure::Date && self.lists_days() => Verdict::Unclaimed,
            Agreement::Excluded if self.is_further_ahead(figure, compared) => Verdict::Unclaimed,
            Agreement::Excluded
                if figure.is_small_word && figure.noun.is_empty() && figure.measure == Measure::Count =>
            {
                Verdict::Unclaimed
            }
            Agreement::Excluded => {
                let sort = if is_time { InsteadSort::Time } else { InsteadSort::Figure };
                Verdict::No(compared.told.and_then(|(_, said)| self.instead(said, sort)))
            }
            Agreement::Open => Verdict::NotTold(first.max(figure.at)),
        }
    }

    /// Whether the answer has days without their month: "on 24, 25 and 31 December".
    fn lists_days(self) -> bool {
        let is_day = |figure: &Figure| {
            figure.measure == Measure::Count && figure.noun.is_empty() && (1000..=LAST_DAY).contains(&figure.low)
        };
        self.told.figures.iter().any(|(figure, _)| is_day(figure))
    }

    /// Whether more time ahead is claimed than is told: "until two days before" allows three days before.
    fn is_further_ahead(self, figure: &Figure, compared: &Compared<'_>) -> bool {
        let words = &self.question.words;
        let behind = words[figure.words.end.min(words.len())..].iter().take(2);
        let is_ahead = || behind.chain(&words[..figure.words.start]).any(|word| AHEAD.contains(&word.text.as_str()));
        compared.told.is_some_and(|(told, _)| told.measure == Measure::Time && told.high < figure.low) && is_ahead()
    }

    /// Whether leave or duty is asked for, and the case of `told` is one for something else: "under 14s must be
    /// accompanied" allows nobody anything and forbids nothing to who is older; "over 75s are exempt" obliges nobody.
    fn is_of_another_aim(self, told: &Figure) -> bool {
        let is_case = told.sort == Sort::Case && told.measure != Measure::Other(Unit::Clock);
        is_case
            && match self.claim.aim {
                Some(Aim::May) => !self.told.permits && matches!(told.bound, Bound::Below | Bound::AtMost),
                Some(Aim::Must) => !self.told.obliges,
                None => false,
            }
    }

    fn instead(self, text: &CompactString, sort: InsteadSort) -> Option<Instead> {
        // A span with other words between its ends is no figure of speech: 18:00开放，到次日6:00.
        let is_plain = !text.contains(['，', '；']) && !text.contains(", ");
        let is_short = !text.is_empty() && text.chars().count() <= SHORT;
        (is_short && is_plain).then(|| Instead { text: text.clone(), language: self.told.language, sort })
    }

    /// What a claimed maker or place comes to.
    fn names(self) -> Verdict {
        let words = &self.question.words;
        if self.claim.manner == Manner::Fragment {
            return Verdict::Unclaimed;
        }
        let strange: Vec<usize> = self.open_words().filter(|at| may_name(&words[*at])).collect();
        match strange.as_slice() {
            [] => self.known_name(),
            [first, rest @ ..] if rest.iter().enumerate().all(|(next, at)| *at == first + next + 1) => {
                self.strange_name(*first, first + rest.len())
            }
            _ => Verdict::Unclaimed,
        }
    }

    /// A name that the fact knows, where it tells of no other that the question doesn't name.
    fn known_name(self) -> Verdict {
        let words = &self.question.words;
        let is_so = [Part::Maker, Part::Place].into_iter().any(|part| {
            let values = values(part, self.told, self.knowledge, GIVEN);
            let at = |at: &usize| {
                slot::part(words, *at) == Some(part) && values.iter().any(|value| is_named(value, &words[*at..=*at]))
            };
            values.iter().all(|value| is_named(value, words) || !may_stand_instead(value))
                && (0..words.len()).any(|place| at(&place))
        });
        if is_so && self.open().is_none() { Verdict::Yes } else { Verdict::Unclaimed }
    }

    /// A name that the fact doesn't know, where it tells of another in its part.
    fn strange_name(self, first: usize, last: usize) -> Verdict {
        let words = &self.question.words;
        let Some(part) = slot::part(words, first) else { return Verdict::Unclaimed };
        let values = values(part, self.told, self.knowledge, 0.0);
        let replaced = !values.is_empty() && !values.iter().any(|name| is_named(name, words));
        let open = || self.open_beside(|at| (first..=last).contains(&at));
        if !replaced || open().is_some() || !self.explains_some() {
            return Verdict::Unclaimed;
        }
        let sort = match part {
            Part::Place => InsteadSort::Place,
            Part::Maker if words[..first].iter().any(|word| word.text == "did") => InsteadSort::Doer,
            Part::Maker => InsteadSort::Name,
        };
        match values.as_slice() {
            [only] => Verdict::No(self.instead(&only.text, sort)),
            _ => Verdict::No(None),
        }
    }

    /// Whether a telling word of the question is the fact's.
    fn explains_some(self) -> bool {
        let words = self.question.words.iter().zip(&self.fact.account.explained);
        words.filter(|(word, explained)| **explained && word.weight > 0.0).count() > 0
    }

    /// A word by which the question may be about something else than the fact.
    fn open(self) -> Option<usize> {
        self.open_beside(|_| false)
    }

    fn open_beside(self, but: impl Fn(usize) -> bool) -> Option<usize> {
        let words = &self.question.words;
        let is_hard = |word: &Word| (word.class.is_hard() && word.class != Class::Figure) || word.capital;
        let open: Vec<usize> = self.open_words().filter(|at| !but(*at)).collect();
        if let Some(hard) = open.iter().find(|at| is_hard(&words[**at]) || self.matcher.sets_apart(&words[**at])) {
            return Some(*hard);
        }
        let mut near = Near::new(self.matcher, self.knowledge);
        let strange: Vec<usize> = open.into_iter().filter(|at| near.of(&words[*at].text) < NEAR).collect();
        let total: f32 = words.iter().filter(|word| word.number.is_none()).map(|word| word.weight).sum();
        let weight: f32 = strange.iter().map(|at| words[*at].weight).sum();
        let counted = || strange.iter().find(|at| self.claim.figures.iter().any(|figure| self.counts(figure, **at)));
        counted().copied().or_else(|| strange.first().copied().filter(|_| weight > MOST_OPEN * total))
    }

    /// Whether a word of the question is the first of what a figure counts.
    fn counts(self, figure: &Figure, at: usize) -> bool {
        let words = &self.question.words;
        figure.measure == Measure::Count && told::noun(words, figure.words.end, words.len()).first() == Some(&at)
    }

    /// The telling words that the fact doesn't account for, by index, but those of a claim and units.
    fn open_words(self) -> impl Iterator<Item = usize> {
        self.unexplained().filter(move |at| !told::is_unit(&self.question.words[*at].text))
    }

    /// The telling words that the fact doesn't account for, by index, but those of a claim.
    fn unexplained(self) -> impl Iterator<Item = usize> {
        let words = &self.question.words;
        let claimed = move |at: usize| self.claim.figures.iter().any(|figure| figure.words.contains(&at));
        (0..words.len()).filter(move |at| {
            let word = &words[*at];
            word.weight > 0.0
                && word.number.is_none()
                && word.class != Class::Negation
                && !self.fact.account.explained[*at]
                && !claimed(*at)
                // A pronoun has a capital, and is no name.
                && word.text != "i"
                && !claim::frames(&word.text)
        })
    }

    fn polarity(self) -> Polarity {
        Polarity::of(&self.question.words)
    }

    /// The first word that is claimed.
    fn first(self) -> usize {
        self.claim.figures.first().map_or(0, |figure| figure.at)
    }
}
