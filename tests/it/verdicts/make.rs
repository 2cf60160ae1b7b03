//! Claims with what is to be said to them, made of a base's phrasings and answers.

use citebot::facts::{Fact, FactId};
use citebot::matching::{Class, Matcher, Prepared, Term, Word};
use citebot::text::{Kind, Language, Unit};

use super::phrase::{Gap, how_many, how_many_in_chinese, when, whereabouts, who};
use super::told::{MONTHS, Told, UNITS, other, told};

/// What is to be said to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Yes,
    No,
    /// Neither, by the fact that it was made of: it is about something else.
    Open,
    /// Anything but yes.
    NotYes,
}

/// A claim.
pub(super) struct Case {
    pub(super) fact: FactId,
    pub(super) language: Language,
    pub(super) kind: &'static str,
    pub(super) label: Label,
    pub(super) text: String,
}

/// A base that claims are made of.
pub(super) struct Workshop<'a> {
    pub(super) prepared: &'a Prepared,
}

impl Workshop<'_> {
    pub(super) fn cases(&self) -> Vec<Case> {
        let mut cases = Vec::new();
        for (id, fact) in self.prepared.base().fact_ids().zip(&self.prepared.base().facts) {
            for language in Language::ALL {
                let answer = &fact.answer.get(language).text;
                if Language::of(answer) != language {
                    continue;
                }
                let mut add = |kind, label, text| cases.push(Case { fact: id, language, kind, label, text });
                let words = self.prepared.matcher().read_written(answer);
                self.figures(id, language, &words, &mut add);
                self.makers(id, language, &words, &mut add);
                times(fact, language, &words, &mut add);
                self.places(id, language, &words, &mut add);
            }
        }
        cases
    }

    fn figures(
        &self,
        id: FactId,
        language: Language,
        words: &[Word],
        add: &mut impl FnMut(&'static str, Label, String),
    ) {
        let fact = self.prepared.base().fact(id);
        let answer = &fact.answer.get(language).text;
        let told = told(answer, words);
        let counts = words.iter().filter(|word| word.number.is_some_and(|value| !value.is_year())).count();
        for told in &told {
            self.pasted(answer, told, add);
        }
        for pair in told.windows(2) {
            swapped(answer, &pair[0], &pair[1], add);
        }
        let [told] = told.as_slice() else { return };
        if counts != 1 {
            return;
        }
        // 多少家 asks for what the answer counts as …家.
        let measure = answer[told.span.end..].chars().next();
        let same_measure =
            |gap: &Gap| language == Language::English || gap.behind.chars().next() == measure || !told.unit.is_empty();
        let gaps = fact.ask.get(language).iter().filter_map(|phrasing| match language {
            Language::English => how_many(&phrasing.text),
            Language::Chinese => how_many_in_chinese(&phrasing.text),
        });
        for gap in gaps.filter(same_measure) {
            self.asked(id, language, &gap, told, add);
        }
    }

    /// The sentence of an answer as a person pastes it.
    fn pasted(&self, answer: &str, told: &Told, add: &mut impl FnMut(&'static str, Label, String)) {
        let end = |text: &str| text.find(". ").map(|at| at + 1).or_else(|| text.find('。').map(|at| at + 3));
        let start = answer[..told.span.start].rfind(". ").map(|at| at + 2);
        let start = start.or_else(|| answer[..told.span.start].rfind('。').map(|at| at + 3)).unwrap_or(0);
        let stop = end(&answer[told.span.end..]).map_or(answer.len(), |at| told.span.end + at);
        let sentence = &answer[start..stop];
        let (from, to) = (told.span.start - start, told.span.end - start);
        let with = |figure: &str| format!("{}{figure}{}", &sentence[..from], &sentence[to..]);
        // A "not" turns the claim round.
        if ["It ", "If ", "They "].iter().any(|start| sentence.starts_with(start)) {
            return;
        }
        let negated = self.prepared.matcher().read_written(sentence).iter().any(|word| word.class == Class::Negation);
        if negated {
            return;
        }
        add("pasted", Label::Yes, sentence.to_string());
        if !told.bound {
            add("pasted-other-value", Label::No, with(&other(told)));
        }
    }

    fn asked(
        &self,
        id: FactId,
        language: Language,
        gap: &Gap,
        told: &Told,
        add: &mut impl FnMut(&'static str, Label, String),
    ) {
        let value = told.value;
        let chinese = language == Language::Chinese;
        // A phrasing that names the unit needs none with the figure.
        let says_unit = told.unit.is_empty() || gap.behind.contains(told.unit.as_str());
        let noun = gap.behind.trim_end_matches("吗？").trim_end_matches('?').trim();
        let alone = noun.is_empty() || says_unit || (chinese && noun.len() < 2);
        let unit = if says_unit || !alone { "" } else { told.unit.as_str() };
        let figure = |value: u64| match (unit, chinese) {
            ("", _) => format!("{}{value}", told.sign),
            (unit, true) => format!("{}{value}{unit}", told.sign),
            (unit, false) => format!("{}{value} {unit}", told.sign),
        };
        if !says_unit && !noun.is_empty() {
            return;
        }
        let may = ["Can ", "May ", "可以", "能"].iter().any(|word| gap.before.contains(word));
        if told.most || !told.bound || !may {
            add("true-value", Label::Yes, gap.with(&figure(value)));
        }
        if told.most && may && value > 2 {
            add("below-limit", Label::Yes, gap.with(&figure(value / 2)));
            add("above-limit", Label::No, gap.with(&figure(value * 2)));
        }
        if !told.bound && !may {
            add("other-value", Label::No, gap.with(&figure(value + value / 3 + 1)));
            let words: [(&str, &str, u64, Label); 8] = [
                ("more than", "超过", value / 2, Label::Yes),
                ("more than", "超过", value * 2, Label::No),
                ("less than", "不到", value * 2, Label::Yes),
                ("less than", "不到", value / 2, Label::No),
                ("at least", "至少", value, Label::Yes),
                ("at least", "至少", value + 1, Label::No),
                ("at most", "至多", value, Label::Yes),
                ("exactly", "正好", value, Label::Yes),
            ];
            for (english, chinese_word, value, label) in words {
                let word = if chinese { chinese_word } else { english };
                let blank = if chinese { "" } else { " " };
                add("comparison", label, gap.with(&format!("{word}{blank}{}", figure(value))));
            }
        }
        let place = if chinese {
            format!("奥斯陆{}", gap.with(&figure(value)))
        } else {
            gap.with(&figure(value)).replace('?', " in Oslo?")
        };
        add("other-whole", Label::Open, place);
        if let Some(text) = self.other_noun(id, gap, language) {
            add("other-subject", Label::NotYes, Gap { before: gap.before.clone(), behind: text }.with(&figure(value)));
        }
        if let Some((own, another)) = UNITS.iter().find(|(own, _)| told.unit == *own || told.sign == *own) {
            let text = if told.sign == *own {
                gap.with(&figure(value)).replace(own, another)
            } else {
                gap.with(&format!("{value}{}{another}", if chinese { "" } else { " " }))
                    .replace(&format!("{another} {own}"), another)
                    .replace(&format!("{another}{own}"), another)
            };
            add("other-unit", Label::NotYes, text);
        }
    }

    /// The words behind a figure with another fact's noun for the first.
    fn other_noun(&self, id: FactId, gap: &Gap, language: Language) -> Option<String> {
        let words = self.prepared.matcher().read_written(&gap.behind);
        let noun = words.iter().find(|word| word.class == Class::Known && word.weight > 0.0)?;
        let count = self.prepared.base().facts.len();
        let own = own_words(self.prepared.base().fact(id), self.prepared.matcher());
        let another = (1..count).find_map(|step| {
            let other = &self.prepared.base().facts[(id.index() + step) % count];
            let answer = &other.answer.get(language).text;
            if Language::of(answer) != language {
                return None;
            }
            let words = self.prepared.matcher().read_written(answer);
            let at = words
                .iter()
                .position(|word| word.number.is_some_and(|value| !value.is_year() && value.unit == Unit::Plain))?;
            let next = words
                .get(at + 1)
                .filter(|next| next.class == Class::Known && next.weight > 0.0 && next.text.chars().count() > 1)?;
            (!own.contains(&next.term)).then(|| answer[next.span.clone()].to_string())
        })?;
        Some(format!("{}{another}{}", &gap.behind[..noun.span.start], &gap.behind[noun.span.end..]))
    }

    fn makers(
        &self,
        id: FactId,
        language: Language,
        words: &[Word],
        add: &mut impl FnMut(&'static str, Label, String),
    ) {
        let fact = self.prepared.base().fact(id);
        let Some(name) = self.only_name(fact, language, words, &[Kind::Who, Kind::Person]) else { return };
        let own = own_words(fact, self.prepared.matcher());
        let other = self
            .prepared
            .base()
            .facts
            .iter()
            .cycle()
            .skip(id.index() + 1)
            .take(self.prepared.base().facts.len())
            .find_map(|other| {
                let answer = &other.answer.get(language).text;
                let words = self.prepared.matcher().read_written(answer);
                let name = self.only_name(other, language, &words, &[Kind::Who, Kind::Person])?;
                let read = self.prepared.matcher().read_written(&name);
                (!read.iter().any(|word| own.contains(&word.term))).then_some(name)
            });
        for gap in fact.ask.get(language).iter().filter_map(|phrasing| who(&phrasing.text)) {
            add("maker", Label::Yes, gap.with(&name));
            if let Some(other) = &other {
                add("other-maker", Label::No, gap.with(other));
            }
        }
    }

    fn places(
        &self,
        id: FactId,
        language: Language,
        words: &[Word],
        add: &mut impl FnMut(&'static str, Label, String),
    ) {
        let fact = self.prepared.base().fact(id);
        let Some(name) = self.only_name(fact, language, words, &[Kind::Where, Kind::City]) else { return };
        for gap in fact.ask.get(language).iter().filter_map(|phrasing| whereabouts(&phrasing.text)) {
            add("place", Label::Yes, gap.with(&name));
            add("other-place", Label::No, gap.with(if language == Language::Chinese { "奥斯陆" } else { "Oslo" }));
        }
    }

    /// The name that an answer gives, where it gives one besides those that the question gives.
    fn only_name(&self, fact: &Fact, language: Language, words: &[Word], kinds: &[Kind]) -> Option<String> {
        if !kinds.iter().any(|kind| fact.expects.contains(kind)) {
            return None;
        }
        let answer = &fact.answer.get(language).text;
        let asked: Vec<_> = fact
            .ask
            .get(language)
            .iter()
            .flat_map(|phrasing| self.prepared.matcher().read_written(&phrasing.text))
            .collect();
        let is_given = |word: &Word| asked.iter().any(|other| other.term == word.term);
        let mut names: Vec<std::ops::Range<usize>> = Vec::new();
        for word in words.iter().filter(|word| (word.class == Class::Name || word.capital) && !is_given(word)) {
            match names.last_mut() {
                Some(last) if last.end + 1 == word.span.start => last.end = word.span.end,
                _ => names.push(word.span.clone()),
            }
        }
        let [name] = names.as_slice() else { return None };
        // The first word of a sentence is a part of the name where it has a capital, too.
        let before = answer[..name.start].trim_end();
        let start = before.rfind(' ').map_or(0, |at| at + 1);
        let opens =
            !before.contains(' ') && before.starts_with(char::is_uppercase) && !["The", "A", "An"].contains(&before);
        let text = if opens { &answer[start..name.end] } else { &answer[name.clone()] };
        let given = self.prepared.matcher().read_written(text).iter().any(is_given);
        (!given).then(|| text.to_string())
    }
}

/// A sentence with two of its figures exchanged.
fn swapped(answer: &str, one: &Told, other: &Told, add: &mut impl FnMut(&'static str, Label, String)) {
    let between = &answer[one.span.end..other.span.start];
    let start = answer[..one.span.start].rfind(". ").map(|at| at + 2);
    let start = start.or_else(|| answer[..one.span.start].rfind('。').map(|at| at + 3)).unwrap_or(0);
    let rest = &answer[other.span.end..];
    let end = rest.find(". ").map(|at| at + 1).or_else(|| rest.find('。').map(|at| at + 3)).unwrap_or(rest.len());
    if one.value == other.value || between.contains(". ") || between.contains('。') {
        return;
    }
    let text = format!("{}{}{between}{}{}", &answer[start..one.span.start], other.text, one.text, &rest[..end]);
    add("pasted-swapped", Label::NotYes, text);
}

/// Times of an answer that tells when.
fn times(fact: &Fact, language: Language, words: &[Word], add: &mut impl FnMut(&'static str, Label, String)) {
    if !fact.expects.contains(&Kind::When) {
        return;
    }
    let answer = &fact.answer.get(language).text;
    let years: Vec<u64> = words
        .iter()
        .filter_map(|word| word.number.filter(|value| value.is_year()))
        .map(|value| value.thousandths / 1000)
        .collect();
    let months: Vec<usize> =
        words.iter().filter_map(|word| MONTHS.iter().position(|month| month.to_lowercase() == word.text)).collect();
    let may = language == Language::English && (answer.contains(" may ") || answer.contains(" march "));
    for gap in fact.ask.get(language).iter().filter_map(|phrasing| when(&phrasing.text)) {
        if let ([year], true) = (years.as_slice(), months.len() < 2) {
            let text = |year: u64| if language == Language::Chinese { format!("{year}年") } else { year.to_string() };
            add("year", Label::Yes, gap.with(&text(*year)));
            add("other-year", Label::No, gap.with(&text(year - 3)));
        }
        if let ([month], false, true) = (months.as_slice(), may, years.len() < 2) {
            let text = |month: usize| {
                if language == Language::Chinese { format!("{}月", month + 1) } else { MONTHS[month].to_string() }
            };
            add("month", Label::Yes, gap.with(&text(*month)));
            add("other-month", Label::No, gap.with(&text((month + 5) % 12)));
        }
    }
}

/// The words of all texts of a fact.
fn own_words(fact: &Fact, matcher: &Matcher) -> Vec<Option<Term>> {
    let texts = fact.answer.iter().map(|(_, answer)| answer).chain(fact.ask.iter().flat_map(|(_, ask)| ask));
    texts.flat_map(|text| matcher.read_written(&text.text)).map(|word| word.term).collect()
}
