//! What is said to the bot: questions, questions that were edited, and what it can't read.

use std::time::Instant;

use super::act::{Act, Line};
use super::event::{Person, Said, What};
use super::last::Last;
use super::page::Page;
use super::seat::{Answered, Seat};
use super::{Asked, Desk, as_read, phrases};
use crate::conversation::{Memory, Outcome, Turn, turn};
use crate::journal::{Entry, Note, Reason};
use crate::reply::{Reply, beyond_list, in_language, reply};

impl Desk {
    pub(super) fn said(&self, said: Said, now: Instant) -> Vec<Act> {
        let Said { room, person, message, album, what, replies_to } = said;
        let mut seat = self.chats.take_seat(room, person, now);
        // Of an album each photo comes as a message of its own; one word on it is enough.
        let same_album = album.is_some() && seat.album == album;
        seat.album = album;
        let asked = Asked { room, person, message, replies_to, now };
        let acts = match what {
            What::Unreadable if same_album => Vec::new(),
            What::Question(text) if self.chats.waits_for_what_was_wrong(room.chat, replies_to, person.id) => {
                self.told_what_was_wrong(&asked, replies_to, text, &seat)
            }
            What::Question(text) => self.answer(&asked, &text, &mut seat),
            What::Handed { asked: beside, text } => {
                let text = if self.asks_nothing(&beside) { text } else { beside };
                self.answer(&asked, &text, &mut seat)
            }
            What::Edited(text) => self.answer_anew(&asked, &text, &mut seat),
            What::Unreadable => {
                let page = Page::say(*phrases::UNREADABLE.get(self.speaks(room, person, &seat)));
                vec![Act::say(room, None, page)]
            }
            What::Command(command) => self.obey(&asked, &command, &mut seat),
        };
        self.chats.put_seat(room, person, now, seat);
        acts
    }

    /// Whether a text is but polite words, as beside a name in reply to a question.
    fn asks_nothing(&self, text: &str) -> bool {
        let turn = turn(&self.prepared, &mut Memory::default(), text);
        let offers = matches!(&turn.outcome, Outcome::Unclear(unclear) if !unclear.options.is_empty());
        matches!(turn.outcome, Outcome::SmallTalk(_) | Outcome::Unclear(_)) && !offers
    }

    fn answer(&self, asked: &Asked, text: &str, seat: &mut Seat) -> Vec<Act> {
        let answered = asked.answered(text, seat);
        let language = self.speaks(asked.room, asked.person, seat);
        if let Some(beyond) = seat.last.as_ref().and_then(|last| beyond_list(&last.outcome, text, language)) {
            return vec![asked.reply(Page::say(beyond), Some(answered))];
        }
        if let Some(acts) = self.typed_judgement(asked, text, seat) {
            return acts;
        }
        let language = self.language_for(asked, text, seat);
        let turn = turn(&self.prepared, &mut seat.memory, text);
        let turn = in_language(turn, language);
        if let Outcome::Concern(concern) = turn.outcome {
            return vec![self.concern(asked, concern, turn.language)];
        }
        self.answered(asked, &turn, answered, seat)
    }

    /// The reply to a turn, what the journal keeps of it, and what is remembered.
    pub(super) fn answered(&self, asked: &Asked, turn: &Turn, answered: Answered, seat: &mut Seat) -> Vec<Act> {
        let reply = reply(self.base(), turn);
        let mut acts = Self::notes(asked.person, turn, &reply, &answered.text, &mut seat.open);
        acts.push(Act::Log(line(&reply, &answered.text)));
        remember(seat, Last::of(turn, &answered.text, &answered.before));
        acts.insert(0, asked.reply(self.pages().answer(turn, &reply), Some(answered)));
        acts
    }

    /// A question that was edited: its answer is put where the old one stands.
    fn answer_anew(&self, asked: &Asked, text: &str, seat: &mut Seat) -> Vec<Act> {
        let Some((old, last)) = self.chats.answer_to(asked.room.chat, asked.message) else { return Vec::new() };
        if old.text == as_read(text) {
            return Vec::new();
        }
        let mut memory = old.before.clone();
        let language = self.language_for(asked, text, seat);
        let turn = turn(&self.prepared, &mut memory, text);
        let turn = in_language(turn, language);
        let reply = reply(self.base(), &turn);
        // What was asked after it goes on from what was said then, and what is open then stays so.
        let mut unused = None;
        let open = if last { &mut seat.open } else { &mut unused };
        let mut acts = Self::notes(asked.person, &turn, &reply, text, open);
        acts.push(Act::Log(line(&reply, text)));
        let page = self.pages().answer(&turn, &reply);
        let answered = Answered { text: as_read(text), ..old };
        if last {
            seat.memory = memory;
            remember(seat, Last::of(&turn, &answered.text, &answered.before));
        }
        acts.insert(0, Act::Rewrite { room: asked.room, page, answered });
        acts
    }

    /// What the journal keeps of a turn: only what was asked in vain. Which question is open may change with it.
    fn notes(person: Person, turn: &Turn, reply: &Reply, text: &str, open: &mut Option<String>) -> Vec<Act> {
        let before = open.take();
        let reason = match &turn.outcome {
            Outcome::Clarify(_) => Reason::Clarified,
            Outcome::Unclear(_) => Reason::Unclear,
            Outcome::Nearest(_) => Reason::NearestUnanswered,
            Outcome::Refuse(_) => Reason::Refused,
            // A choice looks at no candidates.
            Outcome::Answer(_) if turn.candidates.is_empty() => {
                let chosen = |question| Act::Note(Note::Chosen { person: person.id.0, question });
                return before.map(chosen).into_iter().collect();
            }
            Outcome::Answer(_) | Outcome::SmallTalk(_) | Outcome::OfText(_) | Outcome::Concern(_) => return Vec::new(),
        };
        // What the source doesn't tell is told by none of the facts beside it.
        *open = (reason != Reason::Refused).then(|| as_read(text));
        let told = reply.answers.iter().map(|answer| &answer.fact);
        let nearest = told.chain(reply.options.iter().map(|option| &option.fact)).cloned().collect();
        let (question, language) = (text.to_string(), turn.language);
        vec![Act::Note(Note::Record(Entry::InVain { person: person.id.0, question, language, reason, nearest }))]
    }
}

pub(super) fn remember(seat: &mut Seat, last: Last) {
    match &last.outcome {
        Outcome::Answer(said) => seat.said = said.iter().map(|said| said.fact).collect(),
        Outcome::Nearest(nearest) => seat.said = vec![nearest.fact],
        Outcome::Clarify(_)
        | Outcome::Unclear(_)
        | Outcome::Refuse(_)
        | Outcome::SmallTalk(_)
        | Outcome::OfText(_)
        | Outcome::Concern(_) => {}
    }
    seat.last = Some(last);
}

pub(super) fn line(reply: &Reply, question: &str) -> Line {
    let said = reply.answers.iter().map(|answer| answer.fact.as_str());
    let offered = reply.options.iter().map(|option| option.fact.as_str());
    let facts = said.chain(offered).collect::<Vec<_>>().join(" ");
    Line { outcome: reply.kind, facts, confidence: reply.confidence, question: question.to_string() }
}
