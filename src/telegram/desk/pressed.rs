//! Buttons, and what is typed to the same purpose.

use std::time::Instant;

use super::act::{Act, Choice, Curate};
use super::command::Command;
use super::event::Pressed;
use super::last::Last;
use super::press::Press;
use super::said::{line, remember};
use super::seat::Seat;
use super::{Asked, Desk, phrases};
use crate::conversation::{Memory, pick};
use crate::journal::Vote;
use crate::reply::{label, reply};
use crate::text::Language;

impl Desk {
    pub(super) fn pressed(&self, pressed: Pressed, now: Instant) -> Vec<Act> {
        let Pressed { query, person, at, data } = pressed;
        let Some((room, message)) = at else { return vec![Act::Release { query, notice: None }] };
        let mut seat = self.chats.take_seat(room, person, now);
        let language = self.speaks(room, person, &seat);
        let Some(press) = self.keys.read(&data) else {
            self.chats.put_seat(room, person, now, seat);
            return vec![Act::Release { query, notice: Some(phrases::OLD_BUTTON.get(language)) }];
        };
        // The person waits until the press is released; all else comes after.
        let asked = Asked { room, person, message, replies_to: None, now };
        let mut acts = vec![Act::Release { query, notice: self.notice(press, &asked, language) }];
        acts.extend(self.press(press, &asked, language, &mut seat));
        self.chats.put_seat(room, person, now, seat);
        acts
    }

    /// What is said at once of a button that was pressed.
    pub(crate) fn notice(&self, press: Press, asked: &Asked, language: Language) -> Option<&'static str> {
        match press {
            // Without a journal no curator would see it.
            Press::Down(_) if self.keep.is_some() => Some(*phrases::SORRY.get(language)),
            Press::Up(_) | Press::Confirm(_) | Press::Down(_) => Some(*phrases::THANKS.get(language)),
            Press::Decide(..) | Press::NextInVain(_) if !self.may_curate(asked.room, asked.person) => {
                Some(*phrases::curate::FOR_ADMINS.get(language))
            }
            _ => None,
        }
    }

    /// What a button does below a message, or what is said to the same purpose in reply to it.
    pub(crate) fn press(&self, press: Press, asked: &Asked, language: Language, seat: &mut Seat) -> Vec<Act> {
        let &Asked { room, person, message, .. } = asked;
        let mut acts = Vec::new();
        let turn = |page| Act::Turn { room, message, page };
        match press {
            Press::Say(fact) => acts.extend(self.say(asked, fact, language, seat)),
            Press::None => acts.extend(self.none_of_these(asked, language, seat)),
            Press::Person => acts.push(self.person_wanted(asked, language, seat)),
            Press::Forget => acts.extend(self.obey(asked, &Command::Forget, seat)),
            Press::Source(fact) => {
                let page = self.commands_there(room, self.pages().places_of(&[fact], language));
                acts.push(Act::say(room, Some(message), page));
            }
            Press::Up(fact) => acts.push(self.vote(person, fact, Vote::Up)),
            Press::Down(fact) => {
                acts.push(self.vote(person, fact, Vote::Down));
                acts.extend(self.no_help(asked, fact, language));
                acts.extend(self.ask_what_was_wrong(asked, fact, language));
            }
            Press::Confirm(fact) => acts.extend(self.confirm(asked, fact, seat)),
            Press::Deny(fact) => acts.extend(self.deny(asked, fact, language, seat)),
            Press::Topics(page) => acts.push(turn(self.pages().topics(page, language))),
            Press::Topic(topic, page) => acts.push(turn(self.pages().topic(topic, page, language))),
            Press::Open(fact) => {
                let told = pick(self.prepared.matcher(), &mut seat.memory, fact, language);
                acts.push(turn(self.pages().opened(fact, &told)));
                let asked = label(self.base().fact(fact), language);
                acts.push(Act::Log(line(&reply(self.base(), &told), asked)));
                remember(seat, Last::of(&told, asked, &Memory::default()));
            }
            Press::Language(choice) => {
                let reply_to = asked.room.reply_to(asked.message);
                acts.extend(self.language_wanted(Choice { room, person, language: choice, reply_to }));
            }
            Press::Decide(mark, decision) => {
                acts.extend(self.curating(asked, Curate::LookFor(mark, decision), language));
            }
            Press::NextInVain(mark) => acts.extend(self.curating(asked, Curate::LookForNext(Some(mark)), language)),
        }
        acts
    }
}
