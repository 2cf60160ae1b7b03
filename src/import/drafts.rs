//! Facts as they grow from rows.

use std::collections::{HashMap, HashSet};

use super::exported::{ExportedRow, told};
use super::read::read;
use super::{Draft, Ground, Tally};
use crate::findings::{Findings, Rule};
use crate::labelled::{OUT_OF_SCOPE, Row, marked_id, plain_id, question_id};
use crate::sources::fingerprint;
use crate::text::{Language, PerLanguage};

/// The facts made so far.
#[derive(Default)]
pub(super) struct Drafts {
    pub(super) all: Vec<Draft>,
    by_ground: HashMap<Ground, usize>,
    ids: HashSet<String>,
    /// The questions of each fact, to know those that come again.
    asked: HashSet<(usize, String)>,
    /// The fact of each question, whatever its capitals and the language of its answer, with where it was asked first.
    first: HashMap<(String, Option<Language>), First>,
    pub(super) counts: Tally,
}

/// Where a question was asked first.
struct First {
    fact: usize,
    /// What the file calls its answer.
    name: Option<String>,
    place: String,
}

impl Drafts {
    pub(super) fn add(&mut self, row: &Row, findings: &mut Findings) {
        let Some((questions, mut ground)) = read(row, findings) else {
            return;
        };
        let told = told(row, &ground);
        if let Some(told) = &told {
            ground = Ground::Fact(told.fact.clone());
        }
        if ground == Ground::Intent(OUT_OF_SCOPE.to_string()) {
            self.counts.left_out += 1;
            return;
        }
        let known = self.by_ground.get(&ground).copied();
        let questions = self.without_other_answers(row, questions, &ground, known, findings);
        let Some(first) = questions.first() else { return };
        let number = known.unwrap_or_else(|| self.begin(row, first, ground.clone()));
        self.counts.further_answers += row.further_answers;
        if let Some(told) = told {
            self.tell(number, told, row, findings);
        }
        for question in questions {
            self.first.entry(key(&question, &ground)).or_insert_with(|| First {
                fact: number,
                name: row.name.clone(),
                place: format!("line {} of {}", row.line, row.place.file.name),
            });
            self.ask(number, question);
        }
    }

    /// The questions that no other fact answers; the others are findings, unless it is the same fact in another language.
    fn without_other_answers(
        &mut self,
        row: &Row,
        mut questions: Vec<String>,
        ground: &Ground,
        known: Option<usize>,
        findings: &mut Findings,
    ) -> Vec<String> {
        questions.retain(|question| {
            let first = self.first.get(&key(question, ground)).filter(|first| Some(first.fact) != known);
            let Some(First { name, place, .. }) = first else { return true };
            if name.is_some() && *name == row.name {
                self.counts.repeated += 1;
                return false;
            }
            let message = format!("`{question}` in line {} has another answer in {place}", row.line);
            let hint = "leave the question with one of the two, or write one answer that says both";
            row.note(Rule::TwoAnswers, message, hint, findings);
            false
        });
        questions
    }

    fn tell(&mut self, number: usize, told: ExportedRow, row: &Row, findings: &mut Findings) {
        let ExportedRow { fact, language, answer, label } = told;
        let own = self.all[number].labels.get_mut(language);
        *own = own.take().or(label);
        let first = self.all[number].answers.get_mut(language).get_or_insert_with(|| answer.clone());
        if *first != answer {
            let message = format!("the fact `{fact}` has another answer in an earlier row of the same language");
            row.note(Rule::TwoAnswers, message, "give both the same answer, or the row another `fact`", findings);
        }
    }

    fn ask(&mut self, number: usize, question: String) {
        if !self.asked.insert((number, question.clone())) {
            self.counts.repeated += 1;
            return;
        }
        self.counts.phrasings += 1;
        let ask = &mut self.all[number].ask;
        match Language::of(&question) {
            Language::English => ask.en.push(question),
            Language::Chinese => ask.zh.push(question),
        }
    }

    fn begin(&mut self, row: &Row, question: &str, ground: Ground) -> usize {
        let number = self.all.len();
        let id = self.free_id(row.name.as_deref(), question, &ground);
        self.ids.insert(id.clone());
        self.by_ground.insert(ground.clone(), number);
        let fingerprint = fingerprint(&row.place.file.text[row.place.span.clone()]);
        let (ask, answers, labels) = (PerLanguage::default(), PerLanguage::default(), PerLanguage::default());
        self.all.push(Draft { id, ground, ask, answers, labels, number: row.line, fingerprint });
        self.counts.facts += 1;
        number
    }

    fn free_id(&self, name: Option<&str>, question: &str, ground: &Ground) -> String {
        let (plain, name, whole) = match (ground, name) {
            (Ground::Intent(intent), _) => (plain_id(intent), intent.as_str(), intent),
            (Ground::Fact(fact), _) => (plain_id(fact), fact.as_str(), fact),
            (Ground::Answer(answer), Some(name)) => (plain_id(name), name, answer),
            (Ground::Answer(answer), None) => (question_id(question), question, answer),
        };
        let free = |id: &String| !self.ids.contains(id);
        let mut marks = (0_usize..).map(|again| match again {
            0 => marked_id(name, whole),
            again => marked_id(name, &format!("{whole} {again}")),
        });
        plain.filter(free).or_else(|| marks.find(free)).unwrap_or_default()
    }
}

/// What makes a question the same: one that is answered in each language has two answers, and is none too many.
fn key(question: &str, ground: &Ground) -> (String, Option<Language>) {
    let language = match ground {
        Ground::Answer(answer) => Some(Language::of(answer)),
        Ground::Intent(_) | Ground::Fact(_) => None,
    };
    (question.to_lowercase(), language)
}
