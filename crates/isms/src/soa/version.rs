//! A version of the Statement of Applicability: frozen and approved by a named person, comparable with any other and
//! with the draft that follows from today's records.

use attesta_record::{Choice, Complaints, Entity, Fields, File, Record, Text, Value};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{PersonId, ScopeId, SoaVersionId},
    kit::{Act, Concept, Duty, Edits, Note, Verb, VerbType},
    soa::{ImplementationStatus, Line, Problem},
};

/// SoA version
///
/// The Statement of Applicability of a scope as it was approved: frozen, with who approved it and when. The certificate
/// names it.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = SoaVersionId, plural = "SoA versions", clause = "6.1.3 d")]
pub struct SoaVersion {
    /// Scope
    #[field(title, list, index)]
    pub scope: ScopeId,
    /// Version
    #[field(title, list)]
    pub version: Text,
    /// Status
    #[field(list, index, by_verb, default = "draft")]
    pub status: SoaStatus,
    /// Classification
    ///
    /// Who may see it, by the organisation's own scheme.
    #[field(list)]
    pub classification: Option<Text>,
    /// What changed
    ///
    /// Against the version before, in a sentence.
    pub change_summary: Option<Text>,
    /// Approved by
    #[field(list, by_verb, group = "Approval")]
    pub approved_by: Option<PersonId>,
    /// Approved on
    #[field(list, by_verb, index)]
    pub approved_on: Option<Date>,
    /// Organisation
    ///
    /// Its name as it was then.
    #[field(by_verb, group = "Header")]
    pub of_organisation: Option<Text>,
    /// Name of the scope
    #[field(by_verb)]
    pub scope_name: Option<Text>,
    /// Statement of the scope
    ///
    /// What the certificate covers, as it was worded then.
    #[field(by_verb, long)]
    pub scope_statement: Option<Text>,
    /// Revision of the scope
    ///
    /// Which revision of the scope's record it was frozen from.
    #[field(by_verb)]
    pub scope_revision: Option<u32>,
    /// Lines
    #[field(by_verb, group = "Statement")]
    pub lines: Vec<FrozenLine>,
    /// As a document
    ///
    /// The statement as it was approved, rendered then and kept.
    #[field(by_verb, group = "Kept files")]
    pub pdf: Option<File>,
    /// As a spreadsheet
    #[field(by_verb)]
    pub xlsx: Option<File>,
}

/// Status of a version of the statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum SoaStatus {
    /// Draft
    Draft,
    /// Approved
    Approved,
    /// Superseded
    Superseded,
}

/// Line of the statement
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct FrozenLine {
    /// Control
    pub reference: Text,
    /// Title
    pub title: Text,
    /// Applicable
    pub applicable: bool,
    /// Status
    pub status: Option<ImplementationStatus>,
    /// Needed for
    pub reasons: Option<Text>,
    /// Justification
    pub justification: Option<Text>,
    /// Controls
    pub controls: Option<Text>,
}

/// Approve
///
/// Freezes the statement as it follows from the records now, in your name, and supersedes the version before.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct ApproveSoa {
    /// Remark
    #[field(long)]
    pub remark: Option<Text>,
}

/// Keep files
///
/// Keeps the approved statement as files. The program does it, in the name of who approved; nobody does it by hand.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct KeepFiles {
    /// As a document
    pub pdf: Option<File>,
    /// As a spreadsheet
    pub xlsx: Option<File>,
}

/// A line that differs between two statements.
#[derive(Debug, Clone, PartialEq)]
pub struct LineChange {
    /// The reference of the control.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// What differs: the column, and its text before and after; empty where there was nothing.
    pub columns: Vec<(&'static str, String, String)>,
}

impl FrozenLine {
    /// The line as it is now. An unanswered one is frozen as not applicable only for comparison; approving refuses it.
    fn of(line: &Line<'_>) -> Self {
        let joined = |texts: Vec<String>| (!texts.is_empty()).then(|| Text::from(texts.join(", ")));
        let holding = line.reasons.iter().filter(|reason| reason.live).map(|reason| reason.source.number());
        let own =
            line.entry.into_iter().flat_map(|entry| &entry.data.also).map(|reason| reason.label().to_owned());
        let justification = line.entry.and_then(|entry| entry.data.justification.clone());
        Self {
            reference: Text::from(line.reference()),
            title: Text::from(line.title()),
            applicable: line.applicable() == Some(true),
            status: line.status(),
            reasons: joined(holding.chain(own).collect()),
            justification,
            controls: joined(
                line.controls.iter().map(|one| attesta_record::TypedId::number(one.id)).collect(),
            ),
        }
    }

    fn columns(&self) -> [(&'static str, String); 5] {
        let text = |text: &Option<Text>| text.as_ref().map(ToString::to_string).unwrap_or_default();
        [
            ("Applicable", if self.applicable { "Yes" } else { "No" }.to_owned()),
            ("Status", self.status.map(|status| status.label().to_owned()).unwrap_or_default()),
            ("Needed for", text(&self.reasons)),
            ("Justification", text(&self.justification)),
            ("Controls", text(&self.controls)),
        ]
    }
}

impl Isms {
    /// The statement of a scope as it would be frozen now.
    pub fn soa_draft(&self, scope: ScopeId, today: Date) -> Vec<FrozenLine> {
        freeze(&self.statement(scope, today))
    }

    /// The approved version of a scope's statement.
    pub fn approved_soa(&self, scope: ScopeId) -> Option<&Entity<SoaVersion>> {
        self.soa_versions
            .in_force()
            .find(|one| one.data.scope == scope && one.data.status == SoaStatus::Approved)
    }
}

/// A statement as it is frozen.
pub fn freeze(lines: &[Line<'_>]) -> Vec<FrozenLine> {
    lines.iter().map(FrozenLine::of).collect()
}

/// What differs between two statements, line by line, in the order of the later one, then what it no longer has.
pub fn compare(before: &[FrozenLine], after: &[FrozenLine]) -> Vec<LineChange> {
    let find = |lines: &[FrozenLine], line: &FrozenLine| {
        lines.iter().find(|one| one.reference == line.reference).cloned()
    };
    let gone = before.iter().filter(|line| find(after, line).is_none());
    let changes = after.iter().map(|line| (find(before, line), Some(line.clone())));
    let changes = changes.chain(gone.map(|line| (Some(line.clone()), None)));
    changes.filter_map(|(old, new)| change(old.as_ref(), new.as_ref())).collect()
}

fn change(old: Option<&FrozenLine>, new: Option<&FrozenLine>) -> Option<LineChange> {
    let named = new.or(old)?;
    let empty = named.columns().map(|(column, _)| (column, String::new()));
    let was = old.map_or_else(|| empty.clone(), FrozenLine::columns);
    let is = new.map_or(empty, FrozenLine::columns);
    let columns: Vec<_> = was
        .into_iter()
        .zip(is)
        .filter(|((_, was), (_, is))| was != is)
        .map(|((column, was), (_, is))| (column, was, is))
        .collect();
    let (reference, title) = (named.reference.to_string(), named.title.to_string());
    (!columns.is_empty()).then_some(LineChange { reference, title, columns })
}

impl Concept for SoaVersion {
    const VERBS: &'static [VerbType] = &[VerbType::of::<ApproveSoa>(), VerbType::of::<KeepFiles>()];

    fn settled(on: &Entity<Self>) -> Option<&'static str> {
        (on.data.status != SoaStatus::Draft)
            .then_some("An approved or superseded version never changes. Write a new version.")
    }

    fn notes(on: &Entity<Self>, isms: &Isms, today: Date) -> Vec<Note> {
        if on.data.status != SoaStatus::Approved {
            return Vec::new();
        }
        match compare(&on.data.lines, &isms.soa_draft(on.data.scope, today)).len() {
            0 => vec![Note::ok("Agrees with the records")],
            1 => vec![Note::warn("1 line changed since")],
            many => vec![Note::warn(format!("{many} lines changed since"))],
        }
    }

    fn check(&self, before: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        let same = |other: &&Entity<Self>| {
            let other_one = before.is_none_or(|before| before.id != other.id);
            other_one && other.data.scope == self.scope && other.data.version == self.version
        };
        if act.isms.soa_versions.in_force().any(|other| same(&other)) {
            complaints.add(
                "version",
                format!("There is a version {} of this scope's statement already.", self.version),
            );
        }
    }
}

impl Verb for ApproveSoa {
    type On = SoaVersion;
    const NAME: &'static str = "approve";
    const MAY: &'static [Duty] = &[Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<SoaVersion>, _: &Isms) -> bool {
        on.data.status == SoaStatus::Draft
    }

    fn prefill(_: &Entity<SoaVersion>, _: &Act<'_>) -> Vec<Value> {
        vec![Value::None]
    }

    fn apply(self, on: &Entity<SoaVersion>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let person = act.approver()?;
        let lines = act.isms.statement(on.data.scope, act.today);
        complaints(&lines).into_result()?;
        for other in act.isms.soa_versions.iter() {
            if other.data.scope == on.data.scope && other.data.status == SoaStatus::Approved {
                edits.amend(other, &SoaVersion { status: SoaStatus::Superseded, ..other.data.clone() });
            }
        }
        let scope = act.isms.scopes.get(on.data.scope);
        let version = SoaVersion {
            of_organisation: act.isms.organisation().map(|one| one.data.name.clone()),
            scope_name: scope.map(|one| one.data.name.clone()),
            scope_statement: scope.and_then(|one| one.data.statement.clone()),
            status: SoaStatus::Approved,
            approved_by: Some(person),
            approved_on: Some(act.today),
            scope_revision: scope.map(|one| one.revision),
            lines: freeze(&lines),
            ..on.data.clone()
        };
        edits.amend(on, &version);
        Ok(())
    }
}

impl Verb for KeepFiles {
    type On = SoaVersion;
    const NAME: &'static str = "keep_files";
    /// Nobody: only the gate makes a permit for it.
    const MAY: &'static [Duty] = &[];

    fn offered(on: &Entity<SoaVersion>, _: &Isms) -> bool {
        on.data.status == SoaStatus::Approved
    }

    fn apply(self, on: &Entity<SoaVersion>, _: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let slots = [("pdf", &on.data.pdf, &self.pdf), ("xlsx", &on.data.xlsx, &self.xlsx)];
        let mut complaints = Complaints::default();
        for (field, kept, given) in slots {
            if kept.is_some() && given.is_some() && kept != given {
                complaints.add(field, "A file that is kept with a version never changes.");
            }
        }
        complaints.into_result()?;
        let (pdf, xlsx) = (on.data.pdf.clone().or(self.pdf), on.data.xlsx.clone().or(self.xlsx));
        edits.amend(on, &SoaVersion { pdf, xlsx, ..on.data.clone() });
        Ok(())
    }
}

/// Why a statement cannot be approved: its contents of 6.1.3 d are not all there, or contradict the records.
fn complaints(lines: &[Line<'_>]) -> Complaints {
    let mut complaints = Complaints::default();
    let listed =
        |found: Vec<&Line<'_>>| found.iter().map(|line| line.reference()).collect::<Vec<_>>().join(", ");
    let mut complain = |text: &str, wrong: &dyn Fn(&Line<'_>) -> bool| {
        let found: Vec<&Line<'_>> = lines.iter().filter(|line| wrong(line)).collect();
        if !found.is_empty() {
            let count = found.len();
            complaints.add("", format!("{text} ({count}): {}.", listed(found)));
        }
    };
    complain("Unanswered", &|line| line.applicable().is_none());
    complain("Needed by a record in force, yet left out", &|line| {
        line.problems.contains(&Problem::NeededButLeftOut)
    });
    complain("Applicable, without a reason that holds and without a justification", &|line| {
        let said = line.entry.is_some_and(|entry| entry.data.justification.is_some());
        line.applicable() == Some(true) && !line.needed() && !said
    });
    complain("Applicable, without a status", &|line| {
        line.applicable() == Some(true) && line.status().is_none()
    });
    complaints
}
