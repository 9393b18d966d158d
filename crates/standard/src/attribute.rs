//! The attributes of ISO/IEC 27002:2022, by which the controls of 2022 can be sorted and filtered.

use crate::named::named;

named! {
    /// One of the five attributes that each control of 2022 has values for.
    pub enum AttributeGroup {
        /// When and how the control changes a risk.
        ControlType = "control_type", "Control type";
        /// Which property of information the control preserves.
        InfosecProperties = "infosec_properties", "Information security properties";
        /// Which cybersecurity concept of ISO/IEC TS 27110 the control belongs to.
        CybersecurityConcepts = "cybersecurity_concepts", "Cybersecurity concepts";
        /// Which field of work the control belongs to.
        OperationalCapabilities = "operational_capabilities", "Operational capabilities";
        /// Which of four domains of security the control belongs to.
        SecurityDomains = "security_domains", "Security domains";
    }
}

named! {
    /// A value of an attribute; [`Attribute::group`] tells of which. The standard writes `#` and the key.
    pub enum Attribute {
        /// Control type: acts before an incident.
        Preventive = "Preventive", "Preventive";
        /// Control type: acts when an incident happens.
        Detective = "Detective", "Detective";
        /// Control type: acts after an incident.
        Corrective = "Corrective", "Corrective";
        /// Property: who may not know, does not.
        Confidentiality = "Confidentiality", "Confidentiality";
        /// Property: accurate and whole.
        Integrity = "Integrity", "Integrity";
        /// Property: there when needed.
        Availability = "Availability", "Availability";
        /// Concept: know what there is and what threatens it.
        Identify = "Identify", "Identify";
        /// Concept: keep it safe.
        Protect = "Protect", "Protect";
        /// Concept: notice what happens.
        Detect = "Detect", "Detect";
        /// Concept: act on what happened.
        Respond = "Respond", "Respond";
        /// Concept: get back to normal.
        Recover = "Recover", "Recover";
        /// Capability: governance.
        Governance = "Governance", "Governance";
        /// Capability: asset management.
        AssetManagement = "Asset_management", "Asset management";
        /// Capability: information protection.
        InformationProtection = "Information_protection", "Information protection";
        /// Capability: human resource security.
        HumanResourceSecurity = "Human_resource_security", "Human resource security";
        /// Capability: physical security.
        PhysicalSecurity = "Physical_security", "Physical security";
        /// Capability: system and network security.
        SystemAndNetworkSecurity = "System_and_network_security", "System and network security";
        /// Capability: application security.
        ApplicationSecurity = "Application_security", "Application security";
        /// Capability: secure configuration.
        SecureConfiguration = "Secure_configuration", "Secure configuration";
        /// Capability: identity and access management.
        IdentityAndAccessManagement = "Identity_and_access_management", "Identity and access management";
        /// Capability: threat and vulnerability management.
        ThreatAndVulnerabilityManagement =
            "Threat_and_vulnerability_management", "Threat and vulnerability management";
        /// Capability: continuity.
        Continuity = "Continuity", "Continuity";
        /// Capability: supplier relationships security.
        SupplierRelationshipsSecurity = "Supplier_relationships_security", "Supplier relationships security";
        /// Capability: legal and compliance.
        LegalAndCompliance = "Legal_and_compliance", "Legal and compliance";
        /// Capability: information security event management.
        InformationSecurityEventManagement =
            "Information_security_event_management", "Information security event management";
        /// Capability: information security assurance.
        InformationSecurityAssurance = "Information_security_assurance", "Information security assurance";
        /// Domain: governance and ecosystem.
        GovernanceAndEcosystem = "Governance_and_Ecosystem", "Governance and ecosystem";
        /// Domain: protection.
        Protection = "Protection", "Protection";
        /// Domain: defence.
        Defence = "Defence", "Defence";
        /// Domain: resilience.
        Resilience = "Resilience", "Resilience";
    }
}

impl Attribute {
    /// The attribute that this is a value of.
    pub const fn group(self) -> AttributeGroup {
        match self {
            Self::Preventive | Self::Detective | Self::Corrective => AttributeGroup::ControlType,
            Self::Confidentiality | Self::Integrity | Self::Availability => AttributeGroup::InfosecProperties,
            Self::Identify | Self::Protect | Self::Detect | Self::Respond | Self::Recover => {
                AttributeGroup::CybersecurityConcepts
            }
            Self::GovernanceAndEcosystem | Self::Protection | Self::Defence | Self::Resilience => {
                AttributeGroup::SecurityDomains
            }
            Self::Governance
            | Self::AssetManagement
            | Self::InformationProtection
            | Self::HumanResourceSecurity
            | Self::PhysicalSecurity
            | Self::SystemAndNetworkSecurity
            | Self::ApplicationSecurity
            | Self::SecureConfiguration
            | Self::IdentityAndAccessManagement
            | Self::ThreatAndVulnerabilityManagement
            | Self::Continuity
            | Self::SupplierRelationshipsSecurity
            | Self::LegalAndCompliance
            | Self::InformationSecurityEventManagement
            | Self::InformationSecurityAssurance => AttributeGroup::OperationalCapabilities,
        }
    }
}

impl AttributeGroup {
    /// The values of this attribute, in the order the standard lists them in.
    pub fn values(self) -> impl Iterator<Item = Attribute> {
        Attribute::ALL.iter().copied().filter(move |value| value.group() == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_group_has_its_values() {
        let counts = AttributeGroup::ALL.iter().map(|group| group.values().count()).collect::<Vec<_>>();
        assert_eq!(counts, [3, 3, 5, 15, 4]);
    }

    #[test]
    fn a_label_is_the_key_in_words() {
        for value in Attribute::ALL {
            assert_eq!(value.label().to_lowercase(), value.key().replace('_', " ").to_lowercase());
        }
    }
}
