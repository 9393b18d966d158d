//! The ISMS as text on the disk: written by `attesta export --text`, read back by `attesta import`, described by
//! `attesta schema`.

mod carry;
mod folder;
mod import;
mod plan;
mod schema;

use std::path::Path;

use attesta_interop::text::{FILES, MANIFEST, Manifest, files};
use attesta_isms::Isms;
use attesta_store::Tenant;

pub(crate) use folder::source;
pub(crate) use import::{Import, run as import};
pub(crate) use schema::{Schema, run as schema};

use carry::Carried;
use folder::{Folder, Written};

use crate::{out, trouble::Trouble};

/// Whether a path is a text of the ISMS: a folder with a manifest, or a file of YAML.
pub(crate) fn is_text(path: &Path) -> bool {
    let yaml = path
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("yaml") || end.eq_ignore_ascii_case("yml"));
    path.join(MANIFEST).is_file() || (yaml && path.is_file())
}

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
    tell(folder, &records, ["file", "files"])?;
    if written != Written::default() {
        tell(&folder.join(FILES), &written, ["file that records name", "files that records name"])?;
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

fn tell(folder: &Path, done: &Written, what: [&str; 2]) -> Result<(), Trouble> {
    let gone = match done.gone {
        0 => String::new(),
        1 => ", 1 that belongs to no record any more taken away".to_owned(),
        gone => format!(", {gone} that belong to no record any more taken away"),
    };
    let (shown, new) = (folder.display(), counted(done.new, what));
    let same = counted(done.same, ["as it was", "as they were"]);
    out::line(&format!("{shown}: {new} written, {same}{gone}."))
}

/// A number with the word for one or for several.
fn counted(count: usize, [one, several]: [&str; 2]) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

#[cfg(test)]
mod tests;
