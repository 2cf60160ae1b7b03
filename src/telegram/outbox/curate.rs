//! What is done with questions in vain for an admin, in the journal and in the files of the base.

use std::collections::BTreeSet;
use std::sync::Arc;

use anyhow::{Context, Result};

use super::Outbox;
use crate::journal::{Journal, Proposal, mark};
use crate::telegram::desk::act::{Curate, Curating, Wish};
use crate::telegram::desk::report::{Curated, Report};
use crate::telegram::desk::service::first_lines;
use crate::telegram::unix_seconds;

impl Outbox {
    /// Does one step of what an admin wants.
    pub(super) async fn curate(&self, curating: Curating, step: Curate) -> Report {
        let came = self.curated(curating, step).await.unwrap_or_else(|error| {
            tracing::error!(error = format!("{error:#}"), "what an admin wanted could not be done");
            Curated::Failed
        });
        Report::Curated(curating, came)
    }

    async fn curated(&self, curating: Curating, step: Curate) -> Result<Curated> {
        if matches!(step, Curate::Undo) {
            let reloader = Arc::clone(&self.reloader);
            let undone = blocking(move || reloader.undo()).await?;
            return Ok(Curated::Undone(undone.map(readable)));
        }
        let Some(journal) = &self.kept else { return Ok(Curated::NoJournal) };
        Ok(match step {
            Curate::Look => {
                // What was noted a moment ago is to be seen.
                self.journal.settled().await?;
                let hidden = match curating.wish {
                    Wish::Next(_) => hidden(journal).await?,
                    Wish::Decide(..) | Wish::Undo | Wish::Stats => BTreeSet::new(),
                };
                Curated::InVain { rows: journal.in_vain().await?, hidden }
            }
            Curate::Ignore { question, marks } => {
                journal.ignore(&marks, unix_seconds()).await?;
                Curated::Ignored { question }
            }
            Curate::Propose { question, language, phrasing_of, what } => {
                let id = journal.propose(&question, language, phrasing_of.as_deref(), unix_seconds()).await?;
                let proposal = Proposal { id, question: question.clone(), language, phrasing_of };
                let reloader = Arc::clone(&self.reloader);
                let written = blocking(move || reloader.apply(&[proposal])).await?.map(readable);
                if let Some(Ok(_)) = written {
                    journal.settle(&[id]).await?;
                }
                Curated::Proposed { question, what, written }
            }
            Curate::Count => {
                self.journal.settled().await?;
                Curated::Counted(journal.stats(unix_seconds()).await?)
            }
            Curate::Undo => Curated::Failed,
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
