//! What a line typed into the console asks for.

use crate::findings::did_you_mean;
use crate::sources::SourcePlace;
use crate::text::Language;

/// A line, read.
#[derive(Debug, PartialEq, Eq)]
pub enum Line<'a> {
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
pub fn parse(line: &str) -> Line<'_> {
    let line = line.trim();
    if line.is_empty() {
        return Line::Blank;
    }
    let Some(command) = line.strip_prefix(':').or_else(|| line.strip_prefix('：')) else {
        return Line::Question(line);
    };
    let (name, argument) = command.split_once(char::is_whitespace).unwrap_or((command, ""));
    let argument = argument.trim();
    match command_of(name, argument) {
        Ok(command) => Line::Command(command),
        Err(wrong) => Line::Wrong(wrong),
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
    use super::{Choice, Command, Line, Wrong, parse};
    use crate::sources::{Citation, SourcePlace};
    use crate::text::Language;

    #[test]
    fn lines_are_questions_or_commands() {
        let source = |source, citation| Line::Command(Command::Source(Some(SourcePlace { source, citation })));
        for (line, expected) in [
            ("", Line::Blank),
            (" \t ", Line::Blank),
            (" who? ", Line::Question("who?")),
            ("why", Line::Question("why")),
            (":why", Line::Command(Command::Why)),
            ("  :WHY  ", Line::Command(Command::Why)),
            ("：why", Line::Command(Command::Why)),
            (":", Line::Command(Command::Help)),
            (":?", Line::Command(Command::Help)),
            (":source", Line::Command(Command::Source(None))),
            (":source 4", source(None, Citation::Paragraph(4))),
            (":source credits", source(None, Citation::Credits)),
            (":source kettle title", source(Some("kettle"), Citation::Title)),
            (":source four", Line::Wrong(Wrong::Argument(":source", "four"))),
            (":source -1", Line::Wrong(Wrong::Argument(":source", "-1"))),
            (":source 99999999999", Line::Wrong(Wrong::Argument(":source", "99999999999"))),
            (":facts", Line::Command(Command::Facts(""))),
            (":facts ai film", Line::Command(Command::Facts("ai film"))),
            (":lang", Line::Command(Command::Language(Choice::Show))),
            (":lang zh", Line::Command(Command::Language(Choice::Only(Language::Chinese)))),
            (":lang auto", Line::Command(Command::Language(Choice::Auto))),
            (":lang fr", Line::Wrong(Wrong::Argument(":lang", "fr"))),
            (":q", Line::Command(Command::Quit)),
            (":fact", Line::Wrong(Wrong::Name("fact", Some(":facts")))),
            (":wyh", Line::Wrong(Wrong::Name("wyh", Some(":why")))),
            (":reload", Line::Wrong(Wrong::Name("reload", None))),
            (":\u{202E}\0", Line::Wrong(Wrong::Name("\u{202E}\0", None))),
        ] {
            assert_eq!(parse(line), expected, "{line:?}");
        }
    }
}
