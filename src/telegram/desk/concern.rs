//! What people want of who keeps the bot: their data erased, a person to talk to, a mistake mended.

use super::act::Act;
use super::event::RoomKind;
use super::page::{Button, Page};
use super::phrases::concern;
use super::press::Press;
use super::{Asked, Desk};
use crate::conversation::Concern;
use crate::text::Language;

impl Desk {
    /// What can be done about a concern: nothing is done before a button says so.
    pub(crate) fn concern(&self, asked: &Asked, wanted: Concern, language: Language) -> Act {
        match wanted {
            Concern::Forget => asked.reply(self.may_forget(asked, language), None),
            Concern::Person | Concern::Mistake => self.person_or_address(asked, wanted, language),
        }
    }

    /// In a group anybody could press a button, so there the command is named.
    fn may_forget(&self, asked: &Asked, language: Language) -> Page {
        match asked.room.kind {
            RoomKind::Group => self.commands_there(asked.room, Page::say(*concern::HOW_TO_FORGET.get(language))),
            RoomKind::Private => Page::say(*concern::FORGET.get(language))
                .row(vec![Button::new(concern::YES_FORGET.get(language), Press::Forget)]),
        }
    }

    /// Where there are curators, the person's last question can be passed on to them; else the base may say whom to
    /// turn to.
    fn person_or_address(&self, asked: &Asked, wanted: Concern, language: Language) -> Act {
        let first = match wanted {
            Concern::Mistake => concern::mistake(self.keep.is_some(), language),
            Concern::Forget | Concern::Person => "",
        };
        let last = self.chats.last_of(asked.room.chat, asked.person.id);
        let page = |text: String| Page::say([first, &text].concat());
        let contact = self.base().settings.contact.as_ref();
        match (self.service.curators, last, contact) {
            (Some(_), Some(last), _) => {
                let page = page(concern::pass_on(&last.text, language));
                // It answers the question before, so that it is that which the button passes on.
                asked.reply(self.pages().or_a_person(page, language), Some(last))
            }
            (Some(_), None, _) => asked.reply(page(concern::ASK_FIRST.get(language).to_string()), None),
            (None, _, Some(contact)) => asked.reply(page(concern::turn_to(contact.get(language), language)), None),
            (None, _, None) if wanted == Concern::Mistake => asked.reply(page(String::new()), None),
            (None, ..) => asked.reply(page(concern::nobody(self.base().called(language), language)), None),
        }
    }
}
