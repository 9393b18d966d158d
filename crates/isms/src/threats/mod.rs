//! Threats and vulnerabilities (ISO/IEC 27005; controls A.5.7, A.8.8).

mod settle;
mod threat;
mod vulnerability;

pub use settle::{AcceptVulnerability, DismissVulnerability, Remediate, ReopenVulnerability};
pub use threat::{Threat, ThreatOrigin};
pub use vulnerability::{Vulnerability, VulnerabilityStatus};
