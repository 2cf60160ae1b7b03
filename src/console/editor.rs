//! The console at a terminal: line editing, completion, history.

use std::fs::DirBuilder;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{ColorMode, CompletionType, Config, Context};
use rustyline::{Helper, Highlighter, Hinter, Validator};

use super::commands::NAMES;
use super::session::{Heard, Ready, Session};
use crate::reply::label;
use crate::reply::listing::worth_asking;
use crate::text::Language;

const PROMPT: (&str, &str) = ("> ", "\x1b[1;36m>\x1b[0m ");

/// Lines that the history keeps.
const HISTORY: usize = 1000;
/// Longer lines are pasted, not typed, and not kept.
const LONGEST_KEPT: usize = 500;
/// Most completions that Tab goes round.
const MOST_COMPLETIONS: usize = 12;

/// A line editor.
pub struct Editor {
    inner: rustyline::Editor<Completions, FileHistory>,
    history: Option<PathBuf>,
}

/// What Tab offers.
#[derive(Helper, Highlighter, Hinter, Validator)]
struct Completions {
    ready: Arc<Ready>,
}

impl Editor {
    /// An editor that completes from a base; it keeps its history in the file `history`, if any.
    ///
    /// # Errors
    /// When the terminal can't be used.
    pub fn new(ready: Arc<Ready>, history: Option<&Path>, color: bool) -> io::Result<Self> {
        let config = Config::builder()
            .max_history_size(HISTORY)
            .map_err(into_io)?
            .history_ignore_space(true)
            .completion_type(CompletionType::Circular)
            .color_mode(if color { ColorMode::Forced } else { ColorMode::Disabled })
            .build();
        let mut inner = rustyline::Editor::with_config(config).map_err(into_io)?;
        inner.set_helper(Some(Completions { ready }));
        let history = history.filter(|path| usable(path)).map(Path::to_path_buf);
        if let Some(path) = &history {
            // No history yet, or none that can be read, is an empty one.
            let _ = inner.load_history(path);
        }
        Ok(Self { inner, history })
    }

    /// Keeps a line, at once: the window may be closed at any time.
    pub fn keep(&mut self, line: &str) {
        if line.chars().count() > LONGEST_KEPT || !self.inner.add_history_entry(line).unwrap_or(false) {
            return;
        }
        if let Some(path) = &self.history {
            // A full disk is no reason to leave a question unanswered.
            let _ = self.inner.append_history(path);
        }
    }
}

/// Talks with a person at a terminal until they leave.
///
/// # Errors
/// When the terminal can't be read or written.
pub fn talk(session: &mut Session, editor: &mut Editor, out: &mut dyn Write) -> io::Result<()> {
    session.welcome(out)?;
    let mut interrupts = 0;
    loop {
        session.refresh(out)?;
        if let Some(completions) = editor.inner.helper_mut() {
            completions.ready = Arc::clone(session.ready());
        }
        out.flush()?;
        match editor.inner.readline(&PROMPT) {
            // Other programs are left so; as questions these words ask nothing.
            Ok(line) if matches!(line.trim(), "exit" | "quit") => return Ok(()),
            Ok(line) => {
                interrupts = 0;
                editor.keep(&line);
                match session.line(&line, out)? {
                    Heard::Nothing => {}
                    Heard::Shown => writeln!(out)?,
                    Heard::Leave => return Ok(()),
                }
            }
            Err(ReadlineError::Interrupted) => {
                interrupts += 1;
                if interrupts > 1 {
                    session.how_to_leave(out)?;
                }
            }
            Err(ReadlineError::Eof) => return Ok(()),
            Err(ReadlineError::Signal(_)) => {}
            Err(error) => return Err(into_io(error)),
        }
    }
}

fn into_io(error: ReadlineError) -> io::Error {
    match error {
        ReadlineError::Io(error) => error,
        other => io::Error::other(other.to_string()),
    }
}

/// Whether the history's folder is there, or could be made for its owner alone.
fn usable(history: &Path) -> bool {
    let Some(folder) = history.parent() else {
        return false;
    };
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).is_ok()
}

impl Completer for Completions {
    type Candidate = String;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        Ok((0, self.complete_line(line.get(..at).unwrap_or(line))))
    }
}

impl Completions {
    /// What a whole line may become.
    fn complete_line(&self, typed: &str) -> Vec<String> {
        if let Some(command) = typed.strip_prefix([':', '：']) {
            return self.complete_command(command);
        }
        let language = Language::of(typed);
        let facts = if typed.trim().is_empty() {
            worth_asking(self.ready.prepared.base(), language)
        } else {
            self.ready.picker.pick(typed)
        };
        let labels = facts.iter().map(|fact| label(self.ready.prepared.base().fact(*fact), language).to_string());
        labels.filter(|label| label != typed).take(MOST_COMPLETIONS).collect()
    }

    fn complete_command(&self, typed: &str) -> Vec<String> {
        let Some((name, argument)) = typed.split_once(' ') else {
            let names = self.ready.picker.pick_names(typed, NAMES.map(|name| &name[1..]));
            return names.into_iter().map(|name| format!(":{name}")).collect();
        };
        let arguments: Vec<String> = match name {
            "lang" => ["en", "zh", "auto"].map(String::from).to_vec(),
            "source" => {
                let numbers =
                    self.ready.prepared.base().sources.first().into_iter().flat_map(|source| &source.paragraphs);
                let places = ["credits", "title"].map(String::from);
                numbers.map(|paragraph| paragraph.number.to_string()).chain(places).collect()
            }
            "facts" => self
                .ready
                .picker
                .pick(argument)
                .iter()
                .map(|fact| self.ready.prepared.base().fact(*fact).id.text.clone())
                .collect(),
            _ => Vec::new(),
        };
        let fitting = arguments.into_iter().filter(|known| name == "facts" || known.starts_with(argument.trim()));
        fitting.take(MOST_COMPLETIONS).map(|argument| format!(":{name} {argument}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Completions, Editor, Ready};
    use crate::facts::{Files, load};
    use crate::matching::Prepared;
    use crate::text::WordTable;

    fn ready() -> Arc<Ready> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cafe");
        let base = load(&Files::read(&folder).unwrap()).unwrap();
        Arc::new(Ready::new(Prepared::with(base, WordTable::Used)))
    }

    #[test]
    fn tab_completes_questions_and_commands() {
        let completions = Completions { ready: ready() };
        for (typed, first) in [
            ("founder", Some("Who founded the Blue Kettle?")),
            ("whr kettle", Some("Where is the Blue Kettle?")),
            ("开业", Some("蓝壶咖啡馆什么时候开业？")),
            ("開業", Some("蓝壶咖啡馆什么时候开业？")),
            ("zzzz", None),
            (":w", Some(":why")),
            ("：he", Some(":help")),
            (":lang z", Some(":lang zh")),
            (":source c", Some(":source credits")),
            (":facts bea", Some(":facts beans")),
            (":nothing x", None),
        ] {
            assert_eq!(completions.complete_line(typed).first().map(String::as_str), first, "{typed}");
        }
        assert_eq!(completions.complete_line("").len(), 3);
        assert_eq!(completions.complete_line(":").len(), super::NAMES.len());
    }

    #[cfg(unix)]
    #[test]
    fn the_history_is_its_owners_alone_and_holds_no_pasted_pages() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state/citebot/history");
        let mut editor = Editor::new(ready(), Some(&path), false).unwrap();
        for line in ["who?", "who?", " secret", &"x".repeat(501), "有多少员工？"] {
            editor.keep(line);
        }
        #[expect(clippy::disallowed_methods, reason = "the test looks at the file")]
        let kept = std::fs::read_to_string(&path).unwrap();
        assert_eq!(kept, "#V2\nwho?\n有多少员工？\n");
        let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    }
}
