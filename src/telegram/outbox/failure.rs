//! Why a call of the Bot API came to nothing, told apart by what is to be done about it.

use std::fmt;
use std::time::Duration;

use serde::Deserialize;
use teloxide::types::ChatId;

use crate::telegram::metrics::Again;

/// What went wrong with a call. None of them holds the token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Too many calls: wait so long, then call again.
    Throttled(Duration),
    /// The group became a supergroup with this id.
    Moved(ChatId),
    /// Blocked, kicked, or the account is gone: there is nobody to write to.
    Unwelcome(String),
    /// The message stands there as it would be.
    Unchanged,
    /// The server could not read the HTML.
    BadMarkup(String),
    /// The message that is replied to, or the topic of the forum, is not there any more.
    NoPlace(String),
    /// The button or the inline query is too old to be answered.
    Expired,
    /// Somebody else takes the updates.
    Conflict(String),
    /// The server doesn't know the token.
    BadToken,
    /// The server knows no such address: of a token that is none, or behind a proxy that is in trouble.
    NotFound,
    /// Anything else that the server refuses.
    Rejected(u16, String),
    /// The server is in trouble.
    Server(u16),
    /// The server did it and its answer can't be read.
    Garbled,
    /// The call never arrived.
    Unreachable(String),
    /// Nobody knows whether the call arrived.
    Interrupted(String),
}

/// What the server says where a call fails.
#[derive(Debug, Deserialize)]
pub(crate) struct RawFailure {
    #[serde(default)]
    error_code: u16,
    #[serde(default)]
    description: String,
    #[serde(default)]
    parameters: RawParameters,
}

#[derive(Debug, Default, Deserialize)]
struct RawParameters {
    retry_after: Option<u64>,
    migrate_to_chat_id: Option<i64>,
}

/// What servers say where a call fails, as far as we want to know it.
const KNOWN: [&str; 37] = [
    "bot was blocked by the user",
    "bot was kicked from the group chat",
    "bot was kicked from the supergroup chat",
    "bot can't initiate conversation with a user",
    "bot can't send messages to bots",
    "bot is not a member of the",
    "user is deactivated",
    "chat not found",
    "chat was deactivated",
    "CHAT_WRITE_FORBIDDEN",
    "not enough rights",
    "have no rights to send a message",
    "need administrator rights",
    "can't parse entities",
    "Unsupported start tag",
    "Unclosed start tag",
    "Unexpected end tag",
    "Unmatched end tag",
    "Can't find end tag",
    "Can't find end of the entity",
    "message to be replied not found",
    "message thread not found",
    "TOPIC_CLOSED",
    "TOPIC_DELETED",
    "message is too long",
    "message text is empty",
    "message to edit not found",
    "message to delete not found",
    "message can't be edited",
    "message can't be deleted",
    "BUTTON_DATA_INVALID",
    "terminated by other getUpdates request",
    "can't use getUpdates method while webhook is active",
    "HTTPS url must be provided for webhook",
    "Webhook can be set up only on ports 80, 88, 443 or 8443",
    "failed to resolve host",
    "too many requests",
];
/// Stands for anything else: a server may repeat what it was sent, and that was somebody's words.
const NOT_SHOWN: &str = "for a reason that is not shown, as it may hold what was sent";

/// What a server says, as far as it is known: no word of it is shown that is not ours.
fn known(description: &str) -> String {
    let known: Vec<&str> = KNOWN.into_iter().filter(|known| description.contains(known)).collect();
    if known.is_empty() { NOT_SHOWN.to_string() } else { known.join(": ") }
}

impl From<RawFailure> for Failure {
    /// By numbers and the beginnings of texts: teloxide's own list of texts is out of date.
    fn from(raw: RawFailure) -> Self {
        let RawFailure { error_code, description: said, parameters } = raw;
        let says = |part: &str| said.contains(part);
        let description = known(&said);
        if let Some(seconds) = parameters.retry_after {
            // "At once" from a server that has too much to do is not to be taken at its word.
            return Self::Throttled(Duration::from_secs(seconds.max(1)));
        }
        if let Some(chat) = parameters.migrate_to_chat_id {
            return Self::Moved(ChatId(chat));
        }
        match error_code {
            401 => Self::BadToken,
            404 => Self::NotFound,
            403 => Self::Unwelcome(description),
            409 => Self::Conflict(description),
            429 => Self::Throttled(Duration::from_secs(1)),
            500.. => Self::Server(error_code),
            _ if says("message is not modified") => Self::Unchanged,
            _ if says("can't parse entities") => Self::BadMarkup(description),
            _ if says("message to be replied not found") || says("message thread not found") => {
                Self::NoPlace(description)
            }
            _ if says("query is too old") || says("query ID is invalid") || says("QUERY_ID_INVALID") => Self::Expired,
            _ if said.starts_with("Forbidden:") || says("chat not found") || says("chat was deactivated") => {
                Self::Unwelcome(description)
            }
            _ => Self::Rejected(error_code, description),
        }
    }
}

impl Failure {
    /// Whether nobody knows if the call was carried out: made again, it may be carried out twice.
    pub(crate) fn is_unsure(&self) -> bool {
        matches!(self, Self::Interrupted(_) | Self::Server(504))
    }

    /// How metrics count a call that is made again because of it.
    pub(crate) fn again(&self) -> Again {
        match self {
            Self::Throttled(_) => Again::Throttled,
            other if other.is_unsure() => Again::Unsure,
            _ => Again::Failed,
        }
    }

    /// Whether the same call may do better in a while.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            Self::Server(_) | Self::Unreachable(_) | Self::Interrupted(_) | Self::NotFound => true,
            Self::Throttled(_)
            | Self::Moved(_)
            | Self::Unwelcome(_)
            | Self::Unchanged
            | Self::BadMarkup(_)
            | Self::NoPlace(_)
            | Self::Expired
            | Self::Conflict(_)
            | Self::BadToken
            | Self::Rejected(..)
            | Self::Garbled => false,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Throttled(wait) => write!(formatter, "too many calls, wait {} s", wait.as_secs()),
            Self::Moved(chat) => write!(formatter, "the group is now {chat}"),
            Self::Unwelcome(text) | Self::BadMarkup(text) | Self::NoPlace(text) | Self::Conflict(text) => {
                formatter.write_str(text)
            }
            Self::Unchanged => formatter.write_str("the message is as it was"),
            Self::Expired => formatter.write_str("the query is too old"),
            Self::BadToken => formatter.write_str("the server does not know the token"),
            Self::NotFound => formatter.write_str("the server knows no such address"),
            Self::Rejected(code, text) => write!(formatter, "{code} {text}"),
            Self::Server(code) => write!(formatter, "the server answered {code}"),
            Self::Garbled => formatter.write_str("the server's answer can't be read"),
            Self::Unreachable(text) => write!(formatter, "the server can't be reached: {text}"),
            Self::Interrupted(text) => write!(formatter, "the call was interrupted: {text}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Failure, RawFailure};
    use std::time::Duration;
    use teloxide::types::ChatId;

    #[test]
    fn failures_are_told_apart() {
        let unwelcome = |text: &str| Failure::Unwelcome(text.to_string());
        for (code, description, parameters, expected) in [
            (
                429,
                "Too Many Requests: retry after 3",
                r#"{"retry_after":3}"#,
                Failure::Throttled(Duration::from_secs(3)),
            ),
            (400, "Bad Request: …", r#"{"migrate_to_chat_id":-100}"#, Failure::Moved(ChatId(-100))),
            (401, "Unauthorized", "{}", Failure::BadToken),
            (404, "Not Found", "{}", Failure::NotFound),
            (
                429,
                "Too Many Requests: retry after 0",
                r#"{"retry_after":0}"#,
                Failure::Throttled(Duration::from_secs(1)),
            ),
            (403, "Forbidden: bot was blocked by the user", "{}", unwelcome("bot was blocked by the user")),
            (
                403,
                "Forbidden: bot was kicked from the group chat",
                "{}",
                unwelcome("bot was kicked from the group chat"),
            ),
            (400, "Bad Request: chat not found", "{}", unwelcome("chat not found")),
            (400, "Bad Request: message is not modified: specified new …", "{}", Failure::Unchanged),
            (
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
                "{}",
                Failure::Expired,
            ),
            (
                400,
                "Bad Request: can't parse entities: Unsupported start tag",
                "{}",
                Failure::BadMarkup("can't parse entities: Unsupported start tag".to_string()),
            ),
            (
                409,
                "Conflict: terminated by other getUpdates request; make sure …",
                "{}",
                Failure::Conflict("terminated by other getUpdates request".to_string()),
            ),
            (502, "Bad Gateway", "{}", Failure::Server(502)),
            (400, "Bad Request: Ada's words", "{}", Failure::Rejected(400, super::NOT_SHOWN.to_string())),
        ] {
            let raw = format!(
                r#"{{"ok":false,"error_code":{code},"description":"{description}","parameters":{parameters}}}"#
            );
            let raw: RawFailure = serde_json::from_str(&raw).unwrap();
            assert_eq!(Failure::from(raw), expected, "{description}");
        }
    }
}
