//! The journal's file, and the salt of its hashes.

use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Result, anyhow};
use sqlx::migrate::Migrator;

use crate::database::{self, Kind, Pool, Server, migrator};

pub(super) static MIGRATIONS: LazyLock<Migrator> = LazyLock::new(|| {
    migrator([
        (1, "journal", include_str!("migrations/0001_journal.sql")),
        (2, "nearest", include_str!("migrations/0002_nearest.sql")),
        (3, "keyed", include_str!("migrations/0003_keyed.sql")),
        (4, "curated", include_str!("migrations/0004_curated.sql")),
    ])
});
pub(super) static ON_SERVER: LazyLock<Migrator> =
    LazyLock::new(|| migrator([(4, "journal", include_str!("server/0004_journal.sql"))]));

pub(super) const KIND: Kind = Kind {
    name: "journal",
    elsewhere: "name another file with `--journal`",
    // One that writes, and one that reads meanwhile.
    connections: 2,
    exclusive: false,
    application_id: i32::from_be_bytes(*b"cbjl"),
    own_table: "in_vain",
};
/// What the journal of all bots is called on a server.
pub(super) const SCHEMA: &str = "citebot";
/// Bytes of the salt: as many as the hash has.
const SALT: usize = 32;

/// Opens the file, or makes it, and its folder.
pub(super) async fn open(path: &Path) -> Result<Pool> {
    database::open(path, KIND, &MIGRATIONS).await
}

/// Opens the schema on a server, or makes it.
pub(super) async fn open_on_server(server: &Server) -> Result<Pool> {
    database::open_on_server(server, SCHEMA, &ON_SERVER).await
}

/// The salt of the file; the first caller makes it.
pub(super) async fn salt(pool: &Pool) -> Result<String> {
    let mut fresh = [0; SALT];
    getrandom::fill(&mut fresh).map_err(|error| anyhow!("the system gives no random numbers: {error}"))?;
    sqlx::query("INSERT INTO salt (id, value) VALUES (1, $1) ON CONFLICT (id) DO NOTHING")
        .bind(super::hex(&fresh))
        .execute(pool)
        .await?;
    Ok(sqlx::query_scalar("SELECT value FROM salt WHERE id = 1").fetch_one(pool).await?)
}

#[cfg(test)]
mod tests {
    use crate::journal::tests::{QUESTION, another, fresh, in_vain, shown, vote};
    use crate::journal::{Journal, Reader, Reason, Vote, VoteCount};
    use expect_test::expect;
    use sqlx::migrate::Migrator;
    use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
    use sqlx::{Connection, Executor};
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::time::Duration;
    use tempfile::TempDir;

    #[tokio::test]
    async fn opening_twice_and_at_once_changes_nothing() {
        let (_folder, path, first) = fresh().await;
        first.record(&in_vain(1, "a", Reason::Refused), 1).await.unwrap();
        let second = Journal::open(&path).await.unwrap();
        second.record(&in_vain(1, "b", Reason::Refused), 2).await.unwrap();
        assert_eq!(shown(&first).await, shown(&second).await);
        first.close().await;
        second.close().await;
        let third = Journal::open(&path).await.unwrap();
        expect![[r#"
            1 person 0 en refused: a (hours,address)
            2 person 0 en refused: b (hours,address)
        "#]]
        .assert_eq(&shown(&third).await);
    }

    #[tokio::test]
    async fn a_journal_of_the_first_version_is_brought_up_to_date() {
        let folder = tempfile::tempdir().unwrap();
        let (first, path) = (folder.path().join("migrations"), folder.path().join("journal.sqlite"));
        fs::create_dir(&first).unwrap();
        fs::write(first.join("0001_journal.sql"), include_str!("migrations/0001_journal.sql")).unwrap();
        let mut old =
            SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(&path).create_if_missing(true))
                .await
                .unwrap();
        Migrator::new(first.as_path()).await.unwrap().run(&mut old).await.unwrap();
        let entries = "INSERT INTO in_vain (person, question, language, reason, nearest, asked_at)
                       VALUES ('p', 'a', 'en', 'refused', 'hours', 1), ('q', 'b', 'zh', 'thumbs-down', 'hours address', 2);
                       INSERT INTO vote (person, fact, vote, voted_at) VALUES ('p', 'hours', 'up', 3), ('q', 'hours', 'down', 4);
                       INSERT INTO salt (id, value) VALUES (1, 'salt');
                       INSERT INTO chat (chat, language) VALUES ('c', 'zh')";
        old.execute(entries).await.unwrap();
        old.close().await.unwrap();
        // Who only reads it leaves it as it is.
        let (before, reader) = (fs::read(&path).unwrap(), Reader::open(&path).await.unwrap());
        let mut questions = Vec::new();
        assert_eq!(reader.in_vain(|row| questions.push(row.question)).await.unwrap(), 0);
        assert_eq!(questions, ["a", "b"]);
        let hours = VoteCount { fact: "hours".to_string(), up: 1, down: 1, denied: 0 };
        assert_eq!(reader.votes().await.unwrap(), [hours]);
        assert!(reader.ignored().await.unwrap().is_empty() && reader.remarks().await.unwrap().is_empty());
        reader.close().await;
        assert!(fs::read(&path).unwrap() == before);
        let journal = Journal::open(&path).await.unwrap();
        journal.record(&in_vain(1, "c", Reason::NearestDenied), 5).await.unwrap();
        journal.record(&vote(1, "hours", Vote::Denied), 5).await.unwrap();
        expect![[r#"
            1 person 0 en refused: a (hours)
            2 person 1 zh thumbs-down: b (hours,address)
            5 person 2 en nearest-denied: c (hours,address)
            hours: 1 up, 1 down, 1 denied
        "#]]
        .assert_eq(&shown(&journal).await);
        assert_eq!((&*journal.salt, journal.expire(3).await.unwrap()), ("salt", 2));
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn the_file_is_its_owners() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, path, journal) = fresh().await;
        journal.record(&in_vain(1, "a", Reason::Refused), 1).await.unwrap();
        let folder = path.parent().unwrap();
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(folder), mode(folder.parent().unwrap())), (0o700, 0o700));
        let files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
        assert!(files.len() > 1, "{files:?}");
        for file in files {
            assert_eq!(mode(&file), 0o600, "{}", file.display());
        }
    }

    /// Why a file can't be opened.
    async fn error(path: &Path, folder: &TempDir) -> String {
        let error = format!("{:#}\n", Journal::open(path).await.unwrap_err());
        error.replace(folder.path().to_str().unwrap(), "[folder]")
    }

    #[tokio::test]
    async fn a_file_that_cannot_be_opened_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let letter = folder.path().join("letter.txt");
        fs::write(&letter, "Dear all, ".repeat(200)).unwrap();
        let mut errors = String::new();
        for path in [&letter, &letter.join("journal.sqlite"), folder.path()] {
            errors += &error(path, &folder).await;
        }
        expect![[r#"
            `[folder]/letter.txt` is no journal, or a damaged one: move it away, or name another file with `--journal`
            could not make the journal `[folder]/letter.txt/journal.sqlite`: name another file with `--journal`: File exists (os error 17)
            `[folder]` is a folder, and the journal is a file: name another file with `--journal`
        "#]]
        .assert_eq(&errors);
        assert!(fs::read(&letter).unwrap().starts_with(b"Dear all, Dear"));
    }

    #[tokio::test]
    async fn the_journal_of_another_version_is_left_alone() {
        let (folder, path, journal) = fresh().await;
        journal.close().await;
        let later = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                     VALUES (999, 'later', TRUE, x'00', 0)";
        another(&path).await.execute(later).await.unwrap();
        expect![[r#"
            the journal `[folder]/state/citebot/journal.sqlite` is from another version of citebot (migration 999 was previously applied but is missing in the resolved migrations); use that one, or name another file with `--journal`
        "#]]
        .assert_eq(&error(&path, &folder).await);
    }

    #[tokio::test]
    async fn a_journal_that_is_locked_as_a_whole_is_not_waited_for() {
        // A file that nobody else has open: the connections of a closed journal end a little later on a busy machine.
        let (_folder, path, _journal) = fresh().await;
        let path = path.with_file_name("locked.sqlite");
        let mut other =
            SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(&path).create_if_missing(true))
                .await
                .unwrap();
        let lock = "PRAGMA journal_mode = WAL; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE lock (a); COMMIT";
        other.execute(lock).await.unwrap();
        let opened = tokio::time::timeout(Duration::from_secs(5), Journal::open(&path)).await.unwrap();
        let error = format!("{:#}", opened.unwrap_err());
        assert!(error.contains("is locked by another program"), "{error}");
    }

    #[tokio::test]
    async fn two_programs_that_begin_at_once_both_do() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.sqlite");
        let (one, other) = tokio::join!(Journal::open(&path), Journal::open(&path));
        let (one, other) = (one.unwrap(), other.unwrap());
        one.record(&in_vain(7, QUESTION, Reason::Unclear), 1).await.unwrap();
        assert_eq!(other.forget(7).await.unwrap(), 1);
    }
}
