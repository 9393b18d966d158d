//! Annex A of the edition of 2013: 114 controls in 35 categories of 14 domains.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::load::parse;

const TEXT: &str = include_str!("../data/annex_a_2013.toml");

static CONTROLS: LazyLock<Vec<Control2013>> = LazyLock::new(|| parse::<File>(TEXT).control);

/// A control of Annex A of ISO/IEC 27001:2013.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Control2013 {
    /// The number as Annex A writes it: "A.5.1.1".
    #[serde(rename = "ref")]
    pub reference: String,
    /// The title in the standard; no two controls share one.
    pub title: String,
    /// The number of the domain: "A.5" to "A.18".
    pub domain_id: String,
    /// The title of the domain in the standard.
    pub domain: String,
    /// The number of the category: "A.5.1".
    pub category_id: String,
    /// The title of the category in the standard.
    pub category: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    control: Vec<Control2013>,
}

/// The 114 controls of Annex A of 2013, in its order.
pub fn annex_a_2013() -> &'static [Control2013] {
    &CONTROLS
}

/// The control of 2013 with this reference, written as in Annex A ("A.5.1.1"); `None` where there is none.
pub fn control_2013(reference: &str) -> Option<&'static Control2013> {
    CONTROLS.iter().find(|control| control.reference == reference)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::load;

    fn distinct<T: Ord>(of: impl Fn(&'static Control2013) -> T) -> usize {
        annex_a_2013().iter().map(of).collect::<BTreeSet<_>>().len()
    }

    fn numbers(reference: &str) -> Vec<u8> {
        reference.strip_prefix("A.").unwrap().split('.').map(|number| number.parse().unwrap()).collect()
    }

    #[test]
    fn the_file_parses_and_has_114_controls() {
        assert_eq!(load::error::<File>(TEXT), None);
        assert_eq!(annex_a_2013().len(), 114);
        assert_eq!(distinct(|control| &control.title), 114);
        assert_eq!(distinct(|control| &control.category_id), 35);
        assert_eq!(distinct(|control| (&control.category_id, &control.category)), 35);
        assert_eq!(distinct(|control| &control.domain_id), 14);
        assert_eq!(distinct(|control| (&control.domain_id, &control.domain)), 14);
    }

    #[test]
    fn controls_are_in_order_and_in_their_category() {
        assert!(annex_a_2013().is_sorted_by(|one, next| numbers(&one.reference) < numbers(&next.reference)));
        for control in annex_a_2013() {
            let (category, number) = control.reference.rsplit_once('.').unwrap();
            assert_eq!(control.category_id, category);
            assert_eq!(control.domain_id, category.rsplit_once('.').unwrap().0);
            let before = number.parse::<u8>().unwrap() - 1;
            let previous = format!("{category}.{before}");
            assert!(before == 0 || control_2013(&previous).is_some(), "{previous} is missing");
        }
    }

    #[test]
    fn a_control_is_found_by_its_reference() {
        let control = control_2013("A.18.2.3").unwrap();
        assert_eq!(control.title, "Technical compliance review");
        assert_eq!(control_2013("A.5.1"), None);
    }
}
