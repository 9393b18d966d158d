//! Operation of the sample company: what is kept how long, what was deleted, keys.

use attesta_isms::{
    ids::RetentionId,
    operations::{CryptoKey, Deletion, RetentionEntry, RevokeKey, RotateKey, VerifyDeletion},
};
use attesta_record::Value;

use super::{
    people::{By, Who},
    scene::{Cast, Scene, at},
    tell::{Said, act, around, day, owner, tell, text, the},
};
use crate::trouble::Trouble;

/// An entry of the retention schedule: short name, category, owner, location, period, months, legal basis, disposal.
type RetentionRow =
    (&'static str, &'static str, By, &'static str, &'static str, f64, &'static str, &'static str);

const RETENTION: &[RetentionRow] = &[
    (
        "contracts",
        "Contracts with ports",
        By::Person(Who::Marta),
        "Contract folder",
        "Ten years after the end of the year in which the contract ended",
        120.0,
        "Commercial code, section 257",
        "Deleted by legal, once a year",
    ),
    (
        "rosters",
        "Rosters and bookings of customers",
        By::Person(Who::Lena),
        "Production databases",
        "90 days after the end of the contract",
        3.0,
        "Contracts for processing on behalf",
        "A job deletes them; copies run out after 35 days more",
    ),
    (
        "logs",
        "Sign-ins and acts of administrators",
        By::Role("operations"),
        "Log store",
        "90 days",
        3.0,
        "Own decision; longer while an incident is looked into",
        "Run out by themselves",
    ),
    (
        "applicants",
        "Papers of applicants",
        By::Person(Who::Silke),
        "Personnel system",
        "Six months after the answer",
        6.0,
        "General Equal Treatment Act, section 15",
        "Deleted by the personnel system",
    ),
    (
        "audits",
        "Audits, reviews and nonconformities",
        By::Role("isms"),
        "Here",
        "Two cycles of certification",
        72.0,
        "Own decision",
        "Retired, never deleted",
    ),
];

/// A deletion: short name, what, reason, retention entry, method, standard, performed by and on, evidence; verified on,
/// by whom.
type DeletionRow = (
    &'static str,
    &'static str,
    &'static str,
    Option<&'static str>,
    &'static str,
    &'static str,
    (Who, usize),
    &'static str,
    Option<(usize, Who)>,
);

const DELETIONS: &[DeletionRow] = &[
    (
        "laptops",
        "Nine old laptops",
        "End of life",
        None,
        "Keys erased, disks shredded",
        "NIST SP 800-88, purge, then destroy",
        (Who::Mehmet, 186),
        "Certificate of the shredder, in the folder of IT",
        Some((184, Who::Stefan)),
    ),
    (
        "harbour",
        "Rosters of a port that left",
        "The period is over",
        Some("rosters"),
        "Job, with a count before and after",
        "Deletion procedure of the platform",
        (Who::Paul, 88),
        "Log of the job: 41,322 rows, none left",
        Some((86, Who::Marta)),
    ),
    (
        "staging",
        "A copy of production in staging",
        "Made for a fault, not needed any more",
        None,
        "Database dropped",
        "Deletion procedure of the platform",
        (Who::Farid, 25),
        "Log of the pipeline",
        None,
    ),
];

/// A key: its name, purpose, owner, system, algorithm, bits, storage, backup, created on, expires in days, rotated every
/// so many months.
type KeyRow = (
    &'static str,
    &'static str,
    By,
    &'static str,
    &'static str,
    f64,
    &'static str,
    &'static str,
    usize,
    Option<i64>,
    Option<f64>,
);

const KEYS: &[KeyRow] = &[
    (
        "TLS *.kaikante.example",
        "Encrypts what users send",
        By::Person(Who::Paul),
        "Load balancer",
        "ECDSA P-256",
        256.0,
        "Memory of the load balancer",
        "None: a new one is issued",
        120,
        Some(22),
        Some(12.0),
    ),
    (
        "Backup key 2025",
        "Encrypts the copies at the second provider",
        By::Role("operations"),
        "Backup",
        "AES-GCM",
        256.0,
        "Hardware module",
        "Two shares in two safes",
        260,
        None,
        Some(24.0),
    ),
    (
        "Release signing",
        "Signs releases",
        By::Person(Who::Farid),
        "Build pipeline",
        "Ed25519",
        256.0,
        "Hardware key in the safe",
        "A second hardware key",
        280,
        None,
        Some(12.0),
    ),
    (
        "Mail signing 1",
        "Signs outgoing mail",
        By::Role("operations"),
        "Brieftaube Mail",
        "RSA",
        2048.0,
        "At the supplier",
        "None",
        270,
        None,
        Some(6.0),
    ),
    (
        "Old tunnel",
        "Tunnel between office and data centre",
        By::Role("operations"),
        "Office gateway",
        "RSA",
        2048.0,
        "Gateway",
        "None",
        290,
        Some(60),
        None,
    ),
];

fn retention(row: RetentionRow, cast: &Cast<'_>) -> Result<Said, Trouble> {
    let (_, category, by, location, period, months, basis, disposal) = row;
    Ok(vec![
        ("category", text(category)),
        ("owner", owner(cast, by)?),
        ("location", text(location)),
        ("format", text("Digital")),
        ("period", text(period)),
        ("months", Value::Number(months)),
        ("basis", text(basis)),
        ("disposal", text(disposal)),
    ])
}

fn deletion(row: DeletionRow, cast: &Cast<'_>) -> Result<Said, Trouble> {
    let (_, subject, reason, entry, method, standard, (by, before), evidence, _) = row;
    let entry = entry.map(|name| the::<RetentionId>(cast, name)).transpose()?;
    Ok(vec![
        ("subject", text(subject)),
        ("reason", text(reason)),
        ("retention", entry.unwrap_or(Value::None)),
        ("method", text(method)),
        ("standard", text(standard)),
        ("performed_by", owner(cast, By::Person(by))?),
        ("performed_on", day(cast, before)),
        ("evidence", text(evidence)),
    ])
}

fn key(row: KeyRow, cast: &Cast<'_>) -> Result<Said, Trouble> {
    let (name, purpose, by, system, algorithm, bits, storage, backup, created, expires, months) = row;
    Ok(vec![
        ("key", text(name)),
        ("purpose", text(purpose)),
        ("owner", owner(cast, by)?),
        ("system", text(system)),
        ("algorithm", text(algorithm)),
        ("length", Value::Number(bits)),
        ("storage", text(storage)),
        ("backup", text(backup)),
        ("created_on", day(cast, created)),
        ("expires_on", expires.map_or(Value::None, |days| Value::Date(around(cast, days)))),
        ("rotation_months", months.map_or(Value::None, Value::Number)),
    ])
}

fn kept_and_deleted() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for (nth, row) in (0..).zip(RETENTION.iter().copied()) {
        scenes.push(tell::<RetentionEntry>(at(226, 10, 10 + nth * 8), Who::Marta, row.0, move |cast| {
            retention(row, cast)
        }));
    }
    for row in DELETIONS.iter().copied() {
        let (name, _, _, _, _, _, (by, before), _, verified) = row;
        scenes.push(tell::<Deletion>(at(before, 14, 30), by, name, move |cast| deletion(row, cast)));
        if let Some((before, by)) = verified {
            scenes.push(act::<VerifyDeletion>(at(before, 9, 50), by, name, |_| {
                Ok(vec![("verification", text("Counted, and looked at."))])
            }));
        }
    }
    scenes.push(tell::<Deletion>(at(64, 13, 45), Who::Marta, "accounts", |cast| {
        Ok(vec![
            ("subject", text("Accounts of former customers")),
            ("reason", text("Nothing says that they are still needed.")),
            ("planned_for", day(cast, 11)),
        ])
    }));
    scenes
}

fn keys() -> Vec<Scene> {
    let created = |row: KeyRow| {
        tell::<CryptoKey>(at(row.8.min(259), 13, 20), Who::Mehmet, row.0, move |cast| key(row, cast))
    };
    let mut scenes: Vec<Scene> = KEYS.iter().copied().map(created).collect();
    scenes.push(act::<RotateKey>(at(19, 9, 45), Who::Farid, "Release signing", |cast| {
        Ok(vec![("on", day(cast, 20))])
    }));
    scenes.push(act::<RevokeKey>(at(150, 15, 10), Who::Mehmet, "Old tunnel", |_| {
        Ok(vec![("why", text("Everybody goes through the gateway now; the tunnel is gone."))])
    }));
    scenes
}

/// All that happens in operation.
pub(super) fn scenes() -> Vec<Scene> {
    let mut scenes = kept_and_deleted();
    scenes.extend(keys());
    scenes
}
