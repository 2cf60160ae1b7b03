//! What a line typed into the console asks for.

use crate::findings::did_you_mean;
use crate::sources::SourcePlace;
use crate::text::Language;

/// A line, read.
#[derive(Debug, PartialEq, Eq)]
pub enum Input<'a> {
    /// Nothing but blanks.
    Blank,
    /// Something to answer.
    Question(&'a str),
    /// A `:command`.
    Command(Command<'a>),
    /// A `:command` that there isn't, or that can't be read so.
    Wrong(Wrong<'a>),
}

/// A `:command`.
#[derive(Debug, PartialEq, Eq)]
pub enum Command<'a> {
    /// What there is to type.
    Help,
    /// How the last answer came about.
    Why,
    /// What the record holds: of the last answer's places, or of one place.
    Source(Option<SourcePlace<'a>>),
    /// The facts that a pattern picks.
    Facts(&'a str),
    /// Shows or sets the language of the replies.
    Language(Choice),
    /// Leaves.
    Quit,
}

/// What is to become of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// It is to be told.
    Show,
    /// It is to be that of each question.
    Auto,
    /// It is to be this one.
    Only(Language),
}

/// Why a `:command` can't be carried out.
#[derive(Debug, PartialEq, Eq)]
pub enum Wrong<'a> {
    /// There is none of this name; maybe another was meant.
    Name(&'a str, Option<&'static str>),
    /// It takes something else.
    Argument(&'static str, &'a str),
}

/// The names of all commands, as completion offers them.
pub(super) const NAMES: [&str; 6] = [":why", ":source", ":facts", ":lang", ":help", ":quit"];

/// Reads a line. A full-width colon, as Chinese keyboards type it, is a colon.
pub fn parse(line: &str) -> Input<'_> {
    let line = line.trim();
    if line.is_empty() {
        return Input::Blank;
    }
    let Some(command) = line.strip_prefix(':').or_else(|| line.strip_prefix('：')) else {
        return Input::Question(line);
    };
    let (name, argument) = command.split_once(char::is_whitespace).unwrap_or((command, ""));
    let argument = argument.trim();
    match command_of(name, argument) {
        Ok(command) => Input::Command(command),
        Err(wrong) => Input::Wrong(wrong),
    }
}

fn command_of<'a>(name: &'a str, argument: &'a str) -> Result<Command<'a>, Wrong<'a>> {
    Ok(match name.to_ascii_lowercase().as_str() {
        "" | "help" | "h" | "?" => Command::Help,
        "why" | "w" => Command::Why,
        "source" | "s" if argument.is_empty() => Command::Source(None),
        "source" | "s" => {
            Command::Source(Some(SourcePlace::read(argument).ok_or(Wrong::Argument(":source", argument))?))
        }
        "facts" | "f" | "list" => Command::Facts(argument),
        "lang" | "l" => Command::Language(language(argument).ok_or(Wrong::Argument(":lang", argument))?),
        "quit" | "q" | "exit" => Command::Quit,
        lower => {
            let near = did_you_mean(lower, NAMES.map(|name| &name[1..]));
            return Err(Wrong::Name(name, NAMES.into_iter().find(|name| Some(&name[1..]) == near)));
        }
    })
}

fn language(argument: &str) -> Option<Choice> {
    match argument.to_ascii_lowercase().as_str() {
        "" => Some(Choice::Show),
        "en" => Some(Choice::Only(Language::English)),
        "zh" => Some(Choice::Only(Language::Chinese)),
        "auto" => Some(Choice::Auto),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Choice, Command, Input, Wrong, parse};
    use crate::sources::{Citation, SourcePlace};
    use crate::text::Language;

    #[test]
    fn lines_are_questions_or_commands() {
        let source = |source, citation| Input::Command(Command::Source(Some(SourcePlace { source, citation })));
        for (line, expected) in [
            ("", Input::Blank),
            (" \t ", Input::Blank),
            (" who? ", Input::Question("who?")),
            ("why", Input::Question("why")),
            (":why", Input::Command(Command::Why)),
            ("  :WHY  ", Input::Command(Command::Why)),
            ("：why", Input::Command(Command::Why)),
            (":", Input::Command(Command::Help)),
            (":?", Input::Command(Command::Help)),
            (":source", Input::Command(Command::Source(None))),
            (":source 4", source(None, Citation::Paragraph(4))),
            (":source credits", source(None, Citation::Credits)),
            (":source kettle title", source(Some("kettle"), Citation::Title)),
            (":source four", Input::Wrong(Wrong::Argument(":source", "four"))),
            (":source -1", Input::Wrong(Wrong::Argument(":source", "-1"))),
            (":source 99999999999", Input::Wrong(Wrong::Argument(":source", "99999999999"))),
            (":facts", Input::Command(Command::Facts(""))),
            (":facts ai film", Input::Command(Command::Facts("ai film"))),
            (":lang", Input::Command(Command::Language(Choice::Show))),
            (":lang zh", Input::Command(Command::Language(Choice::Only(Language::Chinese)))),
            (":lang auto", Input::Command(Command::Language(Choice::Auto))),
            (":lang fr", Input::Wrong(Wrong::Argument(":lang", "fr"))),
            (":q", Input::Command(Command::Quit)),
            (":fact", Input::Wrong(Wrong::Name("fact", Some(":facts")))),
            (":wyh", Input::Wrong(Wrong::Name("wyh", Some(":why")))),
            (":reload", Input::Wrong(Wrong::Name("reload", None))),
            (":\u{202E}\0", Input::Wrong(Wrong::Name("\u{202E}\0", None))),
        ] {
            assert_eq!(parse(line), expected, "{line:?}");
        }
    }
}
