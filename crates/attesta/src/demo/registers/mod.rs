//! The registers of the sample company: what it works with, what threatens it, who supplies it, what happened and what
//! people learned.

mod assets;
mod context;
mod learning;
mod operations;
mod suppliers;
mod threats;

use attesta_record::{Text, TypedId};

use super::scene::{Cast, Scene};
use crate::trouble::Trouble;

/// All that happens in the registers.
pub(super) fn scenes() -> Vec<Scene> {
    let mut scenes = context::scenes();
    scenes.extend(suppliers::scenes());
    scenes.extend(assets::scenes());
    scenes.extend(threats::scenes());
    scenes.extend(learning::scenes());
    scenes.extend(operations::scenes());
    scenes
}

/// A text, where there is one.
fn text(text: &str) -> Option<Text> {
    (!text.is_empty()).then(|| Text::from(text))
}

/// The records of some short names.
fn ids<I: TypedId>(cast: &Cast<'_>, names: &[&str]) -> Result<Vec<I>, Trouble> {
    names.iter().map(|name| cast.id(name)).collect()
}
