//! Questions on their way to the curators, and what these reply on its way back.

use teloxide::types::{ChatId, MessageId, ThreadId, UserId};

use super::Outbox;
use super::failure::Failure;
use crate::inbox::{Relayed, Standing};
use crate::telegram::desk::act::{Answer, Question};
use crate::telegram::desk::page::Sheet;
use crate::telegram::desk::report::{Arrival, Passed, Report};

/// Questions of a person that are passed on within a day.
const MOST_A_DAY: u32 = 10;

impl Outbox {
    /// Passes a question on.
    pub(super) async fn pass_on(&self, question: Question, curators: ChatId, sheets: Vec<Sheet>) -> Report {
        let came = self.passed_on(&question, curators, sheets).await.unwrap_or_else(|error| {
            tracing::warn!(error = format!("{error:#}"), "a question could not be passed on");
            Passed::Failed
        });
        Report::PassedOn(question, came)
    }

    async fn passed_on(&self, question: &Question, curators: ChatId, sheets: Vec<Sheet>) -> anyhow::Result<Passed> {
        let Question { room, message, person, language, .. } = question;
        let (chat, number) = (room.chat.0, i64::from(message.0));
        match self.job.inbox().standing(chat, number, person.0).await? {
            Standing::Already => return Ok(Passed::Already),
            Standing::Many(many) if many >= MOST_A_DAY => return Ok(Passed::Enough),
            Standing::Free | Standing::Many(_) => {}
        }
        let sent = self.say(curators, None, None, sheets).await.map_err(|failure| anyhow::anyhow!("{failure}"))?;
        let thread = room.thread.map(|ThreadId(MessageId(thread))| i64::from(thread));
        let language = language.code().to_string();
        let message = i64::from(sent.0);
        let relayed = Relayed { message, chat, thread, question: number, person: person.0, language };
        self.job.inbox().relay(&relayed).await?;
        Ok(Passed::On)
    }

    /// The question that was passed on by a message in the curators' chat, if it was.
    pub(super) async fn asker(&self, message: Option<MessageId>) -> Option<Relayed> {
        match self.job.inbox().relayed(i64::from(message?.0)).await {
            Ok(relayed) => relayed,
            Err(error) => {
                tracing::warn!(error = format!("{error:#}"), "whom a reply is for could not be looked up");
                None
            }
        }
    }

    /// Takes what the curators replied back to who asked.
    pub(super) async fn bring_back(&self, answer: Answer, sheets: Vec<Sheet>) -> Report {
        let came = match self.say(answer.chat, answer.thread, answer.question, sheets).await {
            Ok(_) => Arrival::Arrived,
            Err(Failure::Unwelcome(_)) => Arrival::Gone,
            Err(failure) => {
                tracing::warn!(%failure, "what a person answered could not be sent");
                Arrival::Failed
            }
        };
        Report::BroughtBack(answer, came)
    }

    /// Forgets what a person had passed on; the messages in the curators' chat.
    pub(super) async fn forget_relayed(&self, person: UserId) -> anyhow::Result<Vec<MessageId>> {
        let messages = self.job.inbox().forget_relayed(person.0).await?;
        Ok(messages.into_iter().filter_map(|message| i32::try_from(message).ok()).map(MessageId).collect())
    }

    /// Says something in any chat; the first message that it became.
    async fn say(
        &self,
        mut chat: ChatId,
        thread: Option<ThreadId>,
        reply_to: Option<MessageId>,
        sheets: Vec<Sheet>,
    ) -> Result<MessageId, Failure> {
        let mut first = None;
        for sheet in sheets {
            let sent = self.send_sheet(&mut chat, thread, reply_to, sheet).await?;
            first = first.or(Some(sent));
        }
        first.ok_or_else(|| Failure::Rejected(0, "there was nothing to say".to_string()))
    }
}
