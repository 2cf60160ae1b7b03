//! The commands that people type or pick from the menu.

use serde::{Deserialize, Serialize};

use crate::text::Language;

/// A command to this bot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Command {
    /// A welcome, or the fact that a link names.
    Start(String),
    /// What there is to do.
    Help,
    /// What can be asked for.
    Topics,
    /// What the last answer rests on, or a place of the source by number or name.
    Source(String),
    /// How the last answer came about.
    Why,
    /// The language of the replies.
    Language(LanguageWish),
    /// What this is.
    About,
    /// Erases what is kept of who asks.
    Forget,
    /// What only the bot's admins may ask for.
    Order(Order),
    /// There is no such command.
    Unknown,
}

/// What is to become of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum LanguageWish {
    /// It is to be shown, with buttons.
    Show,
    /// It is to be one that the bot doesn't speak.
    Another,
    /// It is to be this one, or that of each question.
    Set(Option<Language>),
}

/// What an admin of the bot may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Order {
    /// The base is to be read anew.
    Reload,
    /// How it goes.
    Status,
    /// The question that most people asked in vain.
    Review,
    /// What was asked, in figures.
    Stats,
    /// The last change of the base's files is to be taken back.
    Undo,
}

/// The names of what admins may ask for, which their menus show after the others.
pub(crate) const ORDERS: [&str; 5] = ["review", "undo", "stats", "reload", "status"];

/// The names of all commands, in the order of the menu; `start` is every bot's.
pub(crate) const MENU: [&str; 7] = ["help", "topics", "source", "why", "lang", "about", "forget"];

/// A text with the bot's name behind each command that stands in it: `/help@CiteBot`.
pub(crate) fn addressed_to(text: &str, name: &str) -> String {
    let mut parts = text.split('/');
    let mut addressed = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let end = part.find(|character: char| !character.is_ascii_lowercase()).unwrap_or(part.len());
        let (word, rest) = part.split_at(end);
        // In "and/or" and in an address nothing is a command.
        let stands_alone = !addressed.ends_with(|before: char| before.is_ascii_alphanumeric() || before == '/');
        let at = if stands_alone && MENU.contains(&word) { format!("@{name}") } else { String::new() };
        for piece in ["/", word, &at, rest] {
            addressed.push_str(piece);
        }
    }
    addressed
}

/// A command as it was typed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Typed<'a> {
    /// Its name, without the slash.
    name: &'a str,
    /// The bot that it names, if any.
    pub(crate) to: Option<&'a str>,
    argument: &'a str,
}

/// The command that a message begins with.
pub(crate) fn typed(text: &str) -> Option<Typed<'_>> {
    let rest = text.strip_prefix('/')?;
    let (word, argument) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let (name, to) = match word.split_once('@') {
        Some((name, to)) => (name, Some(to)),
        None => (word, None),
    };
    // "/ or //?" is a question.
    let named = !name.is_empty() && name.chars().all(|character| character.is_ascii_alphanumeric() || character == '_');
    named.then_some(Typed { name, to, argument: argument.trim() })
}

impl Typed<'_> {
    /// What it asks for.
    pub(crate) fn command(&self) -> Command {
        let argument = || self.argument.to_string();
        match self.name.to_ascii_lowercase().as_str() {
            "start" => Command::Start(argument()),
            "help" | "settings" => Command::Help,
            "topics" => Command::Topics,
            "source" => Command::Source(argument()),
            "why" => Command::Why,
            "lang" => Command::Language(language(self.argument)),
            "about" => Command::About,
            "forget" => Command::Forget,
            "reload" => Command::Order(Order::Reload),
            "status" => Command::Order(Order::Status),
            "review" => Command::Order(Order::Review),
            "stats" => Command::Order(Order::Stats),
            "undo" => Command::Order(Order::Undo),
            _ => Command::Unknown,
        }
    }
}

fn language(argument: &str) -> LanguageWish {
    match argument.to_ascii_lowercase().as_str() {
        "en" => LanguageWish::Set(Some(Language::English)),
        "zh" => LanguageWish::Set(Some(Language::Chinese)),
        "auto" => LanguageWish::Set(None),
        "" => LanguageWish::Show,
        _ => LanguageWish::Another,
    }
}

#[cfg(test)]
mod tests {
    use super::{Command, LanguageWish, Order, addressed_to, typed};
    use crate::text::Language;

    #[test]
    fn commands_are_addressed() {
        for (text, expected) in [
            ("/source 4 shows paragraph 4; and/or /help", "/source@CiteBot 4 shows paragraph 4; and/or /help@CiteBot"),
            ("https://example.org/help 和，/forget。", "https://example.org/help 和，/forget@CiteBot。"),
            ("/ //", "/ //"),
        ] {
            assert_eq!(addressed_to(text, "CiteBot"), expected);
        }
    }

    #[test]
    fn commands_are_read() {
        for (text, expected) in [
            ("/start", Some((Command::Start(String::new()), None))),
            ("/start film-output-2024", Some((Command::Start("film-output-2024".to_string()), None))),
            ("/HELP", Some((Command::Help, None))),
            ("/help@CiteBot please", Some((Command::Help, Some("CiteBot")))),
            ("/source  4 ", Some((Command::Source("4".to_string()), None))),
            ("/lang", Some((Command::Language(LanguageWish::Show), None))),
            ("/lang zh", Some((Command::Language(LanguageWish::Set(Some(Language::Chinese))), None))),
            ("/lang auto", Some((Command::Language(LanguageWish::Set(None)), None))),
            ("/lang fr", Some((Command::Language(LanguageWish::Another), None))),
            ("/reload now", Some((Command::Order(Order::Reload), None))),
            ("/status@CiteBot", Some((Command::Order(Order::Status), Some("CiteBot")))),
            ("/weather", Some((Command::Unknown, None))),
            ("/", None),
            ("/ or //?", None),
            ("/你好", None),
            ("who /start", None),
        ] {
            let read = typed(text).map(|typed| (typed.command(), typed.to));
            assert_eq!(read, expected, "{text}");
        }
    }
}
