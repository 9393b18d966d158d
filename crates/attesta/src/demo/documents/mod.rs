//! The documents of the sample company. A text stands in a file as its first version said it; later versions are told
//! by what they changed.

mod policies;
mod procedures;

use attesta_isms::{
    documents::{ApproveDocument, Document, DocumentKind, DocumentVersion, VersionStatus},
    kit::Owner,
};
use attesta_record::Text;

use super::{
    people::Who,
    scene::{Cast, Scene, When, create, verb},
};
use crate::trouble::Trouble;

/// A document.
struct Plan {
    title: &'static str,
    kind: DocumentKind,
    /// The role that owns it, by its short name.
    owner: &'static str,
    scope: &'static str,
    classification: &'static str,
    /// In how many months an approved version is to be reviewed; 0 leaves that open.
    interval: u32,
    purpose: &'static str,
    text: &'static str,
    versions: &'static [Issue],
}

/// A version of it.
struct Issue {
    version: &'static str,
    drafted: When,
    author: Who,
    approved: Option<(When, Who)>,
    summary: &'static str,
    /// What was replaced by what; nothing replaced means added at the end.
    changes: &'static [(&'static str, &'static str)],
}

impl Plan {
    /// Who gets it: what is internal, everybody of its scope; what is confidential, those who need it.
    fn distribution(&self) -> &'static str {
        match (self.classification, self.scope) {
            ("confidential", _) => {
                "Management and the owners of what it names, in the locked part of the wiki"
            }
            (_, "company") => "All staff, in the wiki",
            (_, "office") => "All staff in Hamburg, in the wiki",
            _ => "Engineering and operations, in the wiki",
        }
    }
}

fn plans() -> impl Iterator<Item = &'static Plan> {
    policies::PLANS.iter().chain(procedures::PLANS)
}

fn document(plan: &Plan, cast: &Cast<'_>) -> Result<Document, Trouble> {
    Ok(Document {
        title: Text::from(plan.title),
        identifier: None,
        kind: plan.kind,
        owner: Some(Owner::Role(cast.id(plan.owner)?)),
        scope: Some(cast.id(plan.scope)?),
        classification: Some(Text::from(plan.classification)),
        distribution: Some(Text::from(plan.distribution())),
        review_interval: (plan.interval > 0).then_some(plan.interval),
        purpose: Some(Text::from(plan.purpose)),
    })
}

/// The wording of a version: the first text with all changes up to it.
fn wording(plan: &Plan, at: usize) -> String {
    let changes = plan.versions.iter().take(at + 1).flat_map(|issue| issue.changes);
    changes.fold(plan.text.to_owned(), |text, (old, new)| match *old {
        "" => text + new,
        old => text.replacen(old, new, 1),
    })
}

fn version(plan: &Plan, at: usize, cast: &Cast<'_>) -> Result<DocumentVersion, Trouble> {
    let issue = &plan.versions[at];
    Ok(DocumentVersion {
        document: cast.id(plan.title)?,
        version: Text::from(issue.version),
        status: VersionStatus::Draft,
        author: Some(cast.id(issue.author.name())?),
        change_summary: Some(Text::from(issue.summary)),
        text: Some(Text::from(wording(plan, at))),
        in_force_from: None,
        approved_by: None,
        approved_by_words: None,
        approved_on: None,
        reviewed_on: None,
        review_by: None,
    })
}

/// All that happens to the documents.
pub(super) fn scenes() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for plan in plans() {
        if let Some(first) = plan.versions.first() {
            scenes.push(create(first.drafted, first.author, plan.title, move |cast| document(plan, cast)));
        }
        for (at, issue) in plan.versions.iter().enumerate() {
            let name = format!("{} {}", plan.title, issue.version);
            scenes.push(create(issue.drafted.later(12), issue.author, &name, move |cast| {
                version(plan, at, cast)
            }));
            if let Some((when, by)) = issue.approved {
                let approval = |_: &Cast<'_>| Ok(ApproveDocument { decided_on: None, remark: None });
                scenes.push(verb::<DocumentVersion, _>(when, by, &name, "approve", approval));
            }
        }
    }
    scenes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_meets_its_text_once() {
        for plan in plans() {
            for (at, issue) in plan.versions.iter().enumerate().skip(1) {
                let before = wording(plan, at - 1);
                for (old, new) in issue.changes {
                    assert!(
                        old.is_empty() || before.matches(old).count() == 1,
                        "{} {}: {old}",
                        plan.title,
                        issue.version
                    );
                    assert!(wording(plan, at).contains(new), "{} {}: {new}", plan.title, issue.version);
                }
            }
        }
    }

    #[test]
    fn there_are_drafts_and_later_versions() {
        assert_eq!(plans().count(), 12);
        let versions = || plans().flat_map(|plan| plan.versions);
        assert_eq!(versions().filter(|issue| issue.approved.is_none()).count(), 3);
        assert!(plans().filter(|plan| plan.versions.len() > 1).count() >= 6);
    }
}
