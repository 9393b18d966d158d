//! The journal: what a save costs, what each further act in the same transaction costs, and how fast it is verified.

use std::{process::Stdio, time::Instant};

use attesta_record::merkle::{Frontier, leaf_hash};
use clap::Args;

use crate::{
    Failed,
    figures::{self, Times, milliseconds},
    place::{Place, Program},
    snapshot::amend,
};

/// What is measured.
#[derive(Debug, Args)]
pub(crate) struct Journal {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    program: Program,
    /// How often one record is saved
    #[arg(long, default_value_t = 500)]
    runs: usize,
    /// How many acts share a transaction in the second measurement
    #[arg(long, default_value_t = 500)]
    together: usize,
}

impl Journal {
    /// Measures it.
    pub(crate) async fn run(&self) -> Result<(), Failed> {
        self.place.tell().await?;
        let (gate, member) = self.place.member().await?;
        let mut times = Times::default();
        for run in 0..self.runs {
            let doing = amend(&gate, &member, i64::try_from(run)? + 1).await?;
            let begun = Instant::now();
            gate.act(&member, doing).await?;
            times.add(begun.elapsed());
        }
        figures::line("ms                                 p50      p95      p99    worst")?;
        figures::line(&format!("a save, one act               {}", times.columns()))?;
        let mut doings = Vec::with_capacity(self.together);
        for at in 0..self.together {
            doings.push(amend(&gate, &member, i64::try_from(at)? + 1).await?);
        }
        let begun = Instant::now();
        gate.act_many(&member, doings).await?;
        figures::line(&format!(
            "{} acts in one transaction: {:.3} ms each, with the rows of the record and everything of the journal",
            self.together,
            milliseconds(begun.elapsed()) / f64::from(u32::try_from(self.together)?)
        ))?;
        self.hashing(member.data()).await?;
        self.command()
    }

    /// Reading every leaf, hashing it, and comparing the root with the head's.
    async fn hashing(&self, tenant: &attesta_store::Tenant) -> Result<(), Failed> {
        let begun = Instant::now();
        let (mut tree, mut after) = (Frontier::default(), 0);
        loop {
            let leaves = tenant.leaves(after, 5_000).await?;
            if leaves.is_empty() {
                break;
            }
            after += i64::try_from(leaves.len())?;
            for leaf in &leaves {
                tree.push(leaf_hash(leaf.as_bytes()));
            }
        }
        let seconds = begun.elapsed().as_secs_f64();
        let (size, frontier) = tenant.frontier().await?;
        let kept = Frontier::decode(u64::try_from(size)?, &frontier).ok_or("The head is damaged.")?;
        let same = if kept.root() == tree.root() { "the same root" } else { "ANOTHER ROOT" };
        let rate = f64::from(u32::try_from(after)?) / seconds;
        figures::line(&format!(
            "leaves and tree alone: {after} entries in {seconds:.2} s, {rate:.0} a second, {same}"
        ))
    }

    /// What a person runs.
    fn command(&self) -> Result<(), Failed> {
        let begun = Instant::now();
        let mut command = self.program.command(&["journal", "verify"])?;
        let status = command.args(self.place.options()).stdout(Stdio::null()).status()?;
        let seconds = begun.elapsed().as_secs_f64();
        figures::line(&format!("attesta journal verify: {seconds:.2} s, {status}"))
    }
}
