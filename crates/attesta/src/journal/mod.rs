//! `attesta journal verify`: every hash and commitment of the journal, recomputed and compared with what is stored.

mod verify;

use std::process::ExitCode;

use attesta_isms::{Isms, RECORDS};
use attesta_record::Item;
use attesta_store::{Sealed, StoreError, Tenant};
use clap::Args;
use serde_json::json;
use tokio::task::{JoinError, JoinHandle};

use self::verify::{Mismatch, Verifier};
use crate::{
    out::{self, Format},
    place::{Place, Which, gate},
    trouble::Trouble,
};

/// How many entries are read at a time.
const AT_ONCE: usize = 2_000;

/// What a command exits with when what it checked does not hold.
pub(crate) const CHECK_FAILED: u8 = 1;

/// Recompute every hash of the journal and compare it with what is stored.
#[derive(Debug, Args)]
#[command(
    after_help = "Checked are the hash of every leaf, the root of the tree, every stored value and salt against its \
                  commitment, and every record against the journal. It may run beside a server.\n\nExit codes: 0 all \
                  fits, 1 something does not, 2 could not run.\n\n\
                  Examples:\n  attesta journal verify\n  attesta journal verify --data /srv/attesta --format json"
)]
pub(crate) struct Verify {
    /// How to answer
    #[arg(long, default_value = "text")]
    format: Format,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    which: Which,
}

/// What was found.
#[derive(Debug)]
pub(crate) struct Found {
    /// How many entries were verified, up to the first mismatch.
    pub(crate) entries: i64,
    /// How many records were compared with the journal.
    pub(crate) records: usize,
    /// The root of the tree over these entries, in hex.
    pub(crate) root: String,
    /// The first thing that does not fit.
    pub(crate) mismatch: Option<Mismatch>,
}

/// Runs the command.
pub(crate) async fn verify(verify: Verify) -> Result<ExitCode, Trouble> {
    let gate = gate(verify.place.open().await?);
    let tenant = verify.which.choose(&gate).await?;
    let slug = &tenant.info().slug;
    let found = check(&tenant).await?;
    let text = match &found.mismatch {
        None => format!(
            "The journal of {slug} holds: {} entries and {} records verified, root {}.",
            found.entries, found.records, found.root
        ),
        Some(mismatch) => {
            format!(
                "The journal of {slug} does not hold. {} entries were verified. {mismatch}",
                found.entries
            )
        }
    };
    let object = json!({
        "organisation": slug, "holds": found.mismatch.is_none(), "entries": found.entries, "records": found.records,
        "root": found.root, "mismatch": found.mismatch,
    });
    out::answer(verify.format, &text, &object)?;
    Ok(if found.mismatch.is_none() { ExitCode::SUCCESS } else { ExitCode::from(CHECK_FAILED) })
}

/// Verifies the journal of an organisation, and its records against the journal.
pub(crate) async fn check(tenant: &Tenant) -> Result<Found, Trouble> {
    let mut verifier = Verifier::new(&tenant.info().uid);
    let mut mismatch = check_entries(tenant, &mut verifier).await?.err();
    let mut records = 0;
    if mismatch.is_none() {
        let present = tenant.snapshot().await?;
        let mut untold = None;
        let note = &mut |sequence, item: &Item| {
            untold.get_or_insert_with(|| {
                format!(
                    "Entry {sequence}, {}: what is stored of the whole record is not what the journal tells.",
                    item.number()
                )
            });
        };
        let told = tenant.retold(present.sequence, note).await?;
        match untold.map_or_else(|| compare(&present, &told), Err) {
            Ok(compared) => records = compared,
            Err(found) => mismatch = Some(found),
        }
    }
    Ok(Found { entries: verifier.entries(), records, root: verifier.root(), mismatch })
}

/// Reads up to the head of the journal, and on where that goes on meanwhile.
async fn check_entries(tenant: &Tenant, verifier: &mut Verifier) -> Result<Result<(), Mismatch>, Trouble> {
    loop {
        let (size, edge) = tenant.frontier().await?;
        let mut reading = read(tenant, verifier.entries());
        while verifier.entries() < size {
            let mut some = reading.await.map_err(stopped)??;
            let Some(last) = some.last().map(|entry| entry.sequence) else {
                let end = verifier.entries();
                return Ok(Err(format!("The journal ends after entry {end}, and its head counts {size}.")));
            };
            // The next ones are read while these are verified.
            reading = read(tenant, last);
            some.retain(|entry| entry.sequence <= size);
            if let Err(mismatch) = some.iter().try_for_each(|entry| verifier.take(entry)) {
                return Ok(Err(mismatch));
            }
        }
        if let Err(mismatch) = verifier.finish(size, &edge) {
            return Ok(Err(mismatch));
        }
        if tenant.sealed(size, 1).await?.is_empty() {
            return Ok(Ok(()));
        }
        if tenant.frontier().await?.0 == size {
            return Ok(Err(format!("The journal goes on after entry {size}, where its head ends.")));
        }
    }
}

/// Begins to read the entries after one.
fn read(tenant: &Tenant, after: i64) -> JoinHandle<Result<Vec<Sealed>, StoreError>> {
    let tenant = tenant.clone();
    tokio::spawn(async move { tenant.sealed(after, AT_ONCE).await })
}

fn stopped(_: JoinError) -> Trouble {
    Trouble::said("Reading was broken off. Try again.")
}

/// Compares every record with what the journal tells of it.
fn compare(present: &Isms, told: &Isms) -> Result<usize, Mismatch> {
    let mut compared = 0;
    for kind in RECORDS {
        let (Some(present), Some(told)) = (present.table(kind.schema.key), told.table(kind.schema.key))
        else {
            continue;
        };
        if present.count() != told.count() {
            let (have, should) = (present.count(), told.count());
            return Err(format!(
                "{}: there are {have}, and the journal tells of {should}.",
                kind.schema.plural
            ));
        }
        for (present, told) in present.items().zip(told.items()) {
            if present != told {
                return Err(format!(
                    "{} says something else than the journal tells of it.",
                    present.number()
                ));
            }
            compared += 1;
        }
    }
    Ok(compared)
}

#[cfg(test)]
mod tests;
