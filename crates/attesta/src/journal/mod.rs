//! `attesta journal`: looking at the journal.

use std::process::ExitCode;

use clap::Args;

use crate::{
    place::{Place, Which},
    trouble::Trouble,
};

/// Verify.
#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    which: Which,
}

pub(crate) async fn verify(verify: Verify) -> Result<ExitCode, Trouble> {
    let _ = (verify.place, verify.which);
    Ok(ExitCode::SUCCESS)
}
