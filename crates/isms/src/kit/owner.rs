//! An owner is a person or a role; a role is resolved through its assignments on the day in question.

use attesta_record::{FieldType, Kind, Ref, Target, TypedId, Value};

use crate::ids::{PersonId, RoleId};

/// Who owns something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// A person.
    Person(PersonId),
    /// Whoever holds the role on the day.
    Role(RoleId),
}

const TARGETS: &[Target] = &[
    Target { key: PersonId::KEY, prefix: PersonId::PREFIX },
    Target { key: RoleId::KEY, prefix: RoleId::PREFIX },
];

impl FieldType for Owner {
    const KIND: Kind = Kind::Reference(TARGETS);
    const REQUIRED: bool = true;
    fn to_value(&self) -> Value {
        Value::Ref(match self {
            Self::Person(id) => Ref { kind: PersonId::KEY, prefix: PersonId::PREFIX, id: id.get() },
            Self::Role(id) => Ref { kind: RoleId::KEY, prefix: RoleId::PREFIX, id: id.get() },
        })
    }
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Ref(Ref { kind: PersonId::KEY, id, .. }) => Some(Self::Person(PersonId::new(id))),
            Value::Ref(Ref { kind: RoleId::KEY, id, .. }) => Some(Self::Role(RoleId::new(id))),
            _ => None,
        }
    }
}
