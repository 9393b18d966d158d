//! Viewing: snapshots of the present and of the past, kept in memory under a limit.

use std::sync::Arc;

use attesta_isms::{Isms, RECORDS};
use attesta_store::{StoreError, Tenant};
use jiff::{Timestamp, civil::Date};

use crate::{Gate, Member};

/// About how many records all snapshots in memory may hold together before the one that was used least recently goes.
const MOST_RECORDS: usize = 1_500_000;

/// Which snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    organisation: i64,
    /// A moment of the past by its sequence, and the number of erasures that it has seen; `None` is the present.
    past: Option<(i64, i64)>,
}

impl Key {
    pub(crate) fn present(tenant: &Tenant) -> Self {
        Self { organisation: tenant.info().id, past: None }
    }
}

/// A snapshot in memory.
pub(crate) struct Kept {
    isms: Arc<Isms>,
    records: usize,
    used: Timestamp,
}

/// The point of the journal that is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The present.
    Present,
    /// Right after the act of this sequence.
    After(i64),
}

/// An organisation as it is, or was.
#[derive(Debug, Clone)]
pub struct View {
    /// All of its records.
    pub isms: Arc<Isms>,
    /// Which moment it shows.
    pub moment: Moment,
    /// Today, in the organisation's zone.
    pub today: Date,
}

impl Gate {
    /// The organisation at a moment. A sequence that lies ahead of the journal is `None`.
    pub async fn view(&self, member: &Member, moment: Moment) -> Result<Option<View>, StoreError> {
        let present = self.present(member).await?;
        let today = self.today(&present);
        let isms = match moment {
            Moment::Present => present,
            Moment::After(sequence) if sequence < 0 || sequence > present.sequence => return Ok(None),
            Moment::After(sequence) => {
                let (_, erasures) = member.tenant.head().await?;
                let key = Key { organisation: member.tenant.info().id, past: Some((sequence, erasures)) };
                if let Some(isms) = self.kept(&key) {
                    isms
                } else {
                    let past = member.tenant.snapshot_at(sequence, &present).await?;
                    self.keep(key, Arc::new(past))
                }
            }
        };
        Ok(Some(View { isms, moment, today }))
    }

    /// The sequence at the end of a day in the organisation's zone.
    pub async fn end_of_day(&self, member: &Member, day: Date) -> Result<i64, StoreError> {
        let zone = self.present(member).await?.zone();
        let next = day.tomorrow().ok().and_then(|next| next.to_zoned(zone).ok());
        let moment = next.map_or(Timestamp::MAX, |next| next.timestamp());
        member.tenant.sequence_before(moment).await
    }

    /// The present snapshot, caught up with the journal.
    pub(crate) async fn present(&self, member: &Member) -> Result<Arc<Isms>, StoreError> {
        let key = Key::present(&member.tenant);
        let Some(isms) = self.kept(&key) else {
            return Ok(self.keep(key, Arc::new(member.tenant.snapshot().await?)));
        };
        let (head, _) = member.tenant.head().await?;
        if isms.sequence == head {
            return Ok(isms);
        }
        let mut newer = Isms::clone(&isms);
        member.tenant.catch_up(&mut newer).await?;
        Ok(self.keep(key, Arc::new(newer)))
    }

    fn kept(&self, key: &Key) -> Option<Arc<Isms>> {
        let mut snapshots = self.snapshots.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let kept = snapshots.get_mut(key)?;
        kept.used = self.now();
        Some(Arc::clone(&kept.isms))
    }

    /// Keeps a snapshot, unless a newer one of the same key is there; lets the least used go where there are too many.
    pub(crate) fn keep(&self, key: Key, isms: Arc<Isms>) -> Arc<Isms> {
        let records = RECORDS.iter().filter_map(|kind| Some(isms.table(kind.schema.key)?.count())).sum();
        let mut snapshots = self.snapshots.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(kept) = snapshots.get(&key).filter(|kept| kept.isms.sequence > isms.sequence) {
            return Arc::clone(&kept.isms);
        }
        snapshots.insert(key, Kept { isms: Arc::clone(&isms), records, used: self.now() });
        while snapshots.len() > 1 && snapshots.values().map(|kept| kept.records).sum::<usize>() > MOST_RECORDS
        {
            let oldest = snapshots.iter().filter(|(one, _)| **one != key).min_by_key(|(_, kept)| kept.used);
            let Some(oldest) = oldest.map(|(key, _)| *key) else { break };
            snapshots.remove(&oldest);
        }
        isms
    }
}
