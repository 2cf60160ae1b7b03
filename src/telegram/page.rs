//! What a message shows: blocks of text, and buttons below them.

use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions};

use super::phrases;
use super::press::Press;
use crate::facts::{Base, FactId};
use crate::reply::html::{Block, Style, messages, shortened};
use crate::reply::label;
use crate::text::Language;

/// The most units of a button's label: more is cut by every client.
const LONGEST_LABEL: usize = 96;
/// How many facts a list shows at once.
const PAGE: usize = 8;

/// A message before it is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) blocks: Vec<Block>,
    pub(super) rows: Vec<Vec<Button>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Button {
    label: String,
    press: Press,
}

impl Button {
    pub(super) fn new(label: impl AsRef<str>, press: Press) -> Self {
        Self { label: shortened(label.as_ref(), LONGEST_LABEL), press }
    }

    /// A button that asks a fact's question.
    pub(super) fn fact(base: &Base, fact: FactId, language: Language, press: Press) -> Self {
        Self::new(label(base.fact(fact), language), press)
    }
}

/// A message as it is sent.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sheet {
    pub(super) html: String,
    pub(super) keyboard: Option<InlineKeyboardMarkup>,
}

impl Page {
    /// A page that says one thing.
    pub(super) fn say(text: impl Into<String>) -> Self {
        Self { blocks: vec![Block::new(Style::Plain, text)], rows: Vec::new() }
    }

    /// The same page with something said before it.
    pub(super) fn after(mut self, text: impl Into<String>) -> Self {
        self.blocks.insert(0, Block::new(Style::Plain, text));
        self
    }

    /// The same page with one more row of buttons.
    pub(super) fn row(mut self, row: Vec<Button>) -> Self {
        self.rows.push(row);
        self
    }

    /// The page as messages: mostly one; of several the last one has the buttons.
    pub(super) fn sheets(&self, base: &Base) -> Vec<Sheet> {
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
pub(super) fn listed(
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
pub(super) fn page_of(position: usize) -> usize {
    position / PAGE
}

/// A message shows no preview of a link: what counts is what it says.
pub(super) fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}
