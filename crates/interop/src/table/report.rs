//! What an import found, and what it did or would do: for the person who looks at it.

use std::collections::BTreeMap;

/// The most refused cells, conflicts and remarks that are listed; more are counted.
const MOST_LISTED: usize = 500;

/// A cell that is not taken; its row is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The row.
    pub row: u64,
    /// The heading of its column; empty where it is the whole row.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// What is wrong, and how to mend it.
    pub why: String,
    /// What may be meant instead, where that is known.
    pub proposed: Option<String>,
}

/// A value that was changed by a person and in the file; the person's stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The row.
    pub row: u64,
    /// The heading of the column.
    pub column: String,
    /// The number of the record.
    pub record: String,
    /// What the file says now.
    pub file: String,
    /// What the record says.
    pub here: String,
}

/// Something that was understood in a way that a person should know of, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What.
    pub what: String,
    /// How often.
    pub count: usize,
    /// The first row that it is about; 0 where it is about the table.
    pub row: u64,
}

/// What was found in one table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TableReport {
    /// The name of the file.
    pub file: String,
    /// The name of the sheet; empty where there is none.
    pub sheet: String,
    /// Encoding and delimiter.
    pub read_as: String,
    /// The key of what it was taken for; empty where that is not clear.
    pub register: String,
    /// What it was taken for, in words.
    pub name: String,
    /// How sure that is, from 0 to 1.
    pub score: f64,
    /// By how much it is ahead of the next best.
    pub margin: f64,
    /// Why nothing of it was taken, where that is so.
    pub fault: Option<String>,
    /// What it may be, where that is not clear: keys and scores.
    pub candidates: Vec<(String, f64)>,
    /// Where its columns go: heading and place; `None` where they have none.
    pub columns: Vec<(String, Option<String>)>,
    /// How many cells hold something in the columns without a place.
    pub unplaced: BTreeMap<String, usize>,
    /// How many rows there are below the heading.
    pub rows: usize,
    /// The rows that were left out.
    pub left_out: usize,
    /// Records made, by the name of their kind.
    pub made: BTreeMap<&'static str, usize>,
    /// Records changed, by the name of their kind.
    pub changed: BTreeMap<&'static str, usize>,
    /// Records that say already what the file says.
    pub unchanged: usize,
    /// Cells that are not taken.
    pub refused: Vec<Refused>,
    /// How many more there are.
    pub more_refused: usize,
    /// Values that were changed on both sides.
    pub conflicts: Vec<Conflict>,
    /// How many more there are.
    pub more_conflicts: usize,
    /// What a person should know.
    pub remarks: Vec<Remark>,
    /// People and roles that were made because cells name them.
    pub named: Vec<String>,
}

impl TableReport {
    /// Whether all of the table was taken.
    pub fn is_whole(&self) -> bool {
        self.fault.is_none()
            && !self.register.is_empty()
            && self.refused.is_empty()
            && self.conflicts.is_empty()
    }

    /// How many records were made or changed.
    pub fn acts(&self) -> usize {
        self.made.values().chain(self.changed.values()).sum()
    }

    pub(super) fn refuse(&mut self, refused: Refused) {
        if self.refused.len() < MOST_LISTED { self.refused.push(refused) } else { self.more_refused += 1 }
    }

    pub(super) fn conflict(&mut self, conflict: Conflict) {
        if self.conflicts.len() < MOST_LISTED {
            self.conflicts.push(conflict);
        } else {
            self.more_conflicts += 1;
        }
    }

    pub(super) fn remark(&mut self, what: impl Into<String>, row: u64) {
        let what = what.into();
        if let Some(one) = self.remarks.iter_mut().find(|one| one.what == what) {
            one.count += 1;
        } else if self.remarks.len() < MOST_LISTED {
            self.remarks.push(Remark { what, count: 1, row });
        }
    }
}
