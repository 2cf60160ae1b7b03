//! What teloxide sends is taken: its fields are named as the server's.

use teloxide::Bot;
use teloxide::payloads::{
    AnswerCallbackQuerySetters, AnswerInlineQuerySetters, DeleteWebhookSetters, EditMessageTextSetters,
    GetUpdatesSetters, SendMessageSetters, SetMyCommandsSetters,
};
use teloxide::prelude::Requester;
use teloxide::types::{
    AllowedUpdate, BotCommand, BotCommandScope, ChatAction, ChatId, InlineKeyboardButton, InlineKeyboardMarkup,
    InlineQueryResult, InlineQueryResultArticle, InlineQueryResultsButton, InlineQueryResultsButtonKind,
    InputMessageContent, InputMessageContentText, LinkPreviewOptions, MessageId, ParseMode, ReplyParameters, UserId,
};

use super::super::people::Chat;
use super::super::server::BotApi;
use super::super::server::state::TOKEN;

type Sent = Result<(), teloxide::RequestError>;

#[test]
fn what_teloxide_sends_is_taken() {
    let server = BotApi::start();
    let chat = server.private(5, "en");
    chat.asks("hello");
    let bot = Bot::new(TOKEN).set_api_url(server.url().parse().unwrap());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        starts(&bot).await.unwrap();
        writes(&bot, &chat, &server).await.unwrap();
        answers_inline(&bot, &server).await.unwrap();
    });
}

async fn starts(bot: &Bot) -> Sent {
    bot.get_me().await?;
    bot.delete_webhook().drop_pending_updates(false).await?;
    let commands = [BotCommand::new("start", "Begin")];
    bot.set_my_commands(commands).scope(BotCommandScope::AllGroupChats).language_code("zh").await?;
    bot.get_my_commands().await?;
    bot.set_my_description().await?;
    bot.set_my_short_description().await?;
    let kinds = [AllowedUpdate::Message, AllowedUpdate::CallbackQuery, AllowedUpdate::InlineQuery];
    let updates = bot.get_updates().offset(0).limit(100).timeout(1).allowed_updates(kinds).await?;
    assert_eq!(updates.len(), 1);
    Ok(())
}

async fn writes(bot: &Bot, chat: &Chat, server: &BotApi) -> Sent {
    let keyboard = InlineKeyboardMarkup::new([[InlineKeyboardButton::callback("Yes", "y")]]);
    let preview = LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    };
    let sent = bot
        .send_message(ChatId(5), "<b>Well?</b>")
        .parse_mode(ParseMode::Html)
        .link_preview_options(preview.clone())
        .reply_parameters(ReplyParameters::new(MessageId(1)).allow_sending_without_reply())
        .reply_markup(keyboard.clone())
        .await?;
    assert!(chat.next_message().link_preview_disabled);
    bot.send_chat_action(ChatId(5), ChatAction::Typing).await?;
    bot.get_chat_member(ChatId(5), UserId(5)).await?;
    let press = chat.presses(5, sent.id.0, "Yes");
    bot.answer_callback_query(press.into()).text("Thank you").show_alert(false).cache_time(0).await?;
    bot.edit_message_text(ChatId(5), sent.id, "Well!")
        .parse_mode(ParseMode::Html)
        .link_preview_options(preview)
        .reply_markup(keyboard)
        .await?;
    bot.edit_message_reply_markup(ChatId(5), sent.id).await?;
    bot.delete_message(ChatId(5), sent.id).await?;
    assert_eq!(server.calls("deleteMessage").len(), 1);
    Ok(())
}

async fn answers_inline(bot: &Bot, server: &BotApi) -> Sent {
    let query = server.types_inline(5, "film", "");
    let content = InputMessageContentText::new("A <i>text</i>").parse_mode(ParseMode::Html);
    let article = InlineQueryResultArticle::new("a", "A title", InputMessageContent::Text(content))
        .description("A description")
        .reply_markup(InlineKeyboardMarkup::new([[InlineKeyboardButton::callback("More", "m")]]));
    let kind = InlineQueryResultsButtonKind::StartParameter("more".to_string());
    bot.answer_inline_query(query.into(), [InlineQueryResult::Article(article)])
        .cache_time(300)
        .is_personal(false)
        .next_offset("10")
        .button(InlineQueryResultsButton { text: "More".to_string(), kind })
        .await?;
    Ok(())
}
