//! Tests of the server and its driver themselves, so that what they say of the bot can be believed.

mod client;
mod inline;
mod messages;
mod people;
mod polling;
mod profile;
mod program;
mod requests;
mod shapes;
mod weather;

use serde_json::Value;

use super::server::BotApi;

/// Each row is a call that breaks a rule, and what Telegram says to it; each is kept as a fault.
fn breaks(server: &BotApi, method: &str, rows: &[(Value, &str)]) {
    server.assert_no_faults();
    for (body, expected) in rows {
        let description = client::refused(server, method, body);
        assert!(description.starts_with(expected), "{method} {body}\n{description}\n{expected}");
        let faults = server.take_faults();
        assert!(faults.len() == 1 && faults[0].ends_with(&description), "{body}: {faults:?}");
    }
}
