//! Audits, reviews, nonconformities, objectives, metrics, certificates and operation, on the pure domain.

use crate::world::{World, refused};
use attesta_isms::{
    audits::{
        ApproveProgramme, Audit, AuditFinding, AuditProgramme, CarryOut, RaiseNonconformity, ReportAudit,
        ReviseProgramme,
    },
    certification::{Certificate, CertificationAudit, Outcome, RecordOutcome, Reinstate, Suspend, Withdraw},
    controls::Control,
    documents::{ApproveDocument, Document, DocumentVersion, ReviewDocument},
    ids::{NonconformityId, PersonId},
    improvement::{
        Analyse, Close, CompleteAction, Correct, CorrectiveAction, DropAction, Nonconformity,
        NonconformityStatus, Reopen, ReplanCorrection, VerifyEffectiveness,
    },
    kit::{ClauseRef, Concept},
    operations::{
        ContinuityPlan, CryptoKey, Deletion, DeletionStatus, Postpone, RecordTest, RevokeKey, RotateKey,
        TestKind, TestResult, VerifyDeletion,
    },
    people::Person,
    performance::{
        AnalyseMeasurement, CheckIn, ConcludeObjective, Measurement, Metric, Objective, ObjectiveResult,
    },
    review::{ApproveMinutes, DecisionDone, ManagementReview, ReplanDecision, ReviewDecision, Topic},
};
use attesta_record::{Choice as _, FieldType, Record, Text, TypedId as _, Value};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 3, 16);

/// A record of which only some fields are told; the others are as a new form shows them.
fn told<R: Record>(given: &[(&str, Value)]) -> R {
    let mut values = attesta_isms::record_type(R::SCHEMA.key).unwrap().defaults();
    for (name, value) in given {
        values[R::SCHEMA.position(name).expect(name)].clone_from(value);
    }
    R::from_values(values).unwrap_or_else(|field| panic!("{field} of {} is missing", R::SCHEMA.key))
}

fn text(text: &str) -> Value {
    Value::text(text)
}

fn day(text: &str) -> Value {
    Value::Date(text.parse().unwrap())
}

/// An organisation with Ada and Grace.
fn world() -> World {
    let mut world = World::on(TODAY);
    for name in ["Ada", "Grace"] {
        world.create(&told::<Person>(&[("name", text(name))]));
    }
    world
}

fn person(number: i64) -> Value {
    PersonId::new(number).to_value()
}

fn people(numbers: &[i64]) -> Value {
    numbers.iter().map(|number| PersonId::new(*number)).collect::<Vec<_>>().to_value()
}

/// What the notes beside a record say.
fn notes<R: Concept>(world: &World, id: R::Id) -> Vec<String> {
    let kind = attesta_isms::record_type(R::SCHEMA.key).unwrap();
    kind.notes(&world.isms, id.get(), world.today).into_iter().map(|note| note.text).collect()
}

fn correct() -> Correct {
    Correct { on: None, correction: Text::from("Account closed"), consequences: Text::from("None") }
}

fn analyse(no_action: Option<&str>) -> Analyse {
    Analyse {
        on: None,
        cause: Text::from("Nobody tells IT"),
        similar_cases: Text::from("All leavers of the year looked at"),
        no_action: no_action.map(Text::from),
        isms_change: None,
    }
}

fn verify(effective: bool) -> VerifyEffectiveness {
    VerifyEffectiveness { on: None, effective: Some(effective), effectiveness: Text::from("Sample of ten") }
}

fn complete(by: i64) -> CompleteAction {
    CompleteAction { on: None, by: Some(PersonId::new(by)), outcome: Text::from("A list every Friday") }
}

fn close() -> Close {
    Close { on: None, remark: None }
}

fn action(nonconformity: NonconformityId) -> CorrectiveAction {
    told(&[
        ("title", text("List of leavers")),
        ("nonconformity", nonconformity.to_value()),
        ("owner", person(2)),
        ("due", day("2026-05-01")),
    ])
}

fn nonconformity(world: &mut World) -> NonconformityId {
    let given = [
        ("title", text("A leaver had an account")),
        ("source", Value::Choice("own")),
        ("raised_on", day("2026-03-01")),
    ];
    world.create(&told::<Nonconformity>(&given))
}

#[test]
fn a_nonconformity_is_closed_when_everything_was_done_and_worked() {
    let mut world = world();
    let id = nonconformity(&mut world);
    assert_eq!(notes::<Nonconformity>(&world, id), ["Not corrected", "Cause not known"]);
    let early = Correct { on: Some(date(2026, 2, 1)), ..correct() };
    refused(world.act(Some(1), id, early), "on", "before it was raised");
    world.act(Some(1), id, correct()).unwrap();
    refused(world.act(Some(1), id, verify(true)), "", "Analyse it first");
    world.act(Some(1), id, analyse(None)).unwrap();
    refused(world.act(Some(1), id, close()), "", "No corrective action");
    refused(world.act(Some(1), id, verify(true)), "", "nothing to verify");
    let done = world.create(&action(id));
    refused(world.act(Some(1), id, close()), "", "1 open action");
    refused(world.act(Some(1), id, verify(true)), "", "still open");
    world.act(Some(2), done, complete(2)).unwrap();
    refused(world.act(Some(1), id, close()), "", "Effectiveness not verified");
    refused(world.act(Some(2), id, verify(true)), "", "Somebody else");
    world.act(Some(1), id, verify(false)).unwrap();
    refused(world.act(Some(1), id, close()), "", "Not effective");
    world.act(Some(1), id, verify(true)).unwrap();
    assert_eq!(notes::<Nonconformity>(&world, id), ["Can be closed"]);
    world.act(Some(1), id, close()).unwrap();
    let closed = world.isms.nonconformities.get(id).unwrap().data.clone();
    assert_eq!((closed.status, closed.closed_on), (NonconformityStatus::Closed, Some(TODAY)));
    refused(world.amend(id, &closed), "", "Reopen it");
    refused(world.try_create(&action(id)), "nonconformity", "closed");
    world.act(Some(1), id, Reopen { why: Text::from("It came again") }).unwrap();
    assert_eq!(notes::<Nonconformity>(&world, id), ["Effectiveness not verified"]);
}

#[test]
fn what_is_done_after_the_verification_is_verified_anew() {
    let mut world = world();
    let id = nonconformity(&mut world);
    world.act(Some(1), id, correct()).unwrap();
    world.act(Some(1), id, analyse(Some("It cannot happen again"))).unwrap();
    world.act(Some(1), id, verify(true)).unwrap();
    assert_eq!(notes::<Nonconformity>(&world, id), ["Can be closed"]);
    let late = world.create(&action(id));
    refused(world.act(Some(1), id, analyse(Some("Still"))), "no_action", "Drop them");
    world.today = date(2026, 6, 1);
    assert_eq!(notes::<CorrectiveAction>(&world, late), ["Overdue"]);
    let data = world.isms.corrective_actions.get(late).unwrap().data.clone();
    let moved = CorrectiveAction { due: date(2026, 7, 1), ..data };
    refused(world.amend(late, &moved), "due", "re-planning");
    world.act(Some(2), late, ReplanCorrection { due: moved.due, why: Text::from("Ill") }).unwrap();
    world.act(Some(2), late, complete(2)).unwrap();
    refused(world.act(Some(1), id, close()), "", "Effectiveness not verified");
    let before = VerifyEffectiveness { on: Some(TODAY), ..verify(true) };
    refused(world.act(Some(1), id, before), "on", "before the last action");
    let dropped = world.create(&action(id));
    world.act(Some(1), dropped, DropAction { why: Text::from("Not needed") }).unwrap();
    world.act(Some(1), id, verify(true)).unwrap();
    world.act(Some(1), id, close()).unwrap();
}

/// An audit of clause 10.2 and of access, by Ada.
fn audit(auditors: &[i64]) -> Audit {
    let controls = Value::Choices(vec!["A.5.15"]);
    told(&[
        ("title", text("Access")),
        ("extent", text("Accounts of the office")),
        ("controls", controls),
        ("auditors", people(auditors)),
        ("planned_from", day("2026-03-02")),
    ])
}

fn carry_out() -> CarryOut {
    let conclusion = Text::from("Works, with two lapses");
    CarryOut { began_on: date(2026, 3, 9), ended_on: date(2026, 3, 10), summary: None, conclusion }
}

#[test]
fn an_audit_has_scope_criteria_and_auditors_before_it_takes_place() {
    let mut world = world();
    let bare = world.create(&told::<Audit>(&[("title", text("Bare"))]));
    for word in ["no scope", "no criteria", "no auditors"] {
        refused(world.act(Some(1), bare, carry_out()), "", word);
    }
    let both = Audit { auditees: vec![PersonId::new(1)], ..audit(&[1]) };
    refused(world.try_create(&both), "auditors", "at once");
    let id = world.create(&audit(&[1]));
    assert_eq!(notes::<Audit>(&world, id), ["Overdue"]);
    let control =
        [("title", text("Accounts")), ("owner", person(1)), ("implements", Value::Choices(vec!["A.5.15"]))];
    world.create(&told::<Control>(&control));
    assert_eq!(notes::<Audit>(&world, id), ["Overdue", "Ada owns C-1"]);
    world.act(Some(1), id, carry_out()).unwrap();
    let early = ReportAudit { on: Some(date(2026, 3, 9)), to: vec![PersonId::new(2)], report: None };
    refused(world.act(Some(1), id, early), "on", "before it ended");
    world.act(Some(1), id, ReportAudit { on: None, to: vec![PersonId::new(2)], report: None }).unwrap();
    refused(world.amend(id, &audit(&[2])), "", "never changes");
    let other = world.create(&audit(&[2]));
    assert_eq!(notes::<Audit>(&world, other), ["Overdue"], "Grace owns nothing of it");
}

#[test]
fn a_finding_becomes_one_nonconformity() {
    let mut world = world();
    let audit = world.create(&audit(&[1]));
    let mut given =
        vec![("title", text("A leaver")), ("audit", audit.to_value()), ("kind", Value::Choice("minor"))];
    refused(world.try_create(&told::<AuditFinding>(&given)), "evidence", "rests on evidence");
    refused(world.try_create(&told::<AuditFinding>(&given)), "clause", "Name clause");
    given.extend([
        ("evidence", text("Account 17")),
        ("control", Value::Choice("A.5.18")),
        ("owner", person(2)),
    ]);
    let finding = world.create(&told::<AuditFinding>(&given));
    assert_eq!(notes::<AuditFinding>(&world, finding), ["No nonconformity is raised"]);
    let raise = RaiseNonconformity { on: None, owner: None, due: Some(date(2026, 4, 1)) };
    world.act(Some(1), finding, raise.clone()).unwrap();
    assert_eq!(notes::<AuditFinding>(&world, finding), ["NC-1"]);
    refused(world.act(Some(1), finding, raise), "", "cannot be done");
    let raised = world.isms.nonconformities.get(NonconformityId::new(1)).unwrap().data.clone();
    assert_eq!((raised.finding, raised.owner), (Some(finding), told::<AuditFinding>(&given).owner));
    refused(world.try_create(&raised), "finding", "already");
}

#[test]
fn a_programme_says_everything_before_it_is_approved() {
    let mut world = world();
    let mut given = vec![
        ("title", text("2026")),
        ("period_from", day("2026-01-01")),
        ("period_until", day("2026-12-31")),
    ];
    let bare = world.create(&told::<AuditProgramme>(&given));
    let approve = ApproveProgramme { decided_on: None, remark: None };
    refused(world.act(Some(1), bare, approve.clone()), "", "importance and past results");
    let wanted = ["objectives", "frequency", "methods", "responsibilities", "reporting", "rationale"];
    given.extend(wanted.map(|name| (name, text("Said"))));
    let whole: AuditProgramme = told(&given);
    let id = world.create(&whole);
    world.act(Some(1), id, approve.clone()).unwrap();
    assert_eq!(notes::<AuditProgramme>(&world, id), ["No audit is planned"]);
    refused(world.amend(id, &whole), "", "Revise");
    world.act(Some(1), id, ReviseProgramme { why: Text::from("A site more") }).unwrap();
    world.amend(id, &whole).unwrap();
}

#[test]
fn minutes_answer_every_topic_and_are_confirmed_by_who_took_part() {
    let mut world = world();
    let bare = world.create(&told::<ManagementReview>(&[("title", text("Bare"))]));
    let approve = ApproveMinutes { decided_on: None, remark: None };
    refused(world.act(Some(1), bare, approve.clone()), "", "interested parties (c)");
    refused(world.act(Some(1), bare, approve.clone()), "", "Nothing was decided");
    let mut review: ManagementReview = told(&[
        ("title", text("Spring")),
        ("held_on", day("2026-03-10")),
        ("chaired_by", person(2)),
        ("participants", people(&[2])),
        ("suitability", text("Fits")),
        ("adequacy", text("Enough")),
        ("effectiveness", text("Works")),
    ]);
    assert_eq!(review.inputs.len(), Topic::words().len(), "a row is laid out for each topic");
    review.inputs.reverse();
    review.inputs.truncate(3);
    for input in &mut review.inputs {
        input.what = Some(Text::from("Looked at"));
    }
    let id = world.create(&review);
    let mut kept = world.isms.reviews.get(id).unwrap().data.clone();
    let topics: Vec<&str> = kept.inputs.iter().map(|input| input.topic.key()).collect();
    assert_eq!(topics, Topic::words().iter().map(|word| word.key).collect::<Vec<_>>());
    refused(world.act(Some(2), id, approve.clone()), "", "Audit results (d 3)");
    for input in &mut kept.inputs {
        input.what = Some(Text::from("Looked at"));
    }
    world.amend(id, &kept).unwrap();
    let decision = [
        ("title", text("More people")),
        ("review", id.to_value()),
        ("kind", Value::Choice("resources")),
        ("due", day("2026-03-12")),
    ];
    refused(world.try_create(&told::<ReviewDecision>(&decision)), "owner", "who carries it out");
    let decision = world.create(&ReviewDecision {
        owner: Option::from_value(person(1)).unwrap(),
        ..told::<ReviewDecision>(&decision)
    });
    refused(world.act(Some(1), id, approve.clone()), "", "took part");
    world.act(Some(2), id, approve).unwrap();
    refused(world.amend(id, &kept), "", "never change");
    assert_eq!(notes::<ReviewDecision>(&world, decision), ["Overdue"]);
    let data = world.isms.decisions.get(decision).unwrap().data.clone();
    refused(world.amend(decision, &ReviewDecision { due: None, ..data }), "due", "re-planning");
    let replan = ReplanDecision { due: date(2026, 6, 1), why: Text::from("Budget comes in May") };
    world.act(Some(1), decision, replan).unwrap();
    assert!(notes::<ReviewDecision>(&world, decision).is_empty());
    world.act(Some(1), decision, DecisionDone { on: None, outcome: None }).unwrap();
    refused(world.act(Some(1), decision, DecisionDone { on: None, outcome: None }), "", "cannot be done");
}

#[test]
fn an_objective_stands_as_its_last_check_in_says() {
    let mut world = world();
    let mut given = vec![("title", text("Fewer clicks")), ("target", Value::Number(5.0))];
    refused(world.try_create(&told::<Objective>(&given)), "direction", "higher or lower");
    given.extend([
        ("direction", Value::Choice("lower")),
        ("due", day("2026-12-31")),
        ("interval", Value::Number(90.0)),
    ]);
    let id = world.create(&told::<Objective>(&given));
    let check_in = |on: &str, value: f64, progress: &'static str| {
        told::<CheckIn>(&[
            ("objective", id.to_value()),
            ("checked_on", day(on)),
            ("value", Value::Number(value)),
            ("progress", Value::Choice(progress)),
        ])
    };
    refused(world.try_create(&check_in("2026-03-01", 6.0, "achieved")), "progress", "does not reach");
    refused(world.try_create(&check_in("2026-04-01", 6.0, "behind")), "checked_on", "future");
    world.create(&check_in("2026-03-01", 6.0, "behind"));
    let earlier = world.create(&check_in("2026-02-01", 4.0, "achieved"));
    assert_eq!(notes::<Objective>(&world, id), ["Behind"], "the last by day, not by number");
    refused(world.amend(earlier, &check_in("2026-02-01", 3.0, "achieved")), "", "never changes");
    let conclude = ConcludeObjective {
        result: ObjectiveResult::Met,
        on: None,
        conclusion: Text::from("Campaign of March"),
    };
    refused(world.act(Some(1), id, conclude.clone()), "result", "does not reach");
    world.today = date(2027, 1, 2);
    assert_eq!(notes::<Objective>(&world, id), ["Behind", "Overdue", "Check-in overdue"]);
    world.create(&check_in("2027-01-01", 5.0, "achieved"));
    assert_eq!(notes::<Objective>(&world, id), ["Achieved"]);
    world.act(Some(1), id, conclude).unwrap();
    refused(world.try_create(&check_in("2027-01-02", 5.0, "achieved")), "objective", "concluded");
}

#[test]
fn a_measurement_is_held_against_its_metric() {
    let mut world = world();
    let mut given = vec![
        ("title", text("Restores that work")),
        ("direction", Value::Choice("higher")),
        ("target", Value::Number(90.0)),
        ("warning", Value::Number(95.0)),
        ("interval", Value::Number(30.0)),
    ];
    refused(world.try_create(&told::<Metric>(&given)), "warning", "stricter");
    given[3].1 = Value::Number(75.0);
    let metric = world.create(&told::<Metric>(&given));
    let measured = |value: Option<f64>| {
        told::<Measurement>(&[
            ("metric", metric.to_value()),
            ("measured_on", day("2026-03-10")),
            ("value", value.map_or(Value::None, Value::Number)),
        ])
    };
    refused(world.try_create(&measured(None)), "remark", "why there is no value");
    let nothing = Measurement { denominator: Some(0.0), ..measured(Some(100.0)) };
    refused(world.try_create(&nothing), "value", "no share");
    for (value, standing) in
        [(90.0, "On target"), (75.0, "Off target"), (74.0, "Beyond the warning threshold")]
    {
        let id = world.create(&measured(Some(value)));
        assert_eq!(notes::<Measurement>(&world, id), [standing]);
        assert_eq!(notes::<Metric>(&world, metric), [standing]);
    }
    let missed = world.isms.last_measurement(metric).unwrap().id;
    refused(world.amend(missed, &measured(Some(99.0))), "", "never changes");
    let mut analysis = AnalyseMeasurement {
        on: None,
        analysis: Text::from("One tape"),
        response: None,
        nonconformity: None,
    };
    refused(world.act(Some(1), missed, analysis.clone()), "response", "what follows");
    analysis.response = Some(Text::from("Replace the drive"));
    world.act(Some(1), missed, analysis).unwrap();
    world.today = date(2026, 5, 1);
    assert_eq!(notes::<Metric>(&world, metric)[1], "Measurement overdue");
}

#[test]
fn a_certificate_is_suspended_reinstated_and_withdrawn() {
    let mut world = world();
    let mut given = vec![
        ("reference", text("IS 4711")),
        ("standard", text("ISO/IEC 27001:2022")),
        ("body", text("Body")),
        ("issued_on", day("2024-06-01")),
        ("expires_on", day("2024-05-31")),
    ];
    refused(world.try_create(&told::<Certificate>(&given)), "expires_on", "before it begins");
    given[4].1 = day("2027-05-31");
    let id = world.create(&told::<Certificate>(&given));
    assert!(notes::<Certificate>(&world, id).is_empty());
    let why = Text::from("Surveillance missed");
    let early = Suspend { on: Some(date(2024, 5, 1)), why: why.clone() };
    refused(world.act(Some(1), id, early), "on", "before the status");
    world.act(Some(1), id, Suspend { on: None, why: why.clone() }).unwrap();
    assert_eq!(notes::<Certificate>(&world, id), ["Suspended"]);
    world.act(Some(1), id, Reinstate { on: None, remark: None }).unwrap();
    world.today = date(2027, 2, 1);
    assert_eq!(notes::<Certificate>(&world, id), ["Expires within 6 months"]);
    world.act(Some(1), id, Withdraw { on: None, why }).unwrap();
    refused(world.amend(id, &told::<Certificate>(&given)), "", "never changes");
    let stage = told::<CertificationAudit>(&[
        ("stage", Value::Choice("stage2")),
        ("planned_from", day("2026-03-01")),
        (
            "findings",
            Value::Rows(vec![vec![
                Value::Choice("concern"),
                text("Late"),
                Value::None,
                Value::None,
                Value::None,
            ]]),
        ),
    ]);
    refused(world.try_create(&stage), "findings.0.kind", "stage 1 only");
    let stage = world.create(&CertificationAudit { findings: vec![], ..stage });
    assert_eq!(notes::<CertificationAudit>(&world, stage), ["Outcome not recorded"]);
    let outcome = RecordOutcome {
        began_on: date(2026, 3, 1),
        ended_on: date(2026, 3, 3),
        outcome: Outcome::Passed,
        report_on: None,
        report: None,
        summary: None,
    };
    refused(world.act(Some(1), stage, outcome), "", "which certification body");
}

#[test]
fn keys_are_rotated_and_revoked() {
    let mut world = world();
    let given = [
        ("key", text("KEY-A")),
        ("created_on", day("2025-03-01")),
        ("expires_on", day("2026-04-01")),
        ("rotation_months", Value::Number(12.0)),
    ];
    let id = world.create(&told::<CryptoKey>(&given));
    assert_eq!(notes::<CryptoKey>(&world, id), ["Expires within 30 days", "Rotation overdue"]);
    let mut rotate = RotateKey { on: None, key: Some(Text::from("KEY-B")), expires_on: None };
    refused(world.act(Some(1), id, rotate.clone()), "expires_on", "when the new one ends");
    rotate.expires_on = Some(date(2027, 4, 1));
    world.act(Some(1), id, rotate).unwrap();
    let key = &world.isms.keys.get(id).unwrap().data;
    assert_eq!((key.key.as_str(), key.rotation_due()), ("KEY-B", Some(date(2027, 3, 16))));
    assert!(notes::<CryptoKey>(&world, id).is_empty());
    world.act(Some(1), id, RevokeKey { on: None, why: Text::from("Leaked") }).unwrap();
    refused(world.amend(id, &told::<CryptoKey>(&given)), "", "never changes");
}

#[test]
fn a_deletion_is_verified_by_somebody_else() {
    let mut world = world();
    let mut given = vec![("subject", text("Twelve laptops")), ("performed_on", day("2026-03-10"))];
    refused(world.try_create(&told::<Deletion>(&given)), "performed_by", "who performed");
    refused(world.try_create(&told::<Deletion>(&given)), "method", "how");
    given.extend([("performed_by", person(1)), ("method", text("Shredded"))]);
    let id = world.create(&told::<Deletion>(&given));
    assert_eq!(world.isms.deletions.get(id).unwrap().data.status, DeletionStatus::Performed);
    let verify = VerifyDeletion { on: None, verification: None };
    refused(world.act(Some(1), id, verify.clone()), "", "Somebody else");
    world.act(Some(2), id, verify).unwrap();
    assert_eq!(world.isms.deletions.get(id).unwrap().data.status, DeletionStatus::Verified);
}

#[test]
fn a_continuity_plan_is_tried_and_postponed_with_a_reason() {
    let mut world = world();
    let given = [
        ("system", text("Shop")),
        ("rto", Value::Number(4.0)),
        ("test_interval", Value::Number(6.0)),
        ("next_test", day("2026-03-01")),
    ];
    let plan: ContinuityPlan = told(&given);
    let id = world.create(&plan);
    assert_eq!(notes::<ContinuityPlan>(&world, id), ["Never tested", "Test overdue"]);
    let moved = ContinuityPlan { next_test: Some(date(2026, 9, 1)), ..plan };
    refused(world.amend(id, &moved), "next_test", "Postpone");
    for month in [4, 5] {
        let next_test = date(2026, month, 1);
        world.act(Some(1), id, Postpone { next_test, why: Text::from("Busy season") }).unwrap();
    }
    assert_eq!(notes::<ContinuityPlan>(&world, id), ["Never tested", "Postponed 2 times"]);
    let mut test = RecordTest {
        on: None,
        kind: TestKind::Restore,
        scenario: None,
        result: TestResult::Passed,
        rto: Some(5.0),
        rpo: None,
        findings: None,
        evidence: None,
        participants: vec![],
        next_test: None,
    };
    refused(world.act(Some(1), id, test.clone()), "result", "not kept");
    test.result = TestResult::Partly;
    refused(world.act(Some(1), id, test.clone()), "findings", "did not work");
    test.findings = Some(Text::from("An hour lost with keys"));
    world.act(Some(1), id, test).unwrap();
    assert_eq!(notes::<ContinuityPlan>(&world, id), ["Last test passed in part"]);
    let plan = &world.isms.continuity_plans.get(id).unwrap().data;
    assert_eq!(
        (plan.next_test, plan.last_test, plan.postponed),
        (Some(date(2026, 9, 16)), Some(TODAY), None)
    );
}

#[test]
fn a_document_that_was_reviewed_stands_on() {
    let mut world = world();
    let document = [
        ("title", text("Policy")),
        ("kind", Value::Choice("policy")),
        ("review_interval", Value::Number(12.0)),
    ];
    let document = world.create(&told::<Document>(&document));
    let version = [("document", document.to_value()), ("version", text("1")), ("text", text("Be careful."))];
    let id = world.create(&told::<DocumentVersion>(&version));
    let review = ReviewDocument { on: None, remark: None };
    refused(world.act(Some(1), id, review.clone()), "", "cannot be done");
    world.act(Some(1), id, ApproveDocument { decided_on: None, remark: None }).unwrap();
    world.today = date(2027, 4, 1);
    assert_eq!(notes::<DocumentVersion>(&world, id), ["Review overdue"]);
    let early = ReviewDocument { on: Some(date(2026, 1, 1)), remark: None };
    refused(world.act(Some(1), id, early), "on", "before it was last approved");
    world.act(Some(1), id, review).unwrap();
    let version = &world.isms.document_versions.get(id).unwrap().data;
    assert_eq!((version.in_force_from, version.review_by), (Some(TODAY), Some(date(2028, 4, 1))));
}

#[test]
fn a_clause_lies_in_those_above_it() {
    let clause = |key| ClauseRef::from_key(key).unwrap();
    assert!(clause("6.1.2").lies_in(clause("6")) && clause("6.1.2").lies_in(clause("6.1.2")));
    assert!(!clause("6.1").lies_in(clause("6.1.2")) && !clause("10.1").lies_in(clause("4.1")));
    assert_eq!(clause("10.2").label(), "10.2 Nonconformity and corrective action");
}
