//! From text to a snapshot, with all that is wrong.

use std::{panic::resume_unwind, sync::Arc, thread};

use attesta_isms::{Isms, RECORDS, kit::RecordType, record_type_at};
use attesta_record::{Item, Ref};
use jiff::{Timestamp, tz::TimeZone};

use super::{
    FILES, FORMAT, MANIFEST, MOST_BYTES, MOST_BYTES_IN_ALL, Manifest, NUMBER, NamedFile, Situation, Source,
    Spot,
    draft::{Draft, number},
    fault::{Faults, shortened},
    names::Names,
    node::{Entry, Node, What, parse},
    value::Reading,
};

/// The key of the format's version in a manifest.
const VERSION_KEY: &str = "attesta";
/// The key of the day.
const AS_OF: &str = "as_of";
/// The key of the organisation's short name in a manifest, and of its record in a single file.
const ORGANISATION: &str = "organisation";
/// How many files of a folder a thread reads at least.
const STRETCH: usize = 500;

/// Reads a text. Where a reference names by number what is not in it, `known` says whether there is such a record
/// elsewhere.
pub fn read(source: &Source, known: &dyn Fn(Ref) -> bool) -> Result<Situation, Faults> {
    let mut faults = Faults::default();
    let mut drafts = Vec::new();
    let manifest = match source {
        Source::Folder(files) => {
            read_folder(files, &mut drafts, &mut faults);
            manifest_of(files, &mut faults)
        }
        Source::File(name, bytes) => read_file(name, bytes, &mut drafts, &mut faults),
    };
    one_organisation(&drafts, &mut faults);
    number(&mut drafts, &mut faults);
    let (isms, files) = snapshot(&drafts, &manifest, known, &mut faults);
    if !faults.is_empty() {
        faults.list.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        return Err(faults);
    }
    let spot = |draft: Draft| Spot {
        record: draft.record(),
        numbered: draft.numbered,
        file: draft.file.to_string(),
        line: draft.line,
    };
    Ok(Situation { manifest, isms, places: drafts.into_iter().map(spot).collect(), files })
}

/// What is said beside the records, without reading them.
pub fn manifest(source: &Source) -> Result<Manifest, Faults> {
    let mut faults = Faults::default();
    let manifest = match source {
        Source::Folder(files) => manifest_of(files, &mut faults),
        Source::File(..) => Manifest::default(),
    };
    if faults.is_empty() { Ok(manifest) } else { Err(faults) }
}

fn nodes(file: &str, bytes: &[u8], faults: &mut Faults) -> Option<Node> {
    if bytes.len() > MOST_BYTES {
        faults.add(file, 0, "", format!("The file has more than {} MiB. Split it.", MOST_BYTES >> 20));
        return None;
    }
    let before = faults.count();
    let node = parse(bytes, &mut |line, message| faults.add(file, line, "", message));
    if node.is_none() && faults.count() == before {
        faults.add(file, 0, "", "The file is empty.");
    }
    node
}

fn manifest_of(files: &[(String, Vec<u8>)], faults: &mut Faults) -> Manifest {
    let Some((_, bytes)) = files.iter().find(|(path, _)| path == MANIFEST) else {
        let message = format!(
            "It is missing; by it a folder is known. Add it with the line “{VERSION_KEY}: {FORMAT}”."
        );
        faults.add(MANIFEST, 0, "", message);
        return Manifest::default();
    };
    let Some(node) = nodes(MANIFEST, bytes, faults) else { return Manifest::default() };
    let What::Map(entries) = node.what else {
        faults.add(MANIFEST, node.line, "", format!("Begin it with the line “{VERSION_KEY}: {FORMAT}”."));
        return Manifest::default();
    };
    let mut manifest = Manifest::default();
    if !entries.iter().any(|entry| entry.name == VERSION_KEY) {
        let message = format!("The format's version is missing. Add the line “{VERSION_KEY}: {FORMAT}”.");
        faults.add(MANIFEST, node.line, VERSION_KEY, message);
    }
    for entry in &entries {
        match (entry.name.as_str(), &entry.node.what) {
            (ORGANISATION, What::Nothing) => {}
            (ORGANISATION, What::Scalar(text, _)) => manifest.organisation = Some(text.clone()),
            (ORGANISATION, _) => {
                faults.add(MANIFEST, entry.line, ORGANISATION, "Write the short name of the organisation.");
            }
            _ => beside(MANIFEST, entry, &mut manifest, &[ORGANISATION], faults),
        }
    }
    manifest
}

/// A name that stands beside the records, in a manifest and in a single file.
fn beside(file: &str, entry: &Entry, manifest: &mut Manifest, more: &[&str], faults: &mut Faults) {
    let text = match &entry.node.what {
        What::Scalar(text, _) => text.as_str(),
        _ => "",
    };
    match entry.name.as_str() {
        VERSION_KEY => match text.parse::<u32>() {
            Ok(FORMAT) => {}
            Ok(version) if version > FORMAT => {
                let message = format!("Version {version} is newer than this program, which reads {FORMAT}.");
                faults.add(file, entry.line, VERSION_KEY, message);
            }
            _ => faults.add(file, entry.line, VERSION_KEY, format!("The format's version is {FORMAT}.")),
        },
        AS_OF => match text.parse::<jiff::civil::Date>() {
            Ok(day) if day.to_string() == text => manifest.as_of = Some(day),
            _ => faults.add(file, entry.line, AS_OF, "Write a day as 2026-03-15."),
        },
        name => {
            let known = more.iter().copied().chain([VERSION_KEY, AS_OF]);
            let near = faults.near(name, known);
            faults.add(file, entry.line, &shortened(name), format!("Nothing is known by this name.{near}"));
        }
    }
}

fn read_folder(files: &[(String, Vec<u8>)], drafts: &mut Vec<Draft>, faults: &mut Faults) {
    let all: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    if all > MOST_BYTES_IN_ALL {
        faults.add(MANIFEST, 0, "", format!("The folder has more than {} MiB.", MOST_BYTES_IN_ALL >> 20));
        return;
    }
    let mut sorted: Vec<&(String, Vec<u8>)> = files.iter().filter(|(path, _)| is_record(path)).collect();
    sorted.sort_unstable_by_key(|(path, _)| path);
    // The files say nothing of each other yet: a thread for each processor reads a stretch of them.
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let stretch = sorted.len().div_ceil(threads).max(STRETCH);
    thread::scope(|scope| {
        let parts = sorted.chunks(stretch).map(|some| scope.spawn(|| read_some(some)));
        for part in parts.collect::<Vec<_>>() {
            let (read, wrong) = part.join().unwrap_or_else(|panic| resume_unwind(panic));
            drafts.extend(read);
            faults.add_all(wrong);
        }
    });
}

fn read_some(files: &[&(String, Vec<u8>)]) -> (Vec<Draft>, Faults) {
    let mut faults = Faults::default();
    let drafts = files.iter().filter_map(|(path, bytes)| read_one(path, bytes, &mut faults)).collect();
    (drafts, faults)
}

/// The file of one record.
fn read_one(path: &str, bytes: &[u8], faults: &mut Faults) -> Option<Draft> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let Some(kind) = record_type_at(folder) else {
        let near = faults.near(folder, paths());
        let message = if folder.is_empty() {
            "A record lies in the folder of its kind, such as risks/. Move it there.".to_owned()
        } else {
            format!("“{}” is no kind of record.{near}", shortened(folder))
        };
        faults.add(path, 0, "", message);
        return None;
    };
    let node = nodes(path, bytes, faults)?;
    Draft::of(kind, &Arc::from(path), node, faults)
}

/// Whether a file of a folder is read as a record. What is no YAML, what is hidden and what is carried along is not.
fn is_record(path: &str) -> bool {
    let yaml = path.rsplit_once('.').is_some_and(|(_, end)| matches!(end, "yaml" | "yml"));
    let hidden = path.split('/').any(|name| name.starts_with('.'));
    yaml && !hidden && path != MANIFEST && path.split('/').next() != Some(FILES)
}

fn read_file(name: &str, bytes: &[u8], drafts: &mut Vec<Draft>, faults: &mut Faults) -> Manifest {
    let mut manifest = Manifest::default();
    let Some(node) = nodes(name, bytes, faults) else { return manifest };
    let What::Map(entries) = node.what else {
        faults.add(name, node.line, "", "Begin a line with the kind of record, such as “risks:”.");
        return manifest;
    };
    let file: Arc<str> = Arc::from(name);
    let known: Vec<&str> = paths().collect();
    for entry in entries {
        match record_type_at(&entry.name) {
            Some(kind) => read_kind(kind, &file, entry, drafts, faults),
            None => beside(name, &entry, &mut manifest, &known, faults),
        }
    }
    manifest
}

/// The records of one kind in a single file: a list of them; the organisation is alone and needs no list.
fn read_kind(
    kind: &'static RecordType,
    file: &Arc<str>,
    entry: Entry,
    drafts: &mut Vec<Draft>,
    faults: &mut Faults,
) {
    let noun = entry.node.noun();
    match entry.node.what {
        What::Nothing => {}
        What::List(records) => {
            drafts.extend(records.into_iter().filter_map(|node| Draft::of(kind, file, node, faults)));
        }
        What::Map(_) if kind.schema.key == ORGANISATION => {
            drafts.extend(Draft::of(kind, file, entry.node, faults));
        }
        _ => {
            let message = format!("Write a list: each record behind “- ”. This is {noun}.");
            faults.add(file, entry.line, &entry.name, message);
        }
    }
}

fn paths() -> impl Iterator<Item = &'static str> {
    RECORDS.iter().map(|kind| kind.schema.path)
}

fn one_organisation(drafts: &[Draft], faults: &mut Faults) {
    let mut own = drafts.iter().filter(|draft| draft.kind.schema.key == ORGANISATION);
    let first = own.next();
    for more in own {
        faults.add(&more.file, more.line, "", "There is another organisation already. Keep one of them.");
    }
    if let Some(first) = first.filter(|first| first.id > 1) {
        let number = first.kind.schema.number(1);
        faults.add(&first.file, first.line, NUMBER, format!("The organisation is always {number}."));
    }
}

fn snapshot(
    drafts: &[Draft],
    manifest: &Manifest,
    known: &dyn Fn(Ref) -> bool,
    faults: &mut Faults,
) -> (Isms, Vec<NamedFile>) {
    let names = Names::of(drafts, known);
    let day = manifest.as_of.and_then(|day| day.to_zoned(TimeZone::UTC).ok());
    let made = day.map_or(Timestamp::UNIX_EPOCH, |day| day.timestamp());
    let (mut isms, mut files) = (Isms::default(), Vec::new());
    for draft in drafts {
        let before = faults.count();
        let values = Reading { names: &names, draft, faults, files: &mut files }.record();
        if faults.count() > before {
            continue;
        }
        let schema = draft.kind.schema;
        let (id, retired) = (draft.id, draft.retired);
        let item = Item { schema, id, revision: 1, retired, created_at: made, changed_at: made, values };
        let put = isms.table_mut(schema.key).map_or(Ok(()), |table| table.put_item(item));
        if let Err(field) = put {
            let line = draft.field(field).map_or(draft.line, |entry| entry.line);
            faults.add(&draft.file, line, field, "This does not fit, and nothing else is known of it.");
        }
    }
    (isms, files)
}
