//! What admins made of questions in vain.

use std::collections::BTreeSet;

use anyhow::Result;
use sha2::{Digest, Sha256};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::{Journal, hex};
use crate::database::{Pool, writing};
use crate::text::Language;

/// Hexadecimal digits of the mark of a question: so many fit into a button, and no two questions share one by chance.
const MARK: usize = 12;

/// What is to become of a question in vain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its number in the journal.
    pub id: i64,
    /// The question in its normal form.
    pub question: String,
    /// In which language.
    pub language: Language,
    /// The id of the fact that it is another phrasing of; none where the source doesn't tell it.
    pub phrasing_of: Option<String>,
}

/// What came of writing proposals into a base.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// The numbers of those that are written.
    pub written: Vec<i64>,
    /// The numbers of those that are not, and why: the base would not be sound with them.
    pub refused: Vec<(i64, String)>,
    /// Questions of the base that found their fact before, and don't now.
    pub broken: Vec<String>,
}

/// The mark of a question in its normal form.
pub fn mark(question: &str) -> String {
    let mut mark = hex(&Sha256::digest(question));
    mark.truncate(MARK);
    mark
}

impl Journal {
    /// Keeps what is to become of a question, instead of what was to become of it before; the number of it.
    ///
    /// # Errors
    /// When it can't be written.
    pub async fn propose(&self, question: &str, language: Language, phrasing_of: Option<&str>, at: i64) -> Result<i64> {
        writing(&self.pool, async |connection| {
            let id = sqlx::query_scalar(
                "INSERT INTO proposal (question, language, fact, decided_at) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (question, language) DO UPDATE SET fact = excluded.fact, decided_at = excluded.decided_at
                 RETURNING id",
            )
            .bind(question)
            .bind(language.code())
            .bind(phrasing_of)
            .bind(at)
            .fetch_one(&mut **connection)
            .await?;
            Ok(id)
        })
        .await
    }

    /// What is to be written into the base, in the order in which it was decided.
    ///
    /// # Errors
    /// When it can't be read.
    pub async fn proposals(&self) -> Result<Vec<Proposal>> {
        let rows = sqlx::query("SELECT id, question, language, fact FROM proposal ORDER BY decided_at, id")
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.iter().filter_map(proposal).collect())
    }

    /// Forgets proposals: they are written, or can't be.
    ///
    /// # Errors
    /// When it can't be written.
    pub async fn settle(&self, ids: &[i64]) -> Result<()> {
        writing(&self.pool, async |connection| {
            for id in ids {
                sqlx::query("DELETE FROM proposal WHERE id = $1").bind(id).execute(&mut **connection).await?;
            }
            Ok(())
        })
        .await
    }

    /// Has questions with these marks not come again.
    ///
    /// # Errors
    /// When it can't be written.
    pub async fn ignore(&self, marks: &[String], at: i64) -> Result<()> {
        writing(&self.pool, async |connection| {
            for mark in marks {
                sqlx::query("INSERT INTO ignored (mark, ignored_at) VALUES ($1, $2) ON CONFLICT (mark) DO NOTHING")
                    .bind(mark)
                    .bind(at)
                    .execute(&mut **connection)
                    .await?;
            }
            Ok(())
        })
        .await
    }

    /// The marks of questions that shall not come again.
    ///
    /// # Errors
    /// When they can't be read.
    pub async fn ignored(&self) -> Result<BTreeSet<String>> {
        ignored(&self.pool).await
    }
}

pub(super) async fn ignored(pool: &Pool) -> Result<BTreeSet<String>> {
    let marks: Vec<String> = sqlx::query_scalar("SELECT mark FROM ignored").fetch_all(pool).await?;
    Ok(marks.into_iter().collect())
}

/// A row; none where it can't be read.
fn proposal(row: &AnyRow) -> Option<Proposal> {
    let code: &str = row.try_get(2).ok()?;
    Some(Proposal {
        id: row.try_get(0).ok()?,
        question: row.try_get(1).ok()?,
        language: Language::ALL.into_iter().find(|language| language.code() == code)?,
        phrasing_of: row.try_get(3).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::mark;
    use crate::journal::Reader;
    use crate::journal::tests::fresh;
    use crate::text::Language;

    #[tokio::test]
    async fn what_admins_decide_is_kept_until_it_is_written() {
        let (_folder, path, journal) = fresh().await;
        let english = Language::English;
        let first = journal.propose("who paints", english, Some("painter"), 1).await.unwrap();
        let second = journal.propose("谁画的", Language::Chinese, None, 2).await.unwrap();
        // The last word counts.
        assert_eq!(journal.propose("who paints", english, None, 3).await.unwrap(), first);
        let reader = Reader::open(&path).await.unwrap();
        assert_eq!(reader.proposed().await.unwrap(), 2);
        let proposals = journal.proposals().await.unwrap();
        let told: Vec<_> =
            proposals.iter().map(|one| (one.id, one.question.as_str(), one.phrasing_of.clone())).collect();
        assert_eq!(told, [(second, "谁画的", None), (first, "who paints", None)]);
        journal.settle(&[first, second]).await.unwrap();
        assert_eq!(journal.proposals().await.unwrap(), []);
        let marks = [mark("who paints")];
        journal.ignore(&marks, 4).await.unwrap();
        journal.ignore(&marks, 5).await.unwrap();
        assert_eq!(reader.ignored().await.unwrap(), marks.into());
    }
}
