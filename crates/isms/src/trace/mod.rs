//! The trace: the whole chain from a requirement, an obligation or a risk over treatment, controls and the Statement of
//! Applicability to evidence and acceptance, seen from any record in it, and what is missing in it.

mod missing;

use std::collections::BTreeSet;

use attesta_record::{Entity, Ref, TypedId};
use jiff::civil::Date;

pub use missing::{Gap, Mend, Missing};

use crate::{
    Isms,
    controls::Control,
    evidence::Showing,
    ids::{
        AcceptanceId, ActionId, ControlId, CustomControlId, ObligationId, RequirementId, RiskId, ScopeId,
        SoaEntryId, TreatmentId,
    },
    kit::AnyControl,
    risk::{RiskAcceptance, Treatment},
    soa::Line,
};

/// The kinds of records that a trace can be seen from.
const TRACED: [&str; 9] = [
    RiskId::KEY,
    ObligationId::KEY,
    RequirementId::KEY,
    TreatmentId::KEY,
    ActionId::KEY,
    ControlId::KEY,
    CustomControlId::KEY,
    SoaEntryId::KEY,
    AcceptanceId::KEY,
];

/// Where a trace is seen from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// A record of a kind that is [`traceable`].
    Record(Ref),
    /// A line of the statement of a scope.
    Line(ScopeId, AnyControl),
}

/// A chain, layer by layer.
#[derive(Debug)]
pub struct Trace<'a> {
    /// The risks, obligations and requirements that make controls necessary.
    pub needs: Vec<Ref>,
    /// What is done about the risks.
    pub treatments: Vec<&'a Entity<Treatment>>,
    /// The organisation's own controls.
    pub controls: Vec<&'a Entity<Control>>,
    /// The lines of the statements, each with its scope.
    pub lines: Vec<(ScopeId, Line<'a>)>,
    /// What shows that the controls work.
    pub evidence: Vec<Showing>,
    /// That what remains of the risks was accepted: the latest of each.
    pub acceptances: Vec<&'a Entity<RiskAcceptance>>,
    /// What is missing, in the order of the layers.
    pub missing: Vec<Missing>,
}

/// Whether a trace can be seen from a kind of record.
pub fn traceable(kind: &str) -> bool {
    TRACED.contains(&kind)
}

impl Isms {
    /// The trace from a record or a line, on a day; `None` where there is no such record, or none that stands in a chain.
    pub fn trace(&self, start: Start, today: Date) -> Option<Trace<'_>> {
        let mut seed = Seed::default();
        self.sow(start, &mut seed)?;
        let mut lines = Vec::new();
        for scope in self.scopes_of(&seed) {
            let found =
                self.answerable(scope, today).into_iter().filter(|line| seed.holds(self, scope, line));
            lines.extend(found.map(|line| (scope, line)));
        }
        let needs = self.needs_of(&seed, &lines);
        let risks = || needs.iter().filter(|one| one.kind == RiskId::KEY).map(|one| RiskId::new(one.id));
        let treatments: Vec<_> = risks().filter_map(|risk| self.treatment_of(risk)).collect();
        let acceptances = risks().filter_map(|risk| self.acceptance_of(risk)).collect();
        let controls = self.controls_of(&seed, &lines);
        let evidence = controls.iter().flat_map(|one| self.showing(one.id, today)).collect();
        let mut trace =
            Trace { needs, treatments, controls, lines, evidence, acceptances, missing: Vec::new() };
        trace.missing = missing::of(self, &trace, today);
        Some(trace)
    }

    /// What the chain grows from.
    fn sow(&self, start: Start, seed: &mut Seed) -> Option<()> {
        let Ref { kind, id, .. } = match start {
            Start::Line(scope, control) => {
                if let AnyControl::Own(own) = control {
                    self.custom_controls.get(own)?;
                }
                self.scopes.get(scope)?;
                seed.line = Some((Some(scope), control));
                return Some(());
            }
            Start::Record(reference) => reference,
        };
        self.table(kind)?.item(id)?;
        match kind {
            RiskId::KEY | ObligationId::KEY | RequirementId::KEY => {
                let schema = self.table(kind)?.schema();
                seed.need = Some(Ref { kind: schema.key, prefix: schema.prefix, id });
            }
            TreatmentId::KEY => seed.need = Some(to(self.treatments.get(TreatmentId::new(id))?.data.risk)),
            AcceptanceId::KEY => seed.need = Some(to(self.acceptances.get(AcceptanceId::new(id))?.data.risk)),
            ActionId::KEY => {
                let action = self.treatment_actions.get(ActionId::new(id))?;
                seed.need = Some(to(self.treatments.get(action.data.treatment)?.data.risk));
            }
            ControlId::KEY => seed.control = Some(ControlId::new(id)),
            CustomControlId::KEY => seed.line = Some((None, CustomControlId::new(id).into())),
            SoaEntryId::KEY => {
                let entry = self.soa_entries.get(SoaEntryId::new(id))?;
                seed.line = Some((Some(entry.data.scope), entry.data.about()?));
            }
            _ => return None,
        }
        Some(())
    }

    /// The scopes whose statements the chain runs through: those that are stated, as far as the start holds there;
    /// where none is stated yet, the scope of the start itself, or the outermost ones.
    fn scopes_of(&self, seed: &Seed) -> Vec<ScopeId> {
        if let Some((Some(scope), _)) = seed.line {
            return vec![scope];
        }
        let stated: BTreeSet<ScopeId> = self.soa_entries.in_force().map(|one| one.data.scope).collect();
        let risk = seed.need.filter(|one| one.kind == RiskId::KEY).map(|one| RiskId::new(one.id));
        if let Some(risk) = risk.and_then(|risk| self.risks.get(risk)) {
            let own = risk.data.scope;
            let found: Vec<_> = stated.into_iter().filter(|scope| self.lies_in(own, *scope)).collect();
            return if found.is_empty() { vec![own] } else { found };
        }
        let holds_in = self.holds_in(seed);
        let found: Vec<_> = stated.into_iter().filter(|scope| self.reaches(holds_in, *scope)).collect();
        if !found.is_empty() {
            return found;
        }
        let outermost = self.scopes.in_force().filter(|scope| scope.data.parent.is_none());
        holds_in.map_or_else(|| outermost.map(|scope| scope.id).collect(), |scope| vec![scope])
    }

    /// In which scope the start holds; everywhere if `None`.
    fn holds_in(&self, seed: &Seed) -> Option<ScopeId> {
        let control = seed.control.and_then(|id| self.controls.get(id)?.data.scope);
        let need = || match seed.need? {
            Ref { kind: ObligationId::KEY, id, .. } => {
                self.obligations.get(ObligationId::new(id))?.data.scope
            }
            Ref { kind: RequirementId::KEY, id, .. } => {
                self.requirements.get(RequirementId::new(id))?.data.scope
            }
            _ => None,
        };
        control.or_else(need)
    }

    /// What makes necessary: what the chain starts from, else what needs its lines or its control.
    fn needs_of(&self, seed: &Seed, lines: &[(ScopeId, Line<'_>)]) -> Vec<Ref> {
        if let Some(need) = seed.need {
            return vec![need];
        }
        let reasons = lines.iter().flat_map(|(_, line)| &line.reasons);
        let mut needs: BTreeSet<Ref> =
            reasons.filter(|reason| reason.live).map(|reason| reason.source).collect();
        if let Some(control) = seed.control {
            let naming = self.treatments.in_force().filter(|one| one.data.controls.contains(&control));
            needs.extend(naming.map(|one| to(one.data.risk)));
        }
        needs.into_iter().collect()
    }

    /// The controls: what the chain starts from, else what implements its lines and what the treatment names.
    fn controls_of(&self, seed: &Seed, lines: &[(ScopeId, Line<'_>)]) -> Vec<&Entity<Control>> {
        let mut found: BTreeSet<ControlId> = seed.control.into_iter().collect();
        if seed.control.is_none() {
            found.extend(lines.iter().flat_map(|(_, line)| line.controls.iter().map(|one| one.id)));
        }
        found.extend(seed.treatment(self).into_iter().flat_map(|one| one.data.controls.iter().copied()));
        found.into_iter().filter_map(|id| self.controls.get(id)).collect()
    }
}

/// What a chain grows from: one of the three.
#[derive(Debug, Default)]
struct Seed {
    need: Option<Ref>,
    control: Option<ControlId>,
    line: Option<(Option<ScopeId>, AnyControl)>,
}

impl Seed {
    /// Whether a line of a scope belongs to the chain.
    fn holds(&self, isms: &Isms, scope: ScopeId, line: &Line<'_>) -> bool {
        if let Some((_, control)) = self.line {
            return line.control == control;
        }
        if let Some(control) = self.control {
            let one = isms.controls.get(control);
            return one.is_some_and(|one| {
                one.data.implemented().any(|it| it == line.control) && isms.reaches(one.data.scope, scope)
            });
        }
        self.need.is_some_and(|need| line.reasons.iter().any(|reason| reason.source == need))
    }

    /// The treatment of the risk that the chain starts from.
    fn treatment<'a>(&self, isms: &'a Isms) -> Option<&'a Entity<Treatment>> {
        let need = self.need.filter(|one| one.kind == RiskId::KEY)?;
        isms.treatment_of(RiskId::new(need.id))
    }
}

/// The reference of a typed id.
fn to<I: TypedId>(id: I) -> Ref {
    Ref { kind: I::KEY, prefix: I::PREFIX, id: id.get() }
}
