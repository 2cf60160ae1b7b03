//! What is decided about what comes and about what came of it: the acts, a line each.

use std::sync::Arc;
use std::time::{Duration, Instant};

use expect_test::{Expect, expect};
use serde_json::json;
use teloxide::types::{ChatId, MessageId, UserId};

use super::act::{Act, Answer, Choice, Curating, Erasing, Question};
use super::chats::Chats;
use super::command::{Command, LanguageWish};
use super::event::{Event, Person, Room, RoomKind, Said, Task, Verdict, What};
use super::press::Keys;
use super::report::{Arrival, Curated, Passed, Report};
use super::service::Service;
use super::{Desk, Happened};
use crate::facts::Base;
use crate::inbox::Relayed;
use crate::matching::Prepared;
use crate::pick::Picker;
use crate::telegram::metrics::Metrics;
use crate::text::{Language, WordTable};

pub(super) const CURATORS: i64 = -900;
const GROUP: Room = Room { chat: ChatId(-7), thread: None, kind: RoomKind::Group };
const ADA: Person = Person { id: UserId(11), language: Language::English, anonymous_admin: false };
const HER_OWN: Room = Room { chat: ChatId(11), thread: None, kind: RoomKind::Private };

/// A desk about a base, which curators may be asked beside.
pub(crate) fn desk(base: Base, table: WordTable, keep: Option<u32>, curators: Option<i64>, now: Instant) -> Desk {
    let (picker, keys) = (Picker::new(&base), Arc::new(Keys::new(&base)));
    let me = json!({"id": 77, "is_bot": true, "first_name": "b", "username": "CiteBot"});
    Desk {
        prepared: Prepared::with(base, table),
        picker,
        chats: Chats::new(Arc::clone(&keys)),
        keys,
        me: serde_json::from_value(me).unwrap(),
        language: None,
        keep,
        loaded: now,
        service: Arc::new(Service::new(&[], curators, None, Arc::new(Metrics::default()), now, false)),
    }
}

/// What is shown of an act: what it is, where it goes, and the beginning of what it says.
fn shown(act: &Act) -> String {
    match act {
        Act::Send { room, reply_to, page, answered } => {
            let reply = reply_to.map(|message| format!(" in reply to {}", message.0)).unwrap_or_default();
            let answers = answered.as_ref().map(|answered| format!(" as an answer to {}", answered.question.0));
            let said: String = page.blocks[0].text.chars().take(60).collect();
            format!("send to {}{reply}{}: {said}", room.chat, answers.unwrap_or_default())
        }
        Act::Note(note) => format!("note {note:?}"),
        Act::AskWhetherAdmin(choice) => format!("ask whether {} may in {}", choice.person.id, choice.room.chat),
        Act::Erase(erasing) => format!("erase what is kept of {}", erasing.person),
        Act::FindAsker(said) => format!("find whose question {:?} answers", said.replies_to),
        Act::PassOn { question, curators, .. } => format!("pass {:?} on to {curators}", question.text),
        Act::BringBack { answer, page } => {
            format!("bring {:?} back to {} as an answer to {:?}", page.blocks[1].text, answer.chat, answer.question)
        }
        Act::Curate(_, step) => format!("curate: {step:?}"),
        Act::Log(line) => format!("log {:?}", line.outcome),
        other => format!("{other:?}").chars().take(60).collect(),
    }
}

fn said(room: Room, person: Person, replies_to: Option<i32>, what: What) -> Said {
    let replies_to = replies_to.map(MessageId);
    Said { room, person, message: MessageId(5), replies_to, album: None, what }
}

fn says(room: Room, person: Person, replies_to: Option<i32>, what: What) -> Event {
    Event::Said(said(room, person, replies_to, what))
}

fn came(event: Event) -> Happened {
    Happened::Came(Task { event, verdict: Verdict::Welcome })
}

fn decides(happened: Happened, expected: &Expect) {
    let (base, now) = (super::texts::base("cafe"), crate::telegram::deal::now());
    let desk = desk(base, WordTable::Unused, Some(90), Some(CURATORS), now);
    let acts = desk.decide(happened, now + Duration::from_secs(1));
    expected.assert_eq(&acts.iter().map(|act| shown(act) + "\n").collect::<String>());
}

#[test]
fn what_comes_is_answered_told_off_or_looked_into() {
    let question = || says(GROUP, ADA, None, What::Question("Who founded the Blue Kettle?".to_string()));
    let among_curators = Room { chat: ChatId(CURATORS), ..GROUP };
    let language = |room| says(room, ADA, None, What::Command(Command::Language(LanguageWish::Set(None))));
    decides(
        came(question()),
        &expect![[r#"
        send to -7 in reply to 5 as an answer to 5: Ada Moreno founded the Blue Kettle; she had been a ship's co
        log Answer
    "#]],
    );
    decides(
        Happened::Came(Task { event: question(), verdict: Verdict::Told }),
        &expect![[r#"
        send to -7 in reply to 5: That is a lot at once. Please give me a minute; I will stay 
    "#]],
    );
    decides(
        Happened::Failed(question()),
        &expect![[r#"
        send to -7 in reply to 5: Something went wrong on my side with this message. It is not
    "#]],
    );
    decides(Happened::Came(Task { event: question(), verdict: Verdict::Ignored }), &expect![[r""]]);
    decides(
        came(language(GROUP)),
        &expect![[r#"
        ask whether 11 may in -7
    "#]],
    );
    decides(
        came(language(HER_OWN)),
        &expect![[r#"
        note SetLanguage { chat: 11, language: None }
        send to 11: I reply in the language of each question.
    "#]],
    );
    decides(
        came(says(HER_OWN, ADA, None, What::Command(Command::Forget))),
        &expect![[r#"
        erase what is kept of 11
    "#]],
    );
    let reply = says(among_curators, ADA, Some(3), What::Question("Ada did.".to_string()));
    decides(
        came(reply),
        &expect![[r#"
        find whose question Some(MessageId(3)) answers
    "#]],
    );
    decides(
        came(Event::Moved { from: ChatId(-7), to: ChatId(-1007) }),
        &expect![[r#"
        note MoveChat { from: -7, to: -1007 }
    "#]],
    );
}

#[test]
fn what_came_of_an_act_is_gone_on_with() {
    let done = Happened::Done;
    let choice = Choice { room: GROUP, person: ADA, language: Some(Language::Chinese), reply_to: Some(MessageId(5)) };
    decides(
        done(Report::MaySet(choice, true)),
        &expect![[r#"
        note SetLanguage { chat: -7, language: Some(Chinese) }
        send to -7 in reply to 5: 我用中文回答。
    "#]],
    );
    decides(
        done(Report::MaySet(choice, false)),
        &expect![[r#"
        send to -7 in reply to 5: Only this group's admins can set its language.
    "#]],
    );
    let erasing = Erasing { room: HER_OWN, person: ADA.id, reply_to: None, language: Language::English };
    decides(
        done(Report::Erased(erasing, Some(vec![MessageId(3)]))),
        &expect![[r#"
        send to -900 in reply to 3: Its asker had me forget everything: no answer can be passed 
        send to 11: Nothing of yours is kept any more.
    "#]],
    );
    decides(
        done(Report::Erased(erasing, None)),
        &expect![[r#"
        send to 11: I could not erase it just now. Please try /forget again late
    "#]],
    );
    let (room, language) = (HER_OWN, Language::English);
    decides(
        done(Report::Reloaded { room, language, came: None }),
        &expect![[r#"
        send to 11: Something went wrong on my side with this message. It is not
    "#]],
    );
    let text = "Who manages it?".to_string();
    let question = Question { room: GROUP, message: MessageId(4), person: ADA.id, text, language, about: None };
    decides(
        done(Report::PassedOn(question.clone(), Passed::On)),
        &expect![[r#"
        send to -7 in reply to 4: Your question is passed on, without your name. If a person a
    "#]],
    );
    decides(
        done(Report::PassedOn(question, Passed::Enough)),
        &expect![[r#"
        send to -7 in reply to 4: That is all I can pass on for you within a day. Please try a
    "#]],
    );
    let said = said(Room { chat: ChatId(CURATORS), ..GROUP }, ADA, Some(3), What::Question("Ada did.".to_string()));
    let relayed = Relayed { message: 3, chat: 12, thread: None, question: 9, person: 12, language: "en".to_string() };
    decides(
        done(Report::Asker(said.clone(), Some(relayed))),
        &expect![[r#"
        bring "Ada did." back to 12 as an answer to Some(MessageId(9))
    "#]],
    );
    decides(
        done(Report::Asker(said, None)),
        &expect![[r#"
        send to -900 in reply to 5 as an answer to 5: I did not understand that. Perhaps you mean one of these:
        note Record(InVain { person: 11, question: "Ada did.", language: English, reason: Unclear, nearest: ["founder"] })
        log Unclear
    "#]],
    );
    let question = Some(MessageId(9));
    let answer = Answer { room: GROUP, reply: MessageId(5), chat: ChatId(12), thread: None, question, language };
    decides(
        done(Report::BroughtBack(answer, Arrival::Gone)),
        &expect![[r#"
        send to -7 in reply to 5: That could not be passed on: its asker has blocked me or lef
    "#]],
    );
    let curating = Curating { room: HER_OWN, message: None, language };
    let nothing = Curated::ForNext { rows: Vec::new(), hidden: std::collections::BTreeSet::new(), after: None };
    decides(
        done(Report::Curated(curating, nothing)),
        &expect![[r#"
        send to 11: Nothing else was asked in vain.
    "#]],
    );
    decides(
        done(Report::Curated(curating, Curated::Undone(None))),
        &expect![[r#"
        send to 11: The base is compiled into the program, so there are no files
    "#]],
    );
    decides(
        done(Report::Curated(curating, Curated::NoJournal)),
        &expect![[r#"
        send to 11: No journal is kept, so I don't know what was asked in vain.
    "#]],
    );
}
