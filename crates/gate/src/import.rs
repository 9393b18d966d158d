//! Importing tables: planned row by row on a copy of the ISMS, then done in batches. A preview is the same without the
//! doing.

use attesta_interop::table::{
    Corrections, Mapping, Options, Planner, Remembered, Row, Step, Table, TableReport, Unclear, Understood,
};
use attesta_isms::{Isms, record_type};
use attesta_store::{HeldFile, ImportedRow, StoreError};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::{SignedDuration, Timestamp};

use crate::{ActError, Deed, Doing, Gate, Imported, Member};

/// How many rows are planned, and written in one transaction, at a time.
const AT_ONCE: usize = 400;

/// What is to be imported, and what was decided about it.
#[derive(Debug, Default)]
pub struct Imports {
    /// The tables.
    pub tables: Vec<Table>,
    /// What was decided about them.
    pub mapping: Mapping,
    /// What somebody typed instead of cells, by file and sheet.
    pub corrections: Vec<((String, String), Corrections)>,
    /// Whether proposals for wrong references to controls are taken.
    pub accept: bool,
    /// The scope of records that need one and do not say which.
    pub scope: Option<i64>,
}

/// An import, once every table was looked at.
#[derive(Debug)]
pub struct Importing {
    understood: Vec<(Understood, TableReport)>,
    /// The tables that are not understood.
    pub unclear: Vec<Unclear>,
    /// What somebody typed instead of cells, by file and sheet.
    pub corrections: Vec<((String, String), Corrections)>,
    /// The tables by file and sheet, in the order in which they came.
    names: Vec<(String, String)>,
    accept: bool,
    scope: Option<i64>,
}

/// What an import did, or would do.
#[derive(Debug)]
pub struct Outcome {
    /// A report for each table that was understood, in the order of import.
    pub tables: Vec<TableReport>,
    /// Whether it was done.
    pub applied: bool,
}

impl Importing {
    /// Looks at the tables: what each of them is, and in which order they come.
    pub fn of(imports: Imports) -> Self {
        let Imports { tables, mapping, corrections, accept, scope } = imports;
        let names = tables.iter().map(|one| (one.file.clone(), one.sheet.clone())).collect();
        let (mut understood, mut unclear) = (Vec::new(), Vec::new());
        for table in tables {
            match Understood::of(table, &mapping) {
                Ok(one) => {
                    let report = one.report();
                    understood.push((one, report));
                }
                Err(one) => unclear.push(*one),
            }
        }
        understood.sort_by_key(|(one, _)| one.recipe.order);
        Self { understood, unclear, corrections, names, accept, scope }
    }

    /// The tables that are understood, in the order of import.
    pub fn understood(&self) -> impl Iterator<Item = &Understood> {
        self.understood.iter().map(|(one, _)| one)
    }

    /// The tables by file and sheet, in the order in which they came.
    pub fn names(&self) -> &[(String, String)] {
        &self.names
    }

    /// As it was before anything was planned.
    pub fn again(&mut self) {
        for (one, report) in &mut self.understood {
            *report = one.report();
        }
    }

    fn corrections_of(&self, understood: &Understood) -> Corrections {
        let (file, sheet) = (&understood.table.file, &understood.table.sheet);
        let found = self.corrections.iter().find(|((one, other), _)| one == file && other == sheet);
        found.map(|(_, corrections)| corrections.clone()).unwrap_or_default()
    }
}

impl Gate {
    /// What an import would do. Nothing is written.
    pub async fn preview_import(
        &self,
        member: &Member,
        importing: &mut Importing,
    ) -> Result<Outcome, ActError> {
        Box::pin(self.import(member, importing, false)).await
    }

    /// Does an import, in batches of rows. Each batch is written whole or not at all; what was written before a fault
    /// stays, and the next import of the same tables goes on from there.
    pub async fn apply_import(
        &self,
        member: &Member,
        importing: &mut Importing,
    ) -> Result<Outcome, ActError> {
        Box::pin(self.import(member, importing, true)).await
    }

    /// Keeps files of a member until they are imported, for an hour at the most; no files take away those that wait.
    pub async fn keep_import_uploads(
        &self,
        member: &Member,
        files: &[(String, Vec<u8>)],
    ) -> Result<(), StoreError> {
        let upload = |(name, bytes): &(String, Vec<u8>)| HeldFile {
            name: name.clone(),
            content: STANDARD.encode(bytes),
        };
        let uploads: Vec<HeldFile> = files.iter().map(upload).collect();
        let until = self.now().checked_add(SignedDuration::from_hours(1)).unwrap_or(Timestamp::MAX);
        member.tenant.keep_uploads(member.account, &uploads, self.now(), until).await
    }

    /// The files of a member that wait to be imported: names and contents.
    pub async fn import_uploads(&self, member: &Member) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let uploads = member.tenant.uploads(member.account, self.now()).await?;
        let file = |one: HeldFile| Some((one.name, STANDARD.decode(one.content).ok()?));
        Ok(uploads.into_iter().filter_map(file).collect())
    }

    async fn import(
        &self,
        member: &Member,
        importing: &mut Importing,
        apply: bool,
    ) -> Result<Outcome, ActError> {
        // Whoever may not import anything learns it before a table is planned.
        for (one, _) in &importing.understood {
            let kind = record_type(&one.recipe.part[0].kind).ok_or(ActError::NotFound)?;
            member.permit(kind, "import")?;
        }
        let present = self.present(member).await?;
        let mut planner = Planner::new(Isms::clone(&present), self.import_options(importing, &present));
        drop(present);
        for (kind, foreign, record) in member.data().foreign_ids().await? {
            if let Some(kind) = record_type(&kind) {
                planner.know(kind.schema.key, &foreign, record);
            }
        }
        for (one, _) in &importing.understood {
            planner.meet(one);
        }
        for at in 0..importing.understood.len() {
            let corrections = importing.corrections_of(&importing.understood[at].0);
            let (one, report) = &mut importing.understood[at];
            self.import_table(member, &mut planner, one, &corrections, report, apply).await?;
        }
        for (one, report) in &mut importing.understood {
            if planner.is_open(one) {
                let steps = planner.plan_again(one, report);
                self.do_steps(member, steps, apply).await?;
            }
        }
        let tables = importing.understood.iter().map(|(_, report)| report.clone()).collect();
        Ok(Outcome { tables, applied: apply })
    }

    fn import_options(&self, importing: &Importing, isms: &Isms) -> Options {
        let organisation = isms.organisation().map_or_else(String::new, |one| one.data.name.to_string());
        let (scope, accept) = (importing.scope, importing.accept);
        Options { scope, accept, today: self.today(isms), now: self.now(), organisation }
    }

    async fn import_table(
        &self,
        member: &Member,
        planner: &mut Planner,
        one: &Understood,
        corrections: &Corrections,
        report: &mut TableReport,
        apply: bool,
    ) -> Result<(), ActError> {
        planner.begin(one);
        let mut rows = one.rows();
        loop {
            let mut batch: Vec<Row> = Vec::with_capacity(AT_ONCE);
            for row in rows.by_ref().take(AT_ONCE) {
                match row {
                    Ok(row) => batch.push(row),
                    Err(fault) => {
                        report.fault = Some(fault.to_string());
                        return Ok(());
                    }
                }
            }
            if batch.is_empty() {
                return Ok(());
            }
            let keys: Vec<String> =
                batch.iter().map(|row| one.key_of(row)).filter(|key| !key.is_empty()).collect();
            let remembered = member.data().imported(&one.source, &keys).await?;
            let remembered = remembered.into_iter().filter_map(remembered_row).collect();
            let steps = planner.plan(one, &batch, remembered, corrections, report);
            self.do_steps(member, steps, apply).await?;
        }
    }

    async fn do_steps(&self, member: &Member, steps: Vec<Step>, apply: bool) -> Result<(), ActError> {
        if !apply || steps.is_empty() {
            return Ok(());
        }
        let (mut doings, mut rows) = (Vec::new(), Vec::new());
        for step in steps {
            rows.extend(step.remember.map(imported_row));
            if !step.acts {
                continue;
            }
            let permit = member.permit(step.kind, "import")?;
            let imported = Imported {
                record: step.record,
                number: step.record.is_none().then_some(step.number),
                values: step.values,
                retired: step.retired,
                checked: step.checked,
                source: step.source,
            };
            doings.push(Doing::new(permit, Deed::Import(imported)));
        }
        self.act_and_remember(member, doings, &rows).await.map(|_| ())
    }
}

fn remembered_row(row: ImportedRow) -> Option<Remembered> {
    let kind = record_type(&row.kind)?.schema.key;
    let ImportedRow { source, key, part, record, foreign, said, .. } = row;
    Some(Remembered { source, key, part, kind, record, foreign, said })
}

fn imported_row(one: Remembered) -> ImportedRow {
    let Remembered { source, key, part, kind, record, foreign, said } = one;
    ImportedRow { source, key, part, kind: kind.to_owned(), record, foreign, said }
}
