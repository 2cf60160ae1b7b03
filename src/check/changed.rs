//! Facts whose paragraph changed: what in their answers no longer stands there?

use std::ops::Range;

use super::compare::{Pair, State};
use super::figures::{Reader, Value};
use super::names::{Known, Names, chinese_names};
use super::proposed::dates_joined;
use super::record::{Ground, listed};
use super::written;
use crate::document::Located;
use crate::facts::{Base, Fact};
use crate::findings::{Finding, Rule};
use crate::sources::{Citation, Name, Source};
use crate::text::Language;

/// A fact that rests on a paragraph whose text is not the one that was recorded.
#[derive(Debug)]
pub struct Resting<'a> {
    /// The fact.
    pub fact: &'a Fact,
    /// Those of its paragraphs.
    pub stale: Vec<u32>,
    /// Those that the text does not have at all.
    pub lost: Vec<u32>,
    /// The figures and names in its answer that no longer stand in its paragraphs.
    pub gone: Vec<Gone<'a>>,
}

/// A figure or name in an answer that no longer stands in the text.
#[derive(Debug)]
pub struct Gone<'a> {
    /// The answer.
    answer: &'a Located,
    /// Where in the answer.
    span: Range<usize>,
    /// Another paragraph that has it.
    elsewhere: Option<u32>,
}

impl Gone<'_> {
    /// As the answer writes it.
    pub fn written(&self) -> &str {
        &self.answer.text[self.span.clone()]
    }
}

/// The facts that rest on paragraphs whose text changed, in the order of the files.
pub fn resting_on_changed<'a>(base: &'a Base, source: &Source, pairs: &[Pair<'_>]) -> Vec<Resting<'a>> {
    let changes = Changes { pairs, reader: Reader::new(), known: chinese_names(base), source };
    let own = base.facts.iter().filter(|fact| base.source_of(fact).id == source.id);
    own.filter_map(|fact| changes.resting(fact)).collect()
}

/// The figures in what a paragraph `says` that do not stand in its text; small counts in words are free.
pub struct Accounts(Reader);

impl Default for Accounts {
    fn default() -> Self {
        Self(Reader::new())
    }
}

impl Accounts {
    /// Those of one paragraph, each once, as the account writes them.
    pub fn gone(&self, pair: &Pair<'_>) -> Vec<String> {
        let Some(block) = pair.block else { return Vec::new() };
        let text = Ground { figures: vec![&block.text], ..Ground::default() };
        let mut stand = self.0.recorded(&text);
        let mut gone: Vec<String> = Vec::new();
        for (_, says) in pair.paragraph.record.says.iter() {
            let figures = self.0.not_among(&stand, says);
            // What was told in one language is not told again in the other.
            stand.extend(figures.iter().map(|figure| figure.value));
            gone.extend(dates_joined(figures, says).into_iter().map(|span| says[span].trim().to_string()));
        }
        gone
    }
}

/// Each thing that no longer stands in the text; and one finding for each changed paragraph with the facts that still
/// say what it tells.
pub(super) fn findings(base: &Base, source: &Source, pairs: &[Pair<'_>]) -> Vec<Finding> {
    let resting = resting_on_changed(base, source, pairs);
    let mut findings: Vec<Finding> = resting.iter().flat_map(gone_findings).collect();
    for pair in pairs.iter().filter(|pair| pair.state == State::Changed) {
        let number = pair.paragraph.number;
        let intact = resting.iter().filter(|resting| resting.gone.is_empty() && resting.stale.contains(&number));
        let ids: Vec<String> = intact.map(|resting| format!("`{}`", resting.fact.id.text)).collect();
        let (rest, theirs) = if ids.len() == 1 { ("rests", "its") } else { ("rest", "their") };
        findings.extend((!ids.is_empty()).then(|| Finding {
            rule: Rule::ChangedText,
            place: pair.paragraph.place.clone(),
            message: format!(
                "{} {rest} on paragraph {number}, whose text has changed; {theirs} figures and names still stand there",
                ids.join(", ")
            ),
            hint: Some("read the answers beside the new text".to_string()),
            fix: None,
        }));
    }
    findings
}

fn gone_findings(resting: &Resting<'_>) -> Vec<Finding> {
    let id = &resting.fact.id;
    let numbers = |numbers: &[u32]| listed(&numbers.iter().map(u32::to_string).collect::<Vec<_>>());
    if !resting.lost.is_empty() {
        let lost = numbers(&resting.lost);
        let message = format!("`{}` rests on {lost}, and the text has nothing like that", id.text);
        let hint = format!("cite the paragraph that tells it, or take it out: `citebot remove {}`", id.text);
        return vec![Finding {
            rule: Rule::GoneFromText,
            place: id.place.clone(),
            message,
            hint: Some(hint),
            fix: None,
        }];
    }
    let stale = numbers(&resting.stale);
    let finding = |gone: &Gone<'_>| Finding {
        rule: Rule::GoneFromText,
        place: gone.answer.part(gone.span.clone()),
        message: format!("`{}` says `{}`, which no longer stands in {stale}", id.text, gone.written()),
        hint: Some(match gone.elsewhere {
            Some(number) => format!("paragraph {number} has it: cite that, or say what now stands in {stale}"),
            None => format!("say what now stands in {stale}: `citebot edit {} --answer \"…\"`", id.text),
        }),
        fix: None,
    };
    resting.gone.iter().map(finding).collect()
}

/// A record beside its text, and what reads both.
struct Changes<'a> {
    source: &'a Source,
    pairs: &'a [Pair<'a>],
    reader: Reader,
    known: Known<'a>,
}

impl Changes<'_> {
    fn resting<'f>(&self, fact: &'f Fact) -> Option<Resting<'f>> {
        let stale: Vec<&Pair<'_>> =
            fact.citations.iter().filter_map(|citation| self.pair(*citation)).filter(|pair| pair.is_stale()).collect();
        if stale.is_empty() {
            return None;
        }
        let numbers = |pairs: &mut dyn Iterator<Item = &&Pair<'_>>| pairs.map(|pair| pair.paragraph.number).collect();
        let lost = numbers(&mut stale.iter().filter(|pair| pair.state == State::Lost));
        let answers = written(&fact.answer);
        let gone = answers.flat_map(|(language, answer)| self.gone(fact, language, answer, &stale)).collect();
        Some(Resting { fact, stale: numbers(&mut stale.iter()), lost, gone })
    }

    fn pair(&self, citation: Citation) -> Option<&Pair<'_>> {
        let Citation::Paragraph(number) = citation else { return None };
        self.pairs.iter().find(|pair| pair.paragraph.number == number)
    }

    /// What stands in an answer and did stand in the record, and does not stand in the text.
    fn gone<'f>(&self, fact: &Fact, language: Language, answer: &'f Located, stale: &[&Pair<'_>]) -> Vec<Gone<'f>> {
        let now = || self.ground_now(&fact.citations);
        let before = || Ground::of(self.source, &fact.citations);
        let text = &answer.text;
        let mut gone = Vec::new();
        let recorded = self.reader.recorded(&before());
        let mut figures = self.reader.not_among(&self.reader.recorded(&now()), text);
        figures.retain(|figure| recorded.iter().any(|value| value.same(figure.value)));
        for span in dates_joined(figures.clone(), text) {
            let own: Vec<Value> =
                figures.iter().filter(|figure| span.contains(&figure.span.start)).map(|figure| figure.value).collect();
            let elsewhere = self.holder(fact, |text| self.has_values(text, &own));
            gone.push(Gone { answer, span, elsewhere });
        }
        let unsourced = Names::of(before()).not_among(language, text, &self.known);
        for span in Names::of(now()).not_among(language, text, &self.known) {
            let name = &text[span.clone()];
            let is_news = !unsourced.iter().any(|other| other.start < span.end && span.start < other.end);
            // In another language than the text's, only what is recorded of its names tells.
            let is_known = language == self.source.language || stale.iter().any(|pair| lost_name(pair, name));
            if is_news && is_known {
                let elsewhere = self.holder(fact, |text| text.contains(name));
                gone.push(Gone { answer, span, elsewhere });
            }
        }
        gone.sort_by_key(|gone| gone.span.start);
        gone
    }

    /// What the cited places hold by now: of a changed paragraph its text, with the recorded names that still stand
    /// there. What it `says` is of the text as it was.
    fn ground_now<'s>(&'s self, citations: &[Citation]) -> Ground<'s> {
        let mut ground = Ground::default();
        for citation in citations {
            match self.pair(*citation).filter(|pair| pair.is_stale()) {
                Some(pair) => {
                    let heading = self.source.section_of(pair.paragraph.number).map(|section| &section.title);
                    ground.texts.extend(heading.into_iter().flat_map(|title| [title.en.as_str(), title.zh.as_str()]));
                    ground.figures.extend(pair.block.map(|block| block.text.as_str()));
                    let names = pair.paragraph.record.names.iter().filter(|name| stands(pair, name));
                    ground.forms.extend(names.flat_map(forms));
                }
                None => ground.extend(Ground::of(self.source, &[*citation])),
            }
        }
        ground
    }

    /// Another paragraph of the text that has something.
    fn holder(&self, fact: &Fact, has: impl Fn(&str) -> bool) -> Option<u32> {
        let others =
            self.pairs.iter().filter(|pair| !fact.citations.contains(&Citation::Paragraph(pair.paragraph.number)));
        let mut holders = others.filter(|pair| pair.block.is_some_and(|block| has(&block.text)));
        holders.next().map(|pair| pair.paragraph.number)
    }

    fn has_values(&self, text: &str, values: &[Value]) -> bool {
        let figures = self.reader.figures(text);
        values.iter().all(|value| figures.iter().any(|figure| figure.value.same(*value)))
    }
}

fn forms(name: &Name) -> impl Iterator<Item = &str> {
    std::iter::once(name.text.text.as_str()).chain(name.also.iter().map(String::as_str))
}

fn stands(pair: &Pair<'_>, name: &Name) -> bool {
    pair.block.is_some_and(|block| block.holds(&name.text.text))
}

/// Whether what an answer writes is a form of a recorded name that no longer stands in the text.
fn lost_name(pair: &Pair<'_>, written: &str) -> bool {
    let mut lost = pair.paragraph.record.names.iter().filter(|name| !stands(pair, name)).flat_map(forms);
    lost.any(|form| form.contains(written) || written.contains(form))
}
