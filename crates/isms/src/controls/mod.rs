//! The organisation's own controls: measures that it runs, each implementing controls of a catalogue.

mod control;
mod custom;

pub use control::{Control, Evidence, Operation};
pub use custom::CustomControl;
