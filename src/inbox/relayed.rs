//! Questions that were passed on to people, so that their answers find the way back.

use anyhow::{Context, Result};

use super::store::{DAY, Store};
use crate::database::writing;

/// For how long an answer may be passed back, in days.
pub(super) const ANSWERED_WITHIN: i64 = 30;

/// A question that was passed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relayed {
    /// The message in the curators' chat.
    pub message: i64,
    /// The chat in which it was asked.
    pub chat: i64,
    /// The topic of a forum in which it was asked.
    pub thread: Option<i64>,
    /// The message that asked it.
    pub question: i64,
    /// Who asked.
    pub person: u64,
    /// The code of the language in which its asker is spoken to.
    pub language: String,
}

/// What speaks against passing a question on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing does.
    Free,
    /// It was passed on before.
    Already,
    /// So many of the same person's were, within a day.
    Many(u32),
}

impl Store {
    pub(super) async fn standing(&self, chat: i64, question: i64, person: u64) -> Result<Standing> {
        let already: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM relayed WHERE chat = $1 AND question = $2")
            .bind(chat)
            .bind(question)
            .fetch_one(&self.pool)
            .await?;
        if already > 0 {
            return Ok(Standing::Already);
        }
        let today: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM relayed WHERE person = $1 AND relayed_at > $2")
            .bind(person.cast_signed())
            .bind((self.clock)() - DAY)
            .fetch_one(&self.pool)
            .await?;
        Ok(match u32::try_from(today) {
            Ok(0) => Standing::Free,
            Ok(many) => Standing::Many(many),
            Err(_) => Standing::Many(u32::MAX),
        })
    }

    pub(super) async fn relay(&self, relayed: &Relayed) -> Result<()> {
        writing(&self.pool, async |connection| {
            sqlx::query(
                "INSERT INTO relayed (message, chat, thread, question, person, language, relayed_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(relayed.message)
            .bind(relayed.chat)
            .bind(relayed.thread)
            .bind(relayed.question)
            .bind(relayed.person.cast_signed())
            .bind(&relayed.language)
            .bind((self.clock)())
            .execute(&mut **connection)
            .await
            .context("the inbox can't be written")?;
            Ok(())
        })
        .await
    }

    pub(super) async fn relayed(&self, message: i64) -> Result<Option<Relayed>> {
        type Row = (i64, i64, Option<i64>, i64, i64, String);
        let row: Option<Row> =
            sqlx::query_as("SELECT message, chat, thread, question, person, language FROM relayed WHERE message = $1")
                .bind(message)
                .fetch_optional(&self.pool)
                .await?;
        Ok(row.map(|(message, chat, thread, question, person, language)| Relayed {
            message,
            chat,
            thread,
            question,
            person: person.cast_unsigned(),
            language,
        }))
    }

    /// Forgets what a person had passed on; the messages in the curators' chat.
    pub(super) async fn forget_relayed(&self, person: u64) -> Result<Vec<i64>> {
        writing(&self.pool, async |connection| {
            let messages = sqlx::query_scalar("DELETE FROM relayed WHERE person = $1 RETURNING message")
                .bind(person.cast_signed())
                .fetch_all(&mut **connection)
                .await?;
            Ok(messages)
        })
        .await
    }
}
