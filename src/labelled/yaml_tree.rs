//! YAML as a tree with places.

use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use serde_json::Value;

use super::node::{DEEPEST, Node, NodeKind};
use super::yaml_indent::{FAULT, Indented};
use crate::findings::{File, Finding, Place, Rule};

/// The most quoted texts that are indented anew: each is one more reading of the file.
const MOST_INDENTED: usize = 200;

/// Reads the documents of a YAML file; most have one.
///
/// # Errors
/// Where it is no YAML, or more than what files of questions are written with.
pub(super) fn parse(file: &Arc<File>) -> Result<Vec<Node>, Box<Finding>> {
    let mut indented = Indented::of(&file.text);
    for _ in 0..MOST_INDENTED {
        let Err(Stop { at, column, message, .. }) = read(&indented) else { break };
        if message != FAULT || !indented.indent(at, column) {
            break;
        }
    }
    read(&indented).map_err(|Stop { at, message, hint, .. }| {
        let at = indented.original(at);
        let place = Place { file: Arc::clone(file), span: at..at + 1 };
        let message = format!("the file can't be read as YAML from here on: {message}");
        Box::new(Finding { rule: Rule::Row, place, message, hint: Some(hint.to_string()), fix: None })
    })
}

/// Why reading stopped, and where.
struct Stop {
    at: usize,
    column: usize,
    message: String,
    hint: &'static str,
}

fn read(indented: &Indented) -> Result<Vec<Node>, Stop> {
    let mut bytes = Bytes { text: &indented.text, character: 0, byte: 0 };
    let mut tree = Tree::default();
    for event in Parser::new_from_str(&indented.text) {
        let (event, span) = event.map_err(|error| Stop {
            at: bytes.at(error.marker().index()),
            column: error.marker().col(),
            message: error.info().to_string(),
            hint: "look for a wrong indentation or an open quotation mark at or before it",
        })?;
        let span = bytes.span(span);
        let at = span.start;
        let span = indented.original(span.start)..indented.original(span.end);
        let stop = |message: &str| Stop { at, column: 0, message: message.to_string(), hint: "write it out" };
        tree.read(event, span).map_err(stop)?;
    }
    Ok(tree.documents)
}

/// The tree as far as it was read.
#[derive(Default)]
struct Tree {
    documents: Vec<Node>,
    open: Vec<Open>,
}

/// A list or table whose end has not come.
struct Open {
    node: Node,
    /// The key whose value comes next.
    key: Option<String>,
}

impl Tree {
    fn read(&mut self, event: Event<'_>, span: Range<usize>) -> Result<(), &'static str> {
        match event {
            Event::Scalar(text, style, ..) => self.add(scalar(&text, style, span)),
            Event::SequenceStart(..) => self.begin(NodeKind::List(Vec::new()), span)?,
            Event::MappingStart(..) => self.begin(NodeKind::Table(Vec::new()), span)?,
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    self.add(open.node);
                }
            }
            // An alias can make a file of a kilobyte as large as memory.
            Event::Alias(_) => return Err("an alias, `*name`, is not read"),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn begin(&mut self, kind: NodeKind, span: Range<usize>) -> Result<(), &'static str> {
        self.open.push(Open { node: Node { span, kind }, key: None });
        if self.open.len() > DEEPEST { Err("the lists and tables lie too deep in each other") } else { Ok(()) }
    }

    fn add(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.documents.push(node);
            return;
        };
        open.node.span.end = open.node.span.end.max(node.span.end);
        match (&mut open.node.kind, open.key.take()) {
            (NodeKind::List(items), _) => items.push(node),
            (NodeKind::Table(entries), Some(key)) => entries.push((key, node)),
            (NodeKind::Table(_), None) => open.key = Some(node.text().unwrap_or_default().to_string()),
            (NodeKind::Scalar(_), _) => {}
        }
    }
}

/// What is not in quotation marks is a text as well, whether it looks like a number or not: a person is answered by it.
fn scalar(text: &str, style: ScalarStyle, span: Range<usize>) -> Node {
    let is_nothing = style == ScalarStyle::Plain && matches!(text, "" | "~" | "null" | "Null" | "NULL");
    let value = if is_nothing { Value::Null } else { Value::String(text.to_string()) };
    Node { span, kind: NodeKind::Scalar(value) }
}

/// From characters, which the parser counts, to bytes.
struct Bytes<'a> {
    text: &'a str,
    character: usize,
    byte: usize,
}

impl Bytes<'_> {
    fn span(&mut self, span: Span) -> Range<usize> {
        let start = self.at(span.start.index());
        start..self.at(span.end.index()).max(start)
    }

    /// The byte that a character begins at. Places come in the order of the file, but for a few steps back.
    fn at(&mut self, character: usize) -> usize {
        while self.character > character {
            self.byte = self.text.floor_char_boundary(self.byte - 1);
            self.character -= 1;
        }
        let ahead = self.text[self.byte..].char_indices().nth(character - self.character);
        self.byte = ahead.map_or(self.text.len(), |(ahead, _)| self.byte + ahead);
        self.character = character;
        self.byte
    }
}
