//! Whether the auditors of an audit own what they audit (clause 9.2.2 b): never stored, read from the other records.

use attesta_record::TypedId as _;
use jiff::civil::Date;

use crate::{
    Isms,
    audits::Audit,
    ids::PersonId,
    kit::{ClauseRef, Owner},
};

impl Audit {
    /// What its auditors own of the controls that it covers, on a day: a sentence for each auditor who does.
    pub(super) fn partial(&self, isms: &Isms, day: Date) -> Vec<String> {
        let own = |person: PersonId| self.owned_by(person, isms, day);
        let owning = self.auditors.iter().map(|auditor| (*auditor, own(*auditor)));
        let sentence = |(auditor, owned): (PersonId, Vec<String>)| {
            let name = isms.people.get(auditor).map(|one| one.data.name.to_string());
            format!("{} owns {}", name.unwrap_or_else(|| auditor.number()), owned.join(", "))
        };
        owning.filter(|(_, owned)| !owned.is_empty()).map(sentence).collect()
    }

    /// The records within scope and criteria that a person owns on a day.
    fn owned_by(&self, person: PersonId, isms: &Isms, day: Date) -> Vec<String> {
        let owns =
            |owner: Option<Owner>| owner.is_some_and(|owner| isms.people_of(owner, day).contains(&person));
        let within = |scope| match (scope, self.scope) {
            (Some(scope), Some(outer)) => isms.lies_in(scope, outer),
            _ => true,
        };
        let covered = |control: &crate::controls::Control| {
            control.implements.iter().any(|one| self.controls.contains(one))
        };
        let controls = isms
            .controls
            .in_force()
            .filter(|one| covered(&one.data) && within(one.data.scope) && owns(one.data.owner));
        let mut owned: Vec<String> = controls.map(|one| one.id.number()).collect();
        if self.covers_risks() {
            let risks = isms.risks.in_force();
            let risks = risks.filter(|one| within(Some(one.data.scope)) && owns(one.data.owner));
            owned.extend(risks.map(|one| one.id.number()));
        }
        owned
    }

    /// Whether clauses on risk are among its criteria.
    fn covers_risks(&self) -> bool {
        let on_risk = ["6.1.2", "6.1.3", "8.2", "8.3"];
        let on_risk = on_risk.iter().filter_map(|key| attesta_record::Choice::from_key(key));
        let on_risk: Vec<ClauseRef> = on_risk.collect();
        self.clauses.iter().any(|clause| on_risk.iter().any(|one| one.lies_in(*clause)))
    }
}
