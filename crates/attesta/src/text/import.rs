//! `attesta import`: a text into an organisation, a new one or one that is there.

use std::{path::PathBuf, process::ExitCode};

use attesta_gate::{ActError, Deed, Doing, Gate, Member, slug};
use attesta_interop::text::{Situation, manifest, read};
use attesta_isms::{Isms, kit::Duty, record_type};
use attesta_record::TypedId as _;
use attesta_store::Tenant;

use super::{
    carry::Missing,
    counted,
    folder::source,
    plan::{Plan, Write, plan},
};
use crate::{
    out,
    place::{Place, Which, gate},
    trouble::Trouble,
};

/// How many acts share one transaction.
const AT_ONCE: usize = 1_000;
/// How many records are named one by one.
const MOST_NAMED: usize = 20;

/// Bring a text into an organisation: a folder of YAML files, or a single file. The organisation is the one that is
/// named here or in the text; where there is none of that name, it is founded. In one that is there, the same number is
/// the same record: only differences are written, and what is not in the text is left alone.
#[derive(Debug)]
pub(crate) struct Import {
    /// The folder, or the file.
    pub(crate) from: PathBuf,
    /// Whether to write it; else it is only said what would be done.
    pub(crate) apply: bool,
    /// Who may sign in to it as administrator, by e-mail address.
    pub(crate) administrator: Option<String>,
    /// Where the data is.
    pub(crate) place: Place,
    /// The organisation.
    pub(crate) which: Which,
}

/// Runs the command.
pub(crate) async fn run(import: Import, user: &str) -> Result<ExitCode, Trouble> {
    let source = source(&import.from)?;
    let said = manifest(&source).map_err(|faults| Trouble::said(faults.to_string()))?;
    let gate = match (import.apply, import.place.is_there()) {
        (true, _) => Some(gate(import.place.make().await?)),
        (false, true) => Some(gate(import.place.open().await?)),
        (false, false) => None,
    };
    let named = import.which.organisation.clone().or(said.organisation);
    let tenant = match (&gate, &named) {
        (Some(gate), Some(named)) => find(gate, named).await?,
        _ => None,
    };
    let mut present = snapshot(tenant.as_ref()).await?;
    let known = |one| present.item(one).is_some();
    let situation = read(&source, &known).map_err(|faults| Trouble::said(faults.to_string()))?;
    let named = match named {
        Some(named) => named,
        None => own_name(&situation)?,
    };
    let tenant = match (&gate, tenant) {
        (Some(gate), None) => find(gate, &named).await?,
        (_, tenant) => tenant,
    };
    present = snapshot(tenant.as_ref()).await?;
    let plan = plan(&situation, &present)?;
    let most = import.place.most_file_bytes();
    let missing = Missing::find(&import.from, &situation.files, tenant.as_ref(), most).await?;
    tell(&plan, &missing, &named, tenant.is_none(), import.apply)?;
    if let Some(gate) = gate.filter(|_| import.apply) {
        let member = match tenant {
            Some(tenant) => gate.console(tenant, user).await?,
            None => found(&gate, user, &named, &situation).await?,
        };
        missing.store(&gate, &member).await?;
        apply(&gate, &member, plan.writes).await?;
        administrator(&gate, &member, import.administrator.as_deref(), &import.place).await?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn find(gate: &Gate, slug: &str) -> Result<Option<Tenant>, Trouble> {
    Ok(gate.organisations().await?.into_iter().find(|tenant| tenant.info().slug == slug))
}

async fn snapshot(tenant: Option<&Tenant>) -> Result<Isms, Trouble> {
    match tenant {
        Some(tenant) => Ok(tenant.snapshot().await?),
        None => Ok(Isms::default()),
    }
}

/// The short name that follows from the organisation's own record.
fn own_name(situation: &Situation) -> Result<String, Trouble> {
    let own = situation.isms.organisation();
    own.map(|own| slug(own.data.name.as_str())).ok_or_else(|| {
        Trouble::said("The text does not say which organisation it is of. Name one with --organisation.")
    })
}

/// Founds the organisation by its own record, in the name of the command line.
async fn found(gate: &Gate, user: &str, named: &str, situation: &Situation) -> Result<Member, Trouble> {
    if slug(named) != named {
        return Err(Trouble::said(format!(
            "“{named}” is no short name. Write small letters, digits and hyphens, such as {}.",
            slug(named)
        )));
    }
    let own = situation.isms.organisation().ok_or_else(|| {
        Trouble::said(format!(
            "There is no organisation {named} here, and the text has no record of it. Add “organisation:” with its name."
        ))
    })?;
    Ok(gate.found_by_console(user, named, own.data.clone()).await?)
}

/// Says what is done, or would be.
fn tell(plan: &Plan, missing: &Missing, named: &str, new: bool, apply: bool) -> Result<(), Trouble> {
    if new {
        out::line(&format!("The organisation {named} is new."))?;
    }
    for (label, count) in &plan.new {
        out::line(&format!("  {count} {label} new"))?;
    }
    for one in plan.changed.iter().take(MOST_NAMED) {
        out::line(&format!("  {} changed", one.number()))?;
    }
    if plan.changed.len() > MOST_NAMED {
        out::line(&format!("  and {} more changed", plan.changed.len() - MOST_NAMED))?;
    }
    for field in plan.erased.iter().take(MOST_NAMED) {
        out::line(&format!("  {field}: erased in one of both; it stays as it is in {named}"))?;
    }
    if missing.count() > 0 {
        out::line(&format!("  {} new", counted(missing.count(), ["file", "files"])))?;
    }
    if plan.same > 0 {
        out::line(&format!("  {} the same", plan.same))?;
    }
    if plan.left_alone > 0 {
        out::line(&format!("  {} not in the text, left alone", plan.left_alone))?;
    }
    if apply { Ok(()) } else { out::line("Nothing was written. Add --apply to write it.") }
}

/// Writes the records, a thousand in a transaction.
async fn apply(gate: &Gate, member: &Member, writes: Vec<Write>) -> Result<(), Trouble> {
    let mut written = writes.iter().filter(|write| is_founded(write)).count();
    let mut writes = writes.into_iter().filter(|write| !is_founded(write)).peekable();
    while writes.peek().is_some() {
        let some: Vec<Write> = writes.by_ref().take(AT_ONCE).collect();
        let sources: Vec<String> = some.iter().map(|write| write.imported.source.clone()).collect();
        let doings: Result<Vec<Doing>, ActError> =
            some.into_iter().map(|write| doing(member, write)).collect();
        gate.act_many(member, doings?).await.map_err(|error| match error {
            ActError::At(at, error) => Trouble::said(format!(
                "{}: {error} Written before: {written}. Mend it and run this again.",
                sources[at]
            )),
            error => error.into(),
        })?;
        written += sources.len();
    }
    gate.analyze().await?;
    out::line(&format!("{} written.", counted(written, ["record", "records"])))
}

/// The organisation's own record is there as soon as it is founded.
fn is_founded(write: &Write) -> bool {
    write.record.kind == attesta_isms::ids::OrganisationId::KEY && write.imported.number.is_some()
}

fn doing(member: &Member, write: Write) -> Result<Doing, ActError> {
    let kind = record_type(write.record.kind).ok_or(ActError::NotFound)?;
    Ok(Doing::new(member.permit(kind, "import")?, Deed::Import(write.imported)))
}

/// Lets an administrator in, with the person of the same address behind the account.
async fn administrator(gate: &Gate, by: &Member, email: Option<&str>, place: &Place) -> Result<(), Trouble> {
    let Some(email) = email.map(str::trim) else {
        if gate.accounts().await?.is_empty() {
            out::line("Nobody can sign in yet. Let somebody in with --apply --administrator EMAIL.")?;
        }
        return Ok(());
    };
    let isms = by.data().snapshot().await?;
    let same = |text: Option<&attesta_record::Text>| {
        text.is_some_and(|text| text.as_str().eq_ignore_ascii_case(email))
    };
    let person = isms.people.in_force().find(|person| same(person.data.email.as_ref()));
    let known = gate.accounts().await?.into_iter().find(|one| one.email.eq_ignore_ascii_case(email));
    let name = person.map_or(email, |person| person.data.name.as_str());
    let account = match known {
        Some(account) => account,
        None => gate.add_account(name, email).await?,
    };
    gate.let_in(by, &account, person.map(|person| person.id), Duty::Administrator).await?;
    out::line(&format!("{email} is administrator: attesta link{} --account {email}", place.options()))
}
