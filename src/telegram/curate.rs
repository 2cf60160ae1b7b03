//! What becomes of questions in vain: admins see them one by one, the most wanted first, and say where they belong. That is
//! written into the base at once where its files can be written, and else kept for `citebot review --apply`.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use anyhow::{Context, Result};
use teloxide::types::MessageId;

use super::act::Act;
use super::bot::{Asked, Bot};
use super::deal::now;
use super::event::{Room, RoomKind};
use super::page::{Button, Page};
use super::phrases;
use super::post::Post;
use super::press::Press;
use super::service::first_lines;
use super::unix_seconds;
use crate::conversation::{Memory, turn};
use crate::facts::FactId;
use crate::journal::{InVain, Journal, Proposal, mark};
use crate::matching::Candidate;
use crate::reply::html::{Block, Style, shortened};
use crate::reply::{ReplyKind, label, reply};
use crate::review::{self, form, unanswered, wordings_of};
use crate::text::Language;

/// Most facts of which a question may be a phrasing.
const MOST_NEAREST: usize = 3;
/// Most other wordings of a question that are shown, and the longest of each, in UTF-16 units.
const MOST_OTHERS: usize = 3;
const LONGEST: usize = 200;

/// What a button knows of a question: all that fits in there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark(u64);

impl Mark {
    /// The mark of a question.
    pub(super) fn of(question: &str) -> Self {
        // What the journal gives can be read.
        Self(u64::from_str_radix(&mark(&form(question)), 16).unwrap_or_default())
    }

    /// Reads twelve hexadecimal digits.
    pub(super) fn read(text: &str) -> Option<Self> {
        let is_mark = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_mark.then(|| u64::from_str_radix(text, 16).ok().map(Self))?
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:012x}", self.0)
    }
}

/// What an admin makes of a question in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    /// It is another way to ask for this fact.
    Phrasing(FactId),
    /// The source doesn't tell it.
    Gap,
    /// It shall not come again.
    Ignore,
}

/// What an admin wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// To see the question that is wanted most, or the one after this.
    Next(Option<Mark>),
    /// That this becomes of a question.
    Decide(Mark, Decision),
    /// That the last change of the base is taken back.
    Undo,
    /// To see figures.
    Stats,
}

/// What an admin wants, and where.
#[derive(Debug)]
pub(super) struct Curating {
    pub(super) room: Room,
    /// The message whose button was pressed.
    pub(super) message: Option<MessageId>,
    pub(super) language: Language,
    pub(super) wish: Wish,
}

impl Bot {
    /// What is done where somebody pressed a button below a question in vain, if they may.
    pub(super) fn curating(&self, asked: &Asked, wish: Wish, language: Language) -> Option<Act> {
        let curating = Curating { room: asked.room, message: Some(asked.message), language, wish };
        self.may_curate(asked.room, asked.person).then_some(Act::Curate(curating))
    }

    /// What the bot makes of a question now, and where it may belong.
    pub(super) fn made_of(&self, question: &str, language: Language) -> (String, Vec<FactId>) {
        let turn = turn(&self.prepared, &mut Memory::default(), question);
        let nearest = turn.candidates.iter().filter_map(Candidate::fact).take(MOST_NEAREST).collect();
        let reply = reply(self.base(), &turn);
        let told = reply.answers.first().and_then(|answer| self.base().fact_named(&answer.fact));
        let told = told.filter(|_| matches!(reply.kind, ReplyKind::Answer | ReplyKind::Nearest));
        let told = told.map(|fact| shortened(label(self.base().fact(fact), language), LONGEST));
        (phrases::curate::made_of(reply.kind, told.as_deref(), language), nearest)
    }

    /// The buttons that say where a question belongs.
    pub(super) fn places(&self, question: &str, nearest: &[FactId], language: Language) -> Vec<Vec<Button>> {
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
}

/// The button that leads to the question after this one.
fn next(question: &str, language: Language) -> Button {
    Button::new(phrases::curate::NEXT.get(language), Press::NextInVain(Mark::of(question)))
}

impl Post {
    /// Does what an admin wants with questions in vain, and shows what came of it.
    pub(super) async fn curate(&self, curating: Curating) {
        let Curating { room, message, language, wish } = curating;
        let page = match self.curated(wish, language).await {
            Ok(page) => page,
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "what an admin wanted could not be done");
                Page::say(*phrases::MISHAP.get(language))
            }
        };
        match message {
            // What is said among curators is answered there, and stays.
            Some(message) if room.kind == RoomKind::Private => self.turn(room, message, &page).await,
            message => drop(self.send(room, message, &page).await),
        }
    }

    async fn curated(&self, wish: Wish, language: Language) -> Result<Page> {
        if wish == Wish::Undo {
            return self.undone(language).await;
        }
        let Some(journal) = &self.kept else { return Ok(Page::say(*phrases::curate::NO_JOURNAL.get(language))) };
        // What was noted a moment ago is to be seen.
        self.journal.settled().await?;
        match wish {
            Wish::Next(after) => self.next_in_vain(journal, after, language).await,
            Wish::Decide(mark, decision) => self.decided(journal, mark, decision, language).await,
            Wish::Stats => self.stats(journal, language).await,
            Wish::Undo => self.undone(language).await,
        }
    }

    async fn next_in_vain(&self, journal: &Journal, after: Option<Mark>, language: Language) -> Result<Page> {
        let rows = journal.in_vain().await?;
        let mut hidden = journal.ignored().await?;
        hidden.extend(journal.proposals().await?.iter().map(|proposal| mark(&proposal.question)));
        let bot = Arc::clone(&self.bot);
        let found = blocking(move || the_next(&bot, &rows, hidden, after).map(|asked| bot.in_vain(&asked, language)));
        Ok(found.await?.unwrap_or_else(|| Page::say(*phrases::curate::NOTHING.get(language))))
    }

    async fn decided(&self, journal: &Journal, mark: Mark, decision: Decision, language: Language) -> Result<Page> {
        let rows = journal.in_vain().await?;
        let bot = Arc::clone(&self.bot);
        let found = blocking(move || wordings_of(&bot.prepared, &rows, &mark.to_string())).await?;
        let Some((wordings, asked_in)) = found else { return Ok(Page::say(*phrases::curate::GONE.get(language))) };
        let question = wordings[0].as_str();
        let shown = shortened(question, LONGEST);
        let page = match decision {
            Decision::Ignore => {
                let marks: Vec<String> = wordings.iter().map(|wording| crate::journal::mark(wording)).collect();
                journal.ignore(&marks, unix_seconds()).await?;
                Page::say(phrases::curate::ignored(&shown, language))
            }
            Decision::Gap | Decision::Phrasing(_) => {
                let fact = match decision {
                    Decision::Phrasing(fact) => Some(self.bot.base().fact(fact)),
                    Decision::Gap | Decision::Ignore => None,
                };
                let phrasing_of = fact.map(|fact| fact.id.text.clone());
                let id = journal.propose(question, asked_in, phrasing_of.as_deref(), unix_seconds()).await?;
                let what = phrases::curate::proposed(&shown, fact.map(|fact| label(fact, language)), language);
                let proposal = Proposal { id, question: question.to_string(), language: asked_in, phrasing_of };
                self.applied(journal, proposal, &what, language).await?
            }
        };
        Ok(page.row(vec![next(question, language)]))
    }

    /// Writes a proposal into the base, where that can be done.
    async fn applied(&self, journal: &Journal, proposal: Proposal, what: &str, language: Language) -> Result<Page> {
        let (reloader, id) = (Arc::clone(&self.reloader), proposal.id);
        let applied = match blocking(move || reloader.apply(&[proposal])).await? {
            None => return Ok(Page::say(phrases::curate::kept(what, language))),
            Some(Err(error)) => {
                let why = Block::new(Style::Proof, first_lines(&format!("{error:#}")));
                let mut page = Page::say(phrases::curate::kept(what, language));
                page.blocks.push(why);
                return Ok(page);
            }
            Some(Ok(applied)) => applied,
        };
        journal.settle(&[id]).await?;
        if let Some((_, why)) = applied.refused.first() {
            let mut page = Page::say(phrases::curate::refused(what, language));
            page.blocks.push(Block::new(Style::Proof, first_lines(why)));
            return Ok(page);
        }
        let broken: Vec<String> = applied.broken.iter().map(|question| shortened(question, LONGEST)).collect();
        Ok(Page::say(phrases::curate::written(what, &broken, language)))
    }

    async fn undone(&self, language: Language) -> Result<Page> {
        let reloader = Arc::clone(&self.reloader);
        Ok(match blocking(move || reloader.undo()).await? {
            None => Page::say(*phrases::curate::NO_FILES.get(language)),
            Some(Ok(what)) => Page::say(phrases::curate::undone(&shortened(&what, LONGEST), language)),
            Some(Err(error)) => {
                let mut page = Page::say(*phrases::curate::NOT_UNDONE.get(language));
                page.blocks.push(Block::new(Style::Proof, first_lines(&format!("{error:#}"))));
                page
            }
        })
    }

    async fn stats(&self, journal: &Journal, language: Language) -> Result<Page> {
        let kept = journal.stats(unix_seconds()).await?;
        let (bot, now) = (&self.bot, now());
        let service = &bot.service;
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
        Ok(Page { blocks: blocks.collect(), rows: Vec::new() })
    }
}

/// The most wanted question that the base doesn't answer, or the one after another; after the last comes the first.
fn the_next(bot: &Bot, rows: &[InVain], hidden: BTreeSet<String>, after: Option<Mark>) -> Option<review::Asked> {
    let mut questions = unanswered(&bot.prepared, rows, hidden);
    let first = questions.next()?;
    let Some(after) = after else { return Some(first) };
    if Mark::of(&first.question) == after {
        return questions.next();
    }
    let mut rest = questions.skip_while(|asked| Mark::of(&asked.question) != after).skip(1);
    Some(rest.next().unwrap_or(first))
}

/// Work that takes a while; other chats are answered meanwhile.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.context("it ended in a panic")
}
