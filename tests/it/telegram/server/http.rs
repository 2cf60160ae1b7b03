//! As much of HTTP/1.1 as a bot's client needs. Written by hand because a connection must be cut where a test says so.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use serde_json::Value;

/// The longest body that is read.
const LONGEST: usize = 1 << 20;

pub(super) struct Request {
    pub(super) verb: String,
    pub(super) path: String,
    pub(super) body: Vec<u8>,
}

/// Reads one request; none if the client has closed the connection.
pub(super) fn read(reader: &mut BufReader<TcpStream>) -> io::Result<Option<Request>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace().map(str::to_string);
    let (Some(verb), Some(path)) = (words.next(), words.next()) else { return Err(bad("no request line")) };
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let Some((name, value)) = header.trim_end().split_once(':') else { break };
        if name.eq_ignore_ascii_case("transfer-encoding") {
            return Err(bad("bodies in chunks are not read"));
        }
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().map_err(|_| bad("no length"))?;
        }
    }
    if length > LONGEST {
        return Err(bad("body too long"));
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Some(Request { verb, path, body }))
}

/// What goes back.
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) kind: &'static str,
    pub(super) body: String,
}

impl Response {
    pub(super) fn json(status: u16, body: &Value) -> Self {
        Self { status, kind: "application/json", body: body.to_string() }
    }

    pub(super) fn page(status: u16, title: &str) -> Self {
        let body = format!("<html><head><title>{status} {title}</title></head><body>{title}</body></html>");
        Self { status, kind: "text/html", body }
    }

    pub(super) fn write(&self, mut stream: &TcpStream) -> io::Result<()> {
        let Self { status, kind, body } = self;
        let length = body.len();
        // In one piece, so that no client waits for a second packet.
        stream.write_all(
            format!("HTTP/1.1 {status} -\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}").as_bytes(),
        )
    }
}

fn bad(text: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, text)
}
