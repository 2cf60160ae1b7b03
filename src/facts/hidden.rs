//! Characters that nobody sees: what a base says goes to terminals, and what a curator reads must be what stands there.

use std::sync::Arc;

use crate::findings::{File, Finding, Fix, Place, Rule};
use crate::shown::{is_hidden, named};

/// The most that are told of one file: who has more has one fault many times.
const MOST_TOLD: usize = 20;

/// The hidden characters of a file, each with what takes it away.
pub(super) fn hidden(file: &Arc<File>) -> Vec<Finding> {
    let ends_line = |at: usize| file.text[at..].starts_with("\r\n");
    let hidden = file.text.char_indices().filter(|(at, character)| is_hidden(*character) && !ends_line(*at));
    let told = hidden.take(MOST_TOLD).map(|(at, character)| {
        let span = at..at + character.len_utf8();
        Finding {
            rule: Rule::InvisibleCharacter,
            place: Place { file: Arc::clone(file), span: span.clone() },
            message: format!("here stands the invisible character {}", named(character)),
            hint: Some("delete it: typing the text anew does, or `citebot check --fix`".to_string()),
            fix: Some(Fix { span, text: String::new() }),
        }
    });
    told.collect()
}
