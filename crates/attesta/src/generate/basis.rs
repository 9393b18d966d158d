//! What the risks of a made-up organisation stand on: scopes, people, roles, an approved method, documents.

use attesta_gate::Done;
use attesta_isms::{
    context::Scope,
    documents::{ApproveDocument, Document, DocumentKind, DocumentVersion, VersionStatus},
    ids::{DocumentId, MethodId, PersonId, RoleId, ScopeId},
    kit::{Duty, Owner},
    people::{Person, Role, RoleAssignment},
    risk::{Acceptance, ApproveMethod, Combine, MethodStatus, MethodVersion, RiskMethod},
};
use attesta_record::{Text, TypedId as _};
use jiff::civil::date;
use rand::RngExt as _;

use super::{Making, words};
use crate::{scales, trouble::Trouble};

/// The criteria of the method.
pub(super) const CRITERIA: &[(&str, &str)] = &[
    ("Money", "Damage and cost, against a year's earnings."),
    ("Law", "Fines, claims, duties to report."),
    ("Operation", "How long customers or staff cannot work."),
    ("People", "Harm to life, health or privacy."),
];

/// What the risks refer to.
pub(super) struct Basis {
    pub(super) scopes: Vec<ScopeId>,
    pub(super) owners: Vec<Owner>,
}

fn ids<T>(done: &[Done], id: impl Fn(i64) -> T) -> Vec<T> {
    done.iter().map(|done| id(done.item.id)).collect()
}

impl Making {
    /// Makes it, as large as that many risks call for.
    pub(super) async fn basis(&mut self, records: u32) -> Result<Basis, Trouble> {
        let scopes = self.scopes(records.div_ceil(5_000).clamp(3, 40)).await?;
        let people = self.staff(records.div_ceil(100).clamp(20, 2_000)).await?;
        let roles = self.roles(&people, &scopes).await?;
        self.method(&roles).await?;
        self.let_people_in(&people).await?;
        let owners =
            people.iter().map(|id| Owner::Person(*id)).chain(roles.iter().map(|id| Owner::Role(*id)));
        let basis = Basis { scopes, owners: owners.collect() };
        self.documents(records.div_ceil(100).clamp(10, 1_000), &basis, &people).await?;
        Ok(basis)
    }

    async fn scopes(&mut self, count: u32) -> Result<Vec<ScopeId>, Trouble> {
        let scope = |name: String, parent: Option<ScopeId>| Scope {
            statement: Some(Text::from(format!("All activities, places, systems and people of {name}."))),
            name: Text::from(name),
            parent,
            interfaces: Vec::new(),
            exclusions: Vec::new(),
            sites: Vec::new(),
        };
        let whole = self.create(&[scope("Whole organisation".to_owned(), None)]).await?;
        let mut found = ids(&whole, ScopeId::new);
        let parts: Vec<Scope> = (1..count as usize)
            .map(|at| {
                let (unit, place) =
                    (words::UNITS[at % words::UNITS.len()], words::PLACES[at % words::PLACES.len()]);
                scope(format!("{unit} {place}"), found.first().copied())
            })
            .collect();
        found.extend(ids(&self.create(&parts).await?, ScopeId::new));
        Ok(found)
    }

    async fn staff(&mut self, count: u32) -> Result<Vec<PersonId>, Trouble> {
        let people: Vec<Person> = (0..count)
            .map(|at| {
                let given = words::one(&mut self.chance, words::GIVEN_NAMES);
                let family = words::one(&mut self.chance, words::FAMILY_NAMES);
                let year = self.chance.random_range(2005..2023);
                let left = self.chance.random_bool(0.08).then(|| date(2022, 12, 31));
                Person {
                    name: Text::from(format!("{given} {family}")),
                    email: Some(Text::from(format!("person{at}@generated.example"))),
                    function: Some(Text::from(words::one(&mut self.chance, words::FUNCTIONS))),
                    joined_on: Some(date(year, 4, 1)),
                    left_on: left,
                }
            })
            .collect();
        Ok(ids(&self.create(&people).await?, PersonId::new))
    }

    async fn roles(&mut self, people: &[PersonId], scopes: &[ScopeId]) -> Result<Vec<RoleId>, Trouble> {
        let names = words::UNITS.iter().map(|unit| format!("Risk owner {unit}"));
        let roles: Vec<Role> = std::iter::once("Top management".to_owned())
            .chain(names)
            .map(|name| Role {
                responsibilities: Some(Text::from(
                    "Answers for the risks of the unit and decides on their treatment.",
                )),
                authority: None,
                top_management: Some(name == "Top management"),
                mandatory: name == "Top management",
                name: Text::from(name),
            })
            .collect();
        let roles = ids(&self.create(&roles).await?, RoleId::new);
        let held: Vec<RoleAssignment> = roles
            .iter()
            .enumerate()
            .map(|(at, role)| RoleAssignment {
                role: *role,
                person: people[at % people.len()],
                scope: scopes.get(at).copied(),
                begins_on: date(2022, 1, 1),
                ends_on: None,
                granted_by: people.first().copied(),
                authority: Some(Text::from("By letter of appointment")),
            })
            .collect();
        self.create(&held).await?;
        Ok(roles)
    }

    async fn method(&mut self, roles: &[RoleId]) -> Result<(), Trouble> {
        let method = RiskMethod {
            name: Text::from("Risk method"),
            scope: None,
            owner: roles.first().map(|role| Owner::Role(*role)),
            description: Some(Text::from(
                "By likelihood and by the worst of four criteria, yearly and after changes.",
            )),
        };
        let method = ids(&self.create(&[method]).await?, MethodId::new)[0];
        let version = MethodVersion {
            method,
            version: Text::from("1"),
            status: MethodStatus::Draft,
            interval: Some(12),
            likelihoods: scales::likelihoods(&[
                ("Rare", "Once in ten years or less", 0.1),
                ("Unlikely", "Once in three years", 0.33),
                ("Possible", "Once a year", 1.0),
                ("Likely", "Several times a year", 6.0),
                ("Frequent", "Every month or more", 50.0),
            ]),
            consequences: scales::consequences(&[
                ("Negligible", "Hardly noticed"),
                ("Minor", "A nuisance for a day"),
                ("Moderate", "Felt for a week"),
                ("Major", "Felt for a quarter"),
                ("Severe", "Endangers the organisation"),
            ]),
            criteria: scales::criteria(CRITERIA),
            combine: Combine::Highest,
            levels: vec![
                scales::risk_level("Low", "Watch it", Acceptance::Owner, None, None),
                scales::risk_level("Medium", "Plan what to do", Acceptance::Owner, None, Some(12)),
                scales::risk_level(
                    "High",
                    "Treat it soon",
                    Acceptance::Role,
                    roles.first().copied(),
                    Some(6),
                ),
                scales::risk_level("Very high", "Treat it now", Acceptance::Nobody, None, None),
            ],
            matrix: scales::matrix(&[
                &[1, 1, 1, 2, 2],
                &[1, 1, 2, 2, 3],
                &[1, 2, 2, 3, 3],
                &[1, 2, 3, 3, 4],
                &[2, 3, 3, 4, 4],
            ]),
            approved_by: None,
            approved_on: None,
        };
        let version = self.create(&[version]).await?;
        let approval = ApproveMethod { decided_on: None, remark: None };
        let on = version.iter().map(|done| (done.item.id, done.item.revision, approval.clone())).collect();
        self.verb::<MethodVersion, _>("approve", 0, on).await?;
        Ok(())
    }

    /// Gives some people accounts, so that not everything is judged by one.
    async fn let_people_in(&mut self, people: &[PersonId]) -> Result<(), Trouble> {
        let known = self.gate.accounts().await?;
        for (at, person) in people.iter().enumerate().take(5) {
            let email = format!("person{at}@generated.example");
            let account = match known.iter().find(|account| account.email == email) {
                Some(account) => account.clone(),
                None => self.gate.add_account(&format!("Made-up person {at}"), &email).await?,
            };
            let member = self.gate.let_in(&self.console, &account, Some(*person), Duty::Contributor).await?;
            self.people.push(member);
        }
        Ok(())
    }

    async fn documents(&mut self, count: u32, basis: &Basis, people: &[PersonId]) -> Result<(), Trouble> {
        let kinds = [
            DocumentKind::Policy,
            DocumentKind::TopicPolicy,
            DocumentKind::Procedure,
            DocumentKind::Guideline,
        ];
        let documents: Vec<Document> = (0..count as usize)
            .map(|at| {
                let (topic, unit) =
                    (words::one(&mut self.chance, words::TOPICS), words::UNITS[at % words::UNITS.len()]);
                let scope = self.chance.random_range(0..basis.scopes.len());
                Document {
                    title: Text::from(format!("{topic} rules {unit} {}", at + 1)),
                    identifier: None,
                    kind: kinds[at % kinds.len()],
                    owner: Some(basis.owners[self.chance.random_range(0..basis.owners.len())]),
                    scope: basis.scopes.get(scope).copied(),
                    classification: Some(Text::from("internal")),
                    distribution: None,
                    review_interval: Some(self.chance.random_range(1..4) * 12),
                    purpose: None,
                }
            })
            .collect();
        let documents = ids(&self.create(&documents).await?, DocumentId::new);
        for number in 1..=3 {
            let some: Vec<DocumentId> =
                documents.iter().copied().filter(|_| number == 1 || self.chance.random_bool(0.4)).collect();
            let versions: Vec<DocumentVersion> = some
                .into_iter()
                .map(|document| DocumentVersion {
                    document,
                    version: Text::from(format!("{number}.0")),
                    status: VersionStatus::Draft,
                    author: people.get(self.chance.random_range(0..people.len())).copied(),
                    change_summary: (number > 1).then(|| Text::from("Brought up to date.")),
                    text: Some(Text::from(self.wording())),
                    approved_by: None,
                    approved_by_words: None,
                    approved_on: None,
                    in_force_from: None,
                    reviewed_on: None,
                    review_by: None,
                })
                .collect();
            let drafts = self.create(&versions).await?;
            let approval = ApproveDocument { decided_on: None, remark: None };
            let on = drafts.iter().map(|done| (done.item.id, done.item.revision, approval.clone()));
            let on = on.filter(|_| number < 3).collect();
            self.verb::<DocumentVersion, _>("approve", 0, on).await?;
        }
        Ok(())
    }

    fn wording(&mut self) -> String {
        let causes = words::some(&mut self.chance, words::CAUSES, 3);
        let consequences = words::some(&mut self.chance, words::CONSEQUENCES, 3);
        format!(
            "# Why\n\n{causes}\n\n# What follows from it\n\n{consequences}\n\n- Keep it short.\n- Keep it **true**.\n"
        )
    }
}
