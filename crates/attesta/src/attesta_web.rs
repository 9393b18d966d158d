//! Stands in until the pages are there.

pub(crate) struct Config {
    pub(crate) public_url: String,
}

pub(crate) fn router(gate: attesta_gate::Gate, config: Config) -> axum::Router {
    let _ = (gate, config.public_url);
    axum::Router::new().route("/health", axum::routing::get(|| async { "ok" }))
}
