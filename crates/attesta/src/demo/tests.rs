//! The sample company, played into a store of its own.

use std::collections::BTreeSet;

use attesta_gate::{Clock as _, SystemClock};
use attesta_isms::{
    Isms, RECORDS, context::DeterminationStatus, documents::VersionStatus, ids::ScopeId,
    operations::IncidentStatus, risk::RoundStatus,
};
use attesta_record::{Choice as _, TypedId as _};
use attesta_store::{JournalEntry, Location, Store, Tenant};
use jiff::{SignedDuration, tz::TimeZone};

use super::*;
use crate::journal::check;

async fn filled(folder: &std::path::Path) -> (Tenant, Timestamp) {
    let store = Store::open(&Location::File(folder.join("attesta.sqlite"))).await.unwrap();
    let store = store.with_files(folder.join("files"), attesta_store::MOST_FILE_BYTES);
    let now = SystemClock.now();
    fill(store.clone(), now).await.unwrap();
    (store.tenant(SLUG).await.unwrap().unwrap(), now)
}

#[tokio::test]
async fn the_sample_is_played_and_proved() {
    let folder = tempfile::tempdir().unwrap();
    let (tenant, now) = filled(folder.path()).await;
    let isms = tenant.snapshot().await.unwrap();
    let entries = tenant.journal(0, i64::MAX, 10_000).await.unwrap();
    assert_eq!(i64::try_from(entries.len()).unwrap(), isms.sequence);

    let found = check(&tenant).await.unwrap();
    assert_eq!((found.mismatch, found.entries), (None, isms.sequence));

    let then = tenant.sequence_before(now - SignedDuration::from_hours(24 * 180)).await.unwrap();
    let past = tenant.snapshot_at(then, &isms).await.unwrap();
    assert!(then > 0 && records(&past) < records(&isms), "{} then, {} now", records(&past), records(&isms));

    days_are_working_days(&entries, now);
    the_register_is_as_told(&isms);
    documents_are_as_told(&isms, now);
    people_are_as_told(&isms, now);
    registers_are_as_told(&isms, now);
    improvement_is_as_told(&isms, now);

    let gate = gate(Store::open(&Location::File(folder.path().join("attesta.sqlite"))).await.unwrap());
    let place = Place { data: folder.path().to_owned(), database: None, files: None, file_limit: 50 };
    assert!(is_there(&gate, &place).await.unwrap(), "it is used again");

    let files = tenant.check_files(Timestamp::MAX).await.unwrap();
    assert_eq!((files.named, files.unsound.len()), (3, 0), "{files:?}");
    evidence_is_as_told(&isms, now);
}

fn records(isms: &Isms) -> usize {
    RECORDS.iter().filter_map(|kind| Some(isms.table(kind.schema.key)?.count())).sum()
}

fn days_are_working_days(entries: &[JournalEntry], now: Timestamp) {
    let zone = TimeZone::get(calendar::ZONE).unwrap();
    for entry in entries {
        let at = entry.recorded_at.to_zoned(zone.clone());
        assert!(entry.recorded_at < now, "{} {} lies in the future", entry.verb, entry.on);
        assert!(calendar::is_working_day(at.date()), "{} {} on {}", entry.verb, entry.on, at.date());
        assert!((8..18).contains(&at.hour()), "{} {} at {}", entry.verb, entry.on, at.time());
        assert!(entry.occurred_on.is_none_or(|day| day <= at.date() && calendar::is_working_day(day)));
    }
    assert!(entries.iter().any(|entry| entry.occurred_on.is_some()));
    let accounts: BTreeSet<i64> = entries.iter().map(|entry| entry.account).collect();
    assert!(accounts.len() >= 10, "{} accounts acted", accounts.len());
}

fn the_register_is_as_told(isms: &Isms) {
    let risks: Vec<_> = isms.risks.iter().collect();
    assert_eq!(risks.len(), 28);
    assert_eq!(risks.iter().filter(|risk| risk.retired).count(), 1);
    assert_eq!(risks.iter().filter(|risk| risk.data.assessed_on.is_none()).count(), 2);
    let mut fell = 0;
    for risk in risks.iter().map(|risk| &risk.data).filter(|risk| risk.assessed_on.is_some()) {
        assert!(risk.inherent_level >= risk.level && risk.level >= risk.residual_level, "{}", risk.title);
        fell += usize::from(risk.inherent_level > risk.level);
    }
    assert!(fell >= 18, "controls lower the level of {fell} risks");
    let levels: BTreeSet<_> = risks.iter().filter_map(|risk| risk.data.level).collect();
    assert!(levels.len() >= 3, "{levels:?}");
    let rounds: Vec<RoundStatus> = isms.assessments.iter().map(|round| round.data.status).collect();
    assert_eq!(rounds, [RoundStatus::Completed, RoundStatus::UnderWay]);
    let platform: ScopeId = attesta_record::TypedId::new(2);
    let soa = || isms.soa_entries.in_force().filter(|row| row.data.scope == platform);
    assert_eq!(soa().count(), 80);
    let statuses: BTreeSet<_> = soa().filter_map(|row| row.data.status).map(|status| status.key()).collect();
    assert_eq!(statuses.len(), 4, "{statuses:?}");
}

fn documents_are_as_told(isms: &Isms, now: Timestamp) {
    let today = now.to_zoned(TimeZone::get(calendar::ZONE).unwrap()).date();
    let versions = || isms.document_versions.iter().map(|version| &version.data);
    let overdue = versions().filter(|version| {
        version.status == VersionStatus::Approved && version.review_by.is_some_and(|day| day < today)
    });
    let overdue: Vec<String> = overdue.map(|version| isms.document_title(version.document)).collect();
    assert_eq!(overdue, ["Backup plan"]);
    for status in [VersionStatus::Draft, VersionStatus::Approved, VersionStatus::Superseded] {
        assert!(versions().any(|version| version.status == status), "{status:?}");
    }
}

fn evidence_is_as_told(isms: &Isms, now: Timestamp) {
    let today = now.to_zoned(TimeZone::get(calendar::ZONE).unwrap()).date();
    let stale: Vec<String> = isms
        .evidence
        .iter()
        .filter(|one| !one.data.counts_on(today))
        .map(|one| one.data.title.to_string())
        .collect();
    assert_eq!((isms.evidence.len(), stale), (5, vec!["Scan of laptops for missing updates".to_owned()]));
}

fn people_are_as_told(isms: &Isms, now: Timestamp) {
    let today = now.to_zoned(TimeZone::get(calendar::ZONE).unwrap()).date();
    assert_eq!(isms.people.len(), 14);
    assert_eq!(isms.people.iter().filter(|person| person.data.left_on.is_some()).count(), 1);
    let vacant =
        isms.roles.iter().filter(|role| role.data.mandatory && isms.holders(role.id, today).is_empty());
    let vacant: Vec<String> = vacant.map(|role| role.data.name.to_string()).collect();
    assert_eq!(vacant, ["Business continuity manager"]);
}

fn registers_are_as_told(isms: &Isms, now: Timestamp) {
    let today = now.to_zoned(TimeZone::get(calendar::ZONE).unwrap()).date();
    for kind in RECORDS {
        // Every register has something to look at, but those that the sample does not need.
        let made_elsewhere = ["custom_control", "soa_version", "judgement"].contains(&kind.schema.key);
        assert!(made_elsewhere || isms.table(kind.schema.key).unwrap().count() > 0, "no {}", kind.schema.key);
    }
    let status =
        |wanted: IncidentStatus| isms.incidents.iter().filter(|one| one.data.status == wanted).count();
    let (closed, contained) = (status(IncidentStatus::Closed), status(IncidentStatus::Contained));
    assert_eq!((closed, contained, status(IncidentStatus::NoIncident)), (2, 1, 1));
    let told = isms.incidents.iter().find(|one| one.data.notify_until.is_some()).unwrap();
    assert!(told.data.notified_at < told.data.notify_until, "the authority was told in time");
    let current = isms.climate.iter().filter(|one| one.data.status == DeterminationStatus::Decided);
    assert_eq!(current.count(), 1);
    let gaps = isms.competence_requirements.iter().filter(|one| !isms.lacking(&one.data, today).is_empty());
    let gaps: Vec<String> = gaps.map(|one| one.data.role.number()).collect();
    assert_eq!(gaps.len(), 1, "one lead of incidents is still learning: {gaps:?}");
}

/// One nonconformity of an audit is closed and was effective, one was not; every kind of record has something to show.
fn improvement_is_as_told(isms: &Isms, now: Timestamp) {
    let today = now.to_zoned(TimeZone::get(calendar::ZONE).unwrap()).date();
    let kind = attesta_isms::record_type("nonconformity").unwrap();
    let told = |one: &attesta_record::Entity<attesta_isms::improvement::Nonconformity>| {
        let notes = kind.notes(isms, attesta_record::TypedId::get(one.id), today);
        (
            one.data.status.key(),
            one.data.effective,
            notes.into_iter().map(|note| note.text).collect::<Vec<_>>(),
        )
    };
    let told: Vec<_> = isms.nonconformities.iter().map(told).collect();
    let of = |status, effective, notes: &[&str]| {
        (status, effective, notes.iter().map(|note| (*note).to_owned()).collect::<Vec<_>>())
    };
    let expected = [
        of("closed", Some(true), &[]),
        of("open", Some(false), &["1 open action", "Not effective"]),
        of("closed", Some(true), &[]),
        of("open", Some(true), &["Can be closed"]),
        of("open", None, &["Answer overdue", "Cause not known"]),
    ];
    assert_eq!(told, expected);
    for kind in ["objective", "metric", "audit", "audit_finding", "certification_audit", "retention_entry"] {
        let count = isms.table(kind).map_or(0, attesta_isms::kit::AnyTable::count);
        assert!((3..=8).contains(&count), "{count} of {kind}");
    }
    assert_eq!((isms.certificates.len(), isms.reviews.len(), isms.deletions.len()), (1, 2, 4));
}

#[tokio::test]
async fn a_real_organisation_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&Location::File(folder.path().join("attesta.sqlite"))).await.unwrap();
    let gate = gate(store);
    let account = gate.add_account("Kim", "kim@example.org").await.unwrap();
    let real = Organisation { sample: false, ..company::organisation() };
    gate.found("real", &account, real, None).await.unwrap();
    let place = Place { data: folder.path().to_owned(), database: None, files: None, file_limit: 50 };
    let Err(Trouble::Said(sentence)) = is_there(&gate, &place).await else {
        panic!("it would have been filled")
    };
    assert!(sentence.contains("holds the organisation real"), "{sentence}");
}
