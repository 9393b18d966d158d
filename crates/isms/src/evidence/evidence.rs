//! A piece of evidence: a file, a link or a note, with what it shows, of which time, and how long it counts.

use attesta_record::{Choice, Complaints, Entity, File, Record, Text};
use jiff::{ToSpan as _, civil::Date};

use crate::{
    Isms,
    evidence::Shown,
    ids::{ControlId, EvidenceId, PersonId},
    kit::{Act, Concept, Note},
};

/// Evidence
///
/// What shows that something is as it is said to be: a file, a link or a note, with the day it was obtained, the time it
/// speaks for, and how long it counts.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = EvidenceId, plural = "Evidence", clause = "9.1")]
pub struct Evidence {
    /// Title
    #[field(title, list)]
    pub title: Text,
    /// Kind
    #[field(list, index, default = "file")]
    pub kind: EvidenceKind,
    /// File
    ///
    /// A report, a screenshot, a list that was drawn. It is kept as it is, and every later version beside it.
    pub file: Option<File>,
    /// Link
    ///
    /// Where it lies, beginning with https. What lies there may change: a file is stronger.
    pub link: Option<Text>,
    /// Note
    ///
    /// What was seen or said; beside a file or a link, what to look for in it.
    #[field(long)]
    pub note: Option<Text>,
    /// Shows
    ///
    /// The controls, treatments and documents of which it shows something.
    #[field(group = "What it shows")]
    pub shows: Vec<Shown>,
    /// Strength
    ///
    /// How directly it shows it; the weakest first.
    #[field(list, index, default = "record")]
    pub strength: Strength,
    /// Speaks for the time from
    #[field(group = "When and by whom")]
    pub speaks_from: Option<Date>,
    /// Speaks for the time until
    pub speaks_until: Option<Date>,
    /// Obtained on
    #[field(list, index)]
    pub obtained_on: Date,
    /// Obtained by
    #[field(list, index)]
    pub obtained_by: Option<PersonId>,
    /// Source
    ///
    /// Whom or what it was obtained from: a system, a log, a person asked.
    pub source: Option<Text>,
    /// Counts for
    ///
    /// After this time it is stale and shows nothing any more. Without it, it counts for good.
    #[field(min = 1, max = 120, unit = "months")]
    pub max_age: Option<u32>,
}

/// Kind of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum EvidenceKind {
    /// File
    File,
    /// Link
    Link,
    /// Note
    Note,
}

/// How directly evidence shows what it shows, the weakest first: what can be verified is worth more than what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Choice)]
pub enum Strength {
    /// Statement
    ///
    /// Somebody says so.
    Statement,
    /// Record
    ///
    /// It was written down when it happened.
    Record,
    /// Sample
    ///
    /// Cases were drawn and each was looked at.
    Sample,
    /// Direct observation
    ///
    /// Somebody saw it happen, or tried it.
    Observation,
}

impl Evidence {
    /// The last day on which it counts; `None` where it counts for good. Its age is counted from the end of the time
    /// that it speaks for, else from the day on which it was obtained.
    pub fn counts_until(&self) -> Option<Date> {
        let from = self.speaks_until.unwrap_or(self.obtained_on);
        self.max_age.map(|months| from.saturating_add(i64::from(months).months()))
    }

    /// Whether it counts on a day.
    pub fn counts_on(&self, day: Date) -> bool {
        self.counts_until().is_none_or(|last| day <= last)
    }

    fn check_kind(&self, complaints: &mut Complaints) {
        let parts = [
            (EvidenceKind::File, "file", self.file.is_some(), "Choose the file."),
            (EvidenceKind::Link, "link", self.link.is_some(), "Write the link."),
            (EvidenceKind::Note, "note", self.note.is_some(), "Write what was seen or said."),
        ];
        for (kind, field, given, what) in parts {
            if kind == self.kind && !given {
                complaints.add(field, what);
            } else if kind != self.kind && given && kind != EvidenceKind::Note {
                let own = self.kind.label().to_lowercase();
                complaints.add(field, format!("Its kind is {own}. Change the kind, or take this out."));
            }
        }
    }

    fn check_days(&self, today: Date, complaints: &mut Complaints) {
        if self.obtained_on > today {
            complaints.add("obtained_on", "Evidence cannot be obtained on a day in the future.");
        }
        if self.speaks_until.is_some_and(|until| until > self.obtained_on) {
            complaints
                .add("speaks_until", "It cannot speak for a time after the day on which it was obtained.");
        }
        if self.speaks_from.is_some_and(|from| from > self.speaks_until.unwrap_or(self.obtained_on)) {
            complaints.add("speaks_from", "The time that it speaks for ends before it begins.");
        }
    }
}

impl Concept for Evidence {
    fn check(&self, before: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        self.check_kind(complaints);
        self.check_days(act.today, complaints);
        let erased = |text: &Text| text.is_erased() && before.is_some();
        if self.link.as_ref().is_some_and(|link| !erased(link) && !is_web_address(link.as_str())) {
            complaints.add(
                "link",
                "Write the whole address, beginning with https://, without a name or password in it.",
            );
        }
    }

    fn notes(on: &Entity<Self>, _: &Isms, today: Date) -> Vec<Note> {
        let age = on.data.counts_until().map(|last| match last.tomorrow() {
            Ok(stale) if stale <= today => Note::bad(format!("Stale since {}", stale.strftime("%-d %b %Y"))),
            _ => Note::plain(format!("Due {}", last.strftime("%-d %b %Y"))),
        });
        let idle = on.data.shows.is_empty().then(|| Note::warn("Shows nothing yet"));
        age.into_iter().chain(idle).collect()
    }
}

/// Something that shows a control: a record of evidence in force, or a pointer that stands on the control itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Showing {
    /// The control.
    pub control: ControlId,
    /// What it is.
    pub what: Text,
    /// Where it lies, where that is all that is known.
    pub place: Option<Text>,
    /// Of which day it is.
    pub on: Option<Date>,
    /// The record; `None` for a pointer.
    pub record: Option<EvidenceId>,
    /// Whether it counts on the day that was asked for.
    pub counts: bool,
}

impl Isms {
    /// What shows a control, as it counts on a day.
    pub fn showing(&self, control: ControlId, day: Date) -> Vec<Showing> {
        let pointers = self.controls.get(control).into_iter().flat_map(|one| &one.data.evidence);
        let pointers = pointers.map(|one| Showing {
            control,
            what: one.what.clone(),
            place: one.place.clone(),
            on: one.on,
            record: None,
            counts: true,
        });
        let records = self.links().evidence.get(&Shown::Control(control)).into_iter().flatten();
        let records = records.filter_map(|id| self.evidence.get(*id)).map(|one| Showing {
            control,
            what: one.data.title.clone(),
            place: None,
            on: Some(one.data.obtained_on),
            record: Some(one.id),
            counts: one.data.counts_on(day),
        });
        pointers.chain(records).collect()
    }

    /// Whether something that counts on a day shows a control.
    pub fn is_shown(&self, control: ControlId, day: Date) -> bool {
        self.showing(control, day).iter().any(|one| one.counts)
    }
}

/// Whether a text is the https address of a host, with nothing in it that hides where it leads.
fn is_web_address(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = authority.rsplit_once(':').unwrap_or((authority, "443"));
    let is_host = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '-');
    !host.is_empty()
        && host.chars().all(is_host)
        && port.parse::<u16>().is_ok()
        && !rest.chars().any(|letter| letter.is_whitespace() || letter.is_control() || letter == '\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_to_a_host_is_a_link() {
        for good in ["https://a.example", "https://wiki.example:8443/x?y=z#1", "https://münchen.example/ä"]
        {
            assert!(is_web_address(good), "{good}");
        }
        for wrong in [
            "",
            "https://",
            "http://a.example",
            "javascript:alert(1)",
            "https://bank.example@evil.example/",
            "https://a b.example",
            "https:///a",
            "https://a.example/\\evil",
            "https://a:b",
            "HTTPS://a.example\n",
        ] {
            assert!(!is_web_address(wrong), "{wrong}");
        }
    }
}
