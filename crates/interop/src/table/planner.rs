//! From rows to acts, on a working copy of the ISMS: what is shown before anything happens is what is done afterwards.

use std::collections::{HashMap, HashSet};

use attesta_isms::{
    Isms,
    kit::{Act, Edit, Edits, RecordType},
};
use attesta_record::{Complaints, Item, Ref, Value};

use super::{
    Corrections, Options, Refused, Remembered, Row, Step, TableReport, Understood,
    names::{Names, folded},
    recipe::Hook,
    row::Counts,
};

/// Turns rows into steps. It holds a copy of the ISMS in which every step has been done already.
#[derive(Debug)]
pub struct Planner {
    pub(super) isms: Isms,
    pub(super) names: Names,
    pub(super) options: Options,
    pub(super) people: HashSet<String>,
    pub(super) aliases: HashMap<String, String>,
    /// What wrong references to controls mean, by what stands in the row.
    pub(super) controls: Vec<(String, String)>,
    pub(super) steps: Vec<Step>,
    pub(super) named: Vec<String>,
    /// Where the row stands that is being planned.
    pub(super) at: String,
    /// The cells that somebody typed anew.
    pub(super) corrected: HashSet<(u64, usize)>,
    saved: Option<Isms>,
    seen: HashMap<String, u64>,
    pub(super) open: HashSet<(String, u64)>,
    pub(super) overlay: HashMap<(String, String, String), Remembered>,
}

/// What is remembered of the rows of a batch: by key and part.
pub(super) type Memory = HashMap<(String, String), Remembered>;

impl Planner {
    /// A planner on this state of the ISMS.
    pub fn new(isms: Isms, options: Options) -> Self {
        Self {
            isms,
            options,
            names: Names::default(),
            people: HashSet::new(),
            aliases: HashMap::new(),
            controls: Vec::new(),
            steps: Vec::new(),
            named: Vec::new(),
            at: String::new(),
            corrected: HashSet::new(),
            saved: None,
            seen: HashMap::new(),
            open: HashSet::new(),
            overlay: HashMap::new(),
        }
    }

    /// What earlier imports called records: ids that other people gave.
    pub fn know(&mut self, kind: &'static str, foreign: &str, record: i64) {
        if !foreign.is_empty() {
            self.names.note_foreign(kind, foreign, record);
        }
    }

    /// The working copy.
    pub fn isms(&self) -> &Isms {
        &self.isms
    }

    /// Gets to know a table before its rows: who is a person, what short names mean.
    pub fn meet(&mut self, understood: &Understood) {
        self.people.extend(understood.people.iter().map(|name| folded(name)));
        for (short, long) in &understood.aliases {
            self.aliases.entry(folded(short)).or_insert_with(|| long.clone());
        }
    }

    /// Begins a table.
    pub fn begin(&mut self, understood: &Understood) {
        self.seen.clear();
        let controls = understood.mapping.controls.iter();
        self.controls = controls.map(|(written, meant)| (folded(written), meant.clone())).collect();
    }

    /// Whether rows of a table name records that were not there yet, and may be by now.
    pub fn is_open(&self, understood: &Understood) -> bool {
        self.open.iter().any(|(source, _)| *source == understood.source)
    }

    /// Plans rows of a table in order. What is remembered of them is given by key and part.
    pub fn plan(
        &mut self,
        understood: &Understood,
        rows: &[Row],
        remembered: Vec<Remembered>,
        corrections: &Corrections,
        report: &mut TableReport,
    ) -> Vec<Step> {
        self.corrected = corrections.keys().copied().collect();
        let memory: Memory =
            remembered.into_iter().map(|one| ((one.key.clone(), one.part.clone()), one)).collect();
        let mut steps = Vec::new();
        for row in rows {
            let row = corrected(row, corrections);
            if row.is_blank() || is_section(understood, &row, report) {
                continue;
            }
            steps.extend(self.one_row(understood, &row, &memory, report));
        }
        steps
    }

    /// Plans the rows again that named what was not there yet.
    pub fn plan_again(&mut self, understood: &Understood, report: &mut TableReport) -> Vec<Step> {
        let mut open: Vec<u64> = self
            .open
            .iter()
            .filter(|(source, _)| *source == understood.source)
            .map(|(_, row)| *row)
            .collect();
        open.sort_unstable();
        self.open.retain(|(source, _)| *source != understood.source);
        self.begin(understood);
        let rows: Vec<Row> =
            understood.rows().flatten().filter(|row| open.binary_search(&row.place).is_ok()).collect();
        let overlay = self.overlay.values().filter(|one| one.source == understood.source).cloned().collect();
        let mut second = TableReport::default();
        let steps = self.plan(understood, &rows, overlay, &Corrections::new(), &mut second);
        for (kind, count) in second.changed {
            if !report.made.contains_key(kind) {
                *report.changed.entry(kind).or_default() += count;
            }
        }
        report.named.extend(second.named);
        steps
    }

    fn one_row(
        &mut self,
        understood: &Understood,
        row: &Row,
        memory: &Memory,
        report: &mut TableReport,
    ) -> Vec<Step> {
        self.names.mark();
        self.saved = None;
        self.steps.clear();
        self.named.clear();
        self.at = format!("{}, row {}", understood.table.name(), row.place);
        let mut counts = Counts::default();
        match self.row(understood, row, memory, &mut counts, report) {
            Ok(()) => {
                counts.add_to(report);
                report.named.append(&mut self.named);
                std::mem::take(&mut self.steps)
            }
            Err(refused) => {
                if let Some(saved) = self.saved.take() {
                    self.isms = saved;
                }
                self.names.back();
                report.left_out += 1;
                for one in refused {
                    report.refuse(one);
                }
                Vec::new()
            }
        }
    }

    /// Refuses a row that comes a second time.
    pub(super) fn once(&mut self, key: &str, row: &Row) -> Result<(), Refused> {
        match self.seen.insert(key.to_owned(), row.place) {
            Some(first) => {
                self.seen.insert(key.to_owned(), first);
                Err(Refused {
                    row: row.place,
                    column: String::new(),
                    value: key.to_owned(),
                    why: format!("Row {first} has the same key already. Give each row its own."),
                    proposed: None,
                })
            }
            None => Ok(()),
        }
    }

    /// Holds a record against the rules of its kind, and puts it into the working copy. `tolerated` decides whether
    /// complaints are about what the source does not speak of.
    pub(super) fn settle(
        &mut self,
        kind: &'static RecordType,
        before: Option<&Item>,
        values: Vec<Value>,
        tolerated: impl Fn(&Complaints) -> bool,
        last: bool,
    ) -> Result<Settled, Complaints> {
        let act = Act { isms: &self.isms, today: self.options.today, now: self.options.now, person: None };
        let id = before.map(|item| item.id);
        let id = id.unwrap_or_else(|| Edits::default().next(&self.isms, kind.schema));
        let retired = before.is_some_and(|item| item.retired);
        let edit = |values| Edit { schema: kind.schema, id, before: before.cloned(), retired, values };
        let mut edits = Edits::default();
        let mut left_open = Vec::new();
        if let Err(complaints) = kind.import(&act, edit(values.clone()), true, &mut edits) {
            if !tolerated(&complaints) {
                return Err(complaints);
            }
            kind.import(&act, edit(values), false, &mut edits)?;
            left_open = complaints.0;
        }
        let edit = edits.0.pop().ok_or_else(Complaints::default)?;
        let acts = before.is_none_or(|item| item.values != edit.values);
        let record = before.map(|item| (item.id, item.revision));
        if acts {
            let revision = before.map_or(1, |item| item.revision + 1);
            let at = self.options.now;
            let created_at = before.map_or(at, |item| item.created_at);
            let item = Item {
                schema: kind.schema,
                id,
                revision,
                retired,
                created_at,
                changed_at: at,
                values: edit.values.clone(),
            };
            self.put(item, last)?;
        }
        let checked = left_open.is_empty();
        Ok(Settled { id, record, values: edit.values, retired, checked, acts, left_open })
    }

    fn put(&mut self, item: Item, last: bool) -> Result<(), Complaints> {
        if !last && self.saved.is_none() {
            self.saved = Some(self.isms.clone());
        }
        self.names.note(&item);
        let table = self.isms.table_mut(item.schema.key).ok_or_else(Complaints::default)?;
        table.put_item(item).map_err(|field| {
            let mut complaints = Complaints::default();
            complaints.add(field, "This does not fit.");
            complaints
        })
    }

    /// Makes a record because a cell names it; its number.
    pub(super) fn make_named(
        &mut self,
        kind: &'static RecordType,
        values: Vec<Value>,
        name: &str,
    ) -> Option<i64> {
        let made = self.settle(kind, None, values, |_| false, false).ok()?;
        let number = kind.schema.number(made.id);
        self.named.push(format!("{} {number}: {name}", kind.schema.label));
        let id = made.id;
        self.step(kind, made, None);
        Some(id)
    }

    pub(super) fn step(&mut self, kind: &'static RecordType, one: Settled, remember: Option<Remembered>) {
        let Settled { id, record, values, retired, checked, acts, .. } = one;
        if acts || remember.is_some() {
            let source = self.at.clone();
            self.steps.push(Step {
                kind,
                record,
                number: id,
                values,
                retired,
                checked,
                acts,
                source,
                remember,
            });
        }
    }

    /// The scope of records that need one and do not say which.
    pub(super) fn scope(&mut self) -> Result<i64, String> {
        if let Some(scope) = self.options.scope {
            return Ok(scope);
        }
        let two: Vec<i64> =
            self.isms.scopes.in_force().take(2).map(|one| attesta_record::TypedId::get(one.id)).collect();
        match two.as_slice() {
            [only] => Ok(*only),
            [_, _, ..] => {
                Err("There are several scopes, and nothing says which is meant. Name one: --scope S-1, or on the page.".to_owned())
            }
            [] => {
                let kind = attesta_isms::record_type("scope").ok_or("There are no scopes here.")?;
                let mut values = kind.defaults();
                let name = kind.schema.position("name").ok_or("A scope has no name.")?;
                values[name] = Value::text(&self.options.organisation);
                let name = self.options.organisation.clone();
                self.make_named(kind, values, &name).ok_or_else(|| "A scope could not be made.".to_owned())
            }
        }
    }

    /// A record of the working copy.
    pub(super) fn item(&self, kind: &'static str, id: i64) -> Option<Item> {
        self.isms.table(kind)?.item(id)
    }

    /// A reference as the export writes it: number and title.
    pub(super) fn shown(&self, one: &Ref) -> String {
        match self.isms.item(*one) {
            Some(item) => {
                format!("{} {}", one.number(), attesta_isms::title(&item, &|one| self.isms.item(one)))
            }
            None => one.number(),
        }
    }
}

/// A record after the rules of its kind were held against it.
pub(super) struct Settled {
    pub(super) id: i64,
    pub(super) record: Option<(i64, u32)>,
    pub(super) values: Vec<Value>,
    pub(super) retired: bool,
    pub(super) checked: bool,
    pub(super) acts: bool,
    pub(super) left_open: Vec<attesta_record::Complaint>,
}

fn corrected(row: &Row, corrections: &Corrections) -> Row {
    let mut row = row.clone();
    let mut here: Vec<_> = corrections.iter().filter(|((place, _), _)| *place == row.place).collect();
    here.sort_unstable();
    for ((_, at), text) in here {
        if row.cells.len() <= *at {
            row.cells.resize(at + 1, super::Cell::default());
        }
        row.cells[*at] = super::Cell::text(text.as_str());
    }
    row
}

/// A heading between rows, such as a spreadsheet has over each group of controls.
fn is_section(understood: &Understood, row: &Row, report: &mut TableReport) -> bool {
    let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let section = !understood.table.is_delimited()
        && understood.recipe.hook != Hook::Matrix
        && filled == 1
        && understood.columns.len() > 2;
    if section {
        report.rows = report.rows.saturating_sub(1);
        report
            .remark("rows hold one cell only, as a heading between rows does; they were left out", row.place);
    }
    section
}
