//! The whole chain, seen from each of its links, and what is missing in it.

use attesta_isms::{
    context::{InterestedParty, Obligation, ObligationKind, PartyKind, PartyRequirement},
    controls::{Control, CustomControl},
    ids::{PartyId, PersonId, RoleId, ScopeId},
    kit::{AnyControl, ControlRef, Owner},
    risk::{Risk, Treatment},
    soa::{ImplementationStatus, SoaEntry},
    trace::{Gap, Mend, Missing, Start, Trace, traceable},
};
use attesta_record::{Choice as _, Ref, Text, TypedId as _};
use jiff::civil::date;

use crate::world::{TODAY, World, accept, answer, backups, treatment};

fn reference(number: &str) -> Ref {
    attesta_isms::reference(number).unwrap()
}

fn trace<'a>(world: &'a World, number: &str) -> Trace<'a> {
    world.isms.trace(Start::Record(reference(number)), world.today).unwrap()
}

/// All links of a chain by their numbers, layer by layer.
fn links(trace: &Trace<'_>) -> Vec<String> {
    let needs = trace.needs.iter().map(Ref::number);
    let treatments = trace.treatments.iter().map(|one| one.id.number());
    let controls = trace.controls.iter().map(|one| one.id.number());
    let lines = trace.lines.iter().map(|(_, line)| line.control.key());
    let evidence = trace.evidence.iter().map(|shown| shown.what.to_string());
    let acceptances = trace.acceptances.iter().map(|one| one.id.number());
    needs.chain(treatments).chain(controls).chain(lines).chain(evidence).chain(acceptances).collect()
}

fn gaps(world: &World, number: &str) -> Vec<(String, Gap)> {
    let name = |missing: Missing| match missing.at {
        Start::Record(one) => (one.number(), missing.gap),
        Start::Line(_, control) => (control.key(), missing.gap),
    };
    trace(world, number).missing.into_iter().map(name).collect()
}

fn found(name: &str, gap: Gap) -> (String, Gap) {
    (name.to_owned(), gap)
}

/// A risk that is treated by a control that works and is shown to, in the statement, its residual accepted.
fn whole() -> World {
    let mut world = World::new();
    let ada = Some(Owner::Person(PersonId::new(1)));
    let risk = world.risk(ada);
    world.assess(risk, (1, 2));
    world.create(&Control { owner: ada, ..backups(ImplementationStatus::Implemented, true) });
    world.treat(risk);
    world.create(&answer("A.8.13", Some(true), "Data must survive"));
    world.act(Some(1), risk, accept(date(2026, 9, 1))).unwrap();
    world
}

#[test]
fn a_whole_chain_is_the_same_from_each_of_its_links_and_misses_nothing() {
    let world = whole();
    let chain = ["R-1", "T-1", "C-1", "A.8.13", "Restore test", "AC-1"];
    for from in ["R-1", "T-1", "C-1", "SOA-1", "AC-1"] {
        assert_eq!(links(&trace(&world, from)), chain, "{from}");
        assert_eq!(gaps(&world, from), [], "{from}");
    }
    let line = Start::Line(ScopeId::new(1), AnyControl::from_key("A.8.13").unwrap());
    assert_eq!(links(&world.isms.trace(line, TODAY).unwrap()), chain);
    assert!(world.isms.trace(Start::Record(reference("R-2")), TODAY).is_none(), "there is no such risk");
    assert!(world.isms.trace(Start::Record(reference("PE-1")), TODAY).is_none(), "people stand in no chain");
    assert!(traceable("risk") && !traceable("person"));
}

#[test]
fn other_chains_stay_out() {
    let mut world = whole();
    let other = world.risk(None);
    world.create(&treatment(other, &["A.8.7"]));
    world.create(&Obligation {
        owner: Some(Owner::Person(PersonId::new(1))),
        controls: vec![ControlRef::from_key("A.8.13").unwrap()],
        ..Obligation::new(Text::from("Duty"), ObligationKind::Legal)
    });
    assert_eq!(links(&trace(&world, "R-1")), ["R-1", "T-1", "C-1", "A.8.13", "Restore test", "AC-1"]);
    assert_eq!(links(&trace(&world, "OB-1")), ["OB-1", "C-1", "A.8.13", "Restore test"]);
    assert_eq!(
        links(&trace(&world, "SOA-1")),
        ["OB-1", "R-1", "T-1", "C-1", "A.8.13", "Restore test", "AC-1"],
        "the line is needed by both"
    );
    assert_eq!(links(&trace(&world, "R-2")), ["R-2", "T-2", "A.8.7"]);
    assert_eq!(gaps(&world, "OB-1"), []);
}

#[test]
fn a_bare_risk_misses_nearly_all() {
    let mut world = World::new();
    let risk = world.risk(None);
    assert_eq!(
        gaps(&world, "R-1"),
        [found("R-1", Gap::NoOwner), found("R-1", Gap::NoTreatment), found("R-1", Gap::ResidualOpen)]
    );
    let mend = Mend::Create("treatment", "risk", "R-1".to_owned());
    assert_eq!(trace(&world, "R-1").missing[1].mend, mend, "its link makes the treatment of this risk");
    world.assess(risk, (2, 2));
    world.treat(risk);
    assert_eq!(
        gaps(&world, "R-1"),
        [found("R-1", Gap::NoOwner), found("A.8.13", Gap::Unanswered), found("R-1", Gap::NotAccepted)]
    );
    let answer_it = Mend::Answer(ScopeId::new(1), AnyControl::from_key("A.8.13").unwrap());
    assert_eq!(trace(&world, "R-1").missing[1].mend, answer_it);
}

#[test]
fn each_break_of_a_whole_chain_is_found() {
    let residual = "Residual is lower than the implemented controls allow: A.8.13".to_owned();
    // The statement leaves it out.
    let mut world = whole();
    let entry = world.isms.soa_entries.iter().next().unwrap().id;
    world.amend(entry, &answer("A.8.13", Some(false), "Nothing to keep")).unwrap();
    assert_eq!(
        gaps(&world, "C-1"),
        [found("A.8.13", Gap::LeftOut), found("R-1", Gap::TooLow(residual.clone()))]
    );
    // Nobody implements it, and nobody says how far it is.
    let mut world = whole();
    let control = world.isms.controls.iter().next().unwrap().id;
    world.retire::<Control>(control);
    assert_eq!(
        gaps(&world, "R-1"),
        [
            found("A.8.13", Gap::NoControl),
            found("A.8.13", Gap::NoStatus),
            found("R-1", Gap::TooLow(residual))
        ]
    );
    // It works, and nothing shows it; it belongs to a role that nobody holds.
    let mut world = whole();
    let vacant = Some(Owner::Role(RoleId::new(1)));
    world
        .amend(control, &Control { owner: vacant, ..backups(ImplementationStatus::Implemented, false) })
        .unwrap();
    assert_eq!(gaps(&world, "R-1"), [found("C-1", Gap::VacantOwner), found("C-1", Gap::NoEvidence)]);
    // It implements nothing any more.
    let idle = Control { implements: vec![], ..world.isms.controls.get(control).unwrap().data.clone() };
    world.amend(control, &idle).unwrap();
    assert!(gaps(&world, "C-1").contains(&found("C-1", Gap::ImplementsNothing)));
    // The acceptance is over, or stale.
    let mut world = whole();
    world.today = date(2026, 9, 2);
    assert_eq!(gaps(&world, "R-1"), [found("R-1", Gap::Expired)]);
    let risk = world.isms.risks.iter().next().unwrap().id;
    world.assess(risk, (2, 2));
    assert!(matches!(gaps(&world, "AC-1").as_slice(), [(on, Gap::Stale(_))] if on == "R-1"));
    // Its risk is gone: nothing needs the control.
    world.retire::<Risk>(risk);
    assert_eq!(gaps(&world, "C-1"), [found("A.8.13", Gap::NothingNeedsIt)]);
    assert_eq!(
        links(&trace(&world, "SOA-1")),
        ["C-1", "A.8.13", "Restore test"],
        "a dead reason needs nothing"
    );
    // The row says something else than the control.
    let mut world = whole();
    let torn = SoaEntry {
        status: Some(ImplementationStatus::Planned),
        ..answer("A.8.13", Some(true), "Data must survive")
    };
    world.amend(entry, &torn).unwrap();
    assert_eq!(gaps(&world, "R-1"), [found("A.8.13", Gap::Contradiction)]);
}

#[test]
fn duties_and_treatments_say_what_they_make_necessary() {
    let mut world = whole();
    world.create(&InterestedParty::new(Text::from("Ports"), PartyKind::Customer));
    let wish = PartyRequirement::new(Text::from("Berths are never double-booked"), PartyId::new(1));
    let id = world.create(&wish);
    assert_eq!(gaps(&world, "IR-1"), [found("IR-1", Gap::NotDecided)]);
    world.amend(id, &PartyRequirement { addressed: Some(true), ..wish.clone() }).unwrap();
    assert_eq!(gaps(&world, "IR-1"), [found("IR-1", Gap::NothingNecessary)]);
    let controls = vec![ControlRef::from_key("A.8.13").unwrap()];
    world.amend(id, &PartyRequirement { addressed: Some(true), controls, ..wish.clone() }).unwrap();
    assert_eq!(gaps(&world, "IR-1"), []);
    assert_eq!(links(&trace(&world, "IR-1")), ["IR-1", "C-1", "A.8.13", "Restore test"]);
    let mut duty = Obligation::new(Text::from("Duty"), ObligationKind::Legal);
    let id = world.create(&duty);
    assert_eq!(gaps(&world, "OB-1"), [found("OB-1", Gap::NoOwner), found("OB-1", Gap::NothingNecessary)]);
    duty.ends_on = Some(date(2026, 1, 1));
    world.amend(id, &duty).unwrap();
    assert_eq!(gaps(&world, "OB-1"), [], "what no longer binds misses nothing");
    // A treatment that names a control which implements nothing makes no line necessary.
    let idle = world.create(&Control { implements: vec![], ..backups(ImplementationStatus::Planned, false) });
    let risk = world.risk(Some(Owner::Person(PersonId::new(1))));
    world.create(&Treatment { controls: vec![idle], ..treatment(risk, &[]) });
    assert!(gaps(&world, "R-2").contains(&found("T-2", Gap::NothingNecessary)));
}

#[test]
fn a_control_of_an_own_set_stands_in_the_chain() {
    let mut world = whole();
    let own = world.create(&CustomControl {
        reference: Text::from("PAY-3"),
        title: Text::from("Two people release a payment"),
        origin: None,
        description: None,
    });
    assert_eq!(links(&trace(&world, "CC-1")), ["CC-1"], "nothing needs it, and it can be answered");
    let treatment_id = world.isms.treatments.iter().next().unwrap().id;
    let risk = world.isms.risks.iter().next().unwrap().id;
    let both = Treatment { necessary_own: vec![own], ..treatment(risk, &["A.8.13"]) };
    world.amend(treatment_id, &both).unwrap();
    assert_eq!(links(&trace(&world, "CC-1")), ["R-1", "T-1", "CC-1", "AC-1"]);
    assert!(gaps(&world, "CC-1").contains(&found("CC-1", Gap::NoControl)));
    assert_eq!(world.isms.name_of(own.into()), "PAY-3");
}
