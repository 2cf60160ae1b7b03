//! Every text that a person can see in Telegram, in both languages, in one file that can be read at a sitting:
//! `texts.txt` beside this one. `UPDATE_EXPECT=1` writes it anew.
//!
//! What has room for something is shown with an example. No text can be left out: each that stands in the sources of
//! `telegram` and `reply` must stand in the file.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use expect_test::expect_file;
use teloxide::types::{ChatId, MessageId, UserId};

use super::act::Act;
use super::command::{MENU, ORDERS};
use super::event::{Event, Person, Pressed, Room, RoomKind, Said, Task, Verdict, What};
use super::literals::{literals, pieces};
use super::phrases::{self, admins, concern, curate, relay};
use super::report::Report;
use super::service::Counts;
use super::tests::{CURATORS, desk};
use super::{Desk, Happened};
use crate::facts::{Base, Files, load};
use crate::journal::{Reason, VoteCount};
use crate::matching::Prepared;
use crate::reply::ReplyKind;
use crate::reply::texts::Texts;
use crate::text::{Language, WordTable};

pub(super) fn base(name: &str) -> Base {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    load(&Files::read(&folder).unwrap()).unwrap()
}

fn all_texts() -> Texts {
    let (cafe, two) = (Prepared::new(base("cafe")), base("two"));
    let mut texts = Texts::default();
    texts.line("Every text that a person can see in Telegram, in English and Chinese, with examples in what has room.");
    add_conversations(&mut texts);
    add_phrases(&mut texts);
    add_pages(&mut texts, cafe.base(), &two);
    add_admins(&mut texts);
    add_curating(&mut texts);
    crate::reply::texts::add(&mut texts, &cafe);
    crate::reply::why::texts::add(&mut texts, &cafe);
    texts
}

#[test]
fn all_texts_are_as_they_were_read_last() {
    let texts = all_texts().text().replace(env!("CARGO_PKG_VERSION"), "[version]");
    expect_file!["./texts.txt"].assert_eq(&texts);
}

#[test]
fn no_text_is_missing() {
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let texts = folded(all_texts().text());
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    for module in ["telegram", "reply"] {
        files_in(&sources.join(module), &mut files);
    }
    assert!(files.len() > 40, "{files:?}");
    let mut missing = Vec::new();
    for file in files {
        let literals = literals(&source_of(&file));
        // What stands in Chinese is said to people, and the English beside it too.
        if literals.iter().any(|literal| literal.contains(crate::text::is_chinese)) {
            // What programs call the outcomes is none of it.
            let literals =
                literals.iter().filter(|literal| !ReplyKind::ALL.map(ReplyKind::name).contains(&literal.as_str()));
            let pieces = literals.flat_map(|literal| pieces(literal)).map(|piece| folded(&piece));
            missing.extend(pieces.filter(|piece| !texts.contains(piece.as_str())).map(|piece| (file.clone(), piece)));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[expect(clippy::disallowed_methods, reason = "a test reads the sources")]
fn source_of(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap()
}

/// The files of a module, but for those of its tests.
fn files_in(folder: &Path, files: &mut Vec<PathBuf>) {
    const TESTS: [&str; 3] = ["tests.rs", "texts.rs", "literals.rs"];
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = entry.file_name().unwrap().to_string_lossy().into_owned();
        if entry.is_dir() {
            files_in(&entry, files);
        } else if entry.extension().is_some_and(|ending| ending == "rs") && !TESTS.contains(&name.as_str()) {
            files.push(entry);
        }
    }
}

fn add_phrases(texts: &mut Texts) {
    texts.part("Buttons");
    for phrase in [
        phrases::NONE_OF_THESE,
        phrases::THATS_IT,
        phrases::NOT_IT,
        phrases::SOURCE,
        phrases::FORWARD,
        phrases::BACKWARD,
        phrases::ALL_TOPICS,
        phrases::AS_ASKED,
        phrases::NOTHING_FITS,
        phrases::SOMETHING_ELSE,
        relay::ASK_A_PERSON,
        concern::YES_FORGET,
    ] {
        texts.phrase(&phrase);
    }
    texts.part("Short sentences");
    for phrase in [
        phrases::WHICH_TOPIC,
        phrases::SPOKEN,
        phrases::DEAD_LINK,
        phrases::THANKS,
        phrases::SORRY,
        phrases::UNREADABLE,
        phrases::OLD_BUTTON,
        phrases::SLOW_DOWN,
        phrases::MISHAP,
        phrases::ADMINS_ONLY,
        phrases::NO_SUCH_COMMAND,
        phrases::NOTHING_ASKED,
        phrases::ANOTHER_BASE,
        phrases::MORE_PLACES,
        phrases::TAKES_A_PLACE,
        phrases::NOTHING_KEPT,
        phrases::NOT_ERASED,
        concern::FORGET,
        concern::HOW_TO_FORGET,
        concern::ASK_FIRST,
    ] {
        texts.phrase(&phrase);
    }
    texts.part("A question that is passed on to people");
    for phrase in [
        relay::PASSED_ON,
        relay::ALREADY,
        relay::ENOUGH,
        relay::NOT_PASSED,
        relay::TOO_OLD,
        relay::SOMEBODY_ASKS,
        relay::HOW_TO_REPLY,
        relay::A_PERSON_ANSWERS,
        relay::ARRIVED,
        relay::ASKER_GONE,
        relay::NOT_ARRIVED,
        relay::ASKER_FORGOTTEN,
    ] {
        texts.phrase(&phrase);
    }
    texts.each(|language| concern::pass_on("Who painted the xylophone?", language));
}

fn add_pages(texts: &mut Texts, cafe: &Base, two: &Base) {
    let called = |language: Language| cafe.called(language);
    texts.part("What is said where nothing fitted, or somebody is needed");
    for (offers, kept) in [(true, true), (true, false), (false, true), (false, false)] {
        texts.each(|language| phrases::not_found(offers, kept, called(language), language));
    }
    for kept in [true, false] {
        texts.each(|language| concern::mistake(kept, language).to_string());
    }
    texts.each(|language| concern::turn_to("hello@kettle.example", language));
    texts.each(|language| concern::nobody(called(language), language));
    texts.part("Sources");
    texts.each(|language| phrases::nothing_said(called(language), language));
    texts.each(|language| phrases::which_source(two, language).unwrap_or_default());
    for base in [cafe, two] {
        texts.each(|language| phrases::no_such_source(base, language));
    }
    texts.part("Pages");
    let with_contact = |contact: &str| {
        let mut base = cafe.clone();
        let contact = contact.to_string();
        base.settings.contact = Some(crate::text::PerLanguage { en: contact.clone(), zh: contact });
        base
    };
    texts.each(|language| phrases::welcome(cafe, language));
    for base in [cafe, two] {
        texts.each(|language| phrases::help(base, "@CiteBot", language));
    }
    texts.each(|language| phrases::help_in_group(cafe, "@CiteBot", language));
    let kept = |days, stored, curators| phrases::Kept { days, stored, curators };
    texts.each(|language| phrases::about(cafe, language, kept(Some(90), false, true)));
    texts.each(|language| phrases::about(cafe, language, kept(Some(90), true, false)));
    texts.each(|language| phrases::about(cafe, language, kept(None, true, false)));
    let with_contact = with_contact("hello@kettle.example");
    texts.each(|language| phrases::about(&with_contact, language, kept(None, false, false)));
    for chosen in [None, Some(Language::English), Some(Language::Chinese)] {
        texts.each(|language| phrases::speaks(chosen, language).to_string());
    }
    texts.part("The bot's profile and its menu");
    for base in [cafe, two] {
        texts.each(|language| phrases::description(base, language));
        texts.each(|language| phrases::short_description(base, language));
    }
    for name in MENU.into_iter().chain(ORDERS).chain(["start"]) {
        texts.each(|language| format!("/{name} {}", phrases::command(name, language)));
    }
}

fn add_admins(texts: &mut Texts) {
    texts.part("For the bot's admins");
    let (many, one) = (Counts { facts: 31, drafts: 4, gaps: 3 }, Counts { facts: 1, drafts: 1, gaps: 1 });
    let (day, minute) = (Duration::from_hours(25), Duration::from_secs(61));
    let folder = Path::new("/srv/elm");
    texts.each(|language| admins::running(day, language));
    for (name, folder) in [(Some("Elm"), Some(folder)), (None, Some(folder)), (Some("Elm"), None), (None, None)] {
        texts.each(|language| admins::base(name, folder, language));
    }
    for counts in [many, one] {
        texts.each(|language| admins::holds(counts, minute, language));
        texts.each(|language| admins::reloaded(counts, language));
    }
    texts.each(|language| admins::asked([1, 2, 3, 4, 5, 6], language));
    texts.each(|language| admins::last_failed(minute, language));
    for phrase in [admins::HELP, admins::NEVER_RELOADED, admins::LAST_SOUND, admins::NOT_RELOADED, admins::COMPILED_IN]
    {
        texts.phrase(&phrase);
    }
}

fn add_curating(texts: &mut Texts) {
    texts.part("What was wrong, and what becomes of questions in vain");
    for phrase in [
        curate::WHAT_WAS_WRONG,
        curate::NOTED,
        curate::SOMEBODY_COMPLAINS,
        curate::COMPLAINT_PASSED,
        curate::FOR_ADMINS,
        curate::GAP,
        curate::IGNORE,
        curate::NEXT,
        curate::NOTHING,
        curate::NO_JOURNAL,
        curate::GONE,
        curate::NO_FILES,
        curate::NOT_UNDONE,
    ] {
        texts.phrase(&phrase);
    }
    texts.each(|language| curate::phrasing_of("Who owns the cafe?", language));
    for (kind, told) in [
        (ReplyKind::Answer, Some("owner")),
        (ReplyKind::Answer, None),
        (ReplyKind::Nearest, Some("owner")),
        (ReplyKind::Clarify, None),
        (ReplyKind::Unclear, None),
        (ReplyKind::Refuse, None),
        (ReplyKind::SmallTalk, None),
    ] {
        texts.each(|language| curate::made_of(kind, told, language));
    }
    let reasons: Vec<(Reason, usize)> = Reason::ALL.into_iter().map(|reason| (reason, 2)).collect();
    texts.each(|language| curate::wanted(3, 14, &reasons, language));
    texts.each(|language| curate::wanted(1, 1, &[(Reason::Refused, 1)], language));
    texts.each(|language| curate::also("who has it", language));
    let broken: Vec<String> =
        ["who began it", "who opened it", "who runs it", "who made it"].map(str::to_string).into();
    for fact in [Some("owner"), None] {
        texts.each(|language| {
            let what = curate::proposed("who has it", fact, language);
            [
                curate::written(&what, &[], language),
                curate::written(&what, &broken, language),
                curate::kept(&what, language),
                curate::refused(&what, language),
                curate::undone(&what, language),
            ]
            .join("\n")
        });
    }
    texts.each(|language| curate::ignored("who has it", language));
    texts.each(|language| curate::backlog(2, Duration::from_secs(61), language));
    texts.each(|language| curate::in_vain(&[(Reason::Refused, 2, 9), (Reason::Unclear, 0, 1)], language));
    texts.each(|language| curate::in_vain(&[], language));
    let count = VoteCount { fact: "owner".to_string(), up: 1, down: 4, denied: 0 };
    texts.each(|language| curate::judged_bad(std::slice::from_ref(&count), language));
    texts.each(|language| curate::waiting(2, language));
}

/// What a person says or presses.
enum Does {
    Says(&'static str),
    /// The button that begins so, below the last message that has one.
    Presses(&'static str),
}

use Does::{Presses, Says};

const ENGLISH: [Does; 31] = [
    Says("/start"),
    Says("open and roast"),
    Says("7"),
    Says("none of these"),
    Says("open and roast"),
    Presses("1. "),
    Says("/why"),
    Says("Who founded the Blue Kettle?"),
    Presses("Source"),
    Says("👍"),
    Says("/why"),
    Says("Is it true that 12 people work there?"),
    Presses("👎"),
    Says("Who manages the cafe?"),
    Presses("No"),
    Says("What share of the orders is oat cake in London?"),
    Presses("Ask a person"),
    Says("what does a coffee cost"),
    Says("Why do xylophones hum?"),
    Says("hello"),
    Says("what does paragraph 2 say?"),
    Says("summary please"),
    Says("delete my data"),
    Says("I want to talk to a human"),
    Says("report a mistake"),
    Says("/source 99"),
    Says("/topics"),
    Presses("The cafe"),
    Says("/lang"),
    Says("/nonsense"),
    Says("/forget"),
];

const CHINESE: [Does; 28] = [
    Says("/start"),
    Says("蓝壶咖啡馆是谁创办的？"),
    Presses("依据"),
    Says("👍"),
    Says("/why"),
    Says("店里有12名员工，对吗？"),
    Presses("👎"),
    Says("谁负责咖啡馆？"),
    Presses("不是"),
    Says("以上都不是"),
    Says("燕麦蛋糕在东京占点单的多少？"),
    Presses("问真人"),
    Says("一杯咖啡多少钱"),
    Says("木琴为什么会响？"),
    Says("你好"),
    Says("第二段说了什么？"),
    Says("总结一下"),
    Says("删除我的数据"),
    Says("转人工"),
    Says("这里有错"),
    Says("/source 99"),
    Says("/source title"),
    Says("/topics"),
    Presses("咖啡馆"),
    Says("/lang"),
    Says("/nonsense"),
    Says("/about"),
    Says("/forget"),
];

/// Two conversations as they go, with the buttons below each message.
fn add_conversations(texts: &mut Texts) {
    for (language, told) in [(Language::English, &ENGLISH[..]), (Language::Chinese, &CHINESE[..])] {
        texts.part(&format!("A conversation ({})", language.code()));
        let mut talk = Talk::new(language);
        for does in told {
            talk.goes_on(does, texts);
        }
    }
}

/// The bot about the cafe and somebody who talks with it, without a network between them.
struct Talk {
    desk: Desk,
    person: Person,
    room: Room,
    now: Instant,
    /// The number of the last message.
    last: i32,
    /// The last message with buttons, and these with what they ask for.
    offered: (MessageId, Vec<(String, String)>),
}

impl Talk {
    #[expect(clippy::disallowed_methods, reason = "tests may read the clock")]
    fn new(language: Language) -> Self {
        let now = Instant::now();
        let desk = desk(base("cafe"), WordTable::default(), Some(90), Some(CURATORS), now);
        let person = Person { id: UserId(11), language, anonymous_admin: false };
        let room = Room { chat: ChatId(11), thread: None, kind: RoomKind::Private };
        Self { desk, person, room, now, last: 0, offered: (MessageId(0), Vec::new()) }
    }

    fn goes_on(&mut self, does: &Does, texts: &mut Texts) {
        let event = match does {
            Says(text) => {
                texts.line(&format!("\n> {text}"));
                self.said(text)
            }
            Presses(label) => {
                texts.line(&format!("\n> [{label}]"));
                self.pressed(label)
            }
        };
        for act in self.desk.decide(Happened::Came(Task { event, verdict: Verdict::Welcome }), self.now) {
            self.shown(act, texts);
        }
    }

    fn said(&mut self, text: &str) -> Event {
        self.last += 1;
        let what = match super::command::typed(text) {
            Some(command) => What::Command(command.command()),
            None => What::Question(text.to_string()),
        };
        let (room, person, message) = (self.room, self.person, MessageId(self.last));
        Event::Said(Said { room, person, message, replies_to: None, album: None, what })
    }

    fn pressed(&self, label: &str) -> Event {
        let (message, buttons) = &self.offered;
        let (_, data) = buttons.iter().find(|(shown, _)| shown.starts_with(label)).expect(label);
        let query = teloxide::types::CallbackQueryId("q".to_string());
        Event::Pressed(Pressed { query, person: self.person, at: Some((self.room, *message)), data: data.clone() })
    }

    fn shown(&mut self, act: Act, texts: &mut Texts) {
        let (page, answered) = match act {
            Act::Send { page, answered, .. } => (page, answered),
            Act::Turn { page, .. } => (page, None),
            Act::Release { notice: Some(notice), .. } => return texts.line(&format!("({notice})")),
            _ => return,
        };
        self.last += 1;
        if let Some(mut answered) = answered {
            answered.answers.push(MessageId(self.last));
            self.desk.decide(Happened::Done(Report::Answered { chat: self.room.chat, answered }), self.now);
        }
        for sheet in page.sheets(self.desk.base()) {
            texts.line(&sheet.html);
            let rows = sheet.keyboard.map(|keyboard| keyboard.inline_keyboard).unwrap_or_default();
            let mut buttons = Vec::new();
            for row in rows {
                let labels: Vec<String> = row.iter().map(|button| format!("[{}]", button.text)).collect();
                texts.line(&format!("  {}", labels.join(" ")));
                buttons.extend(row.into_iter().map(|button| {
                    let data = serde_json::to_value(&button).unwrap()["callback_data"].clone();
                    (button.text, data.as_str().unwrap_or_default().to_string())
                }));
            }
            if !buttons.is_empty() {
                self.offered = (MessageId(self.last), buttons);
            }
        }
    }
}
