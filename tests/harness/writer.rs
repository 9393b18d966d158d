//! A process that writes to a store for a while, as one of several: it counts in the description of a risk, which two
//! writers must never count for one, and adds risks of its own.
//!
//! `attesta-test-writer LOCATION SLUG NAME SECONDS` prints how often it counted, how many risks it added and how often
//! it had to look again.

use std::{
    error::Error,
    io::Write as _,
    sync::Arc,
    time::{Duration, Instant},
};

use attesta_gate::{ActError, Deed, Doing, Gate, Member, SystemClock};
use attesta_record::Value;
use attesta_store::{Location, Store};
use attesta_tests::{kind, with};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [location, slug, name, seconds] = arguments.as_slice() else { return Err("four arguments".into()) };
    let location = if location.starts_with("postgres:") {
        Location::Postgres(location.clone())
    } else {
        Location::File(location.into())
    };
    let store = Store::open(&location).await?;
    let tenant = store.tenant(slug).await?.ok_or("no such organisation")?;
    let gate = Gate::new(store, Arc::new(SystemClock));
    let member = gate.console(tenant, name).await?;
    let until = Instant::now() + Duration::from_secs(seconds.parse()?);
    let (mut counted, mut added, mut conflicts) = (0, 0, 0);
    while Instant::now() < until {
        match count(&gate, &member).await {
            Ok(()) => counted += 1,
            Err(ActError::Conflict(_)) => conflicts += 1,
            Err(error) => return Err(error.into()),
        }
        if counted % 3 == 0 {
            add(&gate, &member, &format!("Of {name}: {added}")).await?;
            added += 1;
        }
    }
    writeln!(std::io::stdout(), "{counted} {added} {conflicts}")?;
    Ok(())
}

/// Adds one to the number in the description of `R-1`, as a person does: look, count, save at the revision seen.
async fn count(gate: &Gate, member: &Member) -> Result<(), ActError> {
    let risk = kind("risk");
    let seen = member.data().item(risk.schema, 1).await?.ok_or(ActError::NotFound)?;
    let Value::Text(text) = seen.get("description") else { return Err(ActError::NotFound) };
    let number: u64 = text.parse().map_err(|_| ActError::NotFound)?;
    let values =
        with(risk.schema, seen.values.clone(), &[("description", Value::text(&(number + 1).to_string()))]);
    let deed = Deed::Amend { id: 1, revision: seen.revision, values };
    gate.act(member, Doing::new(member.permit(risk, "amend")?, deed)).await.map(|_| ())
}

async fn add(gate: &Gate, member: &Member, title: &str) -> Result<(), ActError> {
    let risk = kind("risk");
    let seen = member.data().item(risk.schema, 1).await?.ok_or(ActError::NotFound)?;
    let values = with(risk.schema, seen.values, &[("title", Value::text(title))]);
    gate.act(member, Doing::new(member.permit(risk, "create")?, Deed::Create(values))).await.map(|_| ())
}
