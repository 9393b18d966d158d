//! Evidence on the pure domain: its form, how long it counts, and what the Statement of Applicability makes of it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use attesta_isms::{
    Isms,
    context::Scope,
    controls::{Control, Operation},
    evidence::{Evidence, EvidenceKind, Shown, Strength},
    ids::{EvidenceId, ScopeId},
    kit::{Act, ControlRef, Edits, Mood},
    soa::{ImplementationStatus, Problem, SoaEntry},
};
use attesta_record::{Choice as _, Complaints, File, FileHash, Item, Record, Text, TypedId as _};
use jiff::{
    Timestamp,
    civil::{Date, date},
};

const TODAY: Date = date(2026, 3, 16);

#[derive(Default)]
struct World {
    isms: Isms,
}

impl World {
    fn put(&mut self, edits: Edits) {
        for edit in edits.0 {
            let item = Item {
                schema: edit.schema,
                id: edit.id,
                revision: edit.before.map_or(1, |before| before.revision + 1),
                retired: edit.retired,
                created_at: Timestamp::UNIX_EPOCH,
                changed_at: Timestamp::UNIX_EPOCH,
                values: edit.values,
            };
            self.isms.table_mut(edit.schema.key).unwrap().put_item(item).unwrap();
        }
    }

    fn try_create<R: Record>(&mut self, record: &R) -> Result<R::Id, Complaints> {
        let mut edits = Edits::default();
        let act = Act { isms: &self.isms, today: TODAY, now: Timestamp::UNIX_EPOCH, person: None };
        let kind = attesta_isms::record_type(R::SCHEMA.key).unwrap();
        let id = kind.create(&act, record.to_values(), &mut edits)?;
        self.put(edits);
        Ok(R::Id::new(id))
    }

    fn create<R: Record>(&mut self, record: &R) -> R::Id {
        self.try_create(record).unwrap()
    }

    fn retire(&mut self, id: EvidenceId) {
        let mut edits = Edits::default();
        let before = self.isms.table("evidence").unwrap().item(id.get()).unwrap();
        attesta_isms::record_type("evidence").unwrap().set_retired(before, true, &mut edits).unwrap();
        self.put(edits);
    }
}

fn note() -> Evidence {
    Evidence {
        title: Text::from("Restore seen"),
        kind: EvidenceKind::Note,
        file: None,
        link: None,
        note: Some(Text::from("It took two hours.")),
        shows: Vec::new(),
        strength: Strength::Observation,
        speaks_from: None,
        speaks_until: None,
        obtained_on: date(2026, 1, 15),
        obtained_by: None,
        source: None,
        max_age: None,
    }
}

#[test]
fn what_it_consists_of_fits_its_kind() {
    let file = Some(File::new(FileHash::new([1; 32]), "a.pdf", 1, "application/pdf"));
    let link = |text: &str| Some(Text::from(text));
    let wrong = [
        (Evidence { note: None, ..note() }, "note"),
        (Evidence { kind: EvidenceKind::File, ..note() }, "file"),
        (Evidence { kind: EvidenceKind::Link, ..note() }, "link"),
        (Evidence { file: file.clone(), ..note() }, "file"),
        (Evidence { link: link("https://wiki.example/x"), ..note() }, "link"),
        (Evidence { kind: EvidenceKind::Link, link: link("http://wiki.example/x"), ..note() }, "link"),
        (Evidence { obtained_on: date(2026, 3, 17), ..note() }, "obtained_on"),
        (Evidence { speaks_until: Some(date(2026, 1, 16)), ..note() }, "speaks_until"),
        (Evidence { speaks_from: Some(date(2026, 1, 16)), ..note() }, "speaks_from"),
    ];
    for (evidence, field) in wrong {
        let complaints = World::default().try_create(&evidence).unwrap_err();
        assert_eq!(complaints.0.len(), 1, "{complaints:?}");
        assert!(complaints.at(field).is_some(), "{field}: {complaints:?}");
    }
    let good = [
        note(),
        Evidence { kind: EvidenceKind::File, file, ..note() },
        Evidence { kind: EvidenceKind::Link, link: link("https://wiki.example/x"), ..note() },
        Evidence { speaks_from: Some(date(2026, 1, 1)), speaks_until: Some(date(2026, 1, 15)), ..note() },
    ];
    for evidence in good {
        assert!(World::default().try_create(&evidence).is_ok(), "{evidence:?}");
    }
}

#[test]
fn it_counts_from_the_end_of_what_it_speaks_for() {
    let aged = Evidence { max_age: Some(3), ..note() };
    assert_eq!(aged.counts_until(), Some(date(2026, 4, 15)));
    let about = Evidence { speaks_until: Some(date(2025, 12, 31)), ..aged.clone() };
    assert_eq!(about.counts_until(), Some(date(2026, 3, 31)));
    assert!(about.counts_on(date(2026, 3, 31)) && !about.counts_on(date(2026, 4, 1)));
    assert!(note().counts_on(date(2036, 1, 1)), "without an age it counts for good");
    assert_eq!(
        Evidence { max_age: Some(1), obtained_on: date(2026, 1, 31), ..note() }.counts_until(),
        Some(date(2026, 2, 28))
    );

    let mut world = World::default();
    let id = world.create(&Evidence { shows: Vec::new(), ..aged });
    let notes = |day: Date| {
        let kind = attesta_isms::record_type("evidence").unwrap();
        kind.notes(&world.isms, id.get(), day)
            .into_iter()
            .map(|note| (note.mood, note.text))
            .collect::<Vec<_>>()
    };
    let idle = (Mood::Warn, "Shows nothing yet".to_owned());
    assert_eq!(notes(date(2026, 4, 15)), [(Mood::Plain, "Due 15 Apr 2026".to_owned()), idle.clone()]);
    assert_eq!(notes(date(2026, 4, 16)), [(Mood::Bad, "Stale since 16 Apr 2026".to_owned()), idle]);
}

/// A control that counts as implemented needs evidence that is in force and not stale.
#[test]
fn the_statement_counts_evidence_that_counts() {
    let mut world = World::default();
    let a = |key: &str| ControlRef::from_key(key).unwrap();
    world.create(&Scope {
        name: Text::from("Company"),
        parent: None,
        statement: None,
        interfaces: vec![],
        exclusions: vec![],
        sites: vec![],
    });
    let control = world.create(&Control {
        title: Text::from("Backups"),
        owner: None,
        scope: None,
        description: None,
        status: ImplementationStatus::Implemented,
        status_on: None,
        planned_for: None,
        operation: Operation::Own,
        supplier: None,
        implements: vec![a("A.8.13")],
        implements_own: vec![],
        evidence: vec![],
    });
    world.create(&SoaEntry {
        scope: ScopeId::new(1),
        control: Some(a("A.8.13")),
        custom: None,
        applicable: Some(true),
        status: None,
        also: vec![],
        justification: Some(Text::from("Data can be lost.")),
        owner: None,
        note: None,
    });
    let unshown = |world: &World, day: Date| {
        let lines = world.isms.statement(ScopeId::new(1), day);
        let line = lines.iter().find(|line| line.reference() == "A.8.13").unwrap();
        line.problems.contains(&Problem::NoEvidence)
    };
    assert!(unshown(&world, TODAY));
    world.create(&note());
    assert!(unshown(&world, TODAY), "it shows nothing of the control");
    let shown = Evidence { max_age: Some(3), shows: vec![Shown::Control(control)], ..note() };
    let id = world.create(&shown);
    assert!(!unshown(&world, TODAY));
    assert!(!unshown(&world, date(2026, 4, 15)) && unshown(&world, date(2026, 4, 16)), "it turns stale");
    world.retire(id);
    assert!(unshown(&world, TODAY), "it is not in force any more");
}
