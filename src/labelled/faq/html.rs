//! Questions of an HTML page: those that it marks for search engines as schema.org's FAQPage, and those that it folds
//! under `<summary>` or lists as `<dt>` and `<dd>`.

use std::ops::Range;
use std::sync::Arc;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use crate::findings::File;
use crate::labelled::forms::Entry;
use crate::labelled::json_tree;
use crate::labelled::markup::plain_html;
use crate::labelled::node::Node;

pub(super) fn read(file: &Arc<File>) -> Vec<Entry<'_>> {
    let mut page = Page { file, entries: Vec::new(), open: Vec::new(), question: None, data: None };
    for Ok(token) in Tokenizer::new_with_emitter(file.text.as_str(), DefaultEmitter::<usize>::new_with_span()) {
        page.read(&token);
    }
    // The marks for search engines say again what the page says, and best.
    let (mut marked, shown): (Vec<_>, Vec<_>) = page.entries.into_iter().partition(|(is_marked, _)| *is_marked);
    if marked.is_empty() {
        marked = shown;
    }
    marked.into_iter().map(|(_, entry)| entry).collect()
}

/// The most questions and answers that are open in each other.
const MOST_OPEN: usize = 20;

/// What an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Question,
    Answer,
}

/// An element whose content is a question or an answer.
struct Open {
    role: Role,
    is_marked: bool,
    element: Vec<u8>,
    /// How many elements of the same name are open within it.
    depth: usize,
    start: usize,
}

struct Page<'a> {
    file: &'a Arc<File>,
    entries: Vec<(bool, Entry<'a>)>,
    open: Vec<Open>,
    /// The last question, whose answer has not come.
    question: Option<(String, usize)>,
    /// Where JSON-LD begins.
    data: Option<usize>,
}

impl Page<'_> {
    fn read(&mut self, token: &Token<usize>) {
        match token {
            Token::StartTag(tag) if self.data.is_none() => self.begin(tag),
            Token::EndTag(tag) if self.data.is_some() => {
                if tag.name.as_slice() == b"script" {
                    self.read_data(tag.span.start);
                }
            }
            Token::EndTag(tag) => self.end(&tag.name, tag.span.start),
            Token::StartTag(_) | Token::String(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }

    fn begin(&mut self, tag: &StartTag<usize>) {
        let attribute = |name: &str| {
            tag.attributes
                .get(name.as_bytes())
                .map(|value| String::from_utf8_lossy(value).into_owned())
                .unwrap_or_default()
        };
        let name = tag.name.as_slice();
        if name == b"script" && attribute("type").contains("ld+json") {
            self.data = Some(tag.span.end);
            return;
        }
        if matches!(name, b"dt" | b"dd") {
            // The end of these is often left out.
            while let Some(at) = self.open.iter().position(|open| matches!(open.element.as_slice(), b"dt" | b"dd")) {
                let open = self.open.remove(at);
                self.close(&open, tag.span.start);
            }
        }
        for open in self.open.iter_mut().filter(|open| open.element == name) {
            open.depth += 1;
        }
        let role = match (attribute("itemprop").as_str(), name) {
            ("name", _) => Some((Role::Question, true)),
            ("text", _) => Some((Role::Answer, true)),
            (_, b"summary" | b"dt") => Some((Role::Question, false)),
            (_, b"dd") => Some((Role::Answer, false)),
            _ => None,
        };
        let start = tag.span.end;
        let has_room = !tag.self_closing && self.open.len() < MOST_OPEN;
        if let Some((role, is_marked)) = role.filter(|_| has_room) {
            self.open.push(Open { role, is_marked, element: name.to_vec(), depth: 0, start });
        }
    }

    fn end(&mut self, name: &[u8], end: usize) {
        for open in self.open.iter_mut().filter(|open| open.element == name) {
            open.depth = open.depth.wrapping_sub(1);
        }
        while let Some(at) = self.open.iter().position(|open| open.depth == usize::MAX) {
            let open = self.open.remove(at);
            self.close(&open, end);
        }
    }

    fn close(&mut self, open: &Open, end: usize) {
        let content = plain_html(&self.file.text[open.start..end]);
        match open.role {
            Role::Question => {
                self.question = Some((content, open.start));
                // What is folded under a summary goes on to the end of its `details`.
                if open.element == b"summary" {
                    let element = b"details".to_vec();
                    let rest = Open { role: Role::Answer, is_marked: false, element, depth: 0, start: end };
                    self.open.push(rest);
                }
            }
            Role::Answer => {
                if let Some((question, start)) = self.question.take() {
                    let content = content.strip_prefix("</summary>").unwrap_or(&content).trim().to_string();
                    self.add(open.is_marked, start..end, question, content);
                }
            }
        }
    }

    fn add(&mut self, is_marked: bool, span: Range<usize>, question: String, answer: String) {
        let questions = vec![question];
        let entry = Entry { file: self.file, span, name: None, questions, answers: vec![answer] };
        if !entry.questions[0].is_empty() && !entry.answers[0].is_empty() {
            self.entries.push((is_marked, entry));
        }
    }

    fn read_data(&mut self, end: usize) {
        let Some(start) = self.data.take() else { return };
        // Data that can't be read is as good as none: a page has other marks.
        if let Ok(root) = json_tree::parse(self.file, start, &self.file.text[start..end]) {
            self.look(&root);
        }
    }

    fn look(&mut self, node: &Node) {
        let is_question = node.get("@type").is_some_and(|kind| kind.texts().contains(&"Question"));
        let answer = node.get_any(&["acceptedAnswer", "suggestedAnswer"]).filter(|_| is_question);
        let text = answer.and_then(|answer| answer.items().first().unwrap_or(answer).get("text")?.text());
        if let (Some(question), Some(text)) = (node.get("name").and_then(Node::text), text) {
            self.add(true, node.span.clone(), question.to_string(), text.to_string());
            return;
        }
        for below in node.items().iter().chain(node.entries().iter().map(|(_, below)| below)) {
            self.look(below);
        }
    }
}
