//! Presses of buttons, and what people type after the bot's name.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value;

use super::html::is_url;
use super::keyboard;
use super::messages::Preview;
use super::refusal::{Answer, Refusal, read, rule};
use super::state::State;
use super::text::{shown, units};

/// What comes too late.
const TOO_OLD: &str = "query is too old and response timeout expired or query ID is invalid";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answered {
    callback_query_id: String,
    text: Option<String>,
    #[serde(rename = "show_alert")]
    _show_alert: Option<bool>,
    url: Option<String>,
    #[serde(rename = "cache_time")]
    _cache_time: Option<u32>,
}

pub(super) fn answer_press(state: &mut State, body: &Value) -> Answer {
    let given: Answered = read(body)?;
    let press = state.presses.get_mut(&given.callback_query_id).ok_or_else(|| Refusal::fault(TOO_OLD))?;
    if press.expired {
        return Err(Refusal::circumstance(400, format!("Bad Request: {TOO_OLD}")));
    }
    rule(press.answer.is_none(), TOO_OLD)?;
    rule(given.text.as_ref().is_none_or(|text| text.chars().count() <= 200), "MESSAGE_TOO_LONG")?;
    rule(given.url.is_none(), "URL_INVALID")?;
    press.answer = Some(body.clone());
    Ok(true.into())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Offer {
    inline_query_id: String,
    results: Vec<Article>,
    #[serde(rename = "cache_time")]
    _cache_time: Option<u32>,
    #[serde(rename = "is_personal")]
    _is_personal: Option<bool>,
    next_offset: Option<String>,
    button: Option<Button>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Button {
    text: String,
    start_parameter: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Article {
    #[serde(rename = "type")]
    kind: String,
    id: String,
    title: Option<String>,
    input_message_content: Option<Content>,
    reply_markup: Option<Value>,
    url: Option<String>,
    #[serde(rename = "description")]
    _description: Option<String>,
    thumbnail_url: Option<String>,
    #[serde(rename = "thumbnail_width")]
    _thumbnail_width: Option<u32>,
    #[serde(rename = "thumbnail_height")]
    _thumbnail_height: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    message_text: String,
    parse_mode: Option<String>,
    entities: Option<Vec<Value>>,
    #[serde(rename = "link_preview_options")]
    _link_preview_options: Option<Preview>,
}

pub(super) fn answer_inline(state: &mut State, body: &Value) -> Answer {
    let given: Offer = read(body)?;
    let query = state.inline.get_mut(&given.inline_query_id).ok_or_else(|| Refusal::fault(TOO_OLD))?;
    rule(query.is_none(), TOO_OLD)?;
    rule(given.results.len() <= 50, "RESULTS_TOO_MUCH")?;
    rule(given.next_offset.is_none_or(|offset| offset.len() <= 64), "NEXT_OFFSET_INVALID")?;
    let mut ids = BTreeSet::new();
    for result in given.results {
        rule((1..=64).contains(&result.id.len()), "RESULT_ID_INVALID")?;
        rule(ids.insert(result.id.clone()), "RESULT_ID_DUPLICATE")?;
        article(result)?;
    }
    if let Some(button) = given.button {
        rule(!button.text.trim().is_empty(), "BUTTON_TEXT_INVALID")?;
        let parameter = button.start_parameter.unwrap_or_default();
        let letters = parameter.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
        rule((1..=64).contains(&parameter.len()) && letters, "START_PARAM_INVALID")?;
    }
    *query = Some(body.clone());
    Ok(true.into())
}

fn article(article: Article) -> Result<(), Refusal> {
    rule(article.kind == "article", "only articles are served")?;
    rule(article.title.is_some_and(|title| !title.trim().is_empty()), "ARTICLE_TITLE_EMPTY")?;
    let links = [article.url, article.thumbnail_url];
    rule(links.into_iter().flatten().all(|url| is_url(&url)), "WEBPAGE_URL_INVALID")?;
    let content = article.input_message_content.ok_or_else(|| Refusal::fault("message content is not specified"))?;
    shown(&content.message_text, content.parse_mode.as_deref(), content.entities)?;
    article.reply_markup.as_ref().map_or(Ok(()), keyboard::check)
}

/// The text that a query may have.
pub(crate) fn fits(query: &str) -> bool {
    units(query) <= 256
}
