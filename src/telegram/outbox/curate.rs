//! What is done with questions in vain for an admin, in the journal and in the files of the base.

use std::collections::BTreeSet;
use std::sync::Arc;

use anyhow::{Context, Result};

use super::Outbox;
use crate::journal::{Journal, Proposal, mark};
use crate::telegram::desk::act::{Curate, Curating};
use crate::telegram::desk::report::{Curated, Report};
use crate::telegram::desk::service::first_lines;
use crate::telegram::unix_seconds;

impl Outbox {
    /// Does one step of what an admin wants.
    pub(super) async fn curate(&self, curating: Curating, step: Curate) -> Report {
        let came = self.curated(step).await.unwrap_or_else(|error| {
            tracing::error!(error = format!("{error:#}"), "what an admin wanted could not be done");
            Curated::Failed
        });
        Report::Curated(curating, came)
    }

    async fn curated(&self, step: Curate) -> Result<Curated> {
        // What was noted a moment ago is to be seen.
        let settled = self.journal.settled();
        Ok(match (step, &self.kept) {
            (Curate::Undo, _) => {
                let reloader = Arc::clone(&self.reloader);
                Curated::Undone(blocking(move || reloader.undo()).await?.map(readable))
            }
            (_, None) => Curated::NoJournal,
            (Curate::LookForNext(after), Some(journal)) => {
                settled.await?;
                Curated::ForNext { rows: journal.in_vain().await?, hidden: hidden(journal).await?, after }
            }
            (Curate::LookFor(mark, decision), Some(journal)) => {
                settled.await?;
                Curated::For { rows: journal.in_vain().await?, mark, decision }
            }
            (Curate::Ignore { question, marks }, Some(journal)) => {
                journal.ignore(&marks, unix_seconds()).await?;
                Curated::Ignored { question }
            }
            (Curate::Propose { question, language, phrasing_of, what }, Some(journal)) => {
                let id = journal.propose(&question, language, phrasing_of.as_deref(), unix_seconds()).await?;
                let proposal = Proposal { id, question: question.clone(), language, phrasing_of };
                let reloader = Arc::clone(&self.reloader);
                let written = blocking(move || reloader.apply(&[proposal])).await?.map(readable);
                if let Some(Ok(_)) = written {
                    journal.settle(&[id]).await?;
                }
                Curated::Proposed { question, what, written }
            }
            (Curate::Count, Some(journal)) => {
                settled.await?;
                Curated::Counted(journal.stats(unix_seconds()).await?)
            }
        })
    }
}

/// The marks of questions that are not shown again.
async fn hidden(journal: &Journal) -> Result<BTreeSet<String>> {
    let mut hidden = journal.ignored().await?;
    hidden.extend(journal.proposals().await?.iter().map(|proposal| mark(&proposal.question)));
    Ok(hidden)
}

/// What went wrong, short enough for a message.
fn readable<T>(came: Result<T>) -> Result<T, String> {
    came.map_err(|error| first_lines(&format!("{error:#}")))
}

/// Work that takes a while; other chats are answered meanwhile.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.context("it ended in a panic")
}
