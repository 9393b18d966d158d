//! The pages of any kind of record, drawn from its declaration: list, page, form, history, files.

pub(crate) mod conflict;
pub(crate) mod controls;
pub(crate) mod edit;
pub(crate) mod files;
pub(crate) mod filters;
pub(crate) mod form;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod moments;
pub(crate) mod page;
pub(crate) mod verb;

use attesta_isms::kit::RecordType;
use attesta_record::{Item, Ref};

use crate::{address, error::WebError, visit::Visit};

/// The kind of an address segment.
pub(crate) fn kind(path: &str) -> Result<&'static RecordType, WebError> {
    attesta_isms::record_type_at(path).ok_or(WebError::NotFound)
}

/// The record of an address, at the moment that is looked at.
pub(crate) async fn item(visit: &Visit, kind: &'static RecordType, id: &str) -> Result<Item, WebError> {
    let id: i64 = id.parse().map_err(|_| WebError::NotFound)?;
    let item = if visit.present() {
        visit.member.data().item(kind.schema, id).await?
    } else {
        visit.isms().table(kind.schema.key).and_then(|table| table.item(id))
    };
    item.ok_or(WebError::NotFound)
}

/// The reference to a record.
pub(crate) fn reference(item: &Item) -> Ref {
    Ref { kind: item.schema.key, prefix: item.schema.prefix, id: item.id }
}

/// The address of a record's page, present.
pub(crate) fn address_of(visit: &Visit, item: &Item) -> String {
    address::record(visit.org(), reference(item))
}
