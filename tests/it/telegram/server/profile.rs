//! Who the bot is: its name, commands and descriptions, and who is who in a chat.

use serde::Deserialize;
use serde_json::{Value, json};

use super::messages::room;
use super::refusal::{Answer, Refusal, read, rule};
use super::state::{BOT, State, bot};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

pub(super) fn me(state: &State, body: &Value) -> Answer {
    read::<Nothing>(body)?;
    let mut me = bot();
    me["can_join_groups"] = true.into();
    me["can_read_all_group_messages"] = (!state.privacy).into();
    me["supports_inline_queries"] = true.into();
    me["can_connect_to_business"] = false.into();
    me["has_main_web_app"] = false.into();
    Ok(me)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Menu {
    commands: Option<Vec<Command>>,
    scope: Option<Scope>,
    language_code: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Command {
    command: String,
    description: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scope {
    #[serde(rename = "type")]
    kind: String,
    chat_id: Option<i64>,
    user_id: Option<i64>,
}

pub(super) fn set_commands(state: &mut State, body: &Value) -> Answer {
    let given: Menu = read(body)?;
    let key = key(state, given.scope, given.language_code)?;
    let commands = given.commands.ok_or_else(|| Refusal::fault("can't parse commands"))?;
    rule(commands.len() <= 100, "BOT_COMMANDS_TOO_MUCH")?;
    for command in &commands {
        let letters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let name = &command.command;
        rule((1..=32).contains(&name.len()) && name.bytes().all(letters), "BOT_COMMAND_INVALID")?;
        let length = command.description.chars().count();
        rule((1..=256).contains(&length), "BOT_COMMAND_DESCRIPTION_INVALID")?;
    }
    state.commands.insert(key, body["commands"].clone());
    Ok(true.into())
}

pub(super) fn commands(state: &mut State, body: &Value) -> Answer {
    let given: Menu = read(body)?;
    rule(given.commands.is_none(), "unknown field `commands`")?;
    let key = key(state, given.scope, given.language_code)?;
    Ok(state.commands.get(&key).cloned().unwrap_or_else(|| json!([])))
}

/// Where commands belong: a scope and a language.
fn key(state: &State, scope: Option<Scope>, language: Option<String>) -> Result<(String, String), Refusal> {
    let scope = scope.unwrap_or(Scope { kind: "default".to_string(), chat_id: None, user_id: None });
    let takes = match scope.kind.as_str() {
        "default" | "all_private_chats" | "all_group_chats" | "all_chat_administrators" => (false, false),
        "chat" | "chat_administrators" => (true, false),
        "chat_member" => (true, true),
        _ => return Err(Refusal::fault("can't parse BotCommandScope: Unsupported type specified")),
    };
    rule(takes == (scope.chat_id.is_some(), scope.user_id.is_some()), "can't parse BotCommandScope")?;
    rule(scope.chat_id.is_none_or(|id| state.rooms.contains_key(&id)), "chat not found")?;
    let numbers = [scope.chat_id, scope.user_id].map(|id| id.map(|id| format!(" {id}")).unwrap_or_default());
    Ok((format!("{}{}", scope.kind, numbers.concat()), self::language(language)?))
}

fn language(code: Option<String>) -> Result<String, Refusal> {
    let code = code.unwrap_or_default();
    let two = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
    rule(code.is_empty() || two, "LANGUAGE_CODE_INVALID")?;
    Ok(code)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    description: Option<String>,
    short_description: Option<String>,
    language_code: Option<String>,
}

/// Sets `description` or `short_description`, of at most so many characters.
pub(super) fn describe(state: &mut State, body: &Value, field: &str, longest: usize) -> Answer {
    let given: About = read(body)?;
    let (text, other) = match field {
        "description" => (given.description, given.short_description),
        _ => (given.short_description, given.description),
    };
    rule(other.is_none(), "the field of another method")?;
    let text = text.unwrap_or_default();
    rule(text.chars().count() <= longest, "ABOUT_TOO_LONG")?;
    state.descriptions.insert((field.to_string(), language(given.language_code)?), text);
    Ok(true.into())
}

pub(super) fn description(state: &State, body: &Value, field: &str) -> Answer {
    let given: About = read(body)?;
    rule(given.description.is_none() && given.short_description.is_none(), "only a language is taken")?;
    let text = state.descriptions.get(&(field.to_string(), language(given.language_code)?));
    Ok(json!({ field: text.cloned().unwrap_or_default() }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Member {
    chat_id: i64,
    user_id: i64,
}

pub(super) fn member(state: &mut State, body: &Value) -> Answer {
    let Member { chat_id, user_id } = read(body)?;
    let user = if user_id == BOT { bot() } else { state.person(user_id) };
    let room = room(state, chat_id)?;
    let is_member = room.members.contains(&user_id) || user_id == BOT;
    let status = match () {
        () if room.admins.contains(&user_id) => "administrator",
        () if is_member => "member",
        () => "left",
    };
    let mut member = json!({ "user": user, "status": status });
    if status == "administrator" {
        for right in ADMIN {
            member[right] = (right == "can_manage_chat").into();
        }
    }
    Ok(member)
}

/// What an administrator may do, all of which must be told.
const ADMIN: [&str; 13] = [
    "is_anonymous",
    "can_be_edited",
    "can_manage_chat",
    "can_change_info",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_invite_users",
    "can_restrict_members",
    "can_promote_members",
    "can_pin_messages",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
];
