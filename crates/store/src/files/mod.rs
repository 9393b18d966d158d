//! Files: what records name by its hash lies in a folder beside the database, by the SHA-256 of its bytes.
//!
//! A folder an organisation, so that nothing is shared between two; below it a folder for the first two digits of the
//! hash, and one for what is still being received. Only a hash and the organisation's random name ever become a path.

mod check;
mod upload;

use std::{io, path::PathBuf, sync::Arc};

use attesta_record::{File, FileHash, bytes_text};
use tokio::fs;

use crate::{Store, StoreError, Tenant};

pub use check::{FilesFound, Unsound};
pub use upload::Upload;

/// How large a file may be where nobody says otherwise, in bytes.
pub const MOST_FILE_BYTES: u64 = 50_000_000;

/// The folder of an organisation in which files lie that are still being received.
const INCOMING: &str = "incoming";

/// Where the files are.
#[derive(Debug)]
pub(crate) struct Folder {
    root: PathBuf,
    most: u64,
}

impl Store {
    /// The store with a folder for files, each of which may have so many bytes. It is made where it is not there yet.
    #[must_use]
    pub fn with_files(self, root: impl Into<PathBuf>, most: u64) -> Self {
        Self { files: Some(Arc::new(Folder { root: root.into(), most })), ..self }
    }

    /// How many bytes a file may have; nothing where there is no folder for files.
    pub fn most_file_bytes(&self) -> u64 {
        self.files.as_ref().map_or(0, |folder| folder.most)
    }
}

impl Tenant {
    /// Begins to receive a file. Nothing names it until a record does.
    pub async fn receive(&self) -> Result<Upload, StoreError> {
        let most = self.folder()?.most;
        Upload::begin(self.own_folder()?, most).await
    }

    /// The bytes of a file, to be read; `None` where it is not there.
    pub async fn open_file(&self, file: &File) -> Result<Option<fs::File>, StoreError> {
        if !self.holds_file(file).await? {
            return Ok(None);
        }
        fs::File::open(self.path_of(file.hash())?).await.map(Some).map_err(|error| unusable(&error))
    }

    /// Whether a file is there, with as many bytes as it should have.
    pub async fn holds_file(&self, file: &File) -> Result<bool, StoreError> {
        match fs::metadata(self.path_of(file.hash())?).await {
            Ok(found) => Ok(found.is_file() && found.len() == file.size()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(unusable(&error)),
        }
    }

    fn folder(&self) -> Result<&Folder, StoreError> {
        let none =
            || StoreError::Unreachable("There is no folder for files. Name one with --files.".to_owned());
        self.files.as_deref().ok_or_else(none)
    }

    /// The organisation's own folder. Its random name is of letters and digits; one that is not leads nowhere.
    fn own_folder(&self) -> Result<PathBuf, StoreError> {
        let uid = &self.info.uid;
        let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
        if uid.is_empty() || !uid.chars().all(plain) {
            return Err(StoreError::Damaged("the random name of the organisation".to_owned()));
        }
        Ok(self.folder()?.root.join(uid))
    }

    fn path_of(&self, hash: FileHash) -> Result<PathBuf, StoreError> {
        Ok(self.own_folder()?.join(shard(hash)).join(hash.to_string()))
    }
}

/// The folder for the files whose hashes begin alike.
fn shard(hash: FileHash) -> String {
    hash.to_string().chars().take(2).collect()
}

/// Why a file was refused for its size.
pub(crate) fn too_large(most: u64) -> String {
    format!("The file is too large. At most {} are taken.", bytes_text(most))
}

/// What the file system said.
fn unusable(error: &io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full,
        _ => StoreError::Unreachable(format!("The folder for files cannot be used: {error}.")),
    }
}
