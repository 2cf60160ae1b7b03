//! A Bot API server on this machine, strict where Telegram is.
//!
//! Whatever breaks a rule is refused as Telegram refuses it and kept as a fault of the bot, which fails the test.

mod calls;
mod html;
mod http;
mod keyboard;
mod messages;
mod polling;
mod profile;
mod queries;
mod refusal;
pub(crate) mod rooms;
pub(crate) mod state;
mod text;
pub(crate) mod weather;

use std::collections::BTreeMap;
use std::io::BufReader;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

pub(crate) use keyboard::rows as keyboard_rows;
pub(crate) use queries::fits;
use state::{Call, State};
use weather::Weather;

/// How long something is waited for. A server error costs teloxide ten seconds.
const PATIENCE: Duration = Duration::from_secs(20);

/// The state, locked.
pub(crate) type Guard<'a> = MutexGuard<'a, State>;

/// What the threads of the server and the test share.
pub(crate) struct Shared {
    state: Mutex<State>,
    pub(crate) changed: Condvar,
    connections: Mutex<BTreeMap<usize, TcpStream>>,
}

impl Shared {
    pub(crate) fn state(&self) -> Guard<'_> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn connections(&self) -> MutexGuard<'_, BTreeMap<usize, TcpStream>> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: Guard<'a>, longest: Duration) -> Guard<'a> {
        self.changed.wait_timeout(state, longest).unwrap_or_else(PoisonError::into_inner).0
    }

    /// Lets others go on for a while, unless the server stops before.
    fn sleep<'a>(&self, mut state: Guard<'a>, pause: Duration) -> Guard<'a> {
        let began = Instant::now();
        while !state.stopping {
            match pause.checked_sub(began.elapsed()) {
                Some(left) if !left.is_zero() => state = self.wait(state, left.min(PATIENCE)),
                _ => break,
            }
        }
        state
    }

    /// Waits until `look` sees something in what the server knows. It looks after each call.
    pub(crate) fn wait_for<T>(&self, what: &str, look: impl FnMut(&mut State) -> Option<T>) -> T {
        self.wait_at_most(PATIENCE, what, look)
    }

    /// Waits with another limit.
    pub(crate) fn wait_at_most<T>(
        &self,
        longest: Duration,
        what: &str,
        mut look: impl FnMut(&mut State) -> Option<T>,
    ) -> T {
        let end = Instant::now() + longest;
        let mut state = self.state();
        loop {
            if let Some(seen) = look(&mut state) {
                return seen;
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let told = told(&state);
                drop(state);
                panic!("waited {longest:?} in vain for {what}\n{told}");
            }
            state = self.wait(state, left);
        }
    }
}

/// The last calls and what the program printed.
fn told(state: &State) -> String {
    let last = |length: usize| length.saturating_sub(20);
    let calls = state.calls[last(state.calls.len())..].iter();
    let calls = calls.map(|Call { method, body, outcome, .. }| format!("{method} {body} -> {outcome:?}\n"));
    let printed = &state.printed[last(state.printed.len())..];
    format!("-- the last calls\n{}-- printed\n{}", calls.collect::<String>(), printed.join("\n"))
}

/// The server. It stops when dropped, and fails the test if the bot broke a rule.
pub(crate) struct BotApi {
    pub(crate) shared: Arc<Shared>,
    pub(crate) port: u16,
    acceptor: Option<JoinHandle<()>>,
}

impl BotApi {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let connections = Mutex::new(BTreeMap::new());
        let shared = Arc::new(Shared { state: Mutex::new(State::new()), changed: Condvar::new(), connections });
        let served = Arc::clone(&shared);
        let acceptor = thread::spawn(move || accept(&listener, &served));
        Self { shared, port, acceptor: Some(acceptor) }
    }

    /// Where the bot finds it.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What befalls calls from now on. `forecast` gets the number of the call among those of its method, from 1 and
    /// counted from now, and the method.
    pub(crate) fn weather(&self, forecast: impl FnMut(usize, &str) -> Weather + Send + 'static) {
        let mut state = self.shared.state();
        state.forecast = Box::new(forecast);
        state.counts.clear();
    }

    /// Waits until `look` sees something in what the server knows.
    pub(crate) fn wait_for<T>(&self, what: &str, look: impl FnMut(&mut State) -> Option<T>) -> T {
        self.shared.wait_for(what, look)
    }

    /// The calls of a method so far.
    pub(crate) fn calls(&self, method: &str) -> Vec<Call> {
        self.shared.state().calls.iter().filter(|call| call.method == method).cloned().collect()
    }

    /// Hands out an update once more, even if the bot confirmed it.
    pub(crate) fn redeliver(&self, update: i64) {
        let mut state = self.shared.state();
        let content = state.updates.all[&update].clone();
        state.updates.again.push_back((update, content));
        self.shared.changed.notify_all();
    }

    /// The id of the newest update.
    pub(crate) fn last_update(&self) -> i64 {
        self.shared.state().updates.next - 1
    }

    /// Hands the bot only what is meant for it in groups, or everything, as from the start.
    pub(crate) fn privacy(&self, on: bool) {
        self.shared.state().privacy = on;
    }

    /// Sets a webhook, which keeps the bot from polling.
    pub(crate) fn set_webhook(&self, url: &str) {
        self.shared.state().updates.webhook = url.to_string();
    }

    /// Takes the faults so far, for a test that expects them.
    pub(crate) fn take_faults(&self) -> Vec<String> {
        std::mem::take(&mut self.shared.state().faults)
    }

    pub(crate) fn assert_no_faults(&self) {
        let faults = self.take_faults();
        assert!(faults.is_empty(), "the bot broke rules:\n{}", faults.join("\n"));
    }
}

impl Drop for BotApi {
    fn drop(&mut self) {
        self.shared.state().stopping = true;
        self.shared.changed.notify_all();
        // A connection of our own wakes the one who waits for connections.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        if let Some(acceptor) = self.acceptor.take() {
            let _ = acceptor.join();
        }
        for connection in self.shared.connections().values() {
            let _ = connection.shutdown(Shutdown::Both);
        }
        if !thread::panicking() {
            self.assert_no_faults();
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for (number, stream) in listener.incoming().map_while(Result::ok).enumerate() {
        if shared.state().stopping {
            return;
        }
        let kept = stream.try_clone().unwrap();
        shared.connections().insert(number, kept);
        let connection = Connection { reader: BufReader::new(stream), number, shared: Arc::clone(shared) };
        thread::spawn(move || connection.serve());
    }
}

/// A connection of the bot's, closed when dropped.
struct Connection {
    reader: BufReader<TcpStream>,
    number: usize,
    shared: Arc<Shared>,
}

impl Connection {
    /// Answers one request after another. Errors end the connection, as the bot's going away does.
    fn serve(mut self) {
        while let Ok(Some(request)) = http::read(&mut self.reader) {
            if !calls::serve(&self.shared, &request, self.reader.get_ref()) {
                return;
            }
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let _ = self.reader.get_ref().shutdown(Shutdown::Both);
        self.shared.connections().remove(&self.number);
    }
}
