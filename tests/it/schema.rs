//! The schemas for editors say what the readers of the files say.

use std::collections::BTreeSet;
use std::sync::Arc;

use citebot::document::schema;
use citebot::facts::{Files, load};
use citebot::findings::File;
use serde_json::Value;

/// A key that no file has.
const STRANGE: &str = "zzzz = 1\n";

/// What a schema has for a table: the file itself, or one of its definitions.
const TABLES: [(&str, &str, &str); 6] = [
    ("answers.json", "answers/x.toml", ""),
    ("answers.json", "answers/x.toml", "fact"),
    ("answers.json", "answers/x.toml", "gap"),
    ("answers.json", "answers/x.toml", "smalltalk"),
    ("words.json", "answers/words.toml", ""),
    ("base.json", "answers/base.toml", ""),
];

fn schema_of(name: &str) -> Value {
    let (_, text) = schema::ALL.into_iter().find(|(other, _)| *other == name).unwrap();
    serde_json::from_str(text).unwrap()
}

/// The keys that the reader of a file may have in a table, as it hints at a key that it doesn't know.
fn read_keys(file: &str, table: &str) -> BTreeSet<String> {
    let text = if table.is_empty() { STRANGE.to_string() } else { format!("[[{table}]]\n{STRANGE}") };
    let answers = vec![Arc::new(File { name: file.to_string(), text })];
    let findings = load(&Files { sources: Vec::new(), answers }).unwrap_err();
    let mut hints = findings.into_iter().filter_map(|finding| finding.hint);
    let hint = hints.find_map(|hint| hint.split_once(" may have ").map(|(_, keys)| keys.to_string()));
    let hint = hint.unwrap_or_else(|| panic!("no hint for a strange key in {table} of {file}"));
    hint.split('`').skip(1).step_by(2).map(str::to_string).collect()
}

#[test]
fn each_key_of_a_schema_is_read_and_each_that_is_read_has_a_word_of_help() {
    for (name, file, table) in TABLES {
        let schema = schema_of(name);
        let own = if table.is_empty() { &schema } else { &schema["$defs"][table] };
        let properties = own["properties"].as_object().unwrap();
        let keys: BTreeSet<String> = properties.keys().cloned().collect();
        assert_eq!(keys, read_keys(file, table), "{name} {table}");
        for (key, property) in properties {
            let is_told = property["description"].is_string() || property["enum"].is_array();
            assert!(is_told, "{name}: {table} {key}");
        }
        assert_eq!(own["additionalProperties"], Value::Bool(false), "{name} {table}");
    }
}

/// The kinds of question and of care are those that the readers take.
#[test]
fn the_words_of_a_schema_are_those_that_are_read() {
    let kinds = citebot::text::Kind::ALL.map(|kind| kind.name().to_string());
    let cares = citebot::facts::Care::ALL.map(|care| care.name().to_string());
    let words = |value: &Value| -> BTreeSet<String> {
        value["enum"].as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_string()).collect()
    };
    let expects = &schema_of("answers.json")["$defs"]["fact"]["properties"]["expects"]["items"];
    assert_eq!(words(expects), kinds.into_iter().collect());
    assert_eq!(words(&schema_of("base.json")["properties"]["care"]), cares.into_iter().collect());
}
