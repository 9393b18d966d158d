//! The harness of the stories: a fresh store for each test, on SQLite and, where `TEST_DATABASE_URL` names a server, on
//! PostgreSQL too, with an organisation, its administrator and a clock that stands still.
//!
//! ```ignore
//! #[tokio::test]
//! async fn a_risk_gets_a_number() {
//!     on_both(async |world: &World| {
//!         let scope = world.scope("Head office").await;
//!         assert_eq!(world.risk(scope, "Ransomware").await.number(), "R-1");
//!     })
//!     .await;
//! }
//! ```

mod place;
mod sample;
mod values;
mod world;

pub use place::{Engine, Place};
pub use sample::everything;
pub use values::{id, kind, reference, value, values, with};
pub use world::{MOST_BYTES, World, found, midday, must, on_both, on_both_places};
