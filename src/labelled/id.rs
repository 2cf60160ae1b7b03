//! From the name of an intent to the id of its fact.

use std::fmt::Write;

use pinyin::ToPinyin;
use sha2::{Digest, Sha256};

/// Ids go into links and buttons, which have room for little else.
const LONGEST_ID: usize = 48;
/// Hexadecimal digits of a name's hash: among 100,000 names, two collide in one base of 50,000.
const MARK: usize = 12;

/// Names that no file may have on Windows, whatever its ending: a topic or a source is a file of its id.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The ids that the fact of an intent may have, the one to look for first: an id that is marked can
/// be no other's.
pub fn intent_ids(intent: &str) -> impl Iterator<Item = String> {
    [Some(marked_id(intent, intent)), plain_id(intent)].into_iter().flatten()
}

/// The name in small letters with hyphens; none where that would lose more of it than capitals and separators.
pub fn plain_id(intent: &str) -> Option<String> {
    let separates = |character: char| matches!(character, ' ' | '_' | '-' | '.' | '/' | ':');
    let kept = intent.chars().all(|character| character.is_ascii_alphanumeric() || separates(character));
    Some(slug(intent)).filter(|id| kept && !id.is_empty() && id.len() <= LONGEST_ID && !is_device(id))
}

fn is_device(id: &str) -> bool {
    let port = id.strip_prefix("com").or_else(|| id.strip_prefix("lpt"));
    DEVICES.contains(&id) || port.is_some_and(|port| port.len() == 1 && port.as_bytes()[0].is_ascii_digit())
}

/// As much of `name` as there is room for, and a mark that is made of `whole`.
pub fn marked_id(name: &str, whole: &str) -> String {
    let mut id = slug(name);
    cut(&mut id, LONGEST_ID - MARK - 1);
    if id.is_empty() {
        id.push_str("fact");
    }
    id.push('-');
    for byte in &Sha256::digest(whole)[..MARK / 2] {
        let _ = write!(id, "{byte:02x}");
    }
    id
}

/// The id of a fact that has no name but its first question; none where the question has no plain letters.
pub fn question_id(question: &str) -> Option<String> {
    let mut id = slug(question);
    cut(&mut id, LONGEST_ID);
    Some(id).filter(|id| !id.is_empty() && !is_device(id))
}

/// An id that a person can read: a name in small letters with hyphens, Chinese characters by their sound.
pub fn readable_id(name: &str) -> String {
    let mut spelt = String::new();
    for character in name.chars() {
        match character.to_pinyin() {
            Some(sound) => spelt.extend([" ", sound.plain(), " "]),
            None => spelt.push(character),
        }
    }
    question_id(&spelt).unwrap_or_else(|| marked_id(name, name))
}

/// Cuts an id between words, if it has more than one.
fn cut(id: &mut String, most: usize) {
    if id.len() > most {
        let end = if id.as_bytes()[most] == b'-' { most } else { id[..most].rfind('-').unwrap_or(most) };
        id.truncate(end);
    }
}

fn slug(name: &str) -> String {
    let mut slug = String::new();
    for character in name.chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::{intent_ids, question_id, readable_id};

    #[test]
    fn an_intent_gives_a_short_plain_id() {
        for (intent, expected) in [
            ("card_arrival", "card-arrival-ba019bc8c8fb card-arrival"),
            ("Refund_not_showing_up", "refund-not-showing-up-f7dbf2fd3208 refund-not-showing-up"),
            ("film-output-2024", "film-output-2024-0d20321e062d film-output-2024"),
            ("travel/visa.cost", "travel-visa-cost-40ae69ccb590 travel-visa-cost"),
            ("c++", "c-cedb1bac7efc"),
            ("c#", "c-951a4d36e0a9"),
            ("转账", "fact-4c3be7e0b72e"),
            ("__", "fact-9911f4d2b184"),
            ("../../x", "x-9cdf6a50100a x"),
            ("CON", "con-a3dbc4b644a9"),
            ("com1", "com1-957a49c3e803"),
            ("common", "common-92a5dc04bd6f common"),
            (
                "a very long name of an intent that nobody would ever want to type twice",
                "a-very-long-name-of-an-intent-that-b83420466fdd",
            ),
            (&"x".repeat(60), "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-42f2d9733566"),
        ] {
            let ids: Vec<String> = intent_ids(intent).collect();
            assert!(ids.iter().all(|id| id.len() <= 48), "{ids:?}");
            assert_eq!(ids.join(" "), expected, "{intent}");
        }
    }

    #[test]
    fn a_name_gives_an_id_that_can_be_read() {
        for (name, expected) in [
            ("Quiet hours", "quiet-hours"),
            ("How Do I Join?", "how-do-i-join"),
            ("开放时间", "kai-fang-shi-jian"),
            ("第2章 借书", "di-2-zhang-jie-shu"),
            ("…", "fact-b4935894c8ce"),
        ] {
            assert_eq!(readable_id(name), expected, "{name}");
        }
    }

    #[test]
    fn a_question_gives_an_id_cut_between_words() {
        for (question, expected) in [
            ("How much is it?", Some("how-much-is-it")),
            ("¿Cuánto?", Some("cu-nto")),
            ("多少钱？", None),
            (
                "What do I have to do before the twenty-fifth of the month comes?",
                Some("what-do-i-have-to-do-before-the-twenty-fifth-of"),
            ),
        ] {
            assert_eq!(question_id(question).as_deref(), expected, "{question}");
        }
    }
}
