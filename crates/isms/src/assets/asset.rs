//! An asset: information and processes, and what they rest on.

use std::collections::BTreeSet;

use attesta_record::{Choice, Complaints, Entity, Record, Text, TypedId as _};
use jiff::civil::Date;

use crate::{
    Isms,
    assets::{ReturnAsset, WithdrawAsset},
    ids::{AssetId, ScopeId, SupplierId},
    kit::{Act, Concept, Grade, Note, Owner, VerbType, complain_about_future, overdue_review, ownerless},
};

/// Asset
///
/// Something of value to the organisation: information and processes, and what they rest on.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = AssetId, plural = "Assets", clause = "A.5.9")]
pub struct Asset {
    /// Name
    #[field(title, list, index)]
    pub name: Text,
    /// Kind
    #[field(list, index)]
    pub kind: AssetKind,
    /// Category
    ///
    /// Database, laptop, cloud storage: in your own words.
    #[field(list)]
    pub category: Option<Text>,
    /// Owner
    ///
    /// Who answers for it: a person or a role.
    #[field(list, index)]
    pub owner: Option<Owner>,
    /// Custodian
    ///
    /// Who looks after it day by day.
    pub custodian: Option<Owner>,
    /// Supplier
    ///
    /// Who provides it, or runs it for the organisation.
    #[field(index)]
    pub supplier: Option<SupplierId>,
    /// Scope
    #[field(list, index)]
    pub scope: Option<ScopeId>,
    /// Location
    pub location: Option<Text>,
    /// Environment
    ///
    /// Production, test, development: in your own words.
    pub environment: Option<Text>,
    /// Description
    #[field(long)]
    pub description: Option<Text>,
    /// Classification
    ///
    /// By the organisation's own scheme: public, internal, confidential.
    #[field(list, group = "Value")]
    pub classification: Option<Text>,
    /// Confidentiality
    ///
    /// How much it matters that nobody else reads it.
    pub confidentiality: Option<Grade>,
    /// Integrity
    ///
    /// How much it matters that it is right.
    pub integrity: Option<Grade>,
    /// Availability
    ///
    /// How much it matters that it is there.
    pub availability: Option<Grade>,
    /// Criticality
    #[field(list, index)]
    pub criticality: Option<Grade>,
    /// Depends on
    #[field(group = "Dependencies")]
    pub depends_on: Vec<AssetId>,
    /// Components
    ///
    /// Where the list of what it is made of is found, for software above all.
    pub components: Option<Text>,
    /// In use since
    #[field(group = "Life")]
    pub used_since: Option<Date>,
    /// Reviewed on
    ///
    /// The day on which somebody last saw that this entry is right.
    pub reviewed_on: Option<Date>,
    /// Next review
    #[field(index)]
    pub review_on: Option<Date>,
    /// Status
    #[field(list, index, by_verb, default = "in_use")]
    pub status: AssetStatus,
    /// Out of use since
    #[field(by_verb)]
    pub withdrawn_on: Option<Date>,
    /// What became of it
    #[field(by_verb)]
    pub fate: Option<Text>,
}

/// Kind of asset (ISO/IEC 27005): the first two are primary, the others support them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum AssetKind {
    /// Information
    ///
    /// Primary.
    Information,
    /// Process
    ///
    /// Primary: a process or an activity.
    Process,
    /// Hardware
    Hardware,
    /// Software
    Software,
    /// Service
    ///
    /// That others provide, or that is provided to others.
    Service,
    /// Network
    Network,
    /// Site
    Site,
    /// People
    People,
    /// Organisation
    ///
    /// Structures, partners, outside bodies.
    Organisation,
}

/// Whether an asset is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum AssetStatus {
    /// In use
    InUse,
    /// Out of use
    Withdrawn,
}

impl Asset {
    /// An asset of which nothing is known yet but its name and kind.
    pub fn new(name: Text, kind: AssetKind) -> Self {
        Self {
            name,
            kind,
            category: None,
            owner: None,
            custodian: None,
            supplier: None,
            scope: None,
            location: None,
            environment: None,
            description: None,
            classification: None,
            confidentiality: None,
            integrity: None,
            availability: None,
            criticality: None,
            depends_on: Vec::new(),
            components: None,
            used_since: None,
            reviewed_on: None,
            review_on: None,
            status: AssetStatus::InUse,
            withdrawn_on: None,
            fate: None,
        }
    }
}

impl Concept for Asset {
    const VERBS: &'static [VerbType] = &[VerbType::of::<WithdrawAsset>(), VerbType::of::<ReturnAsset>()];

    fn check(&self, before: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        if let Some(before) = before
            && act.isms.rests_on(&self.depends_on).contains(&before.id)
        {
            complaints.add("depends_on", "An asset cannot depend on itself, nor on what depends on it.");
        }
        complain_about_future(self.reviewed_on, "reviewed_on", act, complaints);
    }

    fn notes(on: &Entity<Self>, isms: &Isms, today: Date) -> Vec<Note> {
        if on.data.status == AssetStatus::Withdrawn {
            let users = isms.assets.in_force().filter(|other| {
                other.data.status == AssetStatus::InUse && other.data.depends_on.contains(&on.id)
            });
            let users: Vec<String> = users.map(|other| other.id.number()).collect();
            let note = Note::warn(format!("Out of use, yet needed by {}", users.join(", ")));
            return if users.is_empty() { Vec::new() } else { vec![note] };
        }
        let owner = ownerless(on.data.owner, isms, today);
        owner.into_iter().chain(overdue_review(on.data.review_on, today)).collect()
    }
}

impl Isms {
    /// These assets and everything that they depend on, near and far.
    pub fn rests_on(&self, assets: &[AssetId]) -> BTreeSet<AssetId> {
        let mut found = BTreeSet::new();
        let mut next = assets.to_vec();
        while let Some(id) = next.pop() {
            if found.insert(id) {
                next.extend(self.assets.get(id).into_iter().flat_map(|asset| &asset.data.depends_on));
            }
        }
        found
    }
}
