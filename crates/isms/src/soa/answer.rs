//! What is said of lines of the statement is kept where it belongs: the status of a line that controls of the
//! organisation implement is the status of these controls, and the row never says it a second time.

use std::collections::BTreeMap;

use attesta_record::Entity;
use jiff::civil::Date;

use crate::{
    controls::Control,
    ids::ControlId,
    kit::Owner,
    soa::{ImplementationStatus, Line},
};

/// Controls as they are to be after lines of the statement were answered: each once, however many lines it implements.
#[derive(Debug, Default)]
pub struct ControlEdits<'a> {
    drafts: BTreeMap<ControlId, (&'a Entity<Control>, Control)>,
    given: BTreeMap<ControlId, ImplementationStatus>,
}

impl<'a> ControlEdits<'a> {
    /// Gives the controls that implement a line a status, from this day on. The error is the control to which another
    /// line gives another status: it cannot have both.
    pub fn give_status(
        &mut self,
        line: &Line<'a>,
        status: ImplementationStatus,
        today: Date,
    ) -> Result<(), &'a Entity<Control>> {
        for control in &line.controls {
            if *self.given.entry(control.id).or_insert(status) != status {
                return Err(control);
            }
            if control.data.status != status {
                let draft = self.draft(control);
                draft.status = status;
                draft.status_on = Some(today);
            }
        }
        Ok(())
    }

    /// Gives the controls that implement a line an owner: all of them, or only those that have none.
    pub fn give_owner(&mut self, line: &Line<'a>, owner: Owner, only_where_none: bool) {
        for control in line.controls.iter().filter(|one| !(only_where_none && one.data.owner.is_some())) {
            self.draft(control).owner = Some(owner);
        }
    }

    /// The controls that change, as they are and as they are to be, in the order of their numbers.
    pub fn changed(self) -> impl Iterator<Item = (&'a Entity<Control>, Control)> {
        self.drafts.into_values().filter(|(before, after)| before.data != *after)
    }

    fn draft(&mut self, control: &'a Entity<Control>) -> &mut Control {
        &mut self.drafts.entry(control.id).or_insert_with(|| (control, control.data.clone())).1
    }
}
