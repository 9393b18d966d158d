//! Assets, threats, vulnerabilities, suppliers, incidents, changes, exceptions, and what people learn: their verbs and
//! rules of form, on the pure domain.

use attesta_isms::{
    assets::{Asset, AssetKind, AssetStatus, ReturnAsset, WithdrawAsset},
    context::{
        CarryOut, ClimateDetermination, Communication, ContextIssue, DecideClimate, DeterminationStatus,
        Fulfilment, JudgeObligation, Obligation, ObligationKind, Side,
    },
    ids::{AssetId, CompetenceId, PersonId, RoleId, ScopeId, TrainingId},
    kit::{Concept, Grade, Owner},
    operations::{
        ApproveChange, ApproveException, Change, ChangeKind, ChangeOutcome, ChangeStatus, CloseChange,
        CloseIncident, ContainIncident, DismissIncident, EndException, Exception, Incident, IncidentStatus,
        RefuseChange, RefuseException, ReopenChange, ReopenIncident, ResolveIncident,
    },
    people::{
        Basis, Competence, CompetenceRequirement, CompleteParticipation, HeldCompetence, JudgeEffect,
        Participation, Person, Proficiency, Responsibility, RoleAssignment, Training,
    },
    risk::Risk,
    suppliers::{Agreement, Assurance, EndSupplier, ReviewResult, Supplier, SupplierReview, SupplierStatus},
    threats::{
        AcceptVulnerability, DismissVulnerability, Remediate, ReopenVulnerability, Threat, Vulnerability,
        VulnerabilityStatus,
    },
};
use attesta_record::{Text, TypedId as _};
use jiff::{
    Timestamp,
    civil::{Date, date},
};

use crate::world::{TODAY, World, refused};

fn ada() -> Owner {
    Owner::Person(PersonId::new(1))
}

fn text(words: &str) -> Text {
    Text::from(words)
}

fn at(moment: &str) -> Timestamp {
    moment.parse().unwrap()
}

/// The notes beside a record today.
fn notes<R: Concept>(world: &World, id: R::Id) -> Vec<String> {
    let on = R::table(&world.isms).get(id).unwrap();
    R::notes(on, &world.isms, world.today).into_iter().map(|note| note.text).collect()
}

/// What a record says now.
fn now<R: Concept>(world: &World, id: R::Id) -> R {
    R::table(&world.isms).get(id).unwrap().data.clone()
}

fn holds(world: &mut World, role: i64, person: i64) {
    world.create(&RoleAssignment {
        role: RoleId::new(role),
        person: PersonId::new(person),
        scope: None,
        begins_on: date(2025, 1, 1),
        ends_on: None,
        granted_by: None,
        authority: None,
    });
}

fn leaves(world: &mut World, person: i64, day: Date) {
    let id = PersonId::new(person);
    let before = now::<Person>(world, id);
    world.amend(id, &Person { left_on: Some(day), ..before }).unwrap();
}

#[test]
fn assets_depend_on_each_other_without_circles() {
    let mut world = World::new();
    let asset = |depends_on: &[AssetId]| Asset {
        owner: Some(ada()),
        depends_on: depends_on.to_vec(),
        ..Asset::new(text("Something"), AssetKind::Service)
    };
    let hosting = world.create(&asset(&[]));
    let platform = world.create(&asset(&[hosting]));
    let plans = world.create(&asset(&[platform]));
    assert_eq!(world.isms.rests_on(&[plans]).into_iter().collect::<Vec<_>>(), [hosting, platform, plans]);
    refused(world.amend(hosting, &asset(&[plans])), "depends_on", "depend on itself");
    refused(world.amend(hosting, &asset(&[hosting])), "depends_on", "depend on itself");
    world.amend(plans, &asset(&[platform, hosting])).unwrap();

    let gone = |day| WithdrawAsset { withdrawn_on: Some(day), fate: text("Erased") };
    refused(world.act(Some(1), hosting, gone(date(2026, 3, 17))), "withdrawn_on", "future");
    world.act(Some(1), hosting, gone(TODAY)).unwrap();
    assert_eq!(now::<Asset>(&world, hosting).status, AssetStatus::Withdrawn);
    assert_eq!(notes::<Asset>(&world, hosting), ["Out of use, yet needed by AST-2, AST-3"]);
    refused(world.act(Some(1), hosting, gone(TODAY)), "", "cannot be done");
    world.act(Some(1), hosting, ReturnAsset {}).unwrap();
    assert_eq!(now::<Asset>(&world, hosting), asset(&[]), "nothing is left of it");
}

#[test]
fn an_owner_who_left_is_no_owner() {
    let mut world = World::new();
    let asset = |owner| Asset { owner, ..Asset::new(text("Laptop"), AssetKind::Hardware) };
    let nobody = world.create(&asset(None));
    let ada = world.create(&asset(Some(ada())));
    let role = world.create(&asset(Some(Owner::Role(RoleId::new(1)))));
    assert_eq!(notes::<Asset>(&world, nobody), ["No owner"]);
    assert_eq!(notes::<Asset>(&world, ada), [""; 0]);
    assert_eq!(notes::<Asset>(&world, role), ["Nobody holds the role that owns it"]);
    holds(&mut world, 1, 2);
    assert_eq!(notes::<Asset>(&world, role), [""; 0]);
    leaves(&mut world, 1, TODAY);
    assert_eq!(notes::<Asset>(&world, ada), [""; 0], "on the last day");
    world.today = date(2026, 3, 17);
    assert_eq!(notes::<Asset>(&world, ada), ["Its owner has left"]);
}

#[test]
fn a_vulnerability_is_accepted_by_its_owner_only() {
    let mut world = World::new();
    let flaw = |owner| Vulnerability { owner, ..Vulnerability::new(text("Flaw"), date(2026, 3, 1)) };
    let id = world.create(&flaw(None));
    let accept = |until| AcceptVulnerability { until, reason: text("Reached by nobody") };
    let later = date(2026, 6, 1);
    refused(world.act(Some(1), id, accept(later)), "", "no owner");
    world.amend(id, &flaw(Some(ada()))).unwrap();
    refused(world.act(None, id, accept(later)), "", "Only a person");
    refused(world.act(Some(2), id, accept(later)), "", "Only its owner");
    refused(world.act(Some(1), id, accept(TODAY)), "until", "future");
    world.act(Some(1), id, accept(later)).unwrap();
    assert_eq!(notes::<Vulnerability>(&world, id), ["Accepted until 2026-06-01"]);
    world.today = date(2026, 6, 2);
    assert_eq!(notes::<Vulnerability>(&world, id), ["Acceptance expired"]);
    let gone = |day| Remediate { settled_on: Some(day), how: text("Patched") };
    refused(world.act(Some(2), id, gone(date(2026, 2, 28))), "settled_on", "not been discovered");
    world.act(Some(2), id, gone(date(2026, 6, 1))).unwrap();
    let settled = now::<Vulnerability>(&world, id);
    assert_eq!(settled.status, VulnerabilityStatus::Remediated);
    assert_eq!((settled.settled_by, settled.accepted_until), (Some(PersonId::new(2)), None));
    world.act(Some(1), id, ReopenVulnerability { reason: text("It came back") }).unwrap();
    world.act(Some(1), id, DismissVulnerability { reason: text("Not built in") }).unwrap();
    assert_eq!(now::<Vulnerability>(&world, id).status, VulnerabilityStatus::NotAffected);
    refused(world.act(Some(1), id, accept(date(2027, 1, 1))), "", "cannot be done");
}

#[test]
fn a_vulnerability_has_a_deadline() {
    let mut world = World::new();
    let flaw = |due| Vulnerability { due, ..Vulnerability::new(text("Flaw"), date(2026, 3, 1)) };
    refused(world.try_create(&flaw(Some(date(2026, 2, 1)))), "due", "before it begins");
    let id = world.create(&flaw(None));
    assert_eq!(notes::<Vulnerability>(&world, id), ["No deadline"]);
    world.amend(id, &flaw(Some(TODAY))).unwrap();
    assert_eq!(notes::<Vulnerability>(&world, id), [""; 0], "on its last day");
    world.today = date(2026, 3, 17);
    assert_eq!(notes::<Vulnerability>(&world, id), ["Overdue"]);
    let future = Vulnerability::new(text("Flaw"), date(2026, 3, 18));
    refused(world.try_create(&future), "discovered_on", "future");
}

#[test]
fn a_threat_that_matters_leads_to_a_risk() {
    let mut world = World::new();
    let threat = Threat { relevance: Some(Grade::High), ..Threat::new(text("Extortion")) };
    let id = world.create(&threat);
    assert_eq!(notes::<Threat>(&world, id), ["No risk in force names it"]);
    let risk = world.create(&Risk {
        availability: true,
        threats: vec![id],
        ..Risk::new(text("Ransomware"), ScopeId::new(1))
    });
    assert_eq!(notes::<Threat>(&world, id), [""; 0]);
    world.retire::<Risk>(risk);
    assert_eq!(notes::<Threat>(&world, id), ["No risk in force names it"]);
    world.amend(id, &Threat { relevance: Some(Grade::Medium), ..threat }).unwrap();
    assert_eq!(notes::<Threat>(&world, id), [""; 0]);
}

fn review(supplier: attesta_isms::ids::SupplierId, day: Date) -> SupplierReview {
    SupplierReview {
        supplier,
        reviewed_on: day,
        reviewed_by: None,
        basis: None,
        result: ReviewResult::Satisfactory,
        findings: None,
        follow_up: None,
        next_on: None,
    }
}

#[test]
fn a_supplier_is_reviewed_by_its_interval() {
    let mut world = World::new();
    let supplier = Supplier { owner: Some(ada()), review_interval: Some(12), ..Supplier::new(text("Host")) };
    let id = world.create(&supplier);
    assert_eq!(notes::<Supplier>(&world, id), ["Never reviewed"]);
    let first = world.create(&review(id, date(2025, 3, 10)));
    assert_eq!(now::<SupplierReview>(&world, first).next_on, Some(date(2026, 3, 10)), "by the interval");
    assert_eq!(notes::<Supplier>(&world, id), ["Review overdue"]);
    world.create(&review(id, date(2026, 3, 1)));
    assert_eq!(notes::<Supplier>(&world, id), [""; 0]);
    world.create(&review(id, date(2024, 3, 1)));
    assert_eq!(
        notes::<Supplier>(&world, id),
        [""; 0],
        "an older one that is written down later is not the latest"
    );
    let bad = SupplierReview { result: ReviewResult::Unsatisfactory, ..review(id, TODAY) };
    refused(world.try_create(&bad), "findings", "what was found");
    refused(world.try_create(&review(id, date(2026, 3, 17))), "reviewed_on", "future");
    let never = SupplierReview { next_on: Some(TODAY), ..review(id, TODAY) };
    refused(world.try_create(&never), "next_on", "after this one");
    world.create(&SupplierReview { findings: Some(text("No backups")), ..bad });
    assert_eq!(notes::<Supplier>(&world, id), ["Not satisfactory at its last review"]);
}

#[test]
fn what_is_agreed_with_a_supplier_runs_out() {
    let mut world = World::new();
    let until = Some(date(2026, 3, 15));
    let supplier = Supplier {
        owner: Some(ada()),
        contract_from: Some(date(2025, 1, 1)),
        contract_until: until,
        processing: Some(Agreement::Missing),
        assurances: vec![Assurance { what: text("Certificate"), until }],
        ..Supplier::new(text("Host"))
    };
    let id = world.create(&supplier);
    let all = ["The contract has ended", "No data processing agreement", "Certificate has expired"];
    assert_eq!(notes::<Supplier>(&world, id), all);
    let backwards = Supplier { contract_from: Some(TODAY), ..supplier };
    refused(world.amend(id, &backwards), "contract_until", "before it begins");
    let end = || EndSupplier { ended_on: None, given_back: text("Keys") };
    world.act(Some(1), id, end()).unwrap();
    let ended = now::<Supplier>(&world, id);
    assert_eq!((ended.status, ended.ended_on), (SupplierStatus::Ended, Some(TODAY)));
    assert_eq!(notes::<Supplier>(&world, id), [""; 0]);
    refused(world.act(Some(1), id, end()), "", "cannot be done");
}

fn incident() -> Incident {
    Incident {
        occurred_at: Some(at("2026-03-15T20:00:00Z")),
        ..Incident::new(text("Break-in"), at("2026-03-16T07:00:00Z"))
    }
}

fn contain(moment: &str) -> ContainIncident {
    ContainIncident { contained_at: at(moment), how: text("Locked") }
}

fn resolve(moment: &str) -> ResolveIncident {
    ResolveIncident { resolved_at: at(moment), how: text("Restored") }
}

fn close() -> CloseIncident {
    CloseIncident { root_cause: text("A password"), lessons: text("Keys"), corrective_action: None }
}

#[test]
fn an_incident_runs_its_course() {
    let mut world = World::new();
    let id = world.create(&incident());
    refused(world.act(Some(1), id, close()), "", "cannot be done");
    refused(
        world.act(Some(1), id, contain("2026-03-15T19:00:00Z")),
        "contained_at",
        "before what came first",
    );
    refused(world.act(Some(1), id, contain("2026-03-16T12:00:01Z")), "contained_at", "future");
    world.act(Some(1), id, contain("2026-03-16T08:00:00Z")).unwrap();
    refused(world.act(Some(1), id, resolve("2026-03-16T07:30:00Z")), "resolved_at", "before what came first");
    world.act(Some(1), id, resolve("2026-03-16T09:00:00Z")).unwrap();
    refused(world.act(Some(1), id, close()), "", "no severity");
    refused(world.act(Some(1), id, close()), "", "personal data");
    let graded = |world: &World| Incident {
        severity: Some(Grade::High),
        personal_data: Some(false),
        ..now::<Incident>(world, id)
    };
    world.amend(id, &graded(&world)).unwrap();
    world.act(Some(1), id, close()).unwrap();
    let closed = now::<Incident>(&world, id);
    assert_eq!((closed.status, closed.closed_by), (IncidentStatus::Closed, Some(PersonId::new(1))));
    refused(world.amend(id, &graded(&world)), "", "Reopen it first");
    world.act(Some(1), id, ReopenIncident { reason: text("It goes on") }).unwrap();
    let opened = now::<Incident>(&world, id);
    assert_eq!((opened.status, opened.resolved_at, opened.closed_on), (IncidentStatus::Open, None, None));
    assert_eq!(opened.lessons, Some(text("Keys")), "what was learned stays");
}

#[test]
fn moments_of_an_incident_follow_each_other() {
    let mut world = World::new();
    let early = Incident { occurred_at: Some(at("2026-03-16T08:00:00Z")), ..incident() };
    refused(world.try_create(&early), "occurred_at", "before it occurs");
    let future = Incident::new(text("Break-in"), at("2026-03-16T13:00:00Z"));
    refused(world.try_create(&future), "reported_at", "future");
    let id = world.create(&incident());
    world.act(Some(1), id, contain("2026-03-15T23:00:00Z")).unwrap();
    let late = Incident { occurred_at: Some(at("2026-03-16T01:00:00Z")), ..now::<Incident>(&world, id) };
    refused(world.amend(id, &late), "occurred_at", "contained or resolved before");
    let until = Incident { notify_until: Some(at("2026-03-19T07:00:00Z")), ..incident() };
    refused(world.try_create(&until), "authority", "which authority");
}

#[test]
fn an_authority_is_notified_in_time() {
    let mut world = World::new();
    let breach = Incident {
        severity: Some(Grade::High),
        personal_data: Some(true),
        authority: Some(text("Data protection authority")),
        notify_until: Some(at("2026-03-19T07:00:00Z")),
        ..incident()
    };
    let id = world.create(&breach);
    assert_eq!(notes::<Incident>(&world, id), ["Notify until 2026-03-19 07:00"]);
    let dismissed = world.act(Some(1), id, DismissIncident { reason: text("Nothing happened") });
    refused(dismissed, "", "breach of personal data");
    world.today = date(2026, 3, 20);
    assert_eq!(notes::<Incident>(&world, id), ["Notification overdue"]);
    for (told, note) in
        [("2026-03-19T07:00:00Z", "Notified in time"), ("2026-03-19T07:00:01Z", "Notified late")]
    {
        world.amend(id, &Incident { notified_at: Some(at(told)), ..breach.clone() }).unwrap();
        assert_eq!(notes::<Incident>(&world, id), [note]);
    }
    let open = Incident { authority: None, notify_until: None, notified_at: None, ..breach };
    let open = world.create(&open);
    assert_eq!(notes::<Incident>(&world, open), ["Not said whether an authority must be notified"]);
    let event = world.create(&incident());
    world.act(Some(1), event, DismissIncident { reason: text("A drill") }).unwrap();
    assert_eq!(now::<Incident>(&world, event).status, IncidentStatus::NoIncident);
}

fn change(kind: ChangeKind) -> Change {
    Change {
        owner: Some(ada()),
        impact: Some(text("None")),
        way_back: Some(text("The old image")),
        planned_from: Some(at("2026-03-17T20:00:00Z")),
        ..Change::new(text("New gateway"), kind)
    }
}

fn done() -> CloseChange {
    CloseChange { outcome: ChangeOutcome::Done, result: None, closed_on: None }
}

#[test]
fn a_change_is_decided_upon_before_it_is_closed() {
    let mut world = World::new();
    let approve = || ApproveChange { decided_on: None, remark: None };
    let bare = world.create(&Change { of_isms: true, ..Change::new(text("Change"), ChangeKind::Normal) });
    for word in ["no owner", "impact", "undone", "what for"] {
        refused(world.act(Some(1), bare, approve()), "", word);
    }
    refused(world.act(Some(1), bare, done()), "", "cannot be done");
    let id = world.create(&change(ChangeKind::Normal));
    refused(world.act(None, id, approve()), "", "Only a person");
    world.act(Some(2), id, approve()).unwrap();
    let approved = now::<Change>(&world, id);
    assert_eq!((approved.status, approved.decided_by), (ChangeStatus::Approved, Some(PersonId::new(2))));
    refused(world.amend(id, &change(ChangeKind::Normal)), "", "Reopen it");
    let failed = CloseChange { outcome: ChangeOutcome::Failed, ..done() };
    refused(world.act(Some(1), id, failed), "result", "what happened");
    world.act(Some(1), id, done()).unwrap();
    assert_eq!(now::<Change>(&world, id).status, ChangeStatus::Closed);
    world.act(Some(1), id, ReopenChange { reason: text("It came undone") }).unwrap();
    assert_eq!(now::<Change>(&world, id), change(ChangeKind::Normal), "as it was asked for");
    world.act(Some(1), id, RefuseChange { decided_on: None, reason: text("Too dear") }).unwrap();
    refused(world.act(Some(1), id, done()), "", "cannot be done");
    let standard = world.create(&change(ChangeKind::Standard));
    world.act(Some(1), standard, done()).unwrap();
    let backwards = Change { planned_until: Some(at("2026-03-17T19:00:00Z")), ..change(ChangeKind::Normal) };
    refused(world.try_create(&backwards), "planned_until", "before it begins");
}

#[test]
fn a_decision_that_comes_late_is_seen() {
    let mut world = World::new();
    let normal = world.create(&change(ChangeKind::Normal));
    let emergency = world.create(&change(ChangeKind::Emergency));
    assert_eq!(notes::<Change>(&world, normal), [""; 0]);
    world.today = date(2026, 3, 19);
    assert_eq!(notes::<Change>(&world, normal), ["Its day has come without a decision"]);
    assert_eq!(notes::<Change>(&world, emergency), ["Not decided upon yet"]);
    for id in [normal, emergency] {
        world.act(Some(1), id, ApproveChange { decided_on: None, remark: None }).unwrap();
    }
    assert_eq!(notes::<Change>(&world, normal), ["Approved after it was to begin"]);
    assert_eq!(notes::<Change>(&world, emergency), [""; 0], "that is what an emergency is");
}

#[test]
fn an_exception_counts_from_the_decision_to_its_day() {
    let mut world = World::new();
    let asked = |until| Exception::new(text("Short passwords"), text("Old system"), until);
    let approve = || ApproveException { decided_on: None, remark: None };
    let id = world.create(&asked(date(2026, 5, 1)));
    assert!(!now::<Exception>(&world, id).holds_on(TODAY));
    refused(world.act(None, id, approve()), "", "Only a person");
    world.act(Some(1), id, approve()).unwrap();
    assert_eq!(notes::<Exception>(&world, id), ["Granted until 2026-05-01"]);
    refused(world.amend(id, &asked(date(2027, 5, 1))), "", "Ask for a new one");
    for (day, note) in [
        (date(2026, 4, 15), "Expires on 2026-05-01"),
        (date(2026, 5, 1), "Expires on 2026-05-01"),
        (date(2026, 5, 2), "Expired"),
    ] {
        world.today = day;
        assert_eq!(notes::<Exception>(&world, id), [note], "on {day}");
        assert_eq!(now::<Exception>(&world, id).holds_on(day), note != "Expired");
    }
    let past = world.create(&asked(date(2026, 5, 1)));
    refused(world.act(Some(1), past, approve()), "", "before it is granted");
    world.act(Some(1), past, RefuseException { reason: text("No need") }).unwrap();
    refused(world.act(Some(1), past, EndException { ended_on: None }), "", "cannot be done");
    world.act(Some(1), id, EndException { ended_on: None }).unwrap();
    assert!(!now::<Exception>(&world, id).holds_on(date(2026, 5, 1)));
}

fn determination(relevant: Option<bool>, reasons: Option<&str>) -> ClimateDetermination {
    ClimateDetermination {
        title: text("Determination"),
        scope: None,
        relevant,
        reasons: reasons.map(Text::from),
        issues: vec![],
        parties: None,
        status: DeterminationStatus::Draft,
        decided_by: None,
        decided_on: None,
        review_on: None,
    }
}

#[test]
fn climate_change_is_decided_upon_by_somebody() {
    let mut world = World::new();
    let decide = |review_on| DecideClimate { decided_on: None, review_on };
    let next = date(2027, 3, 16);
    let silent = world.create(&determination(None, None));
    refused(world.act(Some(1), silent, decide(next)), "", "Yes or no");
    refused(world.act(Some(1), silent, decide(next)), "", "no reasons");
    refused(world.act(Some(1), silent, decide(TODAY)), "review_on", "after the decision");
    let no = world.create(&determination(Some(false), Some("Nothing of ours is near water")));
    refused(world.act(None, no, decide(next)), "", "Only a person");
    world.act(Some(1), no, decide(next)).unwrap();
    assert_eq!(notes::<ClimateDetermination>(&world, no), [""; 0], "no is an answer");
    refused(world.amend(no, &determination(Some(true), None)), "", "Write a new one");
    let yes = world.create(&determination(Some(true), Some("Floods")));
    world.act(Some(1), yes, decide(next)).unwrap();
    assert_eq!(now::<ClimateDetermination>(&world, no).status, DeterminationStatus::Superseded);
    assert_eq!(notes::<ClimateDetermination>(&world, yes), ["Relevant, yet no issue in force names it"]);
    world.today = date(2027, 3, 17);
    assert!(notes::<ClimateDetermination>(&world, yes).contains(&"Review overdue".to_owned()));
}

#[test]
fn an_issue_says_what_it_does_to_the_isms() {
    let mut world = World::new();
    let issue = |relevant, effect: Option<&str>| ContextIssue {
        title: text("New law"),
        side: Side::External,
        category: None,
        description: None,
        relevant,
        effect: effect.map(Text::from),
        climate: false,
        scope: None,
        owner: None,
        reviewed_on: None,
        review_on: None,
    };
    refused(world.try_create(&issue(Some(true), None)), "effect", "what it does");
    refused(world.try_create(&issue(Some(false), None)), "effect", "why it is not");
    let id = world.create(&issue(None, None));
    assert_eq!(notes::<ContextIssue>(&world, id), ["Not decided whether it is relevant"]);
}

#[test]
fn communication_has_an_audience_and_a_next_time() {
    let mut world = World::new();
    let entry = |audience: Option<&str>| Communication {
        topic: text("Report"),
        side: Side::Internal,
        party: None,
        audience: audience.map(Text::from),
        timing: text("Quarterly"),
        channel: text("Meeting"),
        owner: ada(),
        language: None,
        content: None,
        next_on: Some(date(2026, 3, 15)),
        last_on: None,
        evidence: None,
    };
    refused(world.try_create(&entry(None)), "party", "to whom");
    let id = world.create(&entry(Some("Board")));
    assert_eq!(notes::<Communication>(&world, id), ["Overdue"]);
    let carry = |next_on| CarryOut { done_on: None, evidence: text("Minutes"), next_on };
    refused(world.act(Some(1), id, carry(Some(TODAY))), "next_on", "after this one");
    world.act(Some(1), id, carry(Some(date(2026, 6, 15)))).unwrap();
    assert_eq!(notes::<Communication>(&world, id), [""; 0]);
    assert_eq!(now::<Communication>(&world, id).last_on, Some(TODAY));
}

#[test]
fn an_obligation_is_judged_in_a_persons_name() {
    let mut world = World::new();
    let id = world.create(&Obligation::new(text("Law"), ObligationKind::Legal));
    let judge = |met| JudgeObligation {
        met,
        grounds: text("Records"),
        decided_on: None,
        review_on: Some(date(2026, 9, 1)),
    };
    refused(world.act(None, id, judge(Fulfilment::Met)), "", "Only a person");
    world.act(Some(1), id, judge(Fulfilment::Partly)).unwrap();
    world.today = date(2026, 9, 2);
    assert_eq!(notes::<Obligation>(&world, id), ["Review overdue"]);
    world.act(Some(2), id, JudgeObligation { review_on: None, ..judge(Fulfilment::Met) }).unwrap();
    let judged = now::<Obligation>(&world, id);
    assert_eq!(judged.met, Some(Fulfilment::Met));
    let by: Vec<_> = judged.judgements.iter().map(|one| (one.person, one.met)).collect();
    assert_eq!(by, [(PersonId::new(1), Fulfilment::Partly), (PersonId::new(2), Fulfilment::Met)]);
    assert_eq!(notes::<Obligation>(&world, id), [""; 0]);
    let over = Obligation { ends_on: Some(TODAY), ..judged };
    world.amend(id, &over).unwrap();
    assert_eq!(notes::<Obligation>(&world, id), ["Does not bind today"]);
}

#[test]
fn somebody_answers_for_an_activity_today() {
    let mut world = World::new();
    let id = world.create(&Responsibility {
        activity: text("Report to management"),
        duty: None,
        accountable: Owner::Role(RoleId::new(1)),
        deputy: None,
        responsible: vec![],
        consulted: vec![],
        informed: vec![],
        scope: None,
        remarks: None,
    });
    assert_eq!(notes::<Responsibility>(&world, id), ["Nobody answers for it today"]);
    holds(&mut world, 1, 1);
    assert_eq!(notes::<Responsibility>(&world, id), [""; 0]);
    leaves(&mut world, 1, date(2026, 3, 1));
    assert_eq!(notes::<Responsibility>(&world, id), ["Nobody answers for it today"]);
}

fn training(world: &mut World) -> TrainingId {
    world.create(&Training {
        title: text("Drill"),
        category: None,
        mandatory: true,
        roles: vec![],
        provider: None,
        owner: None,
        refresh_after: Some(12),
        competences: vec![],
        topics: vec![],
        content: None,
        content_of: None,
        review_on: None,
    })
}

#[test]
fn a_participation_is_completed_with_evidence_and_refreshed() {
    let mut world = World::new();
    let training = training(&mut world);
    let planned = Participation::new(PersonId::new(1), training, Some(date(2026, 3, 15)));
    let id = world.create(&planned);
    assert_eq!(notes::<Participation>(&world, id), ["Overdue"]);
    let complete = |day| CompleteParticipation {
        completed_on: Some(day),
        evidence: text("List"),
        result: None,
        refresh_on: None,
    };
    let judge = |effective| JudgeEffect { effective, effect: text("A drill") };
    refused(world.act(Some(1), id, judge(Some(true))), "", "cannot be done");
    refused(world.act(Some(1), id, complete(date(2026, 3, 17))), "completed_on", "future");
    world.act(Some(1), id, complete(TODAY)).unwrap();
    assert_eq!(now::<Participation>(&world, id).refresh_on, Some(date(2027, 3, 16)), "by the interval");
    assert_eq!(notes::<Participation>(&world, id), [""; 0]);
    refused(world.amend(id, &planned), "", "never changes");
    refused(world.act(None, id, judge(Some(true))), "", "Only a person");
    refused(world.act(Some(2), id, judge(None)), "effective", "yes or no");
    world.act(Some(2), id, judge(Some(false))).unwrap();
    world.today = date(2027, 3, 17);
    assert_eq!(notes::<Participation>(&world, id), ["To be refreshed", "Had no effect"]);
    world.create(&Participation { due: Some(date(2027, 5, 1)), ..planned });
    assert_eq!(notes::<Participation>(&world, id), [""; 0], "the next one is planned");
}

#[test]
fn a_gap_of_competence_names_who_lacks_it() {
    let mut world = World::new();
    let competence: CompetenceId = world.create(&Competence { name: text("Auditing"), description: None });
    let required = CompetenceRequirement {
        role: RoleId::new(1),
        competence,
        level: Proficiency::Intermediate,
        source: None,
        mandatory: true,
        refresh_after: None,
    };
    let id = world.create(&required);
    refused(world.try_create(&required), "competence", "already");
    world.amend(id, &required).unwrap();
    assert_eq!(notes::<CompetenceRequirement>(&world, id), [""; 0], "nobody holds the role");
    holds(&mut world, 1, 1);
    holds(&mut world, 1, 2);
    assert_eq!(notes::<CompetenceRequirement>(&world, id), ["Lacked by Ada, Grace"]);
    let held = |person, level, ends_on| HeldCompetence {
        person: PersonId::new(person),
        competence,
        level,
        basis: vec![Basis::Experience],
        participation: None,
        evidence: text("Interview"),
        begins_on: date(2026, 1, 1),
        ends_on,
    };
    world.create(&held(1, Proficiency::Advanced, Some(TODAY)));
    world.create(&held(2, Proficiency::Basic, None));
    assert_eq!(notes::<CompetenceRequirement>(&world, id), ["Lacked by Grace"]);
    world.today = date(2026, 3, 17);
    assert_eq!(notes::<CompetenceRequirement>(&world, id), ["Lacked by Ada, Grace"], "Ada's has expired");
    let training = training(&mut world);
    let other = world.create(&Participation::new(PersonId::new(2), training, None));
    let hers = HeldCompetence { participation: Some(other), ..held(1, Proficiency::Basic, None) };
    refused(world.try_create(&hers), "participation", "Somebody else");
}
