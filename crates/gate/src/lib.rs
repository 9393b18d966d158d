//! The one door. Whoever reads or writes an organisation's records comes through here: with an account, as a member of
//! the organisation, and for a write with a [`Permit`] for exactly that verb. Every write names its actor, on the
//! command line too.

mod act;
mod clock;
mod entry;
mod error;
mod files;
mod import;
mod member;
mod random;
mod view;

pub use act::{Deed, Doing, Done, Imported};
pub use clock::{Clock, SimulatedClock, SystemClock};
pub use entry::{SESSION_IDLE_HOURS, SignedIn, Token, person_named, slug};
pub use error::ActError;
pub use import::{Importing, Imports, Outcome};
pub use member::{Member, Permit, role_matrix};
pub use random::Random;
pub use view::{Moment, View};

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use attesta_isms::Isms;
use attesta_store::Store;
use jiff::Timestamp;

/// The door to a store.
#[derive(Clone)]
pub struct Gate {
    store: Store,
    clock: Arc<dyn Clock>,
    random: Random,
    /// Snapshots in memory: the present of each organisation, and moments of its past.
    snapshots: Arc<Mutex<HashMap<view::Key, view::Kept>>>,
}

impl Gate {
    /// A door to this store, by this clock.
    pub fn new(store: Store, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock, random: Random, snapshots: Arc::default() }
    }

    /// The moment, by the gate's clock.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), attesta_store::StoreError> {
        self.store.ping().await
    }

    /// Lets the database look at what it holds, after a great many rows came in.
    pub async fn analyze(&self) -> Result<(), attesta_store::StoreError> {
        self.store.analyze().await
    }

    fn today(&self, isms: &Isms) -> jiff::civil::Date {
        self.now().to_zoned(isms.zone()).date()
    }
}
