//! A `PostgreSQL` server of the tests' own, on a port of its own, from the programs that Debian's `postgresql` installs.
//!
//! Where they are missing, tests that need one say so and pass, unless `STORE=postgres` is set: then the Telegram tests run
//! on such a store, and it has to be there.

use std::fs;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Mutex, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use sqlx::{Connection, Executor, PgConnection};

const PATIENCE: Duration = Duration::from_secs(30);

/// The server that tests share which leave it alone; none where it isn't installed. What is static is never dropped, so
/// its shell clears up.
static SHARED: LazyLock<Option<Cluster>> = LazyLock::new(|| Cluster::make(&std::env::temp_dir(), "rm -rf \"$PWD\""));

/// A database of a folder's own on the shared server, if tests are to run on one.
pub(crate) fn store_of(folder: &Path) -> Option<String> {
    if std::env::var("STORE").as_deref() != Ok("postgres") {
        return None;
    }
    let cluster = SHARED.as_ref().expect("a server");
    let name = folder.file_name().unwrap().to_string_lossy();
    // Letters of both cases are one in a name.
    let name = name.bytes().fold("t".to_string(), |name, byte| name + &byte.to_string());
    Some(cluster.database(&name))
}

/// A new database on the shared server; none, and a line that says so, where it isn't installed.
pub(crate) fn store() -> Option<String> {
    static NUMBER: Mutex<u32> = Mutex::new(0);
    let cluster = SHARED.as_ref()?;
    let mut number = NUMBER.lock().unwrap();
    *number += 1;
    Some(cluster.database(&format!("n{number}")))
}

/// A server. It ends with who holds it, or when the tests end.
pub(crate) struct Cluster {
    folder: tempfile::TempDir,
    port: u16,
    running: Option<Child>,
    /// What the shell that holds the server does when it ended.
    last: &'static str,
}

impl Cluster {
    /// Makes one and starts it.
    pub(crate) fn start() -> Option<Self> {
        Self::start_in(&std::env::temp_dir())
    }

    /// The same in a folder of this one.
    pub(crate) fn start_in(parent: &Path) -> Option<Self> {
        Self::make(parent, "true")
    }

    fn make(parent: &Path, last: &'static str) -> Option<Self> {
        let Some(programs) = programs() else {
            assert!(std::env::var("STORE").is_err(), "PostgreSQL is not installed");
            skipped();
            return None;
        };
        let folder = tempfile::tempdir_in(parent).unwrap();
        own(folder.path());
        let data = folder.path().join("data");
        let made = as_server(&programs.join("initdb"))
            .args(["--no-sync", "--auth=trust", "--username=citebot", "--encoding=UTF8", "--locale=C", "--pgdata"])
            .arg(&data)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut cluster = Self { folder, port, running: None, last };
        cluster.run();
        Some(cluster)
    }

    /// Starts it, again after it was stopped.
    pub(crate) fn run(&mut self) {
        let server = as_server(&programs().unwrap().join("postgres"));
        // The shell ends the server when nobody holds its input any more, however the tests end.
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("\"$@\" & cat > /dev/null; kill -s INT $!; wait $!; {}", self.last), "sh"]);
        shell.arg(server.get_program()).args(server.get_args());
        shell.arg("-D").arg(self.folder.path().join("data")).args(["-p", &self.port.to_string()]);
        // Who measures wants a server that waits for the disk.
        let fsync = format!("fsync={}", std::env::var("FSYNC").as_deref().unwrap_or("off"));
        shell.args(["-h", "127.0.0.1", "-k", "", "-c", &fsync, "-c", "max_connections=100"]);
        let log = fs::File::create(self.folder.path().join("log")).unwrap();
        shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(log).current_dir(self.folder.path());
        self.running = Some(shell.spawn().unwrap());
        let end = Instant::now() + PATIENCE;
        while !self.answers() {
            assert!(Instant::now() < end, "{}", fs::read_to_string(self.folder.path().join("log")).unwrap());
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Stops it, whoever is connected.
    pub(crate) fn stop(&mut self) {
        if let Some(mut running) = self.running.take() {
            drop(running.stdin.take());
            running.wait().unwrap();
        }
    }

    /// Whether it takes connections.
    pub(crate) fn answers(&self) -> bool {
        wait_for(async { PgConnection::connect(&self.address("postgres")).await.is_ok() })
    }

    /// A database of this name, which is made if there is none; its address.
    pub(crate) fn database(&self, name: &str) -> String {
        wait_for(async {
            let mut connection = PgConnection::connect(&self.address("postgres")).await.unwrap();
            // It may be there already.
            let _ = connection.execute(&*format!("CREATE DATABASE {name}")).await;
        });
        self.address(name)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    fn address(&self, database: &str) -> String {
        format!("postgres://citebot@127.0.0.1:{}/{database}", self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Has a database do something.
pub(crate) fn execute(address: &str, statement: &str) {
    wait_for(async {
        let mut connection = PgConnection::connect(address).await.unwrap();
        connection.execute(statement).await.unwrap();
    });
}

/// Asks a database something.
pub(crate) fn count(address: &str, statement: &str) -> i64 {
    wait_for(async {
        let mut connection = PgConnection::connect(address).await.unwrap();
        sqlx::query_scalar(statement).fetch_one(&mut connection).await.unwrap()
    })
}

fn wait_for<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

#[expect(clippy::print_stdout, reason = "who runs the tests is to know")]
fn skipped() {
    println!("skipped: PostgreSQL is not installed (Debian: apt-get install postgresql)");
}

/// The folder with the server's programs.
fn programs() -> Option<&'static PathBuf> {
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    let find = || {
        let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
        let folders = versions.filter_map(|entry| Some(entry.ok()?.path().join("bin")));
        folders.filter(|folder| folder.join("initdb").exists()).max()
    };
    FOUND.get_or_init(find).as_ref()
}

/// The server refuses to run as root: then it runs as the user that its package makes.
fn as_server(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
    command
}

fn is_root() -> bool {
    id(&["-u"]) == 0
}

fn id(arguments: &[&str]) -> u32 {
    let out = Command::new("id").args(arguments).output().unwrap();
    String::from_utf8(out.stdout).unwrap().trim().parse().unwrap()
}

fn own(folder: &Path) {
    if is_root() {
        std::os::unix::fs::chown(folder, Some(id(&["-u", "postgres"])), Some(id(&["-g", "postgres"]))).unwrap();
    }
}

/// A way to a server that can be cut.
pub(crate) struct Wire {
    port: u16,
    cut: Arc<AtomicBool>,
    streams: Arc<Mutex<Vec<TcpStream>>>,
}

impl Wire {
    pub(crate) fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let wire = Self { port: listener.local_addr().unwrap().port(), cut: Arc::default(), streams: Arc::default() };
        let (cut, streams) = (Arc::clone(&wire.cut), Arc::clone(&wire.streams));
        thread::spawn(move || {
            for near in listener.incoming() {
                let (Ok(near), false) = (near, cut.load(Ordering::Relaxed)) else { continue };
                let Ok(far) = TcpStream::connect(("127.0.0.1", port)) else { continue };
                for (from, to) in [(&near, &far), (&far, &near)] {
                    let (from, to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                    thread::spawn(move || pass(from, to));
                }
                streams.lock().unwrap().extend([near, far]);
            }
        });
        wire
    }

    /// The same address through the wire.
    pub(crate) fn address(&self, address: &str, port: u16) -> String {
        address.replace(&format!(":{port}/"), &format!(":{}/", self.port))
    }

    /// Cuts all that is connected; nobody gets through until it is mended.
    pub(crate) fn cut(&self) {
        self.cut.store(true, Ordering::Relaxed);
        for stream in self.streams.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    pub(crate) fn mend(&self) {
        self.cut.store(false, Ordering::Relaxed);
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream) {
    let mut bytes = [0; 16 * 1024];
    while let Ok(length @ 1..) = from.read(&mut bytes) {
        if to.write_all(&bytes[..length]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}
