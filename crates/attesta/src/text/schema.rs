//! `attesta schema`: the format of the text as JSON Schema.

use std::process::ExitCode;

use attesta_interop::text::{of_all, of_kind};
use clap::Args;

use crate::{export::kind, out, trouble::Trouble};

/// Print the JSON Schema of the text format.
#[derive(Debug, Args)]
#[command(after_help = "Editors that know JSON Schema complete and check the files by it.\n\n\
                        Examples:\n  attesta schema > attesta.schema.json\n  attesta schema risks")]
pub(crate) struct Schema {
    /// Only one record of this kind, by its plural in addresses: risks, documents, soa-entries …
    kind: Option<String>,
}

/// Runs the command.
pub(crate) fn run(schema: &Schema) -> Result<ExitCode, Trouble> {
    let json = match &schema.kind {
        Some(path) => of_kind(kind(path)?),
        None => of_all(),
    };
    out::line(&format!("{json:#}"))?;
    Ok(ExitCode::SUCCESS)
}
