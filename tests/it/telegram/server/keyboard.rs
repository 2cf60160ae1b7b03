//! Inline keyboards.

use serde::Deserialize;
use serde_json::Value;

use super::html::is_url;
use super::refusal::{Refusal, read, rule};

/// The most buttons of a keyboard.
const MOST: usize = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keyboard {
    inline_keyboard: Vec<Vec<Button>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Button {
    text: String,
    style: Option<String>,
    url: Option<String>,
    callback_data: Option<String>,
    copy_text: Option<CopyText>,
    switch_inline_query: Option<String>,
    switch_inline_query_current_chat: Option<String>,
    switch_inline_query_chosen_chat: Option<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CopyText {
    text: String,
}

/// Refuses a keyboard that breaks a rule.
pub(super) fn check(markup: &Value) -> Result<(), Refusal> {
    let keyboard: Keyboard = read(markup)?;
    let buttons: Vec<&Button> = keyboard.inline_keyboard.iter().flatten().collect();
    rule(keyboard.inline_keyboard.iter().all(|row| !row.is_empty()), "a row of the keyboard is empty")?;
    rule(buttons.len() <= MOST, "reply markup is too long")?;
    buttons.into_iter().try_for_each(one)
}

fn one(button: &Button) -> Result<(), Refusal> {
    let actions = [
        button.url.is_some(),
        button.callback_data.is_some(),
        button.copy_text.is_some(),
        button.switch_inline_query.is_some(),
        button.switch_inline_query_current_chat.is_some(),
        button.switch_inline_query_chosen_chat.is_some(),
    ];
    let styles = ["primary", "success", "danger"];
    rule(!button.text.trim().is_empty(), "can't parse inline keyboard button: Button text must be non-empty")?;
    rule(
        actions.into_iter().filter(|given| *given).count() == 1,
        "can't parse inline keyboard button: a button does exactly one thing",
    )?;
    rule(button.style.as_ref().is_none_or(|style| styles.contains(&style.as_str())), "BUTTON_STYLE_INVALID")?;
    rule(button.callback_data.as_ref().is_none_or(|data| (1..=64).contains(&data.len())), "BUTTON_DATA_INVALID")?;
    rule(button.url.as_ref().is_none_or(|url| is_url(url)), "BUTTON_URL_INVALID")?;
    let copied = button.copy_text.as_ref().map(|copied| copied.text.chars().count());
    rule(copied.is_none_or(|length| (1..=256).contains(&length)), "BUTTON_COPY_TEXT_INVALID")
}

/// What stands on the buttons, and what they send or open.
pub(crate) type Rows = Vec<Vec<(String, String)>>;

/// The buttons of a keyboard, row by row.
pub(crate) fn rows(markup: &Value) -> Rows {
    let button = |button: &Value| {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
        let actions = ["callback_data", "url", "switch_inline_query", "switch_inline_query_current_chat"];
        let action = actions.iter().find_map(|action| button.get(action)).unwrap_or(&button["copy_text"]["text"]);
        (text(&button["text"]), text(action))
    };
    let rows = markup["inline_keyboard"].as_array().into_iter().flatten();
    rows.map(|row| row.as_array().into_iter().flatten().map(button).collect()).collect()
}
