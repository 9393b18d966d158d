//! What is said of a line is kept in the record that it belongs to; controls of own sets are answered like the others.

use attesta_isms::{
    controls::{Control, CustomControl},
    ids::{CustomControlId, PersonId, RoleId, ScopeId},
    kit::{AnyControl, ControlRef, Owner},
    soa::{ApproveSoa, ControlEdits, ImplementationStatus, Problem, SoaEntry, compare},
};
use attesta_record::{Choice as _, Text, TypedId as _};

use crate::{
    treatment::{answer_all, version},
    world::{TODAY, World, answer, backups, refused, treatment},
};

fn own(world: &mut World) -> CustomControlId {
    world.create(&CustomControl {
        reference: Text::from("PAY-3"),
        title: Text::from("Two people release a payment"),
        origin: None,
        description: None,
    })
}

fn own_answer(control: CustomControlId, applicable: Option<bool>, why: &str) -> SoaEntry {
    SoaEntry {
        applicable,
        justification: Some(Text::from(why)),
        ..SoaEntry::open(ScopeId::new(1), control.into())
    }
}

fn edit(
    world: &World,
    wishes: &[(&str, ImplementationStatus)],
) -> Result<Vec<(i64, Control)>, (String, String)> {
    let lines = world.isms.statement(ScopeId::new(1), TODAY);
    let mut edits = ControlEdits::default();
    for (reference, status) in wishes {
        let line = lines.iter().find(|line| line.reference() == *reference).unwrap();
        edits
            .give_status(line, *status, TODAY)
            .map_err(|control| ((*reference).to_owned(), control.id.number()))?;
    }
    Ok(edits.changed().map(|(before, after)| (before.id.get(), after)).collect())
}

#[test]
fn a_status_given_to_a_line_is_the_status_of_its_controls() {
    let mut world = World::new();
    let both = vec![ControlRef::from_key("A.8.13").unwrap(), ControlRef::from_key("A.5.30").unwrap()];
    world.create(&Control { implements: both, ..backups(ImplementationStatus::Planned, false) });
    world.create(&backups(ImplementationStatus::Implemented, false));
    let partial = ImplementationStatus::Partial;
    let changed = edit(&world, &[("A.8.13", partial)]).unwrap();
    assert_eq!(changed.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [1, 2], "both implement it");
    assert!(changed.iter().all(|(_, one)| one.status == partial && one.status_on == Some(TODAY)));
    let changed = edit(&world, &[("A.8.13", ImplementationStatus::Implemented)]).unwrap();
    assert_eq!(changed.len(), 1, "what has the status already keeps its day");
    // One control implements two lines: it changes once, and cannot have two statuses.
    let twice = [("A.5.30", partial), ("A.8.13", partial)];
    assert_eq!(edit(&world, &twice).unwrap().len(), 2);
    let torn = [("A.5.30", partial), ("A.8.13", ImplementationStatus::Implemented)];
    assert_eq!(edit(&world, &torn).unwrap_err(), ("A.8.13".to_owned(), "C-1".to_owned()));
    assert_eq!(edit(&world, &[("A.5.1", partial)]).unwrap(), [], "nothing implements it");
}

#[test]
fn an_owner_given_to_the_controls_of_a_line_can_spare_those_that_have_one() {
    let mut world = World::new();
    let grace = Owner::Person(PersonId::new(2));
    world.create(&Control { owner: Some(grace), ..backups(ImplementationStatus::Planned, false) });
    world.create(&backups(ImplementationStatus::Planned, false));
    let lines = world.isms.statement(ScopeId::new(1), TODAY);
    let line = lines.iter().find(|line| line.reference() == "A.8.13").unwrap();
    assert_eq!(line.owners(), [grace]);
    for (spare, expected) in [(true, vec![2]), (false, vec![1, 2])] {
        let mut edits = ControlEdits::default();
        edits.give_owner(line, Owner::Role(RoleId::new(1)), spare);
        let changed: Vec<i64> = edits.changed().map(|(before, _)| before.id.get()).collect();
        assert_eq!(changed, expected);
    }
}

#[test]
fn a_row_answers_for_exactly_one_control() {
    let mut world = World::new();
    let own = own(&mut world);
    let annex = answer("A.5.1", Some(true), "Everybody has one");
    refused(world.try_create(&SoaEntry { control: None, ..annex.clone() }), "control", "Choose a control");
    refused(world.try_create(&SoaEntry { custom: Some(own), ..annex.clone() }), "custom", "one control");
    world.create(&annex);
    refused(world.try_create(&annex), "control", "A.5.1 is answered");
    world.create(&own_answer(own, Some(true), "A customer asks for it"));
    refused(world.try_create(&own_answer(own, None, "Twice")), "control", "CC-1 is answered");
}

#[test]
fn a_control_of_an_own_set_is_decided_justified_and_frozen() {
    let mut world = World::new();
    let own = own(&mut world);
    let lines = |world: &World| world.isms.statement(ScopeId::new(1), TODAY).len();
    assert_eq!(lines(&world), 93, "nothing needs it, and nobody answered for it");
    assert_eq!(world.isms.answerable(ScopeId::new(1), TODAY).len(), 94);
    let entry = world.create(&own_answer(own, Some(true), "A customer asks for it"));
    assert_eq!(lines(&world), 94, "somebody marked it applicable");
    assert_eq!(world.line("PAY-3").3, [Problem::NothingNeedsIt]);
    let risk = world.risk(None);
    let mut needing = treatment(risk, &[]);
    needing.necessary_own = vec![own];
    let needing = world.create(&needing);
    assert_eq!(world.line("PAY-3"), (true, Some(true), None, vec![]));
    answer_all(&mut world);
    let first = world.create(&version("1.0"));
    let approve = || ApproveSoa { remark: None };
    refused(world.act(Some(1), first, approve()), "", "Applicable, without a status (1): PAY-3");
    let planned = SoaEntry {
        status: Some(ImplementationStatus::Planned),
        ..own_answer(own, Some(true), "A customer asks for it")
    };
    world.amend(entry, &planned).unwrap();
    world.act(Some(1), first, approve()).unwrap();
    let frozen = world.isms.soa_versions.get(first).unwrap().data.lines.clone();
    let line = frozen.iter().find(|line| line.reference.as_str() == "PAY-3").unwrap();
    assert_eq!((line.applicable, line.status), (true, Some(ImplementationStatus::Planned)));
    assert_eq!(line.justification, Some(Text::from("A customer asks for it")));
    // Left out although it is needed; then no longer needed, and left out in peace.
    world.amend(entry, &own_answer(own, Some(false), "The contract ended")).unwrap();
    assert_eq!(world.line("PAY-3").3, [Problem::NeededButLeftOut]);
    let changes = compare(&frozen, &world.isms.soa_draft(ScopeId::new(1), TODAY));
    let columns: Vec<&str> = changes[0].columns.iter().map(|(column, ..)| *column).collect();
    assert_eq!((changes.len(), columns), (1, vec!["Applicable", "Status", "Justification"]));
    world.retire::<attesta_isms::risk::Treatment>(needing);
    assert_eq!(world.line("PAY-3").3, []);
}

#[test]
fn a_key_finds_its_control() {
    for key in ["A.5.1", "A.8.34", "CC-7"] {
        assert_eq!(AnyControl::from_key(key).unwrap().key(), key);
    }
    for wrong in ["A.5.38", "R-1", "CC-0", "", "A.5.1 "] {
        assert_eq!(AnyControl::from_key(wrong), None, "{wrong}");
    }
    assert!(
        ControlRef::all().eq(ControlRef::words().iter().filter_map(|word| ControlRef::from_key(word.key)))
    );
}
