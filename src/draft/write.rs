//! A base as files: the text as its source, and its drafts by section.

use std::fmt::Write;

use super::Draft;
use crate::document::{quoted, schema};
use crate::findings::File;
use crate::labelled::readable_id;
use crate::sources::Source;

/// The answer files of a text's drafts, one for each section; `prefix` begins their names.
pub fn files(source: &Source, drafts: &[Draft], prefix: &str) -> Vec<File> {
    let mut files: Vec<File> = Vec::new();
    let topic = |draft: &Draft| {
        source.section_of(draft.paragraph).map_or(source.title.en.as_str(), |section| section.title.en.as_str())
    };
    for share in drafts.chunk_by(|one, other| topic(one) == topic(other)) {
        let topic = topic(&share[0]);
        let name = format!("answers/{prefix}{}.toml", readable_id(topic));
        let text: String = share.iter().map(fact).collect();
        if let Some(file) = files.iter_mut().find(|file| file.name == name) {
            file.text.push_str(&text);
            continue;
        }
        let schema = schema::line("answers.json");
        let head = format!("{schema}topic  = {}\nsource = {}\n", quoted(topic), quoted(&source.id));
        files.push(File { name, text: head + &text });
    }
    files
}

fn fact(draft: &Draft) -> String {
    let mut text = format!(
        "\n[[fact]]\nid         = {}\ndraft      = true\nparagraphs = [{}]\nanswer     = {}\nask        = [\n",
        quoted(&draft.id),
        draft.paragraph,
        quoted(&draft.answer)
    );
    for question in &draft.ask {
        let _ = writeln!(text, "  {},", quoted(question));
    }
    text + "]\n"
}
