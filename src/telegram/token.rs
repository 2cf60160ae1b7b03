//! The bot's token: the one secret. It shows itself to nobody but the server.

use std::fmt;

use anyhow::{Result, bail};

use crate::mask::MASK;

/// A token as @BotFather gives it: the bot's number, a colon, and the secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Reads a token; `from` says where it stands.
    ///
    /// # Errors
    /// When it doesn't look like one. The message doesn't show it.
    pub fn read(text: &str, from: &str) -> Result<Self> {
        let text = text.trim();
        let secret = |text: &str| {
            text.len() >= 10 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        };
        match text.split_once(':') {
            Some((number, rest))
                if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) && secret(rest) =>
            {
                Ok(Self(text.to_string()))
            }
            _ => bail!("{from} holds no token: @BotFather gives one such as `123456789:AAF7-g0g…`"),
        }
    }

    /// The number of the bot, which is no secret.
    pub(super) fn bot(&self) -> &str {
        self.0.split_once(':').map_or("", |(number, _)| number)
    }

    /// What Telegram has to say when it calls the webhook: a secret of its own, and the same in each replica.
    #[cfg(feature = "web")]
    pub(super) fn webhook_secret(&self) -> String {
        use sha2::{Digest, Sha256};
        use std::fmt::Write;
        let digest = Sha256::new().chain_update("citebot webhook ").chain_update(&self.0).finalize();
        digest.iter().fold(String::new(), |mut text, byte| {
            // Writing into memory can't fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    /// The token itself, for the address of a request only.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }

    /// A text in which the token is masked, and so is its secret half alone.
    pub(super) fn mask(&self, text: &str) -> String {
        let secret = self.0.split_once(':').map_or(self.0.as_str(), |(_, secret)| secret);
        text.replace(&self.0, MASK).replace(secret, MASK)
    }
}

/// Telegram doesn't know the token, or not any more, and no other try will change that.
#[derive(Debug)]
pub struct TokenRefused(pub(super) String);

impl fmt::Display for TokenRefused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for TokenRefused {}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(MASK)
    }
}

#[cfg(test)]
mod tests {
    use super::Token;

    #[test]
    fn a_token_is_read_and_never_shown() {
        for (text, good) in [
            ("987654:ABC-DEF_ghijkl", true),
            (" 987654:ABC-DEF_ghijkl\n", true),
            ("", false),
            ("987654", false),
            ("987654:", false),
            (":ABC-DEF_ghijkl", false),
            ("98a654:ABC-DEF_ghijkl", false),
            ("987654:ABC DEF ghijkl", false),
            ("987654:ABC/../ghijkl", false),
        ] {
            match Token::read(text, "TELOXIDE_TOKEN") {
                Ok(token) => {
                    assert!(good, "{text}");
                    assert_eq!(format!("{token:?}"), "<token>");
                    let shown = token.mask("POST /bot987654:ABC-DEF_ghijkl/getMe; ABC-DEF_ghijkl");
                    assert_eq!(shown, "POST /bot<token>/getMe; <token>");
                }
                Err(error) => {
                    assert!(!good, "{text}");
                    assert!(text.len() < 6 || !error.to_string().contains(text.trim()), "{error}");
                }
            }
        }
    }
}
