//! The real server, in a process of its own.

use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    process::{Child, ChildStdout, Stdio},
    time::{Duration, Instant},
};

use crate::{
    Failed,
    client::Client,
    place::{Place, Program},
    process::Process,
};

/// A server that runs. It is stopped when this is dropped.
pub(crate) struct Server {
    child: Child,
    /// What it prints goes on being taken.
    out: BufReader<ChildStdout>,
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// From its start until it answered.
    pub(crate) ready: Duration,
}

impl Server {
    /// Starts it on a free port, and waits for its first page.
    pub(crate) fn start(program: &Program, place: &Place) -> Result<Self, Failed> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let begun = Instant::now();
        let mut child = program
            .command(&["serve", "--log", "off", "--listen", &port.to_string()])?
            .args(place.options())
            .stdout(Stdio::piped())
            .spawn()?;
        let out = child.stdout.take().ok_or("The server prints nothing.")?;
        let mut server = Self { child, out: BufReader::new(out), address: port, ready: Duration::ZERO };
        let mut line = String::new();
        server.out.read_line(&mut line)?;
        if !line.contains("ready") {
            return Err(format!("The server said “{}”.", line.trim_end()).into());
        }
        while Client::connect(port, "").and_then(|mut client| client.get("/")).is_err() {
            if begun.elapsed() > Duration::from_mins(1) {
                return Err("The server does not answer.".into());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        server.ready = begun.elapsed();
        Ok(server)
    }

    /// Its process.
    pub(crate) fn process(&self) -> Process {
        Process::Other(self.child.id())
    }

    /// Signs in by a one-time link: the cookie of the session.
    pub(crate) fn sign_in(&self, program: &Program, place: &Place) -> Result<String, Failed> {
        let account = ["link", "--account", "administrator@generated.example"];
        let made = program.command(&account)?.args(place.options()).output()?;
        let link = String::from_utf8(made.stdout)?;
        let at = link.find("/link/").ok_or("There is no link to sign in with.")?;
        let answer = Client::connect(self.address, "")?.post(link[at..].trim(), "")?;
        if answer.cookie.is_empty() {
            return Err(format!("Signing in was answered with {}.", answer.status).into());
        }
        Ok(answer.cookie)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It is gone already, or it goes now.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
