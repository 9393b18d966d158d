//! What somebody asks for, on the command line or on a page, and the report that answers it.

use std::fmt;

use attesta_isms::{Isms, ids::ScopeId};
use attesta_record::{Entity, Record, Text, TypedId as _};
use jiff::civil::Date;

use crate::{
    names, plan,
    report::{Fact, Report},
    risks, soa,
};

/// What a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The Statement of Applicability (6.1.3 d).
    Soa,
    /// The risk register (6.1.2, 8.2).
    Risks,
    /// The risk treatment plan (6.1.3 e).
    Plan,
}

/// A report that somebody asks for.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// What it is about.
    pub subject: Subject,
    /// Of which scope, by number or name; where there is only one, it need not be named.
    pub scope: Option<&'a str>,
    /// Which version, by its own name (`1.0`) or its record's number (`SV-2`); else today's records.
    pub version: Option<&'a str>,
    /// Without what is not for everybody.
    pub public: bool,
}

/// Why there is no such report, in a sentence that says what to ask for instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(pub String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

/// From which records a report is made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Basis<'a> {
    pub(crate) isms: &'a Isms,
    /// The day on which they are looked at.
    pub(crate) day: Date,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Soa, Self::Risks, Self::Plan];

    /// Its word in addresses and commands.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Soa => "soa",
            Self::Risks => "risks",
            Self::Plan => "plan",
        }
    }

    /// The subject of a word.
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.key() == key)
    }
}

impl Asked<'_> {
    /// The report, from the records of an organisation as they are on a day.
    pub fn report(&self, isms: &Isms, day: Date) -> Result<Report, Refused> {
        let basis = Basis { isms, day };
        let scope = self.scope.map(|named| scope(isms, named)).transpose()?;
        match self.subject {
            Subject::Soa => {
                let found = self.version.map(|named| soa::version(isms, scope, named)).transpose()?;
                let scope = match (scope, found) {
                    (_, Some(version)) => version.data.scope,
                    (scope, None) => only(isms, scope)?,
                };
                Ok(soa::statement(basis, scope, found, self.public))
            }
            Subject::Risks => Ok(risks::register(basis, scope)),
            Subject::Plan => {
                let found = self.version.map(|named| plan::version(isms, scope, named)).transpose()?;
                Ok(plan::plan(basis, scope, found))
            }
        }
    }
}

impl Basis<'_> {
    pub(crate) fn organisation(&self) -> String {
        self.isms.organisation().map(|one| one.data.name.to_string()).unwrap_or_default()
    }

    /// From which records it was made. A frozen version is only read from them.
    pub(crate) fn facts(&self, frozen: bool) -> [Fact; 2] {
        let sequence = self.isms.sequence;
        [
            Fact::new(if frozen { "Read from records of" } else { "Records as of" }, self.day),
            Fact::new("Journal", format!("after entry {sequence}")),
        ]
    }

    /// A scope by its name and number, with its revision.
    pub(crate) fn scope_fact(&self, scope: Option<ScopeId>) -> Fact {
        let text = scope.map(|id| {
            let revision = self.isms.scopes.get(id).map_or(0, |scope| scope.revision);
            format!("{} ({}, revision {revision})", names::title(self.isms, names::to(id)), id.number())
        });
        Fact::new("Scope", text.unwrap_or_else(|| "All scopes".to_owned()))
    }
}

/// The scope of a number or a name.
fn scope(isms: &Isms, named: &str) -> Result<ScopeId, Refused> {
    let is = |id: ScopeId, name: &str| {
        id.number().eq_ignore_ascii_case(named.trim()) || name.trim().eq_ignore_ascii_case(named.trim())
    };
    let found = isms.scopes.iter().find(|scope| is(scope.id, scope.data.name.as_str()));
    found
        .map(|scope| scope.id)
        .ok_or_else(|| Refused(format!("There is no scope “{named}”. Name one of these: {}.", scopes(isms))))
}

/// The scope that was named, or the only one.
fn only(isms: &Isms, named: Option<ScopeId>) -> Result<ScopeId, Refused> {
    let mut all = isms.scopes.in_force();
    match (named, all.next(), all.next()) {
        (Some(scope), ..) => Ok(scope),
        (None, Some(only), None) => Ok(only.id),
        (None, None, _) => Err(Refused("There is no scope yet. Write it down first.".to_owned())),
        (None, Some(_), Some(_)) => {
            Err(Refused(format!("There are several scopes. Name one: {}.", scopes(isms))))
        }
    }
}

fn scopes(isms: &Isms) -> String {
    let named = isms.scopes.in_force().map(|scope| format!("{} {}", scope.id.number(), scope.data.name));
    some(named, "there is none")
}

/// Names in a row, or what is said where there is none.
fn some(names: impl Iterator<Item = String>, none: &str) -> String {
    let names: Vec<String> = names.collect();
    if names.is_empty() { none.to_owned() } else { names.join(", ") }
}

/// Finds a version by its own name or its record's number, among versions with their scopes and names.
pub(crate) fn version_named<'a, R: Record>(
    isms: &Isms,
    versions: impl Iterator<Item = (&'a Entity<R>, ScopeId, &'a Text)>,
    scope: Option<ScopeId>,
    named: &str,
) -> Result<&'a Entity<R>, Refused> {
    let here: Vec<_> = versions.filter(|(_, of, _)| scope.is_none_or(|scope| scope == *of)).collect();
    let is = |one: &Entity<R>, name: &Text| {
        one.id.number().eq_ignore_ascii_case(named.trim()) || name.as_str() == named.trim()
    };
    let mut found = here.iter().filter(|(one, _, name)| is(one, name));
    match (found.next(), found.next()) {
        (Some((one, ..)), None) => Ok(one),
        (Some(_), Some(_)) => Err(Refused(format!(
            "Several scopes have a version “{named}”. Name the scope too: {}.",
            scopes(isms)
        ))),
        (None, _) => {
            let there = here.iter().map(|(one, _, name)| format!("{name} ({})", one.id.number()));
            let there = some(there, "none is written down yet");
            Err(Refused(format!("There is no version “{named}”. There is: {there}.")))
        }
    }
}
