//! Rows that somebody else changed while the form was open: what only they changed is taken over, what only this person
//! changed stays typed, and what both changed is said, with nothing lost.

use attesta_isms::soa::{Line, SoaEntry};
use attesta_record::{
    Choice as _, Complaints, Fields as _, Record as _, TypedId as _,
    form::{self, Typed},
};

use super::edit::{COLUMNS, name, revisions, shown_status};
use crate::{error::WebError, extract::one, visit::Visit};

/// Brings what was typed for rows that changed meanwhile up to what is stored now.
pub(super) async fn rebase(
    visit: &Visit,
    lines: &[Line<'_>],
    typed: &mut Typed,
    complaints: &mut Complaints,
) -> Result<(), WebError> {
    for line in lines {
        let opened = one(typed, &name(line, "revision")).to_owned();
        if opened.is_empty() || opened == revisions(line) {
            continue;
        }
        let before = before(visit, line, &opened).await?;
        let now = line
            .entry
            .map(|entry| form::to_typed(SoaEntry::FIELDS, &entry.data.to_values()))
            .unwrap_or_default();
        for column in COLUMNS {
            let field = name(line, column);
            let (was, is) = if column == "status" {
                let is = shown_status(line).map_or("", |status| status.key());
                (one(typed, &name(line, "was")).to_owned(), is)
            } else {
                (one(&before, column).to_owned(), one(&now, column))
            };
            let mine = one(typed, &field).trim().to_owned();
            if mine == was {
                typed.insert(field, vec![is.to_owned()]);
            } else if was != is && mine != is {
                complaints.add(&field, told(line, column, is));
            }
        }
        let status = shown_status(line).map_or("", |status| status.key());
        typed.insert(name(line, "was"), vec![status.to_owned()]);
        typed.insert(name(line, "revision"), vec![revisions(line)]);
    }
    Ok(())
}

/// The row as it was when the form was opened, as typed; nothing where there was none.
async fn before(visit: &Visit, line: &Line<'_>, opened: &str) -> Result<Typed, WebError> {
    let revision: u32 = opened.split(' ').next().and_then(|text| text.parse().ok()).unwrap_or(0);
    let (Some(entry), 1..) = (line.entry, revision) else { return Ok(Typed::new()) };
    let values = visit.member.data().item_at_revision(SoaEntry::SCHEMA, entry.id.get(), revision).await?;
    let values = values
        .ok_or_else(|| WebError::BadRequest("The form was made for a revision that never was.".to_owned()))?;
    Ok(form::to_typed(SoaEntry::FIELDS, &values))
}

/// That both changed a field, and to what the other did.
fn told(line: &Line<'_>, column: &str, is: &str) -> String {
    let field = SoaEntry::SCHEMA.field(column);
    let label = field.map_or(column, |field| field.label).to_lowercase();
    let value = field.and_then(|field| Some(attesta_record::cell(field, &form::parse_text(field, is).ok()?)));
    let value = value
        .filter(|text| !text.is_empty())
        .map_or_else(|| "nothing".to_owned(), |text| format!("“{text}”"));
    format!(
        "{}: somebody else changed the {label} meanwhile, to {value}. Nothing was saved yet; what you typed is still here. Look at it, then save again.",
        line.reference()
    )
}
