//! From a judgement to what should come of a question: an answer, the nearest fact, a choice, a gap,
//! small talk, a refusal, or that it was not understood.

use super::Matcher;
use super::entry::Entry;
use super::gate::Question;
use super::judge::Judged;
use super::rank::Candidate;
use super::refusal::{Refusal, near};
use super::verdict::Verdict;
use super::weights::{
    ASKED_RATHER, CLARIFY_RATIO, FOREIGN_SHARE, FOREIGN_WORDS, GAP_RATIO, GAP_RATIO_OPEN, LEAST_GAP_COVER,
    LEAST_TALK_CHANCE, LEAST_TALK_COVER, LIGHT, MOST_OPTIONS,
};
use super::word::{Class, Word};
use crate::facts::{FactId, TalkId};
use crate::text::{Kind, Language, Number, is_chinese};

/// What should come of a question.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// Say this fact, and what it says to a claim.
    Answer(FactId, Verdict),
    /// Tell the likeliest fact, and that it is not sure.
    Nearest(Nearest),
    /// Ask which of these facts is meant.
    Clarify(Vec<FactId>),
    /// Say that it was not understood.
    Unclear(Unclear),
    /// Say that the source doesn't tell.
    Refuse(Refusal),
    /// Say this back.
    SmallTalk(TalkId),
}

/// A fact that may be meant, and what speaks against that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearest {
    /// The fact.
    pub fact: FactId,
    /// The word that makes it unsure, by index.
    pub doubt: Option<usize>,
    /// Other facts worth offering.
    pub options: Vec<FactId>,
}

/// A question that was not understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unclear {
    /// A word of it that nobody knows, by index.
    pub unknown: Option<usize>,
    /// Facts that share a word with it.
    pub options: Vec<FactId>,
    /// Whether it seems to be in a language that is not read.
    pub is_foreign: bool,
}

impl Matcher {
    /// What should come of a question with these candidates, as it was judged.
    pub fn decide(
        &self,
        question: &Question,
        candidates: &[Candidate],
        judged: Option<&Judged>,
        language: Language,
    ) -> Decision {
        let unclear = || Decision::Unclear(Unclear::of(question, candidates));
        let Some(best) = candidates.first() else { return unclear() };
        let fact = candidates.iter().find_map(|one| Some((one, one.fact()?)));
        let verdict = fact.map_or(Verdict::Unclaimed, |(fact, _)| self.verdict(question, fact, language));
        // "Was it issued in February?" is answered by "No: in November", whether or not February is told of.
        let is_put_right = matches!(verdict, Verdict::No(_)) && question.asked.is_yes_no();
        let is_turned = !is_put_right && fact.is_some_and(|(fact, _)| self.is_turned(question, fact));
        // "The correct number is 50" asks nothing, whatever figure it meets.
        let says_nothing = verdict == Verdict::Unclaimed && only_figures(question);
        let is_sure = fact.is_some_and(|(fact, _)| fact.verbatim)
            || (!says_nothing
                && !is_turned
                && judged.is_some_and(|judged| {
                    self.thresholds.is_enough(judged)
                        || fact.is_some_and(|(fact, _)| self.settles(&verdict, judged, question, fact, language))
                }));
        match best.entry {
            Entry::SmallTalk(talk) if is_small_talk(best, question) => return Decision::SmallTalk(talk),
            Entry::Gap(gap)
                if best.verbatim
                    || (!is_sure && !only_names(question) && is_gap(best, fact.map(|(fact, _)| fact)))
                        && !self.asks_otherwise(question, best, fact.map(|(fact, _)| fact)) =>
            {
                return Decision::Refuse(Refusal::of_gap(gap, &self.nearest[gap.index()]));
            }
            Entry::SmallTalk(_) | Entry::Gap(_) | Entry::Fact(_) => {}
        }
        let (Some((fact, id)), Some(judged)) = (fact, judged) else { return unclear() };
        if says_nothing && !fact.verbatim {
            return unclear();
        }
        let rivals = rivals(fact, candidates);
        // Of several alike one at random is no answer, however likely it is that one of them is meant.
        if rivals.len() > 1 && !fact.verbatim && !matches!(verdict, Verdict::Yes | Verdict::No(_)) {
            return if self.thresholds.is_near(judged) { Decision::Clarify(rivals) } else { unclear() };
        }
        if is_sure {
            return match verdict {
                Verdict::NotTold(_) if fact.verbatim => Decision::Answer(id, Verdict::Unclaimed),
                Verdict::NotTold(at) => Decision::Nearest(nearest(id, Some(at), question, candidates)),
                verdict => Decision::Answer(id, verdict),
            };
        }
        if let Some(at) = self.contradiction(question, fact) {
            // It is told for what it is: the same of another place or time.
            let told = self.thresholds.is_near(&self.judged_without(judged, &judged.evidence.about(at))).then_some(id);
            return Decision::Refuse(Refusal::of_word(at, told, near(question, candidates)));
        }
        if !self.thresholds.is_near(judged) {
            return unclear();
        }
        // A "not" is no subject that one could be unsure about.
        let tells = |word: &Word| word.weight > 0.0 && word.class != Class::Negation;
        let is_open = |at: usize| tells(&question.words[at]) && fact.account.is_open(at);
        let doubt = self.judgement.doubt(&judged.evidence, is_open);
        Decision::Nearest(nearest(id, doubt, question, candidates))
    }
}

fn nearest(fact: FactId, doubt: Option<usize>, question: &Question, candidates: &[Candidate]) -> Nearest {
    let options = near(question, candidates).filter(|other| *other != fact).take(MOST_OPTIONS - 1).collect();
    Nearest { fact, doubt, options }
}

impl Matcher {
    /// Whether what is asked for is a kind of answer that the phrasings of the fact ask for, and few of
    /// the gap's, which knows no more of its words: "how many unicorns" is not answered by what a unicorn is.
    fn asks_otherwise(&self, question: &Question, gap: &Candidate, fact: Option<&Candidate>) -> bool {
        let kinds: Vec<Kind> = question.asked.wanted().collect();
        let asks = |entry: Entry| self.knowledge_of(entry).asks_for(&kinds);
        let knows_more = |fact: &Candidate| {
            let mut explained = question.words.iter().zip(gap.account.explained.iter().zip(&fact.account.explained));
            explained.any(|(word, (gap, fact))| word.weight > 0.0 && *gap && !fact)
        };
        fact.is_some_and(|fact| asks(fact.entry) > ASKED_RATHER * asks(gap.entry) && !knows_more(fact))
    }

    /// Whether a word that the fact has nothing of makes another question of it: a "not", a place, a time
    /// or year, or a "before" beside one.
    fn is_turned(&self, question: &Question, fact: &Candidate) -> bool {
        let knows =
            |at: usize| question.words[at].term.is_some_and(|term| self.knowledge_of(fact.entry).terms.contains(&term));
        let turns = |word: &Word| {
            let sort = matches!(word.class, Class::Negation | Class::Place | Class::Time);
            word.weight > 0.0 && (sort || word.number.is_some_and(Number::is_year))
        };
        let mut words = question.words.iter().enumerate();
        fact.account.votes.shift.is_some_and(|at| !knows(at))
            || words.any(|(at, word)| turns(word) && fact.account.is_open(at))
    }

    /// Whether what is said to a claim is sure: it rests on all of its words, which is surer than any
    /// resemblance. "Was the first tree a pear?" is not settled by what the first tree was.
    fn settles(
        &self,
        verdict: &Verdict,
        judged: &Judged,
        question: &Question,
        fact: &Candidate,
        language: Language,
    ) -> bool {
        let is_settled = match verdict {
            Verdict::Yes => self.tells_all(question, fact, language),
            Verdict::No(_) => true,
            Verdict::Unclaimed | Verdict::NotTold(_) => false,
        };
        is_settled && judged.concerns >= self.thresholds.concerned
    }
}

impl Unclear {
    fn of(question: &Question, candidates: &[Candidate]) -> Self {
        let words = &question.words;
        let unknown = words.iter().position(|word| word.class == Class::Unknown && word.weight > 0.0);
        let is_foreign = is_foreign(words);
        let near = near(question, candidates).filter(|_| !is_foreign);
        Self { unknown, options: near.take(MOST_OPTIONS).collect(), is_foreign }
    }
}

/// Whether words are of a language that is not read: of another script, or strangers for the most part.
fn is_foreign(words: &[Word]) -> bool {
    let said = || words.iter().filter(|word| word.class != Class::Mark && word.number.is_none());
    let is_read = |letter: char| letter.is_ascii() || is_chinese(letter) || ('À'..='ɏ').contains(&letter);
    let of_another_script =
        said().filter(|word| word.text.chars().any(|letter| letter.is_alphabetic() && !is_read(letter)));
    let strange =
        said().filter(|word| word.class == Class::Unknown && word.text.chars().any(char::is_alphabetic)).count();
    let all = said().count() as f32;
    2 * of_another_script.count() > said().count()
        || (strange >= FOREIGN_WORDS && strange as f32 >= FOREIGN_SHARE * all)
}

/// Whether nothing but names was said: a name alone asks for no gap.
fn only_names(question: &Question) -> bool {
    let mut telling = question.words.iter().filter(|word| word.weight > 0.0).peekable();
    telling.peek().is_some() && telling.all(|word| word.class == Class::Name) && question.asked.kinds.is_empty()
}

/// Whether nothing but figures was said, and nothing asked.
fn only_figures(question: &Question) -> bool {
    let mut telling = question.words.iter().filter(|word| word.weight > LIGHT).peekable();
    telling.peek().is_some() && telling.all(|word| word.class == Class::Figure) && question.asked.at.is_none()
}

/// Whether a gap that ranks first is asked for: it accounts for most of the question, and the fact
/// does not account for all of it nearly as well.
fn is_gap(gap: &Candidate, fact: Option<&Candidate>) -> bool {
    let outdoes = |fact: &Candidate| {
        let explains_all = fact.account.explained.iter().all(|explained| *explained);
        let ratio = if explains_all { GAP_RATIO } else { GAP_RATIO_OPEN };
        fact.account.missing.is_none() && fact.score >= gap.score * ratio
    };
    gap.account.cover >= LEAST_GAP_COVER && !fact.is_some_and(outdoes)
}

/// Small talk must account for every word: "hi, how many films?" is a question.
fn is_small_talk(candidate: &Candidate, question: &Question) -> bool {
    if candidate.verbatim {
        return true;
    }
    let nothing_told = question.words.iter().all(|word| word.weight == 0.0);
    // Where nothing telling is said, as in "hi there", the whole must resemble it; "how" does not.
    if nothing_told { candidate.fit.chance >= LEAST_TALK_CHANCE } else { candidate.account.cover >= LEAST_TALK_COVER }
}

/// The facts about as likely as the best, the best first.
fn rivals(best: &Candidate, candidates: &[Candidate]) -> Vec<FactId> {
    candidates
        .iter()
        .filter(|candidate| {
            *candidate == best
                || (candidate.score >= best.score * CLARIFY_RATIO
                    && candidate.account.cover >= best.account.cover
                    // What was said before tells which of them is meant.
                    && candidate.boost >= best.boost)
        })
        .filter_map(Candidate::fact)
        .take(MOST_OPTIONS)
        .collect()
}
