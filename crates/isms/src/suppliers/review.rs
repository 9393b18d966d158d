//! A review of a supplier (control A.5.22).

use attesta_record::{Choice, Complaints, Entity, Record, Text};
use jiff::{ToSpan as _, civil::Date};

use crate::{
    Isms,
    ids::{PersonId, SupplierId, SupplierReviewId},
    kit::{Act, Concept, Grade, Note, complain_about_future},
};

/// Supplier review
///
/// What a look at a supplier found, by whom and on what day, and when the next one is due.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = SupplierReviewId, plural = "Supplier reviews", clause = "A.5.22")]
pub struct SupplierReview {
    /// Supplier
    #[field(title, list, index)]
    pub supplier: SupplierId,
    /// Reviewed on
    #[field(title, list, index)]
    pub reviewed_on: Date,
    /// By
    #[field(list)]
    pub reviewed_by: Option<PersonId>,
    /// Looked at
    ///
    /// Reports, certificates, answers to questions, a visit.
    #[field(long)]
    pub basis: Option<Text>,
    /// Result
    #[field(list, index)]
    pub result: ReviewResult,
    /// Findings
    #[field(long)]
    pub findings: Option<Text>,
    /// What follows
    #[field(long)]
    pub follow_up: Option<Text>,
    /// Next review
    ///
    /// By the supplier's interval if left open.
    #[field(list, index)]
    pub next_on: Option<Date>,
}

/// What a review came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum ReviewResult {
    /// Satisfactory
    Satisfactory,
    /// Satisfactory, with findings
    WithFindings,
    /// Not satisfactory
    Unsatisfactory,
}

impl Concept for SupplierReview {
    fn complete(&mut self, act: &Act<'_>) {
        let interval = act.isms.suppliers.get(self.supplier).and_then(|one| one.data.review_interval);
        let next = interval.map(|months| self.reviewed_on.saturating_add(i64::from(months).months()));
        self.next_on = self.next_on.or(next);
    }

    fn check(&self, _: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        complain_about_future(Some(self.reviewed_on), "reviewed_on", act, complaints);
        if self.next_on.is_some_and(|next| next <= self.reviewed_on) {
            complaints.add("next_on", "The next review comes after this one.");
        }
        if self.result != ReviewResult::Satisfactory && self.findings.is_none() {
            complaints.add("findings", "Say what was found.");
        }
    }
}

impl Isms {
    /// The latest review of a supplier.
    pub fn review_of(&self, supplier: SupplierId) -> Option<&Entity<SupplierReview>> {
        self.supplier_reviews.get(*self.links().supplier_review.get(&supplier)?)
    }

    /// What is to be said of a supplier's reviews on a day.
    pub(crate) fn review_note(&self, supplier: SupplierId, today: Date) -> Option<Note> {
        let data = &self.suppliers.get(supplier)?.data;
        match self.review_of(supplier) {
            Some(review) if review.data.result == ReviewResult::Unsatisfactory => {
                Some(Note::bad("Not satisfactory at its last review"))
            }
            Some(review) => {
                review.data.next_on.filter(|next| *next < today).map(|_| Note::warn("Review overdue"))
            }
            None => {
                let due = data.review_interval.is_some() || data.criticality >= Some(Grade::High);
                due.then(|| Note::warn("Never reviewed"))
            }
        }
    }
}
