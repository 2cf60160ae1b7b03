//! How did an outcome come about? Words, scores and rules, as text.

mod judged;
mod outcome;
mod phrases;
mod signals;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) mod texts;
mod told;

use super::{Phrase, entry_id, phrases as replies};
use crate::conversation::{Outcome, Turn};
use crate::facts::Base;
use crate::matching::{Candidate, Class, Entry, Matcher, Prepared, Refusal, Word};
use crate::text::Language;
use judged::Weighed;
use outcome::Scene;

/// How many candidates are shown.
const CANDIDATES: usize = 3;
/// How many words of a sort are shown.
const MOST_WORDS: usize = 20;

/// The lines that tell how a turn came to its outcome, in the language of the turn.
pub fn lines(prepared: &Prepared, turn: &Turn) -> Vec<String> {
    let (base, matcher) = (prepared.base(), prepared.matcher());
    let language = turn.language;
    if let (Outcome::Answer(said), true) = (&turn.outcome, turn.candidates.is_empty()) {
        let ids: Vec<String> = said.iter().map(|said| ticked(&base.fact(said.fact).id.text)).collect();
        return vec![phrases::picked(&ids.concat(), language)];
    }
    let looked_at = looked_at(turn);
    let weighed = weighed(matcher, turn, looked_at);
    let mut lines = Vec::new();
    lines.extend(phrases::parts(turn, language));
    lines.extend(word_lines(turn, looked_at));
    lines.extend(asked_line(turn));
    lines.extend(candidate_lines(base, turn));
    lines.extend(weighed.iter().flat_map(|weighed| weighed_lines(base, weighed)));
    let thresholds = matcher.thresholds();
    let scene = Scene { base, language, thresholds, looked_at, weighed: weighed.as_ref() };
    lines.push(phrases::labelled(&phrases::DECIDED, &scene.decision(&turn.outcome), language));
    lines.extend(runner_up(base, turn, looked_at));
    lines
}

/// The candidate that the outcome hangs on: the entry that is said, or the fact that came nearest.
fn looked_at(turn: &Turn) -> Option<&Candidate> {
    let of = |entry: Entry| turn.candidates.iter().find(|candidate| candidate.entry == entry);
    match &turn.outcome {
        // With several answers, what was read is the last question; its fact may have been said before.
        Outcome::Answer(said) => {
            let is_said = |fact| said.iter().any(|said| said.fact == fact);
            turn.candidates.iter().find(|candidate| candidate.fact().is_some_and(is_said))
        }
        Outcome::Nearest(nearest) => of(Entry::Fact(nearest.fact)),
        Outcome::Clarify(facts) => facts.first().and_then(|fact| of(Entry::Fact(*fact))),
        Outcome::SmallTalk(talk) => of(Entry::SmallTalk(*talk)),
        Outcome::Refuse(Refusal { gap: Some(gap), .. }) => of(Entry::Gap(*gap)),
        Outcome::OfText(_) | Outcome::Concern(_) => None,
        Outcome::Refuse(_) | Outcome::Unclear(_) => {
            turn.candidates.iter().find(|candidate| matches!(candidate.entry, Entry::Fact(_)))
        }
    }
}

/// How the fact that ranks first was judged, where the outcome hung on that.
fn weighed<'a>(matcher: &'a Matcher, turn: &'a Turn, looked_at: Option<&Candidate>) -> Option<Weighed<'a>> {
    let weighed = Weighed::of(matcher, turn)?;
    let is_small_talk = matches!(turn.outcome, Outcome::SmallTalk(_) | Outcome::OfText(_) | Outcome::Concern(_));
    (!is_small_talk && !looked_at.is_some_and(|one| one.verbatim)).then_some(weighed)
}

fn weighed_lines(base: &Base, weighed: &Weighed<'_>) -> Vec<String> {
    let language = weighed.turn.language;
    let mut lines = weighed.lines(language);
    if !lines.is_empty() {
        let id = ticked(entry_id(base, weighed.fact.entry));
        lines.insert(0, phrases::weighed(&id, base.called(language), weighed.aspect(), language));
    }
    lines
}

fn word_lines(turn: &Turn, looked_at: Option<&Candidate>) -> Vec<String> {
    let language = turn.language;
    let explained = |at: usize| looked_at.is_some_and(|candidate| candidate.account.explained.get(at) == Some(&true));
    let (mut matched, mut fillers, mut open) = (Vec::new(), Vec::new(), Vec::new());
    for (at, word) in turn.question.words.iter().enumerate() {
        match (word.class, explained(at)) {
            (Class::Mark, _) => {}
            (Class::Filler, _) => fillers.push(word.as_shown().to_string()),
            (_, true) => matched.push(word.as_shown().to_string()),
            (_, false) => open.push(phrases::unexplained(word, language)),
        }
    }
    let rows = [
        (&phrases::MATCHED, matched),
        (&phrases::REPAIRED, repairs(&turn.question.words)),
        (&phrases::FILLERS, fillers),
        (&phrases::UNEXPLAINED, open),
    ];
    let row = |(label, words): (_, Vec<String>)| {
        (!words.is_empty()).then(|| phrases::labelled(label, &some(words).join(phrases::comma(language)), language))
    };
    rows.into_iter().filter_map(row).collect()
}

/// Each word once, and of a long message the first ones.
fn some(words: Vec<String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for word in words {
        if once.len() == MOST_WORDS {
            once.push("…".to_string());
            break;
        }
        if !once.contains(&word) {
            once.push(word);
        }
    }
    once
}

/// Typed → taken as; words that were parted share what was typed.
fn repairs(words: &[Word]) -> Vec<String> {
    let mut repairs: Vec<(&str, &std::ops::Range<usize>, String)> = Vec::new();
    for word in words {
        let Some(typed) = word.typed.as_deref() else {
            continue;
        };
        match repairs.last_mut() {
            Some((_, span, taken)) if **span == word.span => {
                taken.push(' ');
                taken.push_str(&word.text);
            }
            _ => repairs.push((typed, &word.span, word.text.to_string())),
        }
    }
    repairs.into_iter().map(|(typed, _, taken)| format!("{typed} → {taken}")).collect()
}

fn asked_line(turn: &Turn) -> Option<String> {
    let asked = &turn.question.asked;
    let language = turn.language;
    let kinds: Vec<&str> = asked.kinds.iter().map(|kind| replies::kind(*kind, language)).collect();
    let word = |at: &usize| turn.question.words.get(*at).map(|word| word.as_shown().to_string());
    let counted = some(asked.counted.iter().filter_map(word).collect());
    let text = phrases::asked(&kinds, &counted, language);
    (!kinds.is_empty()).then(|| phrases::labelled(&phrases::ASKED, &text, language))
}

fn candidate_lines(base: &Base, turn: &Turn) -> Vec<String> {
    if turn.candidates.is_empty() {
        return Vec::new();
    }
    let language = turn.language;
    let mut lines = vec![phrases::labelled(&phrases::CANDIDATES, "", language)];
    for (at, candidate) in turn.candidates.iter().take(CANDIDATES).enumerate() {
        let mut line =
            format!("  {}. {}", at + 1, phrases::candidate(entry_id(base, candidate.entry), candidate, language));
        // Gaps and small talk are held to other rules than facts.
        if let (Entry::Fact(_), Some(missing)) = (candidate.entry, candidate.account.missing) {
            line.push_str(phrases::semicolon(language));
            line.push_str(&phrases::rule(missing, &turn.question, language));
        }
        lines.push(line);
    }
    lines
}

/// The best of those that the outcome does not say.
fn runner_up(base: &Base, turn: &Turn, looked_at: Option<&Candidate>) -> Option<String> {
    let language = turn.language;
    let best = looked_at?;
    let second = turn.candidates.iter().find(|candidate| candidate.entry != best.entry)?;
    let text = phrases::against(&ticked(entry_id(base, second.entry)), second.score, best.score, language);
    Some(phrases::labelled(&phrases::RUNNER_UP, &text, language))
}

fn ticked(id: &str) -> String {
    format!("`{id}`")
}

/// The lines as one text.
pub fn text(prepared: &Prepared, turn: &Turn) -> String {
    lines(prepared, turn).join("\n")
}

/// What is said if nothing was asked yet.
pub fn nothing_yet(language: Language) -> &'static str {
    phrases::NOTHING_YET.get(language)
}
