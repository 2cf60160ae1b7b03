//! The program: reads what it is told, and hands it to the part that does it.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anstream::{AutoStream, ColorChoice};
use anyhow::Result;
use terminal_size::terminal_size;

use citebot::check::render::{Colors, Extent};
use citebot::commands::ask::{Asker, Detail, OutputFormat};
use citebot::commands::check::{Checking, Demand};
use citebot::commands::eval::Evaluation;
use citebot::commands::export::Target;
use citebot::commands::fit::Fitting;
use citebot::commands::import::BadRows;
use citebot::commands::live::watch;
use citebot::commands::suggest::Suggesting;
use citebot::commands::{
    self, Status, accepted, batch, check, eval, export, facts, fit, import, new, record, review, suggest, telegram,
    workshop,
};
use citebot::config::{self, BaseFolder, Check, Command, Environment, Invocation, Stop, Terminals};
use citebot::console::{Editor, Ready, Session, run, talk};
use citebot::mask::Masked;
use citebot::shown::{Escaping, Shown};
use citebot::telegram::TokenRefused;
use citebot::text::Language;
use citebot::workshop::Task;

fn main() -> ExitCode {
    let terminals = Terminals { input: io::stdin().is_terminal(), output: io::stdout().is_terminal() };
    let read = Environment::read(Path::new(".")).map_err(Stop::Setting);
    let read = read.and_then(|environment| config::read(std::env::args_os(), &environment, terminals));
    let status = match read {
        Ok(invocation) => carry_out(&invocation, terminals).unwrap_or_else(|error| failed(&error)),
        Err(Stop::CommandLine(error)) => {
            // Who closed the pipe needs no help.
            let _ = tell(&error);
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
        Err(Stop::Setting(error)) => failed(&error),
    };
    status.into()
}

/// Standard error, for all that is written there.
fn errors() -> Masked<Shown<io::Stderr>> {
    Masked::new(Shown::new(io::stderr(), Escaping::Text))
}

/// Writes help as it is, and an error without its colours: what was typed stands in it.
fn tell(error: &clap::Error) -> io::Result<()> {
    if error.use_stderr() { write!(errors(), "{}", error.render()) } else { error.print() }
}

/// A reader that went away has seen enough; anything else is told in one line.
fn failed(error: &anyhow::Error) -> Status {
    let broken_pipe = error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe);
    if broken_pipe {
        return Status::Good;
    }
    let _ = writeln!(errors(), "citebot: {error:#}");
    if error.is::<TokenRefused>() { Status::TokenRefused } else { Status::Error }
}

fn check_base(invocation: &Invocation, options: &Check, out: &mut dyn Write) -> Result<Status> {
    let Check { json, strict, all, fix, text, memory } = options;
    let extent = if *all { Extent::All } else { Extent::First };
    let checking = Checking {
        base: invocation.base.as_ref(),
        article: text.as_deref(),
        demand: if *strict { Demand::Spotless } else { Demand::Sound },
        table: invocation.table,
        shape: if *json { check::Shape::Json } else { check::Shape::Text(extent, colors(invocation.color)) },
        memory: memory.as_deref(),
        progress: io::stderr().is_terminal(),
    };
    if *fix { check::mend(checking, out) } else { check::report(checking, out) }
}

fn list_facts(invocation: &Invocation, pattern: &str, json: bool, out: &mut dyn Write) -> Result<Status> {
    let language = invocation.language.unwrap_or(Language::English);
    let base = commands::sound_base(invocation.base.as_ref(), &mut errors())?;
    let status = facts::list(&base, pattern, language, form(json), out)?;
    if status == Status::Bad {
        writeln!(errors(), "citebot: no fact goes with these letters")?;
    }
    Ok(status)
}

fn carry_out(invocation: &Invocation, terminals: Terminals) -> Result<Status> {
    let choice = if invocation.color { ColorChoice::Always } else { ColorChoice::Never };
    let shape = if is_json(&invocation.command) { Escaping::Json } else { Escaping::Styled };
    let out: &mut dyn Write = &mut Shown::new(AutoStream::new(io::stdout(), choice), shape);
    match &invocation.command {
        Command::Completions(shell) => {
            // clap_complete panics on a broken pipe, so it writes into memory.
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut config::command_line(), "citebot", &mut script);
            out.write_all(&script)?;
            Ok(Status::Good)
        }
        Command::Explain(rule) => check::explain_rule(rule, out),
        Command::Check(options) => check_base(invocation, options, out),
        Command::Facts { pattern, json } => list_facts(invocation, pattern, *json, out),
        Command::Ask { question, json, batch, why } => {
            let base = commands::sound_base(invocation.base.as_ref(), &mut errors())?;
            let detail = if *why { Detail::Why } else { Detail::Plain };
            let prepared = commands::prepared(base, invocation.table, invocation.judgement.as_deref())?;
            let (language, form) = (invocation.language, form(*json));
            let asker = Asker { prepared: &prepared, language, form, detail };
            Ok(match question {
                Some(question) => asker.one(question, out)?,
                None if *batch => batch::answer(&asker, io::stdin().lock(), out)?,
                None => asker.each(io::stdin().lock(), out)?,
            })
        }
        Command::Fit { dir, without, rows, out: file } => {
            let fitting = Fitting { dir, without, rows: rows.as_deref(), out: file.as_deref() };
            fit::fit(&fitting, out, &mut errors())
        }
        Command::Work { task, mode, asks } => {
            let base = invocation.base.as_ref();
            let asked = match task {
                Task::Add(entry) if *asks => {
                    Task::Add(workshop::asked(base, entry, &mut io::stdin().lock(), out, &mut errors())?)
                }
                task => task.clone(),
            };
            workshop::carry_out(base, invocation.table, &asked, *mode, out, &mut errors())
        }
        Command::Record { text, id, mode } => {
            record::carry_out(invocation.base.as_ref(), text, id.as_deref(), *mode, out, &mut errors())
        }
        Command::Suggest { accepted, journal, mode, json } => {
            let suggesting = Suggesting {
                base: invocation.base.as_ref(),
                table: invocation.table,
                judgement: invocation.judgement.as_deref(),
                journal: journal.as_ref(),
                accepted,
                mode: *mode,
                form: form(*json),
            };
            suggest::carry_out(&suggesting, out, &mut errors())
        }
        Command::Undo => workshop::undo(invocation.base.as_ref(), out),
        Command::New { dir, texts } => new::make(dir, texts, out),
        Command::Import { file, into, columns, skip_bad } => {
            let bad_rows = if *skip_bad { BadRows::Skipped } else { BadRows::Refused };
            import::make(file, into, columns, bad_rows, out, &mut errors())
        }
        Command::Export { file, format, force } => {
            let target = Target { file, format: *format, force: *force };
            export::write(invocation.base.as_ref(), &target, out, &mut errors())
        }
        Command::Eval { files, report, against, json, threads } => {
            let evaluation = Evaluation {
                base: invocation.base.as_ref(),
                table: invocation.table,
                judgement: invocation.judgement.as_deref(),
                files,
                report: report.as_deref(),
                against: against.as_deref(),
                threads: *threads,
                form: form(*json),
                progress: io::stderr().is_terminal(),
            };
            eval::report(&evaluation, out, &mut errors())
        }
        Command::Review { json, journal, apply } => {
            let (journal, base) = (journal.as_ref(), invocation.base.as_ref());
            match apply {
                Some(folder) => accepted::carry_out(journal, folder, invocation.table, out),
                None => review::report(journal, base, invocation.table, form(*json), out, &mut errors()),
            }
        }
        Command::Telegram(settings) => {
            announce(invocation.base.as_ref())?;
            telegram::begin_log(settings.log_form, settings.log_level);
            let base = commands::sound_base(invocation.base.as_ref(), &mut errors())?;
            telegram::serve(base, invocation.base.as_ref(), invocation.language, invocation.table, settings)
        }
        Command::Console => talk_with(invocation, terminals, out),
    }
}

/// Says whose base is asked where nobody named it.
fn announce(base: Option<&BaseFolder>) -> io::Result<()> {
    if base.is_some_and(BaseFolder::is_here) {
        writeln!(errors(), "citebot: asking the base in this folder")?;
    }
    Ok(())
}

fn talk_with(invocation: &Invocation, terminals: Terminals, out: &mut dyn Write) -> Result<Status> {
    announce(invocation.base.as_ref())?;
    let base = commands::sound_base(invocation.base.as_ref(), &mut errors())?;
    let prepared = commands::prepared(base, invocation.table, invocation.judgement.as_deref())?;
    let ready = Arc::new(Ready::new(prepared));
    let changes = invocation.base.as_ref().and_then(watch);
    if terminals.input && terminals.output {
        let width = || terminal_size().map(|(width, _)| usize::from(width.0));
        let mut session = Session::new(Arc::clone(&ready), invocation.language, width).following(changes);
        let mut editor = Editor::new(ready, invocation.history.as_deref(), invocation.color)?;
        talk(&mut session, &mut editor, out)?;
    } else {
        let mut session = Session::new(ready, invocation.language, || None).following(changes);
        run(&mut session, io::stdin().lock(), out)?;
    }
    Ok(Status::Good)
}

/// Whether what is written is JSON.
fn is_json(command: &Command) -> bool {
    match command {
        Command::Ask { json, .. }
        | Command::Facts { json, .. }
        | Command::Suggest { json, .. }
        | Command::Eval { json, .. }
        | Command::Review { json, .. }
        | Command::Check(Check { json, .. }) => *json,
        Command::Export { file, format, .. } => {
            file.as_os_str() == "-" && *format == Some(citebot::export::ExportFormat::JsonLines)
        }
        _ => false,
    }
}

fn colors(color: bool) -> Colors {
    if color { Colors::On } else { Colors::Off }
}

fn form(json: bool) -> OutputFormat {
    if json { OutputFormat::Json } else { OutputFormat::Text }
}
