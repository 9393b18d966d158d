//! A browser as small as can be: HTTP/1.1 over one connection that is kept, gzip taken and not unpacked, one cookie.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    time::{Duration, Instant},
};

use crate::Failed;

/// A connection.
pub(crate) struct Client {
    connection: BufReader<TcpStream>,
    address: SocketAddr,
    cookie: String,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    /// Its status.
    pub(crate) status: u16,
    /// Where it leads; empty where it leads nowhere.
    pub(crate) location: String,
    /// The cookie that it sets, without its attributes; empty where it sets none.
    pub(crate) cookie: String,
    /// Its body, as it came over the wire.
    pub(crate) body: Vec<u8>,
    /// From the first byte sent to the last byte read.
    pub(crate) took: Duration,
}

impl Client {
    /// Connects; with the cookie of a session, where there is one.
    pub(crate) fn connect(address: SocketAddr, cookie: &str) -> Result<Self, Failed> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_mins(2)))?;
        Ok(Self {
            connection: BufReader::with_capacity(64 * 1024, stream),
            address,
            cookie: cookie.to_owned(),
        })
    }

    /// Asks for a page.
    pub(crate) fn get(&mut self, path: &str) -> Result<Answer, Failed> {
        self.send("GET", path, "")
    }

    /// Sends a form.
    pub(crate) fn post(&mut self, path: &str, body: &str) -> Result<Answer, Failed> {
        self.send("POST", path, body)
    }

    fn send(&mut self, method: &str, path: &str, body: &str) -> Result<Answer, Failed> {
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nAccept: text/html\r\nAccept-Encoding: gzip\r\n",
            self.address
        );
        if !self.cookie.is_empty() {
            request.extend(["Cookie: ", &self.cookie, "\r\n"]);
        }
        if method == "POST" {
            let length = body.len().to_string();
            let form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ";
            request.extend([form, &length, "\r\n"]);
        }
        request.extend(["\r\n", body]);
        let begun = Instant::now();
        self.connection.get_mut().write_all(request.as_bytes())?;
        let mut answer = self.answer()?;
        answer.took = begun.elapsed();
        Ok(answer)
    }

    fn answer(&mut self) -> Result<Answer, Failed> {
        let status = self.line()?;
        let status = status.split(' ').nth(1).and_then(|code| code.parse().ok());
        let mut answer = Answer {
            status: status.ok_or("The answer is not HTTP.")?,
            location: String::new(),
            cookie: String::new(),
            body: Vec::new(),
            took: Duration::ZERO,
        };
        let (mut length, mut chunked) = (0, false);
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(": ") else { break };
            match name {
                "content-length" => length = value.parse()?,
                "transfer-encoding" => chunked = value == "chunked",
                "location" => value.clone_into(&mut answer.location),
                "set-cookie" => {
                    value.split(';').next().unwrap_or_default().clone_into(&mut answer.cookie);
                }
                _ => {}
            }
        }
        if chunked {
            loop {
                let size = usize::from_str_radix(&self.line()?, 16)?;
                self.take(size, &mut answer.body)?;
                self.line()?;
                if size == 0 {
                    return Ok(answer);
                }
            }
        }
        self.take(length, &mut answer.body)?;
        Ok(answer)
    }

    fn line(&mut self) -> Result<String, Failed> {
        let mut line = String::new();
        if self.connection.read_line(&mut line)? == 0 {
            return Err("The server hung up.".into());
        }
        Ok(line.trim_end_matches(['\r', '\n']).to_owned())
    }

    fn take(&mut self, size: usize, body: &mut Vec<u8>) -> Result<(), Failed> {
        let from = body.len();
        body.resize(from + size, 0);
        self.connection.read_exact(&mut body[from..])?;
        Ok(())
    }
}

/// The pairs of a form as the body of a request.
pub(crate) fn encoded(typed: &attesta_record::form::Typed) -> String {
    let pairs = typed.iter().flat_map(|(name, texts)| texts.iter().map(move |text| (name, text)));
    let pairs = pairs.map(|(name, text)| format!("{}={}", percent(name), percent(text)));
    pairs.collect::<Vec<_>>().join("&")
}

fn percent(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => encoded.push(char::from(byte)),
            b' ' => encoded.push('+'),
            byte => encoded.extend(["%", &format!("{byte:02X}")]),
        }
    }
    encoded
}
