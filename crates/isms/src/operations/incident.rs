//! An information security incident, from the report to the lessons (controls A.5.24 to A.5.28).

use attesta_record::{Choice, Complaints, Entity, Fields, Record, Text};
use jiff::{Timestamp, civil::Date};

use crate::{
    Isms,
    ids::{AssetId, IncidentId, PersonId, RiskId, ScopeId, SupplierId, VulnerabilityId},
    kit::{Act, Concept, Grade, Note, Owner, VerbType},
    operations::{CloseIncident, ContainIncident, DismissIncident, ReopenIncident, ResolveIncident},
};

/// Incident
///
/// Something that hurt information security, or might have: what happened, what was done, what was learned.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = IncidentId, plural = "Incidents", clause = "A.5.24")]
pub struct Incident {
    /// Title
    #[field(title, list)]
    pub title: Text,
    /// Type
    ///
    /// Phishing, lost device, malware, outage: in your own words.
    #[field(list)]
    pub category: Option<Text>,
    /// Severity
    #[field(list, index)]
    pub severity: Option<Grade>,
    /// Owner
    ///
    /// Who leads the response.
    #[field(list, index)]
    pub owner: Option<Owner>,
    /// Response team
    pub team: Option<Text>,
    /// Scope
    #[field(index)]
    pub scope: Option<ScopeId>,
    /// Description
    #[field(long)]
    pub description: Option<Text>,
    /// Occurred at
    ///
    /// When it began, as far as that is known.
    #[field(group = "How it became known")]
    pub occurred_at: Option<Timestamp>,
    /// Reported at
    #[field(list, index)]
    pub reported_at: Timestamp,
    /// Reported by
    pub reported_by: Option<Text>,
    /// Detected by
    pub detected_by: Option<Text>,
    /// How it was detected
    pub detection: Option<Text>,
    /// Assets
    #[field(group = "What is affected")]
    pub assets: Vec<AssetId>,
    /// Affected, in words
    ///
    /// Accounts, teams, records and how many of them.
    pub affected: Option<Text>,
    /// Supplier
    ///
    /// At whom it happened, or who takes part.
    #[field(index)]
    pub supplier: Option<SupplierId>,
    /// Vulnerabilities
    ///
    /// That were used.
    pub vulnerabilities: Vec<VulnerabilityId>,
    /// Risks
    ///
    /// That came true.
    pub risks: Vec<RiskId>,
    /// Personal data breach
    ///
    /// Open until somebody has judged it.
    #[field(list, index, group = "Notification")]
    pub personal_data: Option<bool>,
    /// Authority
    ///
    /// Who must be told, by which law.
    pub authority: Option<Text>,
    /// To be notified until
    pub notify_until: Option<Timestamp>,
    /// Notified at
    pub notified_at: Option<Timestamp>,
    /// What was notified to whom
    ///
    /// The authority, the people concerned, customers.
    #[field(long)]
    pub notification: Option<Text>,
    /// Timeline
    #[field(group = "Course")]
    pub timeline: Vec<TimelineEntry>,
    /// Evidence
    ///
    /// What was secured, by whom, and where it is kept.
    #[field(long)]
    pub evidence: Option<Text>,
    /// Status
    #[field(list, index, by_verb, default = "open")]
    pub status: IncidentStatus,
    /// Contained at
    #[field(by_verb)]
    pub contained_at: Option<Timestamp>,
    /// How it was contained
    #[field(by_verb)]
    pub containment: Option<Text>,
    /// Resolved at
    #[field(by_verb, index)]
    pub resolved_at: Option<Timestamp>,
    /// How it was resolved
    #[field(by_verb)]
    pub resolution: Option<Text>,
    /// Root cause
    #[field(by_verb, long, group = "What was learned")]
    pub root_cause: Option<Text>,
    /// Lessons
    #[field(by_verb, long)]
    pub lessons: Option<Text>,
    /// Corrective action
    #[field(by_verb, long)]
    pub corrective_action: Option<Text>,
    /// Closed on
    #[field(by_verb)]
    pub closed_on: Option<Date>,
    /// Closed by
    #[field(by_verb)]
    pub closed_by: Option<PersonId>,
}

/// Entry of the timeline
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct TimelineEntry {
    /// At
    pub at: Timestamp,
    /// What
    pub what: Text,
}

/// Status of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum IncidentStatus {
    /// Open
    Open,
    /// Contained
    ///
    /// It does no more harm.
    Contained,
    /// Resolved
    ///
    /// Everything works again; the lessons are to be drawn.
    Resolved,
    /// Closed
    Closed,
    /// No incident
    ///
    /// An event that was judged to be harmless.
    NoIncident,
}

impl Incident {
    /// An incident of which nothing is known yet but a title and when it was reported.
    pub fn new(title: Text, reported_at: Timestamp) -> Self {
        Self {
            title,
            category: None,
            severity: None,
            owner: None,
            team: None,
            scope: None,
            description: None,
            occurred_at: None,
            reported_at,
            reported_by: None,
            detected_by: None,
            detection: None,
            assets: Vec::new(),
            affected: None,
            supplier: None,
            vulnerabilities: Vec::new(),
            risks: Vec::new(),
            personal_data: None,
            authority: None,
            notify_until: None,
            notified_at: None,
            notification: None,
            timeline: Vec::new(),
            evidence: None,
            status: IncidentStatus::Open,
            contained_at: None,
            containment: None,
            resolved_at: None,
            resolution: None,
            root_cause: None,
            lessons: None,
            corrective_action: None,
            closed_on: None,
            closed_by: None,
        }
    }

    /// Whether nothing more is to be said of it.
    pub fn is_over(&self) -> bool {
        matches!(self.status, IncidentStatus::Closed | IncidentStatus::NoIncident)
    }

    /// What is to be said of telling the authority, on a day.
    fn notification_note(&self, isms: &Isms, today: Date) -> Option<Note> {
        let until = self.notify_until?;
        let day = until.to_zoned(isms.zone()).date();
        match self.notified_at {
            Some(at) if at > until => Some(Note::warn("Notified late")),
            Some(_) => Some(Note::ok("Notified in time")),
            None if day < today => Some(Note::bad("Notification overdue")),
            None => {
                let until = until.to_zoned(isms.zone());
                Some(Note::bad(format!("Notify until {}", until.strftime("%Y-%m-%d %H:%M"))))
            }
        }
    }
}

impl Concept for Incident {
    const VERBS: &'static [VerbType] = &[
        VerbType::of::<ContainIncident>(),
        VerbType::of::<ResolveIncident>(),
        VerbType::of::<CloseIncident>(),
        VerbType::of::<DismissIncident>(),
        VerbType::of::<ReopenIncident>(),
    ];

    fn settled(on: &Entity<Self>) -> Option<&'static str> {
        on.data.is_over().then_some("An incident that is over does not change. Reopen it first.")
    }

    fn check(&self, _: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        let happened = [
            ("occurred_at", self.occurred_at),
            ("reported_at", Some(self.reported_at)),
            ("notified_at", self.notified_at),
        ];
        for (field, at) in happened {
            if at.is_some_and(|at| at > act.now) {
                complaints.add(field, "This moment lies in the future.");
            }
        }
        if self.occurred_at.is_some_and(|at| at > self.reported_at) {
            complaints.add("occurred_at", "It cannot be reported before it occurs. Correct one of the two.");
        }
        if let (Some(occurred), Some(stopped)) = (self.occurred_at, self.contained_at.or(self.resolved_at))
            && stopped < occurred
        {
            complaints.add("occurred_at", "It was contained or resolved before that.");
        }
        if self.notify_until.is_some() && self.authority.is_none() {
            complaints.add("authority", "Say which authority is to be notified.");
        }
        if self.notified_at.is_some_and(|at| self.occurred_at.is_some_and(|occurred| at < occurred)) {
            complaints.add("notified_at", "Nobody can be notified before it occurs.");
        }
    }

    fn notes(on: &Entity<Self>, isms: &Isms, today: Date) -> Vec<Note> {
        let data = &on.data;
        if data.status == IncidentStatus::NoIncident {
            return Vec::new();
        }
        let unsaid =
            data.personal_data == Some(true) && data.authority.is_none() && data.notification.is_none();
        let unsaid = unsaid.then(|| Note::warn("Not said whether an authority must be notified"));
        let ungraded = (data.severity.is_none()).then(|| Note::warn("No severity"));
        data.notification_note(isms, today).into_iter().chain(unsaid).chain(ungraded).collect()
    }
}
