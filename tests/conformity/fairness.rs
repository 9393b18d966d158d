//! Fairness: clean organisations of six kinds give no nonconformity, and a single change gives the one finding that it
//! must cause and no other.

use attesta_conformity::Outcome;

use crate::{
    examples::must_lead_somewhere,
    situation::{ask, shown},
};

const SAAS: &str = include_str!("clean/saas.yaml");
const PARTNERS: &str = include_str!("clean/two_partners.yaml");
const CLOUD: &str = include_str!("clean/cloud_only.yaml");
const GROUP: &str = include_str!("clean/group_of_forty.yaml");
const OUTSOURCED: &str = include_str!("clean/outsourced_it.yaml");
const FACTORY: &str = include_str!("clean/factory.yaml");

#[test]
fn clean_organisations_have_no_nonconformity() {
    let firms = [SAAS, PARTNERS, CLOUD, GROUP, OUTSOURCED, FACTORY];
    for (at, firm) in firms.into_iter().enumerate() {
        let verdicts = ask(firm);
        let raised: Vec<String> =
            verdicts.iter().filter(|one| one.outcome.is_nonconformity()).map(shown).collect();
        assert!(raised.is_empty(), "firm {at}: {raised:#?}");
        let conforming = verdicts.iter().filter(|one| one.outcome == Outcome::Conforms).count();
        assert!(conforming > 40, "firm {at}: only {conforming} verdicts conform: were its records read?");
    }
}

/// A change: the firm, what is written there, what is written instead, and the requirement that is then not met.
type Mutation = (&'static str, &'static str, &'static str, &'static str);

const MUTATIONS: &[Mutation] = &[
    // Context and scope.
    (
        SAAS,
        "reasons: Two data centres far from water, status: decided",
        "reasons: TBD, status: decided",
        "4.1-amd1",
    ),
    (
        SAAS,
        "relevant: false, reasons: Two data centres far from water, status: decided, decided_by: PE-1, decided_on: 2026-02-02, review_on: 2027-02-01",
        "status: draft",
        "4.1-amd1",
    ),
    (
        PARTNERS,
        "side: external, relevant: true, review_on: 2027-02-01",
        "side: external, relevant: true, review_on: 2026-02-01",
        "4.1-1",
    ),
    (
        CLOUD,
        "side: internal, relevant: true, review_on: 2027-02-01",
        "side: internal, relevant: true, review_on: 2026-08-01",
        "4.1-2",
    ),
    (
        SAAS,
        "name: Data protection authority, kind: authority, interest: The law on data",
        "name: Data protection authority, kind: authority",
        "4.2.b",
    ),
    (SAAS, "addressed: false, how: Has nothing to do with information", "", "4.2.c"),
    (FACTORY, "addressed: true, how: Incident procedure, controls: [A.5.24]", "addressed: true", "4.2.c"),
    (FACTORY, "reason: Run by a caterer on a network of its own", "reason: n/a", "4.3-1"),
    (CLOUD, "    statement: Ledger as a service, run in the cloud by people at home\n", "", "4.3-doc"),
    (
        OUTSOURCED,
        "    interfaces: [{with: Hoster, what: Machines and their network, depends: true}]\n",
        "",
        "4.3.c",
    ),
    // Leadership.
    (
        SAAS,
        "{number: RA-1, role: RO-1, person: PE-1, begins_on: 2021-01-01}",
        "{number: RA-1, role: RO-1, person: PE-1, begins_on: 2021-01-01, ends_on: 2026-09-30}",
        "5.3-1",
    ),
    (
        SAAS,
        "{number: RA-1, role: RO-1, person: PE-1, begins_on: 2021-01-01}",
        "{number: RA-1, role: RO-1, person: PE-1, begins_on: 2026-06-01}",
        "5.2-1",
    ),
    (
        PARTNERS,
        "document: D-1, version: '1.0', status: approved, author: PE-1, text: What is to be done and by whom, approved_by: PE-1,",
        "document: D-1, version: '1.0', status: approved, author: PE-1, text: What is to be done and by whom,",
        "5.2-1",
    ),
    (
        PARTNERS,
        "document: D-1, version: '1.0', status: approved",
        "document: D-1, version: '1.0', status: draft",
        "5.2.e",
    ),
    (SAAS, "responsibilities: Leads the firm, ", "", "5.3-1"),
    // Risk.
    (
        SAAS,
        "title: Laptop is stolen, scope: S-1, owner: PE-1",
        "title: Laptop is stolen, scope: S-1",
        "6.1.2.c2",
    ),
    (
        SAAS,
        "title: Backup cannot be read, scope: S-1, owner: PE-1, confidentiality: true",
        "title: Backup cannot be read, scope: S-1, owner: PE-1",
        "6.1.2.c1",
    ),
    (
        SAAS,
        "{number: R-3, title: Backup cannot be read, scope: S-1, owner: PE-1, confidentiality: true, identified_on: 2026-01-20, review_on: 2027-02-10, likelihood: 2, consequence: 2, level: 2",
        "{number: R-3, title: Backup cannot be read, scope: S-1, owner: PE-1, confidentiality: true, identified_on: 2026-01-20, review_on: 2027-02-10, likelihood: 4, consequence: 2, level: 2",
        "6.1.2.b",
    ),
    (
        FACTORY,
        "{number: R-2, title: Recipe leaks, scope: S-1, owner: PE-1, confidentiality: true, identified_on: 2026-01-20, review_on: 2027-02-10, likelihood: 2, consequence: 2, level: 2",
        "{number: R-2, title: Recipe leaks, scope: S-1, owner: PE-1, confidentiality: true, identified_on: 2026-01-20, review_on: 2027-02-10, likelihood: 2, consequence: 2, level: 1",
        "6.1.2.d3",
    ),
    (CLOUD, "likelihood: 2, consequence: 2, level: 2", "likelihood: 2", "6.1.2.d1"),
    (CLOUD, "likelihood: 2, consequence: 2, level: 2", "consequence: 2", "6.1.2.d2"),
    (FACTORY, "approach: asset, assets_hit: [AST-2]", "approach: asset, assets_hit: [AST-1]", "6.1.2.c1"),
    (PARTNERS, "    approved_by: PE-1\n    approved_on: 2026-01-12\n", "", "6.1.2-doc"),
    (
        CLOUD,
        "consequences: [{name: Small, wording: A day of work}, {name: Great, wording: A week of work}, {name: Ruinous, wording: The firm ends}]",
        "consequences: [{name: Small}, {name: Great}, {name: Ruinous}]",
        "6.1.2.a2",
    ),
    (CLOUD, "{name: High, acceptance: nobody}", "{name: High, acceptance: role}", "6.1.2.a1"),
    (
        FACTORY,
        "{number: T-2, risk: R-2, options: [modify], necessary: [A.8.12]",
        "{number: T-2, risk: R-2, options: [retain], necessary: [A.8.12]",
        "6.1.3.f2",
    ),
    (
        SAAS,
        "{number: AC-3, risk: R-3, accepted_on: 2026-03-02, accepted_by: PE-1, authority: PE-1, until: 2027-03-01",
        "{number: AC-3, risk: R-3, accepted_on: 2026-03-02, accepted_by: PE-1, authority: PE-1, until: 2026-09-01",
        "6.1.3.f2",
    ),
    (SAAS, "accepted_by: PE-2, authority: PE-2", "accepted_by: PE-1, authority: PE-1", "6.1.3.f2"),
    (
        SAAS,
        "approvals: [{person: PE-1, on: 2026-03-02}, {person: PE-2, on: 2026-03-02}]",
        "approvals: [{person: PE-1, on: 2026-03-02}]",
        "6.1.3.f1",
    ),
    (GROUP, "    interval: 12\n", "    interval: 6\n", "8.2-1"),
    (SAAS, "due: 2027-02-28}\ntreatment-plans", "due: 2026-08-31}\ntreatment-plans", "8.3-1"),
    (FACTORY, "status: done, done_on: 2026-06-20", "status: done", "8.3-doc"),
    (
        SAAS,
        "begun_on: 2026-02-01, completed_on: 2026-02-20",
        "begun_on: 2026-02-12, completed_on: 2026-02-20",
        "8.2-doc",
    ),
    (FACTORY, "    approved_on: 2026-01-12\n", "    approved_on: 2026-02-25\n", "8.2-3"),
    // The Statement of Applicability.
    (
        SAAS,
        "justification: 'All development is done by own staff (A.8.30)'",
        "justification: Not applicable",
        "6.1.3.d4",
    ),
    (
        CLOUD,
        "control: A.8.5, applicable: true, status: implemented, also: [business_need], justification: 'Kept for the sake of the service, A.8.5'",
        "control: A.8.5, applicable: false, justification: The provider sees to it",
        "6.1.3.d1",
    ),
    (
        PARTNERS,
        "control: A.5.7, applicable: true, status: implemented, also: [business_need], justification: 'Kept for the sake of the service, A.5.7'",
        "control: A.5.7, applicable: true, status: implemented",
        "6.1.3.d2",
    ),
    (
        GROUP,
        "{scope: S-1, control: A.8.23, applicable: true, status: implemented,",
        "{scope: S-1, control: A.8.23, applicable: true, status: partial,",
        "6.1.3.d3",
    ),
    (OUTSOURCED, "status: planned, planned_for: 2027-01-31", "status: planned", "6.1.3.d3"),
    (
        PARTNERS,
        "  - {scope: S-1, control: A.5.7, applicable: true, status: implemented, also: [business_need], justification: 'Kept for the sake of the service, A.5.7'}\n",
        "",
        "6.1.3.c",
    ),
    (
        CLOUD,
        "control: A.5.22, applicable: true, status: implemented, also: [business_need], justification: 'Kept for the sake of the service, A.5.22'",
        "control: A.5.22, applicable: false, justification: Nothing is bought that matters",
        "6.1.3.d4",
    ),
    (
        FACTORY,
        "version: '1.0', status: approved, approved_by: PE-1, approved_on: 2026-03-03",
        "version: '1.0', status: approved, approved_on: 2026-03-03",
        "7.5.2.c",
    ),
    // Objectives, support and operation.
    (SAAS, "metric: MET-1, target: 8, unit: hours, direction: lower, due", "due", "6.2.b"),
    (
        CLOUD,
        "title: Restore within a working day, owner: PE-1",
        "title: Restore within a working day",
        "6.2.j",
    ),
    (FACTORY, "direction: lower, due: 2027-03-31", "direction: lower, due: 2026-03-31", "6.2.k"),
    (GROUP, "checked_on: 2026-09-30", "checked_on: 2026-01-30", "6.2.d"),
    (CLOUD, "competence: CO-1, level: advanced", "competence: CO-1, level: basic", "7.2.b"),
    (
        FACTORY,
        "person: PE-4, training: TR-1, due: 2026-04-30, completed_on: 2026-04-14, evidence: List of the course, refresh_on: 2027-04-30",
        "person: PE-4, training: TR-1, due: 2026-04-30",
        "A.6.3",
    ),
    (GROUP, "audience: All staff, ", "", "7.4.c"),
    (OUTSOURCED, "next_on: 2027-01-15", "next_on: 2026-01-15", "7.4.b"),
    (
        GROUP,
        "document: D-2, version: '1.0', status: approved, author: PE-1, text: What is to be done and by whom, approved_by: PE-1",
        "document: D-2, version: '1.0', status: approved, author: PE-1, text: What is to be done and by whom",
        "7.5.2.c",
    ),
    (
        SAAS,
        "{number: DV-2, document: D-2, version: '1.0', status: approved, author: PE-1, text: What is to be done and by whom, approved_by: PE-1, approved_on: 2026-02-16, review_by: 2027-02-16}",
        "{number: DV-2, document: D-2, version: '1.0', status: approved, author: PE-1, text: What is to be done and by whom, approved_by: PE-1, approved_on: 2025-02-16, review_by: 2026-02-16}",
        "7.5.2.c",
    ),
    (
        OUTSOURCED,
        "title: Guide of the provider, kind: external, owner: PE-2",
        "title: Guide of the provider, kind: external",
        "7.5.3-ext",
    ),
    (
        SAAS,
        "status: closed, outcome: done, decided_by: PE-1, decided_on: 2026-02-20",
        "status: closed, outcome: done",
        "8.1-4",
    ),
    (
        SAAS,
        "kind: normal, risk: high, risks: [R-1], purpose: The old one ends, status: closed, outcome: done, decided_by: PE-1, decided_on: 2026-02-20",
        "kind: normal, risk: high, purpose: The old one ends, status: closed, outcome: done, decided_by: PE-1, decided_on: 2026-02-21",
        "8.2-2",
    ),
    (FACTORY, "expires_on: 2027-01-31, status: granted", "expires_on: 2026-07-31, status: granted", "8.1-3"),
    // Evaluation and improvement.
    (
        SAAS,
        "target: 8, measured_by: PE-1, measured_when: At each exercise",
        "target: 5, measured_by: PE-1, measured_when: At each exercise",
        "9.1-1",
    ),
    (GROUP, "metric: MET-1, measured_on: 2026-09-30", "metric: MET-1, measured_on: 2026-01-30", "9.1.c"),
    (
        SAAS,
        "extent: Planning and operation, clauses: ['6', '8'], criteria: The own policies, ",
        "extent: Planning and operation, ",
        "9.2.2.a",
    ),
    (CLOUD, "auditors: [PE-3]", "auditors: [PE-1]", "9.2.2.b"),
    (PARTNERS, "period_until: 2028-12-31", "period_until: 2026-12-31", "9.2.1.a2"),
    (FACTORY, "responsibilities: The owner plans, ", "", "9.2.2-1"),
    (SAAS, "      - {topic: party_needs, what: Looked at and found in order}\n", "", "9.3.2.c"),
    (
        GROUP,
        "chaired_by: PE-1\n    participants: [PE-1]",
        "chaired_by: PE-2\n    participants: [PE-2]",
        "9.3.1-1",
    ),
    (CLOUD, "next_on: 2027-06-15", "next_on: 2026-08-15", "9.3.1-1"),
    (
        OUTSOURCED,
        "kind: improvement, owner: PE-1, due: 2027-01-31",
        "kind: improvement, owner: PE-1, due: 2026-08-31",
        "9.3.2.a",
    ),
    (SAAS, "cause: Nobody told the trainer, ", "", "10.2.b2"),
    (CLOUD, "effective: true, ", "", "10.2.d"),
    (
        FACTORY,
        "due: 2026-07-31, status: done, done_on: 2026-07-10, done_by: PE-1, outcome: A line in the checklist of starters",
        "due: 2026-07-31",
        "10.2.c",
    ),
    (GROUP, "raised_on: 2026-05-20, finding: AF-1,", "raised_on: 2026-05-20,", "10.2.b1"),
    // Annex A.
    (SAAS, "requirements: Annex on security, ", "", "A.5.20"),
    (
        OUTSOURCED,
        "reviewed_on: 2026-04-20, reviewed_by: PE-1, basis: Certificate and report, result: satisfactory, next_on: 2027-04-20",
        "reviewed_on: 2025-04-20, result: satisfactory",
        "A.5.22",
    ),
    (
        FACTORY,
        "{number: AST-2, name: Recipes, kind: information, owner: PE-1",
        "{number: AST-2, name: Recipes, kind: information",
        "A.5.9",
    ),
    (SAAS, "root_cause: Two customers of one name, lessons: The number is asked for, ", "", "A.5.27"),
    (OUTSOURCED, "notified_at: '2026-05-12T10:00:00Z', ", "", "A.5.26"),
    (FACTORY, "kind: restore, result: passed, rto: 6", "kind: restore, result: passed, rto: 16", "A.5.30"),
    (
        SAAS,
        "test_interval: 12, last_test: 2026-09-30}\ncontinuity-tests:\n  - {number: BCT-1, plan: BCP-1, tested_on: 2026-09-30",
        "test_interval: 12, last_test: 2025-06-30}\ncontinuity-tests:\n  - {number: BCT-1, plan: BCP-1, tested_on: 2025-06-30",
        "A.5.30",
    ),
    (
        SAAS,
        "discovered_on: 2026-10-01, due: 2026-12-01",
        "discovered_on: 2026-05-01, due: 2026-06-01",
        "A.8.8",
    ),
    (FACTORY, "purpose: Web, expires_on: 2027-03-01", "purpose: Web, expires_on: 2026-03-01", "A.8.24"),
    (
        GROUP,
        "controls: [A.5.34], review_on: 2027-02-01",
        "controls: [A.5.34], review_on: 2026-02-01",
        "A.5.31",
    ),
];

#[test]
fn a_single_change_causes_its_finding_and_no_other() {
    let mut wrong = Vec::new();
    for (firm, from, to, requirement) in MUTATIONS {
        let times = firm.matches(from).count();
        if times != 1 {
            wrong.push(format!("“{from}” stands {times} times"));
            continue;
        }
        let verdicts = ask(&firm.replacen(from, to, 1));
        let raised: Vec<_> = verdicts.iter().filter(|one| one.outcome.is_nonconformity()).collect();
        for finding in &raised {
            must_lead_somewhere(finding);
        }
        let mut about: Vec<&str> = raised.iter().map(|one| one.requirement).collect();
        about.dedup();
        if about != [*requirement] {
            let raised: Vec<String> = raised.into_iter().map(shown).collect();
            wrong.push(format!("“{from}” → “{to}”: {requirement} expected, raised {raised:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), MUTATIONS.len(), wrong.join("\n"));
}
