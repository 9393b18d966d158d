//! The Statement of Applicability of a scope, derived: what makes each control necessary, how far it is implemented, and
//! what does not fit together. Only the decisions are typed; everything else follows from records.

use std::collections::{BTreeMap, HashMap};

use attesta_record::{Choice, Entity, Ref};
use jiff::civil::Date;

use crate::{
    Isms,
    context::ObligationKind,
    controls::{Control, CustomControl},
    ids::{CustomControlId, ObligationId, RequirementId, RiskId, ScopeId},
    kit::{AnyControl, ControlRef, Owner},
    soa::{ImplementationStatus, SoaEntry},
};

/// The same justification on more rows than this is no justification of any.
pub const SAME_SENTENCE: usize = 8;

/// One line of the statement: a control of Annex A, or a control of an own set that something makes necessary or that
/// somebody answered for.
#[derive(Debug)]
pub struct Line<'a> {
    /// The control.
    pub control: AnyControl,
    /// The control with all that is known of it.
    pub subject: Subject<'a>,
    /// What was decided; `None` where nobody has answered.
    pub entry: Option<&'a Entity<SoaEntry>>,
    /// What makes it necessary, dead reasons too.
    pub reasons: Vec<Reason>,
    /// The organisation's own controls that implement it in this scope.
    pub controls: Vec<&'a Entity<Control>>,
    /// What does not fit together.
    pub problems: Vec<Problem>,
}

/// What a line is about.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// A control of Annex A.
    Annex(&'static attesta_standard::Control),
    /// A control of an own set.
    Own(&'a Entity<CustomControl>),
}

/// Why a control is necessary: a live link to the record that needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// What kind of reason.
    pub kind: ReasonKind,
    /// The record: a risk, an obligation, a requirement.
    pub source: Ref,
    /// Whether it still holds. A retired risk or an obligation that ended needs nothing any more.
    pub live: bool,
}

/// Kind of reason (6.1.3 b and d).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Choice)]
pub enum ReasonKind {
    /// Risk
    Risk,
    /// Law
    Legal,
    /// Regulation
    Regulatory,
    /// Contract
    Contractual,
    /// Interested party
    Party,
}

/// What does not fit together in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Choice)]
pub enum Problem {
    /// Needed, but left out
    ///
    /// A treatment, an obligation or a requirement needs the control, and the statement leaves it out.
    NeededButLeftOut,
    /// Nothing needs it
    ///
    /// It is applicable, and no risk, obligation or requirement makes it necessary.
    NothingNeedsIt,
    /// Its reason died
    ///
    /// What once made it necessary is retired or has ended.
    ReasonDied,
    /// Same sentence as many
    ///
    /// The same justification stands on many rows.
    SameSentence,
    /// Implemented without evidence
    ///
    /// It counts as implemented, and nothing that counts shows that a control of the organisation works.
    NoEvidence,
    /// Status contradicts the controls
    ///
    /// The stated status is not what the implementing controls say.
    StatusContradicts,
    /// Needed, but unanswered
    ///
    /// Something needs the control, and nobody has answered for it.
    NeededButUnanswered,
}

impl Line<'_> {
    /// Its reference: `A.5.1`, or that of the own set.
    pub fn reference(&self) -> &str {
        match self.subject {
            Subject::Annex(control) => &control.reference,
            Subject::Own(control) => control.data.reference.as_str(),
        }
    }

    /// Its title.
    pub fn title(&self) -> &str {
        match self.subject {
            Subject::Annex(control) => &control.title,
            Subject::Own(control) => control.data.title.as_str(),
        }
    }

    /// Whether something that still holds needs it.
    pub fn needed(&self) -> bool {
        self.reasons.iter().any(|reason| reason.live)
    }

    /// Whether it is applicable: as somebody decided. A control of an own set is, as soon as something needs it, until
    /// somebody decides otherwise.
    pub fn applicable(&self) -> Option<bool> {
        let own = matches!(self.subject, Subject::Own(_));
        self.entry.and_then(|entry| entry.data.applicable).or((own && self.needed()).then_some(true))
    }

    /// Who answers for it: the owner of the row, then those of the controls that implement it.
    pub fn owners(&self) -> Vec<Owner> {
        let row = self.entry.and_then(|entry| entry.data.owner);
        let mut owners: Vec<Owner> = Vec::new();
        for owner in row.into_iter().chain(self.controls.iter().filter_map(|control| control.data.owner)) {
            if !owners.contains(&owner) {
                owners.push(owner);
            }
        }
        owners
    }

    /// How far it is implemented: what the implementing controls say together, else what was stated.
    pub fn status(&self) -> Option<ImplementationStatus> {
        if self.applicable() == Some(false) {
            return None;
        }
        self.derived_status().or_else(|| self.entry?.data.status)
    }

    /// What the controls of the organisation say together; `None` where none implements it.
    pub fn derived_status(&self) -> Option<ImplementationStatus> {
        together(&self.controls)
    }
}

/// What several controls say together: all the same, or partial.
fn together(controls: &[&Entity<Control>]) -> Option<ImplementationStatus> {
    let first = controls.first()?.data.status;
    let same = controls.iter().all(|control| control.data.status == first);
    Some(if same { first } else { ImplementationStatus::Partial })
}

impl Isms {
    /// The Statement of Applicability of a scope on a day: all 93 rows of Annex A, then every control of an own set
    /// that something needs or that somebody answered for.
    pub fn statement(&self, scope: ScopeId, today: Date) -> Vec<Line<'_>> {
        let answered = |line: &Line<'_>| line.entry.is_some_and(|entry| entry.data.applicable.is_some());
        self.lines(scope, today, &|line| line.needed() || answered(line))
    }

    /// All lines that can be answered: the statement, and the controls of own sets that it leaves out.
    pub fn answerable(&self, scope: ScopeId, today: Date) -> Vec<Line<'_>> {
        self.lines(scope, today, &|_| true)
    }

    /// Annex A, and the controls of own sets as far as they are shown.
    fn lines(&self, scope: ScopeId, today: Date, shown: &dyn Fn(&Line<'_>) -> bool) -> Vec<Line<'_>> {
        let mut needs = self.needs(scope, today);
        let mut implementing = self.implementing(scope);
        let mut line = |control: AnyControl, subject| Line {
            control,
            subject,
            entry: self.soa_entry(scope, control),
            reasons: needs.0.remove(&control).unwrap_or_default(),
            controls: implementing.0.remove(&control).unwrap_or_default(),
            problems: Vec::new(),
        };
        let annex = ControlRef::all().zip(attesta_standard::annex_a_2022());
        let mut lines: Vec<Line<'_>> =
            annex.map(|(control, known)| line(control.into(), Subject::Annex(known))).collect();
        let own =
            self.custom_controls.in_force().map(|control| line(control.id.into(), Subject::Own(control)));
        lines.extend(own.filter(|line| shown(line)));
        find_problems(&mut lines, &|control| self.is_shown(control.id, today));
        lines
    }

    /// How far a control is implemented in a scope, without the rest of the statement; `None` where nobody said, or
    /// where it is left out.
    pub fn implementation(&self, scope: ScopeId, control: AnyControl) -> Option<ImplementationStatus> {
        let entry = self.scope_and_parents(scope).find_map(|scope| self.soa_entry(scope.id, control));
        if entry.is_some_and(|entry| entry.data.applicable == Some(false)) {
            return None;
        }
        let controls = self.links().implementing.get(&control).into_iter().flatten();
        let controls = controls.filter_map(|id| self.controls.get(*id));
        let controls: Vec<_> = controls.filter(|one| self.reaches(one.data.scope, scope)).collect();
        together(&controls).or_else(|| entry?.data.status)
    }

    /// What each control is needed for in a scope.
    fn needs(&self, scope: ScopeId, today: Date) -> ByControl<Reason> {
        let mut needs = ByControl::default();
        for treatment in self.treatments.iter() {
            let Some(risk) = self.risks.get(treatment.data.risk) else { continue };
            if self.lies_in(risk.data.scope, scope) {
                let live = !treatment.retired && !risk.retired;
                let reason = Reason { kind: ReasonKind::Risk, source: to::<RiskId>(risk.id), live };
                needs.add(&treatment.data.necessary, &treatment.data.necessary_own, reason);
                for control in treatment.data.controls.iter().filter_map(|id| self.controls.get(*id)) {
                    needs.add(&control.data.implements, &control.data.implements_own, reason);
                }
            }
        }
        for one in self.obligations.iter().filter(|one| self.reaches(one.data.scope, scope)) {
            let kind = match one.data.kind {
                ObligationKind::Legal => ReasonKind::Legal,
                ObligationKind::Regulatory => ReasonKind::Regulatory,
                ObligationKind::Contractual => ReasonKind::Contractual,
            };
            let live = !one.retired && one.data.binds_on(today);
            needs.add(
                &one.data.controls,
                &one.data.own_controls,
                Reason { kind, source: to::<ObligationId>(one.id), live },
            );
        }
        for one in self.requirements.iter().filter(|one| self.reaches(one.data.scope, scope)) {
            let live = !one.retired && one.data.addressed == Some(true);
            let reason = Reason { kind: ReasonKind::Party, source: to::<RequirementId>(one.id), live };
            needs.add(&one.data.controls, &one.data.own_controls, reason);
        }
        needs
    }

    fn implementing(&self, scope: ScopeId) -> ByControl<&Entity<Control>> {
        let mut implementing = ByControl::default();
        for control in self.controls.in_force().filter(|control| self.reaches(control.data.scope, scope)) {
            implementing.add(&control.data.implements, &control.data.implements_own, control);
        }
        implementing
    }

    /// Whether something that holds in one scope, or everywhere, holds in a part of the other.
    pub fn reaches(&self, holds_in: Option<ScopeId>, scope: ScopeId) -> bool {
        holds_in.is_none_or(|holds_in| self.lies_in(scope, holds_in) || self.lies_in(holds_in, scope))
    }
}

/// Things by the control that they belong to.
struct ByControl<T>(HashMap<AnyControl, Vec<T>>);

impl<T> Default for ByControl<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Copy> ByControl<T> {
    fn add(&mut self, annex: &[ControlRef], own: &[CustomControlId], thing: T) {
        let annex = annex.iter().copied().map(AnyControl::from);
        for control in annex.chain(own.iter().copied().map(AnyControl::from)) {
            self.0.entry(control).or_default().push(thing);
        }
    }
}

fn to<I: attesta_record::TypedId>(id: I) -> Ref {
    Ref { kind: I::KEY, prefix: I::PREFIX, id: id.get() }
}

fn find_problems(lines: &mut [Line<'_>], shown: &dyn Fn(&Entity<Control>) -> bool) {
    let mut sentences: BTreeMap<String, usize> = BTreeMap::new();
    let sentence = |line: &Line<'_>| {
        let text = line.entry?.data.justification.as_ref()?;
        Some(text.as_str().trim().to_lowercase())
    };
    for sentence in lines.iter().filter_map(sentence) {
        *sentences.entry(sentence).or_default() += 1;
    }
    for line in lines {
        line.reasons.sort_by_key(|reason| (reason.kind, reason.source));
        line.reasons.dedup();
        let applicable = line.applicable();
        let stated = line.entry.and_then(|entry| entry.data.status);
        let derived = line.derived_status();
        let evidence = line.controls.iter().any(|control| shown(control));
        let yes = applicable == Some(true);
        let own_reason = line.entry.is_some_and(|entry| !entry.data.also.is_empty());
        let found = [
            (line.needed() && applicable == Some(false), Problem::NeededButLeftOut),
            (line.needed() && applicable.is_none(), Problem::NeededButUnanswered),
            (yes && line.reasons.is_empty() && !own_reason, Problem::NothingNeedsIt),
            (yes && !line.reasons.is_empty() && !line.needed() && !own_reason, Problem::ReasonDied),
            (
                sentence(line).and_then(|text| sentences.get(&text)).is_some_and(|n| *n > SAME_SENTENCE),
                Problem::SameSentence,
            ),
            (
                yes && line.status() == Some(ImplementationStatus::Implemented) && !evidence,
                Problem::NoEvidence,
            ),
            (yes && stated.is_some() && derived.is_some() && stated != derived, Problem::StatusContradicts),
        ];
        line.problems = found.into_iter().filter(|(found, _)| *found).map(|(_, problem)| problem).collect();
        line.problems.sort_unstable();
    }
}
