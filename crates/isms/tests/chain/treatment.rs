//! From a risk to the Statement of Applicability, on the pure domain.

use attesta_isms::{
    context::{Obligation, ObligationKind},
    controls::{Control, CustomControl},
    ids::{PersonId, RiskId, RoleId, ScopeId, TreatmentId},
    kit::{ControlRef, Owner},
    people::RoleAssignment,
    risk::{
        ActionStatus, ApprovePlan, PlanStatus, Replan, Risk, Standing, SubmitPlan, Treatment,
        TreatmentAction, TreatmentOption, TreatmentPlan,
    },
    soa::{ApproveSoa, ImplementationStatus, OwnReason, Problem, SoaEntry, SoaStatus, SoaVersion, compare},
};
use attesta_record::{Choice as _, Level, Record, Text, TypedId as _};
use jiff::civil::date;

use crate::world::{TODAY, World, accept, answer, backups, refused, treatment};

#[test]
fn a_treatment_says_what_it_needs_and_its_expected_level_is_computed() {
    let mut world = World::new();
    let risk = world.risk(Some(Owner::Person(PersonId::new(1))));
    refused(
        world.try_create(&Treatment { options: vec![], ..treatment(risk, &[]) }),
        "options",
        "at least one",
    );
    refused(world.try_create(&treatment(risk, &[])), "necessary", "needs a control");
    let share =
        Treatment { options: vec![TreatmentOption::Share, TreatmentOption::Retain], ..treatment(risk, &[]) };
    refused(world.try_create(&share), "shared_with", "with whom");
    let off = Treatment { expected_likelihood: Some(Level(5)), ..treatment(risk, &["A.8.13"]) };
    refused(world.try_create(&off), "expected_likelihood", "off the scale");
    let id = world.create(&Treatment { expected_level: Some(Level(3)), ..treatment(risk, &["A.8.13"]) });
    assert_eq!(
        world.isms.treatments.get(id).unwrap().data.expected_level,
        Some(Level(1)),
        "computed, never typed"
    );
    refused(world.try_create(&treatment(risk, &["A.8.13"])), "risk", "already");
}

#[test]
fn only_the_owner_of_that_day_accepts_within_level_and_time() {
    let mut world = World::new();
    let risk = world.risk(Some(Owner::Role(RoleId::new(1))));
    world.create(&RoleAssignment {
        role: RoleId::new(1),
        person: PersonId::new(1),
        scope: None,
        begins_on: date(2026, 1, 1),
        ends_on: Some(date(2026, 6, 30)),
        granted_by: None,
        authority: None,
    });
    refused(world.act(Some(1), risk, accept(date(2026, 9, 1))), "", "cannot be done");
    world.assess(risk, (1, 2));
    refused(world.act(None, risk, accept(date(2026, 9, 1))), "", "Only a person");
    refused(world.act(Some(2), risk, accept(date(2026, 9, 1))), "", "Only the owner");
    refused(world.act(Some(1), risk, accept(TODAY)), "until", "future");
    refused(world.act(Some(1), risk, accept(date(2030, 1, 1))), "until", "24 months");
    world.act(Some(1), risk, accept(date(2026, 9, 1))).unwrap();
    let accepted = world.isms.acceptance_of(risk).unwrap();
    assert_eq!(accepted.data.authority, Owner::Role(RoleId::new(1)));
    assert_eq!(accepted.data.level, Some(Level(1)));
    // After the assignment has ended, the role has no holder, and nobody accepts.
    world.today = date(2026, 7, 1);
    refused(world.act(Some(1), risk, accept(date(2026, 9, 1))), "", "Only the owner");
    // The highest level is accepted by nobody.
    world.today = TODAY;
    world.assess(risk, (3, 3));
    refused(world.act(Some(1), risk, accept(date(2026, 9, 1))), "", "nobody");
}

#[test]
fn an_acceptance_turns_stale_expires_and_is_replaced() {
    let mut world = World::new();
    let risk = world.risk(Some(Owner::Person(PersonId::new(1))));
    world.assess(risk, (1, 2));
    let treatment_id = world.treat(risk);
    world.act(Some(1), risk, accept(date(2026, 9, 1))).unwrap();
    let standing = |world: &World, day| world.isms.standing(world.isms.acceptance_of(risk).unwrap(), day);
    assert_eq!(standing(&world, TODAY), Standing::Valid);
    assert_eq!(standing(&world, date(2026, 9, 1)), Standing::Valid, "on its last day");
    assert_eq!(standing(&world, date(2026, 9, 2)), Standing::Expired);
    // Another treatment: stale. The same again: valid.
    world.amend(treatment_id, &treatment(risk, &["A.8.13", "A.8.7"])).unwrap();
    assert!(matches!(standing(&world, TODAY), Standing::Stale(why) if why.contains("treatment")));
    world.amend(treatment_id, &treatment(risk, &["A.8.13"])).unwrap();
    assert_eq!(standing(&world, TODAY), Standing::Valid);
    // Assessed differently: stale, until it is accepted anew; then the old one is replaced.
    world.assess(risk, (2, 1));
    assert!(matches!(standing(&world, TODAY), Standing::Stale(why) if why.contains("residual")));
    world.act(Some(1), risk, accept(date(2026, 9, 1))).unwrap();
    assert_eq!(standing(&world, TODAY), Standing::Valid);
    let first: Vec<_> = world.isms.acceptances.iter().collect();
    assert_eq!(world.isms.standing(first[0], TODAY), Standing::Replaced);
}

#[test]
fn an_action_moves_only_by_replanning() {
    let mut world = World::new();
    let risk = world.risk(None);
    let treatment = world.treat(risk);
    let action = TreatmentAction {
        title: Text::from("Buy tapes"),
        treatment,
        control: None,
        owner: Owner::Person(PersonId::new(2)),
        due: date(2026, 5, 1),
        resources: None,
        status: ActionStatus::Open,
        done_on: None,
        evidence: vec![],
        starts_on: None,
        repeated: None,
        budget: None,
        verification: None,
    };
    let id = world.create(&action);
    refused(
        world.amend(id, &TreatmentAction { due: date(2026, 8, 1), ..action.clone() }),
        "due",
        "re-planning",
    );
    world.act(Some(1), id, Replan { due: date(2026, 8, 1), why: Text::from("Supplier is late") }).unwrap();
    assert_eq!(world.isms.treatment_actions.get(id).unwrap().data.due, date(2026, 8, 1));
    let done = TreatmentAction { due: date(2026, 8, 1), status: ActionStatus::Done, ..action };
    refused(world.amend(id, &done), "done_on", "which day");
}

#[test]
fn a_plan_is_approved_by_every_owner_and_nobody_else() {
    let mut world = World::new();
    let ada = world.risk(Some(Owner::Person(PersonId::new(1))));
    let grace = world.risk(Some(Owner::Person(PersonId::new(2))));
    let nobody = world.risk(None);
    for risk in [ada, grace, nobody] {
        world.treat(risk);
    }
    let plan = TreatmentPlan {
        scope: ScopeId::new(1),
        version: Text::from("1"),
        status: PlanStatus::Draft,
        change_summary: None,
        submitted_on: None,
        actions: vec![],
        approvals: vec![],
        approved_on: None,
    };
    let id = world.create(&plan);
    refused(world.act(Some(1), id, SubmitPlan {}), "", "no owner");
    world.retire::<Risk>(nobody);
    world.act(Some(1), id, SubmitPlan {}).unwrap();
    let status = |world: &World| world.isms.treatment_plans.get(id).unwrap().data.status;
    assert_eq!(world.isms.treatment_plans.get(id).unwrap().data.actions.len(), 2);
    let approve = || ApprovePlan { remark: None };
    world.act(Some(1), id, approve()).unwrap();
    assert_eq!(status(&world), PlanStatus::Submitted, "one owner is not all");
    refused(world.act(Some(1), id, approve()), "", "own no risk");
    world.act(Some(2), id, approve()).unwrap();
    assert_eq!(status(&world), PlanStatus::Approved);
    refused(world.amend(id, &TreatmentPlan { version: Text::from("2"), ..plan }), "", "never changes");
}

#[test]
fn the_statement_follows_from_records() {
    let mut world = World::new();
    let risk = world.risk(None);
    assert_eq!(world.line("A.8.13"), (false, None, None, vec![]), "unanswered is a state of its own");
    world.treat(risk);
    assert_eq!(world.line("A.8.13"), (true, None, None, vec![Problem::NeededButUnanswered]));
    let entry = world.create(&answer("A.8.13", Some(false), "We keep nothing"));
    assert_eq!(world.line("A.8.13").3, [Problem::NeededButLeftOut], "needed by a treatment, yet left out");
    world.amend(entry, &answer("A.8.13", Some(true), "Data must survive")).unwrap();
    assert_eq!(world.line("A.8.13"), (true, Some(true), None, vec![]));
    let control = world.create(&backups(ImplementationStatus::Implemented, false));
    let implemented = Some(ImplementationStatus::Implemented);
    assert_eq!(world.line("A.8.13"), (true, Some(true), implemented, vec![Problem::NoEvidence]));
    world.amend(control, &backups(ImplementationStatus::Implemented, true)).unwrap();
    assert_eq!(world.line("A.8.13").3, [], "evidence mends it");
    world.create(&backups(ImplementationStatus::Planned, false));
    assert_eq!(world.line("A.8.13").2, Some(ImplementationStatus::Partial), "one works, one is planned");
    world.retire::<Risk>(risk);
    assert_eq!(world.line("A.8.13").3, [Problem::ReasonDied]);
    world.create(&answer("A.5.1", Some(true), "Everybody has one"));
    assert_eq!(world.line("A.5.1").3, [Problem::NothingNeedsIt]);
    let id = world.isms.soa_entry(ScopeId::new(1), ControlRef::from_key("A.5.1").unwrap()).unwrap().id;
    let practice =
        SoaEntry { also: vec![OwnReason::GoodPractice], ..answer("A.5.1", Some(true), "Everybody has one") };
    world.amend(id, &practice).unwrap();
    assert_eq!(world.line("A.5.1").3, [], "good practice is a reason, once somebody says so");
}

#[test]
fn duties_make_controls_necessary_while_they_bind_and_own_controls_have_lines() {
    let mut world = World::new();
    let own = world.create(&CustomControl {
        reference: Text::from("PAY-3"),
        title: Text::from("Two people release a payment"),
        origin: None,
        description: None,
    });
    let before = world.isms.statement(ScopeId::new(1), TODAY).len();
    assert_eq!(before, 93, "an own control that nothing needs has no line");
    world.create(&Obligation {
        ends_on: Some(date(2026, 12, 31)),
        controls: vec![ControlRef::from_key("A.5.3").unwrap()],
        own_controls: vec![own],
        ..Obligation::new(Text::from("Payment contract"), ObligationKind::Contractual)
    });
    assert!(world.line("A.5.3").0);
    assert_eq!(world.line("PAY-3").1, Some(true));
    assert_eq!(world.isms.statement(ScopeId::new(1), TODAY).len(), 94);
    world.today = date(2027, 1, 1);
    assert!(!world.line("A.5.3").0, "the contract has ended");
    assert_eq!(world.isms.statement(ScopeId::new(1), world.today).len(), 93);
}

pub(crate) fn version(name: &str) -> SoaVersion {
    SoaVersion {
        scope: ScopeId::new(1),
        version: Text::from(name),
        status: SoaStatus::Draft,
        classification: None,
        change_summary: None,
        approved_by: None,
        approved_on: None,
        of_organisation: None,
        scope_name: None,
        scope_statement: None,
        scope_revision: None,
        lines: vec![],
        pdf: None,
        xlsx: None,
    }
}

/// Answers all 93: applicable ones are planned.
pub(crate) fn answer_all(world: &mut World) {
    for control in attesta_isms::kit::ControlRef::words() {
        let applicable = control.key != "A.7.1";
        let entry = SoaEntry {
            status: applicable.then_some(ImplementationStatus::Planned),
            ..answer(control.key, Some(applicable), &format!("Because of {}", control.label))
        };
        world.create(&entry);
    }
}

#[test]
fn a_version_is_frozen_only_when_it_is_whole_and_shows_what_changed_since() {
    let mut world = World::new();
    let id = world.create(&version("1.0"));
    let approve = || ApproveSoa { remark: None };
    refused(world.act(Some(1), id, approve()), "", "Unanswered (93)");
    answer_all(&mut world);
    refused(world.act(None, id, approve()), "", "Only a person");
    let risk = world.risk(None);
    let needed = world.create(&treatment(risk, &["A.7.1"]));
    refused(world.act(Some(1), id, approve()), "", "Needed by a record in force, yet left out (1): A.7.1");
    world.retire::<Treatment>(needed);
    world.act(Some(1), id, approve()).unwrap();
    let frozen = |world: &World| world.isms.soa_versions.get(id).unwrap().data.clone();
    assert_eq!((frozen(&world).status, frozen(&world).lines.len()), (SoaStatus::Approved, 93));
    assert_eq!(compare(&frozen(&world).lines, &world.isms.soa_draft(ScopeId::new(1), TODAY)), []);
    // One fact changes, and the difference names the line and the column; changed back, it vanishes.
    let control = world.create(&backups(ImplementationStatus::Implemented, true));
    let changes = compare(&frozen(&world).lines, &world.isms.soa_draft(ScopeId::new(1), TODAY));
    assert_eq!(changes.len(), 1);
    assert_eq!((changes[0].reference.as_str(), changes[0].columns[0].0), ("A.8.13", "Status"));
    world.retire::<Control>(control);
    assert_eq!(compare(&frozen(&world).lines, &world.isms.soa_draft(ScopeId::new(1), TODAY)), []);
    // The next version supersedes it; a version never changes.
    let next = world.create(&version("2.0"));
    world.act(Some(2), next, approve()).unwrap();
    assert_eq!(frozen(&world).status, SoaStatus::Superseded);
    refused(world.amend(next, &version("2.1")), "", "never changes");
    refused(world.try_create(&version("1.0")), "version", "already");
}

mod whatever_happens {
    use proptest::prelude::*;

    use super::*;

    /// Something that people do.
    #[derive(Debug, Clone, Copy)]
    enum Deed {
        Treat(usize),
        RetireRisk(i64),
        RetireTreatment(i64),
        Answer(usize, Option<bool>),
        Control(usize, bool),
        Duty(usize, bool),
        Approve,
    }

    fn deed() -> impl Strategy<Value = Deed> {
        prop_oneof![
            (0_usize..8).prop_map(Deed::Treat),
            (1_i64..6).prop_map(Deed::RetireRisk),
            (1_i64..6).prop_map(Deed::RetireTreatment),
            (0_usize..8, any::<Option<bool>>()).prop_map(|(at, answer)| Deed::Answer(at, answer)),
            (0_usize..8, any::<bool>()).prop_map(|(at, evidence)| Deed::Control(at, evidence)),
            (0_usize..8, any::<bool>()).prop_map(|(at, over)| Deed::Duty(at, over)),
            Just(Deed::Approve),
        ]
    }

    fn exists<R: Record>(world: &World, id: i64) -> bool {
        world.isms.table(R::SCHEMA.key).unwrap().item(id).is_some_and(|item| !item.retired)
    }

    fn play(world: &mut World, deed: Deed, approved: &mut usize) {
        let key = |at: usize| ControlRef::words()[at * 11].key;
        match deed {
            Deed::Treat(at) => {
                let risk = world.risk(None);
                world.create(&treatment(risk, &[key(at)]));
            }
            Deed::RetireRisk(id) if exists::<Risk>(world, id) => world.retire::<Risk>(RiskId::new(id)),
            Deed::RetireTreatment(id) if exists::<Treatment>(world, id) => {
                world.retire::<Treatment>(TreatmentId::new(id));
            }
            Deed::Answer(at, applicable) => {
                let reference = ControlRef::from_key(key(at)).unwrap();
                let entry = world.isms.soa_entry(ScopeId::new(1), reference).unwrap();
                let (id, mut entry) = (entry.id, entry.data.clone());
                entry.applicable = applicable;
                entry.status = (applicable == Some(true)).then_some(ImplementationStatus::Planned);
                world.amend(id, &entry).unwrap();
            }
            Deed::Control(at, evidence) => {
                let implements = vec![ControlRef::from_key(key(at)).unwrap()];
                world.create(&Control { implements, ..backups(ImplementationStatus::Implemented, evidence) });
            }
            Deed::Duty(at, over) => {
                world.create(&Obligation {
                    ends_on: over.then_some(date(2026, 1, 1)),
                    controls: vec![ControlRef::from_key(key(at)).unwrap()],
                    ..Obligation::new(Text::from("Duty"), ObligationKind::Legal)
                });
            }
            Deed::Approve => {
                *approved += 1;
                let id = world.create(&version(&approved.to_string()));
                if world.act(Some(1), id, ApproveSoa { remark: None }).is_ok() {
                    agrees_with_the_records(world, id);
                }
            }
            Deed::RetireRisk(_) | Deed::RetireTreatment(_) => {}
        }
    }

    /// Looked up in the records by another way than the statement's own.
    fn agrees_with_the_records(world: &World, id: attesta_isms::ids::SoaVersionId) {
        let isms = &world.isms;
        let frozen = &isms.soa_versions.get(id).unwrap().data.lines;
        assert_eq!(frozen.len(), 93);
        for line in frozen {
            let control = ControlRef::from_key(line.reference.as_str()).unwrap();
            let treated = isms.treatments.in_force().any(|one| {
                one.data.necessary.contains(&control) && !isms.risks.get(one.data.risk).unwrap().retired
            });
            let owed = isms
                .obligations
                .in_force()
                .any(|one| one.data.controls.contains(&control) && one.data.binds_on(TODAY));
            assert!(
                line.applicable || !(treated || owed),
                "{} is needed, and frozen as left out",
                line.reference
            );
            assert_eq!(
                line.reasons.is_some(),
                treated || owed,
                "{}: its reasons are those of the records",
                line.reference
            );
            assert_eq!(
                line.applicable,
                line.status.is_some(),
                "{}: a status where it is applicable",
                line.reference
            );
            let answered = isms.soa_entry(ScopeId::new(1), control).unwrap();
            assert_eq!(
                answered.data.applicable,
                Some(line.applicable),
                "{} is frozen as it was answered",
                line.reference
            );
        }
        let approved = isms.soa_versions.iter().filter(|one| one.data.status == SoaStatus::Approved).count();
        assert_eq!(approved, 1, "one version is in force");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
        #[test]
        fn no_version_contradicts_the_records_it_was_frozen_from(deeds in proptest::collection::vec(deed(), 1..40)) {
            let mut world = World::new();
            answer_all(&mut world);
            let mut approved = 0;
            for deed in deeds {
                play(&mut world, deed, &mut approved);
            }
            play(&mut world, Deed::Approve, &mut approved);
        }
    }
}
