//! What Telegram shows of the bot before anybody wrote to it: descriptions and the menu of commands.

use teloxide::payloads::{
    GetMyCommands, GetMyDescription, GetMyShortDescription, SetMyCommands, SetMyDescription, SetMyShortDescription,
};
use teloxide::types::{BotCommand, BotCommandScope};

use super::bot::Bot;
use super::client::Client;
use super::command::MENU;
use super::failure::Failure;
use super::phrases;
use crate::text::Language;

/// The languages as Telegram names them: without a code for everybody who has no other.
const CODES: [(Option<&str>, Language); 2] = [(None, Language::English), (Some("zh"), Language::Chinese)];

/// Sets what differs from how it should be.
pub(super) async fn set(client: &Client, bot: &Bot) {
    for (code, language) in CODES {
        let code = code.map(str::to_string);
        let done = async {
            set_commands(client, BotCommandScope::AllPrivateChats, code.clone(), language).await?;
            set_commands(client, BotCommandScope::AllGroupChats, code.clone(), language).await?;
            set_description(client, bot, code.clone(), language).await?;
            set_short_description(client, bot, code, language).await
        };
        if let Err(failure) = done.await {
            tracing::warn!(%failure, language = language.code(), "the bot's menu and description could not be set");
        }
    }
}

async fn set_commands(
    client: &Client,
    scope: BotCommandScope,
    language_code: Option<String>,
    language: Language,
) -> Result<(), Failure> {
    let wanted: Vec<BotCommand> =
        MENU.iter().map(|name| BotCommand::new(*name, phrases::command(name, language))).collect();
    let get = GetMyCommands { scope: Some(scope.clone()), language_code: language_code.clone() };
    if client.deliver(&get).await? != wanted {
        client.deliver(&SetMyCommands { commands: wanted, scope: Some(scope), language_code }).await?;
    }
    Ok(())
}

async fn set_description(
    client: &Client,
    bot: &Bot,
    language_code: Option<String>,
    language: Language,
) -> Result<(), Failure> {
    let wanted = phrases::description(bot.base(), language);
    let is = client.deliver(&GetMyDescription { language_code: language_code.clone() }).await?;
    if is.description != wanted {
        client.deliver(&SetMyDescription { description: Some(wanted), language_code }).await?;
    }
    Ok(())
}

async fn set_short_description(
    client: &Client,
    bot: &Bot,
    language_code: Option<String>,
    language: Language,
) -> Result<(), Failure> {
    let wanted = phrases::short_description(bot.base(), language);
    let is = client.deliver(&GetMyShortDescription { language_code: language_code.clone() }).await?;
    if is.short_description != wanted {
        client.deliver(&SetMyShortDescription { short_description: Some(wanted), language_code }).await?;
    }
    Ok(())
}
