//! A call of the bot from its arrival to its answer.

use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::http::{Request, Response};
use super::refusal::{Answer, Refusal};
use super::state::{Call, Outcome, State, TOKEN};
use super::weather::{BROKEN, Weather};
use super::{Guard, Shared, messages, polling, profile, queries};

/// The methods that are served. `close` and `logOut` are known only to be faults.
const METHODS: [&str; 21] = [
    "answerCallbackQuery",
    "answerInlineQuery",
    "close",
    "deleteMessage",
    "deleteWebhook",
    "editMessageReplyMarkup",
    "editMessageText",
    "getChatMember",
    "getMe",
    "getMyCommands",
    "getMyDescription",
    "getMyShortDescription",
    "getUpdates",
    "getWebhookInfo",
    "logOut",
    "sendChatAction",
    "sendMessage",
    "setMyCommands",
    "setMyDescription",
    "setMyShortDescription",
    "setWebhook",
];

/// Answers a request, and writes down when it has; false if the connection is to be closed.
pub(super) fn serve(shared: &Shared, request: &Request, stream: &TcpStream) -> bool {
    let mut number = None;
    let Some(response) = respond(shared, request, &mut number) else { return false };
    let written = response.write(stream).is_ok();
    let now = Instant::now();
    if let Some(number) = number {
        shared.state().calls[number].written = Some(now);
    }
    written
}

/// The answer to a request, which is call `arrived`; nothing if the connection is to be closed without a word.
fn respond(shared: &Shared, request: &Request, arrived: &mut Option<usize>) -> Option<Response> {
    let mut state = shared.state();
    let (token, method) = request.path.strip_prefix("/bot")?.split_once('/')?;
    let known = METHODS.into_iter().find(|known| known.eq_ignore_ascii_case(method));
    let method = known.unwrap_or(method).to_string();
    let body = if request.body.is_empty() { Ok(json!({})) } else { serde_json::from_slice(&request.body) };
    let (body, unread) = body.map_or((Value::Null, true), |body| (body, false));
    let number = arrive(&mut state, &method, body.clone());
    *arrived = Some(number);
    shared.changed.notify_all();
    if token != TOKEN {
        return Some(refuse(shared, state, number, &Refusal::circumstance(401, "Unauthorized")));
    }
    let wrong = match () {
        () if known.is_none() => Some(Refusal { fault: true, ..Refusal::circumstance(404, "Not Found") }),
        () if request.verb != "POST" || unread => Some(Refusal::fault("a call is a POST with a body of JSON")),
        () => None,
    };
    if let Some(refusal) = wrong {
        return Some(refuse(shared, state, number, &refusal));
    }
    let count = state.counts.entry(method.clone()).or_default();
    *count += 1;
    let count = *count;
    let weather = (state.forecast)(count, &method);
    under(shared, state, number, (&method, &body), &weather)
}

/// Writes a call down.
fn arrive(state: &mut State, method: &str, body: Value) -> usize {
    let call = Call { method: method.to_string(), body, at: Instant::now(), written: None, outcome: Outcome::Waiting };
    state.calls.push(call);
    state.calls.len() - 1
}

fn under(
    shared: &Shared,
    mut state: Guard<'_>,
    number: usize,
    (method, body): (&str, &Value),
    weather: &Weather,
) -> Option<Response> {
    let refusal = match *weather {
        Weather::Fine
        | Weather::Malformed
        | Weather::Broken
        | Weather::Late(_)
        | Weather::CutAfter
        | Weather::GatewayTimeout => None,
        Weather::TooMany { retry_after } => {
            let reason = format!("Too Many Requests: retry after {retry_after}");
            Some(Refusal::circumstance(429, reason).with(json!({ "retry_after": retry_after })))
        }
        Weather::ServerError => Some(Refusal::circumstance(500, "Internal Server Error")),
        Weather::PlainError(code, description) => Some(Refusal::circumstance(code, description)),
        Weather::BadGateway => {
            end(shared, &mut state, number, Outcome::Refused(502, "Bad Gateway".to_string()));
            return Some(Response::page(502, "Bad Gateway"));
        }
        Weather::Cut => {
            end(shared, &mut state, number, Outcome::Cut);
            return None;
        }
        Weather::Slow(pause) => {
            state = shared.sleep(state, pause);
            None
        }
        Weather::Hang => {
            drop(shared.sleep(state, Duration::MAX));
            return None;
        }
    };
    if let Some(refusal) = refusal {
        return Some(refuse(shared, state, number, &refusal));
    }
    let (mut state, answer) = if method == "getUpdates" {
        polling::poll(shared, state, body)
    } else {
        let answer = carry_out(&mut state, method, body);
        (state, answer)
    };
    match answer {
        Err(refusal) => Some(refuse(shared, state, number, &refusal)),
        Ok(result) if *weather == Weather::Malformed => {
            end(shared, &mut state, number, Outcome::Garbled(result));
            Some(Response { status: 200, kind: "application/json", body: r#"{"ok":true,"resu"#.to_string() })
        }
        Ok(result) => {
            end(shared, &mut state, number, Outcome::Done(result.clone()));
            match *weather {
                Weather::Broken => {
                    let body = json!({ "ok": true, "result": result }).to_string().replace(BROKEN, "\u{1}");
                    return Some(Response { status: 200, kind: "application/json", body });
                }
                Weather::CutAfter => return None,
                Weather::GatewayTimeout => return Some(Response::page(504, "Gateway Time-out")),
                Weather::Late(pause) => drop(shared.sleep(state, pause)),
                _ => {}
            }
            Some(Response::json(200, &json!({ "ok": true, "result": result })))
        }
    }
}

fn end(shared: &Shared, state: &mut State, number: usize, outcome: Outcome) {
    state.calls[number].outcome = outcome;
    shared.changed.notify_all();
}

fn refuse(shared: &Shared, mut state: Guard<'_>, number: usize, refusal: &Refusal) -> Response {
    let Call { method, body, .. } = &state.calls[number];
    if refusal.fault {
        let fault = format!("{method} {body}: {}", refusal.description);
        state.faults.push(fault);
    }
    end(shared, &mut state, number, Outcome::Refused(refusal.code, refusal.description.clone()));
    Response::json(refusal.code, &refusal.body())
}

fn carry_out(state: &mut State, method: &str, body: &Value) -> Answer {
    match method {
        "answerCallbackQuery" => queries::answer_press(state, body),
        "answerInlineQuery" => queries::answer_inline(state, body),
        "deleteMessage" => messages::delete(state, body),
        "deleteWebhook" => polling::delete_webhook(state, body),
        "editMessageReplyMarkup" => messages::edit_markup(state, body),
        "editMessageText" => messages::edit_text(state, body),
        "getChatMember" => profile::member(state, body),
        "getMe" => profile::me(state, body),
        "getMyCommands" => profile::commands(state, body),
        "getMyDescription" => profile::description(state, body, "description"),
        "getMyShortDescription" => profile::description(state, body, "short_description"),
        "getWebhookInfo" => polling::webhook_info(state, body),
        "sendChatAction" => messages::action(state, body),
        "sendMessage" => messages::send(state, body),
        "setWebhook" => polling::set_webhook(state, body),
        "setMyCommands" => profile::set_commands(state, body),
        "setMyDescription" => profile::describe(state, body, "description", 512),
        "setMyShortDescription" => profile::describe(state, body, "short_description", 120),
        _ => Err(Refusal::fault(format!("a bot has no business with {method}"))),
    }
}
