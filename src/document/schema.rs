//! What an editor should know of the files of `answers/`: a JSON Schema of each sort of file.
//!
//! An editor that knows TOML reads the `#:schema` line at the top of a file, completes keys and marks what no reader
//! would take. The schemas are written by hand, as the readers are; a test holds the one to the other.

/// The folder of the schemas in a base.
pub const FOLDER: &str = "schema";
/// The names of the schemas with their texts: of files of facts, of the base's words, of what makes a folder a base.
pub const ALL: [(&str, &str); 3] = [
    ("answers.json", include_str!("schema/answers.json")),
    ("words.json", include_str!("schema/words.json")),
    ("base.json", include_str!("schema/base.json")),
];

/// The line that names the schema of a file of `answers/`.
pub fn line(schema: &str) -> String {
    format!("#:schema ../{FOLDER}/{schema}\n")
}
