//! 4.2 a and b: who the interested parties are and what they require.

use std::collections::HashSet;

use attesta_isms::Isms;
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, says_something};

pub(crate) static RULE: Rule = Rule {
    name: "parties-are-known",
    headline: "Interested parties and what they require are on record",
    checks: "Every interested party in force has a requirement on record, or says what its interest is. Only where \
             requirements are kept at all does a party without any stand out.",
    why: "The scope, the risks and the Statement of Applicability rest on what others demand. A party whose demands \
          nobody wrote down cannot have been considered.",
    mend: "Record what the party requires of information security, or retire the party if it does not matter to the ISMS.",
    turns: "A requirement of the party is recorded, or its interest described.",
    requirements: &["4.2.a", "4.2.b"],
    grade: MINOR,
    reads: &["interested_party", "party_requirement"],
    conforming: "
interested-parties:
  - {number: IP-1, name: Customers, kind: customer}
  - {number: IP-2, name: Tax office, kind: authority, interest: Keeps to the law on books of account}
party-requirements:
  - {title: Notice of incidents within a day, party: IP-1, addressed: true, how: Incident procedure}
",
    failing: "
interested-parties:
  - {number: IP-1, name: Customers, kind: customer}
  - {number: IP-2, name: Harbour authority, kind: authority}
party-requirements:
  - {title: Notice of incidents within a day, party: IP-1, addressed: true, how: Incident procedure}
",
    check,
};

fn check(isms: &Isms, _: Date, verdicts: &mut Verdicts) {
    let asking: HashSet<_> = isms.requirements.in_force().map(|one| one.data.party).collect();
    let (mut listed, mut known) = (Sample::of("4.2.a"), Sample::of("4.2.b"));
    for party in isms.parties.in_force() {
        listed.good(party.id, &["name", "kind"]);
        let says = asking.contains(&party.id) || says_something(party.data.interest.as_ref());
        if says {
            known.good(party.id, &["interest"]);
        } else if !asking.is_empty() {
            let gap = format!("No requirement of {} is recorded, nor what its interest is.", party.data.name);
            known.bad(Verdict::minor("4.2.b", gap).at(party.id, &["interest"]).amend(party.id, "interest"));
        }
    }
    listed.close(verdicts, "Interested parties are listed.");
    known.close(verdicts, "What the interested parties require is on record.");
}
