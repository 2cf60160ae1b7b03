//! Commands, and facts that are picked by a link or a button.

use super::act::{Act, Choice, Erasing};
use super::command::{Command, LanguageWish};
use super::event::{Room, RoomKind, own_chat};
use super::inline::FROM_INLINE;
use super::page::Page;
use super::pages::languages;
use super::seat::Seat;
use super::service::Service;
use super::{Asked, Desk, phrases};
use crate::conversation::{pick, turn};
use crate::facts::FactId;
use crate::reply::label;
use crate::text::Language;

impl Desk {
    pub(super) fn obey(&self, asked: &Asked, command: &Command, seat: &mut Seat) -> Vec<Act> {
        let &Asked { room, person, .. } = asked;
        let language = self.speaks(room, person, seat);
        let reply_to = asked.room.reply_to(asked.message);
        let page = match command {
            Command::Start(key) => match self.keys.fact(key) {
                Some(fact) => return self.say(asked, fact, language, seat),
                None if key.is_empty() || key == FROM_INLINE => self.pages().welcome(language),
                None => self.pages().welcome(language).after(*phrases::DEAD_LINK.get(language)),
            },
            Command::Help => self.help(room, person, language),
            Command::Topics => self.pages().topics(0, language),
            Command::Source(place) => self.pages().source(place, &seat.said, language),
            Command::Why if seat.last.is_none() && seat.recalled => {
                let asked = self.chats.last_of(room.chat, person.id);
                let again = asked.map(|mut asked| turn(&self.prepared, &mut asked.before, &asked.text));
                self.pages().why(again.as_ref(), language)
            }
            Command::Why if seat.last.is_none() && seat.before.is_some() => {
                Page::say(*phrases::ANOTHER_BASE.get(language))
            }
            Command::Why => {
                let last = seat.last.as_ref().map(|last| last.again(&self.prepared));
                self.pages().why(last.as_ref(), language)
            }
            Command::Language(LanguageWish::Show) => languages(self.chosen(room), language),
            Command::Language(LanguageWish::Another) => {
                languages(self.chosen(room), language).after(*phrases::SPOKEN.get(language))
            }
            Command::Language(LanguageWish::Set(choice)) => {
                return self.language_wanted(Choice { room, person, language: *choice, reply_to });
            }
            Command::About => {
                let Service { shared, ref curators, .. } = *self.service;
                let kept = phrases::Kept { days: self.keep, stored: shared, curators: curators.is_some() };
                Page::say(phrases::about(self.base(), language, kept))
            }
            Command::Forget => {
                self.chats.forget(person.id);
                // The journal forgets the language of the person's own chat as well.
                self.chats.set_language(own_chat(person.id), None);
                *seat = Seat::default();
                return vec![Act::Erase(Erasing { room, person: person.id, reply_to, language })];
            }
            Command::Order(order) if self.may_order(room, person) => {
                return vec![self.ordered(asked, *order, language)];
            }
            Command::Order(_) | Command::Unknown => Page::say(*phrases::NO_SUCH_COMMAND.get(language)),
        };
        vec![Act::say(room, reply_to, self.commands_there(room, page))]
    }

    /// A page that names commands as they are typed in a room.
    pub(crate) fn commands_there(&self, room: Room, page: Page) -> Page {
        match (room.kind, self.me.username.as_deref()) {
            (RoomKind::Group, Some(name)) => page.addressed_to(name),
            _ => page,
        }
    }

    /// Says a fact that was picked.
    pub(super) fn say(&self, asked: &Asked, fact: FactId, language: Language, seat: &mut Seat) -> Vec<Act> {
        // What is chosen is chosen for the question above the button, whatever was asked since.
        seat.open = self.chats.question_of(asked.room.chat, asked.message).map(|answered| answered.text);
        let answered = asked.answered(label(self.base().fact(fact), language), seat);
        let turn = pick(self.prepared.matcher(), &mut seat.memory, fact, language);
        self.answered(asked, &turn, answered, seat)
    }
}
