//! The ISMS as text on the disk: written by `attesta export --text`, read back by `attesta import`, described by
//! `attesta schema`.

mod carry;
mod folder;
mod import;
mod plan;
mod schema;

use std::path::Path;

use attesta_interop::text::{FILES, Manifest, files};
use attesta_isms::Isms;
use attesta_store::Tenant;

pub(crate) use import::{Import, run as import};
pub(crate) use schema::{Schema, run as schema};

use carry::Carried;
use folder::{Folder, Written};

use crate::{out, trouble::Trouble};

/// How many files that could not be copied are named.
const MOST_NAMED: usize = 20;

/// Writes every record into a folder with the files that they name, and says what was done.
pub(crate) async fn export(
    folder: &Path,
    isms: &Isms,
    tenant: &Tenant,
    manifest: &Manifest,
) -> Result<(), Trouble> {
    let writing = Folder::begin(folder)?;
    let records = writing.records(files(isms, manifest))?;
    let Carried { written, unsound } = carry::out(&writing, isms, tenant).await?;
    writing.finish()?;
    tell(folder, &records, "files")?;
    if written != Written::default() {
        tell(&folder.join(FILES), &written, "files that records name")?;
    }
    if unsound.is_empty() {
        return Ok(());
    }
    let more = if unsound.len() > MOST_NAMED { " …" } else { "" };
    let some = unsound.into_iter().take(MOST_NAMED).collect::<Vec<_>>().join(" ");
    Err(Trouble::said(format!(
        "Everything is there but files that are missing or damaged in the data itself; “attesta fsck” says more. {some}{more}"
    )))
}

fn tell(folder: &Path, done: &Written, what: &str) -> Result<(), Trouble> {
    let gone = match done.gone {
        0 => String::new(),
        gone => format!(", {gone} that belong to no record any more taken away"),
    };
    let shown = folder.display();
    out::line(&format!("{shown}: {} {what} written, {} as they were{gone}.", done.new, done.same))
}

#[cfg(test)]
mod tests;
