//! A conversation at the console: from a line to what is shown. It reads and writes what it is given.

use std::io::{self, BufRead, Write};
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::commands::{Choice, Command, Input, parse};
use super::phrases;
use super::screen::{FAINT, PLAIN, STRONG, Screen};
use crate::commands::ask::LONGEST_LINE;
use crate::commands::live::Change;
use crate::conversation::{
    Memory, Outcome, Remark, Said, Turn, denied, is_meant, offers, remark, told_as_nearest, turn,
};
use crate::facts::Base;
use crate::lines::Lines;
use crate::matching::{Nearest, Prepared, Refusal, Verdict};
use crate::pick::Picker;
use crate::reply::listing::{ListRow, rows, worth_asking};
use crate::reply::plain::{Part, parts};
use crate::reply::{beyond_list, in_language, label, list_number, reply, why};
use crate::text::Language;

/// A conversation and what it knows.
pub struct Session {
    ready: Arc<Ready>,
    /// What the base's files become, where they are watched.
    changes: Option<Receiver<Change>>,
    memory: Memory,
    /// The language that was asked for; none for that of each question.
    chosen: Option<Language>,
    last: Option<Turn>,
    /// What was said in the last answer.
    pub(super) said: Vec<Said>,
    /// Columns of the window, asked anew each time: windows change.
    width: fn() -> Option<usize>,
}

/// A base made ready to be asked and picked from.
pub struct Ready {
    /// The base.
    pub prepared: Prepared,
    /// Picks its facts.
    pub picker: Picker,
}

impl Ready {
    /// Makes a base ready.
    pub fn new(prepared: Prepared) -> Self {
        let picker = Picker::new(prepared.base());
        Self { prepared, picker }
    }
}

/// What came of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// Nothing was asked.
    Nothing,
    /// Something was shown.
    Shown,
    /// The person leaves.
    Leave,
}

impl Session {
    /// A conversation in which nothing was said yet.
    pub fn new(ready: Arc<Ready>, language: Option<Language>, width: fn() -> Option<usize>) -> Self {
        let (memory, said) = (Memory::default(), Vec::new());
        Self { ready, changes: None, memory, chosen: language, last: None, said, width }
    }

    /// The same, which goes on with what the base's files become.
    #[must_use]
    pub fn following(self, changes: Option<Receiver<Change>>) -> Self {
        Self { changes, ..self }
    }

    pub(super) fn base(&self) -> &Base {
        self.ready.prepared.base()
    }

    /// The base that is asked now.
    pub fn ready(&self) -> &Arc<Ready> {
        &self.ready
    }

    /// Goes on with the base as its files are now, and says so; files with findings leave it as it was.
    ///
    /// # Errors
    /// When `out` takes no more.
    pub fn refresh(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let Some(change) = self.changes.as_ref().and_then(|changes| changes.try_iter().last()) else { return Ok(()) };
        let mut screen = Screen { out, width: (self.width)() };
        let language = self.language();
        match change {
            Ok(base) => {
                let table = self.ready.prepared.matcher().word_table();
                let ready = Ready::new(Prepared::with(base, table));
                let facts = ready.prepared.base().facts.len();
                let old = self.ready.prepared.base();
                self.memory.move_to(|fact| ready.prepared.base().fact_named(&old.fact(fact).id.text));
                (self.last, self.said) = (None, Vec::new());
                self.ready = Arc::new(ready);
                screen.say(FAINT, &phrases::reloaded(facts, language), 0)
            }
            Err(findings) => {
                screen.say(FAINT, phrases::not_reloaded(language), 0)?;
                writeln!(screen.out, "{findings}")
            }
        }
    }

    /// The language of messages: that of the last turn.
    pub fn language(&self) -> Language {
        self.chosen.or(self.last.as_ref().map(|turn| turn.language)).unwrap_or(Language::English)
    }

    /// Says what can be asked here, with questions worth asking.
    ///
    /// # Errors
    /// When `out` takes no more.
    pub fn welcome(&self, out: &mut dyn Write) -> io::Result<()> {
        let language = self.language();
        let mut screen = Screen { out, width: (self.width)() };
        let languages = self.base().languages();
        screen.say(STRONG, &phrases::welcome(&self.base().subject(language), &languages, language), 0)?;
        let worth = worth_asking(self.base(), language);
        if !worth.is_empty() {
            screen.say(PLAIN, phrases::for_instance(language), 0)?;
        }
        for (at, fact) in worth.iter().enumerate() {
            screen.row(&format!("  {}. ", at + 1), label(self.base().fact(*fact), language))?;
        }
        screen.say(FAINT, &phrases::how_to_go_on(&languages, language), 0)?;
        writeln!(screen.out)
    }

    /// Says how to leave, to who seems to want to.
    ///
    /// # Errors
    /// When `out` takes no more.
    pub fn how_to_leave(&self, out: &mut dyn Write) -> io::Result<()> {
        Screen { out, width: (self.width)() }.say(FAINT, phrases::how_to_leave(self.language()), 0)
    }

    /// Takes a line and shows what comes of it.
    ///
    /// # Errors
    /// When `out` takes no more.
    pub fn line(&mut self, line: &str, out: &mut dyn Write) -> io::Result<Heard> {
        self.refresh(out)?;
        let mut screen = Screen { out, width: (self.width)() };
        match parse(line) {
            Input::Blank => return Ok(Heard::Nothing),
            Input::Command(Command::Quit) => return Ok(Heard::Leave),
            Input::Question(question) => self.answer(question, &mut screen)?,
            Input::Command(command) => self.carry_out(&command, &mut screen)?,
            Input::Wrong(wrong) => screen.say(PLAIN, &phrases::wrong(&wrong, self.language()), 0)?,
        }
        Ok(Heard::Shown)
    }

    fn answer(&mut self, question: &str, screen: &mut Screen<'_>) -> io::Result<()> {
        let beyond = self.last.as_ref().and_then(|last| beyond_list(&last.outcome, question, self.language()));
        if let Some(beyond) = beyond {
            return screen.say(PLAIN, &beyond, 0);
        }
        let nearest = self.last.as_ref().and_then(|last| told_as_nearest(&last.outcome));
        if let Some(meant) = nearest.and_then(|_| is_meant(question)) {
            return self.judged(meant, screen);
        }
        if let Some(said) = self.remarked(question) {
            return screen.say(PLAIN, said, 0);
        }
        let question = self.suggested(question).unwrap_or_else(|| question.to_string());
        let turn = turn(&self.ready.prepared, &mut self.memory, &question);
        let turn = in_language(turn, self.chosen);
        show(parts(&reply(self.base(), &turn)), screen)?;
        match &turn.outcome {
            Outcome::Answer(said) => self.said.clone_from(said),
            Outcome::Nearest(Nearest { fact, .. }) => {
                self.said = vec![Said { fact: *fact, verdict: Verdict::Unclaimed }];
                screen.say(FAINT, phrases::meant(turn.language), 0)?;
            }
            Outcome::Refuse(Refusal { told: Some(fact), .. }) => {
                self.said = vec![Said { fact: *fact, verdict: Verdict::Unclaimed }];
            }
            Outcome::Refuse(_)
            | Outcome::Clarify(_)
            | Outcome::Unclear(_)
            | Outcome::SmallTalk(_)
            | Outcome::OfText(_)
            | Outcome::Concern(_) => {}
        }
        self.last = Some(turn);
        Ok(())
    }

    /// What is said to who says by a sign or a few words what the reply before was worth.
    fn remarked(&self, text: &str) -> Option<&'static str> {
        let last = self.last.as_ref()?;
        match (remark(text)?, &last.outcome) {
            (Remark::Good, Outcome::Answer(_)) => Some(phrases::thanks(last.language)),
            (Remark::Bad, Outcome::Answer(_)) => Some(phrases::no_help(last.language)),
            (Remark::NoneOfThese, _) if offers(&last.outcome) => Some(phrases::not_found(false, last.language)),
            _ => None,
        }
    }

    /// What is said to who tells whether the nearest fact was meant. Nothing is kept of it here.
    fn judged(&mut self, meant: bool, screen: &mut Screen<'_>) -> io::Result<()> {
        let language = self.language();
        if meant {
            return screen.say(PLAIN, phrases::thanks(language), 0);
        }
        let Some(mut turn) = self.last.take() else { return Ok(()) };
        turn.outcome = denied(&mut self.memory, turn.outcome);
        let options: Vec<Part> =
            parts(&reply(self.base(), &turn)).into_iter().filter(|part| matches!(part, Part::Option(..))).collect();
        screen.say(PLAIN, phrases::not_found(!options.is_empty(), language), 0)?;
        self.last = Some(turn);
        show(options, screen)
    }

    /// The question of the welcome that a number picks, before anything was asked.
    fn suggested(&self, typed: &str) -> Option<String> {
        let number = list_number(typed)?;
        let language = self.language();
        let worth = if self.last.is_none() { worth_asking(self.base(), language) } else { Vec::new() };
        worth.get(number.checked_sub(1)?).map(|fact| label(self.base().fact(*fact), language).to_string())
    }

    fn carry_out(&mut self, command: &Command<'_>, screen: &mut Screen<'_>) -> io::Result<()> {
        let language = self.language();
        match command {
            Command::Help => help(language, screen),
            Command::Why => match &self.last {
                None => screen.say(PLAIN, why::nothing_yet(language), 0),
                Some(turn) => {
                    why::lines(&self.ready.prepared, turn).iter().try_for_each(|line| screen.say(PLAIN, line, 4))
                }
            },
            Command::Source(None) => self.last_places(screen),
            Command::Source(Some(place)) => self.place(place, screen),
            Command::Facts(pattern) => self.facts(pattern, screen),
            Command::Language(choice) => {
                match choice {
                    Choice::Show => {}
                    Choice::Auto => self.chosen = None,
                    Choice::Only(language) => self.chosen = Some(*language),
                }
                screen.say(PLAIN, phrases::speaks(self.chosen, self.language()), 0)
            }
            // `line` leaves before it comes here.
            Command::Quit => Ok(()),
        }
    }

    fn facts(&self, pattern: &str, screen: &mut Screen<'_>) -> io::Result<()> {
        let language = self.language();
        let facts = self.ready.picker.pick(pattern);
        if facts.is_empty() {
            return screen.say(PLAIN, &phrases::no_fact(pattern, language), 0);
        }
        for row in rows(self.base(), &facts, language) {
            match row {
                ListRow::Topic(topic) => screen.say(STRONG, &topic, 0)?,
                ListRow::Fact(id, label) => screen.row(&format!("  {id}  "), &label)?,
            }
        }
        Ok(())
    }
}

fn show(parts: Vec<Part>, screen: &mut Screen<'_>) -> io::Result<()> {
    parts.into_iter().try_for_each(|part| match part {
        Part::Said(text) => screen.say(PLAIN, &text, 0),
        Part::Source(text) => screen.say(FAINT, &text, 2),
        Part::Quotation(text) => screen.say(FAINT, &format!("  {text}"), 2),
        Part::Option(number, label) => screen.row(&format!("  {number}. "), &label),
    })
}

fn help(language: Language, screen: &mut Screen<'_>) -> io::Result<()> {
    let (opening, rows, keys) = phrases::help(language);
    screen.say(PLAIN, opening, 0)?;
    for (key, text) in rows {
        screen.row(key, text)?;
    }
    screen.say(FAINT, keys, 0)
}

/// Talks without a terminal: one line after the other, replies parted by a blank line.
///
/// # Errors
/// When `input` can't be read or `out` takes no more.
pub fn run(session: &mut Session, input: impl BufRead, out: &mut dyn Write) -> io::Result<()> {
    for line in Lines::new(input, LONGEST_LINE) {
        match session.line(&line?.text, out)? {
            Heard::Nothing => {}
            Heard::Shown => writeln!(out)?,
            Heard::Leave => break,
        }
        out.flush()?;
    }
    Ok(())
}
