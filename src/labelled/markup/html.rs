//! HTML as plain text.

use html5gum::{DefaultEmitter, EndTag, StartTag, Token, Tokenizer};

use super::page::Page;

/// The elements that texts are written with; any other name in angle brackets is a text's own.
const ELEMENTS: &str = "a abbr address article aside b blockquote body br button caption center cite code col colgroup dd \
    del details dfn div dl dt em figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr \
    html i iframe img input ins kbd label li link main mark meta nav noscript o:p ol option p picture \
    pre q s samp script section select small span strike strong style sub summary sup svg table tbody td \
    template tfoot th thead time title tr u ul var video wbr";
/// Elements whose content nobody reads.
const UNREAD: &[&str] = &["head", "iframe", "noscript", "script", "select", "style", "svg", "template", "title"];
/// Elements that end a paragraph, and those that end a line.
const PARAGRAPHS: &[&str] = &["blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "table"];
const LINES: &[&str] = &[
    "address",
    "article",
    "aside",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "main",
    "nav",
    "option",
    "section",
    "summary",
    "tr",
];

/// The plain text of a text with tags or entities of HTML; none where it has none.
pub(super) fn plain(text: &str) -> Option<String> {
    let has_tags = has_tags(text);
    if !has_tags && !has_entities(text) {
        return None;
    }
    let plain = read(text, has_blocks(text));
    (has_tags || plain != text.trim()).then_some(plain)
}

/// The plain text of a part of a page, whose line ends say nothing.
pub(super) fn plain_part(text: &str) -> String {
    read(text, true)
}

fn read(text: &str, flows: bool) -> String {
    let mut reader = Reader { text, page: Page::default(), flows, unread: None, open: Vec::new(), pre: 0 };
    for Ok(token) in Tokenizer::new_with_emitter(text, DefaultEmitter::<usize>::new_with_span()) {
        reader.read(&token);
    }
    reader.page.finish()
}

fn is_element(name: &str) -> bool {
    ELEMENTS.split(' ').any(|element| element == name)
}

/// The elements that stand in a text as tags, and whether a tag ends one.
fn tags(text: &str) -> impl Iterator<Item = (bool, String)> {
    text.match_indices('<').filter_map(|(at, _)| {
        let rest = &text[at + 1..];
        let (ends, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let end = rest.find(|character: char| !character.is_ascii_alphanumeric() && character != ':')?;
        let closes = rest[end..].starts_with(['>', '/', ' ', '\n', '\t', '\r']) && rest[end..].contains('>');
        // The longest name has ten letters.
        (closes && end <= 10).then(|| (ends, rest[..end].to_ascii_lowercase()))
    })
}

/// Whether something is a tag beyond doubt: `a<b>c` may be arithmetic, but where a `b` ends, one began.
fn has_tags(text: &str) -> bool {
    let is_tag = |(ends, name): (bool, String)| is_element(&name) && (ends || stands_alone(&name));
    text.contains("<!--") || tags(text).any(is_tag)
}

/// Whether an element is often left open.
fn stands_alone(name: &str) -> bool {
    matches!(name, "br" | "img" | "wbr" | "li" | "ul" | "ol" | "td" | "tr" | "input" | "o:p")
        || LINES.contains(&name)
        || PARAGRAPHS.contains(&name)
}

/// Whether line ends are told by tags, so that those of the file are blanks.
fn has_blocks(text: &str) -> bool {
    tags(text).any(|(_, name)| stands_alone(&name) && !matches!(name.as_str(), "img" | "wbr" | "input" | "o:p"))
}

fn has_entities(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| {
        let name = text[at + 1..].split(';').next().unwrap_or_default();
        let is_name = name.chars().all(|character| character.is_ascii_alphanumeric() || character == '#');
        (2..=24).contains(&name.len()) && is_name && text[at + 1 + name.len()..].starts_with(';')
    })
}

/// What is made of the tokens so far.
struct Reader<'a> {
    text: &'a str,
    page: Page,
    /// Whether white space of the file says nothing.
    flows: bool,
    /// The element whose content is passed over.
    unread: Option<String>,
    /// Elements that nothing closes any more.
    open: Vec<String>,
    /// How many `pre` are open.
    pre: usize,
}

impl Reader<'_> {
    fn read(&mut self, token: &Token<usize>) {
        match token {
            Token::StartTag(tag) => self.begin(tag),
            Token::EndTag(tag) => self.end(tag),
            Token::String(text) if self.unread.is_none() => {
                let text = String::from_utf8_lossy(text).replace('\u{a0}', " ");
                if self.flows && self.pre == 0 { self.page.add_flowing(&text) } else { self.page.add(&text) }
            }
            Token::String(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }

    fn begin(&mut self, tag: &StartTag<usize>) {
        if self.unread.is_some() {
            return;
        }
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let is_unread = UNREAD.contains(&name.as_str());
        if !is_element(&name) || (is_unread && !tag.self_closing && !self.closes(&name, tag.span.end)) {
            self.page.add(&self.text[tag.span.start..tag.span.end]);
            return;
        }
        if is_unread {
            self.unread = Some(name).filter(|_| !tag.self_closing);
            return;
        }
        let attribute = |name: &str| tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value));
        match name.as_str() {
            "br" => self.page.end_again(),
            "a" => self.page.begin_link(&attribute("href").unwrap_or_default()),
            "img" => self.page.add_flowing(&attribute("alt").unwrap_or_default()),
            "ul" | "ol" => {
                self.page.end(1);
                let start = attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1);
                self.page.begin_list((name == "ol").then_some(start));
            }
            "li" => self.page.item(),
            "td" | "th" => self.page.begin_cell(),
            _ => self.part(&name),
        }
        self.pre += usize::from(name == "pre");
    }

    fn closes(&mut self, name: &str, from: usize) -> bool {
        if self.open.iter().any(|open| open == name) {
            return false;
        }
        let closes = self.text[from..].to_ascii_lowercase().contains(&format!("</{name}"));
        if !closes {
            self.open.push(name.to_string());
        }
        closes
    }

    fn end(&mut self, tag: &EndTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        match &self.unread {
            Some(unread) if *unread == name => self.unread = None,
            Some(_) => {}
            None if !is_element(&name) => self.page.add(&self.text[tag.span.start..tag.span.end]),
            None => {
                match name.as_str() {
                    "a" => self.page.end_link(),
                    "ul" | "ol" => {
                        self.page.end_list();
                        self.page.end(1);
                    }
                    "li" => self.page.end(1),
                    _ => self.part(&name),
                }
                self.pre = self.pre.saturating_sub(usize::from(name == "pre"));
            }
        }
    }

    /// Parts what stands before a tag and behind it.
    fn part(&mut self, name: &str) {
        if PARAGRAPHS.contains(&name) {
            self.page.end(2);
        } else if LINES.contains(&name) {
            self.page.end(1);
        }
    }
}
