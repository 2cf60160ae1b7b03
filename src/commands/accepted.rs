//! What admins made of questions in vain, written into a base: through the same door as `citebot add`, all of it as one
//! change that can be undone.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write;

use anyhow::{Context, Result, anyhow, bail};

use super::workshop::on_disk;
use super::{Status, files};
use crate::check;
use crate::check::render::{Colors, finding};
use crate::config::{BaseFolder, JournalFile};
use crate::facts::{Base, Files, load};
use crate::findings::{Finding, Rule, Severity};
use crate::journal::{Applied, Journal, Proposal};
use crate::suggest::gap_for;
use crate::text::WordTable;
use crate::workshop::{self, Edits, Plan, effects};

/// Writes what waits in the journal into the base in `folder`, and tells what it did. Bad if nothing waits, or not all of
/// it can be written.
///
/// # Errors
/// When the journal or the base can't be read or written.
pub fn carry_out(
    journal: Option<&JournalFile>,
    folder: &BaseFolder,
    table: WordTable,
    out: &mut dyn Write,
) -> Result<Status> {
    let path = super::review::place(journal)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let journal = Journal::open(path).await?;
        let proposals = journal.proposals().await?;
        if proposals.is_empty() {
            journal.close().await;
            writeln!(out, "nothing waits to be written: admins accept questions with `/review` in Telegram")?;
            return Ok(Status::Bad);
        }
        let applied = apply(folder, table, &proposals)?;
        let refused = applied.refused.iter().map(|(id, _)| *id);
        // What is refused comes again in `/review`, to be decided otherwise.
        let settled: Vec<i64> = applied.written.iter().copied().chain(refused).collect();
        let settling = journal.settle(&settled).await;
        journal.close().await;
        write!(out, "{}", told(&proposals, &applied))?;
        settling.context("what is written could not be taken off the list in the journal")?;
        Ok(if applied.refused.is_empty() { Status::Good } else { Status::Bad })
    })
}

/// Writes proposals into the base in `folder`: as one change, without those that would make it unsound.
///
/// # Errors
/// When the base can't be read, is unsound as it is, or can't be written; then nothing is.
pub(super) fn apply(folder: &BaseFolder, table: WordTable, proposals: &[Proposal]) -> Result<Applied> {
    let folder = on_disk(Some(folder))?;
    let before = files(Some(folder))?;
    let base =
        load(&before).map_err(|found| anyhow!("the base is not sound: nothing is written\n{}", listed(&found)))?;
    let mut writing =
        Writing { known: errors(&before, table), table, now: copied(&before), plan: None, ids: Vec::new() };
    let mut applied = Applied::default();
    if writing.all(proposals) {
        applied.written = proposals.iter().map(|proposal| proposal.id).collect();
    } else {
        for proposal in proposals {
            match writing.one(proposal) {
                Ok(()) => applied.written.push(proposal.id),
                Err(error) => applied.refused.push((proposal.id, format!("{error:#}"))),
            }
        }
    }
    let Some(mut plan) = writing.plan else { return Ok(applied) };
    if let [_, _, ..] = applied.written.as_slice() {
        plan.what = format!("accept {} questions", applied.written.len());
    }
    if let Ok(after) = load(&writing.now) {
        let broken = writing.ids.iter().flat_map(|id| effects(base.clone(), after.clone(), table, id).broken);
        let broken: BTreeSet<String> = broken.map(|(question, _)| question).collect();
        applied.broken = broken.into_iter().collect();
    }
    workshop::write(&folder.path, &plan)?;
    Ok(applied)
}

/// A base that is being changed.
struct Writing {
    /// Errors that it had before.
    known: Errors,
    table: WordTable,
    now: Files,
    plan: Option<Plan>,
    /// Ids of the entries that come or change.
    ids: Vec<String>,
}

/// What a check finds, as people read it, by what makes it the same wherever it stands.
type Errors = BTreeMap<(Rule, String), String>;

impl Writing {
    /// Adds all of them at once, if nothing is wrong then: to check a base takes a while.
    fn all(&mut self, proposals: &[Proposal]) -> bool {
        let before = self.state();
        let is_sound = proposals.iter().all(|proposal| self.plan(proposal).is_ok()) && self.new_errors().is_empty();
        if !is_sound {
            (self.now, self.plan, self.ids) = before;
        }
        is_sound
    }

    /// Adds one, or tells what would be wrong then.
    fn one(&mut self, proposal: &Proposal) -> Result<()> {
        let before = self.state();
        let done = self.plan(proposal).and_then(|()| match self.new_errors().as_slice() {
            [] => Ok(()),
            new => Err(anyhow!("the base would not be sound\n{}", new.join("\n"))),
        });
        if done.is_err() {
            (self.now, self.plan, self.ids) = before;
        }
        done
    }

    fn state(&self) -> (Files, Option<Plan>, Vec<String>) {
        (copied(&self.now), self.plan.clone(), self.ids.clone())
    }

    fn new_errors(&self) -> Vec<String> {
        let found = errors(&self.now, self.table);
        found.into_iter().filter(|(error, _)| !self.known.contains_key(error)).map(|(_, shown)| shown).collect()
    }

    fn plan(&mut self, proposal: &Proposal) -> Result<()> {
        let base = load(&self.now).map_err(|found| anyhow!("the base would not be sound\n{}", listed(&found)))?;
        let step = step(&self.now, &base, proposal)?;
        self.now = step.applied_to(&self.now);
        self.ids.push(step.id.clone());
        match &mut self.plan {
            Some(plan) => plan.append(step),
            None => self.plan = Some(step),
        }
        Ok(())
    }
}

fn copied(files: &Files) -> Files {
    Files { sources: files.sources.clone(), answers: files.answers.clone() }
}

fn step(files: &Files, base: &Base, proposal: &Proposal) -> Result<Plan> {
    let question = &proposal.question;
    let Some(id) = &proposal.phrasing_of else {
        return workshop::add(files, base, &gap_for(base, std::slice::from_ref(question), proposal.language));
    };
    let Some(fact) = base.fact_named(id) else { bail!("the base has no fact `{id}` any more") };
    let mut asked = base.fact(fact).ask.iter().flat_map(|(_, ask)| ask);
    if asked.any(|asked| asked.text == *question) {
        bail!("`{id}` is asked by it already");
    }
    workshop::edit(files, id, &Edits { ask: vec![question.clone()], ..Edits::default() })
}

fn errors(files: &Files, table: WordTable) -> Errors {
    let found = check::run(files, None, table).findings;
    let errors = found.into_iter().filter(|found| found.rule.severity() == Severity::Error);
    errors.map(|found| ((found.rule, found.message.clone()), finding(&found, Colors::Off))).collect()
}

fn listed(findings: &[Finding]) -> String {
    findings.iter().map(|found| finding(found, Colors::Off)).collect::<Vec<_>>().join("\n")
}

/// What was written, and what was not.
fn told(proposals: &[Proposal], applied: &Applied) -> String {
    let mut text = String::new();
    for proposal in proposals {
        let what = match &proposal.phrasing_of {
            Some(fact) => format!("“{}” as a phrasing of `{fact}`", proposal.question),
            None => format!("“{}” as a gap", proposal.question),
        };
        let why = applied.refused.iter().find(|(id, _)| *id == proposal.id).map(|(_, why)| why.trim_end());
        let _ = match why {
            Some(why) => writeln!(text, "refused {what}: {}", why.replace('\n', "\n  ")),
            None => writeln!(text, "wrote {what}"),
        };
    }
    if !applied.broken.is_empty() {
        let _ = writeln!(text, "these questions don't find their entry: {}", applied.broken.join(", "));
    }
    if !applied.written.is_empty() {
        text.push_str("`citebot undo` takes all of it back\n");
    }
    text
}
