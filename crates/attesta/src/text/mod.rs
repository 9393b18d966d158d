//! The ISMS as text on the disk: written by `attesta export --text`, read back by `attesta import`, described by
//! `attesta schema`.

mod folder;
mod import;
mod plan;
mod schema;

use std::path::Path;

use attesta_interop::text::{MANIFEST, Manifest, files};
use attesta_isms::Isms;

pub(crate) use folder::source;
pub(crate) use import::{Import, run as import};
pub(crate) use schema::{Schema, run as schema};

use crate::{out, trouble::Trouble};

/// Whether a path is a text of the ISMS: a folder with a manifest, or a file of YAML.
pub(crate) fn is_text(path: &Path) -> bool {
    let yaml = path
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("yaml") || end.eq_ignore_ascii_case("yml"));
    path.join(MANIFEST).is_file() || (yaml && path.is_file())
}

/// Writes every record into a folder, and says what was done.
pub(crate) fn export(folder: &Path, isms: &Isms, manifest: &Manifest) -> Result<(), Trouble> {
    let done = folder::write(folder, files(isms, manifest))?;
    let shown = folder.display();
    let gone = match done.gone {
        0 => String::new(),
        gone => format!(", {gone} that belong to no record any more taken away"),
    };
    out::line(&format!("{shown}: {} files written, {} as they were{gone}.", done.new, done.same))
}

#[cfg(test)]
mod tests;
