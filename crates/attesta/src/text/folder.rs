//! A text on the disk.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use attesta_interop::text::{FILES, MANIFEST, MOST_BYTES, MOST_BYTES_IN_ALL, Source};
use attesta_isms::record_type_at;

use crate::trouble::Trouble;

/// What was done to a folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// How many files are new or other than before.
    pub(crate) new: usize,
    /// How many are as they were.
    pub(crate) same: usize,
    /// How many were taken away.
    pub(crate) gone: usize,
}

/// Writes the files of a text. A new folder appears only when it is whole; in one that was written before, only what
/// differs is touched, and the files of records that are called otherwise now, or are not there, go.
pub(crate) fn write(
    folder: &Path,
    files: impl Iterator<Item = (String, String)>,
) -> Result<Written, Trouble> {
    if folder.join(MANIFEST).is_file() {
        return write_into(folder, files, true);
    }
    if folder.exists() {
        if !folder.is_dir() {
            return Err(Trouble::said(format!("{} is a file. Name a folder.", folder.display())));
        }
        if fs::read_dir(folder).map_err(|error| Trouble::at(folder, &error))?.next().is_some() {
            return Err(Trouble::said(format!(
                "{} holds other things. Name a new folder, or one that was written by this command.",
                folder.display()
            )));
        }
        return write_into(folder, files, false);
    }
    let mut part = folder.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    if part.exists() {
        fs::remove_dir_all(&part).map_err(|error| Trouble::at(&part, &error))?;
    }
    let written = write_into(&part, files, false)?;
    fs::rename(&part, folder).map_err(|error| Trouble::at(folder, &error))?;
    Ok(written)
}

fn write_into(
    folder: &Path,
    files: impl Iterator<Item = (String, String)>,
    before: bool,
) -> Result<Written, Trouble> {
    let mut done = Written::default();
    let mut made: BTreeSet<PathBuf> = BTreeSet::new();
    let mut kept: BTreeSet<String> = BTreeSet::new();
    for (path, text) in files {
        let file = folder.join(&path);
        if before && fs::read(&file).is_ok_and(|bytes| bytes == text.as_bytes()) {
            done.same += 1;
        } else {
            if let Some(above) = file.parent().filter(|above| !made.contains(*above)) {
                fs::create_dir_all(above).map_err(|error| Trouble::at(above, &error))?;
                made.insert(above.to_owned());
            }
            fs::write(&file, text).map_err(|error| Trouble::at(&file, &error))?;
            done.new += 1;
        }
        if before {
            kept.insert(path);
        }
    }
    if before {
        done.gone = take_away(folder, &kept)?;
    }
    Ok(done)
}

/// Takes away the files that are called as this command calls them and were not written now.
fn take_away(folder: &Path, kept: &BTreeSet<String>) -> Result<usize, Trouble> {
    let mut gone = 0;
    for path in paths(folder)?.into_iter().filter(|path| !kept.contains(path)) {
        let Some((above, name)) = path.split_once('/') else { continue };
        let prefix = record_type_at(above).map(|kind| format!("{}-", kind.schema.prefix));
        let digits = prefix.and_then(|prefix| name.strip_prefix(&prefix)?.strip_suffix(".yaml"));
        if digits.is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit())) {
            let file = folder.join(&path);
            fs::remove_file(&file).map_err(|error| Trouble::at(&file, &error))?;
            gone += 1;
        }
    }
    Ok(gone)
}

/// A text on the disk: a folder, or a single file.
pub(crate) fn source(path: &Path) -> Result<Source, Trouble> {
    if !path.is_dir() {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut left = MOST_BYTES_IN_ALL;
        return Ok(Source::File(name, read(path, &mut left)?));
    }
    let mut left = MOST_BYTES_IN_ALL;
    let mut files = Vec::new();
    for name in paths(path)? {
        let bytes = read(&path.join(&name), &mut left)?;
        files.push((name, bytes));
    }
    Ok(Source::Folder(files))
}

/// The YAML files of a folder and of those in it, by their paths below it, in order.
fn paths(folder: &Path) -> Result<Vec<String>, Trouble> {
    let mut found = Vec::new();
    list(folder, "", &mut found)?;
    found.sort_unstable();
    Ok(found)
}

fn list(folder: &Path, above: &str, found: &mut Vec<String>) -> Result<(), Trouble> {
    let failed = |error: io::Error| Trouble::at(folder, &error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = format!("{above}{name}");
        if name.starts_with('.') || path == FILES {
            continue;
        }
        if entry.path().is_dir() {
            // What lies deeper is no record.
            if above.is_empty() {
                list(&entry.path(), &format!("{path}/"), found)?;
            }
        } else if Path::new(&name).extension().is_some_and(|end| end == "yaml" || end == "yml") {
            found.push(path);
        }
    }
    Ok(())
}

/// Reads a file, and not much more of it than is allowed.
fn read(path: &Path, left: &mut usize) -> Result<Vec<u8>, Trouble> {
    let failed = |error: io::Error| Trouble::at(path, &error);
    if path.exists() && !path.is_file() {
        return Err(Trouble::said(format!("{} is no file that can be read. Take it away.", path.display())));
    }
    let file = fs::File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    let most = u64::try_from(MOST_BYTES + 1).unwrap_or(u64::MAX);
    file.take(most).read_to_end(&mut bytes).map_err(failed)?;
    *left = left.checked_sub(bytes.len()).ok_or_else(|| {
        let most = MOST_BYTES_IN_ALL >> 20;
        Trouble::said(format!("The folder has more than {most} MiB of text. Is it the right one?"))
    })?;
    Ok(bytes)
}
