//! Why a call is refused, and whose fault that is.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What a call comes to.
pub(super) type Answer = Result<Value, Refusal>;

/// An error as Telegram tells it.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) code: u16,
    pub(super) description: String,
    pub(super) parameters: Option<Value>,
    /// The bot broke a rule; nobody else is to blame.
    pub(super) fault: bool,
}

impl Refusal {
    /// The bot broke a rule.
    pub(super) fn fault(reason: impl AsRef<str>) -> Self {
        let description = format!("Bad Request: {}", reason.as_ref());
        Self { code: 400, description, parameters: None, fault: true }
    }

    /// The bot could not have known.
    pub(super) fn circumstance(code: u16, description: impl Into<String>) -> Self {
        Self { code, description: description.into(), parameters: None, fault: false }
    }

    pub(super) fn with(mut self, parameters: Value) -> Self {
        self.parameters = Some(parameters);
        self
    }

    pub(super) fn body(&self) -> Value {
        let mut body = json!({ "ok": false, "error_code": self.code, "description": self.description });
        if let Some(parameters) = &self.parameters {
            body["parameters"] = parameters.clone();
        }
        body
    }
}

/// Reads what a method takes. Telegram ignores fields it doesn't know; here they are refused, as slips of the pen.
pub(super) fn read<T: DeserializeOwned>(body: &Value) -> Result<T, Refusal> {
    serde_json::from_value(body.clone()).map_err(|error| Refusal::fault(error.to_string()))
}

/// Refuses unless the rule holds.
pub(super) fn rule(holds: bool, reason: &str) -> Result<(), Refusal> {
    if holds { Ok(()) } else { Err(Refusal::fault(reason)) }
}
