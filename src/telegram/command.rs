//! The commands that people type or pick from the menu.

use crate::text::Language;

/// A command to this bot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Command {
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
    /// The language of the replies: shown with buttons, or set at once.
    Language(Option<Option<Language>>),
    /// What this is.
    About,
    /// Erases what is kept of who asks.
    Forget,
    /// There is no such command.
    Unknown,
}

/// The names of all commands, in the order of the menu; `start` is every bot's.
pub(super) const MENU: [&str; 7] = ["help", "topics", "source", "why", "lang", "about", "forget"];

/// A command as it was typed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Typed<'a> {
    /// Its name, without the slash.
    name: &'a str,
    /// The bot that it names, if any.
    pub(super) to: Option<&'a str>,
    argument: &'a str,
}

/// The command that a message begins with.
pub(super) fn typed(text: &str) -> Option<Typed<'_>> {
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
    pub(super) fn command(&self) -> Command {
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
            _ => Command::Unknown,
        }
    }
}

fn language(argument: &str) -> Option<Option<Language>> {
    match argument.to_ascii_lowercase().as_str() {
        "en" => Some(Some(Language::English)),
        "zh" => Some(Some(Language::Chinese)),
        "auto" => Some(None),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Command, typed};
    use crate::text::Language;

    #[test]
    fn commands_are_read() {
        for (text, expected) in [
            ("/start", Some((Command::Start(String::new()), None))),
            ("/start film-output-2024", Some((Command::Start("film-output-2024".to_string()), None))),
            ("/HELP", Some((Command::Help, None))),
            ("/help@CiteBot please", Some((Command::Help, Some("CiteBot")))),
            ("/source  4 ", Some((Command::Source("4".to_string()), None))),
            ("/lang", Some((Command::Language(None), None))),
            ("/lang zh", Some((Command::Language(Some(Some(Language::Chinese))), None))),
            ("/lang auto", Some((Command::Language(Some(None)), None))),
            ("/lang fr", Some((Command::Language(None), None))),
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
