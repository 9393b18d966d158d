//! A small organisation to play with: what the tests of the chain share.

use attesta_isms::{
    Isms,
    context::Scope,
    controls::{Control, Evidence, Operation},
    ids::{MethodId, PersonId, RiskId, ScopeId, TreatmentId},
    kit::{Act, ControlRef, Edits, Owner, Verb},
    people::{Person, Role},
    risk::{
        AcceptRisk, ApproveMethod, AssessRisk, Impact, MethodVersion, Risk, RiskMethod, Treatment,
        TreatmentOption,
    },
    soa::{ImplementationStatus, Problem, SoaEntry},
};
use attesta_record::{Choice as _, Complaints, Fields, Item, Level, Record, Text, TypedId as _};
use jiff::{
    Timestamp,
    civil::{Date, date},
};

pub(crate) const TODAY: Date = date(2026, 3, 16);

/// A small organisation: one scope, two people, a role, a method of 3 × 3 in force.
pub(crate) struct World {
    pub(crate) isms: Isms,
    pub(crate) today: Date,
}

impl World {
    pub(crate) fn new() -> Self {
        let mut world = Self { isms: Isms::default(), today: TODAY };
        let named = |name: &str| Person {
            name: Text::from(name),
            email: None,
            function: None,
            joined_on: None,
            left_on: None,
        };
        let scope = Scope {
            name: Text::from("Company"),
            parent: None,
            statement: None,
            interfaces: vec![],
            exclusions: vec![],
            sites: vec![],
        };
        world.create(&scope);
        world.create(&named("Ada"));
        world.create(&named("Grace"));
        world.create(&Role {
            name: Text::from("CTO"),
            responsibilities: None,
            authority: None,
            top_management: None,
            mandatory: true,
        });
        world.create(&RiskMethod { name: Text::from("Method"), scope: None, owner: None, description: None });
        let kind = attesta_isms::record_type("risk_method_version").unwrap();
        let template = kind.template("3x3").unwrap();
        let version = MethodVersion::from_values(template).unwrap();
        let id = world.create(&MethodVersion { method: MethodId::new(1), ..version });
        world.act(Some(1), id, ApproveMethod { decided_on: None, remark: None }).unwrap();
        world
    }

    pub(crate) fn apply(&mut self, edits: Edits) {
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

    pub(crate) fn try_create<R: Record>(&mut self, record: &R) -> Result<R::Id, Complaints> {
        let mut edits = Edits::default();
        let act = Act { isms: &self.isms, today: self.today, now: Timestamp::UNIX_EPOCH, person: None };
        let kind = attesta_isms::record_type(R::SCHEMA.key).unwrap();
        let id = kind.create(&act, record.to_values(), &mut edits)?;
        self.apply(edits);
        Ok(R::Id::new(id))
    }

    pub(crate) fn create<R: Record>(&mut self, record: &R) -> R::Id {
        self.try_create(record).unwrap()
    }

    pub(crate) fn amend<R: Record>(&mut self, id: R::Id, record: &R) -> Result<(), Complaints> {
        let mut edits = Edits::default();
        let act = Act { isms: &self.isms, today: self.today, now: Timestamp::UNIX_EPOCH, person: None };
        let kind = attesta_isms::record_type(R::SCHEMA.key).unwrap();
        let before = self.isms.table(R::SCHEMA.key).unwrap().item(id.get()).unwrap();
        kind.amend(&act, before, record.to_values(), &mut edits)?;
        self.apply(edits);
        Ok(())
    }

    pub(crate) fn retire<R: Record>(&mut self, id: R::Id) {
        let kind = attesta_isms::record_type(R::SCHEMA.key).unwrap();
        let mut edits = Edits::default();
        let before = self.isms.table(R::SCHEMA.key).unwrap().item(id.get()).unwrap();
        kind.set_retired(before, true, &mut edits).unwrap();
        self.apply(edits);
    }

    #[expect(clippy::needless_pass_by_value, reason = "a verb reads best where it is done")]
    /// Does a verb as a person, through the same door as the gate.
    pub(crate) fn act<V: Verb>(
        &mut self,
        person: Option<i64>,
        id: <V::On as Record>::Id,
        verb: V,
    ) -> Result<(), Complaints> {
        let kind = attesta_isms::record_type(<V::On as Record>::SCHEMA.key).unwrap();
        let mut edits = Edits::default();
        let act = Act {
            isms: &self.isms,
            today: self.today,
            now: Timestamp::UNIX_EPOCH,
            person: person.map(PersonId::new),
        };
        (kind.verb(V::NAME).unwrap().apply)(&act, id.get(), verb.to_values(), &mut edits)?;
        self.apply(edits);
        Ok(())
    }

    pub(crate) fn risk(&mut self, owner: Option<Owner>) -> RiskId {
        self.create(&Risk {
            owner,
            availability: true,
            ..Risk::new(Text::from("Ransomware"), ScopeId::new(1))
        })
    }

    pub(crate) fn assess(&mut self, risk: RiskId, residual: (u8, u8)) {
        let impact = Impact {
            criterion: Text::from("Financial"),
            inherent: Some(Level(3)),
            current: Some(Level(2)),
            residual: Some(Level(residual.1)),
        };
        let form = AssessRisk {
            assessed_on: None,
            assessment: None,
            inherent_likelihood: Some(Level(3)),
            likelihood: Some(Level(2)),
            residual_likelihood: Some(Level(residual.0)),
            impacts: vec![impact],
            rationale: None,
        };
        self.act(Some(1), risk, form).unwrap();
    }

    pub(crate) fn treat(&mut self, risk: RiskId) -> TreatmentId {
        self.create(&treatment(risk, &["A.8.13"]))
    }

    pub(crate) fn line(
        &self,
        reference: &str,
    ) -> (bool, Option<bool>, Option<ImplementationStatus>, Vec<Problem>) {
        let lines = self.isms.statement(ScopeId::new(1), self.today);
        let line = lines.iter().find(|line| line.reference() == reference).expect(reference);
        (line.needed(), line.applicable(), line.status(), line.problems.clone())
    }
}

pub(crate) fn treatment(risk: RiskId, controls: &[&str]) -> Treatment {
    Treatment {
        risk,
        options: vec![TreatmentOption::Modify],
        reasons: None,
        shared_with: None,
        necessary: controls.iter().map(|key| ControlRef::from_key(key).unwrap()).collect(),
        necessary_own: vec![],
        controls: vec![],
        expected_likelihood: Some(Level(1)),
        expected_consequence: Some(Level(2)),
        expected_level: None,
    }
}

pub(crate) fn backups(status: ImplementationStatus, evidence: bool) -> Control {
    let shown = Evidence { what: Text::from("Restore test"), place: None, on: Some(TODAY) };
    Control {
        title: Text::from("Nightly backups"),
        owner: None,
        scope: None,
        description: None,
        status,
        status_on: None,
        planned_for: None,
        operation: Operation::Own,
        supplier: None,
        implements: vec![ControlRef::from_key("A.8.13").unwrap()],
        implements_own: vec![],
        evidence: if evidence { vec![shown] } else { vec![] },
    }
}

pub(crate) fn answer(reference: &str, applicable: Option<bool>, justification: &str) -> SoaEntry {
    SoaEntry {
        scope: ScopeId::new(1),
        control: Some(ControlRef::from_key(reference).unwrap()),
        custom: None,
        applicable,
        status: None,
        also: vec![],
        owner: None,
        justification: Some(Text::from(justification)),
        note: None,
    }
}

pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T, Complaints>, at: &str, word: &str) {
    let complaints = result.expect_err("it should be refused");
    let found = complaints.0.iter().any(|one| one.field == at && one.message.contains(word));
    assert!(found, "no complaint at “{at}” with “{word}”: {complaints:?}");
}

pub(crate) fn accept(until: Date) -> AcceptRisk {
    AcceptRisk { until, reason: Text::from("Cheap to bear") }
}
