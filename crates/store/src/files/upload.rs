//! Receiving a file: piece by piece into a file without a name, hashed on the way, safe on the disk before it is told of.

use std::{
    io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use attesta_record::{File, FileHash};
use sha2::{Digest as _, Sha256};
use tokio::{fs, io::AsyncWriteExt as _};

use super::{INCOMING, shard, unusable};
use crate::StoreError;

/// A file that is being received. Dropped, it never was.
#[derive(Debug)]
pub struct Upload {
    out: fs::File,
    part: Part,
    folder: PathBuf,
    hash: Sha256,
    size: u64,
    most: u64,
}

/// A file under its passing name; dropped, it is gone.
#[derive(Debug)]
struct Part(PathBuf);

impl Drop for Part {
    fn drop(&mut self) {
        // What cannot be removed now is swept up at the next start.
        let _ = std::fs::remove_file(&self.0);
    }
}

impl Upload {
    /// Begins to receive into the folder of an organisation.
    pub(super) async fn begin(folder: PathBuf, most: u64) -> Result<Self, StoreError> {
        let (out, part) = begin(&folder.join(INCOMING)).await.map_err(|error| unusable(&error))?;
        Ok(Self { out, part, folder, hash: Sha256::new(), size: 0, most })
    }

    /// Takes the next piece.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.size += bytes.len() as u64;
        if self.size > self.most {
            return Err(StoreError::TooLarge(self.most));
        }
        self.hash.update(bytes);
        self.out.write_all(bytes).await.map_err(|error| unusable(&error))
    }

    /// How many bytes came so far.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The file as a value that a record may hold. From here on it is safe on the disk, under its hash.
    pub async fn finish(mut self, name: &str, media: &str) -> Result<File, StoreError> {
        self.out.flush().await.map_err(|error| unusable(&error))?;
        self.out.sync_all().await.map_err(|error| unusable(&error))?;
        drop(self.out);
        let hash = FileHash::new(self.hash.finalize().into());
        let (part, folder) = (self.part, self.folder);
        let kept = tokio::task::spawn_blocking(move || keep(&part, &folder, hash)).await;
        kept.map_err(io::Error::other).flatten().map_err(|error| unusable(&error))?;
        Ok(File::new(hash, name, self.size, media))
    }
}

/// A new file under a name that no other has, of this process or of another.
async fn begin(incoming: &Path) -> io::Result<(fs::File, Part)> {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    fs::create_dir_all(incoming).await?;
    loop {
        let name = format!("{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = incoming.join(name);
        match fs::File::options().write(true).create_new(true).open(&path).await {
            Ok(out) => return Ok((out, Part(path))),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
}

/// Gives the file the name of its hash. One that is there already is replaced by the same bytes: so it counts as new
/// again, and one that was damaged is mended.
fn keep(part: &Part, folder: &Path, hash: FileHash) -> io::Result<()> {
    let shard = folder.join(shard(hash));
    std::fs::create_dir_all(&shard)?;
    std::fs::rename(&part.0, shard.join(hash.to_string()))?;
    sync_folder(&shard)?;
    sync_folder(folder)?;
    folder.parent().map_or(Ok(()), sync_folder)
}

/// Sees to it that the names in a folder are on the disk, too.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

/// There is no such thing here: the file system keeps names by itself.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
