//! Questions that a sentence answers, made of its own words by rules.

use super::rules::{QuestionKind, Rules, Verb};
use crate::text::Language;

/// The most kinds of question that are made of one sentence.
const MOST_KINDS: usize = 3;
/// The most words before a verb that say who does it; with more, the verb is another clause's.
const LONGEST_SUBJECT: usize = 9;

/// The questions that a sentence answers, the one for a label first.
pub(super) fn questions(sentence: &str, language: Language) -> Vec<String> {
    let rules = Rules::of(language);
    let plain = without_end(sentence);
    let kinds = rules.kinds.iter().filter(|kind| kind.is_answered_by(sentence)).take(MOST_KINDS);
    let mut questions: Vec<String> = match language {
        Language::English => {
            let clause = Clause::of(plain, rules);
            let asked = kinds.map(|kind| match &clause {
                Some(clause) => clause.ask(&kind.asks),
                None => format!("{}: {}?", kind.asks, without_figures(plain)),
            });
            let whole = match &clause {
                Some(clause) => clause.whether(),
                None => format!("What about {}?", lower_first(plain)),
            };
            asked.chain([whole]).collect()
        }
        Language::Chinese => {
            let asked = kinds.map(|kind| {
                let clause = clause_of(plain, kind);
                if kind.in_place { kind.ask_in_place(&clause) } else { clause + &kind.asks }
            });
            asked.map(|asked| format!("{asked}？")).chain([format!("{plain}吗？")]).collect()
        }
    };
    let mut seen = std::collections::HashSet::new();
    questions.retain(|question| seen.insert(question.to_lowercase()));
    questions
}

/// The clause of a Chinese sentence that answers a kind of question, after the first, which mostly says of what.
fn clause_of(sentence: &str, kind: &QuestionKind) -> String {
    let clauses: Vec<&str> = sentence.split(['，', '；']).collect();
    match clauses.iter().position(|clause| kind.is_answered_by(clause)) {
        Some(0) => clauses[0].to_string(),
        Some(at) => format!("{}，{}", clauses[0], clauses[at]),
        None => sentence.to_string(),
    }
}

/// A sentence taken apart at its verb.
struct Clause<'a> {
    subject: String,
    verb: Verb<'a>,
    rest: String,
}

impl<'a> Clause<'a> {
    fn of(sentence: &str, rules: &'a Rules) -> Option<Self> {
        let words: Vec<&str> = sentence.split_whitespace().collect();
        let limit = words.len().min(LONGEST_SUBJECT + 1);
        let at = (1..limit).find(|at| !words[at - 1].ends_with([',', ';', ':']) && rules.verb(words[*at]).is_some())?;
        let verb = rules.verb(words[at])?;
        let subject = lower_first(&words[..at].join(" "));
        Some(Self { subject, verb, rest: words[at + 1..].join(" ") })
    }

    /// "May dogs stay on board?"
    fn whether(&self) -> String {
        let Self { subject, verb, rest } = self;
        let helper = capitalized(if verb.helper == "cannot" { "can" } else { verb.helper });
        sentence([&helper, subject, verb.base.unwrap_or_default(), rest])
    }

    /// "When does the office open?"
    fn ask(&self, asks: &str) -> String {
        let Self { subject, verb, rest } = self;
        let helper = if verb.helper == "cannot" { "can" } else { verb.helper };
        let base = verb.base.unwrap_or_default();
        // "Who is the manager?", "How many rooms does the house have?"
        if asks == "Who" && verb.base.is_none() {
            return sentence([asks, helper, subject]);
        }
        let counted = rest.split_once(' ').filter(|(first, _)| is_figure(first)).map(|(_, counted)| counted);
        match counted.filter(|_| asks == "How many" && verb.base.is_some()) {
            Some(counted) => sentence([asks, &without_figures(counted), helper, subject, base]),
            None => sentence([asks, helper, subject, base, &without_figures(rest)]),
        }
    }
}

fn sentence<const N: usize>(parts: [&str; N]) -> String {
    let text = parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ");
    capitalized(&text) + "?"
}

fn without_end(sentence: &str) -> &str {
    sentence.trim_end_matches(['.', '!', '?', '。', '！', '？', ';', '；', ':', '：', ' '])
}

/// The words of a text but its figures, with the marks that stood beside them.
fn without_figures(text: &str) -> String {
    let mut words: Vec<&str> = Vec::new();
    let mut after_figure = false;
    for word in text.split_whitespace() {
        // A unit goes with its figure; what is counted stays.
        let goes = is_figure(word) || (after_figure && UNITS.contains(&word.trim_end_matches([',', ';', ')'])));
        if !goes {
            words.push(word);
        }
        after_figure = goes;
    }
    words.join(" ")
}

/// Units that make no sense without their figure.
const UNITS: [&str; 22] = [
    "euros",
    "euro",
    "pounds",
    "pound",
    "dollars",
    "dollar",
    "cents",
    "cent",
    "pence",
    "yuan",
    "francs",
    "percent",
    "million",
    "billion",
    "seconds",
    "minutes",
    "hours",
    "am",
    "pm",
    "kilograms",
    "kilometres",
    "metres",
];

fn is_figure(word: &str) -> bool {
    word.chars().any(|character| character.is_ascii_digit())
        && !word.chars().any(|character| character.is_alphabetic() && !"kmKMamp".contains(character))
}

/// A word that is no name loses its capital.
fn lower_first(text: &str) -> String {
    const STAYS: [&str; 2] = ["I", "I'm"];
    let first = text.split_whitespace().next().unwrap_or_default();
    let small = |word: &str| {
        matches!(
            word,
            "The"
                | "A"
                | "An"
                | "All"
                | "Each"
                | "Every"
                | "No"
                | "Our"
                | "Your"
                | "My"
                | "Its"
                | "Their"
                | "On"
                | "In"
                | "At"
                | "For"
                | "From"
                | "If"
                | "When"
                | "You"
                | "We"
                | "Most"
                | "Some"
                | "Only"
                | "Both"
                | "Two"
                | "Three"
        )
    };
    // Whether another first word is a name can't be seen: its capital stays where a second one follows.
    let second_capital = text.split_whitespace().nth(1).is_some_and(|word| word.starts_with(char::is_uppercase));
    if STAYS.contains(&first) || (second_capital && !small(first)) {
        return text.to_string();
    }
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::questions;
    use crate::text::Language;

    #[test]
    fn a_sentence_becomes_the_questions_that_it_answers() {
        for (sentence, expected) in [
            (
                "A single room costs 345 euros a month.",
                "How much does a single room cost a month?|Does a single room cost 345 euros a month?",
            ),
            ("The manager is Ms. Oona Bexley.", "Who is the manager?|Is the manager Ms. Oona Bexley?"),
            (
                "Linden Court has 212 single rooms.",
                "How many single rooms does Linden Court have?|Does Linden Court have 212 single rooms?",
            ),
            ("Dogs may stay on deck.", "May dogs stay on deck?"),
            ("Please be quiet.", "What about please be quiet?"),
            ("洗一次2.50欧元。", "洗一次多少钱？|洗一次2.50欧元吗？"),
            ("椴园公寓共六层，有212间单人房。", "椴园公寓共多少层？|椴园公寓共六层，有212间单人房吗？"),
            ("办公室周一9:00至12:00开放。", "办公室什么时候开放？|办公室周一9:00至12:00开放吗？"),
            ("吸烟是禁止的。", "吸烟是禁止的，可以吗？|吸烟是禁止的吗？"),
        ] {
            assert_eq!(questions(sentence, Language::of(sentence)).join("|"), expected, "{sentence}");
        }
    }
}
