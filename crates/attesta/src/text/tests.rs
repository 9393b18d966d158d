//! Out, in, out again through the disk and the gate.

mod carried;

use std::{fs, path::PathBuf};

use attesta_interop::text::{MANIFEST, Source, read};
use attesta_store::Store;
use clap::Parser as _;
use tempfile::TempDir;

use super::{folder::source, *};
use crate::{
    cli::{Cli, Command},
    demo, export, generate,
    journal::check,
    place::Place,
};

/// A folder for data and for texts.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs a command on the data of this name.
    async fn run(&self, data: &str, arguments: &[&str]) -> Result<(), String> {
        let folder = self.path(data).display().to_string();
        let ends = ["--data", &folder];
        let line = ["attesta"].iter().chain(arguments).chain(&ends).copied();
        let ran = match Cli::parse_from(line).command {
            Command::Export(one) => export::run(one, "tester").await,
            Command::Import(one) => crate::import::run(one, "tester").await,
            Command::Generate(one) => generate::run(one, "tester").await,
            other => panic!("{other:?}"),
        };
        ran.map(|_| ()).map_err(|trouble| match trouble {
            Trouble::Said(sentence) => sentence,
            Trouble::NobodyReads => String::new(),
        })
    }

    async fn export(&self, data: &str, to: &str) -> Vec<(String, Vec<u8>)> {
        self.run(data, &["export", "--text", self.path(to).to_str().unwrap()]).await.unwrap();
        files_of(&self.path(to))
    }

    async fn import(&self, data: &str, from: &str, more: &[&str]) -> Result<(), String> {
        let from = self.path(from).display().to_string();
        let arguments: Vec<&str> = ["import", &from].into_iter().chain(more.iter().copied()).collect();
        self.run(data, &arguments).await
    }

    async fn store(&self, data: &str) -> Store {
        let place = Place { data: self.path(data), database: None, files: None, file_limit: 50 };
        place.make().await.unwrap()
    }

    async fn sequence(&self, data: &str, slug: &str) -> i64 {
        let tenant = self.store(data).await.tenant(slug).await.unwrap().unwrap();
        let found = check(&tenant).await.unwrap();
        assert_eq!(found.mismatch, None);
        found.entries
    }
}

fn files_of(folder: &Path) -> Vec<(String, Vec<u8>)> {
    match source(folder).unwrap() {
        Source::Folder(files) => files,
        Source::File(..) => panic!("{} is no folder", folder.display()),
    }
}

async fn demo_on(desk: &Desk) {
    demo::fill(desk.store("a").await, "2026-11-02T18:00:00Z".parse().unwrap()).await.unwrap();
}

#[tokio::test]
async fn the_sample_goes_out_and_in_and_out_the_same() {
    let desk = Desk::new();
    demo_on(&desk).await;
    let out = desk.export("a", "out").await;
    assert!(out.len() > 200, "{} files", out.len());
    desk.import("b", "out", &[]).await.unwrap();
    assert!(!desk.path("b").exists(), "nothing is written without --apply");
    desk.import("b", "out", &["--apply", "--administrator", "someone@example.org"]).await.unwrap();
    assert_eq!(out, desk.export("b", "again").await);
    let before = desk.sequence("b", demo::SLUG).await;
    desk.import("b", "out", &["--apply"]).await.unwrap();
    assert_eq!(desk.sequence("b", demo::SLUG).await, before, "what is the same is not written again");
}

#[tokio::test]
async fn a_generated_organisation_goes_out_and_in_and_out_the_same() {
    let desk = Desk::new();
    desk.run("a", &["generate", "--records", "40", "--seed", "5", "--history", "250"]).await.unwrap();
    let out = desk.export("a", "out").await;
    desk.import("b", "out", &["--apply"]).await.unwrap();
    assert_eq!(out, desk.export("b", "again").await);
}

#[tokio::test]
async fn only_differences_are_written_and_the_rest_is_left_alone() {
    let desk = Desk::new();
    fs::write(desk.path("case.yaml"), "organisation: {name: Acme}\nscopes:\n  - name: A\n  - name: B\n")
        .unwrap();
    desk.import("a", "case.yaml", &["--apply"]).await.unwrap();
    let before = desk.sequence("a", "acme").await;
    let change =
        "scopes:\n  - {number: S-2, name: C, retired: true}\n  - {number: S-9, name: N, parent: S-1}\n";
    fs::write(desk.path("case.yaml"), change).unwrap();
    desk.import("a", "case.yaml", &["--apply", "--organisation", "acme"]).await.unwrap();
    assert_eq!(desk.sequence("a", "acme").await, before + 2);
    let out = desk.export("a", "out").await;
    let text = |path: &str| {
        let file = out.iter().find(|(one, _)| one == path);
        file.map(|(_, bytes)| String::from_utf8(bytes.clone()).unwrap())
    };
    assert_eq!(text("scopes/S-1-a.yaml").unwrap(), "number: S-1\nname: A\n");
    assert_eq!(text("scopes/S-2-c.yaml").unwrap(), "number: S-2\nretired: true\nname: C\n");
    assert_eq!(text("scopes/S-9-n.yaml").unwrap(), "number: S-9\nname: \"N\"\nparent: S-1 # A\n");
    // Without a number a record could be any of those that are there.
    fs::write(desk.path("case.yaml"), "scopes:\n  - name: A\n").unwrap();
    let refused = desk.import("a", "case.yaml", &["--organisation", "acme"]).await.unwrap_err();
    assert!(refused.starts_with("case.yaml:2: This record has no number"), "{refused}");
}

#[tokio::test]
async fn a_circle_of_parts_is_written_as_it_is() {
    let desk = Desk::new();
    let case =
        "organisation: {name: Acme}\nscopes:\n  - {name: Egg, parent: Hen}\n  - {name: Hen, parent: Egg}\n";
    fs::write(desk.path("case.yaml"), case).unwrap();
    desk.import("a", "case.yaml", &["--apply"]).await.unwrap();
    let out = desk.export("a", "out").await;
    let egg = out.iter().find(|(path, _)| path == "scopes/S-1-egg.yaml").unwrap();
    assert_eq!(egg.1, b"number: S-1\nname: Egg\nparent: S-2 # Hen\n");
}

#[tokio::test]
async fn what_was_erased_does_not_come_back_by_a_file() {
    let desk = Desk::new();
    demo_on(&desk).await;
    desk.export("a", "out").await;
    let store = desk.store("a").await;
    let gate = crate::place::gate(store.clone());
    let member = gate.console(store.tenant(demo::SLUG).await.unwrap().unwrap(), "tester").await.unwrap();
    let kind = attesta_isms::record_type("person").unwrap();
    let deed = attesta_gate::Deed::Erase { id: 2, field: "name".to_owned() };
    gate.act(&member, attesta_gate::Doing::new(member.permit(kind, "erase").unwrap(), deed)).await.unwrap();
    let erased = desk.export("a", "erased").await;
    assert!(erased.iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains("\nname: !erased\n")));
    // The older text would bring it back.
    desk.import("a", "out", &["--apply"]).await.unwrap();
    assert_eq!(erased, desk.export("a", "after").await);
    // Nor does a file erase: only the program takes it out of the past too.
    desk.export("a", "gone").await;
    let role = erased.iter().find(|(path, _)| path.starts_with("roles/RO-1-")).unwrap();
    let text = String::from_utf8(role.1.clone()).unwrap();
    let line = text.lines().find(|line| line.starts_with("title: ") || line.starts_with("name: ")).unwrap();
    let name = line.split(':').next().unwrap();
    fs::write(desk.path("gone").join(&role.0), text.replace(line, &format!("{name}: !erased"))).unwrap();
    desk.import("a", "gone", &["--apply"]).await.unwrap();
    assert_eq!(erased, desk.export("a", "last").await);
    // In an organisation of its own the erased text is erased from the beginning.
    desk.import("b", "erased", &["--apply"]).await.unwrap();
    assert_eq!(erased, desk.export("b", "other").await);
    desk.sequence("b", demo::SLUG).await;
}

#[tokio::test]
async fn a_folder_is_written_over_and_nothing_else_is_touched() {
    let desk = Desk::new();
    let case = "organisation: {name: Acme}\nscopes:\n  - {name: Old}\n";
    fs::write(desk.path("case.yaml"), case).unwrap();
    desk.import("a", "case.yaml", &["--apply"]).await.unwrap();
    desk.export("a", "out").await;
    let own = desk.path("out/organisation/ORG-1-acme.yaml");
    let long_ago = std::time::SystemTime::UNIX_EPOCH;
    fs::File::options().write(true).open(&own).unwrap().set_modified(long_ago).unwrap();
    fs::write(desk.path("out/README.md"), "mine").unwrap();
    fs::write(desk.path("out/scopes/mine.yaml"), "name: Mine").unwrap();
    fs::write(desk.path("case.yaml"), "scopes:\n  - {number: S-1, name: New}\n").unwrap();
    desk.import("a", "case.yaml", &["--apply", "--organisation", "acme"]).await.unwrap();
    let paths: Vec<String> = desk.export("a", "out").await.into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, [MANIFEST, "organisation/ORG-1-acme.yaml", "scopes/S-1-new.yaml", "scopes/mine.yaml"]);
    assert!(desk.path("out/README.md").exists());
    assert_eq!(fs::metadata(&own).unwrap().modified().unwrap(), long_ago, "what is the same is not touched");
    fs::create_dir(desk.path("other")).unwrap();
    fs::write(desk.path("other/x"), "x").unwrap();
    let other = desk.path("other").display().to_string();
    let refused = desk.run("a", &["export", "--text", &other]).await.unwrap_err();
    assert!(refused.contains("holds other things"), "{refused}");
}

#[tokio::test]
async fn what_cannot_be_is_refused_before_anything_is_written() {
    let desk = Desk::new();
    for (case, more, why) in [
        (
            "scopes:\n  - nmae: A\n",
            &[][..],
            "case.yaml:2: nmae: A Scope has no such field. Did you mean “name”?",
        ),
        ("scopes:\n  - name: A\n", &[][..], "Name one with --organisation."),
        ("scopes:\n  - name: A\n", &["--organisation", "acme"][..], "has no record of it"),
        ("organisation: {name: A}\n", &["--organisation", "Acme AG"][..], "“Acme AG” is no short name"),
        ("organisation: {name: A, time_zone: Mars/Base}\n", &[][..], "“Mars/Base” is not the IANA name"),
    ] {
        fs::write(desk.path("case.yaml"), case).unwrap();
        let arguments: Vec<&str> = ["--apply"].into_iter().chain(more.iter().copied()).collect();
        let refused = desk.import("a", "case.yaml", &arguments).await.unwrap_err();
        assert!(refused.contains(why), "{refused}");
        assert!(desk.store("a").await.tenants().await.unwrap().is_empty());
    }
    let missing = desk.import("a", "no.yaml", &[]).await.unwrap_err();
    assert!(missing.contains("There is no "), "{missing}");
}

/// The example of the document is what it says it is.
#[test]
fn the_example_of_the_document_is_read() {
    let document = include_str!("../../../../docs/text.md");
    let blocks = document.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let example = blocks.into_iter().find(|block| block.starts_with("# A situation")).unwrap();
    assert!(example.lines().count() <= 24, "it is short");
    let situation =
        read(&Source::File("example.yaml".to_owned(), example.as_bytes().to_vec()), &|_| false).unwrap();
    assert_eq!((situation.isms.risks.len(), situation.isms.people.len()), (1, 1));
    assert!(situation.manifest.as_of.is_some());
}
