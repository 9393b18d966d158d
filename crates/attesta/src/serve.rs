//! `attesta serve`: the pages, until it is stopped.

use std::{
    future::{IntoFuture as _, pending},
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    process::ExitCode,
    time::Duration,
};

use attesta_gate::Gate;
use attesta_web::{Config, router};
use clap::Args;
use tokio::{net::TcpListener, sync::oneshot};
use tracing_subscriber::EnvFilter;

use crate::{
    out,
    place::{Place, gate},
    trouble::Trouble,
};

/// The address of a server that was started without options.
pub(crate) const USUAL_URL: &str = "http://localhost:8027";

/// How long requests that are being answered may go on after the server was told to stop.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serve the pages.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  attesta serve\n  attesta serve --data /srv/attesta --listen 127.0.0.1:9000\n  \
                  attesta serve --public-url https://isms.example.org    (behind a proxy on this machine)"
)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) place: Place,
    #[command(flatten)]
    pub(crate) reach: Reach,
}

/// How the server is reached.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "How it is reached")]
pub(crate) struct Reach {
    /// Where to listen; port 0 takes any that is free
    #[arg(long, value_name = "ADDRESS", env = "ATTESTA_LISTEN", default_value = "127.0.0.1:8027", value_parser = loopback)]
    pub(crate) listen: SocketAddr,
    /// The address that people type, from which links are made; localhost and the port if left out
    #[arg(long, value_name = "URL", env = "ATTESTA_PUBLIC_URL", value_parser = public_url)]
    pub(crate) public_url: Option<String>,
    /// What to log: off, error, warn, info, debug, trace
    #[arg(long, value_name = "LEVEL", env = "ATTESTA_LOG", default_value = "warn")]
    pub(crate) log: EnvFilter,
}

/// A server that has its port, and is not serving yet.
pub(crate) struct Listening {
    listener: TcpListener,
    /// The address from which links are made.
    pub(crate) public_url: String,
}

/// Runs the command.
pub(crate) async fn run(serve: Serve) -> Result<ExitCode, Trouble> {
    let place = &serve.place;
    let lock = place.lock()?;
    let gate = gate(place.make().await?);
    let listening = serve.reach.listen().await?;
    let url = &listening.public_url;
    if gate.is_empty().await? {
        let link = format!("{url}/link/{}", gate.set_up_link().await?.secret());
        out::line(
            "Attesta is ready. To set up your organisation, open this link within 24 hours; it works once:",
        )?;
        out::line(&format!("\n  {link}\n"))?;
    } else {
        out::line(&format!("Attesta is ready: {url}"))?;
        let options = place.options() + &listening.other_url();
        out::line(&format!("For a link to sign in, run: attesta link{options}"))?;
    }
    out::line("Ctrl+C stops it.")?;
    listening.serve(gate).await?;
    drop(lock);
    Ok(ExitCode::SUCCESS)
}

impl Reach {
    /// Takes the port.
    pub(crate) async fn listen(self) -> Result<Listening, Trouble> {
        let at = self.listen;
        tracing_subscriber::fmt().with_env_filter(self.log).with_writer(io::stderr).init();
        let listener = TcpListener::bind(at).await.map_err(|error| {
            Trouble::said(match error.kind() {
                io::ErrorKind::AddrInUse => {
                    format!(
                        "Port {} is in use. Stop the other program, or choose another port with --listen.",
                        at.port()
                    )
                }
                io::ErrorKind::PermissionDenied => {
                    format!("Port {} is not allowed to you. Choose one above 1023 with --listen.", at.port())
                }
                _ => format!("Attesta cannot listen on {at}: {error}. Choose another address with --listen."),
            })
        })?;
        let port = listener.local_addr().map_or(at.port(), |at| at.port());
        let public_url = self.public_url.unwrap_or_else(|| format!("http://localhost:{port}"));
        Ok(Listening { listener, public_url })
    }
}

impl Listening {
    /// The option by which another command makes links to here; empty where it can be left out.
    pub(crate) fn other_url(&self) -> String {
        if self.public_url == USUAL_URL {
            String::new()
        } else {
            format!(" --public-url {}", self.public_url)
        }
    }

    /// Serves until the process is told to stop, and lets requests that are being answered finish.
    pub(crate) async fn serve(self, gate: Gate) -> Result<(), Trouble> {
        tokio::spawn(sweep(gate.clone()));
        let pages = router(gate, Config { public_url: self.public_url });
        let (stop, stopping) = oneshot::channel::<()>();
        let serving = axum::serve(self.listener, pages).with_graceful_shutdown(async move {
            let _ = stopping.await;
        });
        let serving = serving.into_future();
        tokio::pin!(serving);
        let broke = |error: io::Error| Trouble::said(format!("The server stopped: {error}."));
        tokio::select! {
            done = &mut serving => done.map_err(broke),
            () = told_to_stop() => {
                let _ = stop.send(());
                tokio::time::timeout(PATIENCE, serving).await.unwrap_or(Ok(())).map_err(broke)
            }
        }
    }
}

/// Removes files that no record names. Nobody waits for it, and what fails is tried again at the next start.
async fn sweep(gate: Gate) {
    match gate.sweep_files().await {
        Ok(0) => {}
        Ok(removed) => tracing::info!(removed, "files that no record names were removed"),
        Err(error) => tracing::warn!(%error, "files that no record names could not be removed"),
    }
}

/// Waits for Ctrl+C or, where there is such a thing, SIGTERM.
async fn told_to_stop() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => signal.recv().await,
            Err(_) => pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = pending::<()>();
    tokio::select! {
        () = interrupted => {}
        _ = terminated => {}
    }
}

/// Reads an address to listen on, which only this machine can reach.
fn loopback(text: &str) -> Result<SocketAddr, String> {
    let numeric =
        text.strip_prefix("localhost:").map_or_else(|| text.to_owned(), |port| format!("127.0.0.1:{port}"));
    let at: SocketAddr =
        numeric.parse().map_err(|_| "Write an address and a port, such as 127.0.0.1:8027.".to_owned())?;
    if at.ip().to_canonical().is_loopback() {
        return Ok(at);
    }
    let near = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), at.port());
    Err(format!(
        "Other machines could reach {at}, and Attesta answers on this machine only. Listen on {near}, and put a proxy \
         with TLS in front for others."
    ))
}

/// Reads the address that people type. Plain HTTP is for this machine only.
pub(crate) fn public_url(text: &str) -> Result<String, String> {
    let url = text.trim_end_matches('/');
    let authority = match url.split_once("://") {
        Some(("https", authority)) => authority,
        Some(("http", authority)) => {
            let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
            if !matches!(host, "localhost" | "127.0.0.1" | "[::1]") {
                return Err(format!("Plain http is for this machine only. Write https://{authority}."));
            }
            authority
        }
        _ => return Err("Write it with http or https, such as https://isms.example.org.".to_owned()),
    };
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | ':' | '[' | ']');
    if authority.is_empty() || !authority.chars().all(fits) {
        return Err(
            "Write the host and, where it has one, the port, without a path: https://isms.example.org."
                .to_owned(),
        );
    }
    Ok(url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_listened_to() {
        assert_eq!(loopback("127.0.0.1:8027").unwrap().port(), 8027);
        assert_eq!(loopback("localhost:80").unwrap().to_string(), "127.0.0.1:80");
        assert!(loopback("[::1]:8027").is_ok());
        for other in ["0.0.0.0:8027", "[::]:8027", "192.168.1.4:8027", "[::ffff:10.0.0.1]:80"] {
            assert!(loopback(other).unwrap_err().contains("this machine only"), "{other}");
        }
        assert!(loopback("8027").unwrap_err().contains("address and a port"));
    }

    #[test]
    fn the_public_address_is_plain_http_only_here() {
        assert_eq!(public_url("http://localhost:8027/").unwrap(), "http://localhost:8027");
        assert_eq!(public_url("https://isms.example.org").unwrap(), "https://isms.example.org");
        for wrong in [
            "http://isms.example.org",
            "isms.example.org",
            "https://",
            "https://a/b",
            "https://u@a",
            "ftp://a",
        ] {
            assert!(public_url(wrong).is_err(), "{wrong}");
        }
    }
}
