//! What people say of what they were told: votes, that none of it was meant, and whether the nearest fact was.

use teloxide::types::{MessageId, UserId};

use super::act::{About, Act, Question};
use super::event::Person;
use super::last::Last;
use super::page::Page;
use super::phrases;
use super::press::Press;
use super::seat::{Answered, Seat, Wrong};
use super::{Asked, Desk};
use crate::conversation::{Outcome, Remark, denied, is_meant, offers, remark, told_as_nearest, turn};
use crate::facts::FactId;
use crate::journal::{Entry, Note, Reason, Vote};
use crate::reply::label;
use crate::text::Language;

/// A question to which a fact was told as the nearest.
struct Told {
    person: UserId,
    text: String,
    last: Last,
    /// The messages that answer it, if they are still known.
    answered: Option<Answered>,
}

impl Desk {
    pub(crate) fn none_of_these(&self, asked: &Asked, language: Language, seat: &mut Seat) -> Vec<Act> {
        let answered = self.chats.question_of(asked.room.chat, asked.message);
        let question = answered.as_ref().map(|answered| (answered.person, answered.text.clone()));
        let question = question.or_else(|| seat.open.take().map(|text| (asked.person.id, text)));
        let note = question.map(|(person, text)| in_vain(person, text, Reason::NoneOfThese, Vec::new()));
        // What is said answers the same question, so that it can be passed on.
        let said = asked.reply(self.pages().not_found(&[], language), answered);
        std::iter::once(said).chain(note).collect()
    }

    pub(crate) fn vote(&self, person: Person, fact: FactId, vote: Vote) -> Act {
        Act::Note(Note::Record(Entry::Vote { person: person.id.0, fact: self.id(fact), vote }))
    }

    /// An answer that was voted down was asked for in vain, if its question is still known.
    pub(crate) fn no_help(&self, asked: &Asked, fact: FactId, language: Language) -> Option<Act> {
        let answered = self.chats.question_of(asked.room.chat, asked.message)?;
        let own = label(self.base().fact(fact), language) == answered.text;
        (!own).then(|| in_vain(answered.person, answered.text, Reason::ThumbsDown, vec![self.id(fact)]))
    }

    /// Asks once what was wrong with an answer that was voted down, if its question is still known and somebody would see
    /// it.
    pub(crate) fn ask_what_was_wrong(&self, asked: &Asked, fact: FactId, language: Language) -> Option<Act> {
        if self.keep.is_none() && self.service.curators.is_none() {
            return None;
        }
        let Asked { room, person, message: answer, now, .. } = *asked;
        let question = self.chats.question_of(room.chat, answer)?.text;
        let wrong = Wrong { answer, prompt: None, person: person.id, question, fact: self.id(fact), at: now };
        let page = Page::say(*phrases::curate::WHAT_WAS_WRONG.get(language));
        self.chats.is_first(room.chat, wrong).then_some(Act::AskWhatWasWrong { room, answer, page })
    }

    /// Somebody said what was wrong with an answer: the curators see it, or the journal keeps it for them.
    pub(crate) fn told_what_was_wrong(
        &self,
        asked: &Asked,
        prompt: Option<MessageId>,
        words: String,
        seat: &Seat,
    ) -> Vec<Act> {
        let Asked { room, person, message, .. } = *asked;
        let Some(wrong) = self.chats.what_was_wrong(room.chat, prompt, person.id) else { return Vec::new() };
        let language = self.speaks(room, person, seat);
        let Wrong { question, fact, .. } = wrong;
        if self.service.curators.is_some() {
            let about = Some(About { question, fact });
            return vec![self.pass_on(Question { room, message, person: person.id, text: words, language, about })];
        }
        let remark = Entry::Remark { person: person.id.0, fact, question, words };
        let thanks = asked.reply(Page::say(*phrases::curate::NOTED.get(language)), None);
        vec![thanks, Act::Note(Note::Record(remark))]
    }

    /// The fact that was told as the nearest was meant: its question was not in vain.
    pub(crate) fn confirm(&self, asked: &Asked, fact: FactId, seat: &Seat) -> Vec<Act> {
        let found = match self.told(asked, fact, seat) {
            Some(told) => Note::Chosen { person: told.person.0, question: told.text },
            None => Note::Confirmed { person: asked.person.id.0, fact: self.id(fact) },
        };
        vec![self.vote(asked.person, fact, Vote::Confirmed), Act::Note(found)]
    }

    /// The fact that was told as the nearest was not meant: what else could be is offered, and the question is kept as
    /// asked in vain, if it is still known.
    pub(crate) fn deny(&self, asked: &Asked, fact: FactId, language: Language, seat: &mut Seat) -> Vec<Act> {
        let vote = self.vote(asked.person, fact, Vote::Denied);
        let Some(Told { person, text, mut last, answered }) = self.told(asked, fact, seat) else {
            return vec![asked.reply(self.pages().not_found(&[], language), None), vote];
        };
        last.language = language;
        last.outcome = denied(&mut seat.memory, last.outcome);
        let options = match &last.outcome {
            Outcome::Unclear(unclear) => unclear.options.as_slice(),
            _ => &[],
        };
        // What is offered answers the same question, so that a choice is one for it.
        let said = asked.reply(self.pages().not_found(options, language), answered);
        let nearest = std::iter::once(&fact).chain(options).map(|fact| self.id(*fact)).collect();
        seat.open = Some(text.clone());
        seat.last = Some(last);
        vec![said, vote, in_vain(person, text, Reason::NearestDenied, nearest)]
    }

    /// A sign or a word that was typed after a reply or in reply to it, as if the button below it had been pressed.
    pub(crate) fn typed_judgement(&self, asked: &Asked, text: &str, seat: &mut Seat) -> Option<Vec<Act>> {
        self.nearest_judged(asked, text, seat).or_else(|| self.remarked(asked, text, seat))
    }

    fn remarked(&self, asked: &Asked, text: &str, seat: &mut Seat) -> Option<Vec<Act>> {
        let remark = remark(text)?;
        let language = self.speaks(asked.room, asked.person, seat);
        let last = self.chats.last_of(asked.room.chat, asked.person.id);
        let at = asked.replies_to.or_else(|| last.as_ref()?.answers.last().copied())?;
        let is_last = last.is_some_and(|last| last.answers.contains(&at));
        let outcome = self.outcome_at(asked, at, is_last, seat)?;
        let press = match (remark, &outcome) {
            (Remark::Good, Outcome::Answer(said)) => Press::Up(said.last()?.fact),
            (Remark::Bad, Outcome::Answer(said)) => Press::Down(said.last()?.fact),
            (Remark::Good, Outcome::Nearest(nearest)) => Press::Confirm(nearest.fact),
            (Remark::Bad, Outcome::Nearest(nearest)) => Press::Deny(nearest.fact),
            (Remark::NoneOfThese, _) if offers(&outcome) => Press::None,
            _ => return None,
        };
        let mut acts = self.press(press, &Asked { message: at, ..*asked }, language, seat);
        // What answers goes to what was typed, and not to the message with the button.
        for act in &mut acts {
            if let Act::Send { reply_to: Some(reply_to), .. } = act {
                *reply_to = asked.message;
            }
        }
        let notice = self.notice(press, asked, language).map(|notice| asked.reply(Page::say(notice), None));
        Some(notice.into_iter().chain(acts).collect())
    }

    /// What was told in a message: it is known of a person's last one, and found again of others.
    fn outcome_at(&self, asked: &Asked, message: MessageId, is_last: bool, seat: &Seat) -> Option<Outcome> {
        if let (true, Some(last)) = (is_last, &seat.last) {
            return Some(last.outcome.clone());
        }
        let answered = self.chats.question_of(asked.room.chat, message)?;
        Some(turn(&self.prepared, &mut answered.before.clone(), &answered.text).outcome)
    }

    /// A word that was typed right after a fact was told as the nearest.
    fn nearest_judged(&self, asked: &Asked, text: &str, seat: &mut Seat) -> Option<Vec<Act>> {
        let fact = seat.last.as_ref().and_then(|last| told_as_nearest(&last.outcome))?;
        let language = self.speaks(asked.room, asked.person, seat);
        if !is_meant(text)? {
            return Some(self.deny(asked, fact, language, seat));
        }
        let thanks = asked.reply(Page::say(*phrases::THANKS.get(language)), None);
        Some(std::iter::once(thanks).chain(self.confirm(asked, fact, seat)).collect())
    }

    /// The question to which a fact was told as the nearest: that of the message, or the last one of the person.
    fn told(&self, asked: &Asked, fact: FactId, seat: &Seat) -> Option<Told> {
        let chat = asked.room.chat;
        if let Some(answered) = self.chats.question_of(chat, asked.message) {
            let turn = turn(&self.prepared, &mut answered.before.clone(), &answered.text);
            if told_as_nearest(&turn.outcome) == Some(fact) {
                let (person, text) = (answered.person, answered.text.clone());
                let last = Last::of(&turn, &text, &answered.before);
                return Some(Told { person, text, last, answered: Some(answered) });
            }
        }
        let last = seat.last.as_ref().filter(|last| told_as_nearest(&last.outcome) == Some(fact))?.clone();
        let (person, text) = (asked.person.id, seat.open.clone()?);
        let answered = self.chats.last_of(chat, person).filter(|answered| answered.text == text);
        Some(Told { person, text, last, answered })
    }

    fn id(&self, fact: FactId) -> String {
        self.base().fact(fact).id.text.clone()
    }
}

/// A question is kept as its own person's, whoever pressed the button, so that who asked it can erase it.
fn in_vain(person: UserId, question: String, reason: Reason, nearest: Vec<String>) -> Act {
    let language = Language::of(&question);
    Act::Note(Note::Record(Entry::InVain { person: person.0, question, language, reason, nearest }))
}
