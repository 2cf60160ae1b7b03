//! What a message shows: blocks of text, and buttons below them.

use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions};

use super::command::addressed_to;
use super::phrases;
use super::press::Press;
use crate::facts::{Base, FactId, cut_to_label, labels};
use crate::reply::html::{Block, Style, messages};
use crate::text::Language;

/// How many facts a list shows at once.
const PAGE: usize = 8;

/// A message before it is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) blocks: Vec<Block>,
    pub(crate) rows: Vec<Vec<Button>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Button {
    label: String,
    press: Press,
}

impl Button {
    pub(crate) fn new(label: impl AsRef<str>, press: Press) -> Self {
        Self { label: cut_to_label(label.as_ref()).into_owned(), press }
    }

    /// The same with its number in a list.
    pub(crate) fn numbered(self, number: usize) -> Self {
        Self { label: format!("{number}. {}", self.label), ..self }
    }
}

/// A button for each of the facts that stand together in a message.
pub(crate) fn fact_buttons(
    base: &Base,
    facts: &[FactId],
    language: Language,
    press: impl Fn(FactId) -> Press,
) -> Vec<Button> {
    let all: Vec<_> = facts.iter().map(|fact| base.fact(*fact)).collect();
    let labels = labels(&all, language);
    facts.iter().zip(labels).map(|(fact, label)| Button::new(label, press(*fact))).collect()
}

/// A message as it is sent.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sheet {
    pub(crate) html: String,
    pub(crate) keyboard: Option<InlineKeyboardMarkup>,
}

impl Page {
    /// A page that says one thing.
    pub(crate) fn say(text: impl Into<String>) -> Self {
        Self { blocks: vec![Block::new(Style::Plain, text)], rows: Vec::new() }
    }

    /// The same page with something said before it.
    pub(crate) fn after(mut self, text: impl Into<String>) -> Self {
        self.blocks.insert(0, Block::new(Style::Plain, text));
        self
    }

    /// The same page with one more block.
    pub(crate) fn with(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    /// The same page for a group, where a command names its bot.
    pub(crate) fn addressed_to(mut self, name: &str) -> Self {
        // What a source says is left as it is.
        for block in self.blocks.iter_mut().filter(|block| block.style != Style::Proof) {
            block.text = addressed_to(&block.text, name);
        }
        self
    }

    /// The same page with one more row of buttons.
    pub(crate) fn row(mut self, row: Vec<Button>) -> Self {
        self.rows.push(row);
        self
    }

    /// The page as messages: mostly one; of several the last one has the buttons.
    pub(crate) fn sheets(&self, base: &Base) -> Vec<Sheet> {
        let mut sheets: Vec<Sheet> =
            messages(&self.blocks).into_iter().map(|html| Sheet { html, keyboard: None }).collect();
        if let Some(last) = sheets.last_mut() {
            last.keyboard = self.keyboard(base);
        }
        sheets
    }

    fn keyboard(&self, base: &Base) -> Option<InlineKeyboardMarkup> {
        let button = |button: &Button| InlineKeyboardButton::callback(&button.label, button.press.data(base));
        let rows = self.rows.iter().filter(|row| !row.is_empty());
        let rows: Vec<Vec<InlineKeyboardButton>> = rows.map(|row| row.iter().map(button).collect()).collect();
        (!rows.is_empty()).then(|| InlineKeyboardMarkup::new(rows))
    }
}

/// One page of a list of buttons, one a row, with a row to turn the pages where there are more.
pub(crate) fn listed(
    all: Vec<Button>,
    page: usize,
    language: Language,
    turn: impl Fn(usize) -> Press,
) -> Vec<Vec<Button>> {
    let last = all.len().saturating_sub(1) / PAGE;
    let page = page.min(last);
    let mut rows: Vec<Vec<Button>> = all.into_iter().skip(page * PAGE).take(PAGE).map(|button| vec![button]).collect();
    let mut turns = Vec::new();
    if page > 0 {
        turns.push(Button::new(phrases::BACKWARD.get(language), turn(page - 1)));
    }
    if page < last {
        turns.push(Button::new(phrases::FORWARD.get(language), turn(page + 1)));
    }
    rows.push(turns);
    rows
}

/// The page of a list that an entry stands on.
pub(crate) fn page_of(position: usize) -> usize {
    position / PAGE
}

/// A message shows no preview of a link: what counts is what it says.
pub(crate) fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}
