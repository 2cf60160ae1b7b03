//! A bot of a few lines, which does what it is told.

use std::time::Duration;

use serde_json::Value;

use super::super::server::BotApi;
use super::super::server::state::TOKEN;

/// Calls a method: the HTTP status and the body. An error is a connection that gave no answer.
pub(super) fn raw(server: &BotApi, path: &str, body: &Value) -> Result<(u16, String), reqwest::Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let client = reqwest::Client::builder().timeout(Duration::from_secs(15)).build()?;
        let response = client.post(format!("{}/{path}", server.url())).json(body).send().await?;
        Ok((response.status().as_u16(), response.text().await?))
    })
}

/// Calls a method and reads its answer.
pub(super) fn call(server: &BotApi, method: &str, body: &Value) -> Value {
    let (status, text) = raw(server, &format!("bot{TOKEN}/{method}"), body).unwrap();
    let answer: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(answer["ok"], status == 200, "{answer}");
    answer
}

/// Calls a method that succeeds: its result.
pub(super) fn done(server: &BotApi, method: &str, body: &Value) -> Value {
    let answer = call(server, method, body);
    assert_eq!(answer["ok"], true, "{method} {body}: {answer}");
    answer["result"].clone()
}

/// Calls a method that is refused: the description.
pub(super) fn refused(server: &BotApi, method: &str, body: &Value) -> String {
    let answer = call(server, method, body);
    assert_eq!(answer["ok"], false, "{method} {body}: {answer}");
    answer["description"].as_str().unwrap().to_string()
}
