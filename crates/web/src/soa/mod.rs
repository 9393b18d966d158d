//! The Statement of Applicability as a grid: one row for each of the 93 controls of Annex A, answered in place.

pub(crate) mod edit;
pub(crate) mod view;

use attesta_isms::{Isms, ids::ScopeId, soa::SoaEntry};
use attesta_record::{Entity, TypedId as _, form::Typed};
use attesta_standard::Control;

use crate::extract::one;

/// A control and its answer, if there is one.
pub(crate) struct Row<'a> {
    pub(crate) control: &'static Control,
    pub(crate) entry: Option<&'a Entity<SoaEntry>>,
}

/// The scope that is looked at: the one in the address, else the first.
pub(crate) fn scope_of(isms: &Isms, params: &Typed) -> Option<ScopeId> {
    let named =
        one(params, "scope").parse().ok().map(ScopeId::new).filter(|id| isms.scopes.get(*id).is_some());
    named.or_else(|| {
        // The scope that has answers already is the likeliest.
        let answered = isms.soa_entries.in_force().map(|one| one.data.scope).next();
        answered.or_else(|| isms.scopes.in_force().map(|scope| scope.id).next())
    })
}

/// The rows of a scope, in the order of Annex A, as far as the filters of the address let them through.
pub(crate) fn rows<'a>(isms: &'a Isms, scope: ScopeId, params: &Typed) -> Vec<Row<'a>> {
    let entries = isms.soa_of(scope);
    let rows = attesta_standard::annex_a_2022()
        .iter()
        .map(|control| Row { control, entry: entries.get(control.reference.as_str()).copied() });
    rows.filter(|row| row.fits(params)).collect()
}

impl Row<'_> {
    /// `yes`, `no` or `unanswered`.
    pub(crate) fn applicable(&self) -> &'static str {
        match self.entry.and_then(|entry| entry.data.applicable) {
            Some(true) => "yes",
            Some(false) => "no",
            None => "unanswered",
        }
    }

    fn fits(&self, params: &Typed) -> bool {
        let status = self
            .entry
            .and_then(|entry| entry.data.status)
            .map_or("none", |status| attesta_record::Choice::key(&status));
        let theme = self.control.theme.key();
        let words: Vec<String> = attesta_record::words_of(one(params, "q")).collect();
        let justification = self.entry.and_then(|entry| entry.data.justification.as_ref());
        let text = format!(
            "{} {} {}",
            self.control.reference,
            self.control.title,
            justification.map_or("", |text| text.as_str())
        );
        let text: Vec<String> = attesta_record::words_of(&text).collect();
        let is = |name: &str, value: &str| one(params, name).is_empty() || one(params, name) == value;
        is("theme", theme)
            && is("applicable", self.applicable())
            && is("status", status)
            && words.iter().all(|word| text.iter().any(|have| have.starts_with(word.as_str())))
    }
}
