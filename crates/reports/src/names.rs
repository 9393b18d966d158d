//! Records as a report names them: by number and title.

use attesta_isms::{
    Isms,
    ids::{MethodVersionId, PersonId, ScopeId},
    kit::Owner,
};
use attesta_record::{FieldType as _, Level, Ref, TypedId, Value};

use crate::report::Cell;

/// How long the short name of a record may be, in letters.
const SHORT: usize = 48;

/// The reference to a record of a typed id.
pub(crate) fn to<I: TypedId>(id: I) -> Ref {
    Ref { kind: I::KEY, prefix: I::PREFIX, id: id.get() }
}

/// The title of a record; its number where it cannot be found.
pub(crate) fn title(isms: &Isms, one: Ref) -> String {
    let find = |one: Ref| isms.item(one);
    find(one).map_or_else(|| one.number(), |item| attesta_isms::title(&item, &find))
}

/// A record by its number and a short name: `R-12 Ransomware on the file servers`.
pub(crate) fn numbered(isms: &Isms, one: Ref) -> String {
    let title = title(isms, one);
    if title.chars().count() <= SHORT {
        return format!("{} {title}", one.number());
    }
    let start: String = title.chars().take(SHORT).collect();
    let whole = start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words);
    format!("{} {whole}…", one.number())
}

/// Several records, a line each.
pub(crate) fn listed(isms: &Isms, records: impl Iterator<Item = Ref>) -> String {
    records.map(|one| numbered(isms, one)).collect::<Vec<_>>().join("\n")
}

/// The name of a person.
pub(crate) fn person(isms: &Isms, id: PersonId) -> Cell {
    Cell::from(title(isms, to(id)))
}

/// The name of a person or a role.
pub(crate) fn owner(isms: &Isms, owner: Option<Owner>) -> Cell {
    match owner.map(|owner| owner.to_value()) {
        Some(Value::Ref(one)) => Cell::from(title(isms, one)),
        _ => Cell::Nothing,
    }
}

/// A level of risk by its wording: of the method version by which it was assessed, else of the one in force.
pub(crate) fn level(isms: &Isms, scope: ScopeId, by: Option<MethodVersionId>, level: Option<Level>) -> Cell {
    let Some(level) = level else { return Cell::Nothing };
    let by = by.and_then(|id| isms.method_versions.get(id)).or_else(|| isms.method_in_force(scope));
    let levels = by.map(|one| one.data.levels.as_slice()).unwrap_or_default();
    let name = levels.get(usize::from(level.0).saturating_sub(1)).map(|one| one.name.to_string());
    let shade = level.shade(levels.len().max(usize::from(level.0)));
    Cell::Level { name: name.unwrap_or_else(|| level.0.to_string()), shade: u8::try_from(shade).unwrap_or(7) }
}
