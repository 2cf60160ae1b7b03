//! What is wanted of who keeps the bot takes nothing away from what a base tells.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use citebot::conversation::{Memory, Outcome, concern, turn};
use citebot::facts::{Base, Files, load};
use citebot::findings::File;
use citebot::matching::Prepared;
use citebot::text::PerLanguage;

fn bases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bases");
    let folders = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path().join("base"));
    folders.filter(|base| base.join("answers").is_dir()).collect()
}

/// The ways to ask for something of a base's own that may be read as a concern.
fn doubtful(base: &Base) -> Vec<String> {
    let facts = base.facts.iter().map(|fact| &fact.ask).chain(base.gaps.iter().map(|gap| &gap.ask));
    let own = base.small_talk.iter().filter(|talk| !talk.is_shipped).map(|talk| &talk.ask);
    let asks = facts.chain(own).flat_map(PerLanguage::iter).flat_map(|(_, ask)| ask);
    asks.filter(|ask| concern(&ask.text).is_some()).map(|ask| ask.text.clone()).collect()
}

#[test]
fn what_a_base_is_asked_by_its_own_phrasings_is_no_concern() {
    let bases = bases();
    assert!(bases.len() > 10);
    for folder in bases {
        let base = load(&Files::read(&folder).unwrap()).unwrap();
        let doubtful = doubtful(&base);
        if doubtful.is_empty() {
            continue;
        }
        let prepared = Prepared::new(base);
        for ask in doubtful {
            let came = turn(&prepared, &mut Memory::default(), &ask).outcome;
            assert!(!matches!(came, Outcome::Concern(_)), "{}: {ask}", folder.display());
        }
    }
}

/// Questions that people asked of these bases and that they answer: none is taken for a concern.
#[test]
fn no_question_of_the_bases_is_a_concern() {
    let mut asked = 0;
    for folder in bases() {
        let questions = folder.parent().unwrap().join("questions");
        for entry in std::fs::read_dir(&questions).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|ending| ending != "jsonl") {
                continue;
            }
            for line in std::fs::read_to_string(&path).unwrap().lines() {
                let row: serde_json::Value = serde_json::from_str(line).unwrap();
                if row["oos"] == true || row["intent"] == "oos" {
                    continue;
                }
                for question in [&row["q"], &row["text"]].into_iter().filter_map(|text| text.as_str()) {
                    asked += 1;
                    assert_eq!(concern(question), None, "{}: {question}", path.display());
                }
            }
        }
    }
    assert!(asked > 1000, "{asked}");
}

/// A base that tells of its own how to reach a person, and how to have data erased, is asked for that.
#[test]
fn a_fact_goes_before_a_concern() {
    let file = |name: &str, text: &str| Arc::new(File { name: name.to_string(), text: text.to_string() });
    let seed = "title = \"Clinic\"\nlanguage = \"en\"\n[[paragraph]]\nnumber = 1\nsays = \"Press 0 to talk to a person. \
                Patients may have their data deleted by writing to the office.\"\n";
    let answers = "topic = \"Clinic\"\nsource = \"s\"\n\
        [[fact]]\nid = \"person\"\nparagraphs = [1]\nanswer = \"Press 0 to talk to a person.\"\n\
        ask = [\"How do I talk to a person?\", \"Can I speak to a human being?\", \"Which key gets me an operator?\"]\n\
        [[fact]]\nid = \"data\"\nparagraphs = [1]\n\
        answer = \"Patients may have their data deleted by writing to the office.\"\n\
        ask = [\"Can I have my data deleted?\", \"How do I delete my data?\", \"Who erases the data of patients?\"]\n";
    let files = Files { sources: vec![file("seeds/s.toml", seed)], answers: vec![file("answers/a.toml", answers)] };
    let prepared = Prepared::new(load(&files).unwrap());
    let came = |text: &str| turn(&prepared, &mut Memory::default(), text).outcome;
    for text in ["How do I talk to a person?", "How do I delete my data?", "delete my data"] {
        assert!(matches!(came(text), Outcome::Answer(_)), "{text}: {:?}", came(text));
    }
    for text in ["forget everything about me", "report a mistake"] {
        assert!(matches!(came(text), Outcome::Concern(_)), "{text}: {:?}", came(text));
    }
}
