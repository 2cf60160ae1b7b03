//! Near misses by another name, place, year or edition: what the fact tells is put beside what it does not.

use std::ops::Range;

use super::dice::Dice;
use super::lexis::{Class, Found};
use super::phrasing::{Phrasing, asks_figure, year};
use super::pieces::{Piece, pieces, replaced};
use crate::text::{Kind, Language, Lexicon, is_chinese};

/// Well-known places, so that nobody doubts that another one is meant; those that the language lists.
const PLACES: [[&str; 9]; 2] = [
    ["Shanghai", "Shenzhen", "Chengdu", "Guangzhou", "Hangzhou", "Tokyo", "Seoul", "Paris", "London"],
    ["上海", "深圳", "成都", "广州", "杭州", "重庆", "天津", "武汉", "西安"],
];

/// Another place than the one that is named.
pub(super) fn other_place(phrasing: &Phrasing<'_>, dice: &mut Dice) -> Option<String> {
    // "Was it in Lyon?" may be put right, and "which city" asks for the place.
    if phrasing.expects(&[Kind::Where, Kind::City]) {
        return None;
    }
    let scopes = &phrasing.lexis.base.words.scopes;
    // The narrowest place first: in "Beijing's rank in China" it is Beijing's that is asked for.
    let place = scopes.iter().rev().find_map(|scope| {
        let class = phrasing.lexis.class_of(scope)?;
        let form = phrasing.lexis.first_form(class, phrasing.language)?;
        let at = only_at(phrasing.text, form)?;
        let is_name = phrasing.lexis.first_form(class, Language::English)?.starts_with(char::is_uppercase);
        (is_name && !has_other_form(phrasing, class, form)).then_some(at)
    })?;
    let listed = &Lexicon::of(phrasing.language).places;
    let names = PLACES[usize::from(phrasing.language == Language::Chinese)];
    let others: Vec<&str> = names
        .into_iter()
        .filter(|name| listed.contains(&name.to_lowercase()) && !phrasing.known.mentions(name))
        .collect();
    Some(replaced(phrasing.text, &place, dice.pick(&others)?))
}

/// Where the one `form` stands; none where there are more, or none.
fn only_at(text: &str, form: &str) -> Option<Range<usize>> {
    let mut places = text.match_indices(form);
    let (start, _) = places.next()?;
    let whole = !text[start + form.len()..].starts_with(|next: char| next.is_ascii_alphabetic());
    (whole && places.next().is_none()).then_some(start..start + form.len())
}

/// Whether a class is named in other words too: "the city" beside "Beijing".
fn has_other_form(phrasing: &Phrasing<'_>, class: Class, form: &str) -> bool {
    phrasing.reading.found.iter().any(|found| found.class == class && phrasing.text[found.span.clone()] != *form)
}

/// Another year than the one that is named, near it, and none that is told of beside the fact.
pub(super) fn other_year(phrasing: &Phrasing<'_>, dice: &mut Dice) -> Option<String> {
    const FARTHEST: u32 = 5;
    let named = |at: usize| Some((at, year(phrasing.word(at))?));
    let named: Vec<(usize, u32)> = (0..phrasing.reading.pieces.len()).filter_map(named).collect();
    let &[(at, year)] = named.as_slice() else { return None };
    if phrasing.is_claim() && phrasing.expects(&[Kind::When, Kind::Duration]) {
        return None;
    }
    let free =
        |other: &u32| !phrasing.known.mentions(&other.to_string()) && !phrasing.years.near(phrasing.fact, *other);
    let others: Vec<u32> = (year - FARTHEST..=year + FARTHEST).filter(free).collect();
    let other = dice.pick(&others)?.to_string();
    Some(replaced(phrasing.text, &phrasing.reading.pieces[at].span, &other))
}

/// Another of the base's names, of the same kind: a set of contrasts says what is of a kind.
pub(super) fn other_name(phrasing: &Phrasing<'_>, dice: &mut Dice) -> Option<String> {
    if phrasing.is_claim() {
        return None;
    }
    let (found, others) = only_member(phrasing, |class| phrasing.lexis.is_name(class))?;
    let written = &phrasing.text[found.span.clone()];
    let before = &phrasing.text[..found.span.start];
    // "Which fund": the name is a noun there.
    if !phrasing.is_proper(found) || before.ends_with(['哪', '个', '几', '项', '种', '家', '份', '么', '条']) {
        return None;
    }
    let names: Vec<&str> = others.iter().filter_map(|class| likest_name(phrasing, *class, written)).collect();
    Some(replaced(phrasing.text, &found.span, dice.pick(&names)?))
}

/// The form of a name that is as long as what it is to replace: a short name stands where a short one stood.
fn likest_name<'p>(phrasing: &Phrasing<'p>, class: Class, written: &str) -> Option<&'p str> {
    let forms = phrasing.lexis.forms(class);
    let fits = |form: &&String| {
        let in_language = form.chars().any(is_chinese) == (phrasing.language == Language::Chinese);
        in_language && is_written_as_name(form) && !form.starts_with(['这', '那'])
    };
    let nearest = forms.iter().filter(fits).min_by_key(|form| form.len().abs_diff(written.len()));
    let latin = || forms.iter().find(|form| form.starts_with(|first: char| first.is_ascii_uppercase()));
    nearest.or_else(latin).map(String::as_str)
}

fn is_written_as_name(form: &str) -> bool {
    form.chars().next().is_some_and(|first| first.is_uppercase() || !first.is_ascii())
}

/// The one member of a set of contrasts in a phrasing, with the members that the fact doesn't know.
fn only_member<'p>(phrasing: &'p Phrasing<'_>, wanted: impl Fn(Class) -> bool) -> Option<(&'p Found, Vec<Class>)> {
    for set in &phrasing.lexis.base.words.contrasts {
        let members: Vec<Class> = set.iter().filter_map(|member| phrasing.lexis.class_of(member)).collect();
        if !members.iter().all(|member| wanted(*member)) {
            continue;
        }
        let found = phrasing.found(|found| members.contains(&found.class));
        let others = members.iter().filter(|member| !phrasing.known.classes.contains(member));
        if let [only] = found.as_slice() {
            return Some((*only, others.copied().collect()));
        }
    }
    None
}

/// Another member of a set of words that exclude each other, where it stands before the word that it
/// belongs to: "film projects", 电影项目.
pub(super) fn other_branch(phrasing: &Phrasing<'_>, dice: &mut Dice) -> Option<String> {
    if phrasing.is_claim() {
        return None;
    }
    let any_set = |_: Class| true;
    let (found, others) = only_member(phrasing, any_set)?;
    let written = &phrasing.text[found.span.clone()];
    let is_plural = phrasing.language == Language::English && written.len() > 2 && written.ends_with('s');
    let next = phrasing.reading.pieces.get(found.pieces.end)?;
    let belongs = next.span.start - found.span.end <= 1 && !phrasing.reading.quiet[found.pieces.end];
    if is_plural || !belongs || is_listed(phrasing, found) || phrasing.lexis.is_name(found.class) && written.len() > 6 {
        return None;
    }
    let is_word =
        |class: &&Class| !phrasing.lexis.is_name(**class) || **class == found.class || is_acronym(phrasing, **class);
    let forms: Vec<&str> = others
        .iter()
        .filter(is_word)
        .filter_map(|class| phrasing.lexis.first_form(*class, phrasing.language))
        .collect();
    Some(replaced(phrasing.text, &found.span, dice.pick(&forms)?))
}

/// A short name such as "AI" stands where a common noun does.
fn is_acronym(phrasing: &Phrasing<'_>, class: Class) -> bool {
    phrasing.lexis.first_form(class, Language::English).is_some_and(|form| form.len() <= 3)
}

/// "Film and television", 影视和文化: one of several.
fn is_listed(phrasing: &Phrasing<'_>, found: &Found) -> bool {
    const JOINS: [&str; 8] = ["and", "or", "和", "与", "或", "、", ",", "&"];
    let joins = |text: &str| JOINS.contains(&text);
    let before = phrasing.text[..found.span.start].trim_end();
    let after = phrasing.text[found.span.end..].trim_start();
    let last = found.pieces.start.checked_sub(1).map_or("", |at| phrasing.word(at));
    joins(last)
        || joins(phrasing.word(found.pieces.end))
        || before.ends_with([',', '、'])
        || after.starts_with([',', '、'])
}

/// The whole in place of a part, or a part in place of the whole, where a figure is asked for.
pub(super) fn other_whole(phrasing: &Phrasing<'_>, dice: &mut Dice) -> Option<String> {
    if phrasing.is_claim() || !asks_figure(phrasing.text, phrasing.language) {
        return None;
    }
    let scopes = &phrasing.lexis.base.words.scopes;
    let scopes: Vec<Class> = scopes.iter().filter_map(|scope| phrasing.lexis.class_of(scope)).collect();
    let named = phrasing.found(|found| scopes.contains(&found.class));
    let [only] = named.as_slice() else { return None };
    let written = &phrasing.text[only.span.clone()];
    if phrasing.lexis.first_form(only.class, phrasing.language) != Some(written) {
        return None;
    }
    let others = scopes.iter().filter(|class| **class != only.class && !tells_of(phrasing, **class, only.class));
    let fits = |form: &&str| is_written_as_name(form) && !(phrasing.language == Language::Chinese && form.len() > 6);
    let forms: Vec<&str> =
        others.filter_map(|class| phrasing.lexis.first_form(*class, phrasing.language)).filter(fits).collect();
    Some(replaced(phrasing.text, &only.span, dice.pick(&forms)?))
}

/// Whether the fact gives a figure of the whole too, or is asked for one: it answers for both then.
fn tells_of(phrasing: &Phrasing<'_>, whole: Class, named: Class) -> bool {
    let has = |text: &str, class: Class| phrasing.lexis.read(text).found.iter().any(|found| found.class == class);
    let asks = |text: &str| asks_figure(text, phrasing.language) && has(text, whole) && !has(text, named);
    let tells = |answer: &str| clauses(answer).any(|clause| has_figure(clause) && has(clause, whole));
    phrasing.fact.ask.get(phrasing.language).iter().any(|ask| asks(&ask.text))
        || phrasing.fact.answer.iter().any(|(_, answer)| tells(&answer.text))
}

/// What stands between marks; the comma of `2,400` parts nothing.
fn clauses(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '，', '。', '；', '：']).flat_map(|part| part.split(", ")).flat_map(|part| part.split(": "))
}

/// Whether a text counts something, shares and years apart.
fn has_figure(text: &str) -> bool {
    let is_figure = |piece: &Piece| {
        let is_number = piece.key.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
        is_number && year(&piece.key).is_none() && !text[piece.span.end..].starts_with('%')
    };
    pieces(text).iter().any(is_figure)
}

#[cfg(test)]
mod tests {
    use super::{clauses, has_figure};

    #[test]
    fn figures_are_looked_for_clause_by_clause() {
        for (text, expected) in [
            ("In 2024, it had 2,400 firms, half of the country's", "false true false"),
            ("有17部，占全国55部的31%", "true true"),
            ("占全国的31%", "false"),
        ] {
            let found: Vec<String> = clauses(text).map(|clause| has_figure(clause).to_string()).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
