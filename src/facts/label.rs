//! What stands for a fact where there is little room, as on a button.

use std::borrow::Cow;
use std::collections::HashSet;

use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::Fact;
use crate::text::Language;

/// The most columns of a label: about what a button as wide as a phone shows. A Chinese character fills two.
pub const LONGEST_LABEL: usize = 40;

impl Fact {
    /// Its own label, or as much of its first phrasing as there is room for; what the one language lacks stands in the
    /// other.
    pub fn label(&self, language: Language) -> Cow<'_, str> {
        self.labelled(language, cut_to_label)
    }

    /// The same with its beginning and its end, where a phrasing is cut.
    fn label_with_end(&self, language: Language) -> Cow<'_, str> {
        self.labelled(language, |text| cut_inside(text, LONGEST_LABEL))
    }

    fn labelled<'a>(&'a self, language: Language, cut: impl Fn(&'a str) -> Cow<'a, str>) -> Cow<'a, str> {
        let others = Language::ALL.into_iter().filter(|other| *other != language);
        let found = std::iter::once(language).chain(others).find_map(|language| {
            let own = self.label.get(language).as_ref().map(|label| Cow::from(label.text.as_str()));
            own.or_else(|| self.ask.get(language).first().map(|phrasing| cut(&phrasing.text)))
        });
        found.unwrap_or_else(|| Cow::from(self.id.text.as_str()))
    }
}

/// The labels of facts that stand together: where some would be cut to the same, their ends stay to tell them apart.
pub fn labels<'a>(facts: &[&'a Fact], language: Language) -> Vec<Cow<'a, str>> {
    let cut: Vec<Cow<'a, str>> = facts.iter().map(|fact| fact.label(language)).collect();
    let mut once = HashSet::new();
    let twice: HashSet<&str> = cut.iter().map(AsRef::as_ref).filter(|label: &&str| !once.insert(*label)).collect();
    let apart = |(label, fact): (&Cow<'a, str>, &&'a Fact)| {
        if twice.contains(label.as_ref()) { fact.label_with_end(language) } else { label.clone() }
    };
    cut.iter().zip(facts).map(apart).collect()
}

/// How many columns a text fills.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// A text that fits a label: whole, or cut at a word with an ellipsis.
pub fn cut_to_label(text: &str) -> Cow<'_, str> {
    cut(text, LONGEST_LABEL)
}

/// A text of at most `most` columns, cut at a word where one ends in its second half, else between characters.
fn cut(text: &str, most: usize) -> Cow<'_, str> {
    if text.width() <= most {
        return Cow::from(text);
    }
    let room = most.saturating_sub("…".width());
    let fits = |end: &usize| text[..*end].trim_end().width() <= room;
    let word = linebreaks(text).map(|(end, _)| end).take_while(fits).last();
    let word = word.filter(|end| text[..*end].width() > room / 2);
    let end = word.unwrap_or_else(|| {
        let ends = text.grapheme_indices(true).map(|(at, grapheme)| at + grapheme.len());
        ends.take_while(fits).last().unwrap_or(0)
    });
    let kept = text[..end].trim_end_matches(|last: char| last.is_whitespace() || ",;:，、；：".contains(last));
    Cow::from(format!("{kept}…"))
}

/// A text of about `most` columns of which the beginning and the end are kept, each cut at a word.
fn cut_inside(text: &str, most: usize) -> Cow<'_, str> {
    if text.width() <= most {
        return Cow::from(text);
    }
    let beginning = cut(text, most / 2);
    let starts = std::iter::once(0).chain(linebreaks(text).map(|(end, _)| end));
    let rest = most.saturating_sub(beginning.width());
    let end = starts.map(|start| text[start..].trim()).find(|end| end.width() <= rest).unwrap_or_default();
    Cow::from(format!("{beginning} {end}"))
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_LABEL, columns, cut, cut_inside, labels};
    use crate::facts::{Files, load};
    use crate::text::{Language, PerLanguage};

    #[test]
    fn a_text_is_cut_at_a_word() {
        for (text, expected) in [
            ("How much is it?", "How much is it?"),
            ("How much is the oat cake?", "How much is the oat…"),
            ("How much, by the way, is it?", "How much, by the…"),
            ("Which of them, then, is it?", "Which of them…"),
            ("Unbreakableunbreakable word", "Unbreakableunbreaka…"),
            ("2024年北京备案了多少个项目？", "2024年北京备案了多…"),
            ("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", "👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧…"),
            ("", ""),
        ] {
            let cut = cut(text, 20);
            assert_eq!(cut, expected, "{text}");
            assert!(columns(&cut) <= 20, "{cut}");
        }
    }

    #[test]
    fn a_text_is_cut_inside() {
        for (text, expected) in [
            ("How many films did Beijing register in 2024?", "How many… in 2024?"),
            ("How many?", "How many?"),
            ("2024年北京备案了多少个电影项目？", "2024年北… 电影项目？"),
        ] {
            assert_eq!(cut_inside(text, 20), expected, "{text}");
        }
    }

    #[test]
    fn labels_that_stand_together_differ() {
        let mut base = load(&Files::own().unwrap()).unwrap();
        for (fact, year) in base.facts.iter_mut().zip(["2023", "2024"]) {
            fact.label = PerLanguage::default();
            fact.ask.en[0].text = format!("How many film projects were registered in Beijing in {year}?");
        }
        let facts: Vec<_> = base.facts.iter().take(2).collect();
        let cut = labels(&facts, Language::English);
        assert_eq!(cut, ["How many film… in Beijing in 2023?", "How many film… in Beijing in 2024?"]);
        assert!(cut.iter().all(|label| columns(label) <= LONGEST_LABEL));
        assert_eq!(labels(&facts[..1], Language::English), ["How many film projects were registered…"]);
    }
}
