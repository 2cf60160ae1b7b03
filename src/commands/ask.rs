//! `citebot ask`: one question, or one a line, each on its own.

use std::io::{self, BufRead, Write};

use super::Status;
use crate::conversation::{Memory, Turn, turn};
use crate::lines::Lines;
use crate::matching::Prepared;
use crate::reply::{Reply, ReplyKind, in_language, json, plain, reply, why};
use crate::text::Language;

/// Most bytes of a line of plain text that are looked at: of a question, far fewer are read.
pub const LONGEST_LINE: usize = 64 * 1024;

/// How answers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Whether an answer comes with how it came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// The answer alone.
    Plain,
    /// With the reasons.
    Why,
}

/// A base that is asked, and how its answers are written.
pub struct Asker<'a> {
    /// What is asked.
    pub prepared: &'a Prepared,
    /// The language of the replies; none for that of each question.
    pub language: Option<Language>,
    /// How answers are written.
    pub form: OutputFormat,
    /// What comes with them.
    pub detail: Detail,
}

impl Asker<'_> {
    /// Answers one question.
    ///
    /// # Errors
    /// When `out` takes no more.
    pub fn one(&self, question: &str, out: &mut dyn Write) -> io::Result<Status> {
        let turn = turn(self.prepared, &mut Memory::default(), question);
        let turn = in_language(turn, self.language);
        let reply = reply(self.prepared.base(), &turn);
        writeln!(out, "{}", self.written(&turn, &reply))?;
        Ok(match reply.kind {
            ReplyKind::Answer => Status::Good,
            ReplyKind::Nearest | ReplyKind::Clarify | ReplyKind::Unclear | ReplyKind::Refuse | ReplyKind::SmallTalk => {
                Status::Bad
            }
        })
    }

    /// Answers each line of `input`; blank ones ask nothing. Good if every question was answered, and there was one.
    ///
    /// # Errors
    /// When `input` can't be read or `out` takes no more.
    pub fn each(&self, input: impl BufRead, out: &mut dyn Write) -> io::Result<Status> {
        let mut status = None;
        for line in Lines::new(input, LONGEST_LINE) {
            let question = line?.text;
            if question.trim().is_empty() {
                continue;
            }
            if status.is_some() && self.form == OutputFormat::Text {
                writeln!(out)?;
            }
            let answered = self.one(&question, out)?;
            out.flush()?;
            status = Some(if answered == Status::Good { status.unwrap_or(Status::Good) } else { Status::Bad });
        }
        Ok(status.unwrap_or(Status::Bad))
    }

    fn written(&self, turn: &Turn, reply: &Reply) -> String {
        let base = self.prepared.base();
        match (self.form, self.detail) {
            (OutputFormat::Text, Detail::Plain) => plain::text(reply),
            (OutputFormat::Text, Detail::Why) => {
                format!("{}\n\n{}", plain::text(reply), why::text(self.prepared, turn))
            }
            (OutputFormat::Json, Detail::Plain) => json::line(base, turn, reply, None),
            (OutputFormat::Json, Detail::Why) => {
                json::explained_line(base, turn, reply, None, &why::lines(self.prepared, turn))
            }
        }
    }
}
