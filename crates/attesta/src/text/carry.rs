//! The files that records name: copied beside a text, and stored from there. Their bytes pass through in pieces, and
//! are never taken for what their name says without looking.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use attesta_gate::{ActError, Gate, Member};
use attesta_interop::text::{FILES, Faults, NamedFile};
use attesta_isms::{Isms, RECORDS, record_type};
use attesta_record::{File, FileHash, Ref, bytes_text};
use attesta_store::Tenant;
use sha2::{Digest as _, Sha256};

use super::folder::{Folder, Written};
use crate::trouble::Trouble;

/// How many bytes are in memory at a time.
const PIECE: usize = 64 * 1024;
/// How a file is called while it is copied.
const PART: &str = ".part";

/// What came of the files of an export.
#[derive(Debug, Default)]
pub(crate) struct Carried {
    /// What was done to the folder.
    pub(crate) written: Written,
    /// What could not be copied, in sentences.
    pub(crate) unsound: Vec<String>,
}

/// Copies every file that a record names, each once, and takes away those that none names any more.
pub(crate) async fn out(folder: &Folder, isms: &Isms, tenant: &Tenant) -> Result<Carried, Trouble> {
    let at = folder.at.join(FILES);
    let (named, mut done) = (named(isms), Carried::default());
    if !named.is_empty() {
        fs::create_dir_all(&at).map_err(|error| Trouble::at(&at, &error))?;
    }
    for (hash, (file, number)) in &named {
        let to = at.join(hash.to_string());
        if folder.before && hash_of(&to).is_ok_and(|found| found == *hash) {
            done.written.same += 1;
            continue;
        }
        let copied = match tenant.open_file(file).await? {
            Some(from) => {
                copy(from.into_std().await, *hash, &to).map_err(|error| Trouble::at(&to, &error))?
            }
            None => false,
        };
        if copied {
            done.written.new += 1;
        } else {
            done.unsound.push(format!("{number} names “{}” ({}).", file.name(), hash.short()));
        }
    }
    if folder.before {
        let failed = |error: io::Error| Trouble::at(&at, &error);
        done.written.gone = take_away(&at, &named.into_keys().collect()).map_err(failed)?;
    }
    Ok(done)
}

/// The files that records name, each with the number of one that does.
fn named(isms: &Isms) -> BTreeMap<FileHash, (File, String)> {
    let mut named = BTreeMap::new();
    let may_name =
        RECORDS.iter().filter(|kind| kind.schema.fields.iter().any(|field| field.kind.may_name_files()));
    for item in may_name.filter_map(|kind| isms.table(kind.schema.key)).flat_map(|table| table.items()) {
        for file in item.values.iter().flat_map(attesta_record::Value::files) {
            named.insert(file.hash(), (file.clone(), item.number()));
        }
    }
    named
}

/// Copies a file under its passing name, and gives it its own where its bytes are those of the hash; whether they are.
fn copy(mut from: fs::File, hash: FileHash, to: &Path) -> io::Result<bool> {
    let mut part = to.as_os_str().to_owned();
    part.push(PART);
    let part = PathBuf::from(part);
    let mut out = fs::File::create(&part)?;
    let whole = pass(&mut from, &mut out)? == hash;
    drop(out);
    if whole {
        fs::rename(&part, to)?;
    } else {
        fs::remove_file(&part)?;
    }
    Ok(whole)
}

/// Passes bytes on to their end; their hash.
fn pass(from: &mut impl Read, to: &mut impl Write) -> io::Result<FileHash> {
    let (mut hash, mut piece) = (Sha256::new(), vec![0; PIECE]);
    loop {
        match from.read(&mut piece) {
            Ok(0) => return Ok(FileHash::new(hash.finalize().into())),
            Ok(read) => {
                hash.update(&piece[..read]);
                to.write_all(&piece[..read])?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn hash_of(path: &Path) -> io::Result<FileHash> {
    pass(&mut fs::File::open(path)?, &mut io::sink())
}

/// Takes away what this command put there, and no record names.
fn take_away(at: &Path, named: &BTreeSet<FileHash>) -> io::Result<usize> {
    let entries = match fs::read_dir(at) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        entries => entries?,
    };
    let mut gone = 0;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        let (whole, name) = (!name.ends_with(PART), name.strip_suffix(PART).unwrap_or(name));
        if FileHash::parse(name).is_some_and(|hash| !whole || !named.contains(&hash)) {
            fs::remove_file(entry.path())?;
            gone += usize::from(whole);
        }
    }
    Ok(gone)
}

/// The files that an organisation does not have yet, and where they lie.
#[derive(Debug, Default)]
pub(crate) struct Missing(BTreeMap<FileHash, One>);

#[derive(Debug)]
struct One {
    file: File,
    record: Ref,
    path: PathBuf,
}

impl Missing {
    /// The files that must be stored. All that are missing, too large, or not what they are called, are faults.
    pub(crate) async fn find(
        from: &Path,
        named: &[NamedFile],
        tenant: Option<&Tenant>,
        most: u64,
    ) -> Result<Self, Trouble> {
        let beside = if from.is_dir() { from } else { from.parent().unwrap_or(Path::new("")) };
        let (mut missing, mut faults) = (Self::default(), Faults::default());
        let mut looked: BTreeMap<(FileHash, u64), Option<String>> = BTreeMap::new();
        for one in named {
            let (file, hash) = (&one.file, one.file.hash());
            if let Some(tenant) = tenant
                && tenant.holds_file(file).await?
            {
                continue;
            }
            let path = beside.join(FILES).join(hash.to_string());
            let wrong = looked.entry((hash, file.size())).or_insert_with(|| wrong(file, &path, most));
            match wrong {
                Some(why) => {
                    faults.add(&one.source, one.line, &one.field, format!("“{}” {why}", file.name()));
                }
                None => {
                    missing.0.insert(hash, One { file: file.clone(), record: one.record, path });
                }
            }
        }
        if faults.is_empty() { Ok(missing) } else { Err(Trouble::said(faults.to_string())) }
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// Stores them, before the records that name them.
    pub(crate) async fn store(self, gate: &Gate, member: &Member) -> Result<(), Trouble> {
        for (hash, One { file, record, path }) in self.0 {
            let failed = |error: io::Error| Trouble::at(&path, &error);
            let kind = record_type(record.kind).ok_or(ActError::NotFound)?;
            let mut upload = gate.receive(member, &member.permit(kind, "import")?).await?;
            let (mut from, mut piece) = (fs::File::open(&path).map_err(failed)?, vec![0; PIECE]);
            loop {
                match from.read(&mut piece).map_err(failed)? {
                    0 => break,
                    read => upload.write(&piece[..read]).await?,
                }
            }
            if upload.finish(file.name(), file.media()).await?.hash() != hash {
                return Err(Trouble::said(format!(
                    "{} changed while it was read. Run this again.",
                    path.display()
                )));
            }
        }
        Ok(())
    }
}

/// What is wrong with a file that lies here; nothing where it is what it should be.
fn wrong(file: &File, path: &Path, most: u64) -> Option<String> {
    let short = format!("{FILES}/{}", file.hash());
    let found = match fs::metadata(path) {
        Ok(found) if found.is_file() => found.len(),
        Ok(_) => return Some(format!("is to be {short}, and that is no file.")),
        Err(_) => return Some(format!("is missing: put it beside the text as {short}.")),
    };
    if found.max(file.size()) > most {
        let (found, most) = (bytes_text(found.max(file.size())), bytes_text(most));
        return Some(format!("has {found}. At most {most} are taken; --file-limit allows more."));
    }
    match hash_of(path) {
        Err(error) => Some(format!("cannot be read from {short}: {error}.")),
        Ok(hash) if hash != file.hash() => Some(format!(
            "was changed: {short} has other bytes than its name says. Put the first ones there again."
        )),
        Ok(_) if found != file.size() => {
            Some(format!("has {found} bytes, and {} are written here.", file.size()))
        }
        Ok(_) => None,
    }
}
