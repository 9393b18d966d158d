//! The files of an import: those that are named, and the tables of folders that are.

use std::{
    fs::{self, File},
    io::Read as _,
    path::{Path, PathBuf},
};

use attesta_interop::table::{Limits, Table};

use crate::trouble::Trouble;

/// The most files of one import.
const MOST_FILES: usize = 500;
/// How deep folders are looked into.
const DEPTH: usize = 4;
/// How the names of tables end.
const ENDINGS: [&str; 5] = ["csv", "tsv", "txt", "xlsx", "xlsm"];

/// A file that cannot be taken, and why.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) file: String,
    pub(super) why: String,
}

/// All tables of the paths, in the order of their names, and the files that are none.
pub(super) fn read(paths: &[PathBuf]) -> Result<(Vec<Table>, Vec<Broken>), Trouble> {
    let mut files = Vec::new();
    for path in paths {
        let named = path.metadata().map_err(|error| Trouble::at(path, &error))?;
        if named.is_dir() {
            find(path, path, DEPTH, &mut files)?;
        } else {
            files.push((short(path), path.clone()));
        }
    }
    if files.is_empty() {
        return Err(Trouble::said(
            "There is no CSV and no XLSX file there. Name a file, or the folder in which they lie.",
        ));
    }
    if files.len() > MOST_FILES {
        return Err(Trouble::said(format!(
            "There are {} files; at most {MOST_FILES} are taken at once.",
            files.len()
        )));
    }
    files.sort();
    files.dedup_by(|a, b| a.1 == b.1);
    let (mut tables, mut broken) = (Vec::new(), Vec::new());
    for (name, path) in files {
        let bytes = bytes(&path)?;
        match Table::read(&name, bytes, &Limits::USUAL) {
            Ok(some) => tables.extend(some),
            Err(fault) => broken.push(Broken { file: name, why: fault.to_string() }),
        }
    }
    Ok((tables, broken))
}

/// A file, no further than one byte beyond what is taken.
fn bytes(path: &Path) -> Result<Vec<u8>, Trouble> {
    let file = File::open(path).map_err(|error| Trouble::at(path, &error))?;
    let mut bytes = Vec::new();
    let most = Limits::USUAL.bytes as u64 + 1;
    file.take(most).read_to_end(&mut bytes).map_err(|error| Trouble::at(path, &error))?;
    Ok(bytes)
}

fn short(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn find(root: &Path, folder: &Path, depth: usize, files: &mut Vec<(String, PathBuf)>) -> Result<(), Trouble> {
    let entries = fs::read_dir(folder).map_err(|error| Trouble::at(folder, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| Trouble::at(folder, &error))?;
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        // Hidden files, and the locks of spreadsheets that are open.
        if name.starts_with(['.', '~']) {
            continue;
        }
        let kind = entry.file_type().map_err(|error| Trouble::at(&path, &error))?;
        let ending =
            path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        if kind.is_dir() && depth > 0 {
            find(root, &path, depth - 1, files)?;
        } else if kind.is_file() && ENDINGS.contains(&ending.as_str()) {
            let shown = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.push((shown, path));
        }
    }
    Ok(())
}
