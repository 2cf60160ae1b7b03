//! How is a base made of examples? From rows of questions with a label or an answer to facts.

mod exported;
mod write;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use crate::conversation::LONGEST_QUESTION;
use crate::findings::{File, Finding, Rule, did_you_mean};
use crate::labelled::{
    Columns, Format, OUT_OF_SCOPE, Row, marked_id, note_broken_characters, plain_id, question_id, rows,
};
use crate::sources::{fingerprint, fold};
use crate::text::{Language, PerLanguage};
use exported::{Told, told};

/// The most characters of an answer: what a message of a chat holds.
const LONGEST_ANSWER: usize = 4000;
/// The most characters of an intent's name.
const LONGEST_INTENT: usize = 200;

/// A base that was made of a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Imported {
    /// Its files, by their names in the base's folder.
    pub files: Vec<File>,
    /// What it was made of.
    pub counts: Counts,
}

/// How many of what there were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Facts made.
    pub facts: usize,
    /// Their phrasings.
    pub phrasings: usize,
    /// Rows that are labelled as out of scope.
    pub left_out: usize,
    /// Rows with a question that its fact has already.
    pub repeated: usize,
}

/// What makes rows one fact.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Ground {
    /// They have the same label.
    Intent(String),
    /// They have the same answer.
    Answer(String),
    /// They say that they are of the same fact.
    Fact(String),
}

/// A fact to be written.
#[derive(Debug)]
struct Draft {
    id: String,
    ground: Ground,
    ask: PerLanguage<Vec<String>>,
    /// What it says, where its rows say which fact they are of.
    answers: PerLanguage<Option<String>>,
    /// The line of its first row, and that row's fingerprint.
    line: usize,
    fingerprint: String,
}

/// Makes a base of the good rows of a file, and tells everything that is wrong with the others.
pub fn import(file: &Arc<File>, format: Format, columns: &Columns) -> (Imported, Vec<Finding>) {
    let mut findings = Vec::new();
    note_broken_characters(file, &mut findings);
    let mut drafts = Drafts::default();
    for row in rows(file, format, Some(columns), &mut findings) {
        drafts.add(&row, &mut findings);
    }
    findings.sort_by_key(|finding| finding.place.span.start);
    let stem = Path::new(&file.name).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let Drafts { all, counts, .. } = drafts;
    (Imported { files: write::files(&file.name, &stem, &all), counts }, findings)
}

/// The facts made so far.
#[derive(Default)]
struct Drafts {
    all: Vec<Draft>,
    by_ground: HashMap<Ground, usize>,
    ids: HashSet<String>,
    /// The questions of each fact, to know those that come again.
    asked: HashSet<(usize, String)>,
    counts: Counts,
}

impl Drafts {
    fn add(&mut self, row: &Row, findings: &mut Vec<Finding>) {
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
        let number = match self.by_ground.get(&ground) {
            Some(number) => *number,
            None => self.begin(row, &questions[0], ground),
        };
        if let Some(told) = told {
            self.tell(number, told, row, findings);
        }
        for question in questions {
            self.ask(number, question);
        }
    }

    fn tell(&mut self, number: usize, told: Told, row: &Row, findings: &mut Vec<Finding>) {
        let Told { fact, language, answer } = told;
        let first = self.all[number].answers.get_mut(language).get_or_insert_with(|| answer.clone());
        if *first != answer {
            let message = format!("the fact `{fact}` has another answer in an earlier row of the same language");
            row.note(Rule::Row, message, "give both the same answer, or the row another `fact`", findings);
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
        let id = self.free_id(question, &ground);
        self.ids.insert(id.clone());
        self.by_ground.insert(ground.clone(), number);
        let fingerprint = fingerprint(&row.place.file.text[row.place.span.clone()]);
        self.all.push(Draft {
            id,
            ground,
            ask: PerLanguage::default(),
            answers: PerLanguage::default(),
            line: row.line,
            fingerprint,
        });
        self.counts.facts += 1;
        number
    }

    fn free_id(&self, question: &str, ground: &Ground) -> String {
        let (plain, name, whole) = match ground {
            Ground::Intent(intent) => (plain_id(intent), intent.as_str(), intent),
            Ground::Answer(answer) => (question_id(question), question, answer),
            Ground::Fact(fact) => (plain_id(fact), fact.as_str(), fact),
        };
        let free = |id: &String| !self.ids.contains(id);
        let mut marks = (0_usize..).map(|again| match again {
            0 => marked_id(name, whole),
            again => marked_id(name, &format!("{whole} {again}")),
        });
        plain.filter(free).or_else(|| marks.find(free)).unwrap_or_default()
    }
}

/// The questions of a row, at least one, and what they belong to. An answer says more than a label.
fn read(row: &Row, findings: &mut Vec<Finding>) -> Option<(Vec<String>, Ground)> {
    let before = findings.len();
    let asks = if row.has("text") && !row.has("question") { "text" } else { "question" };
    let (question, ground) = if row.has("answer") || (row.has("question") && !row.has("intent")) {
        let (question, answer) = (row.text(asks, findings), row.text("answer", findings));
        (question?, Ground::Answer(answer?.to_string()))
    } else if row.has("intent") || row.has("text") {
        let asks = if row.has("question") { "question" } else { "text" };
        let (question, intent) = (row.text(asks, findings), row.text("intent", findings));
        (question?, Ground::Intent(fold(intent?)))
    } else {
        note_neither(row, findings);
        return None;
    };
    match &ground {
        Ground::Intent(intent) => note_long(row, "intent", intent, LONGEST_INTENT, findings),
        Ground::Answer(answer) => note_long(row, "answer", answer, LONGEST_ANSWER, findings),
        // What a row is of, and not what it says.
        Ground::Fact(_) => {}
    }
    let own = [(asks, question)].into_iter();
    let further: Vec<(&str, &str)> = row.further("also", findings).into_iter().map(|text| ("also", text)).collect();
    let mut questions = Vec::new();
    for (column, question) in own.chain(further) {
        let question = fold(question);
        note_long(row, column, &question, LONGEST_QUESTION, findings);
        if !question.chars().any(char::is_alphanumeric) {
            let message = format!("`{question}` asks nothing: it has no letter and no digit");
            row.note(Rule::Empty, message, "write the question, or delete the row", findings);
        }
        questions.push(question);
    }
    (findings.len() == before).then_some((questions, ground))
}

fn note_neither(row: &Row, findings: &mut Vec<Finding>) {
    let columns = ["text", "intent", "question", "answer"];
    let near = row.fields.keys().find_map(|key| Some((key, did_you_mean(key, columns)?)));
    let hint = match near {
        Some((key, near)) => format!("`{key}` is not known: did you mean `{near}`?"),
        None => "give both, or delete the row".to_string(),
    };
    let message = "the row has neither `text` and `intent` nor `question` and `answer`";
    row.note(Rule::MissingKey, message, &hint, findings);
}

fn note_long(row: &Row, column: &str, text: &str, most: usize, findings: &mut Vec<Finding>) {
    let length = text.chars().count();
    if length > most {
        let message = format!("`{column}` has {length} characters, and at most {most} are read");
        row.note(Rule::LongText, message, "shorten it, or delete the row", findings);
    }
}

/// "77 facts with 10003 phrasings".
impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { facts, phrasings, .. } = self;
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        write!(formatter, "{facts} fact{} with {phrasings} phrasing{}", plural(*facts), plural(*phrasings))
    }
}
