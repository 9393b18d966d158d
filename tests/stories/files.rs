//! Files: nothing is named that is not on the disk, nothing stays there that nothing names, and nobody reaches another's.

use std::{collections::BTreeMap, path::PathBuf};

use attesta_gate::{ActError, Deed};
use attesta_isms::{ids::SoaVersionId, kit::Duty, soa::KeepFiles};
use attesta_record::{Choice as _, File, FileHash, Item, TypedId as _, Value};
use attesta_store::{FilesFound, StoreError, Tenant, Unsound};
use attesta_tests::{MOST_BYTES, World, found, kind, on_both};
use jiff::Timestamp;
use tokio::io::AsyncReadExt as _;

use crate::verbs::refused;

/// Stores bytes in an organisation, as an upload does.
async fn stored(tenant: &Tenant, name: &str, bytes: &[u8]) -> File {
    let mut upload = tenant.receive().await.unwrap();
    for piece in bytes.chunks(7) {
        upload.write(piece).await.unwrap();
    }
    upload.finish(name, "text/plain").await.unwrap()
}

fn evidence(file: &File) -> [(&'static str, Value); 3] {
    let day = jiff::civil::date(2026, 3, 1);
    [
        ("title", Value::text("Restore log")),
        ("obtained_on", Value::Date(day)),
        ("file", Value::File(file.clone())),
    ]
}

async fn bytes_of(tenant: &Tenant, file: &File) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    tenant.open_file(file).await.unwrap()?.read_to_end(&mut bytes).await.unwrap();
    Some(bytes)
}

/// Every file on the disk, below the folder of the store.
fn on_disk(world: &World) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![world.place.files.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// Everything on the disk is old.
fn later() -> Timestamp {
    Timestamp::MAX
}

fn path_of(world: &World, file: &File) -> PathBuf {
    let hash = file.hash().to_string();
    let found = on_disk(world).into_iter().find(|path| path.ends_with(&hash));
    found.unwrap_or_else(|| panic!("{hash} is not on the disk"))
}

#[tokio::test]
async fn a_file_comes_back_byte_by_byte_now_and_in_the_past() {
    on_both(async |world: &World| {
        let bytes: Vec<u8> = (0..90_000_u32).map(|n| u8::try_from(n % 251).unwrap()).collect();
        let first = stored(world.data(), "log.txt", &bytes).await;
        assert_eq!((first.size(), first.name()), (90_000, "log.txt"));
        let item = world.create("evidence", &evidence(&first)).await;
        let sequence = world.head().await;
        let second = stored(world.data(), "log 2.txt", b"newer").await;
        let item = world.amend(&item, &[("file", Value::File(second.clone()))]).await;
        let now = world.now(&item).await;
        assert_eq!(*now.get("file"), Value::File(second.clone()));
        assert_eq!(bytes_of(world.data(), &second).await.as_deref(), Some(b"newer".as_slice()));
        let then = world.data().snapshot_at(sequence, &world.snapshot().await).await.unwrap();
        let Value::File(then) = then.table("evidence").unwrap().item(item.id).unwrap().get("file").clone()
        else {
            panic!("no file then")
        };
        assert_eq!(bytes_of(world.data(), &then).await, Some(bytes));
        let note = [("kind", Value::Choice("note")), ("note", Value::text("Lost")), ("file", Value::None)];
        assert_eq!(*world.amend(&now, &note).await.get("file"), Value::None);
    })
    .await;
}

/// What is uploaded and not yet named is swept up after a while; what is named, now or in the past, stays.
#[tokio::test]
async fn an_upload_that_no_record_names_is_swept_up() {
    on_both(async |world: &World| {
        let past = stored(world.data(), "a.txt", b"past").await;
        let present = stored(world.data(), "b.txt", b"present").await;
        let orphan = stored(world.data(), "c.txt", b"the process ended before its record was written").await;
        let item = world.create("evidence", &evidence(&past)).await;
        world.amend(&item, &[("file", Value::File(present.clone()))]).await;
        // A process that ends while it receives leaves a part behind.
        let folder = path_of(world, &orphan).parent().unwrap().parent().unwrap().to_owned();
        std::fs::write(folder.join("incoming").join("999999-1"), b"half").unwrap();
        assert_eq!(world.data().sweep_files(Timestamp::UNIX_EPOCH).await.unwrap(), 0, "they are young");
        assert_eq!(world.gate.sweep_files().await.unwrap(), 0, "an hour has not gone by");
        let found = world.data().check_files(later()).await.unwrap();
        let expected = FilesFound { named: 2, unsound: BTreeMap::from([(orphan.hash(), Unsound::Orphaned)]) };
        assert_eq!(found, expected);
        assert_eq!(world.data().sweep_files(later()).await.unwrap(), 2);
        assert_eq!(bytes_of(world.data(), &orphan).await, None);
        assert_eq!(bytes_of(world.data(), &past).await.as_deref(), Some(b"past".as_slice()));
        assert_eq!(bytes_of(world.data(), &present).await.as_deref(), Some(b"present".as_slice()));
        assert_eq!(on_disk(world).len(), 2);
        assert_eq!(world.data().check_files(later()).await.unwrap().unsound, BTreeMap::new());
    })
    .await;
}

/// No act is written that names a file which is not on the disk: swept up, of another size, or never there.
#[tokio::test]
async fn no_record_names_a_file_that_is_not_there() {
    on_both(async |world: &World| {
        let file = stored(world.data(), "a.txt", b"bytes").await;
        let never = File::new(FileHash::new([7; 32]), "x", 5, "text/plain");
        let larger = File::new(file.hash(), "a.txt", 6, "text/plain");
        let head = world.head().await;
        for wrong in [&never, &larger] {
            let complaints = refused(
                world.try_create("evidence", attesta_tests::values("evidence", &evidence(wrong))).await,
            );
            assert!(complaints.at("file").is_some(), "{complaints:?}");
        }
        world.data().sweep_files(later()).await.unwrap();
        let values = attesta_tests::values("evidence", &evidence(&file));
        let complaints = refused(world.try_create("evidence", values.clone()).await);
        assert!(complaints.at("file").unwrap().contains("Choose it again"), "{complaints:?}");
        assert_eq!(world.head().await, head);
        stored(world.data(), "a.txt", b"bytes").await;
        let item = world.try_create("evidence", values).await.unwrap();
        // What a record held before is not asked for again: the record can still be changed when its file is lost.
        std::fs::remove_file(path_of(world, &file)).unwrap();
        world.amend(&item, &[("title", Value::text("Another"))]).await;
    })
    .await;
}

/// The same bytes are kept once in an organisation, and once more in another, which cannot reach them by their hash.
#[tokio::test]
async fn nothing_is_shared_between_organisations() {
    on_both(async |world: &World| {
        let other = found(&world.gate, "other").await;
        let file = stored(world.data(), "secret.txt", b"secret").await;
        stored(world.data(), "copy.txt", b"secret").await;
        assert_eq!(on_disk(world).len(), 1);
        assert!(!other.data().holds_file(&file).await.unwrap());
        assert_eq!(bytes_of(other.data(), &file).await, None);
        let values = attesta_tests::values("evidence", &evidence(&file));
        let stolen = world.act_as(&other, kind("evidence"), "create", Deed::Create(values)).await;
        assert!(refused(stolen).at("file").is_some(), "by its hash alone");
        stored(other.data(), "secret.txt", b"secret").await;
        assert_eq!(on_disk(world).len(), 2);
        world.data().sweep_files(later()).await.unwrap();
        assert!(other.data().holds_file(&file).await.unwrap(), "each has its own");
    })
    .await;
}

#[tokio::test]
async fn a_file_has_a_limit_and_a_refused_one_leaves_nothing() {
    on_both(async |world: &World| {
        let most = usize::try_from(MOST_BYTES).unwrap();
        let mut upload = world.data().receive().await.unwrap();
        upload.write(&vec![1; most]).await.unwrap();
        let refused = upload.write(&[1]).await;
        assert!(matches!(refused, Err(StoreError::TooLarge(MOST_BYTES))), "{refused:?}");
        assert_eq!(refused.unwrap_err().to_string(), "The file is too large. At most 100.0 kB are taken.");
        drop(upload);
        assert_eq!(on_disk(world), Vec::<PathBuf>::new());
        stored(world.data(), "just.bin", &vec![1; most]).await;
    })
    .await;
}

/// Whatever it is called, its name never becomes a path; only its hash does.
#[tokio::test]
async fn a_name_is_never_a_path() {
    on_both(async |world: &World| {
        for name in
            ["../../../etc/passwd", "..\\..\\x", "/etc/passwd", "a\0b", "..", "con", &"x".repeat(5_000)]
        {
            let file = stored(world.data(), name, name.as_bytes()).await;
            let path = path_of(world, &file);
            let inside: Vec<String> = path
                .strip_prefix(world.place.files.path())
                .unwrap()
                .iter()
                .map(|part| part.to_string_lossy().into_owned())
                .collect();
            let hash = file.hash().to_string();
            assert_eq!(inside, [world.data().info().uid.clone(), hash[..2].to_owned(), hash], "{name:?}");
        }
    })
    .await;
}

/// A file that was changed or lost is found, and one that is sent again is whole again.
#[tokio::test]
async fn damage_and_loss_are_found() {
    on_both(async |world: &World| {
        let (one, two) =
            (stored(world.data(), "1.txt", b"one").await, stored(world.data(), "2.txt", b"two").await);
        let first = world.create("evidence", &evidence(&one)).await;
        let second = world.create("evidence", &evidence(&two)).await;
        std::fs::write(path_of(world, &one), b"0ne").unwrap();
        std::fs::remove_file(path_of(world, &two)).unwrap();
        let found = world.data().check_files(later()).await.unwrap();
        let expected = BTreeMap::from([
            (one.hash(), Unsound::Damaged(one.clone(), first.number())),
            (two.hash(), Unsound::Missing(two.clone(), second.number())),
        ]);
        assert_eq!(found, FilesFound { named: 2, unsound: expected });
        stored(world.data(), "1.txt", b"one").await;
        stored(world.data(), "2.txt", b"two").await;
        assert_eq!(world.data().check_files(later()).await.unwrap().unsound, BTreeMap::new());
    })
    .await;
}

/// An approved statement is kept as files by the program, in the name of who may approve it, once.
#[tokio::test]
async fn an_approved_statement_is_kept_as_files() {
    on_both(async |world: &World| {
        let scope = world.scope("Head office").await;
        let given = [("scope", attesta_tests::value(&scope)), ("version", Value::text("1"))];
        let draft = world.create("soa_version", &given).await;
        let id = SoaVersionId::new(draft.id);
        let permit = world.admin.permit(kind("soa_version"), "approve").unwrap();
        let store = async |bytes: &[u8]| {
            world.gate.store_file(&world.admin, &permit, "soa.pdf", "application/pdf", bytes).await.unwrap()
        };
        let (file, other) = (store(b"%PDF").await, store(b"%PDF other").await);
        let keep = |file: &File| KeepFiles { pdf: Some(file.clone()), xlsx: None };
        let early = world.gate.keep_with_soa(&world.admin, id, keep(&file)).await;
        refused(early);
        let approved = approve(world, &draft, scope).await;
        assert!(
            matches!(world.admin.permit(kind("soa_version"), "keep_files"), Err(ActError::Denied)),
            "by hand"
        );
        let contributor = world.member("contributor", Duty::Contributor, None).await;
        let denied = world.gate.keep_with_soa(&contributor, id, keep(&file)).await;
        assert!(matches!(denied, Err(ActError::Denied)), "{denied:?}");
        let kept = world.gate.keep_with_soa(&world.admin, id, keep(&file)).await.unwrap().item;
        assert_eq!((kept.get("pdf"), kept.get("lines")), (&Value::File(file.clone()), approved.get("lines")));
        let again = refused(world.gate.keep_with_soa(&world.admin, id, keep(&other)).await);
        assert!(again.at("pdf").is_some(), "{again:?}");
        world.data().sweep_files(later()).await.unwrap();
        assert!(world.data().holds_file(&file).await.unwrap());
    })
    .await;
}

/// Approves a statement whose 93 rows are all left out.
async fn approve(world: &World, draft: &Item, scope: attesta_isms::ids::ScopeId) -> Item {
    for word in attesta_isms::kit::ControlRef::words() {
        let given = [
            ("scope", attesta_tests::value(&scope)),
            ("control", Value::Choice(word.key)),
            ("applicable", Value::Bool(false)),
            ("justification", Value::text(&format!("Nothing of the kind here: {}", word.label))),
        ];
        world.create("soa_entry", &given).await;
    }
    world.try_verb(draft, "approve", &[]).await.unwrap()
}
