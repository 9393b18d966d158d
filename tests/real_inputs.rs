//! Real files that others wrote, read and judged by Attesta. The folder they stand in is named by the
//! variable `ATTESTA_REAL_INPUTS`; without it these tests fail, because a skipped test is no pass.

#[cfg(test)]
#[path = "real_inputs/merkle.rs"]
mod merkle;

#[cfg(test)]
#[path = "real_inputs/registers.rs"]
mod registers;

#[cfg(test)]
mod inputs {
    //! The folder of real files.

    use std::path::{Path, PathBuf};

    const VARIABLE: &str = "ATTESTA_REAL_INPUTS";

    /// The folder `name` in the folder of real files; fails where either is missing.
    #[expect(clippy::disallowed_methods, reason = "a test has no command line to be told the folder on")]
    pub(crate) fn folder(name: &str) -> PathBuf {
        let root = std::env::var(VARIABLE)
            .unwrap_or_else(|error| panic!("{VARIABLE} must name the folder of real files: {error}"));
        let folder = Path::new(&root).join(name);
        let shown = std::path::absolute(&folder).unwrap_or_else(|_| folder.clone());
        assert!(folder.is_dir(), "{VARIABLE} is {root:?}, but there is no folder {}", shown.display());
        folder
    }

    /// All files below `folder` whose names end in `.extension`, in the order of their paths.
    pub(crate) fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let entries =
            std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let path = entry.unwrap_or_else(|error| panic!("{}: {error}", folder.display())).path();
            if path.is_dir() {
                found.extend(files(&path, extension));
            } else if path.extension().is_some_and(|end| end == extension) {
                found.push(path);
            }
        }
        found.sort();
        found
    }
}
