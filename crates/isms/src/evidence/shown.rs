//! What evidence may show something of. A kind more is a line in each place here, and a column of the list's table.

use attesta_record::{FieldType, Kind, ListItem, Ref, Target, TypedId, Value};

use crate::ids::{ControlId, DocumentId, TreatmentId};

/// What evidence shows something of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shown {
    /// A control: that it works.
    Control(ControlId),
    /// The treatment of a risk: that it was carried out.
    Treatment(TreatmentId),
    /// A document: that it is known and followed.
    Document(DocumentId),
}

const TARGETS: &[Target] = &[target::<ControlId>(), target::<TreatmentId>(), target::<DocumentId>()];

const fn target<I: TypedId>() -> Target {
    Target { key: I::KEY, prefix: I::PREFIX }
}

impl Shown {
    fn reference(self) -> Ref {
        match self {
            Self::Control(id) => reference(id),
            Self::Treatment(id) => reference(id),
            Self::Document(id) => reference(id),
        }
    }

    fn of(one: Ref) -> Option<Self> {
        Some(match one.kind {
            ControlId::KEY => Self::Control(ControlId::new(one.id)),
            TreatmentId::KEY => Self::Treatment(TreatmentId::new(one.id)),
            DocumentId::KEY => Self::Document(DocumentId::new(one.id)),
            _ => return None,
        })
    }
}

fn reference<I: TypedId>(id: I) -> Ref {
    Ref { kind: I::KEY, prefix: I::PREFIX, id: id.get() }
}

impl FieldType for Shown {
    const KIND: Kind = Kind::Reference(TARGETS);
    const REQUIRED: bool = true;
    fn to_value(&self) -> Value {
        Value::Ref(self.reference())
    }
    fn from_value(value: Value) -> Option<Self> {
        if let Value::Ref(one) = value { Self::of(one) } else { None }
    }
}

impl ListItem for Shown {
    const KIND: Kind = Kind::Refs(TARGETS);
    fn list_to_value(items: &[Self]) -> Value {
        Value::Refs(items.iter().map(|one| one.reference()).collect())
    }
    fn list_from_value(value: Value) -> Option<Vec<Self>> {
        if let Value::Refs(refs) = value { refs.into_iter().map(Self::of).collect() } else { None }
    }
}
