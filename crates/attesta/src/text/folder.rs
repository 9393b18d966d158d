//! A text on the disk. Records are many small files, so several threads write and read them.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Read as _},
    panic::resume_unwind,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
        mpsc::{Receiver, sync_channel},
    },
    thread,
};

use attesta_interop::text::{FILES, MANIFEST, MOST_BYTES, MOST_BYTES_IN_ALL, Source};
use attesta_isms::record_type_at;

use crate::trouble::Trouble;

/// How many threads write or read: more than there are processors, for they wait for the disk.
const THREADS: usize = 4;
/// How many files a writer takes at a time.
const AT_ONCE: usize = 64;

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

/// A folder that a text is written into.
#[derive(Debug)]
pub(crate) struct Folder {
    /// Where it is written.
    pub(crate) at: PathBuf,
    /// Whether there is a text already.
    pub(crate) before: bool,
    /// What it is called when it is whole, where that is another name.
    whole: Option<PathBuf>,
}

/// Files of a text that wait to be written: where below the folder, and what they hold.
type Waiting = Arc<Mutex<Receiver<Vec<(String, String)>>>>;

impl Folder {
    /// Begins to write. A new folder appears only when it is whole; in one that was written before, only what differs
    /// is touched, and the files of records that are called otherwise now, or are not there, go.
    pub(crate) fn begin(folder: &Path) -> Result<Self, Trouble> {
        let at = folder.to_owned();
        if folder.join(MANIFEST).is_file() {
            return Ok(Self { at, before: true, whole: None });
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
            return Ok(Self { at, before: false, whole: None });
        }
        let mut part = folder.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        if part.exists() {
            fs::remove_dir_all(&part).map_err(|error| Trouble::at(&part, &error))?;
        }
        Ok(Self { at: part, before: false, whole: Some(at) })
    }

    /// Writes the records.
    pub(crate) fn records(
        &self,
        mut files: impl Iterator<Item = (String, String)>,
    ) -> Result<Written, Trouble> {
        let mut kept: BTreeSet<String> = BTreeSet::new();
        let mut done = thread::scope(|scope| {
            let (send, waiting) = sync_channel(THREADS);
            let waiting: Waiting = Arc::new(Mutex::new(waiting));
            let writer = |waiting: Waiting| scope.spawn(move || self.write_all(&waiting));
            let writers: Vec<_> = (0..THREADS).map(|_| writer(waiting.clone())).collect();
            // Theirs alone: where all of them have given up, sending ends too.
            drop(waiting);
            loop {
                let some: Vec<_> = files.by_ref().take(AT_ONCE).collect();
                if self.before {
                    kept.extend(some.iter().map(|(path, _)| path.clone()));
                }
                if some.is_empty() || send.send(some).is_err() {
                    break;
                }
            }
            drop(send);
            writers.into_iter().try_fold(Written::default(), |sum, one| {
                let one = one.join().unwrap_or_else(|panic| resume_unwind(panic))?;
                Ok::<_, Trouble>(Written { new: sum.new + one.new, same: sum.same + one.same, gone: 0 })
            })
        })?;
        if self.before {
            done.gone = take_away(&self.at, &kept)?;
        }
        Ok(done)
    }

    fn write_all(&self, waiting: &Waiting) -> Result<Written, Trouble> {
        let mut done = Written::default();
        let mut made: BTreeSet<PathBuf> = BTreeSet::new();
        loop {
            let some = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(some) = some else { return Ok(done) };
            for (path, text) in some {
                let file = self.at.join(path);
                if self.before && is_same(&file, text.as_bytes()) {
                    done.same += 1;
                    continue;
                }
                if let Some(above) = file.parent().filter(|above| !made.contains(*above)) {
                    fs::create_dir_all(above).map_err(|error| Trouble::at(above, &error))?;
                    made.insert(above.to_owned());
                }
                fs::write(&file, text).map_err(|error| Trouble::at(&file, &error))?;
                done.new += 1;
            }
        }
    }

    /// All is written.
    pub(crate) fn finish(self) -> Result<(), Trouble> {
        match self.whole {
            Some(whole) => fs::rename(&self.at, &whole).map_err(|error| Trouble::at(&whole, &error)),
            None => Ok(()),
        }
    }
}

/// Whether a file holds these bytes. One of another size need not be read.
fn is_same(file: &Path, bytes: &[u8]) -> bool {
    fs::metadata(file).is_ok_and(|found| usize::try_from(found.len()) == Ok(bytes.len()))
        && fs::read(file).is_ok_and(|found| found == bytes)
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
    let left = AtomicUsize::new(MOST_BYTES_IN_ALL);
    if !path.is_dir() {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        return Ok(Source::File(name, read(path, &left)?));
    }
    let names = paths(path)?;
    let some = |names: &[String]| {
        let file = |name: &String| Ok((name.clone(), read(&path.join(name), &left)?));
        names.iter().map(file).collect::<Result<Vec<_>, Trouble>>()
    };
    let files = thread::scope(|scope| {
        let stretches = names.chunks(names.len().div_ceil(THREADS).max(AT_ONCE));
        let readers: Vec<_> = stretches.map(|names| scope.spawn(|| some(names))).collect();
        let parts = readers.into_iter().map(|one| one.join().unwrap_or_else(|panic| resume_unwind(panic)));
        parts.collect::<Result<Vec<_>, Trouble>>()
    })?;
    Ok(Source::Folder(files.into_iter().flatten().collect()))
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
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() || (kind.is_symlink() && entry.path().is_dir()) {
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
fn read(path: &Path, left: &AtomicUsize) -> Result<Vec<u8>, Trouble> {
    let failed = |error: io::Error| Trouble::at(path, &error);
    // Looked at before it is opened: a pipe would wait for ever.
    let found = fs::metadata(path).map_err(failed)?;
    if !found.is_file() {
        return Err(Trouble::said(format!("{} is no file that can be read. Take it away.", path.display())));
    }
    let most = MOST_BYTES + 1;
    let mut bytes = Vec::with_capacity(usize::try_from(found.len()).unwrap_or(most).min(most));
    let file = fs::File::open(path).map_err(failed)?;
    file.take(u64::try_from(most).unwrap_or(u64::MAX)).read_to_end(&mut bytes).map_err(failed)?;
    let less = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes.len()));
    less.map_err(|_| {
        let most = MOST_BYTES_IN_ALL >> 20;
        Trouble::said(format!("The folder has more than {most} MiB of text. Is it the right one?"))
    })?;
    Ok(bytes)
}
