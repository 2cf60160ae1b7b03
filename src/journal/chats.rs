//! What a chat has set and a restart must not lose.

use anyhow::Result;
use sqlx::Connection as _;

use super::{Journal, language};
use crate::database::writing;
use crate::text::Language;

impl Journal {
    /// The language that a chat chose; none for that of each question.
    ///
    /// # Errors
    /// When it can't be read.
    pub async fn language(&self, chat: i64) -> Result<Option<Language>> {
        let code: Option<String> = sqlx::query_scalar("SELECT language FROM chat WHERE chat = $1")
            .bind(self.hash(&chat))
            .fetch_optional(&self.pool)
            .await?;
        code.map(|code| language(&code)).transpose()
    }

    /// Keeps the language that a chat chose.
    ///
    /// # Errors
    /// When it can't be written.
    pub async fn set_language(&self, chat: i64, language: Option<Language>) -> Result<()> {
        let set = match language {
            None => sqlx::query("DELETE FROM chat WHERE chat = $1").bind(self.hash(&chat)),
            Some(language) => sqlx::query(
                "INSERT INTO chat (chat, language) VALUES ($1, $2)
                 ON CONFLICT (chat) DO UPDATE SET language = excluded.language",
            )
            .bind(self.hash(&chat))
            .bind(language.code()),
        };
        self.execute(set).await
    }

    /// Takes what a chat has set along to its new number, as when a group becomes a supergroup.
    ///
    /// # Errors
    /// When it can't be written; then nothing is moved.
    pub async fn move_chat(&self, from: i64, to: i64) -> Result<()> {
        let (from, to) = (self.hash(&from), self.hash(&to));
        writing(&self.pool, async |connection| {
            let mut transaction = connection.begin().await?;
            sqlx::query(
                "INSERT INTO chat (chat, language) SELECT $2, language FROM chat WHERE chat = $1
                 ON CONFLICT (chat) DO UPDATE SET language = excluded.language",
            )
            .bind(&from)
            .bind(&to)
            .execute(&mut *transaction)
            .await?;
            // A chat that moves to itself stays.
            sqlx::query("DELETE FROM chat WHERE chat = $1 AND chat <> $2")
                .bind(&from)
                .bind(&to)
                .execute(&mut *transaction)
                .await?;
            Ok(transaction.commit().await?)
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use crate::journal::Journal;
    use crate::journal::tests::fresh;
    use crate::text::Language;

    #[tokio::test]
    async fn a_chat_keeps_its_language() {
        const ENGLISH: Option<Language> = Some(Language::English);
        const CHINESE: Option<Language> = Some(Language::Chinese);
        let (_folder, path, journal) = fresh().await;
        journal.set_language(-5, ENGLISH).await.unwrap();
        journal.set_language(-5, CHINESE).await.unwrap();
        journal.set_language(6, ENGLISH).await.unwrap();
        journal.set_language(7, ENGLISH).await.unwrap();
        journal.set_language(7, None).await.unwrap();
        journal.close().await;
        let journal = Journal::open(&path).await.unwrap();
        for (chat, language) in [(-5, CHINESE), (6, ENGLISH), (7, None), (5, None)] {
            assert_eq!(journal.language(chat).await.unwrap(), language, "{chat}");
        }
        for (from, to) in [(-5, -100), (-100, -100), (8, 6)] {
            journal.move_chat(from, to).await.unwrap();
        }
        for (chat, language) in [(-5, None), (-100, CHINESE), (6, ENGLISH), (8, None)] {
            assert_eq!(journal.language(chat).await.unwrap(), language, "{chat}");
        }
        journal.move_chat(-100, 6).await.unwrap();
        assert_eq!((journal.language(6).await.unwrap(), journal.language(-100).await.unwrap()), (CHINESE, None));
    }
}
