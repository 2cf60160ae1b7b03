//! How much the journal holds at most: of a person a day, and in all.

use anyhow::Result;
use sqlx::AnyConnection;

use super::Journal;
use crate::database::{Pool, Sql};

/// Entries of one person that are kept within a day: more than anybody means.
pub(super) const MOST_A_DAY: i64 = 100;
/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;
/// One in so many of all entries goes at once.
const SHARE: i64 = 20;

/// How many bytes hold something. A server gives back what is erased when it likes: there, they are reckoned.
const USED: Sql = Sql {
    file: "SELECT (page_count - freelist_count) * page_size
           FROM pragma_page_count(), pragma_freelist_count(), pragma_page_size()",
    server: "SELECT COALESCE((SELECT SUM(octet_length(question) + octet_length(nearest) + 200) FROM in_vain), 0)
             + COALESCE((SELECT SUM(octet_length(question) + octet_length(words) + 200) FROM remark), 0)
             + (SELECT COUNT(*) * 200 FROM vote)",
};

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// It is kept.
    Kept,
    /// Its person had left as many as are kept within a day.
    TooMany,
}

impl Journal {
    /// Erases the oldest entries until what is left takes at most `most` bytes. How many.
    ///
    /// # Errors
    /// When it can't be written; then some may be erased.
    pub async fn shrink(&self, most: u64) -> Result<u64> {
        let mut erased = 0;
        while used_bytes(&self.pool).await? > most {
            let Some(last) = self.end_of_oldest().await? else { break };
            erased += self.expire(last.saturating_add(1)).await?;
        }
        Ok(erased)
    }

    /// When the last one of the oldest entries was made, a share of all; none where there are none.
    async fn end_of_oldest(&self) -> Result<Option<i64>> {
        let all = "SELECT asked_at AS at FROM in_vain UNION ALL SELECT voted_at FROM vote
                   UNION ALL SELECT said_at FROM remark";
        let count: i64 =
            sqlx::query_scalar(&format!("SELECT COUNT(*) FROM ({all}) AS entries")).fetch_one(&self.pool).await?;
        Ok(sqlx::query_scalar(&format!("SELECT at FROM ({all}) AS entries ORDER BY at LIMIT 1 OFFSET $1"))
            .bind(count / SHARE)
            .fetch_optional(&self.pool)
            .await?)
    }
}

pub(super) async fn used_bytes(pool: &Pool) -> Result<u64> {
    let bytes: i64 = sqlx::query_scalar(USED.of(pool)).fetch_one(pool).await?;
    Ok(bytes.unsigned_abs())
}

/// Whether a person left as many entries as are kept within a day.
pub(super) async fn had_enough(connection: &mut AnyConnection, person: &str, at: i64) -> Result<bool> {
    let left: i64 = sqlx::query_scalar(
        "SELECT (SELECT COUNT(*) FROM in_vain WHERE person = $1 AND asked_at > $2)
         + (SELECT COUNT(*) FROM vote WHERE person = $1 AND voted_at > $2)
         + (SELECT COUNT(*) FROM remark WHERE person = $1 AND said_at > $2)",
    )
    .bind(person)
    .bind(at.saturating_sub(DAY))
    .fetch_one(connection)
    .await?;
    Ok(left >= MOST_A_DAY)
}

#[cfg(test)]
mod tests {
    use super::{MOST_A_DAY, used_bytes};
    use crate::journal::tests::{QUESTION, bytes, fresh, holds, in_vain, vote};
    use crate::journal::{Entry, Reason, Recorded, Vote};

    #[tokio::test]
    async fn a_person_leaves_so_many_entries_a_day_and_no_more() {
        let (_folder, _, journal) = fresh().await;
        let enough = u64::try_from(MOST_A_DAY).unwrap();
        for number in 0..enough {
            let entry = match number % 3 {
                0 => in_vain(7, &number.to_string(), Reason::Refused),
                1 => vote(7, &number.to_string(), Vote::Up),
                _ => remark(7, &number.to_string()),
            };
            assert_eq!(journal.record(&entry, 1000).await.unwrap(), Recorded::Kept);
        }
        let more = in_vain(7, "more", Reason::Unclear);
        for (person, at, expected) in
            [(7, 1001, Recorded::TooMany), (8, 1001, Recorded::Kept), (7, 1000 + 86_400, Recorded::Kept)]
        {
            let entry = if person == 7 { more.clone() } else { in_vain(8, "more", Reason::Unclear) };
            assert_eq!(journal.record(&entry, at).await.unwrap(), expected, "{person} {at}");
        }
        assert_eq!(journal.forget(7).await.unwrap(), enough + 1);
    }

    fn remark(person: u64, words: &str) -> Entry {
        Entry::Remark { person, fact: "hours".to_string(), question: QUESTION.to_string(), words: words.to_string() }
    }

    #[tokio::test]
    async fn the_oldest_goes_where_all_of_it_takes_too_much_room() {
        let (_folder, path, journal) = fresh().await;
        let long = "long ".repeat(100);
        for number in 0..400 {
            let entry = in_vain(u64::try_from(number).unwrap(), &format!("{number} {long}"), Reason::Refused);
            journal.record(&entry, number).await.unwrap();
        }
        let most = 200_000;
        assert!(used_bytes(&journal.pool).await.unwrap() > most);
        let erased = journal.shrink(most).await.unwrap();
        assert!(used_bytes(&journal.pool).await.unwrap() <= most);
        let left = journal.in_vain().await.unwrap();
        assert_eq!(erased, 400 - u64::try_from(left.len()).unwrap());
        assert!(left.len() > 100 && left[0].question.starts_with(&format!("{erased} ")), "{erased}");
        assert!(!holds(&bytes(&path), &format!("{} long", erased - 1)));
        // Smaller than an empty journal is none.
        journal.shrink(1).await.unwrap();
        assert_eq!(journal.in_vain().await.unwrap(), []);
    }
}
