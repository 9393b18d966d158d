//! A situation in one file: numbers, names and defaults are filled in.

use attesta_isms::{
    ids::{PersonId, RiskId, ScopeId},
    kit::Owner,
};
use attesta_record::{Ref, Text, TypedId as _, Value};
use jiff::civil::date;

use super::*;

const CASE: &str = "\
as_of: 2026-11-02
organisation:
  name: Acme
scopes:
  - name: Head office
  - number: S-7
    name: Works
    parent: head OFFICE
    sites:
      - name: Bremen
      - name: 2.50
people:
  - name: Ada
risks:
  - title: Ransomware
    scope: Works
    owner: Ada
    confidentiality: true
  - title: Fire
    scope: S-1
    retired: true
soa-entries:
  - scope: Works
    control: A.5.10
    applicable: false
    also: [business_need, Good practice]
    justification: |
      First line.

      # no comment
";

#[test]
fn numbers_names_and_defaults_are_filled_in() {
    let read = file(CASE).unwrap();
    assert_eq!(read.manifest.as_of, Some(date(2026, 11, 2)));
    let isms = &read.isms;
    assert_eq!(isms.organisation().unwrap().data.time_zone, Text::from("UTC"), "a default");
    let risk = isms.risks.get(RiskId::new(1)).unwrap();
    assert_eq!(risk.data.scope, ScopeId::new(7));
    assert_eq!(risk.data.owner, Some(Owner::Person(PersonId::new(1))));
    assert_eq!(
        (risk.retired, risk.revision, risk.created_at.to_string().as_str()),
        (false, 1, "2026-11-02T00:00:00Z")
    );
    assert!(isms.risks.get(RiskId::new(2)).unwrap().retired);
    let works = isms.scopes.get(ScopeId::new(7)).unwrap();
    assert_eq!(works.data.parent, Some(ScopeId::new(1)), "the lowest number that is free");
    assert_eq!(works.data.sites[1].name, Text::from("2.50"), "a text stays as it is written");
    let row = isms.soa_entries.iter().next().unwrap().to_item();
    assert_eq!(*row.get("also"), Value::Choices(vec!["business_need", "good_practice"]));
    assert_eq!(*row.get("control"), Value::Choice("A.5.10"));
    assert_eq!(*row.get("justification"), Value::text("First line.\n\n# no comment\n"));
}

#[test]
fn the_place_of_each_record_is_told() {
    let read = file(CASE).unwrap();
    let risk = Ref { kind: "risk", prefix: "R", id: 2 };
    let spot = read.places.iter().find(|spot| spot.record == risk).unwrap();
    assert_eq!((spot.file.as_str(), spot.line, spot.numbered), ("case.yaml", 19, false));
    assert!(read.places.iter().any(|spot| spot.record.number() == "S-7" && spot.numbered));
}

#[test]
fn a_name_may_be_made_of_other_names() {
    let case = |name: &str| {
        format!(
            "\
risk-methods: [{{name: Five levels}}, {{name: Three levels}}]
risk-method-versions:
  - {{method: RM-2, version: 1}}
  - {{method: Five levels, version: 1}}
scopes: [{{name: Works}}]
risks:
  - {{title: Fire, scope: Works, method_version: {name}}}
"
        )
    };
    for (name, version) in [("Three levels · 1", "MV-1"), ("five levels · 1", "MV-2")] {
        let read = file(&case(name)).unwrap();
        let risk = read.isms.risks.iter().next().unwrap();
        assert_eq!(risk.data.method_version.unwrap().number(), version);
    }
    // By its own part alone both versions are meant.
    let faults = file(&case("1")).unwrap_err().to_string();
    assert!(faults.contains("Several are called “1”: MV-1, MV-2"), "{faults}");
}

#[test]
fn what_is_elsewhere_is_known_by_its_number() {
    let case = Source::File("x.yaml".to_owned(), b"scopes:\n  - {name: A, parent: S-40}\n".to_vec());
    let known = |one: Ref| one.kind == "scope" && one.id == 40;
    assert!(read(&case, &known).is_ok());
    let faults = read(&case, &|_| false).unwrap_err();
    assert_eq!(faults.to_string(), "x.yaml:2: parent: There is no S-40.");
}

#[test]
fn a_folder_says_which_organisation_it_is_of() {
    let manifest = "attesta: 1\norganisation: acme # Acme\nas_of: 2026-01-31\n";
    let files = vec![
        (MANIFEST.to_owned(), manifest.as_bytes().to_vec()),
        ("README.md".to_owned(), b"not read".to_vec()),
        ("files/abc.yaml".to_owned(), b"- not read".to_vec()),
        (".git/x.yaml".to_owned(), b"- not read".to_vec()),
        ("scopes/any name.yml".to_owned(), b"name: Works".to_vec()),
    ];
    let source = Source::Folder(files);
    let said = super::manifest(&source).unwrap();
    assert_eq!((said.organisation.as_deref(), said.as_of), (Some("acme"), Some(date(2026, 1, 31))));
    let read = read(&source, &|_| false).unwrap();
    assert_eq!((read.manifest, read.isms.scopes.len()), (said, 1));
}

#[test]
fn an_erased_text_is_a_state_of_its_own() {
    for erased in ["!erased", "{erased: true}"] {
        let read = file(&format!("scopes:\n  - name: {erased}\n    statement: erased\n")).unwrap();
        let scope = read.isms.scopes.iter().next().unwrap();
        assert!(scope.data.name.is_erased(), "{erased}");
        assert_eq!(scope.data.statement, Some(Text::from("erased")));
        let (_, text) = files(&read.isms, &Manifest::default()).nth(1).unwrap();
        assert_eq!(text, "number: S-1\nname: !erased\nstatement: erased\n");
    }
}

#[test]
fn files_are_told_with_the_place_that_names_them() {
    let hash = "0f".repeat(32);
    let case = format!(
        "evidence:\n  - title: Log\n    obtained_on: 2026-03-01\n    file: {hash} 3 text/plain log.txt\n  - title: \
         Seen\n    obtained_on: 2026-03-01\n    kind: note\n    note: Yes\n"
    );
    let read = file(&case).unwrap();
    let [named] = read.files.as_slice() else { panic!("{:?}", read.files) };
    let place = (named.source.as_str(), named.line, named.field.as_str(), named.record.number());
    assert_eq!(place, ("case.yaml", 4, "file", "EV-1".to_owned()));
    assert_eq!(named.file.to_text(), format!("{hash} 3 text/plain log.txt"));
    let faults = file(&case.replace("text/plain", "Text/Plain")).unwrap_err().to_string();
    assert!(faults.starts_with("case.yaml:4: file: File: “0f0f"), "{faults}");
}
