//! What became of the controls of 2013 in the edition of 2022.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::load::parse;
use crate::named::named;

const TEXT: &str = include_str!("../data/map_2013_2022.toml");

static MAPPINGS: LazyLock<Vec<Mapping>> = LazyLock::new(|| parse::<File>(TEXT).mapping);

named! {
    /// How a control of 2013 became one of 2022.
    pub enum Relation {
        /// One control became one control of the same title, but for spelling and number (35 rows).
        Unchanged = "unchanged", "Unchanged";
        /// One control became one control of another title (23 rows).
        Renamed = "renamed", "Renamed";
        /// Several controls became one (55 rows).
        Merged = "merged", "Merged";
        /// One control went into several: A.18.2.3, which went into two (2 rows).
        Split = "split", "Split";
        /// A control of 2022 that no control of 2013 went into (11 rows).
        New = "new", "New in 2022";
    }
}

/// A control of 2013 and a control of 2022 that it went into; or a control that is new in 2022.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The reference of the control of 2013 ("A.5.1.1"); `None` where the one of 2022 is new.
    pub id_2013: Option<String>,
    /// The reference of the control of 2022 ("A.5.1").
    pub id_2022: String,
    /// How the one became the other.
    pub relation: Relation,
    /// How many controls of 2013 went into this control of 2022, this one included: 0 (new) to 4.
    pub group_size: u8,
    /// A remark of our own; mostly empty.
    #[serde(default)]
    pub note: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    mapping: Vec<Mapping>,
}

/// The 126 rows, in the order of the controls of 2013; the new ones last, in the order of 2022.
pub fn map_2013_2022() -> &'static [Mapping] {
    &MAPPINGS
}

/// What the control of 2013 with this reference ("A.5.1.1") went into: one row, two where it was split, none
/// where there is no such control.
pub fn mappings_from(reference_2013: &str) -> impl Iterator<Item = &'static Mapping> {
    MAPPINGS.iter().filter(move |mapping| mapping.id_2013.as_deref() == Some(reference_2013))
}

/// What went into the control of 2022 with this reference ("A.5.1"): one row and more, none where there is no
/// such control.
pub fn mappings_to(reference_2022: &str) -> impl Iterator<Item = &'static Mapping> {
    MAPPINGS.iter().filter(move |mapping| mapping.id_2022 == reference_2022)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annex_a::{annex_a_2022, control_2022};
    use crate::annex_a_2013::{annex_a_2013, control_2013};
    use crate::load;

    #[test]
    fn the_file_parses_and_has_126_rows() {
        assert_eq!(load::error::<File>(TEXT), None);
        assert_eq!(map_2013_2022().len(), 126);
        let of = |relation| map_2013_2022().iter().filter(|mapping| mapping.relation == relation).count();
        assert_eq!(
            Relation::ALL.iter().map(|relation| of(*relation)).collect::<Vec<_>>(),
            [35, 23, 55, 2, 11]
        );
    }

    #[test]
    fn every_control_is_mapped_and_every_mapping_has_its_controls() {
        for mapping in map_2013_2022() {
            assert!(control_2022(&mapping.id_2022).is_some(), "{mapping:?}");
            assert_eq!(mapping.id_2013.is_none(), mapping.relation == Relation::New, "{mapping:?}");
            assert!(mapping.id_2013.as_deref().is_none_or(|id| control_2013(id).is_some()), "{mapping:?}");
        }
        for control in annex_a_2013() {
            let count = mappings_from(&control.reference).count();
            assert_eq!(count, 1 + usize::from(control.reference == "A.18.2.3"), "{}", control.reference);
        }
    }

    #[test]
    fn both_files_tell_the_same_origins() {
        for control in annex_a_2022() {
            let origins = mappings_to(&control.reference).filter_map(|mapping| mapping.id_2013.as_ref());
            assert!(origins.eq(&control.from_2013), "{}", control.reference);
            for mapping in mappings_to(&control.reference) {
                assert_eq!(usize::from(mapping.group_size), control.from_2013.len(), "{mapping:?}");
            }
        }
    }

    #[test]
    fn relations_are_what_they_say() {
        // The two titles that the standard only spells otherwise.
        let respelled = ["A.11.1.1", "A.12.4.4"];
        for mapping in map_2013_2022() {
            let Some(old) = mapping.id_2013.as_deref().and_then(control_2013) else { continue };
            let same = control_2022(&mapping.id_2022).unwrap().title == old.title;
            let targets = mappings_from(&old.reference).count();
            let expected = match (mapping.group_size, targets) {
                (_, 2..) => Relation::Split,
                (2.., _) => Relation::Merged,
                _ if same || respelled.contains(&old.reference.as_str()) => Relation::Unchanged,
                _ => Relation::Renamed,
            };
            assert_eq!(mapping.relation, expected, "{mapping:?}");
        }
    }
}
