//! What is wrong is told at its line, all at once, with how to mend it.

use super::*;

#[track_caller]
fn wrong(text: &str, faults: &[&str]) {
    assert_eq!(file(text).unwrap_err().to_string(), faults.join("\n"), "{text}");
}

#[test]
fn all_faults_are_told_at_once() {
    wrong(
        "\
as_of: 2026-02-30
risk:
  - title: X
scopes:
  - naem: Works
    retired: yes
    number: R-1
people:
  - name: Ada
    joined_on: 1 May
    left_on: 2026-01-01T10:00
    joined_on: 2026-01-01
risks:
  - title: [Fire]
    scope: S-9
    owner: Adda
    approach: Events
    confidentiality: perhaps
    likelihood: 8
",
        &[
            "case.yaml:1: as_of: Write a day as 2026-03-15.",
            "case.yaml:2: risk: Nothing is known by this name. Did you mean “risks”?",
            "case.yaml:5: naem: A Scope has no such field. Did you mean “name”?",
            "case.yaml:5: name: Name is missing. Add “name: …”.",
            "case.yaml:6: retired: Write true or false.",
            "case.yaml:7: number: This is no number of a Scope. Write it as S-1.",
            "case.yaml:10: joined_on: Joined: “1 May” is not a day of the calendar. Write it as 2026-03-15.",
            "case.yaml:11: left_on: Left: “2026-01-01T10:00” is not a day. Write it as 2026-01-01.",
            "case.yaml:12: “joined_on” stands here twice. Keep one of them.",
            "case.yaml:14: title: Title is a single value, and this is a list.",
            "case.yaml:15: scope: There is no S-9.",
            "case.yaml:16: owner: Nothing is called “Adda”. Write a number like PE-1 or RO-1. Did you mean “ada”?",
            "case.yaml:17: approach: “Events” is not one of the words to choose from: event, asset. Did you mean “event”?",
            "case.yaml:18: confidentiality: Confidentiality: choose yes or no.",
            "case.yaml:19: likelihood: Likelihood: “8” is not a level of a scale.",
        ],
    );
}

#[test]
fn a_name_that_several_have_is_refused() {
    wrong(
        "scopes:\n  - name: Works\n  - name: works\n    parent: Works\n",
        &["case.yaml:4: parent: Several are called “Works”: S-1, S-2 … Write the number instead."],
    );
    wrong(
        "people:\n  - name: Ada\nscopes:\n  - name: A\n    parent: PE-1\n",
        &["case.yaml:5: parent: PE-1 is of another kind. Write a number like S-1."],
    );
}

#[test]
fn lists_rows_and_words_are_told_by_their_place() {
    wrong(
        "\
scopes:
  - name: Works
    sites: Bremen
    exclusions:
      - what: A
      - Oldenburg
      - {what: A, reason: B, because: C}
    interfaces: []
soa-entries:
  - scope: Works
    control: A.5.100
    also: [business_needs, [x]]
    status: !erased
    applicable: \"true\"
",
        &[
            "case.yaml:3: sites: Sites is a list: write each entry behind “- ”.",
            "case.yaml:5: exclusions.1.reason: Reason is missing. Add “reason: …”.",
            "case.yaml:6: exclusions.2: A row is a map, “- name: …”; this is a single value.",
            "case.yaml:7: exclusions.3.because: A row of it has no such field.",
            "case.yaml:11: control: “A.5.100” is not one of the words to choose from: A.5.1, A.5.2, A.5.3, A.5.4, \
             A.5.5, A.5.6, A.5.7, A.5.8 …. Did you mean “A.5.10”?",
            "case.yaml:12: also.1: “business_needs” is not one of the words to choose from: business_need, \
             good_practice. Did you mean “business_need”?",
            "case.yaml:12: also.2: This must be a single value, and it is a list.",
            "case.yaml:13: status: Only a text can be !erased.",
            "case.yaml:14: applicable: Applicable: “true” is a text. Write it without quotes.",
        ],
    );
}

#[test]
fn numbers_have_bounds_where_a_person_types_them() {
    let version = |interval: &str| {
        format!(
            "risk-methods:\n  - name: M\nrisk-method-versions:\n  - {{method: M, version: 1, interval: {interval}}}\n"
        )
    };
    for (interval, why) in [
        ("0", "at least 1"),
        ("61", "at most 60"),
        ("1,5", "such field"),
        ("0x10", "not a number"),
        ("'12'", "quotes"),
    ] {
        let faults = file(&version(interval)).unwrap_err().to_string();
        assert!(faults.starts_with("case.yaml:4: ") && faults.contains(why), "{faults}");
    }
    assert!(file(&version("12")).is_ok());
}

#[test]
fn a_folder_is_known_by_its_manifest_and_its_kinds() {
    let faults = read(&Source::Folder(Vec::new()), &|_| false).unwrap_err();
    assert!(faults.to_string().starts_with("attesta.yaml: It is missing"), "{faults}");
    let source = |text: &str| Source::Folder(vec![(MANIFEST.to_owned(), text.as_bytes().to_vec())]);
    for (text, why) in [
        ("attesta: 2", "attesta.yaml:1: attesta: Version 2 is newer than this program, which reads 1."),
        ("attesta: one", "attesta.yaml:1: attesta: The format's version is 1."),
        (
            "organisation: acme",
            "attesta.yaml:1: attesta: The format's version is missing. Add the line “attesta: 1”.",
        ),
        ("attesta: 1\nasof: x", "attesta.yaml:2: asof: Nothing is known by this name. Did you mean “as_of”?"),
        ("- attesta: 1", "attesta.yaml:1: Begin it with the line “attesta: 1”."),
    ] {
        assert_eq!(manifest(&source(text)).unwrap_err().to_string(), why);
        assert_eq!(read(&source(text), &|_| false).unwrap_err().to_string(), why);
    }
    let faults = folder(&[
        ("scope/S-1.yaml", "name: A"),
        ("S-2.yaml", "name: A"),
        ("scopes/S-3.yaml", "- name: A"),
        ("scopes/S-4.yaml", ""),
        ("scopes/a.yaml", "number: S-5\nname: A"),
        ("scopes/b.yaml", "\n\nnumber: S-5\nname: A"),
    ]);
    let expected = [
        "S-2.yaml: A record lies in the folder of its kind, such as risks/. Move it there.",
        "scope/S-1.yaml: “scope” is no kind of record. Did you mean “scopes”?",
        "scopes/S-3.yaml:1: A scope is a map of names and values, such as “name: …”; this is a list.",
        "scopes/S-4.yaml: The file is empty.",
        "scopes/b.yaml:3: number: S-5 stands in scopes/a.yaml:1 already. Give one of them another.",
    ];
    assert_eq!(faults.unwrap_err().to_string(), expected.join("\n"));
}

#[test]
fn there_is_one_organisation_with_the_number_one() {
    wrong(
        "organisation:\n  - name: A\n    number: 2\n  - name: B\n",
        &[
            "case.yaml:2: number: The organisation is always ORG-1.",
            "case.yaml:4: There is another organisation already. Keep one of them.",
        ],
    );
}
