//! What becomes of questions in vain: admins see them one by one, the most wanted first, and say where they belong. That is
//! written into the base at once where its files can be written, and else kept for `citebot review --apply`.

use std::collections::BTreeSet;
use std::time::Instant;

use super::act::{Act, Curate, Curating};
use super::event::RoomKind;
use super::page::{Button, Page};
use super::press::{Decision, Mark, Press};
use super::report::Curated;
use super::service::first_lines;
use super::{Asked, Desk, phrases};
use crate::conversation::{Memory, turn};
use crate::facts::FactId;
use crate::journal::{Applied, InVain, Stats, mark as mark_of};
use crate::matching::Candidate;
use crate::reply::html::{Block, Style, shortened};
use crate::reply::{ReplyKind, label, reply};
use crate::review::{self, unanswered, wordings_of};
use crate::text::Language;

/// Most facts of which a question may be a phrasing.
const MOST_NEAREST: usize = 3;
/// Most other wordings of a question that are shown, and the longest of each, in UTF-16 units.
const MOST_OTHERS: usize = 3;
const LONGEST: usize = 200;

impl Desk {
    /// What is done where somebody pressed a button below a question in vain, if they may.
    pub(crate) fn curating(&self, asked: &Asked, step: Curate, language: Language) -> Option<Act> {
        let curating = Curating { room: asked.room, message: Some(asked.message), language };
        self.may_curate(asked.room, asked.person).then_some(Act::Curate(curating, step))
    }

    /// What follows from what came of a step.
    pub(super) fn curated(&self, curating: Curating, came: Curated, now: Instant) -> Act {
        let language = curating.language;
        let page = match came {
            Curated::NoJournal => Page::say(*phrases::curate::NO_JOURNAL.get(language)),
            Curated::Failed => Page::say(*phrases::MISHAP.get(language)),
            Curated::ForNext { rows, hidden, after } => self.next_in_vain(&rows, hidden, after, language),
            Curated::For { rows, mark, decision } => return self.decided(curating, &rows, mark, decision),
            Curated::Ignored { question } => {
                let page = Page::say(phrases::curate::ignored(&shortened(&question, LONGEST), language));
                page.row(vec![next(&question, language)])
            }
            Curated::Proposed { question, what, written } => {
                proposed(&what, written, language).row(vec![next(&question, language)])
            }
            Curated::Undone(came) => undone(came, language),
            Curated::Counted(kept) => self.figures(&kept, now, language),
        };
        shown(curating, page)
    }

    fn next_in_vain(&self, rows: &[InVain], hidden: BTreeSet<String>, after: Option<Mark>, language: Language) -> Page {
        let found = self.the_next(rows, hidden, after).map(|asked| self.in_vain(&asked, language));
        found.unwrap_or_else(|| Page::say(*phrases::curate::NOTHING.get(language)))
    }

    fn decided(&self, curating: Curating, rows: &[InVain], mark: Mark, decision: Decision) -> Act {
        let language = curating.language;
        let Some((wordings, asked_in)) = wordings_of(&self.prepared, rows, &mark.to_string()) else {
            return shown(curating, Page::say(*phrases::curate::GONE.get(language)));
        };
        let question = wordings[0].clone();
        let fact = match decision {
            Decision::Ignore => {
                let marks = wordings.iter().map(|wording| mark_of(wording)).collect();
                return Act::Curate(curating, Curate::Ignore { question, marks });
            }
            Decision::Phrasing(fact) => Some(self.base().fact(fact)),
            Decision::Gap => None,
        };
        let shown = shortened(&question, LONGEST);
        let what = phrases::curate::proposed(&shown, fact.map(|fact| label(fact, language)), language);
        let phrasing_of = fact.map(|fact| fact.id.text.clone());
        Act::Curate(curating, Curate::Propose { question, language: asked_in, phrasing_of, what })
    }

    fn figures(&self, kept: &Stats, now: Instant, language: Language) -> Page {
        let service = &self.service;
        let running = now.saturating_duration_since(service.started);
        let (backlog, oldest) = service.metrics.backlog(now);
        let lines = [
            phrases::admins::running(running, language),
            phrases::admins::asked(ReplyKind::ALL.map(|kind| service.metrics.turns(kind)), language),
            phrases::curate::backlog(backlog, oldest, language),
            phrases::curate::in_vain(&kept.in_vain, language),
            phrases::curate::judged_bad(&kept.judged_bad, language),
            phrases::curate::waiting(kept.proposed, language),
        ];
        let blocks = lines.into_iter().filter(|line| !line.is_empty()).map(|line| Block::new(Style::Plain, line));
        Page { blocks: blocks.collect(), rows: Vec::new() }
    }

    /// What the bot makes of a question now, and where it may belong.
    pub(crate) fn made_of(&self, question: &str, language: Language) -> (String, Vec<FactId>) {
        let turn = turn(&self.prepared, &mut Memory::default(), question);
        let nearest = turn.candidates.iter().filter_map(Candidate::fact).take(MOST_NEAREST).collect();
        let reply = reply(self.base(), &turn);
        let told = reply.answers.first().and_then(|answer| self.base().fact_named(&answer.fact));
        let told = told.filter(|_| matches!(reply.kind, ReplyKind::Answer | ReplyKind::Nearest));
        let told = told.map(|fact| shortened(label(self.base().fact(fact), language), LONGEST));
        (phrases::curate::made_of(reply.kind, told.as_deref(), language), nearest)
    }

    /// The buttons that say where a question belongs.
    pub(crate) fn places(&self, question: &str, nearest: &[FactId], language: Language) -> Vec<Vec<Button>> {
        let mark = Mark::of(question);
        let phrasing = |fact: &FactId| {
            let text = phrases::curate::phrasing_of(label(self.base().fact(*fact), language), language);
            vec![Button::new(text, Press::Decide(mark, Decision::Phrasing(*fact)))]
        };
        let others = vec![
            Button::new(phrases::curate::GAP.get(language), Press::Decide(mark, Decision::Gap)),
            Button::new(phrases::curate::IGNORE.get(language), Press::Decide(mark, Decision::Ignore)),
        ];
        nearest.iter().map(phrasing).chain([others]).collect()
    }

    /// A question in vain, as an admin sees it.
    fn in_vain(&self, asked: &review::Asked, language: Language) -> Page {
        let (made_of, _) = self.made_of(&asked.question, language);
        let nearest: Vec<FactId> = asked.nearest.iter().filter_map(|id| self.base().fact_named(id)).collect();
        let mut blocks = vec![
            Block::new(Style::Bold, shortened(&asked.question, LONGEST)),
            Block::new(Style::Plain, phrases::curate::wanted(asked.people, asked.times, &asked.reasons, language)),
        ];
        if !asked.others.is_empty() {
            let others: Vec<String> =
                asked.others.iter().take(MOST_OTHERS).map(|other| shortened(other, LONGEST)).collect();
            blocks.push(Block::new(Style::Plain, phrases::curate::also(&others.join(" | "), language)));
        }
        blocks.push(Block::new(Style::Italic, made_of));
        let mut rows = self.places(&asked.question, &nearest, language);
        if let Some(last) = rows.last_mut() {
            last.push(next(&asked.question, language));
        }
        Page { blocks, rows }
    }

    /// The most wanted question that the base doesn't answer, or the one after another; after the last comes the first.
    fn the_next(&self, rows: &[InVain], hidden: BTreeSet<String>, after: Option<Mark>) -> Option<review::Asked> {
        let mut questions = unanswered(&self.prepared, rows, hidden);
        let first = questions.next()?;
        let Some(after) = after else { return Some(first) };
        if Mark::of(&first.question) == after {
            return questions.next();
        }
        let mut rest = questions.skip_while(|asked| Mark::of(&asked.question) != after).skip(1);
        Some(rest.next().unwrap_or(first))
    }
}

/// The button that leads to the question after this one.
fn next(question: &str, language: Language) -> Button {
    Button::new(phrases::curate::NEXT.get(language), Press::NextInVain(Mark::of(question)))
}

/// A page where an admin looks.
fn shown(curating: Curating, page: Page) -> Act {
    let Curating { room, message, .. } = curating;
    match message {
        // What is said among curators is answered there, and stays.
        Some(message) if room.kind == RoomKind::Private => Act::Turn { room, message, page },
        reply_to => Act::say(room, reply_to, page),
    }
}

/// What is said of a proposal that is kept, once it was tried to write it into the base.
fn proposed(what: &str, written: Option<Result<Applied, String>>, language: Language) -> Page {
    let (said, why) = match written {
        None => (phrases::curate::kept(what, language), None),
        Some(Err(why)) => (phrases::curate::kept(what, language), Some(why)),
        Some(Ok(applied)) => {
            let refused = applied.refused.first().map(|(_, why)| first_lines(why));
            let broken: Vec<String> = applied.broken.iter().map(|question| shortened(question, LONGEST)).collect();
            let said = match &refused {
                Some(_) => phrases::curate::refused(what, language),
                None => phrases::curate::written(what, &broken, language),
            };
            (said, refused)
        }
    };
    let page = Page::say(said);
    match why {
        Some(why) => page.with(Block::new(Style::Proof, why)),
        None => page,
    }
}

fn undone(came: Option<Result<String, String>>, language: Language) -> Page {
    match came {
        None => Page::say(*phrases::curate::NO_FILES.get(language)),
        Some(Ok(what)) => Page::say(phrases::curate::undone(&shortened(&what, LONGEST), language)),
        Some(Err(why)) => Page::say(*phrases::curate::NOT_UNDONE.get(language)).with(Block::new(Style::Proof, why)),
    }
}
