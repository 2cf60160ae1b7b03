//! The same questions to citebot and to tantivy, a search engine, in one run: how long each takes, and how often its
//! first find is right. tantivy has a document for each phrasing, stems English, and looks for any of a question's words.

use std::hint::black_box;
use std::time::{Duration, Instant};

use citebot::conversation::{Memory, Outcome, Turn, turn};
use citebot::labelled::intent_ids;
use citebot::matching::{Entry, Prepared};
use criterion::Criterion;
use tantivy::collector::TopDocs;
use tantivy::columnar::Column;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{FAST, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Index, Searcher, TantivyDocument, Term, schema::Field};

/// A text with its label.
pub type Example = (String, String);

/// A search engine that holds examples.
struct Engine {
    searcher: Searcher,
    stemmer: TextAnalyzer,
    text: Field,
    /// The number of each document's label.
    label: Column<u64>,
    labels: Vec<String>,
}

impl Engine {
    fn new(examples: &[Example]) -> tantivy::Result<Self> {
        let mut schema = Schema::builder();
        let indexing =
            TextFieldIndexing::default().set_tokenizer("en_stem").set_index_option(IndexRecordOption::WithFreqs);
        let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let label = schema.add_u64_field("label", FAST);
        let index = Index::create_in_ram(schema.build());
        let mut labels: Vec<String> = examples.iter().map(|(_, label)| label.clone()).collect();
        labels.sort();
        labels.dedup();
        // One thread and one commit make one segment, which is searched fastest.
        let mut writer = index.writer_with_num_threads(1, 200_000_000)?;
        for (example, name) in examples {
            let mut document = TantivyDocument::new();
            document.add_text(text, example);
            document.add_u64(label, labels.binary_search(name).expect("it is one of them") as u64);
            writer.add_document(document)?;
        }
        writer.commit()?;
        let searcher = index.reader()?.searcher();
        assert_eq!(searcher.segment_readers().len(), 1, "all examples stand in one segment");
        let label = searcher.segment_reader(0).fast_fields().u64("label")?;
        let stemmer = index.tokenizers().get("en_stem").expect("tantivy has it");
        Ok(Self { searcher, stemmer, text, label, labels })
    }

    /// The label of the example that is found first.
    fn first(&mut self, question: &str) -> Option<&str> {
        let mut words: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        let mut stream = self.stemmer.token_stream(question);
        stream.process(&mut |token| {
            let term = Term::from_field_text(self.text, &token.text);
            words.push((Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))));
        });
        let found = self.searcher.search(&BooleanQuery::new(words), &TopDocs::with_limit(1)).ok()?;
        let (_, address) = found.first()?;
        Some(&self.labels[self.label.first(address.doc_id)? as usize])
    }
}

/// What the questions came to.
#[derive(Default)]
struct Score {
    times: Vec<Duration>,
    right: usize,
}

impl Score {
    fn note(&mut self, time: Duration, is_right: bool) {
        self.times.push(time);
        self.right += usize::from(is_right);
    }

    fn median(&mut self) -> Duration {
        self.times.sort_unstable();
        self.times[self.times.len() / 2]
    }

    fn share(&self) -> f64 {
        100.0 * self.right as f64 / self.times.len() as f64
    }
}

/// Asks both each question in turn, so that what else the machine does meets both.
pub fn compare(criterion: &mut Criterion, name: &str, prepared: &Prepared, train: &[Example], test: &[Example]) {
    let mut engine = Engine::new(train).expect("tantivy takes any text");
    let (mut ours, mut theirs, mut said) = (Score::default(), Score::default(), 0);
    for (question, label) in test {
        let start = Instant::now();
        let turn = ask(prepared, question);
        let time = start.elapsed();
        // A fact goes by a plain form of its label.
        let is_meant = |id: &str| intent_ids(label).any(|meant| meant == id);
        ours.note(time, ranks_first(prepared, &turn).is_some_and(is_meant));
        said += usize::from(says(prepared, &turn, is_meant));
        let start = Instant::now();
        let first = engine.first(question).map(str::to_string);
        theirs.note(start.elapsed(), first.as_ref() == Some(label));
    }
    let ratio = ours.median().as_secs_f64() / theirs.median().as_secs_f64();
    let said = 100.0 * said as f64 / test.len() as f64;
    println!(
        "{name}: {} phrasings, {} questions\n  citebot: median {:?}, first {:.1} % right, {said:.1} % answered right\n  \
         tantivy: median {:?}, first {:.1} % right\n  ratio {ratio:.2}",
        train.len(),
        test.len(),
        ours.median(),
        ours.share(),
        theirs.median(),
        theirs.share(),
    );
    let mut group = criterion.benchmark_group(format!("peers/{name}"));
    let mut next = test.iter().map(|(question, _)| question).cycle();
    group.bench_function("citebot", |bencher| {
        bencher.iter(|| black_box(ask(prepared, next.next().expect("it goes round"))));
    });
    let mut next = test.iter().map(|(question, _)| question).cycle();
    group.bench_function("tantivy", |bencher| {
        bencher.iter(|| black_box(engine.first(next.next().expect("it goes round")).is_some()));
    });
    group.finish();
}

fn ask(prepared: &Prepared, question: &str) -> Turn {
    turn(prepared, &mut Memory::default(), question)
}

/// The id of the fact that ranks first.
fn ranks_first<'a>(prepared: &'a Prepared, turn: &Turn) -> Option<&'a str> {
    let facts = turn.candidates.iter().filter_map(|candidate| match candidate.entry {
        Entry::Fact(fact) => Some(fact),
        Entry::Gap(_) | Entry::SmallTalk(_) => None,
    });
    facts.map(|fact| prepared.base().fact(fact).id.text.as_str()).next()
}

/// Whether the fact that is meant is what is answered.
fn says(prepared: &Prepared, turn: &Turn, is_meant: impl Fn(&str) -> bool) -> bool {
    match &turn.outcome {
        Outcome::Answer(said) => said.iter().any(|said| is_meant(&prepared.base().fact(said.fact).id.text)),
        _ => false,
    }
}
