//! A record held against the text of its article.

use super::article::{Article, comparable};
use super::changed::{Accounts, findings as of_facts};
use super::compare::{Pair, State, compare, is_bare, is_text_of, likeness};
use super::fingerprints::unfinished;
use super::record::listed;
use crate::facts::Base;
use crate::findings::{Finding, Place, Rule};
use crate::sources::{Source, is_text};

/// The source of a base that `article` is probably the text of: a record, where there is one.
pub fn source_of_text<'a>(base: &'a Base, article: &Article) -> Option<&'a Source> {
    let likely = |source: &Source| {
        let (known, shared) = likeness(source, article);
        (!is_text(&source.place.file.name), known, shared)
    };
    base.sources.iter().rev().max_by(|one, other| {
        let (one, other) = (likely(one), likely(other));
        (one.0, one.1).cmp(&(other.0, other.1)).then(one.2.total_cmp(&other.2))
    })
}

/// What is wrong with the record of `source`, and with the facts that rest on it, if `article` is its text.
pub fn against_text(base: &Base, source: &Source, article: &Article) -> Vec<Finding> {
    if is_text(&source.place.file.name) {
        return Vec::from_iter(another_edition(source, article));
    }
    let is_another = !is_bare(source) && !is_text_of(article, source);
    if is_another || article.whole.is_empty() {
        return vec![another_article(source, article)];
    }
    let pairs = compare(source, article);
    let mut findings = Vec::from_iter(title_not_in(source, article));
    findings.extend(credits_not_in(source, article));
    findings.extend(other_text(source, article, &pairs));
    let accounts = Accounts::default();
    for pair in &pairs {
        let line = pair.block.map_or(0, |block| block.line);
        let place = format!("paragraph {} (line {line} of the text)", pair.paragraph.number);
        findings.extend(pair.gone().into_iter().map(|gone| not_there(&gone.text, &gone.place, &place)));
        findings.extend(account_not_there(&accounts.gone(pair), pair, &place));
    }
    findings.extend(of_facts(base, source, &pairs));
    findings
}

/// The command that brings a record up to date with a text.
pub(super) fn command(file: &str, source: &Source) -> String {
    let file = if file.contains(char::is_whitespace) { format!("\"{file}\"") } else { file.to_string() };
    format!("`citebot record --text {file} {}`", source.id)
}

fn another_article(source: &Source, article: &Article) -> Finding {
    let message = if article.whole.is_empty() {
        "the text to compare with is empty".to_string()
    } else {
        format!("the text is not the article that `{}` records: it has none of its paragraphs", source.id)
    };
    let hint = format!("give the plain text of the article “{}”", source.title.get(source.language));
    Finding { rule: Rule::Fingerprint, place: source.place.clone(), message, hint: Some(hint), fix: None }
}

/// A source that is a text itself is what its facts rest on, whatever stands in another copy of it.
fn another_edition(source: &Source, article: &Article) -> Option<Finding> {
    let is_same = compare(source, article).iter().all(|pair| pair.state == State::Same);
    let file = &source.place.file.name;
    (!is_same).then(|| Finding {
        rule: Rule::Fingerprint,
        place: source.place.clone(),
        message: format!("`{}` is not the text that the base has, `{file}`", article.name),
        hint: Some(format!("answers rest on `{file}`: change that file where the text has changed")),
        fix: None,
    })
}

/// One finding for all paragraphs whose fingerprint is not that of the text.
fn other_text(source: &Source, article: &Article, pairs: &[Pair<'_>]) -> Option<Finding> {
    let of = |state: State| pairs.iter().filter(move |pair| pair.state == state);
    let changed: Vec<String> = of(State::Changed)
        .map(|pair| format!("{} (line {})", pair.paragraph.number, pair.block.map_or(0, |block| block.line)))
        .collect();
    let lost: Vec<String> = of(State::Lost).map(|pair| pair.paragraph.number.to_string()).collect();
    let (missing, wrong): (Vec<&Pair<'_>>, Vec<_>) =
        of(State::Unmarked).partition(|pair| pair.paragraph.fingerprint.text.is_empty());
    let missing: Vec<u32> = missing.iter().map(|pair| pair.paragraph.number).collect();
    let wrong: Vec<String> = wrong.iter().map(|pair| pair.paragraph.number.to_string()).collect();
    let command = command(&article.name, source);
    if changed.is_empty() && lost.is_empty() && wrong.is_empty() {
        return unfinished(source, &missing, &command);
    }
    let mut parts = Vec::new();
    if !changed.is_empty() {
        parts.push(format!("the text of {} has changed", listed(&changed)));
    }
    if !wrong.is_empty() {
        parts.push(format!("the `sha256` of {} is no SHA-256", listed(&wrong)));
    }
    if !missing.is_empty() {
        let missing: Vec<String> = missing.iter().map(u32::to_string).collect();
        parts.push(format!("no fingerprint is recorded of {}", listed(&missing)));
    }
    let mut hints = Vec::new();
    if !parts.is_empty() {
        hints.push(format!("{command} writes the new fingerprints, and says what else to mend"));
    }
    if !lost.is_empty() {
        let lost = listed(&lost);
        parts.push(format!("the text has nothing like {lost}"));
        hints.push(format!("give the text of the whole article, or take {lost} out of the record"));
    }
    let first = pairs.iter().filter(|pair| pair.state != State::Same).map(|pair| &pair.paragraph.fingerprint.place);
    let place = first.min_by_key(|place| place.span.start)?.clone();
    Some(Finding { rule: Rule::Fingerprint, place, message: parts.join("; "), hint: Some(hints.join("; ")), fix: None })
}

/// A heading may be the curator's own; the title is how a reader finds the text, unless it has none and goes by its id.
fn title_not_in(source: &Source, article: &Article) -> Option<Finding> {
    let title = source.title.get(source.language);
    let is_missing = *title != source.id && !article.whole.contains(&comparable(title));
    is_missing.then(|| not_there(title, &source.place, "the article"))
}

fn credits_not_in(source: &Source, article: &Article) -> Vec<Finding> {
    let all = source.credits.names.iter().map(|name| &name.text).chain(&source.credits.figures);
    let missing = all.filter(|recorded| !article.whole.contains(&comparable(&recorded.text)));
    missing.map(|recorded| not_there(&recorded.text, &recorded.place, "the article")).collect()
}

fn account_not_there(gone: &[String], pair: &Pair<'_>, place: &str) -> Option<Finding> {
    let gone: Vec<String> = gone.iter().map(|gone| format!("`{gone}`")).collect();
    let does = if gone.len() == 1 { "does" } else { "do" };
    (!gone.is_empty()).then(|| Finding {
        rule: Rule::NotInArticle,
        place: pair.paragraph.place.clone(),
        message: format!("its `says` has {}, which {does} not stand in {place}", gone.join(", ")),
        hint: Some("write what the text tells now".to_string()),
        fix: None,
    })
}

fn not_there(text: &str, recorded: &Place, place: &str) -> Finding {
    Finding {
        rule: Rule::NotInArticle,
        place: recorded.clone(),
        message: format!("`{text}` does not stand in {place}"),
        hint: Some("write it as the article does; other forms of a name belong into `also`".to_string()),
        fix: None,
    }
}
