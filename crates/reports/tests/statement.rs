//! The reports say what the records say: a version its frozen lines, a draft today's records, a public extract nothing
//! of people and reasons.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use attesta_isms::{
    Isms,
    context::Scope,
    ids::{PersonId, PlanId, RiskId, ScopeId, SoaEntryId, SoaVersionId},
    kit::{ControlRef, Owner},
    people::Person,
    risk::{Approval, PlanStatus, PlannedAction, Risk, TreatmentPlan},
    soa::{FrozenLine, ImplementationStatus, SoaEntry, SoaStatus, SoaVersion},
};
use attesta_record::{Choice as _, Entity, Record, Text, TypedId as _};
use attesta_reports::{Asked, Cell, Format, Report, Subject};
use jiff::{
    Timestamp,
    civil::{Date, date},
};

const TODAY: Date = date(2026, 3, 16);

fn entity<R: Record>(id: R::Id, data: R) -> Entity<R> {
    let at = Timestamp::UNIX_EPOCH;
    Entity { id, revision: 2, retired: false, created_at: at, changed_at: at, data }
}

fn scope(name: &str) -> Scope {
    Scope {
        name: Text::from(name),
        parent: None,
        statement: None,
        interfaces: vec![],
        exclusions: vec![],
        sites: vec![],
    }
}

fn line(reference: &str, justification: &str) -> FrozenLine {
    let control = ControlRef::from_key(reference).and_then(ControlRef::control).unwrap();
    FrozenLine {
        reference: Text::from(reference),
        title: Text::from(control.title.as_str()),
        applicable: true,
        status: Some(ImplementationStatus::Partial),
        reasons: Some(Text::from("R-1, Business need")),
        justification: Some(Text::from(justification)),
        controls: Some(Text::from("C-9")),
    }
}

fn version(scope: i64, name: &str, status: SoaStatus, lines: Vec<FrozenLine>) -> SoaVersion {
    SoaVersion {
        scope: ScopeId::new(scope),
        version: Text::from(name),
        status,
        classification: Some(Text::from("Strictly internal")),
        change_summary: Some(Text::from("A secret change")),
        approved_by: (status != SoaStatus::Draft).then_some(PersonId::new(1)),
        approved_on: (status != SoaStatus::Draft).then_some(date(2026, 2, 1)),
        of_organisation: None,
        scope_name: None,
        scope_statement: None,
        scope_revision: Some(1),
        lines,
        pdf: None,
        xlsx: None,
    }
}

/// Two scopes, Ada, a risk, and in the first scope two frozen versions and a draft.
fn isms() -> Isms {
    let mut isms = Isms::at(77);
    isms.scopes.put(entity(ScopeId::new(1), scope("Head office")));
    isms.scopes.put(entity(ScopeId::new(2), scope("Data centre")));
    let person = Person {
        name: Text::from("Ada Lovelace"),
        email: None,
        function: None,
        joined_on: None,
        left_on: None,
    };
    isms.people.put(entity(PersonId::new(1), person));
    let owner = Some(Owner::Person(PersonId::new(1)));
    let risk = Risk { owner, ..Risk::new(Text::from("Ransomware"), ScopeId::new(1)) };
    isms.risks.put(entity(RiskId::new(1), risk));
    let first = vec![line("A.5.1", "=first"), line("A.8.13", "Same")];
    let second = vec![line("A.5.1", "second"), line("A.8.13", "Same")];
    let versions = [
        version(1, "1.0", SoaStatus::Superseded, first),
        version(1, "2.0", SoaStatus::Approved, second),
        version(1, "3.0", SoaStatus::Draft, vec![]),
    ];
    for (id, version) in (1..).zip(versions) {
        isms.soa_versions.put(entity(SoaVersionId::new(id), version));
    }
    let entry = SoaEntry {
        scope: ScopeId::new(1),
        control: Some(ControlRef::from_key("A.6.7").unwrap()),
        custom: None,
        applicable: Some(false),
        status: None,
        also: vec![],
        owner: None,
        justification: Some(Text::from("Nobody works from home.")),
        note: None,
    };
    isms.soa_entries.put(entity(SoaEntryId::new(1), entry));
    isms
}

fn ask(subject: Subject, scope: Option<&str>, version: Option<&str>, public: bool) -> Result<Report, String> {
    Asked { subject, scope, version, public }.report(&isms(), TODAY).map_err(|refused| refused.0)
}

fn soa(scope: Option<&str>, version: Option<&str>) -> Result<Report, String> {
    ask(Subject::Soa, scope, version, false)
}

fn rows(report: &Report) -> Vec<Vec<String>> {
    report.main_table().unwrap().rows.iter().map(|row| row.iter().map(Cell::text).collect()).collect()
}

fn fact(report: &Report, label: &str) -> String {
    report.facts.iter().find(|fact| fact.label == label).map(|fact| fact.cell.text()).unwrap_or_default()
}

#[test]
fn a_version_is_its_frozen_lines() {
    for named in ["1.0", "SV-1", "sv-1 "] {
        let report = soa(None, Some(named)).unwrap();
        let title = "Policies for information security";
        let reasons = "R-1, Business need";
        let expected = [
            ["A.5.1", title, "Yes", "Partial", reasons, "=first", "C-9"],
            ["A.8.13", "Information backup", "Yes", "Partial", reasons, "Same", "C-9"],
        ];
        assert_eq!(rows(&report), expected);
        assert_eq!(fact(&report, "Approved by"), "Ada Lovelace");
        assert_eq!(fact(&report, "Approved on"), "2026-02-01");
        assert_eq!(fact(&report, "Scope"), "Head office (S-1, revision 1)");
        assert_eq!(report.classification.as_deref(), Some("Strictly internal"));
        assert_eq!(report.day, date(2026, 2, 1));
        assert_eq!(report.file_stem(), "statement-of-applicability-1.0");
    }
    let mut csv = Vec::new();
    Format::Csv.write(&soa(None, Some("1.0")).unwrap(), &mut csv).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    assert!(csv.contains(
        "A.5.1,Policies for information security,Yes,Partial,\"R-1, Business need\",'=first,C-9\r\n"
    ));
}

#[test]
fn a_version_says_what_changed_and_what_its_numbers_stand_for() {
    let report = soa(None, Some("2.0")).unwrap();
    let table = |name: &str| report.tables().find(|table| table.name == name).map(|table| &table.rows);
    let changes = table("Changes").unwrap();
    let row = ["A.5.1", "Policies for information security", "Justification", "=first", "second"];
    assert_eq!(*changes, [row.map(|text| Cell::Text(text.to_owned()))]);
    let named = table("Records named").unwrap();
    assert_eq!(named[1][2], Cell::Text("Ransomware".to_owned()));
    assert!(soa(None, Some("1.0")).unwrap().tables().all(|table| table.name != "Changes"), "it is the first");
}

#[test]
fn a_draft_follows_from_the_records() {
    for version in [None, Some("3.0")] {
        let report = soa(Some("S-1"), version).unwrap();
        let rows = rows(&report);
        assert_eq!(rows.len(), 93);
        let row = rows.iter().find(|row| row[0] == "A.6.7").unwrap();
        assert_eq!(row[2..6], ["No", "", "", "Nobody works from home."]);
        assert_eq!(rows[0][2], "Unanswered");
        assert_eq!(fact(&report, "Journal"), "after entry 77");
        let summary = &report.tables().next().unwrap().rows;
        let all: Vec<String> = summary.last().unwrap().iter().map(Cell::text).collect();
        assert_eq!(all, ["All", "93", "0", "1", "92", "0", "0", "0", "0"]);
    }
    assert_eq!(fact(&soa(Some("head office"), None).unwrap(), "Version"), "Draft as of 16 March 2026");
}

#[test]
fn a_public_extract_says_nothing_of_people_and_reasons() {
    for version in [Some("2.0"), None] {
        let report = ask(Subject::Soa, Some("S-1"), version, true).unwrap();
        assert_eq!(report.main_table().unwrap().columns.len(), 4);
        let said = format!("{report:?}");
        for secret in [
            "Ada",
            "second",
            "Ransomware",
            "R-1",
            "C-9",
            "secret change",
            "Nobody works",
            "Strictly internal",
            "Business",
        ] {
            assert!(!said.contains(secret), "{secret}: {said}");
        }
        assert!(said.contains("A.8.13"));
    }
}

#[test]
fn what_is_not_there_is_refused_with_what_there_is() {
    let refused = |scope, version| soa(scope, version).unwrap_err();
    assert_eq!(refused(None, None), "There are several scopes. Name one: S-1 Head office, S-2 Data centre.");
    assert!(refused(Some("S-9"), None).contains("S-1 Head office"));
    let there = refused(None, Some("9.9"));
    assert!(there.contains("1.0 (SV-1), 2.0 (SV-2), 3.0 (SV-3)"), "{there}");
    assert!(refused(Some("S-2"), Some("1.0")).contains("none is written down yet"));
}

#[test]
fn a_risk_that_is_not_assessed_stays_so() {
    let report = ask(Subject::Risks, None, None, false).unwrap();
    let row = &report.main_table().unwrap().rows[0];
    assert_eq!(
        row[..4],
        ["R-1", "Ransomware", "Head office", "Ada Lovelace"].map(|text| Cell::Text(text.to_owned()))
    );
    assert_eq!(row[4..7], [Cell::Nothing, Cell::Nothing, Cell::Nothing]);
    let summary = &report.tables().next().unwrap().rows;
    assert_eq!(summary[0].iter().map(Cell::text).collect::<Vec<_>>(), ["Not assessed", "1", "1", "1"]);
    let other = ask(Subject::Risks, Some("S-2"), None, false).unwrap();
    assert!(other.main_table().unwrap().rows.is_empty(), "another scope's");
}

#[test]
fn a_plan_is_what_was_submitted_and_who_approved() {
    let mut isms = isms();
    let action = PlannedAction {
        risk: RiskId::new(1),
        options: Text::from("Modify"),
        action: Some(Text::from("Offline copies")),
        control: None,
        owner: Some(Owner::Person(PersonId::new(1))),
        due: Some(date(2026, 1, 5)),
        status: Some(attesta_isms::risk::ActionStatus::Open),
    };
    let approval =
        Approval { person: PersonId::new(1), on: date(2026, 1, 3), remark: Some(Text::from("Soon")) };
    let plan = TreatmentPlan {
        scope: ScopeId::new(1),
        version: Text::from("1"),
        status: PlanStatus::Approved,
        change_summary: None,
        submitted_on: Some(date(2026, 1, 2)),
        actions: vec![action],
        approvals: vec![approval],
        approved_on: Some(date(2026, 1, 3)),
    };
    isms.treatment_plans.put(entity(PlanId::new(1), plan));
    let asked = Asked { subject: Subject::Plan, scope: None, version: Some("1"), public: false };
    let report = asked.report(&isms, TODAY).unwrap();
    let row = ["R-1", "Ransomware", "Modify", "Offline copies", "", "Ada Lovelace", "2026-01-05", "Open"];
    assert_eq!(rows(&report), [row]);
    let approvals = &report.tables().nth(1).unwrap().rows;
    assert_eq!(
        approvals[0].iter().map(Cell::text).collect::<Vec<_>>(),
        ["Ada Lovelace", "2026-01-03", "Soon"]
    );
}
