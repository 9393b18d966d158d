//! Annex A of the edition of 2022: 93 controls in four themes.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::attribute::{Attribute, AttributeGroup};
use crate::load::parse;
use crate::named::named;

const TEXT: &str = include_str!("../data/annex_a_2022.toml");

static CONTROLS: LazyLock<Vec<Control>> = LazyLock::new(|| parse::<File>(TEXT).control);

named! {
    /// The four themes that the controls of 2022 are ordered by.
    pub enum Theme {
        /// A.5, 37 controls.
        Organizational = "organizational", "Organizational";
        /// A.6, 8 controls.
        People = "people", "People";
        /// A.7, 14 controls.
        Physical = "physical", "Physical";
        /// A.8, 34 controls.
        Technological = "technological", "Technological";
    }
}

impl Theme {
    /// The number of the theme in Annex A, which is that of its clause in ISO/IEC 27002:2022: 5 to 8.
    pub const fn number(self) -> u8 {
        match self {
            Self::Organizational => 5,
            Self::People => 6,
            Self::Physical => 7,
            Self::Technological => 8,
        }
    }
}

/// A control of Annex A of ISO/IEC 27001:2022.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// The number, which is that of the control's clause in ISO/IEC 27002:2022: "5.1".
    pub id: String,
    /// The number as Annex A writes it: "A.5.1". People and records refer to the control by it.
    #[serde(rename = "ref")]
    pub reference: String,
    /// The title in the standard; no two controls share one.
    pub title: String,
    /// The theme, which goes with the first number.
    pub theme: Theme,
    /// Whether no control of 2013 went into it (11 controls).
    pub is_new_2022: bool,
    /// The control types, at least one.
    pub control_type: Vec<Attribute>,
    /// The information security properties, at least one.
    pub infosec_properties: Vec<Attribute>,
    /// The cybersecurity concepts, at least one.
    pub cybersecurity_concepts: Vec<Attribute>,
    /// The operational capabilities, at least one.
    pub operational_capabilities: Vec<Attribute>,
    /// The security domains, at least one.
    pub security_domains: Vec<Attribute>,
    /// The references of the controls of 2013 that went into it; empty for a new one.
    pub from_2013: Vec<String>,
    /// What the control is about, in one sentence of our own.
    pub gist: String,
    /// What typically shows that the control works: a list in our own words, joined by commas.
    pub evidence: String,
}

impl Control {
    /// The control's values of one attribute, at least one.
    pub fn attributes(&self, group: AttributeGroup) -> &[Attribute] {
        match group {
            AttributeGroup::ControlType => &self.control_type,
            AttributeGroup::InfosecProperties => &self.infosec_properties,
            AttributeGroup::CybersecurityConcepts => &self.cybersecurity_concepts,
            AttributeGroup::OperationalCapabilities => &self.operational_capabilities,
            AttributeGroup::SecurityDomains => &self.security_domains,
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    control: Vec<Control>,
}

/// The 93 controls of Annex A of 2022, in its order.
pub fn annex_a_2022() -> &'static [Control] {
    &CONTROLS
}

/// The control of 2022 with this reference, written as in Annex A ("A.5.1"); `None` where there is none.
pub fn control_2022(reference: &str) -> Option<&'static Control> {
    CONTROLS.iter().find(|control| control.reference == reference)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::annex_a_2013::control_2013;
    use crate::load;

    #[test]
    fn the_file_parses_and_has_93_controls() {
        assert_eq!(load::error::<File>(TEXT), None);
        assert_eq!(annex_a_2022().len(), 93);
        let of = |theme| annex_a_2022().iter().filter(|control| control.theme == theme).count();
        assert_eq!(Theme::ALL.iter().map(|theme| of(*theme)).collect::<Vec<_>>(), [37, 8, 14, 34]);
        assert_eq!(annex_a_2022().iter().filter(|control| control.is_new_2022).count(), 11);
    }

    #[test]
    fn controls_are_numbered_without_gaps() {
        let counts = [37, 8, 14, 34];
        let numbers = Theme::ALL
            .iter()
            .zip(counts)
            .flat_map(|(theme, count)| (1..=count).map(move |number| (*theme, number)));
        for (control, (theme, number)) in annex_a_2022().iter().zip(numbers) {
            assert_eq!(control.theme, theme);
            assert_eq!(control.id, format!("{}.{number}", theme.number()));
            assert_eq!(control.reference, format!("A.{}", control.id));
        }
    }

    #[test]
    fn titles_are_unique_and_nothing_is_blank() {
        let titles = annex_a_2022().iter().map(|control| control.title.as_str()).collect::<BTreeSet<_>>();
        assert_eq!(titles.len(), annex_a_2022().len());
        for control in annex_a_2022() {
            for text in [&control.title, &control.gist, &control.evidence] {
                assert!(!text.is_empty() && text.trim() == text, "{}: {text:?}", control.reference);
            }
        }
    }

    #[test]
    fn attributes_are_in_their_lists_once() {
        for control in annex_a_2022() {
            for group in AttributeGroup::ALL {
                let values = control.attributes(*group);
                assert!(!values.is_empty(), "{} has no {}", control.reference, group.label());
                assert!(
                    values.iter().all(|value| value.group() == *group),
                    "{} {values:?}",
                    control.reference
                );
                let unique = values.iter().collect::<BTreeSet<_>>();
                assert_eq!(unique.len(), values.len(), "{} {values:?}", control.reference);
            }
        }
        let used = annex_a_2022()
            .iter()
            .flat_map(|control| AttributeGroup::ALL.iter().flat_map(|group| control.attributes(*group)))
            .collect::<BTreeSet<_>>();
        assert_eq!(used.len(), Attribute::ALL.len());
    }

    #[test]
    fn origins_exist_except_for_new_controls() {
        for control in annex_a_2022() {
            assert_eq!(control.from_2013.is_empty(), control.is_new_2022, "{}", control.reference);
            for origin in &control.from_2013 {
                assert!(control_2013(origin).is_some(), "{} from {origin}", control.reference);
            }
        }
    }

    #[test]
    fn a_control_is_found_by_its_reference_only() {
        assert_eq!(control_2022("A.5.7").map(|control| control.title.as_str()), Some("Threat intelligence"));
        for wrong in ["5.7", "a.5.7", "A.5.07", "A.5.38", ""] {
            assert_eq!(control_2022(wrong), None);
        }
    }
}
