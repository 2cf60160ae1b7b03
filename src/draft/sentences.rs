//! The sentences of a paragraph, each with what it leans on.

use unicode_segmentation::UnicodeSegmentation;

use super::rules::Rules;
use crate::text::Language;

/// The most characters that a sentence may have together with the one that it leans on.
const LONGEST_PAIR: usize = 400;

/// Marks that open a quotation or a bracket.
const OPENING: [char; 8] = ['“', '‘', '「', '『', '《', '（', '(', '«'];

/// A sentence of a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sentence {
    /// Its own words.
    pub(super) text: String,
    /// The same so that it stands alone: with the sentence that it leans on before it.
    pub(super) whole: String,
}

/// The sentences of a paragraph.
pub(super) fn sentences(paragraph: &str, language: Language) -> Vec<Sentence> {
    let rules = Rules::of(language);
    let mut found: Vec<Sentence> = Vec::new();
    // What the next sentence may lean on.
    let mut ground: Option<String> = None;
    for text in joined(paragraph, rules) {
        let leans = rules.leans(&text);
        let before = ground.as_ref().filter(|_| leans);
        let blank = if language == Language::English { " " } else { "" };
        let pair = before.map(|before| format!("{before}{blank}{text}"));
        let whole = pair.filter(|pair| pair.chars().count() <= LONGEST_PAIR).unwrap_or_else(|| text.clone());
        if !leans || ground.is_none() {
            ground = Some(text.clone());
        }
        found.push(Sentence { text, whole });
    }
    found
}

/// Sentences by the rules of Unicode, joined where an abbreviation ended one.
fn joined(paragraph: &str, rules: &Rules) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    let mut goes_on = false;
    let mut opened = String::new();
    for piece in paragraph.split_sentence_bounds() {
        match joined.last_mut().filter(|_| goes_on) {
            Some(last) => last.push_str(piece),
            None => joined.push(std::mem::take(&mut opened) + piece),
        }
        // The rules of Unicode leave the mark that opens a quotation with the sentence before it.
        if let Some(last) = joined.last_mut() {
            let own = last.trim_end_matches(OPENING).len();
            if own > 0 && own < last.len() {
                opened = last.split_off(own);
            }
        }
        goes_on = piece.split_whitespace().next_back().is_some_and(|word| rules.is_abbreviation(word));
    }
    let trimmed = joined.iter().map(|sentence| sentence.trim());
    trimmed.filter(|sentence| sentence.chars().any(char::is_alphanumeric)).map(str::to_string).collect()
}
