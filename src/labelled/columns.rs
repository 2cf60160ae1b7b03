//! Which column of a file holds what, whatever the file calls it.

use super::Row;
use super::table::are_enough;

/// The most keys of objects that are looked at.
const MOST_KEYS: usize = 100;

/// The columns that somebody named; those that nobody named are known by what they are usually called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// Holds a question that has an answer.
    pub question: Option<String>,
    /// Holds the answer.
    pub answer: Option<String>,
    /// Holds the label of a question.
    pub intent: Option<String>,
    /// Holds further ways to ask.
    pub also: Option<String>,
}

/// What each column is read by, with what else it is usually called.
const USUAL: [(&str, &[&str]); 5] = [
    (
        "question",
        &[
            "questions",
            "q",
            "question text",
            "frage",
            "fragen",
            "pregunta",
            "domanda",
            "问题",
            "提问",
            "标准问",
            "标准问题",
            "问",
        ],
    ),
    (
        "answer",
        &[
            "answers",
            "a",
            "response",
            "responses",
            "reply",
            "answer text",
            "antwort",
            "antworten",
            "respuesta",
            "risposta",
            "réponse",
            "回答",
            "答案",
            "答复",
            "答",
        ],
    ),
    (
        "text",
        &["utterance", "utterances", "sentence", "phrase", "example", "query", "文本", "句子", "语料", "用户问法"],
    ),
    ("intent", &["label", "intents", "class", "tag", "意图", "标签", "类别"]),
    (
        "also",
        &[
            "alternates",
            "alternatives",
            "alternate questions",
            "variants",
            "similar questions",
            "相似问",
            "相似问法",
            "相似问题",
            "扩展问",
        ],
    ),
];

impl Columns {
    fn named(&self) -> [(&'static str, Option<&String>); 4] {
        [
            ("question", self.question.as_ref()),
            ("answer", self.answer.as_ref()),
            ("intent", self.intent.as_ref()),
            ("also", self.also.as_ref()),
        ]
    }

    /// The columns that somebody named.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.named().into_iter().filter_map(|(_, name)| name).map(String::as_str)
    }

    /// The columns that somebody named and that are not among `written`.
    pub(super) fn missing<'a>(&'a self, written: &[String]) -> Vec<&'a str> {
        self.names().filter(|name| !written.contains(&plain(name))).collect()
    }

    /// Whether what objects are written with holds questions and what belongs to them, by its usual names or as named.
    pub(super) fn serve(&self, rows: &[Row]) -> bool {
        let mut written: Vec<String> = Vec::new();
        for name in rows.iter().flat_map(|row| row.fields.keys()).map(|name| plain(name)) {
            if !written.contains(&name) && written.len() < MOST_KEYS {
                written.push(name);
            }
        }
        self.names().next().is_some() || are_enough(&self.read_by(&written))
    }

    /// What the columns that a file calls `written` are read by, in its order. Each name is given once: to the column
    /// that somebody named, then to the one of that name, then to the first that is usually called otherwise.
    pub(super) fn read_by(&self, written: &[String]) -> Vec<String> {
        let mut given: Vec<Option<&str>> = vec![None; written.len()];
        let mut give = |name: &'static str, at: Option<usize>| {
            if let Some(at) = at.filter(|at| given[*at].is_none() && !given.contains(&Some(name))) {
                given[at] = Some(name);
            }
        };
        let at = |name: &str| written.iter().position(|written| written == name);
        for (name, chosen) in self.named() {
            give(name, chosen.and_then(|chosen| at(&plain(chosen))));
        }
        for (name, usual) in USUAL {
            give(name, at(name));
            give(name, usual.iter().find_map(|usual| at(usual)));
        }
        // A column that gave up its name to another is known by none that is read.
        let rest = |written: &String| if is_read(written) { format!("{written} ") } else { written.clone() };
        given.iter().zip(written).map(|(given, written)| given.map_or_else(|| rest(written), str::to_string)).collect()
    }
}

/// Whether a value is what a column is called: files that were put together repeat their first row.
pub(super) fn is_name_of(value: &str, column: &str) -> bool {
    let value = plain(value);
    USUAL.iter().any(|(read, usual)| *read == column && (value == *read || usual.contains(&value.as_str())))
}

fn is_read(name: &str) -> bool {
    USUAL.iter().any(|(read, _)| *read == name)
}

/// A column's name as it is compared.
pub(super) fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace(['_', '-'], " ")
}

#[cfg(test)]
mod tests {
    use super::Columns;

    #[test]
    fn columns_are_known_by_what_they_are_called() {
        let named = Columns { question: Some("Frage".into()), also: Some("more".into()), ..Columns::default() };
        for (columns, written, expected) in [
            (&Columns::default(), "question|answer|source", "question|answer|source"),
            (&Columns::default(), "id|q|a", "id|question|answer"),
            (&Columns::default(), "问题|答案|相似问法", "question|answer|also"),
            (&Columns::default(), "utterance|label", "text|intent"),
            (&Columns::default(), "q|question|answer", "q|question|answer"),
            (&named, "frage|question|answer|more", "question|question |answer|also"),
        ] {
            let written: Vec<String> = written.split('|').map(str::to_string).collect();
            assert_eq!(columns.read_by(&written).join("|"), expected, "{written:?}");
        }
        assert_eq!(named.missing(&["frage".to_string()]), ["more"]);
    }
}
