//! Coming in: one-time links, sessions, setting up an organisation.

use attesta_isms::{
    Isms,
    context::Organisation,
    ids::PersonId,
    kit::{Act, Concept as _, Duty},
    people::Person,
};
use attesta_record::{Choice as _, Complaints, Fields as _, Text, TypedId as _};
use attesta_store::{Account, Membership, Purpose, StoreError, Tenant};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

use crate::{ActError, Deed, Doing, Gate, Member, member::member};

/// A session ends after this long without use.
pub const SESSION_IDLE_HOURS: i64 = 12;
/// A session ends after this long in any case.
const SESSION_DAYS: i64 = 7;
/// A link to sign in is dead after this long.
const LINK_MINUTES: i64 = 30;
/// The link to set up is dead after this long; starting the server makes another.
const SET_UP_HOURS: i64 = 24;

/// A secret that was given out once; only its hash is kept.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// The secret itself, to be shown or sent once.
    pub fn secret(&self) -> &str {
        &self.0
    }

    /// A secret that somebody presents.
    pub fn presented(text: &str) -> Self {
        Self(text.to_owned())
    }

    fn hash(&self) -> String {
        attesta_record::merkle::hex(&Sha256::digest(self.0.as_bytes()).into())
    }
}

/// A signed-in account.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The account.
    pub account: Account,
}

impl Gate {
    /// Whether no organisation is set up yet.
    pub async fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(self.store.tenants().await?.is_empty())
    }

    /// All accounts that can sign in.
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let accounts = self.store.accounts().await?;
        Ok(accounts.into_iter().filter(|account| !account.email.starts_with("console:")).collect())
    }

    /// A fresh link to sign in to an account.
    pub async fn sign_in_link(&self, account: &Account) -> Result<Token, StoreError> {
        self.link(Purpose::SignIn, Some(account.id), SignedDuration::from_mins(LINK_MINUTES)).await
    }

    /// A fresh link to set up the first organisation.
    pub async fn set_up_link(&self) -> Result<Token, StoreError> {
        self.link(Purpose::SetUp, None, SignedDuration::from_hours(SET_UP_HOURS)).await
    }

    async fn link(
        &self,
        purpose: Purpose,
        account: Option<i64>,
        life: SignedDuration,
    ) -> Result<Token, StoreError> {
        let token = Token(self.random.token());
        let expires_at = self.now().checked_add(life).unwrap_or(Timestamp::MAX);
        self.store.add_link(&token.hash(), purpose, account, expires_at).await?;
        Ok(token)
    }

    /// What a link is for, as long as it is good. Looking does not use it up.
    pub async fn look_at_link(&self, token: &Token) -> Result<Option<Purpose>, StoreError> {
        let link = self.store.link(&token.hash()).await?;
        let good = link.filter(|link| !link.used && link.expires_at > self.now());
        Ok(match good {
            Some(link) if link.purpose == Purpose::SetUp && !self.is_empty().await? => None,
            good => good.map(|link| link.purpose),
        })
    }

    /// Signs in by a link and uses it up; `None` where it is not good.
    pub async fn sign_in(&self, token: &Token) -> Result<Option<Token>, StoreError> {
        let hash = token.hash();
        let Some(link) = self.store.link(&hash).await? else { return Ok(None) };
        let (Purpose::SignIn, Some(account), false) = (link.purpose, link.account, link.used) else {
            return Ok(None);
        };
        if link.expires_at <= self.now() || !self.store.use_link(&hash).await? {
            return Ok(None);
        }
        self.new_session(account).await.map(Some)
    }

    async fn new_session(&self, account: i64) -> Result<Token, StoreError> {
        let token = Token(self.random.token());
        self.store.add_session(&token.hash(), account, self.now()).await?;
        Ok(token)
    }

    /// The account of a session; `None` where the session is unknown or has ended.
    pub async fn signed_in(&self, token: &Token) -> Result<Option<SignedIn>, StoreError> {
        let (hash, now) = (token.hash(), self.now());
        let Some(session) = self.store.session(&hash).await? else { return Ok(None) };
        let idle = now.duration_since(session.seen_at);
        if idle > SignedDuration::from_hours(SESSION_IDLE_HOURS)
            || now.duration_since(session.created_at) > SignedDuration::from_hours(24 * SESSION_DAYS)
        {
            self.store.end_session(&hash).await?;
            return Ok(None);
        }
        if idle > SignedDuration::from_mins(5) {
            self.store.touch_session(&hash, now).await?;
        }
        Ok(self.store.account(session.account).await?.map(|account| SignedIn { account }))
    }

    /// Ends a session.
    pub async fn sign_out(&self, token: &Token) -> Result<(), StoreError> {
        self.store.end_session(&token.hash()).await
    }

    /// Sets up the first organisation by a set-up link, with its first person as administrator, and signs in.
    pub async fn set_up(
        &self,
        link: &Token,
        organisation: Organisation,
        person: Person,
    ) -> Result<Option<(Token, Member)>, ActError> {
        if self.look_at_link(link).await? != Some(Purpose::SetUp) {
            return Ok(None);
        }
        // What can be refused is refused before the link is used up and before anything is written.
        self.foundable(&organisation, Some(&person))?;
        let slug = slug(organisation.name.as_str());
        if !self.store.use_link(&link.hash()).await? {
            return Ok(None);
        }
        let email = person.email.as_ref().map(ToString::to_string).unwrap_or_default();
        let account = self.store.add_account(person.name.as_str(), &email, self.now()).await?;
        let member = self.found(&slug, &account, organisation, Some(person)).await?;
        Ok(Some((self.new_session(account.id).await?, member)))
    }

    /// Whether an organisation can be founded with these, before anything is written.
    fn foundable(&self, organisation: &Organisation, person: Option<&Person>) -> Result<(), Complaints> {
        let (now, isms) = (self.now(), Isms::default());
        let act = Act { isms: &isms, today: self.today(&isms), now, person: None };
        let mut complaints = Complaints::default();
        organisation.check(None, &act, &mut complaints);
        if let Some(person) = person {
            person.check(None, &act, &mut complaints);
        }
        complaints.into_result()
    }

    /// Founds an organisation: its record, the first person if given, and the account as its administrator.
    pub async fn found(
        &self,
        slug: &str,
        account: &Account,
        organisation: Organisation,
        person: Option<Person>,
    ) -> Result<Member, ActError> {
        self.foundable(&organisation, person.as_ref())?;
        let tenant: Tenant = self.store.add_tenant(slug, &self.random.token()).await?;
        let duty = Duty::Administrator.key().to_owned();
        let mut membership = Membership { account: account.id, person: None, duty };
        tenant.set_membership(&membership).await?;
        let founder = member(tenant.clone(), &membership, account.name.clone());
        let sample = organisation.sample;
        let record = attesta_isms::record_type("organisation").ok_or(ActError::NotFound)?;
        let mut doings =
            vec![Doing::new(founder.permit(record, "create")?, Deed::Create(organisation.to_values()))];
        if let Some(person) = &person {
            let kind = attesta_isms::record_type("person").ok_or(ActError::NotFound)?;
            doings.push(Doing::new(founder.permit(kind, "create")?, Deed::Create(person.to_values())));
        }
        if sample {
            doings[0].deed = Deed::Found(organisation.to_values());
        }
        self.act_many(&founder, doings).await?;
        if person.is_some() {
            membership.person = Some(PersonId::new(1).get());
            tenant.set_membership(&membership).await?;
        }
        Ok(member(tenant, &membership, account.name.clone()))
    }

    /// Adds an account, for the sample company and the tests.
    pub async fn add_account(&self, name: &str, email: &str) -> Result<Account, StoreError> {
        self.store.add_account(name, email, self.now()).await
    }

    /// Makes an account a member of the organisation of an administrator.
    pub async fn let_in(
        &self,
        by: &Member,
        account: &Account,
        person: Option<PersonId>,
        duty: Duty,
    ) -> Result<Member, ActError> {
        if by.duty() != Duty::Administrator {
            return Err(ActError::Denied);
        }
        let person = person.map(attesta_record::TypedId::get);
        let membership = Membership { account: account.id, person, duty: duty.key().to_owned() };
        by.data().set_membership(&membership).await?;
        Ok(member(by.data().clone(), &membership, account.name.clone()))
    }
}

/// A short name for addresses from the name of an organisation: small letters, digits and hyphens.
pub fn slug(name: &str) -> String {
    let words: Vec<String> = attesta_record::words_of(name)
        .map(|word| word.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss"))
        .map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>())
        .filter(|word| !word.is_empty())
        .take(4)
        .collect();
    let slug: String = words.join("-").chars().take(40).collect();
    // Words that are pages of their own, and names that the addresses need.
    let taken = ["", "link", "static", "set-up", "sign-out", "health", "theme", "keys", "api", "switch"];
    if taken.contains(&slug.as_str()) {
        format!("organisation-{slug}").trim_end_matches('-').to_owned()
    } else {
        slug
    }
}

/// The name of a person, as a text.
pub fn person_named(name: &str, email: Option<&str>) -> Person {
    Person {
        name: Text::from(name),
        email: email.map(Text::from),
        function: None,
        joined_on: None,
        left_on: None,
    }
}
