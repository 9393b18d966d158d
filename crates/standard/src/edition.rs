//! The editions of the standard.

use crate::annex_a::control_2022;
use crate::annex_a_2013::control_2013;
use crate::named::named;

named! {
    /// An edition of ISO/IEC 27001 whose Annex A is known here.
    pub enum Edition {
        /// The third edition, of 2022, with Amendment 1 of 2024: 93 controls.
        Iso2022 = "2022", "ISO/IEC 27001:2022";
        /// The second edition, of 2013: 114 controls. Certificates by it ended in October 2025.
        Iso2013 = "2013", "ISO/IEC 27001:2013";
    }
}

impl Edition {
    /// The title of the control that this edition's Annex A refers to as `reference`, such as "A.5.1" in 2022
    /// or "A.5.1.1" in 2013; `None` where it has no such control.
    pub fn control_title(self, reference: &str) -> Option<&'static str> {
        match self {
            Self::Iso2022 => control_2022(reference).map(|control| control.title.as_str()),
            Self::Iso2013 => control_2013(reference).map(|control| control.title.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_edition_knows_its_own_controls() {
        assert_eq!(Edition::Iso2022.control_title("A.8.9"), Some("Configuration management"));
        assert_eq!(Edition::Iso2013.control_title("A.8.9"), None);
        assert_eq!(Edition::Iso2013.control_title("A.6.2.2"), Some("Teleworking"));
        assert_eq!(Edition::Iso2022.control_title("A.6.2.2"), None);
    }
}
