//! Bad weather between the bot and Telegram.

use std::time::Duration;

/// What breaks an answer in [`Weather::Broken`].
pub(crate) const BROKEN: &str = "a broken word";

/// What befalls a call.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Weather {
    /// Nothing.
    Fine,
    /// Not carried out: 429, try again after so many seconds.
    TooMany { retry_after: u32 },
    /// Not carried out: 500 with a body in JSON.
    ServerError,
    /// Not carried out: 502 with a page for people.
    BadGateway,
    /// Not carried out: the connection is closed without a word.
    Cut,
    /// Carried out, but the answer is broken JSON.
    Malformed,
    /// Carried out after a while.
    Slow(Duration),
    /// Carried out, but where the answer holds [`BROKEN`] it is no JSON.
    Broken,
    /// Carried out at once, and answered after a while.
    Late(Duration),
    /// Carried out, but the connection is closed without a word.
    CutAfter,
    /// Carried out, but a proxy in between says 504.
    GatewayTimeout,
    /// Not carried out, and never answered.
    Hang,
    /// Not carried out: refused with this code and description.
    PlainError(u16, &'static str),
}

/// Says what befalls a call: of each method the first, second, third … call, so that a long poll more or less changes
/// nothing for the rest.
pub(super) type Forecast = Box<dyn FnMut(usize, &str) -> Weather + Send>;

impl Weather {
    /// Every so many calls of a method (but getMe) meet bad weather, of each kind in turn that is over soon.
    pub(crate) fn every(calls: usize) -> impl FnMut(usize, &str) -> Weather + Send {
        move |number, method| {
            if method == "getMe" || number % calls != 0 {
                return Self::Fine;
            }
            match number / calls % 6 {
                1 => Self::TooMany { retry_after: 1 },
                2 => Self::Cut,
                3 => Self::BadGateway,
                4 => Self::Slow(Duration::from_millis(300)),
                5 => Self::Malformed,
                _ => Self::ServerError,
            }
        }
    }

    /// The first calls of one method meet these, one each; all else is fine.
    pub(crate) fn list(method: &'static str, kinds: Vec<Weather>) -> impl FnMut(usize, &str) -> Weather + Send {
        move |number, called| {
            let kind = (called == method).then(|| kinds.get(number - 1)).flatten();
            kind.cloned().unwrap_or(Self::Fine)
        }
    }
}
