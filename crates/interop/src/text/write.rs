//! From a snapshot to files.

use std::{cell::RefCell, collections::HashMap, fmt::Write as _};

use attesta_isms::{Isms, RECORDS};
use attesta_record::{Item, Kind, Ref, Value, cell, words_of};

use super::{
    FORMAT, MANIFEST, Manifest, NUMBER, RETIRED,
    emit::{comment, fields, scalar},
};

/// The most letters of a title in the name of a file.
const MOST_LETTERS: usize = 48;

/// The files of a folder, one after the other: paths below it, and what they hold. The manifest comes first.
pub fn files<'a>(isms: &'a Isms, manifest: &'a Manifest) -> impl Iterator<Item = (String, String)> + 'a {
    let titles = RefCell::new(HashMap::new());
    let items = RECORDS.iter().filter_map(|kind| isms.table(kind.schema.key)).flat_map(|table| table.items());
    let record = move |item: Item| {
        let title = |one: Ref| titles.borrow_mut().entry(one).or_insert_with(|| title(isms, one)).clone();
        (path(&item), record(&item, &title))
    };
    std::iter::once_with(|| (MANIFEST.to_owned(), manifest_text(isms, manifest))).chain(items.map(record))
}

fn manifest_text(isms: &Isms, manifest: &Manifest) -> String {
    let mut out = "# An ISMS as text: a folder for each kind of record, a file for each record.\n".to_owned();
    _ = writeln!(out, "attesta: {FORMAT}");
    if let Some(slug) = &manifest.organisation {
        out.push_str("organisation: ");
        scalar(slug, &mut out);
        if let Some(own) = isms.organisation() {
            out.push_str(" # ");
            comment(own.data.name.as_str(), &mut out);
        }
        out.push('\n');
    }
    if let Some(day) = manifest.as_of {
        _ = writeln!(out, "as_of: {day}");
    }
    out
}

/// One record as a file.
fn record(item: &Item, title: &dyn Fn(Ref) -> String) -> String {
    let mut out = String::with_capacity(512);
    _ = writeln!(out, "{NUMBER}: {}", item.number());
    if item.retired {
        _ = writeln!(out, "{RETIRED}: true");
    }
    fields(item.schema.fields, &item.values, 0, title, false, &mut out);
    out
}

/// The title of a record, for a comment.
fn title(isms: &Isms, one: Ref) -> String {
    let find = |one: Ref| isms.item(one);
    isms.item(one).map(|item| attesta_isms::title(&item, &find)).unwrap_or_default()
}

/// Where a record lies: the folder of its kind, its number and the first words of its own title.
fn path(item: &Item) -> String {
    let mut path = format!("{}/{}", item.schema.path, item.number());
    let whole = path.len() + MOST_LETTERS;
    let titles = item.schema.fields.iter().zip(&item.values).filter(|(field, _)| field.title);
    for (field, value) in titles {
        // The names of other records are left out, or renaming one would rename many files.
        if matches!(field.kind, Kind::Reference(_)) || matches!(value, Value::Erased) {
            continue;
        }
        for word in words_of(&cell(field, value)).map(|word| ascii(&word)).filter(|word| !word.is_empty()) {
            if path.len() + word.len() >= whole {
                break;
            }
            path.push('-');
            path.push_str(&word);
        }
    }
    path.push_str(".yaml");
    path
}

/// A word in letters that every file system keeps.
fn ascii(word: &str) -> String {
    let word = word.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss");
    word.chars().filter(char::is_ascii_alphanumeric).collect()
}
