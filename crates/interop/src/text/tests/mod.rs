//! Out, in, out again; and what is refused, with its line.

mod faults;
mod generated;
mod hostile;
mod order;
mod schema;
mod situation;

use super::*;

/// A single file, read.
fn file(text: &str) -> Result<Situation, Faults> {
    read(&Source::File("case.yaml".to_owned(), text.as_bytes().to_vec()), &|_| false)
}

/// A folder with a manifest and these files, read.
fn folder(more: &[(&str, &str)]) -> Result<Situation, Faults> {
    let more = more.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    let files = std::iter::once((MANIFEST.to_owned(), b"attesta: 1\n".to_vec())).chain(more).collect();
    read(&Source::Folder(files), &|_| false)
}

/// A snapshot as the files of a folder.
fn written(isms: &Isms, manifest: &Manifest) -> Vec<(String, Vec<u8>)> {
    files(isms, manifest).map(|(path, text)| (path, text.into_bytes())).collect()
}
