//! The constants of the model and all thresholds, each with its reason; a constant that one file alone uses stands there.
//! They were chosen on questions whose writers had not seen the bases, never for one question; thresholds also on bases
//! that were left out of the fit. The weights of the evidence are data, in `judgement.toml`.

// The model: chosen on texts of the training parts of two public sets of questions.

/// The length (L2 norm) to which the vector of each view is scaled, words and n-grams: a word tells a little more than
/// its letters.
pub const WORTH: [f32; 2] = [1.2, 0.8];
/// The factor of the naive Bayes weights at the start of training: features are not independent, so less than 1.
pub const WORDS: f32 = 0.4;
/// The factor of the cosine of meanings at the start of training, in logits.
pub const MEANING: f32 = 10.0;
/// Additive smoothing of naive Bayes: an unseen feature is improbable, not impossible.
pub const ADDED_COUNT: f32 = 0.1;
/// Training epochs: more of them give nothing.
pub const EPOCHS: usize = 2;
/// The learning rate for the weights of features.
pub const RATE_FOR_WORDS: f32 = 0.7;
/// The learning rate for the meanings of entries.
pub const RATE_FOR_MEANING: f32 = 1.0;
/// Decay of the learning rates: in epoch n they are divided by 1 + n times this.
pub const SLOWER: f32 = 0.2;
/// A phrasing whose own entry has this probability is skipped from then on.
pub const LEARNT: f32 = 0.98;
/// An entry with a smaller probability than this is not updated by another's phrasing.
pub const LEAST_RIVAL: f32 = 0.01;
/// Most phrasings times entries that are trained on, which takes some seconds: a larger base is not trained.
pub const MOST_TRAINED_ON: usize = 10_000_000;
/// How many phrasings the temperature of a base is fitted on.
pub const MOST_TUNED_ON: usize = 500;
/// Most of them times entries, so that a large base is ready soon.
pub const MOST_TUNED_BY: usize = 2_000_000;
/// Most weights of the inverted index that are read for a question, which takes about a millisecond.
pub const MOST_POSTINGS: usize = 500_000;
/// How many entries are compared by meaning: those that rank first by words.
pub const NEAR_IN_WORDS: usize = 512;
/// Temperature scaling: logits of a trained model are multiplied by this (an inverse temperature), as it is
/// overconfident. Fitted by log loss on left-out texts.
pub const CALM: f32 = 0.36;
/// The same for the score that entries are ordered by, where other factors follow; 1: not scaled.
pub const CALM_FOR_ORDER: f32 = 1.0;
/// The least weight of a word of the base: one that every fact has still says something.
pub const KNOWN_FLOOR: f32 = 0.1;
/// A common word that the base does not use: two of them are a different question, one may be manner.
pub const COMMON_WEIGHT: f32 = 0.5;

/// What a word that says little, such as "part", keeps of its weight where the base uses it.
pub const LIGHT: f32 = 0.3;

/// The least share of a question that must be explained: less is another question with a word in common.
pub const LEAST_EXPLAINED: f32 = 0.2;
/// What a word before the question word keeps of its weight.
pub const PREAMBLE: f32 = 0.4;
/// From this probability on, that the fact answers, it is given as the answer.
pub const ANSWERED_FROM: f32 = 0.56;
/// The same in a base that holds phrasings and nothing else.
pub const ANSWERED_FROM_IF_BARE: f32 = 0.5;
/// The same in a base of drafts.
pub const ANSWERED_FROM_IF_DRAFTED: f32 = 0.7;
/// How much surer a careful base wants to be of an answer.
pub const MORE_CARE: f32 = 0.15;
/// How much less sure a bold one.
pub const LESS_CARE: f32 = 0.12;
/// From this probability on, it is told as the nearest that comes.
pub const NEAREST_FROM: f32 = 0.07;
/// The least probability that a question is about what the base is about at all.
pub const CONCERNED_FROM: f32 = 0.4;
/// The same where it is answered: what is told as the nearest claims less.
pub const SURELY_CONCERNED_FROM: f32 = 0.75;
/// From this probability on, no other reading of a message is looked for.
pub const READ_FROM: f32 = 0.9;
/// The least share of a question that a fact must account for where the question is refused because
/// the source speaks nowhere of one of its words.
pub const LEAST_REFUSED_COVER: f32 = 0.3;

/// Most facts that are offered or asked to choose from: more are not read.
pub const MOST_OPTIONS: usize = 3;

/// The most of a base's answers that may name a figure or a name where it holds phrasings and nothing
/// else: what stands in for an answer names none.
pub const MOST_TELLING_IF_BARE: f32 = 0.1;

/// How many of the best entries are looked at word by word.
pub const LOOKED_AT: usize = 16;
/// An entry that does not give the kind of answer that is asked for: its sibling that does should win.
pub const WRONG_KIND: f32 = 0.5;
/// From this share on, a phrasing of a gap counts as said.
pub const SAID: f32 = 0.7;
/// What an entry keeps of its score if it accounts for nothing.
pub const COVER_FLOOR: f32 = 0.05;
/// How fast a score falls with what the entry cannot account for.
pub const COVER_POWER: i32 = 2;
/// A fact that accounts for everything yields to a gap only if the gap's score is that much better.
pub const GAP_RATIO: f32 = 0.5;
/// The same for a fact that leaves a word unexplained.
pub const GAP_RATIO_OPEN: f32 = 0.95;
/// How many times as often the phrasings of a fact must ask for a kind of answer as those of a gap, so that
/// the gap is not told to a question of that kind.
pub const ASKED_RATHER: f32 = 2.0;
/// Fewest words that nobody knows in a text of a language that is not read.
pub const FOREIGN_WORDS: usize = 2;
/// The least share of all its words that they are.
pub const FOREIGN_SHARE: f32 = 0.4;
/// The most weight of words relating to the things named, all of them unexplained, that is let pass.
pub const MOST_OPEN_RELATION: f32 = 0.6;
/// A second fact this near to the best is as likely meant.
pub const CLARIFY_RATIO: f32 = 0.85;
/// The least share of a message that small talk must account for where something telling is said.
pub const LEAST_TALK_COVER: f32 = 0.9;
/// How likely small talk must be, in logits, where nothing telling is said: likelier than not.
pub const LEAST_TALK_CHANCE: f32 = 0.0;
/// The least share of a question that a gap must account for.
pub const LEAST_GAP_COVER: f32 = 0.65;

/// The least share of its phrasings that give a thing if a fact without `about` is about it: every second one, so that
/// of a single phrasing all that it gives counts.
pub const LEAST_GIVING: f32 = 0.5;
/// Most things that such a fact is about: more would drown a follow-up's own words.
pub const MOST_THINGS: usize = 3;
/// The share that the words of the last fact's `about` have in a follow-up.
pub const CONTEXT: f32 = 0.5;
/// The share that the rest of a message has beside the part that asks.
pub const BACKGROUND: f32 = 0.25;
/// What a fact of the same paragraph as the last one gains in a follow-up.
pub const SAME_PARAGRAPH: f32 = 1.0;
/// What a fact about all the same things as the last one gains in a follow-up.
pub const SAME_ABOUT: f32 = 1.5;
/// What more facts than this have in common says nothing about which of them is meant.
pub const MOST_ALIKE: usize = 1000;
/// What the last fact itself gains where the question points back to it.
pub const SAME_FACT: f32 = 0.6;
