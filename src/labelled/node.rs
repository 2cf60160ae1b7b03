//! A document of JSON or YAML as a tree in which every value knows its place.

use std::ops::Range;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::findings::File;

/// How deep lists and tables may lie in each other.
pub(super) const DEEPEST: usize = 60;

/// A file with what it holds.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) file: Arc<File>,
    pub(super) root: Node,
}

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) span: Range<usize>,
    pub(super) kind: NodeKind,
}

#[derive(Debug, Clone)]
pub(super) enum NodeKind {
    /// Nothing, yes or no, a number or a text.
    Scalar(Value),
    List(Vec<Node>),
    /// Keys with their values, in the order of the file.
    Table(Vec<(String, Node)>),
}

impl Node {
    /// The value under a key of a table; capitals don't matter.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, node)| node)
    }

    /// The value under the first of some keys that is there.
    pub(super) fn get_any(&self, keys: &[&str]) -> Option<&Self> {
        keys.iter().find_map(|key| self.get(key))
    }

    /// The entries of a table; anything else has none.
    pub(super) fn entries(&self) -> &[(String, Self)] {
        match &self.kind {
            NodeKind::Table(entries) => entries,
            NodeKind::Scalar(_) | NodeKind::List(_) => &[],
        }
    }

    /// The items of a list; anything else has none.
    pub(super) fn items(&self) -> &[Self] {
        match &self.kind {
            NodeKind::List(items) => items,
            NodeKind::Scalar(_) | NodeKind::Table(_) => &[],
        }
    }

    pub(super) fn is_list(&self) -> bool {
        matches!(self.kind, NodeKind::List(_))
    }

    /// A text that says something.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar(Value::String(text)) => Some(text.trim()).filter(|text| !text.is_empty()),
            NodeKind::Scalar(_) | NodeKind::List(_) | NodeKind::Table(_) => None,
        }
    }

    /// A text, or all texts of a list.
    pub(super) fn texts(&self) -> Vec<&str> {
        self.text().into_iter().chain(self.items().iter().filter_map(Self::text)).collect()
    }

    /// The same without places.
    pub(super) fn value(&self) -> Value {
        match &self.kind {
            NodeKind::Scalar(value) => value.clone(),
            NodeKind::List(items) => Value::Array(items.iter().map(Self::value).collect()),
            NodeKind::Table(_) => Value::Object(self.fields()),
        }
    }

    /// The entries of a table without places.
    pub(super) fn fields(&self) -> Map<String, Value> {
        self.entries().iter().map(|(name, node)| (name.clone(), node.value())).collect()
    }
}

/// Where the lines of a text begin.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at + 1).collect())
    }

    /// The line that a place lies in, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.0.partition_point(|start| *start <= at) + 1
    }
}
