//! The columns of the `.tsv` that Azure's question answering imports and exports: each further way to ask is a line of
//! its own with the same answer and number.

use super::rows::FactRow;

/// The columns, as Azure calls them.
pub(super) const COLUMNS: [&str; 9] = [
    "Question",
    "Answer",
    "Source",
    "Metadata",
    "SuggestedQuestions",
    "IsContextOnly",
    "Prompts",
    "QnaId",
    "SourceDisplayName",
];

/// The lines of a row.
pub(super) fn lines<'r>(row: &'r FactRow<'_>) -> impl Iterator<Item = Vec<String>> + 'r {
    let (answer, metadata, number) = (one_line(row.answer), metadata(row), row.number.to_string());
    row.questions.iter().map(move |question| {
        let cells = [
            &question.replace(['\n', '\r', '\t'], " "),
            &answer,
            row.source,
            &metadata,
            "[]",
            "False",
            "[]",
            &number,
            row.source,
        ];
        cells.map(str::to_string).to_vec()
    })
}

/// Azure writes the end of a line as two signs, and parts cells by tabs without quotation marks.
fn one_line(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\\n").replace('\t', " ")
}

/// Keys and values: what tells which fact it is, and where that stands.
fn metadata(row: &FactRow<'_>) -> String {
    let pairs = [
        ("fact", row.fact),
        ("language", row.language.code()),
        ("topic", row.topic),
        ("paragraphs", row.paragraphs.as_str()),
        ("button", row.button),
    ];
    let pair = |(key, value): (&str, &str)| format!("{key}:{}", value.replace([':', '|', '\n', '\t'], " "));
    pairs.into_iter().filter(|(_, value)| !value.is_empty()).map(pair).collect::<Vec<_>>().join("|")
}
