//! The files that records name go out with them and come in before them, and are what their hashes say.

use attesta_gate::{Deed, Doing, Gate, Member};
use attesta_record::{File, FileHash, Value};
use sha2::{Digest as _, Sha256};

use super::*;

fn hash(bytes: &[u8]) -> String {
    FileHash::new(Sha256::digest(bytes).into()).to_string()
}

/// A text whose evidence names these bytes, in a folder with whatever lies there as the file.
fn case(desk: &Desk, name: &str, named: &[u8], size: usize, there: Option<&[u8]>) {
    let folder = desk.path(name);
    fs::create_dir_all(folder.join("files")).unwrap();
    fs::create_dir_all(folder.join("evidence")).unwrap();
    fs::create_dir_all(folder.join("organisation")).unwrap();
    fs::write(folder.join(MANIFEST), "attesta: 1\norganisation: acme\n").unwrap();
    fs::write(folder.join("organisation/ORG-1.yaml"), "name: Acme\n").unwrap();
    let evidence = |title: &str| {
        let hash = hash(named);
        format!("title: {title}\nobtained_on: 2026-03-01\nfile: {hash} {size} text/plain log.txt\n")
    };
    fs::write(folder.join("evidence/a.yaml"), evidence("A")).unwrap();
    fs::write(folder.join("evidence/b.yaml"), evidence("B")).unwrap();
    if let Some(bytes) = there {
        fs::write(folder.join("files").join(hash(named)), bytes).unwrap();
    }
}

/// What lies in the folder of files of a text.
fn carried(desk: &Desk, name: &str) -> Vec<(String, Vec<u8>)> {
    let Ok(entries) = fs::read_dir(desk.path(name).join("files")) else { return Vec::new() };
    let file = |entry: std::io::Result<fs::DirEntry>| {
        let entry = entry.unwrap();
        (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())
    };
    let mut found: Vec<_> = entries.map(file).collect();
    found.sort();
    found
}

async fn enter(desk: &Desk) -> (Gate, Member) {
    let store = desk.store("a").await;
    let gate = crate::place::gate(store.clone());
    let member = gate.console(store.tenant("acme").await.unwrap().unwrap(), "tester").await.unwrap();
    (gate, member)
}

/// Gives the second piece of evidence other bytes.
async fn renew(desk: &Desk, bytes: &[u8]) -> File {
    let (gate, member) = enter(desk).await;
    let kind = attesta_isms::record_type("evidence").unwrap();
    let permit = || member.permit(kind, "amend").unwrap();
    let file = gate.store_file(&member, &permit(), "log 2.txt", "text/plain", bytes).await.unwrap();
    let item = member.data().item(kind.schema, 2).await.unwrap().unwrap();
    let mut values = item.values.clone();
    values[kind.schema.position("file").unwrap()] = Value::File(file.clone());
    let deed = Deed::Amend { id: 2, revision: item.revision, values };
    gate.act(&member, Doing::new(permit(), deed)).await.unwrap();
    file
}

#[tokio::test]
async fn a_file_goes_out_once_and_goes_when_nothing_names_it() {
    let desk = Desk::new();
    let (old, new) = (b"old".repeat(50_000), b"new".to_vec());
    case(&desk, "text", &old, old.len(), Some(&old));
    desk.import("a", "text", &["--apply"]).await.unwrap();
    desk.export("a", "out").await;
    let was = vec![(hash(&old), old.clone())];
    assert_eq!(carried(&desk, "out"), was, "two records name it, and it lies there once");
    // One that was damaged is mended, and what was broken off goes; what is somebody's own stays.
    fs::write(desk.path("out/files").join(hash(&old)), b"changed").unwrap();
    fs::write(desk.path("out/files").join(format!("{}.part", hash(b"x"))), b"x").unwrap();
    desk.export("a", "out").await;
    assert_eq!(carried(&desk, "out"), was);
    fs::write(desk.path("out/files").join(format!("{}.part", hash(&old))), b"x").unwrap();
    fs::write(desk.path("out/files/.gitattributes"), "* -text").unwrap();
    renew(&desk, &new).await;
    desk.export("a", "out").await;
    let mut both = vec![(hash(&old), old.clone()), (hash(&new), new.clone())];
    both.push((".gitattributes".to_owned(), b"* -text".to_vec()));
    both.sort();
    assert_eq!(carried(&desk, "out"), both);
    let path = desk.path("out/evidence/EV-1-a.yaml");
    let note =
        fs::read_to_string(&path).unwrap().replace("kind: file", "kind: note").replace("file: ", "note: ");
    fs::write(&path, note).unwrap();
    desk.import("a", "out", &["--apply"]).await.unwrap();
    desk.export("a", "out").await;
    both.retain(|(name, _)| *name != hash(&old));
    assert_eq!(carried(&desk, "out"), both, "the old one is named by nothing");
}

#[tokio::test]
async fn what_was_named_on_a_day_goes_out_as_of_that_day() {
    let desk = Desk::new();
    demo_on(&desk).await;
    let out = |name: &str, day: &str| {
        let to = desk.path(name).display().to_string();
        vec!["export".to_owned(), "--text".to_owned(), to, "--as-of".to_owned(), day.to_owned()]
    };
    for (name, day) in [("then", "2026-01-01"), ("now", "2026-11-01")] {
        let arguments = out(name, day);
        desk.run("a", &arguments.iter().map(String::as_str).collect::<Vec<_>>()).await.unwrap();
    }
    assert!(!desk.path("then/files").exists(), "no evidence had a file then");
    assert!(carried(&desk, "now").len() >= 3);
    for (name, bytes) in carried(&desk, "now") {
        assert_eq!(name, hash(&bytes));
    }
}

#[tokio::test]
async fn a_file_that_is_not_what_it_should_be_is_told_before_anything_is_written() {
    let desk = Desk::new();
    let large = vec![7; 1_000_001];
    for (name, named, size, there, why) in [
        ("missing", &b"log"[..], 3, None, "is missing: put it beside the text as files/"),
        ("changed", b"log", 3, Some(&b"gol"[..]), "was changed: files/"),
        ("size", b"log", 4, Some(b"log"), "has 3 bytes, and 4 are written here."),
        ("large", &large, large.len(), Some(&large), "has 1.0 MB. At most 1.0 MB are taken"),
    ] {
        case(&desk, name, named, size, there);
        for more in [&["--file-limit", "1"][..], &["--file-limit", "1", "--apply"]] {
            let refused = desk.import("a", name, more).await.unwrap_err();
            let lines: Vec<&str> = refused.lines().collect();
            assert_eq!(lines.len(), 2, "{refused}");
            for (line, file) in lines.into_iter().zip(["a", "b"]) {
                let place = format!("evidence/{file}.yaml:3: file: “log.txt” {why}");
                assert!(line.starts_with(&place), "{line}");
            }
        }
        assert!(desk.store("a").await.tenants().await.unwrap().is_empty());
    }
    assert_eq!(fs::read_dir(desk.path("a/files")).unwrap().count(), 0);
}

#[tokio::test]
async fn what_the_organisation_has_already_need_not_be_there() {
    let desk = Desk::new();
    case(&desk, "text", b"log", 3, Some(b"log"));
    desk.import("a", "text", &["--apply"]).await.unwrap();
    let before = desk.sequence("a", "acme").await;
    case(&desk, "text", b"log", 3, None);
    fs::remove_dir_all(desk.path("text/files")).unwrap();
    let more = format!(
        "title: C\nobtained_on: 2026-03-01\nfile: {} 3 text/plain log.txt\nnumber: 7\n",
        hash(b"log")
    );
    for (number, name) in [(1, "a"), (2, "b")] {
        let path = desk.path("text/evidence").join(format!("{name}.yaml"));
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("number: {number}\n{text}")).unwrap();
    }
    fs::write(desk.path("text/organisation/ORG-1.yaml"), "number: 1\nname: Acme\n").unwrap();
    fs::write(desk.path("text/evidence/c.yaml"), more).unwrap();
    desk.import("a", "text", &["--apply"]).await.unwrap();
    assert_eq!(desk.sequence("a", "acme").await, before + 1);
}

#[tokio::test]
async fn one_that_is_missing_in_the_data_is_told_and_the_rest_goes_out() {
    let desk = Desk::new();
    case(&desk, "text", b"log", 3, Some(b"log"));
    desk.import("a", "text", &["--apply"]).await.unwrap();
    let new = renew(&desk, b"new").await;
    let (_, member) = enter(&desk).await;
    let (uid, log) = (member.data().info().uid.clone(), hash(b"log"));
    let path = desk.path("a/files").join(uid).join(&log[..2]).join(&log);
    let out = desk.path("out").display().to_string();
    for damage in [Some(b"gol"), None] {
        match damage {
            Some(bytes) => fs::write(&path, bytes).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
        let told = desk.run("a", &["export", "--text", &out]).await.unwrap_err();
        assert!(told.ends_with(&format!("EV-1 names “log.txt” ({}).", &log[..12])), "{told}");
        assert_eq!(carried(&desk, "out"), [(new.hash().to_string(), b"new".to_vec())]);
        assert!(desk.path("out/evidence/EV-1-a.yaml").exists());
    }
}
