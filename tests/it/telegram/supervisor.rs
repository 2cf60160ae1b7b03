//! What systemd hears of the bot, where it started it.

use std::os::unix::net::UnixDatagram;
use std::sync::Arc;
use std::time::Duration;

use super::bot::Bot;
use super::people::Chat;
use super::server::BotApi;
use super::{ADA, cafe_bot_in, talks};

/// More than the bot takes to start on a busy machine, and far more than what it may be silent.
const PATIENCE: Duration = Duration::from_secs(30);

/// Messages to systemd, as they come.
struct Systemd(UnixDatagram);

impl Systemd {
    /// It, a bot that it starts with this beside in its environment, and somebody who asks that.
    fn starts(server: &BotApi, beside: &[(&str, &str)]) -> (Self, Bot, Chat) {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let path = folder.path().join("notify");
        let systemd = Self(UnixDatagram::bind(&path).unwrap());
        systemd.0.set_read_timeout(Some(PATIENCE)).unwrap();
        let ada = server.private(ADA, "en");
        let env = [&[("NOTIFY_SOCKET", path.to_str().unwrap())], beside].concat();
        (systemd, cafe_bot_in(folder, server, &[], &env), ada)
    }

    fn hears(&self) -> String {
        let mut buffer = [0; 256];
        let length = self.0.recv(&mut buffer).unwrap();
        String::from_utf8_lossy(&buffer[..length]).trim().to_string()
    }
}

#[test]
fn systemd_hears_that_the_bot_is_up_that_it_lives_and_that_it_ends() {
    let server = BotApi::start();
    let (systemd, bot, ada) = Systemd::starts(&server, &[("WATCHDOG_USEC", "60000")]);
    assert_eq!(systemd.hears(), "READY=1");
    for _ in 0..5 {
        assert_eq!(systemd.hears(), "WATCHDOG=1");
    }
    talks(&ada, &[("Who founded the Blue Kettle?", "Ada Moreno")]);
    bot.signal("TERM");
    let rest = std::iter::repeat_with(|| systemd.hears()).find(|heard| heard != "WATCHDOG=1");
    assert_eq!(rest.as_deref(), Some("STOPPING=1"));
    assert_eq!(bot.end().status.code(), Some(0));
}

#[test]
fn without_a_watchdog_systemd_hears_nothing_in_between() {
    let server = BotApi::start();
    let (systemd, bot, ada) = Systemd::starts(&server, &[]);
    talks(&ada, &[("Who founded the Blue Kettle?", "Ada Moreno")]);
    drop(bot.stop());
    assert_eq!([systemd.hears(), systemd.hears()], ["READY=1", "STOPPING=1"]);
}
