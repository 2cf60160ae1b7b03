//! What Telegram shows of the bot before anybody wrote to it: descriptions and the menu of commands.

use teloxide::payloads::{
    GetMyCommands, GetMyDescription, GetMyShortDescription, SetMyCommands, SetMyDescription, SetMyShortDescription,
};
use teloxide::types::{BotCommand, BotCommandScope, UserId};

use super::desk::Desk;
use super::desk::command::{MENU, ORDERS};
use super::desk::event::own_chat;
use super::desk::phrases;
use super::outbox::client::Client;
use super::outbox::failure::Failure;
use crate::text::Language;

/// The languages as Telegram names them: without a code for everybody who has no other.
const CODES: [(Option<&str>, Language); 2] = [(None, Language::English), (Some("zh"), Language::Chinese)];

/// Sets what differs from how it should be.
pub(super) async fn set(client: &Client, desk: &Desk) {
    for (code, language) in CODES {
        let code = code.map(str::to_string);
        let done = async {
            set_commands(client, BotCommandScope::AllPrivateChats, &MENU, code.clone(), language).await?;
            set_commands(client, BotCommandScope::AllGroupChats, &MENU, code.clone(), language).await?;
            set_description(client, desk, code.clone(), language).await?;
            set_short_description(client, desk, code, language).await
        };
        if let Err(failure) = done.await {
            tracing::warn!(%failure, language = language.code(), "the bot's menu and description could not be set");
        }
    }
    for admin in &desk.service.admins {
        if let Err(failure) = set_orders(client, *admin).await {
            // Telegram knows a chat with who wrote to the bot, and no other.
            tracing::warn!(%failure, admin = admin.0, "the menu of an admin could not be set: did they ever write?");
        }
    }
}

/// The menu of an admin's own chat, which goes before that of all private chats.
async fn set_orders(client: &Client, admin: UserId) -> Result<(), Failure> {
    let names = [MENU.as_slice(), ORDERS.as_slice()].concat();
    for (code, language) in CODES {
        let scope = BotCommandScope::Chat { chat_id: own_chat(admin).into() };
        set_commands(client, scope, &names, code.map(str::to_string), language).await?;
    }
    Ok(())
}

async fn set_commands(
    client: &Client,
    scope: BotCommandScope,
    names: &[&str],
    language_code: Option<String>,
    language: Language,
) -> Result<(), Failure> {
    let wanted: Vec<BotCommand> =
        names.iter().map(|name| BotCommand::new(*name, phrases::command(name, language))).collect();
    let get = GetMyCommands { scope: Some(scope.clone()), language_code: language_code.clone() };
    if client.deliver(&get).await? != wanted {
        client.deliver(&SetMyCommands { commands: wanted, scope: Some(scope), language_code }).await?;
    }
    Ok(())
}

async fn set_description(
    client: &Client,
    desk: &Desk,
    language_code: Option<String>,
    language: Language,
) -> Result<(), Failure> {
    let wanted = phrases::description(desk.base(), language);
    let is = client.deliver(&GetMyDescription { language_code: language_code.clone() }).await?;
    if is.description != wanted {
        client.deliver(&SetMyDescription { description: Some(wanted), language_code }).await?;
    }
    Ok(())
}

async fn set_short_description(
    client: &Client,
    desk: &Desk,
    language_code: Option<String>,
    language: Language,
) -> Result<(), Failure> {
    let wanted = phrases::short_description(desk.base(), language);
    let is = client.deliver(&GetMyShortDescription { language_code: language_code.clone() }).await?;
    if is.short_description != wanted {
        client.deliver(&SetMyShortDescription { short_description: Some(wanted), language_code }).await?;
    }
    Ok(())
}
