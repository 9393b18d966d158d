//! A supplier: what it provides, what it can reach, what is agreed.

use attesta_record::{Choice, Complaints, Entity, Fields, Record, Text, Value};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{RiskId, ScopeId, SupplierId},
    kit::{
        Act, Concept, Duty, Edits, Grade, Note, Owner, Verb, VerbType, complain_about_order, day_done,
        ownerless,
    },
};

/// Supplier
///
/// Whoever provides goods or services that information security depends on: what it can reach, what is agreed with it,
/// and how it is watched.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = SupplierId, plural = "Suppliers", clause = "A.5.19")]
pub struct Supplier {
    /// Name
    #[field(title, list, index)]
    pub name: Text,
    /// Service
    ///
    /// What it provides.
    #[field(list)]
    pub service: Option<Text>,
    /// Category
    ///
    /// Hosting, software, staff, cleaning: in your own words.
    #[field(list)]
    pub category: Option<Text>,
    /// Criticality
    #[field(list, index)]
    pub criticality: Option<Grade>,
    /// Cloud service
    #[field(index)]
    pub cloud: bool,
    /// Owner
    ///
    /// Who answers for what is bought there.
    #[field(list, index)]
    pub owner: Option<Owner>,
    /// Scope
    #[field(index)]
    pub scope: Option<ScopeId>,
    /// Location
    ///
    /// Where it works, and where information is kept.
    pub location: Option<Text>,
    /// Information it can reach
    #[field(long)]
    pub access: Option<Text>,
    /// Subcontractors
    ///
    /// Who stands behind it.
    #[field(long)]
    pub subcontractors: Option<Text>,
    /// Risks
    ///
    /// That come with it.
    pub risks: Vec<RiskId>,
    /// Contract from
    #[field(group = "What is agreed")]
    pub contract_from: Option<Date>,
    /// Contract until
    ///
    /// Open if it goes on until somebody gives notice.
    #[field(list, index)]
    pub contract_until: Option<Date>,
    /// Security requirements
    ///
    /// What the contract demands of it, or where that stands.
    #[field(long)]
    pub requirements: Option<Text>,
    /// Reports incidents
    ///
    /// Within what time, and to whom.
    pub incident_notice: Option<Text>,
    /// Data processing agreement
    #[field(index)]
    pub processing: Option<Agreement>,
    /// Remark on it
    pub processing_remark: Option<Text>,
    /// Way out
    ///
    /// How information and service come back when it ends.
    #[field(long)]
    pub way_out: Option<Text>,
    /// Certificates and reports
    ///
    /// By which others vouch for it.
    #[field(group = "How it is watched")]
    pub assurances: Vec<Assurance>,
    /// Review interval
    #[field(min = 1, max = 120, unit = "months")]
    pub review_interval: Option<u32>,
    /// Status
    #[field(list, index, by_verb, default = "active")]
    pub status: SupplierStatus,
    /// Ended on
    #[field(by_verb)]
    pub ended_on: Option<Date>,
    /// What was given back
    #[field(by_verb)]
    pub given_back: Option<Text>,
}

/// Certificate or report
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct Assurance {
    /// What
    pub what: Text,
    /// Valid until
    pub until: Option<Date>,
}

/// Whether an agreement that the law asks for is in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Agreement {
    /// Signed
    Signed,
    /// Missing
    Missing,
    /// Not needed
    NotNeeded,
}

/// Status of a supplier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum SupplierStatus {
    /// Active
    Active,
    /// Ended
    Ended,
}

/// End
///
/// Says that the organisation no longer works with it, and what became of access and information.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct EndSupplier {
    /// Ended on
    ///
    /// Today if left open.
    pub ended_on: Option<Date>,
    /// What was given back
    ///
    /// Access withdrawn, devices returned, information returned or erased.
    #[field(long)]
    pub given_back: Text,
}

impl Supplier {
    /// A supplier of whom nothing is known yet but the name.
    pub fn new(name: Text) -> Self {
        Self {
            name,
            service: None,
            category: None,
            criticality: None,
            cloud: false,
            owner: None,
            scope: None,
            location: None,
            access: None,
            subcontractors: None,
            risks: Vec::new(),
            contract_from: None,
            contract_until: None,
            requirements: None,
            incident_notice: None,
            processing: None,
            processing_remark: None,
            way_out: None,
            assurances: Vec::new(),
            review_interval: None,
            status: SupplierStatus::Active,
            ended_on: None,
            given_back: None,
        }
    }

    /// What its agreements and certificates leave to be done on a day.
    fn gaps(&self, today: Date) -> impl Iterator<Item = Note> {
        let over = self.contract_until.is_some_and(|until| until < today);
        let over = over.then(|| Note::warn("The contract has ended"));
        let missing = self.processing == Some(Agreement::Missing);
        let missing = missing.then(|| Note::bad("No data processing agreement"));
        let expired = self.assurances.iter().filter(move |one| one.until.is_some_and(|until| until < today));
        let expired = expired.map(|one| Note::warn(format!("{} has expired", one.what)));
        over.into_iter().chain(missing).chain(expired)
    }
}

impl Concept for Supplier {
    const VERBS: &'static [VerbType] = &[VerbType::of::<EndSupplier>()];

    fn check(&self, _: Option<&Entity<Self>>, _: &Act<'_>, complaints: &mut Complaints) {
        complain_about_order(self.contract_from, self.contract_until, "contract_until", complaints);
    }

    fn notes(on: &Entity<Self>, isms: &Isms, today: Date) -> Vec<Note> {
        if on.data.status == SupplierStatus::Ended {
            return Vec::new();
        }
        let review = isms.review_note(on.id, today);
        ownerless(on.data.owner, isms, today).into_iter().chain(review).chain(on.data.gaps(today)).collect()
    }
}

impl Verb for EndSupplier {
    type On = Supplier;
    const NAME: &'static str = "end";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<Supplier>, _: &Isms) -> bool {
        on.data.status == SupplierStatus::Active
    }

    fn prefill(_: &Entity<Supplier>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), Value::None]
    }

    fn apply(self, on: &Entity<Supplier>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let ended_on = Some(day_done(self.ended_on, "ended_on", act)?);
        let (status, given_back) = (SupplierStatus::Ended, Some(self.given_back));
        edits.amend(on, &Supplier { status, ended_on, given_back, ..on.data.clone() });
        Ok(())
    }
}
