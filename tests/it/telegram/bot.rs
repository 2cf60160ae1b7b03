//! The program under test, as `citebot telegram` against a server of ours.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::server::state::TOKEN;
use super::server::{BotApi, Shared};

/// How long a stopped bot may take to end. A poll of its own may still be under way.
const PATIENCE: Duration = Duration::from_secs(30);

/// How the bot ended and what it printed.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    pub(crate) out: String,
    pub(crate) errors: String,
}

/// A running bot. It ends when dropped.
pub(crate) struct Bot {
    child: Child,
    readers: Vec<JoinHandle<()>>,
    out: Arc<Mutex<String>>,
    errors: Arc<Mutex<String>>,
    folder: Arc<tempfile::TempDir>,
}

impl Bot {
    /// Runs `citebot telegram` in a folder of its own.
    pub(crate) fn start(server: &BotApi, arguments: &[&str], env: &[(&str, &str)]) -> Self {
        Self::start_in(Arc::new(tempfile::tempdir().unwrap()), server, arguments, env)
    }

    /// Runs it in a folder where another has run, which holds that one's journal.
    pub(crate) fn start_in(
        folder: Arc<tempfile::TempDir>,
        server: &BotApi,
        arguments: &[&str],
        env: &[(&str, &str)],
    ) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_citebot"));
        command.arg("telegram").args(arguments).current_dir(folder.path()).env_clear();
        command.env("TELOXIDE_TOKEN", TOKEN).env("TELOXIDE_API_URL", server.url()).envs(env.iter().copied());
        if let (false, Some(store)) =
            (env.iter().any(|(name, _)| *name == "CITEBOT_STORE"), super::store_of(folder.path()))
        {
            command.env("CITEBOT_STORE", store);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self::run(&mut command, folder, &server.shared)
    }

    /// Starts any program and collects what it prints.
    pub(super) fn run(command: &mut Command, folder: Arc<tempfile::TempDir>, shared: &Arc<Shared>) -> Self {
        let mut child = command.spawn().unwrap();
        let (out, errors) = (Arc::default(), Arc::default());
        let readers = vec![
            collect(child.stdout.take().unwrap(), Arc::clone(&out), Arc::clone(shared)),
            collect(child.stderr.take().unwrap(), Arc::clone(&errors), Arc::clone(shared)),
        ];
        Self { child, readers, out, errors, folder }
    }

    /// The folder with the journal; it lasts as long as somebody holds it.
    pub(crate) fn folder(&self) -> Arc<tempfile::TempDir> {
        Arc::clone(&self.folder)
    }

    /// What it has printed to standard error so far.
    pub(crate) fn errors(&self) -> String {
        read(&self.errors)
    }

    /// Asks it to stop (SIGTERM) and waits until it has.
    pub(crate) fn stop(mut self) -> Ended {
        self.signal("TERM");
        self.wait()
    }

    /// Sends a signal to this process and no other.
    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success(), "the bot has ended already: {}", self.errors());
    }

    /// Ends it at once, as a power cut would.
    pub(crate) fn kill(mut self) -> Ended {
        self.child.kill().unwrap();
        self.wait()
    }

    /// Waits until it ends by itself.
    pub(crate) fn end(mut self) -> Ended {
        self.wait()
    }

    fn wait(&mut self) -> Ended {
        let end = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < end, "the bot doesn't end: {}", self.errors());
            thread::sleep(Duration::from_millis(5));
        };
        for reader in self.readers.drain(..) {
            reader.join().unwrap();
        }
        Ended { status, out: read(&self.out), errors: read(&self.errors) }
    }

    /// Its memory in bytes: now, and at most so far.
    pub(crate) fn memory(&self) -> (u64, u64) {
        let path = Path::new("/proc").join(self.child.id().to_string()).join("status");
        let status = fs::read_to_string(path).unwrap();
        let of = |name: &str| -> u64 {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
            line.split_whitespace().next().unwrap().parse::<u64>().unwrap() * 1024
        };
        (of("VmRSS:"), of("VmHWM:"))
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(text: &Mutex<String>) -> String {
    text.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Keeps each line that is printed, here and for the server's own message when a wait is in vain.
fn collect(from: impl Read + Send + 'static, into: Arc<Mutex<String>>, shared: Arc<Shared>) -> JoinHandle<()> {
    thread::spawn(move || {
        let mut lines = BufReader::new(from);
        let mut bytes = Vec::new();
        while lines.read_until(b'\n', &mut bytes).is_ok_and(|length| length > 0) {
            let line = String::from_utf8_lossy(&bytes).into_owned();
            into.lock().unwrap_or_else(PoisonError::into_inner).push_str(&line);
            shared.state().printed.push(line.trim_end().to_string());
            shared.changed.notify_all();
            bytes.clear();
        }
    })
}
