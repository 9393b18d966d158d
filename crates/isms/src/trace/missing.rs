//! What is missing in a chain, in words, with what mends it.

use attesta_record::{Ref, TypedId as _};
use jiff::civil::Date;

use super::{Start, Trace, to};
use crate::{
    Isms,
    ids::{ControlId, EvidenceId, ObligationId, RequirementId, RiskId, ScopeId, TreatmentId},
    kit::{AnyControl, Owner},
    risk::{Standing, TreatmentOption},
    soa::{ImplementationStatus, Line, Problem},
};

/// Something that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// In which record, or in which line of a statement.
    pub at: Start,
    /// What.
    pub gap: Gap,
    /// Where it is mended.
    pub mend: Mend,
}

/// What can be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// A risk has no treatment.
    NoTreatment,
    /// A risk is to be modified, and no control is necessary for it; or a duty names none.
    NothingNecessary,
    /// Nobody decided whether the requirement is addressed.
    NotDecided,
    /// A control implements nothing.
    ImplementsNothing,
    /// A line, or a control, that nothing needs.
    NothingNeedsIt,
    /// What is necessary is left out.
    LeftOut,
    /// What is necessary is unanswered.
    Unanswered,
    /// No control of the organisation implements it.
    NoControl,
    /// It is applicable and has no status.
    NoStatus,
    /// The row and the controls tell different statuses.
    Contradiction,
    /// No evidence that the control works.
    NoEvidence,
    /// The residual is not assessed.
    ResidualOpen,
    /// The residual is not accepted.
    NotAccepted,
    /// The acceptance turned stale: why.
    Stale(&'static str),
    /// The acceptance expired.
    Expired,
    /// The residual counts on controls that are not implemented: the sentence.
    TooLow(String),
    /// Nobody owns it.
    NoOwner,
    /// It is owned by a role that nobody holds.
    VacantOwner,
}

/// Where something is mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mend {
    /// By amending a record.
    Amend(Ref),
    /// By doing a verb to a record.
    Do(Ref, &'static str),
    /// By creating a record of a kind, with a field filled in.
    Create(&'static str, &'static str, String),
    /// By answering a line of a statement.
    Answer(ScopeId, AnyControl),
}

impl Gap {
    /// What is missing, to be read after the name of the record.
    pub fn words(&self) -> String {
        match self {
            Self::NoTreatment => "has no treatment".to_owned(),
            Self::NothingNecessary => "makes no control necessary".to_owned(),
            Self::NotDecided => "is not decided: does the ISMS address it?".to_owned(),
            Self::ImplementsNothing => "implements no control of Annex A or of an own set".to_owned(),
            Self::NothingNeedsIt => "is not needed by any risk, obligation or requirement".to_owned(),
            Self::LeftOut => "is necessary, and the statement leaves it out".to_owned(),
            Self::Unanswered => "is necessary, and nobody has answered for it".to_owned(),
            Self::NoControl => "is not implemented by any control of the organisation".to_owned(),
            Self::NoStatus => "is applicable and has no status".to_owned(),
            Self::Contradiction => "states another status than its controls".to_owned(),
            Self::NoEvidence => "shows no evidence".to_owned(),
            Self::ResidualOpen => "has a residual risk that is not assessed".to_owned(),
            Self::NotAccepted => "has a residual risk that nobody has accepted".to_owned(),
            Self::Stale(why) => format!("has an acceptance that is stale: {why}"),
            Self::Expired => "has an acceptance that has expired".to_owned(),
            Self::TooLow(sentence) => format!("counts on what is not there yet. {sentence}"),
            Self::NoOwner => "has no owner".to_owned(),
            Self::VacantOwner => "is owned by a role that nobody holds".to_owned(),
        }
    }

    /// What its link says.
    pub fn mending(&self) -> &'static str {
        match self {
            Self::NoTreatment => "Treat it",
            Self::NothingNecessary => "Choose its controls",
            Self::NotDecided => "Decide",
            Self::ImplementsNothing => "Say what it implements",
            Self::NothingNeedsIt => "Look at the reason",
            Self::LeftOut | Self::Unanswered => "Answer",
            Self::NoControl => "Name a control",
            Self::NoStatus | Self::Contradiction => "Set the status",
            Self::NoEvidence => "Add evidence",
            Self::ResidualOpen | Self::TooLow(_) => "Assess it",
            Self::NotAccepted | Self::Stale(_) | Self::Expired => "Accept it",
            Self::NoOwner => "Name an owner",
            Self::VacantOwner => "Fill the role",
        }
    }
}

/// What is missing in a trace, in the order of its layers.
pub(super) fn of(isms: &Isms, trace: &Trace<'_>, today: Date) -> Vec<Missing> {
    let mut found = Found { isms, today, missing: Vec::new() };
    for need in &trace.needs {
        match need.kind {
            RiskId::KEY => found.risk(RiskId::new(need.id)),
            ObligationId::KEY => found.obligation(ObligationId::new(need.id)),
            RequirementId::KEY => found.requirement(RequirementId::new(need.id)),
            _ => {}
        }
    }
    for treatment in &trace.treatments {
        found.treatment(treatment.id);
    }
    for control in &trace.controls {
        found.control(control.id);
    }
    for (scope, line) in &trace.lines {
        found.line(*scope, line);
    }
    for need in trace.needs.iter().filter(|need| need.kind == RiskId::KEY) {
        found.residual(RiskId::new(need.id));
    }
    found.missing
}

/// What was found so far.
struct Found<'a> {
    isms: &'a Isms,
    today: Date,
    missing: Vec<Missing>,
}

impl Found<'_> {
    fn add(&mut self, at: Ref, gap: Gap, mend: Mend) {
        self.missing.push(Missing { at: Start::Record(at), gap, mend });
    }

    fn owner(&mut self, at: Ref, owner: Option<Owner>) {
        match owner {
            None => self.add(at, Gap::NoOwner, Mend::Amend(at)),
            Some(Owner::Role(role)) if self.isms.holders(role, self.today).is_empty() => {
                let mend = Mend::Create("role_assignment", "role", role.number());
                self.add(at, Gap::VacantOwner, mend);
            }
            Some(_) => {}
        }
    }

    fn risk(&mut self, id: RiskId) {
        let isms = self.isms;
        let Some(risk) = isms.risks.get(id).filter(|risk| !risk.retired) else { return };
        self.owner(to(id), risk.data.owner);
        if isms.treatment_of(id).is_none() {
            self.add(to(id), Gap::NoTreatment, Mend::Create(TreatmentId::KEY, "risk", id.number()));
        }
    }

    fn obligation(&mut self, id: ObligationId) {
        let isms = self.isms;
        let Some(one) = isms.obligations.get(id).filter(|one| !one.retired) else { return };
        if !one.data.binds_on(self.today) {
            return;
        }
        self.owner(to(id), one.data.owner);
        if one.data.controls.is_empty() && one.data.own_controls.is_empty() {
            self.add(to(id), Gap::NothingNecessary, Mend::Amend(to(id)));
        }
    }

    fn requirement(&mut self, id: RequirementId) {
        let isms = self.isms;
        let Some(one) = isms.requirements.get(id).filter(|one| !one.retired) else { return };
        let nothing = one.data.controls.is_empty() && one.data.own_controls.is_empty();
        match one.data.addressed {
            None => self.add(to(id), Gap::NotDecided, Mend::Amend(to(id))),
            Some(true) if nothing => self.add(to(id), Gap::NothingNecessary, Mend::Amend(to(id))),
            Some(_) => {}
        }
    }

    fn treatment(&mut self, id: TreatmentId) {
        let isms = self.isms;
        let Some(treatment) = isms.treatments.get(id).map(|one| &one.data) else { return };
        let named = treatment.controls.iter().filter_map(|id| isms.controls.get(*id));
        let none = treatment.needs().next().is_none()
            && named.flat_map(|one| one.data.implemented()).next().is_none();
        if none && treatment.options.contains(&TreatmentOption::Modify) {
            self.add(to(id), Gap::NothingNecessary, Mend::Amend(to(id)));
        }
    }

    fn control(&mut self, id: ControlId) {
        let isms = self.isms;
        let Some(control) = isms.controls.get(id).filter(|one| !one.retired).map(|one| &one.data) else {
            return;
        };
        self.owner(to(id), control.owner);
        if control.implemented().next().is_none() {
            self.add(to(id), Gap::ImplementsNothing, Mend::Amend(to(id)));
        }
        let works =
            [ImplementationStatus::Implemented, ImplementationStatus::Partial].contains(&control.status);
        if works && !isms.is_shown(id, self.today) {
            let mend = Mend::Create(EvidenceId::KEY, "shows", id.number());
            self.add(to(id), Gap::NoEvidence, mend);
        }
    }

    fn line(&mut self, scope: ScopeId, line: &Line<'_>) {
        let has = |problem| line.problems.contains(&problem);
        let yes = line.applicable() == Some(true);
        let row = || line.entry.map(|entry| Mend::Amend(to(entry.id)));
        let answer = || Mend::Answer(scope, line.control);
        let key = line.control.key();
        let field = if matches!(line.control, AnyControl::Own(_)) { "implements_own" } else { "implements" };
        let create = || Mend::Create(ControlId::KEY, field, key.clone());
        let gaps = [
            (has(Problem::NeededButLeftOut), Gap::LeftOut, answer()),
            (has(Problem::NeededButUnanswered), Gap::Unanswered, answer()),
            (
                has(Problem::NothingNeedsIt) || has(Problem::ReasonDied),
                Gap::NothingNeedsIt,
                row().unwrap_or_else(answer),
            ),
            (yes && line.controls.is_empty(), Gap::NoControl, create()),
            (yes && line.status().is_none(), Gap::NoStatus, answer()),
            (has(Problem::StatusContradicts), Gap::Contradiction, row().unwrap_or_else(answer)),
        ];
        let at = Start::Line(scope, line.control);
        let found = gaps.into_iter().filter(|(found, ..)| *found);
        self.missing.extend(found.map(|(_, gap, mend)| Missing { at, gap, mend }));
    }

    fn residual(&mut self, id: RiskId) {
        let isms = self.isms;
        let Some(risk) = isms.risks.get(id).filter(|risk| !risk.retired) else { return };
        if let Some(residual) = isms.residual(id).filter(|one| !one.counts_on.is_empty()) {
            self.add(to(id), Gap::TooLow(residual.too_low()), Mend::Do(to(id), "assess"));
        }
        if risk.data.residual_level.is_none() {
            self.add(to(id), Gap::ResidualOpen, Mend::Do(to(id), "assess"));
            return;
        }
        let gap = match isms.acceptance_of(id).map(|one| isms.standing(one, self.today)) {
            None => Gap::NotAccepted,
            Some(Standing::Stale(why)) => Gap::Stale(why),
            Some(Standing::Expired) => Gap::Expired,
            Some(Standing::Valid | Standing::Replaced) => return,
        };
        self.add(to(id), gap, Mend::Do(to(id), "accept"));
    }
}
