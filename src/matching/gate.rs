//! How does this entry account for a question? Which words it knows, and what each rule says against it.
//!
//! A near miss looks closer to a phrasing than an honest paraphrase does: often one word that the entry
//! knows nothing of, another year, place, name or property, makes it another question. None of the rules
//! decides; they are evidence for the judgement.

use super::Matcher;
use super::asked::Asked;
use super::knowledge::Knowledge;
use super::weights::{LEAST_EXPLAINED, MOST_OPEN_RELATION};
use super::word::{Class, Term, Word};
use super::word::{meanings, negates};
use crate::text::{Kind, Lexicon, Number, Unit};

/// A question as the gate sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Its words.
    pub words: Vec<Word>,
    /// What it asks for.
    pub asked: Asked,
}

/// Sets of terms that the gate keeps apart.
#[derive(Debug, Default)]
pub(crate) struct Contrasts {
    /// A question on one member is no question on another.
    pub(crate) sets: Vec<Vec<Term>>,
    /// Wholes and their parts: a figure of one is no figure of another.
    pub(crate) scopes: Vec<Term>,
}

/// Why an entry may not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// It knows nothing of this word, by index.
    Word(usize),
    /// It gives no answer of this kind.
    Kind(Kind),
    /// It counts other things than this word, by index.
    Counted(usize),
    /// Its figure is for another whole than this word, by index.
    Scope(usize),
    /// It is about the right thing, but knows nothing of what is asked of it.
    Relation,
    /// Too much of the question remains unaccounted for.
    Much,
}

/// How an entry accounts for a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// For each word whether the entry knows it.
    pub explained: Vec<bool>,
    /// The share of the question's weight that it accounts for, from 0 to 1.
    pub cover: f32,
    /// What each rule says against it.
    pub votes: Votes,
    /// The first rule that it breaks.
    pub missing: Option<Missing>,
    /// Indices of figures that a question for yes or no claims, where the entry has another of the kind.
    pub claims: Vec<usize>,
}

/// What each rule by itself says against an entry; none of them decides alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Votes {
    /// A word that changes the question, and that the entry knows nothing of.
    pub hard: Option<usize>,
    /// The word that moves away from a time: "before".
    pub shift: Option<usize>,
    /// The kind of answer that it does not give.
    pub kind: Option<Kind>,
    /// The thing counted that it does not count.
    pub counted: Option<usize>,
    /// The whole that its figure is not for.
    pub scope: Option<usize>,
    /// The word on which the question hangs, unexplained.
    pub head: Option<usize>,
    /// Nothing of what is asked of the things named is known.
    pub relation: bool,
    /// Too much remains unexplained.
    pub much: bool,
}

impl Votes {
    /// The first rule that is broken.
    pub fn first(&self) -> Option<Missing> {
        let word = self.hard.or(self.shift).map(Missing::Word);
        word.or(self.kind.map(Missing::Kind))
            .or(self.counted.map(Missing::Counted))
            .or(self.scope.map(Missing::Scope))
            .or(self.head.map(Missing::Word))
            .or(self.relation.then_some(Missing::Relation))
            .or(self.much.then_some(Missing::Much))
    }
}

impl Account {
    /// Whether the entry can't account for a word: it neither knows it nor can put it right.
    pub fn is_open(&self, at: usize) -> bool {
        !self.explained[at] && !self.claims.contains(&at)
    }
}

/// A question beside what holds of it whatever the entry: it is held against many.
pub(crate) struct Demand<'a> {
    question: &'a Question,
    contrasts: &'a Contrasts,
    /// Indices of the words that an entry must know.
    needed: Vec<usize>,
    /// The weight of all words.
    total: f32,
    /// Whether it may claim a figure.
    may_claim: bool,
    shift: Option<usize>,
    scope: Option<usize>,
}

impl<'a> Demand<'a> {
    /// What `question` demands of entries.
    pub(crate) fn of(question: &'a Question, contrasts: &'a Contrasts) -> Self {
        let words = &question.words;
        let says_only_a_figure = words.iter().filter(|word| word.class != Class::Mark).count() < 2;
        let asks = question.asked.at.is_some() || question.asked.wanted().next().is_some();
        let is_scope = |word: &Word| word.term.is_some_and(|term| contrasts.scopes.contains(&term));
        Self {
            question,
            contrasts,
            needed: needed(words).collect(),
            total: words.iter().map(|word| word.weight).sum(),
            may_claim: !says_only_a_figure && !asks,
            shift: time_shift(words),
            scope: question.asked.counts().then(|| words.iter().position(is_scope)).flatten(),
        }
    }

    /// Accounts for the question by what an entry knows. A question that stands `alone` must say something; a
    /// follow-up may lean on what was said before.
    pub(crate) fn account(&self, knowledge: &Knowledge, alone: bool) -> Account {
        let words = &self.question.words;
        let mut explained = vec![true; words.len()];
        for at in &self.needed {
            explained[*at] = is_known(&words[*at], knowledge);
        }
        // A claimed figure can be put right, so it is neither known nor missing.
        let claims = self.claimed_figures(&explained, knowledge);
        let counted = |at: &usize| !claims.contains(at);
        let total = match claims.as_slice() {
            [] => self.total,
            _ => (0..words.len()).filter(counted).map(|at| words[at].weight).sum(),
        };
        let known: f32 = words.iter().zip(&explained).filter(|(_, known)| **known).map(|(word, _)| word.weight).sum();
        let says_enough = || !alone || (knowledge.of_text && asks_of_text(self.question));
        let cover = if total > 0.0 { known / total } else { f32::from(u8::from(says_enough())) };
        let votes = Votes::default();
        let mut account = Account { explained, cover, votes, missing: None, claims };
        account.votes = self.votes_on(&account, knowledge);
        account.missing = account.votes.first();
        account
    }

    fn votes_on(&self, account: &Account, knowledge: &Knowledge) -> Votes {
        let (question, words) = (self.question, &self.question.words);
        let mut open = self.needed.iter().copied().filter(|at| account.is_open(*at));
        Votes {
            hard: open.find(|at| is_hard(words, *at) || self.contrasts.is_member(&words[*at])),
            shift: self.shift,
            kind: missing_kind(question, knowledge),
            counted: missing_counted(question, knowledge),
            scope: self.missing_scope(knowledge),
            head: question.asked.head.filter(|at| !account.explained[*at]),
            relation: lacks_relation(question, account, knowledge),
            much: account.cover < LEAST_EXPLAINED,
        }
    }

    /// Figures that a question for yes or no, or a claim, gives, where the entry has others of the kind.
    fn claimed_figures(&self, explained: &[bool], knowledge: &Knowledge) -> Vec<usize> {
        if !self.may_claim {
            return Vec::new();
        }
        let words = &self.question.words;
        // "From 2025 to 2030, no?" can be put right; a figure of 2023 is another figure.
        let a_year_fits = words.iter().zip(explained).any(|(word, explained)| *explained && is_year(word));
        let claimed = |(at, word): (usize, &Word)| {
            let number = word.number.filter(|number| !explained[at] && (a_year_fits || !number.is_year()))?;
            let has_such =
                knowledge.numbers.iter().any(|other| other.unit == number.unit && other.is_year() == number.is_year());
            has_such.then_some(at)
        };
        words.iter().enumerate().filter_map(claimed).collect()
    }

    /// A figure of the city is none of the country: one of the phrasings that ask for it must name no
    /// other whole than the question does.
    fn missing_scope(&self, knowledge: &Knowledge) -> Option<usize> {
        let is_scope = |term: &Term| self.contrasts.scopes.contains(term);
        let named = |term: Term| self.question.words.iter().any(|word| word.term == Some(term));
        let own = || knowledge.counted_of.iter().filter(|names| names.iter().any(is_scope));
        let is_own = |names: &Vec<Term>| names.iter().copied().filter(is_scope).all(named);
        self.scope.filter(|_| own().next().is_some() && !own().any(is_own))
    }
}

/// Whether it asks something of the text itself: "which numbers does the article give".
fn asks_of_text(question: &Question) -> bool {
    let has = |is: fn(&str) -> bool| question.words.iter().any(|word| is(&word.text));
    has(Lexicon::is_text) && (question.asked.at.is_some() || has(Lexicon::is_question_word))
}

/// The telling words that an entry knows nothing of.
pub(super) fn unaccounted<'a>(words: &'a [Word], knowledge: &'a Knowledge) -> impl Iterator<Item = &'a Word> {
    needed(words).map(|at| &words[at]).filter(|word| !is_known(word, knowledge))
}

/// Indices of the words that an entry must know to account for all of them.
fn needed(words: &[Word]) -> impl Iterator<Item = usize> {
    let has_year = words.iter().any(is_year);
    (0..words.len()).filter(move |at| {
        let word = &words[*at];
        let says_nothing = match word.number {
            Some(number) => number.is_small_word(),
            // "Last year, in 2024" says when by its figure.
            None => has_year && Lexicon::is_relative_year(&word.text),
        };
        word.class.is_telling() && (word.class != Class::Negation || negates(words, *at)) && !says_nothing
    })
}

/// Whether an entry knows a word that it must know.
fn is_known(word: &Word, knowledge: &Knowledge) -> bool {
    if let Some(number) = word.number {
        // "The 15 festivals" may be the 15th one, but a share or a decade is no such number.
        let kind = |unit: Unit| if unit == Unit::Ordinal { Unit::Plain } else { unit };
        let same = |other: &Number| number.thousandths == other.thousandths && kind(number.unit) == kind(other.unit);
        return knowledge.numbers.iter().any(same);
    }
    if word.term.is_some_and(|term| knowledge.terms.contains(&term)) {
        return true;
    }
    // January lies between November and March.
    if word.class == Class::Time && knowledge.months.contains(&word.text.as_str()) {
        return true;
    }
    let made_of_known = word.class != Class::Name
        && !word.parts.is_empty()
        && word.parts.iter().all(|part| knowledge.terms.contains(part));
    made_of_known || (!word.class.is_hard() && knowledge.holds_chinese(&word.text))
}

fn is_year(word: &Word) -> bool {
    word.number.is_some_and(Number::is_year)
}

/// The word by which a question moves away from a time: "before February 2024" is not February 2024.
fn time_shift(words: &[Word]) -> Option<usize> {
    let says_time = |word: &Word| word.class == Class::Time || is_year(word);
    let is_time = |at: usize| words.get(at).is_some_and(says_time);
    // Few questions name a time, and none moves away from one that it doesn't name.
    words.iter().find(|word| says_time(word))?;
    let shift = words.iter().position(|word| Lexicon::shifts_time(&word.text))?;
    // English says it before the time, with "to" in between at most; Chinese after it, and after its 年.
    let unit = shift.checked_sub(1).filter(|before| words[*before].text == "年").and(shift.checked_sub(2));
    let mut beside = [shift + 1, shift + 2].into_iter().chain(shift.checked_sub(1)).chain(unit);
    beside.any(is_time).then_some(shift)
}

/// Whether an entry that knows nothing of the word can't answer.
fn is_hard(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    // "What does the report say": a text says what it tells; but a speech is nobody's here.
    let of_a_text = || words.iter().any(|word| Lexicon::is_text(&word.text));
    word.class.is_hard() || word.capital || (word.class == Class::Speech && !of_a_text())
}

/// Kinds of answer that nothing else stands for.
fn missing_kind(question: &Question, knowledge: &Knowledge) -> Option<Kind> {
    let gives = |kind: Kind| match kind {
        Kind::Which | Kind::Meaning | Kind::YesNo => true,
        Kind::Who => knowledge.kinds.contains(&Kind::Who) || knowledge.kinds.contains(&Kind::Person),
        Kind::City => knowledge.kinds.contains(&Kind::City) || knowledge.kinds.contains(&Kind::Where),
        Kind::Number
        | Kind::Amount
        | Kind::Share
        | Kind::Person
        | Kind::When
        | Kind::Duration
        | Kind::Where
        | Kind::Rank
        | Kind::List
        | Kind::Why
        | Kind::How => knowledge.kinds.contains(&kind),
    };
    question.asked.wanted().find(|kind| !gives(*kind))
}

/// "How many museums" is no question for "seven areas, among them museums".
fn missing_counted(question: &Question, knowledge: &Knowledge) -> Option<usize> {
    let counted = &question.asked.counted;
    let counts = |at: &usize| meanings(&question.words[*at]).any(|term| knowledge.counted.contains(&term));
    // "How many people", "how many sites": a word that the base does not use may stand for its own.
    let last = counted.last().copied().filter(|at| question.words[*at].class != Class::Common);
    last.filter(|_| !counted.iter().any(counts))
}

/// Of the words that say what is asked of the things named, one at least must be known.
fn lacks_relation(question: &Question, account: &Account, knowledge: &Knowledge) -> bool {
    let mut relating = question.words.iter().zip(&account.explained).filter(|(word, _)| {
        word.weight > 0.0 && word.number.is_none() && !meanings(word).any(|term| knowledge.about.contains(&term))
    });
    let mut open = 0.0;
    let explained = relating.any(|(word, explained)| {
        open += word.weight;
        *explained
    });
    !explained && open > MOST_OPEN_RELATION
}

impl Matcher {
    /// Whether the base keeps what `word` names apart from other things of its sort.
    pub fn sets_apart(&self, word: &Word) -> bool {
        self.contrasts.is_member(word)
    }

    /// Whether the entry holds another year, or another member of a contrast, where `word` is one of these.
    pub(super) fn contradicts(&self, word: &Word, knowledge: &Knowledge) -> bool {
        let other_year = is_year(word) && knowledge.numbers.iter().any(|number| number.is_year());
        other_year || self.contrasts.replaces(word, |term| knowledge.terms.contains(&term))
    }
}

impl Contrasts {
    /// Whether the question names another member of a set that `word` is of.
    pub(crate) fn replaced(&self, word: &Word, question: &[Word]) -> bool {
        let named = |term: &Term| question.iter().any(|word| word.term == Some(*term));
        word.term.is_some_and(|term| self.sets.iter().any(|set| set.contains(&term) && set.iter().any(named)))
    }

    /// Whether something that excludes `word` is one of `known`.
    pub(crate) fn replaces(&self, word: &Word, known: impl Fn(Term) -> bool) -> bool {
        let other = |set: &Vec<Term>| set.iter().any(|term| Some(*term) != word.term && known(*term));
        word.term.is_some_and(|term| self.sets.iter().any(|set| set.contains(&term) && other(set)))
    }

    /// Whether `word` is one of things that exclude each other.
    fn is_member(&self, word: &Word) -> bool {
        word.term.is_some_and(|term| self.sets.iter().any(|set| set.contains(&term)))
    }
}
