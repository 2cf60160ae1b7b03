//! What the bot's admins may do: have the base read anew, and see how it goes. Everybody else is told what is told of
//! any command that there isn't.

use std::time::Instant;

use super::act::{Act, Curate, Curating};
use super::command::Order;
use super::event::{Person, Room, RoomKind};
use super::page::Page;
use super::phrases;
use super::service::{Counts, Reloaded, Reloading, first_lines};
use super::{Asked, Desk};
use crate::reply::ReplyKind;
use crate::reply::html::{Block, Style};
use crate::text::Language;

impl Desk {
    /// Whether somebody may give orders here. What is told then (folders, findings) is for nobody else to read, so a
    /// group is no place for it.
    pub(crate) fn may_order(&self, room: Room, person: Person) -> bool {
        room.kind == RoomKind::Private && self.service.admins.contains(&person.id)
    }

    /// Whether somebody may say what becomes of questions in vain here: in private, or where these are passed on to.
    pub(crate) fn may_curate(&self, room: Room, person: Person) -> bool {
        let among_curators = self.service.curators == Some(room.chat) && self.service.admins.contains(&person.id);
        among_curators || self.may_order(room, person)
    }

    /// What there is to do, and for admins what only they can do.
    pub(crate) fn help(&self, room: Room, person: Person, language: Language) -> Page {
        let me = self.me.username.as_ref().map(|name| format!("@{name}")).unwrap_or_default();
        let mut help = Page::say(match room.kind {
            RoomKind::Private => phrases::help(self.base(), &me, language),
            RoomKind::Group => phrases::help_in_group(self.base(), &me, language),
        });
        if self.may_order(room, person) {
            help.blocks.push(Block::new(Style::Plain, *phrases::admins::HELP.get(language)));
        }
        help
    }

    /// Does what an admin wants.
    pub(crate) fn ordered(&self, asked: &Asked, order: Order, language: Language) -> Act {
        let curate = |step| Act::Curate(Curating { room: asked.room, message: None, language }, step);
        match order {
            Order::Reload => Act::Reload { room: asked.room, language },
            Order::Status => asked.reply(self.status(asked.now, language), None),
            Order::Review => curate(Curate::LookForNext(None)),
            Order::Stats => curate(Curate::Count),
            Order::Undo => curate(Curate::Undo),
        }
    }

    fn status(&self, now: Instant, language: Language) -> Page {
        let (base, service) = (self.base(), &self.service);
        let name = base.settings.name.as_deref();
        let running = now.saturating_duration_since(service.started);
        let loaded = now.saturating_duration_since(self.loaded);
        let mut blocks = vec![
            Block::new(Style::Bold, phrases::admins::running(running, language)),
            Block::new(Style::Plain, phrases::admins::base(name, service.folder.as_deref(), language)),
            Block::new(Style::Plain, phrases::admins::holds(Counts::of(base), loaded, language)),
            Block::new(
                Style::Plain,
                phrases::admins::asked(ReplyKind::ALL.map(|kind| service.metrics.turns(kind)), language),
            ),
        ];
        match service.reloading() {
            Reloading::Never => blocks.push(Block::new(Style::Plain, *phrases::admins::NEVER_RELOADED.get(language))),
            Reloading::Sound => blocks.push(Block::new(Style::Plain, *phrases::admins::LAST_SOUND.get(language))),
            Reloading::Failed(at, findings) => {
                let ago = now.saturating_duration_since(at);
                blocks.push(Block::new(Style::Plain, phrases::admins::last_failed(ago, language)));
                blocks.push(Block::new(Style::Proof, findings));
            }
        }
        Page { blocks, rows: Vec::new() }
    }
}

/// What an admin is told of a reload.
pub(crate) fn reloaded(came: &Reloaded, language: Language) -> Page {
    let blocks = match came {
        Reloaded::Sound(counts) => vec![Block::new(Style::Plain, phrases::admins::reloaded(*counts, language))],
        Reloaded::CompiledIn => vec![Block::new(Style::Plain, *phrases::admins::COMPILED_IN.get(language))],
        Reloaded::Unsound(findings) => vec![
            Block::new(Style::Plain, *phrases::admins::NOT_RELOADED.get(language)),
            Block::new(Style::Proof, first_lines(findings)),
        ],
    };
    Page { blocks, rows: Vec::new() }
}
