//! How is a base made of examples? From rows of questions with a label or an answer to facts.

mod write;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::path::Path;

use crate::conversation::LONGEST_QUESTION;
use crate::findings::{File, Findings, Rule, did_you_mean};
use crate::labelled::{Columns, Content, OUT_OF_SCOPE, Row, marked_id, plain, plain_id, question_id, rows_of_all};
use crate::sources::{fingerprint, fold};
use crate::text::{Language, PerLanguage};

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
    /// Further answers of an entry, of which one is as good as another: the first is taken.
    pub further_answers: usize,
}

/// What makes rows one fact.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Ground {
    /// They have the same label.
    Intent(String),
    /// They have the same answer.
    Answer(String),
}

/// A fact to be written.
#[derive(Debug)]
struct Draft {
    id: String,
    ground: Ground,
    ask: PerLanguage<Vec<String>>,
    /// The number of its paragraph: the line of its first row, where that tells facts apart.
    number: usize,
    /// The fingerprint of that row.
    fingerprint: String,
}

/// Makes a base of the good rows of files that are called `name` together, and tells everything that is wrong with the
/// others.
pub fn import(name: &str, contents: &[Content], columns: &Columns) -> (Imported, Findings) {
    let mut findings = Findings::default();
    let mut drafts = Drafts::default();
    for row in rows_of_all(contents, columns, &mut findings) {
        drafts.add(&row, &mut findings);
    }
    let Drafts { mut all, counts, .. } = drafts;
    let numbers = write::number(&mut all);
    let stem = Path::new(name).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    (Imported { files: write::files(name, &stem, &all, numbers), counts }, findings.sorted())
}

/// The facts made so far.
#[derive(Default)]
struct Drafts {
    all: Vec<Draft>,
    by_ground: HashMap<Ground, usize>,
    ids: HashSet<String>,
    /// The questions of each fact, to know those that come again.
    asked: HashSet<(usize, String)>,
    /// The fact of each question, whatever its capitals and the language of its answer, with where it was asked first.
    first: HashMap<(String, Option<Language>), First>,
    counts: Counts,
}

/// Where a question was asked first.
struct First {
    fact: usize,
    /// What the file calls its answer.
    name: Option<String>,
    place: String,
}

impl Drafts {
    fn add(&mut self, row: &Row, findings: &mut Findings) {
        let Some((questions, ground)) = read(row, findings) else {
            return;
        };
        if ground == Ground::Intent(OUT_OF_SCOPE.to_string()) {
            self.counts.left_out += 1;
            return;
        }
        let known = self.by_ground.get(&ground).copied();
        let questions = self.without_other_answers(row, questions, &ground, known, findings);
        let Some(first) = questions.first() else { return };
        let number = known.unwrap_or_else(|| self.begin(row, first, ground.clone()));
        self.counts.further_answers += row.further_answers;
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
        self.all.push(Draft { id, ground, ask: PerLanguage::default(), number: row.line, fingerprint });
        self.counts.facts += 1;
        number
    }

    fn free_id(&self, name: Option<&str>, question: &str, ground: &Ground) -> String {
        let (plain, name, whole) = match (ground, name) {
            (Ground::Intent(intent), _) => (plain_id(intent), intent.as_str(), intent),
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
        Ground::Intent(_) => None,
    };
    (question.to_lowercase(), language)
}

/// The good questions of a row, at least one, and what they belong to. An answer says more than a label.
fn read(row: &Row, findings: &mut Findings) -> Option<(Vec<String>, Ground)> {
    let asks = if row.has("text") && !row.has("question") { "text" } else { "question" };
    let (question, ground) = if row.has("answer") || (row.has("question") && !row.has("intent")) {
        let (question, answer) = (row.text(asks, findings), row.text("answer", findings));
        (question, answer.and_then(|answer| read_answer(row, answer, findings)).map(Ground::Answer))
    } else if row.has("intent") || row.has("text") {
        let (question, intent) = (row.text(asks, findings), row.text("intent", findings));
        (question, intent.and_then(|intent| read_intent(row, intent, findings)).map(Ground::Intent))
    } else {
        note_neither(row, findings);
        return None;
    };
    let further = row.further("also", findings).into_iter().map(|text| ("also", text));
    let all = question.map(|question| (asks, question)).into_iter().chain(further);
    let questions: Vec<String> = all.filter_map(|(column, text)| read_question(row, column, text, findings)).collect();
    (question.is_some() && !questions.is_empty()).then_some((questions, ground?))
}

fn read_answer(row: &Row, text: &str, findings: &mut Findings) -> Option<String> {
    let before = findings.count();
    note_hidden(row, "answer", text, findings);
    let answer = plain(&text.replace("\r\n", "\n")).trim().to_string();
    if answer.is_empty() {
        let message = "`answer` has markup and no text";
        row.note(Rule::Empty, message, "write what is to be answered, or delete the row", findings);
    }
    note_long(row, "answer", &answer, LONGEST_ANSWER, findings);
    (findings.count() == before).then_some(answer)
}

fn read_intent(row: &Row, text: &str, findings: &mut Findings) -> Option<String> {
    let before = findings.count();
    note_hidden(row, "intent", text, findings);
    let intent = fold(text);
    note_long(row, "intent", &intent, LONGEST_INTENT, findings);
    (findings.count() == before).then_some(intent)
}

fn read_question(row: &Row, column: &str, text: &str, findings: &mut Findings) -> Option<String> {
    let before = findings.count();
    note_hidden(row, column, text, findings);
    let question = fold(&plain(text));
    note_long(row, column, &question, LONGEST_QUESTION, findings);
    if !question.chars().any(char::is_alphanumeric) {
        let message = format!("`{question}` asks nothing: it has no letter and no digit");
        row.note(Rule::Empty, message, "write the question, or delete the row", findings);
    }
    (findings.count() == before).then_some(question)
}

/// A sign that is not seen can turn the order of those that are, or mean something to the program that shows them.
fn note_hidden(row: &Row, column: &str, text: &str, findings: &mut Findings) {
    let text = text.replace("\r\n", "\n");
    if let Some(hidden) = text.chars().find(|character| is_hidden(*character)) {
        let message = format!("`{column}` holds the invisible character U+{:04X}", u32::from(hidden));
        row.note(Rule::Row, message, "delete it: typing the text anew does", findings);
    }
    if text.contains(char::REPLACEMENT_CHARACTER) {
        let message = format!("`{column}` holds a character that could not be read, shown as U+FFFD");
        row.note(Rule::Row, message, "write it again, and save the file as UTF-8", findings);
    }
}

fn is_hidden(character: char) -> bool {
    let is_control = character.is_control() && !matches!(character, '\t' | '\n');
    is_control
        || matches!(character, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}')
}

fn note_neither(row: &Row, findings: &mut Findings) {
    let columns = ["text", "intent", "question", "answer"];
    let near = row.fields.keys().find_map(|key| Some((key, did_you_mean(key, columns)?)));
    let hint = match near {
        Some((key, near)) => format!("`{key}` is not known: did you mean `{near}`?"),
        None => "give both, or delete the row".to_string(),
    };
    let message = "the row has neither `text` and `intent` nor `question` and `answer`";
    row.note(Rule::MissingKey, message, &hint, findings);
}

fn note_long(row: &Row, column: &str, text: &str, most: usize, findings: &mut Findings) {
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
