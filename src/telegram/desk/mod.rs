//! From what happened to what is to be done: one pure function, which knows the base and what was said before, and neither
//! clock nor network. What comes of an act is reported back to it.

pub(crate) mod act;
pub(crate) mod chats;
pub(crate) mod command;
mod concern;
mod curate;
pub(crate) mod current;
pub(crate) mod event;
pub(crate) mod inline;
mod judged;
#[cfg(test)]
mod literals;
mod orders;
pub(crate) mod page;
mod pages;
pub(crate) mod phrases;
pub(crate) mod press;
mod recall;
mod relay;
pub(crate) mod report;
pub(crate) mod seat;
pub(crate) mod service;
#[cfg(test)]
pub(crate) mod tests;
#[cfg(test)]
mod texts;

use std::sync::Arc;
use std::time::Instant;

use teloxide::types::{ChatId, MessageId, User};

use act::{Act, Choice, Erasing, Line, Wish};
use chats::{Chats, Setting};
use command::{Command, LanguageWish};
use event::{Event, Person, Pressed, Room, RoomKind, Said, Task, Verdict, What, own_chat};
use inline::{FROM_INLINE, Typed, offer};
use page::Page;
use pages::{Pages, languages};
use press::{Keys, Press};
use report::Report;
use seat::{Answered, Seat};
use service::Service;

use crate::conversation::{LONGEST_QUESTION, Memory, Outcome, Turn, pick, turn};
use crate::facts::{Base, FactId};
use crate::journal::{Entry, Note, Reason, Vote};
use crate::matching::Prepared;
use crate::pick::Picker;
use crate::reply::{Reply, beyond_list, in_language, label, reply};
use crate::text::Language;

/// What the bot may say, and what it remembers.
pub(crate) struct Desk {
    pub(crate) prepared: Prepared,
    pub(crate) picker: Picker,
    pub(crate) keys: Arc<Keys>,
    pub(crate) me: User,
    /// The language of all replies, where the one who runs the bot set it.
    pub(crate) language: Option<Language>,
    /// For how many days questions in vain are kept; none if nothing is.
    pub(crate) keep: Option<u32>,
    pub(crate) chats: Chats,
    /// When the base was loaded.
    pub(crate) loaded: Instant,
    pub(crate) service: Arc<Service>,
}

/// What happened.
#[derive(Debug)]
pub(crate) enum Happened {
    /// Something came.
    Came(Task),
    /// A fault of ours ended what was begun about it.
    Failed(Event),
    /// A chat is found to have chosen this language, or none.
    Language { chat: ChatId, language: Option<Language> },
    /// An act came to this.
    Done(Report),
}

impl Desk {
    pub(crate) fn base(&self) -> &Base {
        self.prepared.base()
    }

    /// The pages about its base.
    fn pages(&self) -> Pages<'_> {
        let has_curators = self.service.curators.is_some();
        Pages { prepared: &self.prepared, keeps: self.keep.is_some(), has_curators }
    }

    /// The chat whose language has to be known for an event and isn't, so that it is to be looked up: a chat that was not
    /// heard of since the start may have chosen one before.
    pub(crate) fn unknown_language(&self, event: &Event) -> Option<ChatId> {
        let chat = match event {
            // Of a group that moves it is the old one.
            Event::Moved { from, .. } => *from,
            other => ChatId(other.queue()),
        };
        (self.chats.language(chat) == Setting::Unknown).then_some(chat)
    }

    /// What is to be done about what happened.
    pub(crate) fn decide(&self, happened: Happened, now: Instant) -> Vec<Act> {
        match happened {
            Happened::Came(Task { event, verdict: Verdict::Welcome }) => self.came(event, now),
            Happened::Came(Task { event, verdict: Verdict::Told }) => self.slow_down(event),
            Happened::Came(Task { event, verdict: Verdict::Ignored }) => release(event, None),
            Happened::Failed(event) => self.make_up(&event),
            Happened::Language { chat, language } => {
                self.chats.learn_language(chat, language);
                Vec::new()
            }
            Happened::Done(report) => self.go_on(report, now),
        }
    }

    fn came(&self, event: Event, now: Instant) -> Vec<Act> {
        match event {
            Event::Said(said) if self.is_for_an_asker(&said) => vec![Act::FindAsker(said)],
            Event::Said(said) => self.said(said, now),
            Event::Pressed(pressed) => self.pressed(pressed, now),
            Event::Types { query, person, text, offset } => {
                let typed = Typed { text: &text, offset: &offset, language: self.language, own: person.language };
                vec![Act::Offer { query, offer: offer(&self.prepared, &self.picker, typed) }]
            }
            // Whether it may write there is the sender's business.
            Event::Membership { .. } => Vec::new(),
            Event::Moved { from, to } => self.moved(from, to),
        }
    }

    /// What follows from what came of an act.
    fn go_on(&self, report: Report, now: Instant) -> Vec<Act> {
        match report {
            Report::Answered { chat, answered } => {
                self.chats.answered(chat, answered);
                Vec::new()
            }
            Report::Moved { from, to } => self.moved(from, to),
            Report::AskedWhatWasWrong { chat, answer, prompt } => {
                self.chats.asked_what_was_wrong(chat, answer, prompt);
                Vec::new()
            }
            Report::MaySet(choice, true) => self.set_language(choice),
            Report::MaySet(Choice { room, person, reply_to, .. }, false) => {
                let said = phrases::ADMINS_ONLY.get(self.chosen(room).unwrap_or(person.language));
                vec![Act::Send { room, reply_to, page: Page::say(*said), answered: None }]
            }
            Report::Erased(Erasing { room, reply_to, language, .. }, withdrawn) => {
                let said = if withdrawn.is_some() { phrases::NOTHING_KEPT } else { phrases::NOT_ERASED };
                let page = Page::say(*said.get(language));
                let mut acts = self.withdrawn(&withdrawn.unwrap_or_default());
                acts.push(Act::Send { room, reply_to, page, answered: None });
                acts
            }
            Report::Reloaded { room, language, came } => {
                let mishap = || Page::say(*phrases::MISHAP.get(language));
                let page = came.map_or_else(mishap, |came| orders::reloaded(&came, language));
                vec![Act::Send { room, reply_to: None, page, answered: None }]
            }
            Report::Asker(said, relayed) => self.asker_found(said, relayed, now),
            Report::PassedOn(question, came) => vec![relay::passed_on(&question, came)],
            Report::BroughtBack(answer, came) => vec![relay::brought_back(answer, came)],
            Report::Curated(curating, came) => vec![self.curated(curating, came, now)],
        }
    }

    fn moved(&self, from: ChatId, to: ChatId) -> Vec<Act> {
        self.chats.moved(from, to);
        vec![Act::Note(Note::MoveChat { from: from.0, to: to.0 })]
    }

    /// Who asks too often is told so.
    fn slow_down(&self, event: Event) -> Vec<Act> {
        let said = |room: Room, person: Person| *phrases::SLOW_DOWN.get(self.chosen(room).unwrap_or(person.language));
        match event {
            Event::Said(Said { room, person, message, .. }) => {
                let page = Page::say(said(room, person));
                vec![Act::Send { room, reply_to: room.reply_to(message), page, answered: None }]
            }
            Event::Pressed(Pressed { at: Some((room, _)), person, .. }) => release(event, Some(said(room, person))),
            event => release(event, None),
        }
    }

    /// Says that something went wrong, after a panic.
    fn make_up(&self, event: &Event) -> Vec<Act> {
        let Some((room, person, message)) = event.place() else { return Vec::new() };
        let page = Page::say(*phrases::MISHAP.get(self.chosen(room).unwrap_or(person.language)));
        vec![Act::Send { room, reply_to: room.reply_to(message), page, answered: None }]
    }

    /// Sets the language of a chat. In a group its admins may, and who is one is asked each time.
    fn language_wanted(&self, choice: Choice) -> Vec<Act> {
        if choice.room.kind == RoomKind::Private || choice.person.anonymous_admin {
            return self.set_language(choice);
        }
        vec![Act::AskWhetherAdmin(choice)]
    }

    fn set_language(&self, Choice { room, person, language, reply_to }: Choice) -> Vec<Act> {
        self.chats.set_language(room.chat, language);
        // A language that was set for the whole bot outlasts “as asked”.
        let chosen = self.chosen(room);
        let page = Page::say(phrases::speaks(chosen, chosen.unwrap_or(person.language)));
        let said = Act::Send { room, reply_to, page, answered: None };
        vec![Act::Note(Note::SetLanguage { chat: room.chat.0, language }), said]
    }

    fn said(&self, said: Said, now: Instant) -> Vec<Act> {
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
                vec![Act::Send { room, reply_to: None, page, answered: None }]
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
        if let Some(beyond) = seat.last.as_ref().and_then(|last| beyond_list(last, text, language)) {
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
        self.answered(asked, turn, answered, seat)
    }

    /// The reply to a turn, what the journal keeps of it, and what is remembered.
    fn answered(&self, asked: &Asked, turn: Turn, answered: Answered, seat: &mut Seat) -> Vec<Act> {
        let reply = reply(self.base(), &turn);
        let mut acts = Self::notes(asked.person, &turn, &reply, &answered.text, &mut seat.open);
        acts.push(Act::Log(line(&reply, &answered.text)));
        acts.insert(0, asked.reply(self.pages().answer(&turn, &reply), Some(answered)));
        remember(seat, turn);
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
        acts.insert(0, Act::Rewrite { room: asked.room, page, answered });
        if last {
            seat.memory = memory;
            remember(seat, turn);
        }
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

    fn obey(&self, asked: &Asked, command: &Command, seat: &mut Seat) -> Vec<Act> {
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
            Command::Why => self.pages().why(seat.last.as_deref(), language),
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
        vec![Act::Send { room, reply_to, page: self.commands_there(room, page), answered: None }]
    }

    /// A page that names commands as they are typed in a room.
    pub(crate) fn commands_there(&self, room: Room, page: Page) -> Page {
        match (room.kind, self.me.username.as_deref()) {
            (RoomKind::Group, Some(name)) => page.addressed_to(name),
            _ => page,
        }
    }

    /// Says a fact that was picked.
    fn say(&self, asked: &Asked, fact: FactId, language: Language, seat: &mut Seat) -> Vec<Act> {
        // What is chosen is chosen for the question above the button, whatever was asked since.
        seat.open = self.chats.question_of(asked.room.chat, asked.message).map(|answered| answered.text);
        let answered = asked.answered(label(self.base().fact(fact), language), seat);
        let turn = pick(self.prepared.matcher(), &mut seat.memory, fact, language);
        self.answered(asked, turn, answered, seat)
    }

    fn pressed(&self, pressed: Pressed, now: Instant) -> Vec<Act> {
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
                acts.push(Act::Send { room, reply_to: Some(message), page, answered: None });
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
                acts.push(Act::Log(line(&reply(self.base(), &told), label(self.base().fact(fact), language))));
                remember(seat, told);
            }
            Press::Language(choice) => {
                let reply_to = asked.room.reply_to(asked.message);
                acts.extend(self.language_wanted(Choice { room, person, language: choice, reply_to }));
            }
            Press::Decide(mark, decision) => acts.extend(self.curating(asked, Wish::Decide(mark, decision), language)),
            Press::NextInVain(mark) => acts.extend(self.curating(asked, Wish::Next(Some(mark)), language)),
        }
        acts
    }

    /// The language that all replies in a chat are in; none for that of each question.
    pub(crate) fn chosen(&self, room: Room) -> Option<Language> {
        self.chats.language(room.chat).chosen().or(self.language)
    }

    /// The language of the answer to a text; none for that of the text itself. A name alone shows none.
    fn language_for(&self, asked: &Asked, text: &str, seat: &Seat) -> Option<Language> {
        let neutral = || Language::shown_by(text).is_none().then(|| self.speaks(asked.room, asked.person, seat));
        self.chosen(asked.room).or_else(neutral)
    }

    /// The language of what is no answer: the one chosen, that of the last turn, or that of the person's Telegram.
    pub(crate) fn speaks(&self, room: Room, person: Person, seat: &Seat) -> Language {
        let last = seat.last.as_ref().map(|turn| turn.language);
        self.chosen(room).or(last).or(seat.before).unwrap_or(person.language)
    }
}

/// Who asked, where, and in which message.
pub(crate) struct Asked {
    pub(crate) room: Room,
    pub(crate) person: Person,
    pub(crate) message: MessageId,
    /// The message of the bot's own that it replies to.
    pub(crate) replies_to: Option<MessageId>,
    pub(crate) now: Instant,
}

impl Asked {
    /// A page in reply to it.
    pub(crate) fn reply(&self, page: Page, answered: Option<Answered>) -> Act {
        Act::Send { room: self.room, reply_to: self.room.reply_to(self.message), page, answered }
    }

    /// The question as it is remembered, before its answer is sent.
    fn answered(&self, text: &str, seat: &Seat) -> Answered {
        Answered {
            question: self.message,
            person: self.person.id,
            text: as_read(text),
            before: seat.memory.clone(),
            at: self.now,
            answers: Vec::new(),
        }
    }
}

/// Ends the wait of who pressed a button, and no more.
fn release(event: Event, notice: Option<&'static str>) -> Vec<Act> {
    match event {
        Event::Pressed(Pressed { query, .. }) => vec![Act::Release { query, notice }],
        Event::Said(_) | Event::Types { .. } | Event::Membership { .. } | Event::Moved { .. } => Vec::new(),
    }
}

/// As much of a question as is read: what is beyond would only fill the memory.
fn as_read(text: &str) -> String {
    text.chars().take(LONGEST_QUESTION).collect()
}

fn remember(seat: &mut Seat, turn: Turn) {
    match &turn.outcome {
        Outcome::Answer(said) => seat.said = said.iter().map(|said| said.fact).collect(),
        Outcome::Nearest(nearest) => seat.said = vec![nearest.fact],
        Outcome::Clarify(_)
        | Outcome::Unclear(_)
        | Outcome::Refuse(_)
        | Outcome::SmallTalk(_)
        | Outcome::OfText(_)
        | Outcome::Concern(_) => {}
    }
    seat.last = Some(Box::new(turn));
}

fn line(reply: &Reply, question: &str) -> Line {
    let said = reply.answers.iter().map(|answer| answer.fact.as_str());
    let offered = reply.options.iter().map(|option| option.fact.as_str());
    let facts = said.chain(offered).collect::<Vec<_>>().join(" ");
    Line { outcome: reply.kind, facts, confidence: reply.confidence, question: question.to_string() }
}
