//! Whether files and records agree: what is named must be there and undamaged, and what is there must be named.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    io::Read as _,
    path::{Path, PathBuf},
    str::FromStr as _,
};

use attesta_isms::RECORDS;
use attesta_record::{ColumnType, Field, File, FileHash};
use jiff::Timestamp;
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use super::{INCOMING, shard, unusable};
use crate::{
    StoreError, Tenant,
    dialect::{Cell, Connection, Selected},
};

/// What a check of the files found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilesFound {
    /// How many files records name, or named once.
    pub named: usize,
    /// What is wrong, by the hash.
    pub unsound: BTreeMap<FileHash, Unsound>,
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsound {
    /// Named by a record, and not there: the file and the record.
    Missing(File, String),
    /// There, and not what its hash says: the file and the record.
    Damaged(File, String),
    /// There, and named by nothing.
    Orphaned,
}

/// The files that records name, each with the number of a record.
type Named = BTreeMap<FileHash, (File, String)>;

impl Tenant {
    /// Compares the files with the records, and each file with its hash. What came after `until` may still be on its
    /// way to a record and is no orphan.
    pub async fn check_files(&self, until: Timestamp) -> Result<FilesFound, StoreError> {
        let folder = self.own_folder()?;
        // In this order: whatever was there before the records are read is named by then, or never will be.
        let there = blocking(move || stored(&folder, until)).await?;
        let named = self.named(&mut self.reader().await?).await?;
        let orphaned = there.into_iter().filter(|hash| !named.contains_key(hash));
        let mut found = FilesFound {
            named: named.len(),
            unsound: orphaned.map(|hash| (hash, Unsound::Orphaned)).collect(),
        };
        for (hash, (file, record)) in named {
            let path = self.path_of(hash)?;
            let unsound = match blocking(move || hash_of(&path)).await? {
                None => Unsound::Missing(file, record),
                Some(other) if other != hash => Unsound::Damaged(file, record),
                Some(_) => continue,
            };
            found.unsound.insert(hash, unsound);
        }
        Ok(found)
    }

    /// Removes what nothing names, now or in the past, and what was never received whole, if it came before `until`;
    /// how many files that were.
    ///
    /// Nobody writes records meanwhile, and whoever writes one looks first whether its file is there. So none goes
    /// that is about to be named.
    pub async fn sweep_files(&self, until: Timestamp) -> Result<usize, StoreError> {
        let folder = self.own_folder()?;
        let begun = folder.join(INCOMING);
        let broken = blocking(move || files_in(&begun, until)).await?;
        let in_question = {
            let folder = folder.clone();
            blocking(move || stored(&folder, until)).await?
        };
        if broken.is_empty() && in_question.is_empty() {
            return Ok(0);
        }
        let mut writing = self.begin().await?;
        let named = self.named(&mut writing.connection).await?;
        let orphaned = in_question.into_iter().filter(|hash| !named.contains_key(hash));
        let paths = orphaned.map(|hash| folder.join(shard(hash)).join(hash.to_string()));
        let gone: Vec<PathBuf> = paths.chain(broken).collect();
        blocking(move || {
            let mut removed = 0;
            for path in gone {
                // One that somebody sent again meanwhile is new.
                if is_older(&path, until)? {
                    fs::remove_file(&path)?;
                    removed += 1;
                }
            }
            Ok(removed)
        })
        .await
    }

    /// Every file that a record names or ever named, and those that were given in doing a verb.
    async fn named(&self, reader: &mut Connection) -> Result<Named, StoreError> {
        let mut named = Named::new();
        let of = |fields: &[Field]| fields.iter().any(|field| field.kind.may_name_files());
        for kind in RECORDS.iter().filter(|kind| of(kind.schema.fields)) {
            let columns = [("record", ColumnType::Integer), ("facts", ColumnType::Text)];
            let tail = "FROM change WHERE organisation = $1 AND kind = $2";
            let cells = vec![self.id(), kind.schema.key.into()];
            let take = |row: Vec<Cell>| {
                let number = kind.schema.number(row.first().and_then(Cell::integer).unwrap_or(0));
                collect(row.get(1), &number, &mut named)
            };
            reader.each(&selected(columns), tail, cells, take).await?;
        }
        let verbs = RECORDS.iter().flat_map(|kind| kind.verbs).filter(|verb| of(verb.fields));
        let verbs: BTreeSet<&str> = verbs.map(|verb| verb.name).collect();
        for verb in verbs {
            let columns = [("on_record", ColumnType::Text), ("input", ColumnType::Text)];
            let tail = "FROM journal WHERE organisation = $1 AND verb = $2";
            let take = |row: Vec<Cell>| {
                let on = row.first().and_then(Cell::text).unwrap_or_default().to_owned();
                collect(row.get(1), &on, &mut named)
            };
            reader.each(&selected(columns), tail, vec![self.id(), verb.into()], take).await?;
        }
        Ok(named)
    }
}

fn selected(columns: [(&str, ColumnType); 2]) -> [Selected; 2] {
    columns.map(|(name, kind)| Selected(name.to_owned(), kind))
}

fn collect(cell: Option<&Cell>, record: &str, named: &mut Named) -> Result<(), StoreError> {
    let text = cell.and_then(Cell::text).unwrap_or("null");
    let json = Json::from_str(text).map_err(|_| StoreError::Damaged(format!("the facts of {record}")))?;
    files_of(&json, &mut |file| {
        named.insert(file.hash(), (file, record.to_owned()));
    });
    Ok(())
}

/// The files that a JSON value names, however deep.
fn files_of(json: &Json, take: &mut dyn FnMut(File)) {
    match (File::from_json(json), json) {
        (Some(file), _) => take(file),
        (None, Json::Array(some)) => some.iter().for_each(|one| files_of(one, take)),
        (None, Json::Object(some)) => some.values().for_each(|one| files_of(one, take)),
        _ => {}
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, StoreError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(io::Error::other).flatten().map_err(|error| unusable(&error))
}

/// The files of an organisation that came before a moment, by their hashes.
fn stored(folder: &Path, until: Timestamp) -> io::Result<Vec<FileHash>> {
    let mut found = Vec::new();
    for shard in entries(folder)? {
        for path in files_in(&shard, until)? {
            let name = path.file_name().and_then(|name| name.to_str());
            found.extend(name.and_then(FileHash::parse).filter(|hash| shard.ends_with(super::shard(*hash))));
        }
    }
    Ok(found)
}

/// The files of a folder that came before a moment.
fn files_in(folder: &Path, until: Timestamp) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in entries(folder)? {
        if is_older(&path, until)? {
            found.push(path);
        }
    }
    Ok(found)
}

/// Whether there is a file that was last written before a moment.
fn is_older(path: &Path, until: Timestamp) -> io::Result<bool> {
    let found = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        found => found?,
    };
    let written = Timestamp::try_from(found.modified()?).map_err(io::Error::other)?;
    Ok(found.is_file() && written < until)
}

/// What lies in a folder; nothing where it is no folder.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Ok(found) => found.map(|entry| Ok(entry?.path())).collect(),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(Vec::new())
        }
        Err(error) => Err(error),
    }
}

/// The hash of a file's bytes as they are now; `None` where it is not there.
fn hash_of(path: &Path) -> io::Result<Option<FileHash>> {
    let mut file = match fs::File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file?,
    };
    let (mut hash, mut piece) = (Sha256::new(), vec![0; 64 * 1024]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(Some(FileHash::new(hash.finalize().into()))),
            some => hash.update(&piece[..some]),
        }
    }
}
