//! 6.1.3 d: why each control is in, or out.

use attesta_isms::{
    Isms,
    soa::{Line, Reason, SoaEntry},
};
use attesta_record::{Entity, TypedId as _};
use jiff::civil::Date;

use crate::kit::{MINOR, Rule, Sample, Verdict, Verdicts, says_something};

pub(crate) static RULE: Rule = Rule {
    name: "soa-rows-are-justified",
    headline: "Every control that is in has a reason, and every control that is out has one too",
    checks: "An applicable row is needed by a record in force or says why it is in. A row that is not applicable says why \
             in words that mean something: “N/A” and “not relevant” mark a place.",
    why: "The standard asks for both justifications; this is the finding on statements that auditors raise most.",
    mend: "Say why the control is in, or why what it would treat does not arise.",
    turns: "The row has a justification of its own, or a record in force needs the control.",
    requirements: &["6.1.3.d2", "6.1.3.d4"],
    grade: MINOR,
    reads: &["soa_entry", "treatment", "risk", "control", "custom_control", "obligation", "party_requirement", "scope"],
    conforming: "
scopes:
  - {number: S-1, name: Company, statement: Everything}
soa-entries:
  - {scope: S-1, control: A.8.30, applicable: false, justification: No development is given to others}
  - {scope: S-1, control: A.8.13, applicable: true, status: implemented, also: [business_need], justification: Orders must not be lost}
",
    failing: "
scopes:
  - {number: S-1, name: Company, statement: Everything}
soa-entries:
  - {scope: S-1, control: A.8.15, applicable: false, justification: Not relevant}
",
    check,
};

fn check(isms: &Isms, today: Date, verdicts: &mut Verdicts) {
    let (mut included, mut excluded) = (Sample::of("6.1.3.d2"), Sample::of("6.1.3.d4"));
    let mut scopes: Vec<_> = isms.soa_entries.in_force().map(|row| row.data.scope).collect();
    scopes.sort_unstable();
    scopes.dedup();
    for scope in scopes {
        for line in isms.statement(scope, today) {
            let Some(row) = line.entry else { continue };
            match row.data.applicable {
                Some(true) => judge_included(&mut included, row, &line),
                Some(false) => judge_excluded(&mut excluded, row, line.reference()),
                None => {}
            }
        }
    }
    included.close(verdicts, "Each control that is in has a reason.");
    excluded.close(verdicts, "Each control that is left out has a reason.");
}

fn judge_included(sample: &mut Sample, row: &Entity<SoaEntry>, line: &Line<'_>) {
    let key = line.reference();
    if line.needed() || says_something(row.data.justification.as_ref()) || !row.data.also.is_empty() {
        return sample.good(row.id, &["justification", "also"]);
    }
    let died: Vec<String> = line.reasons.iter().map(|reason: &Reason| reason.source.number()).collect();
    let gap = if died.is_empty() {
        format!(
            "{key} is applicable; no record in force needs it and no justification is given ({}).",
            row.id.number()
        )
    } else {
        format!("{key} is applicable, and what once needed it is no longer in force: {}.", died.join(", "))
    };
    sample.bad(
        Verdict::minor("6.1.3.d2", gap).at(row.id, &["justification", "also"]).amend(row.id, "justification"),
    );
}

fn judge_excluded(sample: &mut Sample, row: &Entity<SoaEntry>, key: &str) {
    let text = row.data.justification.as_ref();
    sample.judge(row.id, &["justification"], says_something(text), || {
        let gap = match text {
            Some(text) => format!("{key} is left out, and its justification reads “{text}”."),
            None => format!("{key} is left out without a justification."),
        };
        Verdict::minor("6.1.3.d4", gap)
            .at(row.id, &["applicable", "justification"])
            .amend(row.id, "justification")
    });
}
