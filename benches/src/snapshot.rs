//! Snapshots: every record of an organisation, from disk, after one change, and as it was.

use std::time::Instant;

use attesta_gate::{Deed, Doing, Gate, Member, Moment};
use attesta_record::Value;
use clap::Args;

use crate::{
    Failed,
    figures::{self, Times, milliseconds},
    place::Place,
    process::Process,
};

/// What is measured.
#[derive(Debug, Args)]
pub(crate) struct Snapshot {
    #[command(flatten)]
    place: Place,
    /// How often a change is caught up
    #[arg(long, default_value_t = 200)]
    runs: usize,
}

impl Snapshot {
    /// Measures it.
    pub(crate) async fn run(&self) -> Result<(), Failed> {
        self.place.tell().await?;
        let (here, member) = self.place.member().await?;
        let tenant = member.data();
        let before = Process::Own.memory()?;
        let begun = Instant::now();
        let isms = tenant.snapshot().await?;
        let took = begun.elapsed();
        let records: usize =
            attesta_isms::RECORDS.iter().filter_map(|kind| Some(isms.table(kind.schema.key)?.count())).sum();
        let memory = Process::Own.memory()? - before;
        figures::line(&format!(
            "from disk: {:.0} ms, {records} records, {memory:.0} MB more memory",
            milliseconds(took)
        ))?;
        let begun = Instant::now();
        let copy = isms.clone();
        let took = begun.elapsed();
        figures::line(&format!("a copy: {:.3} ms", milliseconds(took)))?;
        let begun = Instant::now();
        drop((isms, copy));
        figures::line(&format!("letting go of it: {:.0} ms", milliseconds(begun.elapsed())))?;
        self.catching_up(&here, &member).await?;
        past(&here, &member).await
    }

    /// One change by one server, seen by another.
    async fn catching_up(&self, here: &Gate, member: &Member) -> Result<(), Failed> {
        let (there, other) = self.place.member().await?;
        there.view(&other, Moment::Present).await?;
        let (mut saves, mut times, mut still) = (Times::default(), Times::default(), Times::default());
        for run in 0..self.runs {
            let doing = amend(here, member, i64::try_from(run)? + 1).await?;
            let begun = Instant::now();
            here.act(member, doing).await?;
            saves.add(begun.elapsed());
            let begun = Instant::now();
            there.view(&other, Moment::Present).await?;
            times.add(begun.elapsed());
            let begun = Instant::now();
            there.view(&other, Moment::Present).await?;
            still.add(begun.elapsed());
        }
        figures::line("ms                                 p50      p95      p99    worst")?;
        figures::line(&format!("a save                        {}", saves.columns()))?;
        figures::line(&format!("catching up one change        {}", times.columns()))?;
        figures::line(&format!("where nothing changed         {}", still.columns()))
    }
}

/// Amends a risk's causes.
pub(crate) async fn amend(gate: &Gate, member: &Member, id: i64) -> Result<Doing, Failed> {
    let kind = attesta_isms::record_type("risk").ok_or("There is no such kind.")?;
    let view = gate.view(member, Moment::Present).await?.ok_or("There is no present.")?;
    let table = view.isms.table(kind.schema.key).ok_or("There is no such table.")?;
    let item = table.item(id).ok_or("There is no such risk.")?;
    let causes = kind.schema.position("causes").ok_or("A risk has no causes.")?;
    let mut values = item.values;
    values[causes] = Value::text(&format!("Measured at revision {} of R-{id}.", item.revision));
    let deed = Deed::Amend { id, revision: item.revision, values };
    Ok(Doing::new(member.permit(kind, "amend")?, deed))
}

/// As it was at some points of the journal: when its risks had just been made, half-way, and just now.
async fn past(gate: &Gate, member: &Member) -> Result<(), Failed> {
    let (head, _) = member.data().head().await?;
    for (name, sequence) in [("an eighth", head / 8), ("half", head / 2), ("all but the last", head - 1)] {
        let begun = Instant::now();
        let view = gate.view(member, Moment::After(sequence)).await?.ok_or("There is no such past.")?;
        figures::line(&format!(
            "as of {name} of the journal, entry {sequence}: {:.0} ms, {} risks",
            milliseconds(begun.elapsed()),
            view.isms.risks.len()
        ))?;
    }
    figures::line(&format!("memory at the end: {:.0} MB", Process::Own.memory()?))
}
