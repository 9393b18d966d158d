//! Taking an asset out of use, and into use again (controls A.5.11, A.7.14).

use attesta_record::{Complaints, Entity, Fields, Text, Value};
use jiff::civil::Date;

use crate::{
    Isms,
    assets::{Asset, AssetStatus},
    kit::{Act, Duty, Edits, Verb, day_done},
};

/// Take out of use
///
/// Says when it was taken out of use, and what became of it and of the information in it.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct WithdrawAsset {
    /// Out of use since
    ///
    /// Today if left open.
    pub withdrawn_on: Option<Date>,
    /// What became of it
    ///
    /// Returned, erased, destroyed, sold, archived.
    pub fate: Text,
}

/// Take into use again
///
/// Undoes that it was taken out of use.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct ReturnAsset {}

impl Verb for WithdrawAsset {
    type On = Asset;
    const NAME: &'static str = "withdraw";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<Asset>, _: &Isms) -> bool {
        on.data.status == AssetStatus::InUse
    }

    fn prefill(_: &Entity<Asset>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), Value::None]
    }

    fn apply(self, on: &Entity<Asset>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let withdrawn_on = Some(day_done(self.withdrawn_on, "withdrawn_on", act)?);
        let (status, fate) = (AssetStatus::Withdrawn, Some(self.fate));
        edits.amend(on, &Asset { status, withdrawn_on, fate, ..on.data.clone() });
        Ok(())
    }
}

impl Verb for ReturnAsset {
    type On = Asset;
    const NAME: &'static str = "take_back";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<Asset>, _: &Isms) -> bool {
        on.data.status == AssetStatus::Withdrawn
    }

    fn apply(self, on: &Entity<Asset>, _: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let status = AssetStatus::InUse;
        edits.amend(on, &Asset { status, withdrawn_on: None, fate: None, ..on.data.clone() });
        Ok(())
    }
}
