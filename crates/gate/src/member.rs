//! Members and permits. Both are values that only the gate can make: who holds one has been let in.

use attesta_isms::{
    RECORDS,
    context::Organisation,
    ids::{OrganisationId, PersonId},
    kit::{Duty, RecordType},
    record_type,
};
use attesta_record::{Choice as _, TypedId};
use attesta_store::{Account, Actor, Membership, StoreError, Tenant};

use crate::{ActError, Deed, Gate, SignedIn};

/// An account as a member of one organisation. It proves that reading is allowed there.
#[derive(Debug, Clone)]
pub struct Member {
    pub(crate) tenant: Tenant,
    pub(crate) account: i64,
    name: String,
    person: Option<PersonId>,
    duty: Duty,
}

/// The permit to do one verb to one kind of record in the member's organisation. It is good for this member only.
#[derive(Debug, Clone, Copy)]
pub struct Permit {
    pub(crate) kind: &'static RecordType,
    pub(crate) verb: &'static str,
    organisation: i64,
    account: i64,
}

impl Permit {
    /// Whether it permits this deed to this member. A permit for one verb is no key to another.
    pub(crate) fn covers(&self, member: &Member, deed: &Deed) -> bool {
        let verb = match deed {
            Deed::Create(_) => "create",
            Deed::Found(_) if self.kind.schema.key == OrganisationId::KEY => "create",
            Deed::Found(_) => return false,
            Deed::Amend { .. } => "amend",
            Deed::Retire { .. } => "retire",
            Deed::Restore { .. } => "restore",
            Deed::Erase { .. } => "erase",
            Deed::Import(_) => "import",
            Deed::Verb { .. } => self.kind.verb(self.verb).map_or("", |verb| verb.name),
        };
        verb == self.verb && self.is_of(member)
    }
}

impl Permit {
    /// Whether it was given to this member.
    pub(crate) fn is_of(&self, member: &Member) -> bool {
        self.organisation == member.tenant.info().id && self.account == member.account
    }
}

impl Member {
    /// The short name of the organisation.
    pub fn slug(&self) -> &str {
        &self.tenant.info().slug
    }

    /// How the account is shown.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The person behind the account.
    pub fn person(&self) -> Option<PersonId> {
        self.person
    }

    /// What the account may do here.
    pub fn duty(&self) -> Duty {
        self.duty
    }

    /// The organisation's data, for reading.
    pub fn data(&self) -> &Tenant {
        &self.tenant
    }

    /// The permit for a verb, generic or not.
    pub fn permit(&self, kind: &'static RecordType, verb: &str) -> Result<Permit, ActError> {
        let verb = match verb {
            "create" => "create",
            "amend" => "amend",
            "retire" => "retire",
            "restore" => "restore",
            "import" => "import",
            "erase" if self.duty == Duty::Administrator => return Ok(self.permitted(kind, "erase")),
            other => kind.verb(other).map(|verb| verb.name).ok_or(ActError::NotFound)?,
        };
        if kind.may(verb).contains(&self.duty) {
            Ok(self.permitted(kind, verb))
        } else {
            Err(ActError::Denied)
        }
    }

    pub(crate) fn permitted(&self, kind: &'static RecordType, verb: &'static str) -> Permit {
        Permit { kind, verb, organisation: self.tenant.info().id, account: self.account }
    }

    /// Whether the account may do a verb.
    pub fn may(&self, kind: &'static RecordType, verb: &str) -> bool {
        self.permit(kind, verb).is_ok()
    }

    pub(crate) fn actor(&self) -> Actor {
        Actor { account: self.account, person: self.person.map(attesta_record::TypedId::get) }
    }
}

impl Gate {
    /// The organisations that an account belongs to.
    pub async fn members(&self, signed_in: &SignedIn) -> Result<Vec<Member>, StoreError> {
        let found = self.store.memberships(signed_in.account.id).await?;
        Ok(found
            .into_iter()
            .map(|(tenant, one)| member(tenant, &one, signed_in.account.name.clone()))
            .collect())
    }

    /// The organisations that an account belongs to: short names and names.
    pub async fn organisations_of(&self, signed_in: &SignedIn) -> Result<Vec<(String, String)>, StoreError> {
        self.store.organisations_of(signed_in.account.id).await
    }

    /// The account as a member of an organisation; `None` where it does not belong to it, or there is none.
    pub async fn member(&self, signed_in: &SignedIn, slug: &str) -> Result<Option<Member>, StoreError> {
        let Some(tenant) = self.store.tenant(slug).await? else { return Ok(None) };
        let membership = tenant.membership(signed_in.account.id).await?;
        Ok(membership.map(|one| member(tenant, &one, signed_in.account.name.clone())))
    }

    /// A member for the command line: whoever can reach the data folder. Its acts carry the name of the system's user.
    pub async fn console(&self, tenant: Tenant, user: &str) -> Result<Member, StoreError> {
        let account = self.console_account(user).await?;
        let duty = Duty::Administrator.key().to_owned();
        let membership = Membership { account: account.id, person: None, duty };
        if tenant.membership(account.id).await?.as_ref() != Some(&membership) {
            tenant.set_membership(&membership).await?;
        }
        Ok(member(tenant, &membership, account.name))
    }

    /// Founds an organisation on the command line: its record, and nobody in it but the command line.
    pub async fn found_by_console(
        &self,
        user: &str,
        slug: &str,
        organisation: Organisation,
    ) -> Result<Member, ActError> {
        let account = self.console_account(user).await?;
        self.found(slug, &account, organisation, None).await
    }

    /// The account under which the journal notes what is done on the command line.
    async fn console_account(&self, user: &str) -> Result<Account, StoreError> {
        let (name, email) = (format!("{user} (command line)"), format!("console:{user}"));
        let known = self.store.accounts().await?.into_iter().find(|account| account.email == email);
        match known {
            Some(account) => Ok(account),
            None => self.store.add_account(&name, &email, self.now()).await,
        }
    }

    /// All organisations, for the command line.
    pub async fn organisations(&self) -> Result<Vec<Tenant>, StoreError> {
        self.store.tenants().await
    }
}

pub(crate) fn member(tenant: Tenant, membership: &Membership, name: String) -> Member {
    Member {
        tenant,
        account: membership.account,
        name,
        person: membership.person.map(PersonId::new),
        duty: Duty::from_key(&membership.duty).unwrap_or(Duty::Reader),
    }
}

/// The role matrix: role × verb × record, a line each. A test compares it with the committed file.
pub fn role_matrix() -> String {
    let mut lines = vec![
        "# role × verb × record: who may do what. Everybody who belongs to an organisation may read it."
            .to_owned(),
    ];
    for kind in RECORDS {
        let generic = ["create", "amend", "retire", "restore", "import"].into_iter();
        for verb in generic.chain(kind.verbs.iter().map(|verb| verb.name)) {
            let may: Vec<&str> = kind.may(verb).iter().map(Duty::key).collect();
            if !may.is_empty() {
                lines.push(format!("{:<20} {verb:<10} {}", kind.schema.key, may.join(" ")));
            }
        }
        lines.push(format!("{:<20} {:<10} {}", kind.schema.key, "erase", Duty::Administrator.key()));
    }
    debug_assert!(RECORDS.iter().all(|kind| record_type(kind.schema.key).is_some()));
    lines.join("\n") + "\n"
}
