//! The key of the hashes of people and chats. It lies in a file of its own beside the journal, so that who gets hold of
//! the journal alone can't find out whose a hash is by trying all numbers that Telegram gives.

use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use sha2::{Digest, Sha256};
use sqlx::{AnyConnection, Connection as _};
use tempfile::NamedTempFile;

use super::hex;
use crate::database::{Pool, is_shared, narrow, writing};
use crate::disk::{self, Limit};

/// Bytes of the key: as many as the hash has.
const LENGTH: usize = 32;
const LIMIT: Limit = Limit { most: 1024, mend: "bring back the key that was there" };
/// Hexadecimal digits of the mark by which a key is known again.
const MARK: usize = 16;
/// The columns with hashes.
const HASHES: [(&str, &str); 3] = [("in_vain", "person"), ("vote", "person"), ("chat", "chat")];

/// The key of a journal.
#[derive(Clone)]
pub(super) struct Key(String);

impl std::fmt::Debug for Key {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("<key>")
    }
}

impl Key {
    /// The key of the journal at `path`; the first caller makes it, and hashes what an older program kept.
    ///
    /// # Errors
    /// When it can't be read or made, or is not that of the journal: how to mend it.
    pub(super) async fn of(pool: &Pool, path: &Path) -> Result<Self> {
        let file = path.with_extension("key");
        let mark: Option<String> =
            sqlx::query_scalar("SELECT mark FROM keyed WHERE id = 1").fetch_optional(pool).await?;
        let key = match (read(&file)?, &mark) {
            (Some(key), _) => key,
            (None, None) => make(&file)?,
            (None, Some(_)) => bail!("its key `{}` is missing: {}", file.display(), how_to_mend(pool, path)),
        };
        match mark {
            Some(mark) if mark == key.mark() => Ok(key),
            Some(_) => bail!("`{}` is not its key: {}", file.display(), how_to_mend(pool, path)),
            None => {
                writing(pool, async |connection| key.take_over(connection).await).await?;
                Ok(key)
            }
        }
    }

    /// Hashes once more, with the key, what was hashed without it.
    pub(super) fn over(&self, hash: &str) -> String {
        hex(&Sha256::new().chain_update(&self.0).chain_update(hash).finalize())
    }

    fn mark(&self) -> String {
        self.over("the mark of the key")[..MARK].to_string()
    }

    /// Hashes what a program without keys kept, all or nothing of it.
    async fn take_over(&self, connection: &mut AnyConnection) -> Result<()> {
        let mut transaction = connection.begin().await?;
        // Another program may have done it just now.
        let first = sqlx::query("INSERT INTO keyed (id, mark) VALUES (1, $1) ON CONFLICT (id) DO NOTHING")
            .bind(self.mark())
            .execute(&mut *transaction)
            .await?
            .rows_affected();
        if first == 0 {
            return Ok(());
        }
        for (table, column) in HASHES {
            let old: Vec<String> = sqlx::query_scalar(&format!("SELECT DISTINCT {column} FROM {table}"))
                .fetch_all(&mut *transaction)
                .await?;
            for hash in old {
                sqlx::query(&format!("UPDATE {table} SET {column} = $1 WHERE {column} = $2"))
                    .bind(self.over(&hash))
                    .bind(hash)
                    .execute(&mut *transaction)
                    .await?;
            }
        }
        Ok(transaction.commit().await?)
    }
}

/// Without its key nobody's entries can be found, and so none erased when somebody wants that.
fn how_to_mend(pool: &Pool, path: &Path) -> String {
    if is_shared(pool) {
        return "copy it from the machine on which the bot was started first".to_string();
    }
    let aside = path.with_extension("old");
    format!("bring it back from where it was copied to, or move the journal away, say to `{}`", aside.display())
}

fn read(file: &Path) -> Result<Option<Key>> {
    let shown = file.display();
    let text = match disk::read_text(file, LIMIT) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("its key `{shown}` can't be read")),
    };
    narrow(file)
        .with_context(|| format!("its key `{shown}` may be read by others, and its mode can't be changed to 600"))?;
    let text = text.trim();
    if text.len() != 2 * LENGTH || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        bail!("`{shown}` holds no key, which has {} hexadecimal digits", 2 * LENGTH);
    }
    Ok(Some(Key(text.to_string())))
}

fn make(file: &Path) -> Result<Key> {
    let could_not = || format!("could not make its key `{}`", file.display());
    let mut fresh = [0; LENGTH];
    getrandom::fill(&mut fresh).map_err(|error| anyhow!("the system gives no random numbers: {error}"))?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Whole or not at all, readable by its owner only, and the first of two wins.
    let mut whole = NamedTempFile::new_in(folder).with_context(could_not)?;
    writeln!(whole, "{}", hex(&fresh)).with_context(could_not)?;
    match whole.persist_noclobber(file) {
        Ok(_) => {}
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error.error).with_context(could_not),
    }
    read(file)?.with_context(could_not)
}

#[cfg(test)]
mod tests {
    use crate::journal::tests::{QUESTION, bytes, fresh, holds, in_vain, vote};
    use crate::journal::{Journal, Reason, Vote, hex};
    use crate::text::Language;
    use sqlx::sqlite::SqliteConnectOptions;
    use sqlx::{ConnectOptions, Connection, Executor};
    use std::fs;

    #[tokio::test]
    async fn a_person_can_not_be_told_from_the_file() {
        let person = 7_301_223_344;
        let mut hashes = Vec::new();
        for _ in 0..2 {
            let (_folder, path, journal) = fresh().await;
            journal.record(&in_vain(person, "a", Reason::Refused), 1).await.unwrap();
            journal.record(&vote(person, "hours", Vote::Up), 1).await.unwrap();
            journal.set_language(7_301_223_344, Some(Language::English)).await.unwrap();
            let bytes = bytes(&path);
            assert!(holds(&bytes, "hours") && !holds(&bytes, "7301223344"));
            for raw in [person.to_le_bytes(), person.to_be_bytes()] {
                assert!(!bytes.windows(8).any(|window| window == raw || window[..6] == raw[2..]));
            }
            journal.close().await;
            // The salt stays with the file.
            let journal = Journal::open(&path).await.unwrap();
            journal.record(&in_vain(person, "b", Reason::Refused), 1).await.unwrap();
            let rows = journal.in_vain().await.unwrap();
            assert_eq!(rows[0].person, rows[1].person);
            hashes.push(rows[0].person.clone());
        }
        assert_ne!(hashes[0], hashes[1]);
        assert_eq!(hashes[0].len(), 64);
    }

    /// A journal as a program without keys left it: hashes made with its salt alone.
    #[tokio::test]
    async fn what_was_kept_without_a_key_is_found_with_it_and_the_key_is_needed() {
        let (_folder, path, journal) = fresh().await;
        journal.record(&in_vain(7, QUESTION, Reason::Unclear), 1).await.unwrap();
        journal.set_language(7, Some(Language::Chinese)).await.unwrap();
        let with_key = journal.in_vain().await.unwrap()[0].person.clone();
        let salt = journal.salt.to_string();
        journal.close().await;
        let without = hex(&<sha2::Sha256 as sha2::Digest>::digest(format!("{salt}7")));
        let mut connection = SqliteConnectOptions::new().filename(&path).connect().await.unwrap();
        for statement in [
            "DELETE FROM keyed".to_string(),
            format!("UPDATE in_vain SET person = '{without}'"),
            format!("UPDATE chat SET chat = '{without}'"),
        ] {
            connection.execute(statement.as_str()).await.unwrap();
        }
        connection.close().await.unwrap();
        let journal = Journal::open(&path).await.unwrap();
        assert_eq!(journal.in_vain().await.unwrap()[0].person, with_key);
        assert_eq!(journal.language(7).await.unwrap(), Some(Language::Chinese));
        assert_eq!(journal.forget(7).await.unwrap(), 2);
        journal.close().await;
        let key = path.with_extension("key");
        for (text, expected) in [
            (None, "is missing: bring it back"),
            (Some("no key"), "holds no key, which has 64 hexadecimal digits"),
            (Some(&*"0".repeat(64)), "is not its key: bring it back"),
        ] {
            match text {
                None => fs::remove_file(&key).unwrap(),
                Some(text) => fs::write(&key, text).unwrap(),
            }
            let error = format!("{:#}", Journal::open(&path).await.unwrap_err());
            assert!(error.contains(expected), "{error}");
        }
    }
}
