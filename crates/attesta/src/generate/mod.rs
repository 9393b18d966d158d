//! `attesta generate`: a large made-up organisation, for measuring. The same seed makes the same records; only the
//! salts of the journal differ.

mod basis;
mod history;
mod risks;
mod words;

use std::{process::ExitCode, sync::Arc, time::Instant};

use attesta_gate::{Deed, Doing, Done, Gate, Member, SimulatedClock};
use attesta_isms::{context::Organisation, people::Person, record_type};
use attesta_record::{Fields, Record, Text};
use clap::Args;
use jiff::{SignedDuration, Timestamp, civil::date, tz::TimeZone};
use rand::{SeedableRng as _, rngs::StdRng};
use serde_json::json;

use crate::{
    out::{self, Format},
    place::Place,
    trouble::Trouble,
};

/// How many acts share one transaction.
const AT_ONCE: usize = 1_000;

/// Make a large made-up organisation, for measuring.
#[derive(Debug, Args)]
#[command(
    after_help = "The organisation is marked as a sample and called generated-SEED. The same seed makes the same records.\n\n\
                  Examples:\n  attesta generate --records 10000 --data /tmp/large\n  \
                  attesta generate --records 100000 --seed 7 --history 1000000 --data /tmp/large"
)]
pub(crate) struct Generate {
    /// How many risks
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=5_000_000))]
    records: u32,
    /// What the chance begins with
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Amend records until the journal has about this many entries
    #[arg(long, value_name = "M")]
    history: Option<u32>,
    /// How to answer
    #[arg(long, default_value = "text")]
    format: Format,
    #[command(flatten)]
    place: Place,
}

/// An organisation in the making.
struct Making {
    gate: Gate,
    clock: Arc<SimulatedClock>,
    chance: StdRng,
    now: Timestamp,
    /// How far the clock goes on with each transaction.
    step: SignedDuration,
    /// Who makes what the risks stand on, and amends: the command line.
    console: Member,
    /// Who finds and judges risks: accounts with a person behind them.
    people: Vec<Member>,
    entries: i64,
}

/// Runs the command.
pub(crate) async fn run(generate: Generate, user: &str) -> Result<ExitCode, Trouble> {
    let begun = Instant::now();
    let slug = format!("generated-{}", generate.seed);
    let store = generate.place.make().await?;
    let clock = Arc::new(SimulatedClock::new(first_moment()));
    let gate = Gate::new(store, Arc::clone(&clock) as Arc<dyn attesta_gate::Clock>);
    if gate.organisations().await?.iter().any(|tenant| tenant.info().slug == slug) {
        return Err(Trouble::said(format!(
            "There is a {slug} already. Choose another --seed or another --data."
        )));
    }
    // About how many there will be, so that the acts spread over the whole past.
    let transactions = generate.history.unwrap_or(0).max(2 * generate.records) / 1_000 + 50;
    let founder = found(&gate, &slug).await?;
    let console = gate.console(founder.data().clone(), user).await?;
    let mut making = Making {
        gate,
        clock,
        chance: StdRng::seed_from_u64(generate.seed),
        now: first_moment(),
        step: last_moment().duration_since(first_moment()) / i32::try_from(transactions).unwrap_or(i32::MAX),
        console,
        people: vec![founder],
        entries: 0,
    };
    let basis = making.basis(generate.records).await?;
    making.risks(generate.records, &basis).await?;
    let created = (making.entries, begun.elapsed().as_secs_f64());
    if let Some(wanted) = generate.history {
        making.amend_until(i64::from(wanted)).await?;
    }
    making.gate.analyze().await?;
    tell(&generate, &slug, created, making.entries, begun.elapsed().as_secs_f64())?;
    Ok(ExitCode::SUCCESS)
}

fn tell(
    generate: &Generate,
    slug: &str,
    created: (i64, f64),
    entries: i64,
    seconds: f64,
) -> Result<(), Trouble> {
    #[expect(clippy::cast_precision_loss, reason = "a rate needs no more digits")]
    let rate = |entries: i64, seconds: f64| entries as f64 / seconds.max(0.001);
    let (first, first_seconds) = created;
    let mut text = format!(
        "{slug}: {} risks, {first} journal entries in {first_seconds:.1} s, {:.0} entries a second.",
        generate.records,
        rate(first, first_seconds)
    );
    if entries > first {
        let more = (entries - first, seconds - first_seconds);
        let more =
            format!(" {} amendments in {:.1} s, {:.0} a second.", more.0, more.1, rate(more.0, more.1));
        text.push_str(&more);
    }
    let object = json!({
        "organisation": slug, "account": ACCOUNT, "risks": generate.records, "entries": entries, "seconds": seconds,
        "entries_per_second": rate(entries, seconds),
    });
    out::answer(generate.format, &text, &object)
}

/// The account that may sign in to it.
const ACCOUNT: &str = "administrator@generated.example";

/// The past of the organisation is always the same three years.
fn first_moment() -> Timestamp {
    date(2023, 1, 2)
        .at(8, 0, 0, 0)
        .to_zoned(TimeZone::UTC)
        .map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
}

fn last_moment() -> Timestamp {
    first_moment().saturating_add(SignedDuration::from_hours(24 * 1_090)).unwrap_or(Timestamp::MAX)
}

async fn found(gate: &Gate, slug: &str) -> Result<Member, Trouble> {
    let known = gate.accounts().await?.into_iter().find(|account| account.email == ACCOUNT);
    let account = match known {
        Some(account) => account,
        None => gate.add_account("Administrator of made-up data", ACCOUNT).await?,
    };
    let organisation = Organisation {
        name: Text::from(format!("Made-up organisation {slug}")),
        legal_name: None,
        purpose: Some(Text::from("Made by “attesta generate”, to measure with.")),
        time_zone: Text::from("UTC"),
        sample: true,
    };
    let person = Person {
        function: Some(Text::from("ISMS manager")),
        ..attesta_gate::person_named("Robin Sommer", None)
    };
    Ok(gate.found(slug, &account, organisation, Some(person)).await?)
}

impl Making {
    /// Creates records, in the name of the command line.
    async fn create<R: Record>(&mut self, records: &[R]) -> Result<Vec<Done>, Trouble> {
        let kind = record_type(R::SCHEMA.key).ok_or(attesta_gate::ActError::NotFound)?;
        let permit = self.console.permit(kind, "create")?;
        let doings = records.iter().map(|record| Doing::new(permit, Deed::Create(record.to_values())));
        self.act(None, doings.collect()).await
    }

    /// Does a verb to records, in the name of a person.
    async fn verb<R: Record, V: Fields>(
        &mut self,
        verb: &str,
        by: usize,
        on: Vec<(i64, u32, V)>,
    ) -> Result<Vec<Done>, Trouble> {
        let kind = record_type(R::SCHEMA.key).ok_or(attesta_gate::ActError::NotFound)?;
        let by = by % self.people.len();
        let permit = self.people[by].permit(kind, verb)?;
        let doing = |(id, revision, form): (i64, u32, V)| {
            Doing::new(permit, Deed::Verb { id, revision, values: form.to_values() })
        };
        self.act(Some(by), on.into_iter().map(doing).collect()).await
    }

    /// Does things, a thousand in a transaction.
    async fn act(&mut self, by: Option<usize>, mut doings: Vec<Doing>) -> Result<Vec<Done>, Trouble> {
        let mut done = Vec::with_capacity(doings.len());
        while !doings.is_empty() {
            let rest = doings.split_off(doings.len().min(AT_ONCE));
            self.now = self.now.saturating_add(self.step).unwrap_or(self.now);
            self.clock.set(self.now);
            let member = by.map_or(&self.console, |by| &self.people[by]);
            let some = self.gate.act_many(member, std::mem::replace(&mut doings, rest)).await?;
            self.entries = some.last().map_or(self.entries, |last| last.sequence);
            done.extend(some);
        }
        Ok(done)
    }
}

#[cfg(test)]
mod tests;
