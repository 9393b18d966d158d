//! Enumerations whose values have a key, as in the data files, and a label for people.

/// Declares an enumeration from lines of `Variant = "key", "label";`, each with its documentation.
macro_rules! named {
    ($(#[$about:meta])* pub enum $name:ident {
        $($(#[$meaning:meta])* $variant:ident = $key:literal, $label:literal;)+
    }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
        pub enum $name {
            $($(#[$meaning])* #[serde(rename = $key)] $variant,)+
        }

        impl $name {
            /// All values, in the order they are declared in.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The key that stands for the value in data; it does not change.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }

            /// The name of the value for people, in English.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// The value that [`key`](Self::key) stands for; `None` where there is none.
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.key() == key)
            }
        }
    };
}

pub(crate) use named;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::{Attribute, AttributeGroup, Automation, Edition, Grade, Kind, Relation, Theme};

    #[test]
    fn keys_and_labels_tell_the_values_apart() {
        macro_rules! check {
            ($($name:ident)+) => {
                $(
                    let keys = $name::ALL.iter().map(|value| value.key()).collect::<BTreeSet<_>>();
                    let labels = $name::ALL.iter().map(|value| value.label()).collect::<BTreeSet<_>>();
                    assert_eq!(keys.len(), $name::ALL.len(), stringify!($name));
                    assert_eq!(labels.len(), $name::ALL.len(), stringify!($name));
                    for value in $name::ALL {
                        assert_eq!($name::from_key(value.key()), Some(*value));
                    }
                    assert_eq!($name::from_key("no such key"), None);
                )+
            };
        }
        check!(Attribute AttributeGroup Automation Edition Grade Kind Relation Theme);
    }
}
